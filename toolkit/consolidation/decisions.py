"""Which questions does the month raise, and what follows from those that a person answered?"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from toolkit.consolidation.duplicates import find_duplicates
from toolkit.consolidation.likeness import plain
from toolkit.model.cells import CellRef
from toolkit.model.decisions import EARLIER_ROW, KEEP, LATER_ROW, NOT_DUPLICATE, Decision, Question, decision_id
from toolkit.model.doubts import Doubt, DoubtKind
from toolkit.model.findings import Finding, Severity
from toolkit.model.ledger import UNATTRIBUTED, UNDECIDED_ROW, DuplicatePair, Ledger, LedgerEntry
from toolkit.model.money import YI, in_yi
from toolkit.model.scheme import Scheme, TargetRow
from toolkit.model.submission import Project, Status, Submission

# Where an entry's row stands: file, sheet, row.
Place = tuple[str, str, int]
NOTHING_SETTLED: Mapping[Place, str] = MappingProxyType({})
NO_ANSWERS: Mapping[str, Decision] = MappingProxyType({})
STAY_UNATTRIBUTED = "不归口"


def value_questions(submissions: Iterable[Submission], answers: Mapping[str, Decision] = NO_ANSWERS) -> list[Decision]:
    """Return a question for every project whose 投资总额 could not be read with certainty.

    Where another text of the same project was settled before, the question says so.
    """
    earlier = {
        (old.unit, old.project): old for old in answers.values() if old.question is Question.VALUE and old.answer
    }
    questions = []
    for submission in submissions:
        for project, finding in _doubts(submission):
            id = value_id(submission, project, finding)
            unit, name = submission.unit or "", project.name or f"第{project.ref.row}行"
            before = earlier.get((unit, name))
            changed = (
                "" if before is None or id in answers else f"以前裁定过 {before.answer}，现在的写法不同，请重新裁定。"
            )
            situation = f"{finding.cell}：{finding.message}{changed}"
            questions.append(Decision(id, Question.VALUE, unit, name, situation, ()))
    return questions


def settle_values(submission: Submission, answers: Mapping[str, Decision]) -> Submission:
    """Return the submission with the amounts that a person settled; their findings go with the doubt."""
    settled: dict[int, Project] = {}
    gone: set[Finding] = set()
    for project, finding in _doubts(submission) if answers else ():
        answer = answers.get(value_id(submission, project, finding))
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


def value_id(submission: Submission, project: Project, finding: Finding) -> str:
    """Return the id of the question about an amount: of the project and of the words that stand there.

    The same words a month later are the same question; other words are another.  Words that hold no amount (an error,
    a formula without its value) may hide another one each month.
    """
    words = "".join(unicodedata.normalize("NFKC", _typed(finding) or finding.message).split())
    if finding.kind in ("error_cell", "formula_without_value"):
        words = f"{finding.kind} {submission.period}"
    return decision_id(Question.VALUE, submission.unit or "", plain(project.name), words)


def _typed(finding: Finding) -> str:
    return dict(finding.details).get("typed", "")


def renewed_values(answers: Mapping[str, Decision], submissions: Iterable[Submission]) -> dict[str, Decision]:
    """Return the answers with those that 1.0 kept by project alone under the id of the words they were given for."""
    renewed = dict(answers)
    for submission in submissions if answers else ():
        for project, finding in _doubts(submission):
            old_id = decision_id(Question.VALUE, submission.unit or "", plain(project.name))
            said = f"“{_typed(finding)}”" if _typed(finding) else finding.message
            _renew(renewed, answers.get(old_id), value_id(submission, project, finding), said)
    return renewed


def renewed_rows(answers: Mapping[str, Decision], ledger: Ledger) -> dict[str, Decision]:
    """Return the answers with 1.0's 归口 under the id of what was asked, as it stands in their 情况.

    Until the trades were judged, whatever led nowhere was asked about in the same words: such an answer still holds.
    """
    renewed = dict(answers)
    for entry in ledger.entries if answers else ():
        if entry.target_row in (UNATTRIBUTED, UNDECIDED_ROW):
            nowhere = f"行业“{entry.industry}”没有对应的招商组" if entry.industry else "没有填行业"
            asked = decision_id(Question.ATTRIBUTION, entry.unit, plain(entry.name), nowhere)
            if asked in renewed and asked != attribution_id(entry):
                renewed[attribution_id(entry)] = replace(renewed.pop(asked), id=attribution_id(entry))
            old_id = decision_id(Question.ATTRIBUTION, entry.unit, plain(entry.name))
            _renew(renewed, answers.get(old_id), attribution_id(entry), f"：{entry.attributed_by}")
    return renewed


def _renew(answers: dict[str, Decision], old: Decision | None, id: str, said: str) -> None:
    if old is not None and id not in answers and said in old.situation:
        answers.pop(old.id, None)
        answers[id] = replace(old, id=id)


def attribution_id(entry: LedgerEntry) -> str:
    """Return the id of the question whose project an entry is: of the project and of what led nowhere."""
    return decision_id(Question.ATTRIBUTION, entry.unit, plain(entry.name), entry.attributed_by)


def _yuan(answer: str) -> int | None:
    try:
        yuan = Decimal(answer.strip().removesuffix("亿元").removesuffix("亿")) * YI
    except InvalidOperation:
        return None
    return int(yuan) if yuan >= 0 else None


def settle_ledger(
    ledger: Ledger,
    scheme: Scheme,
    answers: Mapping[str, Decision],
    settled: Mapping[Place, str] = NOTHING_SETTLED,
    asking: bool = True,
) -> tuple[Ledger, tuple[DuplicatePair, ...], list[Decision]]:
    """Return the ledger as decided, the suspected pairs with their answers, and every question it raises.

    Where nobody is ``asking``, pairs are only looked for if an answer speaks of one.
    """
    rows = {row.label: row for row in scheme.target_rows} | {row.key: row for row in scheme.target_rows}
    labels = (*(row.label for row in scheme.target_rows), STAY_UNATTRIBUTED)
    questions: list[Decision] = []
    entries = {entry.serial: entry for entry in ledger.entries}
    for entry in ledger.entries:
        value = settled.get((entry.file, entry.sheet, entry.row))
        noted = replace(entry, decision=f"裁定 {value}") if value else entry
        id = attribution_id(entry)
        # What the document has no row for is not asked about; where somebody gave it one, that holds.
        if entry.target_row == UNDECIDED_ROW or (entry.target_row == UNATTRIBUTED and id in answers):
            situation = f"{entry.source_place}：{entry.attributed_by}"
            questions.append(Decision(id, Question.ATTRIBUTION, entry.unit, entry.name, situation, labels))
            if answer := answers.get(id):
                noted = _as_attributed(noted, rows.get(answer.answer), answer)
        entries[entry.serial] = noted
    decided = Ledger(ledger.period, tuple(entries.values()))
    pairs = []
    looked_for = asking or any(answer.question is Question.DUPLICATE for answer in answers.values())
    for pair in find_duplicates(decided, frozenset(answers)) if looked_for else ():
        answer = answers.get(pair.id)
        questions.append(_duplicate_question(pair))
        pairs.append(replace(pair, answer=answer.answer if answer else ""))
        dropped = _dropped(pair, answer.answer if answer else "")
        if dropped is not None:
            entries[dropped.serial] = replace(dropped, counted="否", decision=f"{pair.id}：{pairs[-1].answer}")
    return Ledger(ledger.period, tuple(entries.values())), tuple(pairs), questions


def _as_attributed(entry: LedgerEntry, row: TargetRow | None, answer: Decision) -> LedgerEntry:
    reason = f"裁定 {answer.id}"
    if row is not None:
        return replace(
            entry,
            target_row=row.key,
            group=row.group,
            lead_unit=row.lead_unit,
            attributed_by=reason,
            doubts=_without_row(entry),
            decision=reason,
        )
    if answer.answer == STAY_UNATTRIBUTED:
        said = f"{reason}：{STAY_UNATTRIBUTED}"
        return replace(entry, target_row=UNATTRIBUTED, attributed_by=said, doubts=_without_row(entry), decision=reason)
    return entry


def _without_row(entry: LedgerEntry) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in entry.doubts if doubt.kind is not DoubtKind.ATTRIBUTION)


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
    """``保留：江口乡``; two entries of one unit are told apart by name, else by which comes first: rows move."""
    if pair.first.unit != pair.second.unit:
        return f"{KEEP}{entry.unit}"
    if pair.first.name != pair.second.name:
        return f"{KEEP}{entry.unit}“{entry.name}”"
    is_earlier = entry.serial == min(pair.first.serial, pair.second.serial)
    return f"{KEEP}{entry.unit}{EARLIER_ROW if is_earlier else LATER_ROW}"


def _dropped(pair: DuplicatePair, answer: str) -> LedgerEntry | None:
    if answer == _keep(pair, pair.first):
        return pair.second
    return pair.first if answer == _keep(pair, pair.second) else None


def _amount(entry: LedgerEntry) -> str:
    return "金额未填" if entry.investment_yuan is None else f"{in_yi(entry.investment_yuan)}亿元"


def understood(question: Decision, answer: str) -> bool:
    """Tell whether an answer can be applied: one of the choices, or a number of 亿元 where there are none."""
    return answer in question.choices if question.choices else _yuan(answer) is not None


def settled_values(before: Iterable[Submission], after: Iterable[Submission]) -> dict[Place, str]:
    """Return where an answer put an amount in, between two states: file, sheet and row → the question's id."""
    return {
        (old.file, project.ref.sheet, project.ref.row): value_id(old, project, finding)
        for old, new in zip(before, after, strict=True)
        if old is not new
        for project, finding in _doubts(old)
        if any(now.ref.row == project.ref.row and now.investment_yuan is not None for now in new.projects)
    }


def merged(questions: Iterable[Decision], kept: Mapping[str, Decision]) -> tuple[Decision, ...]:
    """Return this month's questions with the answers given so far, then the touched ones of other months.

    Open ones stand first; those about duplicates in the order they came in, the likeliest first.
    """
    current = {question.id: question for question in questions}
    result = []
    for id, asked in current.items():
        old, question = kept.get(id), asked
        if old is not None:
            question = replace(question, decided_by=old.decided_by, decided_on=old.decided_on, more=old.more)
        if old is not None and understood(question, old.answer):
            question = replace(question, answer=old.answer)
        elif old is not None and old.answer:
            # An answer nobody understands must not look like one that was applied.
            told = f"上次填的“{old.answer}”看不懂，没有采用，请重填。{question.situation}"
            question = replace(question, situation=told)
        result.append(question)
    result += [old for id, old in kept.items() if id not in current and old.is_touched]
    return tuple(sorted(result, key=_place))


def _place(decision: Decision) -> tuple[bool, str, str, str]:
    if decision.question is Question.DUPLICATE:
        return (not decision.is_open, decision.question, "", "")
    return (not decision.is_open, decision.question, decision.unit, decision.id)
