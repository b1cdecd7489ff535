"""How do the office's corrections get into a year's tables? From their month on, while the unit reports the same."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.consolidation.amount_questions import joined
from toolkit.consolidation.choose import choose
from toolkit.intake.office.corrections import corrections_in
from toolkit.intake.tables.corrected import changes_of, in_words
from toolkit.model.cells import CellRef
from toolkit.model.corrections import (
    AS_REPORTED,
    CORRECTION_SHEET,
    STILL_CORRECTED,
    Applied,
    Corrected,
    Correction,
    CorrectionLine,
    Place,
)
from toolkit.model.decisions import Decision, Question, decision_id
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.names import plain
from toolkit.model.origin import Origin
from toolkit.model.period import ReportingPeriod
from toolkit.model.register_book import RegisterBook
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, Submission
from toolkit.workflow.steps.workspace import Workspace

# Sums that grow: a larger one is the next month's, and no doubt of the correction.
GROWING = ("paid_in_yuan", "paid_in_total_yuan", "fdi_usd")
# The month's own sum is another one each month.  A smaller 到位资金 is asked about where sums are checked.
ENDS_WITH_ITS_VALUE = ("paid_in_month_yuan", "paid_in_yuan")
STAGE_FINDINGS = ("stage_unclear", "stage_doubtful", "stage_and_date_differ")


class _Thread(Struct):
    """A correction while the months are read.

    ``was`` holds what the unit reported when it was corrected, in words, and ``before`` what it reported last before;
    ``row`` is the newest row of the project, ``is_over`` true once the unit's own value counts again.
    """

    correction: Correction
    was: set[str] = field(default_factory=set)
    before: str | None = None
    origin: Origin | None = None
    row: tuple[ReportingPeriod, Submission, Project] | None = None
    is_over: bool = False

    def stands_for(self, reported: str, period: ReportingPeriod) -> bool:
        """Tell whether the unit reports what was corrected; an empty cell says nothing else."""
        one = self.correction
        if not self.was and one.was is not None:
            self.was = {one.was}
        elif not self.was:
            self.was = {reported} if period == one.since or self.before is None else {self.before}
        return not reported or reported in self.was


class _Row(Struct, frozen=True):
    """A project's row in one table of a month; ``counts`` where the table is the unit's that counts."""

    period: ReportingPeriod
    submission: Submission
    project: Project
    counts: bool


class Corrector:
    """Who puts the corrections in, month after month in their order, and remembers what the units reported."""

    def __init__(self, corrections: Iterable[Correction], answers: Mapping[str, Decision], book: str) -> None:
        # Of two corrections of one value the later month counts, then the later line.
        self._threads = [_Thread(one) for one in sorted(corrections, key=lambda one: (one.since, one.line.row))]
        self._answers, self._book = answers, book
        self._names: dict[str, list[str]] = {}
        self._applied: dict[tuple[str, int, str], Applied] = {}
        self._questions: dict[str, Decision] = {}

    def put_in(self, period: ReportingPeriod, submissions: Sequence[Submission]) -> tuple[Submission, ...]:
        """Return a month's tables, as read, with the corrections that hold then."""
        self._applied, self._questions = {}, {}
        if not self._threads:
            return tuple(submissions)
        counted = {id(one.submission) for one in choose(submissions, period, carry=False)}
        self._names = {
            **self._names,
            **{one.unit or "": [row.name or "" for row in one.projects] for one in submissions if id(one) in counted},
        }
        return tuple(self._corrected(one, period, counts=id(one) in counted) for one in submissions)

    def _corrected(self, submission: Submission, period: ReportingPeriod, *, counts: bool) -> Submission:
        changes: dict[int, dict[str, Any]] = {}
        gone: set[CellRef] = set()
        added: list[Finding] = []
        for thread in self._threads:
            project = next((one for one in submission.projects if _is_meant(thread, one, submission)), None)
            if project is None:
                continue
            if counts:
                thread.row = period, submission, project
                thread.origin = project.known_as(submission.unit or "")
            if not self._holds(thread, _Row(period, submission, project, counts), added):
                continue
            one = thread.correction
            cell = project.cell(one.field)
            applied = Applied(one, submission.unit or "", project.name or "", cell, _reported(project, one, submission))
            if counts:
                self._applied[submission.file, project.ref.row, one.field] = applied
            changes.setdefault(project.ref.row, {}).update(changes_of(project, one.field, one.value, period))
            gone.add(cell)
            added.append(_told(applied))
        if not changes:
            return replace(submission, findings=(*submission.findings, *added)) if added else submission
        projects = tuple(
            one.changed(changes[one.ref.row]) if one.ref.row in changes else one for one in submission.projects
        )
        findings = [one for one in submission.findings if not _is_settled(one, gone, changes)]
        return replace(submission, projects=projects, findings=(*findings, *added))

    def _holds(self, thread: _Thread, at: _Row, added: list[Finding]) -> bool:
        """Tell whether a correction is to be put into a row; ask where the unit reports a third value."""
        one = thread.correction
        reported = _reported(at.project, one, at.submission)
        if at.period < one.since:
            if at.counts:
                thread.before = reported
            return False
        if thread.is_over or thread.stands_for(reported, at.period):
            return not thread.is_over
        value = getattr(at.project, one.field)
        is_over = value == one.value or _follows(one, at.project) or self._says_as_reported(thread, at, reported)
        if is_over and at.counts:
            thread.is_over = True
            if value != one.value:
                told = {"project": at.project.name, "column": one.heading, "typed": reported, "value": one.line.value}
                added.append(found("correction_over", at.project.cell(one.field), since=at.period.label, **told))
        return not is_over

    def _says_as_reported(self, thread: _Thread, at: _Row, reported: str) -> bool:
        """Ask whether a correction still holds; tell whether somebody answered that it does not."""
        question = _question(thread, at.project, at.submission, reported)
        answer = self._answers.get(question.id)
        told = answer.answer if answer else ""
        if at.counts:
            self._questions[question.id] = question
        if told.startswith(STILL_CORRECTED):
            thread.was.add(reported)
        return told.startswith(AS_REPORTED)

    def corrected(self, period: ReportingPeriod) -> Corrected:
        """Return what corrections did in the month that was read last."""
        applied = list(self._applied.values())
        late: dict[Place, tuple[ReportingPeriod, dict[str, Any]]] = {}
        findings = []
        for thread in self._threads:
            one = thread.correction
            if thread.row is None:
                if one.since <= period:
                    findings.append(self._not_found(one))
                continue
            month, submission, project = thread.row
            place = (submission.file, project.ref.sheet, project.ref.row)
            known = (submission.file, project.ref.row, one.field)
            if thread.is_over or one.since > period or known in self._applied:
                continue
            if month < one.since:
                since, fields = late.get(place, (one.since, {}))
                late[place] = since, {**fields, **changes_of(project, one.field, one.value, one.since)}
            if month < period:
                was = _reported(project, one, submission)
                cell = project.cell(one.field)
                applied.append(Applied(one, submission.unit or "", project.name or "", cell, was))
        notes: dict[Place, str] = {}
        for at_work in applied:
            place = (at_work.cell.file, at_work.cell.sheet, at_work.cell.row)
            notes[place] = joined(notes.get(place, ""), at_work.words)
        return Corrected(tuple(applied), tuple(self._questions.values()), tuple(findings), notes, late)

    def _not_found(self, one: Correction) -> Finding:
        names = [name for unit, some in self._names.items() if one.unit in ("", unit) for name in some]
        near = difflib.get_close_matches(one.project, names, 1, 0.4)
        offered = f"，相近的有“{near[0]}”" if near else ""
        cell = CellRef(self._book, CORRECTION_SHEET, one.line.row)
        return found("correction_without_project", cell, unit=one.unit, project=one.project, near=offered)


def corrector_of(
    workspace: Workspace,
    book: RegisterBook,
    answers: Mapping[str, Decision],
    added: Sequence[CorrectionLine] = (),
) -> tuple[Corrector, tuple[Finding, ...]]:
    """Return who puts the office's corrections in, and what is to be said of lines that are not understood.

    ``added`` are lines that are to be written: what would they do?
    """
    name = workspace.register_book.name
    corrections, findings = corrections_in([*book.corrections, *added], workspace.scheme, name)
    return Corrector(corrections, answers, name), findings


def _is_meant(thread: _Thread, project: Project, submission: Submission) -> bool:
    one, unit = thread.correction, submission.unit or ""
    origin = project.known_as(unit)
    if thread.origin is not None and origin == thread.origin:
        return True
    if project.number is not None and one.project.strip().upper() == project.number.upper():
        return True
    is_named = bool(plain(one.project)) and plain(one.project) in (plain(project.name), origin.name)
    return is_named and one.unit in ("", unit, origin.unit)


def _reported(project: Project, one: Correction, submission: Submission) -> str:
    """Return what the unit reports, as a correction would write it; what was typed where it could not be read."""
    value = getattr(project, one.field)
    if value is not None:
        return in_words(one.field, value)
    cell = project.cell(one.field)
    quoted = (dict(finding.details).get("typed", "") for finding in submission.findings if finding.cell == cell)
    return next(quoted, "") if cell.column else ""


def _follows(one: Correction, project: Project) -> bool:
    """Tell whether a third value follows from the course of things, so that nobody need be asked."""
    value = getattr(project, one.field)
    if one.field in ENDS_WITH_ITS_VALUE:
        return True
    if one.field in GROWING:
        return isinstance(value, int) and isinstance(one.value, int) and value >= one.value
    if one.field == "progress":
        corrected = changes_of(project, one.field, one.value, one.since)["stage"]
        return project.stage is not None and stage_rank(project.stage) >= stage_rank(corrected) > 0
    return False


def _question(thread: _Thread, project: Project, submission: Submission, reported: str) -> Decision:
    one, origin = thread.correction, thread.origin or project.known_as(submission.unit or "")
    corrected = in_words(one.field, one.value)
    id = decision_id(Question.CORRECTION, origin.unit, origin.name, one.field, corrected, reported)
    why = f"（{one.line.reason}）" if one.line.reason else ""
    situation = (
        f"{project.cell(one.field)}：{one.heading}从{one.since.label}起更正为 {corrected}{why}，单位现在报 {reported}。"
        "更正还有效吗？未答前按更正计入。"
    )
    choices = (f"{AS_REPORTED}：{reported}", f"{STILL_CORRECTED}：{corrected}")
    return Decision(id, Question.CORRECTION, submission.unit or "", project.name or "", situation, choices)


def _told(applied: Applied) -> Finding:
    one = applied.correction
    why = "，".join(part for part in (one.line.reason, one.who) if part) or "未写理由"
    details = {"typed": applied.was or "空", "since": one.since.label, "value": one.line.value, "why": why}
    return found("corrected_by_office", applied.cell, column=one.heading, **details)


def _is_settled(finding: Finding, gone: set[CellRef], changes: Mapping[int, Mapping[str, Any]]) -> bool:
    """Tell whether a finding is about a value that has been corrected, or about the stage that follows from it."""
    if finding.severity is not Severity.NOTE and finding.cell in gone:
        return True
    if finding.kind == "ticked_otherwise":
        return finding.cell in gone or "industry" in changes.get(finding.cell.row, {})
    return finding.kind in STAGE_FINDINGS and "stage" in changes.get(finding.cell.row, {})
