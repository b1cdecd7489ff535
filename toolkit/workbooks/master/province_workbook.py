"""How do a province's counties compare? 全省汇总.xlsx: a line each, totals as formulas, and each number's source."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.cells import in_words
from toolkit.model.expressions import expression
from toolkit.model.figures import NO_DATA
from toolkit.model.formula import Formula
from toolkit.model.period import ReportingPeriod
from toolkit.model.province import CountyLine
from toolkit.model.scheme import Indicator, Scheme
from toolkit.workbooks.master import comparison_sheet
from toolkit.workbooks.sheet.criteria import NO_VALUE, in_cell
from toolkit.workbooks.sheet.page import SAFE, Page, Value, block, cell, file_link, lines_needed
from toolkit.workbooks.sheet.styles import Styles, trait_of

NAME, SOURCES = "全省汇总", "出处"
_NOT_IN_A_NAME = expression(r"[\[\]:*?/\\']")
_HEADER = 2
# heading, width, trait, field of the line
_COLUMNS: tuple[tuple[str, float, str, str], ...] = (
    ("报送文件", 10, "count", "files"),
    ("无法读取", 9, "count", "refused"),
    ("未报单位", 10, "count", "missing_units"),
    ("退回行", 9, "count", "returned_rows"),
    ("台账项目", 11, "count", "entries"),
    ("计入项目", 11, "count", "counted"),
    ("计入项目投资总额\n（亿元）", 18, "亿元", "investment_yuan"),
)
_FIRST = 2
_LAST = _FIRST + len(_COLUMNS) + 2
_HINT = "每个县按自己的方案汇总后相加；各县的明细在各自的汇总表里。不同县之间重复报送的项目没有比对。"
_SOURCE_COLUMNS = (
    ("县（市、区）", 16),
    ("指标", 30),
    ("单位", 10),
    ("数值", 14),
    ("出处（文件、工作表、单元格）", 70),
)
# (county, indicator id) → (cell on 出处, value)
Numbers = dict[tuple[str, str], tuple[str, int | float | str]]


def write_province(lines: Sequence[CountyLine], period: ReportingPeriod, out: Path) -> Path:
    """Write the summary: the counties' lines, a sheet for each scheme's indicators, and where each number stands."""
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    days = [line.as_of for line in lines if line.as_of]
    day = max(days) if days else period.last_day
    book.set_properties({"title": f"{period.label}{NAME}", "created": datetime(day.year, day.month, day.day)})
    styles = Styles(book)
    done = [line for line in lines if line.scheme]
    schemes = {line.scheme.id: line.scheme for line in done if line.scheme}
    front = Page(book.add_worksheet(NAME), styles)
    tables = [(Page(book.add_worksheet(name), styles), schemes[id]) for id, name in _sheet_names(schemes).items()]
    sources = Page(book.add_worksheet(SOURCES), styles)
    _write_lines(front, lines, period, out.parent)
    numbers = _write_sources(sources, done, out.parent)
    for page, scheme in tables:
        of_scheme = [line for line in done if line.scheme and line.scheme.id == scheme.id]
        _write_indicators(page, of_scheme, scheme, period, numbers)
    book.close()
    return save(buffer.getvalue(), out)


def _sheet_names(schemes: Mapping[str, Scheme]) -> dict[str, str]:
    """Return what each scheme's sheet of indicators is called: by its document, which several counties may share."""
    names: dict[str, str] = {}
    for id, scheme in schemes.items():
        plain = _NOT_IN_A_NAME.sub("", scheme.title)[:28]
        names[id] = plain if plain not in names.values() else f"{plain} {len(names) + 1}"
    return names


def _write_lines(page: Page, lines: Sequence[CountyLine], period: ReportingPeriod, folder: Path) -> None:
    page.span(0, 0, 0, _LAST, f"{period.label}各县（市、区）招商引资{NAME}", "title")
    page.height(0, 36)
    page.span(1, 0, 1, _LAST, _HINT, "subtitle")
    headings: list[Value] = ["序号", "县（市、区）", *(heading for heading, *_ in _COLUMNS), "截至", "汇总表", "情况"]
    page.row(_HEADER, headings, "header")
    page.height(_HEADER, 34)
    page.widths(6, 16, *(width for _, width, *_ in _COLUMNS), 12, 44, 44)
    for row, line in enumerate(lines, _HEADER + 1):
        page.put(row, 0, row - _HEADER, "cell", "plain")
        page.put(row, 1, line.name, "cell", "left")
        for column, (_, _, trait, field) in enumerate(_COLUMNS, _FIRST):
            page.put(row, column, None if line.failure else getattr(line, field), "cell", trait)
        page.put(row, _LAST - 2, line.as_of, "cell", "center", "date")
        if line.master:
            shown = (
                line.master.relative_to(folder).as_posix() if line.master.is_relative_to(folder) else line.master.name
            )
            page.link(row, _LAST - 1, file_link(str(line.master), folder), shown, "cell", "left", "wrap")
        else:
            page.put(row, _LAST - 1, None, "cell")
        page.put(row, _LAST, f"没有汇总：{line.failure}" if line.failure else "已汇总", "cell", "left", "wrap")
        page.height(row, max(22, 14 * lines_needed(line.failure, 44) + 8))
    last = _HEADER + len(lines)
    page.span(last + 1, 0, last + 1, 1, "合　计", "cell", "center", "total")
    for column, (_, _, trait, field) in enumerate(_COLUMNS, _FIRST):
        summed = sum(getattr(line, field) for line in lines)
        total = Formula(f"=SUM({block(_HEADER + 1, column, last, column)})", summed)
        page.put(last + 1, column, total, "cell", trait, "total")
    failed = sum(bool(line.failure) for line in lines)
    told = f"{len(lines)}个县，没有汇总的{failed}个" if failed else f"{len(lines)}个县都已汇总"
    page.span(last + 1, _LAST - 2, last + 1, _LAST, told, "cell", "left", "total")
    page.height(last + 1, 24)
    page.sheet.freeze_panes(_HEADER + 1, _FIRST)
    page.sheet.autofilter(_HEADER, 0, last, _LAST)
    page.printed("A3", last + 1, _LAST, (_HEADER, _HEADER), "")


def _write_sources(page: Page, done: Iterable[CountyLine], folder: Path) -> Numbers:
    """Write every number once, with the cell of the county's master it was taken from; return where each now stands."""
    page.span(0, 0, 0, len(_SOURCE_COLUMNS) - 1, "每个数的出处", "title")
    page.height(0, 32)
    page.row(1, [heading for heading, _ in _SOURCE_COLUMNS], "header")
    page.widths(*(width for _, width in _SOURCE_COLUMNS))
    numbers: Numbers = {}
    row = 1
    for line in done:
        for indicator, sheet, place in _places(line):
            row += 1
            value = _in_master(indicator, line.figures or {})
            trait = trait_of(indicator)
            page.put(row, 0, line.name, "cell", "left")
            page.put(row, 1, indicator.name, "cell", "left")
            page.put(row, 2, indicator.unit, "cell", "center")
            page.put(row, 3, value, "cell", trait)
            name = line.master.name if line.master else ""
            target = file_link(str(line.master), folder, sheet, place)
            page.link(row, 4, target, in_words(f"{line.name}/{name}", sheet, f"{place} 单元格"), "cell", "left")
            numbers[line.name, indicator.id] = cell(row, 3, SOURCES), value
    page.sheet.freeze_panes(2, 1)
    page.sheet.autofilter(1, 0, max(2, row), len(_SOURCE_COLUMNS) - 1)
    page.printed("A4", max(2, row), len(_SOURCE_COLUMNS) - 1, (1, 1), "")
    return numbers


def _places(line: CountyLine) -> list[tuple[Indicator, str, str]]:
    indicators = line.scheme.indicators if line.scheme else ()
    sheet = comparison_sheet.NAME
    return [(one, sheet, comparison_sheet.current_cell(number)) for number, one in enumerate(indicators)]


def _in_master(indicator: Indicator, figures: Mapping[str, float | None]) -> float | str:
    """Return what the county's master shows: of a sum that no table states, and of what rests on it, 无数据."""
    amount = figures.get(indicator.id)
    if amount is not None:
        return in_cell(indicator, amount)
    parts = (indicator.numerator, indicator.denominator) if indicator.is_ratio else (indicator.id,)
    return NO_DATA if any(id in figures and figures[id] is None for id in parts if id) else NO_VALUE


def _write_indicators(
    page: Page, lines: Sequence[CountyLine], scheme: Scheme, period: ReportingPeriod, numbers: Numbers
) -> None:
    indicators = scheme.indicators
    last_column = max(2, len(indicators))
    page.span(0, 0, 0, last_column, f"{period.label}各县（市、区）指标", "title")
    page.height(0, 36)
    page.span(1, 0, 1, last_column, f"按《{scheme.title}》汇总的县。比率的合计用各县的分子、分母之和计算。", "subtitle")
    page.put(_HEADER, 0, "县（市、区）", "header")
    page.widths(18, *(14 for _ in indicators))
    page.height(_HEADER, 46)
    for row, line in enumerate(lines, _HEADER + 1):
        page.put(row, 0, line.name, "cell", "left")
        page.height(row, 22)
    last = _HEADER + len(lines)
    page.put(last + 1, 0, "合　计", "cell", "center", "total")
    page.height(last + 1, 24)
    totals: dict[str, tuple[str, int | float]] = {}
    for column, indicator in enumerate(indicators, 1):
        placed = [numbers[line.name, indicator.id] for line in lines]
        trait = trait_of(indicator)
        page.put(_HEADER, column, f"{indicator.name}\n（{indicator.unit}）", "header")
        for row, (place, value) in enumerate(placed, _HEADER + 1):
            page.put(row, column, Formula(f"={place}", value), "cell", trait)
        if not indicator.is_ratio:
            summed = sum(value for _, value in placed if not isinstance(value, str))
            totals[indicator.id] = cell(last + 1, column), summed
            cells = block(_HEADER + 1, column, last, column)
            total = Formula(f"=SUM({cells})", summed)
            if placed and all(value == NO_DATA for _, value in placed):
                total = Formula(f'=IF(COUNT({cells})=0,"{NO_DATA}",SUM({cells}))', NO_DATA)
            page.put(last + 1, column, total, "cell", trait, "total")
    for column, indicator in enumerate(indicators, 1):
        if indicator.is_ratio:
            page.put(last + 1, column, _ratio(indicator, totals), "cell", trait_of(indicator), "total")
    page.sheet.freeze_panes(_HEADER + 1, 1)
    page.printed("A3", last + 1, last_column, (_HEADER, _HEADER), "")


def _ratio(indicator: Indicator, totals: dict[str, tuple[str, int | float]]) -> Value:
    """Return a share of all counties from the sums of its parts; growth since a baseline has none."""
    if indicator.is_growth or not {indicator.numerator, indicator.denominator} <= set(totals):
        return NO_VALUE
    (above, part), (below, whole) = totals[indicator.numerator], totals[indicator.denominator]
    return Formula(f'=IF({below}=0,"{NO_VALUE}",{above}/{below})', part / whole if whole else NO_VALUE)
