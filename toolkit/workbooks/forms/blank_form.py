"""What is in the statistics workbook that a unit gets? Headings, hints, drop-downs, and the projects it reported."""

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit.files.saving import save
from toolkit.model.form import (
    EACH_MONTH,
    FLAG_CHOICES,
    FORM_NAME,
    FORM_VERSION,
    IDENTITY,
    STAGE_CHOICES,
    FormColumn,
    FormRow,
    form_mark,
    laid_out,
)
from toolkit.model.money import YI
from toolkit.model.own_columns import is_own_number
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import ReportingUnit, Scheme
from toolkit.workbooks.sheet.page import SAFE, lines_needed
from toolkit.workbooks.sheet.styles import HEADER_FILL, INK, LINE

# Empty rows to fill in, below those that are filled in already.
SPARE = 40
HEAD_ROW = 3
ROW_HEIGHT = 22
# Texts in wider columns may need two lines.
WRAPPED_FROM = 15
OPTIONAL_FILL = "#F2F2F2"
# What is locked, what is looked at each month, what the office corrected.
LOCKED_FILL, UPDATE_FILL, CORRECTED_FILL = "#EDEDED", "#FFF9D9", "#FCE4D6"
# Excel shows at most 255 characters of a list that is written into the validation itself.
LONGEST_LIST = 255
# On one page of A4 all columns would be too small to read.
PAGES_WIDE, MARGIN = 2, 0.4
OF_LAST_MONTH = "上月的项目已填好，黄色的格子请按本月情况更新。"
OF_FORMER_YEAR = "上年在库的项目已填好，黄色的格子请按本月情况更新，各数从今年年初重新累计。"
HOW_TO_UPDATE = (
    "灰色的格子不能改，名称、项目方有变的，请告诉招商部门。新项目填在下面。项目结束的，进展情况选“终止”，不要删行。"
)


def write_blank_form(
    scheme: Scheme, unit: ReportingUnit, period: ReportingPeriod, out: Path, rows: Sequence[FormRow] = ()
) -> Path:
    """Write a unit's statistics workbook for a period and return where it went; ``rows`` are filled in already.

    Heading and titles are locked (no password), the cells to fill in are not; of projects that are filled in, 编号 and
    what tells them is locked, too.  The form's mark and version are kept inside, so that reading it back knows them.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    created = datetime.combine(period.first_day, datetime.min.time())
    book.set_properties({"title": f"{unit.name}{period.label}招商引资项目统计表", "created": created})
    book.define_name(FORM_NAME, f'="{form_mark(scheme.id, FORM_VERSION)}"')
    _Form(book, scheme, rows).draw(unit, period)
    book.close()
    return save(target.getvalue(), out)


class _Form:
    """Who draws one unit's sheet."""

    def __init__(self, book: Any, scheme: Scheme, rows: Sequence[FormRow]) -> None:
        self._book, self._scheme, self._rows = book, scheme, rows
        self._main, self._optional = laid_out(scheme, rows)
        self._base = {"font_name": "宋体", "font_size": 11, "font_color": INK, "valign": "vcenter"}
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def draw(self, unit: ReportingUnit, period: ReportingPeriod) -> None:
        """Draw the sheet, its protection and how it prints: everybody's columns, then the optional ones."""
        sheet = self._sheet = self._book.add_worksheet(f"{period.month}月")
        columns = (*self._main, *self._optional)
        line = self._format(align="left", text_wrap=True)
        sheet.set_default_row(ROW_HEIGHT)
        sheet.set_row(0, 34)
        last = len(self._main) - 1
        title = f"{self._scheme.jurisdiction}{self._scheme.accounting.year_of(period)}年招商引资项目统计表"
        sheet.merge_range(0, 0, 0, last, title, self._format(font_name="黑体", font_size=18, align="center"))
        named = next(place for place, column in enumerate(columns) if column.field == "name") + 1
        said = f"填报单位：{unit.name}    报送期：{period.label}    单位：亿元"
        if self._rows:
            # Beside the columns that every page repeats.
            sheet.set_row(1, 40)
            how = OF_FORMER_YEAR if self._rows[0].is_former else OF_LAST_MONTH
            sheet.merge_range(1, named, 1, last, how + HOW_TO_UPDATE, line)
        sheet.merge_range(1, 0, 1, named - 1 if self._rows else last, said, line)
        if len(self._optional) > 1:
            sheet.merge_range(1, last + 1, 1, len(columns) - 1, "以下各列为选填", line)
        elif self._optional:
            sheet.write_string(1, last + 1, "以下各列为选填", line)
        sheet.set_row(HEAD_ROW - 1, 36)
        for at, row in enumerate(self._rows):
            wrapped = [(_value(one, row), one.width) for one in columns if one.field and one.width > WRAPPED_FROM]
            lines = max(lines_needed(str(value or ""), width) for value, width in wrapped)
            sheet.set_row(HEAD_ROW + at, max(ROW_HEIGHT, 14 * lines + 4))
        for place, column in enumerate(columns):
            self._draw_column(place, column)
        sheet.freeze_panes(HEAD_ROW, named)
        # Of what is filled in nothing is deleted: a project that has ended says so.
        free = {"insert_rows": True, "delete_rows": not self._rows, "sort": not self._rows}
        sheet.protect("", {"format_columns": True, "format_rows": True, **free})
        self._page(named)

    def _page(self, named: int) -> None:
        """Print every column and row, two pages wide; both pages begin with the projects' names."""
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=0.6)
        sheet.fit_to_pages(PAGES_WIDE, 0)
        sheet.repeat_columns(0, named - 1)
        sheet.print_across()
        sheet.repeat_rows(HEAD_ROW - 1)
        sheet.print_area(0, 0, self._last_row, len(self._main) + len(self._optional) - 1)
        sheet.set_footer("&C第 &P 页，共 &N 页")

    @property
    def _last_row(self) -> int:
        return HEAD_ROW + len(self._rows) + SPARE - 1

    def _format(self, **traits: Any) -> Any:
        key = tuple(sorted(traits.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**self._base, **traits})
        return self._formats[key]

    def _draw_column(self, place: int, column: FormColumn) -> None:
        sheet = self._sheet
        heading = {"border": 1, "border_color": LINE, "align": "center", "text_wrap": True, "font_name": "黑体"}
        fill = OPTIONAL_FILL if column in self._optional else HEADER_FILL
        sheet.set_column(place, place, column.width)
        words = column.heading.replace("（", "\n（")
        sheet.write_string(HEAD_ROW - 1, place, words, self._format(**heading, bg_color=fill))
        # A declared column's number may be a text of its own unit, and its day a day: neither is forced to be a text.
        numbers = {"number": "0.########", "text": "General"}
        body = {
            "border": 1,
            "border_color": LINE,
            "locked": False,
            "text_wrap": column.width > WRAPPED_FROM,
            "align": "center" if column.width < 15 else "left",
            "num_format": numbers.get(column.kind, "@"),
        }
        for at, row in enumerate(self._rows):
            self._fill(HEAD_ROW + at, place, column, row, body)
        first = HEAD_ROW + len(self._rows)
        for at in range(first, self._last_row + 1):
            sheet.write_blank(at, place, None, self._format(**body))
        if column.hint and column.field != "number":
            sheet.data_validation(HEAD_ROW, place, self._last_row, place, _validation(column, self._scheme))

    def _fill(self, at: int, place: int, column: FormColumn, row: FormRow, body: dict[str, Any]) -> None:
        """Write what is known of a project into a cell; what tells the project is locked."""
        value = at - HEAD_ROW + 1 if not column.field else _value(column, row)
        look = dict(body)
        if column.field in IDENTITY and value is not None:
            look |= {"locked": True, "bg_color": LOCKED_FILL}
        elif column.field in row.told:
            look["bg_color"] = CORRECTED_FILL
        elif (
            column.field in EACH_MONTH
            or is_own_number(column.field)
            or (value is None and column.field == "investment_yuan")
        ):
            look["bg_color"] = UPDATE_FILL
        cell = self._format(**look)
        if isinstance(value, str):
            self._sheet.write_string(at, place, value, cell)
        elif value is None:
            self._sheet.write_blank(at, place, None, cell)
        else:
            self._sheet.write_number(at, place, value, cell)
        if words := row.told.get(column.field):
            self._sheet.write_comment(at, place, f"招商部门：{words}。有不同意见的，请与招商部门联系。")


def _value(column: FormColumn, row: FormRow) -> str | float | None:
    """Return a value as the form writes it: sums in the unit of the heading, days in figures, ticks as 是 or 否."""
    if column.field == "number":
        return row.number
    value = getattr(row.project, column.field)
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return FLAG_CHOICES[0] if value else FLAG_CHOICES[1]
    if column.size:
        return round(float(value) / column.size, 8)
    if column.field.endswith("_yuan"):
        return float(Decimal(value) / YI)
    if column.field.endswith("_usd"):
        return float(Decimal(value) / 10_000)
    return value if isinstance(value, (int, float)) else str(value)


def _validation(column: FormColumn, scheme: Scheme) -> dict[str, Any]:
    """Return the drop-down or limit of a column, with its hint."""
    rule: dict[str, Any] = {"input_title": column.heading[:32], "input_message": column.hint}
    choices = _choices(column, scheme)
    if choices:
        # Other words may be typed: the list helps, it does not forbid.
        closed = column.kind in ("flag", "choice")
        error = "stop" if closed else "information"
        return {**rule, "validate": "list", "source": choices, "error_type": error, "show_error": closed}
    if column.kind == "number":
        sentence = {"error_title": column.heading[:32], "error_message": column.hint}
        return {**rule, **sentence, "validate": "decimal", "criteria": ">=", "value": 0}
    return {**rule, "validate": "any"}


def _choices(column: FormColumn, scheme: Scheme) -> list[str]:
    if column.kind == "stage":
        return list(STAGE_CHOICES)
    if column.kind == "flag":
        return list(FLAG_CHOICES)
    if column.kind == "choice":
        return list(column.words) if len(",".join(column.words)) <= LONGEST_LIST else []
    if column.kind != "行业":
        return []
    words: list[str] = []
    for row in scheme.target_rows:
        words += [word for word in (row.industries or row.keywords)[:2] if word not in words]
    while len(",".join(words)) > LONGEST_LIST:
        words.pop()
    return words
