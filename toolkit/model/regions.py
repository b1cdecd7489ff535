"""From how far does money come? Five reaches seen from a county, nearest first; a scheme groups them."""

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.judged import Judged

Reach = str
REACHES: tuple[Reach, ...] = ("县内", "市内县外", "省内市外", "境内省外", "境外")
# How many reaches are 区内, by what a document draws the line around (LZ-T2 and NX-T1: the province).
WITHIN = {"县": 1, "市": 2, "省": 3}
INSIDE, OUTSIDE, ABROAD = "区内", "区外", "境外"
REGIONS = (INSIDE, OUTSIDE, ABROAD)
# The first two digits of a code (GB/T 2260) tell an autonomous region, whose counties say 区内, from a municipality.
AUTONOMOUS, MUNICIPAL = ("15", "45", "54", "64", "65"), ("11", "12", "31", "50")


class Home(Struct, frozen=True):
    """The jurisdiction that a source is seen from: its code (GB/T 2260, six digits) and the names of its townships.

    ``code`` is '' where a rulebook does not state it.  ``own_words`` are further words of the office for 区内 (a
    rulebook of 1.0 lists its places there), ``abroad_words`` those for 境外.  ``within`` is how many of
    :data:`REACHES` are 区内.
    """

    code: str
    own_places: frozenset[str] = frozenset()
    is_district: bool = False
    own_words: frozenset[str] = frozenset()
    abroad_words: frozenset[str] = frozenset()
    within: int = WITHIN["省"]


def office_words(home: Home) -> dict[str, str]:
    """Return what a county's own papers call 区内, 区外 and 境外, by what they draw the line around.

    >>> office_words(Home("450223")), office_words(Home("430921"))  # LZ-T1: 区外境内; NX-T1, JC-S10: 境内省外
    ({'区内': '区内', '区外': '区外境内', '境外': '境外'}, {'区内': '省内', '区外': '境内省外', '境外': '境外'})
    """
    line = next(word for word, reaches in WITHIN.items() if reaches == home.within)
    if line == "省" and (not home.code or home.code.startswith(AUTONOMOUS)):
        return {INSIDE: INSIDE, OUTSIDE: "区外境内", ABROAD: ABROAD}
    line = "市" if line == "省" and home.code.startswith(MUNICIPAL) else line
    return {INSIDE: f"{line}内", OUTSIDE: f"境内{line}外", ABROAD: ABROAD}


def region_of(reach: Judged[Reach], home: Home) -> Judged[str]:
    """Return 区内, 区外 (within China) or 境外 as certain as the reach is; several reaches of one region are that one.

    >>> region_of(Judged(("县内", "市内县外")), Home("450223")).value
    '区内'
    """
    meant = {
        INSIDE if (place := REACHES.index(one)) < home.within else OUTSIDE if place < len(REACHES) - 1 else ABROAD
        for one in reach.possible
    }
    proposal = region_of(Judged((reach.proposal,)), home).value if reach.proposal else None
    return replace(Judged(tuple(one for one in REGIONS if one in meant), reach.evidence), proposal=proposal)
