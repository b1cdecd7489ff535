"""Which day, month or year is this? As exact as it was typed, and no more."""

import re
from datetime import datetime

from toolkit.files.grid import MonthShown, RawCell, YearShown
from toolkit.files.xlsx_cells import serial_date
from toolkit.intake.values.typed import Read, compact
from toolkit.model.expressions import expression
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.wording import AS_FILLED_IN, CELL_OUT

EARLIEST_YEAR = 2015
LATEST_YEARS = 20
PLANNED = expression(r"拟|预计|计划|将于|准备|力争|争取|前$")
VAGUE_TAIL = expression(r"(?:[上中下]旬|[初底中末]|左右|份)$")
WEEKDAY = expression(r"\(?(?:(?:星期|周)[一二三四五六日天]|[上下]午)\)?$")
EVENT = expression(r"已?(签约|开工|投产|注册|入驻)$")
PARTS = expression(
    r"(\d{4}|\d{2})(?:年|[,./-])(?:(\d{1,2})(?:月|[,./-])?(?:(\d{1,2})(?:日|号)?)?)?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
)
PACKED = expression(r"(20\d{2})(\d{2})(\d{2})?")
FIGURES = "零一二三四五六七八九"
# Nought is written 零, 〇, ○ or as the letter O: what is none of the figures is nought.
CHINESE = expression(
    r"([二〇零○OoＯ一三四五六七八九\d]{4})年(?:([十一二三四五六七八九]{1,3}|\d{1,2})月"
    r"(?:([十廿卅一二三四五六七八九]{1,3}|\d{1,2})[日号])?)?"
)
SERIALS = range(36_526, 55_153)  # 2000-01-01 to 2050-12-31 as Excel counts


def read_date(cell: RawCell, column: str, period: ReportingPeriod) -> Read[PartialDate]:
    """Return a cell's date as year, month or day; doubtful ones are ``None`` with a remark."""
    value, details = cell.value, {"column": column, "typed": cell.text}
    if isinstance(value, (MonthShown, YearShown)):
        month = value.month if isinstance(value, MonthShown) else None
        return _placed(PartialDate(value.year, month), details, period)
    if isinstance(value, datetime):
        return _placed(PartialDate(value.year, value.month, value.day), details, period)
    if isinstance(value, float) and re.fullmatch(r"\d{4}\.1", cell.text):
        return Read(None, (("date_ambiguous", {**details, "year": cell.text[:4]}),))
    if isinstance(value, (int, float)) and int(value) in SERIALS and (moment := serial_date(float(value), False)):
        return _placed(PartialDate(moment.year, moment.month, moment.day), details, period)
    text = in_digits(_without_words(compact(cell.text), column))
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


def _without_words(text: str, column: str) -> str:
    """Return a date without its day of the week, and without what the column says already.

    >>> _without_words("2022年3月8日(星期二)", "签约日期"), _without_words("2022.3.8签约", "签约日期")
    ('2022年3月8日', '2022.3.8')
    >>> _without_words("2022.3.8签约", "开工日期")
    '2022.3.8签约'
    """
    text = WEEKDAY.sub("", text)
    event = EVENT.search(text)
    return text[: event.start()] if event and event[1] in column else text


def in_digits(text: str) -> str:
    """Return a date in digits where it is written in Chinese figures; any other text as it is.

    >>> in_digits("二〇二二年五月三十一日"), in_digits("二零二二年十月"), in_digits("2022年二月"), in_digits("约十月")
    ('2022年5月31日', '2022年10月', '2022年2月', '约十月')
    """
    match = CHINESE.fullmatch(text)
    if match is None:
        return text
    year = "".join(sign if sign.isdecimal() else str(max(0, FIGURES.find(sign))) for sign in match[1])
    parts = [
        f"{year}年",
        *(f"{_counted(match[place])}{sign}" for place, sign in ((2, "月"), (3, "日")) if match[place]),
    ]
    return "".join(parts)


def _counted(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.replace("廿", "二十").replace("卅", "三十").replace("十十", "十").rpartition("十")
    value = (FIGURES.index(tens) if tens else 1) * 10 if ten else 0
    return value + (FIGURES.index(ones) if ones else 0)


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
    if date.year > period.year + LATEST_YEARS:
        return Read(None, (("date_out_of_range", {**details, "meanwhile": CELL_OUT}),))  # 2202年 is a slip
    if not EARLIEST_YEAR <= date.year <= period.year + 1:
        return Read(date, (("date_out_of_range", {**details, "meanwhile": AS_FILLED_IN}),))
    if date.earliest > period.last_day:
        return Read(date, (("date_in_future", {**details, "period": period.label}),))
    return Read(date)
