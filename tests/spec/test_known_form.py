"""A form that knows: a unit's projects of last month stand in it, and come back as the same projects."""

from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.judging import judged
from tests.spec.test_register import BING, JIA, YI, Year
from toolkit.model.cells import CellRef
from toolkit.model.corrections import CorrectionLine
from toolkit.model.findings import Severity
from toolkit.model.form import FormRow, laid_out
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.submission import Project
from toolkit.schemes.loader import load, shipped_folder
from toolkit.workbooks.forms.blank_form import HEAD_ROW, SPARE, write_blank_form
from toolkit.workflow.actions.correct import correct, line_of
from toolkit.workflow.steps import issuing
from toolkit.workflow.steps.month import check_workspace, consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

COUNTIES = ("luzhai-2022", "gangnan-2018", "jiaocheng-2022", "nanxian-2022")
AS_OF = date(2022, 12, 10)
UNIT = "江口乡"


def issued(place, period):
    """Issue a month's forms into its 报送 folder, as if every unit sent its own back; return the paths by unit."""
    opened = open_workspace(place)
    rules, forms = issuing.forms_of(opened.at(period), period, AS_OF)
    paths = issuing.write_forms(rules, period, place / "报送" / str(period), forms)
    filled = {unit.name: path for unit, path in zip(rules.reporting_units, paths, strict=True)}
    for unit, path in filled.items():
        if not forms.get(unit):
            path.unlink()
    return {unit: path for unit, path in filled.items() if forms.get(unit)}


@pytest.fixture
def june(tmp_path):
    """江口乡's form for July, its June table with three projects; the year."""
    year = Year(tmp_path / "w")
    year.put(6, UNIT, JIA, YI, BING)
    return year, issued(year.place, ReportingPeriod(2022, 7))[UNIT]


def headings(sheet):
    """The column of each heading."""
    return {cell.value.replace("\n", "").partition("（")[0]: cell.column for cell in sheet[HEAD_ROW] if cell.value}


def edited(path, change):
    """Let a clerk change the sheet."""
    book = openpyxl.load_workbook(path)
    change(book.active, headings(book.active))
    book.save(path)


def told(year):
    """What July's check says, by kind."""
    (submission,) = check_workspace(open_workspace(year.place), ReportingPeriod(2022, 7))
    return {finding.kind: finding.message for finding in submission.findings}


AMOUNTS = st.integers(1_000_000, 9_000_000_000)


@st.composite
def projects(draw):
    """Some complete projects: odd amounts, days and months, ticks and dollars."""
    rows = []
    for number in range(draw(st.integers(1, 4))):
        money = draw(AMOUNTS)
        rows.append(
            judged(
                Project(
                    CellRef(""),
                    {},
                    name=f"{'沙塘古木长岭马安'[2 * number : 2 * number + 2]}胶合板加工项目",
                    industry="木材加工",
                    investor=f"深圳{'甲乙丙丁'[number]}木业有限公司",
                    investment_yuan=money,
                    source=draw(st.sampled_from(("广东深圳", "浙江", "福建泉州"))),
                    contact="韦某",
                    phone=f"1990000{number:04d}",
                    moved_in_on=PartialDate(2018, 2, draw(st.integers(1, 28))),
                    progress="开工",
                    credit_code=None,
                    paid_in_yuan=draw(st.integers(10_000, money)),
                    signed_on=PartialDate(2018, 2, 3),
                    registered_on=PartialDate(2018, 2, 10),
                    started_on=PartialDate(2018, 3, draw(st.integers(1, 28))),
                    emerging=False,
                    industrial=draw(st.booleans()),
                    land_mu=draw(st.one_of(st.none(), st.sampled_from((0.5, 12.0, 33.25)))),
                    floor_sqm=draw(st.one_of(st.none(), st.integers(1, 90_000).map(float))),
                    fdi_usd=draw(st.integers(0, 5_000_000)),
                    in_statistics=True,
                    territory=draw(st.sampled_from((None, "某某镇"))),
                )
            )
        )
    return rows


@pytest.mark.parametrize("county", COUNTIES)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=projects())
def test_a_form_that_comes_back_unchanged_changes_no_figure_and_raises_no_question(county, rows, tmp_path_factory):
    """A law for every county: what was settled last month is what the form states, to the 元 and the day."""
    place = tmp_path_factory.mktemp("w") / "w"
    scheme = load(shipped_folder(county))
    create_workspace(place, county)
    first, second = ReportingPeriod(scheme.year, 6), ReportingPeriod(scheme.year, 7)
    unit = open_workspace(place).scheme.reporting_units[0]
    write_blank_form(scheme, unit, first, place / "报送" / str(first) / "表.xlsx", [FormRow("", one) for one in rows])
    before = consolidate_workspace(open_workspace(place), first, AS_OF)
    issued(place, second)
    after = consolidate_workspace(open_workspace(place), second, AS_OF)
    assert len(before.ledger.entries) == len(rows)
    assert {one.indicator.id: one.actual for one in after.county} == {
        one.indicator.id: one.actual for one in before.county
    }
    assert {one.id for one in after.decisions} <= {one.id for one in before.decisions}
    known = {(one.code, one.cell.column) for table in before.submissions for one in table.findings}
    new = [one for table in after.submissions for one in table.findings if one.kind != "form_changes"]
    assert not [one for one in new if one.severity is not Severity.NOTE and one.code not in {code for code, _ in known}]


def test_the_form_holds_the_last_values_with_the_number_and_locks_what_tells_the_project(june):
    """编号, name and firm are locked; 到位资金 and 进展情况 are free and marked; the row below is free."""
    sheet = openpyxl.load_workbook(june[1]).active
    at, row = headings(sheet), HEAD_ROW + 1
    values = {name: sheet.cell(row, column).value for name, column in at.items()}
    assert (values["项目编号"], values["项目名称"], values["到位资金"]) == ("LZ-0001", JIA[0], 0.2)
    assert (values["进展情况"], values["签约日期"]) == ("已开工", "2022-02-03")
    locked = {name: sheet.cell(row, column).protection.locked for name, column in at.items()}
    assert [name for name, is_locked in locked.items() if is_locked] == ["项目编号", "项目名称", "项目方"]
    assert not any(sheet.cell(HEAD_ROW + 4, column).protection.locked for column in at.values())
    assert sheet.protection.deleteRows, "nothing is deleted"
    marked = sheet.cell(row, at["到位资金"]).fill.fgColor.rgb
    assert (
        marked == sheet.cell(row, at["进展情况"]).fill.fgColor.rgb != sheet.cell(row, at["投资来源"]).fill.fgColor.rgb
    )


def test_what_a_unit_changes_is_said_project_by_project(june):
    """The clerk sees old and new value, how many stand, how many are new (X220)."""
    year, path = june

    def update(sheet, at):
        sheet.cell(HEAD_ROW + 1, at["到位资金"], 0.5)
        sheet.cell(HEAD_ROW + 2, at["项目名称"], "古木冷链（二期更名）")
        for name, value in (("项目名称", "新项目"), ("项目方", "某公司"), ("投资总额", 1), ("进展情况", "在谈")):
            sheet.cell(HEAD_ROW + 4, at[name], value)

    edited(path, update)
    said = told(year)["form_changes"]
    assert said == (
        "与上月相比，改动 2 个：LZ-0001“沙塘胶合板生产线”到位资金 0.2→0.5；"
        "LZ-0002“古木冷链（二期更名）”项目名称 古木冷链物流中心→古木冷链（二期更名）；照旧 1 个；新增 1 个，按本月填报的计入。无须修改。"
    )
    assert year.asked(7) == [], "the 编号 tells which project was renamed"


def test_a_copied_number_is_told_and_the_new_project_is_new(june):
    """A row copied to enter another project: number_of_another, and nothing is joined."""
    year, path = june

    def copy(sheet, at):
        for name, value in (("项目编号", "LZ-0001"), ("项目名称", "新酒店"), ("投资总额", 1), ("进展情况", "在谈")):
            sheet.cell(HEAD_ROW + 4, at[name], value)

    edited(path, copy)
    assert "LZ-0001" in told(year)["number_of_another"]
    assert [name for _, name, _ in year.counted(7)].count("新酒店") == 1
    assert len(year.counted(7)) == 4


def test_an_ended_project_is_in_the_next_form_no_more_and_nobody_asks_where_it_is(june):
    """终止 is chosen in the form; the row need not be deleted by anybody."""
    year, path = june
    edited(path, lambda sheet, at: sheet.cell(HEAD_ROW + 1, at["进展情况"], "终止"))
    august = openpyxl.load_workbook(issued(year.place, ReportingPeriod(2022, 8))[UNIT]).active
    names = [august.cell(row, headings(august)["项目名称"]).value for row in range(HEAD_ROW + 1, HEAD_ROW + 4)]
    assert names == [YI[0], BING[0], None]
    assert year.asked(8) == []


def test_what_the_office_corrected_is_proposed_with_its_reason(tmp_path):
    """A correction of June stands in July's form, and a comment says who and why."""
    year = Year(tmp_path / "w")
    year.put(6, UNIT, JIA, YI)
    opened, period = open_workspace(year.place), ReportingPeriod(2022, 6)
    typed = CorrectionLine(UNIT, JIA[0], "到位资金", "0.6", str(period), reason="查到账凭证", by="卢某")
    correct(opened, line_of(opened, period, typed, AS_OF), AS_OF, dry_run=False)
    sheet = openpyxl.load_workbook(issued(year.place, ReportingPeriod(2022, 7))[UNIT]).active
    cell = sheet.cell(HEAD_ROW + 1, headings(sheet)["到位资金"])
    assert cell.value == 0.6
    assert "查到账凭证" in cell.comment.text and "卢某" in cell.comment.text


def test_a_unit_without_projects_gets_the_blank_form_and_so_does_a_new_year(june):
    """No 编号 column where there is nothing to number."""
    opened = open_workspace(june[0].place)
    _, forms = issuing.forms_of(opened, ReportingPeriod(2022, 7), AS_OF)
    assert list(forms) == [UNIT]
    assert issuing.forms_of(opened, ReportingPeriod(2022, 3), AS_OF)[1] == {}, "nothing was reported before March"


@pytest.mark.parametrize(
    ("county", "main"),
    [
        ("luzhai-2022", ["到位资金（亿元）"]),
        ("gangnan-2018", ["到位资金（亿元）", "实际利用外资（万美元）"]),
        ("jiaocheng-2022", ["到位资金（亿元）"]),
        ("nanxian-2022", ["到位资金（亿元）", "实际利用外资（万美元）", "进出口额（亿元）"]),
    ],
)
def test_the_sums_that_a_county_counts_are_no_optional_columns_and_everything_is_printed(county, main, tmp_path):
    """What the figures add up stands with annex 2's columns; the print area holds every column and row to fill in."""
    scheme = load(shipped_folder(county))
    asked, optional = laid_out(scheme)
    assert [column.heading for column in asked[10:]] == main
    path = write_blank_form(scheme, scheme.reporting_units[0], ReportingPeriod(scheme.year, 6), tmp_path / "表.xlsx")
    sheet = openpyxl.load_workbook(path).active
    last = openpyxl.utils.get_column_letter(len(asked) + len(optional))
    assert sheet.print_area == f"'6月'!$A$1:${last}${HEAD_ROW + SPARE}"
    assert sheet.max_row == HEAD_ROW + SPARE
    assert sheet["K2"].value is None or "选填" not in sheet["K2"].value
