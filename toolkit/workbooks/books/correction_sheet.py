"""Where does the office correct a unit's value? On the sheet 更正 of 项目库.xlsx, one value a line, with its reason."""

from collections.abc import Sequence
from datetime import date

from toolkit.model.corrections import CORRECTION_COLUMNS, CORRECTION_SHEET, CorrectionLine
from toolkit.model.decisions import OwnLine
from toolkit.workbooks.books.shared_book import BookForm, BookLine, drawn_book

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


def drawn_corrections(
    lines: Sequence[CorrectionLine], fields: Sequence[str], as_of: date, own: Sequence[OwnLine] = ()
) -> bytes:
    """Return 项目库.xlsx as bytes: the lines of 更正, then the other sheets as they are (``own``).

    ``fields`` are the headings that can be corrected, offered where one is to be named.
    """
    offered = {"字段": fields, "撤销": ("是",)}
    return drawn_book(FORM, [BookLine(line.texts, offered, free=("字段",)) for line in lines], as_of, own)
