"""One ledger of conduct: what each unit did of what was asked; 红黑榜 and 年底绩效考核依据 are taken from it."""

from datetime import date

import openpyxl
import pytest
from msgspec.structs import replace

from tests.assessed import assessed, result_of, scheme_of
from tests.office import differences, recalculated
from toolkit.assessment.conduct import Conduct
from toolkit.model.assessment import StageRecord
from toolkit.model.cells import CellRef
from toolkit.model.conduct import ConductLine, Kept
from toolkit.model.ledger import Arrival
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Participant, Register, TeamMonth, Trip
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook
from toolkit.workflow.steps.conduct import conduct_of

JUNE, DECEMBER = ReportingPeriod(2022, 6), ReportingPeriod(2022, 12)
AUGUST, SEPTEMBER = ReportingPeriod(2018, 8), ReportingPeriod(2018, 9)
GROUP = "表面处理产业招商组"


def luzhai(period=JUNE, as_of=date(2022, 7, 10), **readings):
    """江口乡 with one project of six: its table is there, all others' are missing."""
    goals = [(GROUP, "江口乡", {"LZ-T3": 6, "LZ-T6": 5, "LZ-T1": None, "LZ-T7": 0})]
    rows = {"江口乡": [{"stage": "签约", "industry": "电镀", "signed_on": None}]}
    return result_of(scheme_of("luzhai-2022", **readings), rows, period, as_of, goals)


def journey(**changes):
    """A trip of 江口乡, 20 to 22 June, approved, its report four days late."""
    ref = CellRef("出行台账.xlsx", "行程", 5)
    told = {
        "approved_on": date(2022, 6, 18),
        "report_on": date(2022, 6, 29),
        "expenses_on": date(2022, 6, 25),
    } | changes
    leader = Participant("甲", "江口乡", "乡长", "带队领导", "科级")
    whole = (ref, "2022-01", GROUP, "江口乡", "", "广州市", date(2022, 6, 20), date(2022, 6, 22), "", None)
    return Trip(*whole, (leader,), (), (), **told)


def said(made, unit, *matters):
    """What the ledger says of a unit's lapses."""
    lines = [line for line in made.assessment.conduct if line.unit == unit and line.is_lapse]
    return [line.said for line in lines if not matters or line.matter in matters]


def with_register(result, **trip):
    """The result assessed with a register of one trip and one month's budget, four days late."""
    months = (TeamMonth(CellRef("出行台账.xlsx", "月报", 3), GROUP, JUNE, budget_on=date(2022, 6, 9)),)
    register = Register("出行台账.xlsx", (journey(**trip),), months, ())
    return assessed(result, conduct=conduct_of(result, (), register))


def test_every_kind_of_lapse_is_one_line():
    """LZ-R8: targets not reached by their time, tables, budgets, reports: one list, each with the clause that asks."""
    made = with_register(luzhai())
    assert said(made, "江口乡") == [
        "新签约项目完成1个，目标6个",
        "新引进工业项目完成1个，目标5个",
        "行程2022-01考察报告迟报",
    ]
    assert said(made, GROUP) == ["6月迟报"]
    assert said(made, "鹿寨镇") == ["6月未报"]
    clauses = {(line.matter, line.citation.id) for line in made.assessment.conduct}
    assert {("目标任务", "LZ-T3"), ("统计表", "LZ-R8"), ("经费预算", "LZ-R3"), ("考察报告", "LZ-R6")} <= clauses


@pytest.mark.parametrize(
    ("changes", "lapses"),
    [
        ({"approved_on": None}, ["行程2022-01（2022年6月20日出发）没有登记批准日期"]),
        ({"approved_on": date(2022, 6, 21)}, ["行程2022-01（2022年6月20日出发）出发前没有审批"]),
        ({"report_on": None}, ["行程2022-01考察报告未报"]),
        ({"report_on": date(2022, 6, 25), "expenses_on": date(2022, 6, 26)}, ["行程2022-01经费使用情况迟报"]),
        ({"report_on": date(2022, 6, 25)}, []),
    ],
)
def test_a_trips_papers_and_approval_are_lines(changes, lapses):
    """LZ-R5, LZ-R6: approved before the start, report and money within three days of 22 June.

    A trip without a day of approval was perhaps approved: what is said is what the register lacks.
    """
    made = with_register(luzhai(), **({"report_on": date(2022, 6, 25)} | changes))
    assert said(made, "江口乡", "考察报告", "外出审批") == lapses


def test_a_quarter_that_runs_is_no_shortfall():
    """LZ-R1 「每季度至少」: in May nobody has missed the second quarter; at the end of June 县林业局 has."""
    may = luzhai(ReportingPeriod(2022, 5), date(2022, 6, 5))
    assert said(with_register(may), "县林业局", "外出要求") == []
    assert said(with_register(luzhai()), "县林业局", "外出要求") == [
        "牵头单位每季度带队外出考察（2022年第二季度）完成0，应1"
    ]


def test_what_a_table_is_returned_for_counts_too():
    """LZ-R8 「按时按质」: a table that was sent back is a line of its own."""
    result = luzhai()
    back = tuple(replace(one, returned_rows=2) if one.unit == "江口乡" else one for one in result.timeliness)
    assert said(assessed(replace(result, timeliness=back)), "江口乡", "统计表") == ["6月退回"]


def test_in_december_a_target_is_met_or_not():
    """LZ-R8 「未按时间节点完成目标任务的」: 欠进度 in June, 未完成 at the end of the year, nothing at the goal."""
    kept = {line.kept for line in with_register(luzhai()).assessment.conduct if line.matter == "目标任务"}
    assert kept == {Kept.BEHIND}
    made = with_register(luzhai(DECEMBER, date(2022, 12, 31)))
    assert {line.kept for line in made.assessment.conduct if line.matter == "目标任务"} == {Kept.FAILED}


def sheet_of(result, folder, name="履职台账"):
    """The texts of a sheet of the assessment's workbook, by row."""
    book = openpyxl.load_workbook(write_assessment_workbook(result, folder / "考核.xlsx"), data_only=True)
    return [[value for value in row if value is not None] for row in book[name].iter_rows(values_only=True)]


def test_luzhais_performance_is_the_years_sum(tmp_path):
    """LZ-R8: two targets, one report late: three for 江口乡 by the stated matters; the trips not made by a reading."""
    rows = sheet_of(with_register(luzhai()), tmp_path)
    assert rows[0] == ["鹿寨县2022年年底绩效考核依据（截至2022年6月）"]
    assert "LZ-R8“对未按时间节点完成目标任务的" in rows[1][0]
    (mine,) = [row for row in rows if row[1:2] == ["江口乡"] and len(row) == 7]
    assert mine[2:] == [3, 2, 0, 0, 1]
    rows = sheet_of(with_register(luzhai(performance_counts="all"), approved_on=None), tmp_path)
    (mine,) = [row for row in rows if row[1:2] == ["江口乡"] and len(row) == 10]
    assert mine[2:] == [4, 2, 0, 0, 1, 0, 1, 0]


def test_what_is_asked_by_the_month_has_its_month_and_no_file_of_another(tmp_path):
    """LZ-R8: on 1 June nobody is late with June; what is missing does not come from the table of May that goes on.

    | 单位   | 事项     | 内容                  | 情况   | 时间      | 依据  | 来源         |
    | 鹿寨镇 | 统计表   | 6月未报               | 未报   | 2022年6月 | LZ-R8 | 报送情况     |
    | 江口乡 | 目标任务 | 新签约项目完成1个，… | 欠进度 | 2022年6月 | LZ-T3 | 目标完成情况 |
    """
    result = luzhai()
    old = tuple(
        replace(one, file="2022-05/鹿寨镇5月.xlsx") if one.unit == "鹿寨镇" else one for one in result.timeliness
    )
    rows = sheet_of(with_register(replace(result, timeliness=old)), tmp_path)
    (missing,) = [row[1:] for row in rows if row[1:4] == ["鹿寨镇", "统计表", "6月未报"]]
    assert missing[3:] == ["未报", "2022年6月", "LZ-R8", "报送情况"]
    behind = [row[1:] for row in rows if row[1:3] == ["江口乡", "目标任务"]]
    assert behind and all(row[4] == "2022年6月" for row in behind)


def test_a_long_place_is_shown_in_full(tmp_path):
    """LZ-R8: the row of a late table is as tall as the name of its file needs."""
    result = luzhai()
    name = "2022-06/鹿寨经开区管委2022年6月招商引资项目统计表（更正后重新报送，以此份为准）.xlsx"
    late = tuple(
        replace(one, arrival=Arrival.LATE, file=name) if one.unit == "鹿寨镇" else one for one in result.timeliness
    )
    book = openpyxl.load_workbook(
        write_assessment_workbook(assessed(replace(result, timeliness=late)), tmp_path / "考核.xlsx")
    )
    sheet = book["履职台账"]
    (row,) = [cell.row for (cell,) in sheet.iter_rows(min_col=8, max_col=8) if cell.value == name]
    assert sheet.row_dimensions[row].height >= 28


@pytest.mark.office
def test_the_sums_are_live(tmp_path):
    """Promise 4: 履职台账 reckons the same in another program."""
    book = write_assessment_workbook(with_register(luzhai()), tmp_path / "考核.xlsx")
    (again,) = recalculated([book], tmp_path / "again")
    assert list(differences(book, again)) == []


def gangnan(**readings):
    """September in 港南区; 桥圩镇 and 木格镇 have sent their tables, the step of 木格镇's project is past its limit."""
    rows = {unit: [{"industry": "服装"}] for unit in ("桥圩镇", "木格镇", "区发改局")}
    return result_of(scheme_of("gangnan-2018", **readings), rows, SEPTEMBER, date(2018, 9, 30))


def on_board(made, unit):
    """A unit's line on 基础工作."""
    return next(line for line in made.assessment.boards[0].lines if line.unit == unit)


OVERDUE = StageRecord(CellRef("进度跟踪.xlsx", "进度跟踪", 4), "甲项目", "木格镇", "落地", date(2018, 8, 1), 20, None)


def report_of(unit, kept):
    """A squad's monthly report of August."""
    return ConductLine(unit, "汇报材料", AUGUST.first_day, "2018年8月汇报", kept, f"8月{kept}")


@pytest.mark.parametrize(
    ("reading", "figures"),
    [("all", [(0, 0, 1), (0, 1, 0)]), ("reports", [(0, 0, 0), (0, 1, 0)]), ("trips", [(0, 0, 0), (0, 1, 0)])],
)
def test_what_feeds_the_list_is_a_reading(reading, figures):
    """GN-R10 `list_feeds`: an overdue step counts under `all`, a late report under each, a table by itself in all."""
    result = gangnan(list_feeds=reading)
    reports = (report_of("区发改局", Kept.LATE),)
    kept = Conduct({SEPTEMBER: result.timeliness}, (), reports)
    made = assessed(result, conduct=kept, records=(OVERDUE,))
    assert [on_board(made, unit).figures for unit in ("木格镇", "区发改局")] == figures


def test_nobody_with_a_shortfall_is_on_the_red_list():
    """GN-R10 `list_floor`: two clean units are the whole red list; by places alone the late one would be third."""
    result = gangnan()
    owing = [unit.name for unit in result.scheme.reporting_units]
    late = tuple(replace(one, arrival=Arrival.ON_TIME) for one in result.timeliness)
    reports = tuple(report_of(unit, Kept.LATE) for unit in owing if unit not in ("桥圩镇", "木格镇"))
    made = assessed(result, conduct=Conduct({SEPTEMBER: late}, (), reports))
    assert {line.unit for line in made.assessment.boards[0].lines if line.mark == "红榜"} == {"桥圩镇", "木格镇"}
    loose = replace(gangnan(list_floor="none"), timeliness=late)
    made = assessed(loose, conduct=Conduct({SEPTEMBER: late}, (), reports))
    assert len([line for line in made.assessment.boards[0].lines if line.mark == "红榜"]) == len(owing)


def test_of_a_table_that_came_on_a_day_nobody_wrote_down_it_is_not_said_that_it_came_in_time():
    """GN-R10, promise 2: 未登记 is neither 按时 nor 迟报. The unit is not praised for it, nor blamed."""
    result = gangnan()
    arrivals = tuple(
        replace(one, arrival=Arrival.UNREGISTERED if one.unit == "桥圩镇" else Arrival.ON_TIME)
        for one in result.timeliness
    )
    made = assessed(result, conduct=Conduct({SEPTEMBER: arrivals}))
    (told,) = [line for line in made.assessment.conduct if (line.unit, line.matter) == ("桥圩镇", "统计表")]
    assert (told.said, told.is_lapse) == ("9月收到时间未登记", False)
    unknown, known = on_board(made, "桥圩镇"), on_board(made, "木格镇")
    assert (unknown.figures, unknown.mark) == ((0, 0, 0), "")
    assert unknown.words == "没有发现欠缺；统计表9月收到时间未登记，是否按时不知道"
    assert (known.mark, known.words) == ("红榜", "按时报送，没有欠缺")


def test_last_quarters_lapses_are_not_this_quarters():
    """GN-R10 「每季度」: a report of June is on the year's ledger and not on the list of the third quarter."""
    june = ConductLine("桥圩镇", "汇报材料", date(2018, 6, 1), "2018年6月汇报", Kept.LATE, "6月迟报")
    result = gangnan()
    made = assessed(result, conduct=Conduct({SEPTEMBER: result.timeliness}, (), (june,)))
    assert on_board(made, "桥圩镇").figures == (0, 0, 0)
    assert june in made.assessment.conduct


def test_the_lists_of_other_counties_do_not_exist():
    """GN-R10 alone knows a 红黑榜: no other document has one, and no workbook a sheet of it."""
    for id in ("luzhai-2022", "nanxian-2022", "jiaocheng-2022"):
        assert scheme_of(id).rules.lists == ()
    assert {one.name for one in scheme_of("gangnan-2018").rules.lists} == {"基础工作", "指标进度"}
