"""Which place does somebody take in a ranking? Equal scores share one."""

from msgspec import Struct


class RankedPlace(Struct, frozen=True):
    """A place: ``rank`` 1 is best, equal scores share it and the next place is skipped (1, 2, 2, 4)."""

    rank: int
    name: str
    score: float
