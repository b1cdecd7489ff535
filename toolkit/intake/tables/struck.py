"""What of a project is struck through? A row may be withdrawn, a cell void, a part of a cell was typed over."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.files.grid import RawSheet
from toolkit.model.cells import CellRef
from toolkit.model.columns import TakenColumn
from toolkit.model.findings import Finding, found
from toolkit.model.submission import RowRole


def struck_through(
    file: str, sheet: RawSheet, row: int, headings: Mapping[int, str]
) -> tuple[list[CellRef], list[Finding]]:
    """Return the row, by its first cell, if most of it is struck through; otherwise a finding for each cell that is."""
    filled = sheet.columns(row)
    struck = [column for column in filled if sheet.cell(row, column).struck]
    if len(struck) * 2 > len(filled):
        return [CellRef(file, sheet.name, row, filled[0])], []
    cells = ((CellRef(file, sheet.name, row, column), column) for column in struck)
    words = {column: sheet.cell(row, column).text for column in struck}
    return [], [found("struck_cell", at, column=headings.get(one, ""), typed=words[one]) for at, one in cells]


def partly_struck(
    file: str, sheet: RawSheet, roles: Mapping[int, RowRole], columns: Sequence[TakenColumn]
) -> Iterator[Finding]:
    """Yield each cell of a project with a part struck through: it was read without it."""
    read = {column.column: column.means for column in columns if column.field}
    for (row, column), struck in sorted(sheet.part_struck.items()):
        if roles.get(row) is RowRole.PROJECT and column in read:
            cell, typed = CellRef(file, sheet.name, row, column), sheet.cell(row, column).text
            yield found("part_struck", cell, column=read[column], struck=struck, typed=typed)
