"""Which new rows may be known projects under another name? Points by likeness, and what is beyond doubt."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from toolkit.consolidation.duplicates import near, sharing
from toolkit.consolidation.likeness import A_MONTH, ASKED_FROM, Look, judged, looks_of
from toolkit.model.register import Alike
from toolkit.model.submission import Project

LIKE_NAME = 80


def alike(known: Sequence[Project], new: Sequence[Project]) -> Iterator[Alike]:
    """Yield which of some known projects and which new rows may be one: their places, the likeliest first.

    Work grows with sorting: only pairs that share a key, or whose names or firms are neighbours, are compared.
    """
    looks = looks_of([*known, *new])
    found = []
    for first, second in {*sharing(looks), *near(looks)}:
        if first < len(known) <= second:
            one, other = looks[first], looks[second]
            judgement = judged(one, other)
            if judgement.points >= ASKED_FROM:
                place = (first, second - len(known))
                found.append(
                    Alike(*place, round(judgement.points), judgement.like, is_certain(one, other), agrees(one, other))
                )
    yield from sorted(found, key=lambda pair: (-pair.points, pair.known, pair.new))


def is_certain(one: Look, other: Look) -> bool:
    """Tell whether two rows are one project beyond doubt: the same code and like names, or all the same but a word.

    A word more or less (建设项目, 搬迁扩建) is no other project where firm, amount, telephone and day agree.
    """
    if one.code and one.code == other.code:
        return fuzz.ratio(one.name, other.name) >= LIKE_NAME
    return agrees(one, other) and (_within(one.name, other.name) or _within(one.core, other.core))


def agrees(one: Look, other: Look) -> bool:
    """Tell whether firm, amount, telephone and day are stated and the same."""
    if not (one.firm and one.yuan and one.phone and len(one.day) > len(A_MONTH)):
        return False
    return (one.firm, one.yuan, one.phone, one.day) == (other.firm, other.yuan, other.phone, other.day)


def _within(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)
