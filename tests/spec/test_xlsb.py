"""Excel's binary workbook (.xlsb) is read as an .xlsx of the same contents is; what breaks off is refused."""

import struct
from datetime import datetime

import pytest

from tests.drawn import HEADINGS
from tests.rawfiles import zipped
from toolkit.files.open_file import open_workbook
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status

FAMILY = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIRST = ["1", "林木业", "江口旋切一期", "甲公司", 0.5, "山东", "覃一", "19900000001", "2022-04", "已开工"]


def record(kind, data=b""):
    """Return a record: its type and its length in groups of seven bits."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(data)
    while length > 0x7F:
        head, length = head + bytes([length & 0x7F | 0x80]), length >> 7
    return head + bytes([length]) + data


def wide(text):
    """Return a text with its length."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column, value, look=0):
    """Return a cell: words, or a number."""
    head = struct.pack("<II", column, look)
    return record(6, head + wide(value)) if isinstance(value, str) else record(5, head + struct.pack("<d", value))


def line(number, *cells, hidden=False):
    """Return a row of cells."""
    flags = bytes([0, 0x10 if hidden else 0, 0]) + bytes(4)
    return record(0, struct.pack("<IIH", number - 1, 0, 300) + flags) + b"".join(cells)


LOOKS = (
    record(43, bytes(4))
    + record(43, bytes([0, 0, 8, 0]))
    + record(44, struct.pack("<H", 200) + wide("0.0000,"))
    + record(617)
    + b"".join(record(47, struct.pack("<HHH", 0, number, font)) for number, font in ((0, 0), (14, 0), (0, 1), (200, 0)))
    + record(618)
)


def xlsb(tmp_path, sheet, state=0, name="江口乡2022年6月.xlsb"):
    """Write an .xlsb with one sheet of records; return its path."""

    def related(**parts):
        links = "".join(f'<Relationship Id="{i}" Type="{FAMILY}/{k}" Target="{t}"/>' for i, (k, t) in parts.items())
        return f"<Relationships>{links}</Relationships>"

    book = record(153, bytes(12)) + record(156, struct.pack("<II", state, 1) + wide("a") + wide("6月"))
    parts = {
        "_rels/.rels": related(a=("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": related(
            a=("worksheet", "worksheets/sheet1.bin"),
            b=("styles", "styles.bin"),
            c=("sharedStrings", "sharedStrings.bin"),
        ),
        "xl/styles.bin": LOOKS,
        "xl/sharedStrings.bin": record(19, b"\0" + wide("共用")),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/worksheets/_rels/sheet1.bin.rels": related(a=("comments", "../comments1.bin")),
        "xl/comments1.bin": record(635, struct.pack("<IIIII", 0, 3, 3, 1, 1) + bytes(16))
        + record(637, b"\0" + wide("请核"))
        + record(636),
    }
    path = tmp_path / name
    path.write_bytes(zipped(parts))
    return path


def _made(kind, data, look=0):
    return record(kind, struct.pack("<II", 2, look) + data)


CELLS = {
    "real": (_made(5, struct.pack("<d", 1.5)), 1.5, ""),
    "packed whole": (_made(2, struct.pack("<i", 7 << 2 | 2)), 7, ""),
    "packed negative": (_made(2, struct.pack("<i", -7 << 2 | 2)), -7, ""),
    "packed hundredths": (_made(2, struct.pack("<i", 1234 << 2 | 3)), 12.34, ""),
    "packed double": (_made(2, struct.pack("<d", 0.5)[4:]), 0.5, ""),
    "shared": (_made(7, struct.pack("<I", 0)), "共用", ""),
    "words": (_made(6, wide("甲")), "甲", ""),
    "rich words": (_made(62, b"\0" + wide("乙")), "乙", ""),
    "yes": (_made(4, b"\1"), True, ""),
    "error": (_made(3, b"\x17"), None, "#REF!"),
    "day": (_made(5, struct.pack("<d", 44712), look=1), datetime(2022, 5, 31), ""),
    "formula's number": (_made(9, struct.pack("<d", 3) + bytes(6)), 3, ""),
    "formula's words": (_made(8, wide("和") + bytes(6)), "和", ""),
    "formula's error": (_made(11, b"\x07" + bytes(6)), None, "#DIV/0!"),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_holds_what_excel_shows(tmp_path, kind):
    """Every way in which Excel writes a value; of a formula, what it came to."""
    made, value, error = CELLS[kind]
    [sheet] = open_workbook(xlsb(tmp_path, line(2, made))).sheets
    read = sheet.cells[2, 3]
    assert (read.value, type(read.value), read.error) == (value, type(value), error)


def test_what_is_hidden_merged_struck_scaled_or_commented_is_known(tmp_path):
    """As in an .xlsx: rows, columns and sheets, merged cells, strike-through, comments, and numbers on another scale."""
    column = record(60, struct.pack("<IIIIH", 2, 3, 2304, 0, 1))
    merge = record(176, struct.pack("<IIII", 0, 2, 0, 1))
    rows = line(1, cell(0, "合")) + line(4, cell(0, "旧", look=2), cell(1, 5000.0, look=3), hidden=True)
    [sheet] = open_workbook(xlsb(tmp_path, column + rows + merge, state=1)).sheets
    assert (sheet.visible, sheet.hidden_rows, sheet.hidden_columns) == (False, {4}, {3, 4})
    assert sheet.merges == [(1, 1, 3, 2)] and sheet.cells[4, 1].struck
    assert sheet.cells[4, 2].shown == "5" and sheet.comments == {(4, 2): "请核"}


def _table(*rows):
    return b"".join(line(n, *(cell(c, value) for c, value in enumerate(row))) for n, row in enumerate(rows, 1))


def test_a_units_table_is_read(tmp_path, luzhai):
    """The same project, at the same cells, as from an .xlsx."""
    submission = read_submission(xlsb(tmp_path, _table(HEADINGS, FIRST)), luzhai, ReportingPeriod(2022, 6))
    [project] = submission.projects
    assert (submission.status, submission.unit, project.name) == (Status.ACCEPTED, "江口乡", "江口旋切一期")
    assert (project.investment_yuan, project.ref.row) == (50_000_000, 2)


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_records_that_break_off_are_refused(tmp_path, luzhai, kept):
    """A sheet whose last record is not whole is no shorter sheet: one sentence, and nothing of it counts."""
    whole = _table(HEADINGS, FIRST)
    path = xlsb(tmp_path, whole[: int(len(whole) * kept)])
    submission = read_submission(path, luzhai, ReportingPeriod(2022, 6))
    assert [(submission.status, one.kind) for one in submission.findings] == [(Status.REFUSED, "nonstandard")]
