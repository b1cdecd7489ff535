"""Licences: a file is a licence by what it holds, and a workbook with our table is a table whatever it is called."""

import io

import docx
import openpyxl
import pytest

from tests.intake import JUNE, checked, empty_office, june, lines, table  # noqa: F401 - fixture
from tests.mailroom import JIANGKOU, SINCE, collecting_office, kept, mail_arrives  # noqa: F401 - fixtures
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.steps import month

LICENCE = "营业执照 统一社会信用代码 91450000XXXXXXXXXX 法定代表人：韦某 注册资本：壹佰万元 经营范围：木材加工 登记机关"
CARD = "居民身份证 姓名：韦某 民族：壮 出生：1980年 住址：鹿寨县 公民身份号码"
LETTER = "请于7月5日前报送统计表，并附营业执照复印件、法定代表人身份证复印件。"


def word(text: str) -> bytes:
    """A Word file with these words, one in each paragraph."""
    document, content = docx.Document(), io.BytesIO()
    for part in text.split():
        document.add_paragraph(part)
    document.save(content)
    return content.getvalue()


def workbook(text: str) -> bytes:
    """A workbook with these words, one in each row."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    for part in text.split():
        book.active.append([part])
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("附件1.docx", word(LICENCE), "证照"),
        ("扫描.docx", word(CARD), "证照"),
        ("资料.xlsx", workbook(LICENCE), "证照"),
        ("通知.docx", word(LETTER), "待认领"),
        ("江口乡营业执照6月.xlsx", JIANGKOU.read_bytes(), "报送"),
        ("江口乡6月统计表（附身份证）.xlsx", JIANGKOU.read_bytes()[:4000], "报送"),
        ("营业执照.xlsx", b"PK\x03\x04cut", "证照"),
    ],
)
def test_what_it_holds_decides_and_only_then_its_name(workspace, arrives, name, content, place):
    """A scan in Word is kept apart; our table is filed, even damaged if its name says so; a letter waits."""
    arrives((name, content))
    collect(workspace, SINCE)
    (saved,) = kept(workspace)
    assert saved.partition("/")[0] == place


def test_a_table_in_the_months_folder_counts_whatever_it_is_called(office):
    """And a licence there is said to be one by its content, too (F136)."""
    table(june(office) / "江口乡营业执照.xlsx")
    (june(office) / "附件.docx").write_bytes(word(LICENCE))
    found = {one.file: one for one in month.check_workspace(office, JUNE)}
    assert found["2022-06/江口乡营业执照.xlsx"].projects
    assert [one.kind for one in found["2022-06/附件.docx"].findings] == ["licence_among_tables"]
    checked(office)
    assert (lines(office)["附件.docx"].outcome, lines(office)["江口乡营业执照.xlsx"].outcome) == ("非报送表", "采用")
