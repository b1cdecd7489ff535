"""Which cells do a Word file's tables hold? The annexes are Word tables, and some units send them back as Word."""

from toolkit.files.continued import joined
from toolkit.files.grid import RawSheet, RawWorkbook, Refusal, fill_sheet
from toolkit.files.package import Package, local

DOCUMENT = "word/document.xml"
MAX_LETTER = 1_000  # lines of a letter
MAX_CELLS = 500_000
MAX_PARAGRAPHS = 200_000  # a paper of a thousand pages has fewer


class ParagraphCount:
    """Counts a document's paragraphs; raises :class:`Refusal` at one more than any paper has."""

    def __init__(self) -> None:
        self._count = 0

    def take(self, name: str) -> None:
        """Take an element by its name."""
        self._count += name == "p"
        if self._count > MAX_PARAGRAPHS:
            raise Refusal("not_a_workbook", f"文字超过 {MAX_PARAGRAPHS // 10_000} 万段，不像一份表")


class DocumentReader:
    """Collects every outermost table of a document, and the words above it as its caption."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self.above: list[str] = []
        self._depth = 0
        self._row = self._column = 0
        self._across = 1
        self._merge = ""
        self._open: dict[int, tuple[int, int]] = {}
        self._merges: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        self._cells = 0
        self._pieces: list[str] = []
        self._struck: list[str] = []
        self._reading = self._run_struck = self._run_hidden = False
        self._in_row_look = self._row_gone = False
        self._moved = 0
        self._paragraphs = ParagraphCount()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start."""
        name = local(tag)
        value = next((text for key, text in attributes.items() if local(key) == "val"), "")
        self._note_look(name, value)
        self._paragraphs.take(name)
        if name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self._start_table()
        elif name == "tr" and self._depth == 1:
            self._row, self._column, self._row_gone = self._row + 1, 0, False
        elif name == "gridBefore" and self._depth == 1 and value.isdecimal() and len(value) < 5:
            self._column = int(value)  # the row begins so many columns further right
        elif name == "tc" and self._depth == 1:
            self._across, self._merge = 1, ""
            self._pieces.clear()
            self._struck.clear()
        elif name == "gridSpan" and self._depth == 1 and value.isdecimal() and len(value) < 5:
            self._across = max(int(value), 1)
        elif name == "vMerge" and self._depth == 1:
            self._merge = value or "continue"
        elif name == "t":
            self._reading = True
        elif name == "br" and self._depth:
            self._pieces.append("\n")

    def _note_look(self, name: str, value: str) -> None:
        """Note what a run or a row looks like: struck through, hidden, or taken out by somebody who tracks changes."""
        is_on = value not in ("0", "false", "off")
        if name == "r":
            self._run_struck = self._run_hidden = False
        elif name in ("strike", "dstrike"):
            self._run_struck = is_on
        elif name == "vanish":
            self._run_hidden = is_on
        elif name == "trPr":
            self._in_row_look = self._depth == 1
        elif self._in_row_look and name == "hidden" and is_on:
            self.sheets[-1].hidden_rows.add(self._row)
        elif self._in_row_look and name == "del":
            self._row_gone = True
            self.sheets[-1].deleted_rows.add(self._row)
        elif name == "moveFrom":
            self._moved += 1

    def _start_table(self) -> None:
        title = "" if not self.sheets else f"表{len(self.sheets) + 1}"
        self.sheets.append(RawSheet(title, caption="\n".join(self.above)))
        self.above.clear()
        self._open.clear()
        self._merges.clear()
        self._row = 0

    def end(self, tag: str) -> None:
        """Take an element's end."""
        name = local(tag)
        if name == "t":
            self._reading = False
        elif name == "trPr":
            self._in_row_look = False
        elif name == "moveFrom":
            self._moved -= 1
        elif name == "p":
            self._end_paragraph()
        elif name == "tc" and self._depth == 1:
            self._end_cell()
        elif name == "tbl":
            self._depth -= 1
            if not self._depth:
                self.sheets[-1].merges = list(self._merges.values())

    def text(self, data: str) -> None:
        """Take character data."""
        if self._reading and not (self._run_hidden or self._moved or (self._row_gone and self._depth)):
            (self._struck if self._run_struck and self._depth else self._pieces).append(data)

    def _end_paragraph(self) -> None:
        if self._depth:
            self._pieces.append("\n")
        elif text := "".join(self._pieces).strip():
            self.above.append(text)
        if not self._depth:
            self._pieces.clear()

    def _end_cell(self) -> None:
        sheet, row, column = self.sheets[-1], self._row, self._column + 1
        self._cells += 1
        if not row:
            raise Refusal("nonstandard", "表格的结构不完整")
        if self._cells > MAX_CELLS:
            raise Refusal("not_a_workbook", "表格的内容过多，不像报表")
        last = column + self._across - 1
        if self._merge == "continue" and column in self._open:
            top, right = self._open[column]
            self._merges[top, column] = (top, column, row, right)
        else:
            sheet.put_text(row, column, self._pieces, self._struck)
            if self._across > 1:
                self._merges[row, column] = (row, column, row, last)
            self._open[column] = (row, last)
        sheet.reach(row, last)
        self._column = last
        self._pieces.clear()  # what stands below the table is none of its last cell's words


def read_docx(package: Package) -> RawWorkbook:
    """Return a Word file's tables as sheets; raises :class:`Refusal` if it has none."""
    reader = DocumentReader()
    package.parse(DOCUMENT, reader.start, reader.end, reader.text)
    if not any(sheet.cells for sheet in reader.sheets):
        letter = fill_sheet("", ((row, [(1, line)]) for row, line in enumerate(reader.above[:MAX_LETTER], 1)))
        words = RawWorkbook([letter], "docx") if reader.above else None
        raise Refusal("not_a_workbook", "是 Word 文档，里面没有表格", words)
    return RawWorkbook(joined(reader.sheets), "docx")
