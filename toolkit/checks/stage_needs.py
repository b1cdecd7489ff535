"""Does a project state what its stage demands? Only cells of columns that the table has are asked for."""

from collections.abc import Iterator

from toolkit.model.accounting_year import AccountingYear
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.scheme import Scheme
from toolkit.model.stage_needs import NEEDED, OFF, READING, RETURN, WARN
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, Submission


def lacking(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """Yield an empty cell that a certain stage demands; 0 under 到位资金 is as good as empty, but for older projects.

    A cell that something else is said of is not asked for twice.  The scheme's reading says whether the row goes back.
    """
    chosen = {reading.id: reading.value for reading in scheme.readings}.get(READING, WARN)
    if not scheme.stage_needs or chosen == OFF:
        return
    weight = Severity.ERROR if chosen == RETURN else None
    said = {finding.cell for finding in submission.findings}
    fields = NEEDED | {one.heading: one.field for one in scheme.own_columns}
    year = scheme.accounting.year_of(submission.period) if submission.period else 0
    demanded = {stage: tuple(_demanded(stage, scheme)) for stage in {one.stage for one in submission.projects}}
    for project in submission.projects:
        for stage, heading in demanded[project.stage]:
            field = fields[heading]
            value = getattr(project, field)
            is_paid_in = field == "paid_in_yuan"
            is_stated = bool(value) if is_paid_in else value not in (None, "")
            is_stated = is_stated or (
                is_paid_in and value == 0 and _is_of_former_year(project, year, scheme.accounting)
            )
            if is_stated or not project.columns.get(field):
                continue
            cell = project.cell(field)
            if cell in said or (is_paid_in and project.money is not None):
                continue
            typed = "填的是 0" if is_paid_in and value == 0 else "没有填"
            yield found("stage_lacks", cell, weight, stage=stage, column=heading, typed=typed)


def _is_of_former_year(project: Project, year: int, accounting: AccountingYear) -> bool:
    """Tell whether a project is older than the year whose money is counted: then nothing may have come this year."""
    day = project.signed_on or project.started_on or project.moved_in_on
    return day is not None and accounting.year_of(day) < year


def _demanded(reached: str | None, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Yield the columns that a stage demands, each once, with the stage that asks for it; 终止 demands none."""
    rank, seen = stage_rank(reached), set()
    for need in scheme.stage_needs:
        if 0 < stage_rank(need.stage) <= rank:
            for heading in need.columns:
                if heading not in seen:
                    seen.add(heading)
                    yield need.stage, heading
