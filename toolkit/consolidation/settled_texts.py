"""Which meanings of a table has the office settled in its books? They stand, and their reminders are not repeated."""

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from toolkit.consolidation.ledger import judged_rows
from toolkit.consolidation.text_questions import TextQuestions
from toolkit.model.cells import CellRef
from toolkit.model.decisions import Decision
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission

# What a unit is told of a stage or a tick that nobody can tell for certain; once the office has, there is nothing left
# to say.
MEANING_FINDINGS = ("stage_unclear", "stage_doubtful", "stage_and_date_differ", "ticked_otherwise")


def settled_rows(
    judged: Iterable[Mapping[int, LedgerEntry]], scheme: Scheme, answers: Mapping[str, Decision]
) -> list[dict[int, LedgerEntry]]:
    """Return the entries of each table's rows with what the office's answers say their texts mean."""
    texts = TextQuestions(scheme, answers)
    return [dict(zip(rows, texts.settled(rows.values()), strict=True)) for rows in judged]


def without_settled_texts(submission: Submission, scheme: Scheme, answers: Mapping[str, Decision]) -> Submission:
    """Return a checked table without the reminders on stages and ticks that 裁定.xlsx or 词典.xlsx settles."""
    if not answers or all(one.kind not in MEANING_FINDINGS for one in submission.findings):
        return submission
    texts = TextQuestions(scheme, answers)
    texts.settled(judged_rows(submission, scheme).values())
    return without_meanings_of(submission, texts.settled_cells)


def without_meanings_of(submission: Submission, settled: Collection[CellRef]) -> Submission:
    """Return a table without the findings on the meaning of the ``settled`` cells."""
    kept = [one for one in submission.findings if one.kind not in MEANING_FINDINGS or one.cell not in settled]
    return submission if len(kept) == len(submission.findings) else replace(submission, findings=tuple(kept))
