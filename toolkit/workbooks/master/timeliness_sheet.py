"""Which units reported when, and was the table accepted? The sheet 报送情况."""

from datetime import date
from pathlib import Path

from toolkit.model.came import came_in_words
from toolkit.model.formula import Formula
from toolkit.model.ledger import NEEDS_CORRECTION, Arrival, Consolidation, Timeliness
from toolkit.model.submission import Submission
from toolkit.workbooks.sheet.lights import Light, legend, light_words
from toolkit.workbooks.sheet.page import Page, Value, block, cell, file_link, lines_needed

NAME = "报送情况"
_HEADER = 2
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("单位", 14, "left"),
    ("类别", 9, "center"),
    ("应报日期", 12, "date"),
    ("报送情况", 13, "center"),
    ("收到日期", 12, "date"),
    ("文件", 44, "left"),
    ("处理结果", 11, "center"),
    ("通过校验项目数", 11, "count"),
    ("退回项目数", 10, "count"),
    ("通过校验投资总额（亿元）", 15, "亿元"),
    ("退回投资总额（亿元）", 15, "亿元"),
    ("沿用的上月表", 14, "center"),
    ("被替换的文件", 26, "left"),
)
_ARRIVALS = {
    Arrival.ON_TIME.value: Light.AHEAD,
    Arrival.CORRECTED.value: Light.AHEAD,
    Arrival.UNREGISTERED.value: Light.SLIGHTLY_BEHIND,
    Arrival.LATE.value: Light.SLIGHTLY_BEHIND,
    Arrival.MISSING.value: Light.BEHIND,
}
_MEANINGS = {Light.AHEAD: "按时", Light.SLIGHTLY_BEHIND: "迟报、未登记、退回修改", Light.BEHIND: "未报"}
_HEADINGS = tuple(heading for heading, _, _ in COLUMNS)


def column(heading: str) -> int:
    """Return the number of a column by its heading."""
    return _HEADINGS.index(heading)


def rows_of(result: Consolidation) -> tuple[int, int]:
    """Return the first and the last row of units (one blank row where none owes a report)."""
    return _HEADER + 1, _HEADER + max(1, len(result.timeliness))


def _returned(unit: Timeliness, submission: Submission | None) -> int:
    """Return the investments of the rows that were read but sent back this period, in 元."""
    if submission is None or unit.carried_from:
        return 0
    back = submission.returned_rows  # looks at all findings: once for a file, not for each of its projects
    return sum(p.investment_yuan or 0 for p in submission.projects if p.ref.row in back)


def write_timeliness(page: Page, result: Consolidation, folder: Path) -> None:
    """Write one row per reporting unit, and what the rows add up to."""
    last_column = len(COLUMNS) - 1
    page.span(0, 0, 0, last_column, f"{result.scheme.jurisdiction}{result.period.label}统计表报送情况", "title")
    page.height(0, 32)
    page.height(_HEADER, 32)
    page.row(_HEADER, list(_HEADINGS), "header")
    page.widths(*(width for _, width, _ in COLUMNS))
    submissions = {submission.file: submission for submission in result.submissions}
    first, last = rows_of(result)
    for number, unit in enumerate(result.timeliness, start=1):
        _write_row(page, _HEADER + number, number, unit, submissions.get(unit.file), folder)
    _write_total(page, last + 1, first, last, result)
    _write_summary(page, first, last, result)
    unread = _write_unknown(page, last + 2, result)
    _colour(page, first, last)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A4", max(last + 1, unread), last_column, (_HEADER, _HEADER), result.scheme.imprint)


def _write_row(
    page: Page, row: int, number: int, unit: Timeliness, submission: Submission | None, folder: Path
) -> None:
    superseded = "\n".join([*unit.superseded, *([f"采用这份：{unit.why}"] if unit.superseded else [])])
    file = "\n".join(filter(None, (unit.file, *unit.came)))
    values: tuple[Value, ...] = (
        number,
        unit.unit,
        unit.kind,
        unit.due,
        unit.arrival.value,
        unit.received or _not_known(unit),
        file,
        unit.status,
        unit.accepted_rows,
        unit.returned_rows,
        unit.amount_yuan,
        _returned(unit, submission),
        unit.carried_from,
        superseded,
    )
    for place, ((heading, _, look), value) in enumerate(zip(COLUMNS, values, strict=True)):
        shown = "center" if look == "date" and not isinstance(value, date) else look
        if heading == "文件" and submission is not None and unit.file:
            page.link(row, place, file_link(submission.path, folder), file, "cell", "wrap", shown)
        else:
            page.put(row, place, value, "cell", "wrap", shown)
    needed = max(lines_needed(file, 44), lines_needed(superseded, 26))
    page.height(row, max(20, 14.0 * needed + 4))


def _not_known(unit: Timeliness) -> str:
    """Return what stands for the day on which the file that counts came, where nobody registered it."""
    if unit.arrival is Arrival.CORRECTED and unit.first:
        return f"{unit.first.month}月{unit.first.day}日，更正件未记"
    return "—" if unit.arrival is Arrival.MISSING else "未记"


def _write_total(page: Page, row: int, first: int, last: int, result: Consolidation) -> None:
    page.height(row, 20)
    page.span(row, 0, row, 1, "合计", "cell", "center", "total")
    for place in range(2, len(COLUMNS)):
        page.put(row, place, None, "cell", "total")
    for heading in ("通过校验项目数", "退回项目数", "通过校验投资总额（亿元）", "退回投资总额（亿元）"):
        page.put(row, column(heading), _sum(heading, first, last, result), "cell", COLUMNS[column(heading)][2], "total")


def _write_unknown(page: Page, row: int, result: Consolidation) -> int:
    """Write the files of the period whose unit is unknown; return the last row in use."""
    files = came_in_words(one for one in result.submissions if one.unit is None)
    if not files:
        return row - 1
    last_column = len(COLUMNS) - 1
    page.span(row, 0, row, last_column, "收到了、没有读取，也没有记到单位的", "section")
    for number, words in enumerate(files, 1):
        page.span(row + number, 0, row + number, last_column, f"{number}. {words}", "cell", "wrap", "left")
        page.height(row + number, max(20, 14.0 * lines_needed(words, 150) + 4))
    return row + len(files)


def _sum(heading: str, first: int, last: int, result: Consolidation) -> Formula:
    submissions = {submission.file: submission for submission in result.submissions}
    value = {
        "通过校验项目数": sum(unit.accepted_rows for unit in result.timeliness),
        "退回项目数": sum(unit.returned_rows for unit in result.timeliness),
        "通过校验投资总额（亿元）": sum(unit.amount_yuan for unit in result.timeliness),
        "退回投资总额（亿元）": sum(_returned(unit, submissions.get(unit.file)) for unit in result.timeliness),
    }[heading]
    place = column(heading)
    return Formula(f"=SUM({block(first, place, last, place)})", value)


def arrivals(result: Consolidation, arrival: Arrival) -> Formula:
    """Return how many units reported in one way, as a formula for another sheet."""
    count = sum(unit.arrival is arrival for unit in result.timeliness)
    return Formula(f'=COUNTIF({_column_range(result, "报送情况")},"{arrival.value}")', count)


def carried_count(result: Consolidation) -> Formula:
    """Return for how many units an earlier table was used, as a formula for another sheet."""
    count = sum(bool(unit.carried_from) for unit in result.timeliness)
    return Formula(f'=COUNTIF({_column_range(result, "沿用的上月表")},"?*")', count)


def _column_range(result: Consolidation, heading: str) -> str:
    first, last = rows_of(result)
    place = column(heading)
    return f"{cell(first, place, NAME)}:{cell(last, place, NAME).split('!')[1]}"


def total_cell(result: Consolidation, heading: str) -> Formula:
    """Return a reference to one of the sheet's sums, for another sheet."""
    first, last = rows_of(result)
    return Formula(f"={cell(last + 1, column(heading), NAME)}", _sum(heading, first, last, result).value)


def _write_summary(page: Page, first: int, last: int, result: Consolidation) -> None:
    where = block(first, column("报送情况"), last, column("报送情况"))
    counts = [(arrival.value, sum(unit.arrival is arrival for unit in result.timeliness)) for arrival in Arrival]
    text = "&".join(f'"；{name} "&COUNTIF({where},"{name}")' for name, _ in counts) + f'&"　{legend(_MEANINGS)}"'
    units = block(first, 1, last, 1)
    value = f"应报 {len(result.timeliness)}" + "".join(f"；{name} {count}" for name, count in counts)
    value += f"　{legend(_MEANINGS)}"
    page.span(1, 0, 1, len(COLUMNS) - 1, Formula(f'="应报 "&COUNTA({units})&{text}', value), "subtitle")


def _colour(page: Page, first: int, last: int) -> None:
    for heading, words in (("报送情况", _ARRIVALS), ("处理结果", {NEEDS_CORRECTION: Light.SLIGHTLY_BEHIND})):
        place = column(heading)
        light_words(page, (first, place, last, place), words)
