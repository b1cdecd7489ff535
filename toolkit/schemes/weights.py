"""Which amounts count as one project, and what multiplies a sum? ``[[indicator.equal]]``, ``[[indicator.factor]]``."""

from fractions import Fraction

from toolkit.model.weighting import Equal, Factor
from toolkit.schemes.criteria import amount, column_named, columns_with, conditions
from toolkit.schemes.toml_table import TomlTable

# Each factor doubles the sums of a formula.
MOST_FACTORS, MOST_EQUALS, LARGEST = 3, 4, 100


def read_equals(table: TomlTable) -> tuple[Equal, ...]:
    """Return the amounts of which each counts as one: 2亿元 of 投资总额, 500万美元 of 合同外资."""
    tables = table.tables("equal")
    if len(tables) > MOST_EQUALS:
        table.note("equal", f"有 {len(tables)} 种，最多 {MOST_EQUALS} 种。")
    found = []
    for one in tables[:MOST_EQUALS]:
        measures = columns_with(one.slips.own).measures
        column = column_named(one, "column", one.text("column"), measures)
        per = amount(one, "amount", column, one.text("amount")) if column else 1
        criteria = conditions(one, "criteria")
        if per is not None and per < 1:
            one.note("amount", "应大于 0，例如 2亿元。")
        found.append(Equal(column or "investment_yuan", max(per or 1, 1), criteria))
    return tuple(found)


def read_factors(table: TomlTable, aggregate: str) -> tuple[Factor, ...]:
    """Return what multiplies the projects of a figure that meet all criteria of a factor."""
    tables = table.tables("factor")
    if tables and aggregate not in ("count", "sum", "equal"):
        table.note("factor", "只有个数、合计、折算的指标可以写：比率由它们算出。")
        return ()
    if len(tables) > MOST_FACTORS:
        table.note("factor", f"有 {len(tables)} 个，最多 {MOST_FACTORS} 个。")
    found = []
    for one in tables[:MOST_FACTORS]:
        by = one.points("by")
        if by > LARGEST:
            one.note("by", f"写作 {by}，最多 {LARGEST}。50% 写 0.5。")
        criteria = conditions(one, "criteria")
        if not one.texts("criteria"):
            one.note("criteria", "没有写：哪些项目乘这个系数。")
        found.append(Factor(criteria, Fraction(str(min(by, LARGEST)))))
    return tuple(found)
