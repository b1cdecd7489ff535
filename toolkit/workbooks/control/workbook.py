"""What is in the control workbook 招商工具箱.xlsm? Buttons, settings, contacts, and the record of presses."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit.files.saving import save
from toolkit.model.control import (
    CONFIG_SHEET,
    CONTACTS_SHEET,
    HELP_SHEET,
    HOME,
    LOG_SHEET,
    SETTINGS_SHEET,
    ControlWorkbook,
)
from toolkit.workbooks.control.help import draw_help
from toolkit.workbooks.control.home import draw_home
from toolkit.workbooks.control.sheets import draw_contacts, draw_log, draw_settings
from toolkit.workbooks.control.styles import BLUE, NAVY, Looks
from toolkit.workbooks.control.vba import with_macros
from toolkit.workbooks.sheet.page import SAFE

# Inside %LOCALAPPDATA%: no administrator is needed, and macros/安装.cmd puts it there.
COMMAND_LINE = r"%LOCALAPPDATA%\zhaoshang\venv\Scripts\zhaoshang.exe"
FAILED = (
    "这一步没有做成：招商工具箱没有启动，或者中途停了。多半是安全软件或单位的管理规定不许工作簿启动程序。\n"
    "同样的事可以用命令做：打开工作文件夹，在地址栏里输入 cmd 后回车，再输入下面这一行。"
    "还是不行的，请把本窗口拍给维护人员。"
)
WINDOWS_PYTHON = r"%LOCALAPPDATA%\zhaoshang\venv\Scripts\python.exe"


def write_control_workbook(control: ControlWorkbook, out: Path) -> Path:
    """Write the control workbook and return where it went; the same values give the same bytes."""
    return save(with_macros(_drawn(control), control.modules), out)


def _drawn(control: ControlWorkbook) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    book.set_properties({"title": f"{control.jurisdiction}招商工具箱", "created": datetime(2022, 1, 1)})
    book.set_size(1600, 1100)
    book.set_vba_name("ThisWorkbook")
    looks = Looks(book)
    sheets = {}
    for number, name in enumerate((HOME, SETTINGS_SHEET, CONTACTS_SHEET, LOG_SHEET, HELP_SHEET, CONFIG_SHEET), 1):
        sheets[name] = book.add_worksheet(name)
        # Sheets and document modules meet by code name; Excel repairs a workbook where they differ.
        sheets[name].set_vba_name(f"Sheet{number}")
    draw_home(book, sheets[HOME], looks, control)
    draw_settings(book, sheets[SETTINGS_SHEET], looks, control)
    draw_contacts(book, sheets[CONTACTS_SHEET], looks, control)
    draw_log(book, sheets[LOG_SHEET], looks)
    draw_help(sheets[HELP_SHEET], looks)
    _configure(sheets[CONFIG_SHEET], control)
    for name, colour in ((HOME, BLUE), (SETTINGS_SHEET, NAVY), (CONTACTS_SHEET, NAVY), (LOG_SHEET, NAVY)):
        sheets[name].set_tab_color(colour)
    for name in (HOME, SETTINGS_SHEET, HELP_SHEET):
        sheets[name].protect("", {"format_columns": True, "format_rows": True, "objects": False})
    sheets[HOME].activate()
    sheets[HOME].set_selection(4, 1, 4, 1)
    book.close()
    return target.getvalue()


def _configure(sheet: Any, control: ControlWorkbook) -> None:
    """Write what xlwings.bas and Buttons.bas read: a sheet keeps Chinese text, a configuration file would not."""
    rows = (
        ("INTERPRETER_WIN", control.interpreter),
        ("SHOW CONSOLE", "False"),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("TITLE", "招商工具箱"),
        ("STARTING", "招商工具箱：正在启动，请稍候……"),
        ("FAILED", FAILED),
        ("COMMAND", f'"{COMMAND_LINE}"' if control.interpreter else "zhaoshang"),
        ("NOT INSTALLED", "这台电脑上还没有装好招商工具箱。请双击“安装.cmd”安装一次，再按按钮。"),
    )
    for row, pair in enumerate(rows):
        sheet.write_row(row, 0, pair)
    sheet.hide()
