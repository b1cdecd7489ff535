"""Which amounts can only a person say? 投资总额 and 到位资金 that could not be read, and their answers."""

from collections.abc import Container, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.consolidation.column_questions import waits_for_unit
from toolkit.model.cells import CellRef
from toolkit.model.decisions import Decision, Question, amount_told, compared, decision_id
from toolkit.model.findings import Finding, Severity
from toolkit.model.money import in_yi
from toolkit.model.money_doubt import MoneyDoubt
from toolkit.model.submission import Project, Status, Submission

# Where an entry's row stands: file, sheet, row.
Place = tuple[str, str, int]
NO_ANSWERS: Mapping[str, Decision] = MappingProxyType({})
# The fields that are asked about, and what their question is called.
ASKED = {
    "investment_yuan": Question.VALUE,
    "paid_in_yuan": Question.PAID_IN,
    "paid_in_month_yuan": Question.PAID_IN,
    "paid_in_total_yuan": Question.PAID_IN,
}
# What stands there could be read, and is not believed.
UNBELIEVED = frozenset(
    {"paid_in_fell", "paid_in_blank", "paid_in_of_month", "paid_in_exceeds_investment", "paid_in_far_above"}
)
# A cell that says nothing is no doubt of the office's, where the row counts without it.
SAYS_NOTHING = frozenset({"missing_required"})


class AmountDoubt(Struct, frozen=True):
    """A project's amount that nobody could read or believe, and the finding that says why.

    ``field`` is one of :data:`ASKED`.
    """

    project: Project
    field: str
    finding: Finding

    @property
    def money(self) -> MoneyDoubt | None:
        """What is known of the doubtful 到位资金: the likely sums, and the one that stands meanwhile."""
        return self.project.money if self.field == "paid_in_yuan" else None

    @property
    def choices(self) -> tuple[str, ...]:
        """The likely answers; any other number of 亿元 answers as well."""
        return self.money.answers if self.money else ()

    def told(self, answer: Decision | None) -> int | None:
        """Return which sum an answer says, ``None`` without one that is understood."""
        return amount_told(answer.answer, self.choices) if answer else None

    @property
    def question(self) -> Question:
        """数值 or 到位资金."""
        return ASKED[self.field]

    @property
    def cell(self) -> CellRef:
        """Where the amount should stand."""
        return self.finding.cell


def amount_doubts(submission: Submission) -> list[AmountDoubt]:
    """Return the amounts that are missing because of what stands in their cell, row by row."""
    found: dict[CellRef, list[Finding]] = {}
    for finding in submission.findings:
        if finding.severity is not Severity.NOTE:
            found.setdefault(finding.cell, []).append(finding)
    return list(_doubts(submission, found)) if found else []


def _doubts(submission: Submission, found: Mapping[CellRef, list[Finding]]) -> Iterator[AmountDoubt]:
    rows = {cell.row for cell in found}
    for project in submission.projects:
        for field in ASKED if project.ref.row in rows else ():
            here = found.get(project.cell(field), ()) if getattr(project, field) is None else ()
            finding = _why(project, field, here)
            if finding is None or not finding.cell.column:
                continue
            is_lost = finding.severity is Severity.ERROR
            if is_lost if field == "investment_yuan" else finding.kind not in SAYS_NOTHING:
                yield AmountDoubt(project, field, finding)


def _why(project: Project, field: str, here: Iterable[Finding]) -> Finding | None:
    """Return the finding of a cell that says why its amount is not there: of several that of the doubt itself."""
    kind = project.money.kind if project.money and field == "paid_in_yuan" else ""
    return min(here, key=lambda one: one.kind != kind, default=None)


def amount_questions(
    submissions: Iterable[Submission],
    answers: Mapping[str, Decision] = NO_ANSWERS,
    dropped: Container[Place] = frozenset(),
) -> list[Decision]:
    """Return a question for every amount that could not be read with certainty.

    Of a row that a decision has taken out (``dropped``) nothing is asked.  Where another text of the same project was
    settled before, the question says so.
    """
    earlier = {(old.question, old.unit, old.project): old for old in answers.values() if old.answer}
    questions = []
    for submission in submissions:
        for doubt in amount_doubts(submission):
            id = amount_id(submission, doubt)
            if id not in answers and waits_for_unit(doubt.finding, submission, answers):
                continue
            if (
                doubt.told(answers.get(id)) is None
                and (submission.file, doubt.project.ref.sheet, doubt.project.ref.row) in dropped
            ):
                continue
            unit, name = submission.unit or "", doubt.project.name or f"第{doubt.project.ref.row}行"
            before = earlier.get((doubt.question, unit, name))
            changed = (
                "" if before is None or id in answers else f"以前裁定过 {before.answer}，现在的写法不同，请重新裁定。"
            )
            situation = f"{doubt.cell}：{doubt.finding.message}{changed}"
            proposal = doubt.money.proposed if doubt.money else ""
            questions.append(Decision(id, doubt.question, unit, name, situation, doubt.choices, proposal=proposal))
    return questions


def settle_amounts(submission: Submission, answers: Mapping[str, Decision], *, standing: bool = True) -> Submission:
    """Return the submission with the amounts that a person settled; their findings go with the doubt.

    Where nobody has answered, the last certain 到位资金 counts meanwhile, unless ``standing`` is false.
    """
    settled: dict[int, dict[str, Any]] = {}
    gone: set[Finding] = set()
    for doubt in amount_doubts(submission) if answers else ():
        amount = doubt.told(answers.get(amount_id(submission, doubt)))
        if amount is not None:
            values = settled.setdefault(doubt.project.ref.row, {})
            values[doubt.field] = amount
            if doubt.money is not None:
                values["money"] = replace(doubt.money, settled=True)
            gone.add(doubt.finding)
    for project in submission.projects if standing else ():
        money = project.money
        if money is not None and money.before is not None and project.paid_in_yuan is None:
            settled.setdefault(project.ref.row, {}).setdefault("paid_in_yuan", money.before)
    if not settled:
        return submission
    projects = tuple(
        replace(one, **settled[one.ref.row]) if one.ref.row in settled else one for one in submission.projects
    )
    if not gone:
        return replace(submission, projects=projects)
    findings = tuple(finding for finding in submission.findings if finding not in gone)
    # Nothing is left to send it back for: a letter that says 退回修改 would name nothing.
    returned = any(finding.severity is Severity.ERROR for finding in findings)
    status = submission.status if returned else Status.ACCEPTED
    return replace(submission, projects=projects, findings=findings, status=status)


def amount_id(submission: Submission, doubt: AmountDoubt) -> str:
    """Return the id of the question about an amount: of the project and of the words that stand there.

    The same words a month later are the same question; other words are another.  Words that hold no amount (an error,
    a formula without its value) may hide another one each month.  A sum that could be read and is not believed is asked
    about together with what it is held against.
    """
    finding = doubt.finding
    # What an empty cell is asked with has stayed the same since 1.0, so that its answers hold.
    words = compared(typed_in(finding) or f"{finding.problem}。请补填。")
    if doubt.money is not None and doubt.money.kind in UNBELIEVED:
        words = doubt.money.about
    if finding.kind in ("error_cell", "formula_without_value"):
        words = f"{finding.kind} {submission.period}"
    which = () if doubt.field in ("investment_yuan", "paid_in_yuan") else (doubt.field,)
    return decision_id(doubt.question, *_known_as(submission, doubt), words, *which)


def _known_as(submission: Submission, doubt: AmountDoubt) -> tuple[str, str]:
    origin = doubt.project.known_as(submission.unit or "")
    return origin.unit, origin.name


def typed_in(finding: Finding) -> str:
    """Return what stands in the cell, '' where the finding does not quote it."""
    return dict(finding.details).get("typed", "")


def renewed_amounts(answers: Mapping[str, Decision], submissions: Iterable[Submission]) -> dict[str, Decision]:
    """Return the answers with those that 1.0 kept by project alone under the id of the words they were given for."""
    renewed = dict(answers)
    for submission in submissions if answers else ():
        for doubt in amount_doubts(submission):
            if doubt.question is Question.VALUE:
                old_id = decision_id(Question.VALUE, *_known_as(submission, doubt))
                typed = typed_in(doubt.finding)
                said = f"“{typed}”" if typed else doubt.finding.problem
                renew(renewed, answers.get(old_id), amount_id(submission, doubt), said)
    return renewed


def renew(answers: dict[str, Decision], old: Decision | None, id: str, said: str) -> None:
    """Put an answer under another id, in place, where its question said just this."""
    if old is not None and id not in answers and said in old.situation:
        answers.pop(old.id, None)
        answers[id] = replace(old, id=id)


def settled_amounts(before: Iterable[Submission], after: Iterable[Submission]) -> dict[Place, str]:
    """Return where answers put an amount in, between two states: file, sheet and row → 「裁定 SZ-1a2b3c4d」."""
    settled: dict[Place, str] = {}
    for old, new in zip(before, after, strict=True):
        if old is new:
            continue
        now = {project.ref.row: project for project in new.projects}
        asked = {(one.project.ref.row, one.field): f"裁定 {amount_id(old, one)}" for one in amount_doubts(old)}
        for project in old.projects:
            row, words = project.ref.row, ""
            for field in ASKED if row in now else ():
                if getattr(now[row], field) is not None and (row, field) in asked:
                    waits = field == "paid_in_yuan" and project.money and not _is_settled(now[row])
                    words = joined(words, _stands(now[row], asked[row, field]) if waits else asked[row, field])
            if not words and project.money and now[row].paid_in_yuan != project.paid_in_yuan:
                words = _stands(now[row], "")
            if words:
                settled[(old.file, project.ref.sheet, row)] = words
    return settled


def _is_settled(project: Project) -> bool:
    return project.money is not None and project.money.settled


def _stands(project: Project, asked: str) -> str:
    """Say that the last certain sum counts meanwhile: 到位资金沿用上月 0.25 亿元（5月.xlsx K3 单元格；待裁定 DW-…）."""
    source = str(project.money.source) if project.money and project.money.source else ""
    why = "；".join(part for part in (source, f"待{asked}" if asked else "") if part)
    return f"到位资金沿用上月 {in_yi(project.paid_in_yuan or 0)} 亿元" + (f"（{why}）" if why else "")


def joined(*words: str) -> str:
    """Return what several decisions say of one entry, for the column 裁定."""
    return "；".join(dict.fromkeys(word for word in words if word))
