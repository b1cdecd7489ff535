"""What 海关, 商务 and 统计 publish: typed into 官方数据.xlsx, counted in place of the sum where the reading says so."""

from datetime import date

import openpyxl
import pytest

from tests.assessed import scheme_of, targets
from tests.office import differences, recalculated
from tests.spec.test_consolidation import project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.intake.office.official import read_official
from toolkit.model.cells import CellRef
from toolkit.model.official import OfficialFigure
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps.assessing import write_books
from toolkit.workflow.steps.workspace import create_workspace

YI = 100_000_000
JUNE = ReportingPeriod(2022, 6)
HEAD = ["指标", "截至月份", "本年累计", "单位", "发布部门", "出处"]


def written(folder, *rows):
    """官方数据.xlsx with rows."""
    book = openpyxl.Workbook()
    book.active.title = "官方数据"
    for row in (["官方数据"], HEAD, *rows):
        book.active.append(row)
    path = folder / "官方数据.xlsx"
    book.save(path)
    book.close()
    return path


def stated(indicator, amount, month=6):
    """A figure as read."""
    ref = CellRef("官方数据.xlsx", "官方数据", 3)
    return OfficialFigure(ref, indicator, ReportingPeriod(2022, month), amount, "海关", "海关统计月报")


def nanxian(official=(), **readings):
    """Nanxian's June: one firm of 南洲镇 traded for 3亿元; 7.2亿元 is what 海关 may publish."""
    scheme = scheme_of("nanxian-2022", **readings)
    rows = [project(2, name="甲", trade_yuan=3 * YI, paid_in_yuan=2 * YI, source="广东")]
    goals = targets([("项目落户地", "南洲镇", {"NX-T1v": 3 * YI, "NX-T3v": 10_000})])
    tables = [table("南洲镇", JUNE, rows)]
    return consolidate(tables, goals, scheme, JUNE, date(2022, 6, 30), official=tuple(official))


def actual(result, indicator):
    """The county's figure."""
    return next(one.actual for one in result.county if one.indicator.id == indicator)


@pytest.mark.parametrize(
    ("official", "reading", "trade"),
    [
        ((), "official", 3 * YI),
        ((stated("NX-T2v", 720_000_000),), "official", 720_000_000),
        ((stated("NX-T2v", 720_000_000),), "sum", 3 * YI),
        ((stated("NX-T2v", 720_000_000, month=5),), "official", 3 * YI),
    ],
)
def test_what_customs_publish_counts_in_its_own_month(official, reading, trade):
    """NX-T2 `official_figures`: 7.2亿元 of 海关 in place of the sum of 3亿元, in the month it is entered for."""
    assert actual(nanxian(official, official_figures=reading), "NX-T2v") == trade


def test_growth_is_counted_from_the_published_figure():
    """NX-T2: half of the base by June is no growth, 12 % more than that is 12 %, whatever the tables sum to."""
    scheme = scheme_of("nanxian-2022")
    base = next(one.baseline for one in scheme.indicators if one.id == "NX-T2v")
    assert base is not None, "the sample's office states one"
    half = base.amount // 2
    result = nanxian([stated("NX-T2v", half)])
    # 序时 6/12: half of the base in half of the year is no growth.
    assert actual(result, "NX-T2") == 0.0
    assert actual(nanxian([stated("NX-T2v", round(half * 1.12))]), "NX-T2") == pytest.approx(0.12, abs=1e-6)


def test_a_published_figure_is_the_countys_and_no_towns():
    """NX-T3: 商务 publish 120万美元; 南洲镇, whose table states none, keeps its own figure."""
    result = nanxian([stated("NX-T3v", 1_200_000)])
    (line,) = result.standings
    assert actual(result, "NX-T3v") == 1_200_000
    assert line.variances["NX-T3v"].actual != 1_200_000
    assert next(one.pending.count for one in result.county if one.indicator.id == "NX-T3v") == 0


@pytest.mark.parametrize(
    ("id", "indicator", "row", "unit"),
    [("gangnan-2018", "GN-T4u", {"fdi_usd": 1_000_000}, "桥圩镇"), ("jiaocheng-2022", "JC-T3", {}, "经济发展部")],
)
def test_the_other_counties_have_published_figures_too(id, indicator, row, unit):
    """GN-T4 利用外资 (商务), JC-T3 固投 (统计): what is entered counts, under `sum` the tables do."""
    year = 2018 if id == "gangnan-2018" else 2022
    month = ReportingPeriod(year, 6)
    published = OfficialFigure(CellRef("官方数据.xlsx", "官方数据", 3), indicator, month, 5_000_000, "统计", "月报")
    found = []
    for reading in ("official", "sum"):
        scheme = scheme_of(id, official_figures=reading)
        rows = [project(2, paid_in_yuan=1_000_000, source="香港", **row)]
        made = consolidate([table(unit, month, rows)], None, scheme, month, month.last_day, official=(published,))
        found.append(actual(made, indicator))
    assert found == [5_000_000, 1_000_000]


def test_every_row_of_the_book_is_a_figure_or_asked_about(tmp_path):
    """F255…F258: an unknown indicator, month and unit, two rows for one month; 7.2亿元 may be typed as 72000万元."""
    path = written(
        tmp_path,
        ["外贸进出口总额", "2022-06", 72_000, "万元", "", "海关统计月报"],
        ["实际利用外资", "2022年6月", "120", "", "商务部门", "商务统计"],
        ["外贸进口", "2022-06", 1, "亿元", "海关", "月报"],
        ["外贸进出口总额", "六月", 1, "亿元", "海关", "月报"],
        ["外贸进出口总额", "2022-05", 1, "万美元", "海关", "月报"],
        ["外贸进出口总额", "2022-04", 4, "亿元", "海关", "月报"],
        ["外贸进出口总额", "2022-04", 5, "亿元", "海关", "更正"],
        ["外贸进出口总额", "2022-03", 3, "亿元", "海关", ""],
    )
    figures, findings = read_official(path, scheme_of("nanxian-2022"))
    assert [(one.indicator, str(one.period), one.amount, one.publisher) for one in figures] == [
        ("NX-T2v", "2022-06", 720_000_000, "海关"),
        ("NX-T3v", "2022-06", 1_200_000, "商务部门"),
    ]
    assert [(f.cell.place, f.kind) for f in findings] == [
        ("A5", "official_indicator_unknown"),
        ("B6", "official_month_unread"),
        ("D7", "official_unit"),
        ("第9行", "official_twice"),
        ("F10", "missing_required"),
    ]


def test_the_office_begins_the_book_and_types_into_it(tmp_path):
    """`assess --books` lays 官方数据.xlsx out; what is typed there is read, blank it says nothing."""
    workspace = create_workspace(tmp_path / "南县", "nanxian-2022")
    assert workspace.official_book in write_books(workspace)
    assert read_official(workspace.official_book, workspace.scheme) == ((), ())
    book = openpyxl.load_workbook(workspace.official_book)
    for column, value in enumerate(["外贸进出口总额", "2022-06", 7.2, "亿元", "海关", "月报"], 1):
        book.active.cell(4, column, value)
    book.save(workspace.official_book)
    book.close()
    ((figure,), findings) = read_official(workspace.official_book, workspace.scheme)
    assert (figure.amount, findings) == (720_000_000, ())


def cells(path, sheet):
    """The texts of a sheet."""
    book = openpyxl.load_workbook(path, data_only=True)
    try:
        return [[cell.value for cell in row if cell.value is not None] for row in book[sheet].iter_rows()]
    finally:
        book.close()


def test_the_master_says_whose_the_figure_is(tmp_path):
    """NX-T2: the sheet 官方数据 has the figure, its source and the sum beside it; 依据 and 数据说明 say whose it is."""
    path = write_master(nanxian([stated("NX-T2v", 720_000_000)]), tmp_path / "汇总.xlsx")
    row = next(row for row in cells(path, "官方数据") if row[:1] == ["外贸进出口总额"])
    assert row[3:6] == [720_000_000, 300_000_000, 420_000_000] and row[6:9] == ["是", "海关", "海关统计月报"]
    assert row[9] == "官方数据.xlsx 官方数据 表 第3行"
    told = "\n".join(str(cell) for row in cells(path, "依据") for cell in row)
    assert "官方数：海关，海关统计月报（官方数据.xlsx 官方数据 表 第3行），不用统计表合计" in told
    assert any("海关公布的数" in str(cell) for row in cells(path, "数据说明") for cell in row)
    plain = openpyxl.load_workbook(write_master(nanxian(), tmp_path / "无.xlsx"))
    assert "官方数据" not in plain.sheetnames
    plain.close()


@pytest.mark.office
def test_another_program_finds_the_published_figures_too(tmp_path):
    """Promise 4: figure, growth and the check of the lines come out the same when LibreOffice recalculates."""
    made = nanxian([stated("NX-T2v", 720_000_000), stated("NX-T1v", 250_000_000), stated("NX-T3v", 1_200_000)])
    before = write_master(made, tmp_path / "汇总.xlsx")
    (after,) = recalculated([before], tmp_path / "again")
    assert list(differences(before, after)) == []
