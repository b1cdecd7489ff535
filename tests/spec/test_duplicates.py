"""Duplicates and decisions: the tool proposes, a person decides, later runs obey and show that they did."""

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from tests.spec.test_consolidation import AS_OF, JUNE, county, project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.duplicates import find_duplicates, firm, plain
from toolkit.consolidation.ledger import Bookkeeper
from toolkit.intake.decisions import read_decisions
from toolkit.model.decisions import Decision, Question
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import found
from toolkit.model.ledger import Ledger, Likeness
from toolkit.schemes.loader import load_shipped
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


AN_ENTRY = Bookkeeper(load_shipped("luzhai-2022"), JUNE).entry(1, project(), "江口乡", table(), "2022-06")
telling = st.sampled_from(
    [
        "江口旋切基地",
        "江口旋切（基地）项目",
        "江口旋切基地二",
        "",
        "—",
        "（—）",
        "年产五万吨生态板生产线甲",
        "年产五万吨生态板生产线乙",
    ]
)
letters = st.text(alphabet="甲乙丙 （）", max_size=6)


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(
        st.builds(
            dict,
            name=st.one_of(telling, letters),
            investor=st.sampled_from(
                ["广西甲木业有限公司", "广西甲木业有限责任公司", "广西甲木业股份有限公司", "乙集团", "", None]
            ),
            investment_yuan=st.sampled_from([None, 0, 100_000_000, 120_000_000, 500_000_000]),
            industry=st.sampled_from(["木业", "化工"]),
            phone=st.sampled_from(["19900000001", "0772-0000001", "199×××", None]),
            credit_code=st.sampled_from(["91450000MA5XXXXXX0", None]),
            unit=st.sampled_from(["江口乡", "平山镇"]),
        ),
        max_size=14,
    )
)
def test_every_pair_that_the_rule_names_is_found_and_no_other(rows):
    """The rule said pair by pair: whoever shares a key or stands within four of the other by name is judged."""
    entries = tuple(replace(AN_ENTRY, serial=n, **row) for n, row in enumerate(rows, start=1))
    pairs = find_duplicates(Ledger(JUNE, entries))
    told = tuple(replace(one, phone=None) if many_have(one.phone, entries) else one for one in entries)
    judged = {(one, other): strongest(told[one - 1], told[other - 1]) for one, other in looked_at(told)}
    expected = {pair: verdict for pair, verdict in judged.items() if verdict}
    assert {(pair.first.serial, pair.second.serial): (pair.level, pair.reason) for pair in pairs} == expected
    order = [(list(Likeness).index(pair.level), pair.first.serial, pair.second.serial) for pair in pairs]
    assert order == sorted(order), "the strongest suspicion first"


def many_have(phone, entries):
    """A phone on more than four rows is the clerk's or the park's own, and says nothing of a project."""
    return sum(entry.phone == phone for entry in entries) > 4


def whole_phone(entry):
    """A phone that is not masked."""
    return "" if "×" in (entry.phone or "×") else entry.phone


def looked_at(entries):
    """The pairs of serial numbers that share a code, name, firm or phone, or are neighbours by name, read either way."""
    keys = (lambda e: e.credit_code, lambda e: plain(e.name), lambda e: firm(e.investor), whole_phone)
    pairs = {
        (one.serial, other.serial)
        for key in keys
        for one, other in combinations(entries, 2)
        if key(one) and key(one) == key(other)
    }
    for turn in (1, -1):
        named = sorted((plain(entry.name)[::turn], entry.serial) for entry in entries if entry.name)
        pairs |= {
            (min(one, other), max(one, other))
            for place, (_, one) in enumerate(named)
            for _, other in named[place + 1 : place + 5]
        }
    return pairs


def strongest(one, other):
    """The strongest reason to hold two entries for one project, or ``None``."""
    alike = fuzz.ratio(plain(one.name), plain(other.name))
    firms = [firm(one.investor), firm(other.investor)]
    same_firm = firms[0] != "" and firms[0] == firms[1]
    if one.credit_code and one.credit_code == other.credit_code and alike >= 80:
        return Likeness.SAME, "统一社会信用代码相同，项目名称相近"
    if plain(one.name) == plain(other.name):
        return Likeness.SAME, "项目名称相同"
    if alike >= 80 and same_firm:
        return Likeness.SIMILAR, f"项目方相同，项目名称相近（相似度{alike:.0f}%）"
    if alike >= 92 and (not all(firms) or fuzz.ratio(*firms) >= 85):
        return Likeness.SIMILAR, f"项目名称相近（相似度{alike:.0f}%），项目方名称也相近"
    amounts = sorted([one.investment_yuan or 0, other.investment_yuan or 0])
    if same_firm and one.unit != other.unit and all(amounts) and (amounts[1] - amounts[0]) / amounts[1] <= 0.2:
        trade = "、行业相同" if one.industry == other.industry else ""
        return Likeness.ALIKE, f"项目方相同{trade}，投资总额相差{(amounts[1] - amounts[0]) / amounts[1]:.0%}"
    if whole_phone(one) and whole_phone(one) == whole_phone(other):
        return Likeness.TOUCHING, "联系电话相同"
    return None


def test_the_clerks_own_phone_on_every_row_asks_nothing(luzhai):
    """联系电话相同 is asked about for a few projects; fifty rows with one phone would be 1 225 questions."""
    rows = [
        project(name=f"项目{letter}甲", investor=f"{letter}公司", phone="19900000001") for letter in "一东上下长大小"
    ]
    names = ["旋切基地", "养殖场", "光伏电站", "冷链仓", "竹木玩具", "电子厂", "酒店"]
    rows = [replace(row, name=name) for row, name in zip(rows, names, strict=True)]
    assert consolidate([table(projects=rows[:4])], None, luzhai, JUNE, AS_OF).duplicates != ()
    assert consolidate([table(projects=rows)], None, luzhai, JUNE, AS_OF).duplicates == ()


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
    assert [one.status for one in after.submissions] == ["accepted"], "nothing is left to send it back for"
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
    from toolkit.consolidation.duplicates import looks_of, neighbours, sharing

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
        looks = looks_of(entries)
        compared = sum(len(first) for first, _ in neighbours(looks))
        return compared + len([*sharing(looks)]), replace(one, entries=entries)

    small, _ = comparisons(300)
    large, big = comparisons(3_000)
    assert large < small * 12
    assert find_duplicates(replace(big, entries=big.entries[:300])) == ()
