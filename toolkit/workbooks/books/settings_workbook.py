"""Where does the office fill in its settings? In 设置.xlsx: a sheet a group, a line a setting, with drop-downs."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from toolkit.model.office_settings import (
    ABOUT,
    BASIC,
    ITEM,
    MAIL,
    MARK_SHEET,
    READINGS,
    VALUE,
    YES,
    OfficeSetting,
    Place,
    Stated,
    shown,
)
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed
from toolkit.workbooks.sheet.styles import Styles

WIDTHS = (30.0, 40.0, 76.0)
_HEAD = 2
_HOW = {
    BASIC: "只填有底色的“填写”一列，填好保存；工具箱下一次运行时采用；填得不对的，指出是哪一格，什么也不改。",
    MAIL: "收发邮件才用。只填有底色的“填写”一列；授权码不写在这里，存入系统的密码保管箱。",
    READINGS: "方案没有写明的，由本办选定；空着就按“说明”里的做法。选定后重新汇总，各表随之改变。",
}
_CHOICES = "选项"
NUMBERS = ("port", "year", "seconds")


def drawn_settings(settings: Sequence[OfficeSetting], stated: Mapping[Place, Stated | None], mark: str) -> bytes:
    """Return 设置.xlsx with the values as they are stated now; ``mark`` is what the tool knows its own values by."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    book.set_properties({"title": "设置", "created": datetime(2000, 1, 1)})
    styles = Styles(book)
    sheets = list(dict.fromkeys(one.sheet for one in settings))
    pages = {name: Page(book.add_worksheet(name), styles) for name in sheets}
    lists = _Lists(book.add_worksheet(_CHOICES))
    for name, page in pages.items():
        _draw(page, [one for one in settings if one.sheet == name], stated, lists)
    hidden = book.add_worksheet(MARK_SHEET)
    hidden.write_string(0, 0, mark)
    hidden.very_hidden()
    book.close()
    return target.getvalue()


class _Lists:
    """The sheet that drop-downs take their answers from: inside a rule there is room for 255 letters only."""

    def __init__(self, sheet: Any) -> None:
        self._sheet, self._columns = sheet, 0
        sheet.hide()

    def source(self, answers: Sequence[str]) -> str:
        for row, answer in enumerate(answers):
            self._sheet.write_string(row, self._columns, answer)
        letter = xlsxwriter.utility.xl_col_to_name(self._columns, col_abs=True)
        self._columns += 1
        return f"={_CHOICES}!{letter}$1:{letter}${len(answers)}"


def _draw(page: Page, settings: Sequence[OfficeSetting], stated: Mapping[Place, Stated | None], lists: _Lists) -> None:
    page.widths(*WIDTHS)
    page.span(0, 0, 0, 2, f"设置：{page.name}", "title")
    page.height(0, 34)
    page.span(1, 0, 1, 2, _HOW[page.name], "subtitle")
    page.height(1, 14.0 * lines_needed(_HOW[page.name], sum(WIDTHS)) + 6)
    page.row(_HEAD, [ITEM, VALUE, ABOUT], "header")
    page.height(_HEAD, 26)
    for row, one in enumerate(settings, _HEAD + 1):
        about = one.about if one.sheet == READINGS or not one.example else f"{one.about}例如：{one.example}"
        if one.example and one.example in one.about:
            about = one.about
        page.put(row, 0, one.name, "cell", "wrap", "left")
        value = stated.get(one.place)
        # A number stays one; every other cell is text, in which Excel makes no day of 6-7 and no number of 0772.
        if one.kind in NUMBERS and isinstance(value, int | float):
            page.put(row, 1, value, "cell", "own", "left")
        else:
            look = () if one.kind in NUMBERS else ("text",)
            page.put(row, 1, shown(one, value), "cell", "own", "wrap", "left", *look)
        page.put(row, 2, about, "cell", "wrap", "left")
        tall = max(map(lines_needed, (one.name, shown(one, stated.get(one.place)), about), WIDTHS))
        page.height(row, max(24.0, 15.0 * tall + 8))
        if rule := _rule(one, lists):
            page.sheet.data_validation(row, 1, row, 1, {**rule, "error_title": one.name[:32]})
    page.sheet.freeze_panes(_HEAD + 1, 1)
    page.printed("A4", _HEAD + len(settings), 2, (_HEAD, _HEAD), "")


def _rule(one: OfficeSetting, lists: _Lists) -> dict[str, Any] | None:
    """Return Excel's own check of a cell: the same that reading it makes, where Excel can say it."""
    if one.kind == "yes":
        return {"validate": "list", "source": [YES, "否"], "error_message": "请选“是”或“否”。"}
    if one.kind == "choice":
        return {
            "validate": "list",
            "source": lists.source(list(one.choices)),
            "error_message": "请从下拉列表里选一项。",
        }
    whole = {"port": (1, 65535), "year": (2000, 2099), "seconds": (0, 3600)}.get(one.kind)
    if whole:
        kind = "decimal" if one.kind == "seconds" else "integer"
        said = f"应是{whole[0]}到{whole[1]}的数，例如 {one.example}。"
        return {
            "validate": kind,
            "criteria": "between",
            "minimum": whole[0],
            "maximum": whole[1],
            "error_message": said,
        }
    return None
