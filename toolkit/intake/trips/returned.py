"""Which changes does a returned form make to the register? Its entries are added; empty fields delete nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.files.grid import as_text
from toolkit.intake.trips.approval import merge_approval
from toolkit.intake.trips.changes import changes
from toolkit.intake.trips.form_dates import only_day
from toolkit.intake.trips.form_owner import other_trip
from toolkit.intake.trips.forms import RECORD
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.documents import chinese_date
from toolkit.model.findings import Finding, found
from toolkit.model.ticks import affirms, chosen
from toolkit.model.trip_register import HEADING_OF, RESULTS, VISITS
from toolkit.model.trip_returns import FormBand, ReturnedForm
from toolkit.model.trips import Register, RegisterChange, Trip, Visit, grade_of


@dataclass(frozen=True, slots=True)
class Returned:
    """What has to be written into the register, and what a person has to look at."""

    changes: tuple[RegisterChange, ...]
    findings: tuple[Finding, ...]


def returned(
    register: Register, forms: Sequence[ReturnedForm], printed: Mapping[str, Mapping[str, object]]
) -> Returned:
    """Return the changes that forms bring; ``printed`` are the fields that each trip's approval form would show now."""
    trips = {trip.id: trip for trip in register.trips}
    after: dict[str, Trip] = {}
    findings: list[Finding] = []
    for form in forms:
        trip = after.get(form.id) or trips.get(form.id)
        if trip is None:
            findings.append(found("form_trip_unknown", form.ref, id=form.id))
        elif doubt := other_trip(form, trips[form.id], register.trips):
            findings.append(doubt)
        elif form.kind == RECORD:
            after[form.id] = merge_record(trip, form, findings)
        else:
            after[form.id] = merge_approval(trip, form, printed.get(form.id, {}), findings)
    return Returned(tuple(one for id, trip in after.items() for one in changes(trips[id], trip)), tuple(findings))


def merge_record(trip: Trip, form: ReturnedForm, findings: list[Finding]) -> Trip:
    """Return a trip with the visits of its 信息记录表 (GN-R4): known ones filled in, new ones at the end."""
    visits = list(trip.visits)
    places = _matched(visits, form.bands)
    for band, place in zip(form.bands, places, strict=True):
        old = visits[place] if place is not None else Visit("")
        values = _values(trip, old, form, band, findings)
        new = replace(old, **values)
        if place is None:
            visits.append(new)
        else:
            visits[place] = new
    gone = [visit for n, visit in enumerate(trip.visits) if n not in places]
    findings += [found("form_row_gone", form.ref, name=visit.firm) for visit in gone]
    return replace(trip, visits=tuple(visits))


def _matched(visits: Sequence[Visit], bands: Sequence[FormBand]) -> list[int | None]:
    """Return for each band the visit it speaks of: by the firm, else by the number printed over the band."""
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
        if places[at] is None and (number := _number(band)) in free:
            places[at] = number
            free.discard(number)
    return places


def _number(band: FormBand) -> int:
    return int(band.number) - 1 if band.number.isdigit() else -1


def _values(trip: Trip, old: Visit, form: ReturnedForm, band: FormBand, findings: list[Finding]) -> dict[str, Any]:
    """Return the fields of a band that were filled in by hand; an unknown choice or day is asked about."""
    values: dict[str, Any] = {}
    for field, typed in band.values.items():
        text = as_text(typed)
        if not text:
            continue
        read = _READERS.get(field)
        place = CellRef(form.ref.file, form.ref.sheet, band.row)
        if text == _shown(getattr(old, field)):
            continue
        if field == "day":
            values |= _day(trip, text, place, findings)
        elif read is None:
            values[field] = text
        elif (word := read(text)) is None:
            details = {"column": HEADING_OF[VISITS][field], "typed": text, "example": _EXAMPLES[field]}
            findings.append(found("form_value_unread", place, **details))
        elif word:
            values[field] = word
    return values


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

    >>> _result("□获取线索 ☑推进签约"), _result("签了框架协议"), _result("未获取线索")
    ('推进签约', '签了框架协议', None)
    """
    said = chosen(text)
    named = [choice for choice in RESULTS[:-1] if choice in said]
    return said if all(affirms(said, choice) for choice in named) else None


_READERS: Mapping[str, Callable[[str], str | None]] = {"level": grade_of, "result": _result}
_EXAMPLES = {"level": "A、B或C（没有线索的留空）", "result": "获取线索（没有成果的写“无”）"}
