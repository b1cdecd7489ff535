"""What is on a sheet, before any file format is chosen?"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula; `cached` is what the last program stored, None when nothing was stored."""

    text: str
    cached: float | str | None


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error a cell shows, such as #REF!."""

    code: str


Value = str | int | float | bool | dt.date | dt.datetime | Formula | ErrorValue | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks, as far as a reader may care."""

    style: str = "body"
    strike: bool = False
    number_format: str | None = None


@dataclass(slots=True)
class Sheet:
    """Cells by (row, column), both counted from 1 as Excel does."""

    name: str
    cells: dict[tuple[int, int], tuple[Value, Look]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    state: str = "visible"

    def put(self, row: int, column: int, value: Value, look: Look | None = None) -> None:
        """Write a value into one cell."""
        self.cells[row, column] = (value, look or Look())

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a block of cells; a block of one cell stays as it is."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    def value(self, row: int, column: int) -> Value:
        """Return what was written in a cell, None for a blank one."""
        return self.cells.get((row, column), (None, None))[0]

    def size(self) -> tuple[int, int]:
        """Return the last row and the last column in use."""
        return max(row for row, _ in self.cells), max(column for _, column in self.cells)


def address(row: int, column: int) -> str:
    """Return the A1 address of a cell.

    >>> address(7, 28)
    'AB7'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def position(cell: str) -> tuple[int, int]:
    """Return (row, column) of an A1 address.

    >>> position("C5")
    (5, 3)
    """
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    if match is None:
        raise ValueError(cell)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
