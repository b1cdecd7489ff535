"""The system's records are the register's projects: whatever they are called there, each is one and counts once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.spec.test_consolidation import AS_OF, JUNE, county, project, table
from tests.spec.test_reconcile import export
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.decisions import NOT_SAME, SAME, Decision, Question
from toolkit.model.origin import origin_of
from toolkit.model.period import PartialDate
from toolkit.model.register import KnownProject, Register
from toolkit.schemes.loader import load, shipped_folder

DAY = PartialDate(2022, 3, 10)
REPORTED = {
    "name": "江口五金电镀生产线",
    "investor": "浙江嘉锦有限公司",
    "signed_on": DAY,
    "paid_in_yuan": 20_000_000,
    "land_mu": 12.0,
    "floor_sqm": 3000.0,
}


def result(luzhai, reported, records, answers=(), register=None, **fields):
    """June's consolidation of one unit's projects with the system's records."""
    given_ = {one.id: one for one in answers}
    tables = [table(projects=reported, **fields)]
    return consolidate(tables, None, luzhai, JUNE, AS_OF, given_, export(*records), register=register)


def figures(result):
    """What the county has: every indicator's actual."""
    return {one.indicator.id: one.actual for one in result.county}


def asked(result):
    """The questions whether two are one project."""
    return [one for one in result.decisions if one.question is Question.IDENTITY]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({}, {"name": "嘉锦表面处理中心"}),
        ({"credit_code": "91450223MA5NABCD1X"}, {"name": "表面处理中心", "investor": None, "signed_on": None}),
        (
            {},
            {"name": "江口五金电镀生产线项目", "investor": "浙江嘉锦有限责任公司", "investment_yuan": 60_000_000},
        ),
        ({}, {"name": "嘉锦电镀项目", "paid_in_yuan": 10_000_000, "stage": "开工"}),
    ],
    ids=["firm, amount and day", "code and amount", "like name and firm", "lagging money"],
)
def test_a_project_that_the_system_calls_otherwise_is_one_and_keeps_what_the_system_does_not_state(
    luzhai, mine, theirs
):
    """Names differ, but code, firm, amount and day tell: a match, and land and factory floor are still there."""
    reported = project(**(REPORTED | mine))
    record = replace(reported, land_mu=None, floor_sqm=None, **theirs)
    found = result(luzhai, [reported], [record])
    assert (len(found.reconciliation.matches), found.reconciliation.only_reported) == (1, ())
    assert (found.reconciliation.only_in_system, asked(found)) == ((), [])
    (entry,) = found.ledger.entries
    assert (entry.counted, entry.land_mu, entry.floor_sqm) == ("是", 12.0, 3000.0)
    assert county(found, "LZ-T1").actual == record.paid_in_yuan


def test_a_former_name_and_a_former_code_of_the_register_are_the_project(luzhai):
    """The system still has the name of May, or the code that this month's row leaves out."""
    may = (JUNE.shifted(-1), "江口乡")
    known = KnownProject(
        "LZ-0001", origin_of("江口乡", "旧名", None), ("旧名称项目", "新名称项目"), (), "91450223MA5NABCD1X", (may,), ()
    )
    row = project(name="新名称项目", number="LZ-0001")
    for record in (project(9, name="旧名称项目"), project(9, name="新 名称", credit_code="91450223MA5NABCD1X")):
        found = result(luzhai, [row], [record], register=Register((known,)))
        assert [match.record.name for match in found.reconciliation.matches] == [record.name]


@pytest.mark.parametrize(
    "theirs",
    [
        {"name": "嘉锦表面处理中心", "signed_on": PartialDate(2022, 4, 2)},
        {"name": "江口电镀中心", "investment_yuan": 52_000_000, "signed_on": None},
        {"name": "江口五金电镀生产线", "investor": "福建鑫裕有限公司", "investment_yuan": 90_000_000},
    ],
    ids=["another day", "another amount", "another firm"],
)
def test_what_may_be_one_project_is_asked_once_and_counts_once_meanwhile(luzhai, theirs):
    """Not «仅单位报送» and «仅系统有» side by side: a question, and the answer holds when amounts change."""
    row = project(**REPORTED)
    record = replace(row, land_mu=None, floor_sqm=None, **theirs)
    open_ = result(luzhai, [row], [record])
    (question,) = asked(open_)
    assert question.choices == (SAME, NOT_SAME)
    assert (open_.reconciliation.only_reported, open_.reconciliation.only_in_system) == ((), ())
    assert sum(entry.counted == "是" for entry in open_.ledger.entries) == 1
    same = result(luzhai, [row], [record], [replace(question, answer=SAME)])
    assert [one.answer for one in asked(same)] == [SAME]
    assert [(one.counted, one.land_mu) for one in same.ledger.entries] == [("是", 12.0)]
    later = replace(record, investment_yuan=700_000_000)
    grown = replace(row, investment_yuan=350_000_000)
    assert len(result(luzhai, [grown], [later], [replace(question, answer=SAME)]).reconciliation.matches) == 1
    other = result(luzhai, [row], [record], [replace(question, answer=NOT_SAME)])
    assert (len(other.reconciliation.only_reported), len(other.reconciliation.only_in_system)) == (1, 1)
    assert all(one.answer for one in asked(other))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("江口木业生态板加工项目一期", "江口木业生态板加工项目二期"), ("石榴村林下养鸡小区", "白沙村林下养鸡小区")],
)
def test_names_that_state_two_phases_or_villages_are_never_one(luzhai, mine, theirs):
    """However alike the letters are: 一期 is no 二期."""
    found = result(luzhai, [project(name=mine, investor="甲公司")], [project(9, name=theirs, investor="甲公司")])
    assert (found.reconciliation.matches, asked(found)) == ((), [])


def test_of_two_projects_with_one_name_each_goes_with_its_firm(luzhai):
    """标准厂房建设项目 of two firms, in another order in the system."""
    rows = [
        project(2, name="标准厂房建设项目", investor="甲公司"),
        project(3, name="标准厂房建设项目", investor="乙公司"),
    ]
    found = result(luzhai, rows, [replace(rows[1]), replace(rows[0])])
    assert [(m.entry.investor, m.record.investor) for m in found.reconciliation.matches] == [
        ("甲公司", "甲公司"),
        ("乙公司", "乙公司"),
    ]


def test_what_a_decision_took_out_does_not_come_back_through_the_system(luzhai):
    """Two units reported one project; the system has both names, and it still counts once."""
    rows = [project(2, **REPORTED), project(3, **(REPORTED | {"name": "江口五金电镀生产线（江口）"}))]
    pairs = result(luzhai, rows, [rows[0]]).duplicates
    keep = f"保留：江口乡“{rows[0].name}”"
    answer = Decision(pairs[0].id, Question.DUPLICATE, "江口乡", rows[0].name, "", (), answer=keep)
    found = result(luzhai, rows, [replace(row) for row in rows], [answer])
    assert county(found, "LZ-T1").actual == 20_000_000
    assert found.reconciliation.only_in_system == ()


@pytest.mark.parametrize(("basis", "side"), [("system", "系统"), ("reports", "报送")])
def test_each_difference_says_which_side_counts_and_why(basis, side):
    """By the reading completion_basis, with its clause; money that is less in the system may lag."""
    scheme = load(shipped_folder("luzhai-2022"), {"completion_basis": basis})
    row = project(**REPORTED)
    record = replace(row, paid_in_yuan=15_000_000, investment_yuan=60_000_000, stage="在谈")
    (match,) = result(scheme, [row], [record]).reconciliation.matches
    assert {one.counts for one in match.differences} == {side}
    assert all("LZ-N3" in one.why for one in match.differences)
    assert [one.heading for one in match.differences if "滞后" in one.why] == ["到位资金（亿元）", "阶段"]


def test_a_column_that_the_system_lacks_is_the_units_and_their_gaps_are_said(luzhai):
    """No unit's table has 新增供地: the figure says so, as without an export; 到位资金 the system states for all."""
    record = replace(project(9, name="项目2", paid_in_yuan=1), columns={"name": 1, "paid_in_yuan": 2})
    found = result(luzhai, [project()], [record])
    gaps = {gap.column for one in found.county for gap in one.gaps}
    assert ("新增供地" in gaps, "到位资金" in gaps) == (True, False)


@settings(max_examples=15, deadline=None)
@given(renamed=st.lists(st.booleans(), min_size=4, max_size=4), order=st.permutations(range(4)))
def test_however_many_projects_the_system_renames_no_figure_changes(renamed, order):
    """A law: the same firms, amounts and days under other names are the same projects."""
    scheme = load(shipped_folder("luzhai-2022"))
    rows = [
        project(
            number + 2,
            name=f"{'甲乙丙丁'[number]}木业加工项目",
            investor=f"{'东南西北'[number]}方林业有限公司",
            investment_yuan=10_000_000 * (number + 3),
            paid_in_yuan=1_000_000 * (number + 1),
            signed_on=PartialDate(2022, number + 1, 5),
            land_mu=1.0 + number,
        )
        for number in range(4)
    ]
    names = ["柳城家具园", "洛清江板材基地", "中渡胶合板厂", "平山竹制品车间"]
    records = [replace(rows[at], name=names[at] if renamed[at] else rows[at].name) for at in order]
    under_their_names, found = result(scheme, rows, rows), result(scheme, rows, records)
    assert figures(found) == figures(under_their_names)
    assert len(found.ledger.counted.entries) == 4
