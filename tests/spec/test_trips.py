"""What does each document ask of a trip? A sample month of each county: approver, findings, quota table."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.trips import firms, read_of, trip, visit, write_register_of
from toolkit.checks.trip_quotas import in_words
from toolkit.checks.trips import check_leader, check_trip, route_of, travel
from toolkit.checks.working_days import due_after, working_days_after
from toolkit.cli import main
from toolkit.documents.trips.plan import approval_words
from toolkit.intake.trips.register import read_register
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_papers import TripPaper
from toolkit.model.trips import Expense, Participant, TeamMonth, Travel
from toolkit.schemes.loader import load_shipped
from toolkit.workbooks.forms.trip_register import write_register
from toolkit.workflow.steps import conduct
from toolkit.workflow.steps.workspace import create_workspace

JUNE_2022, JUNE_2018 = ReportingPeriod(2022, 6), ReportingPeriod(2018, 6)
HERE = CellRef("出行台账.xlsx", "月报", 2)


def leader(name: str, unit: str, rank: str, role: str = "带队领导") -> Participant:
    """Return one who leads."""
    return Participant(name, unit, "负责人", role, rank)


def kinds(result: Travel) -> list[str]:
    """Return the kinds of the findings that weigh more than a note, with the place of each."""
    return sorted(f"{f.cell.place} {f.kind}".strip() for f in result.findings if f.severity.value != "note")


def table(result: Travel, *units: str) -> list[tuple[str, str, str, int, int]]:
    """Return the quota lines of some units: (unit, clause, role, required, actual)."""
    return [
        (line.unit, line.quota.citation.id, line.quota.role, line.required, line.actual)
        for line in result.quotas
        if line.unit in units
    ]


@pytest.fixture
def month(tmp_path: Path):
    """Hold trips, written into a register and read again, against a scheme."""

    def held(scheme, trips, period, as_of, months=()):
        return travel(read_of(trips, tmp_path / "出行台账.xlsx", period, months), scheme, period, as_of)

    return held


def test_luzhai_sends_every_trip_to_the_county_government(month, luzhai):
    """LZ-R5, LZ-R1, LZ-R3, LZ-R6: 县人民政府 approves, 县投促委办公室 keeps; report in 3 days, budget by the 5th."""
    good = trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10), group="林木加工产业招商组")
    late = trip("L-2", "江口乡", date(2022, 6, 14), date(2022, 6, 18), report_on=date(2022, 6, 22), expenses_on=None)
    unasked = trip("L-3", "县科工贸局", date(2022, 6, 21), date(2022, 6, 24), approved_on=None, filing_number="")
    hasty = trip("L-4", "县住建局", date(2022, 6, 27), date(2022, 6, 28), approved_on=date(2022, 6, 28))
    months = (
        TeamMonth(HERE, "林木加工产业招商组", JUNE_2022, budget_on=date(2022, 6, 5)),
        TeamMonth(HERE, "江口乡", JUNE_2022, budget_on=date(2022, 6, 6)),
        TeamMonth(HERE, "县科工贸局", JUNE_2022, budget_on=date(2022, 6, 1)),
    )
    result = month(luzhai, (good, late, unasked, hasty), JUNE_2022, date(2022, 7, 6), months)
    assert {(one.approver, one.filed_with) for one in result.lines} == {("县人民政府", "县投促委办公室")}
    assert [one.report.day for one in result.lines] == [date(2022, 6, day) for day in (13, 21, 27)] + [date(2022, 7, 1)]
    found = kinds(result)
    assert [line for line in found if "quota" not in line] == [
        "paper_missing",  # 县住建局 sent no budget
        "第3行 paper_late",
        "第3行 paper_late",
        "第3行 paper_missing",
        "第4行 trip_not_approved",
        "第5行 trip_approved_late",
    ]
    done = [(unit, "LZ-R1", "", 1, 1) for unit in ("县林业局", "江口乡", "县科工贸局", "县住建局")]
    assert set(table(result, "县林业局", "江口乡", "县科工贸局", "县住建局")) == set(done)
    assert table(result, "县农业农村局") == [("县农业农村局", "LZ-R1", "", 1, 0)]
    assert any(f.kind == "quota_short" and "县农业农村局" in f.message for f in result.findings)


def test_a_paper_is_missing_only_once_its_day_is_over(month, luzhai):
    """LZ-R6: back on 10 June, report and expenses are due on the 13th; on that day there is still time."""
    open_trip = trip("L-1", "江口乡", date(2022, 6, 7), date(2022, 6, 10), report_on=None, expenses_on=None)
    budget = (TeamMonth(HERE, "江口乡", JUNE_2022, budget_on=date(2022, 6, 1)),)
    missing = {
        day: kinds(month(luzhai, (open_trip,), JUNE_2022, date(2022, 6, day), budget)).count("第2行 paper_missing")
        for day in (13, 14)
    }
    assert missing == {13: 0, 14: 2}


def test_a_quota_is_a_note_until_its_quarter_is_over(month, luzhai):
    """LZ-R1: till 30 June there is still time; 「每季度至少带队外出招商考察一次」 is held against the whole quarter."""
    may = month(luzhai, (), ReportingPeriod(2022, 5), date(2022, 5, 31))
    assert {finding.severity.value for finding in may.findings if finding.kind == "quota_short"} == {"note"}
    assert {line.span for line in may.quotas} == {"2022年第二季度"}
    for day, severity, todo in (
        (date(2022, 6, 30), "note", "请于2022年6月30日前完成"),
        (date(2022, 7, 1), "warning", "请书面说明未完成的原因"),
    ):
        june = month(luzhai, (), JUNE_2022, day)
        short = [one for one in june.findings if one.kind == "quota_short"]
        assert {one.severity.value for one in short} == {severity} and all(todo in one.message for one in short)


@pytest.mark.parametrize(
    ("rank", "approver", "clause"),
    [("处级", "区招商工作领导小组组长", "GN-R8"), ("科级", "区分管招商工作领导", "GN-R9")],
)
def test_gangnans_approver_follows_from_the_leaders_rank(rank, approver, clause):
    """GN-R8, GN-R9: 处级 goes to the 组长, 科级 to the leader in charge; both are filed with 领导小组办公室."""
    scheme = load_shipped("gangnan-2018")
    one = trip("G", "区林业局", date(2018, 6, 4), date(2018, 6, 8), participants=(leader("甲", "区林业局", rank),))
    route = route_of(one, scheme)
    assert ([step.who for step in route.steps], route.citation.id) == ([approver], clause)
    assert route.filed_with == "区招商工作领导小组办公室"


def test_a_quota_of_each_trip_is_told_in_trips_not_in_firms(month):
    """GN-R1 「每次外出招商拜访企业不少于6家」: of two trips one met six firms; 「已完成1家，应完成2家」 would be another thing."""
    scheme = load_shipped("gangnan-2018")
    few = trip("G-1", "区林业局", date(2018, 6, 4), date(2018, 6, 8), visits=firms(5, 3))
    good = trip("G-2", "区林业局", date(2018, 6, 11), date(2018, 6, 15))
    lines = month(scheme, (few, good), JUNE_2018, date(2018, 6, 30)).quotas
    assert [in_words(line) for line in lines if line.quota.measure == "visits"] == ["外出2次，达到6家的1次"]


@pytest.mark.parametrize(
    ("rank", "opinion", "doubted"),
    [
        ("处级", "区分管招商工作领导：同意。韦某 2018年6月1日", True),
        ("处级", "分管领导：同意", True),
        ("副处级", "区分管招商工作领导：同意", True),
        ("处级", "区招商工作领导小组组长：同意。曾某", False),
        ("处级", "区分管招商工作领导：请组长审定。区招商工作领导小组组长：同意", False),
        ("科级", "区分管招商工作领导：同意", False),
        ("科级", "区招商工作领导小组组长：同意", True),
        ("处级", "同意", False),
        ("处级", "", False),
    ],
)
def test_an_opinion_by_another_than_the_rank_asks_for_is_doubted(rank, opinion, doubted):
    """GN-R8, GN-R9: a 处级 trip that only 分管领导 signed is approved by nobody whom the document names; it is asked."""
    scheme = load_shipped("gangnan-2018")
    people = (leader("甲", "区林业局", rank),)
    one = trip("G", "区林业局", date(2018, 6, 4), date(2018, 6, 8), participants=people, opinion=opinion)
    found = [finding for finding in check_trip(one, scheme, date(2018, 6, 30)) if finding.kind == "approved_by_other"]
    assert bool(found) is doubted


def test_a_squads_leader_of_higher_rank_along_takes_the_trip_to_the_head_of_the_group():
    """GN-R8 by the reading ``trip_rank``: a 处级 goes along with a 科级 leader, and 分管领导 alone agreed: it is asked."""
    scheme = load_shipped("gangnan-2018")
    people = (leader("甲", "区林业局", "科级"), Participant("乙", "区委", "常委", "队员", "处级"))
    one = trip("G", "区林业局", date(2018, 6, 4), date(2018, 6, 8), participants=people, opinion="分管领导：同意")
    (found,) = [one for one in check_trip(one, scheme, date(2018, 6, 30)) if one.kind == "approved_by_other"]
    assert "应由区招商工作领导小组组长审批" in found.message


def test_gangnan_wants_six_firms_three_leads_and_a_report_by_the_28th(month):
    """GN-R1, GN-R2, GN-R3, GN-R4: each trip of a 招商小分队, its visits in full, and the month's report in time."""
    scheme = load_shipped("gangnan-2018")
    good = trip("G-1", "区林业局", date(2018, 6, 4), date(2018, 6, 8))
    few = trip("G-2", "区林业局", date(2018, 6, 11), date(2018, 6, 15), visits=firms(5, 2))
    thin = trip(
        "G-3", "区招商局", date(2018, 6, 18), date(2018, 6, 20), visits=(*firms(6, 3), visit("某公司", intent=""))
    )
    lost = trip(
        "G-4", "区农业局", date(2018, 6, 25), date(2018, 6, 27), participants=(leader("乙", "区农业局", "其他"),)
    )
    teams = {unit.name for unit in scheme.units if unit.kind == "招商小分队"}
    months = tuple(
        TeamMonth(HERE, team, JUNE_2018, report_on=date(2018, 6, 29 if team == "区招商局" else 28))
        for team in sorted(teams - {"区环保局"})
    )
    result = month(scheme, (good, few, thin, lost), JUNE_2018, date(2018, 6, 30), months)
    found = kinds(result)
    assert "第3行 trip_visits_short" in found and "第3行 trip_leads_short" in found
    assert "第5行 trip_route_unknown" in found
    assert "第2行 trip_visits_short" not in found
    missing = [f for f in result.findings if f.kind == "trip_record_missing"]
    assert [(f.cell.sheet, f.severity.value, "投资意向" in f.message, "原文：“" in f.message) for f in missing] == [
        ("拜访", "error", True, True)
    ]
    papers = {f.message[: f.message.index("应于")]: f.kind for f in result.findings if f.kind.startswith("paper")}
    assert papers == {
        "区招商局的本月招商引资工作情况汇报材料": "paper_late",
        "区环保局的本月招商引资工作情况汇报材料": "paper_missing",
    }
    assert table(result, "区林业局") == [("区林业局", "GN-R1", "", 2, 1), ("区林业局", "GN-R2", "", 2, 1)]


def test_nanxian_counts_by_role(month):
    """NX-R1, NX-R2: in a quarter the 主要负责人 goes once and the 分管负责人 three times, whoever leads the trip."""
    scheme = load_shipped("nanxian-2022")
    quota = next(quota for quota in scheme.rules.quotas if quota.role == "主要负责人")
    unit = next(one.name for one in scheme.units if one.kind in quota.kinds)
    people = (leader("甲", unit, "科级", "带队领导、主要负责人"), leader("乙", unit, "科级", "分管负责人"))
    trips = (
        trip("N-1", unit, date(2022, 4, 6), date(2022, 4, 8), participants=people),
        trip(
            "N-2",
            unit,
            date(2022, 6, 7),
            date(2022, 6, 9),
            participants=(leader("乙", unit, "科级", "带队领导、分管负责人"),),
        ),
        trip("N-3", unit, date(2022, 3, 30), date(2022, 4, 1), participants=people),  # the quarter before
    )
    result = month(scheme, trips, JUNE_2022, date(2022, 7, 1))
    assert table(result, unit) == [(unit, "NX-R1", "主要负责人", 1, 1), (unit, "NX-R2", "分管负责人", 3, 2)]
    short = [f.message for f in result.findings if f.kind == "quota_short" and f.message.startswith(unit)]
    assert len(short) == 1 and "不得少于3次”）" in short[0]
    assert {one.approver for one in result.lines} == {"分管副县长"}


def test_jiaochengs_departments_go_to_the_leading_group(month):
    """JC-F1: 「领导组审批」 before 「外出开展招商活动」, whatever the leader's rank; no quota, no deadline is named."""
    scheme = load_shipped("jiaocheng-2022")
    unit = scheme.units[0].name
    one = trip("J-1", unit, date(2022, 6, 7), date(2022, 6, 9), visits=firms(1), report_on=None, expenses_on=None)
    result = month(scheme, (one,), JUNE_2022, date(2022, 7, 1))
    assert [(line.approver, line.filed_with) for line in result.lines] == [("招商引资领导组", "招商引资部")]
    assert kinds(result) == []
    assert result.quotas == ()


def test_three_days_are_natural_or_working_days(luzhai):
    """LZ-R6, a reading: 3 days after 30 September 2022 are 3 October, or 10 October once 国庆 and its 调休 are known."""
    deadline = luzhai.deadline("trip_report")
    assert due_after(deadline, date(2022, 9, 30)) == date(2022, 10, 3)
    assert due_after(replace(deadline, working=True), date(2022, 9, 30)) == date(2022, 10, 10)
    # 清明 2018: 5 to 7 April free, Sunday 8 April worked.
    assert working_days_after(date(2018, 4, 4), 1) == date(2018, 4, 8)


def test_money_beyond_the_budget_asks_for_its_reason(month, luzhai):
    """LZ-R6: 经费使用情况 explains what was spent beyond the budget; an explained excess is no finding, nor is all of it."""
    spent = (
        Expense("住宿费", 1000, 1200),
        Expense("会务费", 100, 200, why="临时增加一天会期"),
        Expense("市内交通费", 300, 300),
        Expense("其他", 5, None),
    )
    result = month(
        luzhai,
        (trip("L", "县林业局", date(2022, 6, 7), date(2022, 6, 9), expenses=spent),),
        JUNE_2022,
        date(2022, 6, 9),
    )
    assert [(f.cell.sheet, f.cell.row) for f in result.findings if f.kind == "over_budget"] == [("经费", 2)]


def test_what_is_wrong_with_the_registers_rows_is_found(month, luzhai, tmp_path):
    """§1.1: read and checked like any submission: numbers twice or unknown, odd choices and units, no leader."""
    one = trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10))
    odd = trip(
        "L-2", "某镇", date(2022, 6, 7), date(2022, 6, 8), participants=(Participant("甲", "某镇", "", "组员", ""),)
    )
    path = write_register_of((one, odd, one), tmp_path / "出行台账.xlsx")
    book = openpyxl.load_workbook(path)
    book["经费"]["A2"] = "L-9"
    book.save(path)
    register = read_register(path, JUNE_2022)
    result = travel(register, luzhai, JUNE_2022, date(2022, 6, 10))
    places = {(f.kind, f.cell.sheet, f.cell.place) for f in result.findings}
    assert {
        ("trip_twice", "行程", "A4"),
        ("trip_unknown", "经费", "A2"),
        ("choice_unknown", "人员", "E3"),
        ("trip_unit_unknown", "行程", "第3行"),
        ("trip_leader_unnamed", "行程", "第3行"),
    } <= places


@pytest.mark.parametrize(
    ("id", "kind", "severity"),
    [
        ("gangnan-2018", "trip_leader_missing", "error"),
        ("luzhai-2022", "trip_leader_unnamed", "warning"),
        ("jiaocheng-2022", "trip_leader_unnamed", "warning"),
        ("nanxian-2022", "trip_leader_unnamed", "warning"),
    ],
)
def test_who_approves_hangs_on_the_leader_in_one_county_alone(id, kind, severity):
    """GN-R8, GN-R9 approve by the leader's rank; LZ-R5 and JC-F1 whoever leads, NX names nobody: no 无法确定由谁审批.

    | 行程编号 | 姓名 | 角色 |
    | X-1      | 甲   | 队员 |
    """
    scheme = load_shipped(id)
    unit = scheme.units[0].name
    one = trip("X-1", unit, date(2022, 6, 7), date(2022, 6, 8), participants=(Participant("甲", unit, "", "队员", ""),))
    (finding,) = check_leader(one, scheme, date(2022, 6, 30))
    assert (finding.kind, finding.severity.value) == (kind, severity)
    assert ("无法确定由谁审批" in finding.message) is (severity == "error")


def test_a_trip_that_is_approved_is_filed_as_well(month, luzhai):
    """LZ-R5: 「报县投促委办公室留存」; a missing 备案编号 is a note."""
    one = trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10), filing_number="")
    result = month(luzhai, (one,), JUNE_2022, date(2022, 6, 10))
    assert [f.severity.value for f in result.findings if f.kind == "trip_not_filed"] == ["note"]


def test_the_blank_register_reads_as_an_empty_one(luzhai, tmp_path):
    """§1.1: sheets 行程 人员 拜访 经费 with drop-downs and examples; the example rows are no trips."""
    path = write_register(luzhai, JUNE_2022, tmp_path / "出行台账.xlsx")
    register = read_register(path, JUNE_2022)
    assert (register.trips, register.months, register.findings) == ((), (), ())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:5] == ["行程", "人员", "拜访", "经费", "月报"]
    lists = [rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert any("带队领导" in one for one in lists) and any(one.startswith("名单!") for one in lists)


def test_a_workbook_that_is_no_register_is_the_offices_mistake(tmp_path):
    """Design §2: one sentence that names the file and what to do."""
    path = tmp_path / "出行台账.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(ToolkitError, match="没有“行程”工作表"):
        read_register(path, JUNE_2022)


def test_an_approval_that_no_document_names_is_asked_for_without_a_quote(tmp_path):
    """南县 writes of no approval: who approves is the office's own rule. No clause is quoted, and no duty is broken.

    Luzhai's document names the county's government: there the words are quoted.
    """
    nanxian, luzhai = load_shipped("nanxian-2022"), load_shipped("luzhai-2022")
    for scheme, unit, said in (
        (nanxian, "南洲镇", "应由分管副县长审核同意（按规则设置，文件没有写）"),
        (luzhai, "江口乡", "应由县人民政府审核同意（原文：“"),
    ):
        one = trip("T-1", unit, date(2022, 6, 7), date(2022, 6, 9), approved_on=None, filing_number="")
        (told,) = [
            finding for finding in check_trip(one, scheme, date(2022, 6, 30)) if finding.kind == "trip_not_approved"
        ]
        assert said in told.message
        paper = TripPaper(trip=one, route=route_of(one, scheme), receiver="", basis="")
        assert ("按照“" in approval_words(paper)) == (scheme is luzhai)
        lapses = list(conduct._approval(one, unit, scheme, date(2022, 6, 30)))
        assert bool(lapses) == (scheme is luzhai)


def test_quotas_that_are_not_due_yet_are_told_in_one_line(tmp_path):
    """NX-U2: 54 departments owe leads or letters by the end of the year; in June they are no 54 lines of 0 of 0."""
    root = create_workspace(tmp_path / "南县", "nanxian-2022", 2022).root
    write_register(load_shipped("nanxian-2022"), JUNE_2022, root / "出行" / "出行台账.xlsx")
    month = ["-w", str(root), "--period", "2022-06", "--as-of", "2022-07-06"]
    told = CliRunner().invoke(main, ["trip", "check", *month]).output
    assert "应完成0" not in told
    assert "县经济开发区  分管负责人每季度外出招商  2022年第二季度：应完成3次，已完成0次，还差3次" in told
    assert "不逐个列出：提供招商项目线索（2022年）21个单位，信息收集、联络客商（2022年）33个单位。" in told
