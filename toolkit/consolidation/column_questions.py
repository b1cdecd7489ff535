"""Which columns can only a person place? 「累计到位资金」 is of this year or since the start: one question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.model.decisions import COLUMN_SPANS, Decision, Question, compared, text_id
from toolkit.model.findings import Finding
from toolkit.model.submission import Submission

SHOWN_UNITS = 3


@dataclass(frozen=True, slots=True)
class ColumnDoubt:
    """A heading that leaves open what its figures cover, and the finding on it."""

    heading: str
    finding: Finding

    @property
    def id(self) -> str:
        """The id of the question, the same for all who write this heading."""
        return text_id(Question.COLUMN, self.heading)


def column_doubts(submission: Submission) -> list[ColumnDoubt]:
    """Return the headings of a table that nobody can place."""
    found = (finding for finding in submission.findings if finding.kind == "column_span_unclear")
    return [ColumnDoubt(dict(finding.details)["typed"], finding) for finding in found]


def column_questions(submissions: Iterable[Submission]) -> list[Decision]:
    """Return a question for every such heading, whoever wrote it."""
    written: dict[str, list[tuple[Submission, ColumnDoubt]]] = {}
    for submission in submissions:
        for doubt in column_doubts(submission):
            written.setdefault(doubt.id, []).append((submission, doubt))
    questions = []
    for id, tables in written.items():
        units = list(dict.fromkeys(submission.unit or submission.file for submission, _ in tables))
        named = "、".join(units[:SHOWN_UNITS]) + (f"等{len(units)}个单位" if len(units) > SHOWN_UNITS else "")
        projects = sum(len(submission.projects) for submission, _ in tables)
        heading = tables[0][1].heading
        situation = (
            f"列名“{heading}”没有写明从什么时候起累计，没有读取。{len(units)} 个单位、{projects} 个项目：{named}"
        )
        questions.append(Decision(id, Question.COLUMN, named, "", situation, tuple(COLUMN_SPANS), text=heading))
    return questions


def told_columns(answers: Mapping[str, Decision]) -> dict[str, str]:
    """Return what the office said of headings: each, as it is compared, with the words that place it."""
    told = (answer for answer in answers.values() if answer.question is Question.COLUMN and answer.text)
    return {compared(one.text): COLUMN_SPANS[one.answer] for one in told if one.answer in COLUMN_SPANS}
