"""What does a unit get back to correct? Its own workbook, with every finding at its cell."""

import csv
import io
import os
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from msgspec.structs import replace
from openpyxl import load_workbook

from tests.office import recalculated
from toolkit.model.cells import CellRef
from toolkit.model.findings import RETURN_HEADING, RETURN_SHEET, Severity, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Project, Status, Submission
from toolkit.workbooks.returns import return_copy
from toolkit.workbooks.returns.return_copy import write_return_copy
from toolkit.workbooks.returns.style_marks import MARK_COLOURS
from toolkit.workflow.steps import tables

FILE = "江口乡6月.xlsx"
HEADINGS = ("序号", "行业", "项目名称", "项目方", "投资总额（亿元）")
ROWS = (
    (1, "电镀", "表面处理车间", "广东华源", "5000万"),
    (2, "林木业", "=1+1木业", "山东新盛", 0.8),
    (3, "汽配", "车桥总成", "福建盛达", "约2亿"),
)


def at(row: int, column: int, sheet: str = "Sheet1", file: str = FILE) -> CellRef:
    """Return a cell of the unit's sheet."""
    return CellRef(file, sheet, row, column)


FINDINGS = (
    found("unit_in_cell_differs", at(3, 5), column="投资总额", typed="5000万", unit="亿元", example="0.5"),
    found("approx_value", at(5, 5), column="投资总额", typed="约2亿"),
    found("number_as_text", at(5, 5), column="投资总额", typed="约2亿", value="2"),
    found("missing_required", at(8, 7), column="联系电话"),
    found("struck_row", at(4, 0), row=4),
    found("total_mismatch", at(6, 3), stated="9", summed="3.3"),
    found("hidden_sheet", CellRef(FILE), sheet="说明"),
)


def submission(source: Path, findings=FINDINGS, **given) -> Submission:
    """Return the submission that was read from ``source``."""
    projects = tuple(Project(at(row, 0), {"name": 3}, name=ROWS[row - 3][2]) for row in (3, 4, 5))
    sent = Submission(
        FILE, str(source), Status.RETURNED, unit="江口乡", period=ReportingPeriod(2022, 6), projects=projects
    )
    return replace(sent, findings=tuple(findings), **given)


def png() -> bytes:
    """Return a picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")


@pytest.fixture
def source(tmp_path) -> Path:
    """A workbook as clerks decorate it: text box, button, picture, list, bars, comments, merged cells."""
    path = tmp_path / FILE
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = book.add_worksheet("Sheet1")
    book.add_worksheet("说明").write_string("A1", "填表说明")
    amount = book.add_format({"num_format": "0.00", "border": 1, "bold": True})
    sheet.merge_range("A1:E1", "江口乡2022年6月统计表")
    for row, values in enumerate((HEADINGS, *ROWS), start=1):
        for column, value in enumerate(values):
            sheet.write(row, column, value, amount if column == 4 else None)
    sheet.merge_range("B6:D6", "合计")
    sheet.insert_textbox("L3", "金额单位：亿元")
    sheet.insert_button("L9", {"caption": "校验"})
    sheet.insert_image("L14", "图.png", {"image_data": io.BytesIO(png())})
    sheet.data_validation("B3:B5", {"validate": "list", "source": ["电镀", "汽配"]})
    sheet.conditional_format("E3:E5", {"type": "data_bar"})
    sheet.write_comment("D3", "请附合同", {"author": "老王"})
    sheet.write_comment("E5", "估的", {"author": "老王"})
    book.close()
    return path


def comments(path: Path, name: str = "Sheet1") -> dict[str, str]:
    """Return the comments of a sheet by cell."""
    page = load_workbook(path)[name]
    return {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}


def parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
class TestAnXlsx:
    """A workbook is marked by changing its XML: openpyxl would drop text boxes and buttons."""

    def test_nothing_else_in_the_file_changes(self, source, tmp_path):
        """Only what must know of the marks differs; text box, picture, texts and other sheets keep their bytes."""
        [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
        before, after = parts(source), parts(copy)
        changed = {name for name, content in before.items() if after[name] != content}
        assert changed == {
            "[Content_Types].xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/worksheets/sheet1.xml",
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
        }
        assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}
        for kept in (b"<dataValidation ", b"<conditionalFormatting", b"<drawing ", b"<mergeCell "):
            assert kept in after["xl/worksheets/sheet1.xml"]
        assert b'ObjectType="Button"' in after["xl/drawings/vmlDrawing1.vml"]

    def test_each_finding_stands_at_its_cell(self, source, tmp_path):
        """A comment with code and message; two findings on one cell are one comment, the unit's own words stay."""
        [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
        said = comments(copy)
        assert set(said) == {"D3", "E3", "A4", "E5", "B6", "G8"}
        assert said["D3"] == "请附合同"
        assert said["E3"].startswith(f"{RETURN_HEADING}\nV102 请核对：投资总额写的是“5000万”")
        assert said["E5"].startswith(f"估的\n{RETURN_HEADING}\nV105 须修改")
        assert "\nV103 供参考" in said["E5"]

    def test_the_colour_says_how_much_it_weighs(self, source, tmp_path):
        """The worst finding of a cell decides; number format, border and font stay; values are untouched."""
        [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
        before, after = load_workbook(source)["Sheet1"], load_workbook(copy)["Sheet1"]
        weights = {"E3": Severity.WARNING, "E5": Severity.ERROR, "G8": Severity.ERROR, "B6": Severity.WARNING}
        for address, severity in weights.items():
            assert after[address].fill.fgColor.rgb == MARK_COLOURS[severity]
        assert (after["E3"].number_format, after["E3"].font.b, after["E3"].border.left.style) == ("0.00", True, "thin")
        assert [[cell.value for cell in row] for row in after["A1:E6"]] == [
            [cell.value for cell in row] for row in before["A1:E6"]
        ]

    def test_a_merged_block_is_marked_where_it_shows(self, source, tmp_path):
        """C6 lies in B6:D6: what is seen and can hold a comment is B6."""
        [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
        assert "X103" in comments(copy)["B6"]

    def test_the_last_sheet_says_what_to_do(self, source, tmp_path):
        """One line per finding, errors first and notes last, each with a link to its cell, and what was read."""
        [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
        page = load_workbook(copy)[RETURN_SHEET]
        assert page["A1"].value == "江口乡2022年6月统计表退回说明"
        assert "报送项目 3 个，通过校验 2 个，退回修改 1 个" in page["A2"].value
        lines = [[cell.value for cell in row] for row in page["B5:D7"]]
        assert lines == [
            ["须修改", "Sheet1 表 E5 单元格", "V105"],
            ["须修改", "Sheet1 表 G8 单元格", "V101"],
            ["请核对", "Sheet1 表 E3 单元格", "V102"],
        ]
        assert page["C5"].hyperlink.location == "'Sheet1'!E5"

    @pytest.mark.office
    def test_another_program_opens_it_and_finds_the_comments(self, source, tmp_path):
        """LibreOffice reads colours, comments and the new sheet."""
        [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
        [opened] = recalculated([copy], tmp_path / "opened")
        assert load_workbook(opened).sheetnames == ["Sheet1", "说明", RETURN_SHEET]
        assert set(comments(opened)) == set(comments(copy))
        assert load_workbook(opened)["Sheet1"]["E5"].fill.fgColor.rgb == MARK_COLOURS[Severity.ERROR]

    def test_a_corrected_copy_that_errs_again_is_cleaned_first(self, source, tmp_path):
        """Colours and comments of the first return go; the unit's own comments stay."""
        [first] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
        [second] = write_return_copy(submission(first, FINDINGS[:1]), first, tmp_path / "再退" / FILE)
        assert set(comments(second)) == {"D3", "E3", "E5"}
        assert comments(second)["E5"] == "估的"
        book = load_workbook(second)
        coloured = {c.coordinate for row in book["Sheet1"].iter_rows() for c in row if c.fill.fill_type}
        assert coloured == {"E3"}
        assert book.sheetnames == ["Sheet1", "说明", RETURN_SHEET]

    def test_the_same_findings_give_the_same_bytes(self, source, tmp_path):
        """A return copy that is written again does not differ."""
        [first] = write_return_copy(submission(source), source, tmp_path / "a" / FILE)
        [second] = write_return_copy(submission(source), source, tmp_path / "b" / FILE)
        assert first.read_bytes() == second.read_bytes()

    def test_macros_come_back_as_macros(self, tmp_path):
        """An .xlsm stays one, its project byte for byte."""
        path = tmp_path / "江口乡6月.xlsm"
        book = xlsxwriter.Workbook(path)
        book.add_worksheet("Sheet1").write_string("A1", "江口乡")
        book.add_vba_project(io.BytesIO(b"macros"), is_stream=True)
        book.close()
        [copy] = write_return_copy(submission(path), path, tmp_path / "退回" / FILE)
        assert copy.suffix == ".xlsm"
        assert parts(copy)["xl/vbaProject.bin"] == b"macros"

    def test_strict_office_xml_is_marked_too(self, source, tmp_path):
        """Some offices save 「Strict Open XML」: other namespaces, the same cells."""
        strict = tmp_path / "strict.xlsx"
        names = {
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
                b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
        }
        with zipfile.ZipFile(strict, "w") as archive:
            for name, content in parts(source).items():
                for loose, tight in names.items():
                    content = content.replace(loose, tight)  # noqa: PLW2901 - one namespace after the other
                archive.writestr(name, content)
        [copy] = write_return_copy(submission(strict), strict, tmp_path / "退回" / FILE)
        assert b'ref="E3"' in parts(copy)["xl/comments1.xml"]
        assert b"officeDocument/2006/relationships" not in parts(copy)["xl/_rels/workbook.xml.rels"]

    def test_an_odd_package_comes_back_with_its_original(self, source, tmp_path):
        """Without styles there is nothing to add a colour to: openpyxl's copy, and the untouched file beside it."""
        odd = tmp_path / "odd.xlsx"
        with zipfile.ZipFile(odd, "w") as archive:
            for name, content in parts(source).items():
                kept = content
                if name == "xl/_rels/workbook.xml.rels":
                    kept = content.replace(b"/styles", b"/looks")
                archive.writestr(name, kept)
        copy, original = write_return_copy(submission(odd), odd, tmp_path / "退回" / FILE)
        assert original.read_bytes() == odd.read_bytes()
        assert original.name == "江口乡6月（原件）.xlsx"
        assert "V105" in comments(copy)["E5"]
        assert load_workbook(copy).sheetnames[-1] == RETURN_SHEET


def test_an_old_xls_comes_back_as_xlsx(tmp_path):
    """Its values at their addresses, with colours and comments; text that looks like a formula stays text."""
    path = tmp_path / "江口乡6月.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    sheet.write_merge(0, 0, 0, 4, "江口乡2022年6月统计表")
    for row, values in enumerate((HEADINGS, *ROWS), start=1):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    book.save(str(path))
    [copy] = write_return_copy(submission(path), path, tmp_path / "退回" / path.name)
    assert copy.name == "江口乡6月.xlsx"
    page = load_workbook(copy)["Sheet1"]
    assert (page["C4"].value, page["C4"].data_type, page["E4"].value) == ("=1+1木业", "s", 0.8)
    assert "V105" in page["E5"].comment.text
    assert str(page.merged_cells) == "A1:E1"


def test_a_csv_comes_back_as_xlsx(tmp_path):
    """Read in either encoding that Excel writes; figures become numbers, a telephone number stays text."""
    path = tmp_path / "江口乡6月.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["江口乡6月"], HEADINGS, *ROWS, ["19900012345", "007"]])
    finding = found("approx_value", at(5, 5, sheet="", file=path.name), column="投资总额", typed="约2亿")
    sent = submission(path, [finding], projects=(), file=path.name)
    [copy] = write_return_copy(sent, path, tmp_path / "退回" / path.name)
    page = load_workbook(copy)["Sheet1"]
    assert "V105" in page["E5"].comment.text
    assert [page[address].value for address in ("E4", "C4", "A6", "B6")] == [0.8, "=1+1木业", "19900012345", "007"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a package", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600])
def test_what_cannot_be_read_comes_back_as_words(tmp_path, content):
    """The unit is told why, whatever the file holds."""
    path = tmp_path / "江口乡6月.docx"
    path.write_bytes(content)
    sent = Submission(path.name, str(path), Status.REFUSED, "文件已损坏。", findings=FINDINGS[-1:])
    [copy] = write_return_copy(sent, path, tmp_path / "退回" / path.name)
    assert copy.name == "江口乡6月.xlsx"
    page = load_workbook(copy)[RETURN_SHEET]
    assert page["A2"].value == "文件“江口乡6月.docx”无法读取。文件已损坏。"


def test_a_table_that_would_come_out_garbled_is_not_sent(tmp_path):
    """If the copy's reader does not see the names that were read, the words alone are better than a spoilt table."""
    path = tmp_path / "江口乡6月.csv"
    path.write_text("江口乡6月\n" + ",".join(HEADINGS) + "\n1,a,b,c,d\n2,a,b,c,d\n3,a,b,c,d\n", "utf-8")
    projects = tuple(Project(at(row, 0, sheet="", file=path.name), {"name": 3}, name="车桥总成") for row in (3, 4, 5))
    sent = submission(path, projects=projects, file=path.name)
    [copy] = write_return_copy(sent, path, tmp_path / "退回" / path.name)
    assert load_workbook(copy).sheetnames == [RETURN_SHEET]


def _xls(path, more):
    """Write an old .xls and whatever ``more`` adds to its sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for row, values in enumerate((HEADINGS, *ROWS), start=1):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    more(sheet)
    book.save(str(path))


def _xml2003(path):
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{value}</Data></Cell>' for value in values) + "</Row>"
        for values in (["江口乡6月"], HEADINGS, *ROWS)
    )
    named = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    path.write_text(
        f'<?xml version="1.0"?><Workbook {named}><Worksheet ss:Name="Sheet1"><Table>{rows}</Table></Worksheet></Workbook>',
        "utf-8",
    )


def _html(path):
    rows = "".join(f"<tr>{''.join(f'<td>{v}</td>' for v in values)}</tr>" for values in (["六月"], HEADINGS, *ROWS))
    path.write_text(f"<html><table>{rows}</table></html>", "utf-8")


BY_OTHER_DOORS = {
    "stray.xls": lambda path: _xls(path, lambda sheet: sheet.write(65535, 255, "杂")),
    "huge-merge.xls": lambda path: _xls(path, lambda sheet: sheet.merged_ranges.append((6, 65535, 0, 255))),
    "saved-as-xml.xls": _xml2003,
    "saved-as-page.xls": _html,
}


@pytest.mark.parametrize("name", BY_OTHER_DOORS)
def test_a_copy_is_made_of_the_cells_that_were_read(tmp_path, name):
    """Whatever the format: the reader of files is the only one, so its care for stray cells holds here, too."""
    path = tmp_path / name
    BY_OTHER_DOORS[name](path)
    sheet = "" if "page" in name else "Sheet1"
    sent = submission(path, [found("approx_value", at(4, 5, sheet=sheet), column="投资总额", typed="x")], projects=())
    [copy] = write_return_copy(sent, path, tmp_path / "退回" / path.name)
    drawn = parts(copy)["xl/worksheets/sheet1.xml"]
    assert re.findall(rb'<c r="(C[345])"', drawn) == [b"C3", b"C4", b"C5"] and drawn.count(b"<c ") < 30
    assert "V105" in parts(copy)["xl/comments1.xml"].decode() and b'ref="E4"' in parts(copy)["xl/comments1.xml"]
    if "stray" in name:
        assert b'<c r="IV65536"' in drawn


def test_a_file_that_breaks_its_copy_comes_back_as_words(tmp_path, monkeypatch, in_processes):
    """A copy is written within the bounds of a worker, as the file was read: the run goes on, the unit is told."""
    paths = [tmp_path / name for name in ("江口乡6月.xlsx", "寨沙镇6月.xlsx")]
    sent = [replace(submission(path), status=Status.RETURNED, unit=path.name[:3]) for path in paths]
    real = return_copy.write_return_copy
    monkeypatch.setattr(
        return_copy, "write_return_copy", lambda one, *rest: os._exit(1) if "江口" in one.path else real(one, *rest)
    )
    copies = tables.write_return_copies(sent, tmp_path / "退回")
    assert [[path.name for path in made] for made in copies.values()] == [
        ["江口乡6月（退回修改）.xlsx"],
        ["寨沙镇6月（退回修改）.xlsx"],
    ]
    assert load_workbook(copies["江口乡"][0]).sheetnames == [RETURN_SHEET]
