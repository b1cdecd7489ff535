"""Which columns can only a person place? What it covers, which field it is, in which unit: one question a heading."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from toolkit.model.cells import CellRef
from toolkit.model.column_answers import (
    BY_UNITS,
    NONE_OF_THEM,
    NOT_USED,
    is_understood,
    rival_answers,
    rivals_text,
    unit_text,
    units_of,
)
from toolkit.model.columns import TakenColumn
from toolkit.model.decisions import COLUMN_SPANS, Decision, Question, compared, text_id
from toolkit.model.findings import Finding
from toolkit.model.submission import Submission

SHOWN_UNITS = 3
# What says that a column's numbers have no unit, at its heading or at each of its cells.
UNIT_FINDINGS = ("column_unit_missing", "column_unit_wrong", "unit_unknown")


class ColumnDoubt(Struct, frozen=True):
    """A heading that leaves something open: what it is called in 词典.xlsx, what is asked, and the possible answers."""

    text: str
    cell: CellRef
    asks: str
    choices: tuple[str, ...]
    proposal: str = ""

    @property
    def id(self) -> str:
        """The id of the question, the same for all who write this heading."""
        return text_id(Question.COLUMN, self.text)


def column_doubts(submission: Submission) -> list[ColumnDoubt]:
    """Return what nobody can tell of a table's columns, each once."""
    doubts: dict[str, ColumnDoubt] = {}
    for doubt in _doubts(submission):
        doubts.setdefault(doubt.id, doubt)
    return list(doubts.values())


def _doubts(submission: Submission) -> Iterator[ColumnDoubt]:
    rivals: dict[str, list[Finding]] = {}
    for finding in submission.findings:
        told = dict(finding.details)
        if finding.kind == "column_span_unclear":
            asks = f"列名“{told['typed']}”没有写明从什么时候起累计，没有读取"
            yield ColumnDoubt(told["typed"], finding.cell, asks, (*COLUMN_SPANS, NOT_USED))
        elif finding.kind == "column_asked":
            asks = f"列名“{told['typed']}”是不是“{told['column']}”，没有读取"
            yield ColumnDoubt(told["typed"], finding.cell, asks, (told["column"], NOT_USED), told["column"])
        elif finding.kind == "column_rivals":
            rivals.setdefault(told["column"], []).append(finding)
        elif finding.kind in UNIT_FINDINGS and (column := _column_of(finding, submission)):
            yield _unit_doubt(column, submission)
    for name, found in rivals.items():
        headings = [dict(one.details)["typed"] for one in sorted(found, key=lambda one: one.cell.column)]
        asks = f"{'、'.join(f'“{heading}”' for heading in headings)}哪一列是“{name}”，都没有读取"
        yield ColumnDoubt(rivals_text(headings), found[0].cell, asks, (*rival_answers(headings), NONE_OF_THEM))


def _column_of(finding: Finding, submission: Submission) -> TakenColumn | None:
    """Return the column whose unit a finding misses: the one that it stands in, or that it names."""
    named = dict(finding.details).get("column")
    amounts = [column for column in submission.columns if units_of(column.field)]
    return next((one for one in amounts if (one.means == named if named else one.column == finding.cell.column)), None)


def _unit_doubt(column: TakenColumn, submission: Submission) -> ColumnDoubt:
    cell = CellRef(submission.file, column.sheet, column.row, column.column)
    asks = f"列名“{column.heading}”没有写明{column.means}的单位，只写了数的格没有读取"
    return ColumnDoubt(unit_text(column.heading), cell, asks, (*units_of(column.field), BY_UNITS))


def column_questions(submissions: Iterable[Submission], answers: Mapping[str, Decision]) -> list[Decision]:
    """Return a question for every such heading, whoever wrote it; one left to the units is answered."""
    written: dict[str, list[tuple[Submission, ColumnDoubt]]] = {}
    for submission in submissions:
        for doubt in column_doubts(submission):
            written.setdefault(doubt.id, []).append((submission, doubt))
    questions = []
    for id, tables in written.items():
        units = list(dict.fromkeys(submission.unit or submission.file for submission, _ in tables))
        named = "、".join(units[:SHOWN_UNITS]) + (f"等{len(units)}个单位" if len(units) > SHOWN_UNITS else "")
        projects = sum(len(submission.projects) for submission, _ in tables)
        first = tables[0][1]
        situation = f"{first.asks}。{len(units)} 个单位、{projects} 个项目：{named}"
        choices = tuple(dict.fromkeys(choice for _, doubt in tables for choice in doubt.choices))
        proposals = {doubt.proposal for _, doubt in tables}
        questions.append(
            Decision(
                id,
                Question.COLUMN,
                named,
                "",
                situation,
                choices,
                answer=BY_UNITS if is_left_to_units(id, answers) else "",
                text=first.text,
                proposal=proposals.pop() if len(proposals) == 1 else "",
            )
        )
    return questions


def is_left_to_units(id: str, answers: Mapping[str, Decision]) -> bool:
    """Tell whether the office answered that each unit must say it: then nobody asks, and the unit's finding stays."""
    return id in answers and answers[id].answer == BY_UNITS


def waits_for_unit(finding: Finding, submission: Submission, answers: Mapping[str, Decision]) -> bool:
    """Tell whether a cell's doubt is its column's, which is asked about once, and not the project's own."""
    column = _column_of(finding, submission) if finding.kind in UNIT_FINDINGS else None
    return column is not None and not is_left_to_units(text_id(Question.COLUMN, unit_text(column.heading)), answers)


def told_columns(answers: Mapping[str, Decision]) -> dict[str, str]:
    """Return what the office said of headings: each, as it is compared, with the answer by which it is read."""
    told = (answer for answer in answers.values() if answer.question is Question.COLUMN and answer.text)
    return {compared(one.text): one.answer for one in told if one.answer != BY_UNITS and is_understood(one.answer)}
