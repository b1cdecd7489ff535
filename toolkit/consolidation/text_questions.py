"""What does a doubtful text mean? One question for a text, however many projects have it; the answers put in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.consolidation.amount_questions import joined
from toolkit.consolidation.answer_words import Told, as_told, choices_of, in_office_words, settles
from toolkit.model.cells import CellRef
from toolkit.model.decisions import ANSWERED_BY_PROJECT, EACH, Decision, Question, compared, decision_id, text_id
from toolkit.model.doubts import Doubt, DoubtKind
from toolkit.model.ledger_entry import UNATTRIBUTED, LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.scheme import Scheme

HEADINGS = {
    Question.SOURCE: "投资来源",
    Question.STAGE: "进展情况",
    Question.TRADE: "行业",
    Question.ATTRIBUTION: "行业",
}
KINDS = {
    DoubtKind.SOURCE: Question.SOURCE,
    DoubtKind.STAGE: Question.STAGE,
    DoubtKind.TRADE: Question.TRADE,
    DoubtKind.EMERGING: Question.TRADE,
    DoubtKind.ATTRIBUTION: Question.ATTRIBUTION,
}
NAMED, SHOWN_UNITS = 2, 3


class Asked(Struct, frozen=True):
    """One project's doubts that make one question: what they are about, and under which ids an answer may stand.

    ``text_id`` is '' where the text alone cannot settle it: then the question is the project's own.  ``is_asked`` is
    false for what is certain and may be answered otherwise all the same.
    """

    question: Question
    entry: LedgerEntry
    doubts: tuple[Doubt, ...]
    text: str
    text_id: str
    own_id: str
    is_asked: bool

    @property
    def cell(self) -> CellRef:
        """The cell of the text."""
        return self.doubts[0].cell


def asked_of(entry: LedgerEntry, scheme: Scheme) -> Iterator[Asked]:
    """Yield what a person must say of an entry, a question at a time, and what he may say (a tick; last: 暂不归属)."""
    if not entry.doubts and (entry.target_row != UNATTRIBUTED or not scheme.target_rows):
        return
    kinds: dict[tuple[Question, str, bool], list[Doubt]] = {}
    for doubt in entry.doubts:
        # What the unit ticked counts: nobody is asked, and whoever says another thing is heard.
        kinds.setdefault((KINDS[doubt.kind], doubt.text, not doubt.keeps), []).append(doubt)
    for (question, _, is_asked), doubts in kinds.items():
        yield _asked(question, entry, doubts, is_asked=is_asked)
    if entry.target_row == UNATTRIBUTED and scheme.target_rows:
        # The document has no row for it: nobody is asked, and whoever says another thing is heard.
        keys = (*(row.key for row in scheme.target_rows), UNATTRIBUTED)
        cell = CellRef(entry.file, entry.sheet, entry.row)
        free = Doubt(DoubtKind.ATTRIBUTION, entry.industry or entry.name, keys, "", entry.attributed_by, cell)
        yield _asked(Question.ATTRIBUTION, entry, [free], is_asked=False)


def _asked(question: Question, entry: LedgerEntry, doubts: list[Doubt], *, is_asked: bool) -> Asked:
    text = doubts[0].text
    if compared(text) in ("", compared(entry.name)):
        text = ""
    if question is Question.ATTRIBUTION:
        own_id = attribution_id(entry)
    else:
        origin = entry.known_as
        own_id = decision_id(question, origin.unit, origin.name, doubts[0].text, doubts[0].why if not text else "")
    return Asked(question, entry, tuple(doubts), text, text_id(question, text) if text else "", own_id, is_asked)


def attribution_id(entry: LedgerEntry) -> str:
    """Return the id of the question whose one project is: of the project and of what led nowhere."""
    return decision_id(Question.ATTRIBUTION, entry.known_as.unit, entry.known_as.name, entry.attributed_by)


class Answered:
    """The office's answers as they meet what is asked: a project's own counts before its text's."""

    def __init__(self, answers: Mapping[str, Decision], scheme: Scheme) -> None:
        self._answers, self._scheme = answers, scheme

    def answer(self, id: str) -> Decision | None:
        """Return the answer to a question, if somebody gave one."""
        return self._answers.get(id)

    def id_of(self, asked: Asked) -> str:
        """Return where the answer stands or will stand."""
        own = self._answers.get(asked.own_id)
        if not asked.text_id or (own is not None and as_told(own, self._scheme)):
            return asked.own_id
        return asked.own_id if self.says_each(asked.text_id) else asked.text_id

    def says_each(self, id: str) -> bool:
        """Tell whether somebody said that a text means this here and that there."""
        answer = self._answers.get(id)
        return answer is not None and answer.answer == EACH

    def is_by_project(self, id: str, asked: Asked) -> bool:
        """Tell whether a project's own answer counts where its text's would do."""
        return bool(asked.text_id) and id == asked.own_id and not self.says_each(asked.text_id)

    def settles(self, asked: Asked) -> bool:
        """Tell whether nothing is left to ask."""
        answer = self._answers.get(self.id_of(asked))
        told = as_told(answer, self._scheme) if answer else None
        return told is not None and all(settles(told, doubt) for doubt in asked.doubts)


class TextQuestions:
    """Who puts the office's meanings into entries, and gathers what is asked of them, one question for a text."""

    def __init__(self, scheme: Scheme, answers: Mapping[str, Decision]) -> None:
        self.scheme, self._book = scheme, Answered(answers, scheme)
        self._groups: dict[str, list[Asked]] = {}
        # Whose finding to the unit goes with the doubt.
        self.settled_cells: set[CellRef] = set()

    def settled(self, entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
        """Return the entries with the meanings that a person gave."""
        return [self._settled(entry) for entry in entries]

    def _settled(self, entry: LedgerEntry) -> LedgerEntry:
        current = entry
        for asked in asked_of(entry, self.scheme):
            id = self._book.id_of(asked)
            if not asked.is_asked and not self._book.settles(asked):
                continue
            self._groups.setdefault(id, []).append(asked)
            answer = self._book.answer(id)
            if answer is not None:
                current = _with_answer(current, asked, answer, self.scheme)
                if (asked.question is Question.STAGE or not asked.is_asked) and self._book.settles(asked):
                    self.settled_cells.update(doubt.cell for doubt in asked.doubts)
        return current

    @property
    def questions(self) -> list[Decision]:
        """The questions of all entries so far: open ones and answered ones."""
        groups, book = self._groups, self._book
        # A text that means this here and that there has been answered so, and each of its projects is asked about.
        split: dict[str, list[Asked]] = {}
        for asked in (asked for group in groups.values() for asked in group):
            if asked.text_id and asked.text_id not in groups and book.says_each(asked.text_id):
                split.setdefault(asked.text_id, []).append(asked)
        return [_question(id, group, book, self.scheme) for id, group in {**groups, **split}.items()]


def _with_answer(entry: LedgerEntry, asked: Asked, answer: Decision, scheme: Scheme) -> LedgerEntry:
    told = as_told(answer, scheme)
    done = [doubt for doubt in asked.doubts if settles(told, doubt)] if told else []
    if told is None or not done:
        return entry
    is_text = answer.id == asked.text_id
    how = f"词典 {asked.question}“{asked.text}”＝{answer.answer}" if is_text else f"裁定 {answer.id}"
    left = tuple(doubt for doubt in entry.doubts if doubt not in done)
    return replace(_changed(entry, told, done, how), doubts=left, decision=joined(entry.decision, how))


def _changed(entry: LedgerEntry, told: Told, done: list[Doubt], how: str) -> LedgerEntry:
    """Return the entry with what was told, in the ledger's own words."""
    changes = {}
    for doubt in done:
        changes.update(told.changes(doubt.kind, how))
    return replace(entry, **changes)


def _question(id: str, group: list[Asked], book: Answered, scheme: Scheme) -> Decision:
    """Return the question, answered where the answer settles all that it asks."""
    first, answer = group[0], book.answer(id)
    settled = (id == first.text_id and book.says_each(id)) or all(book.settles(asked) for asked in group)
    is_text = id == first.text_id
    choices = choices_of(first.question, [doubt for asked in group for doubt in asked.doubts], scheme)
    if is_text:
        choices = (*choices, EACH)
    proposals = {in_office_words(asked.doubts, scheme) for asked in group}
    proposal = proposals.pop() if len(proposals) == 1 else ""
    units = list(dict.fromkeys(asked.entry.unit for asked in group))
    return Decision(
        id,
        first.question,
        "、".join(units[:SHOWN_UNITS]) + (f"等{len(units)}个单位" if len(units) > SHOWN_UNITS else ""),
        first.entry.name if len(group) == 1 else "",
        _situation(first, group, choices) + (f"（{ANSWERED_BY_PROJECT}）" if book.is_by_project(id, first) else ""),
        choices,
        answer=answer.answer if answer and settled else "",
        text=first.text if is_text else "",
        proposal=proposal if proposal in choices else "",
    )


def _situation(first: Asked, group: list[Asked], choices: Sequence[str]) -> str:
    """Say what is asked and why, and of how much: 投资来源“国内”：区内／区外境内？7 个项目、3.2 亿元：江口乡“…”等."""
    doubts = [doubt for asked in group for doubt in asked.doubts]
    reasons = [why for why in dict.fromkeys(doubt.why for doubt in doubts) if why.strip("“”") not in ("", first.text)]
    if first.text:
        reasons = [why for why in reasons if "看不出" not in why]  # that is why it is asked
    what = f"{HEADINGS[first.question]}“{first.text}”：" if first.text else ""
    why = f"（{reasons[0]}）" if reasons else ""
    amounts = [asked.entry.investment_yuan for asked in group if asked.entry.investment_yuan is not None]
    size = f"{len(group)} 个项目、{in_yi(sum(amounts))} 亿元"
    names = "、".join(f"{asked.entry.unit}“{asked.entry.name}”" for asked in group[:NAMED])
    place = f"（{first.entry.source_place}）" if len(group) == 1 else "等" if len(group) > NAMED else ""
    return f"{what}{_asks(first.question, doubts, choices)}{why}{size}：{names}{place}"


def _asks(question: Question, doubts: Iterable[Doubt], choices: Sequence[str]) -> str:
    if question is Question.SOURCE:
        return f"{'／'.join(choice for choice in choices if choice != EACH)}？"
    if question is Question.STAGE:
        return "到了哪一步？"
    if question is Question.ATTRIBUTION:
        return "归哪个单位？"
    kinds = {doubt.kind for doubt in doubts}
    asked = (("是不是工业？", DoubtKind.TRADE), ("是不是新兴产业？", DoubtKind.EMERGING))
    return "".join(words for words, kind in asked if kind in kinds)
