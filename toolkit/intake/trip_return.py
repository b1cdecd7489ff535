"""What becomes of the register when a filled-in form comes back? Its words go in, its silence takes nothing out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.intake.dates import read_date
from toolkit.intake.grid import RawCell, as_text
from toolkit.intake.reading import compact
from toolkit.intake.trip_approval import merge_approval
from toolkit.intake.trip_changes import changes
from toolkit.intake.trip_forms import RECORD
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_register import HEADING_OF, VISITS
from toolkit.model.trip_returns import FormBand, ReturnedForm
from toolkit.model.trips import Register, RegisterChange, Trip, Visit


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
        values = _values(trip, form, band, findings)
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


def _values(trip: Trip, form: ReturnedForm, band: FormBand, findings: list[Finding]) -> dict[str, Any]:
    """Return the filled-in fields of a band; a day that cannot be read is asked about."""
    values: dict[str, Any] = {}
    for field, typed in band.values.items():
        text = as_text(typed)
        if not text:
            continue
        if field != "day":
            values[field] = text
        elif (day := day_in(text, trip.start)) is not None:
            values[field] = day
        else:
            place = CellRef(form.ref.file, form.ref.sheet, band.row)
            details = {"column": HEADING_OF[VISITS]["day"], "typed": text, "example": "2022年6月8日"}
            findings.append(found("form_value_unread", place, **details))
    return values


def day_in(text: str, near: date) -> date | None:
    """Return a day that is written in full, or as 6月8日 in the year of ``near``; ``None`` for anything else.

    >>> day_in("2022年6月8日", date(2022, 6, 7)), day_in("6月8日", date(2022, 6, 7)), day_in("上旬", date(2022, 6, 7))
    (datetime.date(2022, 6, 8), datetime.date(2022, 6, 8), None)
    """
    for typed in (text, f"{near.year}年{text}"):
        value = read_date(RawCell(typed), "", ReportingPeriod(near.year + 1, 12)).value
        if value is not None and value.day is not None:
            return value.earliest
    return None
