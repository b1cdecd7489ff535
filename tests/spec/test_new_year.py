"""A year is closed and the next one begins with what goes on: units, numbers, answers, bases, places, and months."""

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from toolkit import cli
from toolkit.files.texts import table, toml
from toolkit.intake.office.register_book import read_register_book
from toolkit.model.assessment import PastScore, YearPlace
from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace
from toolkit.workflow.steps.year_end import places_that_differ

HEAD = """
  | A | B | C | D | E | F | G | H | I | J | K
1 | 填报单位：{unit}
2 | HEADINGS | 到位资金（亿元）
"""
ROW = (
    "{row} | {number} | 食品加工 | {name} | {firm} | 60 | 广东 | 韦某 | 19900001001 | {year}-01-05 | {stage} | {paid}\n"
)
# Nanxian as a hand would reckon it: 10 亿元 in 2021; what came in each year, and the rate to each December.
BASE = 10
AMOUNT = {2022: 11.5, 2023: 12.4, 2024: 12.8, 2025: 14.7}
RATE = {2022: 0.15, 2023: 0.113553, 2024: 0.085767, 2025: 0.101107}


def sent(root, period, *projects, unit="县经济开发区"):
    """A unit's table of (name, firm, stage, paid in), laid into a workspace."""
    folder = root / "报送" / str(period)
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(
        ROW.format(row=3 + n, number=1 + n, name=name, firm=firm, stage=stage, paid=paid, year=period.year)
        for n, (name, firm, stage, paid) in enumerate(projects)
    )
    drawn_sheet(HEAD.format(unit=unit) + rows, folder / f"{unit}.xlsx")


def typed(*words, code=(0, 1)):
    """What a command answers on the screen."""
    done = CliRunner().invoke(cli.main, [*map(str, words)])
    assert done.exit_code in code, done.output
    return done.output


def county(root, period):
    """The county's figures of a month, by indicator."""
    result = consolidate_workspace(open_workspace(root), period, period.last_day)
    return {one.indicator.id: one.actual for one in result.county}, result


@pytest.fixture(scope="module")
def four_years(tmp_path_factory):
    """Nanxian from January 2022 to December 2025: three times new-year, each year in a folder of its own."""
    home = tmp_path_factory.mktemp("南县")
    root = create_workspace(home / "南县2022", "nanxian-2022", 2022).root
    (root / "基数.csv").write_text(f"指标,年份,数值,单位,来源\nNX-T1v,2021,{BASE},亿元,统计公报\n", "utf-8")
    seen = {}
    for year, amount in AMOUNT.items():
        for month in range(1, 13):
            period = ReportingPeriod(year, month)
            half = amount * month / 24
            sent(
                root,
                period,
                ("甲项目", "甲公司", "开工", f"{half:.4f}"),
                (f"{year}年项目", f"{year}公司", "签约", f"{half:.4f}"),
            )
        december = ReportingPeriod(year, 12)
        typed("publish", "-w", root, "--period", f"{year}-06", "--as-of", f"{year}-07-05")
        typed("publish", "-w", root, "--period", str(december), "--as-of", f"{year + 1}-01-05")
        seen[year] = (root, *county(root, december))
        if year < 2025:
            typed("new-year", home / f"南县{year + 1}", "-w", root, "--as-of", f"{year + 1}-01-06")
            root = home / f"南县{year + 1}"
    return seen


@pytest.mark.parametrize("year", AMOUNT)
def test_four_years_of_nanxian_have_the_growth_a_hand_reckons(four_years, year):
    """NX-T1 「2022—2025年…年均增长10%以上」 from the base of 2021, over three new-years: amount, rate and path."""
    _, figures, result = four_years[year]
    assert figures["NX-T1v"] == round(AMOUNT[year] * 100_000_000)
    assert figures["NX-T1"] == pytest.approx(RATE[year], abs=1e-6)
    assert result.scheme.indicator("NX-T1v").target == round(BASE * 100_000_000 * 1.1 ** (year - 2021))


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_former_years_months_are_there_to_compare_with(four_years, year):
    """同比 of June and December is with what was issued a year before, and says so; 环比 never crosses 1 January."""
    root = four_years[year][0]
    for month in (6, 12):
        figures, result = county(root, ReportingPeriod(year, month))
        (before,) = [one for one in result.comparisons if "上年" in one.label]
        assert before.label == "上年同期（定稿）"
        assert before.figures["NX-T1v"] == round(AMOUNT[year - 1] * 100_000_000 * month / 12)
        assert before.figures["NX-T1v"] != figures["NX-T1v"]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_a_project_keeps_its_number_over_the_years(four_years, year):
    """甲项目 runs for four years under one number; a number once given to another is not given again."""
    numbers = [{one.name: one.project for one in four_years[at][2].ledger.entries} for at in range(2022, year + 1)]
    assert len({one["甲项目"] for one in numbers}) == 1
    assert len({number for one in numbers for number in one.values()}) == 1 + len(numbers)


def test_the_years_amounts_are_the_next_ones_bases(four_years):
    """基数.csv holds the base of 2021 as the office wrote it, and each year's amount as it was issued."""
    lines = [row for _, row in table(four_years[2025][0] / "基数.csv", ("指标", "年份", "数值"))]
    stated = {row["年份"]: float(row["数值"]) for row in lines if row["指标"] == "NX-T1v"}
    assert stated == {"2021": BASE, **{str(year): AMOUNT[year] for year in (2022, 2023, 2024)}}
    assert all("定稿" in row["来源"] for row in lines if row["年份"] != "2021")


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2022, "到2025年要达到 14.64亿元；2022年是 11.50亿元，以后每年还要增长 8.4%。"),
        (2023, "到2025年要达到 14.64亿元；2023年是 12.40亿元，以后每年还要增长 8.7%。"),
        (2024, "到2025年要达到 14.64亿元；2024年是 12.80亿元，以后每年还要增长 14.4%。"),
        (2025, "到2025年要达到 14.64亿元，达到。"),
    ],
)
def test_the_master_shows_the_plan_of_four_years(four_years, year, said, tmp_path):
    """NX-T1: from 2021 on each year's amount beside its path, its growth, the rate so far, and what is needed still."""
    from toolkit.workbooks.master.master import write_master

    sheet = openpyxl.load_workbook(write_master(four_years[year][2], tmp_path / "表.xlsx"), data_only=True)["年均增长"]
    lines = {str(row[0]): row for row in sheet.iter_rows(min_row=6, max_row=10, values_only=True)}
    amounts = {2021: BASE, **AMOUNT}
    for at in range(2021, 2026):
        shown, path, grown, so_far = (lines[str(at)][column] for column in (1, 2, 4, 5))
        assert path == pytest.approx(BASE * 100_000_000 * 1.1 ** (at - 2021))
        if at > year:
            assert (shown, grown, so_far) == ("—", "—", "—")
            continue
        assert shown == pytest.approx(amounts[at] * 100_000_000)
        if at > 2021:
            assert grown == pytest.approx(amounts[at] / amounts[at - 1] - 1)
            assert so_far == pytest.approx((amounts[at] / BASE) ** (1 / (at - 2021)) - 1)
    assert said in [str(row[0]) for row in sheet.iter_rows(min_row=9, max_row=13, values_only=True)]


@pytest.fixture
def luzhai(tmp_path):
    """A year of Luzhai with much that goes on, and something that is open."""
    root = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    (root / "通讯录.csv").write_text("单位,联系人,邮箱\n江口乡,韦某,a@example.com\n", "utf-8")
    (root / "单位补充.csv").write_text("单位,类别,别名,报送统计表\n新区管委,乡镇,,是\n", "utf-8")
    settings = root / "设置.toml"
    settings.write_text(settings.read_text("utf-8").replace('contact = ""', 'contact = "联系人：韦某"'), "utf-8")
    sent(
        root,
        ReportingPeriod(2022, 11),
        ("甲项目", "甲公司", "开工", 1),
        ("乙项目", "乙公司", "签约", 1),
        ("丙项目", "丙公司", "签约", 1),
        unit="江口乡",
    )
    sent(
        root,
        ReportingPeriod(2022, 12),
        ("甲项目", "甲公司", "开工", 2),
        ("乙项目", "乙公司", "已终止", 1),
        ("丙项目一期", "丙公司", "签约", 1),
        unit="江口乡",
    )
    return root


def new_year(root, *more, folder="鹿寨2023"):
    """Type new-year for the folder beside."""
    return typed("new-year", root.parent / folder, "-w", root, "--as-of", "2023-01-06", *more)


def test_the_checklist_names_what_is_open_and_writes_nothing(luzhai):
    """Unissued months, missing units, files that wait: each is a line; with --dry-run that is all."""
    (luzhai / "待认领").mkdir(exist_ok=True)
    sent(luzhai, ReportingPeriod(2022, 12), ("丁项目", "丁公司", "签约", 1), unit="平山镇")
    (luzhai / "报送" / "2022-12" / "平山镇.xlsx").rename(luzhai / "待认领" / "某镇.xlsx")
    said = new_year(luzhai, "--dry-run")
    assert "没有定稿：2022年11月、2022年12月" in said
    assert "2022年12月未报：" in said
    assert "待认领 1 个文件" in said
    assert not (luzhai.parent / "鹿寨2023").exists()


def test_the_next_year_begins_with_what_goes_on(luzhai):
    """Contacts, units and settings come along; the document of 2022 goes on, and it is said; running projects only."""
    said = new_year(luzhai)
    then = luzhai.parent / "鹿寨2023"
    opened = open_workspace(then)
    assert (opened.scheme.year, opened.scheme.continued) == (2023, 2022)
    assert "2023年（沿用2022年的文件）" in said
    assert toml(then / "设置.toml")["contact"] == "联系人：韦某"
    for name in ("通讯录.csv", "单位补充.csv"):
        assert (then / name).read_bytes() == (luzhai / name).read_bytes()
    book = read_register_book(then / "项目库.xlsx", opened.scheme)
    lines = {line["现名"]: line for line in book.written.values()}
    assert "甲项目" in lines and "乙项目" not in lines
    assert "留下：" in said and "乙项目" in said
    assert (lines["甲项目"]["到位资金（亿元）"], lines["甲项目"]["阶段"]) == ("2", "开工")
    assert list((then / "上年").glob("*12月*汇总表.xlsx"))
    assert {row["年份"] for _, row in table(then / "基数.csv", ("指标", "年份"))} == {"2022"}
    assert not list((then / "报送").iterdir())


def test_january_knows_the_projects_of_december(luzhai):
    """The number goes on though the sums begin anew; nothing of December is carried or compared with."""
    new_year(luzhai)
    then = luzhai.parent / "鹿寨2023"
    before = {one.name: one.project for one in county(luzhai, ReportingPeriod(2022, 12))[1].ledger.entries}
    sent(
        then,
        ReportingPeriod(2023, 1),
        ("甲项目", "甲公司", "开工", 0.1),
        ("新项目", "新公司", "签约", 0.2),
        unit="江口乡",
    )
    _, result = county(then, ReportingPeriod(2023, 1))
    numbers = {one.name: one.project for one in result.ledger.entries}
    assert numbers["甲项目"] == before["甲项目"]
    assert numbers["新项目"] not in before.values()
    assert sum(one.paid_in_yuan or 0 for one in result.ledger.entries) == 30_000_000
    assert not [one.kind for one in result.findings if one.kind in ("project_vanished", "paid_in_fell")]


def test_nothing_there_is_overwritten(luzhai):
    """A second new-year fills what lacks; another folder, or another year's, is refused and stays as it is."""
    new_year(luzhai)
    then = luzhai.parent / "鹿寨2023"
    for name in ("通讯录.csv", "基数.csv", "设置.toml"):
        (then / name).write_text((then / name).read_text("utf-8-sig") + "\n", "utf-8")
    (then / "单位补充.csv").unlink()
    before = {path: path.read_bytes() for path in then.rglob("*") if path.is_file() and path.name != "招商工具箱.xlsm"}
    assert "带过去：单位补充.csv" in new_year(luzhai)
    assert {path: path.read_bytes() for path in before} == before
    (luzhai.parent / "别的").mkdir()
    (luzhai.parent / "别的" / "信.txt").write_text("x", "utf-8")
    done = CliRunner().invoke(cli.main, ["new-year", str(luzhai.parent / "别的"), "-w", str(luzhai)])
    assert done.exit_code == 3 or "已经有别的文件" in str(done.exception)
    done = CliRunner().invoke(cli.main, ["new-year", str(luzhai), "-w", str(luzhai)])
    assert done.exit_code == 3 or "是2022年的工作文件夹，不是2023年的" in str(done.exception)


def test_last_years_places_go_into_the_book_of_places(four_years):
    """NX-R7, NX-R8 look at two years in a row: where the year's places are known they stand in 上年考核."""
    root = four_years[2023][0]
    assessed = four_years[2022][2].assessment
    book = root / "考核" / "上年考核.xlsx"
    assert book.exists() is bool(assessed and assessed.places)


def test_places_that_changed_since_are_said():
    """上年考核 is the office's own: a place that is another one now, after a second 定稿, is said and not changed."""
    cell = CellRef("上年考核.xlsx", "上年考核", 2)
    past = [
        PastScore(cell, 2022, "甲镇", None, 1),
        PastScore(cell, 2022, "乙镇", None, 2),
        PastScore(cell, 2021, "丙镇", None, 3),
    ]
    now = [
        YearPlace(2022, unit, "乡镇", rank, 4 - rank, 3, 1, "")
        for unit, rank in (("甲镇", 1), ("乙镇", 3), ("丙镇", 2))
    ]
    assert list(places_that_differ(past, now, 2022)) == ["乙镇写的是第2名，现在是第3名"]


def test_the_first_month_stays_over_the_years(four_years):
    """Three times carried over, 甲项目 still has its first month of 2022, and its months of 2024 beside those of 2025."""
    library = four_years[2025][2].library
    known = next(one for one in library.register.projects if one.names[-1] == "甲项目")
    assert str(known.sightings[0].period) == "2022-01"
    assert [str(one) for one in sorted(library.months)][::12] == ["2024-01", "2025-01"]
    assert {one.names[-1] for one in library.register.projects} >= {"2022年项目", "2025年项目"}
