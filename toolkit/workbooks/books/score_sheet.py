"""How are points counted? The sheets 计分台账 (unit by rule and span, as formulas) and 计分明细 (every item)."""

from toolkit.model.assessment import ScoreEntry, ScoreItem, ScoreSheet
from toolkit.model.clause import Criterion
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.sheet.criteria import condition
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed

NAME = "计分台账"
ITEMS = "计分明细"
HEADER = 2
UNIT = ""  # the county's own word for those who are assessed
COLUMNS: tuple[tuple[str, float, str], ...] = (
    (UNIT, 18, "left"),
    ("条款", 9, "center"),
    ("计分项", 30, "left"),
    ("类型", 16, "center"),
    ("时段", 15, "center"),
    ("数量", 13, "count"),
    ("每满", 10, "count"),
    ("得分", 8, "count"),
    ("不足部分", 11, "center"),
    ("最多得分", 10, "count"),
    ("本项得分", 10, "decimal"),
    ("文件原文", 52, "left"),
)
ITEM_COLUMNS: tuple[tuple[str, float, str], ...] = (
    (UNIT, 16, "left"),
    ("条款", 9, "center"),
    ("计分项", 26, "left"),
    ("时段", 15, "center"),
    ("内容或项目", 32, "left"),
    ("日期", 12, "center"),
    ("佐证或进展", 24, "left"),
    ("数量", 12, "count"),
    ("计入", 7, "center"),
    ("说明", 26, "left"),
    ("来源", 52, "left"),
)
IN_PROPORTION, NOTHING = "按比例", "不得分"


def scores_of(result: Consolidation) -> ScoreSheet:
    """Return the points of a result that has any."""
    if result.assessment is None or result.assessment.scores is None:
        return ScoreSheet((), (), ())
    return result.assessment.scores


def items_of(scores: ScoreSheet) -> list[ScoreItem]:
    """Return every item in the order of the entries."""
    return [item for entry in scores.entries for item in entry.items]


def sum_of(result: Consolidation, unit: str, rule: str, span: str = "") -> Formula:
    """Return a unit's points under one rule, in one span or in all, for another sheet."""
    scores = scores_of(result)
    points, units, rules, spans = (_range(NAME, column, len(scores.entries)) for column in (10, 0, 1, 4))
    whose = condition(Criterion("unit", "=", unit))
    when = f',{spans},"{span}"' if span else ""
    return Formula(f'=SUMIFS({points},{units},{whose},{rules},"{rule}"{when})', scores.of(unit, rule, span))


def total_of(result: Consolidation, unit: str, span: str) -> Formula:
    """Return a unit's total of a span, for another sheet: a quarter's, or the year's as it is carried."""
    scores = scores_of(result)
    points, units, spans = (_range(NAME, column, len(scores.entries)) for column in (10, 0, 4))
    whose = condition(Criterion("unit", "=", unit))
    quarter = scores.quarter is not None and span == scores.quarter.span
    # Without quarters that are carried, all that was earned is the year's.
    when = f',{spans},"{span}"' if scores.quarter is not None else ""
    total = scores.of(unit, span=span) if quarter else scores.of(unit)
    return Formula(f"=ROUND(SUMIFS({points},{units},{whose}{when}),2)", total)


def _range(sheet: str, column: int, count: int) -> str:
    first, last = HEADER + 1, HEADER + max(1, count)
    return f"{cell(first, column, sheet)}:{cell(last, column, sheet).split('!')[1]}"


def write_scores(page: Page, result: Consolidation) -> None:
    """Write one row per unit, rule and span: the quantity counted over 计分明细, the points by the rule's steps."""
    scores = scores_of(result)
    year = result.scheme.accounting.year_of(result.period)
    title = f"{result.scheme.jurisdiction}{year}年计分台账（截至{result.period.label}）"
    hint = "数量按“计分明细”中计入的合计；本项得分＝数量÷每满×得分，不足部分和最多得分按规则。"
    _head(page, title, hint, COLUMNS, result.scheme.unit_word)
    count = len(items_of(scores))
    for row, entry in enumerate(scores.entries, HEADER + 1):
        _put(page, row, _entry_values(row, entry, count), COLUMNS)
    last = HEADER + max(1, len(scores.entries))
    if not scores.entries:
        page.span(last, 0, last, len(COLUMNS) - 1, "还没有计分的事项。", "cell", "center", "quiet")
    _foot(page, result, last, COLUMNS)


def _entry_values(row: int, entry: ScoreEntry, count: int) -> list[Value]:
    rule = entry.rule
    unit, clause, span = (cell(row, column) for column in (0, 1, 4))
    quantities, units, clauses, spans, counted = (_range(ITEMS, column, count) for column in (7, 0, 1, 3, 8))
    text = f'=SUMIFS({quantities},{units},{unit},{clauses},{clause},{spans},{span},{counted},"是")'
    quantity, step, each, rest, most = (cell(row, column) for column in (5, 6, 7, 8, 9))
    plain = f"INT({quantity}/{step})*{each}"
    points = f'IF({rest}="{IN_PROPORTION}",ROUND({each}*{quantity}/{step},2),{plain})'
    # A deduction is below 0: its cap is the most that can be lost.
    limited = f"MAX(-{most},{points})" if rule.points < 0 else f"MIN({most},{points})"
    capped = f"IF(N({most})=0,{points},{limited})"
    capped = f"=MAX({rule.floor:g},{capped})" if rule.floor is not None else f"={capped}"
    return [
        entry.unit,
        rule.id,
        rule.name,
        rule.kind,
        entry.span,
        Formula(text, entry.quantity),
        rule.step,
        rule.points,
        IN_PROPORTION if rule.is_in_proportion(entry.quantity) else NOTHING,
        rule.cap,
        Formula(capped, entry.points),
        rule.citation.quote,
    ]


def write_items(page: Page, result: Consolidation) -> None:
    """Write every item that points come from, also those that do not count, with where each stands."""
    scores = scores_of(result)
    year = result.scheme.accounting.year_of(result.period)
    word = result.scheme.unit_word
    title = f"{result.scheme.jurisdiction}{year}年计分明细（截至{result.period.label}）"
    _head(page, title, "一行一件事或一个项目，“来源”写明它在哪个文件的哪一行。外资的数量是美元。", ITEM_COLUMNS, word)
    names = {rule.id: rule.name for rule in scores.rules}
    items = items_of(scores)
    for row, item in enumerate(items, HEADER + 1):
        _put(page, row, item_values(item, names), ITEM_COLUMNS)
    last = HEADER + max(1, len(items))
    if not items:
        page.span(last, 0, last, len(ITEM_COLUMNS) - 1, "还没有计分的事项。", "cell", "center", "quiet")
    _foot(page, result, last, ITEM_COLUMNS)


def item_values(item: ScoreItem, names: dict[str, str]) -> list[Value]:
    """Return an item as a row of 计分明细."""
    counted = "是" if item.counted else "否"
    return [
        item.unit,
        item.rule,
        names.get(item.rule, ""),
        item.span,
        item.what,
        item.day,
        item.evidence,
        item.quantity,
        counted,
        item.note,
        item.place,
    ]


def _head(page: Page, title: str, hint: str, columns: tuple[tuple[str, float, str], ...], word: str) -> None:
    last = len(columns) - 1
    page.span(0, 0, 0, last, title, "title")
    page.height(0, 32)
    page.span(1, 0, 1, last, hint, "subtitle")
    page.row(HEADER, [heading or word for heading, _, _ in columns], "header")
    page.height(HEADER, 28)
    page.widths(*(width for _, width, _ in columns))


def _put(page: Page, row: int, values: list[Value], columns: tuple[tuple[str, float, str], ...]) -> None:
    for column, (value, (_, _, look)) in enumerate(zip(values, columns, strict=True)):
        page.put(row, column, value, "cell", "wrap", fitting(look, value))
    texts = [(value, width) for value, (_, width, _) in zip(values, columns, strict=True) if isinstance(value, str)]
    page.height(row, max(20, 14.0 * max(lines_needed(text, width) for text, width in texts) + 4))


def fitting(look: str, value: Value) -> str:
    """Return how a number stands: points and shares of full marks have decimals, whole numbers have none."""
    plain = value.value if isinstance(value, Formula) else value
    if look != "count" or not isinstance(plain, float) or plain == int(plain):
        return look
    return "decimal" if round(plain, 2) == plain else "fraction"


def _foot(page: Page, result: Consolidation, last: int, columns: tuple[tuple[str, float, str], ...]) -> None:
    page.sheet.freeze_panes(HEADER + 1, 1)
    page.sheet.autofilter(HEADER, 0, last, len(columns) - 1)
    page.printed("A3", last, len(columns) - 1, (HEADER, HEADER), result.scheme.imprint)
