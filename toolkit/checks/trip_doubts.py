"""What in a trip's row can be meant in several ways? Each is said, with how it counts until it is made clear."""

from collections import Counter
from datetime import date

from toolkit.checks.trip_routes import highest, route_of
from toolkit.checks.trip_units import group_units, unit_named, units_in, units_of
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.names import plain
from toolkit.model.opinions import Verdict, verdict_of
from toolkit.model.scheme import Scheme
from toolkit.model.trip_counting import NotCounted, agreed_to, chosen, went_out
from toolkit.model.trip_ranks import rank_of
from toolkit.model.trips import Trip

_OF_PLACE, _OF_WORK = expression(r"^[区县市]"), expression(r"招商(?:引资)?(?:工作)?")


def check_destination(trip: Trip, scheme: Scheme, _: date) -> list[Finding]:
    """A trip within the county fulfils no quota of 外出 (LZ-R1, NX-R1); where nobody knows where it leads is asked."""
    if not scheme.rules.quotas:
        return []
    where = went_out(trip, scheme)
    near = {"county": "本县（区）", "city": "本市", "province": "本省（区）"}[chosen(scheme, "trip_outside", "county")]
    if where is NotCounted.INSIDE:
        return [found("trip_inside", trip.ref, id=trip.id, typed=trip.destination, near=near)]
    if where is NotCounted.UNCLEAR:
        return [found("trip_destination_unclear", trip.ref, id=trip.id, typed=trip.destination, near=near)]
    return []


def check_agreement(trip: Trip, scheme: Scheme, as_of: date) -> list[Finding]:
    """A trip that nobody agreed to may not count (reading ``trip_unapproved``): then it is said once it has begun."""
    if trip.start > as_of or agreed_to(trip, scheme) is not NotCounted.UNAPPROVED:
        return []
    return [found("trip_uncounted", trip.ref, id=trip.id)]


def check_several_units(trip: Trip, scheme: Scheme, _: date) -> list[Finding]:
    """Of several units on one trip the reading ``trip_joint`` says whose it is; the sheet says how it was counted."""
    units = units_of(scheme, trip)
    applying = units_in(scheme, trip.unit)
    if not scheme.rules.quotas or not units:
        return []
    if not applying and len(group_units(scheme, trip)) > 1:
        details = {"group": trip.group, "leads": "、".join(group_units(scheme, trip)), "counted": "、".join(units)}
        return [found("trip_group_led_by_several", trip.ref, id=trip.id, **details)]
    going = [name for person in trip.participants if (name := unit_named(scheme, person.unit))]
    involved = tuple(dict.fromkeys((*applying, *units, *going)))
    if len(involved) > 1 and (len(applying) > 1 or len(units) > 1):
        details = {"units": "、".join(involved), "counted": "、".join(units)}
        return [found("trip_of_several_units", trip.ref, id=trip.id, **details)]
    return []


def check_ranks(trip: Trip, scheme: Scheme, _: date) -> list[Finding]:
    """A 处级 who goes along with a 科级 leader: the reading ``trip_rank`` says who agrees (GN-R8, GN-R9)."""
    above = highest(trip, scheme)
    route = route_of(trip, scheme)
    if above is None or trip.leader is None or route is None:
        return []
    ranks = [one.rank for one in scheme.routes]
    details = {"name": above.name, "rank": rank_of(above.rank, ranks), "leader": trip.leader.rank or "级别没有填"}
    return [found("trip_rank_above", above.ref or trip.ref, id=trip.id, approver=route.steps[-1].who, **details)]


def check_approver(trip: Trip, scheme: Scheme, _: date) -> list[Finding]:
    """Whoever the opinion names as its author is he whom the document names for this rank (GN-R8, GN-R9)."""
    route = route_of(trip, scheme)
    if route is None or trip.approved_on is None or verdict_of(trip.opinion) is not Verdict.APPROVED:
        return []
    meant = {step.who for step in route.steps}
    others = {step.who for one in scheme.routes for step in one.steps} - meant
    said = plain(trip.opinion)
    if any(_names(said, who) for who in meant) or not any(_names(said, who) for who in others):
        return []
    step, details = route.steps[-1], {"id": trip.id, "opinion": trip.opinion, "rank": route.rank}
    return [
        found(
            "approved_by_other", trip.ref, approver=step.who, action=step.action, clause=route.citation.words, **details
        )
    ]


def _names(said: str, who: str) -> bool:
    """Tell whether an opinion names an office, in full or as people shorten it: 分管领导 for 区分管招商工作领导."""
    whole = _OF_PLACE.sub("", plain(who))
    return whole in said or _OF_WORK.sub("", whole) in said


def check_twice_visited(trip: Trip, _: Scheme, __: date) -> list[Finding]:
    """Several calls on one firm on one trip are one firm (GN-R1 「拜访企业不少于6家」)."""
    calls = Counter(visit.whom for visit in trip.visits if visit.whom)
    findings = []
    for whom, times in calls.items():
        if times > 1:
            again = [visit for visit in trip.visits if visit.whom == whom]
            findings.append(found("firm_visited_twice", again[-1].ref or trip.ref, firm=again[0].firm, times=times))
    return findings


DOUBTS = (check_destination, check_agreement, check_several_units, check_ranks, check_approver, check_twice_visited)
