"""Which of a unit's files counts? The latest correction of the latest period; the rest is history."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status, Submission

CORRECTED = re.compile(r"更正|最终|终稿|定稿|修改|修订|重报|补报|改|新|v\d|V\d|[（(]\d[)）]|\d版")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit's submission for a period: its own, or one carried over from an earlier period."""

    unit: str
    submission: Submission
    carried_from: ReportingPeriod | None
    superseded: tuple[Submission, ...]


def choose(submissions: Iterable[Submission], period: ReportingPeriod, carry: bool) -> tuple[Chosen, ...]:
    """Return one statistics submission per unit, sorted by unit.

    Within a period a correction beats the first version, then the later arrival wins.  With ``carry`` a
    unit that sent nothing for the period keeps its latest earlier table.  A nil report that arrives after
    a table with projects does not replace it.
    """
    by_unit: dict[str, dict[ReportingPeriod, list[Submission]]] = defaultdict(lambda: defaultdict(list))
    for submission in submissions:
        readable = submission.status in (Status.ACCEPTED, Status.RETURNED) and submission.table == "statistics"
        if readable and submission.unit and submission.period and submission.period <= period:
            by_unit[submission.unit][submission.period].append(submission)
    result = []
    for unit, periods in sorted(by_unit.items()):
        latest = max(periods)
        if latest != period and not carry:
            continue
        *older, newest = sorted(periods[latest], key=version)
        tables = [submission for submission in older if submission.projects]
        if newest.is_nil and tables:  # one sentence never takes the place of a table unasked
            older = [submission for submission in (*older, newest) if submission is not tables[-1]]
            newest = tables[-1]
        result.append(Chosen(unit, newest, None if latest == period else latest, tuple(older)))
    return tuple(result)


def version(submission: Submission) -> tuple[int, date, str]:
    """Return what orders two files of one unit and period: corrections, arrival, name."""
    marks = len(CORRECTED.findall(submission.file.rpartition("/")[2]))
    return marks, submission.received or date.min, submission.file
