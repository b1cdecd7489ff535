"""Which projects and amounts did each unit report? The sheet 单位汇总."""

from collections.abc import Sequence
from functools import partial

from toolkit.model.clause import Criterion
from toolkit.model.figures import NO_DATA
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.model.money import YI
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED, STAGES
from toolkit.model.unstated import OF_EVERY_PROJECT
from toolkit.workbooks.sheet.criteria import COUNTED, Figures, condition, in_yuan
from toolkit.workbooks.sheet.live_order import LiveOrder
from toolkit.workbooks.sheet.page import Page, block, cell

NAME = "单位汇总"
_HEADER = 2
_UNIT = 1
TOTAL_ROW = _HEADER + 1  # on top, as in the official tables
_BIG = Criterion("investment_yuan", ">=", YI)
_STAGES = (*(Criterion("stage", "=", stage) for stage in STAGES), Criterion("stage_rank", "=", 0))
_HEAD = ("序号", "报送单位", "计入汇总项目数", "投资总额（亿元）", "到位资金（亿元）")
HEADINGS = (*_HEAD, *STAGES, "阶段不明", "亿元以上项目", "已终止（不计入）")
_WIDTHS = (7.0, 20.0, 11.0, 14.0, 14.0, *[10.0] * (len(STAGES) + 1), 13.0, 17.0)
# The only column over rows that do not count.
_ENDED = Criterion("stage", "=", ENDED)
# What a column adds up ('' where it counts) over the rows of its unit that meet its criterion.
_MEASURES: dict[str, tuple[str, tuple[Criterion, ...]]] = {
    "计入汇总项目数": ("", ()),
    "投资总额（亿元）": ("investment_yuan", ()),
    "到位资金（亿元）": ("paid_in_yuan", ()),
    **{
        heading: ("", (criterion,))
        for heading, criterion in zip(HEADINGS[len(_HEAD) :], (*_STAGES, _BIG, _ENDED), strict=True)
    },
}
_INVESTED = HEADINGS.index("投资总额（亿元）")
FIRST_STAGE = HEADINGS.index(STAGES[0])
LAST_STAGE = HEADINGS.index("阶段不明")


def units_of(result: Consolidation) -> list[str]:
    """Return the units that owe a report, then any other that a project came from."""
    names = [unit.name for unit in result.scheme.reporting_units]
    return list(dict.fromkeys([*names, *(entry.unit for entry in result.ledger.entries)]))


def unheard_units(result: Consolidation) -> frozenset[str]:
    """Return the units that owe a report, have none that counts, and of which nobody else reported a project."""
    known = {entry.unit for entry in result.ledger.entries}
    missing = (one.unit for one in result.timeliness if one.is_silent)
    return frozenset(unit for unit in missing if unit not in known)


def write_units(page: Page, result: Consolidation, figures: Figures) -> int:
    """Write one row per unit and the county's total; return the last row."""
    last_column = len(HEADINGS) - 1
    page.span(0, 0, 0, last_column, f"{result.scheme.jurisdiction}{result.period.label}各单位招商引资项目汇总", "title")
    page.span(
        1,
        0,
        1,
        last_column,
        "按报送单位统计项目台账中的项目；阶段按进展情况中写明已到的最高一步计；已终止的不计入"
        + ("项目数，已到位的资金照算。" if keeps_ended_money(result.scheme) else "各栏。")
        + f"没有报送、也没有往月数据的单位写“{NO_DATA}”，不是0。",
        "subtitle",
    )
    page.height(0, 32)
    page.height(_HEADER, 32)
    page.row(_HEADER, list(HEADINGS), "header")
    page.widths(*_WIDTHS)
    units, unheard = units_of(result), unheard_units(result)
    first = TOTAL_ROW + 1
    rows = [_unit_figures(figures, unit, first + number, unit in unheard) for number, unit in enumerate(units)]
    for number, (unit, row) in enumerate(zip(units, rows, strict=True), start=1):
        _write_row(page, first + number - 1, number, unit, row)
    _write_total(page, TOTAL_ROW, first, rows)
    last = first + max(0, len(rows) - 1)
    if rows:
        order(units).write_keys(page, units, [row[_INVESTED - _UNIT - 1].value for row in rows])
    page.sheet.freeze_panes(_HEADER + 1, _UNIT + 1)
    page.printed("A4", last, last_column, (_HEADER, _HEADER), result.scheme.imprint)
    return last


def order(units: Sequence[str]) -> LiveOrder:
    """Return the units by what is invested, as 总览 lists them where there are no target lines."""
    rows = range(TOTAL_ROW + 1, TOTAL_ROW + 1 + len(units))
    return LiveOrder(NAME, _INVESTED, len(HEADINGS) + 2, rows, step="1E3")


def total_figure(result: Consolidation, figures: Figures, heading: str) -> Formula:
    """Return a reference to one of the county's totals, for another sheet."""
    field, criteria = _MEASURES[heading]
    units, unheard = units_of(result), unheard_units(result)
    values = [_value(figures, field, Criterion("unit", "=", unit), *criteria) for unit in units if unit not in unheard]
    return Formula(f"={cell(TOTAL_ROW, HEADINGS.index(heading), NAME)}", _summed(values) if units else 0)


def _summed(values: Sequence[int | float | str]) -> int | float | str:
    told = [value for value in values if not isinstance(value, str)]
    return sum(told) if told else NO_DATA


def _unit_figures(figures: Figures, unit: str, row: int, unheard: bool) -> list[Formula]:
    ranges, own = figures.ranges, Criterion("unit", "=", unit)
    here = f"{ranges.of('unit')},{cell(row, _UNIT)}"
    found = []
    for field, criteria in _MEASURES.values():
        met = criteria if _ENDED in criteria else (COUNTED, *criteria)
        pairs = ",".join([here, *(f"{ranges.of(c.column)},{condition(c)}" for c in met)])
        summed = f"SUMIFS({ranges.of(field)},{pairs})" if field else f"COUNTIFS({pairs})"
        if keeps_ended_money(figures.scheme) and not _counts_ended(field, criteria):
            summed = f"({summed}-{summed[:-1]},{ranges.of(_ENDED.column)},{condition(_ENDED)}))"
        text = f"={in_yuan(field, summed)}"
        if field in OF_EVERY_PROJECT:
            some = f'COUNTIFS({pairs},{ranges.of(field)},"<>")=0'
            text = f'=IF(AND(COUNTIFS({pairs})>0,{some}),"{NO_DATA}",{text[1:]})'
        value = NO_DATA if unheard else _value(figures, field, own, *criteria)
        if unheard:
            text = f'=IF(COUNTIFS({here})=0,"{NO_DATA}",{text[1:]})'
        found.append(Formula(text, value))
    return found


def _value(figures: Figures, field: str, *criteria: Criterion) -> int | float | str:
    """Return a figure of a unit; 无数据 where it has projects and none of them says what was paid in."""
    met = criteria if _ENDED in criteria else (*criteria, COUNTED)
    if field in OF_EVERY_PROJECT and figures.nobody_told(field, *met):
        return NO_DATA
    measure = partial(figures.total, field) if field else figures.count
    if _counts_ended(field, criteria) or not keeps_ended_money(figures.scheme):
        return measure(*met)
    return measure(*met) - measure(*met, _ENDED)


def keeps_ended_money(scheme: Scheme) -> bool:
    """Tell whether the money of what has ended still counts (``terminated = paid_in``): its projects do not."""
    return any(one.id == "terminated" and one.value == "paid_in" for one in scheme.readings)


def _counts_ended(field: str, criteria: tuple[Criterion, ...]) -> bool:
    return field in OF_EVERY_PROJECT or _ENDED in criteria


def _write_row(page: Page, row: int, number: int, unit: str, figures: list[Formula]) -> None:
    page.put(row, 0, number, "cell", "plain")
    page.put(row, _UNIT, unit, "cell", "left")
    _write_figures(page, row, figures)


def _write_total(page: Page, row: int, first: int, rows: list[list[Formula]]) -> None:
    page.span(row, 0, row, _UNIT, "合计", "cell", "center", "total")
    totals = []
    for number in range(len(HEADINGS) - _UNIT - 1):
        column = _UNIT + 1 + number
        values = [figures[number].value for figures in rows]
        if not rows:
            totals.append(Formula("=0", 0))
            continue
        here = block(first, column, first + len(rows) - 1, column)
        text = f'=IF(COUNT({here})=0,"{NO_DATA}",SUM({here}))'
        totals.append(Formula(text, _summed(values)))
    _write_figures(page, row, totals, "total")


def _write_figures(page: Page, row: int, figures: list[Formula], *traits: str) -> None:
    page.height(row, 20)
    for column, figure in enumerate(figures, start=_UNIT + 1):
        look = "亿元" if "亿元）" in HEADINGS[column] else "count"
        page.put(row, column, figure, "cell", look, *traits)
