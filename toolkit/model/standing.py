"""Who stands where? A place in a ranking, ties shared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A place: ``rank`` 1 is best, equal scores share it and the next place is skipped (1, 2, 2, 4)."""

    rank: int
    name: str
    score: float
