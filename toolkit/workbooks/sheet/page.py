"""How is a value written into a cell? All cells of the master are written here.

Only the ledger's rows are written by ``ledger_rows.py``: there are a hundred thousand of them.
"""

import os
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from toolkit.model.expressions import expression
from toolkit.model.formula import Formula
from toolkit.model.sensitive import sensitive_numbers
from toolkit.workbooks.sheet.styles import Styles

Value = str | int | float | Decimal | date | Formula | None

# A text stays a text, even if it looks like a formula, a number or a link.  Parts are put together in memory: a file
# of its own for each costs more than the part, and the cells are in memory anyway.
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}

# Limits of the file format: what is longer or more is refused by Excel.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
MOST_LINKS = 65_000
LONGEST_LINK = 2_000
# The sheet that all others lead back to, in workbooks that have one.
HOME = "目录"
BACK = "返回目录"
_WIDE = expression("[\u2e80-\U0010ffff“”‘’—…·]+")
# A unit may call its file mailto:x@y.xlsx or \\\\server\\share.xlsx: the link leads to the file all the same.
_ODD_IN_LINK = expression(r"""[#%?:*|\\"'<>\x00-\x1f\x7f-\x9f\ud800-\udfff]""")


class Page:
    """One worksheet; rows and columns count from 0, as XlsxWriter counts them."""

    def __init__(self, sheet: Any, styles: Styles, absent: str = "", home: str = "") -> None:
        """Take a sheet; formulas over the sheet ``absent``, whose rows lie in other files, are written as values.

        ``home`` is the sheet that a link beside the title leads back to.
        """
        self.sheet = sheet
        self.styles = styles
        self._absent = f"{absent}!" if absent else ""
        self.name = str(sheet.get_name())
        self._links = 0
        self._home = home

    def put(self, row: int, column: int, value: Value, *traits: str) -> None:
        """Write a value: a text is always a text, a :class:`Formula` is the only way to a live figure."""
        self._write(row, column, value, self.styles(*traits))

    def span(self, row: int, column: int, last_row: int, last_column: int, value: Value, *traits: str) -> None:
        """Write a value over a block of cells, merged where it is more than one."""
        look = self.styles(*traits)
        if (row, column) != (last_row, last_column):
            self.sheet.merge_range(row, column, last_row, last_column, "", look)
        self._write(row, column, value, look)

    def row(self, row: int, values: list[Value] | tuple[Value, ...], *traits: str, column: int = 0) -> None:
        """Write values side by side, all with the same traits."""
        for offset, value in enumerate(values):
            self.put(row, column + offset, value, *traits)

    def link(self, row: int, column: int, target: str, text: str, *traits: str) -> None:
        """Write a text that leads to ``target``; beyond what Excel can hold, the text alone."""
        if not target or len(target) > LONGEST_LINK or self._links >= MOST_LINKS:
            self.put(row, column, text, *traits)
            return
        self._links += 1
        self.sheet.write_url(row, column, target, self.styles(*traits, "link"), string=fitting(text))

    def lock(self, sentence: str = "", first: int = 0) -> None:
        """Lock every cell, without a password; who selects one from row ``first`` on is told ``sentence``.

        Filtering, folding open hidden columns and copying charts stay possible; Excel sorts no locked cells.
        """
        free = ("autofilter", "sort", "format_columns", "format_rows", "objects")
        self.sheet.protect("", dict.fromkeys(free, True))
        last_row, last_column = self.sheet.dim_rowmax or 0, self.sheet.dim_colmax or 0
        if sentence and last_row >= first:
            told = {"validate": "any", "input_title": "已锁定，没有密码", "input_message": sentence}
            self.sheet.data_validation(first, 0, last_row, last_column, told)

    def lead(self, row: int, column: int, target: str, tip: str) -> None:
        """Let a cell that is written afterwards, a live figure too, lead to ``target``; '' leads nowhere."""
        if target and self._links < MOST_LINKS:
            self._links += 1
            self.sheet.write_url(row, column, target, string=" ", tip=tip)

    def _write(self, row: int, column: int, value: Value, look: Any) -> None:
        if isinstance(value, Formula) and self._absent and self._absent in value.text:
            value = value.value
        if isinstance(value, Formula):
            self.sheet.write_formula(row, column, value.text, look, value.value)
        elif isinstance(value, str) and value:
            self.sheet.write_string(row, column, fitting(value), look)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
        elif isinstance(value, int | float | Decimal):
            self.sheet.write_number(row, column, value, look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def widths(self, *widths: float) -> None:
        """Set the widths of the columns from A on."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def height(self, row: int, height: float) -> None:
        """Set a row's height in points."""
        self.sheet.set_row(row, height)

    def printed(self, paper: str, last_row: int, last_column: int, repeat: tuple[int, int] | None, foot: str) -> None:
        """Make the sheet ready to print: landscape, one page wide, header rows repeated, pages numbered."""
        self.sheet.set_landscape()
        self.sheet.set_paper({"A3": 8, "A4": 9}[paper])
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, 0, last_row, last_column)
        if repeat:
            self.sheet.repeat_rows(*repeat)
        # An ampersand in a footer starts a code.
        self.sheet.set_footer(f"&L&9{foot.replace('&', '&&')}&C&9第 &P 页，共 &N 页&R&9&A")
        self.sheet.hide_gridlines(2)
        if self._home and self.name != self._home:
            # Beside the print area: on the screen alone.
            self.link(0, last_column + 1, f"internal:'{self._home}'!A1", BACK, "remark")
            self.sheet.set_column(last_column + 1, last_column + 1, 9)


def cell(row: int, column: int, sheet: str = "") -> str:
    """Return a cell's address, with its sheet and fixed where another sheet points at it."""
    address = str(xl_rowcol_to_cell(row, column, row_abs=bool(sheet), col_abs=bool(sheet)))
    return f"{sheet}!{address}" if sheet else address


def block(row: int, column: int, last_row: int, last_column: int) -> str:
    """Return the address of a block of cells."""
    return str(xl_range(row, column, last_row, last_column))


def fitting(text: str) -> str:
    """Return a text as a cell can hold it: not too long, and without halves of characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= LONGEST_TEXT else whole[: LONGEST_TEXT - 1] + "…"


def text_width(text: str) -> int:
    """Return how wide a text is in column units: a Chinese character takes two."""
    return 2 * len(text) - len(_WIDE.sub("", text))


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a wrapped text takes in a column of ``width``."""
    # A column's unit is a digit of the 11-point default font, the tables are set in 10 points with an indent.
    usable = max(1.0, 1.05 * width - 1.5)
    if "\n" in text:
        return sum(lines_needed(line, width) for line in text.split("\n"))
    return max(1, -int(-text_width(text) // usable))


@lru_cache(maxsize=4096)
def _way(path: str, start: str, here: str) -> str:  # noqa: ARG001 - a relative path leads elsewhere from another folder
    try:
        return os.path.relpath(path, start).replace(os.sep, "/")
    except ValueError:
        return str(Path(path).absolute()).replace(os.sep, "/")


def file_link(path: str, start: Path, sheet: str = "", place: str = "") -> str:
    """Return a link to a file as seen from the folder ``start``, or '' without a path.

    Relative, so that the workspace can be moved or sent as a whole; another Windows drive has no relative path.
    """
    if not path or sensitive_numbers(path):  # a name with an identity number in it is shown to nobody
        return ""
    way = _way(path, str(start), str(Path.cwd()))
    drive, way = os.path.splitdrive(way)
    if _ODD_IN_LINK.search(way):
        # These have a meaning in a link; where one occurs, the whole path is percent-encoded, Chinese letters too.
        way = quote(os.fsencode(way), safe="/.-_()")
    way = drive + way
    if not (sheet and place):
        return f"external:{way}"
    quoted = sheet.replace("'", "''")
    return f"external:{way}#'{quoted}'!{place}"
