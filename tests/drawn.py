"""The table in a test is the spreadsheet: a drawing becomes a real workbook."""

import re
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = [
    "序号",
    "行业",
    "项目名称",
    "项目方",
    "投资总额（亿元）",
    "投资来源",
    "项目负责人",
    "联系电话",
    "项目入驻时间",
    "进展情况",
]


def drawn_sheet(drawing: str, path: Path) -> None:
    """Write a drawing as a workbook.

    ``| A | B`` is the ruler, then one line per row that begins with its number.  A number is a number,
    ``2022-05-31`` a date, ``"10"`` a text, ``=SUM(E4:E5)`` a formula without cached value, an empty cell
    nothing.  ``HEADINGS`` stands for the ten columns of annex 2.  Lines that begin with a word do what
    Excel's menus do: ``merge A1:C1``, ``hide 7``, ``hide H``, ``strike 3``, ``comment C2 text``,
    ``sheet 5月 hidden`` (what follows is drawn there).
    """
    book = openpyxl.Workbook()
    sheet = book.active
    letters: list[str] = []
    for line in filter(None, (line.strip() for line in drawing.splitlines())):
        word, _, rest = line.partition(" ")
        if word == "sheet":
            name, _, state = rest.partition(" ")
            sheet = book.create_sheet(name)
            sheet.sheet_state = state or "visible"
        elif word in MENU:
            MENU[word](sheet, rest)
        else:
            number, *cells = (part.strip() for part in line.split("|"))
            if not number:
                letters = cells
                continue
            if "HEADINGS" in cells:
                at = cells.index("HEADINGS")
                cells[at : at + 1] = HEADINGS
            for letter, text in zip(letters, cells, strict=False):
                if text:
                    sheet[f"{letter}{number}"] = value(text)
    book.save(path)


def _hide(sheet: Worksheet, what: str) -> None:
    (sheet.row_dimensions[int(what)] if what.isdigit() else sheet.column_dimensions[what]).hidden = True


def _strike(sheet: Worksheet, row: str) -> None:
    for cell in sheet[int(row)]:
        cell.font = Font(strike=True)


def _comment(sheet: Worksheet, rest: str) -> None:
    address, _, text = rest.partition(" ")
    sheet[address].comment = Comment(text, "填报人")


MENU = {"merge": lambda sheet, what: sheet.merge_cells(what), "hide": _hide, "strike": _strike, "comment": _comment}


def value(text: str) -> object:
    """Return what Excel would make of a text typed into a cell."""
    if text.startswith('"') and text.endswith('"'):
        return text[1:-1]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    return text
