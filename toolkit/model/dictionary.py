"""Which meanings has the office fixed for a text? The lines of 词典.xlsx; the last one for a text counts."""

from collections.abc import Iterable

from msgspec import Struct

from toolkit.model.decisions import OF_A_TEXT, Decision, Question, text_id

# The columns of 词典.xlsx, in order.
DICTIONARY_COLUMNS = ("种类", "写法", "意思", "裁定人", "日期", "说明")
KINDS = tuple(question.value for question in OF_A_TEXT)


class DictionaryLine(Struct, frozen=True):
    """One line of 词典.xlsx, as written; ``row`` is where it stands, 0 for one that is to be added.

    ``more`` is what a person wrote into columns of his own: (heading, text).
    """

    kind: str
    text: str
    meaning: str
    by: str = ""
    on: str = ""
    note: str = ""
    more: tuple[tuple[str, str], ...] = ()
    row: int = 0

    @property
    def question(self) -> Question | None:
        """Which kind of question the line answers, ``None`` where 种类 names none."""
        return Question(self.kind) if self.kind in KINDS else None

    @property
    def id(self) -> str:
        """The id of the question what the text means; '' where the line answers none."""
        return text_id(self.question, self.text) if self.question and self.text and self.meaning else ""

    @property
    def texts(self) -> dict[str, str]:
        """The line's cells by heading."""
        own = (self.kind, self.text, self.meaning, self.by, self.on, self.note)
        return {**dict(zip(DICTIONARY_COLUMNS, own, strict=True)), **dict(self.more)}

    @property
    def answer(self) -> Decision:
        """The line as the answer to its question; raises ``ValueError`` where 种类 names none."""
        question = Question(self.kind)
        return Decision(
            self.id, question, "", "", "", (), self.meaning, self.by, self.on, text=self.text, in_dictionary=True
        )


def answers_in(lines: Iterable[DictionaryLine]) -> dict[str, Decision]:
    """Return what the lines answer, by the question's id: of several lines for one text the last counts."""
    return {line.id: line.answer for line in lines if line.id}
