"""What does a file say beside its cells that could change one of them? Remarks, notes, and what a row says twice."""

from collections.abc import Iterator

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.notes import notes_unheeded
from toolkit.intake.tables.remarks import contradicting_remarks
from toolkit.intake.tables.statistics import StatisticsTable
from toolkit.intake.tables.told_twice import told_twice
from toolkit.model.findings import Finding
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import Home


def said_otherwise(
    file: str, sheet: RawSheet, table: StatisticsTable, period: ReportingPeriod, home: Home
) -> Iterator[Finding]:
    """Yield what a table's remarks, notes and progress notes say otherwise than its cells; nothing of it counts."""
    yield from contradicting_remarks(file, sheet, table, period, home)
    yield from notes_unheeded(file, sheet, table, period)
    yield from told_twice(table)
