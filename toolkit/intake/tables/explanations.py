"""Which reminders does a unit explain? The column 说明 of the sheet 退回说明 that came back with its table."""

import re
from collections.abc import Iterator

from toolkit.files.grid import RawSheet, RawWorkbook
from toolkit.model.explanations import COLUMN, Explanation
from toolkit.model.findings import RETURN_SHEET

_ROW = re.compile(r"(?:[A-Z]{1,3}|第)(\d+)行?")


def explanations_in(book: RawWorkbook) -> tuple[Explanation, ...]:
    """Return the unit's words by row and code; nothing where no such sheet came back."""
    sheets = [sheet for sheet in book.sheets if sheet.name.startswith(RETURN_SHEET)]
    return tuple(one for sheet in sheets for one in _of_sheet(sheet))


def _of_sheet(sheet: RawSheet) -> Iterator[Explanation]:
    columns: dict[str, int] = {}
    for row in sheet.rows:
        texts = dict(sheet.row_texts(row))
        if not columns:
            named = {text: column for column, text in texts.items()}
            columns = named if {"位置", "代码", COLUMN} <= named.keys() else {}
            continue
        words, code = texts.get(columns[COLUMN], ""), texts.get(columns["代码"], "")
        if words and code:
            name, _, places = texts.get(columns["位置"], "").rpartition(" ")
            for place in places.split("、"):
                if match := _ROW.fullmatch(place):
                    yield Explanation(name, int(match[1]), code, words)
