"""Which consequences could the last places have? Proposals with rank and clause; none takes effect by itself."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from toolkit.assessment.grounds import Ranking, members_of, span_words
from toolkit.model.assessment import Proposal, YearPlace
from toolkit.model.ledger import Consolidation
from toolkit.model.scoring import Consequence

# The name of a unit's grade in the year ('') or in a quarter (2023年第二季度), '' for none.
GradeOf = Callable[[str, str], str]
Known = Mapping[tuple[int, str], Ranking]

# Quarters are numbered from here on.
QUARTERS = 100_000


class Verdict(Enum):
    """Whether a place is among the last that a clause names; a tie that reaches past them is a person's to decide."""

    YES, TIED, NO = range(3)


def no_grades(_: str, __: str) -> str:
    """Say of every unit that it has no grade: nobody gives any."""
    return ""


def proposals(
    result: Consolidation, rankings: Sequence[Ranking], grade_of: GradeOf = no_grades
) -> tuple[list[Proposal], list[str]]:
    """Return the proposals of each consequence, harshest last, and the reasons why others are withheld.

    Every year, or quarter, that the clause looks at needs the complete ranking of the scope.
    """
    # Long: each consequence looks at its own spans, in each scope.
    known = {(_serial(one.year, one.quarter), one.scope): one for one in rankings}
    kinds = {unit.name: unit.kind for unit in result.scheme.units}
    found: list[Proposal] = []
    lacking: dict[str, list[str]] = {}
    ties: list[str] = []
    readings = {reading.id: reading.value for reading in result.scheme.readings}
    takes_ties = readings.get("ranking_ties") == "all"
    year = result.scheme.accounting
    now = year.place(result.period)
    for consequence in result.scheme.rules.consequences:
        quarter = now.quarter if consequence.every == "quarter" else None
        last = _serial(now.year, quarter)
        final = year.ends(consequence.every, result.period)
        first = last - consequence.years + 1 if not consequence.times else _serial(now.year, 1)
        spans = range(first, last + 1)
        for scope, members in members_of(result.scheme).items():
            units = [unit for unit in members if not consequence.kinds or kinds[unit] in consequence.kinds]
            if not units:
                continue
            lacks = [said for one in spans for said in _lacks_of(known, one, scope)]
            if lacks:
                lacking.setdefault("；".join(lacks), []).append(consequence.name)
                continue
            placed = [{place.unit for place in known[one, scope].places} for one in spans]
            units = [unit for unit in units if all(unit in names for names in placed)]
            if consequence.grade:
                span = "" if quarter is None else _span(last)
                graded = [unit for unit in units if grade_of(unit, span) == consequence.grade]
                found += [Proposal(consequence, unit, (_place(known[last, scope], unit),), final) for unit in graded]
                continue
            for unit in units:
                trail = tuple(_place(known[one, scope], unit) for one in spans)
                counted = (Verdict.YES, Verdict.TIED) if takes_ties else (Verdict.YES,)
                met = tuple(place for place in trail if verdict(consequence, place) in counted)
                if len(met) >= _needed(consequence) and _is_met_now(consequence, trail[-1], counted):
                    found.append(Proposal(consequence, unit, met, final))
            ties += [] if takes_ties else _ties(consequence, units, [known[one, scope] for one in spans])
    withheld = [f"{_quoted(names)}没有提出建议：{said}。" for said, names in lacking.items()]
    return _by_place(found), withheld + ties


def _needed(consequence: Consequence) -> int:
    """Return in how many spans a unit must stand where the clause says."""
    return consequence.times or consequence.years


def _is_met_now(consequence: Consequence, now: YearPlace, counted: Sequence[Verdict]) -> bool:
    """Tell whether this span is one of them: what was reached in an earlier quarter was proposed then."""
    return verdict(consequence, now) in counted


def _serial(year: int, quarter: int | None) -> int:
    """Number years and, far from them, quarters, so that the one before is one less."""
    return year if quarter is None else QUARTERS + 4 * year + quarter


def _span(serial: int) -> str:
    if serial < QUARTERS:
        return span_words(serial)
    year, quarter = divmod(serial - QUARTERS - 1, 4)
    return span_words(year, quarter + 1)


def _lacks_of(known: Known, serial: int, scope: str) -> tuple[str, ...]:
    ranking = known.get((serial, scope))
    return (f"缺{_span(serial)}{scope}考核排名",) if ranking is None else ranking.lacks


def _place(ranking: Ranking, unit: str) -> YearPlace:
    return next(place for place in ranking.places if place.unit == unit)


def verdict(consequence: Consequence, place: YearPlace) -> Verdict:
    """Return whether a place is among the last ``worst``, the first ``best``, or its total ``below`` or at a number.

    Who shares the first place with some is not among the last; where all share it, nobody can say who is.  Whose total
    一票否决 took gets no prize, wherever 0 points stand.
    """
    if place.vetoed and (consequence.best or consequence.reaches is not None):
        return Verdict.NO
    if consequence.reaches is not None:
        return Verdict.YES if place.score is not None and place.score >= consequence.reaches else Verdict.NO
    if consequence.below is not None:
        return Verdict.YES if place.score is not None and place.score < consequence.below else Verdict.NO
    if consequence.best:
        if place.rank > consequence.best or place.of == 1:
            return Verdict.NO
        return Verdict.YES if place.rank - 1 + place.shared <= consequence.best and place.bottom > 1 else Verdict.TIED
    if place.bottom > consequence.worst or place.of == 1 or (place.rank == 1 and place.shared < place.of):
        return Verdict.NO
    return Verdict.YES if place.bottom - 1 + place.shared <= consequence.worst and place.rank > 1 else Verdict.TIED


def _ties(consequence: Consequence, units: Sequence[str], rankings: Sequence[Ranking]) -> list[str]:
    """Say who shares a place that the clause's number does not reach for all of them."""
    said = []
    for ranking in rankings:
        tied = []
        for unit in units:
            verdicts = [verdict(consequence, _place(other, unit)) for other in rankings]
            yes, no = verdicts.count(Verdict.YES), verdicts.count(Verdict.NO)
            may_come = yes < _needed(consequence) <= len(verdicts) - no
            if verdict(consequence, _place(ranking, unit)) is Verdict.TIED and may_come:
                tied.append(unit)
        if tied:
            place = _place(ranking, tied[0])
            span = span_words(ranking.year, ranking.quarter)
            where = f"第{place.rank}名" if consequence.best else f"倒数第{place.bottom}名"
            if place.shared == 1:
                both = f"{span}{ranking.scope}只有{place.of}个单位，{tied[0]}是{where}，也是最后一名"
                said.append(f"“{consequence.name}”：{both}，没有列入建议，请研究确定。")
                continue
            said.append(
                f"“{consequence.name}”：{span}{ranking.scope}{where}有{place.shared}个单位并列，"
                f"超出条款所说的{_last(consequence)}，{'、'.join(tied)}没有列入建议，请研究确定。"
            )
    return said


def _last(consequence: Consequence) -> str:
    digits = "零一二三四五六七八九"
    last = digits[consequence.worst] if consequence.worst < len(digits) else str(consequence.worst)
    if consequence.best:
        return f"前{consequence.best}名"
    return "倒数第一名" if consequence.worst == 1 else f"倒数第一至第{last}名"


def _quoted(names: Sequence[str]) -> str:
    return "".join(f"“{name}”" for name in names)


def _by_place(found: Sequence[Proposal]) -> list[Proposal]:
    """Keep the clauses in their order, and under each the better place first."""
    order = list(dict.fromkeys(one.consequence.id for one in found))
    return sorted(found, key=lambda one: (order.index(one.consequence.id), one.places[-1].scope, one.places[-1].rank))
