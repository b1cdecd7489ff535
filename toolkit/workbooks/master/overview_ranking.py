"""Who is ahead and who is behind? The ranking on the overview: target lines, or units where there are none."""

from msgspec import Struct

from toolkit.model.clause import Criterion
from toolkit.model.figures import NO_DATA
from toolkit.model.scheme import Indicator
from toolkit.workbooks.master import unit_sheet
from toolkit.workbooks.master.target_lines import Line
from toolkit.workbooks.master.target_table import TargetTable
from toolkit.workbooks.master.variance_cells import PACE
from toolkit.workbooks.sheet.criteria import COUNTED
from toolkit.workbooks.sheet.lights import due_of, light_rates
from toolkit.workbooks.sheet.page import Page, Value

MOST = 16  # more rows do not fit the page: then the best and the worst are shown
NAME_COLUMNS = 7
_FIGURE_COLUMNS = 2


class Ranking(Struct, frozen=True):
    """The rows of the ranking in their order, and where on the overview its first row stands."""

    table: TargetTable
    row: int
    column: int
    lines: tuple[Line, ...]
    units: tuple[tuple[int, str], ...]

    @property
    def rows(self) -> int:
        """How many rows the ranking takes."""
        return len(self.lines) or len(self.units)

    @property
    def leading(self) -> Indicator:
        """The indicator that is ranked by: the target table's first."""
        return self.table.indicators[0]

    @property
    def value_column(self) -> int:
        """The column that the chart draws: completion rate, or the units' investments."""
        return self.column + NAME_COLUMNS + (0 if self.lines else _FIGURE_COLUMNS)

    @property
    def pace_column(self) -> int:
        """The column of 超（欠）进度, which the chart draws."""
        return self.column + NAME_COLUMNS + _FIGURE_COLUMNS

    @property
    def names(self) -> list[str]:
        """The names of the rows in their order."""
        return [line.short for line in self.lines] or [unit for _, unit in self.units]

    def write(self, page: Page) -> None:
        """Write heading and rows."""
        last = self.column + NAME_COLUMNS + 3 * _FIGURE_COLUMNS - 1
        title, headings = self._headings()
        page.span(self.row - 2, self.column, self.row - 2, last, title, "section")
        for (left, right), heading in zip(self._boxes(), headings, strict=True):
            page.span(self.row - 1, left, self.row - 1, right, heading, "header")
        rows = [self._line(line) for line in self.lines] or [self._unit(row, unit) for row, unit in self.units]
        for row, (name, figures) in enumerate(rows, start=self.row):
            boxes = self._boxes()
            page.span(row, boxes[0][0], row, boxes[0][1], name, "cell", "left", "wrap")
            for (left, right), (value, look) in zip(boxes[1:], figures, strict=True):
                page.span(row, left, row, right, value, "cell", look)
        if self.lines:
            for (left, right), indicator in zip(self._boxes()[1::2], self.table.indicators, strict=False):
                where = (self.row, left, self.row + self.rows - 1, right)
                light_rates(page, [where], due_of(indicator), self.table.result.scheme)

    def _boxes(self) -> list[tuple[int, int]]:
        start = self.column + NAME_COLUMNS
        figures = [(start + _FIGURE_COLUMNS * n, start + _FIGURE_COLUMNS * (n + 1) - 1) for n in range(3)]
        return [(self.column, start - 1), *figures]

    def _headings(self) -> tuple[str, tuple[str, str, str, str]]:
        if not self.lines:
            return "各单位项目（按投资总额排列）", ("报送单位", "项目数", "投资总额", "到位资金")
        left_out = len(self.table.lines) - len(self.lines)
        some = f"，前 {MOST // 2} 名和后 {MOST // 2} 名" if left_out and self.rows == MOST else ""
        some = some or ("，没有任务的不列" if left_out else "")
        second = self.table.indicators[1].name + "完成率" if len(self.table.indicators) > 1 else ""
        title = f"各牵头单位进度（按{self.leading.name}完成率排列{some}）"
        return title, ("牵头单位（范围）", "完成率", PACE, second)

    def _place(self, line: Line) -> int:
        """Return a line's place among all lines, from 1: one row of 总览 shows whoever has that place."""
        rates = {one.key: self.table.line_rate(one, self.leading) for one in self.table.lines}
        return 1 + [one.key for one in sorted(self.table.lines, key=lambda o: _descending(rates[o.key]))].index(
            line.key
        )

    def _line(self, line: Line) -> tuple[Value, list[tuple[Value, str]]]:
        place, order = self._place(line), self.table.order
        column = self.table.column(self.leading)
        rate, pace = self.table.line_rate(line, self.leading), self.table.line_pace(line, self.leading)
        figures: list[tuple[Value, str]] = [
            (order.nth(place, column + 3, rate), "rate"),
            (order.nth(place, column + 4, pace), "ahead"),
        ]
        if len(self.table.indicators) > 1:
            second = self.table.indicators[1]
            figures.append(
                (order.nth(place, self.table.column(second) + 3, self.table.line_rate(line, second)), "rate")
            )
        else:
            figures.append((None, "rate"))
        return order.label(place, line.short), figures

    def _unit(self, row: int, unit: str) -> tuple[Value, list[tuple[Value, str]]]:
        own = Criterion("unit", "=", unit), COUNTED
        figures = self.table.figures
        paid_in = NO_DATA if figures.nobody_told("paid_in_yuan", *own) else figures.total("paid_in_yuan", *own)
        values: tuple[Value, ...] = (figures.count(*own), figures.total("investment_yuan", *own), paid_in)
        if unit in unit_sheet.unheard_units(self.table.result):
            values = (NO_DATA,) * len(values)
        looks = ("count", "亿元", "亿元")
        order, place = unit_sheet.order(unit_sheet.units_of(self.table.result)), 1 + self.units.index((row, unit))
        cells = [order.nth(place, 2 + n, value) for n, value in enumerate(values)]
        return order.label(place, unit), list(zip(cells, looks, strict=True))


def ranking(table: TargetTable, row: int, column: int) -> Ranking:
    """Return the ranking: the best completion first, lines without a task last."""
    if table.indicators:
        leading = table.indicators[0]
        rates = {line.key: table.line_rate(line, leading) for line in table.lines}
        lines = sorted(table.lines, key=lambda line: _descending(rates[line.key]))
        if len(lines) > MOST:  # those without a task would stand where the worst belong
            lines = [line for line in lines if not isinstance(rates[line.key], str)] or lines
        return Ranking(table, row, column, tuple(_ends(lines)), ())
    result = table.result
    units = list(enumerate(unit_sheet.units_of(result), start=unit_sheet.TOTAL_ROW + 1))
    amounts = {unit: table.figures.total("investment_yuan", Criterion("unit", "=", unit), COUNTED) for _, unit in units}
    amounts |= dict.fromkeys(unit_sheet.unheard_units(result), -1)  # behind those that reported nothing
    return Ranking(table, row, column, (), tuple(sorted(units, key=lambda placed: -amounts[placed[1]])[:MOST]))


def _descending(rate: int | float | str) -> tuple[bool, float]:
    return (True, 0.0) if isinstance(rate, str) else (False, -rate)


def _ends(lines: list[Line]) -> list[Line]:
    return lines if len(lines) <= MOST else lines[: MOST // 2] + lines[-(MOST // 2) :]
