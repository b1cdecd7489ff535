"""无数据: what nobody reported is no figure: not 0, not a completion, not a place, and every output says so (design §3)."""

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.assessed import assessed, result_of, scheme_of
from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from tests.office import differences, recalculated
from tests.spec.test_consolidation import AS_OF, county, project, table
from toolkit.checks.check import check
from toolkit.cli.listing import consolidation_summary
from toolkit.consolidation.consolidate import consolidate
from toolkit.documents.paper.figures import overall
from toolkit.intake.read import read_submission
from toolkit.mail.tables import county_table
from toolkit.model.figures import NO_DATA
from toolkit.model.findings import Severity
from toolkit.model.gaps import MAY_LACK
from toolkit.model.period import PartialDate
from toolkit.model.submission import Status
from toolkit.schemes.loader import load_shipped, scheme_ids
from toolkit.workbooks.master.master import write_master

COLUMNS = {"name": 3, "investment_yuan": 5, "source": 6, "progress": 10}
SIGNED = {"source": "广东", "stage": "开工", "investment_yuan": 200_000_000, "industry": "汽车零部件"}
GOALS = [("林木加工产业招商组", "县林业局", {"LZ-T1": 500_000_000, "LZ-T3": 15})]


def rows(number, with_columns=(), **fields):
    """So many projects of a table that has the ten columns of annex 2 and some more."""
    columns = COLUMNS | {name: 11 + place for place, name in enumerate(with_columns)}
    return [replace(project(row, **SIGNED | fields), columns=columns) for row in range(2, 2 + number)]


def luzhai_county(luzhai, *tables):
    """The county's result of tables by unit."""
    return consolidate([table(unit, projects=projects) for unit, projects in tables], None, luzhai, JUNE, AS_OF)


def test_columns_that_some_tables_lack_are_said_unit_by_unit(luzhai):
    """Two of three units have no 到位资金 column: the third's money counts, and beside it stands whose is missing."""
    result = luzhai_county(
        luzhai,
        ("江口乡", rows(1, ["paid_in_yuan"], paid_in_yuan=70_000_000)),
        ("中渡镇", rows(2)),
        ("平山镇", rows(1)),
        ("四排镇", []),  # no project: nothing to tell, nothing lacking
    )
    funds = county(result, "LZ-T1")
    assert funds.actual == 70_000_000
    assert [(gap.column, gap.units, gap.of) for gap in funds.gaps] == [("到位资金", ("中渡镇", "平山镇"), 3)]
    beside = "其中2个单位的表没有“到位资金”列"
    assert beside in consolidation_summary(result)
    assert beside in overall(result.county)
    assert beside in county_table(result).text


def test_a_row_whose_projects_all_lack_it_has_no_data_and_no_place(luzhai):
    """One unit has the column, another's projects of another target row have none: that row is 无数据, not last with 0."""
    goals = [(row.group, row.lead_unit, {"LZ-T1": 500_000_000}) for row in luzhai.target_rows if not row.scope]
    money = {"paid_in_yuan": 70_000_000}
    of_trade = [SIGNED | {"industry": "旋切板"}, SIGNED | {"industry": "商贸物流"} | money]
    result = result_of(luzhai, {"江口乡": of_trade[:1], "中渡镇": of_trade[1:]}, JUNE, AS_OF, goals)
    actuals = {one.key: one.variances["LZ-T1"].actual for one in result.standings}
    with_projects = {entry.target_row: entry.paid_in_yuan for entry in result.ledger.entries}
    assert {key: actual for key, actual in actuals.items() if key in with_projects} == {
        key: paid for key, paid in with_projects.items() if key in actuals
    }
    # Of a row without projects a unit that has reported says 0; one that owes its table has said nothing.
    owes = {unit.name for unit in luzhai.units if unit.reports} - {"江口乡", "中渡镇"}
    leads = {one.key: one.line.lead_unit for one in result.standings}
    others = {key: actual for key, actual in actuals.items() if key not in with_projects}
    assert others == {key: None if leads[key] in owes else 0 for key in others}
    assert set(others.values()) == {None, 0}


def test_the_overview_names_the_units_and_their_own_line_says_no_data(luzhai, tmp_path):
    """数据说明 names whose tables lack the column; 单位汇总 shows 无数据 beside a unit that has told nothing."""
    some, none = rows(1, ["paid_in_yuan"], paid_in_yuan=70_000_000), rows(2)
    result = luzhai_county(luzhai, ("江口乡", some), ("中渡镇", none))
    book = openpyxl.load_workbook(write_master(result, tmp_path / "汇总.xlsx"), data_only=True)
    said = "其中1个单位的表没有“到位资金”列：中渡镇；这些单位的项目没有数据，不按0计。"
    assert said in texts(book["数据说明"])
    line = next(row for row in book["单位汇总"].iter_rows(values_only=True) if "中渡镇" in row)
    assert line[4] == NO_DATA


def texts(sheet):
    """Every text of a sheet."""
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]


@pytest.mark.office
@pytest.mark.parametrize("id", scheme_ids())
def test_no_data_is_alive(id, tmp_path):
    """LibreOffice comes to the same 无数据 in every county's master, and to no error: it is a formula like any figure."""
    scheme = scheme_of(id)
    units = [unit.name for unit in scheme.units if unit.reports][:3]
    some = SIGNED | {"paid_in_yuan": 10_000_000}
    day = {"moved_in_on": PartialDate(2022, 3)}
    books = []
    for number, projects in enumerate(([SIGNED], [some, SIGNED])):
        result = assessed(result_of(scheme, {unit: [one | day for one in projects] for unit in units[number:]}))
        books.append(write_master(result, tmp_path / f"汇总{number}.xlsx"))
    for before, after in zip(books, recalculated(books, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []
        for sheet in openpyxl.load_workbook(after, data_only=True):
            assert not [text for text in texts(sheet) if text.startswith("#") or text == "Err:"], sheet.title


def test_an_index_with_a_part_that_nobody_told_has_no_place():
    """GN-R12: without any 到位资金 the other weights do not stand in for it: no index, no place, and the gap is said."""
    scheme = scheme_of("gangnan-2018")
    goals = [("桥圩镇招商小分队", "桥圩镇", {"GN-T1": 1, "GN-T1v": 100_000_000})]
    period = JUNE.shifted(-48)
    fields = SIGNED | {"moved_in_on": PartialDate(2018, 3), "industry": "服装"}
    with_money = result_of(scheme, {"桥圩镇": [fields | {"paid_in_yuan": 50_000_000}]}, period, AS_OF, goals)
    without = result_of(scheme, {"桥圩镇": [fields]}, period, AS_OF, goals)
    lines = [next(one for one in assessed(r).assessment.index if one.unit == "桥圩镇") for r in (with_money, without)]
    assert [line.index is None for line in lines] == [False, True]
    assert [line.rank is None for line in lines] == [False, True]
    assert any("桥圩镇" in gap for gap in assessed(without).assessment.gaps)


told = st.fixed_dictionaries(
    {field: st.one_of(st.none(), st.integers(0, 10**9)) for field in ("paid_in_yuan", "fdi_usd", "trade_yuan")}
    | {field: st.one_of(st.none(), st.integers(0, 10**6).map(float)) for field in ("land_mu", "floor_sqm", "idle_mu")}
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(told, min_size=1, max_size=6), more=st.integers(1, 4), id=st.sampled_from(scheme_ids()))
def test_projects_whose_cells_are_empty_change_no_sum(cells, more, id):
    """Law: projects of which nobody told an amount neither add to a sum nor take it away; no number comes of nothing."""
    scheme = load_shipped(id)
    base = [project(row, **SIGNED | values) for row, values in enumerate(cells, 2)]
    added = [project(row, **SIGNED) for row in range(100, 100 + more)]
    before, after = (
        consolidate([table("江口乡", projects=projects)], None, scheme, JUNE, AS_OF)
        for projects in (base, [*base, *added])
    )
    sums = [one.id for one in scheme.indicators if one.aggregate == "sum" and one.column in MAY_LACK]
    assert {id: county(after, id).actual for id in sums} == {id: county(before, id).actual for id in sums}


def drawing(headings, cells):
    """A table of one project with the ten columns of annex 2 and some more."""
    return f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：江口乡
        2 | HEADINGS{headings}
        3 | 1 | 汽车零部件 | 甲项目 | 甲公司 | 2 | 广东 | 韦某 | 19900002001 | 2022年 | 已签约{cells}
    """


@pytest.mark.parametrize(
    ("headings", "cells", "id", "asked"),
    [
        ("", "", "luzhai-2022", True),
        ("", "", "nanxian-2022", True),
        (" | 新增供地（亩）", " | 20", "luzhai-2022", True),
        (" | 到位资金（亿元）", " | 0", "luzhai-2022", False),
        (" | 到位资金（亿元）", " | ", "luzhai-2022", False),
        (" | 累计到位资金（亿元）", " | 0.3", "luzhai-2022", False),
        (" | 去年到位资金（万元）", " | 3000", "luzhai-2022", True),
        (" | 年度到位任务（万元）", " | 3000", "luzhai-2022", True),
        (" | 到位资金占比（%）", " | 30", "luzhai-2022", True),
    ],
)
def test_a_table_without_money_paid_in_is_asked_once(tmp_path, headings, cells, id, asked):
    """X177: annex 2 itself has no 到位资金 column, and the county's first indicator needs it: the unit is told, once."""
    drawn_sheet(drawing(headings, cells), tmp_path / "江口乡6月.xlsx")
    scheme = load_shipped(id)
    submission = check(read_submission(tmp_path / "江口乡6月.xlsx", scheme, JUNE), scheme)
    assert [(one.code, one.kind) for one in submission.findings].count(("X177", "paid_in_untold")) == asked
    assert len(submission.accepted_projects) == 1, "the project counts; only its money is not known"
    if asked:
        finding = next(one for one in submission.findings if one.code == "X177")
        assert (finding.severity, finding.cell.row) == (Severity.WARNING, 0)


@pytest.mark.parametrize(("id", "severity"), [("luzhai-2022", Severity.ERROR), ("gangnan-2018", Severity.WARNING)])
def test_a_table_without_the_source_is_an_error_where_a_figure_rests_on_it(tmp_path, id, severity):
    """H101 on 投资来源: LZ-T1 cannot be counted without it, Gangnan's targets can; the projects stay in both."""
    text = drawing("", "").replace(
        "HEADINGS",
        "序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 备注 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况",
    )
    drawn_sheet(text, tmp_path / "江口乡6月.xlsx")
    scheme = load_shipped(id)
    submission = check(read_submission(tmp_path / "江口乡6月.xlsx", scheme, JUNE), scheme)
    (finding,) = [one for one in submission.findings if one.kind == "missing_column"]
    assert (finding.severity, len(submission.accepted_projects)) == (severity, 1)
    assert severity is not Severity.ERROR or submission.status is Status.RETURNED


TICKS = [("gangnan-2018", "GN-T5", "packaged"), ("jiaocheng-2022", "JC-T2", "in_statistics")]


@pytest.mark.parametrize(("scheme_id", "id", "field"), TICKS)
@pytest.mark.parametrize(
    ("ticks", "actual"), [((None, None), None), ((False, None), 0), ((True, None), 1), ((True, True), 2)]
)
def test_a_count_by_a_column_that_nobody_ticked_has_no_data(tmp_path, scheme_id, id, field, ticks, actual):
    """GN-T5, JC-T2: where no table says 是 or 否, how many there are nobody knows; one 否 makes it a number."""
    scheme = load_shipped(scheme_id)
    day = PartialDate(scheme.year, 3, 1)
    fields = SIGNED | {"signed_on": day, "moved_in_on": day, "started_on": day}
    projects = [project(row, **fields | {field: tick}) for row, tick in enumerate(ticks, 2)]
    period = replace(JUNE, year=scheme.year)
    result = consolidate(
        [table(scheme.reporting_units[0].name, period, projects=projects)], None, scheme, period, AS_OF
    )
    figure = county(result, id)
    assert (figure.actual, figure.is_without_data) == (actual, actual is None)
    assert ("无数据" in overall([figure])) is (actual is None)
    path = write_master(result, tmp_path / "汇总.xlsx")
    pages = openpyxl.load_workbook(path, data_only=True)["总览"].values
    (row,) = [row for row in pages if any(str(cell).startswith(f"{figure.indicator.name}（") for cell in row[:2])][:1]
    assert (NO_DATA in row) is (actual is None)


@pytest.mark.office
def test_a_count_without_data_comes_alive_once_somebody_ticks(tmp_path):
    """Its formula asks whether any project says 是 or 否; LibreOffice agrees while none does."""
    books = []
    for scheme_id, _, _ in TICKS:
        scheme = load_shipped(scheme_id)
        period = replace(JUNE, year=scheme.year)
        sent = [table(scheme.reporting_units[0].name, period, projects=[project(2, **SIGNED)])]
        books.append(write_master(consolidate(sent, None, scheme, period, AS_OF), tmp_path / f"{scheme_id}.xlsx"))
    for before, after in zip(books, recalculated(books, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []
