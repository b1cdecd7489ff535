"""限时办结、超时预警、办结销号 (GN-R11), the 四即 pairs (NX-R12), and 三库一图 (NX-R11, JC-F2) as views."""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from tests.assessed import assessed, result_of, scheme_of
from tests.office import differences, formula_count, recalculated
from toolkit.assessment.agenda import agenda
from toolkit.assessment.tracking import state, tracked_on
from toolkit.cli import main
from toolkit.intake.office.stage_tracker import read_stages
from toolkit.model.assessment import Person, Progress, StageRecord
from toolkit.model.cells import CellRef
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.trips import Participant, Trip
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook
from toolkit.workbooks.books.library_sheets import project_class
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps import assessing
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

JULY = date(2018, 7, 30)


def record(stage="落地", started=date(2018, 7, 1), days=30, done=None, project="模组项目", row=2):
    """A step of a project as the book holds it."""
    ref = CellRef("进度跟踪.xlsx", "进度跟踪", row)
    return StageRecord(ref, project, "区工业园管委会", stage, started, days, done)


@pytest.mark.parametrize(
    ("done", "as_of", "expected"),
    [
        (None, date(2018, 7, 27), Progress.OPEN),
        (None, date(2018, 7, 28), Progress.WARNED),
        (None, date(2018, 7, 31), Progress.WARNED),
        (None, date(2018, 8, 1), Progress.OVERDUE),
        (date(2018, 7, 31), date(2018, 9, 1), Progress.CLOSED),
        (date(2018, 8, 1), date(2018, 9, 1), Progress.CLOSED_LATE),
    ],
)
def test_a_step_is_warned_of_three_days_before_and_overdue_the_day_after(done, as_of, expected):
    """GN-R11: begun on 1 July with 30 days, due on 31 July, warned of from the 28th; on the last day not overdue."""
    (step,) = tracked_on([record(done=done)], scheme_of("gangnan-2018"), as_of)
    assert (step.due, step.warn_on, step.progress) == (date(2018, 7, 31), date(2018, 7, 28), expected)
    assert step.rule is not None and (step.rule.flow, step.rule.citation.id) == ("项目全程跟踪", "GN-R11")


def test_a_step_without_a_limit_is_never_called_late():
    """GN-R11 names no days: where neither the book nor the rulebook has a limit, the state is 未定时限."""
    (step,) = tracked_on([record(days=None)], scheme_of("gangnan-2018"), date(2019, 1, 1))
    assert (step.due, step.progress) == (None, Progress.UNTIMED)
    assert state(None, JULY, JULY, JULY) is Progress.WARNED, "a limit of no days warns on the day itself"


def test_what_runs_out_stands_first_and_in_the_calendar():
    """Overdue before warned before running; warning day and due day are items of the month's agenda."""
    scheme = scheme_of("gangnan-2018")
    records = [record(done=JULY), record(days=29, row=3, project="甲"), record(days=5, row=4, project="乙")]
    steps = tracked_on(records, scheme, date(2018, 7, 28))
    assert [step.progress for step in steps] == [Progress.OVERDUE, Progress.WARNED, Progress.CLOSED]
    items = [item for item in agenda(scheme, ReportingPeriod(2018, 7), (), steps) if item.kind == "办理"]
    assert [(item.day.day, item.what) for item in items] == [
        (3, "乙：落地预警"),
        (6, "乙：落地限办到期"),
        (27, "甲：落地预警"),
        (30, "甲：落地限办到期"),
    ]


@pytest.mark.parametrize(
    ("reading", "states"),
    [
        ("same", ["超时办结", "超时办结"]),
        ("seven", ["办结销号", "超时办结"]),
        ("thirty", ["办结销号", "办结销号"]),
    ],
)
def test_four_at_once_are_timed(reading, states):
    """NX-R12 四即 and `at_once`: signed (ledger) on 1 March, land on the 5th; completed 1 April, production on the 21st."""
    project = {"name": "民宿集群", "signed_on": PartialDate(2022, 3, 1), "moved_in_on": None}
    result = result_of(scheme_of("nanxian-2022", at_once=reading), {"南洲镇": [project, project | {"name": "别的"}]})
    records = tuple(
        record(stage, None, None, done, "民宿集群")
        for stage, done in (("供地", date(2022, 3, 5)), ("竣工", date(2022, 4, 1)), ("投产", date(2022, 4, 21)))
    )
    pairs = assessed(result, records=records).assessment.pairs
    assert [(pair.pair.label, pair.progress.value) for pair in pairs] == [
        ("签约即供地", states[0]),
        ("竣工即投产", states[1]),
    ]
    assert {pair.project for pair in pairs} == {"民宿集群"}, "of a project that nobody follows nothing is said"


def test_the_book_is_read_and_an_unknown_step_is_asked_about(tmp_path):
    """进度跟踪: stage_name_unknown with the flow's steps; dates_reversed; the unknown step stays tracked."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["项目名称", "责任单位", "环节", "开始日期", "限办天数", "办结日期"])
    sheet.append(["甲项目", "区工业园", "落地", date(2018, 7, 1), 30, None])
    sheet.append(["乙项目", "区工业园管委会", "剪彩", "2018年7月1日", "30", None])
    sheet.append(["丙项目", "区工业园管委会", "投产", date(2018, 7, 9), 30, date(2018, 7, 1)])
    book.save(tmp_path / "进度跟踪.xlsx")
    scheme = scheme_of("gangnan-2018")
    records, findings = read_stages(tmp_path / "进度跟踪.xlsx", scheme, ReportingPeriod(2018, 7))
    assert [(one.project, one.unit, one.days) for one in records] == [
        ("甲项目", "区工业园管委会", 30),
        ("乙项目", "区工业园管委会", 30),
    ]
    assert [(f.cell.place, f.kind) for f in findings] == [("C3", "stage_name_unknown"), ("F4", "dates_reversed")]
    assert "签约、落地、投产、达效" in findings[0].message


def nanxian_made():
    """A month in Nanxian with one project in talks, one packaged, one signed; a trip and a listed person."""
    rows = [
        {"name": "在谈的", "stage": "在谈", "investment_yuan": 300_000_000},
        {"name": "=1+1策划的", "stage": None, "packaged": True, "investment_yuan": None},
        {"name": "签了的", "signed_on": PartialDate(2022, 3, 1)},
    ]
    result = result_of(scheme_of("nanxian-2022"), {"南洲镇": rows})
    ref = CellRef("出行台账.xlsx", "行程", 2)
    day = date(2022, 6, 1)
    people = (
        Participant("幸予安", "南洲镇", "副镇长", "分管负责人", "科级"),
        Participant("申屠云", "南洲镇", "干部", "队员", ""),
    )
    trip = Trip(ref, "NX-01", "", "南洲镇", "拜访", "长沙", day, day, "", None, people, (), ())
    listed = Person("幸予安", "南洲镇", "副镇长", "分管负责人", "19900000001", "文旅", "湖南", "人员信息库.xlsx")
    records = (record("供地", date(2022, 3, 1), 30, date(2022, 3, 20), "签了的"),)
    return assessed(result, trips=(trip,), people=(listed,), records=records)


def test_three_libraries_are_views_of_the_ledger(tmp_path):
    """NX-R11: 人员信息库 keeps the office's own words and adds who travelled; the project libraries refer to the ledger."""
    master = write_master(nanxian_made(), tmp_path / "汇总.xlsx")
    values, formulas = (openpyxl.load_workbook(master, data_only=only) for only in (True, False))
    people = [[cell.value for cell in row[1:6]] for row in values["人员信息库"].iter_rows(min_row=4)]
    assert people == [
        ["幸予安", "南洲镇", "副镇长", "分管负责人", "19900000001"],
        ["申屠云", "南洲镇", "干部", "队员", None],
    ]
    assert [row[1].value for row in values["在谈项目库"].iter_rows(min_row=4)] == ["在谈的"]
    assert formulas["在谈项目库"]["B4"].value.startswith("=项目台账!$C$")
    assert [row[1].value for row in values["策划包装库"].iter_rows(min_row=4)] == ["=1+1策划的"]
    assert values["策划包装库"]["E4"].value is None, "an amount that nobody gave is not 0"
    assert "招商地图" in values.sheetnames


def test_the_project_library_is_by_class_and_names_who_takes_it_on():
    """JC-F2 six classes by the words of 行业, then of the name; JC-F3 承接部室 from the attribution."""
    result = result_of(
        scheme_of("jiaocheng-2022"),
        {
            "经济发展部": [
                {"name": "甲", "industry": "光伏"},
                {"name": "针状焦精细化工项目", "industry": "煤基"},
                {"name": "乙", "industry": "物流"},
            ]
        },
    )
    assert [project_class(result, entry) for entry in result.ledger.entries] == ["新能源", "精细化工", "其他"]
    assert {entry.lead_unit for entry in result.ledger.entries} == {"经济发展部"}


@pytest.mark.office
def test_limits_states_and_libraries_are_live(tmp_path):
    """Promise 3: due days, warnings, states and the views' references, recalculated by another program."""
    records = tuple(
        record(days=days, done=done, row=row)
        for row, (days, done) in enumerate(
            [(30, None), (5, None), (28, None), (None, None), (10, date(2018, 7, 20)), (10, date(2018, 7, 9))], 2
        )
    )
    gangnan = assessed(result_of(scheme_of("gangnan-2018"), {}, ReportingPeriod(2018, 7), JULY), records=records)
    made = nanxian_made()
    books = [
        write_assessment_workbook(gangnan, tmp_path / "港南.xlsx"),
        write_assessment_workbook(made, tmp_path / "南县.xlsx"),
        write_master(made, tmp_path / "南县汇总.xlsx"),
    ]
    assert all(formula_count(book) > 10 for book in books)
    for before, after in zip(books, recalculated(books, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []


@pytest.mark.parametrize(
    ("id", "names"),
    [
        ("jiaocheng-2022", {"计分台账", "进度跟踪", "官方数据"}),
        ("nanxian-2022", {"上年考核", "进度跟踪", "人员信息库", "官方数据"}),
    ],
)
def test_an_office_begins_with_empty_books_that_are_read_back(tmp_path, id, names):
    """`zhaoshang assess --books`: only the books that the scheme has a use for; what is there stays; all are readable."""
    root = tmp_path / "工作"
    create_workspace(root, id)
    run = CliRunner().invoke(main, ["assess", "-w", str(root), "--books"])
    assert run.exit_code == 0, run.output
    asked = {one.name for one in scheme_of(id).rules.registers if one.is_book}
    assert {path.stem for path in (root / "考核").iterdir()} == names | asked
    assert "都已经有了" in CliRunner().invoke(main, ["assess", "-w", str(root), "--books"]).output
    made = assessing.read_books(open_workspace(root), result_of(scheme_of(id), {}), ())
    assert (made.events, made.past, made.records, made.people, made.findings) == ((), (), (), (), ())
