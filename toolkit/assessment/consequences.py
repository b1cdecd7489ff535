"""Which consequences could the last places have? Proposals with rank and clause; none takes effect by itself."""

from collections.abc import Mapping, Sequence
from enum import Enum

from toolkit.assessment.grounds import Ranking, members_of
from toolkit.model.assessment import Proposal, YearPlace
from toolkit.model.ledger import Consolidation
from toolkit.model.rules import YEAR_END, Consequence

Known = Mapping[tuple[int, str], Ranking]


class Verdict(Enum):
    """Whether a place is among the last that a clause names; a tie that reaches past them is a person's to decide."""

    YES, TIED, NO = range(3)


def proposals(result: Consolidation, rankings: Sequence[Ranking]) -> tuple[list[Proposal], list[str]]:
    """Return the proposals of each consequence, harshest last, and the reasons why others are withheld.

    Every year that the clause looks at needs the complete ranking of the scope.
    """
    year, final = result.period.year, result.period.month == YEAR_END
    known = {(ranking.year, ranking.scope): ranking for ranking in rankings}
    found: list[Proposal] = []
    lacking: dict[str, list[str]] = {}
    ties: list[str] = []
    for consequence in result.scheme.rules.consequences:
        years = range(year - consequence.years + 1, year + 1)
        for scope, units in members_of(result.scheme).items():
            lacks = [said for one in years for said in _lacks_of(known, one, scope)]
            if lacks:
                lacking.setdefault("；".join(lacks), []).append(consequence.name)
                continue
            for unit in units:
                trail = tuple(_place(known[one, scope], unit) for one in years)
                verdicts = {verdict(consequence, place) for place in trail}
                if verdicts == {Verdict.YES}:
                    found.append(Proposal(consequence, unit, trail, final))
            ties += _ties(consequence, units, [known[one, scope] for one in years])
    withheld = [f"{_quoted(names)}没有提出建议：{said}。" for said, names in lacking.items()]
    return _by_place(found), withheld + ties


def _lacks_of(known: Known, year: int, scope: str) -> tuple[str, ...]:
    ranking = known.get((year, scope))
    return (f"缺{year}年{scope}考核排名",) if ranking is None else ranking.lacks


def _place(ranking: Ranking, unit: str) -> YearPlace:
    return next(place for place in ranking.places if place.unit == unit)


def verdict(consequence: Consequence, place: YearPlace) -> Verdict:
    """Return whether a place is among the last ``worst``.

    Who shares the first place with some is not among the last; where all share it, nobody can say who is.
    """
    if place.bottom > consequence.worst or place.of == 1 or (place.rank == 1 and place.shared < place.of):
        return Verdict.NO
    return Verdict.YES if place.bottom - 1 + place.shared <= consequence.worst and place.rank > 1 else Verdict.TIED


def _ties(consequence: Consequence, units: Sequence[str], rankings: Sequence[Ranking]) -> list[str]:
    """Say who shares a place that the clause's number does not reach for all of them."""
    said = []
    for ranking in rankings:
        tied = []
        for unit in units:
            verdicts = {verdict(consequence, _place(other, unit)) for other in rankings}
            if verdict(consequence, _place(ranking, unit)) is Verdict.TIED and Verdict.NO not in verdicts:
                tied.append(unit)
        if tied:
            place = _place(ranking, tied[0])
            said.append(
                f"“{consequence.name}”：{ranking.year}年{ranking.scope}倒数第{place.bottom}名有{place.shared}个单位并列，"
                f"超出条款所说的{_last(consequence)}，{'、'.join(tied)}没有列入建议，请研究确定。"
            )
    return said


def _last(consequence: Consequence) -> str:
    digits = "零一二三四五六七八九"
    last = digits[consequence.worst] if consequence.worst < len(digits) else str(consequence.worst)
    return "倒数第一名" if consequence.worst == 1 else f"倒数第一至第{last}名"


def _quoted(names: Sequence[str]) -> str:
    return "".join(f"“{name}”" for name in names)


def _by_place(found: Sequence[Proposal]) -> list[Proposal]:
    """Keep the clauses in their order, and under each the better place first."""
    order = list(dict.fromkeys(one.consequence.id for one in found))
    return sorted(found, key=lambda one: (order.index(one.consequence.id), one.places[-1].scope, one.places[-1].rank))
