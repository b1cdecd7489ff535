"""What does a unit get back whose file cannot be marked in place? Its values as .xlsx, or the words alone."""

import csv
import io
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from toolkit.files import texts
from toolkit.model.findings import RETURN_HEADING, RETURN_SHEET
from toolkit.model.submission import Submission
from toolkit.workbooks.returns.cell_marks import Mark, Place, joined, marks_of
from toolkit.workbooks.returns.comment_marks import AUTHOR
from toolkit.workbooks.returns.return_words import HEADINGS, WIDTHS, introduction, note_lines, title
from toolkit.workbooks.returns.style_marks import MARK_COLOURS
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed, text_width
from toolkit.workbooks.sheet.styles import Styles

Block = tuple[int, int, int, int]

# Up to ten digits before the point: a mobile number or an ID number stays the text it is.
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,9})(\.\d{1,10})?")


_CHINESE_DATES = frozenset([*range(27, 37), *range(50, 59)])


class PlainSheet:
    """A sheet as values; ``merged`` blocks count from 0."""

    def __init__(self, name: str, rows: list[list[Any]], merged: list[Block] | None = None) -> None:
        self.name = name
        self.rows = rows
        self.merged = merged or []


def read_xls(source: Path) -> list[PlainSheet]:
    """Return the sheets of an old .xls, error cells as Excel shows them; raises whatever the reader raises."""
    import xlrd

    book = xlrd.open_workbook(str(source), formatting_info=True, logfile=io.StringIO())
    sheets = []
    for sheet in book.sheets():
        rows = [[_xls_value(book, cell) for cell in sheet.row(number)] for number in range(sheet.nrows)]
        merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        sheets.append(PlainSheet(sheet.name, rows, merged))
    return sheets


def _xls_value(book: Any, cell: Any) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#VALUE!")
    if cell.ctype == xlrd.XL_CELL_DATE or _has_own_date_format(book, cell):
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return cell.value


def _has_own_date_format(book: Any, cell: Any) -> bool:
    """Tell whether a number has one of Excel's Chinese date formats, without its text: xlrd takes it for a number."""
    key = book.xf_list[cell.xf_index].format_key if isinstance(cell.value, float) else 0
    known = book.format_map.get(key)
    return key in _CHINESE_DATES and not (known and known.format_str)


def read_csv(source: Path) -> list[PlainSheet]:
    """Return a csv as one sheet; figures become numbers, everything else stays the text it is."""
    text = texts.decode(source.read_bytes())
    separator = max((",", "\t", ";", "，"), key=text[:10_000].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return [PlainSheet("", [[_typed(value) for value in row] for row in rows])]


def agrees(submission: Submission, sheets: list[PlainSheet]) -> bool:
    """Return whether the projects' names stand where they were read.

    An .xls from before Unicode comes out garbled here: then the words alone are better than a spoilt table.
    """
    cells = {sheet.name: sheet.rows for sheet in sheets}
    wanted = [(project.cell("name"), project.name) for project in submission.projects if project.name]
    right = 0
    for ref, name in wanted:
        rows = cells.get(ref.sheet, [])
        row = rows[ref.row - 1] if 0 < ref.row <= len(rows) else []
        found = row[ref.column - 1] if 0 < ref.column <= len(row) else name if not ref.column else ""
        right += _bare(str(found)) == _bare(name)
    return right * 2 >= len(wanted)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _typed(value: str) -> str | int | float:
    if not _NUMBER.fullmatch(value):
        return value
    return float(value) if "." in value else int(value)


def plain_copy(submission: Submission, sheets: list[PlainSheet]) -> bytes:
    """Return a workbook of the values with colours and comments, and the sheet 退回说明."""
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"created": datetime(2000, 1, 1)})
    styles = Styles(book)
    marks = marks_of(submission)
    names = {sheet.name: sheet.name or "Sheet1" for sheet in sheets}
    for sheet in sheets:
        page = Page(book.add_worksheet(names[sheet.name]), styles)
        _write_sheet(page, book, sheet, marks.get(sheet.name, {}))
    _write_words(Page(book.add_worksheet(_free_name(names)), styles), submission, names)
    book.close()
    return buffer.getvalue()


def _free_name(names: dict[str, str]) -> str:
    taken = {name.casefold() for name in names.values()}
    return next(name for number in range(100) if (name := f"{RETURN_SHEET}{number or ''}").casefold() not in taken)


def _write_sheet(page: Page, book: Any, sheet: PlainSheet, marks: dict[Place, Mark]) -> None:
    shown = joined(marks, {place: _shown_at(sheet, *place) for place in marks})
    for first_row, first_column, last_row, last_column in sheet.merged:
        page.sheet.merge_range(
            first_row, first_column, last_row, last_column, "", book.add_format({"valign": "vcenter"})
        )
    rows = max([len(sheet.rows), *(row for row, _ in shown)])
    for row in range(rows):
        values = sheet.rows[row] if row < len(sheet.rows) else []
        columns = max([len(values), *(column for there, column in shown if there == row + 1)])
        for column in range(columns):
            value = values[column] if column < len(values) else ""
            _write_cell(page, book, row, column, value, shown.get((row + 1, column + 1)))
    # A title stands alone in its row and says nothing about its column's width.
    table = [row for row in sheet.rows if sum(value not in ("", None) for value in row) > 1]
    for column in range(max((len(row) for row in table), default=0)):
        widest = max((text_width(str(row[column])) for row in table if column < len(row)), default=0)
        page.sheet.set_column(column, column, min(40, max(8, widest + 2)))
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_comments_author(AUTHOR)


def _shown_at(sheet: PlainSheet, row: int, column: int) -> Place:
    if not column:
        values = sheet.rows[row - 1] if row <= len(sheet.rows) else []
        column = next((number for number, value in enumerate(values, start=1) if value not in ("", None)), 1)
    for first_row, first_column, last_row, last_column in sheet.merged:
        if first_row < row <= last_row + 1 and first_column < column <= last_column + 1:
            return first_row + 1, first_column + 1
    return row, column


def _write_cell(page: Page, book: Any, row: int, column: int, value: Any, mark: Mark | None) -> None:
    properties: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    if isinstance(value, date | time | timedelta):
        properties["num_format"] = _date_format(value)
    if mark:
        properties |= {"bg_color": "#" + MARK_COLOURS[mark.severity][2:]}
        lines = lines_needed(mark.text, 34) + 2
        options = {"author": AUTHOR, "width": 260, "height": 18 * min(30, lines), "font_name": "宋体", "font_size": 9}
        page.sheet.write_comment(row, column, f"{RETURN_HEADING}\n{mark.text}", options)
    if value in ("", None) and not mark:
        return
    look = book.add_format(properties)
    if isinstance(value, bool):
        page.sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float):
        page.sheet.write_number(row, column, value, look)
    elif isinstance(value, date | time | timedelta):
        page.sheet.write_datetime(row, column, value, look)
    elif value in ("", None):
        page.sheet.write_blank(row, column, None, look)
    else:
        page.sheet.write_string(row, column, str(value), look)


def _date_format(value: date | time | timedelta) -> str:
    if isinstance(value, time | timedelta):
        return "h:mm:ss"
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return "yyyy-mm-dd h:mm:ss"
    return "yyyy-mm-dd"


def _write_words(page: Page, submission: Submission, names: dict[str, str]) -> None:
    last = len(HEADINGS) - 1
    page.widths(*WIDTHS)
    page.span(0, 0, 0, last, title(submission), "title")
    page.height(0, 32)
    told = introduction(submission)
    for row, text in enumerate(told, start=1):
        page.span(row, 0, row, last, text, "subtitle")
        page.height(row, 14.0 * lines_needed(text, sum(WIDTHS)) + 6)
    header = len(told) + 1
    page.row(header, list(HEADINGS), "header")
    page.height(header, 22)
    lines = note_lines(submission)
    for row, line in enumerate(lines, start=header + 1):
        page.put(row, 0, row - header, "cell", "plain")
        page.put(row, 1, line.severity.label, "cell", "center", line.severity.value)
        there = names.get(line.sheet)
        target = f"internal:'{there.replace(chr(39), chr(39) * 2)}'!{line.place}" if there and line.place else ""
        page.link(row, 2, target, line.shown, "cell", "wrap", "left")
        page.put(row, 3, line.code, "cell", "center")
        page.put(row, 4, line.message, "cell", "wrap", "left")
        needed = max(lines_needed(line.shown, WIDTHS[2]), lines_needed(line.message, WIDTHS[4]))
        page.height(row, min(400.0, max(20, 14.0 * needed + 6)))
    page.printed("A4", header + len(lines), last, (header, header), "")
