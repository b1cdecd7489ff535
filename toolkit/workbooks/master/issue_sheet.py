"""What differs from the month as it was issued? The sheet 与定稿差别, where anything does."""

from toolkit.model.ledger import Consolidation
from toolkit.workbooks.sheet.page import Page, Value, lines_needed

NAME = "与定稿差别"
_HEADER = 2
COLUMNS = (("类别", 8.0), ("事项", 40.0), ("内容", 22.0), ("定稿", 22.0), ("现在", 26.0), ("位置", 44.0))
MOST = 50_000


def has_rows(result: Consolidation) -> bool:
    """Tell whether the month was issued and differs from that."""
    return result.since_issue is not None and bool(result.since_issue.changes)


def write_issue(page: Page, result: Consolidation) -> None:
    """Write one row per difference, as it was issued and as it is now, with the cell where it stands."""
    since = result.since_issue
    if since is None:
        return
    last_column, period = len(COLUMNS) - 1, result.period.label
    page.span(0, 0, 0, last_column, f"{result.scheme.jurisdiction}{period}与定稿的差别", "title")
    page.height(0, 32)
    told = f"{since.issue.label}的数不变；这本汇总表按现在的表和裁定重新算过。要换成现在的数，再定稿一次，并写明理由。"
    page.span(1, 0, 1, last_column, told, "subtitle")
    page.widths(*(width for _, width in COLUMNS))
    page.row(_HEADER, [heading for heading, _ in COLUMNS], "header")
    page.height(_HEADER, 24)
    for row, one in enumerate(since.changes[:MOST], _HEADER + 1):
        values: tuple[Value, ...] = (one.kind, one.subject, one.field, one.before, one.after, one.place)
        page.row(row, values, "cell", "left", "wrap")
        lines = max(lines_needed(str(text), width) for text, (_, width) in zip(values, COLUMNS, strict=True))
        page.height(row, max(20, 14.0 * lines + 4))
    last = _HEADER + min(MOST, len(since.changes))
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.sheet.autofilter(_HEADER, 0, last, last_column)
    page.printed("A4", last, last_column, (_HEADER, _HEADER), result.scheme.imprint)
