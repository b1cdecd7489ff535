"""Workbooks that are one text: XML 表格 2003 and web pages, in the encodings in which Excel and others write them."""

import pytest

from tests.checking import check
from tests.drawn import HEADINGS
from toolkit.files.open_file import open_workbook
from toolkit.intake.read import read_submission
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.submission import Status

JUNE = ReportingPeriod(2022, 6)
FIRST = ["1", "林木业", "江口旋切一期", "甲公司", 0.5, "山东", "覃一", "19900000001", "2022年", "已开工"]
OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"


def cell(value, **attributes):
    """Return one cell; ``attributes`` are those of the cell."""
    given = "".join(f' ss:{name}="{text}"' for name, text in attributes.items())
    kind = "Number" if isinstance(value, (int, float)) else "DateTime" if "T00:00" in value else "String"
    return f'<Cell{given}><Data ss:Type="{kind}">{value}</Data></Cell>'


def workbook(rows, before="", after=""):
    """Return an XML workbook with one sheet of ready rows."""
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{OFFICE}" xmlns:ss="{OFFICE}" xmlns:x="urn:schemas-microsoft-com:office:excel">{before}'
        f'<Worksheet ss:Name="6月"><Table>{rows}</Table></Worksheet>{after}</Workbook>'
    )


def row(values, **attributes):
    """Return one row of cells."""
    given = "".join(f' ss:{name}="{text}"' for name, text in attributes.items())
    return f"<Row{given}>{''.join(map(cell, values))}</Row>"


def read(folder, luzhai, text, encoding="utf-8"):
    """Read and check a text as a unit's .xls."""
    path = folder / "江口乡2022年6月.xls"
    path.write_bytes(text.encode(encoding))
    return check(read_submission(path, luzhai, JUNE), luzhai)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_xml_workbook_is_read_like_any_other(tmp_path, luzhai, encoding):
    """Its cells keep their addresses; nothing is asked of it."""
    submission = read(tmp_path, luzhai, workbook(row(HEADINGS) + row(FIRST, Index=4)), encoding)
    assert [(one.ref.row, one.ref.sheet, one.investment_yuan) for one in submission.projects] == [
        (4, "6月", 50_000_000)
    ]
    assert submission.findings == ()


def test_what_an_xml_workbook_skips_merges_hides_and_dates(tmp_path, luzhai):
    """ss:Index leaves cells out, ss:MergeDown holds for the rows below, dates are dates, hidden is hidden."""
    first = [cell(value) for value in FIRST]
    first[1] = cell("林木业", MergeDown=1)
    first[8] = cell("2022-05-31T00:00:00.000")
    second = [cell(2), cell("江口旋切二期", Index=3), *(cell(value) for value in FIRST[3:])]
    rows = f"<Column ss:Index='6' ss:Hidden='1'/>{row(HEADINGS)}<Row>{''.join(first)}</Row><Row ss:Hidden='1'>{''.join(second)}</Row>"
    submission = read(tmp_path, luzhai, workbook(rows))
    assert [(one.name, one.industry) for one in submission.projects] == [
        ("江口旋切一期", "林木业"),
        ("江口旋切二期", "林木业"),
    ]
    assert submission.projects[0].moved_in_on == PartialDate(2022, 5, 31)
    assert sorted(f.kind for f in submission.findings) == ["hidden_column", "hidden_rows"]


def test_a_comment_and_a_hidden_sheet_of_an_xml_workbook_are_told(tmp_path, luzhai):
    """As of every workbook: V120 and F109."""
    noted = cell("江口旋切一期").replace("</Cell>", "<Comment><ss:Data>待核</ss:Data></Comment></Cell>")
    rows = row(HEADINGS) + f"<Row>{cell(1)}{cell('林木业')}{noted}{''.join(map(cell, FIRST[3:]))}</Row>"
    hidden = '<Worksheet ss:Name="5月"><Table><Row><Cell><Data ss:Type="String">旧</Data></Cell></Row></Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>'
    submission = read(tmp_path, luzhai, workbook(rows, after=hidden))
    assert [(f.cell.sheet, f.cell.a1, f.kind) for f in submission.findings] == [
        ("5月", "", "hidden_sheet"),
        ("6月", "C2", "cell_comment"),
    ]


BROKEN = {
    "breaks off": workbook(row(HEADINGS) + row(FIRST))[:-40],
    "declares entities": workbook(row(FIRST)).replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1),
    "a row beyond the last": workbook(row(FIRST, Index=2_000_000)),
    "a number that is none": workbook('<Row><Cell><Data ss:Type="Number">eins</Data></Cell></Row>'),
    "no workbook": '<?xml version="1.0"?><note>江口乡</note>',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_xml_file_is_one_sentence(tmp_path, luzhai, text):
    """Refused with a reason, never half read."""
    submission = read(tmp_path, luzhai, text)
    assert (submission.status, len(submission.findings)) == (Status.REFUSED, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_saved_as_xls_is_read_in_any_encoding(tmp_path, encoding):
    """Excel saves pages as UTF-16, too."""
    cells = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in (HEADINGS, FIRST))
    path = tmp_path / "江口乡6月.xls"
    path.write_bytes(f"<html><body><TABLE>{cells}</TABLE></body></html>".encode(encoding))
    assert open_workbook(path).sheets[0].cells[2, 3].text == "江口旋切一期"
