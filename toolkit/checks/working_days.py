"""When is a paper due that counts in days after an event? In natural days, or in working days of the State Council."""

from datetime import date, timedelta

from toolkit.model.scheme import Deadline

SATURDAY = 5


def due_after(deadline: Deadline, event: date) -> date:
    """Return the last day on which a paper is still on time (LZ-R6); the day of the event is not counted."""
    return working_days_after(event, deadline.days) if deadline.working else deadline.due_after(event)


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

    The order for a year appears in the autumn before; until the library knows it, only weekends are free.

    >>> is_working_day(date(2018, 4, 8)), is_working_day(date(2022, 6, 3)), is_working_day(date(2050, 1, 3))
    (True, False, True)
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY
