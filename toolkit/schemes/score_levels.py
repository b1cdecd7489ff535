"""Which levels of points does a part of a total have: tiers with joint conditions, and so much more for each step?"""

from collections.abc import Mapping

from toolkit.model.clause import Condition
from toolkit.model.expressions import expression
from toolkit.model.scheme import Indicator
from toolkit.model.scoring import Ladder, Tier
from toolkit.schemes.clauses import applies
from toolkit.schemes.criteria import amount, columns_with, conditions
from toolkit.schemes.figure_tests import figure_tests
from toolkit.schemes.rules import COUNTED
from toolkit.schemes.toml_table import TomlTable

Known = Mapping[str, Indicator]
PERCENT = expression(r"(\d+(?:\.\d+)?)\s*[%％]")
LADDER_SOURCES = ("ledger", "value", "completion")


def levels(table: TomlTable, source: str, known: Known, chosen: Mapping[str, str]) -> tuple[Tier, ...]:
    """Return the tiers of ``[[score.tier]]``, best first."""
    read = []
    for one in table.tables("tier"):
        wanted, points = applies(one, chosen), one.points("points")
        criteria: tuple[Condition, ...] = conditions(one, "criteria")
        where = figure_tests(one, "where", known)
        fits, other = ("criteria", "where") if source == "ledger" else ("where", "criteria")
        if not one.has(fits):
            one.note(fits, f"没有写：source = {source} 的，每一档都要写 {fits}。")
        if one.has(other):
            one.note(other, f"不能写：source = {source} 的，各档的条件写在 {fits}。")
        criteria = (COUNTED, *criteria) if source == "ledger" else criteria
        read += [Tier(points, criteria, where)] if wanted else []
    if table.has("tier") and table.has("points"):
        table.note("points", "和 [[score.tier]] 只能写一个：分写在各档。")
    return tuple(sorted(read, key=lambda tier: -tier.points))


def ladder(table: TomlTable, source: str, column: str) -> Ladder | None:
    """Return the points by size: ``base`` from ``above`` on and ``points`` more per ``step``; ``None`` without."""
    if not table.has("above"):
        if table.has("base"):
            table.note("above", "没有写：写了 base 的，要写明从多少起。")
        return None
    if not table.has("base"):
        table.note("base", "没有写：写了 above 的，要写明达到了得几分。")
    if source == "ledger" and not table.has("column"):
        table.note("column", "没有写：从多少起，要写明按台账哪一列。")
    above: int | float = _percent(table) if source == "completion" else size(table, "above", 1, column)
    least = 1 if not table.has("points") else size(table, "step", 1, column)
    return Ladder(above, table.points("base", 0), table.points("points", 0), least, table.flag("partial"))


def _percent(table: TomlTable) -> float:
    """Return the completion from which on points are given, in per cent."""
    written = table.raw("above")
    match = PERCENT.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        table.note("above", "按完成率的，应写成 80% 这样。")
        return 100
    return float(match[1])


def size(table: TomlTable, key: str, least: int, column: str) -> int:
    """Return a number of what is counted, or an amount with its unit (``1000万元``) where ``column`` holds amounts."""
    if isinstance(table.raw(key), str) and column in columns_with(table.slips.own).measures:
        return max(amount(table, key, column, table.text(key)) or 0, least)
    return table.number(key, least, least=least)
