"""Does a table of a document go on in the next one? Where Word or a web page broke it, its rows are read as one."""

import re
from collections.abc import Iterable

from toolkit.files.grid import RawSheet
from toolkit.model.expressions import expression

LONG_ROW = 5  # cells of a row that is a heading or a project, and no title or signature
TOP_ROWS = 12  # a heading stands no deeper
_NUMBER = expression(r"[-+]?\d[\d.,]*(?:亿元?|万元?|元)?")
# Words that break no table: 续表, （续）, 接上页, a page's number.
_BREAK = expression(
    r"[(（【]?(?:接上[页表]?|续上?[页表]?[一二三四五六七八九十\d]*|附?表[一二三四五六七八九十\d]*[(（]续[)）])[)）】]?[:：]?"
    r"|[-—－]*第?\d{1,3}页?(?:[,，/]?共\d+页)?[-—－]*"
)
_MARK = expression(r"[(（]?续[表页]?[)）]?$")


def joined(sheets: Iterable[RawSheet]) -> list[RawSheet]:
    """Return a document's tables, in order; one that goes on in the next is one table, whose rows count on.

    It goes on where the next one is as wide, nothing but 续表 or its own title stands between, and its first long row
    repeats one of the heading or already holds numbers.  Any other table stays by itself.
    """
    whole: list[RawSheet] = []
    for sheet in sheets:
        if whole and _goes_on(whole[-1], sheet):
            whole[-1] = _with(whole[-1], sheet)
        else:
            whole.append(sheet)
    return whole


def _goes_on(before: RawSheet, sheet: RawSheet) -> bool:
    if before.extent[1] != sheet.extent[1] or not _only_a_break(before, sheet):
        return False
    first = next((row for row in sheet.rows if len(sheet.columns(row)) >= LONG_ROW), 0)
    headings = [_plain(before, row) for row in before.rows[:TOP_ROWS] if len(before.columns(row)) >= LONG_ROW]
    if not first or not headings:
        return False
    texts = _plain(sheet, first)
    return texts in headings or (not _holds_numbers(headings[0]) and _holds_numbers(texts))


def _only_a_break(before: RawSheet, sheet: RawSheet) -> bool:
    said = {_compact(line) for line in before.caption.splitlines()}
    lines = filter(None, map(_compact, sheet.caption.splitlines()))
    return all(_BREAK.fullmatch(line) or line in said or _MARK.sub("", line) in said for line in lines)


def _plain(sheet: RawSheet, row: int) -> dict[int, str]:
    return {column: _compact(text) for column, text in sheet.row_texts(row)}


def _holds_numbers(texts: dict[int, str]) -> bool:
    return any(_NUMBER.fullmatch(text) for text in list(texts.values())[1:])


def _compact(text: str) -> str:
    return re.sub(r"\s", "", text)


def _with(whole: RawSheet, sheet: RawSheet) -> RawSheet:
    """Return a table with the rows of the next one below its own."""
    down, across = whole.extent
    both = RawSheet(whole.name, whole.visible, whole.caption, extent=(down + sheet.extent[0], across))
    both.cells = whole.cells | {(row + down, column): cell for (row, column), cell in sheet.cells.items()}
    both.part_struck = whole.part_struck | {(r + down, column): text for (r, column), text in sheet.part_struck.items()}
    both.hidden_rows = whole.hidden_rows | {row + down for row in sheet.hidden_rows}
    both.hidden_columns = whole.hidden_columns | sheet.hidden_columns
    both.deleted_rows = whole.deleted_rows | {row + down for row in sheet.deleted_rows}
    both.merges = [*whole.merges, *((top + down, left, end + down, right) for top, left, end, right in sheet.merges)]
    return both
