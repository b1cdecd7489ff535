"""What stands in an .ods, as LibreOffice and other free programs save a workbook? Its sheets, nothing of them lost."""

import re
from datetime import datetime

from toolkit.files.grid import RawCell, RawSheet, RawWorkbook, Refusal, ScaledCell, Value
from toolkit.files.number_formats import Seen, seen, seen_in
from toolkit.files.package import Package, local
from toolkit.files.xlsx_cells import MAX_CELLS, MAX_COLUMN, MAX_MERGES, MAX_ROW
from toolkit.model.expressions import expression

CONTENT, STYLES = "content.xml", "styles.xml"
SPREADSHEET = b"opendocument.spreadsheet"
NUMBERS = {"float", "percentage", "currency"}
_PLACE = expression(r"\[\.?\$?([A-Z]+)\$?(\d+)(?::\.\$?([A-Z]+)\$?(\d+))?\]")
RUNS = ("p", "h", "span", "a")
MOST_PARENTS = 8
_CELLS = ("table-cell", "covered-table-cell")


def is_ods(package: Package) -> bool:
    """Tell whether a package without Excel's parts says that it is a spreadsheet of OpenDocument."""
    return CONTENT in package and "mimetype" in package and SPREADSHEET in package.part("mimetype")


def read_ods(package: Package) -> RawWorkbook:
    """Return the sheets; raises :class:`Refusal` for an encrypted file and for what is no report."""
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Refusal("encrypted")
    reader = _Reader()
    if STYLES in package:
        package.parse(STYLES, reader.start, reader.end, reader.text)
    package.parse(CONTENT, reader.start, reader.end, reader.text)
    if not reader.sheets:
        raise Refusal("not_a_workbook", "工作簿里没有工作表")
    return RawWorkbook(reader.sheets, "ods")


class _Looks:
    """Which styles strike a text through? By their own words, or those of the style that they go by."""

    def __init__(self) -> None:
        self._said: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        self._name = ""

    def open(self, given: dict[str, str]) -> str:
        """Take a style's start; return its name."""
        self._name = given.get("name", "")
        if "parent-style-name" in given:
            self._parents[self._name] = given["parent-style-name"]
        return self._name

    def take(self, given: dict[str, str]) -> None:
        """Take its words on texts: programs say that one is struck by the line's style, or by its type alone."""
        lines = [given[f"text-line-through-{by}"] for by in ("style", "type") if f"text-line-through-{by}" in given]
        if lines:
            self._said[self._name] = "none" not in lines

    def strike(self, name: str) -> bool | None:
        """Tell whether a style strikes through, ``None`` where neither it nor what it goes by says anything."""
        for _ in range(MOST_PARENTS if self._said else 0):
            if name in self._said:
                return self._said[name]
            name = self._parents.get(name, "")
        return None


class _Reader:
    """Collects the events of content.xml into sheets; rows and columns count from 1."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self._hidden_looks: set[str] = set()
        self._looks = _Looks()
        self._look = self._row_look = ""
        self._column_looks: list[tuple[int, str]] = []
        self._runs: list[bool | None] = []
        self._struck: list[str] = []
        self._depth = self._drawn = 0
        self._row = self._rows = self._column = 0
        self._hidden = self._cell_struck = False
        self._cell: dict[str, str] = {}
        self._in = ""
        self._text: list[str] = []
        self._note: list[str] = []
        self._filled = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start; attributes are known by their local names."""
        name = local(tag)
        given = {local(key): value for key, value in attributes.items()}
        if name == "table":
            self._start_table(given)
        elif name == "style":
            self._look = self._looks.open(given)
        elif name == "table-properties" and given.get("display") == "false":
            self._hidden_looks.add(self._look)
        elif name == "text-properties":
            self._looks.take(given)
        elif self._depth == 1:
            self._start_in_table(name, tag, given)

    def _start_table(self, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self.sheets.append(RawSheet(given.get("name", ""), given.get("style-name", "") not in self._hidden_looks))
            self._row = self._rows = self._column = 0
            self._column_looks.clear()

    def _start_in_table(self, name: str, tag: str, given: dict[str, str]) -> None:
        if name == "table-column":
            first, self._column = self._column + 1, self._column + _times(given, "columns", MAX_COLUMN)
            self._column_looks.append((self._column, given.get("default-cell-style-name", "")))
            if given.get("visibility") in ("collapse", "filter"):
                self.sheets[-1].hidden_columns.update(range(first, min(self._column, MAX_COLUMN) + 1))
        elif name == "table-row":
            self._row, self._column = self._row + (self._rows or 1), 0
            self._rows = _times(given, "rows", MAX_ROW)
            self._hidden = given.get("visibility") in ("collapse", "filter")
            self._row_look = given.get("default-cell-style-name", "")
        elif name in _CELLS:
            self._cell, self._in = given, "cell"
            self._text.clear()
            self._note.clear()
            self._struck.clear()
            self._cell_struck = bool(self._looks.strike(self._look_of(given)))
            self._runs = [self._cell_struck]
        elif name == "annotation":
            self._in = "note"
        elif tag.startswith("urn:oasis:names:tc:opendocument:xmlns:drawing"):
            self._drawn += 1  # a text box that hangs on a cell is not what the cell says
        elif not self._drawn and self._in:
            self._start_words(name, given)

    def _start_words(self, name: str, given: dict[str, str]) -> None:
        words = self._note if self._in == "note" else self._text
        if name in RUNS:
            self._runs.append(self._looks.strike(given.get("style-name", "")))
        if name == "p" and words:
            words.append("\n")
        elif name in ("s", "tab", "line-break"):
            words.append({"s": " " * _times(given, "c", 1_000), "tab": "\t"}.get(name, "\n"))

    def text(self, data: str) -> None:
        """Take character data of a cell, or of the comment on it."""
        if self._in and not self._drawn and self._depth == 1:
            struck = next((one for one in reversed(self._runs) if one is not None), False)
            (self._note if self._in == "note" else self._struck if struck else self._text).append(data)

    def end(self, tag: str) -> None:
        """Take an element's end."""
        name = local(tag)
        if name == "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif tag.startswith("urn:oasis:names:tc:opendocument:xmlns:drawing"):
            self._drawn = max(0, self._drawn - 1)
        elif name == "annotation":
            self._in = "cell"
        elif name in ("creator", "date") and self._in == "note":
            self._note.clear()  # who wrote the comment, and when
        elif name in RUNS and self._in and len(self._runs) > 1:
            self._runs.pop()
        elif name in _CELLS:
            self._end_cell()

    def _end_cell(self) -> None:
        sheet, given = self.sheets[-1], self._cell
        first, self._in = self._column + 1, ""
        self._column += _times(given, "columns", MAX_COLUMN)
        kept, gone = "".join(self._text), "".join(self._struck).strip()
        cell = self._made(given, kept if kept.strip() else gone, not kept.strip() and (bool(gone) or self._cell_struck))
        if cell is None and not self._note and "number-columns-spanned" not in given:
            return
        if self._column > MAX_COLUMN or self._row + self._rows - 1 > MAX_ROW:
            raise Refusal("nonstandard", f"工作表“{sheet.name}”第{self._row}行的行列号不合法")
        if cell is not None:
            self._put(sheet, first, cell)
            if gone and kept.strip() and isinstance(cell.value, str):
                sheet.part_struck[self._row, first] = gone
        if note := "".join(self._note).strip():
            sheet.comments[self._row, first] = note
        down, across = (min(_whole(given.get(f"number-{way}-spanned")), MAX_ROW) for way in ("rows", "columns"))
        if down * across > 1:
            sheet.merges.append((self._row, first, self._row + down - 1, first + across - 1))
            if len(sheet.merges) > MAX_MERGES:
                raise Refusal("not_a_workbook", f"工作表“{sheet.name}”的合并单元格过多，不像报表")

    def _put(self, sheet: RawSheet, first: int, cell: RawCell) -> None:
        self._filled += self._rows * (self._column - first + 1)
        if self._filled > MAX_CELLS:
            raise Refusal("not_a_workbook", f"工作表“{sheet.name}”的内容过多，不像报表")
        for row in range(self._row, self._row + self._rows):
            for column in range(first, self._column + 1):
                sheet.cells[row, column] = cell
            if self._hidden:
                sheet.hidden_rows.add(row)

    def _look_of(self, given: dict[str, str]) -> str:
        """Return the style of a cell: its own, its row's or its column's."""
        columns = (look for last, look in self._column_looks if last > self._column)
        return given.get("style-name") or self._row_look or next(columns, "")

    def _made(self, given: dict[str, str], text: str, struck: bool) -> RawCell | None:
        formula = _PLACE.sub(_in_excels_words, given.get("formula", "").removeprefix("of:"))
        kind = given.get("value-type", "")
        if kind == "error" or (formula and re.match(r"#[A-Z]|Err:", text)):
            return RawCell(None, formula, text.strip() or "#VALUE!", struck)
        value = _value(kind, given, text)
        if kind in NUMBERS and isinstance(value, int | float) and (look := _seen(kind, value, text)):
            return ScaledCell(value, formula, struck, *look)
        return None if value in (None, "") and not formula else RawCell(value, formula, "", struck)


def _seen(kind: str, value: float, text: str) -> Seen | None:
    """Return what a person sees of a number, where it is not just the number."""
    return seen("0%", value) if kind == "percentage" else seen_in(text, value)


def _value(kind: str, given: dict[str, str], text: str) -> Value:
    try:
        if kind in NUMBERS:
            number = float(given["value"])
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "date":
            return datetime.fromisoformat(given["date-value"])
    except (KeyError, ValueError, OverflowError):
        return text or None
    if kind == "boolean":
        return given.get("boolean-value") == "true"
    return text or given.get("string-value") or None


def _times(given: dict[str, str], what: str, most: int) -> int:
    """Return how often an element stands for itself, at most once more than there is room for."""
    return min(_whole(given.get("c" if what == "c" else f"number-{what}-repeated")), most + 1)


def _whole(text: str | None) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1


def _in_excels_words(place: re.Match[str]) -> str:
    """``[.E3:.E5]`` is E3:E5."""
    return f"{place[1]}{place[2]}" + (f":{place[3]}{place[4]}" if place[3] else "")
