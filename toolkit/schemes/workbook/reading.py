"""What does 规则.xlsx say? Its sheets become a rulebook's data again; whatever is wrong is told with sheet and cell."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from toolkit.files.grid import RawSheet, RawWorkbook
from toolkit.files.open_file import open_own_workbook
from toolkit.model.cells import CellRef, column_letter, in_words
from toolkit.model.errors import ToolkitError
from toolkit.model.rule_sheets import RuleColumn
from toolkit.schemes.office import UNIT_HEAD
from toolkit.schemes.slips import Slip, meant
from toolkit.schemes.vocabulary import KINDS
from toolkit.schemes.workbook import words
from toolkit.schemes.workbook.forms import form
from toolkit.schemes.workbook.pages import (
    MEANS,
    NAME,
    column,
    columns_of,
    is_free,
    sections_of,
    sheets_of,
    unit_columns,
)
from toolkit.schemes.workbook.places import Places
from toolkit.schemes.workbook.values import VERBATIM, Form, WrongCellError, from_cell

HEAD, SAID, EXAMPLE = "序号", "说明", "例"
_HIGHEST = 12  # a heading stands no lower


class ReadBook(Struct):
    """What a workbook says: the data of a scheme.toml, the lines of units.csv with their rows, the document's lines.

    ``document`` is ``None`` where there is no sheet of it.  ``slips`` are the cells that could not be read,
    ``told`` where they stand: (sheet, cell), and (sheet, '') for a sheet with a heading that is not known.
    """

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    units: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    document: list[str] | None = None
    places: Places = field(default_factory=Places)
    slips: list[Slip] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)

    def tell(self, sheet: str, row: int, at: int, what: str) -> None:
        """Enter a slip about a cell; ``at`` 0 is the row as a whole."""
        cell = f"{column_letter(at)}{row}" if at else f"第{row}行"
        self.told.add((sheet, cell))
        place = str(CellRef(self.file, sheet, row, at))
        self.slips.append(Slip(in_words(self.file, sheet, ""), row, f"{place} {what}"))


def stated_id(path: Path) -> str:
    """Return the id that a workbook states, '' where it states none or cannot be opened."""
    try:
        book = open_own_workbook(path)
    except ToolkitError:
        return ""
    read = ReadBook(path.name)
    for sheet in book.sheets:
        if sheet.name.strip() == words.BASICS:
            _read_basics(sheet, read)
    return str(read.data.get("id", ""))


def read_book(book: RawWorkbook, file: str) -> ReadBook:
    """Return what the sheets of a workbook say; ``file`` is how it is called in sentences."""
    read = ReadBook(file)
    kinds = {words.sheet_name(kind): kind for kind in sheets_of()}
    known = (*kinds, words.COVER, words.BASICS, words.UNITS, words.DOCUMENT, words.HELP)
    for sheet in book.sheets:
        name = sheet.name.strip()
        if name in kinds:
            _read_tables(sheet, kinds[name], read)
        elif name == words.BASICS:
            _read_basics(sheet, read)
        elif name == words.UNITS:
            _read_units(sheet, read)
        elif name == words.DOCUMENT:
            read.document = _lines(sheet)
        elif name not in known and not name.startswith(words.OWN) and sheet.cells:
            said = f"不是规则的页。{meant(name, known)}自己的记录请放到名称以“{words.OWN}”开头的页，或者删去这一页。"
            place = in_words(file, name, "")
            read.slips.append(Slip(place, 0, f"{place} {said}"))
    return read


def _read_tables(sheet: RawSheet, kind: str, read: ReadBook) -> None:
    head = _head_row(sheet, columns_of(kind))
    if head is None:
        if sheet.cells:
            read.tell(sheet.name, 1, 0, f"起没有表头。表头一行的第一格是“{HEAD}”，请不要删去。")
        return
    columns = _columns(sheet, head, columns_of(kind), read)
    read.places.add_sheet(kind, sheet.name, head, columns)
    tables: list[dict[str, Any]] = []
    for row in sheet.rows:
        line = _Line(sheet, row, columns, read)
        if row > head and _is_rule(sheet, row, read):
            line.strays()
            if line.filled(kind) or line.has_more(kind):
                _read_row(line, kind, tables, (kind,))
    if tables:
        read.data[kind] = tables


def _head_row(sheet: RawSheet, columns: Sequence[RuleColumn]) -> int | None:
    headings = {one.heading for one in columns}
    for row in sheet.rows:
        texts = [text for _, text in sheet.row_texts(row)]
        if row <= _HIGHEST and (texts[:1] == [HEAD] or len(headings.intersection(texts)) > 1):
            return row
    return None


def _columns(sheet: RawSheet, head: int, known: Sequence[RuleColumn], read: ReadBook) -> dict[int, RuleColumn]:
    """Return the column of each heading; a heading that is not known, or stands twice, is told."""
    by_heading = {one.heading: one for one in known}
    found: dict[int, RuleColumn] = {}
    for at, text in sheet.row_texts(head):
        plain = "".join(text.split())
        if plain == HEAD:
            continue
        if plain in words.AUTOMATIC or plain not in by_heading:
            found[at] = RuleColumn("", "", plain, "", "quote")  # not read
        if plain in words.AUTOMATIC:
            continue
        if plain not in by_heading:
            read.told.add((sheet.name, ""))
            read.tell(sheet.name, head, at, f"的表头“{plain}”不认识。{meant(plain, by_heading)}请改正，或删去这一列。")
        elif by_heading[plain] in found.values():
            read.tell(sheet.name, head, at, f"的表头“{plain}”前面已经有了。请删去一列。")
        else:
            found[at] = by_heading[plain]
    return found


def _is_rule(sheet: RawSheet, row: int, read: ReadBook) -> bool:
    """Tell whether a row is to be read: not the one that says how, and not the example."""
    first = sheet.cells.get((row, 1))
    text = first.text if first else ""
    if text in (SAID, EXAMPLE):
        return False
    if text and not text.isdecimal():
        read.tell(sheet.name, row, 1, f"写着“{text}”。这一列只写序号（可以空着），例子写“{EXAMPLE}”。")
    return True


class _Line(Struct, frozen=True):
    """A row of a sheet, its columns, and where slips go."""

    sheet: RawSheet
    row: int
    columns: Mapping[int, RuleColumn]
    read: ReadBook

    def filled(self, kind: str) -> list[tuple[int, RuleColumn]]:
        """Return the filled cells of one table's own columns."""
        cells = self.sheet.cells
        return [
            (at, one)
            for at, one in self.columns.items()
            if one.kind == kind
            and one.is_filled_in
            and (cell := cells.get((self.row, at)))
            and (cell.text or cell.error)
        ]

    def has_more(self, kind: str) -> bool:
        """Tell whether a table inside a table of this kind is filled."""
        below = {one.kind for one in self.columns.values() if one.kind.startswith(f"{kind}.")}
        return any(self.filled(one) for one in below)

    def values(self, kind: str) -> dict[str, Any]:
        """Return what the columns of one table say; a cell that cannot be read is told and left out."""
        read = ((one.key, _value(self.sheet, self.row, at, one, self.read)) for at, one in self.filled(kind))
        return {key: value for key, value in read if value is not None}

    def strays(self) -> None:
        """Tell of filled cells that stand under no heading."""
        for at in self.sheet.columns(self.row):
            if at > 1 and at not in self.columns and self.sheet.cells[self.row, at].text:
                text = self.sheet.cells[self.row, at].text[:12]
                self.read.tell(self.sheet.name, self.row, at, f"写着“{text}”，这一列没有表头。请写上表头，或删去。")


def _value(sheet: RawSheet, row: int, at: int, one: RuleColumn, read: ReadBook) -> Any:
    cell = sheet.cells[row, at]
    if cell.text == VERBATIM:  # the mark of a table that says nothing
        return None
    if cell.error:
        read.tell(sheet.name, row, at, f"“{one.heading}”是错误值 {cell.error}，请重填。")
        return None
    plain = one.kind == words.UNITS or one.key in (NAME, MEANS)
    try:
        return from_cell(Form() if plain else form(one.kind, one.key), cell.value)
    except WrongCellError as wrong:
        read.tell(sheet.name, row, at, f"“{one.heading}”{wrong}")
        return None


def _read_row(line: _Line, kind: str, tables: list[dict[str, Any]], path: tuple[str | int, ...]) -> None:
    """Read a row's part of one kind of table: a new table where its own columns are filled, else more of the last."""
    if line.filled(kind) or not tables:
        tables.append(line.values(kind))
        line.read.places.add_row((*path, len(tables) - 1), line.row)
    mine = (*path, len(tables) - 1)
    for name in dict.fromkeys(one.kind for one in line.columns.values()):
        key = name.rpartition(".")[2]
        if name.rpartition(".")[0] != kind:
            continue
        if is_free(name):
            _read_free(line, name, tables[-1], (*mine, key))
        elif line.filled(name) or line.has_more(name):
            _read_row(line, name, tables[-1].setdefault(key, []), (*mine, key))


def _read_free(line: _Line, kind: str, table: dict[str, Any], path: tuple[str | int, ...]) -> None:
    if not line.filled(kind):
        return
    said, key = line.values(kind), kind.rpartition(".")[2]
    name = said.get(NAME, "")
    there = table.setdefault(key, {})
    if not name and line.filled(kind) and not said:
        return
    if not name or name in there:
        at = line.filled(kind)[0][0]
        line.read.tell(
            line.sheet.name, line.row, at, f"“{name}”前面已经有了，请换一个。" if name else "没有写做法的名称。"
        )
        return
    there[name] = said.get(MEANS, "")
    line.read.places.add_row((*path, name), line.row)


def _read_basics(sheet: RawSheet, read: ReadBook) -> None:
    """Read what stands once: sections with a line for each key."""
    names = {words.sheet_name(kind): kind for kind in sections_of({})}
    kind: str | None = None
    known: dict[str, RuleColumn] = {}
    for row in sheet.rows:
        label = "".join(sheet.cell(row, 1).text.split()) if (row, 1) in sheet.cells else ""
        if label in names:
            kind = names[label]
            known = {one.heading: one for one in _lines_of(kind)}
            read.places.add_section(kind, sheet.name, row)
            continue
        filled = (row, 2) in sheet.cells and sheet.cells[row, 2].text
        if kind is None or not filled or label == words.BASICS_HEAD[0]:
            continue
        if label not in known:
            read.tell(sheet.name, row, 1, f"“{label}”不认识。{meant(label, known)}请改正，或把这一行清空。")
            continue
        one = known[label]
        read.places.add_line(kind, one.key, row)
        if (value := _value(sheet, row, 2, one, read)) is not None:
            (read.data if not kind else read.data.setdefault(kind, {}))[one.key] = value
    read.data.setdefault("document_number", "")  # an empty cell is a document without a number


def _lines_of(kind: str) -> Iterator[RuleColumn]:
    for key in KINDS[kind].keys if kind in KINDS else ():
        yield column(kind, key)
    for key in KINDS[kind].free if kind in KINDS else ():
        yield RuleColumn(kind, key, key, "")


def _read_units(sheet: RawSheet, read: ReadBook) -> None:
    known = unit_columns()
    head = _head_row(sheet, known)
    if head is None:
        read.tell(sheet.name, 1, 0, f"起没有表头。表头是：{HEAD}、{'、'.join(UNIT_HEAD)}。")
        return
    columns = _columns(sheet, head, known, read)
    read.places.add_sheet(words.UNITS, sheet.name, head, columns)
    for row in sheet.rows:
        if row > head and _is_rule(sheet, row, read):
            line = _Line(sheet, row, columns, read)
            line.strays()
            if said := line.values(words.UNITS):
                aliases = "、".join(str(said.get(UNIT_HEAD[2], "")).split("\n"))
                read.units.append((row, {key: said.get(key, "") for key in UNIT_HEAD} | {UNIT_HEAD[2]: aliases}))


def _lines(sheet: RawSheet) -> list[str]:
    """Return the document's lines: the cells of column B below the heading, an empty one between them an empty line."""
    head = next((row for row in sheet.rows if sheet.cell(row, 1).text == words.DOCUMENT_HEAD[0]), 0)
    cells = {row: sheet.cells[row, 2] for row in sheet.rows if row > head and (row, 2) in sheet.cells}
    filled = {row: cell.value if isinstance(cell.value, str) else cell.text for row, cell in cells.items()}
    return [filled.get(row, "") for row in range(head + 1, max(filled, default=head) + 1)]
