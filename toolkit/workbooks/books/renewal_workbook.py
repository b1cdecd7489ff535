"""What does the office read beside a renewed rulebook? 续订对照.xlsx: each clause and rule, then and now."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.renewal import CHANGED, GONE, MOVED, NEW, RESULTS, WAITING, RenewalLine
from toolkit.workbooks.sheet.page import SAFE, Page, Value, lines_needed
from toolkit.workbooks.sheet.styles import Styles

SHEET = "续订对照"
_HEADER = 2
_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("种类", 9, "center"),
    ("编号", 10, "center"),
    ("名称", 16, "left"),
    ("结果", 9, "center"),
    ("原行号", 6, "count或空"),
    ("原来", 34, "left"),
    ("新行号", 6, "count或空"),
    ("现在", 34, "left"),
    ("要做什么", 36, "left"),
)
_LOOKS = {CHANGED: "yellow", GONE: "red", NEW: "yellow", MOVED: "note", WAITING: "yellow"}


def write_renewal(title: str, lines: Sequence[RenewalLine], out: Path) -> Path:
    """Write the comparison, clauses first, and return where it went."""
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    page = Page(book.add_worksheet(SHEET), Styles(book))
    last, counts = len(_COLUMNS) - 1, Counter(line.result for line in lines)
    page.span(0, 0, 0, last, title, "title")
    told = "，".join(f"{result} {counts[result]}" for result in RESULTS if counts[result])
    page.span(1, 0, 1, last, f"共 {len(lines)} 条：{told}。规则里写着“待确认”的，改好以后才能用。", "subtitle")
    page.height(0, 32)
    page.height(1, 20)
    page.widths(*(width for _, width, _ in _COLUMNS))
    page.row(_HEADER, [heading for heading, _, _ in _COLUMNS], "header")
    for row, line in enumerate(lines, start=_HEADER + 1):
        values: tuple[Value, ...] = (
            line.kind, line.id, line.name, line.result, line.before_line, line.before, line.after_line, line.after,
            line.to_do,
        )  # fmt: skip
        for column, ((_, _, look), value) in enumerate(zip(_COLUMNS, values, strict=True)):
            colour = (_LOOKS[line.result],) if column == 3 and line.result in _LOOKS else ()
            page.put(row, column, value, "cell", "wrap", look, *colour)
        words = [
            (value, width) for (_, width, _), value in zip(_COLUMNS, values, strict=True) if isinstance(value, str)
        ]
        page.height(row, max(20, 14.0 * max(lines_needed(value, width) for value, width in words) + 4))
    bottom = _HEADER + max(1, len(lines))
    page.sheet.autofilter(_HEADER, 0, bottom, last)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A4", bottom, last, (_HEADER, _HEADER), "")
    book.close()
    return save(buffer.getvalue(), out)
