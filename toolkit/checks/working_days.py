"""When is a paper due that counts in days after an event? In natural days, or in working days of the State Council."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from toolkit.model.scheme import Deadline, Scheme
from toolkit.model.trips import PaperDue, Trip

SATURDAY = 5
TRIP_REPORT = "trip_report"


def papers_due(scheme: Scheme, trips: Iterable[Trip]) -> tuple[PaperDue, ...]:
    """Return when each trip's report is due (LZ-R6); nothing where the document names no such deadline."""
    deadline = next((deadline for deadline in scheme.deadlines if deadline.id == TRIP_REPORT), None)
    if deadline is None:
        return ()
    return tuple(PaperDue(trip, deadline, due_after(deadline, trip.end), assumed(deadline, trip.end)) for trip in trips)


def due_after(deadline: Deadline, event: date) -> date:
    """Return the last day on which a paper is still on time (LZ-R6); the day of the event is not counted."""
    if deadline.working:
        return working_days_after(event, deadline.days)
    return event + timedelta(days=deadline.days)


def assumed(deadline: Deadline, event: date) -> str:
    """Return the sentence that says what a due day was reckoned by where holidays are not known, else ''."""
    if not deadline.working:
        return ""
    first, last = event + timedelta(days=1), due_after(deadline, event)
    years = "、".join(f"{year}年" for year in range(first.year, last.year + 1) if not holidays_known(year))
    return f"工具箱里还没有{years}的放假安排，按周一至周五推算，请对照国务院的放假通知" if years else ""


def working_days_after(event: date, days: int) -> date:
    """Return the day that is so many working days after another.

    >>> working_days_after(date(2022, 9, 30), 3)  # seven days of 国庆, then the Saturday and Sunday that make up for it
    datetime.date(2022, 10, 10)
    """
    day = event
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Tell whether offices work: holidays and the weekends worked for them as the State Council ordered.

    The order for a year appears in the autumn before; until the library knows it, only weekends are free, and whoever
    shows such a day says so with :func:`assumed`.

    >>> is_working_day(date(2018, 4, 8)), is_working_day(date(2022, 6, 3)), is_working_day(date(2050, 1, 3))
    (True, False, True)
    """
    import chinese_calendar

    return bool(chinese_calendar.is_workday(day)) if holidays_known(day.year) else day.weekday() < SATURDAY


@cache
def holidays_known(year: int) -> bool:
    """Tell whether the library holds the State Council's order for a year.

    >>> holidays_known(2022), holidays_known(2050), holidays_known(1999)
    (True, False, False)
    """
    import chinese_calendar

    try:
        chinese_calendar.is_workday(date(year, 12, 31))
    except NotImplementedError:
        return False
    return True
