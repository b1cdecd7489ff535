"""Which files of a month does another one replace, and which cannot be told apart? Said on each of them."""

from collections.abc import Iterable

from msgspec.structs import replace

from toolkit.consolidation.choose import Chosen, last_arrival
from toolkit.model.cells import CellRef
from toolkit.model.findings import found
from toolkit.model.submission import Submission


def with_replaced(submissions: Iterable[Submission], chosen: Iterable[Chosen]) -> tuple[Submission, ...]:
    """Return the submissions of a month; one that another file replaces, or may replace, says so."""
    choices = tuple(chosen)
    newer = {id(older): choice for choice in choices for older in choice.superseded}
    unclear = {id(choice.submission): choice for choice in choices if choice.unclear}
    return tuple(_asked(_noted(one, newer.get(id(one))), unclear.get(id(one))) for one in submissions)


def _noted(submission: Submission, counted: Chosen | None) -> Submission:
    """Return the submission, with a note if another file counts: a later one, or the table that a nil report met."""
    if counted is None:
        return submission
    table = counted.submission
    note = found("superseded", CellRef(submission.file), newer=table.file, why=counted.why)
    if submission.is_nil and table.projects and last_arrival((submission, table))[0] is submission:
        nil = next(finding for finding in submission.findings if finding.kind == "nil_report")
        note = found("nil_beside_table", nil.cell, typed=dict(nil.details)["typed"], table=table.file)
    return replace(submission, findings=(*submission.findings, note))


def _asked(submission: Submission, unclear: Chosen | None) -> Submission:
    """Return the submission, with a question where nothing tells which of several files was sent last."""
    if unclear is None:
        return submission
    others = "”“".join(one.file.rpartition("/")[2] for one in unclear.superseded)
    asked = found("version_unclear", CellRef(submission.file), others=others, why=unclear.why)
    return replace(submission, findings=(*submission.findings, asked))
