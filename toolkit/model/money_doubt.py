"""Why is a 到位资金 not believed, which sums may it be, and which one counts until a person says so?"""

from msgspec import Struct

from toolkit.model.cells import CellRef
from toolkit.model.money import in_yi

# The words of the answers; each stands before its sum: 「按本月数累计：0.35」.
AS_TYPED, AS_BEFORE, ADDED_UP = "照填报", "沿用上月", "按本月数累计"
POINT_SLIPPED, IN_WAN, IN_YI = "小数点错了一位", "按万元折算", "按亿元折算"
OF_THIS_YEAR = "只算今年"


class MoneyDoubt(Struct, frozen=True):
    """A sum of 到位资金 that nobody can believe or read, in 元; ``kind`` is its finding's.

    ``typed`` is what stands in the cell, ``None`` where it is empty or no sum; ``before`` is the last certain sum that
    counts meanwhile, ``None`` where there is none.  ``choices`` are the likely answers, each in words with its sum;
    ``proposal`` is one of their words where the evidence is strong, else ''; ``settled`` that a person has answered.
    ``source`` is the cell of the last certain sum.
    """

    kind: str
    typed: int | None
    before: int | None
    choices: tuple[tuple[str, int], ...] = ()
    proposal: str = ""
    settled: bool = False
    source: CellRef | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The choices as a person reads them: ``按本月数累计：0.35``."""
        return tuple(f"{words}：{in_yi(sum_)}" for words, sum_ in self.choices)

    @property
    def proposed(self) -> str:
        """The likelier answer as a person reads it, or ''."""
        return next((f"{words}：{in_yi(sum_)}" for words, sum_ in self.choices if words == self.proposal), "")

    @property
    def open_sums(self) -> tuple[int, ...]:
        """The sums that it may be, in 元, until a person has answered."""
        if self.settled or not self.choices:
            return ()
        return tuple(sum_ for _, sum_ in self.choices)

    @property
    def about(self) -> str:
        """What the question is about: the sums held against each other.  Other sums are another question."""
        return f"{self.kind} {'' if self.typed is None else self.typed} {'' if self.before is None else self.before}"
