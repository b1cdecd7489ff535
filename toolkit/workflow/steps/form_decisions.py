"""How do doubts about forms that came back get onto the office's decision sheet, and its answers into the reading?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from toolkit.intake.office.decisions import read_book
from toolkit.model.decisions import Decision, OwnLine, Question
from toolkit.model.findings import Finding
from toolkit.model.form_questions import is_of, question_of
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import Trip
from toolkit.workflow.steps.answers import previous_of


class FormDecisions(Struct, frozen=True):
    """裁定.xlsx as it stood before forms were read; ``path`` is ``None`` where a reading keeps no questions."""

    path: Path | None
    lines: Mapping[str, Decision]
    own: tuple[OwnLine, ...]

    @property
    def answers(self) -> Mapping[str, str]:
        """What was answered of forms, by the question's id."""
        return {id: one.answer for id, one in self.lines.items() if one.question is Question.FORM and one.answer}

    def open_of(
        self, asked: Iterable[tuple[ReturnedForm, Finding]], trips: Mapping[str, Trip]
    ) -> tuple[dict[str, Decision], set[Finding]]:
        """Return the questions that nobody answered yet, by id, and the findings that somebody settled."""
        questions: dict[str, Decision] = {}
        settled: set[Finding] = set()
        for form, finding in asked:
            question = question_of(form, trips[form.id], finding) if form.id in trips else None
            if question is None:
                continue
            answer = self.answers.get(question.id, "")
            if question.understands(answer):
                settled.add(finding)
            else:
                questions.setdefault(question.id, question)
        return questions, settled

    def keep(self, questions: Mapping[str, Decision], forms: Sequence[ReturnedForm], as_of: date) -> Path | None:
        """Write the open questions into the sheet, open ones first; what the same forms no longer ask goes.

        Returns where the sheet went, ``None`` where nothing had to be written.
        """
        from toolkit.workbooks.books.decision_workbook import write_decisions

        if self.path is None:
            return None
        staying = [
            one
            for id, one in self.lines.items()
            if one.is_touched or id in questions or not any(is_of(one, form) for form in forms)
        ]
        new = [one for id, one in questions.items() if id not in self.lines]
        if not new and len(staying) == len(self.lines):
            return None
        listed = sorted((*new, *staying), key=lambda one: not one.is_open)
        return write_decisions(listed, self.path, as_of, previous_of(self.path), self.own)


def form_decisions(path: Path | None) -> FormDecisions:
    """Return what stands on the decision sheet in a file, which need not be there."""
    lines, own = read_book(path) if path is not None else ({}, ())
    return FormDecisions(path, lines, own)
