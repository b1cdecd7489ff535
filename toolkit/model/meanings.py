"""Who says what a project's words mean? A judge that is asked when a meaning is needed, not when the table is read."""

from fractions import Fraction

from toolkit.model.judged import ABSENT, Judged
from toolkit.model.regions import Reach
from toolkit.model.trades import UNTOLD, Trade


class Meanings:
    """The judge of texts; this one knows nothing, :mod:`toolkit.intake.values.meanings` has the one that does.

    Checking and returning tables need no meaning, and a judgement with its evidence is larger than the row it judges:
    so a project carries its judge from process to process, and no judgements.
    """

    __slots__ = ()

    def reach(self, source: str | None) -> Judged[Reach]:
        """Return how far the money comes from that 投资来源 names."""
        del source
        return ABSENT

    def province(self, source: str | None) -> str:
        """Return the one province that 投资来源 names, '' where it is not one."""
        del source
        return ""

    def shares(self, source: str | None) -> tuple[tuple[Judged[Reach], Fraction], ...]:
        """Return the places that 投资来源 names with their parts of the whole, () where it states none."""
        del source
        return ()

    def trade(self, industry: str | None, name: str | None) -> Trade:
        """Return the trade that 行业 and 项目名称 name."""
        del industry, name
        return UNTOLD


NOTHING_KNOWN = Meanings()
