"""Which projects does the county have, over the months? 项目库.xlsx: 项目, 月度, 单位变更, and the office's sheets."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from toolkit.model.cells import CellRef, column_letter
from toolkit.model.decisions import OwnLine
from toolkit.model.money import YI, in_yi
from toolkit.model.names import plain
from toolkit.model.own_columns import OwnColumn
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Change, Followed, KnownProject, Sighting, State, UnitChange
from toolkit.model.register_book import (
    BY_ANSWER,
    CHANGE_COLUMNS,
    CHANGE_SHEET,
    DECISIONS,
    FIRST_LINE,
    MONTH_SHEET,
    PAGE_SHEET,
    PROJECT_COLUMNS,
    PROJECT_SHEET,
    STATED,
    STATES,
    TRIPS,
    Library,
    is_offices,
    reported_heading,
)
from toolkit.model.submission import Project
from toolkit.model.told_of_projects import ToldOfProjects, in_short, visits_in_short
from toolkit.workbooks.books.correction_sheet import draw_corrections
from toolkit.workbooks.books.shared_book import BookForm, BookLine, draw_sheet, write_own_sheets
from toolkit.workbooks.sheet.page import SAFE, lines_needed
from toolkit.workbooks.sheet.styles import HEADER_FILL, INK, LINE, QUIET, TOTAL_FILL

HEAD_ROW = FIRST_LINE - 2
# What is another value than the one that was issued.
CHANGED_FILL = "#FCE4D6"
NOT_YET = "今年还没有报"
NO_VALUES = (None, None, None, "")
# Lines of a project's page that may be long.
TALL = ("曾用名", "状态说明", DECISIONS, TRIPS)
OWN_WIDTH = 16
WIDTHS = (9, 26, 26, 26, 20, 13, 13, 10, 10, 15, 24, 13, 12, 12, 8, 30, 30, 13, 11, 20, 12, 22, 20)
FIRST_OF_OFFICE = PROJECT_COLUMNS.index(STATED)
WRAPPED = (1, 2, 3, 10)
HOW = (
    "工具箱每次汇总后更新。黄色的列由办公室填：“办公室改状态”填终止或撤项，并写自哪月起（例如 2022-09）；"
    "“办公室补名称”填这个项目用过的其他名称。右边可以加自己的列（挂点领导、备注等），加在项目台账里一并列出。请勿改“编号”和最后三列。"
)
# What the sheet 月度 says of each month, and the page of a project from there.
MONTH_KINDS = ("到位资金（亿元）", "投资总额（亿元）", "阶段", "来源")
MONTHS_OF_A_PAGE = 4
CHANGES = BookForm(
    name=CHANGE_SHEET,
    title="单位变更：单位合并、改名、撤销，项目移交",
    how="一行一项，从“自哪月起”那个月（例如 2022-09）起，原单位不再催报、不排名，项目归新单位。"
    "移交一个项目的，“项目”填编号或名称。依据写“裁定”的行由裁定得来，不用改。",
    columns=CHANGE_COLUMNS,
    widths=(9, 18, 18, 12, 26, 30, 11, 30),
    own_from=0,
    spare=15,
    spare_answers={"变更": tuple(Change)},
)


def drawn_register(library: Library, correctable: Sequence[str] = ()) -> bytes:
    """Return 项目库.xlsx as bytes; the same register gives the same bytes.

    ``correctable`` are the headings whose values can be corrected.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    last = max(library.months, default=None)
    created = datetime(last.year, last.month, 1) if last else datetime(2000, 1, 1)
    book.set_properties({"title": "项目库", "created": created})
    looks = Looks(book)
    _write_projects(book, looks, library)
    _write_page(book, looks, library)
    _write_months(book, looks, library)
    draw_corrections(book, library.book.corrections, correctable)
    lines = [_change_line(change) for change in library.register.changes if change.reason.startswith(BY_ANSWER)]
    draw_sheet(book, CHANGES, [*lines, *_persons(library.book.change_lines)])
    write_own_sheets(book, library.book.others)
    book.close()
    return target.getvalue()


def _persons(lines: Iterable[OwnLine]) -> list[BookLine]:
    return [BookLine(dict(line.texts), {"变更": tuple(Change)}) for line in lines]


def _change_line(change: UnitChange) -> BookLine:
    texts = (change.kind.value, change.unit, change.to, str(change.since), change.project, change.reason, change.by, "")
    return BookLine(dict(zip(CHANGE_COLUMNS, texts, strict=True)), {})


class Looks:
    """The formats of the book's cells."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "宋体", "font_size": 10, "font_color": INK, "valign": "vcenter"}
        cell = {**base, "border": 1, "border_color": LINE}
        self.title = book.add_format({**base, "font_name": "黑体", "font_size": 16})
        self.how = book.add_format({**base, "font_color": "#595959"})
        self.head = book.add_format(
            {**cell, "font_name": "黑体", "align": "center", "bg_color": HEADER_FILL, "text_wrap": True}
        )
        self.cell = book.add_format(cell)
        self.wrapped = book.add_format({**cell, "text_wrap": True})
        self.office = book.add_format({**cell, "text_wrap": True, "bg_color": TOTAL_FILL})
        self.left = book.add_format({**cell, "text_wrap": True, "align": "left"})
        self.changed = book.add_format({**cell, "bg_color": CHANGED_FILL})
        self.carried = book.add_format({**cell, "font_color": QUIET, "italic": True})


def _begin(book: Any, looks: Looks, name: str, title: str, how: str, headings: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, looks.title)
    sheet.write_string(1, 0, how, looks.how)
    sheet.set_row(HEAD_ROW, 32)
    for column, heading in enumerate(headings):
        sheet.write_string(HEAD_ROW, column, heading, looks.head)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    return sheet


def _write_projects(book: Any, looks: Looks, library: Library) -> None:
    strays = [dict(line.texts) for line in library.book.strays]
    own = dict.fromkeys(library.book.own_headings)
    own.update(dict.fromkeys(head for line in strays for head in line if is_offices(head)))
    reported = [reported_heading(one) for one in library.declared]
    headings = (*PROJECT_COLUMNS, *own, *reported)
    sheet = _begin(book, looks, PROJECT_SHEET, "项目库：全部项目", HOW, headings)
    for column, width in enumerate((*WIDTHS, *[OWN_WIDTH] * (len(own) + len(reported)))):
        sheet.set_column(column, column, width)
    first_text = PROJECT_COLUMNS.index("首报单位")
    offices = range(len(PROJECT_COLUMNS), len(PROJECT_COLUMNS) + len(own))
    styles = [
        looks.office if FIRST_OF_OFFICE <= n < first_text or n in offices else
        looks.wrapped if n in WRAPPED else looks.cell
        for n in range(len(headings))
    ]  # fmt: skip
    row, told = HEAD_ROW, library.told()
    for known in library.register.projects:
        row += 1
        written = library.book.written.get(known.origin, {})
        newest = library.newest(known)
        values = [
            *_values(known, newest, told, is_former=library.is_former(known)),
            *_office_s(known, written, tuple(own)),
        ]
        values += [_reported(newest, one) for one in library.declared]
        height = max(lines_needed(str(values[n] or ""), WIDTHS[n]) for n in WRAPPED)
        sheet.set_row(row, max(18, 4 + 14 * height))
        _write_row(sheet, row, values, styles)
    for line in (*_gone(library), *strays):
        row += 1
        _write_row(sheet, row, [line.get(heading, "") for heading in headings], styles)
    last = max(HEAD_ROW + 1, row)
    column = FIRST_OF_OFFICE
    sheet.data_validation(HEAD_ROW + 1, column, last, column, {"validate": "list", "source": list(STATES)})
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.autofilter(HEAD_ROW, 0, last, len(headings) - 1)
    # One page wide nobody could read it; number and name stand on both.
    sheet.fit_to_pages(2, 0)
    sheet.repeat_columns(0, 1)


def _values(
    known: KnownProject, row: Project | None, told: ToldOfProjects, *, is_former: bool
) -> list[str | float | None]:
    """Return what is computed of a project, in the order of the columns; a former year's sum is none of this year's."""
    units = list(dict.fromkeys(unit for _, unit in known.units))
    same = f"{known.state.value}到{known.same_as}" if known.same_as else known.state.value
    since = f"{known.state_since.label}起：" if known.state_since and known.why else ""
    return [
        known.number,
        known.names[-1],
        "、".join(known.names[:-1]),
        known.firms[-1] if known.firms else "",
        known.credit_code,
        known.unit,
        "、".join(unit for unit in units if unit != known.unit),
        str(known.sightings[0].period),
        str(known.sightings[-1].period),
        same,
        since + known.why or (NOT_YET if is_former else ""),
        (row.industry if row else "") or "",
        _yi(row.investment_yuan if row else None),
        _yi(row.paid_in_yuan if row and not is_former else None),
        (row.stage if row else "") or "",
        in_short(told.decisions(known), told.corrections(known)),
        visits_in_short(told.visits(known)),
    ]


def _office_s(known: KnownProject, written: Mapping[str, str], own: Sequence[str]) -> list[str | float | None]:
    """Return what the office wrote of a project, and by what the tool knows it again."""
    return [
        *(written.get(heading, "") for heading in PROJECT_COLUMNS[FIRST_OF_OFFICE : FIRST_OF_OFFICE + 3]),
        known.origin.unit,
        known.origin.name,
        known.origin.firm,
        *(written.get(heading, "") for heading in own),
    ]


def _reported(row: Project | None, column: OwnColumn) -> str | float | None:
    """Return what a project states under a declared column, as it is printed; ``None`` where nothing stands there."""
    value = getattr(row, column.field) if row else None
    if value is None or isinstance(value, bool):
        return None if value is None else "是" if value else "否"
    if isinstance(value, int | float):
        return _yi(int(value)) if column.ending == "yuan" else value
    return str(value)


def _gone(library: Library) -> Iterator[Mapping[str, str]]:
    """Yield the lines of projects that turned out to be others, or whose tables are gone: a 编号 once given stays."""
    known = {one.origin for one in library.register.projects}
    named = {
        (unit, plain(name)): one for one in library.register.projects for name in one.names for _, unit in one.units
    }
    for origin, line in library.book.written.items():
        if origin not in known:
            now = named.get((origin.unit, origin.name))
            yield {**line, "状态": f"{State.MERGED}到{now.number}" if now else "没有统计表"}


def _yi(yuan: int | None) -> float | None:
    return None if yuan is None else yuan / YI


def _write_row(
    sheet: Any, row: int, values: Sequence[str | float | None], styles: Sequence[Any], first: int = 0
) -> None:
    for column, (value, look) in enumerate(zip(values, styles, strict=True), first):
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)


def _write_page(book: Any, looks: Looks, library: Library) -> None:
    """Write the page of one project: whoever picks a 编号 sees it from first to last, and prints it."""
    if not library.register.projects:
        return
    first, periods = library.register.projects[0], sorted(library.months)
    sheet = book.add_worksheet(PAGE_SHEET)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "项目页", looks.title)
    sheet.write_string(1, 0, "在黄色格里选编号，本页列出这个项目的全部情况，可以打印。", looks.how)
    for column, width in enumerate((16, 18, 18, 12, 60)):
        sheet.set_column(column, column, width)
    sheet.write_string(2, 0, "编号", looks.head)
    sheet.write_string(2, 1, first.number, looks.office)
    last = HEAD_ROW + 1 + len(library.register.projects)
    chosen = f"={PROJECT_SHEET}!$A${HEAD_ROW + 2}:$A${last}"
    sheet.data_validation(2, 1, 2, 1, {"validate": "list", "source": chosen})
    shown = PROJECT_COLUMNS[1:FIRST_OF_OFFICE]
    values = _values(first, library.newest(first), library.told(), is_former=library.is_former(first))
    for row, (heading, value) in enumerate(zip(shown, values[1:], strict=True), 3):
        sheet.write_string(row, 0, heading, looks.head)
        sheet.merge_range(row, 1, row, 4, "", looks.left)
        look_up = _looked_up(PROJECT_SHEET, PROJECT_COLUMNS.index(heading), last)
        sheet.write_formula(row, 1, look_up, looks.left, "" if value is None else value)
        if heading in TALL:
            sheet.set_row(row, 48)
    head = 4 + len(shown)
    for column, heading in enumerate(("月份", *MONTH_KINDS)):
        sheet.write_string(head, column, heading, looks.head)
    months = _by_number(library.months).get(first.number, {})
    for number, period in enumerate(periods):
        row = head + 1 + number
        sheet.write_string(row, 0, period.label, looks.cell)
        for block, value in enumerate(_month_values(library, months.get(period))):
            look_up = _looked_up(MONTH_SHEET, 3 + block * len(periods) + number, last)
            sheet.write_formula(row, 1 + block, look_up, looks.cell, "" if value is None else value)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


def _looked_up(sheet: str, column: int, last: int) -> str:
    """Return a formula for what a sheet says under a column of the project that was picked."""
    letter, first = column_letter(column + 1), HEAD_ROW + 2
    cells = f"{sheet}!${letter}${first}:${letter}${last}"
    numbers = f"{sheet}!$A${first}:$A${last}"
    found = f"INDEX({cells},MATCH($B$3,{numbers},0))"
    return f'=IFERROR(IF({found}="","",{found}),"")'


def _month_values(library: Library, one: Followed | None) -> tuple[str | float | None, ...]:
    """Return what counts of a project in a month, and where it stands."""
    standing = library.standing(one.sightings) if one else None
    if standing is None:
        return NO_VALUES
    row = library.rows[standing.place]
    return _yi(row.paid_in_yuan), _yi(row.investment_yuan), row.stage, _place(standing, row)


def _issued_otherwise(library: Library, period: ReportingPeriod, one: Followed | None) -> str:
    """Return which sum the month was issued with, where it is another one; '' where it is the same, or none."""
    row = library.row(one.sightings) if one else None
    issued = library.issued_otherwise(period, one.number, row) if one and row else None
    return "" if issued is None else f"{period.label}定稿是 {in_yi(issued)}亿元，现在的数是定稿以后改的。"


def _write_months(book: Any, looks: Looks, library: Library) -> None:
    """Write a line a project: first 到位资金 month by month, then 投资总额, then 阶段; carried values are grey."""
    periods = sorted(library.months)
    kinds = MONTH_KINDS
    own = dict.fromkeys(heading for cells in library.book.months.values() for heading, _ in cells)
    headings = ["编号", "项目", "单位", *(f"{period} {kind}" for kind in kinds for period in periods), *own]
    how = (
        "每月按裁定以后的数。灰色斜体的是沿用以前的数。带底色的和定稿不同，批注里写着定稿的数。"
        "金额单位亿元。到位资金是当年以来累计。"
    )
    sheet = _begin(book, looks, MONTH_SHEET, "项目库：逐月数据", how, headings)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 2, 13)
    sheet.set_column(3, len(headings), 11)
    followed = _by_number(library.months)
    for row, known in enumerate(library.register.projects, HEAD_ROW + 1):
        months = followed.get(known.number, {})
        _write_row(sheet, row, [known.number, known.names[-1], known.unit], [looks.cell, looks.wrapped, looks.cell])
        for number, period in enumerate(periods):
            one = months.get(period)
            look = looks.carried if one and one.why else looks.cell
            values = _month_values(library, one)
            for block, value in enumerate(values):
                _write_row(sheet, row, [value], [look], 3 + block * len(periods) + number)
            if told := _issued_otherwise(library, period, one):
                _write_row(sheet, row, [values[0]], [looks.changed], 3 + number)
                sheet.write_comment(row, 3 + number, told)
        cells = dict(library.book.months.get(known.number, ()))
        _write_row(
            sheet, row, [cells.get(head) for head in own], [looks.office] * len(own), 3 + len(kinds) * len(periods)
        )
    # On paper the sums and stages are read; where each stands is for the screen.
    sheet.print_area(0, 0, HEAD_ROW + len(library.register.projects), 2 + (len(kinds) - 1) * len(periods))
    sheet.fit_to_pages(1 if len(periods) <= MONTHS_OF_A_PAGE else len(kinds) - 1, 0)
    sheet.repeat_columns(0, 2)
    sheet.freeze_panes(HEAD_ROW + 1, 3)


def _place(sighting: Sighting, row: Project) -> str:
    """``2022-06/江口乡6月.xlsx Sheet1 表 K7 单元格``: where 到位资金 stands, else the row."""
    file, sheet, number = sighting.place
    cell = row.cell("paid_in_yuan")
    return str(CellRef(file, sheet, number, cell.column))


def _by_number(
    months: Mapping[ReportingPeriod, Sequence[Followed]],
) -> dict[str, dict[ReportingPeriod, Followed]]:
    by_number: dict[str, dict[ReportingPeriod, Followed]] = {}
    for period, followed in months.items():
        for one in followed:
            by_number.setdefault(one.number, {})[period] = one
    return by_number
