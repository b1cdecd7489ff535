"""``zhaoshang schemes new``: a policy document becomes a draft in which nothing is decided in silence."""

import re
import tomllib
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.files.csv_text import csv_bytes
from toolkit.files.texts import table
from toolkit.model.errors import ToolkitError
from toolkit.schemes.drafting.draft import drafted
from toolkit.schemes.drafting.unwrapped import unwrapped
from toolkit.schemes.loader import load, scheme_ids, shipped_folder, slips_of
from toolkit.schemes.office import UNIT_HEAD
from toolkit.schemes.vocabulary import KINDS
from toolkit.workflow.actions.rule_drafts import draft
from toolkit.workflow.actions.trial import try_out

WANXIAN = Path(__file__).parent.parent / "rulebooks" / "wanxian_2023"


def document(id):
    """The document of a rulebook."""
    return (WANXIAN if id == "wanxian-2023" else shipped_folder(id)) / "document.txt"


def drafts(folder):
    """A draft's data."""
    return tomllib.loads((folder / "scheme.toml").read_text("utf-8"))


def settled(folder, **said):
    """What a person does who agrees with everything: confirm goes, what is asked is said, every unit reports."""
    path = folder / "scheme.toml"
    text = re.sub(r"^confirm = (?:\[\n(?:  .*\n)*\]|.*)\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    text = re.sub(r', confirm = "(?:[^"\\]|\\.)*"', "", text)
    for key, value in said.items():
        text = re.sub(rf'^{key} = "待确认[^"]*"$', f"{key} = {value}", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    units = folder / "units.csv"
    units.write_text(units.read_text("utf-8-sig").replace("待确认", "是"), "utf-8-sig")


# What the shipped rulebooks hold that was made by people, and how much of it a draft finds by itself: units that stand
# in the document, clauses whose words stand in one of its sentences, aims with the same number on the same line.
@pytest.mark.parametrize(
    ("id", "units", "clauses", "aims"),
    [("luzhai-2022", (23, 23), 27, (10, 10)), ("gangnan-2018", (35, 35), 30, (9, 9)), ("nanxian-2022", (57, 57), 41, (3, 3)), ("jiaocheng-2022", (1, 1), 21, (5, 5))],
)  # fmt: skip
def test_how_much_of_a_rulebook_a_draft_finds(tmp_path, id, units, clauses, aims):
    """Measured against the four rulebooks that people wrote: what is found may only become more."""
    folder = draft(document(id), out=tmp_path / "草稿").folder
    mine, theirs = drafts(folder), drafts(shipped_folder(id))
    text = document(id).read_text("utf-8")
    names = {
        name
        for _, row in table(folder / "units.csv", UNIT_HEAD)
        for name in (row["单位"], *row["别名"].split("、"))
        if name
    }
    wanted = [
        {row["单位"], *row["别名"].split("、")} - {""} for _, row in table(shipped_folder(id) / "units.csv", UNIT_HEAD)
    ]
    in_text = [one for one in wanted if any(name in text for name in one)]
    found = sum(bool(one & names) for one in in_text)
    quoted = [(one["line"], one["quote"]) for one in mine["clause"]]
    cited = sum(any(one["line"] == line and (one["quote"] in quote or quote in one["quote"]) for line, quote in quoted) for one in theirs["clause"])  # fmt: skip
    lines = {one["id"]: one["line"] for one in theirs["clause"]}
    stated = {(lines[one.get("clause", one["id"])], number(one)) for one in theirs["indicator"] if number(one)}
    own = {one["id"]: one["line"] for one in mine["clause"]}
    seen = {(own[one["clause"]], number(one)) for one in mine["indicator"]}
    assert (found, len(in_text)) >= units and cited >= clauses and (len(stated & seen), len(stated)) >= aims


def number(indicator):
    """An indicator's target in ledger units, as it is written."""
    target = indicator.get("target", indicator.get("grow"))
    if isinstance(target, str):
        match = re.fullmatch(r"([\d.]+)(亿|万)?(.+)", target)
        size = {"亿": 10**8, "万": 10**4, None: 1}[match[2]]
        return int(Fraction(match[1]) * size)
    return target


@pytest.mark.parametrize("id", [*scheme_ids(), "wanxian-2023"])
def test_a_draft_asks_and_is_right_but_for_that(tmp_path, id):
    """Every slip of a draft is a 待确认 of one sentence; where a person agrees to all, it passes and counts made-up rows."""
    folder = draft(document(id), out=tmp_path / "草稿").folder
    slips = slips_of(folder)
    assert slips and all("待确认" in slip.text and slip.text.endswith(("。", "？")) for slip in slips), slips
    with pytest.raises(ToolkitError, match="待确认"):
        load(folder)
    settled(folder, day="10", share="0.7", office='"县招商中心"')
    assert slips_of(folder) == ()
    assert not [said for said in try_out(load(folder)).troubles if "综合指数" not in said]
    for name, value in drafts(folder).items():
        for one in value if isinstance(value, list) and isinstance(value[0], dict) else []:
            assert set(one) <= {*KINDS[name].keys}, name


def test_a_points_clause_that_became_no_rule_is_asked_about(tmp_path):
    """Nothing that gives points is left out unseen: 评分 in a form that is not drafted is a question at its clause."""
    folder = draft(WANXIAN / "document.txt", out=tmp_path / "草稿").folder
    told = [slip.text for slip in slips_of(folder) if "没有起草成规则" in slip.text]
    assert any("第5行" in one and "新引进省外亿元项目数量" in one for one in told), told
    assert any("弄虚作假的一票否决" in one for one in told)


def test_word_paragraphs_and_tables_stand_in_their_order(tmp_path):
    """A .docx becomes numbered lines: a paragraph a line, a table's row a line, in the order of the page."""
    paper = docx.Document()
    paper.add_paragraph("云湖县2024年招商引资工作方案")
    paper.add_paragraph("一、全年引进县外到位资金20亿元。")
    rows = paper.add_table(2, 2)
    for cell, text in zip(
        (cell for row in rows.rows for cell in row.cells), ("牵头单位", "任务（个）", "县林业局", "3"), strict=True
    ):
        cell.text = text
    paper.add_paragraph("二、各单位每月5日前报送统计表。")
    paper.save(tmp_path / "方案.docx")
    made = draft(tmp_path / "方案.docx", out=tmp_path / "草稿")
    assert (made.folder / "document.txt").read_text("utf-8").splitlines() == [
        "云湖县2024年招商引资工作方案", "一、全年引进县外到位资金20亿元。", "牵头单位\t任务（个）", "县林业局\t3", "二、各单位每月5日前报送统计表。",
    ]  # fmt: skip
    data = drafts(made.folder)
    assert {(one["line"], one["quote"]) for one in data["clause"]} == {
        (2, "全年引进县外到位资金20亿元"),
        (5, "各单位每月5日前报送统计表"),
    }
    assert "县林业局,县直,林业局,待确认" in (made.folder / "units.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_may_be_in_any_encoding_of_notepad(tmp_path, encoding):
    """记事本 saves in four ways; the draft is the same."""
    (tmp_path / "方案.txt").write_bytes("云湖县2024年招商方案\r\n全年新签约项目30个。\r\n".encode(encoding))
    made = draft(tmp_path / "方案.txt", out=tmp_path / encoding)
    assert drafts(made.folder)["indicator"][0]["target"] == 30
    assert (made.folder / "document.txt").read_text("utf-8") == "云湖县2024年招商方案\n全年新签约项目30个。\n"


PAGES = """云湖县2024年招商引资工作方案
为深入贯彻落实省委、省政府关于扩大开放的决策部署，进一步加大招
商引资力度，推动全县经济社会高质量发展，结合我县实际情况，特制定
本工作方案。
一、工作目标
全年引进县外到位资金20亿元，新签约项目30个，其中投资亿元以上项
- 1 -
\f目12个，开工项目15个，各项指标的完成情况按月通报，按季度进行考
核，考核结果与年度评先评优挂钩，作为干部选拔任用的重要参考依据。
二、工作要求
各乡镇每月10日前将上月统计表报县招商中心，逾期不报的由县人民政
府办公室予以通报批评，并在年度考核中扣减相应的分值，情节严重的约
谈主要负责人。
- 2 -
"""


def test_a_text_from_a_pdf_is_put_together_again(tmp_path):
    """Line ends of the page and its numbers go; the sentence that ran over them can be quoted whole."""
    (tmp_path / "方案.txt").write_text(PAGES, "utf-8")
    made = draft(tmp_path / "方案.txt", out=tmp_path / "草稿")
    lines = (made.folder / "document.txt").read_text("utf-8").splitlines()
    assert (made.pages, len(lines)) == (2, 6), lines
    assert lines[3].startswith("全年引进县外到位资金20亿元，新签约项目30个，其中投资亿元以上项目12个，开工项目15个")
    assert {one["target"] for one in drafts(made.folder)["indicator"]} == {"20亿元", 30, 12, 15}


def test_a_text_that_no_page_broke_stays_as_it_is():
    """Numbers alone on their lines are cells of a table, and short lines are short lines."""
    for id in scheme_ids():
        lines = document(id).read_text("utf-8").split("\n")
        assert unwrapped(lines).lines == tuple(lines)


@pytest.mark.parametrize(
    ("name", "head", "says"),
    [
        ("方案.pdf", b"%PDF-1.7", "“方案.pdf”是 PDF.*另存为 .docx"),
        ("方案.docx", b"%PDF-1.7", "是 PDF"),
        ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "“方案.doc”是旧版 .doc.*另存为 .docx"),
        ("方案.docx", b"PK\x03\x04rubbish", "“方案.docx”无法读取"),
        ("方案.txt", b"", "里没有文字"),
        ("方案.txt", "今天天气很好。".encode(), "没有找到目标、期限这类要求"),
    ],
)
def test_what_cannot_be_read_says_the_way_out(tmp_path, name, head, says):
    """One sentence, and no folder is made."""
    (tmp_path / name).write_bytes(head)
    with pytest.raises(ToolkitError, match=says):
        draft(tmp_path / name, out=tmp_path / "草稿")
    assert not (tmp_path / "草稿").exists()


def test_a_draft_is_never_written_over_something(tmp_path, monkeypatch):
    """A folder that holds files stays as it is."""
    monkeypatch.chdir(tmp_path)
    first = CliRunner().invoke(main, ["schemes", "new", str(document("luzhai-2022"))])
    assert first.exit_code == 0 and "规则草稿：鹿寨县-2022" in first.output
    before = {path: path.read_bytes() for path in (tmp_path / "鹿寨县-2022").iterdir()}
    again = CliRunner().invoke(main, ["schemes", "new", str(document("luzhai-2022"))])
    assert isinstance(again.exception, ToolkitError) and "已经有文件，没有改动" in str(again.exception)
    assert before == {path: path.read_bytes() for path in (tmp_path / "鹿寨县-2022").iterdir()}


PHRASES = (
    "全年引进县外到位资金", "20亿元", "新签约项目", "30个", "（", "）", "，", "。", "；", "其中", "增长12%", "各乡镇", "县林业局、县住建局", "每月5日前", "报县招商中心",
    "每季度外出不少于2次", "每签约一个加5分", "排名倒数第一的", "约谈", "\n", "\t", "一、", "责任单位：", "2023年", "云湖县", "“", "\\", '"', "\x7f", "连续两个季度", "1亿元以上", "开工率达80%",
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PHRASES), min_size=3, max_size=40))
def test_whatever_the_text_the_draft_is_a_rulebook(tmp_path, words):
    """Any text gives a draft whose quotes stand in their lines and whose only slips are questions."""
    lines = ("云湖县2024年招商方案", *"".join(words).split("\n"), "新签约项目30个。")
    made = drafted(unwrapped(lines), "yunhu-2024", "方案.txt")
    (tmp_path / "scheme.toml").write_text(made.scheme, "utf-8")
    (tmp_path / "units.csv").write_bytes(csv_bytes(UNIT_HEAD, made.units))
    (tmp_path / "document.txt").write_text(made.document, "utf-8")
    wrong = [slip.text for slip in slips_of(tmp_path) if "待确认" not in slip.text]
    assert not wrong, (wrong, lines)


def test_a_draft_may_be_a_workbook(tmp_path):
    """With --xlsx an office reads and answers in Excel: the questions stand in the column 待确认 of each sheet."""
    words = ["schemes", "new", str(document("luzhai-2022")), "--out", str(tmp_path / "草稿"), "--xlsx"]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert [path.name for path in (tmp_path / "草稿").iterdir()] == ["规则.xlsx"]
    told = [slip.text for slip in slips_of(tmp_path / "草稿")]
    assert any(" 指标 表 " in one and "第23行“区外境内到位资金55亿元人民币”" in one for one in told), told
    assert all("待确认" in one for one in told)


def test_grades_are_drafted_and_what_moves_them_is_asked_about():
    """90分以上为优秀 … is a [[grade]] each; 晋升一个等次 says where it is to be written."""
    lines = [
        "云湖县2024年招商引资考核办法",
        "一、全年引进县外到位资金20亿元。",
        "二、各乡镇每月10日前将统计表报县招商中心。",
        "三、总分90分以上为优秀，80—89分评为良好，60分以上定为合格，60分以下为不合格。",
        "四、引进50亿元以上项目的晋升一个等次。",
        "五、每引进一个1亿元以上项目得10分。",
    ]
    made = drafted(unwrapped(lines), "yunhu-2024", "办法.txt")
    data = tomllib.loads(made.scheme)
    assert [(one["name"], one.get("least")) for one in data["grade"]] == [
        ("优秀", 90),
        ("良好", 80),
        ("合格", 60),
        ("不合格", None),
    ]
    (asked,) = [str(one["confirm"]) for one in data["clause"] if "晋升一个等次" in one["quote"] and "confirm" in one]
    assert "[[grade_change]]" in asked
