"""What is in an office's empty book? Headings, drop-downs and one line of advice."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.workbooks.sheet.page import SAFE, Page
from toolkit.workbooks.sheet.styles import Styles

ROWS = 300
LONGEST_LIST = 255  # longer lists are refused by Excel inside a rule
_HEADER = 2
_WIDE = {"内容": 34.0, "项目名称": 34.0, "佐证材料": 24.0, "单位": 24.0, "责任单位": 20.0, "环节": 22.0}


def write_blank_book(
    title: str,
    headings: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    hint: str,
    out: Path,
    lines: Sequence[Sequence[str | int | float | None]] = (),
) -> Path:
    """Write a book with ``lines``, or an empty one, and return where it went; ``choices`` are a column's answers."""
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    page = Page(book.add_worksheet(title), Styles(book))
    last = len(headings) - 1
    page.span(0, 0, 0, last, title, "title")
    page.height(0, 32)
    page.span(1, 0, 1, last, hint, "subtitle")
    page.height(1, 32)
    page.row(_HEADER, list(headings), "header")
    page.height(_HEADER, 24)
    page.widths(*(_WIDE.get(heading, 20.0 if heading in choices else 14.0) for heading in headings))
    last_row = _HEADER + max(20, len(lines) + 5)
    for row in range(_HEADER + 1, last_row + 1):
        number = row - _HEADER - 1
        page.row(row, list(lines[number]) if number < len(lines) else [None] * len(headings), "cell")
    for column, heading in enumerate(headings):
        _rule(page, column, heading, choices.get(heading, ()))
    page.sheet.freeze_panes(_HEADER + 1, 0)
    page.printed("A4", last_row, last, (_HEADER, _HEADER), "")
    book.close()
    return save(buffer.getvalue(), out)


def _rule(page: Page, column: int, heading: str, choices: Sequence[str]) -> None:
    first, last = _HEADER + 1, _HEADER + ROWS
    if choices and len(",".join(choices)) <= LONGEST_LIST:
        page.sheet.data_validation(first, column, last, column, {"validate": "list", "source": list(choices)})
    elif heading.endswith("日期"):
        page.sheet.set_column(column, column, 14.0, page.styles("date"))
