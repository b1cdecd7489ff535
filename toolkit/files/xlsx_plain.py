"""Which cells does a sheet hold? The fast reader, for XML as plain as Excel, WPS and LibreOffice write it.

The careful reader (``xlsx_sheet``) takes any XML there is, at a dozen Python calls a cell.  Nearly every sheet is
simpler: one regular expression matches a whole row of values, and its cells are made column by column; another one
matches the cells of the other rows (formulas, texts within the cell), one by one.  What neither matches
completely (an entity, a prefix, a comment, another order of attributes, a row out of order) raises
:class:`NotPlain`, and the careful reader reads the sheet from its beginning.  It also reads what precedes and
follows the rows, in any case.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, islice, pairwise
from typing import Any

from toolkit.files import safe_xml
from toolkit.files.grid import Entry, RawCell, RawSheet, Refusal, Stretch, as_cell
from toolkit.files.package import DECLARATION
from toolkit.files.xlsx_cells import MAX_CELLS, MAX_COLUMN, MAX_ROW, CellValues, is_hidden
from toolkit.model.cells import column_number
from toolkit.model.expressions import expression

# Text without entities, and without what XML forbids or changes (a carriage return becomes a line feed).
TEXT = rb"[^<>&\x00-\x08\x0b-\x1f]*"
ATTRIBUTES = rb'(?: [A-Za-z][\w:.]*="[^"<>&\x00-\x1f]*")*'
CONTENT = expression(
    rb"(?:<f(" + ATTRIBUTES + rb") ?(?:/>|>(" + TEXT + rb")</f>))?"
    rb"(?:<v>(" + TEXT + rb")</v>|<v ?/>|<is><t(?: xml:space=\"preserve\")?>(" + TEXT + rb")</t></is>)?"
)
TOKEN = expression(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: s="[0-9]{1,5}")?(?: t="[a-zA-Z]{1,9}")?) ?'
    rb"(?:/>|>(" + re.sub(rb"\((?!\?)", b"(?:", CONTENT.pattern) + rb")</c>)"
    rb'|<row r="([1-9][0-9]{0,6})"(' + ATTRIBUTES + rb") ?(/?)>"
    rb"|</row>"
)
GROUPS = 7
LETTERS = expression(rb'<c r="([A-Z]{1,3})')
LOOKED_AT = 1 << 14  # bytes that tell which columns a sheet has
MAX_COLUMNS = 64  # of a row that is matched as a whole
FORMAT = expression(rb'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?')
HEAD = expression(DECLARATION + rb"<worksheet[ >]")
ROWS, NO_ROWS, ROWS_END, ROW = b"<sheetData>", b"<sheetData/>", b"</sheetData>", b"<row "
V = ord("v")
WINDOW_CHUNKS = 16  # about a megabyte at a time: a large sheet never lies in memory as a whole
LONGEST_HEAD = 1 << 20
LONGEST_ROW = 4 << 20
REMEMBERED_CELLS = 50_000


class NotPlain(Exception):
    """The sheet is not of the plain form; what was read of it has to be dropped."""


def read_rows(chunks: Iterator[bytes], sheet: RawSheet, values: CellValues) -> bytes:
    """Fill ``sheet`` with the cells of a sheet part; return the XML around the rows, for the careful reader.

    Raises :class:`NotPlain` where the careful reader must read the rows, too; ``chunks`` may raise a ``Refusal``.
    """
    head, buffer = _until_rows(chunks)
    rows = _Rows(sheet, values, head)
    while (end := buffer.find(ROWS_END)) < 0:
        # Whole rows are taken as they come; the last one may go on in the next window.
        whole = max(buffer.rfind(ROW), 0)
        rows.take(buffer[:whole])
        more = b"".join(islice(chunks, WINDOW_CHUNKS))
        if not more or (not whole and len(buffer) > LONGEST_ROW):
            raise NotPlain
        buffer = buffer[whole:] + more
    rows.take(buffer[:end])
    tail = buffer[end + len(ROWS_END) :] + b"".join(chunks)
    # Inside a comment or CDATA these words would be text, not tags.
    if b"<!" in head or b"<!" in tail or b"sheetData" in tail:
        raise NotPlain
    return head + NO_ROWS + tail


def _until_rows(chunks: Iterator[bytes]) -> tuple[bytes, bytes]:
    buffer = b""
    for chunk in chunks:
        buffer += chunk
        head, found, rest = buffer.partition(ROWS)
        if found and HEAD.match(head):
            return head, rest
        if found or len(buffer) > LONGEST_HEAD:
            break
    raise NotPlain


@lru_cache(maxsize=128)
def _row_pattern(letters: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """Return what matches a row of values: groups for its number and attributes, then format and value of each column.

    The possessive ``?+`` takes a column or leaves it, and never comes back to it.
    """
    cell = rb'(?:<c r="%b\1"((?: s="[0-9]{1,5}")?+(?: t="[a-zA-Z]{1,9}")?+) ?(?:/>|><v>(' + TEXT + rb")</v></c>))?+"
    start = rb'<row r="([1-9][0-9]{0,6})"(' + ATTRIBUTES + rb") ?>"
    return re.compile(start + b"".join(cell.replace(b"%b", one) for one in letters) + rb"</row>")


class _Rows:
    """Takes whole rows of XML, in order."""

    def __init__(self, sheet: RawSheet, values: CellValues, head: bytes) -> None:
        self._sheet, self._values, self._head = sheet, values, head
        self._row = self._count = 0
        self._letters: tuple[bytes, ...] = ()
        self._numbers: list[int] = []
        self._columns: dict[bytes, int] = {}
        self._looks: dict[bytes, bool] = {b"": False}
        self._formats: dict[bytes, tuple[str, str]] = {}
        self._strings: dict[bytes, list[Entry] | None] = {}
        self._known: dict[tuple[bytes, bytes], RawCell | None] = {}

    def take(self, xml: bytes) -> None:
        """Take a stretch of XML that starts and ends between rows: rows of values together, all others cell by cell."""
        if not self._letters:
            self._look_at(xml)
        if len(self._letters) > MAX_COLUMNS or not self._letters:
            self._take_cells(xml)
            return
        pieces = _row_pattern(self._letters).split(xml)
        step = 3 + 2 * len(self._letters)
        between = pieces[::step]
        groups = [pieces[group::step] for group in range(1, step)]
        broken = [place for place, piece in enumerate(between) if piece and not piece.isspace()]
        first = 0
        for place in broken:
            self._take_rows([group[first:place] for group in groups])
            self._take_cells(between[place])
            first = place
        self._take_rows([group[first:] for group in groups] if broken else groups)
        if self._count > MAX_CELLS:
            raise NotPlain  # too many cells are the careful reader's to refuse

    def _look_at(self, xml: bytes) -> None:
        letters = set(LETTERS.findall(xml, 0, LOOKED_AT))
        columns = sorted((self._columns.get(one) or self._column(one), one) for one in letters)
        self._letters = tuple(one for _, one in columns)
        self._numbers = [column for column, _ in columns]

    def _take_rows(self, groups: list[list[Any]]) -> None:
        """Take rows of values: their numbers, their attributes, then format and value of each column."""
        starts, looks, *columns = groups
        if not starts:
            return
        rows = list(map(int, starts))
        if not all(before < after for before, after in pairwise((self._row, *rows))) or rows[-1] > MAX_ROW:
            raise NotPlain
        self._row = rows[-1]
        hidden = {look for look in set(looks) if self._is_hidden(look)}
        if hidden:
            self._sheet.hidden_rows.update(row for row, look in zip(rows, looks, strict=True) if look in hidden)
        lines = [self._entries(*pair) for pair in zip(columns[::2], columns[1::2], strict=True)]
        self._put(rows, self._numbers, lines)

    def _put(self, rows: list[int], numbers: list[int], lines: list[list[Entry | None]]) -> None:
        """Put rows into the sheet, whose columns are ``lines``; those without a filled cell are left out."""
        filled = [
            numbers if all(line) else [column for column, entry in zip(numbers, line, strict=True) if entry]
            for line in zip(*lines, strict=True)
        ]
        if not all(filled):
            rows = list(compress(rows, filled))
            lines = [list(compress(line, filled)) for line in lines]
            filled = list(filter(None, filled))
        if rows:
            self._sheet.put_rows(Stretch(rows, dict(zip(numbers, lines, strict=True))), filled)
            self._count += sum(map(len, filled))

    def _entries(self, formats: list[bytes | None], values: list[bytes | None]) -> list[Entry | None]:
        """Return the entries of a column, ``None`` for empty cells: those of one format together."""
        last = formats[-1]
        first = len(formats) - formats.count(last)
        if formats[first:].count(last) == len(formats) - first:
            # Headings above, then one format to the end.
            above = zip(formats[:first], values[:first], strict=True)
            return [self._one(format, value) for format, value in above] + self._alike(last, values[first:])
        entries: list[Entry | None] = [None] * len(values)
        for format in set(formats) - {None}:
            places = [place for place, one in enumerate(formats) if one == format]
            for place, entry in zip(places, self._alike(format, [values[place] for place in places]), strict=True):
                entries[place] = entry
        return entries

    def _one(self, format: bytes | None, value: bytes | None) -> Entry | None:
        return self._alike(format, [value])[0] if format is not None and value else None

    def _alike(self, format: bytes | None, values: Sequence[bytes | None]) -> list[Entry | None]:
        """Return the entries of one format."""
        if format is None:
            return [None] * len(values)
        kind, _ = self._format(format)
        shared = self._strings[format]
        if shared is not None:
            filled = list(filter(None, values))
            if not b"".join(filled).isdigit() and filled:
                raise NotPlain
            try:
                if len(filled) == len(values):
                    return [shared[index] for index in map(int, filled)]
                return [shared[int(value)] if value else None for value in values]
            except IndexError:
                raise NotPlain from None
        known = self._values.numbers(format) if kind == "n" else {}
        found: list[Entry | None] = [known.get(value) for value in values]
        if not all(found):
            for place, value in enumerate(values):
                if found[place] is None and value:
                    found[place] = known[value] = self._cell(format, b"<v>" + value + b"</v>")
        return found

    def _take_cells(self, xml: bytes) -> None:  # noqa: C901, PLR0912 - the one loop over all cells: a call costs as much as a cell
        """Take rows cell by cell."""
        pieces = TOKEN.split(xml)
        if b"".join(pieces[:: GROUPS + 1]).strip():
            raise NotPlain
        put, known, columns, strings = self._sheet.put, self._known, self._columns, self._strings
        tokens = zip(*(pieces[group :: GROUPS + 1] for group in range(1, GROUPS + 1)), strict=True)
        row, column, number, filled = 0, 0, b"", []
        for letters, own_number, format, content, start, look, closed in tokens:
            if letters is not None:
                at = columns.get(letters) or self._column(letters)
                if own_number != number or at <= column:
                    raise NotPlain
                column = at
                if not content:
                    continue  # formatted, but empty
                shared, cell = strings.get(format), None
                if shared and content[1] == V and (index := content[3:-4]).isdigit() and int(index) < len(shared):
                    cell = as_cell(shared[int(index)])
                if cell is None:
                    cell = known.get((format, content)) or self._cell(format, content)
                if cell is not None:
                    put(row, column, cell)
                    filled.append(column)
            elif start is not None:
                if number:
                    raise NotPlain
                row, column, number, filled = self._start(start, look), 0, b"" if closed else start, []
            else:
                if not number:
                    raise NotPlain
                number = b""
                if filled:
                    self._sheet.note_row(row, filled)
                    self._count += len(filled)
        if number or self._count > MAX_CELLS:
            raise NotPlain  # too many cells are the careful reader's to refuse
        if len(known) > REMEMBERED_CELLS:
            known.clear()

    def _start(self, start: bytes, look: bytes) -> int:
        row = int(start)
        if not self._row < row <= MAX_ROW:
            raise NotPlain
        self._row = row
        if self._is_hidden(look):
            self._sheet.hidden_rows.add(row)
        return row

    def _is_hidden(self, look: bytes) -> bool:
        hidden = self._looks.get(look)
        if hidden is None:
            hidden = self._looks[look] = is_hidden(self._attributes(look), "ht")
        return hidden

    def _column(self, letters: bytes) -> int:
        column = self._columns[letters] = column_number(letters.decode())
        if column > MAX_COLUMN:
            raise NotPlain
        return column

    def _attributes(self, text: bytes) -> dict[str, str]:
        """Return attributes as the XML parser understands them; their prefixes are those that the head declares."""
        given: dict[str, str] = {}
        parser = safe_xml.parser(namespaces=False)
        parser.StartElementHandler = lambda _, attributes: given.update(attributes)
        try:
            safe_xml.check(b"<row" + text + b"/>", parser)
        except safe_xml.BrokenXmlError:
            raise NotPlain from None
        prefixes = {name.partition(":")[0] for name in given if ":" in name}
        if any(b" xmlns:" + prefix.encode() + b"=" not in self._head for prefix in prefixes - {"xml"}):
            raise NotPlain
        return given

    def _format(self, format: bytes) -> tuple[str, str]:
        """Return the type and style that a cell's attributes state."""
        if format not in self._formats:
            style, kind = (group.decode() if group else "" for group in _groups(FORMAT, format))
            self._formats[format] = (kind or "n", style or "0")
            self._strings[format] = self._values.shared_entries(style or "0") if kind == "s" else None
        return self._formats[format]

    def _cell(self, format: bytes, content: bytes) -> RawCell | None:
        """Return a cell that was not seen before, and remember it."""
        kind, style = self._format(format)
        if kind == "n" and content[1] == V:  # a number: half of what is new in a sheet
            marks = formula = inline = None
            value: bytes | None = content[3:-4]
        else:
            marks, formula, value, inline = _groups(CONTENT, content)
        if marks:
            self._attributes(marks)
        try:
            written = None if marks is None else (formula or b"").decode()
            cell = self._values.cell(kind, style, (value or inline or b"").decode(), written)
        except (UnicodeDecodeError, Refusal):
            raise NotPlain from None
        self._known[format, content] = cell
        return cell


def _groups(pattern: re.Pattern[bytes], text: bytes) -> tuple[bytes | None, ...]:
    match = pattern.fullmatch(text)
    if match is None:
        raise NotPlain
    return match.groups()
