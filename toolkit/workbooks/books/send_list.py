"""Which letters are to be sent, and which were sent? The preview before sending and the printed send ledger."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.letters import CollectRow, SendRow, SendStatus, as_printed
from toolkit.workbooks.sheet.lights import Light, legend, light_words
from toolkit.workbooks.sheet.page import SAFE, Page, Value, lines_needed
from toolkit.workbooks.sheet.styles import Styles

SENT, COLLECTED = "发件", "收件"
_HEADER = 2
_ALWAYS = 8  # columns that are printed even when empty
_SEND: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("单位", 15, "left"),
    ("收件人", 9, "left"),
    ("邮箱", 27, "left"),
    ("主题", 34, "left"),
    ("附件", 42, "left"),
    ("大小", 9, "right"),
    ("状态", 10, "center"),
    ("时间", 16, "center"),
    ("说明", 32, "left"),
)
_COLLECT: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("收到时间", 16, "center"),
    ("单位", 15, "left"),
    ("发件邮箱", 27, "left"),
    ("主题", 34, "left"),
    ("附件", 42, "left"),
    ("存到", 18, "left"),
    ("说明", 32, "left"),
)
_STATES = {
    SendStatus.SENT.label: Light.AHEAD,
    SendStatus.UNCERTAIN.label: Light.SLIGHTLY_BEHIND,
    SendStatus.FAILED.label: Light.BEHIND,
    SendStatus.BOUNCED.label: Light.BEHIND,
}
_MEANINGS = {
    light: "、".join(label for label, of in _STATES.items() if of is light) for light in dict.fromkeys(_STATES.values())
}


def write_send_list(
    title: str, rows: Sequence[SendRow], out: Path, collected: Sequence[CollectRow] = (), notes: Sequence[str] = ()
) -> Path:
    """Write the letters, and the collected mails if there are any; return where the workbook went.

    ``notes`` are what the clerk should look at before anything goes out.
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    styles = Styles(book)
    sent = Page(book.add_worksheet(SENT), styles)
    summary = "\n".join([_summary(rows), *(f"发出前请看：{note}。" for note in notes)])
    _write(sent, title, summary, _SEND, [_send_row(number, row) for number, row in enumerate(rows, 1)])
    if _legend(rows):
        light_words(sent, (_HEADER + 1, 7, max(_HEADER + 1, _HEADER + len(rows)), 7), _STATES)
    if collected:
        page = Page(book.add_worksheet(COLLECTED), styles)
        values = [_collect_row(number, row) for number, row in enumerate(collected, 1)]
        _write(page, "收到的邮件", f"共{len(values)}个附件。邮箱里的邮件都还在，没有删除。", _COLLECT, values)
    book.close()
    return save(buffer.getvalue(), out)


def _summary(rows: Sequence[SendRow]) -> str:
    counts = [(status, sum(row.status is status for row in rows)) for status in SendStatus]
    said = "，".join(f"{status.label} {count} 封" for status, count in counts if count)
    told = dict(counts)
    todo = "“不确定”的，请先向对方核实是否收到，再决定是否重发。" if told[SendStatus.UNCERTAIN] else ""
    todo += "“退信”的，请改正通讯录里的邮箱再发。" if told[SendStatus.BOUNCED] else ""
    return f"共 {len(rows)} 封：{said}。{todo}{_legend(rows)}" if rows else "没有邮件。"


def _legend(rows: Sequence[SendRow]) -> str:
    """Return the legend of the colours, '' where none is shown: a preview has none."""
    return legend(_MEANINGS) if any(row.status.label in _STATES for row in rows) else ""


def _send_row(number: int, row: SendRow) -> tuple[Value, ...]:
    size = "" if not row.size else f"{row.size / 2**20:.1f} MB" if row.size >= 2**20 else f"{-(-row.size // 1024)} KB"
    when = f"{row.at:%Y-%m-%d %H:%M}" if row.at else ""
    files = "\n".join(row.attachments)
    return number, row.unit, row.name, row.address, row.subject, files, size, row.status.label, when, row.remark


def _collect_row(number: int, row: CollectRow) -> tuple[Value, ...]:
    row, when = as_printed(row), f"{row.received:%Y-%m-%d %H:%M}"
    return number, when, row.unit, row.sender, row.subject, row.file, row.went_to, row.remark


def _write(
    page: Page,
    title: str,
    summary: str,
    columns: tuple[tuple[str, float, str], ...],
    rows: Sequence[tuple[Value, ...]],
) -> None:
    # A preview has no times and mostly no remarks: columns without a word are not printed.
    used = [number for number, _ in enumerate(columns) if number < _ALWAYS or any(row[number] for row in rows)]
    columns = tuple(columns[number] for number in used)
    rows = [tuple(row[number] for number in used) for row in rows]
    last = len(columns) - 1
    page.span(0, 0, 0, last, title, "title")
    page.span(1, 0, 1, last, summary, "subtitle", *(["wrap"] if "\n" in summary else []))
    page.height(0, 32)
    page.height(1, min(400.0, 20.0 * lines_needed(summary, sum(width for _, width, _ in columns))))
    page.row(_HEADER, [heading for heading, _, _ in columns], "header")
    page.height(_HEADER, 22)
    page.widths(*(width for _, width, _ in columns))
    for number, values in enumerate(rows, start=_HEADER + 1):
        for column, ((_, _, look), value) in enumerate(zip(columns, values, strict=True)):
            page.put(number, column, value, "cell", "wrap", look)
        needed = max(lines_needed(str(value), width) for (_, width, _), value in zip(columns, values, strict=True))
        page.height(number, max(20, min(400.0, 14.0 * needed + 4)))
    bottom = _HEADER + max(1, len(rows))
    page.sheet.autofilter(_HEADER, 0, bottom, last)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A4", bottom, last, (_HEADER, _HEADER), "")
