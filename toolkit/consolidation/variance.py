"""How far is each target met? Indicators are evaluated over the ledger as pandas masks."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.consolidation.pending import Waiting
from toolkit.consolidation.unheard import row_key
from toolkit.model.clause import COMPARE, EXACT, HAS, LACKS, AnyOf, Condition, Criterion, Share, plain
from toolkit.model.gaps import Gap, columns_of
from toolkit.model.ledger import Ledger, TargetStanding, Variance
from toolkit.model.ledger_entry import LEDGER_FIELDS
from toolkit.model.own_columns import is_own_number
from toolkit.model.pending import NOTHING_PENDING
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.submission import Submission
from toolkit.model.unstated import OF_EVERY_PROJECT, unstated, unstated_column
from toolkit.model.weighting import OF_AMOUNTS, OF_COUNTS, addends, rounded

if TYPE_CHECKING:
    import pandas as pd

WHOLE = (
    "serial",
    "investment_yuan",
    "paid_in_yuan",
    "fdi_usd",
    "contract_usd",
    "trade_yuan",
    "year",
    "stage_rank",
    "row",
)
MEASURED = ("land_mu", "floor_sqm", "idle_mu")
NO_GAPS: Mapping[str, Gap] = MappingProxyType({})


# Where a table keeps the columns in which no counted project states anything; its parts inherit it.
UNSTATED = "unstated"
# Where the county's table keeps the amounts that another office published, by indicator; no part of it has any.
PUBLISHED = "published"
# Where it keeps the projects that two units brought together, of which target rows have a part.
SHARED = "shared"
# Where it keeps the keys of the target rows of which nobody told anything.
UNHEARD = "unheard"


def get_ready() -> None:
    """Bring the library that sums: half a second, for a caller that waits for something else meanwhile."""
    import pandas as pd  # noqa: F401 - from here on it is there


def frame(ledger: Ledger, scheme: Scheme | None = None) -> "pd.DataFrame":
    """Return the ledger as a table of shape (entries, fields); money is nullable int64 in 元.

    With ``scheme``, only the fields that its figures need: about ten of forty.  Its attribute ``UNSTATED`` names the
    columns whose sums are 无数据.
    """
    import pandas as pd

    names = _spoken_of(scheme, bool(ledger.shared)) if scheme else LEDGER_FIELDS
    columns = {}
    for name in names:
        # The columns that criteria ask for hold few different texts: as categories they are compared as numbers.
        kind = _kind_of(name, "category" if scheme else object)
        columns[name] = pd.Series(list(map(attrgetter(name), ledger.entries)), dtype=kind)
    table = pd.DataFrame(columns)
    table.attrs[UNSTATED] = unstated(ledger.entries)
    table.attrs[SHARED] = ledger.shared
    return table


def _spoken_of(scheme: Scheme, has_shared: bool) -> list[str]:
    used = {"target_row", "serial"} if has_shared else {"target_row"}
    for indicator in scheme.indicators:
        used.update(column for criterion in plain(indicator.every_condition) for column in criterion.columns)
        used.update(indicator.summed_columns)
    return [name for name in (*LEDGER_FIELDS, *(one.field for one in scheme.own_columns)) if name in used]


def _kind_of(name: str, otherwise: Any) -> Any:
    """Return how pandas keeps a field: whole 元 and counts, areas and plain numbers, else as it likes."""
    if name in WHOLE or (is_own_number(name) and name.endswith(("_yuan", "_usd"))):
        return "Int64"
    return "Float64" if name in MEASURED or is_own_number(name) else otherwise


def evaluate(
    indicator: Indicator, table: "pd.DataFrame", scheme: Scheme, elapsed: tuple[int, int] = (1, 1)
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
    if indicator.id in table.attrs.get(PUBLISHED, ()):
        amount: int = table.attrs[PUBLISHED][indicator.id]
        return amount
    if unstated_column(indicator, table.attrs.get(UNSTATED, frozenset())):
        return None
    met = mask(indicator, table)
    if indicator.aggregate == "equal" or (indicator.aggregate == "count" and indicator.factors):
        return _weighted(indicator, table, met)
    if indicator.aggregate == "count":
        return int(met.sum())
    values = table.loc[met, indicator.column]
    if indicator.column in OF_EVERY_PROJECT and len(values) and values.isna().all():
        return None
    if indicator.factors:
        return _weighted(indicator, table, met)
    total = values.sum()
    return int(total) if values.dtype == "Int64" else round(float(total), 2)


def _weighted(indicator: Indicator, table: "pd.DataFrame", met: "pd.Series[bool]") -> int | float:
    """Return a sum with its factors and equivalents, to the decimals that the master rounds to."""
    whole = Fraction(0)
    for one in addends(indicator.column, indicator.equals, indicator.factors):
        rows = met & _all(one.criteria, table)
        total = table.loc[rows, one.column].sum() if one.column else rows.sum()
        whole += one.times * Fraction(str(round(float(total), 2) if total != int(total) else int(total))) / one.per
    return rounded(whole, OF_AMOUNTS if indicator.aggregate == "sum" else OF_COUNTS)


def grown(indicator: Indicator, amount: int | float | None, elapsed: tuple[int, int]) -> float | None:
    """Return 年均增长 since the baseline, to six decimals; ``None`` without a baseline or without an amount."""
    baseline = indicator.baseline
    if baseline is None or not baseline.amount or not amount:
        return None
    base = baseline.amount * (elapsed[0] / elapsed[1] if baseline.prorated else 1)
    return round(float((amount / base) ** (1 / baseline.years)) - 1, 6)


def mask(indicator: Indicator, table: "pd.DataFrame") -> "pd.Series[bool]":
    """Return which entries meet every criterion; an empty cell meets none."""
    return _all(indicator.criteria, table)


def _all(conditions: Iterable[Condition], table: "pd.DataFrame") -> "pd.Series[bool]":
    import pandas as pd

    met = pd.Series(True, index=table.index)
    for condition in conditions:
        met &= _any(condition, table) if isinstance(condition, AnyOf) else _one(condition, table)
    return met


def _any(either: AnyOf, table: "pd.DataFrame") -> "pd.Series[bool]":
    import pandas as pd

    met = pd.Series(False, index=table.index)
    for way in either.ways:
        met |= _all(way, table)
    return met


def _one(criterion: Criterion, table: "pd.DataFrame") -> "pd.Series[bool]":
    column, wanted = table[criterion.column], criterion.value
    if isinstance(wanted, Share):
        other = table[wanted.column]
        hit = COMPARE[criterion.operator](column * wanted.of, other * wanted.parts) & other.notna()
    elif isinstance(wanted, date):
        exact = column.astype("string")
        hit = COMPARE[criterion.operator](exact, wanted.isoformat()) & (exact.str.len() == EXACT)
    elif isinstance(wanted, str) and criterion.operator in (HAS, LACKS):
        held = column.astype("string").str.casefold().str.contains(wanted.casefold(), regex=False)
        hit = held if criterion.operator == HAS else ~held & (column != "")
    else:
        hit = COMPARE[criterion.operator](column, wanted)
    met: pd.Series[bool] = (hit.fillna(False) & column.notna()).astype(bool)
    return met


def county_variances(
    table: "pd.DataFrame",
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


def evaluate_row(indicator: Indicator, table: "pd.DataFrame", key: str, scheme: Scheme) -> int | float | None:
    """Return an indicator's actual value over one target row of the county's table, with its parts of shared projects.

    A row that has half of a project has half of its money, and 0.5 projects; one of which nobody told anything, none.
    """
    if key in table.attrs.get(UNHEARD, ()):
        return None
    if indicator.is_growth:
        return grown(indicator, evaluate_row(scheme.indicator(indicator.numerator), table, key, scheme), (1, 1))
    if indicator.is_ratio:
        part, whole = (
            evaluate_row(scheme.indicator(id), table, key, scheme)
            for id in (indicator.numerator, indicator.denominator)
        )
        return part / whole if part is not None and whole else None
    own = evaluate(indicator, row_of(table, key), scheme)
    more = sum(
        (
            factor * Fraction(str(value))
            for factor, one in parts_of(table, key)
            if (value := _alone(indicator, one, scheme))
        ),
        Fraction(0),
    )
    if not more:
        return own
    total = Fraction(str(own or 0)) + more
    return int(total) if total.denominator == 1 else round(float(total), 2)


def row_of(table: "pd.DataFrame", key: str) -> "pd.DataFrame":
    """Return the part of the county's table that belongs to a target row; another office's figures are not its own."""
    part = table[table["target_row"] == key]
    part.attrs = {**table.attrs, PUBLISHED: {}}
    return part


def parts_of(table: "pd.DataFrame", key: str) -> list[tuple[Fraction, "pd.DataFrame"]]:
    """Return the shared projects that a target row has more or less of than its entries say: by how much, and which."""
    found = []
    for one in table.attrs.get(SHARED, ()):
        if factor := one.added_to(key):
            alone = table[table["serial"] == one.kept]
            alone.attrs = {**table.attrs, PUBLISHED: {}}
            found.append((factor, alone))
    return found


def _alone(indicator: Indicator, table: "pd.DataFrame", scheme: Scheme) -> int | float:
    return evaluate(indicator, table, scheme) or 0


def _waits_for_shares(indicator: Indicator, table: "pd.DataFrame", key: str, scheme: Scheme) -> list[int | float]:
    """Return what shared projects whose parts nobody has said yet would bring to a target row at most, each."""
    if indicator.is_ratio:
        return []
    waiting = [one.kept for one in table.attrs.get(SHARED, ()) if one.waits_for(key)]
    return [value for serial in waiting if (value := _alone(indicator, table[table["serial"] == serial], scheme))]


def is_published(indicator: Indicator, table: "pd.DataFrame") -> bool:
    """Tell whether the county's figure is another office's, by itself or as what grows: nothing waits beside it."""
    return bool(
        {indicator.id, indicator.numerator if indicator.is_growth else ""} & set(table.attrs.get(PUBLISHED, ()))
    )


def _variance(
    indicator: Indicator,
    target: int | float | None,
    table: "pd.DataFrame",
    scheme: Scheme,
    elapsed: tuple[int, int],
    waiting: Waiting,
    row: str | None = None,
    county: "pd.DataFrame | None" = None,
) -> Variance:
    county = table if county is None else county
    if row is None:
        actual = evaluate(indicator, table, scheme, elapsed)
        pending = NOTHING_PENDING if is_published(indicator, table) else waiting.pending(indicator, row)
    else:
        actual, pending = evaluate_row(indicator, county, row, scheme), waiting.pending(indicator, row)
    at_most = actual if not pending.count else _at_most(indicator, table, scheme, elapsed, waiting, row)
    if row is not None and (open_parts := _waits_for_shares(indicator, county, row, scheme)):
        amount = round(pending.amount + sum(open_parts), 2) if indicator.column else pending.amount
        asked = pending.asked + len(open_parts)
        pending = replace(pending, count=pending.count + len(open_parts), amount=amount, asked=asked)
        at_most = round((at_most or 0) + sum(open_parts), 2)
    untold = actual is None and indicator.is_ratio and _parts_without_data(indicator, table, scheme)
    untold |= row in county.attrs.get(UNHEARD, ())
    return Variance(indicator, target, actual, elapsed, pending, at_most, parts_without_data=untold)


def _parts_without_data(indicator: Indicator, table: "pd.DataFrame", scheme: Scheme) -> bool:
    parts = [scheme.indicator(id) for id in (indicator.numerator, indicator.denominator) if id]
    if indicator.is_growth and (indicator.baseline is None or not indicator.baseline.amount):
        # Without a baseline there is no growth, whatever was stated.
        return any(unstated_column(part, table.attrs.get(UNSTATED, frozenset())) for part in parts)
    return any(evaluate(part, table, scheme) is None for part in parts)


def _at_most(
    indicator: Indicator,
    table: "pd.DataFrame",
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
    table: "pd.DataFrame", targets: Submission | None, scheme: Scheme, elapsed: tuple[int, int], waiting: Waiting
) -> tuple[TargetStanding, ...]:
    """Return each target line with its variances, in the table's order."""
    standings = []
    for line in targets.target_lines if targets else ():
        key = row_key(line, scheme)
        part = row_of(table, key)
        variances = {
            one.id: _variance(one, line.targets.get(one.id), part, scheme, elapsed, waiting, key, table)
            for one in scheme.row_indicators
        }
        standings.append(TargetStanding(line, key, variances))
    return tuple(standings)
