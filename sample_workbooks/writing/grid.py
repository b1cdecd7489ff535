"""A sheet before it is written: values at addresses, merges, and how each cell looks."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value the file remembers; ``cached=None`` leaves the value out of the file."""

    text: str
    cached: float | str | None


Value = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and its look: ``role`` is title, plain, right, header, body, left, total or note."""

    value: Value
    role: str = "body"
    struck: bool = False
    comment: str = ""


@dataclass(slots=True)
class Grid:
    """One sheet; rows and columns count from 1 as Excel shows them."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    choices: dict[tuple[int, int, int, int], tuple[str, ...]] = field(default_factory=dict)
    hints: dict[tuple[int, int, int, int], tuple[str, str]] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)
    hidden: bool = False
    freeze: tuple[int, int] | None = None
    landscape: bool = True
    paper: int = 9
    title_rows: tuple[int, int] | None = None

    def put(self, row: int, column: int, value: Value, role: str = "body") -> None:
        """Set one cell."""
        self.cells[row, column] = Cell(value, role)

    def merge(self, first: tuple[int, int], last: tuple[int, int], value: Value, role: str) -> None:
        """Set a merged block: the value in its first cell, the look in all of them."""
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                self.cells[row, column] = Cell(None, role)
        self.cells[first] = Cell(value, role)
        if first != last:
            self.merges.append((*first, *last))


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def a1(row: int, column: int) -> str:
    """The address as Excel writes it."""
    return f"{letters(column)}{row}"
