"""Which land and buildings does the 备注 of the target table plan for a line? 拟新建标准厂房10万平方米."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.consolidation.variance import evaluate_row
from toolkit.model.ledger import RemarkAim, TargetStanding, Variance
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.units import AREA, parse_unit

if TYPE_CHECKING:
    import pandas as pd

# The words, then at most a few others of the same clause, then a number with its unit.
_AMOUNT = r"[^，。；：、,.;:\d\n]{0,10}(\d+(?:\.\d+)?)\s*(万?(?:平方米|平米|㎡|m²|亩|公顷))"


def remark_aims(
    standings: Sequence[TargetStanding], table: "pd.DataFrame", scheme: Scheme, elapsed: tuple[int, int]
) -> tuple[RemarkAim, ...]:
    """Return what the remarks plan, with what the ledger holds of it; a remark of several lines is theirs together.

    A plan is no target of the document: it is shown, and nobody is judged by it.
    """
    of_remark: dict[tuple[str, str], list[TargetStanding]] = {}
    for standing in standings:
        if standing.line.remark:
            of_remark.setdefault((standing.line.group, standing.line.remark), []).append(standing)
    aims = []
    for (_, remark), members in of_remark.items():
        for indicator, amount, words in _planned(remark, scheme):
            done = [evaluate_row(indicator, table, one.key, scheme) for one in members]
            told = [value for value in done if value is not None]
            variance = Variance(indicator, amount, sum(told) if told else None, elapsed)
            lines, keys = tuple(one.line for one in members), tuple(one.key for one in members)
            aims.append(RemarkAim(lines, keys, variance, words))
    return tuple(aims)


def _planned(remark: str, scheme: Scheme) -> Iterator[tuple[Indicator, int | float, str]]:
    """Yield each indicator that a remark plans an amount of, the amount in ledger units, and the remark's words."""
    for indicator in scheme.indicators:
        for word in indicator.remark_words:
            match = re.search(rf"\w{{0,4}}{re.escape(word)}{_AMOUNT}", remark)
            if match and (amount := _in_ledger_units(match[1], match[2], indicator)) is not None:
                yield indicator, amount, match[0]
                break


def _in_ledger_units(number: str, unit: str, indicator: Indicator) -> int | float | None:
    """Return an area in what the ledger keeps the indicator's column in: ㎡ or 亩.

    >>> from types import SimpleNamespace
    >>> _in_ledger_units("10", "万平方米", SimpleNamespace(column="floor_sqm"))
    100000
    >>> _in_ledger_units("2", "公顷", SimpleNamespace(column="land_mu"))
    30
    """
    typed = parse_unit(unit)
    kept: Mapping[str, str] = {"floor_sqm": "㎡", "land_mu": "亩", "idle_mu": "亩"}
    own = parse_unit(kept.get(indicator.column, ""))
    if typed is None or own is None or typed.measure != AREA:
        return None
    amount = Decimal(number) * Decimal(typed.size.numerator) / Decimal(typed.size.denominator)
    amount = amount * Decimal(own.size.denominator) / Decimal(own.size.numerator)
    whole = round(amount)
    return whole if abs(amount - whole) < Decimal("0.000001") else round(float(amount), 2)
