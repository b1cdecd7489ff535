"""How did the year go so far, month by month, beside 序时进度? The sheet 走势, with a chart for each headline."""

from typing import Any

from toolkit.model.accounting_year import AccountingYear
from toolkit.model.figures import NO_DATA
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.publication import MonthOfYear
from toolkit.model.scheme import Indicator
from toolkit.workbooks.master.overview_charts import BLUE, FONT, ORANGE, TITLE
from toolkit.workbooks.sheet.criteria import NO_VALUE, Figures, in_cell
from toolkit.workbooks.sheet.page import Page, Value, cell
from toolkit.workbooks.sheet.styles import trait_of

NAME = "走势"
MONTHS = 12
_HEADER, _FIRST = 2, 3  # the header's row, the first column of a month
_CHARTS, _SIDE_BY_SIDE = 4, 2
_CHART_ROWS, _ROW_PIXELS, _CHART_PIXELS = 15, 20, (612, 568)
ISSUED, OPEN = "定稿", "未定稿"


def write_trend(page: Page, book: Any, result: Consolidation, figures: Figures) -> None:
    """Write each indicator by month, as issued where it was, its rate beside 序时进度, and charts of the headlines."""
    year = result.scheme.accounting
    last, months = _FIRST + MONTHS - 1, {year.place(one.period).month: one for one in result.months}
    title = f"{result.scheme.jurisdiction}{year.year_of(result.period)}年招商引资指标各月走势"
    page.span(0, 0, 0, last, title, "title")
    page.height(0, 32)
    told = f"标“{ISSUED}”的月份用定稿的数；标“{OPEN}”的按现在的表和裁定算，以后可能再变。"
    page.span(1, 0, 1, last, told, "subtitle")
    page.widths(26, 9, 11, *[9.5] * MONTHS)
    _write_header(page, _HEADER, "指标", months, year)
    for row, variance in enumerate(result.county, _HEADER + 1):
        _write_figures(page, row, variance, result, months, figures)
    rates, shown, paced = _plan(result)
    _write_header(page, rates, "完成率", months, year)
    for id, row in paced.items():
        _write_elapsed(page, row, result, id)
    first = rates + 1 + len(paced)
    for row, (source, variance) in enumerate(shown, first):
        _write_rates(page, row, source, variance, result, months, figures)
    below = first + len(shown)
    for number, (_, variance) in enumerate(shown[:_CHARTS]):
        width = _CHART_PIXELS[number % _SIDE_BY_SIDE]
        due = paced.get(variance.indicator.id, paced[""])
        chart = _chart(page.name, book, (rates, due, first + number), variance, width)
        row, column = below + 1 + _CHART_ROWS * (number // _SIDE_BY_SIDE), 7 * (number % _SIDE_BY_SIDE)
        page.sheet.insert_chart(row, column, chart, {"object_position": 1})
    bottom = below + 1 + _CHART_ROWS * -(-min(_CHARTS, len(shown)) // _SIDE_BY_SIDE)
    page.sheet.freeze_panes(_HEADER + 1, _FIRST)
    page.printed("A4", bottom, last, None, result.scheme.imprint)
    page.sheet.fit_to_pages(1, 1)


def _plan(result: Consolidation) -> tuple[int, list[tuple[int, Variance]], dict[str, int]]:
    """Return where the rates begin, which figures have one (with the figure's row), and the rows of what is due."""
    rates = _HEADER + len(result.county) + 2
    shown = [(row, one) for row, one in enumerate(result.county, _HEADER + 1) if _has_rate(one)]
    # Where the document states what of one figure is due when, it has a line of its own to be held against.
    paced = {"": rates + 1}
    for _, variance in shown:
        if variance.indicator.pace:
            paced[variance.indicator.id] = rates + 1 + len(paced)
    return rates, shown, paced


def headline(book: Any, result: Consolidation) -> Any:
    """Return the chart of the first figure that has a rate, for the leader's page; ``None`` where none has."""
    rates, shown, paced = _plan(result)
    if not shown:
        return None
    _, variance = shown[0]
    rows = rates, paced.get(variance.indicator.id, paced[""]), rates + 1 + len(paced)
    return _chart(NAME, book, rows, variance, _CHART_PIXELS[0])


def _has_rate(variance: Variance) -> bool:
    """Tell whether a figure is due month by month: a share or a growth is not, and 无数据 has no rate."""
    indicator = variance.indicator
    return bool(variance.target) and not indicator.is_ratio and not indicator.is_growth and variance.actual is not None


def _write_header(page: Page, row: int, name: str, months: dict[int, MonthOfYear], year: AccountingYear) -> None:
    page.height(row, 32)
    page.row(row, [name, "单位", "全年目标"], "header")
    for month in range(1, MONTHS + 1):
        known = months.get(month)
        state = f"\n{ISSUED if known.issued else OPEN}" if known else ""
        page.put(row, _FIRST + month - 1, f"{year.month(2000, month).month}月{state}", "header")


def _write_figures(
    page: Page, row: int, variance: Variance, result: Consolidation, months: dict[int, MonthOfYear], figures: Figures
) -> None:
    indicator, shown = variance.indicator, trait_of(variance.indicator)
    page.put(row, 0, indicator.name, "cell", "left")
    page.put(row, 1, indicator.unit, "cell", "center")
    page.put(row, 2, None if variance.target is None else in_cell(indicator, variance.target), "cell", shown)
    for month in range(1, MONTHS + 1):
        page.put(row, _FIRST + month - 1, _figure(indicator, months.get(month), result, figures), "cell", shown)


def _figure(indicator: Indicator, known: MonthOfYear | None, result: Consolidation, figures: Figures) -> Value:
    """Return a month's figure as its cell has it: this month's is alive, the others' are as they were then.

    A month that nothing is known of is empty; a figure without data in one that is known is said to be that.
    """
    if known and known.period == result.period:
        return figures.formula(indicator)
    figure = known.figures.get(indicator.id) if known else None
    if known and figure is None and indicator.id in known.figures:
        return NO_VALUE if indicator.is_ratio or indicator.is_growth else NO_DATA
    return None if figure is None else in_cell(indicator, figure)


def _write_elapsed(page: Page, row: int, result: Consolidation, id: str) -> None:
    """Write 序时进度 of every month of the year, or an indicator's own: the line on which all is due."""
    scheme, year = result.scheme, result.scheme.accounting
    own = scheme.indicator(id) if id else None
    by = "month" if result.elapsed[1] == MONTHS else "day"
    page.row(row, ["", "%", None], "cell", "center")
    page.put(row, 0, f"序时进度：{own.name}" if own else "序时进度", "cell", "left")
    for month in range(1, MONTHS + 1):
        period = year.month(year.year_of(result.period), month)
        pace = own.pace if own else scheme.pace
        passed, whole = year.due(period, pace) if pace else year.elapsed(period, by=by)
        page.put(row, _FIRST + month - 1, Formula(f"={passed}/{whole}", passed / whole), "cell", "rate")


def _write_rates(
    page: Page,
    row: int,
    source: int,
    variance: Variance,
    result: Consolidation,
    months: dict[int, MonthOfYear],
    figures: Figures,
) -> None:
    """Write a figure's rate by month, each against the target that held then."""
    indicator = variance.indicator
    page.put(row, 0, indicator.name, "cell", "left")
    page.put(row, 1, "%", "cell", "center")
    page.put(row, 2, None, "cell")
    for month in range(1, MONTHS + 1):
        column = _FIRST + month - 1
        known = months.get(month)
        figure = _figure(indicator, known, result, figures)
        figure = figure.value if isinstance(figure, Formula) else figure
        target = (known.targets.get(indicator.id) or variance.target) if known else None
        if not isinstance(figure, int | float) or not target:
            page.put(row, column, None, "cell", "rate")
            continue
        there = cell(source, column)
        against = f"${cell(source, 2)}" if target == variance.target else str(in_cell(indicator, target))
        text = f'=IF(ISNUMBER({there}),{there}/{against},"")'
        page.put(row, column, Formula(text, figure / in_cell(indicator, target)), "cell", "rate")


def _chart(sheet: str, book: Any, rows: tuple[int, int, int], variance: Variance, width: int) -> Any:
    """Draw a rate beside 序时进度; ``rows`` are those of header, 序时进度 and rates, ``width`` is in pixels."""
    header, due, row = rows
    last = _FIRST + MONTHS - 1
    chart = book.add_chart({"type": "line"})
    names = [sheet, header, _FIRST, header, last]
    chart.add_series(
        {
            "name": "完成率",
            "categories": names,
            "values": [sheet, row, _FIRST, row, last],
            "line": {"color": BLUE, "width": 2.25},
            "marker": {"type": "circle", "size": 7, "fill": {"color": BLUE}, "border": {"color": BLUE}},
            "data_labels": {"value": True, "num_format": "0%", "position": "above", "font": FONT},
        }
    )
    chart.add_series(
        {
            "name": "序时进度",
            "categories": names,
            "values": [sheet, due, _FIRST, due, last],
            "line": {"color": ORANGE, "width": 1.25, "dash_type": "dash"},
        }
    )
    chart.set_title({"name": f"{variance.indicator.name}完成率与序时进度", "name_font": TITLE, "overlay": False})
    chart.set_x_axis({"num_font": FONT, "major_tick_mark": "none", "line": {"color": "#A6A6A6"}})
    chart.set_y_axis(
        {
            "num_font": FONT,
            "num_format": "0%",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#E4E4E4"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.set_chartarea({"border": {"color": "#D9D9D9"}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": width, "height": _ROW_PIXELS * (_CHART_ROWS - 1)})
    return chart
