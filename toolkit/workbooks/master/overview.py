"""What are the county's main figures, on one page? The sheet 总览."""

from typing import Any

from toolkit.model.clause import Criterion
from toolkit.model.figures import at_most, gaps_said, waiting
from toolkit.model.formula import Formula
from toolkit.model.ledger import UNATTRIBUTED, UNDECIDED_ROW, Arrival, Consolidation, Variance
from toolkit.model.official import in_force
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status
from toolkit.workbooks.master import official_sheet, target_sheet, timeliness_sheet, unit_sheet
from toolkit.workbooks.master.overview_charts import add_charts
from toolkit.workbooks.master.overview_ranking import Ranking, ranking
from toolkit.workbooks.master.target_table import TargetTable
from toolkit.workbooks.master.variance_cells import derived_formulas
from toolkit.workbooks.sheet.criteria import COUNTED, NO_VALUE, completion, condition, in_cell, pace
from toolkit.workbooks.sheet.lights import Light, by_due, due_of, light_rates, rates_said
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed
from toolkit.workbooks.sheet.styles import trait_of

NAME = "总览"
AFTER_ANSWERS = "；没有算进完成数，裁定以后再算。"
GRID = 27  # equal narrow columns: four cards of six with gaps, two tables of thirteen
GRID_PIXELS = 40
ROW_PIXELS = 20
_CARD_ROW, _CARD_COLUMNS = 3, (0, 7, 14, 21)
_CARD_WIDE = 6
_NEWS_ROW = 8
_RIGHT = 14
_CHART_ROWS = 13
# first and last column of the county's table
_BOXES = {"指标": (0, 4), "目标": (5, 6), "完成": (7, 8), "完成率": (9, 10), "超欠进度": (11, 12)}

# label, figure, how it is shown, explanation
Note = tuple[str, Value, str, str]


def write_overview(page: Page, book: Any, table: TargetTable) -> None:
    """Write title, cards, who is ahead, behind and missing, the two tables, the charts and the data notes."""
    result = table.result
    for column in range(GRID):
        page.sheet.set_column_pixels(column, column, GRID_PIXELS)
    _write_head(page, result)
    first = _NEWS_ROW + (3 if table.indicators else 1) + 3
    order = ranking(table, first, _RIGHT)
    if result.county:
        _write_cards(page, table, first)
    else:
        _write_plain_cards(page, table)
    _write_news(page, result, order)
    _write_county(page, table, first)
    order.write(page)
    rows = max(len(result.county), order.rows)
    for row in range(first, first + rows):
        page.height(row, 18)
    wide = GRID_PIXELS * 13, ROW_PIXELS * _CHART_ROWS
    add_charts(page, book, order, first + rows + 1, _RIGHT, (wide, wide))
    end = _write_notes(page, table, first + rows + 1 + _CHART_ROWS + 1)
    page.sheet.freeze_panes(2, 0)
    page.printed("A4", end, GRID - 1, None, result.scheme.imprint)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.activate()


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
    keys = dict.fromkeys([*(i.id for i in table.indicators), *(v.indicator.id for v in county)])
    rows = {variance.indicator.id: number for number, variance in enumerate(county)}
    shown = [county[rows[key]] for key in keys if key in rows][: len(_CARD_COLUMNS)]
    _write_legend(page, table.result.scheme)
    for height, row in zip((18, 22, 38, 16, 19, 8), range(_CARD_ROW - 1, _CARD_ROW + 5), strict=True):
        page.height(row, height)
    if any(waiting(variance) for variance in shown):
        page.height(_CARD_ROW, 36)
    for left, number in zip(_CARD_COLUMNS, [rows[key] for key in keys if key in rows], strict=False):
        _write_card(page, table, county[number], first + number, left)


def _write_plain_cards(page: Page, table: TargetTable) -> None:
    """Write what the county has, where the scheme asks for no indicator."""
    for height, row in zip((8, 22, 38), range(_CARD_ROW - 1, _CARD_ROW + 2), strict=True):
        page.height(row, height)
    cards = ("项目数", "投资总额（亿元）", "到位资金（亿元）", "亿元以上项目")
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
    figures = (("目标", target, shown), ("完成率", rate, "rate"), ("超欠进度", ahead, "ahead"))
    for number, (label, value, look) in enumerate(figures):
        at, source = left + 2 * number, cell(row, _BOXES[label][0])
        text = f'=IF({source}="","{NO_VALUE}",{source})' if label == "目标" else f"={source}"
        page.span(_CARD_ROW + 2, at, _CARD_ROW + 2, at + 1, label, "cell", "card_label")
        page.span(_CARD_ROW + 3, at, _CARD_ROW + 3, at + 1, Formula(text, value), "cell", look, "card_value")
    light_rates(page, [(_CARD_ROW + 3, left + 2, _CARD_ROW + 3, left + 3)], due_of(indicator), table.result.scheme)


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
    page.height(first - 1, 30)
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
    name = f"{indicator.name}（{indicator.unit}）"
    for (left, right), value, traits in zip(
        _BOXES.values(),
        (name, target, actual, rate, ahead),
        (("left", "wrap"), (shown,), (shown, "bold"), ("rate",), ("ahead",)),
        strict=True,
    ):
        page.span(row, left, row, right, value, "cell", *traits)


def _write_news(page: Page, result: Consolidation, ranking: Ranking) -> None:
    missing = [unit.unit for unit in result.timeliness if unit.arrival is Arrival.MISSING]
    late = [unit.unit for unit in result.timeliness if unit.arrival is Arrival.LATE]
    told = "、".join(missing) or "无"
    if late:
        told += f"。迟报 {len(late)} 个：{'、'.join(late)}"
    if unregistered := sum(unit.arrival is Arrival.UNREGISTERED for unit in result.timeliness):
        told += f"。收到时间未登记 {unregistered} 个"
    rows: list[tuple[str, Value, str]] = [
        *ranking.news(),
        ("未报单位", timeliness_sheet.arrivals(result, Arrival.MISSING), told),
    ]
    for row, (label, count, names) in enumerate(rows, start=_NEWS_ROW):
        page.span(row, 0, row, 4, label, "header")
        page.span(row, 5, row, 5, count, "cell", "plain", "bold")
        page.span(row, 6, row, GRID - 1, names, "cell", "left", "wrap")
        page.height(row, max(20, 14.0 * lines_needed(names, (GRID - 6) * 5.7) + 4))


def _write_notes(page: Page, table: TargetTable, row: int) -> int:
    page.span(row, 0, row, GRID - 1, "数据说明", "section")
    notes = [*_targets(table), *_published(table), *_waiting(table), *_lacking(table), *_notes(table), *_gaps(table)]
    for place, (label, value, look, told) in enumerate(notes, start=row + 1):
        page.span(place, 0, place, 4, label, "cell", "left")
        page.span(place, 5, place, 6, value, "cell", look)
        page.span(place, 7, place, GRID - 1, told, "cell", "left", "wrap")
        page.height(place, max(18, 14.0 * lines_needed(told, (GRID - 7) * 5.7) + 4))
    return row + len(notes)


def _targets(table: TargetTable) -> list[Note]:
    """Return what is to be said of the target tables: what was not understood, what was adjusted."""
    return [("目标表", NO_VALUE, "count", words) for words in table.result.about_targets]


def _published(table: TargetTable) -> list[Note]:
    """Return which of the county's figures are other offices', and where they stand."""
    result = table.result
    notes: list[Note] = []
    for id, one in in_force(result.official, result.scheme, result.period).items():
        indicator = result.scheme.indicator(id)
        told = f"{one.publisher}公布的数，不是统计表合计；出处和合计见“{official_sheet.NAME}”。"
        notes.append(
            (f"{indicator.name}（{indicator.unit}）", table.county_actual(indicator), trait_of(indicator), told)
        )
    return notes


def _notes(table: TargetTable) -> list[Note]:
    """Return sentences on data that were not counted, or counted with a reservation."""
    result = table.result
    carried = [f"{unit.unit}（{unit.carried_from}）" for unit in result.timeliness if unit.carried_from]
    keys = (UNATTRIBUTED, UNDECIDED_ROW)
    unattributed = sum(table.figures.count(Criterion("target_row", "=", key), COUNTED) for key in keys)
    where = table.figures.ranges
    counted = f"{where.of('counted')},{condition(COUNTED)}"
    back = timeliness_sheet.total_cell(result, "退回项目")
    money = timeliness_sheet.total_cell(result, "退回投资总额（亿元）")
    parts = "+".join(f'COUNTIFS({where.of("target_row")},"={key}",{counted})' for key in keys)
    nowhere = Formula(f"={parts}", unattributed)
    beside = f"已计入{result.scheme.whole}，没有计入任何牵头单位；在“项目台账”按“目标行”筛选。"
    notes: list[Note] = [
        ("退回的项目（个）", back, "count", "有错误、没有计入，改正重报后计入；逐条见“问题清单”。"),
        ("其投资总额（亿元）", money, "亿元", "能读出的金额，没有计入汇总。"),
        ("未归口项目（个）", nowhere, "count", beside),
        ("沿用上期的单位（个）", timeliness_sheet.carried_count(result), "count", "、".join(carried) or "无"),
    ]
    refused = [submission.file for submission in result.submissions if submission.status is Status.REFUSED]
    if refused:
        notes.append(("读不了的文件（个）", len(refused), "count", "、".join(refused)))
    return notes


def _waiting(table: TargetTable) -> list[Note]:
    """Return what waits for an answer beside each of the county's figures, and what the figure would be with it."""
    return [
        (f"{variance.indicator.name}：待定（个）", variance.pending.count, "count", f"{said}{AFTER_ANSWERS}")
        for variance in table.result.county
        if (said := "，".join(part for part in (waiting(variance), at_most(variance)) if part))
    ]


def _lacking(table: TargetTable) -> list[Note]:
    """Return which units' tables lack a column that a figure is reckoned from: their projects are not in it."""
    notes: list[Note] = []
    for variance in table.result.county:
        if variance.gaps:
            told = "没有数据，不按0计，不排名。" if variance.is_without_data else "这些单位的项目没有数据，不按0计。"
            units = {unit for gap in variance.gaps for unit in gap.units}
            said = f"{gaps_said(variance, named=True)}；{told}"
            notes.append((f"{variance.indicator.name}：缺数据的单位（个）", len(units), "count", said))
    return notes


def _gaps(table: TargetTable) -> list[Note]:
    """Return where the lines' targets do not add up to the target that the document sets for the county."""
    whole = table.result.scheme.whole
    told = f"目标分解表各行相加与{whole}目标不一致，左边是各行相加数；{whole}完成率按{whole}目标计。"
    gaps: list[Note] = []
    for indicator in table.indicators:
        variance, added = table.county(indicator), table.target_sum(table.lines, indicator)
        if variance is None or variance.target is None or added is None:
            continue
        if added.value != in_cell(indicator, variance.target):
            place = cell(table.places.county, table.column(indicator), target_sheet.NAME)
            gaps.append((f"{indicator.name}分解数", Formula(f"={place}", added.value), trait_of(indicator), told))
    return gaps
