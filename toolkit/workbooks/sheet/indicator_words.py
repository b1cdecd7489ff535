"""What does an indicator come to, in words? Which projects of the ledger count, and how they are added up."""

from toolkit.model.clause import HAS, LACKS, AnyOf, Condition, Share
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.money import in_yi
from toolkit.model.own_columns import is_own, own_heading
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.stages import STAGES
from toolkit.model.weighting import Equal
from toolkit.workbooks.sheet.criteria import COUNTED, ELAPSED, in_cell

_HEADINGS = {column.field: column.heading for column in LEDGER_COLUMNS}
_COMPARED = {
    "=": "为",
    "!=": "不是",
    ">=": "不低于",
    "<=": "不高于",
    ">": "超过",
    "<": "低于",
    HAS: "含",
    LACKS: "不含",
}
_OF_STAGES = {"=": "为", "!=": "不是", ">=": "达到", "<=": "不超过", ">": "超过", "<": "未到"}


def words(indicator: Indicator, scheme: Scheme) -> str:
    """Return the formula in Chinese: ``项目台账中区内外为区外、投资总额不低于0.05亿元的项目，到位资金合计``."""
    if indicator.is_growth:
        part, baseline = scheme.indicator(indicator.numerator), indicator.baseline
        if baseline is None:
            return f"“{part.name}”比基数的年均增长；还没有基数"
        base = in_yi(baseline.amount) if part.unit == "亿元" else f"{in_cell(part, baseline.amount):g}"
        since = f"{baseline.year}年基数{base}{part.unit}" + (f"×{ELAPSED}" if baseline.prorated else "")
        return f"（“{part.name}”÷{since}）开{baseline.years}次方，减1。来源：{baseline.source}"
    if indicator.is_ratio:
        above, below = scheme.indicator(indicator.numerator), scheme.indicator(indicator.denominator)
        return f"“{above.name}”÷“{below.name}”"
    # The criterion 计入汇总 = 是 is left out of the sentence.
    which = "、".join(_condition_words(one) for one in indicator.criteria if one != COUNTED)
    whole = f"项目台账中{which}的项目" if which else "项目台账中的全部项目"
    how = "个数" if indicator.aggregate == "count" else f"{_plain_heading(indicator.column)}合计"
    if indicator.equals:
        each = "、".join(_equal_words(one) for one in indicator.equals)
        how = f"{each}折合1{indicator.unit}，相加"
    times = "".join(
        f"；{'、'.join(_condition_words(one) for one in factor.criteria)}的乘以{float(factor.by):g}"
        for factor in indicator.factors
    )
    return f"{whole}，{how}{times}"


def _equal_words(equal: Equal) -> str:
    who = "、".join(_condition_words(one) for one in equal.criteria)
    per = f"{in_yi(equal.per)}亿元" if equal.column.endswith("_yuan") else f"{equal.per:,}{_unit_of(equal.column)}"
    return f"{f'{who}的' if who else ''}{_plain_heading(equal.column)}每{per}"


def _unit_of(field: str) -> str:
    """Return the unit that the ledger keeps a column in, from its heading: 美元, 亩, ㎡."""
    return next((end for end in ("美元", "亩", "㎡") if end in _HEADINGS.get(field, "")), "")


def _condition_words(criterion: Condition) -> str:
    if isinstance(criterion, AnyOf):
        ways = ["且".join(_condition_words(one) for one in way) for way in criterion.ways]
        return f"（{'或'.join(ways)}）"
    field, operator, value = criterion.column, criterion.operator, criterion.value
    if field == "stage_rank" and isinstance(value, int) and 1 <= value <= len(STAGES):
        return f"阶段{_OF_STAGES[operator]}{STAGES[value - 1]}"
    if isinstance(value, Share):
        return f"{_plain_heading(field)}{_COMPARED[operator]}{_plain_heading(value.column)}{value.words}"
    if value == "":
        return f"{_plain_heading(field)}已填"
    if field == "sector":
        return "属于工业" if (value == "工业") is (operator == "=") else "不属于工业"
    said = f"{in_yi(value)}亿元" if field.endswith("_yuan") and isinstance(value, int) else str(value)
    return f"{_plain_heading(field)}{_COMPARED[operator]}{said}"


def _plain_heading(field: str) -> str:
    return own_heading(field) if is_own(field) else _HEADINGS.get(field, field).split("（")[0]
