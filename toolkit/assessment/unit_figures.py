"""What are a unit's own figures: completion, value and target of an indicator, and which conditions do they meet?"""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from toolkit.assessment.conduct import Conduct
from toolkit.assessment.places import rounded
from toolkit.model.assessment import IndexLine, Measure, Rating
from toolkit.model.clause import COMPARE
from toolkit.model.figures import NO_DATA, rate, with_unit
from toolkit.model.ledger import Consolidation
from toolkit.model.scheme import Indicator
from toolkit.model.scoring import COMPLETION, VALUE, FigureTest, ScoreRule


class Grounds(Struct, frozen=True):
    """What figures are taken from: the result, its measure, the index, ratings, punctuality and trips."""

    result: Consolidation
    measure: Measure
    index: Sequence[IndexLine] = ()
    ratings: Sequence[Rating] = ()
    conduct: Conduct | None = None

    def rows_of(self, unit: str) -> list[str]:
        """Return the keys of a unit's target rows."""
        return [row.key for row in self.result.scheme.target_rows if row.lead_unit == unit]

    def actual(self, indicator: Indicator, unit: str) -> float | None:
        """Return a unit's figure over all of its target rows, in ledger units; ``None`` where nobody told."""
        if indicator.is_ratio:
            parts = [self.result.scheme.indicator(id) for id in (indicator.numerator, indicator.denominator) if id]
            told = [self.actual(part, unit) for part in parts]
            if len(told) < 2 or told[0] is None or not told[1]:
                return None
            return told[0] / told[1]
        values = [self.measure(indicator, key) for key in self.rows_of(unit)]
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    def target(self, indicator: Indicator, unit: str) -> float | None:
        """Return a unit's target in ledger units: over all of its lines of the target table, else the rulebook's."""
        mine = set(self.rows_of(unit))
        goals = [one.line.targets.get(indicator.id) for one in self.result.standings if one.key in mine]
        known = [goal for goal in goals if goal is not None]
        return sum(known) if known else indicator.target_of(self.kind_of(unit))

    def kind_of(self, unit: str) -> str:
        """Return a unit's kind, '' for a name that the rulebook does not have."""
        return next((one.kind for one in self.result.scheme.units if one.name == unit), "")


def due_share(rule: ScoreRule, result: Consolidation, indicator: str = "") -> float:
    """Return the part of the year's target that is due by the period's end: all, the elapsed share, or the stated pace.

    A pace of four is per cent due at each quarter's end and grows evenly within it; one of twelve is by month.
    """
    if not rule.timed and not rule.pace:
        return 1.0
    if rule.pace:
        part, whole = result.scheme.accounting.due(result.period, rule.pace)
        return part / whole
    return elapsed_share(result, indicator or rule.indicator)


def elapsed_share(result: Consolidation, indicator: str) -> float:
    """Return the part of an indicator's target that is due by the period's end: its own pace, else 序时进度."""
    own = {one.id: one.due for one in result.scheme.indicators}.get(indicator)
    part, whole = own or result.elapsed
    return part / whole


def holds(test: FigureTest, unit: str, grounds: Grounds, share: Callable[[str], float]) -> bool | None:
    """Tell whether a unit's own figure meets a condition; ``None`` where nobody told the figure.

    ``share`` gives the part of an indicator's target that a completion is measured against.
    """
    known = asked(test, unit, grounds, share)
    return None if known is None else bool(COMPARE[test.operator](rounded(known), rounded(test.value)))


def asked(test: FigureTest, unit: str, grounds: Grounds, share: Callable[[str], float]) -> float | None:
    """Return the figure that a condition asks for: a share for a completion, else ledger units."""
    indicator = grounds.result.scheme.indicator(test.id)
    actual, goal = grounds.actual(indicator, unit), grounds.target(indicator, unit)
    if test.of != COMPLETION:
        return actual if test.of == VALUE else goal
    due = goal * share(test.id) if goal else None
    return actual / due if actual is not None and due else None


def in_words(test: FigureTest, unit: str, grounds: Grounds, share: Callable[[str], float]) -> str:
    """Return the figure that a condition asks for, as people say it: ``到位资金完成率85.0%``, ``新引进项目1个``."""
    indicator, known = grounds.result.scheme.indicator(test.id), asked(test, unit, grounds, share)
    shown = NO_DATA if known is None else rate(known) if test.of == COMPLETION else with_unit(known, indicator)
    return f"{indicator.name}{'' if test.of == VALUE else test.of}{shown}"


def all_hold(tests: Iterable[FigureTest], unit: str, grounds: Grounds, share: Callable[[str], float]) -> bool | None:
    """Tell whether a unit meets every condition: one that fails settles it, else one that nobody can tell leaves it."""
    verdicts = [holds(test, unit, grounds, share) for test in tests]
    return False if False in verdicts else None if None in verdicts else True
