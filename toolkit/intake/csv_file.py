"""What stands in a csv? Encoding and separator are found out, never asked for."""

import csv
import io
from pathlib import Path

from toolkit.intake.grid import RawSheet, RawWorkbook, Refusal, fill_sheet

MAX_BYTES = 64 << 20


def read_csv(path: Path) -> RawWorkbook:
    """Return a csv as one sheet without a name; line numbers are row numbers.

    Raises :class:`Refusal` for binary data or a text in no Chinese encoding.
    """
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise Refusal("not_a_workbook", f"文件超过 {MAX_BYTES >> 20} MB，不像报表")
    text = decode(data)
    return RawWorkbook([sheet_of(text)], "csv")


def decode(data: bytes) -> str:
    """Return the text of bytes in UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030.

    >>> decode("江口乡".encode("gb18030")), decode(b"\\xef\\xbb\\xbfa")
    ('江口乡', 'a')
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal("not_a_workbook", "不是 Excel 工作簿，也不是文本表格")


def sheet_of(text: str) -> RawSheet:
    """Return the sheet of a csv text; a quoted line break keeps its record on its first line."""
    # Quoted line breaks move the rows apart: count lines as a text editor does not, but Excel does.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        return fill_sheet("", ((row, enumerate(record, 1)) for row, record in enumerate(reader, 1)))
    except csv.Error:
        raise Refusal("corrupt", "文本表格的引号或分隔符不完整") from None


def _separator(text: str) -> str:
    head = text[:10_000]
    return max((",", "\t", ";", "，"), key=head.count)
