"""Which reminders has the unit explained? The office is told them; the unit is not reminded while the value stands."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from toolkit.model.explanations import OPTIONAL, READING, REQUIRED
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.origin import Origin
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project, Status, Submission

# What an explanation was given for: the project, the kind of reminder and all that it says (the values).
Key = tuple[Origin, str, tuple[tuple[str, str], ...]]
Known = Mapping[Key, str]


def explained(submission: Submission, scheme: Scheme, known: Known) -> tuple[Submission, Known]:
    """Return a checked table whose explained reminders are notes with the unit's words, and all that is known now.

    Only reminders (提醒) of a project's row can be explained, no error; an amount that is asked about stays a question.
    Where the rulebook requires a word, a reminder that is compared with an earlier month or another cell and has none
    sends its row back.
    """
    if submission.status not in (Status.ACCEPTED, Status.RETURNED) or submission.table != "statistics":
        return submission, known
    projects = {project.ref.row: project for project in submission.projects}
    told = {(one.sheet, one.row, one.code): one.text for one in submission.explanations}
    if not told and not known and not any(project.explanation for project in submission.projects):
        words: dict[Key, str] = {}
    else:
        words = dict(_words(submission, projects, told))
    now = {**known, **words}
    required = {reading.id: reading.value for reading in scheme.readings}.get(READING, OPTIONAL) == REQUIRED
    if not now and not required:
        return submission, known
    findings = []
    for finding in submission.findings:
        key = _key(submission, projects, finding)
        text = now.get(key, "") if key else ""
        if text:
            findings.append(found("explained", finding.cell, said=finding.problem, words=text, code=finding.code))
        elif key and required and finding.code.startswith("X"):
            findings.append(replace(finding, weight=Severity.ERROR))
        else:
            findings.append(finding)
    returned = any(finding.severity is Severity.ERROR for finding in findings)
    status = Status.RETURNED if returned else Status.ACCEPTED
    return replace(submission, findings=tuple(findings), status=status), now


def _words(
    submission: Submission, projects: Mapping[int, Project], told: Mapping[tuple[str, int, str], str]
) -> Iterator[tuple[Key, str]]:
    """Yield what the unit says now of the reminders that its table still raises."""
    for finding in submission.findings:
        key = _key(submission, projects, finding)
        if key is not None:
            own = told.get((finding.cell.sheet, finding.cell.row, finding.code))
            text = own or projects[finding.cell.row].explanation
            if text:
                yield key, text


def _key(submission: Submission, projects: Mapping[int, Project], finding: Finding) -> Key | None:
    """Return what an explanation of a finding would hang on, ``None`` where there is nothing to explain."""
    project = projects.get(finding.cell.row)
    if project is None or finding.severity is not Severity.WARNING or finding.cell.sheet != project.ref.sheet:
        return None
    is_asked = project.money is not None and finding.kind == project.money.kind
    field = next((name for name, column in project.columns.items() if column == finding.cell.column), "")
    if is_asked or (field.startswith(("paid_in", "investment")) and getattr(project, field) is None):
        return None
    return project.known_as(submission.unit or ""), finding.kind, finding.details
