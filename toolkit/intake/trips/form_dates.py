"""Which days does a person write into a form, with or without the year, in figures or in characters?"""

from datetime import date, timedelta

from msgspec import Struct

from toolkit.intake.values.typed import HALF_WIDTH
from toolkit.model.expressions import expression

_DIGIT = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_S = r"[ \t\n\u00a0]*+"
_CHARACTERS = "一二三四五六七八九十廿卅元"
_YEAR = r"(?P<year>(?<!\d)\d{4}|(?<!\d)\d{2}|[〇○零一二三四五六七八九]{4}|[〇○零一二三四五六七八九]{2})"
_MONTH, _DAY = (rf"(?P<{name}>\d{{1,2}}|[{_CHARACTERS}]{{1,3}})" for name in ("month", "day"))
_SHAPES = (
    expression(rf"{_YEAR}{_S}年{_S}{_MONTH}{_S}月{_S}{_DAY}(?!\d){_S}[日号]?"),
    expression(rf"{_YEAR}(?P<sign>{_S}[./-]{_S})(?P<month>\d{{1,2}}){_S}[./-]{_S}(?P<day>\d{{1,2}})(?!\d){_S}[日号]?"),
    expression(r"(?<!\d)(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    expression(rf"(?<![\d年])(?<!年[ ]){_MONTH}{_S}月{_S}{_DAY}(?!\d){_S}[日号]?"),
    expression(rf"(?<![\d./-])(?P<month>\d{{1,2}}){_S}[./]{_S}(?P<day>\d{{1,2}})(?![\d./-]){_S}[日号]?"),
)
# Text after a day that makes a span or list of it: 6月21-22日, 21日至23日, 6月8日、9日.
_ONWARD = expression(
    rf"{_S}(?:[-~至到、及和]|,(?={_S}\d{{1,2}}{_S}[日号])){_S}(?:\d{{1,2}}{_S}月{_S})?\d{{1,2}}(?!\d){_S}[日号]?"
)
_TAIL = expression(
    rf"{_S}(?:[(]?(?:星期|周)[一二三四五六日天][)]?)?{_S}(?:[上下中]午|早上|晚上?|全天|当天)?{_S}"
    rf"(?:\d{{1,2}}(?:[:时点]\d{{0,2}}分?|时|点半?))?{_S}[.。]?"
)
_HOUR = expression(
    rf"(?:[上下中]午|早上|晚上?|全天){_S}(?:\d{{1,2}}[:时点].{{0,3}})?$|(?<=[日号)]){_S}\d{{1,2}}[:时点].{{0,3}}$"
)
_ONLY_DAY = expression(rf"(?P<day>\d{{1,2}}|[{_CHARACTERS}]{{1,3}}){_S}[日号]")
# A date of which a part was left open, or that no shape above fits.
_OPEN = expression(r"(?<!\d)\d{1,4}(?!\d)|[〇一二三四五六七八九十][年月日号]")


class WrittenDay(Struct, frozen=True):
    """A day as it was written: ``day`` is ``None`` for a day that the calendar lacks, and for more days than one."""

    words: str
    start: int
    end: int
    day: date | None


def days_in(text: str, near: date) -> tuple[WrittenDay, ...]:
    """Return the days in a text in order; a day without its year is the one nearest to ``near``.

    >>> [str(one.day) for one in days_in("张三 2022.6.3；李四 六月五日；2022年6月31日", date(2022, 6, 7))]
    ['2022-06-03', '2022-06-05', 'None']
    """
    plain = text.translate(HALF_WIDTH)
    found: list[WrittenDay] = []
    for shape in _SHAPES:
        for match in shape.finditer(plain):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            onward = _ONWARD.match(plain, match.end())
            end = onward.end() if onward else match.end()
            day = None if onward else _day(match.groupdict(), near)
            found.append(WrittenDay(text[match.start() : end].strip(), match.start(), end, day))
    return tuple(sorted(found, key=lambda one: one.start))


def without_days(text: str, days: tuple[WrittenDay, ...]) -> str:
    """Return a text without its days."""
    for one in reversed(days):
        text = text[: one.start] + " " + text[one.end :]
    return text


def leaves_open(text: str) -> bool:
    """Tell whether a signature without its days still holds figures: a day that was half written."""
    return bool(_OPEN.search(text.translate(HALF_WIDTH)))


def only_day(text: str, first: date, last: date) -> date | None:
    """Return the one day that a text is, with at most a weekday and an hour; ``None`` for anything else.

    ``first`` and ``last`` are the trip's: 「21日」 is its one 21st, if it has one.

    >>> trip = date(2022, 6, 20), date(2022, 6, 23)
    >>> only_day("6月21日（星期二）上午", *trip), only_day("21日", *trip), only_day("第二天", *trip)
    (datetime.date(2022, 6, 21), datetime.date(2022, 6, 21), None)
    """
    plain = text.translate(HALF_WIDTH).strip()
    match = _ONLY_DAY.match(plain)
    if match and _TAIL.fullmatch(plain, match.end()):
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        fitting = [day for day in span if day.day == _number(match["day"])]
        return fitting[0] if len(fitting) == 1 else None
    days = days_in(plain, first)
    if len(days) == 1 and days[0].start == 0 and _TAIL.fullmatch(plain, days[0].end):
        return days[0].day
    return None


def day_and_hour(text: str, first: date, last: date) -> tuple[date | None, str]:
    """Return the day of a text as :func:`only_day` does, and the hour or part of the day beside it, '' for none.

    >>> day_and_hour("6月8日上午9:00", date(2022, 6, 7), date(2022, 6, 10))
    (datetime.date(2022, 6, 8), '上午9:00')
    """
    hour = _HOUR.search(text.translate(HALF_WIDTH))
    return only_day(text, first, last), hour[0].strip(" .。") if hour else ""


def _day(parts: dict[str, str | None], near: date) -> date | None:
    month, day = _number(parts["month"] or ""), _number(parts["day"] or "")
    typed = parts.get("year")
    if typed:
        digits = "".join(str(_DIGIT.get(sign, sign)) for sign in typed)
        years: tuple[int, ...] = (int(digits) + (2000 if len(digits) == 2 else 0),)
    else:
        years = (near.year - 1, near.year, near.year + 1)
    days = [one for year in years if (one := _made(year, month, day))]
    return min(days, key=lambda one: abs((one - near).days)) if days else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """Return a month or day in figures or characters, 0 for what is none.

    >>> _number("6"), _number("十一"), _number("二十"), _number("廿三"), _number("三十一")
    (6, 11, 20, 23, 31)
    """
    if text.isdecimal():
        return int(text)
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGIT.get(text, 0)
    return 10 * (_DIGIT.get(tens, 0) if tens else 1) + (_DIGIT.get(ones, 0) if ones else 0)
