"""What a person sees of an amount decides, or the person is asked: a number format may show a unit of its own.

Who reads 50万元 in a cell has written 50万元, whatever stands in the heading; the file holds a bare 50.
"""

import openpyxl
import pytest

from tests.checking import check
from tests.drawn import HEADINGS, drawn_sheet
from tests.spec.test_ods import ods, row, table
from toolkit.intake.read import read_submission
from toolkit.model.findings import Severity
from toolkit.model.period import ReportingPeriod

JUNE = ReportingPeriod(2022, 6)
SEEN = {
    ("亿元", 50, '0"万元"'): ("V146", "显示出来是 50万元（表头单位是亿元）"),
    ("亿元", 3000, "#,##0万元"): ("V146", "显示出来是 3000万元（表头单位是亿元）"),
    ("万元", 1.5, '0.0"亿元"'): ("V146", "显示出来是 1.5亿元（表头单位是万元）"),
    ("亿元", 1.5, '0.0"千万元"'): ("V146", "显示出来是 1.5千万元（表头单位是亿元）"),
    ("亿元", 1.5, "[$US$]0.0"): ("V107", "US$1.5"),
    ("亿元", 1.5, "[$$-409]#,##0.00"): ("V107", "$1.5"),
    ("亿元", 0.5, '0.0"亿美元"'): ("V107", "0.5亿美元"),
    ("亿元", 1.5, '0.00" €"'): ("V107", "1.5 €"),
    ("亿元", 1.5, '"约"0.0'): ("V105", "约1.5"),
    ("亿元", 12, '0"0"'): ("V146", "显示出来是 120"),
    ("亿元", 1.5, '"待定"'): ("V146", "显示出来是 待定"),
    ("亿元", 1.5, ";;;"): ("V146", "显示出来是 空白"),
    ("亿元", 1.5, '[>1]"超亿";0.0'): ("V146", "显示出来是 超亿"),
    ("亿元", 15000, '[>=10000]0!.0000"亿";0.0'): ("V146", "显示出来是 1.5亿"),
}
AS_IT_STANDS = {
    ("亿元", 1.5, '0.0"亿元"'): 150_000_000,
    ("亿元", 1.5, '0.0"亿"'): 150_000_000,
    ("亿元", 0.5, '[>1]"超亿";0.0'): 50_000_000,
    ("亿元", 1.5, "0.0;;"): 150_000_000,
    ("亿元", 1.5, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '): 150_000_000,
    ("亿元", 1.5, "[DBNum1][$-804]General"): 150_000_000,
    ("亿元", 1.5, '0.0"（不含二期）"'): 150_000_000,
    ("", 1.5, '0.0"亿元"'): 150_000_000,
    ("", 8000, '0"万元"'): 80_000_000,
}


@pytest.fixture
def read_seen(tmp_path, luzhai):
    """Read a table with one amount under a unit, in a number format."""

    def read_formatted(unit, number, code):
        path = tmp_path / "江口乡6月.xlsx"
        headings = " | ".join(HEADINGS).replace("（亿元）", f"（{unit}）" if unit else "")
        line = f"1 | 林木业 | 江口旋切一期 | 甲公司 | {number} | 山东 | 覃一 | 19900000001 | 2022年 | 已开工"
        drawn_sheet(f"| A | B | C | D | E | F | G | H | I | J\n1 | {headings}\n2 | {line}", path)
        book = openpyxl.load_workbook(path)
        book.active["E2"].number_format = code
        book.save(path)
        return check(read_submission(path, luzhai, JUNE), luzhai)

    return read_formatted


@pytest.mark.parametrize(("cell", "said"), SEEN.items())
def test_an_amount_that_shows_otherwise_than_its_heading_is_asked_about(read_seen, cell, said):
    """Another unit, another size or no number at all is V146, another currency V107, about is V105."""
    submission = read_seen(*cell)
    [asked] = [f for f in submission.findings if f.severity is Severity.ERROR]
    assert (asked.cell.a1, asked.code) == ("E2", said[0])
    assert said[1] in asked.message
    assert [one.investment_yuan for one in submission.projects] == [None]


@pytest.mark.parametrize(("cell", "yuan"), AS_IT_STANDS.items())
def test_an_amount_that_shows_what_it_is_counts(read_seen, cell, yuan):
    """The heading's own unit beside the number, or one that the heading leaves open, is what the person wrote."""
    submission = read_seen(*cell)
    assert [one.investment_yuan for one in submission.projects] == [yuan]
    assert not [f for f in submission.findings if f.severity is Severity.ERROR]


ODS = {
    ("150", "0.15"): ("V146", None),
    ("50", "50万元"): ("V146", None),
    ("50", "0亿"): ("V146", None),
    ("1.5", "US$1.5"): ("V107", None),
    ("1.5", "待定"): ("V146", None),
    ("1.4999", "1.5"): ("", 149_990_000),
    ("1.5", "1.5亿元"): ("", 150_000_000),
    ("15", "15.00"): ("", 1_500_000_000),
    ("1.5", "1,5"): ("", 150_000_000),
    ("1.5", "1 1/2"): ("", 150_000_000),
    ("1.5", "###"): ("", 150_000_000),
}


@pytest.mark.parametrize(("cell", "read"), ODS.items())
def test_an_ods_says_in_words_what_its_cell_shows(tmp_path, luzhai, cell, read):
    """LibreOffice writes the number and what it showed of it: a number shown in another size is asked about, too."""
    value, shown = cell
    amount = f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>'
    line = ["1", "林木业", "江口旋切一期", "甲公司", amount, "山东", "覃一", "19900000001", "2022年", "已开工"]
    submission = check(read_submission(ods(tmp_path, table(row(*HEADINGS), row(*line))), luzhai, JUNE), luzhai)
    assert ["".join(f.code for f in submission.findings if f.cell.a1 == "E2")] == [read[0]]
    assert [one.investment_yuan for one in submission.projects] == [read[1]]
