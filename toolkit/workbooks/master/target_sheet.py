"""How far have groups, lead units and the county met their targets? The sheet 目标完成情况."""

from toolkit.model.clause import Criterion
from toolkit.model.formula import Formula
from toolkit.model.leader import short_group
from toolkit.model.ledger import RowAim
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW
from toolkit.model.money import YI
from toolkit.model.scheme import Indicator
from toolkit.workbooks.master.target_lines import Line, by_lead_unit, grouped
from toolkit.workbooks.master.target_table import FIRST, LABELS, TARGETS, TargetTable, added_figure, figure
from toolkit.workbooks.master.variance_cells import HEADINGS, IN_TWO_LINES, WIDE, WIDTHS, write_variance
from toolkit.workbooks.sheet.criteria import NO_VALUE, in_cell
from toolkit.workbooks.sheet.lights import by_due, due_of, legend, light_rates, rates_said
from toolkit.workbooks.sheet.page import Page, cell, lines_needed
from toolkit.workbooks.sheet.styles import trait_of

NAME = TARGETS
_LABEL_WIDTHS = (25.0, 27.0, 30.0)
_NUMBERS = "一二三四五"  # of the sheet's sections


def write_targets(page: Page, table: TargetTable) -> None:
    """Write the sheet: the groups' lines, then the lead units, then the indicators of the county alone."""
    result = table.result
    title = f"{result.scheme.jurisdiction}{result.period.label}招商引资目标任务完成情况"
    page.span(0, 0, 0, table.last_column, title, "title", "great")
    page.height(0, 44)
    passed, whole = result.elapsed
    rule = f"超（欠）进度＝（完成率－序时进度）×100；目标为零或没有目标的，完成率记“{NO_VALUE}”；"
    rule += "比率随时应达到目标，不比序时进度。"
    own = [f"{one.name} {one.due[0]}/{one.due[1]}" for one in result.scheme.indicators if one.due]
    stated = f"（文件另定：{'、'.join(own)}）" if own else ""
    elapsed = f"序时进度 {passed}/{whole}{stated}；{rule}{_unlike(table)}{legend(rates_said(result.scheme))}"
    page.span(1, 0, 1, table.last_column, elapsed, "subtitle")
    page.widths(*_LABEL_WIDTHS, *(WIDTHS * max(1, len(table.indicators))))
    if table.indicators:
        _write_lines(page, table)
        _write_lead_units(page, table)
        page.sheet.freeze_panes(FIRST, LABELS)
    elif not table.county_only:
        page.span(3, 0, 3, table.last_column, "方案没有设定目标。", "cell", "center")
    row = max(3, _write_county(page, table, table.county_only_row))
    row = _write_row_aims(page, table, row + 2)
    row = _write_adjustment(page, table, row + 2)
    page.printed(
        "A3", row, table.last_column, (FIRST - 2, FIRST - 1) if table.indicators else None, result.scheme.imprint
    )


def _unlike(table: TargetTable) -> str:
    """Say which indicators' lines do not come to the county's target, which 合计 shows; '' where all do."""
    said = []
    for indicator in table.indicators:
        added, target = table.target_sum(table.lines, indicator), table.county_target(indicator)
        if added is not None and not isinstance(target, Formula):
            divisor = YI if indicator.unit == "亿元" else 1
            said.append(f"{indicator.name}{float(added.value) / divisor:g}{indicator.unit}")
    whole = table.result.scheme.whole
    return f"“合计”是{whole}目标，各行任务加起来不同：{'、'.join(said)}。" if said else ""


def _write_header(page: Page, table: TargetTable, row: int, labels: list[tuple[int, int, str]]) -> None:
    for first, last, label in labels:
        page.span(row, first, row + 1, last, label, "header")
    for indicator in table.indicators:
        column = table.column(indicator)
        page.span(row, column, row, column + WIDE - 1, f"{indicator.name}（{indicator.unit}）", "header")
        page.row(row + 1, list(IN_TWO_LINES), "header", column=column)
    page.height(row, 22)
    page.height(row + 1, 20)


def _lead(table: TargetTable) -> str:
    """Return who leads the lines: 产业招商组, or where the lines are grouped by kind of unit, the units."""
    kinds = {unit.kind for unit in table.result.scheme.units}
    groups = {line.group.removeprefix("各") for line in table.lines}
    return "牵头单位" if groups and groups <= kinds else "产业招商组"


def _write_lines(page: Page, table: TargetTable) -> None:
    page.span(2, 0, 2, table.last_column, f"一、各{_lead(table)}", "section")
    _write_header(page, table, FIRST - 2, [(0, 0, "产业招商组"), (1, 1, "责任领导"), (2, 2, "牵头单位（范围）")])
    places = table.places
    page.span(places.county, 0, places.county, LABELS - 1, "合　计", "cell", "center", "total")
    page.height(places.county, 24)
    for indicator in table.indicators:
        target, actual = table.county_target(indicator), table.county_actual(indicator)
        _variance(page, table, places.county, indicator, target, actual, "total")
    for group, members in grouped(table.lines):
        _write_group(page, table, group, members)
    _write_unattributed(page, table)
    rates = [table.line_rate(line, table.indicators[0]) for line in table.lines]
    table.order.write_keys(page, [line.short for line in table.lines], rates)
    _colour(page, table, places.county, places.unattributed)


def _write_group(page: Page, table: TargetTable, group: str, members: list[Line]) -> None:
    first = table.places.lines[members[0].key]
    last = table.places.subtotals.get(group, table.places.lines[members[-1].key])
    page.span(first, 0, last, 0, group, "cell", "wrap", "left")
    page.span(first, 1, last, 1, members[0].leader, "cell", "wrap", "left")
    height = 14.0 * max(lines_needed(group, _LABEL_WIDTHS[0]), lines_needed(members[0].leader, _LABEL_WIDTHS[1])) + 4
    rows = last - first + 1
    for line in members:
        row = table.places.lines[line.key]
        page.put(row, 2, line.label, "cell", "wrap", "left")
        page.height(row, max(24, height / rows, 14.0 * lines_needed(line.label, _LABEL_WIDTHS[2]) + 4))
        for indicator in table.indicators:
            _variance(
                page, table, row, indicator, table.line_target(line, indicator), table.line_actual(line, indicator)
            )
    if group in table.places.subtotals:
        page.put(last, 2, "小　计", "cell", "center", "subtotal")
        page.height(last, max(22, height / rows))
        for indicator in table.indicators:
            target, actual = table.target_sum(members, indicator), table.actual_sum(members, indicator)
            _variance(page, table, last, indicator, target, actual, "subtotal")


def _write_unattributed(page: Page, table: TargetTable) -> None:
    row = table.places.unattributed
    page.span(row, 0, row, LABELS - 1, "暂不归属、归属待定（计入合计）", "cell", "left")
    page.height(row, 22)
    for indicator in table.indicators:
        _variance(page, table, row, indicator, None, _nowhere(table, indicator))
    adding = [one for one in table.indicators if _adds_up(table, one)]
    if not adding:
        return
    if any(one.added_to(one.rows[0]) + one.added_to(one.rows[1]) for one in table.result.ledger.shared):
        told = "共同引进的项目合计只计一次，两个目标任务项各计一次或份额待定，各行加暂不归属、归属待定的不等于合计。"
        page.span(row + 1, 0, row + 1, table.last_column, told, "remark")
        return
    parts = []
    for indicator in adding:
        column = table.column(indicator) + 1
        lines = table.sum_of(table.lines, column)[1:]
        nowhere = cell(row, column)
        if isinstance(_nowhere(table, indicator).value, str):
            nowhere = f"N({nowhere})"
        parts.append(f"ROUND({lines}+{nowhere}-{cell(table.places.county, column)},6)=0")
    check = Formula(
        f'=IF(AND({",".join(parts)}),"核对：各行加暂不归属、归属待定的，等于合计，相符。","核对：各行加暂不归属、归属待定的，不等于合计，请检查。")',
        _balance(table),
    )
    page.span(row + 1, 0, row + 1, table.last_column, check, "remark")


def _adds_up(table: TargetTable, indicator: Indicator) -> bool:
    """Tell whether the lines make the county's figure: a share has no sum, and another office's figure no lines."""
    figures = table.figures
    return not (indicator.is_ratio or figures.is_without_data(indicator) or figures.is_published(indicator))


def _nowhere(table: TargetTable, indicator: Indicator) -> Formula:
    """Return what belongs to no line: what the document has none for, and what waits for an answer."""
    none, waits = (
        table.figures.formula(indicator, Criterion("target_row", "=", key)) for key in (UNATTRIBUTED, UNDECIDED_ROW)
    )
    if indicator.is_ratio or (isinstance(none.value, str) and isinstance(waits.value, str)):
        return none
    if isinstance(none.value, str) or isinstance(waits.value, str):
        told = waits.value if isinstance(none.value, str) else none.value
        return Formula(f"=N({none.text[1:]})+N({waits.text[1:]})", told)
    return Formula(f"{none.text}+{waits.text[1:]}", none.value + waits.value)


def _balance(table: TargetTable) -> str:
    for indicator in table.indicators:
        if _adds_up(table, indicator):
            rest = _nowhere(table, indicator).value
            parts, whole = table.actual_sum(table.lines, indicator).value, table.county_actual(indicator).value
            # 无数据 of some lines is no part of the sum.
            if round(sum(value for value in (parts, rest) if not isinstance(value, str)) - whole, 6):  # type: ignore[operator]
                return "核对：各行加暂不归属、归属待定的，不等于合计，请检查。"
    return "核对：各行加暂不归属、归属待定的，等于合计，相符。"


def _write_lead_units(page: Page, table: TargetTable) -> None:
    units = table.places.units
    first = min(units.values())
    page.span(first - 3, 0, first - 3, table.last_column, "二、按牵头单位（一个单位牵头几行的，合并计算）", "section")
    _write_header(page, table, first - 2, [(0, 1, "牵头单位"), (2, 2, "牵头的行")])
    for unit, members in by_lead_unit(table.lines):
        row = units[unit]
        page.span(row, 0, row, 1, unit, "cell", "left")
        led = "、".join(line.scope or short_group(line.group) for line in members)
        page.put(row, 2, led, "cell", "wrap", "left")
        page.height(row, max(22, 14.0 * lines_needed(led, _LABEL_WIDTHS[2]) + 4))
        for indicator in table.indicators:
            _variance(
                page, table, row, indicator, table.target_sum(members, indicator), table.actual_sum(members, indicator)
            )
    _colour(page, table, first, max(units.values()))


def _write_county(page: Page, table: TargetTable, row: int) -> int:
    rest = table.county_only
    if not rest:
        return row - 2
    number = "三、" if table.indicators else ""
    page.span(row, 0, row, table.last_column, f"{number}{table.result.scheme.whole}指标（不分解到行）", "section")
    quote_column = LABELS + WIDE
    page.height(row + 1, 22)
    page.span(row + 1, 0, row + 1, LABELS - 1, "指标", "header")
    page.row(row + 1, list(IN_TWO_LINES), "header", column=LABELS)
    page.span(row + 1, quote_column, row + 1, table.last_column, "文件依据", "header")
    width = sum(WIDTHS[(column - LABELS) % WIDE] for column in range(quote_column, table.last_column + 1))
    for place, variance in enumerate(rest, start=row + 2):
        indicator = variance.indicator
        page.span(place, 0, place, LABELS - 1, f"{indicator.name}（{indicator.unit}）", "cell", "left", "wrap")
        target = None if variance.target is None else in_cell(indicator, variance.target)
        actual = figure(table.figures, indicator, variance)
        write_variance(page, place, LABELS, indicator, target, actual, variance.elapsed)
        quote = str(indicator.citation)
        page.span(place, quote_column, place, table.last_column, quote, "cell", "left", "wrap")
        page.height(place, max(22, 14.0 * lines_needed(quote, width) + 4))
    rates = LABELS + HEADINGS.index("完成率")
    for due, places in by_due([variance.indicator for variance in rest]).items():
        light_rates(
            page, [(row + 2 + place, rates, row + 2 + place, rates) for place in places], due, table.result.scheme
        )
    return row + 1 + len(rest)


def _write_row_aims(page: Page, table: TargetTable, row: int) -> int:
    """Write what units have to reach beside the table's columns: equal targets, then plans; return the last row."""
    numbers = iter(_NUMBERS[2 + bool(table.county_only) :])
    for is_plan, title, beside in (
        (False, "各单位一样的目标（目标表里没有这一列）", "文件依据"),
        (True, "目标表备注写明的计划（不是任务，不参加考核）", "备注"),
    ):
        aims = [one for one in table.result.row_aims if bool(one.words) is is_plan]
        if aims:
            number = f"{next(numbers)}、" if table.indicators else ""
            row = _write_aims(page, table, row, (number + title, beside), aims) + 2
    return row - 2


def _write_aims(page: Page, table: TargetTable, row: int, said: tuple[str, str], aims: list[RowAim]) -> int:
    title, beside = said
    quote_column = LABELS + WIDE
    page.span(row, 0, row, table.last_column, title, "section")
    page.height(row + 1, 22)
    page.span(row + 1, 0, row + 1, LABELS - 1, "牵头单位、指标", "header")
    page.row(row + 1, list(IN_TWO_LINES), "header", column=LABELS)
    page.span(row + 1, quote_column, row + 1, table.last_column, beside, "header")
    for place, aim in enumerate(aims, start=row + 2):
        indicator, variance = aim.variance.indicator, aim.variance
        label = f"{aim.label}：{indicator.name}（{indicator.unit}）"
        page.span(place, 0, place, LABELS - 1, label, "cell", "left", "wrap")
        actual = added_figure(table.figures, indicator, variance, aim.keys)
        goal = in_cell(indicator, variance.target or 0)
        write_variance(page, place, LABELS, indicator, goal, actual, variance.elapsed)
        quote = f"“{aim.words}”" if aim.words else str(indicator.citation)
        page.span(place, quote_column, place, table.last_column, quote, "cell", "left", "wrap")
        page.height(place, max(22, 14.0 * lines_needed(label, sum(_LABEL_WIDTHS)) + 4))
    rates = LABELS + HEADINGS.index("完成率")
    for due, places in by_due([aim.variance.indicator for aim in aims]).items():
        light_rates(
            page, [(row + 2 + place, rates, row + 2 + place, rates) for place in places], due, table.result.scheme
        )
    return row + 1 + len(aims)


def _write_adjustment(page: Page, table: TargetTable, row: int) -> int:
    """Write what an adjustment within the year changed, both targets side by side; return the last row."""
    now, former = table.result.targets, table.result.former_targets
    changes = list(table.result.adjustments)
    if now is None or former is None or now.since is None or not changes:
        return row - 2
    told = f"年中调整：从{now.since.label}起，以前的月份照原来的目标"
    page.span(row, 0, row, table.last_column, told, "section")
    page.height(row + 1, 22)
    page.span(row + 1, 0, row + 1, LABELS - 1, "牵头单位（范围）", "header")
    for column, heading in enumerate(("指标", "原目标", "现目标", "增减"), LABELS):
        page.put(row + 1, column, heading, "header")
    for place, (label, id, before, after) in enumerate(changes, row + 2):
        indicator = table.result.scheme.indicator(id)
        page.span(place, 0, place, LABELS - 1, label, "cell", "left", "wrap")
        page.put(place, LABELS, f"{indicator.name}（{indicator.unit}）", "cell", "left", "wrap")
        for column, value in enumerate((before, after), LABELS + 1):
            page.put(
                place, column, NO_VALUE if value is None else in_cell(indicator, value), "cell", trait_of(indicator)
            )
        change = Formula(
            f"=N({cell(place, LABELS + 2)})-N({cell(place, LABELS + 1)})",
            in_cell(indicator, (after or 0) - (before or 0)),
        )
        page.put(place, LABELS + 3, change, "cell", trait_of(indicator))
        page.height(place, 44)
    return row + 1 + len(changes)


def _variance(
    page: Page,
    table: TargetTable,
    row: int,
    indicator: Indicator,
    target: Formula | int | float | None,
    actual: Formula,
    *traits: str,
) -> None:
    write_variance(page, row, table.column(indicator), indicator, target, actual, table.result.elapsed, *traits)


def _colour(page: Page, table: TargetTable, first: int, last: int) -> None:
    for indicator in table.indicators:
        column = table.column(indicator) + HEADINGS.index("完成率")
        light_rates(page, [(first, column, last, column)], due_of(indicator), table.result.scheme)
