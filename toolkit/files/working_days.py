"""Which days do offices work? Holidays and the weekends worked for them, as the State Council ordered them."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5
# What becomes of a day on which nobody works: the first working day after it, or the last before.
NEXT, BEFORE = "next", "before"


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
    shows such a day says so.

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


def moved(day: date, how: str) -> date:
    """Return the working day that a day becomes: itself, else the next or the last before, as ``how`` says.

    >>> moved(date(2022, 10, 5), NEXT), moved(date(2022, 10, 5), BEFORE), moved(date(2022, 10, 8), NEXT)
    (datetime.date(2022, 10, 8), datetime.date(2022, 9, 30), datetime.date(2022, 10, 8))
    """
    step = {NEXT: 1, BEFORE: -1}.get(how, 0)
    while step and not is_working_day(day):
        day += timedelta(days=step)
    return day
