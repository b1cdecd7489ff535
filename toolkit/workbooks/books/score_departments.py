"""What does one unit's score sheet show? Its points, and the event or project of every point."""

from collections.abc import Sequence
from typing import Any

from toolkit.model.assessment import ScoreEntry, ScoreSheet
from toolkit.model.expressions import expression
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.books import score_sheet
from toolkit.workbooks.sheet.criteria import NO_VALUE
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed
from toolkit.workbooks.sheet.styles import Styles

_HEADINGS = ("计分项", "时段", "内容或项目", "日期", "佐证或进展", "数量", "计入", "说明", "来源", "得分")
_WIDTHS = (28.0, 14.0, 30.0, 12.0, 22.0, 11.0, 7.0, 22.0, 40.0, 9.0)
_LAST = len(_HEADINGS) - 1
_HEADER = 3
LONGEST_NAME = 31
FORBIDDEN = expression(r"[\[\]:*?/\\']")


def sheet_name(unit: str) -> str:
    """Return a unit's name as Excel takes it for a sheet: at most 31 characters, none of ``[]:*?/\\``.

    >>> sheet_name("经济发展部/招商分局")
    '经济发展部招商分局'
    """
    return FORBIDDEN.sub("", unit)[:LONGEST_NAME] or "单位"


def write_departments(book: Any, styles: Styles, result: Consolidation) -> None:
    """Add one sheet for every unit, best first, also for those without any points."""
    scores = score_sheet.scores_of(result)
    names: set[str] = {sheet.get_name().casefold() for sheet in book.worksheets()}
    for place in scores.places:
        name = sheet_name(place.name)
        while name.casefold() in names:  # two long names with one beginning, or a unit called 计分台账
            name = f"{name[: LONGEST_NAME - 4]}（{len(names)}）"
        names.add(name.casefold())
        page = Page(book.add_worksheet(name), styles)
        _write_unit(page, place.name, place.rank, scores, result)


def _write_unit(page: Page, unit: str, rank: int, scores: ScoreSheet, result: Consolidation) -> None:
    title = f"{unit}{result.scheme.accounting.year_of(result.period)}年招商引资计分表"
    page.span(0, 0, 0, _LAST, title, "title")
    page.height(0, 32)
    page.widths(*_WIDTHS)
    page.row(_HEADER, list(_HEADINGS), "header")
    page.height(_HEADER, 24)
    row = _HEADER + 1
    own = [(number, entry) for number, entry in enumerate(scores.entries) if entry.unit == unit]
    for number, entry in own:
        row = _write_entry(page, row, number, entry)
    if not own:
        page.span(row, 0, row, _LAST, "本年还没有得分的事项。", "cell", "center", "quiet")
        row += 1
    page.span(row, 0, row, _LAST - 1, "合计", "cell", "center", "total")
    total = scores.of(unit)
    untold = scores.is_untold(unit)
    page.put(row, _LAST, NO_VALUE if untold else Formula(_total(own, row), total), "cell", "decimal", "total")
    grade = scores.grade(unit)
    given = (
        f"，等次：{grade.name}{''.join(f'（{move.change.name}，{move.how}）' for move in grade.moves)}" if grade else ""
    )
    points = "以前的季度没有齐，合计没有数据" if untold else f"共得 {total:g} 分"
    counted = f"{points}，{f'排第 {rank} 名' if scores.is_ranked(unit) else '不排名次'}{given}"
    said = f"截至{result.period.label}，{counted}。每一分都列出来源；不计入的写明原因。"
    page.span(1, 0, 1, _LAST, said, "subtitle")
    page.sheet.freeze_panes(_HEADER + 1, 1)
    page.printed("A4", row, _LAST, (_HEADER, _HEADER), result.scheme.imprint)


def _total(own: Sequence[tuple[int, ScoreEntry]], row: int) -> str:
    """Return the sum of the points; those of a quarter's total count in the year as they are carried."""
    if not own:
        return "=0"
    if all(entry.in_total for _, entry in own):
        return f"=SUM({cell(_HEADER + 1, _LAST)}:{cell(row - 1, _LAST)})"
    at, cells = _HEADER + 1, []
    for _, entry in own:
        cells += [cell(at, _LAST)] if entry.in_total else []
        at += len(entry.items)
    return f"=SUM({','.join(cells)})" if cells else "=0"


def _write_entry(page: Page, row: int, number: int, entry: ScoreEntry) -> int:
    """Write an entry's items and, beside the first, its points; return the row after them."""
    last = row + len(entry.items) - 1
    page.span(row, 0, last, 0, f"{entry.rule.name}（{entry.rule.id}）", "cell", "left", "wrap")
    page.span(row, 1, last, 1, entry.span, "cell", "center", "wrap")
    # The points stand on the sheet 计分台账; its rows follow the entries' order.
    source = cell(score_sheet.HEADER + 1 + number, 10, score_sheet.NAME)
    page.span(row, _LAST, last, _LAST, Formula(f"={source}", entry.points), "cell", "decimal")
    for place, item in enumerate(entry.items, row):
        counted = "是" if item.counted else "否"
        values: list[Value] = [item.what, item.day, item.evidence, item.quantity, counted, item.note, item.place]
        looks = ("left", "center", "left", "count", "center", "left", "left")
        for column, (value, look) in enumerate(zip(values, looks, strict=True), 2):
            page.put(place, column, value, "cell", "wrap", score_sheet.fitting(look, value))
        texts = zip((item.what, item.evidence, item.note, item.place), (30, 22, 22, 40), strict=True)
        alone = lines_needed(entry.rule.name + entry.rule.id, 26) if len(entry.items) == 1 else 1
        page.height(place, max(20, 14.0 * max(alone, *(lines_needed(text, width) for text, width in texts)) + 4))
    return last + 1
