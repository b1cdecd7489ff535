"""What does a cell of a column mean that the rulebook declares itself? A number, one of several words, a day."""

from decimal import Decimal

from toolkit.files.grid import RawCell, ScaledCell
from toolkit.files.texts import nearest
from toolkit.intake.values.amounts import THOUSANDS, is_two
from toolkit.intake.values.dates import read_date
from toolkit.intake.values.typed import Read, compact
from toolkit.model.expressions import expression
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.units import DIGITS

_NUMBER = expression(r"([-+]?\d+(?:\.\d+)?)([十百千万亿]*)(.*)")
_MOST = 10**15
# A day may lie ahead: a declared column may be for what is planned.
_FUTURE = "date_in_future"
_YEARS_AHEAD = 30


def read_number(cell: RawCell, unit: str, column: str) -> Read[int | float]:
    """Return a plain number; behind it may stand its unit, or 万 where the unit has none of its own.

    >>> [read_number(RawCell(typed), "人", "就业人数").value for typed in (120, "1,200人", "1.2万人", "约100")]
    [120, 1200, 12000, None]
    >>> read_number(ScaledCell(0.05, "", False, "5%"), "%", "增长率").value
    5
    """
    value, details = cell.value, {"column": column, "typed": cell.text}
    unread: Read[int | float] = Read(None, (("own_number_unread", details),))
    if isinstance(cell, ScaledCell) and not cell.other:
        read = read_number(RawCell(cell.shown), unit, column)
        return read if read.value is not None else read_number(RawCell(value), unit, column)
    if isinstance(cell, ScaledCell):
        if unit != "%" or not cell.shown.endswith("%"):
            return Read(None, (("shown_otherwise", {**details, "shown": cell.shown}),))
        return Read(_plain(Decimal(cell.shown.removesuffix("%"))))
    if isinstance(value, bool):
        return unread
    if isinstance(value, int | float):
        return Read(_plain(Decimal(str(value)))) if abs(value) < _MOST else unread
    match = _NUMBER.fullmatch(THOUSANDS.sub("", compact(cell.text)))
    if match is None or is_two(cell.text) or match[2] + match[3] not in ("", unit, match[2], match[2] + unit):
        return unread
    scale = match[2] if match[2] + match[3] != unit else ""
    if scale and unit[:1] in DIGITS:
        return unread
    number = Decimal(match[1])
    for letter in scale:
        number *= DIGITS[letter]
    return Read(_plain(number)) if abs(number) < _MOST else unread


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def read_choice(cell: RawCell, words: tuple[str, ...], column: str) -> Read[str]:
    """Return the one of several words that a cell holds; blanks and full-width letters aside."""
    typed = compact(cell.text)
    found = next((word for word in words if compact(word) == typed), None)
    if found is not None:
        return Read(found)
    near = nearest(cell.text, words)
    hint = f"是不是“{near}”？" if near else ""
    details = {"column": column, "typed": cell.text, "words": "、".join(words), "hint": hint}
    return Read(None, (("own_choice_unknown", details),))


def read_day(cell: RawCell, column: str, period: ReportingPeriod) -> Read[PartialDate]:
    """Return a day, month or year; it may lie ahead of the period."""
    read = read_date(cell, column, period)
    ahead = read.value is not None and period.year < read.value.year <= period.year + _YEARS_AHEAD
    passing = (_FUTURE, "date_out_of_range") if ahead else (_FUTURE,)
    return Read(read.value, tuple(one for one in read.remarks if one[0] not in passing))
