"""Who gets a unit's letters? 通讯录.xlsx: unit, person, address, title; the office fills it in."""

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from toolkit.model.letters import ContactLine
from toolkit.model.office_settings import MARK_SHEET
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed
from toolkit.workbooks.sheet.styles import Styles

COLUMNS = ("单位", "联系人", "邮箱", "类别", "职务")
WIDTHS = (28.0, 18.0, 40.0, 12.0, 16.0)
KINDS = ("单位", "领导", "其他")
SPARE, ROOM = 3, 300
_HEAD = 2
_HOW = (
    "一人一行；一个单位可以写几行，没有邮箱的不发邮件。不是报送单位的，“类别”选“领导”或“其他”，会收到全部单位的汇总表。"
    "写了“职务”的，邮件里称职务，如“言主任”。"
)


def drawn_contacts(lines: Sequence[ContactLine], mark: str) -> bytes:
    """Return 通讯录.xlsx with these lines; ``mark`` is what the tool knows its own lines by."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    book.set_properties({"title": "通讯录", "created": datetime(2000, 1, 1)})
    page = Page(book.add_worksheet("通讯录"), Styles(book))
    page.widths(*WIDTHS)
    page.span(0, 0, 0, len(COLUMNS) - 1, "通讯录", "title")
    page.height(0, 34)
    page.span(1, 0, 1, len(COLUMNS) - 1, _HOW, "subtitle")
    page.height(1, 14.0 * lines_needed(_HOW, sum(WIDTHS)) + 6)
    page.row(_HEAD, list(COLUMNS), "header")
    page.height(_HEAD, 26)
    last = _HEAD + len(lines) + SPARE
    for row in range(_HEAD + 1, last + 1):
        number = row - _HEAD - 1
        one = lines[number] if number < len(lines) else ContactLine("", "", "", "")
        page.row(row, [one.unit], "cell", "left", "text")
        page.row(row, [one.name, one.address, one.kind, one.title], "cell", "own", "left", "text", column=1)
        page.height(row, 22)
    kind = {"validate": "list", "source": list(KINDS), "error_message": "请选：单位、领导或其他。"}
    page.sheet.data_validation(_HEAD + 1, 3, _HEAD + ROOM, 3, kind)
    page.sheet.freeze_panes(_HEAD + 1, 1)
    page.printed("A4", last, len(COLUMNS) - 1, (_HEAD, _HEAD), "")
    hidden = book.add_worksheet(MARK_SHEET)
    hidden.write_string(0, 0, mark)
    hidden.very_hidden()
    book.close()
    return target.getvalue()
