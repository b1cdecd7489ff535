"""What did each unit do of what was asked, and what not? The sheet 履职台账: sums by unit, every lapse below."""

from collections.abc import Sequence

from toolkit.model.assessment import Assessment
from toolkit.model.conduct import MATTERS, TARGETS, ConductLine
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed

NAME = "履职台账"
_HEADER = 3
_UNIT, _SUM = 1, 2
_SAID, _NARROW, _LAST = 44.0, 13.0, 40.0
_DETAIL = ("序号", "单位", "事项", "内容", "情况", "时间")


def matters_of(result: Consolidation) -> tuple[str, ...]:
    """Return the matters that the year is judged by: those of the document's clause, else all but 目标任务."""
    rule = result.scheme.rules.performance
    return rule.counts if rule and rule.counts else tuple(one for one in MATTERS if one != TARGETS)


def lapses_of(result: Consolidation) -> list[ConductLine]:
    """Return the year's lapses in those matters, unit by unit."""
    assessment, matters = result.assessment or Assessment(), matters_of(result)
    return [line for line in assessment.conduct if line.is_lapse and line.matter in matters]


def title_of(result: Consolidation) -> str:
    """Return ``鹿寨县2022年年底绩效考核依据（截至2022年6月）``, or 履职台账 where the document says nothing of it."""
    rule = result.scheme.rules.performance
    name = rule.name if rule else f"招商引资{NAME}"
    year = result.scheme.accounting.year_of(result.period)
    return f"{result.scheme.jurisdiction}{year}年{name}（截至{result.period.label}）"


def write_conduct(page: Page, result: Consolidation) -> None:
    """Write how many lapses of each matter a unit has, by live formulas, and below every lapse with its place."""
    lapses, matters = lapses_of(result), matters_of(result)
    units = list(dict.fromkeys(line.unit for line in lapses))
    last_column = max(_SUM + len(matters), len(_DETAIL) + 1)
    page.span(0, 0, 0, last_column, title_of(result), "title")
    page.height(0, 32)
    said = _hint(result)
    page.span(1, 0, 1, last_column, said, "subtitle")
    page.widths(7, 24, 12, _SAID, *[_NARROW] * (last_column - 4), _LAST)
    page.height(1, 14.0 * lines_needed(said, 12 * (last_column + 2)) + 6)
    start = _HEADER + max(1, len(units)) + 2
    rows = (start + 2, start + 1 + max(1, len(lapses)))
    page.row(_HEADER, ["序号", "单位", "合计（件）", *matters], "header")
    for number, unit in enumerate(units, 1):
        _write_unit(page, _HEADER + number, number, unit, lapses, matters, rows)
    if not units:
        page.span(_HEADER + 1, 0, _HEADER + 1, last_column, "没有欠缺。", "cell", "center", "quiet")
    page.span(start, 0, start, last_column, "逐件", "section")
    heads: list[Value] = [*_DETAIL, "依据"]
    page.row(start + 1, heads, "header")
    page.span(start + 1, len(heads), start + 1, last_column, "来源", "header")
    for number, line in enumerate(lapses, 1):
        _write_lapse(page, start + 1 + number, number, line, last_column)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A3", rows[1], last_column, None, result.scheme.imprint)


def _hint(result: Consolidation) -> str:
    rule = result.scheme.rules.performance
    what = "按全年逐件汇总：只列没有按要求办的。红黑榜、计分、通报里说到单位办事情况的，都出自本表。"
    if rule is None:
        return f"{what}文件没有写明据此怎样处理，供核对。"
    return f"{what}依据：{rule.citation.id}“{rule.citation.quote}”。"


def _write_unit(
    page: Page,
    row: int,
    number: int,
    unit: str,
    lapses: Sequence[ConductLine],
    matters: Sequence[str],
    rows: tuple[int, int],
) -> None:
    page.put(row, 0, number, "cell", "plain")
    page.put(row, _UNIT, unit, "cell", "left", "wrap")
    own = [line for line in lapses if line.unit == unit]
    first, last = _SUM + 1, _SUM + len(matters)
    total = f"=SUM({cell(row, first)}:{cell(row, last)})"
    page.put(row, _SUM, Formula(total, len(own)), "cell", "count或空", "total")
    for column, matter in enumerate(matters, first):
        text = f"=COUNTIFS({_column(1, rows)},{cell(row, _UNIT)},{_column(2, rows)},{cell(_HEADER, column)})"
        count = sum(line.matter == matter for line in own)
        page.put(row, column, Formula(text, count), "cell", "count或空")


def _write_lapse(page: Page, row: int, number: int, line: ConductLine, last_column: int) -> None:
    clause = line.citation.id if line.citation else ""
    values: list[Value] = [number, line.unit, line.matter, line.said, line.kept.value, line.when, clause]
    looks = ("plain", "left", "center", "left", "center", "date", "center")
    for column, (value, look) in enumerate(zip(values, looks, strict=True)):
        page.put(row, column, value, "cell", look, *(() if look in ("plain", "date") else ("wrap",)))
    page.span(row, len(values), row, last_column, line.place, "cell", "left", "wrap")
    said = ((line.said, _SAID), (line.kept.value, _NARROW), (line.place, _place_width(last_column)))
    page.height(row, max(18, 14.0 * max(lines_needed(text, width) for text, width in said) + 4))


def _place_width(last_column: int) -> float:
    """Return how wide the place is: the last column and the narrow ones that it is merged with."""
    return _LAST + _NARROW * (last_column - len(_DETAIL) - 1)


def _column(column: int, rows: tuple[int, int]) -> str:
    first, last = (cell(row, column, NAME).split("!")[1] for row in rows)
    return f"{first}:{last}"
