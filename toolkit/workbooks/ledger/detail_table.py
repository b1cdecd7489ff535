"""Which figures do the parts of a ledger have, each and in sum? One line for each part, and the sum as formula."""

from collections.abc import Sequence

from msgspec import Struct

from toolkit.model.clause import Citation
from toolkit.model.formula import Formula
from toolkit.model.money import YI
from toolkit.model.scheme import Indicator, Scheme
from toolkit.workbooks.sheet.criteria import COUNTED
from toolkit.workbooks.sheet.page import Page, Value, block, lines_needed
from toolkit.workbooks.sheet.styles import trait_of

_HEADER = 2
_LABELS = (("序号", 6.0), ("明细", 26.0))
_WIDTH = 16.0


class PartLine(Struct, frozen=True):
    """The figures of one part: ``figures`` go with :func:`measures`; ``link`` leads to its workbook ('' inside it)."""

    name: str
    link: str
    figures: Sequence[Formula | int | float | str]


def measures(scheme: Scheme) -> tuple[Indicator, ...]:
    """Return what can be added up over parts: rows, projects, money, and the scheme's counts and sums."""
    shown = (
        _measure("台账行数", "行", "count"),
        _measure("项目数", "个", "count", counted=True),
        _measure("投资总额", "亿元", "sum", "investment_yuan", counted=True),
        _measure("到位资金", "亿元", "sum", "paid_in_yuan", counted=True),
    )
    return (*shown, *(indicator for indicator in scheme.indicators if not indicator.is_ratio))


def _measure(name: str, unit: str, aggregate: str, column: str = "", *, counted: bool = False) -> Indicator:
    scale, criteria = (YI if unit == "亿元" else 1), ((COUNTED,) if counted else ())
    return Indicator(name, name, unit, scale, aggregate, column, criteria, "", "", None, (), Citation("", 0, ""), "")


def write_parts(page: Page, titles: tuple[str, str], scheme: Scheme, lines: Sequence[PartLine]) -> None:
    """Write title and remark, the sums of several parts on top as in the official tables, and a line for each part."""
    shown = measures(scheme)
    headings = [f"{one.name}\n（{one.unit}）" for one in shown]
    last_column = len(_LABELS) + len(shown) - 1
    widths = (*(width for _, width in _LABELS), *[_WIDTH] * len(shown))
    page.widths(*widths)
    page.span(0, 0, 0, last_column, titles[0], "title", "left")
    page.span(1, 0, 1, last_column, titles[1], "subtitle", "left")
    page.height(0, 30)
    page.height(1, 6 + 14.0 * lines_needed(titles[1], sum(widths)))
    page.row(_HEADER, [*(label for label, _ in _LABELS), *headings], "header")
    page.height(_HEADER, 6 + 14.0 * max(lines_needed(heading, _WIDTH) for heading in headings))
    first = _HEADER + 1 + (len(lines) > 1)
    if len(lines) > 1:
        _write_sums(page, first, lines, shown)
    for row, line in enumerate(lines, start=first):
        _write_line(page, row, row - first + 1, line, shown)
    page.sheet.freeze_panes(first, len(_LABELS))
    page.printed("A3", first + len(lines) - 1, last_column, (_HEADER, _HEADER), scheme.imprint)


def _write_sums(page: Page, first: int, lines: Sequence[PartLine], shown: Sequence[Indicator]) -> None:
    row, last = first - 1, first + len(lines) - 1
    page.span(row, 0, row, len(_LABELS) - 1, "合计", "cell", "center", "total")
    page.height(row, 20)
    for column, one in enumerate(shown, start=len(_LABELS)):
        total = sum(_number(line.figures[column - len(_LABELS)]) for line in lines)
        sums = Formula(f"=SUM({block(first, column, last, column)})", total)
        page.put(row, column, sums, "cell", trait_of(one), "total")


def _write_line(page: Page, row: int, number: int, line: PartLine, shown: Sequence[Indicator]) -> None:
    page.put(row, 0, number, "cell", "plain")
    page.link(row, 1, line.link, line.name, "cell", "left", "wrap")
    page.height(row, max(20, 6 + 14.0 * lines_needed(line.name, _LABELS[1][1])))
    for column, (one, figure) in enumerate(zip(shown, line.figures, strict=True), start=len(_LABELS)):
        page.put(row, column, figure, "cell", trait_of(one))


def _number(value: Value) -> int | float:
    value = value.value if isinstance(value, Formula) else value
    return value if isinstance(value, int | float) else 0
