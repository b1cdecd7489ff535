"""Target workbooks laid out from the documents' words: one table to a sheet, each with its 合计 at the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from writing.grid import Grid, Value


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """A table: its headings, its lines (texts, then numbers), and how many of the first columns are texts."""

    name: str
    title: str
    annex: str
    headings: tuple[str, ...]
    lines: tuple[tuple[Value, ...], ...]
    texts: int
    notes: tuple[str, ...] = ()


def target_sheet(table: TargetSheet) -> Grid:
    """The sheet: annex, title, one header row, the lines, their sum, the notes."""
    grid = Grid(table.name, title_rows=(3, 3), freeze=(3, 0))
    wide = len(table.headings)
    grid.put(1, 1, table.annex, "annex")
    grid.merge((2, 1), (2, wide), table.title, "title")
    grid.heights = {1: 22, 2: 38, 3: 40}
    for column, text in enumerate(table.headings, start=1):
        grid.put(3, column, text, "header")
        grid.widths[column] = 6 if column == 1 else 26 if 1 < column <= table.texts else 14
    for row, values in enumerate(table.lines, start=4):
        for column, value in enumerate((row - 3, *values), start=1):
            grid.put(row, column, value, "left" if 2 < column <= table.texts else "body")
        grid.heights[row] = 32 if all(len(str(value)) < 26 for value in values) else 62
    last = 3 + len(table.lines)
    _sum(grid, table, last + 1)
    for offset, text in enumerate(table.notes):
        grid.merge((last + 2 + offset, 1), (last + 2 + offset, wide), text, "wrapped")
        grid.heights[last + 2 + offset] = 22
    return grid


def _sum(grid: Grid, table: TargetSheet, row: int) -> None:
    grid.merge((row, 1), (row, table.texts), "合  计", "total")
    for column in range(table.texts + 1, len(table.headings) + 1):
        values: Sequence[Value] = [line[column - 2] for line in table.lines]
        numbers = [value for value in values if isinstance(value, int | float)]
        grid.put(row, column, round(sum(numbers), 2) if numbers else None, "total")
    grid.heights[row] = 28
