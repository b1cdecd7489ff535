"""A year from 1 December to 30 November, and what is due of it when: the document says, and every place follows."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.assessed import assessed, event, result_of, targets
from tests.drawn import drawn_sheet
from tests.office import SOFFICE, differences, recalculated
from tests.rulebook import written_xishan
from tests.spec.test_consolidation import project, table
from toolkit.assessment.agenda import agenda
from toolkit.cli import main
from toolkit.consolidation.consolidate import consolidate
from toolkit.documents.notices import circulars
from toolkit.intake.tables.target_dates import month_in_cell
from toolkit.model.accounting_year import CALENDAR_YEAR, SPANS, AccountingYear
from toolkit.model.clause import Citation
from toolkit.model.errors import ToolkitError
from toolkit.model.notices import ProgressCircular
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.scoring import Carry, ScoreRule
from toolkit.schemes.loader import load, slips_of
from toolkit.workbooks.master.master import write_master

YI = 100_000_000
BEGINS = ("year = 2023\n", 'year = 2023\nyear_begins = "上年12月"\n')
PACE = ("year = 2023\n", "year = 2023\npace = [20, 50, 80, 100]\n")
EARLY = AccountingYear(-1)


def period(text):
    """A month."""
    return ReportingPeriod.parse(text)


@pytest.fixture
def scheme(tmp_path):
    """西山县, whose document counts 2022年12月1日至2023年11月30日 as 2023."""
    return load(written_xishan(tmp_path / "西山", BEGINS))


def typed(*words, code=(0, 1)):
    """What a command answers on the screen; its mistakes are raised as sentences."""
    done = CliRunner().invoke(main, [*map(str, words)])
    if isinstance(done.exception, ToolkitError):
        return str(done.exception)
    assert done.exit_code in code, done.output
    return done.output


def sent(root, month, paid, signed="2022-12-08"):
    """东坪镇's table of a month, laid into its folder."""
    folder = root / "报送" / month
    folder.mkdir(parents=True, exist_ok=True)
    drawn_sheet(
        f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：东坪镇政府
        2 | HEADINGS | 到位资金（亿元）
        3 | 1 | 竹木加工 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | {signed} | 已签约 | {paid}
        """,
        folder / f"东坪镇{int(month[5:])}月.xlsx",
    )


@pytest.mark.parametrize("begins", [-11, -1, 0, 3, 6])
@pytest.mark.parametrize("every", SPANS)
def test_every_year_has_each_span_whole_and_in_order(begins, every):
    """Twelve months, each in one span of a kind; a span ends where the next month is in another."""
    year = AccountingYear(begins)
    months = [year.month(2023, number) for number in range(1, 13)]
    assert [year.place(one).month for one in months] == list(range(1, 13))
    assert {year.year_of(one) for one in months} == {2023}
    spans = [year.span(every, one) for one in months]
    assert len(set(spans)) == 12 // SPANS[every]
    for one in months:
        assert year.ends(every, one) == (year.span(every, one) != year.span(every, one.shifted(1)))
        assert len({year.span(every, each) for each in year.months(every, one)}) == 1
        assert year.named(2023, one.month) == one


@pytest.mark.parametrize(
    ("month", "by", "share"),
    [("2022-12", "month", (1, 12)), ("2023-11", "month", (12, 12)), ("2022-12", "day", (31, 365)), ("2023-11", "day", (365, 365))],
)  # fmt: skip
def test_elapsed_share_of_a_year_from_december(month, by, share):
    """序时进度: December is the first of twelve, November the last; 2022-12-01 to 2023-11-30 are 365 days."""
    assert EARLY.elapsed(period(month), by) == share


def test_words_of_the_year():
    """What a paper says of the time: 2022年12月—2023年3月; a quarter begins in December."""
    assert EARLY.in_words == "上年12月1日至11月30日"
    assert AccountingYear(3).in_words == "4月1日至次年3月31日"
    assert circulars.span(period("2023-03"), EARLY, quarterly=False) == "2022年12月—2023年3月"
    assert circulars.span(period("2023-02"), EARLY, quarterly=True) == "2023年第一季度"
    assert circulars.span(period("2023-06"), CALENDAR_YEAR, quarterly=False) == "2023年1—6月"
    assert str(month_in_cell("自12月起", 2023, EARLY)) == "2022-12"


def test_a_project_signed_in_december_counts_for_the_next_year(scheme):
    """``year = 2023`` is 1 December 2022 to 30 November 2023; a date without a month counts for the year it names."""
    days = (
        PartialDate(2022, 11, 30),
        PartialDate(2022, 12, 1),
        PartialDate(2023, 11),
        PartialDate(2023, 12, 1),
        PartialDate(2023),
    )
    rows = [{"name": f"{number}号", "signed_on": day} for number, day in enumerate(days)]
    result = result_of(scheme, {"东坪镇": rows}, period("2023-11"), date(2023, 12, 2))
    assert [entry.year for entry in result.ledger.entries] == [2022, 2023, 2023, 2024, 2023]


def test_tables_go_on_from_december_to_november_and_begin_anew_after_it(scheme):
    """A unit that sends nothing in January keeps its December table; 上月 of December is none, of January December."""
    tables = [
        table("东坪镇", period("2022-11"), [project(2, paid_in_yuan=9 * YI)]),
        table("东坪镇", period("2022-12"), [project(2, paid_in_yuan=YI)]),
    ]
    december, january = (
        consolidate(tables, None, scheme, period(month), date(2023, 2, 1)) for month in ("2022-12", "2023-01")
    )
    assert [entry.paid_in_yuan for entry in january.ledger.entries] == [YI]
    assert [line.carried_from for line in january.timeliness if line.unit == "东坪镇"] == ["2022-12"]
    assert next(one.source for one in december.comparisons) == "各数从12月1日起重新累计，12月不与上年11月比"
    assert january.comparisons[0].label == "上月"
    assert [str(one.period) for one in january.months] == ["2022-12", "2023-01"]


def test_quarters_half_years_and_the_year_of_points_begin_in_december(scheme):
    """An event of 2022-12-05 is of the first quarter of 2023; the quarter's result is carried; the year ends in November."""
    one = ScoreRule(
        "R", "R", "基础分", "events", "推介会", 2, 1, "", "quarter", None, False, (), "", Citation("R", 1, "x")
    )
    rules = replace(scheme.rules, scores=(one,), carry=Carry("C", "C", 0.7, "mean", Citation("C", 1, "x")))
    scheme = replace(scheme, rules=rules)
    events = [event("推介会", day, "东坪镇", row=n) for n, day in enumerate((date(2022, 12, 5), date(2022, 11, 30)), 2)]
    result = result_of(scheme, {}, period("2023-02"), date(2023, 3, 1))
    scores = assessed(result, events=tuple(events)).assessment.scores
    assert scores.quarter.title.startswith("2023年第一季度计分")
    assert scores.of("东坪镇", "R", "2023年第一季度") == 2, "that of 30 November is of the year before"
    assert scores.of("东坪镇") == 1.4
    quarterly = [str(period(f"2023-{month:02d}")) for month in range(1, 12) if any(
        item.what == "招商例会" for item in agenda(scheme, period(f"2023-{month:02d}")))]  # fmt: skip
    assert quarterly == ["2023-02", "2023-05", "2023-08", "2023-11"]


def test_a_workspace_takes_december_to_november_and_hands_on_after_november(tmp_path, monkeypatch):
    """Init, consolidate, publish, new-year: 2022-12 belongs to the folder of 2023, 2023-12 to the next one."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    root = tmp_path / "西山2023"
    two_years = ("valid = [2023]", "valid = [2023, 2024]")
    folder = written_xishan(tmp_path / "西山", BEGINS, two_years)
    typed("init", root, "--scheme", folder)
    sent(root, "2022-12", "0.5")
    assert "县外到位资金：0.50／20.00亿元" in typed("consolidate", "-w", root, "--period", "2022-12")
    (master,) = (root / "输出" / "2022-12").glob("*汇总表.xlsx")
    book = openpyxl.load_workbook(master, data_only=True)
    assert "序时进度 1/12" in book["目标完成情况"]["A2"].value
    months = [cell.value for cell in book["走势"][3] if cell.value and "月" in str(cell.value)]
    assert [one.split("\n")[0] for one in months] == ["12月", *(f"{n}月" for n in range(1, 12))]
    typed("publish", "-w", root, "--period", "2022-12", "--as-of", "2023-01-05")
    sent(root, "2023-01", "0.8")
    done = typed("consolidate", "-w", root, "--period", "2023-01")
    assert "县外到位资金：0.80／20.00亿元" in done
    refused = typed("consolidate", "-w", root, "--period", "2023-12")
    assert "月份2023年12月（算2024年，上年12月1日至11月30日）不能做" in refused
    sent(root, "2023-11", "2.5")
    typed("publish", "-w", root, "--period", "2023-11", "--as-of", "2023-12-05")
    typed("new-year", tmp_path / "西山2024", "-w", root, "--as-of", "2023-12-06")
    bases = (tmp_path / "西山2024" / "基数.csv").read_text("utf-8-sig")
    assert "XS-T1,2023,2.5,亿元" in bases, "the base is November's, not December's"
    sent(tmp_path / "西山2024", "2023-12", "1", "2023-12-03")
    again = typed("consolidate", "-w", tmp_path / "西山2024", "--period", "2023-12")
    assert "县外到位资金：1.00／20.00亿元" in again


@pytest.mark.parametrize("written", ["十二月", "上年13月", "2022-12", "12"])
def test_a_beginning_that_is_no_month_is_a_slip(tmp_path, written):
    """Check names what to write."""
    folder = written_xishan(tmp_path / "西山", ("year = 2023\n", f'year = 2023\nyear_begins = "{written}"\n'))
    assert any("应写成 上年12月 或 4月 这样" in str(slip) for slip in slips_of(folder))


GOALS = [("各乡镇", "东坪镇", {"XS-T1": 12 * YI, "XS-T2": 20}), ("各乡镇", "西坝乡", {"XS-T1": 8 * YI, "XS-T2": 10})]


def of_may(scheme):
    """东坪镇 with 6亿 of 12亿 and one of 20 projects by May."""
    tables = [table("东坪镇", period("2023-05"), [project(2, paid_in_yuan=6 * YI, signed_on=PartialDate(2023, 4, 1))])]
    return consolidate(tables, targets(GOALS), scheme, period("2023-05"), date(2023, 6, 1))


def test_targets_by_quarter_decide_how_far_ahead_everybody_is(tmp_path):
    """20/50/80/100: by May 20 + 30 × 2/3 = 40 % is due; 6 of 12亿 are 50 %, ten points ahead, and so it stands everywhere."""
    result = of_may(load(written_xishan(tmp_path / "西山", PACE)))
    assert result.elapsed == (40, 100)
    standing = next(one for one in result.standings if one.line.lead_unit == "东坪镇")
    assert standing.variances["XS-T1"].ahead == pytest.approx(0.5 - 0.4)
    assert standing.variances["XS-T2"].ahead == pytest.approx(1 / 20 - 0.4)
    master = write_master(result, tmp_path / "汇总.xlsx")
    assert "序时进度 40/100" in openpyxl.load_workbook(master)["目标完成情况"]["A2"].value
    if SOFFICE:
        assert list(differences(master, recalculated([master], tmp_path / "again")[0])) == []


def test_one_indicator_may_have_a_pace_of_its_own(tmp_path):
    """县外到位资金 by 10/40/70/100 is 30 % due in May, the others by months gone, 5/12; paper and workbook agree."""
    own = ('header = ["县外到位资金", "到位资金"]', 'header = ["县外到位资金", "到位资金"]\npace = [10, 40, 70, 100]')
    result = of_may(load(written_xishan(tmp_path / "西山", own)))
    standing = next(one for one in result.standings if one.line.lead_unit == "东坪镇")
    assert standing.variances["XS-T1"].ahead == pytest.approx(0.5 - 0.3)
    assert standing.variances["XS-T2"].ahead == pytest.approx(1 / 20 - 5 / 12)
    master = write_master(result, tmp_path / "汇总.xlsx")
    sheet = openpyxl.load_workbook(master)["目标完成情况"]
    assert "（文件另定：县外到位资金 30/100）" in sheet["A2"].value
    assert any("-30/100)" in str(cell.value) for row in sheet for cell in row)
    trend = openpyxl.load_workbook(master)["走势"]
    assert "序时进度：县外到位资金" in [row[0].value for row in trend]
    circular = ProgressCircular(
        None, "西山县", result.period, False, result.elapsed, result.county, (), result.standings, (),
        result.scheme.indicators[0], (), "全县",
    )  # fmt: skip
    assert circulars._due(circular) == pytest.approx(0.3)
    if SOFFICE:
        assert list(differences(master, recalculated([master], tmp_path / "again")[0])) == []


@pytest.mark.parametrize("pace", ["[20, 50, 80]", "[50, 20, 80, 100]", "[20, 50, 80, 90]"])
def test_a_pace_that_is_none_is_a_slip(tmp_path, pace):
    """Four or twelve, rising, to 100; of the rulebook and of an indicator."""
    whole = written_xishan(tmp_path / "甲", ("year = 2023\n", f"year = 2023\npace = {pace}\n"))
    own = written_xishan(tmp_path / "乙", ('unit = "亿元"\n', f'unit = "亿元"\npace = {pace}\n'))
    for folder in (whole, own):
        assert any("应是四个（每季度末）或十二个（每月末）" in str(slip) for slip in slips_of(folder))
