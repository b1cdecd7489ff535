"""How are a hundred thousand ledger rows written within seconds? As XML, with the XML of repeated values reused.

XlsxWriter keeps an object for every cell; the ledger has more cells than all other sheets together, and most of them
repeat the row above.  The XML is the same as XlsxWriter's: strings in place, numbers, cell formats by
their index.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, groupby, islice
from math import inf
from operator import attrgetter
from typing import Any

from msgspec import Struct
from xlsxwriter.worksheet import Worksheet

from toolkit.files.xml_text import escaped
from toolkit.model.cells import column_letter
from toolkit.model.expressions import expression
from toolkit.workbooks.sheet.page import LONGEST_TEXT, fitting, lines_needed

# Characters that XML or Excel would interpret; "_" may begin Excel's own escape.
_SPECIAL = expression("[&<>_\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Stands for the row's number until the row is put together: no text holds it, it would have been escaped.
_HERE = b"\0"
_REMEMBERED = 20_000
_AT_ONCE = 250
# How a row begins, by its lines: as high as they need, and never higher than Excel has it.
_HEADS = [b'<row r="%b" ht="%d" customHeight="1">' % (_HERE, min(400, 13 * lines + 5)) for lines in range(32)]
# The office's own columns: an entry holds their values together.
OWN = "own"
# Bytes of XML; longer pieces rarely repeat, and are not remembered.
_LONG = 4_000


# What is remembered of some columns, and how a ledger entry's values for them are got.
Piece = tuple[dict[Any, tuple[int, bytes]], Callable[[Any], Any]]


class RowColumn(Struct, frozen=True):
    """A column of the sheet: the field it shows, its format, and its width where its texts are wrapped.

    Neighbours with the same ``together`` (other than '') mostly change together, and are remembered as one piece.
    ``divisor`` turns the field's unit into the heading's: 元 into 亿元.
    """

    field: str
    look: Any
    wrapped: float = 0
    together: str = ""
    left_out: bool = False
    divisor: int = 1


def rows_as_xml(first: int, columns: Sequence[RowColumn], entries: Iterable[object]) -> Iterator[bytes]:
    """Return the rows from row ``first`` (counted from 1) on; a text is always a text, whatever it looks like.

    To be called when XlsxWriter writes the sheet: that is when formats get their numbers.
    """
    cells = [(column, _Cells(place, column)) for place, column in enumerate(columns, start=1)]
    runs = [list(run) for _, run in groupby(cells, lambda cell: cell[0].together or cell[0].field)]
    pieces = [
        (_Pieces([known for _, known in run]) if len(run) > 1 else run[0][1], _values([column for column, _ in run]))
        for run in runs
    ]
    return _rows(first, pieces, entries)


def _values(columns: Sequence[RowColumn]) -> Callable[[Any], Any]:
    """Return a function that gets an entry's value for one column, or the values for several."""
    if columns[0].together != OWN:
        return attrgetter(*(column.field for column in columns))
    return attrgetter("own") if len(columns) > 1 else lambda entry: entry.own[0]


def _rows(first: int, pieces: Sequence[Piece], entries: Iterable[object]) -> Iterator[bytes]:
    entries, numbers = iter(entries), count(first)
    # Column by column for some rows at a time: the values of all rows at once would be as large as the ledger.
    while some := list(islice(entries, _AT_ONCE)):
        columns = [map(known.__getitem__, map(value_of, some)) for known, value_of in pieces]
        for found, number in zip(zip(*columns, strict=True), numbers, strict=False):
            lines, xml = zip(*found, strict=True)
            head = _HEADS[min(len(_HEADS) - 1, max(lines))]
            yield b"".join((head, *xml, b"</row>")).replace(_HERE, b"%d" % number)


class _Cells(dict[Any, tuple[int, bytes]]):
    """The lines that a cell of one column needs, and its XML, by its value."""

    def __init__(self, place: int, column: RowColumn) -> None:
        style = column.look._get_xf_index()  # noqa: SLF001 - there is no public way to ask
        self._head = b'<c r="%b%b" s="%d"' % (column_letter(place).encode(), _HERE, style)
        self._blank = b"" if column.left_out else self._head + b"/>"
        self._width = column.wrapped
        self._divisor = column.divisor
        # Most texts are short: only a longer one is measured.
        self._short = column.wrapped / 2 - 1 if column.wrapped else inf

    def __missing__(self, value: Any) -> tuple[int, bytes]:
        lines = 1
        if isinstance(value, str) and value:
            xml = b'%b t="inlineStr"><is>%b</is></c>' % (self._head, _inline(value))
            if len(value) > self._short:
                lines = lines_needed(value, self._width)
        elif value is None or value == "":
            xml = self._blank
        else:
            xml = b"%b><v>%a</v></c>" % (self._head, value if self._divisor == 1 else value / self._divisor)
        if len(self) < _REMEMBERED and len(xml) < _LONG:
            self[value] = lines, xml
        return lines, xml


class _Pieces(dict[Any, tuple[int, bytes]]):
    """The same of neighbouring cells, by all their values."""

    def __init__(self, columns: list[_Cells]) -> None:
        self._columns = columns

    def __missing__(self, values: tuple[Any, ...]) -> tuple[int, bytes]:
        found = [known[value] for known, value in zip(self._columns, values, strict=True)]
        piece = max(lines for lines, _ in found), b"".join(xml for _, xml in found)
        if len(self) < _REMEMBERED and len(piece[1]) < _LONG:
            self[values] = piece
        return piece


def _inline(value: str) -> bytes:
    text = value
    if _SPECIAL.search(text) or len(text) > LONGEST_TEXT:
        text = escaped(Worksheet._escape_control_characters(fitting(text)))  # noqa: SLF001 - Excel's way, in one place
        if text != text.strip() or "\n" in text:
            return b'<t xml:space="preserve">%b</t>' % text.encode()
    elif text[0].isspace() or text[-1].isspace():
        return b'<t xml:space="preserve">%b</t>' % text.encode()
    return b"<t>%b</t>" % text.encode()
