"""Duplicates and decisions: the tool proposes, a person decides, later runs obey and show that they did."""

import random
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.spec.test_consolidation import AS_OF, JUNE, county, project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.duplicates import find_duplicates
from toolkit.intake.decisions import read_decisions
from toolkit.model.decisions import Decision, Question
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import found
from toolkit.workbooks.decision_workbook import write_decisions


def two(luzhai, one, other, answers=None):
    """The result of two units with a project each."""
    units = [table("江口乡", projects=[project(2, **one)]), table("平山镇", projects=[project(3, **other)])]
    return consolidate(units, None, luzhai, JUNE, AS_OF, answers)


@pytest.mark.parametrize(
    ("one", "other", "level", "reason"),
    [
        ({"name": "江口旋切（一期）"}, {"name": "江口旋切(一期)"}, "一级", "项目名称相同"),
        (
            {"name": "江口旋切基地项目", "credit_code": "91450000MA5XXXXXX0"},
            {"name": "江口旋切基地", "credit_code": "91450000MA5XXXXXX0"},
            "一级",
            "统一社会信用代码相同，项目名称相近",
        ),
        (
            {"name": "年产五万吨胶合板生产线", "investor": "广西甲木业有限公司"},
            {"name": "年产五万吨胶合板生产线项目", "investor": "广西甲木业有限责任公司"},
            "二级",
            "项目方相同，项目名称相近（相似度92%）",
        ),
        (
            {"name": "车用紧固件生产线", "investor": "广西乙公司", "investment_yuan": 100_000_000},
            {"name": "电镀基地", "investor": "广西乙公司", "investment_yuan": 120_000_000},
            "三级",
            "项目方相同、行业相同，投资总额相差17%",
        ),
        ({"name": "甲", "phone": "19900000001"}, {"name": "乙丙丁", "phone": "19900000001"}, "四级", "联系电话相同"),
    ],
)
def test_suspicion_has_levels_and_says_why(luzhai, one, other, level, reason):
    """Same code or name; similar name and firm; same firm and amount within 20 %; same phone."""
    (pair,) = two(luzhai, one, other).duplicates
    assert (pair.level.value, pair.reason) == (level, reason)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "江口旋切一期"}, {"name": "平山养殖基地"}),
        ({"name": "甲", "phone": "199×××"}, {"name": "乙丙丁", "phone": "199×××"}),
        (
            {"name": "车用紧固件", "investor": "乙公司", "investment_yuan": 100_000_000},
            {"name": "养殖", "investor": "乙公司", "investment_yuan": 500_000_000},
        ),
    ],
)
def test_what_is_merely_alike_is_not_suspected(luzhai, one, other):
    """Different projects, masked phones, the same firm with another amount: no question."""
    assert two(luzhai, one, other).duplicates == ()


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
    """归口: 制糖 has no group; the decision names a target row and the ledger says which decision it was."""
    mill = table(projects=[project(industry="制糖业", name="某糖厂")])
    before = consolidate([mill], None, luzhai, JUNE, AS_OF)
    (question,) = before.decisions
    assert question.question is Question.ATTRIBUTION and "县科工贸局" in question.choices
    after = consolidate([mill], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer="县科工贸局")})
    (entry,) = after.ledger.entries
    assert (entry.group, entry.attributed_by) == ("商贸物流产业招商组", f"裁定 {question.id}")


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
    unclear = consolidate([returned], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer="再问")})
    assert unclear.ledger.entries == (), "an answer that is no number settles nothing"
    (asked,) = unclear.decisions
    assert asked.is_open and asked.situation.startswith("上次填的“再问”看不懂，没有采用，请重填。")
    assert after.ledger.entries[0].decision == f"裁定 {question.id}", "the ledger says which decision it was"


def test_a_decision_to_leave_a_project_unattributed_shows(luzhai):
    """归口: 不归口 is an answer, too; the ledger names it."""
    mill = table(projects=[project(industry="制糖业", name="某糖厂")])
    (question,) = consolidate([mill], None, luzhai, JUNE, AS_OF).decisions
    after = consolidate([mill], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer="不归口")})
    (entry,) = after.ledger.entries
    assert (entry.group, entry.attributed_by, entry.decision) == (
        "",
        f"裁定 {question.id}：不归口",
        f"裁定 {question.id}",
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
    assert sheet["D4"].value == "=甲项目" and sheet["D4"].data_type == "s"
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
    from toolkit.resources import folder
    from toolkit.workflow import steps
    from toolkit.workflow.workspace import workbook_files

    files = steps.named(
        workbook_files(folder("sample_workbooks") / "luzhai_2022" / "报送" / "2022-06"), folder("sample_workbooks")
    )
    submissions = steps.check_all(steps.read_files(files, luzhai, JUNE), luzhai)
    pairs = consolidate(submissions, None, luzhai, JUNE, AS_OF).duplicates
    names = {frozenset((pair.first.name, pair.second.name)) for pair in pairs}
    assert frozenset(("车用紧固件表面处理生产线项目", "汽车紧固件电镀生产线")) in names


def test_pairs_grow_with_the_rows_and_not_with_their_square(luzhai):
    """Blocking: ten times the rows cost about ten times the comparisons."""
    from toolkit.consolidation.duplicates import _candidates

    maker = random.Random(7)

    def ledger(size):
        names = ["".join(maker.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯", k=6)) for _ in range(size)]
        rows = [
            project(n + 2, name=name, investor=f"{name}公司", phone=f"1990000{n % 9000:04d}")
            for n, name in enumerate(names)
        ]
        return consolidate([table(projects=rows[:1])], None, luzhai, JUNE, AS_OF).ledger, rows

    def comparisons(size):
        one, rows = ledger(size)
        entries = tuple(
            replace(one.entries[0], serial=n, name=row.name, investor=row.investor, phone=row.phone)
            for n, row in enumerate(rows)
        )
        return sum(1 for _ in _candidates(entries)), replace(one, entries=entries)

    small, _ = comparisons(300)
    large, big = comparisons(3_000)
    assert large < small * 12
    assert find_duplicates(replace(big, entries=big.entries[:300])) == ()
