"""What does one unit's page hold? Its tasks against 序时, its table, what it owes, and its projects: one workbook."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model import figures
from toolkit.model.findings import Severity, as_lines
from toolkit.model.ledger import Arrival, Consolidation, Counted, TargetStanding, Timeliness, Variance
from toolkit.model.money import YI, in_yi
from toolkit.model.stages import STAGES
from toolkit.workbooks.books.unit_extract import joint_said, write_rows
from toolkit.workbooks.sheet.lights import IN_FULL, due_of, legend, light_of, rates_said, slightly_of
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed
from toolkit.workbooks.sheet.styles import Styles

NAME = "本单位情况"
_WIDTHS = (6, 30, 26, 12, 12, 13, 13, 30)
_LAST = len(_WIDTHS) - 1
# The return copy and 裁定.xlsx hold all of them.
_SHOWN = 12


def write_unit_page(result: Consolidation, unit: str, out: Path) -> Path:
    """Write how a unit stands and, on sheets of their own, its projects; return where it went.

    The rows of others come with the phones that ``result`` has: it is to be masked for all but ``unit`` before.
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    day = result.as_of
    title = f"{unit}{result.period.label}招商引资情况"
    created = datetime(day.year, day.month, day.day)
    book.set_properties({"title": title, "author": result.scheme.office, "created": created})
    styles = Styles(book)
    page = Page(book.add_worksheet(NAME), styles)
    page.widths(*_WIDTHS)
    page.span(0, 0, 0, _LAST, title, "title")
    page.height(0, 36)
    passed, whole = result.elapsed
    told = f"{result.scheme.office}　{day.year}年{day.month}月{day.day}日　序时进度{figures.rate(passed / whole)}。"
    page.span(1, 0, 1, _LAST, told + legend(rates_said(result.scheme)), "subtitle")
    page.height(1, 20)
    row = _write_tasks(
        page, 3, [one for one in result.standings if one.line.lead_unit == unit], slightly_of(result.scheme)
    )
    row = _write_lines(page, row + 1, "报送情况", list(_reported(result, unit)))
    row = _write_lines(page, row + 1, "项目", list(_projects(result, unit)))
    row = _write_lines(page, row + 1, "要办的事", list(_to_do(result, unit)) or [("", "没有要修改、要答复的。")])
    page.sheet.freeze_panes(2, 0)
    page.printed("A4", row - 1, _LAST, None, result.scheme.imprint)
    write_rows(book, styles, result, unit)
    book.close()
    return save(buffer.getvalue(), out)


def _write_tasks(page: Page, row: int, standings: Sequence[TargetStanding], slightly: int) -> int:
    page.span(row, 0, row, _LAST, "目标任务", "section")
    headings = ("序号", "任务", "指标", "目标", "完成", "完成率", "超（欠）进度\n（百分点）", "待定和缺数据")
    page.row(row + 1, list(headings), "header")
    page.height(row + 1, 32)
    row += 2
    lines = [(standing, variance) for standing in standings for variance in standing.variances.values()]
    if not lines:
        page.span(row, 0, row, _LAST, "方案没有给本单位下达目标任务。", "cell", "center")
        return row + 1
    for number, (standing, variance) in enumerate(lines, 1):
        indicator = variance.indicator
        open_ = "；".join(part for part in (figures.waiting(variance), figures.gaps_said(variance)) if part)
        scope = standing.line.scope or standing.line.group
        page.put(row, 0, number, "cell", "plain")
        page.put(row, 1, scope, "cell", "left", "wrap")
        page.put(row, 2, f"{indicator.name}（{indicator.unit}）", "cell", "left", "wrap")
        page.put(row, 3, figures.in_unit(variance.target, indicator), "cell", "right")
        page.put(row, 4, figures.actual_in_unit(variance), "cell", "right", "bold")
        _write_rate(page, row, variance, slightly)
        page.put(row, 6, figures.short_pace(variance.ahead), "cell", "center")
        page.put(row, 7, open_, "cell", "left", "wrap")
        words = ((scope, _WIDTHS[1]), (indicator.name, _WIDTHS[2]), (open_, _WIDTHS[7]))
        page.height(row, max(20, 14.0 * max(lines_needed(text, width) for text, width in words) + 4))
        row += 1
    return row


def _write_rate(page: Page, row: int, variance: Variance, slightly: int) -> None:
    """Write a completion rate in its colour, with the mark that is seen without colours."""
    rate, indicator = variance.completion, variance.indicator
    if rate is None:
        page.put(row, 5, figures.DASH, "cell", "center")
        return
    part, whole = indicator.due or variance.elapsed
    light = light_of(rate, 1 if due_of(indicator) == IN_FULL else part / whole, slightly)
    page.put(row, 5, f"{light.mark}{figures.rate(rate)}", "cell", "center", light.trait)


def _write_lines(page: Page, row: int, title: str, lines: Sequence[tuple[str, str]]) -> int:
    page.span(row, 0, row, _LAST, title, "section")
    for number, (label, text) in enumerate(lines, row + 1):
        page.span(number, 0, number, 1, label, "cell", "left")
        page.span(number, 2, number, _LAST, text, "cell", "left", "wrap")
        page.height(number, max(20, 14.0 * lines_needed(text, sum(_WIDTHS[2:])) + 4))
    return row + 1 + len(lines)


def _reported(result: Consolidation, unit: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in result.timeliness if line.unit == unit]
    if not lines:
        yield "统计表", "方案没有要求本单位报送统计表。"
    for line in lines:
        received = f"{line.received}收到，" if line.received else ""
        yield "统计表", f"{received}{line.arrival}；应于{line.due}前报送。{_what_came(line)}"
        if line.carried_from:
            yield "沿用", f"本月没有可用的表，沿用{line.carried_from}的数。"


def _what_came(line: Timeliness) -> str:
    if not line.file:
        return ""
    back = f"，退回修改{line.returned_rows}个" if line.returned_rows else ""
    return f"采用的是“{line.file}”：采用{line.accepted_rows}个项目{back}。"


def _projects(result: Consolidation, unit: str) -> Iterator[tuple[str, str]]:
    reported = [entry for entry in result.ledger.entries if entry.unit == unit]
    mine = [line for line in result.timeliness if line.unit == unit]
    if not reported and any(line.is_silent for line in mine):
        yield "本单位报送", f"今年没有报送统计表，{figures.NO_DATA}。"
        yield from _of_others(result, unit)
        return
    counted = Counted.among(reported)
    paid_in = [entry.paid_in_yuan for entry in counted.entries if entry.paid_in_yuan is not None]
    big = sum((entry.investment_yuan or 0) >= YI for entry in counted.entries)
    paid = f"{in_yi(sum(paid_in))}亿元" if paid_in else figures.NO_DATA
    sums = f"投资总额{in_yi(counted.investment_yuan)}亿元，到位资金{paid}，亿元以上项目{big}个"
    yield "本单位报送", f"计入汇总{counted.count}个，{sums}。明细见“本单位报送”。"
    by_stage = [(stage, sum(entry.stage == stage for entry in counted.entries)) for stage in STAGES]
    unknown = sum(not entry.stage_rank for entry in counted.entries)
    said = [f"{stage}{count}个" for stage, count in (*by_stage, ("阶段不明", unknown)) if count]
    if joint := joint_said(result, unit):
        yield "共同引进", "".join(joint)
    yield "所处阶段", "、".join(said) or "没有项目。"
    yield from _of_others(result, unit)


def _of_others(result: Consolidation, unit: str) -> Iterator[tuple[str, str]]:
    if led := sum(entry.lead_unit == unit and entry.unit != unit for entry in result.ledger.entries):
        yield "其他单位报送、归属本单位", f"{led}个。明细见“归属本单位”。"


def _to_do(result: Consolidation, unit: str) -> Iterator[tuple[str, str]]:
    """Yield the table that it owes, what it has to correct, then what the office has yet to decide of its projects."""
    if any(line.unit == unit and line.arrival is Arrival.MISSING for line in result.timeliness):
        yield "统计表", f"{result.period.label}统计表没有报送，请报送；确无项目的，报零报告。"
    own = [file for file in result.submissions if file.unit == unit and file.period == result.period]
    found = [one for file in own if not file.is_superseded for one in file.findings]
    lines = as_lines(one for one in found if one.severity is not Severity.NOTE)
    for line in lines[:_SHOWN]:
        yield f"{line.finding.severity.label}　{line.places or line.cells[0].sheet}", line.finding.message
    if len(lines) > _SHOWN:
        yield "", f"另有{len(lines) - _SHOWN}处，见退回修改稿。"
    waiting = [one for one in result.decisions if one.is_open and one.unit == unit]
    for decision in waiting[:_SHOWN]:
        about = f"“{decision.project}”：" if decision.project else ""
        yield f"待裁定　{decision.id}", f"{about}{decision.situation}"
    if len(waiting) > _SHOWN:
        yield "", f"另有{len(waiting) - _SHOWN}项待裁定。"
