"""What is held back where projects share one cell? An amount belongs to none of them; a name may make them one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.column_units import measured
from toolkit.intake.tables.shared import SharedCell, shared_cells
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.submission import Project


def hold_shared(
    file: str, sheet: RawSheet, projects: list[Project], findings: list[Finding], means: Mapping[str, str]
) -> tuple[list[Project], list[Finding]]:
    """Return a table's projects and findings after what they share is held back and said.

    ``means`` is what each field is called.  An amount in a cell merged over several projects counts for none; one name
    over several rows may be one project with several investors, or several projects: their rows count as they stand.
    """
    names = set().union(*(project.columns for project in projects))
    for name in measured(names):
        for column, shared in _shared(sheet, projects, name):
            findings = [f for f in findings if f.cell.column != column or f.cell.row not in shared.rows]
            weight = None if name == "investment_yuan" else Severity.WARNING
            details = {"column": means[name], "typed": shared.text, "first": shared.first, "last": shared.last}
            cells = (CellRef(file, sheet.name, row, column) for row in shared.rows)
            findings += [found("shared_amount", cell, weight, **details) for cell in cells]
            nothing: dict[str, Any] = {name: None}
            projects = [one.changed(nothing) if one.ref.row in shared.rows else one for one in projects]
    for column, shared in _shared(sheet, projects, "name"):
        details = {"typed": shared.text, "first": shared.first, "last": shared.last, "count": str(len(shared.rows))}
        findings = [*findings, found("shared_name", CellRef(file, sheet.name, shared.first, column), **details)]
    return projects, findings


def _shared(sheet: RawSheet, projects: Sequence[Project], name: str) -> Iterable[tuple[int, SharedCell]]:
    rows: dict[int, set[int]] = {}
    for project in projects:
        rows.setdefault(project.columns.get(name, 0), set()).add(project.ref.row)
    for column in rows.keys() - {0}:
        for shared in shared_cells(sheet, column, rows[column]):
            yield column, shared
