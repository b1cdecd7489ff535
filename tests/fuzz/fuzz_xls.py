"""Target: the .xls reader. The input is the whole file, or a bare stream of records."""

import io

import xlwt

from tests.drawn import HEADINGS
from tests.fuzz.contract import read
from tests.rawfiles import PROJECT, biff5, container, record

# The records that hold cells, formulas, merges, rows, columns, formats and texts; the number that is none.
RECORDS = (
    0x06,
    0x0A,
    0x18,
    0x1E,
    0x31,
    0x42,
    0x7D,
    0x85,
    0xBD,
    0xBE,
    0xD6,
    0xE0,
    0xE5,
    0xFC,
    0xFD,
    0x203,
    0x204,
    0x205,
)
WORDS = (
    *(record(kind, bytes(8)) for kind in (*RECORDS, 0x207, 0x208, 0x27E, 0x809)),
    b"\xff" * 4,
    b"\0\0\0\0\0\0\xf8\x7f",
)


def good() -> bytes:
    """Return a table as Excel 97 to 2003 kept it: texts, a number, a date, a merge, a hidden row."""
    book = xlwt.Workbook(encoding="gbk")
    page = book.add_sheet("统计表")
    for number, line in enumerate([HEADINGS, PROJECT, PROJECT]):
        for column, text in enumerate(line):
            page.write(number, column, text)
    page.write(3, 4, 0.5)
    page.write(3, 8, 44712, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    page.write_merge(3, 4, 1, 1, "林木业")
    page.row(2).hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def seeds() -> list[bytes]:
    """Excel 97 and Excel 5, in a container and bare."""
    return [good(), biff5([HEADINGS, PROJECT]), container(biff5([HEADINGS, PROJECT], None))]


def one(data: bytes) -> None:
    """Hold the laws."""
    read(data, ".xls")
