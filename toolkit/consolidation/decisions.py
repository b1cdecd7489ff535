"""Which questions does the month raise, and what follows from those that a person answered?"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from toolkit.consolidation.duplicates import find_duplicates
from toolkit.consolidation.likeness import plain
from toolkit.model.cells import CellRef
from toolkit.model.decisions import KEEP, NOT_DUPLICATE, Decision, Question, decision_id
from toolkit.model.findings import Finding, Severity
from toolkit.model.ledger import UNATTRIBUTED, DuplicatePair, Ledger, LedgerEntry
from toolkit.model.money import YI, in_yi
from toolkit.model.scheme import Scheme, TargetRow
from toolkit.model.submission import Project, Status, Submission

STAY_UNATTRIBUTED = "不归口"


def value_questions(submissions: Iterable[Submission]) -> list[Decision]:
    """Return a question for every project whose 投资总额 could not be read with certainty."""
    questions = []
    for submission in submissions:
        for project, finding in _doubts(submission):
            id = _value_id(submission, project)
            unit, name = submission.unit or "", project.name or f"第{project.ref.row}行"
            questions.append(Decision(id, Question.VALUE, unit, name, f"{finding.cell}：{finding.message}", ()))
    return questions


def settle_values(submission: Submission, answers: Mapping[str, Decision]) -> Submission:
    """Return the submission with the amounts that a person settled; their findings go with the doubt."""
    settled: dict[int, Project] = {}
    gone: set[Finding] = set()
    for project, finding in _doubts(submission) if answers else ():
        answer = answers.get(_value_id(submission, project))
        yuan = _yuan(answer.answer) if answer else None
        if yuan is not None:
            settled[project.ref.row] = replace(project, investment_yuan=yuan)
            gone.add(finding)
    if not settled:
        return submission
    projects = tuple(settled.get(project.ref.row, project) for project in submission.projects)
    findings = tuple(finding for finding in submission.findings if finding not in gone)
    # Nothing is left to send it back for: a letter that says 退回修改 would name nothing.
    returned = any(finding.severity is Severity.ERROR for finding in findings)
    status = submission.status if returned else Status.ACCEPTED
    return replace(submission, projects=projects, findings=findings, status=status)


def _doubts(submission: Submission) -> list[tuple[Project, Finding]]:
    """Return the projects without an amount, each with the first error on the cell where it should stand."""
    unread = [project for project in submission.projects if project.investment_yuan is None]
    errors: dict[CellRef, Finding] = {}
    for finding in submission.findings if unread else ():
        if finding.severity is Severity.ERROR:
            errors.setdefault(finding.cell, finding)
    cells = ((project, project.cell("investment_yuan")) for project in unread)
    return [(project, errors[cell]) for project, cell in cells if cell.column and cell in errors]


def _value_id(submission: Submission, project: Project) -> str:
    return decision_id(Question.VALUE, submission.unit or "", plain(project.name))


def _yuan(answer: str) -> int | None:
    try:
        yuan = Decimal(answer.strip().removesuffix("亿元").removesuffix("亿")) * YI
    except InvalidOperation:
        return None
    return int(yuan) if yuan >= 0 else None


def settle_ledger(
    ledger: Ledger, scheme: Scheme, answers: Mapping[str, Decision], settled: frozenset[str] = frozenset()
) -> tuple[Ledger, tuple[DuplicatePair, ...], list[Decision]]:
    """Return the ledger as decided, the suspected pairs with their answers, and every question it raises."""
    rows = {row.label: row for row in scheme.target_rows} | {row.key: row for row in scheme.target_rows}
    labels = (*(row.label for row in scheme.target_rows), STAY_UNATTRIBUTED)
    questions: list[Decision] = []
    entries = {entry.serial: entry for entry in ledger.entries}
    for entry in ledger.entries:
        unattributed = entry.target_row == UNATTRIBUTED
        if not (answers or unattributed):
            continue
        id = decision_id(Question.ATTRIBUTION, entry.unit, plain(entry.name))
        answer = answers.get(id)
        if scheme.target_rows and (unattributed or answer):
            situation = f"{entry.source_place}：{entry.attributed_by}"
            questions.append(Decision(id, Question.ATTRIBUTION, entry.unit, entry.name, situation, labels))
        row = rows.get(answer.answer) if answer else None
        value = decision_id(Question.VALUE, entry.unit, plain(entry.name)) if settled else ""
        noted = replace(entry, decision=f"裁定 {value}") if value in settled else entry
        if row:
            noted = _attributed(noted, row, id)
        elif answer and answer.answer == STAY_UNATTRIBUTED:
            noted = replace(noted, attributed_by=f"裁定 {id}：{STAY_UNATTRIBUTED}", decision=f"裁定 {id}")
        entries[entry.serial] = noted
    decided = Ledger(ledger.period, tuple(entries.values()))
    pairs = []
    for pair in find_duplicates(decided, frozenset(answers)):
        answer = answers.get(pair.id)
        questions.append(_duplicate_question(pair))
        pairs.append(replace(pair, answer=answer.answer if answer else ""))
        dropped = _dropped(pair, answer.answer if answer else "")
        if dropped is not None:
            entries[dropped.serial] = replace(dropped, counted="否", decision=f"{pair.id}：{pairs[-1].answer}")
    return Ledger(ledger.period, tuple(entries.values())), tuple(pairs), questions


def _attributed(entry: LedgerEntry, row: TargetRow, id: str) -> LedgerEntry:
    reason = f"裁定 {id}"
    return replace(
        entry, target_row=row.key, group=row.group, lead_unit=row.lead_unit, attributed_by=reason, decision=reason
    )


def _duplicate_question(pair: DuplicatePair) -> Decision:
    choices = (NOT_DUPLICATE, *(_keep(pair, entry) for entry in (pair.first, pair.second)))
    both = "；".join(
        f"{entry.unit}“{entry.name}”（{entry.investor or '项目方未填'}，{_amount(entry)}，"
        f"{entry.phone or '电话未填'}，{entry.source_place}）"
        for entry in (pair.first, pair.second)
    )
    units = "、".join(dict.fromkeys((pair.first.unit, pair.second.unit)))
    situation = f"{pair.level}（{pair.points}分）：{pair.reason}。{both}"
    return Decision(pair.id, Question.DUPLICATE, units, pair.first.name, situation, choices)


def _keep(pair: DuplicatePair, entry: LedgerEntry) -> str:
    """``保留：江口乡``; two entries of one unit are told apart by their row."""
    same_unit = pair.first.unit == pair.second.unit
    return f"{KEEP}{entry.unit}第{entry.row}行" if same_unit else f"{KEEP}{entry.unit}"


def _dropped(pair: DuplicatePair, answer: str) -> LedgerEntry | None:
    if answer == _keep(pair, pair.first):
        return pair.second
    return pair.first if answer == _keep(pair, pair.second) else None


def _amount(entry: LedgerEntry) -> str:
    return "金额未填" if entry.investment_yuan is None else f"{in_yi(entry.investment_yuan)}亿元"


def understood(question: Decision, answer: str) -> bool:
    """Tell whether an answer can be applied: one of the choices, or a number of 亿元 where there are none."""
    return answer in question.choices if question.choices else _yuan(answer) is not None


def settled_values(before: Iterable[Submission], after: Iterable[Submission]) -> frozenset[str]:
    """Return the ids of the 数值 questions whose answers changed a project between two states."""
    return frozenset(
        _value_id(old, project)
        for old, new in zip(before, after, strict=True)
        if old is not new
        for project, now in zip(old.projects, new.projects, strict=True)
        if project.investment_yuan != now.investment_yuan
    )


def merged(questions: Iterable[Decision], kept: Mapping[str, Decision]) -> tuple[Decision, ...]:
    """Return this month's questions with the answers given so far, then the answered ones of other months.

    Open ones stand first; those about duplicates in the order they came in, the likeliest first.
    """
    current = {question.id: question for question in questions}
    result = []
    for id, asked in current.items():
        old, question = kept.get(id), asked
        if old is not None and understood(question, old.answer):
            question = replace(question, answer=old.answer, decided_by=old.decided_by, decided_on=old.decided_on)
        elif old is not None and old.answer:
            # An answer nobody understands must not look like one that was applied.
            told = f"上次填的“{old.answer}”看不懂，没有采用，请重填。{question.situation}"
            question = replace(question, situation=told)
        result.append(question)
    result += [old for id, old in kept.items() if id not in current and not old.is_open]
    return tuple(sorted(result, key=_place))


def _place(decision: Decision) -> tuple[bool, str, str, str]:
    if decision.question is Question.DUPLICATE:
        return (not decision.is_open, decision.question, "", "")
    return (not decision.is_open, decision.question, decision.unit, decision.id)
