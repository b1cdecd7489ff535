"""What does a unit get back whose file cannot be marked in place? Its values as .xlsx, or the findings alone."""

import io
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import OverlappingRange

from toolkit.files.grid import RawCell, RawSheet, RawWorkbook
from toolkit.model.expressions import expression
from toolkit.model.findings import RETURN_HEADING, RETURN_SHEET
from toolkit.model.sensitive import names_without_sensitive
from toolkit.model.submission import Submission
from toolkit.workbooks.returns.cell_marks import Mark, Place, joined, marks_of
from toolkit.workbooks.returns.comment_marks import AUTHOR
from toolkit.workbooks.returns.return_words import HEADINGS, WIDTHS, introduction, note_lines, title
from toolkit.workbooks.returns.style_marks import MARK_COLOURS
from toolkit.workbooks.sheet.page import LONGEST_TEXT, SAFE, Page, lines_needed, text_width
from toolkit.workbooks.sheet.styles import Styles

# Up to ten digits before the point: a mobile number or an ID number stays the text it is.
_NUMBER = expression(r"-?(0|[1-9]\d{0,9})(\.\d{1,10})?")
_TEXT_FORMATS = frozenset(("csv", "html", "docx"))  # every cell of theirs is text, figures too
_LARGEST_MERGE = 10_000  # cells; each one of a merged block is written
_NOT_IN_A_NAME = expression(r"[\[\]:*?/\\]")
_FIRST_DAY = datetime(1900, 1, 1)  # Excel has none before


class PlainSheet:
    """A sheet as values by (row, column), and its merged ranges; both count from 1, and only filled cells are kept."""

    def __init__(self, raw: RawSheet, name: str, is_text: bool) -> None:
        self.name = name
        self.cells = {place: _value(cell, is_text) for place, cell in raw.cells.items()}
        self.merged = raw.merges


def sheets_of(book: RawWorkbook) -> list[PlainSheet]:
    """Return a file's sheets as they were read, for a copy of its values; error cells as Excel shows them."""
    names = names_without_sensitive(sheet.name for sheet in book.sheets)
    return [
        PlainSheet(sheet, name, book.format in _TEXT_FORMATS) for sheet, name in zip(book.sheets, names, strict=True)
    ]


def _value(cell: RawCell, is_text: bool) -> Any:
    if cell.error:
        return cell.error
    return _typed(cell.value) if is_text and isinstance(cell.value, str) else cell.value


def agrees(submission: Submission, sheets: list[PlainSheet]) -> bool:
    """Return whether the projects' names stand where they were read.

    The file can have been exchanged since: then the words alone are better than marks at wrong cells.
    """
    cells = {sheet.name: sheet.cells for sheet in sheets}
    wanted = [(project.cell("name"), project.name) for project in submission.projects if project.name]
    right = 0
    for ref, name in wanted:
        found = cells.get(ref.sheet, {}).get((ref.row, ref.column), "") if ref.column else name
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
    free = _names(sheets)
    # Two sheets of one name: what was found stands on the first, as findings know sheets by name.
    names = {sheet.name: name for sheet, name in reversed([*zip(sheets, free, strict=False)])}
    for sheet, name in zip(sheets, free, strict=False):
        page = Page(book.add_worksheet(name), styles)
        _write_sheet(page, book, sheet, marks.pop(sheet.name, {}))
    _write_words(Page(book.add_worksheet(free[-1]), styles), submission, names)
    book.close()
    return buffer.getvalue()


def _names(sheets: Sequence[PlainSheet]) -> list[str]:
    """Return a name for each sheet that Excel takes, no two alike, and last one for the words."""
    names: list[str] = []
    taken: set[str] = set()
    for sheet in (*(sheet.name for sheet in sheets), RETURN_SHEET):
        wanted = _NOT_IN_A_NAME.sub("_", sheet).strip("'")[:28] or "Sheet1"
        name = next(name for number in range(10_000) if (name := f"{wanted}{number or ''}").casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _write_sheet(page: Page, book: Any, sheet: PlainSheet, marks: dict[Place, Mark]) -> None:
    shown = joined(marks, {place: _shown_at(sheet, *place) for place in marks})
    _merge(page, book, sheet)
    for row, column in sorted({*sheet.cells, *shown}):
        _write_cell(page, book, row - 1, column - 1, sheet.cells.get((row, column)), shown.get((row, column)))
    filled: dict[int, int] = {}
    widest: dict[int, int] = {}
    for row, _ in sheet.cells:
        filled[row] = filled.get(row, 0) + 1
    for (row, column), value in sheet.cells.items():
        # A title stands alone in its row and says nothing about its column's width.
        widest[column] = max(widest.get(column, 0), text_width(str(value)) if filled[row] > 1 else 0)
    for column, width in widest.items():
        page.sheet.set_column(column - 1, column - 1, min(40, max(8, width + 2)))
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_comments_author(AUTHOR)


def _merge(page: Page, book: Any, sheet: PlainSheet) -> None:
    look = book.add_format({"valign": "vcenter"})
    for top, left, bottom, right in sheet.merged:
        if 1 < (bottom - top + 1) * (right - left + 1) <= _LARGEST_MERGE:
            try:
                page.sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", look)
            except OverlappingRange:  # Excel would not open the copy
                continue


def _shown_at(sheet: PlainSheet, row: int, column: int) -> Place:
    if not column:
        column = min((there for line, there in sheet.cells if line == row), default=1)
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def _write_cell(page: Page, book: Any, row: int, column: int, value: Any, mark: Mark | None) -> None:
    properties: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    if isinstance(value, datetime):
        value = value if value >= _FIRST_DAY else f"{value:%Y-%m-%d}"
    if isinstance(value, datetime):
        properties["num_format"] = "yyyy-mm-dd h:mm:ss" if value.hour or value.minute or value.second else "yyyy-mm-dd"
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
    elif isinstance(value, datetime):
        page.sheet.write_datetime(row, column, value, look)
    elif value in ("", None):
        page.sheet.write_blank(row, column, None, look)
    else:
        page.sheet.write_string(row, column, str(value)[:LONGEST_TEXT], look)


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
        page.put(row, 5, None, "cell", "wrap", "left")
        needed = max(lines_needed(line.shown, WIDTHS[2]), lines_needed(line.message, WIDTHS[4]))
        page.height(row, min(400.0, max(20, 14.0 * needed + 6)))
    page.printed("A4", header + len(lines), last, (header, header), "")
