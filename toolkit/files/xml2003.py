"""Which cells does a workbook hold that was saved as one XML file (XML 表格 2003)? Its sheets, as Excel shows them."""

from datetime import datetime

from toolkit.files import safe_xml
from toolkit.files.grid import RawCell, RawSheet, RawWorkbook, Refusal, Value
from toolkit.files.xlsx_cells import MAX_CELLS, MAX_COLUMN, MAX_MERGES, MAX_ROW

SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"


class WorkbookReader:
    """Collects the events of one file into sheets."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self._row = self._column = self._next = self._cells = 0
        self._down = self._across = 0
        self._type = ""
        self._formula = ""
        self._pieces: list[str] | None = None
        self._comment: list[str] | None = None
        self._visible: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element's start; attributes are known by their local names."""
        name = _local(tag)
        said = {_local(key): value for key, value in given.items()}
        if name == "Worksheet":
            self.sheets.append(RawSheet(said.get("Name", "")))
            self._row = self._next = 0
        elif not self.sheets:
            return
        elif name == "Visible":
            self._visible = []
        elif name == "Column":
            self._next = _number(said.get("Index"), self._next + 1, MAX_COLUMN)
            last = self._next + _number(said.get("Span"), 0, MAX_COLUMN)
            if said.get("Hidden") == "1":
                self.sheets[-1].hidden_columns.update(range(self._next, min(last, MAX_COLUMN) + 1))
            self._next = last
        elif name == "Row":
            self._start_row(said)
        elif name == "Cell":
            self._column = _number(said.get("Index"), self._column + 1, MAX_COLUMN)
            self._down = _number(said.get("MergeDown"), 0, MAX_ROW)
            self._across = _number(said.get("MergeAcross"), 0, MAX_COLUMN)
            self._formula = said.get("Formula", "")
        elif name == "Comment":
            self._comment = []
        elif name == "Data":
            self._type = said.get("Type", "String")
            self._pieces = []

    def _start_row(self, said: dict[str, str]) -> None:
        first = _number(said.get("Index"), self._row + 1, MAX_ROW)
        self._row = first + _number(said.get("Span"), 0, MAX_ROW)
        self._column = 0
        if said.get("Hidden") == "1":
            self.sheets[-1].hidden_rows.update(range(first, min(self._row, first + MAX_CELLS) + 1))

    def text(self, data: str) -> None:
        """Take character data: of a value, or of the comment beside it."""
        if self._visible is not None:
            self._visible.append(data)
        elif self._comment is not None:
            self._comment.append(data)
        elif self._pieces is not None:
            self._pieces.append(data)

    def end(self, tag: str) -> None:
        """Take an element's end."""
        name = _local(tag)
        if not self.sheets:
            return
        sheet, place = self.sheets[-1], (self._row, self._column)
        if name == "Data" and self._comment is None and self._pieces is not None:
            self._end_value(sheet, place, "".join(self._pieces))
            self._pieces = None
        elif name == "Visible" and self._visible is not None:
            sheet.visible = not "".join(self._visible).strip().startswith(("SheetHidden", "SheetVeryHidden"))
            self._visible = None
        elif name == "Comment" and self._comment is not None:
            if text := "".join(self._comment).strip():
                sheet.comments[place] = text
            self._comment = None
        elif name == "Cell":
            if self._down or self._across:
                sheet.merges.append((*place, self._row + self._down, self._column + self._across))
                if len(sheet.merges) > MAX_MERGES:
                    raise Refusal("not_a_workbook", f"工作表“{sheet.name}”的合并单元格过多，不像报表")
            self._column += self._across

    def _end_value(self, sheet: RawSheet, place: tuple[int, int], text: str) -> None:
        cell = _cell(self._type, text, self._formula)
        if cell is not None:
            if place in sheet.cells:
                raise Refusal("nonstandard", f"工作表“{sheet.name}”第{self._row}行出现了两次")
            sheet.cells[place] = cell
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise Refusal("not_a_workbook", f"工作表“{sheet.name}”的内容过多，不像报表")


def read_xml2003(data: bytes) -> RawWorkbook:
    """Return the sheets of an XML workbook; raises :class:`Refusal` for one that is broken or declares entities."""
    reader = WorkbookReader()
    parser = safe_xml.parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    try:
        safe_xml.check(data, parser)
    except safe_xml.BrokenXmlError:
        raise Refusal("nonstandard", "XML 表格不完整") from None
    if not reader.sheets:
        raise Refusal("not_a_workbook", "是 XML 文件，不是工作簿")
    return RawWorkbook(reader.sheets, "xml")


def _local(tag: str) -> str:
    return tag.rsplit(" ", 1)[-1]


def _number(text: str | None, otherwise: int, most: int) -> int:
    """Return a whole number of an attribute, or ``otherwise`` where it is not given."""
    number = otherwise if text is None else int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
    if not 0 <= number <= most:
        raise Refusal("nonstandard", f"XML 表格的行列号“{(text or str(number))[:20]}”不合法")
    return number


def _cell(kind: str, text: str, formula: str) -> RawCell | None:
    if kind == "Error":
        return RawCell(None, formula, text or "#VALUE!")
    value = _value(kind, text)
    return None if value is None and not formula else RawCell(value, formula)


def _value(kind: str, text: str) -> Value:
    if not text.strip():
        return None
    try:
        if kind == "Number":
            number = float(text)
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "DateTime":
            return datetime.fromisoformat(text.strip().rstrip("Z"))
    except (ValueError, OverflowError):
        raise Refusal("nonstandard", f"XML 表格的数值“{text[:20]}”不合法") from None
    return text.strip() == "1" if kind == "Boolean" else text
