"""Which projects may have been reported twice, and what was decided? The sheet 疑似重复."""

from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation, DuplicatePair, LedgerEntry
from toolkit.workbooks.page import Page, Value, block, lines_needed

NAME = "疑似重复"
_HEADER = 2
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("编号", 14, "center"),
    ("级别", 8, "center"),
    ("理由", 34, "left"),
    ("单位一", 12, "left"),
    ("项目一", 28, "left"),
    ("投资总额一（亿元）", 12, "亿元"),
    ("来源一", 36, "left"),
    ("单位二", 12, "left"),
    ("项目二", 28, "left"),
    ("投资总额二（亿元）", 12, "亿元"),
    ("来源二", 36, "left"),
    ("裁定", 20, "left"),
)
MOST_PAIRS = 50_000
HINT = "一级最像，四级只是有联系。没有裁定之前两条都计入；在 裁定.xlsx 里选定后重新汇总，未保留的一条不再计入。"


def write_duplicates(page: Page, result: Consolidation) -> None:
    """Write one row per pair, strongest suspicion first."""
    last_column = len(COLUMNS) - 1
    page.span(0, 0, 0, last_column, f"{result.scheme.jurisdiction}{result.period.label}疑似重复项目", "title")
    page.height(0, 32)
    pairs = result.duplicates[:MOST_PAIRS]
    more = (
        f"共 {len(result.duplicates):,} 对，这里只列最像的 {MOST_PAIRS:,} 对。"
        if len(pairs) < len(result.duplicates)
        else ""
    )
    page.span(1, 0, 1, last_column, more + HINT, "subtitle")
    page.height(_HEADER, 32)
    page.row(_HEADER, [heading for heading, _, _ in COLUMNS], "header")
    page.widths(*(width for _, width, _ in COLUMNS))
    for row, pair in enumerate(pairs, _HEADER + 1):
        _write_pair(page, row, pair)
    last = _HEADER + max(1, len(pairs))
    if not pairs:
        page.span(last, 0, last, last_column, "没有疑似重复的项目。", "cell", "center", "quiet")
    page.put(last + 2, 0, "未裁定", "bold")
    answers = block(_HEADER + 1, last_column, last, last_column)
    ids = block(_HEADER + 1, 1, last, 1)
    open_pairs = sum(not pair.answer for pair in pairs)
    page.put(last + 2, 1, Formula(f'=COUNTIFS({ids},"*级",{answers},"未裁定")', open_pairs), "plain")
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.sheet.autofilter(_HEADER, 0, last, last_column)
    page.printed("A3", last + 2, last_column, (_HEADER, _HEADER), result.scheme.office)


def _write_pair(page: Page, row: int, pair: DuplicatePair) -> None:
    values: list[Value] = [pair.id, pair.level.value, pair.reason]
    for entry in (pair.first, pair.second):
        values += _entry(entry)
    values.append(pair.answer or "未裁定")
    for column, (value, (_, _, trait)) in enumerate(zip(values, COLUMNS, strict=True)):
        page.put(row, column, value, "cell", "wrap", trait)
    lines = max(lines_needed(str(value), width) for value, (_, width, _) in zip(values, COLUMNS, strict=True) if value)
    page.height(row, max(20, 14 * lines + 4))


def _entry(entry: LedgerEntry) -> list[Value]:
    return [entry.unit, entry.name, entry.investment_yuan, entry.source_place]
