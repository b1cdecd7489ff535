"""What does a single value of a form mean? Days, ticks and a seal are read, and said as the register prints them."""

from datetime import date, timedelta

from toolkit.files.grid import as_text
from toolkit.intake.trips.form_dates import days_in, only_day, without_days
from toolkit.intake.values.typed import compact
from toolkit.model.documents import chinese_date, chinese_span
from toolkit.model.expressions import expression
from toolkit.model.ticks import chosen

_DATE_LABEL = expression(r"^(?:申请|填报|报送)?(?:日期|时间)?(?:于|为|是)?[:：]|[。.]$|年月日")
# What is printed where a seal goes; it is no part of the name beside it.
_SEAL = expression(r"[ \t\n\u3000]*[（(](?:(?:单位|加)?盖?[公印]?章|签[字章名](?:、?盖章)?)[）)]$")
_PERIOD = expression(
    r"^(?P<start>.*?)[ \t\u3000]*(?:至|到|[-－—–~～]+)[ \t\u3000]*(?P<end>.*?)"
    r"(?:[，,、（(]?[ \t\u3000]*共?[ \t\u3000]*(?P<days>\d+)[ \t\u3000]*天[)）]?)?$"
)
_HALF = expression(r"[上下中]午|早上|晚上?|凌晨|傍晚")
_ONE_DAY = expression(r"[，,、（(]?[ \t\u3000]*共?[ \t\u3000]*[1一][ \t\u3000]*天[)）]?$")


def meant(field: str, text: str, near: date) -> str:
    """Return what a field of an approval form says as the register prints it; as it was typed where that is unclear.

    >>> meant("applied_on", "2018-6-20", date(2018, 6, 21)), meant("time", "6.14—6.17　共4天", date(2022, 6, 13))
    ('2018年6月20日', '2022年6月14日至17日，共4天')
    >>> meant("transport", "☑火车 □飞机 ☑租车", date(2022, 6, 13))
    '火车、租车'
    """
    if field == "applicant":
        return _SEAL.sub("", as_text(text))
    if field == "transport":
        return chosen(text)
    if field == "applied_on" and (day := applied_day(text, near)):
        return chinese_date(day)
    if field == "time" and (span := period_in(text, near)):
        return f"{chinese_span(*span)}，共{(span[1] - span[0]).days + 1}天"
    return as_text(text)


def applied_day(text: str, near: date) -> date | None:
    """Return the one day that stands under 申请日期, ``None`` for anything else."""
    days = days_in(text, near)
    rest = _DATE_LABEL.sub("", compact(without_days(text, days)))
    return days[0].day if len(days) == 1 and not rest else None


def period_in(text: str, near: date) -> tuple[date, date] | None:
    """Return departure and return; ``None`` where a day or the number of days does not agree.

    >>> period_in("6月7日至10日，共4天", date(2022, 6, 1)), period_in("6月7日至6月10日，共3天", date(2022, 6, 1))
    ((datetime.date(2022, 6, 7), datetime.date(2022, 6, 10)), None)
    >>> period_in("6月7日，共1天", date(2022, 6, 1)), period_in("6月7日，共2天", date(2022, 6, 1))
    ((datetime.date(2022, 6, 7), datetime.date(2022, 6, 7)), None)
    """
    match = _PERIOD.match(text.strip())
    if not match:
        day = only_day(_ONE_DAY.sub("", text.strip()), near, near + timedelta(days=27))
        return (day, day) if day else None
    span = _days_of(match["start"], match["end"], near)
    agrees = span and (not match["days"] or int(match["days"]) == (span[1] - span[0]).days + 1)
    return span if agrees else None


def days_differ(text: str, near: date) -> tuple[date, date, int] | None:
    """Return departure, return and the number of days beside them that is not theirs; ``None`` where that is not it.

    >>> days_differ("6月26日至7月1日，共7天", date(2022, 6, 1))
    (datetime.date(2022, 6, 26), datetime.date(2022, 7, 1), 7)
    """
    match = _PERIOD.match(text.strip())
    if not match or not match["days"]:
        return None
    span = _days_of(_HALF.sub("", match["start"]), _HALF.sub("", match["end"]), near)
    days = int(match["days"])
    return (*span, days) if span and days != (span[1] - span[0]).days + 1 else None


def _days_of(start: str, end: str, near: date) -> tuple[date, date] | None:
    first = days_in(start, near)
    day = first[0].day if len(first) == 1 else None
    if day is None or without_days(start, first).strip():
        return None
    second = days_in(end, day)
    last = second[0].day if len(second) == 1 else None
    if not second:
        last = only_day(end, day, day + timedelta(days=27))
    return (day, last) if last is not None and last >= day else None
