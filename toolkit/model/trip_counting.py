"""Does a trip count as one that a document asks for? How far it went, who agreed to it, as the readings say."""

from enum import StrEnum

from toolkit.model.opinions import Verdict, verdict_of
from toolkit.model.regions import REACHES
from toolkit.model.scheme import Scheme
from toolkit.model.trips import Trip

# How many of REACHES are no 外出, by the reading trip_outside.
NEARER_THAN = {"county": 1, "city": 2, "province": 3}


class NotCounted(StrEnum):
    """Why a trip is none of those that a quota asks for."""

    INSIDE = "inside"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    UNAPPROVED = "unapproved"


def chosen(scheme: Scheme, id: str, default: str) -> str:
    """Return the value of a reading, or ``default`` where the rulebook leaves nothing open there."""
    return next((reading.value for reading in scheme.readings if reading.id == id), default)


def why_not(trip: Trip, scheme: Scheme) -> NotCounted | None:
    """Return why a trip does not count for a quota of trips (LZ-R1, GN-R1, NX-R1), ``None`` where it does.

    A trip whose destination nobody has judged (``reaches`` is empty) counts.
    """
    return went_out(trip, scheme) or agreed_to(trip, scheme)


def went_out(trip: Trip, scheme: Scheme) -> NotCounted | None:
    """Return whether the farthest stop lies too near to be 外出 (reading ``trip_outside``), or nobody can say."""
    near = NEARER_THAN[chosen(scheme, "trip_outside", "county")]
    inside = {REACHES.index(reach) < near for reach in trip.reaches}
    if len(inside) > 1:
        return NotCounted.UNCLEAR
    return NotCounted.INSIDE if True in inside else None


def agreed_to(trip: Trip, scheme: Scheme) -> NotCounted | None:
    """Return whether nobody agreed to a trip: one refused never counts, others by the reading ``trip_unapproved``."""
    verdict = verdict_of(trip.opinion)
    if verdict is Verdict.REFUSED or (trip.approved_on is None and verdict is Verdict.POSTPONED):
        return NotCounted.REFUSED
    ruling = chosen(scheme, "trip_unapproved", "made")
    if ruling == "made" or not scheme.routes:
        return None
    late = ruling == "before" and trip.approved_on is not None and trip.approved_on > trip.start
    return NotCounted.UNAPPROVED if trip.approved_on is None or late else None
