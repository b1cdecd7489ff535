"""Which findings do several files have? A workbook of every file, every finding, and what each column was taken for."""

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.findings import Severity
from toolkit.model.submission import Submission
from toolkit.workbooks.returns import column_sheet
from toolkit.workbooks.returns.finding_sheet import NAME, by_unit, write_findings
from toolkit.workbooks.returns.receipts import remark
from toolkit.workbooks.sheet.page import SAFE, Page, Value, file_link, lines_needed
from toolkit.workbooks.sheet.styles import Styles

FILES = "文件一览"
_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("文件", 36, "left"),
    ("单位", 16, "left"),
    ("报送月份", 11, "center"),
    ("结果", 11, "center"),
    ("读到行数", 10, "count"),
    ("退回行数", 10, "count"),
    ("投资总额合计（亿元）", 17, "亿元"),
    ("须修改", 8, "count"),
    ("请核对", 8, "count"),
    ("供参考", 8, "count"),
    ("备注", 40, "left"),
)


def write_finding_list(submissions: Iterable[Submission], out: Path) -> Path:
    """Write a workbook of all files, findings and columns and return where it went."""
    files = list(submissions)
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"title": NAME, "created": datetime(2000, 1, 1)})
    styles = Styles(book)
    overview, findings, columns = (Page(book.add_worksheet(name), styles) for name in (FILES, NAME, column_sheet.NAME))
    _write_files(overview, files, out.parent)
    units = by_unit((finding for file in files for finding in file.counted_findings), files)
    write_findings(findings, NAME, units, {file.file: file.path for file in files}, out.parent, "")
    column_sheet.write_columns(columns, files)
    book.close()
    return save(buffer.getvalue(), out)


def _write_files(page: Page, files: list[Submission], folder: Path) -> None:
    last = len(_COLUMNS) - 1
    page.span(0, 0, 0, last, "报送文件检查结果", "title")
    page.height(0, 32)
    page.row(1, [heading for heading, _, _ in _COLUMNS], "header")
    page.height(1, 22)
    page.widths(*(width for _, width, _ in _COLUMNS))
    for row, file in enumerate(files, start=2):
        weights = [finding.severity for finding in file.counted_findings]
        values: tuple[Value, ...] = (
            row - 1,
            file.file,
            file.unit or "",
            file.period.label if file.period else "",
            file.outcome,
            len(file.projects),
            len(file.returned_rows),
            file.amount_yuan,
            *(weights.count(severity) for severity in Severity),
            file.reason or remark(file),
        )
        for column, ((heading, _, look), value) in enumerate(zip(_COLUMNS, values, strict=True)):
            if heading == "文件":
                page.link(row, column, file_link(file.path, folder), file.file, "cell", "wrap", look)
            else:
                page.put(row, column, value, "cell", "wrap", look)
        page.height(row, max(20, 14.0 * max(lines_needed(file.file, 36), lines_needed(str(values[-1]), 40)) + 4))
    page.sheet.freeze_panes(2, 2)
    page.sheet.autofilter(1, 0, max(2, len(files) + 1), last)
    page.printed("A4", max(2, len(files) + 1), last, (1, 1), "")
