"""What do 投资来源, 行业 and name mean, seen from one county? Each text is judged once, when somebody asks."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from toolkit.model.judged import Judged
from toolkit.model.meanings import Meanings
from toolkit.model.regions import Home, Reach
from toolkit.model.trades import Trade


class MeaningsFrom(Meanings):
    """The judge for the projects of one jurisdiction; take it from :func:`meanings_from`."""

    __slots__ = ("_home", "_sources")

    def __init__(self, home: Home) -> None:
        self._home = home
        self._sources: dict[str | None, tuple[Judged[Reach], str]] = {}

    def __reduce__(self) -> tuple[Callable[[Home], Meanings], tuple[Home]]:
        # What is known by now stays here: the other process judges what it is asked.
        return meanings_from, (self._home,)

    def reach(self, source: str | None) -> Judged[Reach]:
        """Return how far the money comes from that 投资来源 names."""
        return self._source(source)[0]

    def province(self, source: str | None) -> str:
        """Return the one province that 投资来源 names, '' where it is not one."""
        return self._source(source)[1]

    def shares(self, source: str | None) -> tuple[tuple[Judged[Reach], Fraction], ...]:
        """Return the places that 投资来源 names with their parts of the whole, () where it states none."""
        from toolkit.intake.values.shares import shares_of

        return shares_of(source, self._home)

    def trade(self, industry: str | None, name: str | None) -> Trade:
        """Return the trade that 行业 and 项目名称 name."""
        from toolkit.intake.values.trades import judge_trade

        return judge_trade(industry, name)

    def _source(self, source: str | None) -> tuple[Judged[Reach], str]:
        judged = self._sources.get(source)
        if judged is None:
            # Who reads tables and asks for no meaning does not need the gazetteer.
            from toolkit.intake.values.regions import judge_source, province_of

            judged = self._sources[source] = judge_source(source, self._home), province_of(source, self._home)
        return judged


@cache
def meanings_from(home: Home) -> Meanings:
    """Return the judge of what is written in the tables of a jurisdiction; one object for a home."""
    return MeaningsFrom(home)
