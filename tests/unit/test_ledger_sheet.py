"""Is the fast way of writing the ledger the same as the plain way? Cell by cell, and figure by figure."""

import io
import zipfile
from copy import copy

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook
from xlsxwriter import Workbook

from tests.unit.test_workbooks import entry, month
from toolkit.model.clause import Criterion
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.money import YI
from toolkit.schemes.loader import load_shipped
from toolkit.workbooks.ledger import ledger_rows, ledger_sheet
from toolkit.workbooks.ledger.ledger_worksheet import LedgerWorkbook, LedgerWorksheet, finish
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.sheet import page
from toolkit.workbooks.sheet.ledger_index import LedgerIndex, value_test
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed, text_width
from toolkit.workbooks.sheet.styles import Styles

odd = st.text(alphabet="甲乙 ab=+-@'\"<>&_x0041\x00\x01\n\t\r\x7f\ud800\ufffe", max_size=12)
words = st.one_of(st.none(), odd, st.sampled_from(["江口乡", "=1+1", "_x0041_", " 前后 ", "字" * 60, "一\n二"]))
entries = st.lists(
    st.builds(
        entry,
        st.integers(1, 10**6),
        unit=st.sampled_from(["江口乡", "平山镇", "a", "A"]),
        name=odd,
        industry=words,
        investor=words,
        investment_yuan=st.one_of(st.none(), st.integers(0, 10**15)),
        source=words,
        region=words,
        progress=words,
        phone=st.one_of(st.none(), st.just("19900001234")),
        land_mu=st.one_of(st.none(), st.floats(0, 1e6)),
        stage_rank=st.integers(0, 5),
        province=st.sampled_from(["广东", "未写明", None]),
        counted=st.sampled_from(["是", "否"]),
        target_row=st.sampled_from(["暂不归属", "一", "二"]),
        file=words,
        row=st.integers(1, 60),
    ),
    max_size=8,
)
criteria = st.lists(
    st.sampled_from(
        [
            Criterion("unit", "=", "江口乡"),
            Criterion("unit", "=", "A"),
            Criterion("target_row", "=", "一"),
            Criterion("province", "=", "广东"),
            Criterion("counted", "=", "是"),
            Criterion("stage_rank", ">=", 2),
            Criterion("investment_yuan", ">=", 100_000_000),
            Criterion("investment_yuan", "<=", 0),
            Criterion("land_mu", "=", 0),
        ]
    ),
    max_size=4,
)


def fast(rows, folder):
    """The sheet as the master has it, in a workbook of its own."""
    book = LedgerWorkbook()
    result = month(load_shipped("luzhai-2022"), rows)
    ledger_sheet.write_ledger(Page(book.add_worksheet("台账", LedgerWorksheet), Styles(book)), result, folder)
    return load_workbook(finish(book, folder / "快.xlsx"))["台账"]


def plain(rows):
    """The same rows, each cell written by itself; strings stand in their cells, as in the ledger."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {**SAFE, "in_memory": False, "constant_memory": True})
    sheet = Page(book.add_worksheet("台账"), Styles(book))
    for number, one in enumerate(rows, start=3):
        lines = 1
        for field in ledger_sheet._WRAPPED:
            text, width = getattr(one, field), ledger_sheet._LOOKS[field][0]
            if text and len(text) * 2 > width - 2:
                lines = max(lines, lines_needed(text, width))
        sheet.height(number, min(400, 13 * lines + 5))
        for column, spec in enumerate(LEDGER_COLUMNS):
            link = ("link",) if spec.field == "file" else ()
            value = getattr(one, spec.field)
            value = value / YI if spec.show == "亿元" and value is not None else value
            sheet.put(number, column, value, *ledger_sheet._traits(spec), *link)
    book.close()
    return load_workbook(buffer)["台账"]


def looks(cell):
    """Everything of a cell that is seen."""
    # openpyxl hands out proxies, which are equal to nothing.
    return cell.number_format, *(copy(part) for part in (cell.font, cell.alignment, cell.border, cell.fill))


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(rows=entries)
def test_each_cell_is_what_writing_it_by_itself_would_make_it(tmp_path_factory, rows):
    """Value, type, look and row height, for texts that look like formulas, control characters and empty cells."""
    first, second = fast(rows, tmp_path_factory.mktemp("台账")), plain(rows)
    for number in range(4, 4 + len(rows)):
        # XlsxWriter sets heights to whole pixels.
        assert abs(first.row_dimensions[number].height - second.row_dimensions[number].height) < 0.75
        for column, spec in enumerate(LEDGER_COLUMNS, start=1):
            ours, theirs = first.cell(number, column), second.cell(number, column)
            # XlsxWriter writes 16 digits of a fraction, the ledger all of them.
            expected = pytest.approx(theirs.value, rel=1e-14) if isinstance(theirs.value, float) else theirs.value
            assert ours.value == expected, spec.field
            assert ours.data_type == theirs.data_type, spec.field
            if spec.field not in ledger_sheet._OPTIONAL:
                assert looks(ours) == looks(theirs), spec.field


@settings(max_examples=20, deadline=None)
@given(rows=entries)
def test_what_is_remembered_changes_nothing(rows):
    """A memory of two values gives the same bytes as one of twenty thousand."""

    class Look:
        def _get_xf_index(self):
            return 7

    columns = [
        ledger_rows.RowColumn(spec.field, Look(), 20, "a" if n % 3 else "") for n, spec in enumerate(LEDGER_COLUMNS)
    ]
    made = []
    for size in (ledger_rows._REMEMBERED, 2):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ledger_rows, "_REMEMBERED", size)
            made.append(b"".join(ledger_rows.rows_as_xml(4, columns, rows)))
    assert made[0] == made[1]


@settings(max_examples=200, deadline=None)
@given(rows=entries, asked=criteria)
def test_counts_and_sums_are_those_of_a_walk_through_the_ledger(rows, asked):
    """What is looked up and what is combined is what a search of every row finds."""
    index = LedgerIndex(rows)
    met = [one for one in rows if all(value_test(c)(getattr(one, c.column)) for c in asked)]
    assert index.count(*asked) == len(met)
    assert index.total("investment_yuan", *asked) == sum(one.investment_yuan or 0 for one in met)
    assert index.total("land_mu", *asked) == pytest.approx(sum(one.land_mu or 0 for one in met))


@given(text=st.text(alphabet="甲a，—·“ é\n→㎡🙂", max_size=30))
def test_a_chinese_character_is_as_wide_as_two_letters(text):
    """So are its quotation marks and dashes."""
    assert text_width(text) == sum(2 if ord(letter) > 0x2E7F or letter in "“”‘’—…·" else 1 for letter in text)


def linked(luzhai, tmp_path, rows):
    """The links of a master's ledger by the cells they stand on, and how many relationships they share."""
    master = write_master(month(luzhai, rows), tmp_path / "汇总表.xlsx")
    with zipfile.ZipFile(master) as archive:
        number = load_workbook(master).sheetnames.index("项目台账") + 1
        relations = archive.read(f"xl/worksheets/_rels/sheet{number}.xml.rels").count(b"/hyperlink")
    links = {
        cell.coordinate: cell.hyperlink for row in load_workbook(master)["项目台账"] for cell in row if cell.hyperlink
    }
    assert links.pop("I1").location == "'目录'!A1", "the way back"
    return links, relations


def sources(tmp_path):
    """Ten rows from three files, one of them without a sheet, and one row that came from nowhere."""
    places = (
        [("甲.xlsx", "Sheet1", n) for n in (5, 6, 9)]
        + [("乙.csv", "", 4)]
        + [("丙.xlsx", "一'二", n) for n in range(5, 10)]
    )
    rows = [entry(path=str(tmp_path / file), file=file, sheet=sheet, row=row) for file, sheet, row in places]
    return [*rows, entry(path="", file="无", sheet="", row=0)]


def test_each_row_leads_to_its_cell(luzhai, tmp_path):
    """One relationship for each file, however many rows lead there."""
    links, relations = linked(luzhai, tmp_path, sources(tmp_path))
    assert relations == 3
    assert [link.location for link in links.values()] == [
        "'Sheet1'!A5", "'Sheet1'!A6", "'Sheet1'!A9", None, *(f"'一''二'!A{n}" for n in range(5, 10)),
    ]  # fmt: skip
    assert links["AM4"].target == "甲.xlsx"


def test_more_rows_than_excel_can_link_are_linked_by_their_file(luzhai, tmp_path, monkeypatch):
    """Excel takes 65 530 links on a sheet: then all rows of a unit's sheet share one, to the first of them."""
    for module in (ledger_sheet, page):
        monkeypatch.setattr(module, "MOST_LINKS", 9)
    links, _ = linked(luzhai, tmp_path, sources(tmp_path))
    assert {cell: link.location for cell, link in links.items()} == {
        **dict.fromkeys(("AM4", "AM5", "AM6"), "'Sheet1'!A5"),
        "AM7": None,
        **dict.fromkeys(("AM8", "AM9", "AM10", "AM11", "AM12"), "'一''二'!A5"),
    }


def test_columns_without_a_value_take_no_room_in_the_file(luzhai, tmp_path):
    """Hidden columns of the extended form are most of an ordinary month's empty cells."""
    master = write_master(month(luzhai, [entry(), replace(entry(), name="乙")]), tmp_path / "汇总表.xlsx")
    letters = ("F", "W", "AB")
    with zipfile.ZipFile(master) as archive:
        sheet = archive.read("xl/worksheets/sheet4.xml")
    assert [f'<c r="{letter}4"'.encode() in sheet for letter in letters] == [True, False, False]
