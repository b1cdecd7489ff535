"""Which lines stand on a sheet whose headings the tool wrote itself? All, by their headings; nothing is dropped."""

from collections.abc import Iterator, Sequence

from toolkit.files.grid import RawSheet
from toolkit.model.cells import column_letter
from toolkit.model.decisions import OwnLine

SEARCHED_ROWS = 10


def lines_of(sheet: RawSheet, columns: Sequence[str], key: str) -> Iterator[OwnLine]:
    """Yield every filled line below the row that holds the heading ``key`` and two more of ``columns``.

    A line's texts go by heading, a cell without one of its own by its column's letter.  A sheet without such a row is
    the person's own: every line of it, by letters.
    """
    header, headings = _header(sheet, columns, key)
    for row in sheet.rows:
        if row > header or not headings:
            line: dict[str, str] = {}
            for column, text in sheet.row_texts(row):
                heading = headings.get(column, "")
                line[heading if heading and heading not in line else column_letter(column)] = text
            if line:
                yield OwnLine(sheet.name, row, tuple(line.items()), in_table=bool(headings))


def _header(sheet: RawSheet, columns: Sequence[str], key: str) -> tuple[int, dict[int, str]]:
    known = set(columns)
    for row in sheet.rows[:SEARCHED_ROWS]:
        texts = dict(sheet.row_texts(row))
        if key in texts.values() and len(known & set(texts.values())) >= min(3, len(known)):
            return row, texts
    return 0, {}
