"""Which lines does a list hold that an office keeps as a workbook, or as a csv? Cells by heading, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toolkit.files import texts
from toolkit.files.grid import RawSheet
from toolkit.files.open_file import open_own_workbook
from toolkit.model.cells import column_letter
from toolkit.model.errors import ToolkitError

HIGHEST = 20  # rows above the heading: a title, and how to fill the list in


def lines(path: Path, headings: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row, cells by heading) below the headings of a .csv or a workbook; wholly empty rows are left out.

    A cell is a text as a person sees it: 465 for 465.0.  Raises ``ToolkitError`` where the file cannot be read or no
    visible sheet has the headings, ``FileNotFoundError`` where it is not there.
    """
    if path.suffix.lower() == ".csv":
        yield from texts.table(path, headings)
        return
    yield from _below(*_found(path, headings))


def columns(path: Path, headings: Sequence[str]) -> Mapping[str, str]:
    """Return in which column of a workbook each heading stands, as a letter; a csv has no columns to name."""
    if path.suffix.lower() == ".csv":
        return {}
    return {name: column_letter(column) for column, name in _found(path, headings)[2].items()}


def _found(path: Path, headings: Sequence[str]) -> tuple[RawSheet, int, dict[int, str]]:
    if not path.exists():
        raise FileNotFoundError(path)
    for sheet in open_own_workbook(path).sheets:
        if sheet.visible and (found := _heading(sheet, headings)):
            return sheet, *found
    raise ToolkitError(f"{path.name} 的表头应有：{'、'.join(headings)}。现在的几张表里都没有。")


def _heading(sheet: RawSheet, headings: Sequence[str]) -> tuple[int, dict[int, str]] | None:
    for row in sheet.rows[:HIGHEST]:
        columns = {column: "".join(text.split()) for column, text in sheet.row_texts(row)}
        if set(headings) <= set(columns.values()):
            return row, columns
    return None


def _below(sheet: RawSheet, heading: int, columns: dict[int, str]) -> Iterator[tuple[int, dict[str, str]]]:
    for row in sheet.rows:
        if row > heading:
            cells = {name: sheet.cell(row, column).text for column, name in columns.items()}
            if any(cells.values()):
                yield row, cells
