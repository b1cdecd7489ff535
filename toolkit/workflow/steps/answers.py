"""What has the office settled so far, and where is it kept? 裁定.xlsx for the month, 词典.xlsx for good."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.consolidation.answer_words import meanings, told
from toolkit.files import saving
from toolkit.intake.office.decisions import read_book
from toolkit.intake.office.dictionary import read_dictionary
from toolkit.model.cells import CellRef
from toolkit.model.decisions import ANSWERED_BY_PROJECT, EACH, OF_A_TEXT, Decision, OwnLine, text_id
from toolkit.model.dictionary import KINDS, DictionaryLine, answers_in
from toolkit.model.findings import Finding, found
from toolkit.model.ledger import Consolidation
from toolkit.model.scheme import Scheme
from toolkit.workflow.steps.workspace import Workspace

LISTED = 8


class Answers(Struct, frozen=True):
    """The office's two books as read: questions by id, lines of texts, and what a person added to either."""

    decisions: Mapping[str, Decision]
    own_decisions: tuple[OwnLine, ...]
    lines: tuple[DictionaryLine, ...]
    own_sheets: tuple[OwnLine, ...]
    workspace: Workspace

    @property
    def scheme(self) -> Scheme:
        """The rules whose words the answers are in."""
        return self.workspace.scheme

    @property
    def by_id(self) -> dict[str, Decision]:
        """Every answer and every touched question; what 词典.xlsx says of a text counts before 裁定.xlsx."""
        return {**self.decisions, **answers_in(line for line in self.lines if self.understood(line))}

    def understood(self, line: DictionaryLine) -> bool:
        """Tell whether a line of 词典.xlsx answers its question."""
        return self._why_not(line) == ""

    def _why_not(self, line: DictionaryLine) -> str:
        if line.question is None:
            return f"种类“{line.kind}”不是工具箱的种类" if line.kind else "没有写种类"
        if not line.text or not line.meaning:
            return "没有写写法" if not line.text else f"“{line.text}”没有写意思"
        is_told = line.meaning == EACH or told(line.question, line.meaning, self.scheme) is not None
        return "" if is_told else f"“{line.text}”的意思“{line.meaning}”看不懂"

    def findings(self) -> Iterator[Finding]:
        """Yield what is to be said of the lines that are not applied."""
        for one in self.own_decisions:
            if one.in_table:
                yield found("own_decision_line", CellRef(self.workspace.decisions.name, one.sheet, one.row))
        last: dict[str, DictionaryLine] = {line.id: line for line in self.lines if self.understood(line)}
        for line in self.lines:
            cell = CellRef(self.workspace.dictionary.name, "词典", line.row)
            if why := self._why_not(line):
                known = meanings(line.question, self.scheme) if line.question else KINDS
                listed = "、".join(known[:LISTED]) + ("等" if len(known) > LISTED else "")
                yield found("dictionary_line_unknown", cell, why=why, choices=listed)
            elif last[line.id] is not line and last[line.id].meaning != line.meaning:
                newer = last[line.id]
                yield found("dictionary_line_overruled", cell, text=line.text, row=newer.row, meaning=newer.meaning)
        for old in self.against_dictionary():
            said = {"text": old.text, "meaning": last[old.id].meaning, "answer": old.answer}
            yield found("answer_against_dictionary", CellRef(self.workspace.decisions.name), **said)

    def against_dictionary(self) -> list[Decision]:
        """Return the lines of 裁定.xlsx whose answer is another than that of 词典.xlsx."""
        fixed = answers_in(line for line in self.lines if self.understood(line))
        return [old for id, old in self.decisions.items() if id in fixed and old.answer not in ("", fixed[id].answer)]


def read_answers(workspace: Workspace) -> Answers:
    """Return what stands in a workspace's two books; raises ``ToolkitError`` where one of them is another workbook."""
    decisions, own = read_book(workspace.decisions)
    lines, sheets = read_dictionary(workspace.dictionary)
    return Answers(decisions, own, lines, sheets, workspace)


def told_of(workspace: Workspace, decisions: Sequence[Decision]) -> Iterator[Finding]:
    """Yield the note that answers of 1.0, given project by project, still count."""
    count = sum(ANSWERED_BY_PROJECT in one.situation and not one.is_open for one in decisions)
    if count:
        yield found("answers_by_project", CellRef(workspace.decisions.name), count=count)


def keep_answers(result: Consolidation, answers: Answers) -> Path | None:
    """Write 裁定.xlsx anew and add to 词典.xlsx what was answered for a text; return where 裁定.xlsx went.

    Open questions stand first, answers and a person's own lines are kept, what stood there before stays as
    裁定（上次）.xlsx.  While 词典.xlsx is open in Excel its new lines wait in 裁定.xlsx, where they count as well.
    Returns ``None`` where there is nothing to ask and never was.
    """
    from toolkit.workbooks.books.decision_workbook import write_decisions

    over = [one for one in result.decisions if _goes_over(one, answers.scheme)]
    listed = _listed(result, answers, over if _remember(over, answers, result.as_of) else [])
    path = answers.workspace.decisions
    if not listed and not path.exists():
        return None
    return write_decisions(listed, path, result.as_of, previous_of(path), answers.own_decisions)


def _listed(result: Consolidation, answers: Answers, over: Sequence[Decision]) -> list[Decision]:
    """Return the lines of 裁定.xlsx in their order, when those ``over`` stand in 词典.xlsx."""
    gone = {one.id for one in over}
    staying = [one for one in result.decisions if one.id not in gone and not (one.in_dictionary and one.answer)]
    return [*staying, *answers.against_dictionary()]


def answer_places(result: Consolidation, answers: Answers) -> dict[str, tuple[str, int]]:
    """Return book and row of each answer as :func:`keep_answers` is going to write them; see :class:`Library`."""
    from toolkit.workbooks.books.shared_book import FIRST_ROW

    over = [one for one in result.decisions if _goes_over(one, answers.scheme)]
    lines = [*answers.lines, *map(_as_line, over)]
    texts = {
        f"{one.kind}“{one.text}”": (answers.workspace.dictionary.name, row) for row, one in enumerate(lines, FIRST_ROW)
    }
    questions = enumerate(_listed(result, answers, over), FIRST_ROW)
    return texts | {one.id: (answers.workspace.decisions.name, row) for row, one in questions}


def previous_of(path: Path) -> Path:
    """Return under which name the book is kept as it stood before: 裁定（上次）.xlsx."""
    return path.with_stem(f"{path.stem}（上次）")


def _goes_over(one: Decision, scheme: Scheme) -> bool:
    """Tell whether an answer is one for a text, which 词典.xlsx keeps from now on."""
    if one.question not in OF_A_TEXT or not one.text or one.in_dictionary or not one.answer:
        return False
    is_told = one.answer == EACH or told(one.question, one.answer, scheme) is not None
    return is_told and one.id == text_id(one.question, one.text)


def _remember(answered: Sequence[Decision], answers: Answers, as_of: date) -> bool:
    """Add lines to 词典.xlsx; return whether they stand there now."""
    fixed = answers_in(line for line in answers.lines if answers.understood(line))
    answered = [one for one in answered if one.id not in fixed or fixed[one.id].answer != one.answer]
    if not answered:
        return True
    try:
        write_dictionary([*answers.lines, *map(_as_line, answered)], answers, as_of)
    except saving.OpenElsewhereError:
        return False
    return True


def _as_line(decision: Decision) -> DictionaryLine:
    remarks = "；".join(f"{heading}：{text}" for heading, text in decision.more)
    note = "；".join(part for part in (decision.situation, remarks) if part)
    answer = (decision.answer, decision.decided_by, decision.decided_on)
    return DictionaryLine(decision.question.value, decision.text, *answer, note)


def write_dictionary(lines: Sequence[DictionaryLine], answers: Answers, as_of: date) -> None:
    """Write 词典.xlsx, the old one kept as 词典（上次）.xlsx; raises ``OpenElsewhereError`` while it is open."""
    from toolkit.workbooks.books.dictionary_workbook import drawn_dictionary

    path = answers.workspace.dictionary
    known = {question.value: meanings(question, answers.scheme) for question in OF_A_TEXT}
    content = drawn_dictionary(lines, known, as_of, answers.own_sheets)
    if path.exists():
        saving.refuse_open(path)
        saving.copy(path, previous_of(path))
    saving.replace(content, path)


def with_answer(result: Consolidation, id: str, answer: str, by: str, on: str, reason: str) -> Consolidation:
    """Return the result with a question answered: who, when, why."""
    more = (("理由", reason),) if reason else ()
    decided = [
        replace(one, answer=answer, decided_by=by, decided_on=on, more=(*_others(one), *more), in_dictionary=False)
        if one.id == id
        else one
        for one in result.decisions
    ]
    return replace(result, decisions=tuple(decided))


def _others(decision: Decision) -> list[tuple[str, str]]:
    return [(heading, text) for heading, text in decision.more if heading != "理由"]
