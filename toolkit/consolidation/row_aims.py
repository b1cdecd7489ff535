"""Which targets and plans of single units have no column in the target table? Equal ones, and those of its 备注."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from toolkit.consolidation.counted_table import CountedTable
from toolkit.consolidation.variance import evaluate_row
from toolkit.model.leader import short_group
from toolkit.model.ledger import RowAim, TargetStanding, Variance
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.units import AREA, parse_unit

# The words, then at most a few others of the same clause, then a number with its unit.
_AMOUNT = r"[^，。；：、,.;:\d\n]{0,10}(\d+(?:\.\d+)?)\s*(万?(?:平方米|平米|㎡|m²|亩|公顷))"


def unit_aims(table: CountedTable, scheme: Scheme, elapsed: tuple[int, int]) -> tuple[RowAim, ...]:
    """Return the targets that the rulebook sets for every unit of a kind, with what the ledger holds of each."""
    rows: dict[str, list[str]] = {}
    for row in scheme.target_rows:
        if row.lead_unit:
            rows.setdefault(row.lead_unit, []).append(row.key)
    kinds = {unit.name: unit.kind for unit in scheme.units}
    aims = []
    for indicator in scheme.indicators:
        if indicator.header or not indicator.has_unit_targets:
            continue
        for unit, keys in rows.items():
            target = indicator.target_of(kinds.get(unit, ""))
            if target is not None:
                variance = Variance(indicator, target, _together(indicator, table, keys, scheme), elapsed)
                aims.append(RowAim(unit, tuple(keys), variance))
    return tuple(aims)


def remark_aims(
    standings: Sequence[TargetStanding], table: CountedTable, scheme: Scheme, elapsed: tuple[int, int]
) -> tuple[RowAim, ...]:
    """Return what the remarks plan, with what the ledger holds of it; a remark of several lines is theirs together.

    A plan is no target of the document: it is shown, and nobody is judged by it.
    """
    of_remark: dict[tuple[str, str], list[TargetStanding]] = {}
    for standing in standings:
        if standing.line.remark:
            of_remark.setdefault((standing.line.group, standing.line.remark), []).append(standing)
    aims = []
    for (_, remark), members in of_remark.items():
        leads = "、".join(f"{one.line.lead_unit}（{one.line.scope or short_group(one.line.group)}）" for one in members)
        keys = tuple(one.key for one in members)
        for indicator, amount, words in _planned(remark, scheme):
            variance = Variance(indicator, amount, _together(indicator, table, keys, scheme), elapsed)
            aims.append(RowAim(leads, keys, variance, words))
    return tuple(aims)


def _together(indicator: Indicator, table: CountedTable, keys: Sequence[str], scheme: Scheme) -> int | float | None:
    done = [evaluate_row(indicator, table, key, scheme) for key in keys]
    told = [value for value in done if value is not None]
    return sum(told) if told else None


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
