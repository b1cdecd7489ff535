"""What is in a book that the document asks for? Its columns, the lines already known, who fills in what."""

import copy
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from xlsxwriter import Workbook

from toolkit.files.grid import Refusal
from toolkit.files.package import check
from toolkit.model.errors import ToolkitError
from toolkit.model.kept_books import SPAN_WORDS, ExpectedLine, keys_of
from toolkit.model.rules import Register
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed
from toolkit.workbooks.sheet.styles import Styles

ROWS, SPARE = 300, 15
LONGEST_LIST = 255  # longer lists are refused by Excel inside a rule
_HEADER, _HEADER_SEARCH = 2, 10
_WIDE = ("内容", "项目", "情况", "事项", "问题", "意见", "发展", "效益", "企业", "职责", "成果", "方案", "活动", "参加")
_DAY = ("日期", "时限", "时间", "期限")


def drawn_kept_book(register: Register, lines: Sequence[ExpectedLine], units: Sequence[str]) -> bytes:
    """Return a new book with the lines that are known; what the office fills in has a colour of its own."""
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"title": register.name, "created": datetime(2000, 1, 1)})
    page = Page(book.add_worksheet(register.name[:31]), Styles(book))
    columns, last = register.columns, len(register.columns) - 1
    given = {column for line in lines for column in line.texts}
    widths = [width_of(column, [line.texts.get(column, "") for line in lines]) for column in columns]
    page.span(0, 0, 0, last, register.name, "title")
    page.height(0, 34)
    hint = how_to(register)
    page.span(1, 0, 1, last, hint, "subtitle")
    page.height(1, 14.0 * lines_needed(hint, sum(widths)) + 6)
    page.row(_HEADER, list(columns), "header")
    page.height(_HEADER, 30)
    page.widths(*widths)
    last_row = _HEADER + len(lines) + SPARE
    for row in range(_HEADER + 1, last_row + 1):
        number = row - _HEADER - 1
        texts = lines[number].texts if number < len(lines) else {}
        for column, heading in enumerate(columns):
            value = _value(heading, texts.get(heading, ""))
            own = () if heading in given else ("own",)
            look = ("date",) if heading.endswith(_DAY) else ("wrap", "left")
            page.put(row, column, value, "cell", *own, *look)
        tall = max([lines_needed(texts.get(one, ""), wide) for one, wide in zip(columns, widths, strict=True)] or [1])
        page.height(row, max(22, 14.0 * tall + 6))
    if register.unit and register.unit not in given and len(",".join(units)) <= LONGEST_LIST:
        column, rule = columns.index(register.unit), {"validate": "list", "source": list(units), "show_error": False}
        page.sheet.data_validation(_HEADER + 1, column, _HEADER + ROWS, column, rule)
    page.sheet.freeze_panes(_HEADER + 1, 1)
    page.printed("A4", last_row, last, (_HEADER, _HEADER), "")
    book.close()
    return buffer.getvalue()


def how_to(register: Register) -> str:
    """Return the line under a book's title: what is to be filled in by when, and the document's words."""
    said = []
    if register.needed:
        by = f"{SPAN_WORDS[register.every]}末以前填齐" if register.every else "动了笔的行填齐"
        said.append(f"{by}“{'”“'.join(register.needed)}”")
    if register.dated:
        said.append(f"每行{SPAN_WORDS[register.every]}至少更新一次“{register.dated}”")
    if register.due:
        said.append(f"过了“{register.due}”还没有填“{register.done}”的，算逾期")
    head = "；".join(said)
    return (f"{head}。" if head else "") + f"文件{register.citation.words}。行不够的，往下接着填；已有的行请不要改名。"


def width_of(column: str, texts: Sequence[str] = ()) -> float:
    """Return a column's width: wide for sentences, for a day as wide as a day."""
    if column.endswith(_DAY):
        return 14.0
    longest = max([len(text) for text in texts] or [0])
    wide = 30.0 if any(word in column for word in _WIDE) else 16.0
    return min(40.0, max(wide, 2.0 * longest + 2)) if longest else wide


def _value(heading: str, text: str) -> str | float | date | None:
    """Return a text as the cell holds it: an amount as a number, a day as a day."""
    if not text:
        return None
    try:
        if heading.endswith(_DAY):
            return date.fromisoformat(text)
        if heading.endswith(("元）", "亩）", "（个）")):
            return float(text)
    except ValueError:
        return text
    return text


def added_lines(path: Path, register: Register, lines: Sequence[ExpectedLine]) -> bytes:
    """Return the office's own book with more lines below its last one; all else stays as it is.

    Raises ``ToolkitError`` where the file cannot be opened or has not the book's headings.
    """
    try:
        check(path)
    except Refusal as refusal:
        raise ToolkitError(f"{path.name} 打不开：{refusal.why}。请检查文件。") from None
    book = openpyxl.load_workbook(path)
    sheet, header, places = _found(book, register, path)
    last = max(
        (row for row in range(header, sheet.max_row + 1) if any(_filled(sheet, row, c) for c in places.values())),
        default=header,
    )
    for row, line in enumerate(lines, last + 1):
        _write(sheet, row, last if last > header else row, places, line.texts)
    buffer = io.BytesIO()
    book.save(buffer)
    book.close()
    return buffer.getvalue()


def _found(book: Any, register: Register, path: Path) -> tuple[Any, int, dict[str, int]]:
    wanted = {"".join(column.split()): column for column in register.columns}
    for sheet in book.worksheets:
        for row in range(1, min(sheet.max_row, _HEADER_SEARCH) + 1):
            cells = {"".join(str(cell.value or "").split()): cell.column for cell in sheet[row]}
            places = {column: cells[bare] for bare, column in wanted.items() if bare in cells}
            if set(keys_of(register)) <= set(places):
                return sheet, row, places
    raise ToolkitError(f"{path.name} 的表头不对，应有：{'、'.join(register.columns)}。请改回来，或者移走它重新生成。")


def _filled(sheet: Any, row: int, column: int) -> bool:
    return sheet.cell(row, column).value not in (None, "")


def _write(sheet: Any, row: int, like: int, places: Mapping[str, int], texts: Mapping[str, str]) -> None:
    for heading, column in places.items():
        cell = sheet.cell(row, column)
        cell._style = copy.copy(sheet.cell(like, column)._style)  # noqa: SLF001
        value = _value(heading, texts.get(heading, ""))
        if value is not None:
            cell.value = datetime(value.year, value.month, value.day) if isinstance(value, date) else value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = stays a text
