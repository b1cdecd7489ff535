"""Old .xls as Excel, WPS and exports write them: what opens there is no damaged file here."""

import io
import struct

import pytest
import xlwt

from tests.drawn import HEADINGS
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status

JUNE = ReportingPeriod(2022, 6)
FIRST = ["1", "林木业", "江口旋切一期", "甲公司", 0.5, "山东", "覃一", "19900000001", 44652, "已开工"]


def old_workbook(number=0):
    """Return the bytes of an .xls whose dates have Excel's built-in format ``number``, without its text."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    style = xlwt.easyxf(num_format_str='yyyy"-x-"m')
    for column, heading in enumerate(HEADINGS):
        sheet.write(0, column, heading)
    for column, text in enumerate(FIRST):
        sheet.write(1, column, text, style if column == 8 else xlwt.Style.default_style)
    file = io.BytesIO()
    book.save(file)
    return _with_format(file.getvalue(), number) if number else file.getvalue()


def _with_format(data, number):
    """Point every cell format that has the book's own number format to ``number``."""
    text = data.rindex(b"\x1e\x04", 0, data.index(b"-x-"))  # the format's own record: its number, its words
    own, elsewhere, changed = data[text + 4 : text + 6], struct.pack("<H", 399), data
    changed = changed[: text + 4] + elsewhere + changed[text + 6 :]
    place = changed.find(b"\xe0\x00\x14\x00")
    while place >= 0:
        if changed[place + 6 : place + 8] == own:
            changed = changed[: place + 6] + struct.pack("<H", number) + changed[place + 8 :]
        place = changed.find(b"\xe0\x00\x14\x00", place + 1)
    return changed


def read_bytes(folder, luzhai, data):
    """Read and check bytes as a unit's .xls."""
    path = folder / "江口乡2022年6月.xls"
    path.write_bytes(data)
    return check(read_submission(path, luzhai, JUNE), luzhai)


@pytest.mark.parametrize("number", [*range(27, 37), *range(50, 59), 14, 22])
def test_excels_own_date_formats_are_dates_in_xls(tmp_path, luzhai, number):
    """27-36 and 50-58 are the Chinese ones; Excel writes their number and not their text."""
    submission = read_bytes(tmp_path, luzhai, old_workbook(number))
    assert [str(one.moved_in_on) for one in submission.projects] == ["2022-04-01"], submission.reason


STRINGS = b"\xfc\x00"  # the record of shared strings


def _with_count(data, more):
    """Return the file with its count of different strings raised."""
    place = next(
        at for at in range(len(data)) if data.startswith(STRINGS, at) and 0 < data[at + 8] < 40 and data[at + 6 : at + 8] == b"\0\0"
    )  # fmt: skip
    (count,) = struct.unpack_from("<i", data, place + 8)
    return data[: place + 8] + struct.pack("<i", count + more) + data[place + 12 :]


@pytest.mark.parametrize("more", [1, 3, 1000])
def test_an_xls_that_counts_its_strings_too_high_is_read(tmp_path, luzhai, more):
    """As some exports write it, and Excel, WPS and LibreOffice open it: every cell is there."""
    data = old_workbook()
    plain = read_bytes(tmp_path, luzhai, data)
    submission = read_bytes(tmp_path, luzhai, _with_count(data, more))
    assert plain.projects
    assert submission.projects == plain.projects, submission.reason


def test_an_xls_whose_strings_break_off_is_refused(tmp_path, luzhai):
    """A count that is too high because a string's end is missing is damage, not a habit of a program."""
    data = _with_count(old_workbook(), 2)
    (last,) = [at for at in range(len(data)) if data.startswith("已开工".encode("utf-16-le"), at)]
    broken = data[: last - 3] + struct.pack("<H", 900) + data[last - 1 :]
    submission = read_bytes(tmp_path, luzhai, broken)
    assert [(submission.status, f.kind) for f in submission.findings] == [(Status.REFUSED, "nonstandard")]


@pytest.mark.parametrize("look", [60, 900, 4095])
def test_a_cell_with_a_look_that_the_file_lacks_is_plain(tmp_path, luzhai, look):
    """Some exports number the looks of texts wrongly, and Excel, WPS and LibreOffice show such cells as plain ones."""
    data = bytearray(old_workbook())
    plain = read_bytes(tmp_path, luzhai, bytes(data))
    place, found = data.index(b"\x09\x08\x10\x00"), 0
    while place + 4 <= len(data):
        record, length = struct.unpack_from("<HH", data, place)
        if record == 0x00FD:
            struct.pack_into("<H", data, place + 8, look)
            found += 1
        place += 4 + length
        if not record and not length:
            break
    assert found
    read = read_bytes(tmp_path, luzhai, bytes(data))
    assert [(one.name, one.investment_yuan) for one in read.projects] == [
        (one.name, one.investment_yuan) for one in plain.projects
    ], read.reason


def _claiming(path, rows: int, claimed: int, formatted: int = 0) -> None:
    """Write an .xls of so many projects whose record DIMENSIONS claims another number of rows."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for column, heading in enumerate(HEADINGS):
        sheet.write(0, column, heading)
    for row in range(1, rows + 1):
        for column, value in enumerate(
            [row, "林木业", f"项目{row}", "甲公司", 1, "山东", "覃一", "19900002001", "2022年", "已开工"]
        ):
            sheet.write(row, column, value)
    for row in range(rows + 1, rows + 1 + formatted):
        sheet.write(row, 0, None, xlwt.easyxf("borders: top thin"))
    book.save(str(path))
    data = bytearray(path.read_bytes())
    at = data.index(b"\x00\x02\x0e\x00")
    data[at + 8 : at + 12] = claimed.to_bytes(4, "little")
    path.write_bytes(data)


@pytest.mark.parametrize(("rows", "claimed"), [(2, 7), (3, 5), (5, 60)])
def test_rows_that_the_file_claims_and_does_not_hold_are_told(tmp_path, luzhai, rows, claimed):
    """.xls has no checksum: where its own count of rows says more than was read, the end may be lost (F141)."""
    path = tmp_path / "江口乡6月.xls"
    _claiming(path, rows, claimed)
    said = [one for one in read_submission(path, luzhai, JUNE).findings if one.kind == "tail_lost"]
    assert [dict(one.details)["said"] for one in said] == [str(claimed)]


@pytest.mark.parametrize(("claimed", "formatted"), [(4, 0), (2, 0), (0, 0), (65_536, 0), (9, 5)])
def test_a_count_that_says_nothing_of_rows_raises_no_alarm(tmp_path, luzhai, claimed, formatted):
    """The true count, one too small, none, the whole sheet, rows that are only formatted: nothing is missing."""
    path = tmp_path / "江口乡6月.xls"
    _claiming(path, 3, claimed, formatted)
    submission = read_submission(path, luzhai, JUNE)
    assert len(submission.projects) == 3
    assert "tail_lost" not in {one.kind for one in submission.findings}
