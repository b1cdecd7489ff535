"""Does `zhaoshang notice lint` judge what a secretary would: elements, faces, sizes, colour, pages, what was left open?"""

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tests.notices import ROOT, samples
from toolkit.cli import main
from toolkit.documents.lint.lint import lint
from toolkit.documents.notices.kinds import KINDS, write_notice

FANG, HEI, SONG = "仿宋_GB2312", "黑体", "方正小标宋简体"
GOOD = (
    ("鹿寨县投促中心文件", SONG, 42),
    ("鹿投促〔2022〕6号", FANG, 16),
    ("关于报送材料的通知", SONG, 22),
    ("县直各单位：", FANG, 16),
    ("一、报送内容", HEI, 16),
    ("请各单位按要求报送材料，逾期不再受理，有关事项另行通知，具体内容以本通知为准。", FANG, 16),
    ("鹿寨县投促中心", FANG, 16),
    ("2022年7月6日", FANG, 16),
)
ELEMENTS = ("N104", "N114", "N115", "N116", "N117", "N118", "N119", "N120")


def written(path: Path, lines=GOOD, *, red: bool = True) -> Path:
    """Write paragraphs, each with its face and size, on a page as the standard has it."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    for number, (text, face, size) in enumerate(lines):
        run = document.add_paragraph().add_run(text)
        run.font.name, run.font.size = face, Pt(size)
        run._r.rPr.rFonts.set(qn("w:eastAsia"), face)
        if red and not number:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)
    document.save(str(path))
    return path


def told(path: Path, *codes: str) -> list[str]:
    """Return what the linter says under these codes."""
    return [f"{one.code} {one.message}" for one in lint(path) if one.code in codes]


def test_a_document_as_it_should_be_has_nothing_to_mend(tmp_path):
    """GB/T 9704 7.2, 7.3: every element is there, in its face and size, and the mark is red."""
    assert told(written(tmp_path / "文.docx"), *ELEMENTS) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_notices_of_the_toolkit_have_nothing_to_mend(luzhai, tmp_path, kind):
    """What the shipped templates print passes its own judge, but for what a person has yet to write."""
    path = write_notice(samples(luzhai)[kind], ROOT / "templates" / f"{kind}.docx", tmp_path / "文.docx")
    assert told(path, *ELEMENTS[1:]) == []


def test_one_face_everywhere_is_one_line(tmp_path):
    """The office's Word wrote all in 微软雅黑: one line names the elements (element_face, element_colour)."""
    path = written(tmp_path / "文.docx", [(text, "微软雅黑", size) for text, _, size in GOOD], red=False)
    face, colour = told(path, *ELEMENTS)
    assert face.startswith("N115 “微软雅黑”用在") and "（共8段）" in face
    assert all(words in face for words in ("标题用小标宋", "正文用仿宋", "一级标题（一、）用黑体"))
    assert colour == "N117 发文机关标志不是红色的，核对后再印发。请改成红色。"


def test_a_small_title_is_told_with_both_sizes(tmp_path):
    """7.3.1: 2号 is 22 pt (element_size)."""
    lines = [(text, face, 12 if text.startswith("关于") else size) for text, face, size in GOOD]
    assert told(written(tmp_path / "文.docx", lines), *ELEMENTS) == [
        "N116 标题的字号是12磅（共1段），核对后再印发。请改成22磅。"
    ]


@pytest.mark.parametrize(("left_out", "what"), [(1, "发文字号"), (2, "标题"), (3, "主送机关"), (7, "成文日期")])
def test_a_missing_element_is_named(tmp_path, left_out, what):
    """7.2, 7.3: title, addressees, number and date are looked for (element_missing)."""
    lines = [line for number, line in enumerate(GOOD) if number != left_out]
    said = told(written(tmp_path / "文.docx", lines), "N114")
    assert f"N114 没有找到{what}，核对后再印发。请补上；这种公文不需要的，可以不改。" in said


@pytest.mark.parametrize(
    "typed",
    [
        "[此处输入正文内容]",
        "【请填写单位】",
        "单击此处输入文字",
        "XX单位",
        "××县",
        "地点：＿＿＿＿",
        "【待填：联系人】",
    ],
)
def test_what_was_left_to_fill_in_is_told(tmp_path, typed):
    """A placeholder of whatever template must not go out."""
    path = written(tmp_path / "文.docx", (*GOOD[:6], (f"内容是{typed}", FANG, 16), *GOOD[6:]))
    assert len(told(path, "N104")) == 1


@pytest.mark.parametrize("typed", ["（请各单位参照执行）", "张某某", "（一）请按时填写报表。", "一般性开支压减5%"])
def test_words_that_only_resemble_it_are_left_in_peace(tmp_path, typed):
    """A bracket, a 某 or the word 填写 is no placeholder."""
    assert told(written(tmp_path / "文.docx", (*GOOD[:6], (typed, FANG, 16), *GOOD[6:])), "N104") == []


def test_every_section_is_measured(tmp_path):
    """5.1: first_page_lies, paper_size, page_place; a later section is told by its number."""
    path = written(tmp_path / "文.docx")
    document = Document(str(path))
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.page_width, second.page_height = Mm(184), Mm(260)
    third = document.add_section(WD_SECTION.NEW_PAGE)
    third.page_width, third.page_height = Mm(210), Mm(297)
    third.top_margin, third.bottom_margin, third.left_margin, third.right_margin = Mm(30), Mm(42), Mm(32), Mm(22)
    document.save(str(path))
    assert told(path, "N118", "N119", "N120") == [
        "N119 第2节的纸是184×260毫米，核对后再印发。请改成A4（210×297毫米）。",
        "N120 第3节的上边距是30毫米、左边距是32毫米，核对后再印发。请改成37毫米、28毫米。",
    ]
    first = document.sections[0]
    first.orientation, first.page_width, first.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.save(str(path))
    assert told(path, "N118") == ["N118 公文第一页是横页，核对后再印发。请把有横表的附件单独分节，正文用竖页。"]


def test_one_cause_is_one_line_with_a_count(tmp_path):
    """The same slip in seven paragraphs is one line that names five and counts all."""
    lines = (*GOOD[:6], *[("请补上XX的名称", FANG, 16)] * 7, *GOOD[6:])
    (finding,) = [one for one in lint(written(tmp_path / "文.docx", lines)) if one.code == "N104"]
    assert finding.cell.sheet == "第7段、第8段、第9段、第10段、第11段等7处"


def test_a_form_is_not_judged_as_an_official_document(tmp_path):
    """Most words stand in a table: no title face, no margins, no page numbers are asked of it."""
    document = Document()
    document.add_paragraph("登记表")
    table = document.add_table(rows=5, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "内容内容"
    document.save(str(tmp_path / "表.docx"))
    assert lint(tmp_path / "表.docx") == ()


def test_fix_mends_what_is_safe_into_a_new_file(tmp_path):
    """Punctuation, brackets, faces, sizes, colour and page; numbers stay as they are, and so does the file itself."""
    lines = [(text, "微软雅黑", 12) for text, _, _ in GOOD]
    lines[1] = ("鹿投促[2022]6号", FANG, 16)
    lines[5] = ("请按时报送材料,投资1,000万元(含)以上的,另行说明;逾期不再受理,以本通知的规定为准。", FANG, 16)
    path = written(tmp_path / "文.docx", lines, red=False)
    document = Document(str(path))
    document.sections[0].top_margin = Mm(25)
    document.save(str(path))
    before = path.read_bytes()
    done = CliRunner().invoke(main, ["notice", "lint", str(path), "--fix"])
    mended = tmp_path / "文（已改）.docx"
    assert done.exit_code == 1 and "（已改）.docx" in done.output and path.read_bytes() == before
    texts = [paragraph.text for paragraph in Document(str(mended)).paragraphs]
    assert texts[1] == "鹿投促〔2022〕6号"
    assert texts[5] == "请按时报送材料，投资1,000万元（含）以上的，另行说明；逾期不再受理，以本通知的规定为准。"
    assert {one.code for one in lint(mended)} <= {"N113"}
