"""What does `zhaoshang notice lint` find in an official document, and what does it leave in peace?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tests.notices import ROOT, samples
from toolkit.documents.lint.lint import lint
from toolkit.documents.notices.kinds import KINDS, write_notice
from toolkit.model.errors import ToolkitError

Linted = Callable[..., list[str]]
LUZHAI = (ROOT / "toolkit" / "schemes" / "luzhai_2022" / "document.txt").read_text("utf-8").split("\n")
LAYOUT = ("N111", "N112", "N113", "N114", "N115", "N116", "N117", "N118", "N119", "N120")


@pytest.fixture
def linted(tmp_path: Path) -> Linted:
    """Write paragraphs into a .docx and return what the linter says of the text: ``第1段 N103 damaged_text``."""

    def run(*paragraphs: str) -> list[str]:
        document = Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(str(tmp_path / "文.docx"))
        findings = lint(tmp_path / "文.docx")
        return [f"{f.cell.sheet} {f.code} {f.kind}" for f in findings if f.code not in LAYOUT]

    return run


def test_luzhais_attachment_has_another_title_than_announced(tmp_path):
    """LZ-D9: 附件说明 says 「鹿寨县2022年各产业…」, the table 「2022年鹿寨县各产业…」; 7.3.7 wants them identical (attachment_title_differs)."""
    document = Document()
    for line in LUZHAI[:70] + LUZHAI[202:204]:
        document.add_paragraph(line)
    document.save(str(tmp_path / "鹿政办发〔2022〕10号.docx"))
    found = [f for f in lint(tmp_path / "鹿政办发〔2022〕10号.docx") if f.code not in LAYOUT]
    assert [(f.code, f.message) for f in found] == [
        (
            "N102",
            "附件说明写的是“鹿寨县2022年各产业招商组招商引资目标任务分解表”，"
            "附件1的标题是“2022年鹿寨县各产业招商组招商引资目标任务分解表”，改好后再印发。请改成完全一致。",
        )
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        "（二）主要目标。20222025年,全县引进境内省外资金年均增长10%以上",
        "南政发〔20226",
        "2022525",
        "南县人民政府办公室                                                2022525日印发",
    ],
)
def test_text_that_lost_its_dashes_and_brackets_is_asked_about(linted, damaged):
    """NX-D2: 「20222025年」, 「南政发〔20226」, 「2022525日印发」 are never read as a year, a number, a date (damaged_text)."""
    found = [line for line in linted(damaged) if "N103" in line]
    assert found == ["第1段 N103 damaged_text"]


@pytest.mark.parametrize(
    "number",
    [
        "鹿政办发（2022）10号",
        "鹿政办发[2022]10号",
        "鹿政办发〔2022〕第10号",
        "鹿政办发〔2022〕010号",
        "鹿政办发〔2022〕10",
    ],
)
def test_a_document_number_has_six_sided_brackets_and_no_zeros(linted, number):
    """GB/T 9704 7.2.5: 〔〕, no 第, no leading zero, ends with 号; in the text too (document_number_form)."""
    assert "第1段 N101 document_number_form" in linted(number)
    assert "第1段 N101 document_number_form" in linted(f"根据《方案》（{number}）要求，通知如下：")
    assert linted("根据《方案》（鹿政办发〔2022〕10号）要求，通知如下：") == []


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2018年6月 7日", "中间有空格"),
        ("2022年06月07日", "月、日前面不加0"),
        ("22年5月", "年份应当写全"),
        ("2022年2月30日", "没有这一天"),
        ("二〇二二年六月七日", "应当用阿拉伯数字"),
    ],
)
def test_a_date_has_arabic_digits_and_no_leading_zero(tmp_path, linted, day, why):
    """GB/T 9704 7.3.5.4 (GN prints 「6月 7日」): date_form says why."""
    assert linted(day) == ["第1段 N108 date_form"]
    assert why in next(f for f in lint(tmp_path / "文.docx") if f.code == "N108").message
    assert linted("2022年6月7日") == []


def test_levels_follow_each_other_and_may_run_on(linted):
    """GB/T 9704 7.3.3: 一、（一）1.（1）; LZ-D7's 1. to 10. run on across the （一）…（五） above them (level_order)."""
    assert (
        linted(
            "一、总体要求",
            "（一）甲",
            "1. 乙",
            "（二）丙",
            "2. 丁",
            "（1）戊",
            "二、任务",
            "（一）己",
            "3. 庚",
            "1. 辛",
        )
        == []
    )
    assert linted("一、总体要求", "三、任务") == ["第2段 N107 level_order"]
    assert linted("（一）甲") == ["第1段 N107 level_order"]
    assert linted("一、甲", "（一）乙", "（一）丙", "（三）丁") == ["第4段 N107 level_order"]


def test_what_is_announced_is_attached(linted):
    """GB/T 9704 7.3.4: each item has its attachment, and no punctuation after its name (attachment_not_found, attachment_punctuation)."""
    assert linted("附件：1. 甲表", "2. 乙表。", "", "附件1", "甲表") == [
        "第2段 N106 attachment_punctuation",
        "第2段 N105 attachment_not_found",
    ]
    assert linted("附件：甲表", "", "附件", "甲表") == []
    assert linted("附件：甲和乙的", "表", "", "附件", "甲和乙的", "表") == []


def test_half_width_marks_are_one_finding_however_often(linted):
    """NX and GN write half-width brackets and commas in Chinese text (half_width_punctuation)."""
    assert linted("各乡镇人民政府,县直各单位", "甲,乙", "2022-05-31, 0.5") == ["第1、2段 N109 half_width_punctuation"]


def test_a_bracket_without_its_partner_is_named(linted):
    """A bracket lost in copying (bracket_unpaired)."""
    assert linted("根据《工作方案（鹿政办发〔2022〕10号）要求") == ["第1段 N110 bracket_unpaired"]


@pytest.mark.parametrize(
    "left", ["{{ issuer }}", "{%p if basis %}", "【待填】主要做法", "　　　　〔2022〕　　号", "XX县"]
)
def test_what_is_still_to_be_filled_in_must_not_go_out(linted, left):
    """7.2.5: a draft without its number, a tag or 【待填】 is an error (placeholder_left)."""
    assert linted(left) == ["第1段 N104 placeholder_left"]


def test_a_page_of_words_default_is_told_how_to_be_set(tmp_path):
    """GB/T 9704 5.1.2, 5.2.3, 7.5: page_margins, body_setting, page_numbers; each says what to set."""
    document = Document()
    document.add_paragraph("招商引资" * 20)
    document.save(str(tmp_path / "默认.docx"))
    assert [(f.code, f.kind) for f in lint(tmp_path / "默认.docx") if f.code in LAYOUT[:3]] == [
        ("N111", "page_margins"),
        ("N112", "body_setting"),
        ("N113", "page_numbers"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_notices_have_nothing_to_correct(tmp_path, luzhai, kind):
    """The linter and the templates hold the same standard; only the skeleton's open places are left."""
    path = write_notice(samples(luzhai)[kind], ROOT / "templates" / f"{kind}.docx", tmp_path / f"{kind}.docx")
    expected = {"placeholder_left"} if kind in ("年度总结报告", "约谈通知") else set()
    assert {finding.kind for finding in lint(path)} == expected, [str(finding) for finding in lint(path)]


def test_what_is_no_docx_is_the_operators_mistake(tmp_path):
    """One sentence that names the file and says what to do."""
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0 old Word")
    with pytest.raises(ToolkitError, match=r"^“旧.doc”不是 .docx 文档，请用 Word 或 WPS 打开后另存为 .docx 再检查。$"):
        lint(tmp_path / "旧.doc")
