"""Where does a value stand? Addresses in Excel's own words."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace


def column_letter(column: int) -> str:
    """Return Excel's letters for a 1-based column number.

    >>> column_letter(1), column_letter(26), column_letter(27), column_letter(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the 1-based column number of Excel's letters.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class CellRef(Struct, frozen=True, order=True):
    """One cell of one sheet of one file; rows and columns count from 1, as Excel shows them.

    ``row`` 0 means the whole sheet, ``column`` 0 the whole row, an empty ``sheet`` a file without
    sheets (csv, Word table).

    >>> str(CellRef("江口乡6月.xlsx", "Sheet1", 7, 5))
    '江口乡6月.xlsx Sheet1 表 E7 单元格'
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def a1(self) -> str:
        """The address as Excel writes it (``E7``), or '' where no single cell is meant."""
        return f"{column_letter(self.column)}{self.row}" if self.row and self.column else ""

    @property
    def place(self) -> str:
        """``E7``, ``第7行``, or '' for a whole sheet or file."""
        return self.a1 or (f"第{self.row}行" if self.row else "")

    def __str__(self) -> str:
        return in_words(self.file, self.sheet, f"{self.a1} 单元格" if self.a1 else self.place)

    @property
    def within(self) -> str:
        """The place without the file: ``Sheet1 表 E7 单元格``."""
        return str(replace(self, file=""))


def in_words(file: str, sheet: str, place: str) -> str:
    """Return a place as people read it, from the file down to the cell; what is not known is left out.

    >>> in_words("江口乡6月.xlsx", "Sheet1", "第7行"), in_words("", "情况表", "E7 单元格")
    ('江口乡6月.xlsx Sheet1 表 第7行', '情况表 E7 单元格')
    """
    # A table of a Word file is 表2, a paragraph 第7段: these say themselves what they are.
    named = sheet if not sheet or sheet.startswith(("表", "第")) or sheet.endswith("表") else f"{sheet} 表"
    return " ".join(part for part in (file, named, place) if part)


def runs(cells: Sequence[CellRef]) -> str:
    """Return the places of one sheet, three and more below each other as one; '' where none is a row or cell.

    >>> runs([CellRef("a", "b", row, 5) for row in (7, 8, 9, 12)])
    'E7至E9、E12 单元格'
    >>> runs([CellRef("a", "b", row) for row in range(2, 23)])
    '第2至22行'
    """
    said = {True: list[str](), False: list[str]()}
    for column in dict.fromkeys(cell.column for cell in cells if cell.row):
        rows = sorted({cell.row for cell in cells if cell.row and cell.column == column})
        name = column_letter(column)
        for first, last in _in_a_row(rows):
            if last - first > 1:
                said[bool(column)].append(f"{name}{first}至{name}{last}" if column else f"{first}至{last}")
            else:
                said[bool(column)] += [f"{name}{row}" for row in range(first, last + 1)]
    parts = [f"{'、'.join(said[True])} 单元格"] if said[True] else []
    return "、".join([*parts, f"第{'、'.join(said[False])}行"] if said[False] else parts)


def _in_a_row(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that follow each other."""
    first = previous = rows[0]
    for row in rows[1:]:
        if row != previous + 1:
            yield first, previous
            first = row
        previous = row
    yield first, previous
