"""In which cells of the sheet 目标完成情况 are figures and sums?"""

from collections.abc import Sequence

from msgspec import Struct

from toolkit.model import leader
from toolkit.model.clause import Criterion
from toolkit.model.figures import NO_DATA
from toolkit.model.formula import Formula
from toolkit.model.leader import Placed
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.scheme import Indicator
from toolkit.workbooks.master.target_lines import Line, Placement, placed, target_lines
from toolkit.workbooks.master.variance_cells import WIDE
from toolkit.workbooks.sheet.criteria import NO_VALUE, Figures, completion, in_cell, pace
from toolkit.workbooks.sheet.live_order import LiveOrder
from toolkit.workbooks.sheet.page import block, cell

TARGETS = "目标完成情况"
FIRST = 5  # the county's total: title, note, section and two header rows stand above it
LABELS = 3  # group, leader, lead unit


class TargetTable(Struct, frozen=True):
    """The layout of the sheet; the overview reads its figures from here, and who is ahead of 序时进度 and behind it."""

    result: Consolidation
    figures: Figures
    lines: list[Line]
    places: Placement
    ahead: list[Placed]
    behind: list[Placed]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that are broken down by line."""
        return self.result.scheme.row_indicators if self.lines else ()

    @property
    def last_column(self) -> int:
        """The last column in use; county-level indicators need room for their clause."""
        return max(LABELS + WIDE * len(self.indicators), LABELS + WIDE + 6) - 1

    def column(self, indicator: Indicator) -> int:
        """Return the column of an indicator's target; its actual, difference, rate and pace follow."""
        return LABELS + WIDE * self.indicators.index(indicator)

    def county(self, indicator: Indicator) -> Variance | None:
        """Return the county's variance of an indicator."""
        return next((v for v in self.result.county if v.indicator.id == indicator.id), None)

    def line_target(self, line: Line, indicator: Indicator) -> int | float | None:
        """Return a line's target as its cell holds it."""
        variance = line.variances.get(indicator.id)
        return None if variance is None or variance.target is None else in_cell(indicator, variance.target)

    def target_sum(self, lines: list[Line], indicator: Indicator) -> Formula | None:
        """Return the targets of lines added up by formula; ``None`` where none is set, or shares are asked for."""
        goals = [goal for line in lines if (goal := self.line_target(line, indicator)) is not None]
        return (
            None if indicator.is_ratio or not goals else Formula(self.sum_of(lines, self.column(indicator)), sum(goals))
        )

    def county_target(self, indicator: Indicator) -> Formula | int | float | None:
        """Return the target of 合计: the sum of the lines, or the county's own where they do not come to it."""
        added, variance = self.target_sum(self.lines, indicator), self.county(indicator)
        own = None if variance is None or variance.target is None else in_cell(indicator, variance.target)
        if own is None or (added is not None and round(float(added.value) - own, 6) == 0):
            return added
        return own

    def line_actual(self, line: Line, indicator: Indicator) -> Formula:
        """Return what a line has achieved: the live formula with the consolidation's value."""
        return figure(self.figures, indicator, line.variances.get(indicator.id), Criterion("target_row", "=", line.key))

    def actual_sum(self, lines: list[Line], indicator: Indicator) -> Formula:
        """Return what several lines have achieved; a share is taken of their sums, not added up."""
        if self.figures.is_without_data(indicator):
            if indicator.is_ratio:
                return Formula(f'="{NO_DATA}"', NO_DATA)
            column = self.column(indicator) + 1
            cells = ",".join(block(a, column, b, column) if a != b else cell(a, column) for a, b in self.runs(lines))
            return Formula(f'=IF(COUNT({cells})=0,"{NO_DATA}",SUM({cells}))', NO_DATA)
        if not indicator.is_ratio:
            values = [value for line in lines if not isinstance(value := self.line_actual(line, indicator).value, str)]
            text = self.sum_of(lines, self.column(indicator) + 1)
            if lines and not values:  # none of these lines has data, though others have
                counted = text.replace("SUM", "COUNT", 1)[1:]
                return Formula(f'=IF({counted}=0,"{NO_DATA}",{text[1:]})', NO_DATA)
            return Formula(text, sum(values))
        above = self._added(lines, indicator.numerator)
        below = self._added(lines, indicator.denominator)
        text = f'=IF({below[0]}=0,"{NO_VALUE}",({above[0]})/({below[0]}))'
        return Formula(text, above[1] / below[1] if below[1] else NO_VALUE)

    def county_actual(self, indicator: Indicator) -> Formula:
        """Return what the county has achieved, attributed or not."""
        return figure(self.figures, indicator, self.county(indicator))

    def line_rate(self, line: Line, indicator: Indicator) -> int | float | str:
        """Return the value of a line's completion rate cell."""
        return completion(self.line_target(line, indicator), self.line_actual(line, indicator).value)

    def line_pace(self, line: Line, indicator: Indicator) -> int | float | str:
        """Return the value of a line's cell 超（欠）进度."""
        return pace(indicator, self.line_rate(line, indicator), self.result.elapsed)

    @property
    def order(self) -> LiveOrder:
        """The lines by the completion of the first indicator, as 总览 lists them."""
        rows = [self.places.lines[line.key] for line in self.lines]
        return LiveOrder(TARGETS, self.column(self.indicators[0]) + 3, self.last_column + 3, rows)

    @property
    def county_only(self) -> list[Variance]:
        """The county's variances that are not broken down by line."""
        broken_down = {indicator.id for indicator in self.indicators}
        return [variance for variance in self.result.county if variance.indicator.id not in broken_down]

    @property
    def county_only_row(self) -> int:
        """The row where the county-level block starts."""
        return max([*self.places.units.values(), self.places.unattributed]) + 2 if self.indicators else FIRST - 3

    def actual_place(self, indicator: Indicator) -> tuple[int, int]:
        """Return row and column of the county's actual of any of its indicators."""
        if indicator in self.indicators:
            return self.places.county, self.column(indicator) + 1
        ids = [variance.indicator.id for variance in self.county_only]
        return self.county_only_row + 2 + ids.index(indicator.id), LABELS + 1

    def _added(self, lines: list[Line], id: str) -> tuple[str, float]:
        indicator = self.result.scheme.indicator(id)
        parts = [self.figures.formula(indicator, Criterion("target_row", "=", line.key)) for line in lines]
        values = [part.value for part in parts if not isinstance(part.value, str)]
        # What has no data adds nothing to the sum of the others; words cannot be added.
        texts = (f"N({part.text[1:]})" if isinstance(part.value, str) else part.text[1:] for part in parts)
        return "+".join(texts), sum(values)

    def sum_of(self, lines: list[Line], column: int) -> str:
        """Return the sum of some lines' cells, leaving out the subtotals between them."""
        parts = (block(a, column, b, column) if a != b else cell(a, column) for a, b in self.runs(lines))
        return f"=SUM({','.join(parts)})"

    def runs(self, lines: list[Line]) -> list[tuple[int, int]]:
        """Return the first and last rows of the unbroken runs that some lines stand in."""
        runs: list[tuple[int, int]] = []
        for row in sorted(self.places.lines[line.key] for line in lines):
            if runs and runs[-1][1] == row - 1:
                runs[-1] = (runs[-1][0], row)
            else:
                runs.append((row, row))
        return runs


def figure(figures: Figures, indicator: Indicator, variance: Variance | None, *cut: Criterion) -> Formula:
    """Return an indicator's formula with the value of the consolidation, where it has one.

    Recalculating the sheet then holds two evaluators against each other.
    """
    if variance is None or variance.actual is None:
        return figures.formula(indicator, *cut)
    return Formula(f"={figures.text(indicator, *cut)}", in_cell(indicator, variance.actual))


def added_figure(figures: Figures, indicator: Indicator, variance: Variance, keys: Sequence[str]) -> Formula:
    """Return what several target rows have of an indicator together; of one row as :func:`figure` does."""
    parts = [figures.formula(indicator, Criterion("target_row", "=", key)) for key in keys]
    if len(parts) == 1 or variance.actual is None:
        return figure(figures, indicator, variance, Criterion("target_row", "=", keys[0]))
    text = "+".join(f"N({part.text[1:]})" if isinstance(part.value, str) else part.text[1:] for part in parts)
    return Formula(f"={text}", in_cell(indicator, variance.actual))


def target_table(result: Consolidation, figures: Figures) -> TargetTable:
    """Return the plan of the sheet."""
    lines = target_lines(result)
    return TargetTable(result, figures, lines, placed(lines, FIRST, gap=5), *leader.placed(result))
