"""Which reminders does a unit explain? The column 说明 of the sheet 退回说明 that came back with its table."""

from collections.abc import Iterator

from toolkit.files.grid import RawSheet, RawWorkbook
from toolkit.model.explanations import COLUMN, Explanation
from toolkit.model.expressions import expression
from toolkit.model.findings import RETURN_SHEET

# E7, E7至E9, 第7行, 第2至22行, of several 第2、5至7行; how many they are is said behind them.
_ROWS = expression(r"(?:[A-Z]{1,3}|第)?(\d+)(?:至(?:[A-Z]{1,3})?(\d+))?行?")
_BEHIND = expression(r"(?: 单元格)?(?:（共\d+处）)?$")


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
            # 1.0 wrote 「Sheet1 E7」 for 「Sheet1 表 E7 单元格」.
            name, _, places = _BEHIND.sub("", texts.get(columns["位置"], "")).rpartition(" ")
            for place in places.replace(" 单元格", "").split("、"):
                if match := _ROWS.fullmatch(place):
                    for number in range(int(match[1]), int(match[2] or match[1]) + 1):
                        yield Explanation(name.removesuffix(" 表"), number, code, words)
