"""What is due from whom this month? The sheet 工作日历, day by day with its clause."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.assessment import AgendaItem, Assessment
from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.workbooks.sheet.page import SAFE, Page, Value, lines_needed
from toolkit.workbooks.sheet.styles import Styles

NAME = "工作日历"
WEEKDAYS = "一二三四五六日"
_HEADER = 2
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("日期", 12, "date"),
    ("星期", 7, "center"),
    ("类别", 8, "center"),
    ("事项", 34, "left"),
    ("由谁", 24, "left"),
    ("报给或参加", 24, "left"),
    ("说明", 30, "left"),
    ("条款", 9, "center"),
    ("文件原文", 46, "left"),
)


def write_calendar(page: Page, result: Consolidation) -> None:
    """Write the month's agenda of a result."""
    assessment = result.assessment or Assessment()
    write_agenda(page, assessment.agenda, result.scheme, result.period)


def write_agenda(page: Page, items: Sequence[AgendaItem], scheme: Scheme, period: ReportingPeriod) -> None:
    """Write one row per item, by day."""
    last_column = len(COLUMNS) - 1
    page.span(0, 0, 0, last_column, f"{scheme.jurisdiction}{period.label}招商引资工作日历", "title")
    page.height(0, 32)
    hint = "按方案的时限、会议和外出要求排出；文件没有写日期的，列在时段的最后一天。"
    page.span(1, 0, 1, last_column, hint, "subtitle")
    page.row(_HEADER, [heading for heading, _, _ in COLUMNS], "header")
    page.height(_HEADER, 24)
    page.widths(*(width for _, width, _ in COLUMNS))
    for row, item in enumerate(items, _HEADER + 1):
        _write_item(page, row, item)
    last = _HEADER + max(1, len(items))
    if not items:
        page.span(last, 0, last, last_column, "本月没有到期的事项。", "cell", "center", "quiet")
    page.sheet.freeze_panes(_HEADER + 1, 0)
    page.printed("A4", last, last_column, (_HEADER, _HEADER), scheme.imprint)


def _write_item(page: Page, row: int, item: AgendaItem) -> None:
    basis = item.citation
    values: list[Value] = [item.day, WEEKDAYS[item.day.weekday()], item.kind, item.what, item.who, item.receiver]
    values += [item.note, basis.id if basis else "", basis.quote if basis else ""]
    for column, (value, (_, _, look)) in enumerate(zip(values, COLUMNS, strict=True)):
        page.put(row, column, value, "cell", "wrap", look)
    texts = [(value, width) for value, (_, width, _) in zip(values, COLUMNS, strict=True) if isinstance(value, str)]
    page.height(row, max(20, 14.0 * max(lines_needed(text, width) for text, width in texts) + 4))


def write_calendar_workbook(items: Sequence[AgendaItem], scheme: Scheme, period: ReportingPeriod, out: Path) -> Path:
    """Write the agenda as a workbook of its own and return where it went."""
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"title": NAME, "created": datetime(period.year, period.month, 1)})
    write_agenda(Page(book.add_worksheet(NAME), Styles(book)), items, scheme, period)
    book.close()
    return save(buffer.getvalue(), out)
