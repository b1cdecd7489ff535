"""What do the papers of a trip show, and do they fit their page? Word forms for a month, Excel for the finance bureau."""

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docxtpl import DocxTemplate
from msgspec.structs import replace

from tests import office
from tests.trips import firms, trip, visit, write_register_of
from toolkit.cli import main
from toolkit.documents.trips import plan, record, report
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_papers import MonthPaper, TripPaper
from toolkit.model.trips import Expense, Participant, TeamMonth, Visit
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.steps import trip_papers
from toolkit.workflow.steps.workspace import create_workspace

TEMPLATES = Path(__file__).parents[2] / "templates"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
LONG = "广西壮族自治区柳州市鹿寨县桂中现代林业科技产业园绿色家居（高端定制）有限责任公司"
MONEY = (
    Expense("城市间交通费", 5200, 4985, "5人×往返1040元", 10),
    Expense("住宿费", 4000, 4400, "5人×2晚×400元", 2, "展会期间涨价"),
    Expense("公务接待费", 0, 0),
)
PEOPLE = (
    Participant("王轶", "县人民政府", "副县长", "带队领导", "处级"),
    Participant("唐景明", "县投促中心", "主任", "主要负责人", "科级"),
)
TRIP = trip(
    "L-1",
    "县林业局",
    date(2022, 6, 7),
    date(2022, 6, 10),
    group="林木加工产业招商组",
    participants=PEOPLE,
    expenses=MONEY,
)
EMPTY = replace(TRIP, id="L-2", participants=(), visits=(), expenses=(), report_on=None, expenses_on=None)
FULL = replace(
    TRIP,
    id="L-3",
    destination="广东省佛山市、东莞市、中山市",
    participants=tuple(
        Participant(f"欧阳某某{n}", LONG[:16], "党组成员、副主任", "队员" if n else "带队领导", "处级")
        for n in range(9)
    ),
    visits=tuple(
        replace(one, firm=LONG + str(n), address=LONG, intent=LONG, opinion=LONG, subject=LONG, contact="欧阳某某")
        for n, one in enumerate(firms(12, 3))
    ),
    expenses=tuple(replace(expense, why=LONG[:20]) for expense in MONEY * 3),
)


@pytest.fixture
def journal(tmp_path, luzhai):
    """The register of three trips, read for June 2022 by Luzhai's rules."""
    months = (TeamMonth(CellRef(""), "林木加工产业招商组", JUNE, date(2022, 6, 2), economy="家居企业外迁加快"),)
    path = write_register_of((TRIP, EMPTY, FULL), tmp_path / "出行台账.xlsx", months)
    return trip_papers.read_journal(path, luzhai, JUNE, AS_OF)


def text_of(path: Path) -> str:
    """Return a document's words, tables included."""
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in dict.fromkeys(row.cells))
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def pages(paths: list[Path], folder: Path) -> dict[str, int]:
    """Return how many pages LibreOffice makes of documents; pdfinfo counts them (poppler-utils)."""
    if shutil.which("pdfinfo") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs pdfinfo: apt-get install poppler-utils")
    made = office.convert(paths, folder, "pdf")
    told = [subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout for path in made]
    return {path.stem: int(re.search(r"Pages:\s+(\d+)", words)[1]) for path, words in zip(made, told, strict=True)}


@pytest.mark.parametrize(
    ("name", "context", "paper"),
    [
        ("外出招商活动方案", plan.plan_context, TripPaper(TRIP, None, "", "")),
        ("考察行程表", plan.itinerary_context, TripPaper(TRIP, None, "", "")),
        ("外出招商信息记录表", record.record_context, TripPaper(TRIP, None, "", "")),
        ("考察报告", report.report_context, TripPaper(TRIP, None, "", "")),
        ("经费使用情况表", report.expenses_context, TripPaper(TRIP, None, "", "")),
        ("月度招商工作汇报", report.monthly_context, MonthPaper("组", JUNE, None, (TRIP,), "", None, "")),
    ],
)
def test_each_template_asks_for_fields_that_there_are(name, context, paper):
    """Promise 2: a template asks for nothing that the paper does not know."""
    asked = DocxTemplate(str(TEMPLATES / f"{name}.docx")).get_undeclared_template_variables()
    assert asked <= set(context(paper))


def test_a_month_is_written_in_one_go(journal, tmp_path):
    """LZ-R5, LZ-R6, JC-A1: plan, approval, itinerary, record, report and expenses of each trip of the month."""
    written = trip_papers.write_forms(tuple(trip_papers.TEMPLATES), journal, tmp_path / "表")
    assert len(written) == 18
    assert len({path.name for path in written}) == 18
    with pytest.raises(ToolkitError, match="没有行程“L-9”"):
        trip_papers.write_forms(("plan",), journal, tmp_path, id="L-9")


def test_expenses_show_difference_and_rate(tmp_path):
    """LZ-R6: 经费使用情况表 has 预算 实际 差异 执行率 and the sum in capitals; no rate of a budget of nothing."""
    paper = TripPaper(TRIP, None, "县投促委办公室", "")
    out = report.write_expenses(paper, TEMPLATES / "经费使用情况表.docx", tmp_path / "表.docx")
    rows = [[cell.text for cell in dict.fromkeys(row.cells)] for row in Document(str(out)).tables[0].rows]
    assert rows[4:8] == [
        ["城市间交通费", "5人×往返1040元", "5,200", "4,985", "-215", "95.9%", "10", ""],
        ["住宿费", "5人×2晚×400元", "4,000", "4,400", "400", "110.0%", "2", "展会期间涨价"],
        ["公务接待费", "", "0", "0", "0", "—", "", ""],
        ["合　　计", "9,200", "9,385", "185", "102.0%", "12", ""],
    ]
    assert "人民币玖仟叁佰捌拾伍元整" in rows[8][1]


def test_the_itinerary_has_a_box_for_the_one_who_approves(journal, tmp_path):
    """LZ-R5: 「考察行程表报县人民政府审核同意后报县投促委办公室留存」, and the stops in the order of their days."""
    (out,) = trip_papers.write_forms(("itinerary",), journal, tmp_path, id="L-1")
    rows = [[cell.text for cell in dict.fromkeys(row.cells)] for row in Document(str(out)).tables[0].rows]
    assert [row[0] for row in rows[-3:]] == ["参加人员", "县人民政府\n（审核同意）", "留　　存"]
    assert rows[-1][1].startswith("报县投促委办公室留存。")
    assert rows[1][0] == "6月7日" and rows[-4][0] == "6月10日"


def test_a_report_counts_and_closes_as_reports_do(journal, tmp_path):
    """LZ-R6: where, when, who, how many firms and leads; 文种 报告 ends with 「特此报告」."""
    (out,) = trip_papers.write_forms(("report",), journal, tmp_path, id="L-1")
    words = text_of(out)
    assert "县投促委办公室：" in words and "拜访企业6家，获取招商线索3条" in words
    assert "实际支出9385元，占预算的102%，明细见附件。" in words and "特此报告。" in words


@pytest.mark.parametrize(
    ("results", "words"),
    [
        (("", ""), "【待填：获取的招商线索；没有的写“本次未形成招商线索”】"),
        (("推进签约", ""), "【待填：获取的招商线索；没有的写“本次未形成招商线索”】"),
        (("推进签约", "无"), "本次未形成招商线索。"),
    ],
)
def test_a_report_says_that_no_lead_came_only_of_visits_with_a_result(journal, tmp_path, results, words):
    """§1.2: while 信息记录表 are out, whether a visit brought a lead is unknown, and a person's to write."""
    visits = tuple(replace(one, result=result) for one, result in zip(firms(2), results, strict=True))
    paper = trip_papers.paper_of(replace(TRIP, visits=visits), journal, "report")
    out = report.write_report(paper, TEMPLATES / "考察报告.docx", tmp_path / "考察报告.docx")
    assert words in text_of(out)


def test_findings_stand_on_a_slip_and_never_in_a_paper_to_be_signed(journal, tmp_path):
    """§1.2: the office sees what the rules find (GN-R1, LZ-R6) on a slip of its own; leaders sign a clean paper."""
    gangnan = load_shipped("gangnan-2018")
    few = trip("G-1", "区林业局", date(2018, 6, 4), date(2018, 6, 8), visits=firms(5, 3))
    path = write_register_of((few,), tmp_path / "港南台账.xlsx")
    other = trip_papers.read_journal(path, gangnan, ReportingPeriod(2018, 6), date(2018, 6, 1))
    short, late = "拜访企业5家，要求不少于6家（原文：“", "经费使用情况应于2022年6月13日前报县投促委办公室（原文：“"
    (slip,) = trip_papers.write_slips(("approval",), other, tmp_path)
    assert short in text_of(slip) and "不随文书呈签" in text_of(slip)
    (slip,) = trip_papers.write_slips(("expenses",), journal, tmp_path, id="L-2")
    assert late in text_of(slip)
    papers = [
        path
        for one in (other, journal)
        for path in trip_papers.write_forms(tuple(trip_papers.TEMPLATES), one, tmp_path)
    ]
    assert not [path.name for path in papers if "（原文：“" in text_of(path) or "提示" in text_of(path)]


def test_a_slip_without_a_cause_is_taken_away(journal, tmp_path):
    """What was put right is not told again by the slip of an earlier run."""
    old = tmp_path / "L-1 提示单.docx"
    old.write_bytes(b"old")
    clean = trip("L-1", "江口乡", date(2022, 6, 7), date(2022, 6, 10))
    path = write_register_of((clean,), tmp_path / "台账.xlsx")
    one = trip_papers.read_journal(path, journal.scheme, JUNE, AS_OF)
    assert trip_papers.hints_of(one.register.trips[0], one).hints == ()
    assert trip_papers.write_slips(("approval",), one, tmp_path) == () and not old.exists()


@pytest.mark.parametrize("kind", ["plan", "approval", "record", "report", "expenses"])
def test_a_trip_of_one_day_reads_as_one_day(luzhai, tmp_path, kind):
    """A day is not 「6月7日至6月7日」, and what two days have in common is written once (GB/T 9704 wording)."""
    day = trip("L-1", "江口乡", date(2022, 6, 7), date(2022, 6, 7))
    days = trip("L-2", "江口乡", date(2022, 6, 7), date(2022, 6, 10))
    journal = trip_papers.read_journal(write_register_of((day, days), tmp_path / "台账.xlsx"), luzhai, JUNE, AS_OF)
    one, more = (text_of(path) for path in trip_papers.write_forms((kind,), journal, tmp_path))
    assert "2022年6月7日" in one and "至2022年6月7日" not in one and "7日至" not in one
    assert "2022年6月7日至10日" in more


def test_the_monthly_report_has_the_fields_of_the_document(tmp_path):
    """GN-R3, GN-R4: 动态、投资导向、项目信息, and of each investor 姓名、单位、地址、职务、联系方式、经营范围、投资意向、意见."""
    gangnan, june = load_shipped("gangnan-2018"), ReportingPeriod(2018, 6)
    one = trip("G-1", "区林业局", date(2018, 6, 4), date(2018, 6, 8))
    months = (
        TeamMonth(CellRef(""), "区林业局", june, economy="家居企业外迁加快", guidance="看重板材", projects="一条线"),
    )
    journal = trip_papers.read_journal(write_register_of((one,), tmp_path / "台账.xlsx", months), gangnan, june, AS_OF)
    written = trip_papers.write_monthly(journal, tmp_path / "表")
    assert len(written) == sum(unit.kind == "招商小分队" for unit in gangnan.units)
    words = text_of(next(path for path in written if "区林业局" in path.name))
    for said in ("家居企业外迁加快", "看重板材", "一条线", "霍绍棠", "总经理", "19900000200", "全屋定制家具",
                 "拟建板材加工厂", "由县林业局跟进", "佛山市顺德区示例路1号", "2018年6月28日前"):  # fmt: skip
        assert said in words


@pytest.mark.office
def test_forms_fit_their_pages(journal, tmp_path):
    """§1.3: approval, itinerary and expenses are one A4 page where they should be, and never lose a row."""
    kinds = ("approval", "itinerary", "expenses")
    normal = {path.stem: path for path in trip_papers.write_forms(kinds, journal, tmp_path / "表")}
    counted = pages(list(normal.values()), tmp_path / "pdf")
    for name in ("外出招商审批表", "考察行程表", "经费使用情况表"):
        assert counted[f"L-1 {name}"] == 1
        assert counted[f"L-2 {name}"] == 1
    assert counted["L-3 考察行程表"] <= 3


@pytest.mark.office
def test_budgets_and_reimbursements_are_alive(journal, tmp_path):
    """LZ-R3, LZ-R4, LZ-R7: all groups in one table; another spreadsheet program comes to the same sums."""
    budgets, spent = trip_papers.write_money(journal, tmp_path / "钱")
    after = office.recalculated([budgets, spent], tmp_path / "算")
    for ours, theirs in zip((budgets, spent), after, strict=True):
        assert office.formula_count(ours) >= 9
        assert list(office.differences(ours, theirs)) == []
    summary = openpyxl.load_workbook(budgets, data_only=True)["汇总"]
    assert [cell.value for cell in summary[5]][1:3] == ["林木加工产业招商组", 2]
    assert summary.cell(6, summary.max_column).value == 4 * 9200
    rate = openpyxl.load_workbook(spent, data_only=True)["汇总"].cell(6, 6).value
    assert rate == pytest.approx(9385 / 9200)


@pytest.mark.office
def test_the_masters_sheet_of_trips_is_alive(tmp_path, luzhai):
    """LZ-R1, promise 3: 外出招商情况 counts trips and quotas by formula, and LibreOffice counts the same."""
    from toolkit.workbooks.master.master import write_master
    from toolkit.workflow.steps.month import consolidate_workspace

    workspace = create_workspace(tmp_path / "鹿寨", "luzhai-2022")
    part = replace(FULL, id="L-9", expenses=(*FULL.expenses[:1], replace(FULL.expenses[1], actual_yuan=None)))
    write_register_of((TRIP, EMPTY, FULL, part), workspace.root / "出行" / "出行台账.xlsx")
    result = consolidate_workspace(workspace, JUNE, AS_OF)
    master = write_master(result, tmp_path / "汇总表.xlsx")
    (after,) = office.recalculated([master], tmp_path / "算")
    assert [line for line in office.differences(master, after) if line.startswith("外出招商情况")] == []
    sheet = openpyxl.load_workbook(master, data_only=True)["外出招商情况"]
    words = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "LZ-R1" in words and "T113" in words
    rows = {row[0].value: [cell.value or "" for cell in row[10:14]] for row in sheet.iter_rows() if row[0].value}
    assert rows["L-9"][1] and rows["L-9"][2:] == ["", ""], "one line is open: no difference, no rate"
    known = [trip for trip in (TRIP, FULL) if trip.is_accounted]
    planned, spent = (sum(getattr(one, f"{what}_yuan") for one in known) for what in ("budget", "actual"))
    assert rows["合计"][2] == spent - planned and rows["合计"][3] == pytest.approx(float(spent / planned))


@pytest.mark.office
def test_gangnans_per_trip_quotas_are_alive_too(tmp_path):
    """GN-R1, GN-R2: how many of the month's trips met their six firms and three leads."""
    from toolkit.workbooks.master.master import write_master
    from toolkit.workflow.steps.month import consolidate_workspace

    workspace = create_workspace(tmp_path / "港南", "gangnan-2018")
    trips = [trip(f"G-{n}", "区林业局", date(2018, 6, n), date(2018, 6, n), visits=firms(4 + n, n)) for n in (1, 2, 3)]
    write_register_of(trips, workspace.root / "出行" / "出行台账.xlsx")
    result = consolidate_workspace(workspace, ReportingPeriod(2018, 6), date(2018, 6, 30))
    assert {(line.required, line.actual) for line in result.travel.quotas if line.unit == "区林业局"} == {
        (3, 2),
        (3, 1),
    }
    master = write_master(result, tmp_path / "汇总表.xlsx")
    (after,) = office.recalculated([master], tmp_path / "算")
    assert [line for line in office.differences(master, after) if line.startswith("外出招商情况")] == []


def test_the_commands_write_a_month_and_read_it_back(tmp_path):
    """§1.5: zhaoshang trip register, check, plan … read, in a workspace."""
    from click.testing import CliRunner

    workspace = create_workspace(tmp_path / "鹿寨", "luzhai-2022")
    where = ["-w", str(workspace.root), "--period", "2022-06", "--as-of", "2022-07-06"]
    runner = CliRunner()
    assert runner.invoke(main, ["trip", "register", *where]).exit_code == 0
    assert (workspace.root / "出行" / "出行台账.xlsx").exists()
    write_register_of((TRIP,), workspace.root / "出行" / "出行台账.xlsx")
    for command in ("plan", "approval", "itinerary", "record", "report", "budget", "check"):
        done = runner.invoke(main, ["trip", command, *where])
        assert done.exit_code in (0, 1), done.output
    form = next((workspace.root / "输出" / "2022-06" / "出行").glob("*信息记录表.docx"))
    done = runner.invoke(main, ["trip", "read", "--apply", str(form), *where])
    assert "台账没有变化。" in done.output


def test_a_visit_needs_no_more_than_its_firm():
    """GN-R1: a planned visit is a firm's name; everything else comes later."""
    assert Visit("某公司").is_lead is False
    assert Visit("某公司", result="获取线索、解决困难").is_lead


def test_two_people_of_one_cell_stand_in_one_line():
    """Names that the register holds in two lines are joined by 、 wherever a paper speaks of them in a line."""
    two = visit(contact="霍绍棠\n梁志和", post="总经理\n副总", phone="19900000200\n19900000201", subject="用地\n厂房")
    one = trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10), visits=(two,))
    assert plan.met_whom(two) == "霍绍棠总经理、梁志和副总"
    assert plan.met_whom(visit(contact="霍绍棠\n梁志和", post="经理")) == "霍绍棠、梁志和经理"
    stop = next(stop for stop in plan._stops(one) if stop["firm"])
    assert stop["contact"] == "霍绍棠、梁志和 19900000200、19900000201"
    told = report._told(two)
    assert "会见了霍绍棠总经理、梁志和副总，就用地，厂房等事项" in told and "\n" not in told
