"""What do the lines around a table say of its figures? They are told, and nothing of them counts.

注：以上金额单位均为万元 under 投资总额（亿元）, 第2项不再计入, 本表为全年计划数: a person decides.
"""

from collections.abc import Iterator

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.statistics import StatisticsTable
from toolkit.intake.values.asides import speaks_of, table_speaks_of, unit_in
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import RowRole

SHOWN_NOTE = 60
AROUND = (RowRole.TITLE, RowRole.NOTE)


def notes_unheeded(file: str, sheet: RawSheet, table: StatisticsTable, period: ReportingPeriod) -> Iterator[Finding]:
    """Yield each line above or below a table's projects that says something of its figures which no cell holds."""
    if not table.projects:
        return
    last = max(project.ref.row for project in table.projects)
    units = {column.unit for column in table.columns if column.field.endswith("_yuan") and column.unit}
    for row, role in table.roles.items():
        if role not in AROUND:
            continue
        for column, text in sheet.row_texts(row):
            # What a line above, or the caption of a section, says of the unit, other findings say (H152, V164).
            about = _about(compact(text), units if row > last else set(), period, is_title=role is RowRole.TITLE)
            if about:
                yield found(
                    "note_unheeded", CellRef(file, sheet.name, row, column), typed=text[:SHOWN_NOTE], about=about
                )


def _about(text: str, units: set[str], period: ReportingPeriod, *, is_title: bool) -> str:
    unit = unit_in(text)
    if unit and units and unit not in units:
        return "金额的单位"
    if about := table_speaks_of(text, period):
        return about
    return "" if is_title else speaks_of(text)
