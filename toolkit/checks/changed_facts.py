"""Does a table say otherwise than last month what does not change? Where the money is from, and when a step was."""

from collections.abc import Iterator

from toolkit.checks.paid_in import Before
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.known_columns import STATISTICS
from toolkit.model.period import PartialDate
from toolkit.model.submission import Project, Submission

DAYS = ("moved_in_on", "signed_on", "registered_on", "started_on", "produced_on")
_HEADING = {field.name: field.heading for field in STATISTICS}


def changed_facts(submission: Submission, before: Before) -> Iterator[Finding]:
    """Yield where a project's 投资来源 or one of its days is another than it was; this month's counts meanwhile.

    A day that is only told more exactly, and a source that only names the place more nearly, are no change.
    """
    for project in submission.projects:
        earlier = before(project)
        if earlier is None:
            continue
        now, then = project.source, earlier.source
        if now and then and now != then and _is_elsewhere(project, earlier):
            yield _changed(project.cell("source"), project.name, "投资来源", then, now)
        for name in DAYS:
            day, was = getattr(project, name), getattr(earlier, name)
            if day and was and _is_other(day, was):
                yield _changed(project.cell(name), project.name, _HEADING[name], str(was), str(day))


def _is_elsewhere(project: Project, earlier: Project) -> bool:
    now, then = project.reach.possible, earlier.reach.possible
    return bool(now and then) and set(now).isdisjoint(then)


def _changed(cell: CellRef, name: str | None, column: str, before: str, now: str) -> Finding:
    return found("fact_changed", cell, name=name, column=column, before=before, now=now)


def _is_other(day: PartialDate, was: PartialDate) -> bool:
    """Tell whether two days cannot be one; a month is no other day than one within it."""
    return day.latest < was.earliest or was.latest < day.earliest
