"""Which telephone numbers stand where nobody asks for one? At a cell of a project that is not its 联系电话."""

from collections.abc import Iterator

from toolkit.files.grid import RawSheet, RawWorkbook
from toolkit.model.cells import CellRef
from toolkit.model.columns import TakenColumn
from toolkit.model.findings import Finding, found
from toolkit.model.submission import RowRole, Submission
from toolkit.model.telephones import LABEL, may_hold_telephone, telephone_numbers

ASKED_FOR = ("phone", "contact")
# What holds numbers of another kind: amounts, areas, days, codes.
OTHER_NUMBERS = ("_yuan", "_usd", "_mu", "_sqm", "_on", "code")
SHORTEST = 7  # letters
AT_ONCE = 4096  # cells


def stray_telephones(name: str, book: RawWorkbook, submission: Submission) -> list[Finding]:
    """Return a finding for each cell or comment with a telephone number that no heading and no label asks for.

    A number below 联系电话, right of it, or behind it in the same cell stands where it belongs; so do those of a sheet
    that was not read, as nothing of it travels on.
    """
    findings = []
    for sheet in book.sheets:
        roles = submission.roles.get(sheet.name, {})
        if RowRole.PROJECT not in roles.values():
            continue
        taken = {one.column: one for one in submission.columns if one.sheet == sheet.name}
        asked = {column for column, one in taken.items() if _asks(one)}
        labelled: dict[int, int] | None = None
        for row, column, text in _candidates(sheet, asked):
            if not (numbers := telephone_numbers(text)):
                continue
            if column in taken and roles.get(row) is RowRole.PROJECT:
                asked_for = column in asked
            else:
                labelled = _labelled(sheet) if labelled is None else labelled
                left = sheet.own(row, column - 1)
                asked_for = _says(text) or labelled.get(column, row) < row or (left is not None and _says(left.text))
            if not asked_for:
                what = "、".join(dict.fromkeys(number.what for number in numbers))
                findings.append(found("telephone_in_cell", CellRef(name, sheet.name, row, column), what=what))
    return findings


def _asks(column: TakenColumn) -> bool:
    return column.field in ASKED_FOR or column.field.endswith(OTHER_NUMBERS) or _says(column.heading)


def _says(text: str) -> bool:
    return bool(LABEL.search(text))


def _labelled(sheet: RawSheet) -> dict[int, int]:
    """Return the first row of each column in which a heading asks for a number to be called."""
    first: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        if len(cell.text) < 20 and _says(cell.text) and not telephone_numbers(cell.text):
            first[column] = min(row, first.get(column, row))
    return first


def _candidates(sheet: RawSheet, asked: set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the cells and comments that may hold such a number, by place; columns that ask for one are passed over."""
    if not any(map(may_hold_telephone, sheet.mixed_texts(SHORTEST, without=asked))):
        yield from ((row, column, text) for (row, column), text in sorted(sheet.comments.items()))
        return
    cells = [
        (place, cell.text)
        for place, cell in sheet.cells.items()
        if place[1] not in asked and len(cell.text) >= SHORTEST and not cell.formula
    ]
    likely = []
    for start in range(0, len(cells), AT_ONCE):
        part = cells[start : start + AT_ONCE]
        if may_hold_telephone(text for _, text in part):
            likely += part
    for (row, column), text in (*sorted(likely), *sorted(sheet.comments.items())):
        yield row, column, text
