"""Grids to bytes: .xlsx, .xls and .csv, the same bytes at every run."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter
import xlwt
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from writing.grid import Cell, Formula, Grid, Value

UNCACHED = "VALUE-NOT-SAVED"
EPOCH = (1980, 1, 1, 0, 0, 0)
BOXED = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
ROLES: dict[str, dict[str, object]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "annex": {"font_name": "黑体", "font_size": 14, "valign": "vcenter"},
    "plain": {"font_name": "仿宋", "font_size": 12, "valign": "vcenter"},
    "right": {"font_name": "仿宋", "font_size": 12, "align": "right", "valign": "vcenter"},
    "header": {"font_name": "黑体", "font_size": 11, **BOXED},
    "body": {"font_name": "宋体", "font_size": 11, **BOXED},
    "left": {"font_name": "宋体", "font_size": 11, **BOXED, "align": "left"},
    "total": {"font_name": "宋体", "font_size": 11, "bold": True, **BOXED},
    "note": {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", "text_wrap": False},
    "wrapped": {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", "text_wrap": True},
}


def book_bytes(name: str, grids: Sequence[Grid], author: str, day: date, mac_dates: bool = False) -> bytes:
    """A workbook of the kind that its file's name says."""
    return xls_bytes(grids) if name.endswith(".xls") else xlsx_bytes(grids, author, day, mac_dates)


def xlsx_bytes(grids: Sequence[Grid], author: str, day: date, mac_dates: bool = False) -> bytes:
    """A workbook of Excel 2007 or later."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "date_1904": mac_dates,
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"author": author, "created": datetime(day.year, day.month, day.day, 9, 30)})
    formats: dict[tuple[str, bool, str], Format] = {}
    for grid in grids:
        _fill(book, book.add_worksheet(grid.name), grid, formats)
    book.close()
    return stable_zip(buffer.getvalue())


def _fill(book: Workbook, sheet: Worksheet, grid: Grid, formats: dict[tuple[str, bool, str], Format]) -> None:
    for column in {*grid.widths, *grid.hidden_columns}:
        hidden = {"hidden": column in grid.hidden_columns}
        sheet.set_column(column - 1, column - 1, grid.widths.get(column, 9), None, hidden)
    for row in {*grid.heights, *grid.hidden_rows}:
        sheet.set_row(row - 1, grid.heights.get(row), None, {"hidden": row in grid.hidden_rows})
    merged = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
    for (row, column), cell in sorted(grid.cells.items()):
        look = _format(book, formats, cell, grid.formats.get(column, ""))
        if (row, column) in merged:
            bottom, right = merged[row, column]
            sheet.merge_range(row - 1, column - 1, bottom - 1, right - 1, "", look)
        elif any(t <= row <= b and left <= column <= r for t, left, b, r in grid.merges):
            continue
        _write(sheet, row - 1, column - 1, cell.value, look)
        if cell.comment:
            sheet.write_comment(row - 1, column - 1, cell.comment, {"author": ""})
    _rules(sheet, grid)
    _page(sheet, grid)


def _rules(sheet: Worksheet, grid: Grid) -> None:
    for (top, left, bottom, right), words in grid.choices.items():
        rule = {"validate": "list", "source": list(words), "error_type": "warning"}
        sheet.data_validation(top - 1, left - 1, bottom - 1, right - 1, rule)
    for (top, left, bottom, right), (title, text) in grid.hints.items():
        rule = {"validate": "any", "input_title": title, "input_message": text}
        sheet.data_validation(top - 1, left - 1, bottom - 1, right - 1, rule)


def _page(sheet: Worksheet, grid: Grid) -> None:
    sheet.set_paper(grid.paper)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    if grid.landscape:
        sheet.set_landscape()
    if grid.title_rows:
        sheet.repeat_rows(grid.title_rows[0] - 1, grid.title_rows[1] - 1)
    if grid.freeze:
        sheet.freeze_panes(*grid.freeze)
    if grid.hidden:
        sheet.hide()


def _format(book: Workbook, formats: dict[tuple[str, bool, str], Format], cell: Cell, number: str) -> Format:
    pattern = "yyyy/m/d" if isinstance(cell.value, date) else number
    key = (cell.role, cell.struck, pattern)
    if key not in formats:
        look = dict(ROLES[cell.role])
        if cell.struck:
            look["font_strikeout"] = True
        if pattern:
            look["num_format"] = pattern
        formats[key] = book.add_format(look)
    return formats[key]


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, look, UNCACHED if value.cached is None else value.cached)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def stable_zip(content: bytes) -> bytes:
    """The same archive with one timestamp throughout, and without the results marked as not saved."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = data.decode("utf-8")
                text = re.sub(rf' t="str">(<f>[^<]*</f>)<v>{UNCACHED}</v>', r">\1", text)
                data = text.encode("utf-8")
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, data)
    return result.getvalue()


def xls_bytes(grids: Sequence[Grid]) -> bytes:
    """A workbook of Excel 97–2003 (BIFF8)."""
    book = xlwt.Workbook(encoding="utf-8")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        sheet.portrait = False
        sheet.fit_num_pages, sheet.fit_width_to_pages, sheet.fit_height_to_pages = 1, 1, 0
        sheet.paper_size_code = grid.paper
        for row, height in grid.heights.items():
            sheet.row(row - 1).height_mismatch = True
            sheet.row(row - 1).height = int(height * 20)
        for column, width in grid.widths.items():
            sheet.col(column - 1).width = int(width * 256)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
        for (row, column), cell in sorted(grid.cells.items()):
            look = _easy(cell)
            if (row, column) in merged:
                bottom, right = merged[row, column]
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, cell.value, look)
            elif any(t <= row <= b and left <= column <= r for t, left, b, r in grid.merges):
                continue
            elif isinstance(cell.value, Formula):
                sheet.row(row - 1).set_cell_error(column - 1, str(cell.value.cached), look)
            else:
                sheet.write(row - 1, column - 1, cell.value, look)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_EASY: dict[tuple[str, bool], xlwt.XFStyle] = {}


def _easy(cell: Cell) -> xlwt.XFStyle:
    key = (cell.role, isinstance(cell.value, date))
    if key not in _EASY:
        look = ROLES[cell.role]
        align = "left" if cell.role in ("left", "plain", "note") else "center"
        parts = [f"font: name {look['font_name']}, height {int(str(look['font_size'])) * 20}"]
        parts.append(f"align: horiz {align}, vert center, wrap {'on' if 'border' in look else 'off'}")
        if "border" in look:
            parts.append("borders: left thin, right thin, top thin, bottom thin")
        _EASY[key] = xlwt.easyxf("; ".join(parts), num_format_str="yyyy/m/d" if key[1] else "General")
    return _EASY[key]


def csv_bytes(grid: Grid, encoding: str) -> bytes:
    """The sheet as Excel would save it in the given encoding."""
    rows = max(row for row, _ in grid.cells)
    columns = max(column for _, column in grid.cells)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for row in range(1, rows + 1):
        writer.writerow([_plain(grid.cells.get((row, column))) for column in range(1, columns + 1)])
    return stream.getvalue().encode(encoding)


def _plain(cell: Cell | None) -> str:
    value = cell.value if cell else None
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, Formula):
        return str(value.cached)
    return f"{value:g}" if isinstance(value, float) else str(value)
