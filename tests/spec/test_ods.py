"""A workbook of LibreOffice (.ods) is read as an .xlsx of the same contents is: nothing of it is lost or made up."""

from datetime import datetime
from xml.sax.saxutils import escape

import pytest

from tests.drawn import HEADINGS
from tests.rawfiles import zipped
from toolkit.files.open_file import open_workbook
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status

NAMES = {
    "office": "office:1.0",
    "table": "table:1.0",
    "text": "text:1.0",
    "style": "style:1.0",
    "draw": "drawing:1.0",
    "calcext": "calcext",
}
HEAD = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for short, name in NAMES.items())
LOOKS = (
    '<style:style style:name="hidden"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
)
FIRST = ["1", "林木业", "江口旋切一期", "甲公司", "0.5", "山东", "覃一", "19900000001", "2022-04", "已开工"]


def ods(tmp_path, table, name="江口乡2022年6月.ods", manifest="<a/>", looks=LOOKS, named=""):
    """Write an .ods whose tables, styles and ``named`` styles are given as XML; return its path."""
    content = (
        f'<?xml version="1.0"?><office:document-content {HEAD}><office:automatic-styles>{looks}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    path = tmp_path / name
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    styles = f'<?xml version="1.0"?><office:document-styles {HEAD}><office:styles>{named}</office:styles></office:document-styles>'
    parts = {"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest}
    path.write_bytes(zipped(parts | ({"styles.xml": styles} if named else {})))
    return path


def said(text):
    """Return a cell of words."""
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def row(*cells, given=""):
    """Return a row of cells that are XML, or words."""
    made = "".join(cell if cell.startswith("<") else said(cell) for cell in cells)
    return f"<table:table-row {given}>{made}</table:table-row>"


def table(*rows, given="", columns=""):
    """Return a sheet."""
    return f'<table:table table:name="6月" {given}>{columns}{"".join(rows)}</table:table>'


def one(tmp_path, cell):
    """Return the cell C2 of a sheet, as it is read."""
    [sheet] = open_workbook(ods(tmp_path, table(row("a", "b", "c"), row("a", "b", cell)))).sheets
    return sheet.cells.get((2, 3))


CELLS = {
    '<table:table-cell office:value-type="float" office:value="1.50"><text:p>1.5</text:p></table:table-cell>': 1.5,
    '<table:table-cell office:value-type="float" office:value="2"><text:p>二</text:p></table:table-cell>': 2,
    '<table:table-cell office:value-type="currency" office:value="8"><text:p>￥8</text:p></table:table-cell>': 8,
    '<table:table-cell office:value-type="date" office:date-value="2022-05-31"><text:p>五</text:p>'
    "</table:table-cell>": datetime(2022, 5, 31),
    '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>': True,
    "<table:table-cell><text:p>甲<text:s text:c='2'/>乙</text:p><text:p>丙<text:line-break/>丁</text:p>"
    "</table:table-cell>": "甲  乙\n丙\n丁",
    "<table:table-cell><text:p>有<text:span>一</text:span><text:a>处</text:a></text:p></table:table-cell>": "有一处",
    "<table:table-cell><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame><text:p>格</text:p>"
    "</table:table-cell>": "格",
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_holds_what_it_shows(tmp_path, cell):
    """Numbers, money, days, yes and no, words with their breaks; a text box that hangs on a cell is not its value."""
    read = one(tmp_path, cell)
    assert (read.value, type(read.value)) == (CELLS[cell], type(CELLS[cell]))


def test_an_error_is_an_error_and_a_formula_is_in_excels_words(tmp_path):
    """As in an .xlsx: the checks see #REF!, and which cells a total adds up."""
    error = '<table:table-cell table:formula="of:=[.A1]/0" office:value-type="string" calcext:value-type="error">'
    read = one(tmp_path, f"{error}<text:p>#DIV/0!</text:p></table:table-cell>")
    assert (read.value, read.error) == (None, "#DIV/0!")
    total = '<table:table-cell table:formula="of:=SUM([.E3:.E5])" office:value-type="float" office:value="3"/>'
    assert (one(tmp_path, total).value, one(tmp_path, total).formula) == (3, "=SUM(E3:E5)")
    half = '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
    assert one(tmp_path, half).shown == "50%"


def test_what_is_hidden_merged_struck_or_commented_is_known(tmp_path):
    """Hidden rows, columns and sheets, merged cells, strike-through and comments are told apart, as in an .xlsx."""
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    merged = (
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><office:annotation>'
        "<text:p>请核</text:p></office:annotation><text:p>合</text:p></table:table-cell><table:covered-table-cell/>"
    )
    struck = '<table:table-cell table:style-name="struck"><text:p>旧</text:p></table:table-cell>'
    shown = table(row(merged, "c"), row("x", "y", struck, given='table:visibility="filter"'), columns=columns)
    away = table(row("z"), given='table:style-name="hidden"').replace("6月", "旧表")
    sheet, hidden = open_workbook(ods(tmp_path, shown + away)).sheets
    assert (sheet.visible, hidden.visible, hidden.name) == (True, False, "旧表")
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == ([(1, 1, 2, 2)], {2}, {3})
    assert sheet.comments == {(1, 1): "请核"} and sheet.cells[1, 1].value == "合"
    assert sheet.cells[2, 3].struck and not sheet.cells[1, 3].struck


def test_rows_and_cells_that_stand_for_many_are_counted(tmp_path):
    """A run of equal cells is written once with a number; a million empty rows cost nothing."""
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    gap = '<table:table-cell table:number-columns-repeated="3"/>'
    twice = '<table:table-cell table:number-columns-repeated="2"><text:p>同</text:p></table:table-cell>'
    drawn = table(row("a", gap, twice), row("b", given='table:number-rows-repeated="3"'), empty, row("z"))
    [sheet] = open_workbook(ods(tmp_path, drawn)).sheets
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "a", (1, 5): "同", (1, 6): "同", (2, 1): "b", (3, 1): "b", (4, 1): "b", (1048005, 1): "z"
    }  # fmt: skip


def test_a_units_table_is_read(tmp_path, luzhai):
    """The same project, at the same cells, as from Excel; a return copy brings the table back."""
    path = ods(tmp_path, table(row(*HEADINGS), row(*FIRST)))
    submission = read_submission(path, luzhai, ReportingPeriod(2022, 6))
    [project] = submission.projects
    assert (submission.status, submission.unit, project.name) == (Status.ACCEPTED, "江口乡", "江口旋切一期")
    assert (project.investment_yuan, project.ref.row) == (50_000_000, 2)


REFUSED = {
    "locked": ({"manifest": "<a><encryption-data/></a>"}, "encrypted"),
    "without sheets": ({"table": ""}, "not_a_workbook"),
    "million equal rows": (
        {"table": table(row(*"abcde", given='table:number-rows-repeated="1048576"'))},
        "not_a_workbook",
    ),
    "past the last row": ({"table": table(row("a", given='table:number-rows-repeated="1048577"'))}, "nonstandard"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_report_is_refused(tmp_path, luzhai, case):
    """One sentence, as for any other workbook."""
    given, kind = REFUSED[case]
    path = ods(tmp_path, given.get("table", table(row("a"))), manifest=given.get("manifest", "<a/>"))
    submission = read_submission(path, luzhai, ReportingPeriod(2022, 6))
    assert [(submission.status, one.kind) for one in submission.findings] == [(Status.REFUSED, kind)]
