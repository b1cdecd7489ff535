"""What were the county's figures in the month before, or in the same month last year?"""

from collections.abc import Mapping

from msgspec import Struct


class Comparison(Struct, frozen=True):
    """The county's figures of another period, by indicator id, in ledger units; ``None`` where there is none.

    ``label`` is 上月, 上年同期 or 上年全年, with （定稿） where the figures are those that were issued; ``source`` says
    what they were computed from.
    """

    label: str
    source: str
    figures: Mapping[str, int | float | None]
