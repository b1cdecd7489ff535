"""Which amounts wait until somebody says what is right? The implausible and the unread; their projects stay."""

from collections.abc import Container, Sequence

from msgspec.structs import replace

from toolkit.model.cells import CellRef
from toolkit.model.findings import EMPTY_CELL, Severity
from toolkit.model.own_columns import is_own_number
from toolkit.model.submission import Project, Submission
from toolkit.model.unstated import SUMMED


def held_back(submission: Submission, projects: Sequence[Project]) -> tuple[Project, ...]:
    """Return the ``projects`` of a table as the checks leave them, with what they hold back noted in ``held``.

    An amount that is not believed keeps the number that stands there; of a cell that nobody could read there is none.
    """
    unread = {finding.cell for finding in submission.findings if finding.severity is not Severity.NOTE}
    empty = {finding.cell for finding in submission.findings if finding.kind in EMPTY_CELL}
    rows = {cell.row for cell in unread}
    return tuple(
        now if now is read and now.ref.row not in rows else replace(now, held=_held(read, now, unread, empty))
        for read, now in zip(submission.projects, projects, strict=True)
    )


def _held(
    read: Project, now: Project, unread: Container[CellRef], empty: Container[CellRef]
) -> tuple[tuple[str, int | float | None], ...]:
    # A declared column that is left empty is absent: nobody is asked what would count.
    own = (name for name in now.columns if is_own_number(name) and now.cell(name) not in empty)
    lost = [name for name in (*SUMMED, *own) if now.columns.get(name) and getattr(now, name) is None]
    return tuple(
        (name, getattr(read, name)) for name in lost if getattr(read, name) is not None or now.cell(name) in unread
    )
