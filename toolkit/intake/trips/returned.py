"""Which changes does a returned form make to the register? Its entries are added; empty fields delete nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.files.grid import as_text
from toolkit.intake.trips.approval import merge_approval
from toolkit.intake.trips.changes import changes
from toolkit.intake.trips.form_dates import only_day
from toolkit.intake.trips.form_owner import other_trip
from toolkit.intake.trips.forms import RECORD
from toolkit.intake.trips.itinerary_form import KIND as ITINERARY
from toolkit.intake.trips.itinerary_form import merge_itinerary, without_list
from toolkit.intake.trips.money_form import KIND as MONEY_FORM
from toolkit.intake.trips.money_form import merge_money
from toolkit.intake.trips.people import read_people
from toolkit.intake.trips.single_values import meant, period_in
from toolkit.intake.trips.three_ways import NOTHING_ANSWERED, Judge, Kept, printed_band, within
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.documents import chinese_date, chinese_span
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.ticks import affirms, chosen, has_own_words
from toolkit.model.trip_register import HEADING_OF, RESULTS, VISITS
from toolkit.model.trip_returns import FormBand, ReturnedForm
from toolkit.model.trips import Register, RegisterChange, Trip, Visit, grade_of


class Returned(Struct, frozen=True):
    """What has to be written into the register, and what a person has to look at.

    ``asked`` are the findings that are about a trip, each with its form; ``kept`` is what forms only repeat from an
    older register: (trip, what, on the form, now).
    """

    changes: tuple[RegisterChange, ...]
    findings: tuple[Finding, ...]
    asked: tuple[tuple[ReturnedForm, Finding], ...] = ()
    kept: tuple[tuple[str, str, str, str], ...] = ()


def returned(
    register: Register,
    forms: Sequence[ReturnedForm],
    printed: Mapping[str, Mapping[str, object]],
    answers: Mapping[str, str] = NOTHING_ANSWERED,
) -> Returned:
    """Return the changes that forms bring; ``printed`` are the fields that each trip's approval form would show now.

    ``answers`` are what the office settled of earlier readings, by the question's id.
    """
    trips = {trip.id: trip for trip in register.trips}
    after: dict[str, Trip] = {}
    findings: list[Finding] = []
    asked: list[tuple[ReturnedForm, Finding]] = []
    kept: list[tuple[str, str, str, str]] = []
    for form in forms:
        judge = Judge(form.ref, [], Kept(), form.id, answers)
        trip = after.get(form.id) or trips.get(form.id)
        if trip is None:
            judge.findings.append(found("form_trip_unknown", form.ref, id=form.id))
        elif doubt := other_trip(form, trips[form.id], register.trips):
            judge.findings.append(doubt)
        elif form.kind == RECORD:
            after[form.id] = merge_record(trip, form, judge)
        elif form.kind == MONEY_FORM:
            _head(trip, form, judge)
            after[form.id] = merge_money(trip, form, judge)
        elif form.kind == ITINERARY:
            _head(trip, without_list(form), judge)
            after[form.id] = merge_itinerary(trip, form, printed.get(form.id, {}), judge)
        else:
            after[form.id] = merge_approval(trip, form, printed.get(form.id, {}), judge)
        findings += judge.findings
        asked += [(form, finding) for finding in judge.findings if trip is not None]
        kept += [(form.id, *line) for line in judge.kept.lines]
    changed = tuple(one for id, trip in after.items() for one in changes(trips[id], trip))
    return Returned(changed, tuple(findings), tuple(asked), tuple(dict.fromkeys(kept)))


def merge_record(trip: Trip, form: ReturnedForm, judge: Judge) -> Trip:
    """Return a trip with the visits of its 信息记录表 (GN-R4): known ones filled in, new ones at the end."""
    _head(trip, form, judge)
    visits = list(trip.visits)
    places = _matched(visits, form)
    for band, place in zip(form.bands, places, strict=True):
        old = visits[place] if place is not None else Visit("")
        printed = printed_band(form, band)
        if place is None and printed and printed.get("firm"):
            # The office has taken this visit out since, or it stands on the form twice.
            if all(compact(words) == compact(printed.get(field, "")) for field, words in band.values.items()):
                continue
            printed = {} if any(compact(one.firm) == compact(printed["firm"]) for one in visits) else printed
            if printed:
                details = {"printed": printed["firm"], "typed": "、".join(filter(None, band.values.values()))}
                judge.findings.append(found("form_visit_taken_out", form.ref, **details))
                continue
        new = replace(old, **_values(trip, old, form, band, printed if place is not None else {}, judge))
        if place is None:
            visits.append(new)
        else:
            visits[place] = new
    known = {compact(one.values.get("firm", "")) for one in form.printed.bands} if form.printed else None
    gone = [visit for n, visit in enumerate(trip.visits) if n not in places]
    judge.findings += [
        found("form_row_gone", form.ref, name=visit.firm)
        for visit in gone
        if (known is None or compact(visit.firm) in known) and visit.firm not in form.struck
    ]
    return replace(trip, visits=tuple(visits))


def _head(trip: Trip, form: ReturnedForm, judge: Judge) -> None:
    """Ask about a head that was changed by hand: a record tells of visits, the trip itself is the approval's."""
    span = f"{chinese_span(trip.start, trip.end)}，共{trip.days}天"
    now = {
        "applicant": trip.who,
        "leader": trip.leader.name if trip.leader else "",
        "time": span,
        "destination": trip.destination,
        "people": "、".join(person.name for person in trip.participants),
        "count": str(len(trip.participants)),
    }
    known = {compact(person.name) for person in trip.participants}
    for field, stands in now.items():
        said = form.values.get(field, "")
        printed = form.printed.values.get(field, "") if form.printed else None
        if not said or compact(said) == compact(printed or "") or within(said, stands):
            continue
        if field == "time" and period_in(said, trip.start) == (trip.start, trip.end):
            continue
        if field == "applicant" and compact(meant(field, said, trip.start)) == compact(stands):
            continue
        if field == "people":
            people = read_people(said, known)
            if not people.doubts and {compact(one.name) for one in people.named} <= known:
                continue
        details = {"column": _HEAD[field], "typed": said, "now": stands or "空白"}
        judge.findings.append(found("form_head_differs", form.ref, **details))


def _matched(visits: Sequence[Visit], form: ReturnedForm) -> list[int | None]:
    """Return for each band the visit it speaks of: by the firm, else by the number printed over the band."""
    bands = form.bands
    numbers = {_number(one) for one in form.printed.bands} if form.printed else set(range(len(visits)))
    free = set(range(len(visits)))
    places: list[int | None] = []
    for band in bands:
        firm = compact(band.values.get("firm", ""))
        own = [n for n in sorted(free) if firm and compact(visits[n].firm) == firm]
        # Of two visits to one firm, the one with the band's number.
        number = _number(band)
        place = number if number in own else next(iter(own), None)
        places.append(place)
        free -= {place} if place is not None else set()
    for at, band in enumerate(bands):
        if places[at] is None and (number := _number(band)) in free & numbers:
            places[at] = number
            free.discard(number)
        elif places[at] is None and not compact(band.values.get("firm", "")):
            # A band without a firm that was entered before stands in the register without one.
            same = [n for n in sorted(free) if not visits[n].firm and _agrees(visits[n], band)]
            places[at] = next(iter(same), None)
            free -= set(same[:1])
    return places


def _agrees(visit: Visit, band: FormBand) -> bool:
    """Tell whether a visit has the words of a band, those aside that are read as days, grades and results."""
    read = {"day", *_READERS}
    return all(
        compact(words) == compact(getattr(visit, field))
        for field, words in band.values.items()
        if words and field not in read
    )


def _number(band: FormBand) -> int:
    return int(band.number) - 1 if band.number.isdigit() else -1


def _values(
    trip: Trip, old: Visit, form: ReturnedForm, band: FormBand, printed: Mapping[str, str] | None, judge: Judge
) -> dict[str, Any]:
    """Return the fields of a band that were filled in by hand; what no list and no calendar knows is asked about."""
    values: dict[str, Any] = {}
    place = CellRef(form.ref.file, form.ref.sheet, band.row)
    for field, typed in band.values.items():
        text, now = as_text(typed), _shown(getattr(old, field))
        if not text or text == now:
            continue
        new = _value(trip, field, text, place, judge.findings)
        if new is None or _shown(new) == now or new == "":
            continue
        said = printed.get(field, "") if printed is not None else None
        column = f"“{old.firm or band.values.get('firm', '')}”的{HEADING_OF[VISITS][field]}"
        if field == "firm" and within(text, now):
            # A firm's full name is not replaced by a short one.
            judge.kept.lines.append((column, text, now))
            continue
        means = partial(_meant, trip, field)
        if judge.takes(column, text, now, said, edited=field in band.edited, ref=place, means=means):
            values[field] = new
    return values


def _meant(trip: Trip, field: str, text: str) -> str:
    """Return what a field says as a form prints it, as it was typed where that is unclear."""
    value = _value(trip, field, as_text(text), CellRef(""), [])
    return text if value is None else _shown(value)


def _value(trip: Trip, field: str, text: str, place: CellRef, findings: list[Finding]) -> date | str | None:
    """Return what a field says; ``None`` with a finding where no list and no calendar knows it."""
    if field == "day":
        return _day(trip, text, place, findings).get("day")
    read = _READERS.get(field)
    word = read(text) if read else text
    if field == "level" and word is None and (match := _NOTED.fullmatch(text.strip())) and grade_of(match[1]):
        # 「B（重点）」 is a B; the register has no place for the remark.
        findings.append(found("form_words_unread", place, typed=f"{HEADING_OF[VISITS][field]}里的{match[2]}"))
        return grade_of(match[1])
    if word is None:
        details = {"column": HEADING_OF[VISITS][field], "typed": text, "example": _EXAMPLES[field]}
        findings.append(found("form_value_unread", place, **details))
    return word


def _shown(value: object) -> str:
    """Return a field as a form prints it."""
    return chinese_date(value) if isinstance(value, date) else as_text(str(value or ""))


def _day(trip: Trip, text: str, place: CellRef, findings: list[Finding]) -> dict[str, date]:
    """Return the day of a visit; an invalid day, several days, or a day outside the trip are asked about."""
    day = only_day(text, trip.start, trip.end)
    if day is None:
        details = {"column": HEADING_OF[VISITS]["day"], "typed": text, "example": chinese_date(trip.start)}
        findings.append(found("form_value_unread", place, **details))
    elif not trip.start <= day <= trip.end:
        span = {"start": chinese_date(trip.start), "end": chinese_date(trip.end)}
        findings.append(found("visit_outside_trip", place, typed=text, **span))
    else:
        return {"day": day}
    return {}


def _result(text: str) -> str | None:
    """Return the result of a visit; ``None`` where a listed result is named but may be denied.

    Words of a person's own beside the boxes are no choice either.

    >>> _result("□获取线索 ☑推进签约"), _result("签了框架协议"), _result("未获取线索"), _result("□获取线索 另约")
    ('推进签约', '签了框架协议', None, None)
    """
    if has_own_words(text, RESULTS.__contains__):
        return None
    said = chosen(text)
    named = [choice for choice in RESULTS[:-1] if choice in said]
    return said if all(affirms(said, choice) for choice in named) else None


_HEAD = {
    "applicant": "申请单位",
    "leader": "带队领导",
    "time": "外出时间",
    "destination": "目的地",
    "people": "参加人员",
    "count": "人数",
}
_NOTED = expression(r"(.+?)([（(][^（）()A-Za-zＡ-Ｚ或待拟暂升降改未不无非原曾可?？]+[）)])")
_READERS: Mapping[str, Callable[[str], str | None]] = {"level": grade_of, "result": _result}
_EXAMPLES = {"level": "A、B或C（没有线索的留空）", "result": "获取线索（没有成果的写“无”）"}
