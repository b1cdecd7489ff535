"""How does one answer get into the office's books without Excel? Checked against the month's question, then written."""

import difflib
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from toolkit.consolidation.answer_words import FORMER_ANSWERS, told
from toolkit.files import saving
from toolkit.model.decisions import EACH, OF_AN_AMOUNT, Decision, Question, amount_told, compared, yuan
from toolkit.model.errors import ToolkitError
from toolkit.model.money import in_yi
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.shared import EACH_WHOLE, READING, SPLIT, TOGETHER
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.answers import keep_answers, read_answers, with_answer
from toolkit.workflow.steps.workspace import Workspace

SHOWN = 12


class Given(Struct, frozen=True):
    """What somebody answers: the question's id, the answer as typed, who says so and why."""

    id: str
    answer: str
    by: str
    reason: str = ""


class Settled(Struct, frozen=True):
    """The question as answered, the book that keeps the answer, and how many are still open."""

    decision: Decision
    book: str
    still_open: int


def decide(
    workspace: Workspace,
    period: ReportingPeriod,
    as_of: date,
    given: Given,
    progress: tables.Progress = tables.silent,
) -> Settled:
    """Write an answer into 裁定.xlsx or, for a text, into 词典.xlsx; the books as they stood are kept as （上次）.

    Raises ``ToolkitError`` where the month asks no such question, where the answer is none of its choices (the nearest
    is named), and where one of the books is open in Excel: nothing is written then.
    """
    for book in (workspace.decisions, workspace.dictionary):
        saving.refuse_open(book)
    if not given.by.strip():
        raise ToolkitError("没有写裁定人。请在 --by 后面写姓名。")
    result = month.consolidate_workspace(workspace, period, as_of, progress)
    question = _question(result.decisions, given.id)
    answer = _checked(question, given.answer.strip(), result.scheme)
    answered = with_answer(result, question.id, answer, given.by.strip(), as_of.isoformat(), given.reason.strip())
    keep_answers(answered, read_answers(workspace))
    decision = next(one for one in answered.decisions if one.id == question.id)
    still_open = sum(one.is_open for one in answered.decisions)
    book = workspace.dictionary if question.text else workspace.decisions
    return Settled(decision, book.name, still_open)


def _question(asked: Sequence[Decision], id: str) -> Decision:
    by_id = {one.id.upper(): one for one in asked}
    found = by_id.get(id.strip().upper())
    if found is None:
        near = difflib.get_close_matches(id.upper(), by_id, 1)
        hint = f"相近的有 {by_id[near[0]].id}。" if near else ""
        raise ToolkitError(f"没有编号是“{id}”的问题。{hint}有哪些问题：zhaoshang decisions --all")
    return found


def _checked(question: Decision, answer: str, scheme: Scheme) -> str:
    """Return the answer in the words of the choices; amounts as a plain number of 亿元."""
    if question.question in OF_AN_AMOUNT:
        amount = amount_told(answer, question.choices)
        if amount is None:
            offered = f"，或者选：{'、'.join(question.choices)}" if question.choices else ""
            raise ToolkitError(f"{question.id} 要填一个数，单位亿元，例如 2.1{offered}；“{answer}”不是。")
        meant = in_yi(amount) if yuan(answer) is not None else ""
        return meant or next(one for one in question.choices if amount_told(answer, (one,)) is not None)
    if question.question is Question.ATTRIBUTION:
        answer = FORMER_ANSWERS.get(answer, answer)
    known = {compared(choice): choice for choice in question.choices}
    if compared(answer) in known:
        return known[compared(answer)]
    if question.understands(answer):
        return answer  # a share of a project that two units brought together is any per cent
    is_one_of_many = question.question is not Question.COLUMN  # what is said of one heading says nothing of another
    if is_one_of_many and answer != EACH and question.text and told(question.question, answer, scheme) is not None:
        return answer
    near = difflib.get_close_matches(compared(answer), known, 1, cutoff=0.3)
    hint = f"您是不是要写“{known[near[0]]}”？" if near else ""
    if answer.startswith(TOGETHER) and not any(choice.startswith(TOGETHER) for choice in question.choices):
        # To keep one of them is another decision, not another spelling.
        how = f"要记给几个单位的，请先按文件把口径 {READING} 改为 {EACH_WHOLE} 或 {SPLIT}。"
        hint = f"这份规则共同引进的项目只记给一个单位，{how}" if question.question is Question.DUPLICATE else ""
    offered = "、".join(question.choices[:SHOWN]) + ("等" if len(question.choices) > SHOWN else "")
    raise ToolkitError(f"“{answer}”不是 {question.id} 的可选答案，没有记入。{hint}可选：{offered}。")
