"""Which cells does a file hold, whatever its format? Every reader returns these classes."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count, repeat
from typing import Any, Self

from msgspec import Struct, field

Value = str | int | float | bool | datetime | None


ODD_SPACES = "\ufeff\u200b\xa0\u3000 "
# What str.strip() takes off, and the odd ones: a text that neither begins nor ends with any of it is tidy.
SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + ODD_SPACES
)


class Refusal(Exception):
    """The file cannot be read as a submission: the catalogue's kind and why, in Chinese.

    ``words`` are the lines of a letter without a table, one a row.
    """

    def __init__(self, kind: str, why: str = "", words: "RawWorkbook | None" = None) -> None:
        super().__init__(why)
        self.kind = kind
        self.why = why
        self.words = words


def as_text(value: Value) -> str:
    """Return a value as text: whole numbers without ``.0``, dates as ISO days.

    >>> as_text(5.0), as_text(" 江口乡\\u3000"), as_text(datetime(2022, 5, 31)), as_text(None)
    ('5', '江口乡', '2022-05-31', '')
    """
    if value.__class__ is int:
        return str(value)
    if isinstance(value, float):  # with whole numbers, nearly all that is no text
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, str):
        return value.strip().strip(ODD_SPACES)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


class PartlyStruck(str):
    """The text of a cell without the part that is struck through; ``struck`` is that part."""

    __slots__ = ("struck",)

    struck: str

    def __new__(cls, text: str, struck: str) -> Self:
        """Keep what is struck beside the text; where all of it is, both are the same."""
        made = super().__new__(cls, text or struck)
        made.struck = struck
        return made

    @property
    def wholly(self) -> bool:
        """True where every part is struck: the cell is."""
        return self.struck == self


class MonthShown(datetime):
    """A day in a cell that shows its year and month only."""


class YearShown(datetime):
    """A day in a cell that shows its year only."""


@dataclass(slots=True, init=False)
class RawCell:
    """One filled cell; immutable. ``error`` holds ``#REF!`` and the like; a formula may lack its value.

    ``text`` is the value as a person sees it, trimmed of every kind of space.  Equal cells of a sheet may be one
    object, so a cell does not hold its row and column.
    """

    value: Value
    formula: str
    error: str
    struck: bool
    text: str

    def __init__(self, value: Value, formula: str = "", error: str = "", struck: bool = False) -> None:
        # Written out: a frozen dataclass takes three times as long to make, and files have a million cells.
        self.value, self.formula, self.error, self.struck = value, formula, error, struck
        self.text = value.strip().strip(ODD_SPACES) if value.__class__ is str else as_text(value)


class ScaledCell(RawCell):
    """A number whose format shows more, or something else, than the number: ``shown`` is what a person sees.

    ``words`` are the words in it (亿元), ``other`` tells that the number shown is another one, or that there is none.
    """

    __slots__ = ("other", "shown", "words")

    def __init__(
        self, value: int | float, formula: str, struck: bool, shown: str, words: str = "", other: bool = True
    ) -> None:
        super().__init__(value, formula, "", struck)
        self.shown, self.words, self.other = shown, words, other


# What stands at a place: a tidy text by itself, which is plain and not struck through, or a cell.
Entry = str | RawCell
EMPTY = RawCell(None)
NOWHERE = (None, 0)
LOW = 8  # rows of the highest heading
AT_ONCE = 4096  # texts


class Stretch(Struct):
    """Filled rows that were read column by column: their numbers, ascending, and what each column holds in them."""

    rows: Sequence[int]
    columns: Mapping[int, Sequence[Entry | None]]


class RawSheet(Struct):
    """One sheet. It holds filled cells only, so a stray cell in the last row costs nothing.

    Rows and columns count from 1. ``name`` is '' for files without sheets; ``caption`` is what stands
    above a Word table; ``part_struck`` what is struck through in a cell that holds other text, too; ``deleted_rows``
    those that somebody took out of a Word table while changes are tracked; ``said_rows`` how
    many rows the file itself says that the sheet has, 0 where it says nothing; ``extent`` how many rows and columns a
    document's table has, empty cells counted.
    """

    name: str
    visible: bool = True
    caption: str = ""
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    part_struck: dict[tuple[int, int], str] = field(default_factory=dict)
    deleted_rows: set[int] = field(default_factory=set)
    said_rows: int = 0
    extent: tuple[int, int] = (0, 0)
    _cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    _stretches: list[Stretch] = field(default_factory=list)
    _places: dict[int, tuple[Stretch | None, int]] = field(default_factory=dict)  # row → stretch, and where in it
    _rows: dict[int, list[int]] = field(default_factory=dict)
    _spans: dict[int, list[tuple[int, int, int, int]]] | None = None
    _has_struck: bool | None = None
    _letters: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    _merged: dict[int, dict[int, str]] = field(default_factory=dict)
    _low_spans: dict[int, list[tuple[int, int, int, int]]] | None = None

    @property
    def cells(self) -> dict[tuple[int, int], RawCell]:
        """The filled cells by place, to be read and changed.

        Rows that were read column by column become cells when somebody asks for this: what is asked of most tables
        (:meth:`entry`, :meth:`column`, :meth:`texts`) needs none.
        """
        if self._stretches:
            read, self._stretches, self._places = self._stretches, [], {}
            for stretch in read:
                for column, entries in stretch.columns.items():
                    filled = ((row, entry) for row, entry in zip(stretch.rows, entries, strict=True) if entry)
                    self._cells.update(((row, column), as_cell(entry)) for row, entry in filled)
        return self._cells

    @cells.setter
    def cells(self, cells: dict[tuple[int, int], RawCell]) -> None:
        self._cells, self._stretches, self._places = cells, [], {}

    @property
    def is_filled(self) -> bool:
        """Whether any cell is filled."""
        return bool(self._stretches or self._cells)

    def put(self, row: int, column: int, cell: RawCell) -> None:
        """Add a cell of a row that is read by itself."""
        self._cells[row, column] = cell

    def put_rows(self, stretch: Stretch, filled: Iterable[list[int]]) -> None:
        """Add rows below all others that were put so; ``filled`` are the columns filled in each of them, ascending."""
        self._stretches.append(stretch)
        self._places.update(zip(stretch.rows, zip(repeat(stretch), count())))  # noqa: B905 - one for each row
        self._rows.update(zip(stretch.rows, filled, strict=True))

    def entry(self, row: int, column: int) -> Entry | None:
        """Return what stands in a cell of its own, ``None`` where it is blank."""
        stretch, at = self._places.get(row, NOWHERE)
        if stretch is None:
            return self._cells.get((row, column))
        return stretch.columns[column][at] if column in stretch.columns else None

    def own(self, row: int, column: int) -> RawCell | None:
        """Return a cell of its own, ``None`` where it is blank."""
        entry = self.entry(row, column)
        return None if entry is None else as_cell(entry)

    def column(self, number: int, rows: Sequence[int]) -> list[Entry | None]:
        """Return what stands in a column in some of the sheet's filled rows, which follow each other."""
        found: list[Entry | None] = []
        while len(found) < len(rows):
            stretch, at = self._places.get(rows[len(found)], NOWHERE)
            if stretch is None:
                found.append(self._cells.get((rows[len(found)], number)))
                continue
            until = min(len(stretch.rows), at + len(rows) - len(found))
            found += stretch.columns[number][at:until] if number in stretch.columns else [None] * (until - at)
        return found

    def mixed_texts(self, at_least: int, without: Container[int] = ()) -> Iterator[set[str]]:
        """Yield the different texts of so many letters that hold more than letters, column by column or together.

        Those of the columns ``without`` are left out.
        """
        for stretch in self._stretches:
            for number, entries in stretch.columns.items():
                if number not in without:
                    yield _mixed(texts_of(entries), at_least)
        places = [place for place in self._cells if place[1] not in without]
        for start in range(0, len(places), AT_ONCE):
            yield _mixed([self._cells[place].text for place in places[start : start + AT_ONCE]], at_least)

    def left_of(self, column: int) -> "RawSheet":
        """Return the sheet's part to the left of a column, by itself."""
        part = RawSheet(self.name, self.visible, self.caption, said_rows=self.said_rows)
        part.cells = {place: cell for place, cell in self.cells.items() if place[1] < column}
        part.merges = [
            (top, left, bottom, min(right, column - 1)) for top, left, bottom, right in self.merges if left < column
        ]
        part.hidden_rows = self.hidden_rows
        part.hidden_columns = {one for one in self.hidden_columns if one < column}
        part.comments = {place: text for place, text in self.comments.items() if place[1] < column}
        part.part_struck = {place: text for place, text in self.part_struck.items() if place[1] < column}
        return part

    def reach(self, row: int, column: int) -> None:
        """Count a cell of a document's table in its extent."""
        rows, columns = self.extent
        self.extent = max(rows, row), max(columns, column)

    def put_text(self, row: int, column: int, pieces: Iterable[str], struck: Iterable[str]) -> None:
        """Fill a cell with text, of which ``struck`` is struck through: that part is kept beside the rest."""
        text, gone = "".join(pieces).strip(), "".join(struck).strip()
        if text or gone:
            self.cells[row, column] = RawCell(text or gone, "", "", not text)
        if text and gone:
            self.part_struck[row, column] = gone

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows with a filled cell, ascending."""
        return sorted(self._index())

    def columns(self, row: int) -> list[int]:
        """The columns filled in a row, ascending."""
        return self._index().get(row, [])

    def cell(self, row: int, column: int) -> RawCell:
        """Return a cell; within a merged range, the range's first cell."""
        entry = self.entry(row, column)
        if entry is None:
            entry = self.entry(*self.anchor(row, column))
        return EMPTY if entry is None else as_cell(entry)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return the first cell of the merged range around (row, column), or the cell itself."""
        for top, left, bottom, _ in self._spans_by_column().get(column, ()):
            if top <= row <= bottom:
                return top, left
        return row, column

    def row_texts(self, row: int) -> list[tuple[int, str]]:
        """Return (column, text) of the row's own filled cells."""
        stretch, at = self._places.get(row, NOWHERE)
        filled = self._index().get(row, ())
        if stretch is None:
            return [(column, text) for column in filled if (text := self._cells[row, column].text)]
        entries = ((column, stretch.columns[column][at]) for column in filled)
        return [(column, text) for column, entry in entries if entry and (text := text_of(entry))]

    def merged_texts(self, row: int) -> dict[int, str]:
        """Return the texts of a row by column, of low merged cells in each of their columns; not to be changed."""
        texts = self._merged.get(row)
        if texts is None:
            texts = dict(self.row_texts(row))
            spans = self.low_spans(row)
            merged = {column for _, left, _, right in spans for column in range(left, min(right, left + 60) + 1)}
            for column in merged.difference(self.columns(row)):
                if (entry := self.entry(*self.anchor(row, column))) and (text := text_of(entry)):
                    texts[column] = text
            texts = self._merged[row] = dict(sorted(texts.items()))
        return texts

    def by_first_letter(self, row: int) -> dict[str, list[str]]:
        """Return the texts of a row grouped by their first letter; every full-width sign is filed under "("."""
        texts = self._letters.get(row)
        if texts is None:
            texts = self._letters[row] = {}
            for _, text in self.row_texts(row):
                texts.setdefault("(" if "\uff01" <= text[0] <= "\uff5e" else text[0], []).append(text)
        return texts

    @property
    def has_struck(self) -> bool:
        """Whether any cell is struck through."""
        if self._has_struck is None:
            columns = (entries for stretch in self._stretches for entries in stretch.columns.values())
            read = (entry for entries in columns for entry in entries if isinstance(entry, RawCell))
            self._has_struck = any(cell.struck for cell in chain(read, self._cells.values()))
        return self._has_struck

    @has_struck.setter
    def has_struck(self, known: bool) -> None:
        self._has_struck = known

    def low_spans(self, row: int) -> list[tuple[int, int, int, int]]:
        """Return the merged ranges that touch a row and are at most :data:`LOW` rows high, as those of headings are."""
        if self._low_spans is None:
            self._low_spans = {}
            for span in self.merges:
                for touched in range(span[0], span[2] + 1) if span[2] - span[0] < LOW else ():
                    self._low_spans.setdefault(touched, []).append(span)
        return self._low_spans.get(row, [])

    def note_row(self, row: int, columns: list[int]) -> None:
        """Record the filled columns of a row, ascending; a reader calls this for every row in order, or for none."""
        self._rows[row] = columns

    def _index(self) -> dict[int, list[int]]:
        if not self._rows and self._cells:
            for row, column in sorted(self._cells):
                self._rows.setdefault(row, []).append(column)
        return self._rows

    def _spans_by_column(self) -> dict[int, list[tuple[int, int, int, int]]]:
        if self._spans is None:
            self._spans = {}
            for span in self.merges:
                # A whole-row merge covers 16 384 columns; nobody asks beyond the filled ones.
                for column in range(span[1], min(span[3], span[1] + 255) + 1):
                    self._spans.setdefault(column, []).append(span)
        return self._spans


def as_cell(entry: Entry) -> RawCell:
    """Return the cell of an entry."""
    return RawCell(entry) if isinstance(entry, str) else entry


def text_of(entry: Entry) -> str:
    """Return the text of an entry."""
    return entry if isinstance(entry, str) else entry.text


def texts_of(entries: Iterable[Any]) -> list[str]:
    """Return the texts of those of some entries that are no blanks: :func:`text_of`, without a call for each."""
    return [one if one.__class__ is str else one.text for one in entries if one]


def _mixed(texts: Sequence[str], at_least: int) -> set[str]:
    if max(map(len, texts), default=0) < at_least or "".join(texts).isalpha():
        return set()  # most columns: short words, names, days
    return {text for text in texts if len(text) >= at_least and not text.isalpha()}


class RawWorkbook(Struct):
    """A file's sheets, its format, and the mark of our blank form where it carries one."""

    sheets: list[RawSheet]
    format: str
    form: str = ""


def fill_sheet(name: str, rows: Iterable[tuple[int, Iterable[tuple[int, Value]]]]) -> RawSheet:
    """Return a sheet of plain values: the shape of csv files and Word tables."""
    sheet = RawSheet(name)
    for row, values in rows:
        for column, value in values:
            if value is not None and value != "":
                sheet.cells[row, column] = RawCell(value)
    return sheet
