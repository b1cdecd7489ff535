"""What are the county's main figures, on one page? The sheet 总览."""

from typing import Any

from toolkit.model import figures, leader
from toolkit.model.figures import waiting
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.scheme import Scheme
from toolkit.workbooks.master import target_sheet, trend_sheet, unit_sheet
from toolkit.workbooks.master.overview_charts import Bars, insert_pair, standing_bars
from toolkit.workbooks.master.overview_news import news, write_news
from toolkit.workbooks.master.overview_ranking import NAME_COLUMNS, Ranking, ranking
from toolkit.workbooks.master.target_table import TargetTable
from toolkit.workbooks.master.variance_cells import PACE, derived_formulas
from toolkit.workbooks.sheet.criteria import NO_VALUE, completion, divisor, in_cell, pace
from toolkit.workbooks.sheet.lights import Light, by_due, due_of, light_rates, rates_said
from toolkit.workbooks.sheet.page import Page, Value, block, cell, lines_needed
from toolkit.workbooks.sheet.styles import trait_of

NAME = "总览"
GRID = 27  # equal narrow columns: four cards of six with gaps, two tables of thirteen
GRID_PIXELS = 32
_ROOMY = 1.1 * GRID_PIXELS / 7  # a column in units of a width; merged cells have one indent for several columns
_CARD_ROW, _CARD_COLUMNS = 3, (0, 7, 14, 21)
_CARD_WIDE = 6
_NEWS_ROW = 9
_RIGHT = 14
_TREND = 15  # the second chart's first column
# first and last column of the county's table
_BOXES = {"指标": (0, 4), "目标": (5, 6), "完成": (7, 8), "完成率": (9, 10), PACE: (11, 12)}


def write_overview(page: Page, book: Any, table: TargetTable) -> None:
    """Write title, cards, who is ahead, behind and missing and why, the two tables and the charts: one A4, upright."""
    result = table.result
    for column in range(GRID):
        page.sheet.set_column_pixels(column, column, GRID_PIXELS)
    _write_head(page, result)
    first = _first_row(table)
    left, right = _BOXES[PACE]
    rows = news(table, block(first, left, first + max(1, len(result.county)) - 1, right))
    order = ranking(table, first, _RIGHT)
    if result.county:
        _write_cards(page, table, first)
    else:
        _write_plain_cards(page, table)
    write_news(page, rows, _NEWS_ROW, GRID - 1, (GRID - 6) * _ROOMY)
    _write_county(page, table, first)
    order.write(page)
    last = first + max(len(result.county), order.rows, 1) - 1
    for row in range(first, last + 1):
        page.height(row, _row_height(result, order, row - first))
    below = last + 2
    bars = standing_bars(page, book, order, Bars(first, len(result.county), left))
    end = below + insert_pair(page, below, bars, trend_sheet.headline(book, result), (_TREND, GRID, GRID_PIXELS))
    page.sheet.freeze_panes(2, 0)
    page.printed("A4", end, GRID - 1, None, result.scheme.imprint)
    page.sheet.set_portrait()
    page.sheet.fit_to_pages(1, 1)
    page.sheet.activate()


def _row_height(result: Consolidation, order: Ranking, number: int) -> float:
    names = [order.names[number]] if number < order.rows else []
    lines = [lines_needed(name, NAME_COLUMNS * _ROOMY) for name in names]
    if number < len(result.county):
        left, right = _BOXES["指标"]
        name = _named(result.county[number])
        lines.append(lines_needed(name, (right - left + 1) * _ROOMY))
    return 16.0 if max(lines, default=1) == 1 else 13.0 * max(lines) + 2


def _named(variance: Variance) -> str:
    return f"{variance.indicator.name}（{variance.indicator.unit}）"


def _first_row(table: TargetTable) -> int:
    return _NEWS_ROW + len(news(table, "")) + 3


def _shown(table: TargetTable) -> list[str]:
    """Return the indicators that have a card: those with lines, then the county's other ones."""
    county = [variance.indicator.id for variance in table.result.county]
    keys = dict.fromkeys([*(one.id for one in table.indicators if one.id in county), *county])
    return list(keys)[: len(_CARD_COLUMNS)]


def figure_places(table: TargetTable) -> dict[str, list[tuple[int, int]]]:
    """Return the cells of each indicator's actual, by its id: in the county's table, and on its card."""
    first, column = _first_row(table), _BOXES["完成"][0]
    places = {one.indicator.id: [(row, column)] for row, one in enumerate(table.result.county, first)}
    for left, key in zip(_CARD_COLUMNS, _shown(table), strict=False):
        places[key].append((_CARD_ROW + 1, left))
    return places


def elapsed_cell() -> str:
    """Return where the elapsed share of the year stands, for the workbook's name 序时进度."""
    return cell(1, GRID - 2, NAME)


def _write_head(page: Page, result: Consolidation) -> None:
    title = f"{result.scheme.jurisdiction}{result.period.label}招商引资情况汇总"
    page.span(0, 0, 0, GRID - 1, title, "title")
    page.height(0, 38)
    day = result.as_of
    told = f"{result.scheme.office}　{day.year}年{day.month}月{day.day}日　金额单位：亿元"
    told += f"{_continued(result)}{_issue(result)}"
    page.span(1, 0, 1, GRID - 7, told, "subtitle")
    passed, whole = result.elapsed
    page.span(1, GRID - 6, 1, GRID - 3, f"序时进度（{passed}/{whole}）", "subtitle", "right")
    page.span(1, GRID - 2, 1, GRID - 1, Formula(f"={passed}/{whole}", passed / whole), "rate", "bold", "center")
    page.height(1, 20)


def _continued(result: Consolidation) -> str:
    """Return that the former year's document still goes on, where it does."""
    return f"　{result.scheme.year_in_words}" if result.scheme.continued else ""


def _issue(result: Consolidation) -> str:
    """Return whether this is what was issued, or differs from it."""
    if result.issued_as or result.since_issue is None:
        return f"　{result.issued_as}" if result.issued_as else ""
    issue, changes = result.since_issue.issue, len(result.since_issue.changes)
    return f"　{issue.which}，本表与定稿{f'有 {changes} 处不同' if changes else '一致'}"


def _write_legend(page: Page, scheme: Scheme) -> None:
    """Say what the colours mean, each in its own, between the title and the cards."""
    third = GRID // len(Light)
    for number, (light, meaning) in enumerate(rates_said(scheme).items()):
        said = f"{light.mark} {meaning}"
        page.span(2, number * third, 2, number * third + third - 1, said, light.trait, "center")


def _write_cards(page: Page, table: TargetTable, first: int) -> None:
    """Write a card for each of the first indicators: those with lines, then the county's other ones."""
    county = list(table.result.county)
    rows = {variance.indicator.id: number for number, variance in enumerate(county)}
    shown = [county[rows[key]] for key in _shown(table)]
    _write_legend(page, table.result.scheme)
    for height, row in zip((18, 22, 38, 27, 19, 18, 8), range(_CARD_ROW - 1, _CARD_ROW + 6), strict=True):
        page.height(row, height)
    if any(waiting(variance) for variance in shown):
        page.height(_CARD_ROW, 36)
    for left, variance in zip(_CARD_COLUMNS, shown, strict=False):
        _write_card(page, table, variance, first + rows[variance.indicator.id], left)


def _write_plain_cards(page: Page, table: TargetTable) -> None:
    """Write what the county has, where the scheme asks for no indicator."""
    for height, row in zip((8, 22, 38), range(_CARD_ROW - 1, _CARD_ROW + 2), strict=True):
        page.height(row, height)
    cards = ("计入汇总项目数", "投资总额（亿元）", "到位资金（亿元）", "亿元以上项目")
    for left, heading in zip(_CARD_COLUMNS, cards, strict=True):
        look = "亿元" if "亿元）" in heading else "count"
        figure = unit_sheet.total_figure(table.result, table.figures, heading)
        page.span(_CARD_ROW, left, _CARD_ROW, left + _CARD_WIDE - 1, heading, "cell", "card_name")
        page.span(_CARD_ROW + 1, left, _CARD_ROW + 1, left + _CARD_WIDE - 1, figure, "cell", look, "card_figure")


def _write_card(page: Page, table: TargetTable, variance: Variance, row: int, left: int) -> None:
    indicator = variance.indicator
    shown, right = trait_of(indicator), left + _CARD_WIDE - 1
    target, actual, rate, ahead = _county_values(table, variance)
    name, beside = f"{indicator.name}（{indicator.unit}）", waiting(variance)
    page.span(_CARD_ROW, left, _CARD_ROW, right, f"{name}\n{beside}" if beside else name, "cell", "card_name", "wrap")
    big = Formula(f"={cell(row, _BOXES['完成'][0])}", actual)
    page.span(_CARD_ROW + 1, left, _CARD_ROW + 1, right, big, "cell", shown, "card_figure")
    below = (("目标", target, shown), ("完成率", rate, "rate"), (PACE, ahead, "ahead"))
    for number, (label, value, look) in enumerate(below):
        at, source = left + 2 * number, cell(row, _BOXES[label][0])
        text = f'=IF({source}="","{NO_VALUE}",{source})' if label == "目标" else f"={source}"
        page.span(_CARD_ROW + 2, at, _CARD_ROW + 2, at + 1, label, "cell", "card_label", "wrap")
        page.span(_CARD_ROW + 3, at, _CARD_ROW + 3, at + 1, Formula(text, value), "cell", look, "card_value")
    light_rates(page, [(_CARD_ROW + 3, left + 2, _CARD_ROW + 3, left + 3)], due_of(indicator), table.result.scheme)
    page.span(_CARD_ROW + 4, left, _CARD_ROW + 4, right, _moved(table, variance, row), "cell", "card_label")


def _moved(table: TargetTable, variance: Variance, row: int) -> Value:
    """Return how far a figure moved since last month, in the words of a live formula."""
    indicator = variance.indicator
    former = leader.before(table.result, indicator)
    if former is None or variance.actual is None or indicator.unit == "%":
        return "上月没有数" if former is None else NO_VALUE
    decimals = f"0.{'0' * indicator.decimals}".rstrip(".")
    signs = f"+{decimals};-{decimals};持平"
    here = cell(row, _BOXES["完成"][0])
    moved = f'TEXT(({here}-{in_cell(indicator, former)})/{indicator.scale // divisor(indicator)},"{signs}")'
    value = figures.signed(variance.actual - former, indicator)
    if not variance.target or indicator.is_growth:
        return Formula(f'="比上月 "&{moved}', f"比上月 {value}")
    goal = cell(row, _BOXES["目标"][0])
    points = f'TEXT(({here}-{in_cell(indicator, former)})/{goal}*100,"+0.0;-0.0;0.0")'
    far = figures.signed_points((variance.actual - former) / variance.target)
    return Formula(f'="比上月 "&{moved}&"，"&{points}&"个百分点"', f"比上月 {value}，{far}个百分点")


def _county_values(
    table: TargetTable, variance: Variance
) -> tuple[int | float | str, int | float | str, int | float | str, int | float | str]:
    """Return target, actual, rate and pace as the cells of the county's table show them."""
    indicator = variance.indicator
    target = NO_VALUE if variance.target is None else in_cell(indicator, variance.target)
    nothing = table.figures.nothing(indicator)
    actual = nothing if variance.actual is None else in_cell(indicator, variance.actual)
    rate = NO_VALUE if indicator.is_growth else completion(target, actual)
    return target, actual, rate, pace(indicator, rate, variance.elapsed)


def _write_county(page: Page, table: TargetTable, first: int) -> None:
    county = table.result.county
    page.span(first - 2, 0, first - 2, _RIGHT - 2, f"{table.result.scheme.whole}指标", "section")
    page.height(first - 2, 20)
    page.height(first - 1, 42)
    for heading, (left, right) in _BOXES.items():
        page.span(first - 1, left, first - 1, right, heading, "header")
    if not county:
        page.span(first, 0, first, _RIGHT - 2, f"方案没有设定{table.result.scheme.whole}指标。", "cell", "center")
    for row, variance in enumerate(county, start=first):
        _write_county_row(page, table, row, variance)
    left, right = _BOXES["完成率"]
    for due, places in by_due([variance.indicator for variance in county]).items():
        light_rates(page, [(first + place, left, first + place, right) for place in places], due, table.result.scheme)


def _write_county_row(page: Page, table: TargetTable, row: int, variance: Variance) -> None:
    indicator = variance.indicator
    shown = trait_of(indicator)
    target = None if variance.target is None else in_cell(indicator, variance.target)
    actual = Formula(f"={cell(*table.actual_place(indicator), target_sheet.NAME)}", _county_values(table, variance)[1])
    places = [cell(row, _BOXES[heading][0]) for heading in ("目标", "完成", "完成率")]
    _, rate, ahead = derived_formulas(indicator, target, actual, variance.elapsed, *places)
    for (left, right), value, traits in zip(
        _BOXES.values(),
        (_named(variance), target, actual, rate, ahead),
        (("left", "wrap"), (shown,), (shown, "bold"), ("rate",), ("ahead",)),
        strict=True,
    ):
        page.span(row, left, row, right, value, "cell", *traits)
