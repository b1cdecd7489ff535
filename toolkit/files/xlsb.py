"""What stands in an .xlsb, Excel's binary workbook? The same cells as in an .xlsx; formulas by their values only."""

import struct
from collections.abc import Iterator

from toolkit.files.grid import RawSheet, RawWorkbook, Refusal
from toolkit.files.number_formats import PERCENT_FORMATS, is_plain
from toolkit.files.package import Package
from toolkit.files.xlsx_cells import MAX_CELLS, MAX_COLUMN, MAX_MERGES, MAX_ROW, CellValues
from toolkit.files.xlsx_styles import BUILT_IN_DATES, Styles, is_date_format

# Record types of MS-XLSB 2.3.2.
ROW, RK, ERROR, BOOL, REAL, TEXT, SHARED = 0, 2, 3, 4, 5, 6, 7
F_TEXT, F_NUMBER, F_BOOL, F_ERROR, RICH = 8, 9, 10, 11, 62
STRING_ITEM, FONT, FORMAT, LOOK, COLUMN = 19, 43, 44, 47, 60
BOOK, SHEET, MERGE, LOOKS, LOOKS_END, NOTE, NOTE_TEXT = 153, 156, 176, 617, 618, 635, 637
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
STRUCK, HIDDEN_ROW, HIDDEN_COLUMN = 0x08, 0x10, 0x01


def read_xlsb(package: Package, main: str) -> RawWorkbook:
    """Return the sheets; raises :class:`Refusal` for records that break off and for what is no report."""
    try:
        return _read(package, main)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Refusal("nonstandard", "这份 .xlsb 的内部结构读不通") from None


def _read(package: Package, main: str) -> RawWorkbook:
    relations = package.relations(main)
    by_kind = {kind: part for kind, part, external in relations.values() if not external}
    strings = [
        _text(data, 1)[0] for kind, data in _records(package, by_kind.get("sharedStrings")) if kind == STRING_ITEM
    ]
    listed: list[tuple[str, str, bool]] = []
    date1904 = False
    for kind, data in _records(package, main):
        if kind == BOOK:
            date1904 = bool(data[0] & 1)
        elif kind == SHEET:
            relation, place = _text(data, 8)
            listed.append((_text(data, place)[0], relation, not data[0]))
    values = CellValues(strings, _styles(package, by_kind.get("styles")), date1904)
    sheets = []
    for name, relation, visible in listed:
        family, part, _ = relations.get(relation, ("", "", False))
        if family == "worksheet" or part not in package:
            if part not in package:
                raise Refusal("nonstandard", f"工作表“{name}”的内容丢失")
            sheets.append(_sheet(_records(package, part), RawSheet(name, visible), values))
            _add_comments(package, part, sheets[-1])
    if not sheets:
        raise Refusal("not_a_workbook", "工作簿里没有工作表")
    return RawWorkbook(sheets, "xlsb")


def _records(package: Package, part: str | None) -> Iterator[tuple[int, bytes]]:
    """Yield (type, content) of each record of a part; none where there is no such part."""
    data = package.part(part) if part and part in package else b""
    place = 0
    while place < len(data):
        kind, place = data[place], place + 1
        if kind & 0x80:
            kind, place = (kind & 0x7F) | (data[place] & 0x7F) << 7, place + 1
        length = shift = 0
        while True:
            byte, place = data[place], place + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        if place + length > len(data):
            raise IndexError
        yield kind, data[place : place + length]
        place += length


def _text(data: bytes, place: int) -> tuple[str, int]:
    """Return a text and where it ends."""
    (count,) = struct.unpack_from("<I", data, place)
    if count == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * count
    if end > len(data):
        raise IndexError
    return data[place + 4 : end].decode("utf-16-le"), end


def _styles(package: Package, part: str | None) -> Styles:
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    looks: list[tuple[int, int]] = []
    inside = False
    for kind, data in _records(package, part):
        if kind == FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
        elif kind == FONT:
            fonts.append(bool(data[2] & STRUCK))
        elif kind in (LOOKS, LOOKS_END):
            inside = kind == LOOKS
        elif kind == LOOK and inside:
            looks.append(struct.unpack_from("<HH", data, 2))
    dates = {
        str(n)
        for n, (number, _) in enumerate(looks)
        if (is_date_format(codes[number]) if number in codes else number in BUILT_IN_DATES)
    }
    struck = {str(n) for n, (_, font) in enumerate(looks) if font < len(fonts) and fonts[font]}
    shown = {
        str(n): codes.get(number, "0%" if str(number) in PERCENT_FORMATS else "0")
        for n, (number, _) in enumerate(looks)
    }
    odd = {n: code for n, code in shown.items() if n not in dates and not is_plain(code)}
    return Styles(frozenset(dates), frozenset(struck), odd)


def _sheet(records: Iterator[tuple[int, bytes]], sheet: RawSheet, values: CellValues) -> RawSheet:
    row = 0
    for kind, data in records:
        if kind == ROW:
            row = struct.unpack_from("<I", data)[0] + 1
            if row > MAX_ROW:
                raise Refusal("nonstandard", f"工作表“{sheet.name}”的行号“{row}”不合法")
            if data[11] & HIDDEN_ROW:
                sheet.hidden_rows.add(row)
        elif kind == COLUMN and data[16] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<II", data)
            sheet.hidden_columns.update(range(first + 1, min(last + 1, MAX_COLUMN) + 1))
        elif kind == MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind in _KINDS:
            column, look = struct.unpack_from("<II", data)
            said, text = _said(kind, data)
            cell = values.cell(said, str(look & 0xFFFFFF), text, None, f"工作表“{sheet.name}”第{row}行")
            if cell is not None:
                sheet.cells[row, column + 1] = cell
        if len(sheet.cells) > MAX_CELLS or len(sheet.merges) > MAX_MERGES:
            raise Refusal("not_a_workbook", f"工作表“{sheet.name}”的内容过多，不像报表")
    return sheet


def _add_comments(package: Package, part: str, sheet: RawSheet) -> None:
    for family, target, external in package.relations(part).values():
        place = (0, 0)
        for kind, data in _records(package, target) if family == "comments" and not external else ():
            if kind == NOTE:
                row, _, column, _ = struct.unpack_from("<IIII", data, 4)
                place = row + 1, column + 1
            elif kind == NOTE_TEXT:
                sheet.comments[place] = _text(data, 1)[0].strip()


_KINDS = {RK, ERROR, BOOL, REAL, TEXT, SHARED, F_TEXT, F_NUMBER, F_BOOL, F_ERROR, RICH}


def _said(kind: int, data: bytes) -> tuple[str, str]:
    """Return a cell's type and text in the words of an .xlsx."""
    if kind in (REAL, F_NUMBER):
        return "n", repr(struct.unpack_from("<d", data, 8)[0])
    if kind == RK:
        return "n", repr(_rk(struct.unpack_from("<i", data, 8)[0]))
    if kind == SHARED:
        return "s", str(struct.unpack_from("<I", data, 8)[0])
    if kind in (BOOL, F_BOOL):
        return "b", str(data[8])
    if kind in (ERROR, F_ERROR):
        return "e", ERRORS.get(data[8], "#VALUE!")
    return "str", _text(data, 9 if kind == RICH else 8)[0]


def _rk(packed: int) -> float:
    """Return a number packed in thirty bits: whole, or the upper half of a double; in hundredths if marked so."""
    number = packed >> 2 if packed & 2 else struct.unpack("<d", struct.pack("<iI", 0, packed & 0xFFFFFFFC))[0]
    return float(number / 100 if packed & 1 else number)
