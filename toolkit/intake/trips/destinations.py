"""How far does a trip lead? Its destination, stop by stop, as a source of money is judged."""

from msgspec.structs import replace

from toolkit.intake.values.regions import judge_source
from toolkit.intake.values.source_words import ANYWHERE, HOME_PROVINCE, IN_COUNTY
from toolkit.model.expressions import expression
from toolkit.model.regions import REACHES, Home, Reach
from toolkit.model.trips import Register

_STOPS = expression(r"[、，,；;/\n→]+|—+|--+")


def located(register: Register, home: Home) -> Register:
    """Return the register with the reaches of each trip's farthest stop, seen from the county."""
    return replace(
        register, trips=tuple(replace(trip, reaches=farthest(trip.destination, home)) for trip in register.trips)
    )


def farthest(destination: str, home: Home) -> tuple[Reach, ...]:
    """Return how far the farthest stop may lie, nearest first; () where nothing is written.

    >>> farthest("中渡镇、广东省佛山市", Home("450223", frozenset({"中渡镇"})))
    ('境内省外',)
    >>> farthest("柳州市", Home("450223")), farthest("企业总部", Home("450223"))[::4]
    (('市内县外',), ('县内', '境外'))
    """
    stops = [judged for stop in _STOPS.split(destination) if (judged := _stop(stop, home))]
    if not stops:
        return ()
    nearest, most = max(min(stop) for stop in stops), max(max(stop) for stop in stops)
    return REACHES[nearest : most + 1]


def _stop(text: str, home: Home) -> tuple[int, ...]:
    """Return the places in REACHES that one stop may have; who writes the own city or province means a place outside.

    The place before a firm's name does not tell whose its money is, but it does tell where people go.
    """
    judged = judge_source(text, home)
    possible = frozenset((judged.proposal,) if judged.proposal else judged.possible)
    if len(possible) > 1 and possible <= HOME_PROVINCE and possible != ANYWHERE:
        possible -= {IN_COUNTY}
    return tuple(REACHES.index(reach) for reach in possible)
