"""Which projects share one cell? A number merged over several rows, and 「同上」 for the row above."""

from collections.abc import Container, Iterator

from msgspec import Struct

from toolkit.files.grid import RawSheet

# What clerks write for «the same as above»; ″ and 〃 come from the symbol table of an input method.
DITTO = frozenset(
    ("同上", "同 上", "同上。", "同上行", "上同", "〃", "〃〃", "″", "″″", '"', '""', "＂", "”", "“", "“”", "””")
    + ("〞", "〝", "〝〞", "''", "’’", "′′", "´´", "ditto", "Ditto")
)


class SharedCell(Struct, frozen=True):
    """A merged cell, first to last row, with its text and the rows of the projects that have it in common."""

    first: int
    last: int
    text: str
    rows: tuple[int, ...]


def shared_cells(sheet: RawSheet, column: int, projects: Container[int]) -> Iterator[SharedCell]:
    """Yield the filled merged cells of a column that two or more of the rows ``projects`` have in common."""
    for top, left, bottom, right in sheet.merges:
        if top < bottom and left <= column <= right and sheet.entry(top, left):
            rows = tuple(row for row in range(top, bottom + 1) if row in projects)
            if len(rows) > 1:
                yield SharedCell(top, bottom, sheet.cell(top, left).text, rows)
