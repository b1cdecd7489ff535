"""Which of the county's questions does one file raise, and at which cells?"""

from collections.abc import Iterator, Mapping

from toolkit.consolidation.amount_questions import NO_ANSWERS, amount_doubts, amount_id, typed_in
from toolkit.consolidation.column_questions import column_doubts, is_left_to_units, waits_for_unit
from toolkit.consolidation.text_questions import Answered, asked_of
from toolkit.model.contract import CellQuestion
from toolkit.model.decisions import Decision, Question
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission


class FileQuestions:
    """Who tells, file by file, what a person must settle; what has been answered is asked no more."""

    def __init__(self, scheme: Scheme, answers: Mapping[str, Decision] = NO_ANSWERS) -> None:
        self._scheme, self._answers = scheme, Answered(answers, scheme)
        self._by_id = answers

    def of(self, submission: Submission, judged: Mapping[int, LedgerEntry]) -> tuple[CellQuestion, ...]:
        """Return the open questions of a statistics table, row by row; none of a file that is not used.

        ``judged`` holds by row what the scheme makes of each project.
        """
        if submission.status not in (Status.ACCEPTED, Status.RETURNED) or submission.table != "statistics":
            return ()
        columns = (
            CellQuestion(doubt.id, Question.COLUMN.value, doubt.cell, doubt.text)
            for doubt in column_doubts(submission)
            if not is_left_to_units(doubt.id, self._by_id)
        )
        found = [*columns, *self._amounts(submission), *self._texts(submission, judged)]
        return tuple(sorted(found, key=lambda one: (one.cell.row, one.cell.column, one.kind)))

    def _amounts(self, submission: Submission) -> Iterator[CellQuestion]:
        for doubt in amount_doubts(submission):
            id = amount_id(submission, doubt)
            if id not in self._by_id and waits_for_unit(doubt.finding, submission, self._by_id):
                continue
            if doubt.told(self._by_id.get(id)) is None:
                yield CellQuestion(id, doubt.question.value, doubt.cell, typed_in(doubt.finding))

    def _texts(self, submission: Submission, judged: Mapping[int, LedgerEntry]) -> Iterator[CellQuestion]:
        for project in submission.projects:
            for asked in asked_of(judged[project.ref.row], self._scheme):
                if asked.is_asked and not self._answers.settles(asked):
                    id, text = self._answers.id_of(asked), asked.text or asked.doubts[0].text
                    yield CellQuestion(id, asked.question.value, asked.cell, text)
