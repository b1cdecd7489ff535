"""What does a clerk see on opening the control workbook? The sheet 首页: period, what to do next, the buttons."""

from itertools import groupby
from typing import Any

from toolkit.model.control import BUTTONS, NEXT_STEP, NOTHING_CHOSEN, PERIOD, RECEIVED, Button, ControlWorkbook
from toolkit.workbooks.control.styles import AMBER, BLUE, WHITE, Looks

# margin, button, hint, time, result, margin: 1 000 pixels, which an old office screen still shows whole.
WIDTHS = (2, 23, 40, 17, 56, 2)
LAST = len(WIDTHS) - 1
BUTTON_WIDTH, BUTTON_HEIGHT, ROW_HEIGHT = 150, 32, 31.5


def draw_home(book: Any, sheet: Any, looks: Looks, control: ControlWorkbook) -> None:
    """Draw 首页 and name its cells."""
    frame(sheet, looks, WIDTHS)
    banner(sheet, looks, LAST, "招商工具箱", f"{control.jurisdiction}　{control.cited_title}")
    _cards(book, sheet, looks, control)
    _next_step(book, sheet, looks, control)
    row = 9
    for group, found in groupby(BUTTONS, key=lambda button: button.group):
        sheet.set_row(row, 26, looks())
        members = list(found)
        sheet.write_string(row, 1, group, looks("group"))
        if any(button.choice for button in members):
            sheet.write_string(row, 2, "黄色的格子先选一种，再按左边的按钮", looks("column"))
        sheet.write_string(row, 3, "最近一次", looks("column"))
        sheet.write_string(row, 4, "结果", looks("column"))
        for button in members:
            row += 1
            _button_row(book, sheet, looks, row, button, control)
        row += 1
    _foot(sheet, looks, row)


def frame(sheet: Any, looks: Looks, widths: tuple[float, ...]) -> None:
    """Make a sheet look like a window: no grid, no headings, nothing beyond its last column."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, looks())
    sheet.set_column(len(widths), 16_383, None, None, {"hidden": True})
    sheet.hide_gridlines(2)
    sheet.hide_row_col_headers()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)


def banner(sheet: Any, looks: Looks, last: int, title: str, under: str) -> None:
    """Draw the dark strip on top of every sheet."""
    sheet.set_row(0, 44)
    sheet.set_row(1, 26)
    for row, (text, look) in enumerate(((title, looks("banner", "title")), (under, looks("banner", "under")))):
        for column in range(last + 1):
            sheet.write_blank(row, column, None, looks("banner"))
        sheet.write_string(row, 1, text, look)


def name_cell(book: Any, name: str, sheet: Any, row: int, column: int) -> None:
    """Give a cell a name of the workbook."""
    book.define_name(name, f"='{sheet.get_name()}'!${chr(ord('A') + column)}${row + 1}")


def _cards(book: Any, sheet: Any, looks: Looks, control: ControlWorkbook) -> None:
    sheet.set_row(2, 10, looks())
    sheet.set_row(3, 22, looks())
    sheet.set_row(4, 46, looks())  # three lines of what came: files, what is no table, what waits
    sheet.set_row(5, 20, looks())
    cards = (
        (1, 1, "报送月份（可改）", control.settings.period, "写成 2022-06", "input"),
        (2, 2, "收表情况", control.received, "“报送”文件夹里的文件", "value"),
        (3, 4, "统计表报送截止日期", control.due, "规则和口径见“设置”", "value"),
    )
    for first, last, label, value, foot, look in cards:
        for row, text, trait in ((3, label, "label"), (4, value, look), (5, foot, "foot")):
            if first != last:
                sheet.merge_range(row, first, row, last, "", looks(trait))
            sheet.write_string(row, first, text, looks(trait))
    sheet.write_string(4, 2, control.received, looks("value", "told", "free"))
    name_cell(book, PERIOD, sheet, 4, 1)
    name_cell(book, RECEIVED, sheet, 4, 2)
    sheet.data_validation(
        4,
        1,
        4,
        1,
        {"validate": "any", "input_title": "报送月份", "input_message": "写成 2022-06。改了以后，按钮都按这个月做。"},
    )


def _next_step(book: Any, sheet: Any, looks: Looks, control: ControlWorkbook) -> None:
    sheet.set_row(6, 10, looks())
    sheet.set_row(7, 36, looks())
    sheet.set_row(8, 6, looks())
    sheet.write_string(7, 1, "下一步", looks("next_label"))
    sheet.merge_range(7, 2, 7, 4, "", looks("next"))
    sheet.write_string(7, 2, control.next_step, looks("next"))
    name_cell(book, NEXT_STEP, sheet, 7, 2)


def _button_row(book: Any, sheet: Any, looks: Looks, row: int, button: Button, control: ControlWorkbook) -> None:
    sheet.set_row(row, ROW_HEIGHT, looks())
    sheet.write_blank(row, 1, None, looks("card"))
    if button.choice:
        _choice(book, sheet, looks, row, button, control.choices[button.choice])
    else:
        sheet.write_string(row, 2, button.hint, looks("card", "hint"))
    sheet.write_blank(row, 3, None, looks("card", "when"))
    sheet.write_blank(row, 4, None, looks("card", "result"))
    name_cell(book, button.when_name, sheet, row, 3)
    name_cell(book, button.result_name, sheet, row, 4)
    # A drawn shape, not a grey form button: control_vba.py ties the macro to it by its description.
    sheet.insert_textbox(
        row,
        1,
        button.caption,
        {
            "width": BUTTON_WIDTH,
            "height": BUTTON_HEIGHT,
            "x_offset": 8,
            "y_offset": 5,
            "object_position": 2,
            "description": button.shape,
            "fill": {"color": AMBER if button.final else BLUE},
            "line": {"none": True},
            "font": {"name": "微软雅黑", "size": 11, "bold": True, "color": WHITE},
            "align": {"vertical": "middle", "horizontal": "center"},
        },
    )


def _choice(book: Any, sheet: Any, looks: Looks, row: int, button: Button, offered: tuple[str, ...]) -> None:
    """Draw the cell in which one of several is picked from a list; nothing is picked in a new workbook."""
    sheet.write_string(row, 2, NOTHING_CHOSEN, looks("field"))
    name_cell(book, button.choice, sheet, row, 2)
    said = {"input_title": button.caption, "input_message": f"{button.hint}。选好以后按“{button.caption}”。"}
    sheet.data_validation(row, 2, row, 2, {"validate": "list", "source": [NOTHING_CHOSEN, *offered], **said})


def _foot(sheet: Any, looks: Looks, row: int) -> None:
    sheet.set_row(row, 30, looks())
    text = (
        "每按一次，结果记在“运行记录”。橙色的按钮做了不能收回，都会先问。"
        "没有 Excel 的电脑，双击“按钮”文件夹里的图标，见“使用说明”。"
    )
    sheet.write_string(row, 1, text, looks("column"))
    sheet.print_area(0, 0, row, LAST)
    sheet.set_default_row(hide_unused_rows=True)
