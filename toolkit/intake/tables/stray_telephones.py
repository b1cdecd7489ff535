"""Which telephone numbers stand where nobody asks for one? At a cell of a project that is not its 联系电话."""

from collections.abc import Iterator

from toolkit.files.grid import RawSheet, RawWorkbook
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.submission import RowRole, Submission
from toolkit.model.telephones import LABEL, telephone_numbers

ASKED_FOR = ("phone", "contact")
# What holds numbers of another kind: amounts, areas, days, codes.
OTHER_NUMBERS = ("_yuan", "_usd", "_mu", "_sqm", "_on", "code")
SHORTEST = 7  # letters


def stray_telephones(name: str, book: RawWorkbook, submission: Submission) -> list[Finding]:
    """Return a finding for each cell or comment with a telephone number that no heading and no label asks for.

    A number below 联系电话, right of it, or behind it in the same cell stands where it belongs; so do those of a sheet
    that was not read, as nothing of it travels on.
    """
    taken = {(one.sheet, one.column): one for one in submission.columns}
    findings = []
    for sheet in book.sheets:
        roles = submission.roles.get(sheet.name, {})
        if RowRole.PROJECT not in roles.values():
            continue
        labelled = _labelled(sheet)
        for row, column, text in _texts(sheet):
            if not (numbers := telephone_numbers(text)):
                continue
            of = taken.get((sheet.name, column))
            if of and roles.get(row) is RowRole.PROJECT:
                asked_for = of.field in ASKED_FOR or of.field.endswith(OTHER_NUMBERS) or _says(of.heading)
            else:
                left = sheet.cells.get((row, column - 1))
                is_below = labelled.get(column, row) < row
                asked_for = _says(text) or is_below or (left is not None and _says(left.text))
            if not asked_for:
                what = "、".join(dict.fromkeys(number.what for number in numbers))
                findings.append(found("telephone_in_cell", CellRef(name, sheet.name, row, column), what=what))
    return findings


def _says(text: str) -> bool:
    return bool(LABEL.search(text))


def _labelled(sheet: RawSheet) -> dict[int, int]:
    """Return the first row of each column in which a heading asks for a number to be called."""
    first: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        if len(cell.text) < 20 and _says(cell.text) and not telephone_numbers(cell.text):
            first[column] = min(row, first.get(column, row))
    return first


def _texts(sheet: RawSheet) -> Iterator[tuple[int, int, str]]:
    for (row, column), cell in sorted(sheet.cells.items()):
        if len(cell.text) >= SHORTEST and not cell.formula:
            yield row, column, cell.text
    for (row, column), text in sorted(sheet.comments.items()):
        yield row, column, text
