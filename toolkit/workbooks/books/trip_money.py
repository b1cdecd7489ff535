"""What do the month's trips cost by group? The budgets and the reimbursements for the finance bureau."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.formula import Formula, of_money
from toolkit.model.money import has_cents
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.trip_register import ITEMS
from toolkit.model.trips import Expense, Trip, total_of
from toolkit.workbooks.sheet.page import SAFE, Page, Value, block, cell, lines_needed
from toolkit.workbooks.sheet.styles import Styles

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


def write_budgets(
    trips: Sequence[Trip], scheme: Scheme, period: ReportingPeriod, out: Path, nil: Sequence[str] = ()
) -> Path:
    """Write the month's budgets of all groups by item, with live totals (LZ-R3, LZ-R4); ``nil`` are 零预算."""
    title = f"{scheme.jurisdiction}{period.label}招商引资经费预算汇总表"
    return _write(trips, scheme, period, out, title, nil, reimbursed=False)


def write_reimbursements(trips: Sequence[Trip], scheme: Scheme, period: ReportingPeriod, out: Path) -> Path:
    """Write what the groups spent against their budgets, with live totals and rates (LZ-R6, LZ-R7)."""
    title = f"{scheme.jurisdiction}{period.label}招商引资经费报销汇总表"
    return _write(trips, scheme, period, out, title, reimbursed=True)


def _write(
    trips: Sequence[Trip],
    scheme: Scheme,
    period: ReportingPeriod,
    out: Path,
    title: str,
    nil: Sequence[str] = (),
    *,
    reimbursed: bool,
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
        _write_budget(summary, lines, title, scheme, nil)
    book.close()
    return save(buffer.getvalue(), out)


def group_of(trip: Trip) -> str:
    """Return the name that a trip's money is listed under: the group's, or the unit's where there is none."""
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
    money = _money(lines)
    for row, (trip, expense) in enumerate(lines, _HEADER + 1):
        budget, actual = cell(row, 5), cell(row, 6)
        values: list[Value] = [
            group_of(trip),
            trip.id,
            trip.unit,
            expense.item,
            expense.reckoning,
            expense.budget_yuan,
            expense.actual_yuan,
            _difference(budget, actual, expense.budget_yuan, expense.actual_yuan),
            _rate(budget, actual, expense.budget_yuan, expense.actual_yuan),
            expense.vouchers,
            expense.why,
            expense.settled,
        ]
        for column, (value, (_, _, trait)) in enumerate(zip(values, columns, strict=False)):
            page.put(row, column, value, "cell", money if trait == "count" else trait, "wrap")
        texts = ((0, group_of(trip)), (2, trip.unit), (3, expense.item), (4, expense.reckoning), (10, expense.why))
        needed = [lines_needed(text, columns[at][1]) for at, text in texts if at < len(columns)]
        page.height(row, 14 * max(needed) + 8)
    last = _HEADER + max(1, len(lines))
    if not lines:
        page.span(last, 0, last, last_column, "本月没有经费。", "cell", "center", "quiet")
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.sheet.autofilter(_HEADER, 0, last, last_column)
    page.printed("A4", last, last_column, (_HEADER, _HEADER), scheme.imprint)


def _write_budget(page: Page, lines: Sequence[Line], title: str, scheme: Scheme, nil: Sequence[str]) -> None:
    """Write group × item; every cell adds up the detail.  Who reported a budget of nothing stands there with 0."""
    used = {expense.item for _, expense in lines}
    items = [item for item in ITEMS if item in used] + sorted(used - set(ITEMS))
    items = items or [*(ITEMS[-1:] if nil else ())]
    last_column = len(items) + 3
    _head(page, title, scheme, last_column)
    page.row(_HEADER, ["序号", "招商组（单位）", "批次", *items, "合计"], "header")
    page.widths(6, 26, 7, *[13] * len(items), 14)
    first = _HEADER + 1
    groups = list(dict.fromkeys((*_groups(lines), *nil)))
    where = {column: _column(lines, column) for column in (0, 3, 5)}
    for row, group in enumerate(groups, first):
        own = [(trip, expense) for trip, expense in lines if group_of(trip) == group]
        page.put(row, 0, row - _HEADER, "cell", "plain")
        page.put(row, 1, group, "cell", "left", "wrap")
        page.put(row, 2, len({trip.id for trip, _ in own}), "cell", "plain")
        for column, item in enumerate(items, 3):
            text = f"=ROUND(SUMIFS({where[5]},{where[0]},$B{row + 1},{where[3]},{_heading(column)}),2)"
            value = _budget_of(expense for _, expense in own if expense.item == item)
            page.put(row, column, of_money(text, value), "cell", _money(lines))
        total = _budget_of(expense for _, expense in own)
        span = block(row, 3, row, last_column - 1)
        page.put(row, last_column, of_money(f"=ROUND(SUM({span}),2)", total), "cell", _money(lines), "bold")
        page.height(row, max(24, 14 * lines_needed(group, 26) + 6))
    _total_row(page, lines, first + len(groups), first, items)
    _foot(page, first + len(groups) + 2, last_column, scheme)


def _heading(column: int) -> str:
    return f"{cell(_HEADER, column)[:-1]}${_HEADER + 1}"


def _total_row(page: Page, lines: Sequence[Line], row: int, first: int, items: Sequence[str]) -> None:
    page.span(row, 0, row, 1, "合　计", "cell", "center", "total")
    batches = len({trip.id for trip, _ in lines})
    sums = [Decimal(batches), *(_budget_of(e for _, e in lines if e.item == item) for item in items)]
    sums.append(_budget_of(expense for _, expense in lines))
    for column, value in enumerate(sums, 2):
        trait = "plain" if column == 2 else _money(lines)
        text = f"=ROUND(SUM({block(first, column, row - 1, column)}),2)" if row > first else "=0"
        page.put(row, column, of_money(text, value), "cell", trait, "total")
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
        known = f'COUNTIFS({where[0]},$B{row + 1},{where[6]},">=0")'
        open_ = f"COUNTIFS({where[0]},$B{row + 1})-{known}"
        texts = (f"SUMIFS({where[source]},{where[0]},$B{row + 1})" for source in (5, 6, 9))
        _sums(page, row, own, (known, open_), tuple(texts), _money(lines), ())
        page.height(row, max(24, 14 * lines_needed(group, 34) + 6))
    last = first + len(groups)
    page.span(last, 0, last, 1, "合　计", "cell", "center", "total")
    blocks = [block(first, column, last - 1, column) for column in (2, 3, 6)]
    sums = tuple(f"SUM({text})" if groups else "0" for text in blocks)
    known, open_ = f"COUNT({blocks[1]})" if groups else "0", f"ROWS({where[6]})-COUNT({where[6]})"
    _sums(page, last, [expense for _, expense in lines], (known, open_), sums, _money(lines), ("total",))
    page.height(last, 26)
    lacking = sum(expense.actual_yuan is None for _, expense in lines)
    if lacking:
        words = f"还有{lacking}项没有填实际数，见“{DETAIL}”；有这样的项的，实际只是已填各项之和，差额、执行率暂不计算。"
        page.span(last + 1, 0, last + 1, 6, words, "left", "quiet", "wrap")
        page.height(last + 1, 30)
    _foot(page, last + 2, 6, scheme)


def _sums(
    page: Page,
    row: int,
    expenses: Sequence[Expense],
    counts: tuple[str, str],
    texts: tuple[str, ...],
    money: str,
    traits: tuple[str, ...],
) -> None:
    """Write budget, actual, difference, rate and papers of some lines.

    ``counts`` are formulas for the actuals that there are, and for those that are still open: with one open there is
    neither a difference nor a rate, since the budget has a line that the actual lacks.
    """
    known, open_ = counts
    planned, spent = _budget_of(expenses), total_of(expense.actual_yuan for expense in expenses)
    whole = spent if all(expense.actual_yuan is not None for expense in expenses) else None
    budget, actual = cell(row, 2), cell(row, 3)
    page.put(row, 2, of_money(f"=ROUND({texts[0]},2)", planned), "cell", money, *traits)
    page.put(row, 3, of_money(f'=IF({known}=0,"",ROUND({texts[1]},2))', spent), "cell", money, *traits)
    page.put(row, 4, _unless(open_, _difference(budget, actual, planned, whole)), "cell", money, *traits)
    page.put(row, 5, _unless(open_, _rate(budget, actual, planned, whole)), "cell", "rate", *traits)
    papers = sum(expense.vouchers or 0 for expense in expenses)
    page.put(row, 6, Formula(f"={texts[2]}", papers), "cell", "plain", *traits)


def _budget_of(expenses: Iterable[Expense]) -> Decimal:
    return sum((expense.budget_yuan for expense in expenses), Decimal(0))


def _money(lines: Sequence[Line]) -> str:
    """Return how the amounts of a workbook are shown: all with two decimals where any has 角 or 分, else none."""
    amounts = (yuan for _, expense in lines for yuan in (expense.budget_yuan, expense.actual_yuan) if yuan is not None)
    return "decimal" if any(map(has_cents, amounts)) else "count"


def _difference(budget: str, actual: str, planned: Decimal, spent: Decimal | None) -> Formula:
    """Return actual less budget; an empty cell where no actual was written down."""
    text = f'=IF({actual}="","",ROUND({actual}-{budget},2))'
    return of_money(text, None if spent is None else spent - planned)


def _rate(budget: str, actual: str, planned: Decimal, spent: Decimal | None) -> Formula:
    text = f'=IF({actual}="","",IF({budget}=0,"—",{actual}/{budget}))'
    return Formula(text, "" if spent is None else float(spent / planned) if planned else "—")


def _unless(open_: str, of_whole: Formula) -> Formula:
    return Formula(f'=IF({open_}>0,"",{of_whole.text.removeprefix("=")})', of_whole.value)


def _column(lines: Sequence[Line], column: int) -> str:
    rows = (_HEADER + 1, column, _HEADER + max(1, len(lines)), column)
    first, last = cell(rows[0], column, DETAIL), cell(rows[2], column, DETAIL).partition("!")[2]
    return f"{first}:{last}"


def _foot(page: Page, row: int, last_column: int, scheme: Scheme) -> None:
    """Leave room for the signatures of those who answer for the sums."""
    words = "填报人：　　　　　　　　审核人：　　　　　　　　主要负责人：　　　　　　　　　　　　年　　月　　日"
    page.span(row, 0, row, last_column, words, "left")
    page.height(row, 30)
    page.printed("A4", row, last_column, (_HEADER, _HEADER), scheme.imprint)
