"""How is a weighted figure written as a formula and as its value? Sums with their factors, added and rounded once."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from toolkit.model.clause import Condition
from toolkit.model.scheme import Indicator
from toolkit.model.weighting import OF_AMOUNTS, OF_COUNTS, Addend, addends, rounded


def decimals_of(indicator: Indicator) -> int:
    """Return to how many decimals a weighted sum is rounded, in ledger units."""
    return OF_AMOUNTS if indicator.aggregate == "sum" else OF_COUNTS


def weighted_text(
    indicator: Indicator, cut: Sequence[Condition], summed: Callable[[str, tuple[Condition, ...]], str]
) -> str:
    """Return the formula's text; ``summed`` writes the sum of a column ('' counts rows) over some conditions."""
    text = ""
    for one in _addends(indicator):
        times = "" if abs(one.times) == 1 else f"{float(abs(one.times)):.15g}*"
        per = f"/{one.per}" if one.per > 1 else ""
        sign = "-" if one.times < 0 else "+"
        text += f"{sign}{times}{summed(one.column, (*indicator.criteria, *one.criteria, *cut))}{per}"
    return f"ROUND({text.removeprefix('+') or '0'},{decimals_of(indicator)})"


def weighted_value(
    indicator: Indicator,
    cut: Sequence[Condition],
    total: Callable[[str, tuple[Condition, ...]], int | float],
) -> int | float:
    """Return what the formula comes to in ledger units; ``total`` adds a column up ('' counts rows)."""
    whole = sum(
        (
            one.times * Fraction(str(total(one.column, (*indicator.criteria, *one.criteria, *cut)))) / one.per
            for one in _addends(indicator)
        ),
        Fraction(0),
    )
    return rounded(whole, decimals_of(indicator))


def _addends(indicator: Indicator) -> tuple[Addend, ...]:
    return tuple(addends(indicator.column, indicator.equals, indicator.factors))
