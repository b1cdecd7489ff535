"""Which cells does an old .xls hold? xlrd reads errors, merges and formats."""

import io
import math
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import xlrd

from toolkit.files.grid import RawCell, RawSheet, RawWorkbook, Refusal, ScaledCell, Value
from toolkit.files.number_formats import seen
from toolkit.files.xls_strings import stream_with_true_count
from toolkit.files.xlsx_cells import as_shown, serial_date
from toolkit.files.xlsx_styles import BUILT_IN_DATES, is_date_format, shown_exactness

MOST_SAID_ROWS = 60_000
NOTHING = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read_xls(path: Path) -> RawWorkbook:
    """Return the sheets of a BIFF workbook; raises :class:`Refusal` with the reason."""
    try:
        book = _open(path)
        return RawWorkbook([_sheet(book, index) for index in range(book.nsheets)], "xls")
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise Refusal("encrypted") from None
        raise Refusal("nonstandard", "这份 .xls 的内部结构读不通") from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001
        # xlrd raises every kind of exception on odd records; to a clerk each means that the file cannot be read.
        raise Refusal("nonstandard", "这份 .xls 的内部结构读不通") from None


def _open(path: Path) -> xlrd.Book:
    try:
        return _opened(filename=str(path))
    except (AssertionError, IndexError, struct.error):
        stream = stream_with_true_count(path.read_bytes())
        if stream is None:
            raise
        return _opened(file_contents=stream)


def _opened(**source: Any) -> xlrd.Book:
    # Ragged: one stray cell in IV65536 would otherwise be padded to sixteen million.
    # No mmap: a file that another program shortens meanwhile would end the process.
    options = {"formatting_info": True, "ragged_rows": True, "use_mmap": False, "logfile": io.StringIO()}
    book = xlrd.open_workbook(**source, **options)
    if book.biff_version < 80 and not book.codepage:
        # A file from before Unicode that names no code page: a Chinese office's machine wrote GB18030.
        book = xlrd.open_workbook(**source, **options, encoding_override="gb18030")
    return book


def _sheet(book: xlrd.Book, index: int) -> RawSheet:
    source = book.sheet_by_index(index)
    sheet = RawSheet(source.name, visible=source.visibility == 0)
    for row in range(source.nrows):
        for column, kind in enumerate(source.row_types(row)):
            if kind not in NOTHING and (cell := _cell(book, source, row, column)):
                sheet.cells[row + 1, column + 1] = cell
    sheet.part_struck = _part_struck(book, source, sheet)
    sheet.said_rows = _said_rows(source)
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column + 1 for column, info in source.colinfo_map.items() if info.hidden}
    sheet.comments = {(row + 1, column + 1): note.text for (row, column), note in source.cell_note_map.items()}
    return sheet


def _part_struck(book: xlrd.Book, source: xlrd.sheet.Sheet, sheet: RawSheet) -> dict[tuple[int, int], str]:
    """Take the struck part out of each text that holds one, and return it by place."""
    found: dict[tuple[int, int], str] = {}
    for (row, column), runs in source.rich_text_runlist_map.items():
        cell = sheet.cells.get((row + 1, column + 1))
        if cell is None or not isinstance(cell.value, str):
            continue
        text, own = cell.value, book.xf_list[source.cell_xf_index(row, column)].font_index
        parts = [(0, own), *runs, (len(text), own)]
        kept: list[str] = []
        gone: list[str] = []
        for (start, font), (end, _) in pairwise(parts):
            (gone if book.font_list[font].struck_out else kept).append(text[start:end])
        if gone and (rest := "".join(kept).strip()):
            sheet.cells[row + 1, column + 1] = RawCell(rest)
            found[row + 1, column + 1] = "".join(gone).strip()
    return {place: text for place, text in found.items() if text}


def _said_rows(source: xlrd.sheet.Sheet) -> int:
    """Return how many rows the record DIMENSIONS claims, as far as a program would write so many and no more.

    Some exports always claim a whole sheet; a row that is only formatted counts as read.
    """
    said = int(getattr(source, "_dimnrows", 0) or 0)
    held = max(source.nrows, *(row + 1 for row in source.rowinfo_map), 0)
    return said if held < said <= MOST_SAID_ROWS else 0


def _cell(book: xlrd.Book, source: xlrd.sheet.Sheet, row: int, column: int) -> RawCell | None:
    kind, given = source.cell_type(row, column), source.cell_value(row, column)
    format_key, struck = _look(book, source.cell_xf_index(row, column))
    if kind == xlrd.XL_CELL_ERROR:
        return RawCell(None, error=xlrd.error_text_from_code.get(given, "#VALUE!"), struck=struck)
    value: Value = None
    if kind == xlrd.XL_CELL_TEXT:
        value = given
    elif kind == xlrd.XL_CELL_BOOLEAN:
        value = bool(given)
    elif not math.isfinite(given):
        return RawCell(None, error="#NUM!", struck=struck)  # no number that a sheet can hold
    else:
        value = _number(book, float(given), format_key)
    if isinstance(value, (int, float)) and (look := seen(_code(book, format_key), value)):
        return ScaledCell(value, "", struck, *look)
    return None if value is None or value == "" else RawCell(value, struck=struck)


def _look(book: xlrd.Book, number: int) -> tuple[int, bool]:
    """Return a cell's number format and whether it is struck through; plain where a program named a look it has not."""
    if number >= len(book.xf_list):
        return 0, False
    format = book.xf_list[number]
    font = format.font_index
    return format.format_key, font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _code(book: xlrd.Book, format_key: int) -> str:
    known = book.format_map.get(format_key)
    return (known.format_str if known else None) or "0"


def _number(book: xlrd.Book, number: float, format_key: int) -> Value:
    known = book.format_map.get(format_key)
    # Excel writes the numbers of its built-in formats without their text: xlrd then has none either.
    code = known.format_str if known else None
    shows_date = is_date_format(code) if code else format_key in BUILT_IN_DATES
    if shows_date and (moment := serial_date(number, bool(book.datemode))):
        return as_shown(moment, shown_exactness(code or ""))
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
