"""Which day, month or year is this? As exact as it was typed, and no more."""

import re
from datetime import datetime

from toolkit.files.grid import RawCell
from toolkit.files.xlsx_cells import serial_date
from toolkit.intake.values.typed import Read, compact
from toolkit.model.period import PartialDate, ReportingPeriod

EARLIEST_YEAR = 2015
PLANNED = re.compile(r"拟|预计|计划|将于|准备|力争|争取|前$")
VAGUE_TAIL = re.compile(r"(?:[上中下]旬|[初底中末]|左右|份)$")
PARTS = re.compile(
    r"(\d{4}|\d{2})(?:年|[./-])(?:(\d{1,2})(?:月|[./-])?(?:(\d{1,2})(?:日|号)?)?)?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
)
PACKED = re.compile(r"(20\d{2})(\d{2})(\d{2})?")
SERIALS = range(36_526, 55_153)  # 2000-01-01 to 2050-12-31 as Excel counts


def read_date(cell: RawCell, column: str, period: ReportingPeriod) -> Read[PartialDate]:
    """Return a cell's date as year, month or day; doubtful ones are ``None`` with a remark."""
    value, details = cell.value, {"column": column, "typed": cell.text}
    if isinstance(value, datetime):
        return _placed(PartialDate(value.year, value.month, value.day), details, period)
    if isinstance(value, float) and re.fullmatch(r"\d{4}\.1", cell.text):
        return Read(None, (("date_ambiguous", {**details, "year": cell.text[:4]}),))
    if isinstance(value, (int, float)) and int(value) in SERIALS and (moment := serial_date(float(value), False)):
        return _placed(PartialDate(moment.year, moment.month, moment.day), details, period)
    text = compact(cell.text)
    if PLANNED.search(text):
        return Read(None, (("planned_date", details),))
    parts = _parts(VAGUE_TAIL.sub("", text))
    if parts is None:
        return Read(None, (("date_invalid", details),))
    try:
        date = PartialDate(*parts)
    except ValueError:
        return Read(None, (("date_invalid", details),))
    return _placed(date, details, period)


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    if re.fullmatch(r"(?:19|20)\d{2}", text):
        return int(text), None, None
    match = PACKED.fullmatch(text) or PARTS.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2]) if match[2] else None
    day = int(match[3]) if match[3] else None
    if month == 0 or day == 0:
        return year, 13, None  # 2022年0月 is no date; PartialDate says so
    return year + 2000 if year < 100 else year, month, day


def _placed(date: PartialDate, details: dict[str, str], period: ReportingPeriod) -> Read[PartialDate]:
    """Ask where a date lies far from the period, or after it; keep it."""
    if not EARLIEST_YEAR <= date.year <= period.year + 1:
        return Read(date, (("date_out_of_range", details),))
    if date.earliest > period.last_day:
        return Read(date, (("date_in_future", {**details, "period": period.label}),))
    return Read(date)
