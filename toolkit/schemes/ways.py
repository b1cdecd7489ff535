"""Can a project meet two of several ways at once? Where none can, many ways are counted one by one and added up."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from toolkit.model.clause import HAS, LACKS, AnyOf, Criterion
from toolkit.schemes.toml_table import TomlTable

# Ways that overlap need all their overlaps: four have fifteen.  Those that do not are only added up.
MOST_WAYS, MOST_APART = 4, 24
Way = tuple[Criterion, ...]


def either(table: TomlTable, key: str, text: str, ways: Sequence[Way]) -> AnyOf:
    """Return several ways as one condition, entering a slip where they are too many for a formula."""
    different = tuple(dict.fromkeys(ways))
    apart = all(are_apart(one, other) for one, other in combinations(different, 2))
    most = MOST_APART if apart else MOST_WAYS
    if len(different) > most:
        how = "" if apart else "；各种互不重叠的（例如 sector = 工业 和 sector = 其他）最多 24 种"
        table.note(key, f"“{text}”分出 {len(different)} 种情况，最多 {most} 种{how}。请分成两个指标，或者换一列来写。")
    return AnyOf(different[:most], apart)


def are_apart(one: Way, other: Way) -> bool:
    """Tell whether no row can meet both ways: a criterion of one rules out a criterion of the other."""
    return any(_rules_out(a, b) for a in one for b in other if a.column == b.column)


def _rules_out(one: Criterion, other: Criterion) -> bool:
    a, b = one.value, other.value
    if isinstance(a, str) and isinstance(b, str):
        return _texts(one.operator, a.casefold(), other.operator, b.casefold())
    if isinstance(a, date) and isinstance(b, date):
        return _amounts(one.operator, a.toordinal(), other.operator, b.toordinal())
    if isinstance(a, int | float) and isinstance(b, int | float):
        return _amounts(one.operator, a, other.operator, b)
    return False


def _texts(operator: str, a: str, against: str, b: str) -> bool:
    both = {operator: a, against: b}
    if operator == against:
        return operator == "=" and a != b
    if both.keys() == {"=", "!="}:
        return a == b
    if both.keys() == {"=", HAS}:
        return both[HAS] not in both["="]
    if both.keys() == {"=", LACKS}:
        return both[LACKS] in both["="]
    return both.keys() == {HAS, LACKS} and both[LACKS] in both[HAS]


def _amounts(operator: str, a: float, against: str, b: float) -> bool:
    if "!=" in (operator, against):
        return a == b and {operator, against} == {"=", "!="}
    (low, open_low, high, open_high), (low2, open_low2, high2, open_high2) = _range(operator, a), _range(against, b)
    below = high < low2 or (high == low2 and (open_high or open_low2))
    return below or high2 < low or (high2 == low and (open_high2 or open_low))


def _range(operator: str, value: float) -> tuple[float, bool, float, bool]:
    """Return from where to where an amount may lie, and whether either end itself is left out."""
    low = value if operator in ("=", ">=", ">") else float("-inf")
    high = value if operator in ("=", "<=", "<") else float("inf")
    return low, operator == ">", high, operator == "<"
