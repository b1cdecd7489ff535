"""What does an open project come to in a figure: now, and at most once somebody says what it is?"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from toolkit.model.clause import Condition
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.scheme import Indicator
from toolkit.model.weighting import Equal

Met = Callable[[Condition], bool | None]
# The sum that stands in a column, and the most that it may be.
Sums = Callable[[LedgerEntry, str], tuple[int | float, int | float]]


def weighed(indicator: Indicator, entry: LedgerEntry, met: Met, sums: Sums) -> tuple[Fraction, Fraction]:
    """Return what a project comes to for certain if it counts, and at most; ``met`` is ``None`` where nobody knows."""
    now = most = Fraction(0)
    for part in indicator.equals or (Equal(indicator.column, 1),):
        verdict = _all(met(one) for one in part.criteria)
        if verdict is not False:
            stated, may_be = sums(entry, part.column) if part.column else (1, 1)
            now += Fraction(str(stated)) / part.per if verdict else 0
            most += Fraction(str(max(stated, may_be))) / part.per
    for factor in indicator.factors:
        verdict = _all(met(one) for one in factor.criteria)
        now *= factor.by if verdict else 1
        most *= factor.by if verdict or (verdict is None and factor.by > 1) else 1
    return now, most


def _all(verdicts: Iterable[bool | None]) -> bool | None:
    known = list(verdicts)
    return False if False in known else None if None in known else True
