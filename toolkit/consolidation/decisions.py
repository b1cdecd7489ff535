"""Which questions does the month raise, and what follows from those that a person answered?"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from toolkit.consolidation.amount_questions import Place, joined, renew
from toolkit.consolidation.duplicates import find_duplicates
from toolkit.consolidation.judged_texts import JudgedTexts
from toolkit.consolidation.text_questions import TextQuestions, attribution_id
from toolkit.model.decisions import (
    EARLIER_ROW,
    KEEP,
    LATER_ROW,
    NOT_DUPLICATE,
    OF_A_TEXT,
    Decision,
    Question,
    decision_id,
)
from toolkit.model.ledger import DuplicatePair, Ledger
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW, LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.names import plain
from toolkit.model.origin import Origin
from toolkit.model.scheme import Scheme
from toolkit.model.shared import SharedProject, shared_choices, shares_told

NOTHING_SETTLED: Mapping[Place, str] = MappingProxyType({})


def renewed_rows(answers: Mapping[str, Decision], ledger: Ledger) -> dict[str, Decision]:
    """Return the answers with 1.0's 归口 under the id of what was asked, as it stands in their 情况.

    Until the trades were judged, whatever led nowhere was asked about in the same words: such an answer still holds.
    """
    renewed = dict(answers)
    for entry in ledger.entries if answers else ():
        if entry.target_row in (UNATTRIBUTED, UNDECIDED_ROW):
            origin = entry.known_as
            nowhere = f"行业“{entry.industry}”没有对应的招商组" if entry.industry else "没有填行业"
            asked = decision_id(Question.ATTRIBUTION, origin.unit, origin.name, nowhere)
            if asked in renewed and asked != attribution_id(entry):
                renewed[attribution_id(entry)] = replace(renewed.pop(asked), id=attribution_id(entry))
            old_id = decision_id(Question.ATTRIBUTION, origin.unit, origin.name)
            renew(renewed, answers.get(old_id), attribution_id(entry), f"：{entry.attributed_by}")
    return renewed


def settle_ledger(
    ledger: Ledger,
    texts: TextQuestions,
    answers: Mapping[str, Decision],
    settled: Mapping[Place, str] = NOTHING_SETTLED,
    asking: bool = True,
    judged: JudgedTexts | None = None,
    apart: frozenset[frozenset[Origin]] = frozenset(),
) -> tuple[Ledger, tuple[DuplicatePair, ...], list[Decision]]:
    """Return the ledger as decided, the suspected pairs with their answers, and the questions that these raise.

    ``texts`` puts in what texts mean and keeps its questions.  ``settled`` says, by file, sheet and row, which
    decisions have put an amount in.  Where nobody is ``asking``, pairs are only looked for if an answer speaks of one.
    Of two projects that are ``apart``, a person has said so already, and is not asked again.
    """
    noted = []
    for entry in ledger.entries:
        words = settled.get((entry.file, entry.sheet, entry.row))
        noted.append(replace(entry, decision=joined(entry.decision, words)) if words else entry)
    entries = {entry.serial: entry for entry in texts.settled(noted)}
    decided = Ledger(ledger.period, tuple(entries.values()))
    pairs, questions = [], []
    shared: list[SharedProject] = []
    looked_for = asking or any(answer.question is Question.DUPLICATE for answer in answers.values())
    for pair in find_duplicates(decided, frozenset(answers), judged) if looked_for else ():
        if pair.id not in answers and frozenset((pair.first.known_as, pair.second.known_as)) in apart:
            continue
        answer = _in_present_words(pair, answers[pair.id].answer) if pair.id in answers else ""
        asked = _duplicate_question(pair, texts.scheme)
        questions.append(replace(asked, answer=answer) if asked.understands(answer) else asked)
        pairs.append(replace(pair, answer=answer))
        together = _together(pairs[-1], asked)
        dropped = pair.second if together else _dropped(pair, answer)
        if dropped is not None:
            said = f"{pair.id}：{pairs[-1].answer}" + ("，合计只计一次" if together else "")
            entries[dropped.serial] = replace(dropped, counted="否", decision=joined(dropped.decision, said))
        if together:
            kept = entries[together.kept]
            said = f"{pair.id}：与{pair.second.unit}{pairs[-1].answer}"
            entries[kept.serial] = replace(kept, decision=joined(kept.decision, said))
            shared.append(together)
    standing = tuple(one for one in shared if entries[one.kept].counted == "是")
    return Ledger(ledger.period, tuple(entries.values()), standing), tuple(pairs), questions


def _together(pair: DuplicatePair, asked: Decision) -> SharedProject | None:
    """Return the project as shared where the answer says that both units brought it."""
    units = (pair.first.unit, pair.second.unit)
    shares = shares_told(pair.answer, units, asked.choices)
    rows = (pair.first.target_row, pair.second.target_row)
    return None if shares is None else SharedProject(pair.id, pair.first.serial, units, rows, shares)


def _duplicate_question(pair: DuplicatePair, scheme: Scheme) -> Decision:
    choices = (NOT_DUPLICATE, *(_keep(pair, entry) for entry in (pair.first, pair.second)))
    choices += shared_choices((pair.first.unit, pair.second.unit), scheme)
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


def _in_present_words(pair: DuplicatePair, answer: str) -> str:
    """Return an answer as it is given now: it may name a unit that was merged since, or a name that was changed."""
    both = (pair.first, pair.second)
    if answer in (NOT_DUPLICATE, *(_keep(pair, entry) for entry in both)):
        return answer
    told = plain(answer.removeprefix(KEEP))
    for words in (
        lambda entry: plain(entry.known_as.unit),
        lambda entry: plain(entry.known_as.unit) + entry.known_as.name,
        lambda entry: plain(entry.unit),
    ):
        meant = [entry for entry in both if answer.startswith(KEEP) and words(entry) == told]
        if len(meant) == 1:
            return _keep(pair, meant[0])
    return answer


def _dropped(pair: DuplicatePair, answer: str) -> LedgerEntry | None:
    if answer == _keep(pair, pair.first):
        return pair.second
    return pair.first if answer == _keep(pair, pair.second) else None


def _amount(entry: LedgerEntry) -> str:
    return "金额未填" if entry.investment_yuan is None else f"{in_yi(entry.investment_yuan)}亿元"


def merged(questions: Iterable[Decision], kept: Mapping[str, Decision]) -> tuple[Decision, ...]:
    """Return this month's questions with the answers given so far, then the touched ones of other months.

    What was asked of a form that came back stays until somebody settles it: no month asks it again.
    Open ones stand first; those about duplicates in the order they came in, the likeliest first.
    """
    current = {question.id: question for question in questions}
    result = []
    for id, asked in current.items():
        old = kept.get(id)
        result.append(asked if old is None else _with_old(asked, old))
    # What stands in 词典.xlsx is kept there, and is no question of this month.
    staying = (old for id, old in kept.items() if id not in current and not old.in_dictionary)
    result += [old for old in staying if old.is_touched or old.question is Question.FORM]
    return tuple(sorted(result, key=_place))


def _with_old(question: Decision, old: Decision) -> Decision:
    """Return the question with what was written beside it; an answer nobody understands must not look applied."""
    question = replace(
        question,
        decided_by=old.decided_by,
        decided_on=old.decided_on,
        more=old.more,
        in_dictionary=old.in_dictionary,
    )
    if question.answer or not old.answer:
        return question
    if question.question not in OF_A_TEXT and question.understands(old.answer):
        return replace(question, answer=old.answer)
    if old.in_dictionary:
        told = f"词典.xlsx 写的“{old.answer}”没有答全，请按可选答案重新填。{question.situation}"
        return replace(question, situation=told, in_dictionary=False, decided_by="", decided_on="")
    return replace(question, situation=f"上次填的“{old.answer}”看不懂，没有采用，请重填。{question.situation}")


def _place(decision: Decision) -> tuple[bool, str, str, str]:
    if decision.question is Question.DUPLICATE:
        return (not decision.is_open, decision.question, "", "")
    return (not decision.is_open, decision.question, decision.unit, decision.id)
