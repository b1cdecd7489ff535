"""Which tables does the document's text hold? Rows of cells with their lines, as Word or a web page left them."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct


class Row(Struct, frozen=True):
    """A row of a table: the line on which each cell stands, and the cells' texts."""

    lines: tuple[int, ...]
    cells: tuple[str, ...]


def tables(lines: Sequence[str]) -> list[list[Row]]:
    """Return the tables: rows with cells apart by tabs, or a cell a line, each after a tab, with a gap between rows."""
    found: list[list[Row]] = []
    rows: list[Row] = []
    for row in _rows(lines):
        if rows and row.lines[0] - rows[-1].lines[-1] > 3:
            found.append(rows)
            rows = []
        rows.append(row)
    found.append(rows)
    return [table for table in found if len(table) > 1]


def _rows(lines: Sequence[str]) -> Iterator[Row]:
    cells: list[str] = []
    held: list[int] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("\t") and "\t" not in line[1:]:  # a web page that was copied: a cell a line
            cells.append(line.strip())
            held.append(number)
            continue
        if held and line.strip() and "\t" not in line and len(line) < 40:
            cells[-1] += line.strip()  # a cell of two lines
            continue
        if held:
            yield Row(tuple(held), tuple(cells))
            cells, held = [], []
        if "\t" in line.strip():
            parts = tuple(part.strip() for part in line.split("\t"))
            yield Row((number,) * len(parts), parts)
    if held:
        yield Row(tuple(held), tuple(cells))


def column_of(table: Sequence[Row], words: str) -> tuple[int, int]:
    """Return (row, column) of the first heading that holds one of the words, (-1, -1) where none does."""
    for at, row in enumerate(table[:3]):
        for column, cell in enumerate(row.cells):
            if len(cell) < 20 and re.search(words, cell):
                return at, column
    return -1, -1
