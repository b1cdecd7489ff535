"""Which day or month does a cell of a list mean, as typed or as converted by Excel?"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from toolkit.model.expressions import expression
from toolkit.model.period import ReportingPeriod

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
# Behind a day: the hour at which a mail came, or the weekday of Excel's long dates.
_CLOCK = expression(r"(?<=[\d日号])[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)? ?([ap]m)?$", re.IGNORECASE)
_WEEKDAY = expression(r" *(?:星期|周)[一二三四五六日天]$")
_DAY = expression(r"(20\d{2})([-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})[日号]?")
_MONTH = expression(r"(20\d{2})[-/.年](\d{1,2})(?:月份?)?")
_NAMED_DAY = expression(rf"(\d{{1,2}})[-/ ]{_NAME}[-/ ,]+(20\d{{2}}|\d{{2}})", re.IGNORECASE)
_NAMED_MONTH = expression(rf"{_NAME}[-/ ,]*(20\d{{2}}|\d{{2}})|(20\d{{2}})[-/ ]{_NAME}", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)  # how Excel counts
_SERIAL = expression(r"\d{5}(?:\.\d+)?")
_SERIALS = range(36_526, 55_153)  # 2000 to 2050


def written_day(text: str) -> date | None:
    """Return the day, or ``None`` where it is not certain (``7/5/22``: which is the month?).

    >>> {str(written_day(text)) for text in ("2022/7/5", "2022年7月5日", "5-Jul-22", "44747", "2022-07-05 15:30")}
    {'2022-07-05'}
    >>> written_day("7/5/22")
    """
    plain = _CLOCK.sub("", _WEEKDAY.sub("", _plain(text))).strip()
    if found := _DAY.fullmatch(plain):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(r"(20\d{2})(\d{2})(\d{2})", plain):
        return _day(*map(int, found.groups()))
    if found := _NAMED_DAY.fullmatch(plain):
        return _day(_year(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    if _SERIAL.fullmatch(plain) and int(float(plain)) in _SERIALS:
        return _EPOCH + timedelta(days=int(float(plain)))
    return None


def written_moment(text: str) -> date | None:
    """Return the day as :func:`written_day` does, as a ``datetime`` to the minute where its time stands behind it.

    >>> [str(written_moment(text)) for text in ("2022/7/5 3:05 PM", "44747.75", "2022-07-05", "2022-07-05 25:00")]
    ['2022-07-05 15:05:00', '2022-07-05 18:00:00', '2022-07-05', 'None']
    """
    day, plain = written_day(text), _plain(text)
    if day is None:
        return None
    if _SERIAL.fullmatch(plain) and "." in plain:
        minutes = min(round(float(plain) % 1 * 1440), 1439)
        return datetime.combine(day, time(minutes // 60, minutes % 60))
    if (clock := _CLOCK.search(plain)) is None:
        return day
    hour, half = int(clock[1]), (clock[3] or "").lower()
    try:
        return datetime.combine(day, time(hour % 12 + 12 * (half == "pm") if half else hour, int(clock[2])))
    except ValueError:
        return None


def written_month(text: str) -> ReportingPeriod | None:
    """Return the month, or ``None`` where month or year is not certain; Excel turns 2022-06 into Jun-22.

    >>> {str(written_month(text)) for text in ("2022-06", "2022年6月", "Jun-22", "202206", "2022/6/1", "44713")}
    {'2022-06'}
    >>> written_month("6月")
    """
    plain = _plain(text)
    if found := _MONTH.fullmatch(plain) or re.fullmatch(r"(20\d{2})(\d{2})", plain):
        return _month(int(found[1]), int(found[2]))
    if found := _NAMED_MONTH.fullmatch(plain):
        return _month(_year(found[2] or found[3]), _MONTHS.index((found[1] or found[4]).lower()) + 1)
    day = written_day(plain)
    return ReportingPeriod(day.year, day.month) if day else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> ReportingPeriod | None:
    return ReportingPeriod(year, month) if 1 <= month <= 12 else None
