"""How do the figures compare with last month and last year? The sheet 同比环比."""

from toolkit.model.comparison import Comparison
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.model.scheme import Indicator
from toolkit.workbooks.sheet.criteria import NO_VALUE, Figures, in_cell
from toolkit.workbooks.sheet.page import Page, cell
from toolkit.workbooks.sheet.styles import trait_of

NAME = "同比环比"
_HEADER = 3
_CURRENT = 2
_PER_COMPARISON = 3


def write_comparison(page: Page, result: Consolidation, figures: Figures) -> None:
    """Write one row per indicator: this period live, the others as computed then, changes as formulas."""
    scheme = result.scheme
    last_column = _CURRENT + _PER_COMPARISON * len(result.comparisons)
    page.span(0, 0, 0, last_column, f"{scheme.jurisdiction}{result.period.label}招商引资指标同比环比", "title")
    page.height(0, 32)
    sources = "；".join(f"{one.label}：{one.source}" for one in result.comparisons)
    page.span(1, 0, 1, last_column, f"{sources}。没有可比数据的写“{NO_VALUE}”。", "subtitle")
    page.widths(26, 9, 13, *[15] * (last_column - _CURRENT))
    page.height(_HEADER - 1, 24)
    page.height(_HEADER, 24)
    for column, heading in enumerate(("指标", "单位", "本期")):
        page.span(_HEADER - 1, column, _HEADER, column, heading, "header")
    for number, comparison in enumerate(result.comparisons):
        first = _CURRENT + 1 + _PER_COMPARISON * number
        page.span(_HEADER - 1, first, _HEADER - 1, first + 2, comparison.label, "header")
        page.row(_HEADER, ["数值", "增减", "增减幅度"], "header", column=first)
    for row, indicator in enumerate(scheme.indicators, _HEADER + 1):
        _write_row(page, row, indicator, result, figures)
    last = _HEADER + max(1, len(scheme.indicators))
    page.sheet.freeze_panes(_HEADER + 1, _CURRENT + 1)
    page.printed("A4", last, last_column, (_HEADER - 1, _HEADER), scheme.imprint)


def current_cell(number: int) -> str:
    """Return where this period's value of a scheme's indicator stands; indicators count from 0."""
    return cell(_HEADER + 1 + number, _CURRENT)


def _write_row(page: Page, row: int, indicator: Indicator, result: Consolidation, figures: Figures) -> None:
    trait = trait_of(indicator)
    current = figures.formula(indicator)
    page.put(row, 0, indicator.name, "cell", "left")
    page.put(row, 1, indicator.unit, "cell", "center")
    page.put(row, _CURRENT, current, "cell", trait)
    for number, comparison in enumerate(result.comparisons):
        _write_change(page, row, _CURRENT + 1 + _PER_COMPARISON * number, indicator, comparison, current)


def _write_change(
    page: Page, row: int, column: int, indicator: Indicator, comparison: Comparison, current: Formula
) -> None:
    trait = trait_of(indicator)
    earlier = comparison.figures.get(indicator.id)
    if earlier is None:
        for offset in range(_PER_COMPARISON):
            page.put(row, column + offset, NO_VALUE, "cell", "center", "quiet")
        return
    before = in_cell(indicator, earlier)
    now, then = cell(row, _CURRENT), cell(row, column)
    page.put(row, column, before, "cell", trait)
    # What two percentages differ by are points, not per cent.
    is_share = indicator.is_ratio or indicator.unit == "%"
    change, times = (f"({now}-{then})*100", 100) if is_share else (f"{now}-{then}", 1)
    text = f'=IF(ISNUMBER({now}),{change},"{NO_VALUE}")'
    look = "percentage points" if is_share else trait
    page.put(row, column + 1, Formula(text, _change(current, before, times)), "cell", look)
    rate: float | str = NO_VALUE
    if not isinstance(current.value, str) and before and not indicator.is_ratio:
        rate = current.value / before - 1
    # A share that grows from 20 % to 30 % grows by ten points: its own rate of change would mislead.
    text = f'=IF(AND(ISNUMBER({now}),{then}<>0),{now}/{then}-1,"{NO_VALUE}")'
    value = NO_VALUE if indicator.is_ratio else Formula(text, rate)
    page.put(row, column + 2, value, "cell", "rate")


def _change(current: Formula, before: float, times: int) -> float | str:
    return NO_VALUE if isinstance(current.value, str) else (current.value - before) * times
