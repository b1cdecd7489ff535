"""Does a row's 进展情况 name another day or sum than its own columns? The column counts, and the unit is asked."""

from collections.abc import Iterator, Mapping

from toolkit.intake.tables.statistics import StatisticsTable
from toolkit.intake.values.asides import days_in, is_another, sums_in
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.money import in_yi
from toolkit.model.submission import Project

_WORTH_READING = expression(r"\d|月")


def told_twice(table: StatisticsTable) -> Iterator[Finding]:
    """Yield where the progress note of a project and its date or money columns contradict each other."""
    means = {column.field: column.means for column in table.columns if column.field}
    for project in table.projects:
        if project.progress and _WORTH_READING.search(project.progress):
            yield from _of_project(project, compact(project.progress), means)


def _of_project(project: Project, progress: str, means: Mapping[str, str]) -> Iterator[Finding]:
    for told in days_in(progress):
        day = getattr(project, told.field)
        if day is None or not day.month:
            continue
        if (told.year and told.year != day.year) or told.month != day.month:
            yield _found(project, told.field, told.typed, str(day), means)
    for name, typed, yuan in sums_in(progress):
        value = getattr(project, name)
        if value is not None and is_another(value, yuan):
            yield _found(project, name, typed, f"{in_yi(value)}亿元", means)


def _found(project: Project, name: str, typed: str, value: str, means: Mapping[str, str]) -> Finding:
    column = means.get(name, "")
    return found("progress_and_column_differ", project.cell("progress"), typed=typed, column=column, value=value)
