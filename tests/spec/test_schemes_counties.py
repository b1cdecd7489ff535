"""The rulebooks of 港南, 南县 and 交城: targets, mixed currencies, cohorts, growth, and who has to supply what."""

from datetime import date

import pandas as pd
import pytest
from msgspec.structs import replace

from tests.judging import judged
from toolkit.checks.working_days import due_after
from toolkit.consolidation.attribution import Attributor
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.variance import evaluate
from toolkit.intake.read import read_submission
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Ledger
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project
from toolkit.schemes.loader import load, load_shipped, scheme_ids, shipped_folder
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges

JUNE = ReportingPeriod(2022, 6)
EMPTY = dict.fromkeys(LedgerEntry.__struct_fields__)
PLAIN = EMPTY | {
    "serial": 1, "unit": "", "name": "", "counted": "是", "region": "区外", "outside": "是", "sector": "工业",
    "emerging": "否", "stage": "签约", "stage_rank": 2, "year": 2022, "target_row": "", "group": "", "period": "",
    "file": "", "sheet": "", "row": 1, "path": "", "decision": "", "lead_unit": "", "attributed_by": "",
}  # fmt: skip


def entry(**values: object) -> LedgerEntry:
    """A ledger entry: signed this year with money from outside, unless said otherwise."""
    if "stage" in values:
        values["stage_rank"] = stage_rank(str(values["stage"]))
    return LedgerEntry(**(PLAIN | values))  # type: ignore[arg-type]


def table(*entries: LedgerEntry) -> pd.DataFrame:
    """The ledger as consolidation sees it."""
    return table_of(Ledger(JUNE, entries))


def both(scheme, id, *entries, elapsed=(12, 12)):
    """An indicator's value by both evaluators, which must agree (promise 3)."""
    indicator = scheme.indicator(id)
    masked = evaluate(indicator, table(*entries), scheme, elapsed)
    live = Figures(scheme, LedgerRanges("项目台账", 4, 9), entries, elapsed).value(indicator)
    scale = indicator.scale if indicator.unit == "万美元" else 1
    assert live == (masked / scale if masked is not None else "—")
    return masked


def test_all_four_rulebooks_load_and_cite_their_documents():
    """Every rule of every rulebook has a clause with words that stand in document.txt (the loader checks them).

    南县 writes of no approval of trips; its routes quote nothing.
    """
    for id in scheme_ids():
        scheme = load_shipped(id)
        rules = scheme.rules
        parts = (*rules.scores, *rules.weights, *rules.consequences, *rules.meetings, *rules.stages, *rules.pairs)
        parts += (*rules.quotas, *rules.duties, *rules.classes, *rules.registers, *rules.occasions, *rules.organs)
        written = [route for route in scheme.routes if not route.unwritten]
        for rule in (*scheme.indicators, *scheme.deadlines, *written, *scheme.readings, *parts):
            assert rule.citation.quote, rule


def test_gangnans_targets():
    """GN-T1 18 projects and 60亿元; GN-T2 80/70/60 %; GN-T3 7; GN-T4 80亿元 and 8300万美元; GN-T5 30."""
    targets = {one.id: one.target for one in load_shipped("gangnan-2018").indicators if one.target is not None}
    assert targets == {
        "GN-T1": 18,
        "GN-T1v": 6_000_000_000,
        "GN-T2-15": 0.80,
        "GN-T2-16": 0.70,
        "GN-T2-17": 0.60,
        "GN-T3": 7,
        "GN-T4": 8_000_000_000,
        "GN-T4u": 83_000_000,
        "GN-T5": 30,
    }


def test_a_sub_total_in_another_currency_is_neither_converted_nor_added():
    """GN-T4 「到位资金80亿元,其中实际利用外资8300万美元」: two columns, two currencies, one inside the other."""
    scheme = load_shipped("gangnan-2018")
    entries = (entry(paid_in_yuan=300_000_000, fdi_usd=12_000_000), entry(paid_in_yuan=50_000_000))
    assert both(scheme, "GN-T4", *entries) == 350_000_000
    assert both(scheme, "GN-T4u", *entries) == 12_000_000


def test_a_start_rate_is_counted_by_the_year_of_signing():
    """GN-T2: of four projects signed in 2015 three have started by now: 75 %, whatever later years did."""
    scheme = load_shipped("gangnan-2018")
    old = [entry(year=2015, stage=stage) for stage in ("开工", "开工", "投产", "签约")]
    assert both(scheme, "GN-T2-15", *old, entry(year=2016, stage="签约")) == 0.75
    assert both(scheme, "GN-T2-17", *old) is None, "no project of 2017: nothing to divide"


@pytest.mark.parametrize(("value", "rate"), [("all", 0.5), ("yi", 1.0)])
def test_which_projects_a_start_rate_counts_is_a_reading(value, rate):
    """GN-T2 says 签约项目 where it says 亿元项目 for 2018: `cohort_scope`."""
    scheme = load(shipped_folder("gangnan-2018"), {"cohort_scope": value})
    big = entry(year=2015, stage="开工", investment_yuan=100_000_000)
    small = entry(year=2015, stage="签约", investment_yuan=20_000_000)
    assert both(scheme, "GN-T2-15", big, small) == rate


@pytest.mark.parametrize(
    ("value", "group"), [("unit-industry", "桥圩镇招商小分队"), ("industry-unit", "纺织和羽绒产业招商小分队")]
)
def test_whose_project_it_is_in_gangnan_is_a_reading(value, group):
    """GN-A1 has tables by squad, by town and by department: `attribute_by` says which goes first; none counts twice."""
    scheme = load(shipped_folder("gangnan-2018"), {"attribute_by": value})
    project = judged(Project(CellRef("a.xlsx", "Sheet1", 4), {}, industry="羽绒", name="羽绒服装加工项目"))
    assert Attributor(scheme).of(project, "桥圩镇").row.group == group


def test_seven_squads_and_every_name_their_units_go_by():
    """GN:53-121: one document writes 招商局 and 区招商局, 区工业园 and 工业园区管委会; each is one unit."""
    scheme = load_shipped("gangnan-2018")
    known = {word: unit.name for unit in scheme.units for word in (unit.name, *unit.aliases)}
    assert known["招商局"] == "区招商局" and known["国土分局"] == "港南国土分局" and known["林业局"] == "区林业局"
    assert {known[word] for word in ("区工业园", "区工业园管委", "工业园区管委会")} == {"区工业园管委会"}
    assert known["工业园管委会"] == "区工业园管委会" and known["区食药监局"] == "区食品药品监督局"
    assert sum(unit.kind == "招商小分队" for unit in scheme.units) == 7
    assert sum(unit.kind == "镇（街道）" for unit in scheme.units) == 9


def test_three_annexes_in_one_old_xls_are_one_target_table():
    """GN-A1: 附表一, 二 and 三 in an .xls, each with its own 合计; together they are the document's targets."""
    from tests.spec.test_samples_counties import ROOT
    from toolkit.checks.check import check

    scheme = load_shipped("gangnan-2018")
    path = ROOT / "gangnan_2018" / "目标" / "2018年港南区招商目标任务一览表.xls"
    read = check(read_submission(path, scheme, ReportingPeriod(2018, 7)), scheme)
    assert read.findings == ()
    assert [total.ref.sheet for total in read.totals] == ["附表一", "附表二", "附表三"]
    assert len(read.target_lines) == 7 + 9 + 6
    assert sum(line.targets["GN-T4u"] or 0 for line in read.target_lines) == 83_000_000
    first = read.target_lines[0]
    assert (first.group, first.lead_unit) == ("重大项目招商谈判小分队", "区招商局"), "the alias 招商局 is resolved"
    assert first.leader == "俸振江、韦长安", "two responsible leaders, neither the other's deputy"


def test_nanxians_townships_and_baselines_are_asked_for_until_supplied(tmp_path):
    """NX-U1: 14 = 经开区 + 农科园 + 「各乡镇」, named nowhere; NX-T1…T3 set rates without the amounts of 2021."""
    folder = shipped_folder("nanxian-2022")
    missing = load(folder, office=tmp_path).gaps
    assert "项目落户地应有14个，现有2个。请写进工作文件夹的 单位补充.xlsx" in missing[0]
    assert "境内省外资金年均增长（NX-T1）缺2021年的基数" in missing[1]
    assert load(folder).indicator("NX-T1v").target is None
    towns = "\n".join(f"乡镇{n},项目落户地,,是" for n in range(12))
    (tmp_path / "单位补充.csv").write_text(f"单位,类别,别名,报送统计表\n{towns}\n", "utf-8-sig")
    lines = "NX-T1v,2021,10,亿元,统计公报\nNX-T2v,2021,5,亿元,海关\nNX-T3v,2021,2000,万美元,商务局\n"
    (tmp_path / "基数.csv").write_text(f"指标,年份,数值,单位,来源\n{lines}", "utf-8-sig")
    scheme = load(folder, office=tmp_path)
    assert scheme.gaps == ()
    assert len(scheme.target_rows) == 14
    targets = [scheme.indicator(id).target for id in ("NX-T1v", "NX-T2v", "NX-T3v")]
    assert targets == [1_100_000_000, 560_000_000, 23_000_000]


def test_nanxians_three_classes_of_units():
    """NX-U1: 22 = 1 + 21 责任招商单位, 33 鼓励招商单位; the 14 项目落户地 need the twelve townships."""
    kinds = [unit.kind for unit in load_shipped("nanxian-2022").units]
    assert kinds.count("责任招商单位（综合协调）") == 1
    assert kinds.count("责任招商单位（产业招商）") == 21
    assert kinds.count("鼓励招商单位") == 33
    assert kinds.count("项目落户地") == 2


@pytest.mark.parametrize(
    ("readings", "year", "growth"),
    [
        ({}, 2022, 0.10),  # 11 ÷ 10 - 1
        ({}, 2023, 0.048809),  # (11 ÷ 10) ^ (1 ÷ 2) - 1
        ({"growth_basis": "yearly"}, 2023, None),  # needs the amount of 2022
        ({"growth_midyear": "whole"}, 2022, 0.10),
    ],
)
def test_growth_is_counted_from_the_baseline(tmp_path, readings, year, growth):
    """NX-T1 「2022—2025年…年均增长10%以上」: compound growth over 2021, or each year over the one before."""
    (tmp_path / "基数.csv").write_text("指标,年份,数值,单位,来源\nNX-T1v,2021,10,亿元,统计公报\n", "utf-8")
    scheme = load(shipped_folder("nanxian-2022"), readings, tmp_path, year)
    assert both(scheme, "NX-T1", entry(paid_in_yuan=1_100_000_000)) == growth


@pytest.mark.parametrize(("value", "growth"), [("prorated", 0.2), ("whole", -0.4)])
def test_growth_in_the_middle_of_the_year_is_a_reading(tmp_path, value, growth):
    """6亿元 by June on a base of 10亿元: against half the base +20 %, against the whole year's -40 %."""
    (tmp_path / "基数.csv").write_text("指标,年份,数值,单位,来源\nNX-T1v,2021,10,亿元,统计公报\n", "utf-8")
    scheme = load(shipped_folder("nanxian-2022"), {"growth_midyear": value}, tmp_path)
    assert both(scheme, "NX-T1", entry(paid_in_yuan=600_000_000), elapsed=(6, 12)) == growth


def test_a_year_outside_the_plan_is_refused():
    """NX:50 covers 2022 to 2025."""
    with pytest.raises(ToolkitError, match="只管2022—2025年，设置里写的是 2026"):
        load(shipped_folder("nanxian-2022"), year=2026)


def test_jiaochengs_targets():
    """JC-T1 12 projects and more than 50亿元; JC-T2 5; JC-T3 15亿元; JC-T4 one of 10亿元."""
    targets = {one.id: one.target for one in load_shipped("jiaocheng-2022").indicators}
    expected = {"JC-T1": 12, "JC-T1v": 5_000_000_000, "JC-T2": 5, "JC-T3": 1_500_000_000, "JC-T4": 1}
    assert targets == expected


@pytest.mark.parametrize(
    ("reading", "value", "id", "project", "counts"),
    [
        ("outside_province", "any", "JC-T1", {"region": "境外"}, 1),
        ("outside_province", "domestic", "JC-T1", {"region": "境外"}, 0),
        ("industry_project", "any", "JC-T1", {"sector": "其他"}, 1),
        ("industry_project", "six", "JC-T1", {"sector": "其他"}, 0),
        ("in_statistics", "column", "JC-T2", {"stage": "开工", "in_statistics": "否"}, 0),
        ("in_statistics", "column", "JC-T2", {"stage": "开工", "in_statistics": "是"}, 1),
        ("in_statistics", "started", "JC-T2", {"stage": "开工"}, 1),
        ("major_stage", "signed", "JC-T4", {"investment_yuan": 1_200_000_000}, 1),
        ("major_stage", "started", "JC-T4", {"investment_yuan": 1_200_000_000}, 0),
        ("at_least", "included", "JC-T4", {"investment_yuan": 1_000_000_000}, 1),
        ("at_least", "excluded", "JC-T4", {"investment_yuan": 1_000_000_000}, 0),
    ],
)
def test_what_a_jiaocheng_target_counts_is_a_reading(reading, value, id, project, counts):
    """JC-T1, T2, T4: each open word of JC:39 is an option; 「以上」 includes the number (民法典 1259) by default."""
    scheme = load(shipped_folder("jiaocheng-2022"), {reading: value})
    assert both(scheme, id, entry(**project)) == counts


@pytest.mark.parametrize(
    ("scheme", "value", "due"),
    [
        ("gangnan-2018", "same-28", date(2018, 7, 28)),
        ("gangnan-2018", "next-5", date(2018, 8, 5)),
        ("nanxian-2022", "same-25", date(2022, 7, 25)),
        ("nanxian-2022", "same-end", date(2022, 7, 31)),
        ("nanxian-2022", "next-5", date(2022, 8, 5)),
        ("jiaocheng-2022", "next-5", date(2022, 8, 5)),
        ("jiaocheng-2022", "same-end", date(2022, 7, 31)),
    ],
)
def test_when_a_countys_table_is_due(scheme, value, due):
    """GN-R3 names the 28th of the same month; the other documents name no day: `statistics_due`."""
    rules = load(shipped_folder(scheme), {"statistics_due": value})
    assert rules.deadline("statistics").due(ReportingPeriod(due.year, 7)) == due


@pytest.mark.parametrize("value", ["natural", "working"])
def test_three_days_after_a_trip_are_natural_or_working_days(value):
    """LZ-R6 「考察结束后三天内」: a trip that ends on Thursday is due on Sunday, or on the next Tuesday."""
    deadline = load(shipped_folder("luzhai-2022"), {"trip_report_days": value}).deadline("trip_report")
    assert due_after(deadline, date(2022, 6, 30)) == {"natural": date(2022, 7, 3), "working": date(2022, 7, 5)}[value]


def test_every_value_of_every_reading_loads_and_says_why():
    """Each reading of each county has a default, a reason and at least two choices, and every choice can be made."""
    for id in scheme_ids():
        for reading in load_shipped(id).readings:
            assert reading.reason and len(reading.choices) >= 2 and reading.default in reading.choices
            for value in reading.choices:
                assert load(shipped_folder(id), {reading.id: value}).reading(reading.id) == value


def test_foreign_capital_is_read_in_dollars_and_other_currencies_are_asked_about(tmp_path):
    """GN-T4, NX-T3, JC-S8: 实际利用外资 is kept in whole 美元; 欧元 is not converted in silence."""
    from tests.drawn import drawn_sheet

    path = tmp_path / "区发改局6月.xlsx"
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J | K
        1 | HEADINGS | 实际利用外资（万美元）
        2 | 1 | 羽绒 | 甲项目 | 甲公司 | 1 | 香港 | 韦某 | 19900001001 | 2018年 | 已签约 | 83.5
        3 | 2 | 羽绒 | 乙项目 | 乙公司 | 1 | 香港 | 韦某 | 19900001002 | 2018年 | 已签约 | 120万美元
        4 | 3 | 羽绒 | 丙项目 | 丙公司 | 1 | 德国 | 韦某 | 19900001003 | 2018年 | 已签约 | 500万欧元
        """,
        path,
    )
    read = read_submission(path, load_shipped("gangnan-2018"), ReportingPeriod(2018, 6))
    assert [project.fdi_usd for project in read.projects] == [835_000, 1_200_000, None]
    assert [(f.kind, f.cell.a1) for f in read.findings] == [("not_dollars", "K4")]


def test_a_baseline_without_growth_stays_out_of_the_targets(tmp_path):
    """LZ-T12: the year before (45亿元) is a base to compare with; the target stays the document's 55亿元."""
    (tmp_path / "基数.csv").write_text("指标,年份,数值,单位,来源\nLZ-T1,2021,45,亿元,门户网站解读\n", "utf-8")
    indicator = load(shipped_folder("luzhai-2022"), office=tmp_path).indicator("LZ-T1")
    assert (indicator.target, indicator.baseline.amount) == (5_500_000_000, 4_500_000_000)
    assert replace(indicator, baseline=None) == load_shipped("luzhai-2022").indicator("LZ-T1")


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("基数.csv", "指标,年份,数值,单位,来源\nNX-T1v,2021,十亿,亿元,公报\n", "基数.csv 第2行的年份或数值不是数字"),
        ("汇率.csv", "币种,日期,每100外币合人民币（元）,来源\n美元,6月30日,671,央行\n", "日期写成 2022-06-30"),
        (
            "单位补充.csv",
            "单位,类别\n南洲镇,项目落户地\n",
            "单位补充.csv 的表头应是：单位,类别,别名,报送统计表。现在没有“别名、报送统计表”",
        ),
        (
            "单位补充.csv",
            "单位,类别,别名,报送统计表\n南洲镇,项目落户地,县商务局,是\n",
            "的别名“县商务局”已属于“县商务局”",
        ),
    ],
)
def test_a_slip_in_what_the_office_supplies_names_file_and_line(tmp_path, file, text, says):
    """The office's own files: one sentence with file, line and an example."""
    (tmp_path / file).write_text(text, "utf-8-sig")
    with pytest.raises(ToolkitError, match=says):
        load(shipped_folder("nanxian-2022"), office=tmp_path)


def test_exchange_rates_are_the_offices_with_their_date(tmp_path):
    """JC-S8 「等值2万美元」: the document states no rate; 汇率.csv does, as 元 per 100, kept in 分."""
    (tmp_path / "汇率.csv").write_text("币种,日期,每100外币合人民币（元）,来源\n欧元,2022-06-30,701.55,示例\n", "utf-8")
    (rate,) = load(shipped_folder("jiaocheng-2022"), office=tmp_path).rules.rates
    assert (rate.currency, rate.on, rate.per_hundred) == ("欧元", date(2022, 6, 30), 70_155)
