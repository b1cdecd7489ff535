"""What does a filled-in 考察行程表 say of a trip's stops, travellers and approval? Found by the heads of columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from toolkit.files.grid import as_text
from toolkit.intake.trips.approval import signed_fields, with_people
from toolkit.intake.trips.form_dates import day_and_hour
from toolkit.intake.trips.form_labels import label_of
from toolkit.intake.trips.people import parted
from toolkit.intake.trips.signatures import BOX, SIGNER
from toolkit.intake.trips.three_ways import Judge, within, without_print
from toolkit.intake.trips.word_rows import WordCell
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.documents import chinese_date
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.ticks import chosen
from toolkit.model.trip_register import HEADING_OF, TRIPS, VISITS
from toolkit.model.trip_returns import FormBand, ReturnedForm
from toolkit.model.trips import Trip, Visit

KIND = "考察行程表"
# Heads of columns, as they are printed and as somebody types them anew.
HEADS = {
    "日期": "day",
    "时间": "day",
    "时段": "part",
    "出发地→目的地": "way",
    "路线": "way",
    "行程": "way",
    "交通": "travel",
    "交通工具": "travel",
    "车次": "travel",
    "活动内容": "subject",
    "内容": "subject",
    "对接单位": "firm",
    "拜访企业": "firm",
    "对接人及电话": "contact",
    "对接人": "contact",
    "联系人及电话": "contact",
    "备注": "stop_remark",
}
_BELOW = {"参加人员": "people", "留存": "filing", "备案": "filing"}
# What a row of a stop gives its visit, word for word.
_PLAIN = ("part", "way", "travel", "subject", "stop_remark")
_DITTO = expression(r"[同如][上前]|[〃″\"”]+")
_PHONE = expression(r"(?<![\d-])(?:1\d{10}|0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,5})?|\d{7,8})(?!\d)")
_FIRM = expression(r".{2,}(?:公司|厂|集团|企业|商会|协会|局|中心|园区?|委|院|所|店)$")
# The first and the last line of a print: no visit, and nobody's words.
_OUT_AND_BACK = expression(r"出发→.*|.*→返回")
_VISIT = "拜访洽谈"
_SHOWN = 80


def stop_rows(rows: Sequence[Sequence[WordCell]]) -> tuple[tuple[FormBand, ...], tuple[tuple[int, str], ...], int]:
    """Return the stops by field, rows (number, words) of another shape, and how many rows the stops take.

    A cell merged downwards and a ditto mark repeat the day above.
    """
    heads: dict[int, str] = {}
    bands: list[FormBand] = []
    odd: list[tuple[int, str]] = []
    width, day = 0, ""
    for number, cells in enumerate(rows, 1):
        texts = [cell.text.strip() for cell in cells]
        if not heads:
            named = {at: HEADS[label_of(text)] for at, text in enumerate(texts) if label_of(text) in HEADS}
            heads, width = (named, len(cells)) if {"day", "firm"} <= set(named.values()) else ({}, 0)
        elif len(cells) == 2 or label_of(texts[0] if texts else "") in _BELOW:
            return tuple(bands), tuple(odd), number - 1
        elif len(cells) != width:
            odd += [(number, " ".join(filter(None, texts)))] if any(texts) else []
        else:
            values = {field: texts[at] for at, field in heads.items()}
            first = cells[next(at for at, field in heads.items() if field == "day")]
            day = values["day"] = day if first.continued or _DITTO.fullmatch(values["day"]) else values["day"]
            edited = frozenset(field for at, field in heads.items() if cells[at].edited)
            bands += [FormBand(str(len(bands) + 1), number, values, edited)] if any(values.values()) else []
    return tuple(bands), tuple(odd), len(rows)


def words_below(rows: Sequence[Sequence[WordCell]]) -> tuple[dict[str, str], tuple[tuple[str, str], ...], list[str]]:
    """Return the words below the stops by field, the signature boxes as (who, words), and rows that are neither."""
    values: dict[str, str] = {}
    signed: list[tuple[str, str]] = []
    other: list[str] = []
    for cells in rows:
        label, words = cells[0].text if cells else "", "\n".join(cell.text for cell in cells[1:] if cell.text)
        if field := _BELOW.get(label_of(label)):
            values[field] = words
        elif SIGNER.search(words) or (len(cells) > 1 and BOX.search(label)):
            signed.append((label_of(label), words))
        elif words and signed and not compact(label):
            signed[-1] = (signed[-1][0], f"{signed[-1][1]}\n{words}")
        elif compact(label + words):
            other.append(f"{label} {words}".strip())
    return values, tuple(signed), other


def merge_itinerary(trip: Trip, form: ReturnedForm, printed: Mapping[str, object], judge: Judge) -> Trip:
    """Return a trip with what its 考察行程表 says (LZ-R5): stops, travellers, approval, number of the file copy."""
    form = without_print(form, ("filing", "people"))
    was = {compact(one.values.get("firm", "")): one for one in form.printed.bands} if form.printed else None
    visits = list(trip.visits)
    taken: set[int] = set()
    for band in _by_firm(form.bands, visits):
        place = CellRef(form.ref.file, form.ref.sheet, band.row)
        firm = as_text(band.values.get("firm", ""))
        if not firm:
            trip = _without_firm(trip, form, band, judge, place)
            continue
        at = _of(firm, visits, taken)
        said = was.get(compact(firm)) if was is not None else None
        if at is None and (renamed := _renamed(form, band, visits, taken)) is not None:
            at, said = renamed
        if at is None and said is not None:
            if any(compact(one) != compact(said.values.get(field, "")) for field, one in band.values.items()):
                judge.findings.append(_unread(place, band))
            continue  # the office has taken this visit out since
        old = visits[at] if at is not None else Visit(firm)
        known = said.values if said else {} if was is not None else None
        new = replace(old, **dict(_stop(trip, old, band, known, judge, place)))
        if at is None:
            visits.append(new)
            at = len(visits) - 1
        visits[at] = new
        taken.add(at)
    judge.findings += [
        found("form_row_gone", form.ref, name=one.firm)
        for n, one in enumerate(trip.visits)
        if n not in taken and (was is None or compact(one.firm) in was) and one.firm not in form.struck
    ]
    trip = replace(trip, visits=tuple(visits), **signed_fields(trip, form, printed, judge))
    return with_people(trip, form, judge, "people") if form.values.get("people") else trip


def without_list(form: ReturnedForm) -> ReturnedForm:
    """Return a form with only the words of its head; a leader's post is held against the print alone."""
    values = {field: words for field, words in form.values.items() if field != "people"}
    if form.printed is None and "leader" in values:
        values["leader"] = values["leader"].partition("（")[0]
    return replace(form, values=values)


def _by_firm(bands: Sequence[FormBand], visits: Sequence[Visit]) -> Iterator[FormBand]:
    """Yield the stops; a stop at several firms is one for each of them."""
    known = {compact(visit.firm) for visit in visits}
    for band in bands:
        firm = band.values.get("firm", "")
        parts = parted(firm, "、；;\n") if compact(firm) not in known else []
        if len(parts) > 1 and all(compact(part) in known or _FIRM.fullmatch(compact(part)) for part in parts):
            for part in parts:
                yield replace(band, values={**band.values, "firm": part})
        else:
            yield band


def _of(firm: str, visits: Sequence[Visit], taken: set[int]) -> int | None:
    """Return the visit of a firm: the first of that name that no earlier stop took, else one whose name is longer."""
    free = [n for n in range(len(visits)) if n not in taken]
    same = [n for n in free if compact(visits[n].firm) == compact(firm)]
    longer = [n for n in free if len(compact(firm)) > 1 and within(firm, visits[n].firm)]
    return next(iter(same), longer[0] if len(longer) == 1 else None)


def _renamed(
    form: ReturnedForm, band: FormBand, visits: Sequence[Visit], taken: set[int]
) -> tuple[int, FormBand] | None:
    """Return visit and print of a line whose firm was typed over, where the rest of the line is still as printed."""
    line = next((one for one in form.printed.bands if one.number == band.number), None) if form.printed else None
    if line is None or not line.values.get("firm"):
        return None
    same = sum(compact(band.values.get(field, "")) == compact(text) for field, text in line.values.items())
    at = _of(line.values["firm"], visits, taken)
    return (at, line) if at is not None and same >= len(line.values) - 2 else None


def _stop(
    trip: Trip, old: Visit, band: FormBand, printed: Mapping[str, str] | None, judge: Judge, place: CellRef
) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a visit that its line of the form changes."""

    def takes(field: str, said: str, now: str, was: str | None) -> bool:
        column = f"“{old.firm}”的{HEADING_OF[VISITS][field]}"
        return judge.takes(column, said, now, was, edited=field in band.edited, ref=place)

    typed = {field: as_text(text) for field, text in band.values.items()}
    was = {field: as_text(text) for field, text in printed.items()} if printed is not None else None
    day, hour = typed.get("day", ""), ""
    if day and (was is None or compact(day) != compact(was.get("day", ""))):
        read, hour = day_and_hour(day, trip.start, trip.end)
        yield from _day(trip, old, day, read, was, judge, place)
    if hour and not typed.get("part"):
        typed["part"] = hour
    named, before = typed.get("firm", ""), was.get("firm", "") if was is not None else None
    if not within(named, old.firm) and takes("firm", named, old.firm, before):
        yield "firm", named
    for field in _PLAIN:
        said = typed.get(field, "")
        before = was.get(field, "") if was is not None else None
        if not said or compact(said) == compact(before or ""):
            continue
        if not before and (said == _VISIT if field == "subject" else compact(said) == compact(old.address)):
            continue  # what is printed where the register says nothing
        # What is printed where the register has no words of its own is no word of the register.
        if not getattr(old, field) or takes(field, said, getattr(old, field), before):
            yield field, said
    yield from _contact(old, typed.get("contact", ""), was, takes)


def _day(
    trip: Trip,
    old: Visit,
    typed: str,
    day: date | None,
    was: Mapping[str, str] | None,
    judge: Judge,
    place: CellRef,
) -> Iterator[tuple[str, date]]:
    """Yield the day of a stop; one that no calendar knows, or outside the trip, is asked about."""
    if day is None:
        details = {"column": HEADING_OF[VISITS]["day"], "typed": typed, "example": chinese_date(trip.start)}
        judge.findings.append(found("form_value_unread", place, **details))
    elif not trip.start <= day <= trip.end:
        span = {"start": chinese_date(trip.start), "end": chinese_date(trip.end)}
        judge.findings.append(found("visit_outside_trip", place, typed=typed, **span))
    elif day != old.day:
        before, _ = day_and_hour(was.get("day", ""), trip.start, trip.end) if was is not None else (None, "")
        said, now, printed = (chinese_date(one) if one else "" for one in (day, old.day, before))
        column = f"“{old.firm}”的{HEADING_OF[VISITS]['day']}"
        if judge.takes(column, said, now, printed if was is not None else None, ref=place):
            yield "day", day


def _contact(old: Visit, typed: str, was: Mapping[str, str] | None, takes: Any) -> Iterator[tuple[str, str]]:
    """Yield contact and telephone, which stand in one cell of the form."""
    before = was.get("contact", "") if was is not None else None
    if not typed or compact(typed) == compact(before or ""):
        return
    printed = _parted(before) if before is not None else (None, None)
    for field, said, former in zip(("contact", "phone"), _parted(typed), printed, strict=True):
        if said and takes(field, said, getattr(old, field), former):
            yield field, said


def _parted(text: str) -> tuple[str, str]:
    """Return the person and the telephone of a cell.

    >>> _parted("霍绍棠 19900000200"), _parted("电话：0757-22223333")
    (('霍绍棠', '19900000200'), ('', '0757-22223333'))
    """
    match = _PHONE.search(text)
    if not match:
        return " ".join(text.split()), ""
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    person = re.sub(r"(?:联系)?(?:电话|手机)号?码?[:：]?", " ", rest)
    return " ".join(person.split()).strip("，,、；;（）()：: "), match[0]


def _without_firm(trip: Trip, form: ReturnedForm, band: FormBand, judge: Judge, place: CellRef) -> Trip:
    """Return the trip after a line that names no firm: departure and return carry how one travels; others are told."""
    typed = {field: as_text(text) for field, text in band.values.items()}
    way = typed.get("way", "")
    lines = [one for one in form.printed.bands if not one.values.get("firm")] if form.printed else []
    same = [one for one in lines if compact(one.values.get("way", "")) == compact(way)]
    was = next(iter(same), None)
    if was is None and form.printed is None and _OUT_AND_BACK.fullmatch(compact(way)):
        was = replace(band, values={**band.values, "travel": trip.transport})
    if was is None:
        judge.findings.append(_unread(place, band))
        return trip
    changed = {
        field: text for field, text in typed.items() if text and compact(text) != compact(was.values.get(field, ""))
    }
    travel = changed.pop("travel", "")
    if changed:
        judge.findings.append(_unread(place, replace(band, values=changed)))
    now = trip.transport
    column, before = HEADING_OF[TRIPS]["transport"], was.values.get("travel")
    if travel and judge.takes(column, travel, now, before, ref=place, means=chosen):
        return replace(trip, transport=chosen(travel) or travel)
    return trip


def _unread(place: CellRef, band: FormBand) -> Finding:
    words = " ".join(" ".join(text.split()) for text in band.values.values() if text)
    return found("form_words_unread", place, typed=words if len(words) <= _SHOWN else words[:_SHOWN] + "…")
