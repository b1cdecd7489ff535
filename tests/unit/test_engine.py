"""Does xlwings behave over LibreOffice as it does over Excel, as far as the buttons need it?"""

from datetime import date, datetime

import pytest

from tests.engines.engine import session
from tests.pressing import need_uno

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def app():
    """The App of xlwings over a private LibreOffice."""
    need_uno()
    with session() as app:
        yield app


@pytest.fixture
def sheet(app):
    """The first sheet of a new book."""
    book = app.books.add()
    yield book.sheets[0]
    book.close()


def test_values_come_back_as_they_went_in(sheet):
    """Numbers, texts, days, times and truth values; an empty cell is None."""
    rows = [[1.5, "江口乡", datetime(2022, 6, 1), None], [7, "", datetime(2022, 6, 1, 9, 30), True]]
    sheet["B2"].value = rows
    assert sheet["B2:E3"].value == [
        [1.5, "江口乡", datetime(2022, 6, 1), None],
        [7, None, datetime(2022, 6, 1, 9, 30), True],
    ]
    sheet["A9"].value = date(2022, 7, 6)
    assert sheet["A9"].value == datetime(2022, 7, 6)
    assert sheet.used_range.address == "$A$2:$E$9"


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("001", 1),
        ("'001", "001"),
        ("2022-06-01", datetime(2022, 6, 1)),
        ("=1+1", 2),
        ("'=1+1", "=1+1"),
        ("2.5亿", "2.5亿"),
    ],
)
def test_a_text_is_taken_as_if_it_was_typed(sheet, typed, there):
    """As in Excel: what looks like a number, a day or a formula becomes one, unless an apostrophe stands before it."""
    sheet["A1"].value = typed
    assert sheet["A1"].value == there


def test_a_cell_that_is_formatted_as_text_keeps_what_is_typed(sheet):
    """The format @ is why 2022-06 stays a period on 首页."""
    sheet["A1:A3"].number_format = "@"
    sheet["A1"].value = [["001"], ["2022-06-01"], ["=1+1"]]
    assert sheet["A1:A3"].value == ["001", "2022-06-01", "=1+1"]


def test_an_error_is_no_value(sheet):
    """#DIV/0! reads as nothing, or as its text where that is asked for."""
    sheet["A1"].value = "=1/0"
    assert sheet["A1"].value is None
    assert sheet["A1"].options(err_to_str=True).value == "#DIV/0!"


def test_names_sheets_and_blocks(sheet):
    """Sheets by name in any case, blocks by offset and size, what is missing fails in xlwings' own words."""
    book = sheet.book
    second = book.sheets.add("汇总", after=sheet)
    assert [one.name for one in book.sheets] == [sheet.name, "汇总"]
    second["A1"].value = [["甲", 1], ["乙", 2]]
    assert second["A1"].current_region.value == [["甲", 1], ["乙", 2]]
    assert second["A1"].offset(1, 0).resize(1, 2).value == ["乙", 2]
    second["A1:B2"].clear_contents()
    assert second["A1:B2"].value == [[None, None], [None, None]]
    assert "没有" not in book.names
    with pytest.raises(NotImplementedError):
        second.charts.add()


def test_a_workbook_with_macros_is_never_saved(sheet, tmp_path):
    """LibreOffice would save an .xlsm without its buttons: the engine refuses."""
    with pytest.raises(NotImplementedError):
        sheet.book.save(tmp_path / "a.xlsm")
    sheet["A1"].value = "江口乡"
    sheet.book.save(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size
