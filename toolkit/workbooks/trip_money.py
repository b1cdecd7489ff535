"""What does the month's travelling cost, group by group? The budgets and the reimbursements for the finance bureau."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]

from toolkit.filing import save
from toolkit.model.formula import Formula
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.trip_register import ITEMS
from toolkit.model.trips import Expense, Trip
from toolkit.workbooks.page import SAFE, Page, Value, block, cell, lines_needed
from toolkit.workbooks.styles import Styles

SUMMARY, DETAIL = "汇总", "明细"
_HEADER = 3
_DETAIL_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("招商组", 24, "left"),
    ("行程编号", 19, "center"),
    ("申请单位", 16, "left"),
    ("科目", 15, "left"),
    ("测算依据", 24, "left"),
    ("预算（元）", 13, "count"),
    ("实际（元）", 13, "count"),
    ("差额（元）", 13, "count"),
    ("执行率", 9, "rate"),
    ("票据\n张数", 7, "plain"),
    ("超预算说明", 26, "left"),
    ("报销状态", 10, "center"),
)
_BUDGET_COLUMNS = 6  # of the detail: what a budget knows

Line = tuple[Trip, Expense]


def write_budgets(trips: Sequence[Trip], scheme: Scheme, period: ReportingPeriod, out: Path) -> Path:
    """Write the month's budgets of all groups by item, with live totals (LZ-R3, LZ-R4)."""
    title = f"{scheme.jurisdiction}{period.label}招商引资经费预算汇总表"
    return _write(trips, scheme, period, out, title, reimbursed=False)


def write_reimbursements(trips: Sequence[Trip], scheme: Scheme, period: ReportingPeriod, out: Path) -> Path:
    """Write what the groups spent against their budgets, with live totals and rates (LZ-R6, LZ-R7)."""
    title = f"{scheme.jurisdiction}{period.label}招商引资经费报销汇总表"
    return _write(trips, scheme, period, out, title, reimbursed=True)


def _write(
    trips: Sequence[Trip], scheme: Scheme, period: ReportingPeriod, out: Path, title: str, *, reimbursed: bool
) -> Path:
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"title": title, "created": datetime.combine(period.first_day, datetime.min.time())})
    styles = Styles(book)
    lines = [(trip, expense) for trip in trips for expense in trip.expenses]
    summary, detail = (Page(book.add_worksheet(name), styles) for name in (SUMMARY, DETAIL))
    _write_detail(detail, lines, title, scheme, reimbursed=reimbursed)
    if reimbursed:
        _write_reimbursed(summary, lines, title, scheme)
    else:
        _write_budget(summary, lines, title, scheme)
    book.close()
    return save(buffer.getvalue(), out)


def group_of(trip: Trip) -> str:
    """Return under whose name a trip's money stands: the group's, or the unit's where there is none."""
    return trip.group or trip.unit


def _groups(lines: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(group_of(trip) for trip, _ in lines))


def _head(page: Page, title: str, scheme: Scheme, last: int) -> None:
    page.span(0, 0, 0, last, title, "title")
    page.height(0, 34)
    page.span(1, 0, 1, last, f"填报单位：{scheme.office}　　　　单位：元", "subtitle")
    page.height(_HEADER, 34)


def _write_detail(page: Page, lines: Sequence[Line], title: str, scheme: Scheme, *, reimbursed: bool) -> None:
    columns = _DETAIL_COLUMNS if reimbursed else _DETAIL_COLUMNS[:_BUDGET_COLUMNS]
    last_column = len(columns) - 1
    _head(page, title.replace("汇总表", "明细表"), scheme, last_column)
    page.row(_HEADER, [heading for heading, _, _ in columns], "header")
    page.widths(*(width for _, width, _ in columns))
    for row, (trip, expense) in enumerate(lines, _HEADER + 1):
        budget, actual = cell(row, 5), cell(row, 6)
        spent = expense.actual_yuan or 0
        values: list[Value] = [
            group_of(trip),
            trip.id,
            trip.unit,
            expense.item,
            expense.reckoning,
            expense.budget_yuan,
            expense.actual_yuan,
            Formula(f"={actual}-{budget}", spent - expense.budget_yuan),
            _rate(budget, actual, expense.budget_yuan, spent),
            expense.vouchers,
            expense.why,
            expense.settled,
        ]
        for column, (value, (_, _, trait)) in enumerate(zip(values, columns, strict=False)):
            page.put(row, column, value, "cell", trait, "wrap")
        texts = ((0, group_of(trip)), (2, trip.unit), (3, expense.item), (4, expense.reckoning), (10, expense.why))
        needed = [lines_needed(text, columns[at][1]) for at, text in texts if at < len(columns)]
        page.height(row, 14 * max(needed) + 8)
    last = _HEADER + max(1, len(lines))
    if not lines:
        page.span(last, 0, last, last_column, "本月没有经费。", "cell", "center", "quiet")
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.sheet.autofilter(_HEADER, 0, last, last_column)
    page.printed("A4", last, last_column, (_HEADER, _HEADER), scheme.office)


def _write_budget(page: Page, lines: Sequence[Line], title: str, scheme: Scheme) -> None:
    """Write group × item; every cell adds up the detail."""
    used = {expense.item for _, expense in lines}
    items = [item for item in ITEMS if item in used] + sorted(used - set(ITEMS))
    last_column = len(items) + 3
    _head(page, title, scheme, last_column)
    page.row(_HEADER, ["序号", "招商组（单位）", "批次", *items, "合计"], "header")
    page.widths(6, 26, 7, *[13] * len(items), 14)
    first = _HEADER + 1
    groups = _groups(lines)
    where = {column: _column(lines, column) for column in (0, 3, 5)}
    for row, group in enumerate(groups, first):
        own = [(trip, expense) for trip, expense in lines if group_of(trip) == group]
        page.put(row, 0, row - _HEADER, "cell", "plain")
        page.put(row, 1, group, "cell", "left", "wrap")
        page.put(row, 2, len({trip.id for trip, _ in own}), "cell", "plain")
        for column, item in enumerate(items, 3):
            text = f"=SUMIFS({where[5]},{where[0]},$B{row + 1},{where[3]},{_heading(column)})"
            value = sum(expense.budget_yuan for _, expense in own if expense.item == item)
            page.put(row, column, Formula(text, value), "cell", "count")
        total = sum(expense.budget_yuan for _, expense in own)
        span = block(row, 3, row, last_column - 1)
        page.put(row, last_column, Formula(f"=SUM({span})", total), "cell", "count", "bold")
        page.height(row, max(24, 14 * lines_needed(group, 26) + 6))
    _total_row(page, lines, first + len(groups), first, items)
    _foot(page, first + len(groups) + 2, last_column, scheme)


def _heading(column: int) -> str:
    return f"{cell(_HEADER, column)[:-1]}${_HEADER + 1}"


def _total_row(page: Page, lines: Sequence[Line], row: int, first: int, items: Sequence[str]) -> None:
    page.span(row, 0, row, 1, "合　计", "cell", "center", "total")
    batches = len({trip.id for trip, _ in lines})
    sums = [batches] + [sum(e.budget_yuan for _, e in lines if e.item == item) for item in items]
    sums.append(sum(expense.budget_yuan for _, expense in lines))
    for column, value in enumerate(sums, 2):
        trait = "plain" if column == 2 else "count"
        text = f"=SUM({block(first, column, row - 1, column)})" if row > first else "=0"
        page.put(row, column, Formula(text, value), "cell", trait, "total")
    page.height(row, 26)


def _write_reimbursed(page: Page, lines: Sequence[Line], title: str, scheme: Scheme) -> None:
    """Write by group: budget, actual, difference, rate, papers; every cell adds up the detail."""
    headings = ("序号", "招商组（单位）", "预算（元）", "实际（元）", "差额（元）", "执行率", "票据张数")
    _head(page, title, scheme, 6)
    page.row(_HEADER, list(headings), "header")
    page.widths(6, 34, 16, 16, 16, 12, 12)
    first = _HEADER + 1
    groups = _groups(lines)
    where = {column: _column(lines, column) for column in (0, 5, 6, 9)}
    for row, group in enumerate(groups, first):
        own = [expense for trip, expense in lines if group_of(trip) == group]
        page.put(row, 0, row - _HEADER, "cell", "plain")
        page.put(row, 1, group, "cell", "left", "wrap")
        for column, source, value in zip((2, 3, 6), (5, 6, 9), _sums(own), strict=True):
            text = f"=SUMIFS({where[source]},{where[0]},$B{row + 1})"
            page.put(row, column, Formula(text, value), "cell", "plain" if column == 6 else "count")
        _difference(page, row, _sums(own), ())
        page.height(row, max(24, 14 * lines_needed(group, 34) + 6))
    last = first + len(groups)
    page.span(last, 0, last, 1, "合　计", "cell", "center", "total")
    totals = _sums([expense for _, expense in lines])
    for column, value in zip((2, 3, 6), totals, strict=True):
        text = f"=SUM({block(first, column, last - 1, column)})" if groups else "=0"
        page.put(last, column, Formula(text, value), "cell", "plain" if column == 6 else "count", "total")
    _difference(page, last, totals, ("total",))
    page.height(last, 26)
    _foot(page, last + 2, 6, scheme)


def _sums(expenses: Sequence[Expense]) -> tuple[int, int, int]:
    return (
        sum(expense.budget_yuan for expense in expenses),
        sum(expense.actual_yuan or 0 for expense in expenses),
        sum(expense.vouchers or 0 for expense in expenses),
    )


def _difference(page: Page, row: int, sums: tuple[int, int, int], traits: tuple[str, ...]) -> None:
    budget, actual = cell(row, 2), cell(row, 3)
    page.put(row, 4, Formula(f"={actual}-{budget}", sums[1] - sums[0]), "cell", "count", *traits)
    page.put(row, 5, _rate(budget, actual, sums[0], sums[1]), "cell", "rate", *traits)


def _rate(budget: str, actual: str, planned: int, spent: int) -> Formula:
    return Formula(f'=IF({budget}=0,"—",{actual}/{budget})', spent / planned if planned else "—")


def _column(lines: Sequence[Line], column: int) -> str:
    rows = (_HEADER + 1, column, _HEADER + max(1, len(lines)), column)
    first, last = cell(rows[0], column, DETAIL), cell(rows[2], column, DETAIL).partition("!")[2]
    return f"{first}:{last}"


def _foot(page: Page, row: int, last_column: int, scheme: Scheme) -> None:
    """Leave room for the signatures of those who answer for the sums."""
    words = "填报人：　　　　　　　　审核人：　　　　　　　　主要负责人：　　　　　　　　　　　　年　　月　　日"
    page.span(row, 0, row, last_column, words, "left")
    page.height(row, 30)
    page.printed("A4", row, last_column, (_HEADER, _HEADER), scheme.office)
