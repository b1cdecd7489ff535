"""What is recognised, for whom and for how long: joint events, a term after signing, quotas in days, half-years, levels."""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.assessed import assessed, result_of, scheme_of
from tests.drawn import drawn_sheet
from tests.office import SOFFICE, differences, recalculated
from tests.rulebook import written_xishan
from tests.spec.test_totals import WANXIAN, car
from tests.trips import trip
from toolkit.assessment.agenda import agenda
from toolkit.checks.trip_quotas import quota_lines, span_of
from toolkit.checks.trips import travel
from toolkit.cli import main
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.variance import evaluate
from toolkit.files.open_file import open_workbook
from toolkit.intake.office.scores import read_scores
from toolkit.intake.read import read_submission
from toolkit.intake.tables.targets import find_targets
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.trips import Register
from toolkit.schemes.loader import load, slips_of
from toolkit.workbooks.master.master import write_master

JUNE = ReportingPeriod(2023, 6)


@pytest.fixture(scope="module")
def wanxian():
    """A rulebook with points of every kind."""
    return load(WANXIAN)


def test_what_several_units_did_together_is_shared_equally(wanxian, tmp_path):
    """联合引进的平均计分: three points for two units are 1.5 each, and the row says with whom."""
    book = openpyxl.Workbook()
    book.active.append(["部室", "事项", "日期", "内容", "佐证材料", "数量"])
    book.active.append(["汽零专班、食品专班", "外地招商推介会", date(2023, 5, 8), "杭州推介会", "照片", 1])
    book.active.append(["汽零专班、某部门", "外地招商推介会", date(2023, 5, 9), "上海推介会", "照片", 1])
    book.save(tmp_path / "计分台账.xlsx")
    events, findings = read_scores(tmp_path / "计分台账.xlsx", wanxian, JUNE)
    assert [(one.unit, one.quantity, one.what) for one in events] == [
        (unit, 0.5, "杭州推介会（汽车零部件专班、绿色食品专班共同，各2分之一）")
        for unit in ("汽车零部件专班", "绿色食品专班")
    ]
    assert [finding.kind for finding in findings] == ["score_unit_unknown"], "a unit that nobody knows is asked about"
    result = assessed(result_of(wanxian, {}, JUNE, date(2023, 7, 1)), events=events)
    scores = result.assessment.scores
    assert [scores.of(unit, "WX-7", "2023年第二季度") for unit in ("汽车零部件专班", "绿色食品专班")] == [1.5, 1.5]


def test_foreign_money_of_two_units_is_shared_and_not_counted_twice(tmp_path):
    """JC-S8: 6万美元 that two 部室 brought together are 3万 for each."""
    book = openpyxl.Workbook()
    book.active.append(["部室", "事项", "日期", "内容", "佐证材料", "到账金额", "币种"])
    book.active.append(["经济发展部、财政管理部", "外资到账", date(2022, 5, 8), "甲公司增资", "进账单", 60_000, "美元"])
    book.save(tmp_path / "计分台账.xlsx")
    events, findings = read_scores(tmp_path / "计分台账.xlsx", scheme_of("jiaocheng-2022"), ReportingPeriod(2022, 6))
    assert findings == ()
    assert [(one.unit, one.amount) for one in events] == [("经济发展部", 30_000), ("财政管理部", 30_000)]


@pytest.mark.parametrize(
    ("signed", "started", "counted"),
    [
        (PartialDate(2021, 5, 8), PartialDate(2023, 5, 8), True),
        (PartialDate(2021, 5, 8), PartialDate(2023, 5, 9), False),
        (PartialDate(2021, 5), PartialDate(2023, 5, 9), False),
    ],
)
def test_a_project_is_recognised_within_a_term_after_signing(wanxian, signed, started, counted):
    """签约后两年内开工的才认定: to the day; where the day is not known it waits and says so."""
    rule = next(one for one in wanxian.rules.scores if one.id == "WX-9")
    own = replace(rule, within_years=2, dated_by="started_on", alternatives=((),), once_among="")
    scheme = replace(wanxian, rules=replace(wanxian.rules, scores=(own,), carry=None, caps=()))
    result = result_of(scheme, {"汽车零部件专班": [car(signed_on=signed, started_on=started)]}, JUNE, date(2023, 7, 1))
    (entry,) = assessed(result).assessment.scores.entries
    assert (entry.points, entry.items[0].counted) == ((4, True) if counted else (0, False))
    assert counted or "签约后2年" in entry.items[0].note


@pytest.mark.parametrize(
    ("per", "month", "span", "days"),
    [
        ("month", 6, "2023年6月", 2),
        ("quarter", 6, "2023年第二季度", 5),
        ("half_year", 6, "2023年上半年", 8),
        ("half_year", 9, "2023年下半年", 4),
        ("year", 9, "2023年", 12),
    ],
)
def test_days_outside_are_counted_in_each_span(luzhai, per, month, span, days, tmp_path):
    """每年在外招商不少于60天: departure and return both count, over the month, quarter, half-year or year."""
    trips = (
        trip("1", "县林业局", date(2023, 2, 1), date(2023, 2, 3)),
        trip("2", "县林业局", date(2023, 4, 6), date(2023, 4, 8)),
        trip("3", "县林业局", date(2023, 6, 1), date(2023, 6, 2)),
        trip("4", "县林业局", date(2023, 8, 1), date(2023, 8, 4)),
    )
    quota = replace(luzhai.rules.quotas[0], measure="days", per=per, minimum=60)
    scheme = replace(luzhai, year=2023, valid=(2023,), rules=replace(luzhai.rules, quotas=(quota,)))
    period, register = ReportingPeriod(2023, month), Register("出行台账.xlsx", trips=trips, months=(), findings=())
    line = next(one for one in quota_lines(register, scheme, period, period.last_day) if one.unit == "县林业局")
    assert (line.span, line.required, line.actual) == (span, 60, days)
    assert span_of(quota, period)[1] >= period.last_day
    shown = travel(register, scheme, period, period.last_day)
    result = replace(consolidate((), None, scheme, period, period.last_day), travel=shown)
    before = write_master(result, tmp_path / "汇总.xlsx")
    if per == "year" and SOFFICE:
        assert list(differences(before, recalculated([before], tmp_path / "again")[0])) == []


def test_what_is_due_each_half_year_or_each_fortnight_stands_in_the_calendar(tmp_path):
    """每半年 in June and December only; 每半月 is two deadlines, the 15th and the last day."""
    meeting = ('every = "quarter"\nchair', 'every = "half_year"\nchair')
    fortnight = (
        "[[route]]",
        "\n".join(
            f'[[deadline]]\nid = "half-{day}"\nwhat = "半月报"\nrule = "day_of_month"\nday = {day}\n'
            'sender = "各乡镇"\nreceiver = "县招商中心"\nclause = "XS-R1"\n'
            for day in (15, 31)
        )
        + "[[route]]",
    )
    scheme = load(written_xishan(tmp_path / "西山", meeting, fortnight))
    due = {month: agenda(scheme, ReportingPeriod(2023, month)) for month in (3, 6, 12)}
    assert [month for month, items in due.items() if any(one.what == "招商例会" for one in items)] == [6, 12]
    assert [one.day.day for one in due[6] if one.what == "半月报"] == [15, 30]


@pytest.mark.parametrize(
    ("within", "written", "rows"),
    [
        ("县", "region = 县外", {"柳北区", "南宁", "广东", "香港"}),
        ("市", "region = 市外", {"南宁", "广东", "香港"}),
        ("省", "region = 省外", {"广东", "香港"}),
        ("县", "region = 省外", {"广东", "香港"}),
        ("市", "region = 省外", {"广东", "香港"}),
        ("县", "region = 境外", {"香港"}),
    ],
)
def test_beyond_county_city_province_and_border_are_levels_of_one_gazetteer(tmp_path, within, written, rows):
    """县外, 市外, 省外 and 境外 in one rulebook, by the place's code; 待定 is in none of them."""
    place = f'within = "{within}"\nplace = "450223"'
    folder = written_xishan(
        tmp_path / "西山",
        ('within = "县"', place),
        ('criteria = ["region = 区外"]', f'criteria = ["{written}"]'),
        ('unit = "亿元"\nsum = "paid_in_yuan"', 'unit = "个"\ncount = true'),
        ("target = 2_000_000_000", "target = 20"),
    )
    scheme = load(folder)
    sources = ("柳北区", "南宁", "广东", "香港", "鹿寨", "国内")
    result = result_of(scheme, {"东坪镇": [{"source": source} for source in sources]}, JUNE, date(2023, 7, 1))
    met = {
        entry.source
        for entry in result.ledger.entries
        if evaluate(scheme.indicator("XS-T1"), table_of(replace(result.ledger, entries=(entry,)), scheme), scheme)
    }
    assert met == rows


@pytest.mark.parametrize(
    ("within", "written", "says"),
    [
        ("县", "region = 市外", '区内外现在按“县”分。请在[region] 里写 within = "市"'),
        ("省", "region = 县外", '请在[region] 里写 within = "县"'),
        ("县", "region = 省外", "或者写明本县的 place（行政区划代码）"),
        ("县", "region != 县外", "只能写 region = 县外"),
    ],
)
def test_a_level_that_cannot_be_told_is_a_slip(tmp_path, within, written, says):
    """What the ledger cannot tell apart is not counted as nothing."""
    changes = (('within = "县"', f'within = "{within}"'), ('"region = 区外"', f'"{written}"'))
    assert any(says in str(slip) for slip in slips_of(written_xishan(tmp_path / "西山", *changes)))


def test_a_target_table_of_units_alone_is_one_row_a_unit(tmp_path):
    """target_columns = ["lead_unit"]: 单位｜任务 is read, and no unit stands in two rows."""
    folder = written_xishan(tmp_path / "西山", ('["group", "lead_unit"]', '["lead_unit"]'))
    office, run = tmp_path / "西山2023", CliRunner().invoke
    assert run(main, ["init", str(office), "--scheme", str(folder)]).exit_code == 0
    (office / "报送" / "2023-03").mkdir(parents=True)
    drawn_sheet(
        """
          | A | B
        1 | 单位 | 县外到位资金（亿元）
        2 | 东坪 | 12
        3 | 西坝乡 | 8
        4 | 合计 | 20
        """,
        office / "目标" / "目标.xlsx",
    )
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：东坪镇政府
        2 | HEADINGS | 到位资金（亿元）
        3 | 1 | 竹木加工 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | 2023-02-01 | 已签约 | 1.5
        """,
        office / "报送" / "2023-03" / "东坪镇3月.xlsx",
    )
    done = run(main, ["consolidate", "-w", str(office), "--period", "2023-03"])
    assert done.exit_code in (0, 1), done.output
    (master,) = (office / "输出" / "2023-03").glob("*汇总表.xlsx")
    rows = [row for row in openpyxl.load_workbook(master, data_only=True)["目标完成情况"].values if "东坪镇" in row]
    assert [(row[2], row[3], row[4]) for row in rows[:1]] == [("东坪镇", 1_200_000_000, 150_000_000)]
    assert len(rows) == 2, "once by group and once by lead unit"


@pytest.mark.parametrize(
    ("columns", "headings", "found"),
    [
        ('["lead_unit"]', "单位 | 县外到位资金", {"lead_unit": 1, "XS-T1": 2}),
        ('["lead_unit"]', "乡镇（街道） | 县外到位资金", {"lead_unit": 1, "XS-T1": 2}),
        ('["lead_unit"]', "序号 | 考核对象 | 县外到位资金", {"number": 1, "lead_unit": 2, "XS-T1": 3}),
        ('["lead_unit"]', "乡镇 | 牵头单位 | 县外到位资金", {"lead_unit": 2, "XS-T1": 3}),
        ('["group", "lead_unit"]', "招商组 | 乡镇 | 县外到位资金", {"group": 1, "lead_unit": 2, "XS-T1": 3}),
        ('["group", "lead_unit"]', "招商组 | 牵头单位 | 乡镇 | 县外到位资金", {"group": 1, "lead_unit": 2, "XS-T1": 4}),
    ],
)
def test_units_of_a_target_table_stand_under_their_kind(tmp_path, columns, headings, found):
    """乡镇｜任务 is a target table: the units stand under 牵头单位 or, where there is none, under what they are."""
    scheme = load(written_xishan(tmp_path / "西山", ('["group", "lead_unit"]', columns)))
    width = headings.count("|") + 1
    cells = " | ".join(["东坪镇"] * (width - 1) + ["12"])
    letters = " | ".join("ABCDEF"[:width])
    drawn_sheet(f"\n| {letters}\n1 | {headings}\n2 | {cells}\n", tmp_path / "目标.xlsx")
    (sheet,) = open_workbook(tmp_path / "目标.xlsx").sheets
    header = find_targets(sheet, scheme)
    assert header and header.columns == found


def test_a_table_of_projects_with_a_column_of_townships_is_none_of_targets(tmp_path):
    """乡镇 and 到位资金 over a list of projects: what a unit reports, not what it is to do."""
    scheme = load(written_xishan(tmp_path / "西山"))
    drawn_sheet(
        """
          | A | B | C | D | E | F | G
        1 | 填报单位：东坪镇政府
        2 | 序号 | 乡镇 | 项目名称 | 项目投资方 | 投资总额（亿元） | 到位资金（亿元） | 进展
        3 | 1 | 东坪镇 | 甲项目 | 甲公司 | 3 | 1.5 | 已签约
        """,
        tmp_path / "东坪镇3月.xlsx",
    )
    assert read_submission(tmp_path / "东坪镇3月.xlsx", scheme, JUNE).table == "statistics"
