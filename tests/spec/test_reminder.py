"""What does the 催报通知 say, and what can go wrong between a Word template and a finished document?"""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate
from msgspec.structs import replace

from toolkit.documents.notices import reminder as notice
from toolkit.documents.notices.kinds import write_notice
from toolkit.documents.paper.render import render
from toolkit.model.errors import ToolkitError
from toolkit.model.notices import Letterhead, Reminder

Written = Callable[[Reminder], list[str]]
MakeTemplate = Callable[..., Path]

TEMPLATES = Path(__file__).parents[2] / "templates"
TEMPLATE = TEMPLATES / "催报通知.docx"
CLAUSE = "对未按时间节点完成目标任务的、未按要求按时按质报送报表等材料的纳入年底绩效考核依据"
PLAN = "《鹿寨县2022年投资促进工作方案》（鹿政办发〔2022〕10号）"
HEAD = Letterhead(
    issuer="鹿寨县投资促进委员会办公室",
    number="鹿投促办〔2022〕6号",
    issued_on=date(2022, 6, 8),
    addressees=(),
    document_title=PLAN,
    basis=CLAUSE,
    contact_line="联系人：韦某某，联系电话：0772-0000123",
)
REMINDER = Reminder(
    head=HEAD,
    period_label="2022年6月",
    missing_units=("江口乡", "中渡镇"),
    returned_units=(("县住建局", 3), ("县科工贸局", 1)),
    original_due=date(2022, 6, 5),
    new_due=date(2022, 6, 10),
)


def headed(**head: object) -> Reminder:
    """The same notice under another head."""
    return replace(REMINDER, head=replace(HEAD, **head))


TEN = ("鹿寨镇", "中渡镇", "寨沙镇", "平山镇", "黄冕镇", "江口乡", "导江乡", "拉沟乡", "四排镇", "县林业局")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a notice and give back the text of its paragraphs."""

    def write(reminder: Reminder) -> list[str]:
        out = write_notice(reminder, TEMPLATE, tmp_path / "催报通知.docx")
        return [paragraph.text for paragraph in Document(str(out)).paragraphs if paragraph.text]

    return write


@pytest.fixture
def template(tmp_path: Path) -> MakeTemplate:
    """Make a small template from lines of text."""

    def make(*lines: str) -> Path:
        document = Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(tmp_path / "小模板.docx"))
        return tmp_path / "小模板.docx"

    return make


def test_the_notice_names_everyone_the_deadline_and_what_the_plan_says(written: Written) -> None:
    """LZ-R8: a late or faulty table counts in the year-end assessment; the first notice asks and quotes, no more."""
    assert written(REMINDER) == [
        "鹿寨县投资促进委员会办公室文件",
        "鹿投促办〔2022〕6号",
        "关于催报2022年6月\n招商引资项目统计表的通知",
        "江口乡、中渡镇、县住建局、县科工贸局：",
        f"根据{PLAN}要求，2022年6月招商引资项目统计表应于2022年6月5日前报送我办。截至2022年6月8日，"
        "尚有2个单位未报送，另有2个单位的统计表须修改后重报。为确保按时汇总，现就有关事项通知如下：",
        "一、未报送的单位",
        "江口乡、中渡镇请于2022年6月10日前报送；确无项目的，报零报告。",
        "二、须修改后重报的单位",
        "县住建局有3行、县科工贸局有1行须修改。请对照退回修改稿逐处修改，于2022年6月10日前重报。",
        "三、考核要求",
        f"{PLAN}规定：“{CLAUSE}”。请各有关单位高度重视，按时按质报送。",
        "填报中如有疑问，请与我办联系。感谢支持配合。",
        "鹿寨县投资促进委员会办公室",
        "2022年6月8日",
        "（联系人：韦某某，联系电话：0772-0000123）",
        "　鹿寨县投资促进委员会办公室\t2022年6月8日印发",
    ]


def test_who_was_reminded_before_is_told_so_and_what_follows(written: Written) -> None:
    """LZ-R8: the second notice says when the first one came, insists, and names the consequence."""
    text = written(replace(REMINDER, urged_on=date(2022, 6, 7)))
    assert text[2] == "关于再次催报2022年6月\n招商引资项目统计表的通知"
    assert "我办已于2022年6月7日催报。截至2022年6月8日，仍有2个单位未报送" in text[4]
    assert text[6] == "江口乡、中渡镇务必于2022年6月10日前报送；确无项目的，报零报告。"
    assert text[8].endswith("须修改。务必对照退回修改稿逐处修改，于2022年6月10日前重报。")
    assert text[10] == f"逾期仍未报送或者未按要求修改的，将按照{PLAN}“{CLAUSE}”的规定执行。"
    assert text[11] == "填报中如有疑问，请与我办联系。"


def test_one_missing_unit_is_not_counted(written: Written) -> None:
    """LZ-R8: with one unit and nothing returned, the notice speaks of that unit and the sections close up."""
    text = written(replace(REMINDER, missing_units=("江口乡",), returned_units=()))
    assert text[3] == "江口乡："
    assert "截至2022年6月8日，尚有1个单位未报送。为确保" in text[4]
    assert text[5:8] == [
        "一、未报送的单位",
        "江口乡请于2022年6月10日前报送；确无项目的，报零报告。",
        "二、考核要求",
    ]


def test_only_returned_units_get_a_notice_about_correcting(written: Written) -> None:
    """LZ-R8 「按质」: units whose tables came back are told how many rows to correct, and nobody is called missing."""
    text = written(
        replace(REMINDER, missing_units=(), returned_units=tuple((unit, n) for n, unit in enumerate(TEN, 1)))
    )
    assert text[3] == "、".join(TEN) + "："
    assert "截至2022年6月8日，有10个单位的统计表须修改后重报。" in text[4]
    assert text[5] == "一、须修改后重报的单位"
    assert text[6].startswith("鹿寨镇有1行、中渡镇有2行、")
    assert "县林业局有10行须修改。请对照退回修改稿逐处修改，于2022年6月10日前重报。" in text[6]
    assert "未报送的单位" not in "".join(text[5:9])


def test_ten_missing_units_are_listed_and_counted(written: Written) -> None:
    """LZ-R8: every unit stands in the salutation and in the list; the count agrees with the list."""
    text = written(replace(REMINDER, missing_units=TEN, returned_units=()))
    assert text[3] == "、".join(TEN) + "："
    assert text[6] == "、".join(TEN) + "等10个单位请于2022年6月10日前报送；确无项目的，报零报告。"


def test_a_table_returned_without_a_faulty_row_is_returned_for_its_places(written: Written) -> None:
    """LZ-R8: nothing is said of 0 rows; how many places are wrong then is, or what may be where nobody counted."""
    back = replace(REMINDER, missing_units=(), returned_units=(("江口乡", 0), ("中渡镇", 2)))
    text = written(replace(back, places={"江口乡": 1, "中渡镇": 3}))
    assert text[6].startswith("中渡镇有2行，江口乡有1处须修改。")
    assert written(back)[6].startswith("中渡镇有2行，江口乡的工作表、表头或者合计等处须修改。")


def test_a_unit_both_missing_and_returned_is_addressed_once(written: Written) -> None:
    """GB/T 9704 7.3.2: the 主送机关 are a list of receivers, each named once."""
    text = written(replace(REMINDER, missing_units=("江口乡",), returned_units=(("江口乡", 2),)))
    assert text[3] == "江口乡："


def test_without_a_contact_no_empty_brackets_are_printed(written):
    """附注 is there for the contact; without one it is left out."""
    assert not [line for line in written(headed(contact_line="")) if "（）" in line]


def test_a_draft_keeps_room_for_its_number(written: Written) -> None:
    """GB/T 9704 7.2.5: a 发文字号 is 代字, 〔year〕 and number; a draft has the year only."""
    assert written(headed(number=""))[1] == "　　　　〔2022〕　　号"


def test_a_scheme_without_a_consequence_threatens_none(written: Written) -> None:
    """LZ-R8 is 鹿寨's: where a scheme has no such clause the section is left out."""
    text = written(headed(basis=""))
    assert not any("考核要求" in line or "逾期" in line for line in text)


@pytest.mark.parametrize(
    ("issuer", "we"),
    [
        ("鹿寨县投资促进委员会办公室", "我办"),
        ("鹿寨县投资促进中心", "我中心"),
        ("港南区招商局", "我局"),
        ("交城经济开发区招商引资部", "我部"),
        ("某某高新技术产业开发区管理委员会", "我委"),
        ("某某县投资促进科", "我科"),
        ("某某县工商业联合会", "我会"),
        ("某某县招商专班", "某某县招商专班"),
    ],
)
def test_the_issuer_speaks_of_itself_as_offices_do(issuer: str, we: str) -> None:
    """LZ-R16, GN-O1, JC-S0: the sender may be an office, a bureau, a department; never 本单位, which is the reader's."""
    assert notice.context(headed(issuer=issuer))["we"] == we


def test_nobody_to_remind_is_said_in_one_sentence(tmp_path: Path) -> None:
    """LZ-R8: when every unit has reported properly there is no notice and no file."""
    nobody = replace(REMINDER, missing_units=(), returned_units=())
    with pytest.raises(ToolkitError, match="2022年6月没有未报送或退回修改的单位"):
        write_notice(nobody, TEMPLATE, tmp_path / "催报.docx")
    assert not list(tmp_path.iterdir())


def test_the_layout_is_the_standards(tmp_path: Path) -> None:
    """GB/T 9704 5.1–5.2, 7.5: 37/35/28/26 mm, 3号仿宋 on 28.95 pt, page numbers right on odd and left on even pages."""
    document = Document(str(write_notice(REMINDER, TEMPLATE, tmp_path / "催报.docx")))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].style.name == "页码（单页）"
    assert section.even_page_footer.paragraphs[0].style.name == "页码（双页）"
    body = document.styles["公文正文"]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28.95)
    assert document.styles["公文标题"].font.size.pt == 22


def test_no_style_leaves_its_chinese_font_to_a_theme() -> None:
    """GB/T 9704 5.2.2: theme fonts silently override 仿宋 and 小标宋 in Word, so no part names one."""
    with zipfile.ZipFile(TEMPLATE) as package:
        xml = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
        assert "word/theme/theme1.xml" not in package.namelist()
    assert "Theme=" not in xml
    assert all("w:eastAsia=" in fonts for fonts in re.findall(r"<w:rFonts[^>]*>", xml))


def test_the_template_asks_for_exactly_the_fields_that_the_notice_has() -> None:
    """Promise 2: nothing that the notice knows is left out of the template, and the template asks for nothing else."""
    assert DocxTemplate(str(TEMPLATE)).get_undeclared_template_variables() == set(notice.context(REMINDER))


@pytest.mark.parametrize("name", ["催报通知.docx", "外出招商审批表.docx"])
def test_the_shipped_template_is_what_build_py_writes(name: str, tmp_path: Path) -> None:
    """Promise 2: the Word template is built from readable text, byte for byte: a change of wording shows in a diff."""
    subprocess.run([sys.executable, "-B", str(TEMPLATES / "build.py"), "--out", str(tmp_path)], check=True)
    assert (tmp_path / name).read_bytes() == (TEMPLATES / name).read_bytes()


def test_the_same_notice_has_the_same_bytes(tmp_path: Path) -> None:
    """Promise 5: a letter is recognised as sent by its content, so the clock must not stand in the file."""
    first = write_notice(REMINDER, TEMPLATE, tmp_path / "a" / "催报.docx").read_bytes()
    second = write_notice(REMINDER, TEMPLATE, tmp_path / "b" / "催报.docx").read_bytes()
    assert first == second


def test_the_document_does_not_name_the_clerk_who_edited_the_template(template: MakeTemplate, tmp_path: Path) -> None:
    """Promise 5: nothing private is sent, so the properties of the template's last editor stay behind."""
    path = template("{{ field }}")
    document = Document(str(path))
    document.core_properties.author = document.core_properties.last_modified_by = "某某"
    document.save(str(path))
    render(path, {"field": "文"}, tmp_path / "文.docx")
    properties = Document(str(tmp_path / "文.docx")).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")


def test_the_words_are_those_docxtpl_would_write(tmp_path: Path) -> None:
    """Design §6: the quick way through a compiled template gives the same content as docxtpl's own."""
    ours = Document(str(write_notice(REMINDER, TEMPLATE, tmp_path / "ours.docx")))
    theirs = DocxTemplate(str(TEMPLATE))
    theirs.render(notice.context(REMINDER), autoescape=True)
    theirs.save(str(tmp_path / "theirs.docx"))
    expected = Document(str(tmp_path / "theirs.docx"))
    assert [(p.text, p.style.name) for p in ours.paragraphs] == [(p.text, p.style.name) for p in expected.paragraphs]


@pytest.mark.parametrize(
    "value",
    [
        "{{ 7*7 }}",
        "{% for x in y %}",
        "<b>&",
        "&amp;",
        "第一行\n第二行",
        "{_{ 7 }_}",
        "制表\t符",
        "=1+1",
        "]]>",
        "'\"“”",
        " 前后 ",
    ],
)
def test_text_comes_out_as_it_went_in(template: MakeTemplate, tmp_path: Path, value: str) -> None:
    """Design §7: what a unit typed is text for the reader; it is never a tag, never mark-up, never lost."""
    render(template("甲{{ field }}乙"), {"field": value}, tmp_path / "文.docx")
    assert Document(str(tmp_path / "文.docx")).paragraphs[0].text == f"甲{value}乙"


def test_characters_that_xml_cannot_hold_do_not_break_the_file(template: MakeTemplate, tmp_path: Path) -> None:
    """Design §7: control characters pasted into a cell are shown as boxes; nothing is lost in silence."""
    render(template("{{ field }}"), {"field": "木\x0b业\x00公\ud800司"}, tmp_path / "文.docx")
    assert Document(str(tmp_path / "文.docx")).paragraphs[0].text == "木□业□公□司"


def test_a_missing_field_is_refused_by_name(tmp_path: Path) -> None:
    """Design §3: a wrong field name in an edited template is the operator's error: one sentence, field and file."""
    context = notice.context(REMINDER)
    del context["new_due"]
    with pytest.raises(ToolkitError, match=r"^模板“催报通知.docx”里的字段“new_due”没有对应的内容"):
        render(TEMPLATE, context, tmp_path / "催报.docx")
    assert not list(tmp_path.iterdir())


def test_a_field_that_was_mistyped_is_named_with_the_one_that_was_meant(template: MakeTemplate, tmp_path: Path) -> None:
    """Design §5: near misses are offered."""
    with pytest.raises(ToolkitError, match="字段“isuer”没有对应的内容，请检查模板里的字段名（相近的有“issuer”）。"):
        render(template("{{ isuer }}"), {"issuer": "县招商局"}, tmp_path / "文.docx")


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (("{%p if due %}", "请抓紧报送。", "特此通知。"), "“{% if due %}”没有对应的“{% endif %}”"),
        (("请抓紧报送。", "{%p endif %}"), "“{% endif %}”前面没有对应的“{% if … %}”（在“请抓紧报送。”之后）"),
        (
            ("各单位：", "{%p for one in units %}", "{{ one }}"),
            "“{% for one in units %}”没有对应的“{% endfor %}”（在“各单位：",
        ),
    ],
)
def test_half_of_a_pair_of_tags_is_named_with_its_place(
    template: MakeTemplate, tmp_path: Path, lines: tuple[str, ...], wrong: str
) -> None:
    """Design §3: who deletes one of two tags reads which, and the words that stand before it."""
    with pytest.raises(ToolkitError, match=re.escape(wrong)):
        render(template(*lines), {"due": "7月5日", "units": ["江口乡"]}, tmp_path / "文.docx")


def test_a_missing_field_of_a_list_line_is_refused_by_name(template: MakeTemplate, tmp_path: Path) -> None:
    """Design §3: the same inside a list."""
    path = template("{%p for line in lines %}", "{{ line.nmae }}", "{%p endfor %}")
    with pytest.raises(ToolkitError, match="字段“nmae”"):
        render(path, {"lines": [{"name": "江口乡"}]}, tmp_path / "文.docx")


@pytest.mark.parametrize(
    "tag", ["{{ issuer", "{{ issuer issuer }}", "{% if issuer %}", "{% fi issuer %}", "{{ a | upper }}"]
)
def test_a_mistyped_tag_is_quoted_with_its_words(template: MakeTemplate, tmp_path: Path, tag: str) -> None:
    """Design §3: the office finds the place by its own words."""
    with pytest.raises(ToolkitError, match=r"^模板“小模板.docx”里的标签写错了：.+，请在 Word 里改正。$"):
        render(template("第一段", f"县政府{tag}"), {"issuer": "县", "a": "b"}, tmp_path / "文.docx")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ field.__class__ }}",
        "{{ field|attr('__class__') }}",
        "{{ field['__class__'] }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'a' %}",
        "{{ field.format(1) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 1000000000 }}",
        "{% set field = 1 %}",
        "{% autoescape false %}{{ field }}{% endautoescape %}",
        "{{ field|safe }}",
        "{% for i in range(10) %}{{ i }}{% endfor %}",
        "{{ field.upper }}",
    ],
)
def test_a_hostile_template_is_refused_and_nothing_is_written(template: MakeTemplate, tmp_path: Path, tag: str) -> None:
    """Design §7: a template fills in fields; whatever reaches for the program, a file or the memory is refused."""
    path = template(tag)
    with pytest.raises(ToolkitError, match=r"模板“小模板.docx”"):
        render(path, {"field": "文"}, tmp_path / "文.docx")
    assert [file.name for file in tmp_path.iterdir()] == ["小模板.docx"]


def test_a_place_that_cannot_be_written_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Design §7: a document open in Word gets a clear sentence, and the old one stays whole."""
    out = write_notice(REMINDER, TEMPLATE, tmp_path / "催报.docx")
    before = out.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ToolkitError, match=r"^“催报.docx”和旁边的几份都正被打开，无法写入。请关闭后再试。$"):
        write_notice(headed(number="鹿投促办〔2022〕7号"), TEMPLATE, out)
    assert out.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["催报.docx"]
