"""How does a drawn case become an .xlsx, .xls or .csv file?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side

from .case import Case
from .drawing import ErrorValue, Formula, Look, Sheet, Value, address
from .packages import FIXED_TIME, Edit, normalise

STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "caption": {"font_size": 10, "align": "left"},
    "header": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True},
    "body": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "bare": {},
}
DATE_FORMAT = "yyyy/m/d"


def save_xlsx(case: Case, path: Path, *, edits: dict[str, Edit] | None = None, date_1904: bool = False) -> None:
    """Write a workbook with XlsxWriter: formulas keep their cached values."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "date_1904": date_1904, "strings_to_formulas": False})
    book.set_properties({"created": FIXED_TIME, "author": "招商办"})
    formats: dict[Look, Any] = {}
    for sheet in case.sheets:
        _xlsxwriter_sheet(book, book.add_worksheet(sheet.name), sheet, formats)
    # XlsxWriter shows a hidden first sheet again unless another one is active.
    first_shown = next((n for n, sheet in enumerate(case.sheets) if sheet.state == "visible"), 0)
    book.worksheets()[first_shown].activate()
    book.close()
    path.write_bytes(normalise(target.getvalue(), edits))


def _xlsxwriter_sheet(book: Any, page: Any, sheet: Sheet, formats: dict[Look, Any]) -> None:
    for (row, column), (value, look) in sorted(sheet.cells.items()):
        if isinstance(value, dt.date) and look.number_format is None:
            look = Look(look.style, look.strike, DATE_FORMAT)
        if look not in formats:
            formats[look] = book.add_format(_properties(look))
        _xlsxwriter_cell(page, row - 1, column - 1, value, formats[look])
    blank = formats.setdefault(Look(), book.add_format(_properties(Look())))
    for top, left, bottom, right in sheet.merges:
        first = sheet.cells.get((top, left), (None, Look()))
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", formats.get(first[1], blank))
        _xlsxwriter_cell(page, top - 1, left - 1, first[0], formats.get(first[1], blank))
    for column, width in sheet.widths.items():
        page.set_column(column - 1, column - 1, width, None, {"hidden": column in sheet.hidden_columns})
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for (row, column), text in sheet.comments.items():
        page.write_comment(row - 1, column - 1, text, {"author": "填报人"})
    if sheet.state == "hidden":
        page.hide()
    elif sheet.state == "veryHidden":
        page.very_hidden()


def _xlsxwriter_cell(page: Any, row: int, column: int, value: Value, cell_format: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, cell_format)
    elif isinstance(value, str):
        page.write_string(row, column, value, cell_format)
    elif isinstance(value, Formula):
        page.write_formula(row, column, f"={value.text}", cell_format, value.cached)
    elif isinstance(value, ErrorValue):
        page.write_formula(row, column, f"=VLOOKUP(A1,{value.code},2,0)", cell_format, value.code)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, value, cell_format)
    else:
        page.write_number(row, column, value, cell_format)


def _properties(look: Look) -> dict[str, Any]:
    properties = STYLES[look.style] | {"font_name": "宋体"}
    if look.strike:
        properties |= {"font_strikeout": True}
    if look.number_format is not None:
        code = look.number_format
        properties |= {"num_format": int(code) if code.isdigit() and len(code) == 2 else code}
    return properties


def save_openpyxl(case: Case, path: Path, *, edits: dict[str, Edit] | None = None) -> None:
    """Write a workbook with openpyxl: inline strings, constant errors, formulas without cached values."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    for sheet in case.sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = sheet.state
        for (row, column), (value, look) in sorted(sheet.cells.items()):
            _openpyxl_cell(page.cell(row, column), value, look)
            if look.style in ("header", "body"):
                page.cell(row, column).border = Border(side, side, side, side)
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for column, width in sheet.widths.items():
            page.column_dimensions[address(1, column)[:-1]].width = width
            page.column_dimensions[address(1, column)[:-1]].hidden = column in sheet.hidden_columns
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for (row, column), text in sheet.comments.items():
            page.cell(row, column).comment = Comment(text, "填报人")
    target = io.BytesIO()
    book.save(target)
    path.write_bytes(normalise(target.getvalue(), edits))


def _openpyxl_cell(cell: Any, value: Value, look: Look) -> None:
    cell.font = Font(name="宋体", bold=look.style in ("title", "header"), strike=look.strike)
    cell.alignment = Alignment(horizontal="center" if look.style in ("title", "header") else None, wrap_text=True)
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
    elif isinstance(value, ErrorValue):
        cell.value, cell.data_type = value.code, "e"
    elif isinstance(value, str):
        cell.value, cell.data_type = value, "s"
    else:
        cell.value = value
    if look.number_format is not None:
        cell.number_format = look.number_format


def save_xls(case: Case, path: Path, *, date_1904: bool = False) -> None:
    """Write an Excel 97-2003 workbook with xlwt."""
    path.write_bytes(xls_bytes(case, date_1904=date_1904))


def xls_bytes(case: Case, *, date_1904: bool = False) -> bytes:
    """Return an Excel 97-2003 workbook as bytes."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = date_1904
    styles: dict[Look, Any] = {}
    for sheet in case.sheets:
        page = book.add_sheet(sheet.name)
        page.visibility = {"visible": 0, "hidden": 1, "veryHidden": 2}[sheet.state]
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
        for (row, column), (value, look) in sorted(sheet.cells.items()):
            if isinstance(value, dt.date):
                look = Look(look.style, look.strike, look.number_format or DATE_FORMAT)
            style = styles.setdefault(look, _xls_style(look))
            _xls_cell(page, row - 1, column - 1, value, style, merged.get((row, column)))
        for column, width in sheet.widths.items():
            page.col(column - 1).width = int(width * 256)
            page.col(column - 1).hidden = column in sheet.hidden_columns
        for row in sheet.hidden_rows:
            page.row(row - 1).hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _xls_cell(page: Any, row: int, column: int, value: Value, style: Any, corner: tuple[int, int] | None) -> None:
    if isinstance(value, ErrorValue):
        page.row(row).set_cell_error(column, value.code, style)
        return
    if isinstance(value, Formula):
        value = value.cached  # xlwt stores no cached values, so the number itself is typed.
    if corner is not None:
        page.write_merge(row, corner[0] - 1, column, corner[1] - 1, value, style)
    else:
        page.write(row, column, value, style)


def _xls_style(look: Look) -> Any:
    style = xlwt.XFStyle()
    style.font.name, style.font.bold = "宋体", look.style in ("title", "header")
    style.font.struck_out = look.strike
    style.alignment.wrap = 1
    if look.number_format is not None:
        style.num_format_str = look.number_format
    return style


def save_csv(case: Case, path: Path, *, encoding: str = "utf-8-sig", separator: str = ",") -> None:
    """Write the first sheet as text, one line per row, as Excel's 另存为 CSV does."""
    sheet = case.sheets[0]
    last_row, last_column = sheet.size()
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
    for row in range(1, last_row + 1):
        writer.writerow([shown_text(sheet.value(row, column)) for column in range(1, last_column + 1)])
    path.write_bytes(target.getvalue().encode(encoding))


def shown_text(value: Value) -> str:
    """Return a value as Excel shows it in a text export."""
    if isinstance(value, Formula):
        value = value.cached
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    return "" if value is None else str(value)
