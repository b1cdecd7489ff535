"""What is in the form that the office fills in for a notice? A line for each entry."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import xlsxwriter

from toolkit.files.saving import save
from toolkit.model.notice_forms import FIELD_SHEET, LINE_SHEET, NoticeForm
from toolkit.workbooks.sheet.page import SAFE

_LINES_FOR_MANY = 5
_LINES_OF_MONEY = 12


def write_notice_form(
    kind: str,
    form: NoticeForm,
    path: Path,
    entries: Mapping[str, Sequence[str]] = MappingProxyType({}),
    rows: Sequence[Mapping[str, str | int | float]] = (),
) -> Path:
    """Write the form of a kind and return its path; the caller checks that none is there already.

    ``entries`` (by label) and ``rows`` (by column) are what is known already; a person looks through it.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        book.set_properties({"title": f"{kind}填写表", "author": "", "created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center"})
        if form.fields:
            _write_fields(book, head, form, entries)
        if form.columns:
            _write_lines(book, head, form.columns, rows)
    return save(buffer.getvalue(), path)


def _write_fields(book: Any, head: Any, form: NoticeForm, entries: Mapping[str, Sequence[str]]) -> None:
    entry = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    hint = book.add_format({"font_color": "#7F7F7F", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(FIELD_SHEET)
    sheet.set_column("A:A", 16)
    sheet.set_column("B:B", 60)
    sheet.set_column("C:C", 60)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, ("栏目", "内容", "说明"), head)
    row = 1
    for field in form.fields:
        known = list(entries.get(field.label, ()))
        for line in range(max(_LINES_FOR_MANY, len(known) + 1) if field.many else 1):
            sheet.write_string(row, 0, field.label, entry)
            _put(sheet, row, 1, known[line] if line < len(known) else None, entry)
            note = ("（可以不填）" if field.optional else "") + field.hint
            sheet.write_string(row, 2, note if line == 0 else "", hint)
            row += 1


def _write_lines(book: Any, head: Any, columns: Sequence[str], rows: Sequence[Mapping[str, str | int | float]]) -> None:
    plain = book.add_format({"border": 1, "text_wrap": True})
    sheet = book.add_worksheet(LINE_SHEET)
    sheet.set_column(0, len(columns) - 1, 24)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns, head)
    for row in range(1, max(_LINES_OF_MONEY, len(rows) + 3) + 1):
        values = rows[row - 1] if row <= len(rows) else {}
        for column, heading in enumerate(columns):
            _put(sheet, row, column, values.get(heading), plain)


def _put(sheet: Any, row: int, column: int, value: str | int | float | None, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)
