"""Which of the county's figures are other offices' (海关, 商务), and what do the tables sum to? The sheet 官方数据."""

from collections.abc import Mapping

from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.model.official import BOOK, OfficialFigure, in_force
from toolkit.workbooks.sheet.criteria import NO_VALUE, Figures, LedgerRanges, in_cell
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed
from toolkit.workbooks.sheet.styles import trait_of

NAME = BOOK
_HEADER, _AMOUNT, _SUM = 2, 3, 4
_COLUMNS = (
    ("指标", 24.0),
    ("单位", 9.0),
    ("截至", 12.0),
    ("官方数", 14.0),
    ("统计表合计", 14.0),
    ("官方数比合计", 14.0),
    ("采用", 9.0),
    ("发布部门", 14.0),
    ("出处", 30.0),
    ("登记在", 34.0),
)


def has_rows(result: Consolidation) -> bool:
    """Tell whether the office entered a figure of another office for the month."""
    return bool(_lines(result))


def _lines(result: Consolidation) -> list[OfficialFigure]:
    known = [one.id for one in result.scheme.indicators]
    return sorted(
        (one for one in result.official if one.indicator in known), key=lambda one: known.index(one.indicator)
    )


def places(result: Consolidation) -> Mapping[str, Formula]:
    """Return, by indicator, the cell of each figure that counts in place of the sum."""
    counts = in_force(result.official, result.scheme, result.period)
    return {
        one.indicator: Formula(
            f"={cell(row, _AMOUNT, NAME)}", in_cell(result.scheme.indicator(one.indicator), one.amount)
        )
        for row, one in enumerate(_lines(result), _HEADER + 1)
        if one.indicator in counts
    }


def write_official(page: Page, result: Consolidation, ranges: LedgerRanges) -> None:
    """Write a row a figure: as it was published and entered, and beside it what the units' tables sum to."""
    last = len(_COLUMNS) - 1
    page.span(0, 0, 0, last, f"{result.scheme.jurisdiction}{result.period.label}主管部门公布的数", "title")
    page.height(0, 32)
    told = "登记在工作文件夹 考核 里的 官方数据.xlsx；采用“是”的，各页的合计取这里的官方数，各目标任务项仍取统计表。"
    page.span(1, 0, 1, last, told, "subtitle")
    page.widths(*(width for _, width in _COLUMNS))
    page.row(_HEADER, [heading for heading, _ in _COLUMNS], "header")
    page.height(_HEADER, 24)
    sums = Figures(result.scheme, ranges, result.ledger.entries, result.elapsed)
    counts = in_force(result.official, result.scheme, result.period)
    for row, one in enumerate(_lines(result), _HEADER + 1):
        indicator = result.scheme.indicator(one.indicator)
        amount, added = in_cell(indicator, one.amount), sums.formula(indicator)
        number, total = cell(row, _AMOUNT), cell(row, _SUM)
        apart = NO_VALUE if isinstance(added.value, str) else amount - added.value
        more = Formula(f'=IF(ISNUMBER({total}),{number}-{total},"{NO_VALUE}")', apart)
        used, shown = "是" if one.indicator in counts else "否", trait_of(indicator)
        left: tuple[Value, ...] = (one.publisher, one.source, str(one.ref))
        page.row(row, (indicator.name, indicator.unit, one.period.label), "cell", "left")
        page.row(row, (amount, added, more), "cell", shown, column=_AMOUNT)
        page.row(row, (used, *left), "cell", "left", "wrap", column=_SUM + 2)
        page.height(row, 8 + 14.0 * max(lines_needed(str(text), _COLUMNS[7 + at][1]) for at, text in enumerate(left)))
    page.printed("A4", _HEADER + len(_lines(result)), last, (_HEADER, _HEADER), result.scheme.imprint)
