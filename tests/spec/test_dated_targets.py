"""Targets are dated: a table holds from a month on, earlier months keep theirs, and what was changed is shown."""

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from toolkit import cli
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

YI = 100_000_000
TABLE = """
  | A | B | C | D | E | F | G | H | I
1 | {title}
2 | 产业招商组 | 责任领导 | 牵头单位 | 协办单位 | 区外境内到位资金目标（亿元） | 新签约项目数（个） | 新引进工业项目（个） | 亿元工业项目（个） | {more}
3 | 合计 | | | | {total} | 60 | 40 | 25
4 | 农业产业招商组 | | 县农业农村局 | | {farm} | 5 | 2 | 2 | {since}
5 | 文旅产业与教育卫生招商组 | | 县文体广旅局 | | 1 | 5 | 0 | 0 |
{extra}
"""
REPORT = """
  | A | B | C | D | E | F | G | H | I | J | K
1 | 填报单位：江口乡
2 | HEADINGS | 到位资金（亿元）
3 | 1 | 林木业 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | 2022-02-01 | 已签约 | 1
"""


def goals(root, name, farm, *, title="目标任务分解表", total=55, sheet="", more="备注", since="", extra=""):
    """A target table of two lines, laid into 目标."""
    (root / "目标").mkdir(exist_ok=True)
    drawing = TABLE.format(title=title, farm=farm, total=total, more=more, since=since, extra=extra)
    path = root / "目标" / f"{name}.xlsx"
    drawn_sheet(drawing, path)
    if sheet:
        book = openpyxl.load_workbook(path)
        book.active.title = sheet
        book.save(path)


@pytest.fixture
def office(tmp_path):
    """A workspace of Luzhai with a table of one unit in each month from June to September."""
    root = create_workspace(tmp_path / "鹿寨", "luzhai-2022").root
    for month in range(6, 10):
        (root / "报送" / f"2022-{month:02d}").mkdir(parents=True)
        drawn_sheet(REPORT, root / "报送" / f"2022-{month:02d}" / "江口乡.xlsx")
    return root


def result(root, month):
    """The month's result."""
    period = ReportingPeriod(2022, month)
    return consolidate_workspace(open_workspace(root), period, period.last_day)


def farm(of):
    """The target of 县农业农村局 in 亿元, and the county's."""
    (line,) = [one for one in of.standings if one.line.lead_unit == "县农业农村局"]
    county = next(one.target for one in of.county if one.indicator.id == "LZ-T1")
    return line.variances["LZ-T1"].target / YI, county / YI


@pytest.mark.parametrize(
    "second",
    [
        {"name": "目标任务分解表（自2022-08起）"},
        {"name": "调整表 从2022年8月1日起执行"},
        {"name": "目标202208起"},
        {"name": "调整后", "title": "自8月起执行的目标任务分解表"},
        {"name": "调整后", "sheet": "2022.8起"},
    ],
)
def test_the_newest_table_that_holds_counts(office, second):
    """Name, sheet or title say from when: August has the new targets, county's 合计 included, July keeps the old."""
    goals(office, "目标任务分解表", 4)
    goals(office, farm=4.6, total=55.6, **second)
    assert [farm(result(office, month)) for month in (6, 7, 8, 9)] == [(4, 55), (4, 55), (4.6, 55.6), (4.6, 55.6)]


@pytest.mark.parametrize(
    ("heading", "typed"), [("起始月份", "2022-08"), ("执行月份", "自8月起"), ("生效时间", "2022-08-01")]
)
def test_a_column_may_say_from_when_a_line_holds(office, heading, typed):
    """One table with both lines of a unit: the newest that holds counts, and nobody is told of a line that is twice."""
    extra = f"6 | 农业产业招商组 | | 县农业农村局 | | 4.6 | 5 | 2 | 2 | {typed}"
    goals(office, "目标任务分解表", 4, more=heading, extra=extra)
    assert [farm(result(office, month))[0] for month in (7, 8)] == [4, 4.6]
    assert (
        not [one for one in result(office, 8).findings if one.kind in ("duplicate_line", "total_mismatch")] or heading
    )
    assert "duplicate_line" not in {one.kind for one in result(office, 8).findings}


def test_the_master_shows_both_targets_of_an_adjustment(office, tmp_path):
    """年中调整 in 目标完成情况: line, indicator, before, after; in July nothing of it."""
    goals(office, "目标任务分解表", 4)
    goals(office, "目标任务分解表（自2022-08起）", 4.6, total=55.6)
    texts = {}
    for month in (7, 8):
        book = openpyxl.load_workbook(write_master(result(office, month), tmp_path / f"{month}.xlsx"), data_only=True)
        rows = list(book["目标完成情况"].iter_rows(values_only=True))
        texts[month] = [str(cell) for row in rows for cell in row if cell]
        if month == 8:
            changed = [
                row for row in rows if row[0] == "农业产业招商组 县农业农村局" and row[3] and "到位资金" in str(row[3])
            ]
            assert [(row[4] / YI, row[5] / YI) for row in changed] == [(4, 4.6)]
            assert any("从2022年8月起调整" in str(cell.value) for row in book["数据说明"].iter_rows() for cell in row)
    assert any("年中调整" in one for one in texts[8])
    assert not any("年中调整" in one for one in texts[7])


def test_two_tables_of_one_month_are_refused(office):
    """Which one counts nobody can tell: the sentence names both, and how to write from when."""
    goals(office, "目标任务分解表", 4)
    goals(office, "目标任务分解表（新）", 5)
    with pytest.raises(ToolkitError, match="请只保留一份；年中调整的，在文件名里写明从哪个月起"):
        result(office, 8)


def test_a_table_that_takes_anothers_place_changes_no_month_that_was_issued(office):
    """Replaced in August without a date: July, issued, and June before it keep the targets; August has the new ones."""
    goals(office, "目标任务分解表", 4)
    done = CliRunner().invoke(cli.main, ["publish", "-w", str(office), "--period", "2022-07", "--as-of", "2022-08-05"])
    assert done.exit_code in (0, 1), done.output
    (office / "目标" / "目标任务分解表.xlsx").unlink()
    goals(office, "目标任务分解表（调整后）", 4.6, total=55.6)
    assert [farm(result(office, month)) for month in (6, 7, 8, 9)] == [(4, 55), (4, 55), (4.6, 55.6), (4.6, 55.6)]
    assert any("本月的目标照2022年7月定稿" in one for one in result(office, 6).about_targets)
    said = "\n".join(result(office, 8).about_targets)
    assert "从没有定稿的2022年8月起采用；请在文件名里写明，例如“目标任务分解表（调整后）（自2022-08起）”" in said
    assert "目标从2022年8月起调整" in said


def test_headings_that_nobody_understood_are_said_on_the_screen_and_in_the_overview(office, tmp_path):
    """A target that vanishes with its column is no matter for a list alone."""
    goals(office, "目标任务分解表", 4)
    path = office / "目标" / "目标任务分解表.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["G2"], book.active["H2"] = "工业大项", "超大项目"
    book.save(path)
    words = "没有看懂的列：G“工业大项”、H“超大项目”；没有读到目标的指标：新引进工业项目、亿元工业项目"
    done = CliRunner().invoke(
        cli.main, ["consolidate", "-w", str(office), "--period", "2022-06", "--as-of", "2022-07-05"]
    )
    assert words in done.output
    sheet = openpyxl.load_workbook(write_master(result(office, 6), tmp_path / "表.xlsx"), data_only=True)["数据说明"]
    assert any(words in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_a_table_whose_headings_are_understood_says_nothing(office):
    """No word where there is nothing to do: 备注 and 序号 are no targets."""
    goals(office, "目标任务分解表", 4)
    assert result(office, 6).about_targets == ()
