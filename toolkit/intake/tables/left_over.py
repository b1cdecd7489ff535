"""Which filled cells of a table were neither read nor named? Each of them is named, so that none is lost in silence."""

from collections.abc import Mapping, Sequence

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.header import Header
from toolkit.model.cells import CellRef
from toolkit.model.findings import RETURN_HEADING, Finding, found
from toolkit.model.submission import RowRole

# Rows of which every cell under a heading is read; of the others the row's own role says what it is.
READ = (RowRole.PROJECT, RowRole.TOTAL)


def left_over(file: str, sheet: RawSheet, roles: Mapping[int, RowRole], blocks: Sequence[Header]) -> list[Finding]:
    """Return a finding for each filled cell beside a table's columns; ``blocks`` are its headings, downwards.

    A column with a heading is read or named there already; a blank cell of an index is no cell.  A row that was taken
    out while changes are tracked is named, too: who looks at the file may still see it.
    """
    gone = sorted(row for row in sheet.deleted_rows if row > blocks[0].last_row)
    findings = [found("deleted_row", CellRef(file, sheet.name, row, 1), row=row) for row in gone]
    block = 0
    for row in sheet.rows:
        while block + 1 < len(blocks) and row >= blocks[block + 1].first_row:
            block += 1
        if roles.get(row) not in READ:
            continue
        headed = blocks[block].headings
        for column in sheet.columns(row):
            if column not in headed and sheet.cell(row, column).text:
                findings.append(found("cells_outside", CellRef(file, sheet.name, row, column)))
    return findings


def comment_findings(name: str, sheet: RawSheet) -> list[Finding]:
    """Return a finding for each comment on a cell: nothing of it counts."""
    return [
        found("cell_comment", CellRef(name, sheet.name, row, column), typed=text[:40].replace("\n", " "))
        for (row, column), text in sorted(sheet.comments.items())
        if RETURN_HEADING not in text  # our own mark, in a return copy that came back corrected
    ]
