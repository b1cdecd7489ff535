"""``zhaoshang schemes renew``: last year's rulebook finds its words in this year's document; what changed is asked."""

import re
import tomllib

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rulebook import written_xishan
from tests.spec.test_drafts import settled
from toolkit.cli import main
from toolkit.files.texts import read
from toolkit.model.errors import ToolkitError
from toolkit.model.renewal import CHANGED, GONE, MOVED, NEW, SAME, WAITING
from toolkit.schemes.drafting.aligned import aligned
from toolkit.schemes.drafting.renewal import renewed
from toolkit.schemes.loader import load, scheme_ids, shipped_folder, slips_of
from toolkit.workflow.actions.rule_drafts import renew

DOCUMENT = """西山县2024年招商引资工作方案
为做好全县招商工作，制定本方案。
一、全年引进县外到位资金26亿元,新签约项目30个。
二、各乡镇每月8日前将上月统计表报县招商中心。
三、外出招商须经县长批准，报县招商中心备案。每季度外出不少于3次。
四、年度排名末位的乡镇，由县长约谈。
"""


@pytest.fixture
def xishan(tmp_path):
    """西山县 2023 with a remark in its scheme.toml, renewed into 2024 by a document that differs in five places."""
    folder = written_xishan(tmp_path / "xishan_2023", ('id = "XS-T1"\nname', '# 2023年3月办公会定\nid = "XS-T1"\nname'))
    (tmp_path / "2024.txt").write_text(DOCUMENT, "utf-8")
    return folder, renew(folder, 2024, tmp_path / "2024.txt", tmp_path / "西山2024规则")


def test_each_clause_is_the_same_changed_or_gone(xishan):
    """Lines move; a word or number that differs is 有改动 with both wordings; what stands nowhere is 找不到."""
    _, made = xishan
    clauses = {
        one.id: (one.result, one.before_line, one.after_line, one.after) for one in made.lines if one.before_line
    }
    assert clauses == {
        "XS-T1": (CHANGED, 2, 3, "全年引进县外到位资金26亿元"),
        "XS-T2": (SAME, 2, 3, "新签约项目30个"),
        "XS-R1": (CHANGED, 3, 4, "各乡镇每月8日前将上月统计表报县招商中心"),
        "XS-R2": (CHANGED, 4, 5, "外出招商须经县长批准，报县招商中心备案"),
        "XS-R3": (CHANGED, 4, 5, "每季度外出不少于3次"),
        "XS-R4": (GONE, 5, 0, ""),
    }
    assert [(one.name, one.result, one.after) for one in made.lines if one.result == NEW] == [
        ("", NEW, "年度排名末位的乡镇，由县长约谈")
    ]


def test_changed_numbers_are_proposed_and_not_applied(xishan):
    """The target, the day and the quota stay last year's until a person has changed them; the rulebook is not used before."""
    _, made = xishan
    data = tomllib.loads((made.folder / "scheme.toml").read_text("utf-8"))
    assert data["indicator"][0]["target"] == 2_000_000_000 and data["deadline"][0]["day"] == 10
    told = "\n".join(slip.text for slip in made.slips)
    for said in (
        "XS-T1 的 target 现在是 2000000000，要不要改成 2600000000？",
        "statistics 的 day 现在是 10，要不要改成 8？",
        "XS-R3 的 minimum 现在是 2，要不要改成 3？",
        "新文件里找不到。请改成新文件的原话；不要了的，连同依据它的一起删去：会议 XS-R4 招商例会",
    ):
        assert said in told, told
    assert all("待确认" in slip.text for slip in made.slips)
    with pytest.raises(ToolkitError, match="待确认"):
        load(made.folder)


def test_the_year_moves_and_remarks_and_readings_stay(xishan):
    """Year, title, conditions of a year; the office's own remarks, order and readings are as they were."""
    old, made = xishan
    text, before = (made.folder / "scheme.toml").read_text("utf-8"), (old / "scheme.toml").read_text("utf-8")
    data = tomllib.loads(text)
    assert (data["id"], data["year"], data["valid"]) == ("xishan-2024", 2024, [2024])
    assert data["title"] == "西山县2024年招商引资工作方案"
    assert data["indicator"][1]["criteria"] == ["year = 2024", "stage >= 签约"]
    assert "# 2023年3月办公会定" in text
    kept = tomllib.loads(before)
    assert data["reading"] == kept["reading"] and data["quota"] == kept["quota"]
    assert (old / "document.txt").read_text("utf-8").startswith("西山县2023年"), "last year's folder stands"
    assert (made.folder / "units.csv").read_bytes().decode("utf-8-sig").splitlines()[1:] == read(
        old / "units.csv"
    ).splitlines()[1:]


def test_the_comparison_is_a_workbook_with_a_line_for_each(xishan):
    """续订对照.xlsx: clauses, then rules, then what is new; each with then and now, and what is to do."""
    _, made = xishan
    sheet = openpyxl.load_workbook(made.folder / "续订对照.xlsx").active
    rows = {row[1]: row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] == "条款"}
    assert rows["XS-T1"][3:8] == ("有改动", 2, "全年引进县外到位资金20亿元", 3, "全年引进县外到位资金26亿元")
    kinds = [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert kinds.count("指标") == 2 and kinds.count("期限") == 1 and len(kinds) == len(made.lines)


def test_settled_it_is_used(xishan):
    """With the questions answered and the meeting deleted, the renewed rulebook passes."""
    _, made = xishan
    path = made.folder / "scheme.toml"
    text = re.sub(r"\n\[\[meeting\]\]\n(?:[^\[].*\n?)*", "\n", path.read_text("utf-8"))
    text = re.sub(r'  \{ id = "XS-R4".*\n', "", text)
    path.write_text(text.replace("target = 2_000_000_000", 'target = "26亿元"').replace("day = 10", "day = 8"), "utf-8")
    settled(made.folder, document_number='""')
    assert slips_of(made.folder) == ()
    assert load(made.folder).indicators[0].target == 2_600_000_000


NAMED = """西山县2023年招商引资工作方案
一、全年引进县外到位资金20亿元。
附件：目标任务分解表
招商组\t牵头单位\t县外到位资金（亿元）
各乡镇\t东坪镇\t12
各乡镇\t西坝乡\t8
"""


def test_units_that_the_document_names_are_compared(tmp_path):
    """A unit that is named no more and one that is new are lines and a question; a renamed one is proposed."""
    folder = written_xishan(tmp_path / "xishan_2023")
    words = (folder / "document.txt").read_text("utf-8") + NAMED.partition("20亿元。\n")[2]
    (folder / "document.txt").write_text(words, "utf-8")
    later = words.replace("2023年", "2024年").replace("东坪镇", "东坪街道") + "各乡镇\t高坪乡\t5\n"
    (tmp_path / "2024.txt").write_text(later, "utf-8")
    made = renew(folder, 2024, tmp_path / "2024.txt", tmp_path / "新")
    units = {one.name: (one.result, one.before, one.after) for one in made.lines if one.kind == "单位"}
    assert units == {
        "东坪镇": (GONE, "乡镇", ""),
        "西坝乡": (SAME, "乡镇", "乡镇"),
        "县招商中心": (SAME, "县直", "县直"),
        "东坪街道": (NEW, "", "乡镇（新文件第8行）"),
        "高坪乡": (NEW, "", "乡镇（新文件第10行）"),
    }
    (gone,) = [one for one in made.lines if one.kind == "单位" and one.result == GONE]
    assert "是不是“东坪街道”？改了名的，新名称写在“单位”，原来的名称写进“别名”" in gone.to_do
    assert any("单位有 3 处不同（东坪镇、东坪街道、高坪乡）" in slip.text for slip in made.slips)


@pytest.mark.parametrize("id", scheme_ids())
def test_the_same_document_a_year_later_is_the_same_rulebook(tmp_path, id):
    """Only the year differs: every clause is 不变 or 年份顺延, and what is left to say is the head of the file."""
    old = load(shipped_folder(id))
    text = read(shipped_folder(id) / "document.txt")
    later = re.sub(r"20\d\d(?=\s*年)", lambda found: str(int(found[0]) + 1), text)
    (tmp_path / "新.txt").write_text(later, "utf-8")
    made = renew(shipped_folder(id), old.year + 1, tmp_path / "新.txt", tmp_path / "新规则")
    clauses = [one for one in made.lines if one.before_line]
    assert {one.result for one in clauses} <= {SAME, MOVED}, [one for one in clauses if one.result not in (SAME, MOVED)]
    assert all(one.before_line == one.after_line for one in clauses)
    assert {one.result for one in made.lines if one.kind == "单位"} <= {SAME}
    settled(made.folder, document_number='""')
    assert slips_of(made.folder) == ()
    assert load(made.folder).year == old.year + 1


def test_without_the_document_all_clauses_wait_for_it(tmp_path):
    """The folder can be made ready before the document is out; it says so, and is not used."""
    made = renew(written_xishan(tmp_path / "xishan_2023"), 2024, None, tmp_path / "新")
    assert {one.result for one in made.lines if one.before_line} == {WAITING}
    assert any("全部条款等新文件" in slip.text for slip in made.slips)
    done = CliRunner().invoke(
        main, ["schemes", "renew", str(tmp_path / "xishan_2023"), "2024", "--out", str(tmp_path / "又")]
    )
    assert done.exit_code == 0 and "等新文件 6" in done.output, done.output


def test_a_workbook_is_renewed_as_a_workbook(tmp_path):
    """An office that writes 规则.xlsx gets 规则.xlsx, with the questions in its column 待确认."""
    written_xishan(tmp_path / "xishan_2023")
    run = CliRunner().invoke
    assert (
        run(main, ["schemes", "export", str(tmp_path / "xishan_2023"), str(tmp_path / "本"), "--xlsx"]).exit_code == 0
    )
    (tmp_path / "2024.txt").write_text(DOCUMENT, "utf-8")
    made = renew(tmp_path / "本", 2024, tmp_path / "2024.txt", tmp_path / "新本")
    assert {path.name for path in made.folder.iterdir()} == {"规则.xlsx", "续订对照.xlsx"}
    assert any(" 条款 表 " in slip.text and "要不要改成 2600000000" in slip.text for slip in made.slips), made.slips


def test_what_cannot_be_renewed_is_a_sentence_and_nothing_is_written(tmp_path):
    """A plan for several years needs none; a year before; a folder with files; a rulebook with slips."""
    with pytest.raises(ToolkitError, match=r"管2022—2025年，2023年不用续订。"):
        renew(shipped_folder("nanxian-2022"), 2023, None, tmp_path / "a")
    with pytest.raises(ToolkitError, match=r"不能续订到2021年"):
        renew(shipped_folder("luzhai-2022"), 2021, None, tmp_path / "a")
    bad = written_xishan(tmp_path / "bad", ("day = 10", "day = 40"))
    with pytest.raises(ToolkitError, match="应是 1 到 31"):
        renew(bad, 2024, None, tmp_path / "a")
    assert not (tmp_path / "a").exists()
    with pytest.raises(ToolkitError, match="已经有文件，没有改动"):
        renew(shipped_folder("luzhai-2022"), 2023, None, bad)


@pytest.mark.parametrize(
    ("quote", "line", "result"),
    [
        ("新签约项目30个", "其中新签约项目３５个以上", CHANGED),
        ("年内新签约引进项目60个", "力争年内新签约引进项目70个，开工50个", CHANGED),
        ("各乡镇每月10日前报送统计表", "各乡镇（街道）每月10日前报送统计表", CHANGED),
        ("由县长约谈该单位主要负责人", "由县委书记约谈该单位主要负责人", CHANGED),
        ("每季度召开一次招商例会", "每季度外出不少于2次", GONE),
        ("2023年新签约30个", "2024年新签约30个", MOVED),
    ],
)
def test_how_near_words_are_the_same_clause(quote, line, result):
    """Figures are what changes, so they do not count; other words must be three quarters the same, short ones more."""
    assert aligned(quote, 1, [quote], [line], 1).result == result


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(scheme_ids()),
    st.lists(st.tuples(st.sampled_from(["drop", "digit", "cut", "twice"]), st.integers(0, 400)), max_size=30),
)
def test_however_the_document_changed_the_renewal_only_asks(tmp_path, id, changes):
    """Law: a renewed rulebook is toml whose quotes stand in their lines; its only slips are questions."""
    folder = shipped_folder(id)
    old = read(folder / "document.txt").splitlines()
    lines = list(old)
    for kind, at in changes:
        number = at % len(lines)
        if kind == "drop" and len(lines) > 5:
            del lines[number]
        elif kind == "digit":
            lines[number] = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), lines[number])
        elif kind == "cut":
            lines[number] = lines[number][: len(lines[number]) // 2]
        else:
            lines.insert(number, lines[number])
    year = load(folder).year + 1
    made = renewed(read(folder / "scheme.toml"), old, lines, year, 1)
    (tmp_path / "scheme.toml").write_text(made.scheme, "utf-8")
    (tmp_path / "units.csv").write_bytes((folder / "units.csv").read_bytes())
    (tmp_path / "document.txt").write_text("\n".join(lines), "utf-8")
    wrong = [slip.text for slip in slips_of(tmp_path) if "待确认" not in slip.text]
    assert not wrong, wrong


def test_a_quote_does_not_begin_with_the_number_of_its_sentence():
    """（一） is no part of the words; 2.5亿元 is."""
    old = ["一、工作目标", "(一)全年计划新签约亿元以上项目18个,投资额60亿元。"]
    new = ["一、工作目标", "(一)全年计划新签约亿元以上项目20个,投资额75亿元。"]
    found = aligned("全年计划新签约亿元以上项目18个", 2, old, new, 1)
    assert (found.result, found.quote) == ("有改动", "全年计划新签约亿元以上项目20个")
    found = aligned("(一)全年计划新签约亿元以上项目18个", 2, old, new, 1)
    assert found.quote == "全年计划新签约亿元以上项目20个" and found.quote in new[1]
    money = aligned("2.5亿元以上的工业项目12个", 1, ["2.5亿元以上的工业项目12个。"], ["2.5亿元以上的工业项目15个。"], 1)
    assert money.quote == "2.5亿元以上的工业项目15个"
