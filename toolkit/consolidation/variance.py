"""How far is each target met? Indicators are evaluated over the ledger as pandas masks."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from msgspec.structs import replace

from toolkit.consolidation.counted_table import CountedTable
from toolkit.consolidation.pending import Waiting
from toolkit.consolidation.unheard import row_key
from toolkit.model.gaps import Gap, columns_of
from toolkit.model.ledger import COUNTY, TargetStanding, Variance
from toolkit.model.pending import NOTHING_PENDING
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.submission import Submission
from toolkit.model.unstated import OF_EVERY_PROJECT, unstated_column
from toolkit.model.weighting import OF_AMOUNTS, OF_COUNTS, addends, rounded

NO_GAPS: Mapping[str, Gap] = MappingProxyType({})


def evaluate(
    indicator: Indicator, table: CountedTable, scheme: Scheme, elapsed: tuple[int, int] = (1, 1)
) -> int | float | None:
    """Return an indicator's actual value in ledger units; ``None`` for 无数据 and for a ratio without denominator.

    A sum over a column in which no counted project of the county states anything is 无数据, not 0: nobody said.  So is
    a count by a column that nobody ticked, neither 是 nor 否, and
    到位资金 of a part of the county whose projects all leave it blank.
    """
    if indicator.is_growth:
        return grown(indicator, evaluate(scheme.indicator(indicator.numerator), table, scheme), elapsed)
    if indicator.is_ratio:
        whole = evaluate(scheme.indicator(indicator.denominator), table, scheme)
        part = evaluate(scheme.indicator(indicator.numerator), table, scheme)
        return part / whole if part is not None and whole else None
    if indicator.id in table.published:
        return table.published[indicator.id]
    if unstated_column(indicator, table.unstated):
        return None
    met = table.met(indicator.criteria)
    if indicator.aggregate == "equal" or (indicator.aggregate == "count" and indicator.factors):
        return _weighted(indicator, table)
    if indicator.aggregate == "count":
        return int(met.sum())
    if indicator.column in OF_EVERY_PROJECT and met.any() and not (met & table.stated(indicator.column)).any():
        return None
    return _weighted(indicator, table) if indicator.factors else table.sum(indicator.column, met)


def _weighted(indicator: Indicator, table: CountedTable) -> int | float:
    """Return a sum with its factors and equivalents, to the decimals that the master rounds to."""
    whole, met = Fraction(0), table.met(indicator.criteria)
    for one in addends(indicator.column, indicator.equals, indicator.factors):
        rows = met & table.met(one.criteria)
        total = table.sum(one.column, rows) if one.column else int(rows.sum())
        whole += one.times * Fraction(str(total)) / one.per
    return rounded(whole, OF_AMOUNTS if indicator.aggregate == "sum" else OF_COUNTS)


def grown(indicator: Indicator, amount: int | float | None, elapsed: tuple[int, int]) -> float | None:
    """Return 年均增长 since the baseline, to six decimals; ``None`` without a baseline or without an amount."""
    baseline = indicator.baseline
    if baseline is None or not baseline.amount or not amount:
        return None
    base = baseline.amount * (elapsed[0] / elapsed[1] if baseline.prorated else 1)
    return round(float((amount / base) ** (1 / baseline.years)) - 1, 6)


def county_variances(
    table: CountedTable,
    scheme: Scheme,
    elapsed: tuple[int, int],
    waiting: Waiting,
    gaps: Mapping[str, Gap] = NO_GAPS,
) -> tuple[Variance, ...]:
    """Return the county's variance of every indicator, with what waits and what is lacking (by field) beside it."""
    variances = []
    for indicator in scheme.indicators:
        lacking = tuple(gap for field, gap in gaps.items() if field in columns_of(indicator, scheme))
        of_all = _variance(indicator, indicator.target, table, scheme, elapsed, waiting)
        lacking = () if is_published(indicator, table) else lacking
        variances.append(replace(of_all, gaps=lacking))
    return tuple(variances)


def evaluate_row(indicator: Indicator, table: CountedTable, key: str, scheme: Scheme) -> int | float | None:
    """Return an indicator's actual value over one target row of the county's table, with its parts of shared projects.

    A row that has half of a project has half of its money, and 0.5 projects; one of which nobody told anything, none.
    """
    if key in table.unheard:
        return None
    if indicator.is_growth:
        return grown(indicator, evaluate_row(scheme.indicator(indicator.numerator), table, key, scheme), (1, 1))
    if indicator.is_ratio:
        part, whole = (
            evaluate_row(scheme.indicator(id), table, key, scheme)
            for id in (indicator.numerator, indicator.denominator)
        )
        return part / whole if part is not None and whole else None
    own = evaluate(indicator, table.row(key), scheme)
    more = sum(
        (
            factor * Fraction(str(value))
            for factor, one in _parts_of(table, key)
            if (value := _alone(indicator, one, scheme))
        ),
        Fraction(0),
    )
    if not more:
        return own
    total = Fraction(str(own or 0)) + more
    return int(total) if total.denominator == 1 else round(float(total), 2)


def _parts_of(table: CountedTable, key: str) -> list[tuple[Fraction, CountedTable]]:
    """Return the shared projects that a target row has more or less of than its entries say: by how much, and which."""
    return [(factor, table.project(one.kept)) for one in table.shared if (factor := one.added_to(key))]


def _alone(indicator: Indicator, table: CountedTable, scheme: Scheme) -> int | float:
    return evaluate(indicator, table, scheme) or 0


def _waits_for_shares(indicator: Indicator, table: CountedTable, key: str, scheme: Scheme) -> list[int | float]:
    """Return what shared projects whose parts nobody has said yet would bring to a target row at most, each."""
    if indicator.is_ratio:
        return []
    waiting = [one.kept for one in table.shared if one.waits_for(key)]
    return [value for serial in waiting if (value := _alone(indicator, table.project(serial), scheme))]


def is_published(indicator: Indicator, table: CountedTable) -> bool:
    """Tell whether the county's figure is another office's, by itself or as what grows: nothing waits beside it."""
    return bool({indicator.id, indicator.numerator if indicator.is_growth else ""} & set(table.published))


def _variance(
    indicator: Indicator,
    target: int | float | None,
    table: CountedTable,
    scheme: Scheme,
    elapsed: tuple[int, int],
    waiting: Waiting,
    row: str | None = None,
    county: CountedTable | None = None,
) -> Variance:
    county = table if county is None else county
    if row is None:
        unheard = COUNTY in county.unheard and not is_published(indicator, table)
        actual = None if unheard else evaluate(indicator, table, scheme, elapsed)
        pending = NOTHING_PENDING if is_published(indicator, table) else waiting.pending(indicator, row)
    else:
        unheard = row in county.unheard
        actual, pending = evaluate_row(indicator, county, row, scheme), waiting.pending(indicator, row)
    at_most = actual if not pending.count else _at_most(indicator, table, scheme, elapsed, waiting, row)
    if row is not None and (open_parts := _waits_for_shares(indicator, county, row, scheme)):
        amount = round(pending.amount + sum(open_parts), 2) if indicator.column else pending.amount
        asked = pending.asked + len(open_parts)
        pending = replace(pending, count=pending.count + len(open_parts), amount=amount, asked=asked)
        at_most = round((at_most or 0) + sum(open_parts), 2)
    untold = actual is None and indicator.is_ratio and _parts_without_data(indicator, table, scheme)
    untold |= unheard
    return Variance(indicator, target, actual, elapsed, pending, at_most, parts_without_data=untold)


def _parts_without_data(indicator: Indicator, table: CountedTable, scheme: Scheme) -> bool:
    parts = [scheme.indicator(id) for id in (indicator.numerator, indicator.denominator) if id]
    if indicator.is_growth and (indicator.baseline is None or not indicator.baseline.amount):
        # Without a baseline there is no growth, whatever was stated.
        return any(unstated_column(part, table.unstated) for part in parts)
    return any(evaluate(part, table, scheme) is None for part in parts)


def _at_most(
    indicator: Indicator,
    table: CountedTable,
    scheme: Scheme,
    elapsed: tuple[int, int],
    waiting: Waiting,
    row: str | None,
) -> int | float | None:
    """Return a figure if all that waits counted."""
    if not indicator.is_ratio:
        return waiting.at_most(indicator, evaluate(indicator, table, scheme), row)
    part = scheme.indicator(indicator.numerator)
    if indicator.is_growth:
        return grown(indicator, waiting.at_most(part, evaluate(part, table, scheme), row), elapsed)
    whole = scheme.indicator(indicator.denominator)
    return waiting.ratio_at_most(indicator, evaluate(part, table, scheme), evaluate(whole, table, scheme), row)


def line_standings(
    table: CountedTable, targets: Submission | None, scheme: Scheme, elapsed: tuple[int, int], waiting: Waiting
) -> tuple[TargetStanding, ...]:
    """Return each target line with its variances, in the table's order."""
    standings = []
    for line in targets.target_lines if targets else ():
        key = row_key(line, scheme)
        part = table.row(key)
        variances = {
            one.id: _variance(one, line.targets.get(one.id), part, scheme, elapsed, waiting, key, table)
            for one in scheme.row_indicators
        }
        standings.append(TargetStanding(line, key, variances))
    return tuple(standings)
