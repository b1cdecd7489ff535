"""How far is a plan of several years? The sheet 年均增长: amount, path, yearly growth, and what is needed still."""

from msgspec import Struct

from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.scheme import Indicator
from toolkit.workbooks.sheet.criteria import NO_VALUE, Figures, in_cell
from toolkit.workbooks.sheet.page import Page, Value, cell
from toolkit.workbooks.sheet.styles import trait_of

NAME = "年均增长"
_LAST = 6
_HEADINGS = ("年份", "数额", "应达数", "比应达数", "当年增长", "至今年均增长", "说明")
_MONTHS = 12


class _Plan(Struct, frozen=True):
    """One growth that the document asks for over the years: the amount that grows, its base, and what is known."""

    growth: Variance
    amount: Indicator
    base_year: int
    base: int
    years: tuple[int, ...]
    known: dict[int, int | float]
    rate: float


def has_rows(result: Consolidation) -> bool:
    """Tell whether the document plans growth over several years, and the base is stated."""
    return bool(_plans(result))


def _plans(result: Consolidation) -> list[_Plan]:
    scheme = result.scheme
    plans = []
    for growth in result.county:
        baseline, rate = growth.indicator.baseline, growth.indicator.target
        if not growth.indicator.is_growth or baseline is None or not rate or len(scheme.valid) < 2:
            continue
        if baseline.year != scheme.valid[0] - 1:  # each year against the one before: there is no path
            continue
        amount = scheme.indicator(growth.indicator.numerator)
        known: dict[int, int | float] = {year: value for id, year, value in scheme.year_amounts if id == amount.id}
        years = tuple(range(baseline.year, scheme.valid[-1] + 1))
        plans.append(_Plan(growth, amount, baseline.year, baseline.amount, years, known, float(rate)))
    return plans


def write_growth(page: Page, result: Consolidation, figures: Figures) -> None:
    """Write a block for each amount that is to grow: a line a year, then what the years that are left must bring."""
    scheme = result.scheme
    first, last = scheme.valid[0], scheme.valid[-1]
    page.span(0, 0, 0, _LAST, f"{scheme.jurisdiction}{first}—{last}年年均增长（到{result.period.label}）", "title")
    page.height(0, 32)
    told = "应达数＝基数按要求的年均增幅逐年增长；往年的数见工作文件夹的“基数”；没有数的写“—”。"
    page.span(1, 0, 1, _LAST, told, "subtitle")
    page.widths(10, 15, 15, 15, 13, 15, 46)
    row = 3
    for plan in _plans(result):
        row = _write_plan(page, result, figures, plan, row) + 2
    page.printed("A4", row - 2, _LAST, None, scheme.imprint)


def _write_plan(page: Page, result: Consolidation, figures: Figures, plan: _Plan, row: int) -> int:
    """Write one block from ``row`` on and return its last row."""
    title = f"{plan.amount.name}（{plan.amount.unit}），要求年均增长 {plan.rate:.0%} 以上"
    page.span(row, 0, row, _LAST, title, "section")
    page.row(row + 1, list(_HEADINGS), "header")
    page.height(row + 1, 24)
    first = row + 2
    trait = trait_of(plan.amount)
    for place, year in enumerate(plan.years, first):
        values = _year(result, figures, plan, year, place, first)
        looks = ("plain", trait, trait, trait, "rate", "rate", "left")
        for column, (value, look) in enumerate(zip(values, looks, strict=True)):
            page.put(place, column, value, "cell", look)
    end = first + len(plan.years)
    page.span(end, 0, end, _LAST, _still_needed(result, plan), "remark")
    return end


def _year(
    result: Consolidation, figures: Figures, plan: _Plan, year: int, row: int, first: int
) -> tuple[Value, Value, Value, Value, Value, Value, Value]:
    """Return a year's cells; what is not known yet is —."""
    passed, place = year - plan.base_year, result.scheme.accounting.place(result.period)
    now = year == place.year
    goal = float(in_cell(plan.amount, plan.base)) * (1 + plan.rate) ** passed
    path = Formula(f"={cell(first, 1)}*(1+{plan.rate:g})^{passed}", goal)
    live = figures.formula(plan.amount) if now else None
    known = plan.base if year == plan.base_year else plan.known.get(year)
    amount: Value = live or (NO_VALUE if known is None or year > place.year else _shown(plan, known))
    number = live.value if live else amount
    if year == plan.base_year or not isinstance(number, int | float):
        return str(year), amount, path, NO_VALUE, NO_VALUE, NO_VALUE, "基数" if year == plan.base_year else ""
    share, told = 1.0, ""
    if now and place.month < _MONTHS:
        told = f"{result.scheme.accounting.so_far(result.period).removeprefix(f'{place.year}年')}累计"
        if plan.growth.indicator.baseline and plan.growth.indicator.baseline.prorated:
            share, told = result.elapsed[0] / result.elapsed[1], f"{told}，应达数和上年按序时进度折算"
    before = plan.base if passed == 1 else plan.known.get(year - 1)
    grown: Value = NO_VALUE
    if before:
        text = f"={cell(row, 1)}/({cell(row - 1, 1)}*{share:g})-1"
        grown = Formula(text, number / (float(in_cell(plan.amount, before)) * share) - 1)
    to_path = Formula(f"={cell(row, 1)}-{cell(row, 2)}*{share:g}", number - goal * share)
    rate = (number / (float(in_cell(plan.amount, plan.base)) * share)) ** (1 / passed) - 1
    so_far = Formula(f"=({cell(row, 1)}/({cell(first, 1)}*{share:g}))^(1/{passed})-1", rate)
    return str(year), amount, path, to_path, grown, so_far, told


def _shown(plan: _Plan, value: float) -> int | float:
    return in_cell(plan.amount, value)


def _said(plan: _Plan, amount: float) -> str:
    return f"{amount / plan.amount.scale:.2f}{plan.amount.unit}"


def _still_needed(result: Consolidation, plan: _Plan) -> str:
    """Return what the years that are left must bring for the plan to be kept, from the last year that is whole."""
    place = result.scheme.accounting.place(result.period)
    last, year = plan.years[-1], place.year
    goal = plan.base * (1 + plan.rate) ** (last - plan.base_year)
    actual = next((one.actual for one in result.county if one.indicator.id == plan.amount.id), None)
    whole, reached = (year, actual) if place.month == _MONTHS else (year - 1, plan.known.get(year - 1))
    if whole == plan.base_year:
        reached = plan.base
    wanted = f"到{last}年要达到 {_said(plan, goal)}"
    if not reached:
        return f"{wanted}；没有{whole}年的数，算不出还要增长多少。"
    if whole == last:
        kept = "达到" if reached >= goal else f"没有达到，差 {_said(plan, goal - reached)}"
        return f"{wanted}，{kept}。"
    needed = (goal / reached) ** (1 / (last - whole)) - 1
    return f"{wanted}；{whole}年是 {_said(plan, reached)}，以后每年还要增长 {needed:.1%}。"
