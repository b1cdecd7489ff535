"""What stands in an old .xls? Read with xlrd, which keeps errors, merges and formats apart."""

import io
from pathlib import Path

import xlrd

from toolkit.intake.grid import RawCell, RawSheet, RawWorkbook, Refusal, Value
from toolkit.intake.xlsx_sheet import serial_date
from toolkit.intake.xlsx_styles import is_date_format


def read_xls(path: Path) -> RawWorkbook:
    """Return the sheets of a BIFF workbook; raises :class:`Refusal` with the reason."""
    try:
        book = _open(path)
        return RawWorkbook([_sheet(book, index) for index in range(book.nsheets)], "xls")
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise Refusal("encrypted") from None
        raise Refusal("corrupt", "不是完整的 .xls 工作簿") from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001
        # xlrd trips over damaged records with every kind of exception; each means the same to a clerk.
        raise Refusal("corrupt", "不是完整的 .xls 工作簿") from None


def _open(path: Path) -> xlrd.Book:
    silent = io.StringIO()
    book = xlrd.open_workbook(str(path), formatting_info=True, logfile=silent)
    if book.biff_version < 80 and not book.codepage:
        # Before Unicode, and no code page said: a Chinese office's machine wrote GB18030.
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=silent, encoding_override="gb18030")
    return book


def _sheet(book: xlrd.Book, index: int) -> RawSheet:
    source = book.sheet_by_index(index)
    sheet = RawSheet(source.name, visible=source.visibility == 0)
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            if cell := _cell(book, source.cell(row, column)):
                sheet.cells[row + 1, column + 1] = cell
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column + 1 for column, info in source.colinfo_map.items() if info.hidden}
    sheet.comments = {(row + 1, column + 1): note.text for (row, column), note in source.cell_note_map.items()}
    return sheet


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> RawCell | None:
    format = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    struck = bool(format and book.font_list[format.font_index].struck_out)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return RawCell(None, error=xlrd.error_text_from_code.get(cell.value, "#VALUE!"), struck=struck)
    value: Value = None
    if cell.ctype == xlrd.XL_CELL_TEXT:
        value = cell.value
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        value = _number(book, float(cell.value), format.format_key if format else 0)
    return None if value is None or value == "" else RawCell(value, struck=struck)


def _number(book: xlrd.Book, number: float, format_key: int) -> Value:
    code = book.format_map[format_key].format_str if format_key in book.format_map else "General"
    shows_date = is_date_format(code) or 27 <= format_key <= 36 or 50 <= format_key <= 58
    if shows_date and (moment := serial_date(number, bool(book.datemode))):
        return moment
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
