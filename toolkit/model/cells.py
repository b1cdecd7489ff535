"""Where does a value stand? Addresses in Excel's own words."""

from dataclasses import dataclass

from toolkit.model.pickling import travels


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


@travels
@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One cell of one sheet of one file; rows and columns count from 1, as Excel shows them.

    ``row`` 0 means the whole sheet, ``column`` 0 the whole row, an empty ``sheet`` a file without
    sheets (csv, Word table).

    >>> str(CellRef("江口乡6月.xlsx", "Sheet1", 7, 5))
    '江口乡6月.xlsx › Sheet1 › E7'
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
        return " › ".join(part for part in (self.file, self.sheet, self.place) if part)
