"""Which value does a cell of a sheet hold? Type, style and text decide."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from toolkit.files.grid import SPACES, Entry, MonthShown, PartlyStruck, RawCell, Refusal, ScaledCell, Value, YearShown
from toolkit.files.number_formats import seen
from toolkit.files.xlsx_styles import Styles
from toolkit.files.xlsx_texts import unescaped
from toolkit.model.cells import column_number
from toolkit.model.expressions import expression

ADDRESS = expression(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})\Z")
MAX_CELLS = 4_000_000
MAX_MERGES = 100_000
REMEMBERED_NUMBERS = 20_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384


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


def is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Tell whether a row or column is hidden, or has no size (``ht`` or ``width``), which looks the same.

    >>> [is_hidden(attributes, "ht") for attributes in ({"hidden": "1"}, {"ht": "0"}, {"ht": "15"})]
    [True, True, False]
    """
    if attributes.get("hidden", "0") in ("1", "true"):
        return True
    try:
        return float(attributes.get(size, "1")) == 0
    except ValueError:
        return False


def serial_date(serial: float, date1904: bool) -> datetime | None:
    """Return the date and time of an Excel serial, or ``None`` where the number is outside the dates we accept.

    Excel counts a 29 February 1900 that never was: serials below 60 are one day further on.

    >>> serial_date(44712, False), serial_date(43250, True), serial_date(20250304, False)
    (datetime.datetime(2022, 5, 31, 0, 0), datetime.datetime(2022, 5, 31, 0, 0), None)
    """
    if not 0 < serial < 2_958_466:
        return None
    base = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30 if serial >= 60 else 31)
    return base + timedelta(days=round(serial * 86_400) / 86_400)


def as_shown(moment: datetime, exact: str) -> datetime:
    """Return a moment as exact as its cell shows it: ``exact`` is what :func:`shown_exactness` says of the format."""
    kind = {"month": MonthShown, "year": YearShown}.get(exact, datetime)
    return kind(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)


class CellValues:
    """Makes the cells of one workbook from its shared strings, its styles and the day that its dates count from."""

    def __init__(self, strings: list[str], styles: Styles, date1904: bool) -> None:
        self._strings, self._styles, self._date1904 = strings, styles, date1904
        self._shared: dict[bool, list[Entry]] = {}
        self.part_struck = PartlyStruck in set(map(type, strings))

    def numbers(self, format: bytes) -> dict[bytes | None, RawCell | None]:
        """Return the cells that numbers of a format have been so far, in any workbook with the same styles."""
        known = self._styles.known.setdefault((self._date1904, format), {})
        if len(known) > REMEMBERED_NUMBERS:
            known.clear()
        return known

    @property
    def may_be_struck(self) -> bool:
        """Whether any style or shared string strikes a text through."""
        return self.part_struck or bool(self._styles.struck)

    def shared_entries(self, style: str) -> list[Entry]:
        """Return what each shared string is in a cell of a style, by the string's number; each is made once."""
        struck = style in self._styles.struck
        if struck not in self._shared:
            if struck or self.part_struck:
                cells = [RawCell(text, "", "", struck) for text in self._strings]
                for cell in cells:
                    cell.struck = struck or (isinstance(cell.value, PartlyStruck) and cell.value.wholly)
                self._shared[struck] = [*cells]
            else:
                self._shared[struck] = _entries(self._strings)
        return self._shared[struck]

    def cell(self, kind: str, style: str, text: str, formula: str | None, place: str = "") -> RawCell | None:
        """Return a cell, or ``None`` for an empty one; ``place`` (工作表“…”第…行) opens a :class:`Refusal`.

        ``kind`` is the attribute t (``n`` if it is not there), ``style`` the attribute s, ``formula`` what
        stands in f without its equals sign, ``None`` where there is none.
        """
        if not text and formula is None:
            return None
        struck = style in self._styles.struck
        written = "" if formula is None else f"={formula}"
        if kind == "n" and text:
            number = self._number(style, text, place)
            if style in self._styles.odd and isinstance(number, (int, float)):
                look = seen(self._styles.odd[style], number)
                return ScaledCell(number, written, struck, *look) if look else RawCell(number, written, "", struck)
            return RawCell(number, written, "", struck)
        if kind == "e":
            return RawCell(None, written, text, struck)
        value = self._value(kind, style, text, place)
        if isinstance(value, PartlyStruck):
            struck = struck or value.wholly
        return RawCell(value, written, "", struck)

    def _value(self, kind: str, style: str, text: str, place: str) -> Value:
        if kind == "s":
            if not text.strip().isdigit() or int(text) >= len(self._strings):
                raise Refusal("nonstandard", f"{place}引用了不存在的文字")
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
        return self._number(style, text, place)

    def _number(self, style: str, text: str, place: str) -> Value:
        try:
            number = float(text)
        except ValueError:
            raise Refusal("nonstandard", f"{place}的数值“{text[:20]}”不合法") from None
        if not math.isfinite(number):
            raise Refusal("nonstandard", f"{place}的数值超出范围")
        if style in self._styles.dates and (moment := serial_date(number, self._date1904)):
            return moment if style not in self._styles.coarse else as_shown(moment, self._styles.coarse[style])
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _entries(strings: list[str]) -> list[Entry]:
    """Return the entries of plain texts: a tidy one is its own."""
    bare = [text.strip(SPACES) for text in strings]
    if bare == strings and "" not in strings:
        return [*strings]
    return [text if text and text == tidy else RawCell(text) for text, tidy in zip(strings, bare, strict=True)]
