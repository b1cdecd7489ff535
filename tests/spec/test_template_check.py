"""Does `zhaoshang notice template` tell an office what its edited template lost, before it is used?"""

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.notices import ROOT
from toolkit.cli import main

TEMPLATES = ROOT / "templates"


def checked(path: Path, *options: str) -> tuple[int, str]:
    """Return exit code and words of the command."""
    done = CliRunner().invoke(main, ["notice", "template", str(path), *options])
    return done.exit_code, done.output + str(done.exception or "")


def edited(tmp_path: Path, change, name: str = "催报通知") -> tuple[int, str]:
    """Change a copy of a shipped template as an office would in Word, and check it."""
    document = Document(str(TEMPLATES / f"{name}.docx"))
    change(document)
    document.save(str(tmp_path / f"{name}.docx"))
    return checked(tmp_path / f"{name}.docx")


@pytest.mark.parametrize("name", sorted(path.stem for path in TEMPLATES.glob("*.docx")))
def test_a_shipped_template_has_lost_nothing(name):
    """Against itself every template is clean."""
    assert checked(TEMPLATES / f"{name}.docx") == (0, "检查了 1 个模板，可以使用，没有发现问题。\n")


def _without_style(document):
    title = next(one for one in document.paragraphs if one.style.name == "公文标题")
    title.style = document.styles["公文正文"]


def _without_field(document):
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("{{ addressees }}", "各单位")


def _other_font(document):
    style = document.styles["公文正文"].element
    style.rPr.rFonts.set(qn("w:eastAsia"), "微软雅黑")
    document.styles["公文正文"].font.size = Pt(12)


def _lying(document):
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_without_style, "没有一段用样式“公文标题”了，标题不会自动分行。"),
        (_without_field, "少了字段：addressees。"),
        (_other_font, "样式“公文正文”的字体是微软雅黑，原来是仿宋_GB2312；字号是12磅，原来是16磅。"),
        (_lying, "第1节的页面变了：纸宽297（原来210）、纸高210（原来297）毫米。"),
        (lambda document: document.add_paragraph("{{ nmae }}"), "字段“nmae”原来的模板里没有"),
        (lambda document: document.add_comment(document.paragraphs[0].runs, text="改"), "有批注，填写时会去掉。"),
    ],
    ids=["style", "field", "font", "page", "name", "comment"],
)
def test_what_was_lost_is_said_by_name(tmp_path, change, words):
    """Style, field, type, page: each by the name that the office sees in Word, and the exit code says so."""
    code, said = edited(tmp_path, change)
    assert code == 1 and words in said


def test_an_unusable_template_is_one_sentence(tmp_path):
    """What render refuses, the check refuses in the same words; a name that says nothing asks for --of."""
    code, said = edited(tmp_path, lambda document: document.add_paragraph("｛｛ unit ｝｝"))
    assert code and "用了全角的括号或百分号" in said
    (tmp_path / "我的.docx").write_bytes((TEMPLATES / "报销函.docx").read_bytes())
    assert "看不出是哪一种模板。请加 --of" in checked(tmp_path / "我的.docx")[1]
    assert checked(tmp_path / "我的.docx", "--of", "报销函")[0] == 0
