"""What does a unit get that may see only its own rows of the master? A small workbook of those rows."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.ledger import Consolidation, Counted
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.workbooks.sheet.page import SAFE, Page, Value, lines_needed
from toolkit.workbooks.sheet.styles import Styles

OWN, LED = "本单位报送", "归属本单位"
_HEADER = 2
_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("报送单位", 15, "left"),
    ("项目名称", 26, "left"),
    ("行业", 12, "center"),
    ("项目方", 28, "left"),
    ("投资总额\n（亿元）", 9.5, "亿元"),
    ("到位资金\n（亿元）", 9.5, "亿元"),
    ("投资来源", 9, "center"),
    ("阶段", 7, "center"),
    ("进展情况", 26, "left"),
    ("项目负责人", 10, "center"),
    ("联系电话", 13, "center"),
    ("计入汇总", 6, "center"),
)


def has_rows(result: Consolidation, unit: str) -> bool:
    """Tell whether an extract for a unit would hold any project."""
    return any(unit in (entry.unit, entry.lead_unit) for entry in result.ledger.entries)


def write_unit_extract(result: Consolidation, unit: str, out: Path) -> Path:
    """Write a unit's ledger rows, and those that others reported but that are led by it; return where it went.

    The rows of others come with the phones that ``result`` has: it is to be masked for all but ``unit`` before.
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    day = result.as_of
    title = f"{unit}{result.period.label}招商引资项目"
    book.set_properties(
        {"title": title, "author": result.scheme.office, "created": datetime(day.year, day.month, day.day)}
    )
    write_rows(book, Styles(book), result, unit)
    book.close()
    return save(buffer.getvalue(), out)


def write_rows(book: Any, styles: Styles, result: Consolidation, unit: str) -> None:
    """Add the sheets of a unit's own rows and, where there are any, of those that it leads."""
    entries = result.ledger.entries
    own = [entry for entry in entries if entry.unit == unit]
    led = [entry for entry in entries if entry.lead_unit == unit and entry.unit != unit]
    title = f"{unit}{result.period.label}招商引资项目"
    said = f"{result.scheme.jurisdiction}{result.period.label}汇总表中的"
    note = f"{said}本单位报送的项目，{_how_many(own)}。{''.join(joint_said(result, unit))}请核对。"
    _write(Page(book.add_worksheet(OWN), styles), title, note, own)
    if led:
        note = f"{said}由其他单位报送、归属本单位牵头的项目，{_how_many(led)}。电话只留前几位。"
        _write(Page(book.add_worksheet(LED), styles), title, note, led)


def joint_said(result: Consolidation, unit: str) -> list[str]:
    """Return of each project that a unit brought with another why one of the two rows says 计入汇总 否."""
    names = {entry.serial: entry.name for entry in result.ledger.entries}
    return [one.said_of(names.get(one.kept, ""), unit) for one in result.ledger.shared if unit in one.units]


def _how_many(entries: Sequence[LedgerEntry]) -> str:
    counted = Counted.among(entries).count
    return f"共{len(entries)}个" + (f"，其中计入汇总{counted}个" if counted < len(entries) else "")


def _write(page: Page, title: str, note: str, entries: Sequence[LedgerEntry]) -> None:
    last = len(_COLUMNS) - 1
    page.span(0, 0, 0, last, title, "title")
    page.span(1, 0, 1, last, note, "subtitle")
    page.height(0, 32)
    page.height(1, max(20, 14.0 * lines_needed(note, sum(width for _, width, _ in _COLUMNS)) + 6))
    page.row(_HEADER, [heading for heading, _, _ in _COLUMNS], "header")
    page.height(_HEADER, 34)
    page.widths(*(width for _, width, _ in _COLUMNS))
    for row, entry in enumerate(entries, start=_HEADER + 1):
        values = _values(row - _HEADER, entry)
        for column, ((_, _, look), value) in enumerate(zip(_COLUMNS, values, strict=True)):
            page.put(row, column, value, "cell", "wrap", look)
        words = [
            (value, width) for (_, width, _), value in zip(_COLUMNS, values, strict=True) if isinstance(value, str)
        ]
        page.height(row, max(20, 14.0 * max(lines_needed(value, width) for value, width in words) + 4))
    bottom = _HEADER + max(1, len(entries))
    if not entries:
        page.span(bottom, 0, bottom, last, "没有项目。", "cell", "center")
    else:
        page.sheet.autofilter(_HEADER, 0, bottom, last)
    page.sheet.freeze_panes(_HEADER + 1, 3)
    page.printed("A4", bottom, last, (_HEADER, _HEADER), "")


def _values(number: int, entry: LedgerEntry) -> tuple[Value, ...]:
    return (
        number,
        entry.unit,
        entry.name,
        entry.industry or "",
        entry.investor or "",
        entry.investment_yuan,
        entry.paid_in_yuan,
        entry.source or "",
        entry.stage or "",
        entry.progress or "",
        entry.contact or "",
        entry.phone or "",
        entry.counted,
    )
