"""How much was read of each file? Rows and the sum of amounts, for a person to compare with the unit's table."""

from collections.abc import Sequence
from pathlib import Path

from toolkit.model.money import in_yi
from toolkit.model.submission import Status, Submission, has_checksum
from toolkit.workbooks.sheet.page import Page, Value, block, file_link, lines_needed

UNCHECKED = "这种格式没有校验码"
TITLE = "读到的行数和投资总额（请与各单位的原表核对）"
HINT = f"注明“{UNCHECKED}”的，文件传坏了程序看不出来，行数和合计请逐份核对。投资总额是读到的各行相加，含退回的行。"
SUM = "投资总额合计（亿元）"
_HEADINGS = ("序号", "单位", "文件", "结果", "读到行数", "退回行数", SUM, "备注")
_LOOKS = ("plain", "left", "left", "center", "count", "count", "right", "left")


def remark(submission: Submission) -> str:
    """Return what a receipt adds for a file whose format cannot tell that it was damaged on its way."""
    read = submission.status in (Status.ACCEPTED, Status.RETURNED)
    return f"{UNCHECKED}，请核对行数和合计。" if read and not has_checksum(submission.file) else ""


def write_receipts(page: Page, row: int, submissions: Sequence[Submission], folder: Path) -> int:
    """Write a line for each statistics table that was read, from ``row`` on; return the last row in use."""
    read = [
        one for one in submissions if one.table == "statistics" and one.status in (Status.ACCEPTED, Status.RETURNED)
    ]
    if not read:
        return row - 1
    last_column = len(_HEADINGS) - 1
    page.span(row, 0, row, last_column, TITLE, "section")
    page.span(row + 1, 0, row + 1, last_column, HINT, "subtitle")
    page.row(row + 2, list(_HEADINGS), "header")
    page.height(row + 2, 36)
    for number, one in enumerate(read, start=1):
        _write_receipt(page, row + 2 + number, number, one, folder)
    last, sums = row + 2 + len(read), _HEADINGS.index(SUM)
    # Sums are written out to the last 元, which no number format does that divides; Excel need not wonder about it.
    page.sheet.ignore_errors({"number_stored_as_text": block(row + 3, sums, last, sums)})
    return last


def _write_receipt(page: Page, row: int, number: int, one: Submission, folder: Path) -> None:
    values: tuple[Value, ...] = (
        number,
        one.unit or "",
        one.file,
        one.outcome,
        len(one.projects),
        len(one.returned_rows),
        in_yi(one.amount_yuan),
        remark(one),
    )
    for column, (look, value) in enumerate(zip(_LOOKS, values, strict=True)):
        if _HEADINGS[column] == "文件":
            page.link(row, column, file_link(one.path, folder), one.file, "cell", "wrap", look)
        else:
            page.put(row, column, value, "cell", "wrap", look)
    page.height(row, max(20, 14.0 * lines_needed(one.file, 44) + 4))
