"""When is a paper due whose day falls on a holiday? As the reading ``due_on_holiday`` says, by the State's holidays."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from toolkit.files.working_days import BEFORE, NEXT, holidays_known, moved
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Deadline

READING = "due_on_holiday"
# The months before and after the year that is counted of which tables are asked about, too.
AROUND = 12


def off_holidays(deadlines: Sequence[Deadline], chosen: Mapping[str, str], year: int) -> tuple[Deadline, ...]:
    """Return the deadlines with the days that they become where nobody works on the day that is written."""
    how = chosen.get(READING, "")
    if how not in (NEXT, BEFORE):
        return tuple(deadlines)
    months = [ReportingPeriod(year, 1).shifted(number) for number in range(-AROUND, 2 * AROUND)]
    result = []
    for deadline in deadlines:
        days = [deadline.due(month) for month in months] if deadline.rule == "day_of_month" else []
        pairs = tuple((day, other) for day in days if (other := moved(day, how)) != day)
        result.append(replace(deadline, on_holiday=how, moved=pairs))
    return tuple(result)


def unknown_holidays(chosen: Mapping[str, str], year: int) -> list[str]:
    """Return the sentence on a year whose holidays nobody has ordered yet, where the days depend on them."""
    if chosen.get(READING, "") not in (NEXT, BEFORE) or holidays_known(year):
        return []
    return [f"工具箱里还没有{year}年的放假安排，遇节假日的期限按周一至周五推算，请对照国务院的放假通知。"]
