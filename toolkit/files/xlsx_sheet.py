"""Which cells does a sheet hold? The careful reader, for any XML: filled cells, merges, hidden rows and columns."""

from collections.abc import Iterator
from xml.parsers import expat

from toolkit.files.grid import RawSheet, Refusal
from toolkit.files.xlsx_cells import MAX_CELLS, MAX_COLUMN, MAX_MERGES, MAX_ROW, CellValues, address, is_hidden
from toolkit.model.expressions import expression

# After this many rows without a filled cell, search the bytes for content instead of parsing every element:
# clerks format a million empty rows, and each would cost a dozen Python calls.
QUIET_ROWS = 500
CONTENT = expression(rb"<(?:\w+:)?(?:v|is|f)[ />]|hidden=|width=.0|<(?:\w+:)?mergeCell |</(?:\w+:)?sheetData>")


class SheetReader:
    """Collects one sheet's events into a :class:`RawSheet`."""

    def __init__(self, sheet: RawSheet, values: CellValues) -> None:
        self._sheet, self._values = sheet, values
        self._names: dict[str, str] = {}
        self._row = self._column = self._last_filled = 0
        self._filled: set[int] = set()
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._formula: list[str] = []
        self._in = ""
        self._struck: list[str] = []
        self._has_formula = self._has_value = self._run_struck = False

    def attach(self, parser: expat.XMLParserType) -> None:
        """Point a parser's events here."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

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
        elif name == "strike":
            self._run_struck = attributes.get("val", "1") not in ("0", "false")
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and is_hidden(attributes, "width"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self._sheet.hidden_columns.update(range(first, min(last, MAX_COLUMN) + 1))

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else int(number) if number.isdigit() else 0
        if not 0 < row <= MAX_ROW:
            raise Refusal("nonstandard", f"工作表“{self._sheet.name}”的行号“{number}”不合法")
        if row in self._filled:
            raise Refusal("nonstandard", f"工作表“{self._sheet.name}”第{row}行出现了两次")
        self._row, self._column = row, 0
        if is_hidden(attributes, "ht"):
            self._sheet.hidden_rows.add(row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            place = address(reference)
            if place is None:
                raise Refusal("nonstandard", f"工作表“{self._sheet.name}”的单元格地址“{reference[:20]}”不合法")
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
            (self._struck if self._run_struck else self._pieces).append(data)
        elif self._in == "f":
            self._formula.append(data)

    def _end(self, tag: str) -> None:
        name = self._local(tag)
        if name == "c":
            self._end_cell()
        elif name in ("v", "t", "f", "rPh"):
            self._in = ""
        elif name == "r":
            self._run_struck = False

    def _end_cell(self) -> None:
        text, struck = "".join(self._pieces), "".join(self._struck)
        self._pieces.clear()
        self._struck.clear()
        wholly = bool(struck and not text)
        text = text or struck
        if not text and not self._has_formula:
            return
        place = (self._row, self._column)
        if place in self._sheet.cells:
            raise Refusal("nonstandard", f"工作表“{self._sheet.name}”第{self._row}行出现了两次")
        self._filled.add(self._row)
        formula = "".join(self._formula) if self._has_formula else None
        self._has_formula = False
        where = f"工作表“{self._sheet.name}”第{self._row}行"
        if cell := self._values.cell(self._type, self._style, text, formula, where):
            self._sheet.cells[place] = cell
            cell.struck = cell.struck or wholly
            if struck and not wholly:
                self._sheet.part_struck[place] = struck
        self._last_filled = self._row
        if len(self._sheet.cells) > MAX_CELLS:
            raise Refusal("not_a_workbook", f"工作表“{self._sheet.name}”的内容过多，不像报表")
