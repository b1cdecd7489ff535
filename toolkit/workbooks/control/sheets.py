"""Which sheets does the control workbook have beside 首页? 设置, 单位通讯录, 运行记录."""

from typing import Any

from toolkit.model.control import (
    AS_OF,
    CONTACT_ROOM,
    CONTACTS_START,
    LOG_HEADINGS,
    LOG_ROOM,
    LOG_START,
    REASON,
    ROOT,
    ControlWorkbook,
)
from toolkit.workbooks.control.home import banner, frame, name_cell
from toolkit.workbooks.control.styles import Looks

HEAD = 3
ALIASES_PER_LINE = 30


def draw_settings(book: Any, sheet: Any, looks: Looks, control: ControlWorkbook) -> None:
    """Draw 设置: three fields to fill in, and the scheme's readings to look up."""
    frame(sheet, looks, (2, 22, 44, 70, 2))
    banner(sheet, looks, 4, "设置", "黄色的格子可以填；其余的在工作文件夹的“设置.xlsx”里填")
    sheet.set_row(2, 10)
    _heading(sheet, looks, HEAD, ("设置项", "填写", "说明"))
    fields = (
        (ROOT, control.settings.root, "空着就是本工作簿所在的文件夹。要用别的文件夹，把它的完整位置填在这里。"),
        (AS_OF, control.settings.as_of, "空着就是今天。要按某一天汇总，写成 2022-07-06。"),
        (REASON, control.settings.reason, "已经定稿的月份要再定稿时填，例如：江口乡更正到位资金。第一次定稿不用填。"),
    )
    for row, (name, value, words) in enumerate(fields, HEAD + 1):
        sheet.set_row(row, 34)
        sheet.write_string(row, 1, name, looks("cell", "strong"))
        sheet.write_string(row, 2, value, looks("field"))
        sheet.write_string(row, 3, words, looks("cell", "hint"))
        name_cell(book, name, sheet, row, 2)
    row = HEAD + len(fields) + 2
    sheet.write_string(row, 1, "口径", looks("group"))
    _heading(sheet, looks, row + 1, ("口径", "现在的做法", "为什么这样做"))
    for offset, (question, meaning, reason) in enumerate(control.rules, row + 2):
        sheet.set_row(offset, 16 * max(2, -(-len(meaning) // 22), -(-len(reason) // 36), -(-len(question) // 10)) + 4)
        sheet.write_string(offset, 1, question, looks("cell", "strong"))
        sheet.write_string(offset, 2, meaning, looks("cell"))
        sheet.write_string(offset, 3, reason, looks("cell", "hint"))


def draw_contacts(book: Any, sheet: Any, looks: Looks, control: ControlWorkbook) -> None:
    """Draw 单位通讯录: it shows 通讯录.xlsx, which stays the record of who may receive letters."""
    frame(sheet, looks, (2, 20, 10, 12, 52, 14, 36, 2))
    banner(
        sheet, looks, 7, "单位通讯录", "邮箱以工作文件夹里的“通讯录.xlsx”为准；改了以后，按任何一个按钮，这里就跟着更新"
    )
    sheet.set_row(2, 10)
    sheet.set_default_row(22)
    _heading(sheet, looks, HEAD, ("单位", "类别", "报送统计表", "别名（表里这样写也认得）", "联系人", "邮箱"))
    _lines(sheet, looks, (20, 10, 12, 52, 14, 36), CONTACT_ROOM)
    for row, one in enumerate(control.contacts, HEAD + 1):
        sheet.set_row(row, 22 if len(one.cells[3]) <= ALIASES_PER_LINE else 36)
        for column, value in enumerate(one.cells, 1):
            sheet.write_string(row, column, value, looks("line"))
    name_cell(book, CONTACTS_START, sheet, HEAD + 1, 1)
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.repeat_rows(HEAD)


def draw_log(book: Any, sheet: Any, looks: Looks) -> None:
    """Draw 运行记录: empty lines that every press fills one by one."""
    frame(sheet, looks, (2, 18, 14, 18, 11, 56, 90, 2))
    banner(sheet, looks, 7, "运行记录", "每按一次按钮记一行，最近的在最下面；做不成的不记，文件也不动")
    sheet.set_row(2, 10)
    sheet.set_default_row(22)
    _heading(sheet, looks, HEAD, LOG_HEADINGS)
    _lines(sheet, looks, (18, 14, 18, 11, 56, 90), LOG_ROOM, "one_row")
    name_cell(book, LOG_START, sheet, HEAD + 1, 1)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.repeat_rows(HEAD)


def _heading(sheet: Any, looks: Looks, row: int, names: tuple[str, ...]) -> None:
    sheet.set_row(row, 26)
    for column, name in enumerate(names, 1):
        sheet.write_string(row, column, name, looks("head"))


def _lines(sheet: Any, looks: Looks, widths: tuple[int, ...], room: int, *traits: str) -> None:
    """Make room for lines that are written later: text cells that show as a table only where something stands."""
    for column, width in enumerate(widths, 1):
        sheet.set_column(column, column, width, looks("line", *traits))
    for column in range(1, len(widths) + 1):
        sheet.write_blank(2, column, None, looks())
    sheet.conditional_format(
        HEAD + 1,
        1,
        HEAD + room,
        len(widths),
        {"type": "formula", "criteria": f'=$B{HEAD + 2}<>""', "format": looks.mark("line_shown")},
    )
