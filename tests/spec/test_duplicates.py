"""Duplicates and decisions: the tool proposes, a person decides, later runs obey and show that they did."""

from collections import Counter
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.bench.twins import SEEDS, asked_of, made_ledger
from tests.spec.test_consolidation import AS_OF, JUNE, county, project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.differences import differing, telling_parts
from toolkit.consolidation.duplicates import find_duplicates, near, sharing
from toolkit.consolidation.ledger import Bookkeeper
from toolkit.consolidation.likeness import judged, looks_of
from toolkit.intake.office.decisions import read_decisions
from toolkit.model.decisions import Decision, Question, decision_id
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import found
from toolkit.model.ledger import Ledger, Likeness
from toolkit.model.period import PartialDate
from toolkit.schemes.loader import load_shipped
from toolkit.workbooks.books.decision_workbook import write_decisions
from toolkit.workbooks.master.master import write_master


def two(luzhai, one, other, answers=None):
    """The result of two units with a project each."""
    units = [table("江口乡", projects=[project(2, **one)]), table("平山镇", projects=[project(3, **other)])]
    return consolidate(units, None, luzhai, JUNE, AS_OF, answers)


BOARD = {
    "name": "江岸年产五万吨胶合板生产线",
    "investor": "广西江岸木业有限公司",
    "investment_yuan": 123_000_000,
    "phone": "19900002035",
    "signed_on": PartialDate(2022, 3, 8),
}


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"name": "江岸年产五万吨胶合板生产线项目", "investor": "广西江岸木业有限责任公司", "phone": None},
        {"name": "江岸胶合板生产线", "investor": "江岸木业", "phone": "19900002036"},
        {"name": "胶合板厂", "investor": None},
        {"name": "木材精深加工", "investment_yuan": 126_000_000},
        {"name": "江岸年产50000吨胶合板生产线", "investor": "江岸实业有限公司"},
        {"investment_yuan": 150_000_000, "phone": None, "signed_on": None},
    ],
)
def test_what_is_told_twice_in_other_words_is_asked_about(luzhai, other):
    """One project under another name, of a firm in short form, with an amount that moved: whatever still agrees speaks."""
    (pair,) = two(luzhai, BOARD, BOARD | other).duplicates
    for heading, field in (("项目方", "investor"), ("投资总额", "investment_yuan"), ("联系电话", "phone")):
        if field not in other:
            assert f"{heading}相同" in pair.like


@pytest.mark.parametrize(
    ("names", "part"),
    [
        (("工业园一期", "工业园二期"), "期次"),
        (("工业园（第1期）", "工业园（第三期）"), "期次"),
        (("工业园Ⅰ期", "工业园Ⅱ期"), "期次"),
        (("石榴村屋顶光伏", "木棉村屋顶光伏"), "村（社区）"),
        (("中渡镇养殖场", "寨沙镇养殖场"), "乡镇"),
        (("年产5万吨碳酸钙", "年产8万吨碳酸钙"), "产能"),
        (("日处理三百吨垃圾", "日处理500吨垃圾"), "产能"),
        (("标准厂房3号楼", "标准厂房5号楼"), "楼号、地块号"),
        (("标准厂房A栋", "标准厂房B栋"), "楼号、地块号"),
        (("桐木风电50MW", "桐木风电100MW"), "装机"),
    ],
)
def test_what_its_name_tells_apart_is_never_asked_about(luzhai, names, part):
    """Two phases, villages, outputs, houses agree in everything else, and are two projects all the same."""
    first, second = (BOARD | {"name": name} for name in names)
    assert two(luzhai, first, second).duplicates == ()
    assert differing(telling_parts(names[0]), telling_parts(names[1])) == (part,)


@pytest.mark.parametrize(
    "names",
    [
        ("工业园一期", "工业园第1期"),
        ("工业园一、二期", "工业园二期"),
        ("工业园一期", "工业园"),
        ("年产五万吨碳酸钙", "年产50,000吨碳酸钙"),
        ("标准厂房3号楼", "标准厂房三号楼"),
        ("中渡镇石榴村光伏", "石榴村光伏"),
        ("农村电商和乡村旅游", "乡村旅游和农村电商"),
    ],
)
def test_one_number_in_two_ways_tells_nothing_apart(luzhai, names):
    """第1期 and 一期, 五万 and 50,000 are the same; what one name leaves out is no difference."""
    first, second = (BOARD | {"name": name} for name in names)
    assert len(two(luzhai, first, second).duplicates) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "江口旋切一期"}, {"name": "平山养殖基地"}),
        ({"name": "甲", "phone": "199×××"}, {"name": "乙丙丁", "phone": "199×××"}),
        (
            {"name": "甲", "phone": "19900000001"},
            {"name": "乙丙丁", "phone": "19900000001", "investment_yuan": 90_000_000},
        ),
        (
            {"name": "车用紧固件", "investor": "乙公司", "investment_yuan": 100_000_000},
            {"name": "养殖", "investor": "乙公司", "investment_yuan": 500_000_000},
        ),
        (
            {"name": "标准厂房建设项目", "investor": "广西甲木业有限公司", "investment_yuan": 30_000_000},
            {"name": "标准厂房建设项目", "investor": "柳州子丑电子有限公司", "investment_yuan": 220_000_000},
        ),
        (
            {"name": "屋顶光伏发电项目", "investor": "寅卯新能源有限公司", "investment_yuan": 30_000_000},
            {"name": "屋顶光伏发电项目", "investor": "辰巳电力有限公司", "investment_yuan": 80_000_000},
        ),
    ],
)
def test_what_is_merely_alike_is_not_suspected(luzhai, one, other):
    """Masked phones, one phone alone, one firm with another amount, a common name of two firms: no question."""
    assert two(luzhai, one | {"source": None}, other | {"source": None}).duplicates == ()


def test_the_likeliest_stands_first_in_the_sheet_and_among_the_questions(luzhai):
    """Same amount, phone and day go before equal names of two firms, whatever units and names are called."""
    rows = [
        BOARD | {"name": "屋顶光伏发电项目", "phone": None, "signed_on": None},
        BOARD | {"name": "屋顶光伏发电项目", "phone": None, "signed_on": None, "investor": "辰巳电力有限公司"},
        BOARD | {"name": "江岸胶合板", "investment_yuan": 777_000_000, "phone": "19900002037"},
        BOARD | {"name": "江岸木业胶合板厂", "investment_yuan": 777_000_000, "phone": "19900002037"},
    ]
    units = ("丁乡", "甲乡", "丙乡", "乙乡")
    tables = [
        table(unit, projects=[project(n, **row)]) for n, (unit, row) in enumerate(zip(units, rows, strict=True), 2)
    ]
    result = consolidate(tables, None, luzhai, JUNE, AS_OF)
    points = [pair.points for pair in result.duplicates]
    assert points == sorted(points, reverse=True) and len(points) > 1
    assert {result.duplicates[0].first.unit, result.duplicates[0].second.unit} == {"乙乡", "丙乡"}
    asked = [decision.id for decision in result.decisions if decision.question is Question.DUPLICATE]
    assert asked == [pair.id for pair in result.duplicates]


def test_both_rows_stand_side_by_side_with_what_speaks_against(luzhai, tmp_path):
    """疑似重复: firm, amount and phone of both rows next to each other, what agrees and what does not."""
    result = two(luzhai, BOARD, BOARD | {"phone": "19900002036", "signed_on": PartialDate(2022, 3, 20)})
    sheet = openpyxl.load_workbook(write_master(result, tmp_path / "汇总表.xlsx"))["疑似重复"]
    heads = {sheet.cell(3, column).value: column for column in range(1, sheet.max_column + 1)}
    told = {head: sheet.cell(4, column).value for head, column in heads.items()}
    for heading in ("项目", "项目方", "投资总额", "联系电话", "单位"):
        one, other = (next(at for head, at in heads.items() if head.startswith(heading + n)) for n in "一二")
        assert other == one + 1
    assert {told["联系电话一"], told["联系电话二"]} == {"19900002035", "19900002036"}
    assert told["一致之处"] == "项目名称相同、项目方相同、投资总额相同、日期在同一个月、投资来源相同"
    assert told["不一致之处"] == "联系电话不同"
    (question,) = result.decisions
    assert "不一致：联系电话不同" in question.situation and "19900002036" in question.situation


def test_two_rows_that_wait_for_a_decision_are_said_to_count_twice(luzhai, tmp_path):
    """Promise 1: both rows of 1.23亿元 count until somebody decides; 数据说明 says so, and how much too much it may be."""
    waiting = two(luzhai, BOARD, BOARD)
    (pair,) = waiting.duplicates
    answers = {pair.id: Decision(pair.id, Question.DUPLICATE, "", "", "", (), "不是重复", "卢", "2022-07-06")}
    told = {}
    for name, result in (("waiting", waiting), ("decided", two(luzhai, BOARD, BOARD, answers))):
        book = openpyxl.load_workbook(write_master(result, tmp_path / f"{name}.xlsx"), data_only=True)
        told[name] = {row[0]: row[1:3] for row in book["数据说明"].values if row[0]}
    number, words = told["waiting"]["疑似重复、没有裁定的（对）"]
    assert (number, "最多多计1.23亿元" in words) == (1, True)
    assert "疑似重复、没有裁定的（对）" not in told["decided"]


def test_a_decision_once_given_holds_however_little_now_speaks_for_it(luzhai):
    """Levels may be drawn anew with a release: what somebody decided is applied and shown all the same."""
    one = {"name": "甲", "phone": "19900000001"}
    other = {"name": "乙丙丁", "phone": "19900000001", "investment_yuan": 900_000_000}
    assert two(luzhai, one, other).duplicates == ()
    ids = sorted(("平山镇·乙丙丁·", "江口乡·甲·"))
    id = decision_id(Question.DUPLICATE, *ids)
    answer = Decision(id, Question.DUPLICATE, "", "", "", (), "保留：江口乡", "韦某", "2022-07-06")
    after = two(luzhai, one, other, {id: answer})
    assert [(entry.unit, entry.counted) for entry in after.ledger.entries] == [("平山镇", "否"), ("江口乡", "是")]
    assert [pair.answer for pair in after.duplicates] == ["保留：江口乡"]


AN_ENTRY = Bookkeeper(load_shipped("luzhai-2022")).entry(1, project(), "江口乡", table(), "2022-06")
names = st.one_of(
    st.sampled_from(["江口旋切基地", "江口旋切（基地）项目", "江口旋切基地二期", "江口旋切基地一期", "", "—", "（—）"]),
    st.text(alphabet="甲乙丙 （）", max_size=6),
)
rows = st.fixed_dictionaries(
    {
        "name": names,
        "investor": st.sampled_from(["广西甲木业有限公司", "广西甲木业有限责任公司", "乙集团", "", None]),
        "investment_yuan": st.sampled_from([None, 0, 100_000_000, 120_000_000, 500_000_000]),
        "phone": st.sampled_from(["19900000001", "0772-0000001", "199×××", None]),
        "credit_code": st.sampled_from(["91450000MA5XXXXXX0", None]),
        "signed_on": st.sampled_from(["2022-03-08", "2022-03", "2021", None]),
        "unit": st.sampled_from(["江口乡", "平山镇"]),
    }
)


def entries_of(drawn):
    """Ledger entries of drawn rows."""
    return tuple(replace(AN_ENTRY, serial=n, row=n, **row) for n, row in enumerate(drawn, start=1))


@settings(max_examples=150, deadline=None)
@given(drawn=st.lists(rows, max_size=12), chance=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_question(drawn, chance):
    """The same rows in another order raise the same questions with the same points; each pair once, the top first."""
    entries = entries_of(drawn)
    mixed = list(entries)
    chance.shuffle(mixed)
    found = find_duplicates(Ledger(JUNE, entries))
    assert [pair.points for pair in found] == sorted((pair.points for pair in found), reverse=True)
    told = Counter((frozenset((pair.first.serial, pair.second.serial)), pair.points) for pair in found)
    again = find_duplicates(Ledger(JUNE, tuple(mixed)))
    assert told == Counter((frozenset((pair.first.serial, pair.second.serial)), pair.points) for pair in again)
    assert set(told.values()) <= {1}


@settings(max_examples=300, deadline=None)
@given(
    one=rows, other=rows, field=st.sampled_from(["investor", "investment_yuan", "phone", "credit_code", "signed_on"])
)
def test_what_agrees_never_speaks_against(one, other, field):
    """Making one thing of two rows the same never makes them less likely to be one project."""
    same = other | {field: one[field] or other[field]}
    before, after = (judged(*looks_of(entries_of([one, row]))).points for row in (other, same))
    assert after >= before or one[field] in (None, "", 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_large_county_is_asked_little_and_the_true_ones_first(seed):
    """5 000 rows, 100 projects twice, 150 look-alikes: half within 60 questions, nine tenths within 150."""
    asked = asked_of(made_ledger(seed))
    assert asked.half is not None and asked.half <= 60
    assert asked.nine_tenths is not None and asked.nine_tenths <= 150
    assert asked.questions <= 150
    shares = [true / of for true, of in (asked.precision_by_level[level] for level in Likeness)]
    assert shares == sorted(shares, reverse=True), "一级 is surer than 二级"


def test_the_clerks_own_phone_on_every_row_asks_nothing(luzhai):
    """联系电话相同 says something of a few projects; a phone on five rows and more is the clerk's."""
    rows = [project(n, phone="19900000001", investment_yuan=n * 100_000_000) for n in range(2, 9)]
    names = ["旋切基地", "养殖场", "光伏电站", "冷链仓", "竹木玩具", "电子厂", "酒店"]
    rows = [replace(row, name=name) for row, name in zip(rows, names, strict=True)]
    twice = [replace(row, investment_yuan=200_000_000) for row in rows]
    assert consolidate([table(projects=twice[:4])], None, luzhai, JUNE, AS_OF).duplicates != ()
    assert consolidate([table(projects=twice)], None, luzhai, JUNE, AS_OF).duplicates == ()


def test_nothing_is_removed_until_somebody_decides_and_then_it_shows(luzhai):
    """裁定 保留：江口乡 takes the other entry out of every figure, and both stay in the ledger."""
    same = {"name": "江口旋切"}
    before = two(luzhai, same, same)
    assert county(before, "LZ-T3").actual == 2
    (question,) = [decision for decision in before.decisions if decision.question is Question.DUPLICATE]
    assert question.choices == ("不是重复", "保留：平山镇", "保留：江口乡")
    answered = replace(question, answer="保留：江口乡", decided_by="韦某", decided_on="2022-07-06")
    after = two(luzhai, same, same, {question.id: answered})
    assert county(after, "LZ-T3").actual == 1
    assert [(entry.unit, entry.counted) for entry in after.ledger.entries] == [("平山镇", "否"), ("江口乡", "是")]
    assert after.ledger.entries[0].decision == f"{question.id}：保留：江口乡"
    kept = next(decision for decision in after.decisions if decision.id == question.id)
    assert (kept.answer, kept.decided_by) == ("保留：江口乡", "韦某")
    no = two(luzhai, same, same, {question.id: replace(question, answer="不是重复")})
    assert county(no, "LZ-T3").actual == 2


def test_an_unattributed_project_can_be_given_to_a_line(luzhai):
    """归口: nothing tells the trade; the answer names a target row, and the ledger says what was fixed for 其他."""
    mill = table(projects=[project(industry="其他", name="某项目")])
    before = consolidate([mill], None, luzhai, JUNE, AS_OF)
    (question,) = [one for one in before.decisions if one.question is Question.ATTRIBUTION]
    assert "县科工贸局" in question.choices
    after = consolidate([mill], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer="县科工贸局")})
    (entry,) = after.ledger.entries
    assert (entry.group, entry.attributed_by) == (
        "商贸物流产业招商组",
        "词典 归口“其他”＝县科工贸局",
    )


def test_a_doubtful_amount_is_settled_by_a_number(luzhai):
    """数值: 「约2亿」 returned the row; 裁定 2 brings it into the ledger as 2 亿元, and its finding goes."""
    doubtful = replace(project(investment_yuan=None), columns={"investment_yuan": 5})
    finding = found("approx_value", doubtful.cell("investment_yuan"), column="投资总额", typed="约2亿")
    returned = table(projects=[doubtful], findings=(finding,))
    before = consolidate([returned], None, luzhai, JUNE, AS_OF)
    assert before.ledger.entries == ()
    (question,) = before.decisions
    after = consolidate([returned], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer="2")})
    assert [entry.investment_yuan for entry in after.ledger.entries] == [200_000_000]
    assert after.findings == ()
    assert [one.status for one in after.submissions] == ["accepted"], "nothing is left to send it back for"
    unclear = consolidate([returned], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer="再问")})
    assert unclear.ledger.entries == (), "an answer that is no number settles nothing"
    (asked,) = unclear.decisions
    assert asked.is_open and asked.situation.startswith("上次填的“再问”看不懂，没有采用，请重填。")
    assert after.ledger.entries[0].decision == f"裁定 {question.id}", "the ledger says which decision it was"


def test_a_decision_to_leave_a_project_unattributed_shows(luzhai):
    """归口: 暂不归属 is an answer, too; the ledger names it."""
    mill = table(projects=[project(industry="其他", name="某项目")])
    asked = consolidate([mill], None, luzhai, JUNE, AS_OF).decisions
    (question,) = [one for one in asked if one.question is Question.ATTRIBUTION]
    after = consolidate([mill], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer="暂不归属")})
    (entry,) = after.ledger.entries
    assert (entry.group, entry.attributed_by, entry.decision) == (
        "",
        "词典 归口“其他”＝暂不归属",
        "词典 归口“其他”＝暂不归属",
    )


def test_the_decision_workbook_comes_back_as_it_went(tmp_path):
    """裁定.xlsx round trip: id, question, answer, who, when."""
    decision = Decision(
        "CF-1a2b3c4d",
        Question.DUPLICATE,
        "江口乡",
        "=甲项目",
        "情况",
        ("不是重复", "保留：江口乡"),
        "不是重复",
        "韦某",
        "2022-07-06",
    )
    path = write_decisions([decision], tmp_path / "裁定.xlsx", date(2022, 7, 6))
    assert read_decisions(path) == {decision.id: decision}
    sheet = openpyxl.load_workbook(path).active
    assert sheet["E4"].value == "=甲项目" and sheet["E4"].data_type == "s"
    assert sheet.data_validations.dataValidation[0].formula1 == '"不是重复,保留：江口乡"'
    assert read_decisions(tmp_path / "没有.xlsx") == {}
    (tmp_path / "错.xlsx").write_bytes(b"PK")
    with pytest.raises(ToolkitError, match="错.xlsx"):
        read_decisions(tmp_path / "错.xlsx")
    (tmp_path / "密.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(ToolkitError, match="密.xlsx 打不开：设了打开密码。请检查文件。"):
        read_decisions(tmp_path / "密.xlsx")


def test_the_samples_double_report_is_suspected(luzhai):
    """The samples' README: one project under two names from 江口乡 and 鹿寨经开区管委."""
    from toolkit.files.shipped import folder
    from toolkit.workflow.steps import tables as steps
    from toolkit.workflow.steps.workspace import workbook_files

    files = steps.named(
        workbook_files(folder("sample_workbooks") / "luzhai_2022" / "报送" / "2022-06"), folder("sample_workbooks")
    )
    submissions = steps.check_all(steps.read_files(files, luzhai, JUNE), luzhai)
    pairs = consolidate(submissions, None, luzhai, JUNE, AS_OF).duplicates
    names = {frozenset((pair.first.name, pair.second.name)) for pair in pairs}
    assert frozenset(("车用紧固件表面处理生产线项目", "汽车紧固件电镀生产线")) in names


@pytest.mark.parametrize("rows", [1_000, 4_000])
def test_pairs_grow_with_the_rows_and_not_with_their_square(rows):
    """Blocking: five times the rows cost about five times the comparisons."""

    def comparisons(size):
        looks = looks_of(made_ledger(1, size, size // 50, size * 3 // 100).ledger.entries)
        return len({*near(looks), *sharing(looks)})

    assert comparisons(5 * rows) < 8 * comparisons(rows)
