"""Does a form belong to the trip whose number it bears, or was the number overwritten?"""

from collections.abc import Iterable

from toolkit.files.grid import as_text
from toolkit.intake.trips.form_dates import days_in
from toolkit.intake.values.typed import compact
from toolkit.model.findings import Finding, found
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import Trip

# What the head of both forms says of a trip, as staff call it.
_FACTS = {"applicant": "申请单位", "leader": "带队领导", "time": "外出时间", "destination": "目的地"}


def other_trip(form: ReturnedForm, own: Trip, trips: Iterable[Trip]) -> Finding | None:
    """Return a finding where a form's contents are of another trip than its number.

    A head that was corrected by hand differs in a field or two; one that agrees in two more fields with another trip,
    or in none with its own, was not printed for it.
    """
    said = {field: _said(form, field, own) for field in _FACTS if as_text(form.values.get(field, ""))}
    agreeing = _agreeing(said, own)
    others = {trip.id: len(_agreeing(said, trip)) for trip in trips if trip.id != own.id}
    nearest = max(others, key=others.__getitem__, default="")
    firms = _firms_of_another(form, own, trips)
    foreign = len(said) > 2 and not agreeing
    likely = nearest if nearest and others[nearest] >= len(agreeing) + 2 else firms
    if not (foreign or likely):
        return None
    differing = [name for field, name in _FACTS.items() if field in said and field not in agreeing] or ["拜访企业"]
    other = f"，与“{likely}”相符" if likely else ""
    return found("form_of_other_trip", form.ref, id=form.id, what="、".join(differing), other=other)


def _said(form: ReturnedForm, field: str, own: Trip) -> str:
    text = compact(form.values[field])
    if field != "time":
        return text
    days = days_in(form.values[field], own.start)
    return f"{days[0].day}" if days and days[0].day else text


def _agreeing(said: dict[str, str], trip: Trip) -> set[str]:
    leader = trip.leader
    facts = {
        "applicant": compact(trip.who),
        "leader": compact(leader.name) if leader else "",
        "time": str(trip.start),
        "destination": compact(trip.destination),
    }
    return {field for field, text in said.items() if text == facts[field]}


def _firms_of_another(form: ReturnedForm, own: Trip, trips: Iterable[Trip]) -> str:
    """Return the trip that plans all the firms of a form, where its own plans firms and none of these."""
    firms = {compact(band.values.get("firm", "")) for band in form.bands} - {""}
    if len(firms) < 2 or not own.visits or firms & {compact(visit.firm) for visit in own.visits}:
        return ""
    return next((trip.id for trip in trips if firms <= {compact(visit.firm) for visit in trip.visits}), "")
