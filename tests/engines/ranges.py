"""What is a block of cells to xlwings when LibreOffice holds it? Values in and out as Excel would have them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from xlwings import base_classes, utils

from tests.engines.server import import_uno

EPOCH = datetime(1899, 12, 30)
# com.sun.star.util.NumberFormat
DATE, TIME, TEXT, LOGICAL = 2, 4, 256, 1024
CONTENTS, EVERYTHING = 1 | 2 | 4 | 16, 1023
FORMULA_ERRORS = 4
ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")


class CellError(str):
    """What a cell shows instead of a value: ``#DIV/0!``."""

    __slots__ = ()


class Range(base_classes.Range):
    """A block of cells; rows and columns count from 1."""

    def __init__(self, sheet: Any, row: int, column: int, last_row: int, last_column: int) -> None:
        self._sheet = sheet
        self._place = row, column
        self._shape = last_row - row + 1, last_column - column + 1
        self.cells = sheet.sheet.getCellRangeByPosition(column - 1, row - 1, last_column - 1, last_row - 1)

    @property
    def sheet(self) -> Any:
        """The sheet they are on."""
        return self._sheet

    @property
    def api(self) -> Any:
        """LibreOffice's own object; xlwings asks for it before it writes."""
        return self.cells

    @property
    def row(self) -> int:
        """The first row."""
        return self._place[0]

    @property
    def column(self) -> int:
        """The first column."""
        return self._place[1]

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self._shape

    @property
    def coords(self) -> tuple[Any, ...]:
        """Sheet, first row, first column, rows, columns."""
        return (self._sheet.name, *self._place, *self._shape)

    @property
    def has_array(self) -> bool:
        """Whether an array formula stands there."""
        return bool(getattr(self.cells, "ArrayFormula", ""))

    def __len__(self) -> int:
        return self._shape[0] * self._shape[1]

    def __call__(self, arg1: int, arg2: int | None = None) -> "Range":
        """Return one cell by row and column of the block, or by its number, row by row."""
        if arg2 is None:
            arg1, arg2 = (arg1 - 1) // self._shape[1] + 1, (arg1 - 1) % self._shape[1] + 1
        row, column = self.row + arg1 - 1, self.column + arg2 - 1
        return Range(self._sheet, row, column, row, column)

    # -- values ----------------------------------------------------------------------------------

    @property
    def raw_value(self) -> Any:
        """The values: numbers as float, dates as datetime, one value for one cell."""
        data = [list(row) for row in self.cells.getDataArray()]
        for kind, rows, columns in self.formats(DATE | TIME | LOGICAL):
            for row in rows:
                for column in columns:
                    if isinstance(data[row][column], float):
                        data[row][column] = _typed(data[row][column], kind)
        for area in self.cells.queryFormulaCells(FORMULA_ERRORS).RangeAddresses:
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    shown = self._sheet.sheet.getCellByPosition(column, row).String
                    data[row - self.row + 1][column - self.column + 1] = CellError(shown)
        return data[0][0] if self._shape == (1, 1) else tuple(map(tuple, data))

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows, columns = self._shape
        if not isinstance(value, list | tuple):
            value = [[value] * columns] * rows
        elif value and not isinstance(value[0], list | tuple):
            value = [value]
        target = self._resized(len(value), len(value[0]))
        text = {
            (row, column) for _, in_rows, in_columns in target.formats(TEXT) for row in in_rows for column in in_columns
        }
        written = [[_as_typed(one, (r, c) in text) for c, one in enumerate(line)] for r, line in enumerate(value)]
        target.cells.setFormulaArray(tuple(tuple(cell for cell, _ in line) for line in written))
        for r, line in enumerate(written):
            for c, (_, kind) in enumerate(line):
                if kind:
                    target.show_as(r, c, kind)

    def _resized(self, rows: int, columns: int) -> "Range":
        if (rows, columns) == self._shape:
            return self
        return Range(self._sheet, self.row, self.column, self.row + rows - 1, self.column + columns - 1)

    def formats(self, wanted: int) -> list[tuple[int, range, range]]:
        """Return the blocks whose number format is of a wanted kind, as ranges from 0."""
        known = self._sheet.book.doc.NumberFormats
        blocks, found = self.cells.getCellFormatRanges(), []
        for place in range(blocks.Count):
            block = blocks.getByIndex(place)
            kind = known.getByKey(block.NumberFormat).Type
            if kind & wanted:
                area = block.RangeAddress
                rows = range(area.StartRow - self.row + 1, area.EndRow - self.row + 2)
                found.append((kind, rows, range(area.StartColumn - self.column + 1, area.EndColumn - self.column + 2)))
        return found

    def show_as(self, row: int, column: int, kind: int) -> None:
        """Give a cell a date's or a truth value's format, as Excel does on typing one in."""
        known = self._sheet.book.doc.NumberFormats
        cell = self.cells.getCellByPosition(column, row)
        if not known.getByKey(cell.NumberFormat).Type & kind:
            locale = import_uno().createUnoStruct("com.sun.star.lang.Locale")
            cell.NumberFormat = known.getStandardFormat(kind, locale)

    # -- place -----------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        """``$B$5:$D$7``."""
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """Return the address in Excel's words."""
        down, across = "$" * bool(row_absolute), "$" * bool(col_absolute)
        last = self.row + self._shape[0] - 1, self.column + self._shape[1] - 1
        corners = [
            f"{across}{utils.col_name(column)}{down}{row}"  # type: ignore[no-untyped-call]
            for row, column in (self._place, last)
        ]
        text = ":".join(dict.fromkeys(corners))
        return f"'[{self._sheet.book.name}]{self._sheet.name}'!{text}" if external else text

    @property
    def current_region(self) -> "Range":
        """The block around, up to empty rows and columns."""
        cursor = self._sheet.sheet.createCursorByRange(self.cells)
        cursor.collapseToCurrentRegion()
        area = cursor.RangeAddress
        return Range(self._sheet, area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1)

    # -- look ------------------------------------------------------------------------------------

    @property
    def number_format(self) -> str:
        """The number format in Excel's words."""
        return str(self._sheet.book.doc.NumberFormats.getByKey(self.cells.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, value: str) -> None:
        known = self._sheet.book.doc.NumberFormats
        locale = import_uno().createUnoStruct("com.sun.star.lang.Locale")
        locale.Language, locale.Country = "en", "US"
        key = known.queryKey(value, locale, False)
        self.cells.NumberFormat = key if key != -1 else known.addNew(value, locale)

    def clear_contents(self) -> None:
        """Empty the cells and keep their look."""
        self.cells.clearContents(CONTENTS)

    def clear(self) -> None:
        """Empty the cells, look included."""
        self.cells.clearContents(EVERYTHING)

    def select(self) -> None:
        """Select the cells."""
        self._sheet.book.doc.CurrentController.select(self.cells)


def _typed(value: float, kind: int) -> Any:
    """Return a number as its format shows it: a day and time, or true and false."""
    if kind & LOGICAL:
        return bool(value)
    return EPOCH + timedelta(milliseconds=round(value * 86_400_000))


def _as_typed(value: Any, is_text: bool) -> tuple[Any, int]:
    """Return what to put into a cell, and the kind of format that it asks for (0 for none).

    A text is taken as if typed into Excel: ``=A1`` is a formula, ``001`` a number and ``2022-06-01`` a day, unless
    the cell is formatted as text or the text begins with an apostrophe.
    """
    if value is None or value == "":
        return "", 0
    if isinstance(value, bool):
        return float(value), LOGICAL
    if isinstance(value, datetime):
        kind = DATE | TIME if value.time() != datetime.min.time() else DATE
        return (value.replace(tzinfo=None) - EPOCH) / timedelta(days=1), kind
    if isinstance(value, date):
        return float((datetime(value.year, value.month, value.day) - EPOCH).days), DATE
    if not isinstance(value, str):
        return float(value), 0
    return _typed_text(value, is_text)


def _typed_text(text: str, is_text: bool) -> tuple[Any, int]:
    if text.startswith("'"):
        return text, 0
    if text.startswith("=") and not is_text:
        return text, 0
    if not is_text:
        if day := ISO_DAY.fullmatch(text):
            return float((datetime(*(int(part) for part in day.groups())) - EPOCH).days), DATE  # type: ignore[arg-type]
        if NUMBER.fullmatch(text):
            return float(text), 0
    return f"'{text}", 0
