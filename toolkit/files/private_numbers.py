"""Which cells hold identity or bank card numbers? They are reported to the unit and removed before reading."""

from collections.abc import Iterator

from toolkit.files.grid import RawCell, RawSheet, RawWorkbook
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.sensitive import may_hold_sensitive, names_without_sensitive, sensitive_numbers, without_sensitive

AT_ONCE = 4096  # cells
SHORTEST = 13  # letters


def take_out_private_numbers(name: str, book: RawWorkbook) -> list[Finding]:
    """Remove such numbers from every cell, comment and sheet name of a file; return a finding for each.

    No ledger, table, paper, letter or list can pass them on after that.  The unit's own file
    and the return copy made of it stay as they are.  ``name`` is the name of the file that findings print.
    """
    named = _without_names(name, book)
    return [*named, *(finding for sheet in book.sheets for finding in _of_sheet(name, sheet))]


def without_column_twice(findings: list[Finding], sensitive: list[Finding]) -> list[Finding]:
    """Return ``sensitive`` without the cells of a column that one finding reports as a whole (H103)."""
    columns = {(one.cell.sheet, one.cell.column) for one in findings if one.kind == "sensitive_column"}
    return [one for one in sensitive if (one.cell.sheet, one.cell.column) not in columns]


def _without_names(name: str, book: RawWorkbook) -> list[Finding]:
    findings = []
    names = [sheet.name for sheet in book.sheets]
    for sheet, shown in zip(book.sheets, names_without_sensitive(names), strict=True):
        if shown != sheet.name:
            what = "、".join(dict.fromkeys(number.what for number in sensitive_numbers(sheet.name)))
            sheet.name = shown
            findings.append(found("sensitive_sheet", CellRef(name, shown), what=what))
    return findings


def _of_sheet(name: str, sheet: RawSheet) -> list[Finding]:
    places: dict[tuple[int, int], list[str]] = {}
    if numbers := sensitive_numbers(sheet.caption):
        places[0, 0] = [number.what for number in numbers]
        sheet.caption = without_sensitive(sheet.caption)
    for part in _parts(sheet) if any(map(may_hold_sensitive, sheet.mixed_texts(SHORTEST))) else ():
        if not may_hold_sensitive(cell.text for _, cell in part):
            continue
        for place, cell in part:
            if (numbers := sensitive_numbers(cell.text)) and not _is_figure(cell):
                places[place] = [number.what for number in numbers]
    for place in [place for place in places if sheet.entry(*place)]:
        cell = sheet.cells[place]
        sheet.cells[place] = RawCell(without_sensitive(cell.text), "", cell.error, cell.struck)
    for place, text in sheet.comments.items():
        if numbers := sensitive_numbers(text):
            places.setdefault(place, []).extend(number.what for number in numbers)
            sheet.comments[place] = without_sensitive(text)
    return [
        found("sensitive", CellRef(name, sheet.name, row, column), what="、".join(dict.fromkeys(what)))
        for (row, column), what in sorted(places.items())
    ]


def _parts(sheet: RawSheet) -> Iterator[list[tuple[tuple[int, int], RawCell]]]:
    """Yield the cells that are long enough to hold a number, some thousands at a time."""
    long = [item for item in sheet.cells.items() if len(item[1].text) >= SHORTEST]
    return (long[start : start + AT_ONCE] for start in range(0, len(long), AT_ONCE))


def _is_figure(cell: RawCell) -> bool:
    """Tell whether a number was calculated; a calculated number belongs to no person."""
    return bool(cell.formula) and not isinstance(cell.value, str)
