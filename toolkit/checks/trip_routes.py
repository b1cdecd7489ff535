"""Who agrees to a trip? By the rank of who leads it, or of the highest who goes along, as the reading says."""

from toolkit.model.scheme import ApprovalRoute, Scheme
from toolkit.model.trip_counting import chosen
from toolkit.model.trip_ranks import rank_of
from toolkit.model.trips import Participant, Trip

ANY_RANK = "不限"


def route_of(trip: Trip, scheme: Scheme) -> ApprovalRoute | None:
    """Return who signs a trip: by rank (GN-R8, GN-R9), else for everybody (LZ-R5, JC-F1).

    By the reading ``trip_rank`` the leader's rank decides, or the highest of all who go; the document names the highest
    first.
    """
    by_rank = {route.rank: route for route in scheme.routes}
    if trip.leader is None:
        return by_rank.get(ANY_RANK)
    ranks = tuple(by_rank)
    own = by_rank.get(rank_of(trip.leader.rank, ranks))
    higher = highest(trip, scheme) if chosen(scheme, "trip_rank", "leader") == "highest" else None
    rank = rank_of(higher.rank, ranks) if higher else ""
    # Whose own rank nobody knows may stand above all but the first.
    return by_rank[rank] if rank and (own or rank == ranks[0]) else own or by_rank.get(ANY_RANK)


def highest(trip: Trip, scheme: Scheme) -> Participant | None:
    """Return one who goes along and has a higher rank than the leader, by the ranks that the document tells apart.

    Whose rank nobody wrote down stands below all others.
    """
    ranks = [route.rank for route in scheme.routes if route.rank != ANY_RANK]
    place = {rank: number for number, rank in enumerate(ranks)}

    def stands(person: Participant) -> int:
        return place.get(rank_of(person.rank, ranks), len(ranks))

    if trip.leader is None or not ranks:
        return None
    above = [person for person in trip.participants if stands(person) < stands(trip.leader)]
    return min(above, key=stands, default=None)
