"""Who is ahead and behind and why, who is missing, what waits and what is to be decided? The lines on top of 总览."""

from collections.abc import Iterator, Sequence

from toolkit.model import leader
from toolkit.model.formula import Formula
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.workbooks.master import quiet_sheets, target_sheet, timeliness_sheet
from toolkit.workbooks.master.target_table import TargetTable
from toolkit.workbooks.sheet.page import Page, Value, block, lines_needed

# label, count, words
News = tuple[str, Value, str]
_LABEL, _TEXT = 4, 6  # the last column of the label and the first of the words


def news(table: TargetTable, county: str) -> list[News]:
    """Return the lines; ``county`` are the county's 超（欠）进度, counted where there are no lines."""
    result = table.result
    rows = [*_pace(table, county), ("未报单位", timeliness_sheet.arrivals(result, Arrival.MISSING), _arrived(result))]
    back = [line.unit for line in result.timeliness if line.is_returned]
    rows.append(("退回修改（项目）", timeliness_sheet.total_cell(result, "退回项目数"), "、".join(back) or "无"))
    for label, (count, words) in (
        ("待裁定（项）", leader.waiting(result)),
        ("提请研究（项）", leader.to_decide(result)),
    ):
        # Found when the month was consolidated: a text, as no formula of this workbook counts it.
        rows.append((label, str(count), words))
    if quiet := quiet_sheets.absent(result):
        rows.append(("本月没有的", str(len(quiet)), "；".join(quiet.values())))
    return rows


def _pace(table: TargetTable, county: str) -> Iterator[News]:
    """Yield who is ahead of 序时进度 and who behind, the farthest with their projects, each with a live count."""
    indicator = leader.leading(table.result)
    for word, test, found in (("超进度", ">=0", table.ahead), ("欠进度", "<0", table.behind)):
        if indicator:
            label, text = f"{indicator.name}：{word}", _count(table, table.column(indicator) + 4, test)
        else:
            label, text = f"{word}的指标", f'=COUNTIF({county},"{test}")'
        yield label, Formula(text, len(found)), _told(found)


def _count(table: TargetTable, column: int, test: str) -> str:
    runs = table.runs(table.lines)
    return "=" + "+".join(f'COUNTIF({target_sheet.NAME}!{block(a, column, b, column)},"{test}")' for a, b in runs)


def _told(found: Sequence[leader.Placed]) -> str:
    said = [one.in_words for one in found[: leader.PLACES]]
    if rest := [one.label for one in found[leader.PLACES :]]:
        said.append(f"另有：{'、'.join(rest)}")
    return "\n".join(said) or "无"


def _arrived(result: Consolidation) -> str:
    late = [unit.unit for unit in result.timeliness if unit.arrival is Arrival.LATE]
    told = "、".join(leader.missing(result)) or "无"
    if carried := leader.carried_count(result.timeliness):
        told += f"。其中{carried}"
    if late:
        told += f"。迟报 {len(late)} 个：{'、'.join(late)}"
    if unregistered := sum(unit.arrival is Arrival.UNREGISTERED for unit in result.timeliness):
        told += f"。收到时间未登记 {unregistered} 个"
    return told


def write_news(page: Page, rows: Sequence[News], first: int, last: int, width: float) -> None:
    """Write the lines from row ``first`` to column ``last``; ``width`` is that of the words in column units."""
    for row, (label, count, words) in enumerate(rows, start=first):
        page.span(row, 0, row, _LABEL, label, "header")
        page.span(row, _LABEL + 1, row, _LABEL + 1, count, "cell", "plain", "bold")
        page.span(row, _TEXT, row, last, words, "cell", "left", "wrap")
        page.height(row, max(20, 13.5 * lines_needed(words, width) + 4))
