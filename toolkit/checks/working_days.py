"""When is a paper due that counts in days after an event? In natural days, or in working days; moved from holidays."""

from collections.abc import Iterable
from datetime import date, timedelta

from toolkit.files.working_days import holidays_known, moved, working_days_after
from toolkit.model.scheme import Deadline, Scheme
from toolkit.model.trips import PaperDue, Trip

TRIP_REPORT = "trip_report"


def papers_due(scheme: Scheme, trips: Iterable[Trip]) -> tuple[PaperDue, ...]:
    """Return when each trip's report is due (LZ-R6); nothing where the document names no such deadline."""
    deadline = next((deadline for deadline in scheme.deadlines if deadline.id == TRIP_REPORT), None)
    if deadline is None:
        return ()
    return tuple(PaperDue(trip, deadline, due_after(deadline, trip.end), assumed(deadline, trip.end)) for trip in trips)


def due_after(deadline: Deadline, event: date) -> date:
    """Return the last day on which a paper is still on time (LZ-R6); the day of the event is not counted.

    A day on which nobody works is moved as the reading says, though never to before the event is over.
    """
    if deadline.working:
        return working_days_after(event, deadline.days)
    day = event + timedelta(days=deadline.days)
    working = moved(day, deadline.on_holiday)
    return working if working > event else day


def assumed(deadline: Deadline, event: date) -> str:
    """Return the sentence that says what a due day was reckoned by where holidays are not known, else ''."""
    if not deadline.working and not deadline.on_holiday:
        return ""
    first, last = event + timedelta(days=1), due_after(deadline, event)
    years = "、".join(f"{year}年" for year in range(first.year, last.year + 1) if not holidays_known(year))
    return f"工具箱里还没有{years}的放假安排，按周一至周五推算，请对照国务院的放假通知" if years else ""
