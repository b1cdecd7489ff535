"""Titles, addressees, marks and pages of papers: what a reader of an official document would stumble over."""

import re
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace

from tests.notices import ROOT, samples
from tests.spec.test_notice import text_of
from toolkit.documents.notices.kinds import KINDS, write_notice
from toolkit.documents.paper.titles import broken

TEMPLATES = ROOT / "templates"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "关于约谈鹿寨县投资促进委员会办公室主要负责人的通知",
            ["关于约谈鹿寨县投资促进委员会办公室", "主要负责人的通知"],
        ),
        ("关于表扬平山镇、中渡镇、四排镇、江口乡、拉沟乡、黄冕镇的通报", None),
        ("关于拜访佛山市某某智能家居装备制造有限公司、东莞市某某家具有限公司的报告", None),
    ],
)
def test_a_title_breaks_after_a_listing_comma_and_never_inside_a_name(title, lines):
    """7.3.1: 回行时，要做到词意完整; 、 may end a line, no name is cut."""
    made = broken(title).split("\n")
    assert "".join(made) == title and len(made) > 1
    assert lines is None or made == lines
    names = re.findall(r"[平中四江拉黄]\w[镇乡]|佛山市\w+公司|东莞市\w+公司|鹿寨县投资促进委员会办公室", title)
    assert names and all(any(name in line for line in made) for name in names)


UNITS = tuple(f"某某县{way}{number}乡人民政府" for way in "东西南" for number in "一二三四五六七八九十")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("会议纪要", "催报通知", "招商专报")])
def test_more_addressees_than_fit_stand_in_the_imprint_and_only_there(luzhai, tmp_path, kind):
    """7.3.2: 主送机关名称过多导致公文首页不能显示正文时，应当将主送机关名称移至版记."""
    notice = samples(luzhai)[kind]
    for units, moved in ((UNITS, True), (UNITS[:3], False)):
        head = replace(notice.head, addressees=units)
        path = write_notice(replace(notice, head=head), TEMPLATES / f"{kind}.docx", tmp_path / "文.docx")
        text = text_of(path)
        assert ("　主送：" in text) is moved
        assert (f"{'、'.join(units)}：" in text.replace("，", "、")) is not moved
        assert text.replace("\n　　　　", "").count(units[-1]) == 1


@pytest.mark.parametrize("kind", ["督查通报", "会议纪要", "年度总结报告"])
def test_half_width_marks_between_words_do_not_leave(luzhai, tmp_path, kind):
    """GB/T 15834: what the office typed into its form is set with full-width marks; a figure keeps its comma."""
    typed = "建立台账,计分考核;投资1,000万元"
    field = {"督查通报": "merits", "会议纪要": "decisions", "年度总结报告": "practices"}[kind]
    notice = replace(samples(luzhai)[kind], **{field: (typed,)})
    text = text_of(write_notice(notice, TEMPLATES / f"{kind}.docx", tmp_path / "文.docx"))
    assert "建立台账，计分考核；投资1,000万元" in text


@pytest.mark.parametrize("name", ["外出招商审批表", "外出招商信息记录表", "考察行程表", "经费使用情况表"])
def test_a_form_of_several_pages_has_numbers_and_its_own_on_each(name):
    """Loose sheets find home: 第 … 页 共 … 页 below, title and 编号 above from the second page on."""
    section = Document(str(TEMPLATES / f"{name}.docx")).sections[0]
    assert section.header.paragraphs[0].text == f"{name}　编号：{{{{ id }}}}（续）"
    assert section.different_first_page_header_footer and not section.first_page_header.paragraphs[0].text
    for footer in (section.footer, section.first_page_footer):
        xml = footer._element.xml
        assert "NUMPAGES" in xml and "PAGE" in xml


def test_a_second_level_is_set_in_kaiti_wherever_it_stands(luzhai, tmp_path):
    """7.3.3: （一） 楷体, up to its full stop; what follows is 仿宋."""
    notice = replace(samples(luzhai)["督查通报"], merits=("一组外出4次。签约6个", "二组按时报送"))
    path = write_notice(notice, TEMPLATES / "督查通报.docx", Path(tmp_path) / "文.docx")
    found = {
        run.text: run.font.name
        for paragraph in Document(str(path)).paragraphs
        if paragraph.text.startswith(("（一）一组", "（二）二组"))
        for run in paragraph.runs
    }
    assert found == {"（一）一组外出4次。": "楷体_GB2312", "签约6个。": None, "（二）二组按时报送。": "楷体_GB2312"}
