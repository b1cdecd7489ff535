"""What is in the form that the office fills in for a notice? A line for each entry, each text in full."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import xlsxwriter

from toolkit.files.saving import save
from toolkit.model.notice_forms import FIELD_SHEET, LINE_SHEET, NoticeForm
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed
from toolkit.workbooks.sheet.styles import Styles

_LINES_FOR_MANY = 5
_LINES_OF_MONEY = 12
_FIELD_WIDTHS = (16.0, 60.0, 50.0)
_TEXT_WIDTH, _MONEY_WIDTH = 36.0, 18.0
_HEAD = 0

Entry = str | int | float


def write_notice_form(
    kind: str,
    form: NoticeForm,
    path: Path,
    entries: Mapping[str, Sequence[str]] = MappingProxyType({}),
    rows: Sequence[Mapping[str, Entry]] = (),
) -> Path:
    """Write the form of a kind and return its path; the caller checks that none is there already.

    ``entries`` (by label) and ``rows`` (by column) are what is known already; a person looks through it.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        book.set_properties({"title": f"{kind}填写表", "author": "", "created": datetime(2000, 1, 1)})
        styles = Styles(book)
        if form.fields:
            _write_fields(Page(book.add_worksheet(FIELD_SHEET), styles), kind, form, entries)
        if form.columns:
            _write_lines(Page(book.add_worksheet(LINE_SHEET), styles), kind, form.columns, rows)
    return save(buffer.getvalue(), path)


def _write_fields(page: Page, kind: str, form: NoticeForm, entries: Mapping[str, Sequence[str]]) -> None:
    _begin(page, ("栏目", "内容", "说明"), _FIELD_WIDTHS)
    row = _HEAD + 1
    for field in form.fields:
        known = list(entries.get(field.label, ()))
        for line in range(max(_LINES_FOR_MANY, len(known) + 1) if field.many else 1):
            text = known[line] if line < len(known) else ""
            note = ("（可以不填）" if field.optional else "") + field.hint if line == 0 else ""
            page.put(row, 0, field.label, "cell", "left")
            page.put(row, 1, text, "cell", "own", "wrap", "left", "text")
            page.put(row, 2, note, "remark", "left")
            _tall(page, row, (field.label, text, note), _FIELD_WIDTHS)
            row += 1
    _end(page, kind, row - 1, 2)


def _write_lines(page: Page, kind: str, columns: Sequence[str], rows: Sequence[Mapping[str, Entry]]) -> None:
    widths = [_MONEY_WIDTH if _counted(column) else _TEXT_WIDTH for column in columns]
    _begin(page, columns, widths)
    last = max(_LINES_OF_MONEY, len(rows) + 3)
    for row in range(_HEAD + 1, last + 1):
        values = rows[row - 1] if row <= len(rows) else {}
        for column, heading in enumerate(columns):
            look = ("right",) if _counted(heading) else ("wrap", "left")
            page.put(row, column, values.get(heading), "cell", "own", *look)
        _tall(page, row, [str(values.get(heading, "")) for heading in columns], widths)
    _end(page, kind, last, len(columns) - 1)


def _counted(heading: str) -> bool:
    return heading.endswith(("（元）", "（张）"))


def _begin(page: Page, headings: Sequence[str], widths: Sequence[float]) -> None:
    page.widths(*widths)
    page.row(_HEAD, tuple(headings), "header")
    page.height(_HEAD, 26)
    page.sheet.freeze_panes(_HEAD + 1, 0)


def _tall(page: Page, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    page.height(row, max(22.0, 15.0 * max(map(lines_needed, texts, widths)) + 6))


def _end(page: Page, kind: str, last_row: int, last_column: int) -> None:
    page.printed("A4", last_row, last_column, (_HEAD, _HEAD), f"{kind}填写表")
