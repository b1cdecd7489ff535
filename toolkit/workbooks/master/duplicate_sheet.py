"""Which projects may have been reported twice, and what was decided? The sheet 疑似重复."""

from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation, DuplicatePair
from toolkit.workbooks.sheet.page import Page, Value, block, lines_needed

NAME = "疑似重复"
_HEADER = 2
# Both rows' values of a field stand side by side for comparison.
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("编号", 13, "center"),
    ("级别", 7, "center"),
    ("得分", 7, "plain"),
    ("一致之处", 22, "left"),
    ("不一致之处", 20, "left"),
    ("项目一", 24, "left"),
    ("项目二", 24, "left"),
    ("项目方一", 22, "left"),
    ("项目方二", 22, "left"),
    ("投资总额一（亿元）", 10, "亿元"),
    ("投资总额二（亿元）", 10, "亿元"),
    ("联系电话一", 14, "center"),
    ("联系电话二", 14, "center"),
    ("日期一", 12, "center"),
    ("日期二", 12, "center"),
    ("单位一", 12, "left"),
    ("单位二", 12, "left"),
    ("来源一", 26, "left"),
    ("来源二", 26, "left"),
    ("裁定", 18, "left"),
)
MOST_PAIRS = 50_000
HINT = (
    "重复的可能性由高到低分为四级：一级最高，四级仅个别信息相同。得分由项目名称、项目方、投资总额、联系电话、日期等逐项比对得出，"
    "只供排序，不作结论。名称写明期次、村、产能、楼号不同的，不列入。没有裁定之前两条都计入；"
    "在 裁定.xlsx 里选定后重新汇总，未保留的一条不再计入。"
)


def write_duplicates(page: Page, result: Consolidation) -> None:
    """Write one row per pair, the likeliest first."""
    last_column = len(COLUMNS) - 1
    page.span(0, 0, 0, last_column, f"{result.scheme.jurisdiction}{result.period.label}疑似重复项目", "title")
    page.height(0, 32)
    pairs = result.duplicates[:MOST_PAIRS]
    more = (
        f"共 {len(result.duplicates):,} 对，这里只列可能性最高的 {MOST_PAIRS:,} 对。"
        if len(pairs) < len(result.duplicates)
        else ""
    )
    page.span(1, 0, 1, last_column, more + HINT, "subtitle")
    page.height(1, 30)
    page.height(_HEADER, 32)
    page.row(_HEADER, [heading for heading, _, _ in COLUMNS], "header")
    page.widths(*(width for _, width, _ in COLUMNS))
    for row, pair in enumerate(pairs, _HEADER + 1):
        _write_pair(page, row, pair)
    last = _HEADER + max(1, len(pairs))
    if not pairs:
        page.span(last, 0, last, last_column, "没有疑似重复的项目。", "cell", "center", "quiet")
    page.put(last + 2, 0, "待裁定", "bold")
    answers = block(_HEADER + 1, last_column, last, last_column)
    ids = block(_HEADER + 1, 1, last, 1)
    open_pairs = sum(not pair.answer for pair in pairs)
    page.put(last + 2, 1, Formula(f'=COUNTIFS({ids},"*级",{answers},"待裁定")', open_pairs), "plain")
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.sheet.autofilter(_HEADER, 0, last, last_column)
    page.printed("A3", last + 2, last_column, (_HEADER, _HEADER), result.scheme.imprint)


def _write_pair(page: Page, row: int, pair: DuplicatePair) -> None:
    one, other = pair.first, pair.second
    values: list[Value] = [pair.id, pair.level.value, pair.points, "、".join(pair.like), "、".join(pair.unlike) or "—"]
    values += [one.name, other.name, one.investor, other.investor, one.investment_yuan, other.investment_yuan]
    values += [one.phone, other.phone, one.signed_on or one.moved_in_on, other.signed_on or other.moved_in_on]
    values += [one.unit, other.unit, one.source_place, other.source_place, pair.answer or "待裁定"]
    for column, (value, (_, _, trait)) in enumerate(zip(values, COLUMNS, strict=True)):
        page.put(row, column, value, "cell", "wrap", trait)
    lines = max(lines_needed(str(value), width) for value, (_, width, _) in zip(values, COLUMNS, strict=True) if value)
    page.height(row, max(20, 14 * lines + 4))
