"""What is in the blank statistics workbook for a unit? Headings, hints and drop-downs."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit.files.saving import save
from toolkit.model.form import (
    BASE_COLUMNS,
    FLAG_CHOICES,
    FORM_NAME,
    FORM_VERSION,
    STAGE_CHOICES,
    FormColumn,
    form_columns,
    form_mark,
)
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import ReportingUnit, Scheme
from toolkit.workbooks.sheet.page import SAFE
from toolkit.workbooks.sheet.styles import HEADER_FILL, INK, LINE

ROWS = 100
HEAD_ROW = 3
OPTIONAL_FILL = "#F2F2F2"
# Excel shows at most 255 characters of a list that is written into the validation itself.
LONGEST_LIST = 255


def write_blank_form(scheme: Scheme, unit: ReportingUnit, period: ReportingPeriod, out: Path) -> Path:
    """Write a unit's blank statistics workbook for a period and return where it went.

    Heading and titles are locked (no password), the cells to fill in are not; the form's mark and version
    are kept inside, so that reading it back knows them.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **SAFE})
    created = datetime.combine(period.first_day, datetime.min.time())
    book.set_properties({"title": f"{unit.name}{period.label}招商引资项目统计表", "created": created})
    book.define_name(FORM_NAME, f'="{form_mark(scheme.id, FORM_VERSION)}"')
    _draw(book, book.add_worksheet(f"{period.month}月"), scheme, unit, period)
    book.close()
    return save(target.getvalue(), out)


def _draw(book: Any, sheet: Any, scheme: Scheme, unit: ReportingUnit, period: ReportingPeriod) -> None:
    columns = form_columns(scheme.form_columns)
    base = {"font_name": "宋体", "font_size": 11, "font_color": INK, "valign": "vcenter"}
    title = book.add_format({**base, "font_name": "黑体", "font_size": 18, "align": "center"})
    line = book.add_format({**base, "align": "left"})
    sheet.set_default_row(22)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, len(BASE_COLUMNS) - 1, f"{scheme.jurisdiction}{period.year}年招商引资项目统计表", title)
    sheet.merge_range(
        1, 0, 1, len(BASE_COLUMNS) - 1, f"填报单位：{unit.name}    报送期：{period.label}    单位：亿元", line
    )
    sheet.merge_range(1, len(BASE_COLUMNS), 1, len(columns) - 1, "以下各列为选填", line)
    sheet.set_row(HEAD_ROW - 1, 36)
    for place, column in enumerate(columns):
        _draw_column(book, sheet, place, column, base, scheme)
    sheet.freeze_panes(HEAD_ROW, 3)
    sheet.protect(
        "", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True}
    )
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.print_area(0, 0, HEAD_ROW + 29, len(BASE_COLUMNS) - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _draw_column(book: Any, sheet: Any, place: int, column: FormColumn, base: dict[str, Any], scheme: Scheme) -> None:
    optional = place >= len(BASE_COLUMNS)
    heading = {"border": 1, "border_color": LINE, "align": "center", "text_wrap": True, "font_name": "黑体"}
    fill = OPTIONAL_FILL if optional else HEADER_FILL
    sheet.set_column(place, place, column.width)
    sheet.write_string(
        HEAD_ROW - 1,
        place,
        column.heading.replace("（", "\n（"),
        book.add_format({**base, **heading, "bg_color": fill}),
    )
    numbers = {"number": "0.####", "text": "General"}
    body = book.add_format(
        {
            **base,
            "border": 1,
            "border_color": LINE,
            "locked": False,
            "text_wrap": column.width > 15,
            "align": "center" if column.width < 15 else "left",
            "num_format": numbers.get(column.kind, "@"),
        }
    )
    for row in range(HEAD_ROW, HEAD_ROW + ROWS):
        sheet.write_blank(row, place, None, body)
    if column.hint:
        sheet.data_validation(HEAD_ROW, place, HEAD_ROW + ROWS - 1, place, _validation(column, scheme))


def _validation(column: FormColumn, scheme: Scheme) -> dict[str, Any]:
    """Return the drop-down or limit of a column, with its hint."""
    rule: dict[str, Any] = {"input_title": column.heading[:32], "input_message": column.hint}
    choices = _choices(column, scheme)
    if choices:
        # Other words may be typed: the list helps, it does not forbid.
        error = "stop" if column.kind == "flag" else "information"
        return {**rule, "validate": "list", "source": choices, "error_type": error, "show_error": column.kind == "flag"}
    if column.kind == "number":
        sentence = {"error_title": column.heading[:32], "error_message": column.hint}
        return {**rule, **sentence, "validate": "decimal", "criteria": ">=", "value": 0}
    return {**rule, "validate": "any"}


def _choices(column: FormColumn, scheme: Scheme) -> list[str]:
    if column.kind == "stage":
        return list(STAGE_CHOICES)
    if column.kind == "flag":
        return list(FLAG_CHOICES)
    if column.kind != "行业":
        return []
    words: list[str] = []
    for row in scheme.target_rows:
        words += [word for word in (row.industries or row.keywords)[:2] if word not in words]
    while len(",".join(words)) > LONGEST_LIST:
        words.pop()
    return words
