"""Two speeds, one result: what the fast way reads of a sheet is what the careful reader reads of it.

The fast way takes only XML that is as plain as spreadsheet programs write it; for all else, to the last attribute
that stands in another order, it steps back and the careful reader reads the sheet from its beginning.
"""

import sys
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.files import xlsx
from toolkit.files.grid import ODD_SPACES, SPACES, RawCell, Refusal, as_cell
from toolkit.files.open_file import open_workbook
from toolkit.files.xlsx_plain import NotPlain

PARTS = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>""",
    "_rels/.rels": """<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": """<workbook xmlns:r="r"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": """<styleSheet><numFmts><numFmt numFmtId="200" formatCode="0!.0000"/></numFmts><fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf numFmtId="31"/><xf fontId="1"/><xf numFmtId="200"/></cellXfs></styleSheet>""",
}
STRINGS = '<sst xmlns="x" count="3"><si><t>江口乡</t></si><si><t xml:space="preserve"> 甲&amp;乙 </t></si><si><t>第三</t><phoneticPr fontId="1" type="noConversion"/></si></sst>'
SHEET = '<worksheet xmlns="x" xmlns:x14ac="y"><sheetData>{}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
ROW = '<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c></row>'


def book(folder, rows, sheet=SHEET, strings=STRINGS):
    """Write a workbook whose sheet holds these rows of XML."""
    path = folder / "书.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for name, xml in PARTS.items():
            package.writestr(name, xml)
        package.writestr("xl/sharedStrings.xml", strings)
        package.writestr("xl/worksheets/sheet1.xml", sheet.format(rows))
    return path


def seen(path):
    """Return all that a reading says of the first sheet, or the refusal."""
    try:
        sheet = open_workbook(path).sheets[0]
    except Refusal as refusal:
        return refusal.kind, refusal.why
    cells = {
        place: (repr(cell.value), cell.formula, cell.error, cell.struck, getattr(cell, "shown", None))
        for place, cell in sheet.cells.items()
    }
    return cells, sheet.rows, sheet.merges, sheet.hidden_rows, sheet.hidden_columns


@pytest.fixture
def ways(monkeypatch):
    """Read a file the usual way and the careful way; return both readings and whether the first one was fast."""

    def both(path):
        was_fast = []
        real = xlsx.read_rows

        def watched(*given):
            try:
                rest = real(*given)
            except NotPlain:
                was_fast.append(False)
                raise
            was_fast.append(True)
            return rest

        def never(*_):
            raise NotPlain

        with monkeypatch.context() as patch:
            patch.setattr(xlsx, "read_rows", watched)
            usual = seen(path)
            patch.setattr(xlsx, "read_rows", never)
            careful = seen(path)
        return usual, careful, was_fast

    return both


PLAIN = {
    "shared string": ROW,
    "number, date and struck text": '<row r="2"><c r="A2"><v>1.5</v></c><c r="B2" s="1"><v>44712</v></c><c r="C2" s="2" t="s"><v>0</v></c></row>',
    "a number that is shown smaller": '<row r="2"><c r="A2" s="3"><v>200000</v></c><c r="B2" s="3"><f>A2</f><v>2</v></c></row>',
    "empty but formatted": '<row r="2"><c r="A2" s="1"/><c r="B2" s="1"></c></row><row r="3" s="1" customFormat="1"/>',
    "formula with its value": '<row r="2"><c r="A2"><f>SUM(B2:C2)</f><v>3</v></c><c r="B2" t="str"><f>A1</f><v>江口</v></c></row>',
    "formula without a value": '<row r="2"><c r="A2"><f>B2</f></c><c r="B2"><f>A1</f><v></v></c></row>',
    "shared formula": '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2</f><v>1</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>',
    "error": '<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>',
    "truth": '<row r="2"><c r="A2" t="b"><v>1</v></c></row>',
    "text in the cell": '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c></row>',
    "hidden row": '<row r="2" hidden="1" ht="20" customHeight="1"><c r="A2"><v>1</v></c></row>',
    "a row of LibreOffice": '<row r="2" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A2" s="0" t="n"><v>1</v></c></row>',
    "a row of Excel": '<row r="2" spans="1:3" x14ac:dyDescent="0.2"><c r="A2"><v>1</v></c></row>',
    "line breaks between": '<row r="2">\n <c r="A2"><v>1</v></c>\n</row>\n',
}


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN.keys())
def test_what_programs_write_is_read_fast_and_alike(tmp_path, ways, rows):
    """Each form that Excel, WPS, LibreOffice and the usual libraries write goes the fast way."""
    usual, careful, was_fast = ways(book(tmp_path, rows))
    assert usual == careful
    assert was_fast == [True]
    assert isinstance(usual[0], dict)


ODD = {
    "an entity in a text": '<row r="1"><c r="A1" t="str"><v>甲&amp;乙</v></c></row>',
    "a comment that hides a row": f'{ROW}<!--<row r="2"><c r="A2"><v>1</v></c></row>-->',
    "CDATA": '<row r="1"><c r="A1" t="str"><v><![CDATA[甲]]></v></c></row>',
    "a row twice": f"{ROW}{ROW}",
    "rows out of order": f'<row r="3"><c r="A3"><v>3</v></c></row>{ROW}',
    "cells out of order": '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>',
    "a cell of another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "a cell without an address": '<row r="1"><c><v>1</v></c></row>',
    "attributes in another order": '<row r="1"><c t="s" r="A1"><v>0</v></c></row>',
    "an attribute twice": '<row r="1" ht="1" ht="2"><c r="A1"><v>1</v></c></row>',
    "an undeclared prefix": '<row r="1" q:ht="1"><c r="A1"><v>1</v></c></row>',
    "a string that is not there": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
    "a formula where a string's number should be": '<row r="1"><c r="A1" t="s"><f>1</f></c></row>',
    "a number that is none": '<row r="1"><c r="A1"><v>1,5</v></c></row>',
    "a number without end": '<row r="1"><c r="A1"><v>1e999</v></c></row>',
    "a column beyond the last": '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
    "a row that is not closed": '<row r="1"><c r="A1"><v>1</v></c>',
    "a rich text": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c></row>',
    "bytes that are no UTF-8": '<row r="1"><c r="A1" t="str"><v>\udcff</v></c></row>',
}


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD.keys())
def test_anything_else_is_read_carefully(tmp_path, ways, rows):
    """The fast way steps back; the reading, or the sentence of the refusal, is the careful reader's."""
    path = book(tmp_path, "")
    sheet = SHEET.format(rows).encode("utf-8", "surrogateescape")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in {**parts, "xl/worksheets/sheet1.xml": sheet}.items():
            package.writestr(name, content)
    usual, careful, was_fast = ways(path)
    assert usual == careful
    assert was_fast == [False]


@pytest.mark.parametrize(
    "strings",
    [
        STRINGS,
        STRINGS.replace("<t>江口乡</t>", "<r><t>江口</t></r><r><t>乡</t></r>"),
        STRINGS.replace("江口乡", "江&#10;口"),
        STRINGS.replace("江口乡", "_x0041_&lt;b&gt;"),
        STRINGS.replace("<si>", "<!--<si><t>假</t></si>--><si>", 1),
        STRINGS.replace("<t>江口乡</t>", "<t/>"),
    ],
)
def test_shared_strings_have_two_speeds_too(tmp_path, strings, monkeypatch):
    """Rich texts, entities and comments are the parser's; the strings keep their numbers."""
    path = book(
        tmp_path, ROW + '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row>', strings=strings
    )
    usual = seen(path)
    monkeypatch.setattr("toolkit.files.xlsx_texts._plain_strings", lambda _: None)
    assert usual == seen(path)
    assert usual[0][2, 1][0] == "' 甲&乙 '"


def test_a_large_sheet_is_read_in_stretches(tmp_path, ways):
    """More than the window of a megabyte: rows that fall on its edge are neither lost nor read twice."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 3}</v></c><c r="B{n}"><v>{n}</v></c></row>' for n in range(1, 40_001)
    )
    usual, careful, was_fast = ways(book(tmp_path, rows))
    assert usual == careful
    assert was_fast == [True]
    assert len(usual[0]) == 80_000


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
VALUES = st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
TABLES = st.lists(st.lists(VALUES, max_size=6), max_size=8)


@settings(max_examples=60, deadline=None)
@given(table=TABLES)
def test_both_ways_agree_on_what_libraries_write(tmp_path_factory, table):
    """Any values, written by XlsxWriter and by openpyxl: the two readings are equal."""
    folder = tmp_path_factory.mktemp("表")
    with xlsxwriter.Workbook(folder / "a.xlsx", {"strings_to_formulas": False, "strings_to_urls": False}) as made:
        sheet = made.add_worksheet()
        for row, values in enumerate(table):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
    other = openpyxl.Workbook()
    for row in table:
        other.active.append([value if not isinstance(value, str) or value.isprintable() else "□" for value in row])
    other.save(folder / "b.xlsx")
    for path in (folder / "a.xlsx", folder / "b.xlsx"):
        usual = seen(path)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(xlsx, "read_rows", _never)
            patch.setattr("toolkit.files.xlsx_texts._plain_strings", lambda _: None)
            assert usual == seen(path)


def _never(*_):
    raise NotPlain


MIXED = (
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>44712</v></c><c r="C2"/></row>'
    '<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="3"><v>2</v></c><c r="C4" s="2" t="s"><v>2</v></c></row>'
    '<row r="5"><c r="A5"/><c r="B5" s="1"/></row>'
    '<row r="6"><c r="A6"><f>1+1</f><v>2</v></c><c r="B6" t="e"><v>#REF!</v></c></row>'
    '<row r="9"><c r="A9"><v>1</v></c><c r="C9" t="s"><v>0</v></c></row>'
)


def test_columns_rows_and_cells_say_the_same(tmp_path):
    """Rows that were read together stay columns until somebody asks for cells: whichever is asked, the answer is one.

    A blank row (5) is no row, a row with a formula (6) is read by itself, and a cell that says more than its text
    (a date, a struck word, a text with a space before it) is a cell in its column, too.
    """
    by_columns, by_cells = (open_workbook(book(tmp_path, MIXED)).sheets[0] for _ in range(2))
    cells = by_cells.cells
    rows, places = [2, 4, 6, 9], [(row, column) for row in range(1, 11) for column in range(1, 5)]
    assert by_columns.rows == by_cells.rows == rows
    assert [by_columns.own(*place) for place in places] == [cells.get(place) for place in places]
    for column in range(1, 5):
        entries = by_columns.column(column, rows)
        assert [entry and as_cell(entry) for entry in entries] == [cells.get((row, column)) for row in rows]
        assert by_columns.column(column, rows[1:3]) == entries[1:3]
    mixed = {text for part in by_columns.mixed_texts(3) for text in part}
    assert mixed == {"2022-05-31", "甲&乙"}  # 江口乡 and 第三 are letters alone, 2 is short
    assert not any(by_columns.mixed_texts(3, without={1, 2}))
    for row in rows:
        assert by_columns.columns(row) == [column for at, column in sorted(cells) if at == row]
        assert dict(by_columns.row_texts(row)) == {
            c: cell.text for (at, c), cell in cells.items() if at == row and cell.text
        }
    assert by_columns.has_struck and by_cells.has_struck
    assert by_columns.cells == cells
    cells[4, 1] = RawCell("改过")
    assert by_cells.cell(4, 1).text == by_cells.row_texts(4)[0][1] == "改过"
    assert by_cells.column(1, rows)[1] is cells[4, 1]


def test_a_text_is_tidy_that_no_strip_would_change():
    """Every sign that stripping takes off a text makes it more than its own text, at its beginning and its end."""
    odd = [chr(code) for code in range(sys.maxunicode + 1) if not chr(code).strip().strip(ODD_SPACES)]
    assert all(sign in SPACES for sign in odd)
    assert all(not sign.strip().strip(ODD_SPACES) for sign in SPACES)
