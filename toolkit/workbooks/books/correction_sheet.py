"""Where does the office correct a unit's value? On the sheet 更正 of 项目库.xlsx, one value a line, with its reason."""

from collections.abc import Sequence
from typing import Any

from toolkit.model.corrections import CORRECTION_COLUMNS, CORRECTION_SHEET, CorrectionLine
from toolkit.workbooks.books.shared_book import BookForm, BookLine, draw_sheet

FORM = BookForm(
    name=CORRECTION_SHEET,
    title="更正：由招商部门更正的数",
    how="一行更正一个项目的一个数，从“从哪月起”那个月（例如 2022-09）起采用，单位改报后不再采用。"
    "金额单位亿元，外资万美元。“项目”填编号或名称，“原报”填单位报的数，空着的写“空”。不再用的，在“撤销”写“是”，或者删去这一行。",
    columns=CORRECTION_COLUMNS,
    widths=(16, 30, 16, 14, 11, 12, 40, 10, 12, 8),
    own_from=0,
    spare=20,
    spare_answers={"撤销": ("是",)},
)


def draw_corrections(book: Any, lines: Sequence[CorrectionLine], fields: Sequence[str]) -> None:
    """Draw the sheet 更正 into a workbook; ``fields`` are the headings that can be corrected, offered in a list."""
    offered = {"字段": fields, "撤销": ("是",)}
    draw_sheet(book, FORM, [BookLine(line.texts, offered, free=("字段",)) for line in lines])
