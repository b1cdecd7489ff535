"""Where do reports and the authoritative system differ? The sheet 系统核对."""

import io
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.cells import CellRef
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.names import plain
from toolkit.model.reconciliation import Match
from toolkit.model.submission import Project
from toolkit.workbooks.sheet.page import SAFE, Page, Value, block, lines_needed
from toolkit.workbooks.sheet.styles import Styles

NAME = "系统核对"
_SUMMARY = 3
_HEADER = 10
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("结果", 12, "center"),
    ("单位", 14, "left"),
    ("项目名称", 32, "left"),
    ("项目方", 30, "left"),
    ("匹配依据", 16, "center"),
    ("不一致的项", 16, "center"),
    ("报送数据", 14, "center"),
    ("系统数据", 14, "center"),
    ("以哪边为准", 12, "center"),
    ("原因", 30, "left"),
    ("报送来源", 38, "left"),
    ("系统来源", 30, "left"),
)
SAME, DIFFERENT, ONLY_REPORTED, ONLY_SYSTEM, UNCLEAR = "一致", "数值不一致", "仅单位报送", "仅系统有", "可能同一"
RESULTS = (SAME, DIFFERENT, UNCLEAR, ONLY_REPORTED, ONLY_SYSTEM)
Row = tuple[str, list[Value]]


def write_reconciliation_workbook(result: Consolidation, out: Path) -> Path:
    """Write the comparison as a workbook of its own and return where it went."""
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    day = result.as_of
    book.set_properties({"title": NAME, "created": datetime(day.year, day.month, day.day)})
    write_reconciliation(Page(book.add_worksheet(NAME), Styles(book)), result)
    book.close()
    return save(buffer.getvalue(), out)


def write_reconciliation(page: Page, result: Consolidation) -> None:
    """Write the counts of each outcome and one row per project or difference, what needs care first."""
    scheme, found = result.scheme, result.reconciliation
    last_column = len(COLUMNS) - 1
    page.span(0, 0, 0, last_column, f"{scheme.jurisdiction}{result.period.label}与系统数据核对", "title")
    page.height(0, 32)
    page.widths(*(width for _, width, _ in COLUMNS))
    if found is None:
        hint = "本月没有系统导出，完成情况按单位报送的数据计算。把导出的明细放进“系统导出”文件夹，文件名带上月份。"
        page.span(1, 0, 1, last_column, hint, "subtitle")
        page.printed("A3", 2, last_column, None, scheme.imprint)
        return
    basis = "完成情况按系统数据计算。" if _by_system(result) else "完成情况按单位报送的数据计算。"
    page.span(1, 0, 1, last_column, f"系统导出：{found.file}。{basis}", "subtitle")
    rows = _rows(result)
    last = _HEADER + max(1, len(rows))
    _write_summary(page, rows, last)
    page.height(_HEADER, 28)
    page.row(_HEADER, [heading for heading, _, _ in COLUMNS], "header")
    for number, (_, values) in enumerate(rows, 1):
        row = _HEADER + number
        full: list[Value] = [number, *values]
        for column, (value, (_, _, trait)) in enumerate(zip(full, COLUMNS, strict=True)):
            page.put(row, column, value, "cell", "wrap", trait)
        lines = max(lines_needed(str(v), w) for v, (_, w, _) in zip(full, COLUMNS, strict=True) if v)
        page.height(row, max(20, 14 * lines + 4))
    page.sheet.freeze_panes(_HEADER + 1, 4)
    page.sheet.autofilter(_HEADER, 0, last, last_column)
    page.printed("A3", last, last_column, (_HEADER, _HEADER), scheme.imprint)


def _by_system(result: Consolidation) -> bool:
    return any(entry.system_place for entry in result.ledger.entries)


def _write_summary(page: Page, rows: list[Row], last: int) -> None:
    page.row(_SUMMARY, ["", "结果", "项目数"], "header")
    outcomes = block(_HEADER + 1, 1, last, 1)
    firsts = block(_HEADER + 1, 5, last, 5)
    for offset, outcome in enumerate(RESULTS, 1):
        # A project with two differences stands in two rows; only its first one says how it was matched.
        number = sum(kind == outcome and values[4] != "" for kind, values in rows)
        page.put(_SUMMARY + offset, 1, outcome, "cell", "center")
        text = f'=COUNTIFS({outcomes},"{outcome}",{firsts},"?*")'
        page.put(_SUMMARY + offset, 2, Formula(text, number), "cell", "count")


def _rows(result: Consolidation) -> list[Row]:
    found = result.reconciliation
    if found is None:
        return []
    rows: list[Row] = [(UNCLEAR, _unclear(match, found.file)) for match in found.unclear]
    for match in found.differing:
        rows += _match_rows(match, found.file)
    rows += [(ONLY_REPORTED, _reported(entry)) for entry in found.only_reported]
    rows += [(ONLY_SYSTEM, _in_system(record, found.file)) for record in found.only_in_system]
    for match in found.matches:
        if not match.differences:
            rows += _match_rows(match, found.file)
    return rows


def _match_rows(match: Match, file: str) -> list[Row]:
    entry, record = match.entry, match.record
    here = [entry.source_place, _place(record, file)]
    if not match.differences:
        said = [entry.unit, _both_names(match), entry.investor, match.how]
        return [(SAME, [SAME, *said, "", "", "", "", "", *here])]
    rows: list[Row] = []
    for number, difference in enumerate(match.differences):
        how = "" if number else match.how
        both = [difference.heading, difference.reported, difference.in_system, difference.counts, difference.why]
        rows.append((DIFFERENT, [DIFFERENT, entry.unit, _both_names(match), entry.investor, how, *both, *here]))
    return rows


def _both_names(match: Match) -> str:
    """Return the project's name, with that in the system where it is another."""
    one, other = match.entry.name, match.record.name or ""
    return one if plain(one) == plain(other) else f"{one}（系统：{other}）"


def _unclear(match: Match, file: str) -> list[Value]:
    entry = match.entry
    said: list[Value] = [UNCLEAR, entry.unit, _both_names(match), entry.investor, match.how]
    why = "请在裁定里回答是不是同一项目"
    return [*said, "名称", entry.name, match.record.name, "待裁定", why, entry.source_place, _place(match.record, file)]


def _reported(entry: LedgerEntry) -> list[Value]:
    # A project still in talks belongs in no system: the stage tells whether anything is missing.
    stage: list[Value] = ["阶段", entry.stage or "不明", ""]
    return [ONLY_REPORTED, entry.unit, entry.name, entry.investor, "—", *stage, "", "", entry.source_place, ""]


def _in_system(record: Project, file: str) -> list[Value]:
    unit = record.territory or ""
    return [ONLY_SYSTEM, unit, record.name, record.investor, "—", "", "", "", "", "", "", _place(record, file)]


def _place(record: Project, file: str) -> str:
    return str(CellRef(file, record.ref.sheet, record.ref.row))
