"""Who went where, who approved it, what did it cost, and what is still owed? The sheet 外出招商情况 of the master."""

from decimal import Decimal

from toolkit.model.findings import as_lines
from toolkit.model.formula import Formula, of_money
from toolkit.model.ledger import Consolidation
from toolkit.model.money import has_cents
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Travel, TripLine, total_of
from toolkit.workbooks.master.trip_quota_table import write_attendance, write_quotas
from toolkit.workbooks.sheet.lights import LEVELS, Light, legend, light_words
from toolkit.workbooks.sheet.page import Page, Value, block, cell, lines_needed

NAME = "外出招商情况"
_HEADER = 3
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("行程编号", 18, "center"),
    ("带队单位", 16, "left"),
    ("带队领导", 10, "center"),
    ("目的地", 24, "left"),
    ("出发", 11, "date"),
    ("返回", 11, "date"),
    ("天数", 6, "plain"),
    ("人数", 6, "plain"),
    ("拜访\n企业", 6, "plain"),
    ("招商\n线索", 6, "plain"),
    ("预算（元）", 12, "count"),
    ("实际（元）", 12, "count"),
    ("差额（元）", 12, "count"),
    ("执行率", 9, "rate"),
    ("审批", 18, "left"),
    ("批准日期", 11, "date"),
    ("备案", 18, "left"),
    ("报告应报", 11, "date"),
    ("报告报送", 11, "date"),
    ("问题", 34, "left"),
)
LAST = len(COLUMNS) - 1
_AS_OF = "截至"


def write_trips(page: Page, result: Consolidation) -> None:
    """Write the year's trips up to the period, the quota table and the findings, one below the other."""
    page.span(0, 0, 0, LAST, f"{result.scheme.jurisdiction}{result.period.label}外出招商情况", "title")
    page.height(0, 32)
    page.widths(*(width for _, width, _ in COLUMNS))
    travel = result.travel
    if travel is None:
        page.span(1, 0, 1, LAST, "没有外出招商台账。请把台账放在“出行”文件夹，文件名为 出行台账.xlsx。", "subtitle")
        page.printed("A3", 2, LAST, None, result.scheme.imprint)
        return
    hint = "列出本年截至本月的行程。数字都由台账算出；问题写在最后一列和下面的清单里。"
    assumed = dict.fromkeys(line.report.assumed for line in travel.lines if line.report and line.report.assumed)
    hint += "".join(f"报告应报：{said}。" for said in assumed)
    hint += legend({Light.SLIGHTLY_BEHIND: "外出任务还差的、请核对", Light.BEHIND: "须修改"})
    page.span(1, 0, 1, LAST, hint, "subtitle")
    page.put(2, 0, _AS_OF, "right")
    page.put(2, 1, result.as_of, "date")
    page.height(_HEADER, 34)
    page.row(_HEADER, [heading for heading, _, _ in COLUMNS], "header")
    last = _write_all(page, travel, result.period)
    last = write_quotas(page, travel, last + 2, cell(2, 1).replace("B3", "$B$3"))
    last = _write_findings(page, travel, last + 2)
    page.sheet.freeze_panes(_HEADER + 1, 1)
    page.printed("A3", last, LAST, (_HEADER, _HEADER), result.scheme.imprint)


def _write_all(page: Page, travel: Travel, period: ReportingPeriod) -> int:
    first = _HEADER + 1
    if not travel.lines:
        page.span(first, 0, first, LAST, "本年还没有行程。", "cell", "center", "quiet")
        write_attendance(page, travel, _HEADER)
        return first
    for row, line in enumerate(travel.lines, first):
        _write_trip(page, row, line, period, _money(travel))
    last = first + len(travel.lines)
    page.span(last, 0, last, 5, "合计", "cell", "center", "total")
    trips = [line.trip for line in travel.lines]
    sums = (
        sum(trip.days for trip in trips),
        sum(len(trip.participants) for trip in trips),
        sum(len(trip.firms) for trip in trips),
        sum(len(trip.leads) for trip in trips),
    )
    for column, total in enumerate(sums, 6):
        traits = ("cell", COLUMNS[column][2], "total")
        page.put(last, column, Formula(f"=SUM({block(first, column, last - 1, column)})", total), *traits)
    _write_money_sums(page, travel, first, last)
    for column in range(14, LAST + 1):
        page.put(last, column, "", "cell", "total")
    write_attendance(page, travel, _HEADER)
    return last


def _write_money_sums(page: Page, travel: Travel, first: int, last: int) -> None:
    trips = [line.trip for line in travel.lines]
    money = _money(travel)
    budget = sum((trip.budget_yuan for trip in trips), Decimal(0))
    actual = total_of(trip.actual_yuan for trip in trips)
    spans = [block(first, column, last - 1, column) for column in (10, 11, 12)]
    page.put(last, 10, of_money(f"=ROUND(SUM({spans[0]}),2)", budget), "cell", money, "total")
    text = f'=IF(COUNT({spans[1]})=0,"",ROUND(SUM({spans[1]}),2))'
    page.put(last, 11, of_money(text, actual), "cell", money, "total")
    # Only of trips whose every line is known: a sum that lacks a line says nothing of a budget that has it.
    known = [trip for trip in trips if trip.is_accounted]
    spent = total_of(trip.actual_yuan for trip in known)
    planned = sum((trip.budget_yuan for trip in known), Decimal(0))
    count = f"COUNT({spans[2]})"
    text = f'=IF({count}=0,"",ROUND(SUM({spans[2]}),2))'
    page.put(last, 12, of_money(text, None if spent is None else spent - planned), "cell", money, "total")
    of_known = f'SUMIFS({spans[0]},{spans[2]},">-1E+15")'
    text = f'=IF({count}=0,"",IF({of_known}=0,"—",({of_known}+SUM({spans[2]}))/{of_known}))'
    page.put(last, 13, Formula(text, _share(planned, spent)), "cell", "rate", "total")


def _money(travel: Travel) -> str:
    """Return how amounts are shown: with two decimals where any trip has 角 or 分, else in whole 元."""
    lines = [expense for line in travel.lines for expense in line.trip.expenses]
    amounts = (yuan for line in lines for yuan in (line.budget_yuan, line.actual_yuan) if yuan is not None)
    return "decimal" if any(map(has_cents, amounts)) else "count"


def _difference(budget: str, actual: str, planned: Decimal, spent: Decimal | None) -> Formula:
    text = f'=IF({actual}="","",ROUND({actual}-{budget},2))'
    return of_money(text, None if spent is None else spent - planned)


def _write_trip(page: Page, row: int, line: TripLine, period: ReportingPeriod, money: str) -> None:
    trip = line.trip
    start, end = cell(row, 4), cell(row, 5)
    budget, actual = cell(row, 10), cell(row, 11)
    words = "、".join(dict.fromkeys(finding.code for finding in line.findings))
    whole = trip.is_accounted
    values: list[Value] = [
        trip.id,
        line.unit,
        trip.leader.name if trip.leader else "",
        trip.destination,
        trip.start,
        trip.end,
        Formula(f"={end}-{start}+1", trip.days),
        len(trip.participants),
        len(trip.firms),
        len(trip.leads),
        trip.budget_yuan,
        trip.actual_yuan,
        _difference(budget, actual, trip.budget_yuan, trip.actual_yuan) if whole else "",
        _rate(row, trip.budget_yuan, trip.actual_yuan) if whole else "",
        line.approver,
        trip.approved_on,
        f"{line.filed_with} {trip.filing_number}".strip(),
        line.report.day if line.report else None,
        trip.report_on,
        words,
    ]
    # Trips of the month under report stand out from those of the months before.
    quiet = () if period.first_day <= trip.end and trip.start <= period.last_day else ("quiet",)
    for column, (value, (_, _, trait)) in enumerate(zip(values, COLUMNS, strict=True)):
        page.put(row, column, value, "cell", money if trait == "count" else trait, "wrap", *quiet)
    texts = ((1, line.unit), (3, trip.destination), (14, line.approver), (16, str(values[16])), (LAST, words))
    page.height(row, 14 * max(2, *(lines_needed(text, COLUMNS[column][1]) for column, text in texts)) + 4)


def _rate(row: int, budget: Decimal, actual: Decimal | None) -> Formula:
    there, here = cell(row, 11), cell(row, 10)
    text = f'=IF({there}="","",IF({here}=0,"—",{there}/{here}))'
    return Formula(text, _share(budget, actual))


def _share(budget: Decimal, actual: Decimal | None) -> float | str:
    return "" if actual is None else float(actual / budget) if budget else "—"


def _write_findings(page: Page, travel: Travel, row: int) -> int:
    page.span(row, 0, row, LAST, "外出招商问题清单", "section")
    lines = as_lines(travel.findings)
    page.row(row + 1, ["编号", "级别"], "header")
    page.span(row + 1, 2, row + 1, 4, "位置", "header")
    page.span(row + 1, 5, row + 1, LAST, "问题及修改意见", "header")
    for at, line in enumerate(lines, row + 2):
        page.put(at, 0, line.finding.code, "cell", "center")
        page.put(at, 1, line.finding.severity.label, "cell", "center")
        where = line.place or "—"
        page.span(at, 2, at, 4, where, "cell", "left", "wrap")
        page.span(at, 5, at, LAST, line.finding.message, "cell", "left", "wrap")
        page.height(at, 15 * max(1, lines_needed(where, 43), lines_needed(line.finding.message, 190)) + 4)
    light_words(page, (row + 2, 1, row + 1 + max(1, len(lines)), 1), LEVELS)
    if not lines:
        page.span(row + 2, 0, row + 2, LAST, "没有发现问题。", "cell", "center", "quiet")
    return row + 2 + max(0, len(lines) - 1)
