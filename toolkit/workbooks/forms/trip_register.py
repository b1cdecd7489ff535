"""What is in the blank 出行台账? Drop-downs, hints and one example row per sheet."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit.files.saving import save
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.trip_register import PEOPLE, RegisterColumn
from toolkit.workbooks.sheet.page import SAFE
from toolkit.workbooks.sheet.styles import HEADER_FILL, INK, LINE

ROWS = 300
LISTS = "名单"
LONGEST_LIST = 255  # signs of a drop-down that stands in its rule
REQUIRED_FILL = "#FBE5D6"
FORMATS = {"date": "yyyy-mm-dd", "money": "#,##0.00", "count": "0", "text": "@"}
HINTS = {"date": "写成 2022-06-07。", "money": "填多少元，可以有角分，例如 100.50；不带单位。", "count": "填张数。"}


def write_register(scheme: Scheme, period: ReportingPeriod, out: Path) -> Path:
    """Write the blank register of a scheme and return where it went; ``period`` dates the file."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    created = datetime.combine(period.first_day, datetime.min.time())
    book.set_properties(
        {"title": f"{scheme.jurisdiction}{scheme.accounting.year_of(period)}年外出招商台账", "created": created}
    )
    # Excel takes a list of any length only from cells.
    lists = {"unit": [unit.name for unit in scheme.units], "group": _groups(scheme)}
    sheets = scheme.trip_words.sheets
    lists |= {
        column.field: list(column.choices)
        for column in sheets[PEOPLE]
        if column.strict and len(",".join(column.choices)) > LONGEST_LIST
    }
    for name, columns in sheets.items():
        sheet = book.add_worksheet(name)
        _draw(book, sheet, columns, lists)
        # The first row is the headings': the title is printed above it.
        title = f"{scheme.jurisdiction}{scheme.accounting.year_of(period)}年外出招商台账　{name}"
        sheet.set_header(f'&C&"黑体"&16{title.replace("&", "&&")}')
        sheet.set_footer(f"&L&9{scheme.imprint.replace('&', '&&')}&C&9第 &P 页，共 &N 页&R&9&A")
    _write_lists(book.add_worksheet(LISTS), lists)
    book.close()
    return save(target.getvalue(), out)


def _groups(scheme: Scheme) -> list[str]:
    return list(dict.fromkeys(row.group for row in scheme.target_rows if row.group)) or [scheme.office]


def _write_lists(sheet: Any, lists: dict[str, list[str]]) -> None:
    for column, names in enumerate(lists.values()):
        for row, name in enumerate(names):
            sheet.write_string(row, column, name)
    sheet.hide()


def _draw(book: Any, sheet: Any, columns: Sequence[RegisterColumn], lists: dict[str, list[str]]) -> None:
    base = {"font_name": "宋体", "font_size": 11, "font_color": INK, "valign": "vcenter", "text_wrap": True}
    edge = {"border": 1, "border_color": LINE}
    sheet.set_row(0, 34)
    sheet.set_row(1, 32)
    for place, column in enumerate(columns):
        fill = REQUIRED_FILL if column.required else HEADER_FILL
        heading = {**base, **edge, "font_name": "黑体", "align": "center", "bg_color": fill}
        sheet.write_string(0, place, column.heading, book.add_format(heading))
        side = "center" if column.kind in ("date", "count") or column.width < 15 else "left"
        side = "right" if column.kind == "money" else side
        look = {**base, **edge, "num_format": FORMATS[column.kind], "align": side}
        body, example = book.add_format(look), book.add_format({**look, "italic": True, "font_color": "#7F7F7F"})
        sheet.set_column(place, place, column.width, body)
        sheet.write_string(1, place, _example(column, place), example)
        for row in range(2, ROWS):
            sheet.write_blank(row, place, None, body)
        sheet.data_validation(1, place, ROWS - 1, place, _validation(column, lists))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, 40, len(columns) - 1)


def _listed(names: str, lists: dict[str, list[str]]) -> str:
    """Return the range of 名单 that holds a list."""
    letter = "ABCD"[list(lists).index(names)]
    return f"={LISTS}!${letter}$1:${letter}${len(lists[names])}"


def _example(column: RegisterColumn, place: int) -> str:
    return column.example if place or column.example.startswith("例") else f"例：{column.example}"


def _validation(column: RegisterColumn, lists: dict[str, list[str]]) -> dict[str, Any]:
    """Return the drop-down or limit of a column, with its hint; only strict lists forbid other words."""
    hint = column.hint or HINTS.get(column.kind, "") or ("从下拉中选。" if column.choices else "")
    rule: dict[str, Any] = {"input_title": column.heading[:32], "input_message": hint[:255]} if hint else {}
    error = {"error_title": column.heading[:32], "error_message": hint[:255] or "请从下拉中选。"}
    if column.choices:
        kind = "stop" if column.strict else "information"
        source = list(column.choices)
        allowed = _listed(column.field, lists) if column.field in lists else source
        return rule | error | {"validate": "list", "source": allowed, "error_type": kind, "show_error": column.strict}
    names = {"unit": "unit", "group": "group", "team": "group"}.get(column.field)
    if names:
        return rule | {"validate": "list", "source": _listed(names, lists), "show_error": False}
    if column.kind in ("money", "count"):
        number = "decimal" if column.kind == "money" else "integer"
        return rule | error | {"validate": number, "criteria": ">=", "value": 0, "error_type": "warning"}
    return rule | {"validate": "any"}
