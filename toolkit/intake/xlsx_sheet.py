"""What do one sheet's XML events say? Filled cells, merges, what is hidden."""

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.parsers import expat

from toolkit.intake.grid import RawCell, RawSheet, Refusal, Value
from toolkit.intake.xlsx_styles import Styles
from toolkit.intake.xlsx_texts import unescaped
from toolkit.model.cells import column_number

ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})\Z")
MAX_CELLS = 4_000_000
MAX_MERGES = 100_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
# After so many rows without a filled cell, look for content by its bytes instead of walking every
# element: clerks format a million empty rows, and each would cost a dozen Python calls.
QUIET_ROWS = 500
CONTENT = re.compile(rb"<(?:\w+:)?(?:v|is|f)[ />]|hidden=|<(?:\w+:)?mergeCell |</(?:\w+:)?sheetData>")


def address(text: str) -> tuple[int, int] | None:
    """Return (row, column) of ``E7``, or ``None`` if it is no address inside a sheet.

    >>> address("E7"), address("XFD1048576"), address("A0")
    ((7, 5), (1048576, 16384), None)
    """
    match = ADDRESS.match(text)
    if not match:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


def serial_date(serial: float, date1904: bool) -> datetime | None:
    """Return the moment of an Excel serial, or ``None`` where the number is no date of ours.

    Excel counts a 29 February 1900 that never was: serials below 60 are one day further on.

    >>> serial_date(44712, False), serial_date(43250, True), serial_date(20250304, False)
    (datetime.datetime(2022, 5, 31, 0, 0), datetime.datetime(2022, 5, 31, 0, 0), None)
    """
    if not 0 < serial < 2_958_466:
        return None
    base = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30 if serial >= 60 else 31)
    return base + timedelta(days=round(serial * 86_400) / 86_400)


class SheetReader:
    """Collects one sheet's events into a :class:`RawSheet`."""

    def __init__(self, sheet: RawSheet, strings: list[str], styles: Styles, date1904: bool) -> None:
        self._sheet, self._strings, self._styles, self._date1904 = sheet, strings, styles, date1904
        self._names: dict[str, str] = {}
        self._row = self._column = self._last_filled = 0
        self._filled: set[int] = set()
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._formula: list[str] = []
        self._in = ""
        self._has_formula = self._has_value = False

    def attach(self, parser: expat.XMLParserType) -> None:
        """Point a parser's events here."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype

    def skimmed(self, parser: expat.XMLParserType, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield chunks, switching the costly handlers off through long stretches without content."""
        tail = b""
        for chunk in chunks:
            if self._row - self._last_filled > QUIET_ROWS:
                busy = CONTENT.search(tail + chunk) is not None
                parser.StartElementHandler = self._start if busy else None
                parser.EndElementHandler = self._end if busy else None
                if busy:
                    self._last_filled = self._row
            tail = chunk[-64:]
            yield chunk

    def _doctype(self, *_: object) -> None:
        raise Refusal("not_a_workbook", "文件里有 DTD 实体声明，不是 Excel 保存的文件")

    def _local(self, tag: str) -> str:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = tag.rsplit(" ", 1)[-1]
        return name

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._local(tag)
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or name == "t":
            if self._in != "rPh":
                self._in = "v"
                self._has_value = self._has_value or name == "v"
        elif name == "f":
            self._in, self._has_formula = "f", True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._in = "rPh"
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden", "0") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self._sheet.hidden_columns.update(range(first, min(last, MAX_COLUMN) + 1))

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else int(number) if number.isdigit() else 0
        if not 0 < row <= MAX_ROW:
            raise Refusal("corrupt", f"工作表“{self._sheet.name}”的行号“{number}”不合法")
        if row in self._filled:
            raise Refusal("corrupt", f"工作表“{self._sheet.name}”第{row}行出现了两次")
        self._row, self._column = row, 0
        if attributes.get("hidden", "0") in ("1", "true"):
            self._sheet.hidden_rows.add(row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            place = address(reference)
            if place is None:
                raise Refusal("corrupt", f"工作表“{self._sheet.name}”的单元格地址“{reference[:20]}”不合法")
            # The cell's own address wins: after a skimmed stretch the row event was not seen.
            self._row, self._column = place
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._pieces.clear()
        self._formula.clear()
        self._has_formula = self._has_value = False

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = address(first), address(last or first)
        if start and stop:
            self._sheet.merges.append((*start, *stop))
        if len(self._sheet.merges) > MAX_MERGES:
            raise Refusal("not_a_workbook", f"工作表“{self._sheet.name}”的合并单元格过多，不像报表")

    def _text(self, data: str) -> None:
        if self._in == "v":
            self._pieces.append(data)
        elif self._in == "f":
            self._formula.append(data)

    def _end(self, tag: str) -> None:
        name = self._local(tag)
        if name == "c":
            self._end_cell()
        elif name in ("v", "t", "f", "rPh"):
            self._in = ""

    def _end_cell(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        if not text and not self._has_formula:
            return
        place = (self._row, self._column)
        if place in self._sheet.cells:
            raise Refusal("corrupt", f"工作表“{self._sheet.name}”第{self._row}行出现了两次")
        self._filled.add(self._row)
        self._has_formula, formula_seen = False, self._has_formula
        struck = self._style in self._styles.struck
        formula = "=" + "".join(self._formula) if formula_seen else ""
        error = text if self._type == "e" else ""
        self._sheet.cells[place] = RawCell(None if error else self._value(text), formula, error, struck)
        self._last_filled = self._row
        if len(self._sheet.cells) > MAX_CELLS:
            raise Refusal("not_a_workbook", f"工作表“{self._sheet.name}”的内容过多，不像报表")

    def _value(self, text: str) -> Value:
        kind = self._type
        if kind == "s":
            if not text.strip().isdigit() or int(text) >= len(self._strings):
                raise Refusal("corrupt", f"工作表“{self._sheet.name}”第{self._row}行引用了不存在的文字")
            return self._strings[int(text)]
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if not text:
            return None  # a formula that was never calculated
        if kind == "d":
            try:
                return datetime.fromisoformat(text.strip().rstrip("Z"))
            except ValueError:
                return text
        return self._number(text)

    def _number(self, text: str) -> Value:
        try:
            number = float(text)
        except ValueError:
            raise Refusal("corrupt", f"工作表“{self._sheet.name}”第{self._row}行的数值“{text[:20]}”不合法") from None
        if not math.isfinite(number):
            raise Refusal("corrupt", f"工作表“{self._sheet.name}”第{self._row}行的数值超出范围")
        if self._style in self._styles.dates and (moment := serial_date(number, self._date1904)):
            return moment
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
