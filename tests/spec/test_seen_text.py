"""What a person sees in a file is read, in every format: not what is struck through, hidden, or taken out.

A deleted figure beside the new one must not become a number with it: 3 struck through and 1.5 is no 31.5.
"""

import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.checking import check
from tests.drawn import HEADINGS, drawn_sheet
from tests.rawfiles import WORD, zipped
from tests.spec.test_ods import ods, row, table
from toolkit.files.open_file import open_workbook
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status

JUNE = ReportingPeriod(2022, 6)
FIRST = ["1", "林木业", "江口旋切一期", "甲公司", "0.5", "山东", "覃一", "19900000001", "2022年", "已开工"]
SECOND = ["2", "化工", "江口化工", "乙公司", "0.6", "广东", "覃二", "19900000002", "2022年", "已签约"]
NAMED = '<style:style style:name="base"><style:text-properties style:text-line-through-style="solid"/></style:style>'
LOOKS = (
    '<style:style style:name="struck" style:parent-style-name="base"/>'
    '<style:style style:name="T1"><style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="T2"><style:text-properties style:text-line-through-style="none"/></style:style>'
)


def html_cell(inner, given=""):
    """Return a cell of a web page."""
    return f"<td {given}>{inner}</td>"


def read_html(tmp_path, luzhai, rows, head=""):
    """Read a web page saved as .xls."""
    lines = "".join(one if one.startswith("<tr") else f"<tr>{one}</tr>" for one in rows)
    path = tmp_path / "江口乡2022年6月.xls"
    path.write_text(f"<html><head><meta charset=utf-8>{head}</head><table>{lines}</table></html>", "utf-8")
    return check(read_submission(path, luzhai, JUNE), luzhai)


def line(cells, amount=None, given=""):
    """Return a row of a web page, the amount as it is given."""
    texts = [*cells[:4], amount or cells[4], *cells[5:]]
    return f"<tr {given}>" + "".join(one if one.startswith("<td") else html_cell(one) for one in texts) + "</tr>"


STYLES = (
    "<style>.font5{text-decoration:line-through;}.font0{text-decoration:none}</style>",
    "<style>\n<!--\n.font0\n\t{color:black;\n\ttext-decoration:none;}\n.x, .font5 { text-decoration : line-through }\n-->\n</style>",
)
MARKS = (
    "<s>3</s>0.5",
    "<DEL>3</DEL>0.5",
    '<font class="font5">3</font><font class="font0">0.5</font>',
    '<span style="color:red; text-decoration: line-through">3</span>0.5',
    '<b><span style="text-decoration-line:line-through"><i>3</i></span></b>0.5',
    '<td class="font5">3<font class="font0">0.5</font></td>',
    '<td style="text-decoration:line-through">3<span style="text-decoration:none">0.5</span></td>',
)


@pytest.mark.parametrize("head", STYLES, ids=["plain", "between comment marks"])
@pytest.mark.parametrize("amount", MARKS)
def test_a_page_strikes_through_by_tag_class_or_style(tmp_path, luzhai, amount, head):
    """However a page says it, what is struck through is not read with the rest (V161)."""
    submission = read_html(tmp_path, luzhai, [line(HEADINGS), line(FIRST, amount)], head)
    assert [one.investment_yuan for one in submission.projects] == [50_000_000]
    assert [(f.code, dict(f.details)["struck"]) for f in submission.findings if f.kind == "part_struck"] == [
        ("V161", "3")
    ]


def test_what_a_page_hides_within_a_cell_is_not_read(tmp_path, luzhai):
    """A browser and Excel show 0.5."""
    amount = '<span style="display:none">9</span>0.5<br style="display:none">'
    submission = read_html(tmp_path, luzhai, [line(HEADINGS), line(FIRST, amount)])
    assert [one.investment_yuan for one in submission.projects] == [50_000_000]


HIDDEN = {
    "row": lambda cells: line(cells, given="style='display:none'"),
    "class": lambda cells: line(cells, given="class=away"),
    "cells": lambda cells: line([html_cell(one, "style='display:none'") for one in cells]),
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_row_that_a_page_hides_is_asked_about(tmp_path, luzhai, hidden):
    """It counts for now, and is said (H107), as in a workbook."""
    submission = read_html(
        tmp_path, luzhai, [line(HEADINGS), line(FIRST), hidden(SECOND)], "<style>.away{display:none}</style>"
    )
    assert [one.ref.row for one in submission.projects] == [2, 3]
    assert [(f.cell.row, f.code) for f in submission.findings] == [(3, "H107")]


def test_a_column_that_a_page_hides_is_asked_about(tmp_path, luzhai):
    """As in a workbook (H106)."""
    columns = "<col span=3><col width=0 style='display:none;mso-width-source:userset'><col>"
    path = tmp_path / "江口乡2022年6月.xls"
    page = f"<html><meta charset=utf-8><table>{columns}{line(HEADINGS)}{line(FIRST)}</table></html>"
    path.write_text(page, "utf-8")
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    assert [(f.cell.a1, f.code) for f in submission.findings] == [("D1", "H106")]


def test_an_ods_strikes_a_part_of_a_text_or_a_cell_by_a_style_of_a_style(tmp_path):
    """LibreOffice names the line's style or its type; a cell goes by its row's or column's look, a look by another."""
    struck_part = '<table:table-cell office:value-type="string"><text:p>乙<text:span text:style-name="T1">旧</text:span>厂</text:p></table:table-cell>'
    whole = '<table:table-cell table:style-name="struck" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
    mixed = '<table:table-cell table:style-name="struck"><text:p>3<text:span text:style-name="T2">1.5</text:span></text:p></table:table-cell>'
    columns = '<table:table-column/><table:table-column table:number-columns-repeated="3" table:default-cell-style-name="T2"/>'
    columns += '<table:table-column table:default-cell-style-name="struck"/>'
    path = ods(tmp_path, table(row("甲", struck_part, whole, mixed, "丙"), columns=columns), looks=LOOKS, named=NAMED)
    [sheet] = open_workbook(path).sheets
    texts = {place: (cell.text, cell.struck) for place, cell in sheet.cells.items()}
    assert texts == {
        (1, 1): ("甲", False),
        (1, 2): ("乙厂", False),
        (1, 3): ("2", True),
        (1, 4): ("1.5", False),
        (1, 5): ("丙", True),
    }
    assert sheet.part_struck == {(1, 2): "旧", (1, 4): "3"}


def document(body):
    """Return a Word file of this body."""
    rels = '<Relationships xmlns="x"><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    text = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"_rels/.rels": rels, "word/document.xml": text})


def word(tmp_path, luzhai, *rows):
    """Read a Word file whose table has these rows, each its look and the XML of its cells' runs."""
    made = "".join(
        f"<w:tr>{look}" + "".join(f"<w:tc><w:p>{run}</w:p></w:tc>" for run in runs) + "</w:tr>" for look, runs in rows
    )
    path = tmp_path / "江口乡2022年6月.docx"
    path.write_bytes(document(f"<w:tbl>{made}</w:tbl>"))
    return check(read_submission(path, luzhai, JUNE), luzhai)


def runs(cells, amount=None):
    """Return the runs of a row, those of the amount as they are given."""
    made = [f"<w:r><w:t>{text}</w:t></w:r>" for text in cells]
    return [*made[:4], amount or made[4], *made[5:]]


UNSEEN = {
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>0.5</w:t></w:r>",
    "hidden no more": '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>0.5</w:t></w:r>',
    "deleted and put in": "<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>0.5</w:t></w:r></w:ins>",
    "moved away": "<w:moveFrom><w:r><w:t>9</w:t></w:r></w:moveFrom><w:r><w:t>0.5</w:t></w:r>",
}


@pytest.mark.parametrize("amount", UNSEEN.values(), ids=UNSEEN.keys())
def test_hidden_and_deleted_runs_of_a_word_table_are_not_read(tmp_path, luzhai, amount):
    """Nobody who looks at the page or prints it sees them."""
    submission = word(tmp_path, luzhai, ("", runs(HEADINGS)), ("", runs(FIRST, amount)))
    assert [one.investment_yuan for one in submission.projects] == [50_000_000]


@pytest.mark.parametrize(
    ("line", "status"),
    [("我乡2022年6月无新签约招商引资项目，特此说明。", Status.ACCEPTED), ("我乡6月新签约项目2个。", Status.REFUSED)],
)
def test_a_word_letter_without_a_table_may_be_a_nil_report(tmp_path, luzhai, line, status):
    """As a letter in .txt or in a workbook may; any other letter is refused as ever (F105, F101)."""
    lines = "".join(
        f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in ("关于江口乡2022年6月情况的说明", line, "江口乡人民政府")
    )
    path = tmp_path / "说明.docx"
    path.write_bytes(document(lines))
    submission = read_submission(path, luzhai, JUNE)
    assert (submission.status, submission.is_nil) == (status, status is Status.ACCEPTED)
    assert submission.unit == ("江口乡" if submission.is_nil else None)
    assert [f.code for f in submission.findings] == ["F105" if submission.is_nil else "F101"]


def test_where_a_browser_may_break_a_word_it_has_no_letter(tmp_path, luzhai):
    """&shy; is seen by nobody: the name is that of last month."""
    cells = [one.replace("旋切", "旋&shy;切") for one in FIRST]
    assert [one.name for one in read_html(tmp_path, luzhai, [line(HEADINGS), line(cells)]).projects] == ["江口旋切一期"]


def test_a_row_deleted_under_tracking_does_not_count_and_is_said(tmp_path, luzhai):
    """Word goes on showing it, struck through: the unit is asked to accept or reject the change (H151)."""
    gone = "<w:trPr><w:del w:id='3'/></w:trPr>"
    submission = word(tmp_path, luzhai, ("", runs(HEADINGS)), (gone, runs(FIRST)), ("", runs(SECOND)))
    assert [one.name for one in submission.projects] == ["江口化工"]
    assert [(f.cell.row, f.code, f.kind) for f in submission.findings] == [(2, "H151", "deleted_row")]


def test_a_hidden_row_of_a_word_table_is_asked_about(tmp_path, luzhai):
    """It counts for now (H107), as in a workbook."""
    submission = word(
        tmp_path, luzhai, ("", runs(HEADINGS)), ("<w:trPr><w:hidden/></w:trPr>", runs(FIRST)), ("", runs(SECOND))
    )
    assert len(submission.projects) == 2
    assert [(f.cell.row, f.code) for f in submission.findings] == [(2, "H107")]


@pytest.mark.parametrize("careful", [False, True])
def test_a_row_or_column_without_a_size_is_hidden(tmp_path, luzhai, careful):
    """Drawn to nothing with the mouse it looks the same, and is said the same (H107, H106)."""
    path = tmp_path / "江口乡6月.xlsx"
    lines = "\n".join(f"{number} | {' | '.join(one)}" for number, one in enumerate((HEADINGS, FIRST, SECOND), 1))
    drawn_sheet(f"| A | B | C | D | E | F | G | H | I | J\n{lines}", path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = sheet.replace("<sheetData>", '<cols><col min="4" max="4" width="0" customWidth="1"/></cols><sheetData>')
    sheet = sheet.replace('<row r="2">', '<row r="2" ht="0" customHeight="1">')
    parts["xl/worksheets/sheet1.xml"] = (sheet.replace("<v>", "<v><!-- -->") if careful else sheet).encode()
    path.write_bytes(zipped(parts))
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    assert {(f.cell.a1, f.code) for f in submission.findings} == {("D1", "H106"), ("A2", "H107")}


@pytest.mark.parametrize(
    ("struck", "said"),
    [("E", [("E2", "X122")]), ("CE", [("C2", "X122"), ("E2", "X122")]), ("ABCDEFGHIJ", [("A2", "X106")])],
)
def test_one_cell_struck_through_is_no_row(tmp_path, luzhai, struck, said):
    """The sentence names the cell and what stands in it; of a row it is said where most of it is struck through."""
    path = tmp_path / "江口乡6月.xlsx"
    drawn_sheet("| A | B | C | D | E | F | G | H | I | J\n1 | HEADINGS\n2 | " + " | ".join(FIRST), path)
    book = openpyxl.load_workbook(path)
    for letter in struck:
        book.active[f"{letter}2"].font = Font(strike=True)
    book.save(path)
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    assert [(f.cell.a1, f.code) for f in submission.findings] == said
    assert {f.kind for f in submission.findings} == ({"struck_row"} if len(struck) > 2 else {"struck_cell"})
    assert [one.investment_yuan for one in submission.projects] == [50_000_000]
