"""What stands on the sheets of a rulebook's workbook? Columns, rows and what is said of them, without their looks."""

from msgspec import Struct

Cell = str | int | float | None


class RuleColumn(Struct, frozen=True):
    """A column of a sheet: a key of a table, ``kind`` its dotted name (``score.any``).

    ``shape`` is how its values are written (text, number, yes_no, choice, words, lines, …; ``quote`` for the words of
    the clause beside it, which nobody fills in; ``meaning`` for what a rule comes to in words).  ``choices`` are the
    words of a drop-down, ``refers`` the sheet whose first column is offered instead.  ``group`` stands above the
    columns of an inner table.  With ``more`` other words than those of the drop-down may be typed.
    """

    kind: str
    key: str
    heading: str
    hint: str
    shape: str = "text"
    choices: tuple[str, ...] = ()
    refers: str = ""
    group: str = ""
    more: bool = False

    @property
    def is_filled_in(self) -> bool:
        """False for what is only shown."""
        return self.shape not in ("quote", "meaning")


class RuleSheet(Struct, frozen=True):
    """One sheet: a kind of table (``kind``), each of its tables one or several rows.

    ``starts`` tells of each row whether a table begins there; in the rows below it only what an inner table says is
    filled in.  ``example`` are rows of another county.
    """

    kind: str
    name: str
    words: str
    columns: tuple[RuleColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    starts: tuple[bool, ...]
    example: tuple[tuple[Cell, ...], ...] = ()

    @property
    def tables(self) -> int:
        """How many rules stand on the sheet."""
        return sum(self.starts)


class RuleSection(Struct, frozen=True):
    """A table that stands once, from top to bottom: for each key a line."""

    kind: str
    name: str
    words: str
    lines: tuple[tuple[RuleColumn, Cell], ...]


class RuleBook(Struct, frozen=True):
    """A rulebook as sheets: what stands once, then a sheet for each kind; the document's lines, and a page of help."""

    sections: tuple[RuleSection, ...]
    sheets: tuple[RuleSheet, ...]
    document: tuple[str, ...]
    help: tuple[tuple[str, str], ...] = ()
