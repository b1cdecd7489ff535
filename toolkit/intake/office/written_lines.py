"""Which lines stand in a book that the tool and the office write together? Every one, by its headings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from toolkit.files.open_file import open_own_workbook
from toolkit.intake.tables.fields import Headings, bare
from toolkit.intake.tables.header import find_header
from toolkit.model.cells import column_letter
from toolkit.model.decisions import OwnLine
from toolkit.model.errors import ToolkitError


def written_lines(path: Path, columns: Sequence[str], key: str, sheet: str = "") -> Iterator[OwnLine]:
    """Yield every filled line below the headings ``columns``, and every line of a sheet that lacks them.

    A line's texts go by heading, a cell without one of its own by its column's letter.  A missing file has none.
    Raises ``ToolkitError`` naming the file where no sheet has a heading with ``key``: it is the office's own record.
    With ``sheet`` only the sheet of that name is the table, and the book may lack it.
    """
    if not path.exists():
        return
    known = Headings({bare(heading): heading for heading in columns})
    pages = open_own_workbook(path).sheets
    sheets = [(page, find_header(page, known, {key}) if sheet in ("", page.name) else None) for page in pages]
    if not any(header for _, header in sheets) and (not sheet or any(page.name == sheet for page in pages)):
        raise ToolkitError(f"{path.name} 的表头不对，应有：{'、'.join(columns)}。请用工具箱生成的{path.stem}表。")
    for page, header in sheets:
        # A sheet without the heading is the person's own: every line of it.
        headings = {column: name for name, column in header.columns.items()} if header else {}
        headings = {**(header.unknown if header else {}), **headings}
        for row in page.rows:
            if header and row <= header.last_row:
                continue
            texts = _line(page.row_texts(row), headings)
            yield OwnLine(page.name, row, tuple(texts.items()), in_table=header is not None)


def _line(cells: Iterable[tuple[int, str]], headings: Mapping[int, str]) -> dict[str, str]:
    line: dict[str, str] = {}
    for column, text in cells:
        heading = headings.get(column, "")
        line[heading if heading and heading not in line else column_letter(column)] = text
    return line
