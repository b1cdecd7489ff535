"""How does a spec look into 规则.xlsx? Cells by sheet, heading and row, edited as a person edits them."""

from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEAD = "序号"


def heading_row(sheet: Worksheet) -> int:
    """The row that the headings stand in."""
    return next(row for row in range(1, 9) if sheet.cell(row, 1).value == HEAD)


def column_of(sheet: Worksheet, heading: str) -> int:
    """The column under a heading."""
    head = heading_row(sheet)
    return next(at for at in range(1, sheet.max_column + 1) if sheet.cell(head, at).value == heading)


def rule_rows(sheet: Worksheet) -> list[int]:
    """The rows below the hints and the example."""
    said = ("说明", "例", HEAD)
    return [row for row in range(heading_row(sheet) + 1, sheet.max_row + 1) if sheet.cell(row, 1).value not in said]


def edited(path: Path, sheet: str, heading: str, number: int, value: object) -> str:
    """Write a value under a heading in the ``number``-th row below the example (0 the first); return the cell."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    cell = page.cell(rule_rows(page)[number], column_of(page, heading))
    cell.value = value
    book.save(path)
    return cell.coordinate


def stated(path: Path, heading: str, value: object) -> str:
    """Write a value beside a line of 基本情况; return the cell."""
    book = openpyxl.load_workbook(path)
    page = book["基本情况"]
    row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == heading)
    page.cell(row, 2).value = value
    book.save(path)
    return f"B{row}"
