"""What is said of a file that could not be read as a table? What it is, whose, and what is wanted instead."""

from dataclasses import replace
from pathlib import Path

from toolkit.intake.tables.identity import units_named
from toolkit.model.cells import CellRef
from toolkit.model.file_kinds import ARCHIVE, PRIVATE, TABLE, kind_of
from toolkit.model.findings import found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission


def named_for_what_it_is(refused: Submission, scheme: Scheme, period: ReportingPeriod) -> Submission:
    """Return a refused file with the unit that its name tells, its period, and the sentence for its kind of file."""
    units = units_named(refused.file, scheme)
    told = replace(refused, unit=units[0] if len(units) == 1 else None, period=period)
    name = Path(refused.path).name
    kind = kind_of(name)
    if PRIVATE.search(name):
        finding = found("licence_among_tables", CellRef(refused.file))
        return replace(told, status=Status.IGNORED, reason=finding.message, findings=(finding,))
    if kind is TABLE:
        return told
    which = "archive" if kind is ARCHIVE else "no_table_file"
    finding = found(which, CellRef(refused.file), what=kind.counted(1))
    return replace(told, reason=finding.message, findings=(finding,))
