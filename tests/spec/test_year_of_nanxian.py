"""A year of 南县, from tasks of the fourteen hosts to 约谈, 调整分工 and 问责, with every figure by hand."""

import shutil

import pytest

from tests.drawn_register import draw_register
from tests.year import at, county_year, figures, write_sheet
from toolkit.files.shipped import folder
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.prefilled import prefilled

# What each host brought in by the end of the year, in 亿元, against a task of 0.2; half of it by June.
HOSTS = {
    "县经济开发区": 0.50, "县省级农业科技园区": 0.40, "南洲镇": 0.36, "华阁镇": 0.34, "明山头镇": 0.32, "青树嘴镇": 0.30, "茅草街镇": 0.28,
    "武圣宫镇": 0.26, "三仙湖镇": 0.24, "麻河口镇": 0.22, "浪拔湖镇": 0.20, "中鱼口镇": 0.18, "厂窖镇": 0.16, "乌嘴乡": 0.14,
}  # fmt: skip
# Two more projects whose money is no 境内省外资金: from 长沙 (within the province) and from 香港 (境外, 120 万美元).
OTHERS = """
南洲镇 | 城里商场 | 零售 | 2 | 长沙 | 2022-03-01 | 签约 0.4 | 签约 0.9 | 0
县经济开发区 | 港资电子 | 电子 | 3 | 香港 | 2022-02-01 | 签约 0.3 | 签约 0.8 | 120
"""
HEAD = "单位 | 项目名称 | 行业 | 投资总额（亿元） | 投资来源 | 签约日期 | 6月 | 12月 | 实际利用外资（万美元）"
ROWS = [
    f"{unit} | {unit}项目 | 食品加工 | 1 | 广东 | 2022-01-05 | 签约 {paid / 2:g} | 签约 {paid:g} | 0"
    for unit, paid in HOSTS.items()
]
TARGETS = "序号 | 责任主体 | 落户地 | 引进境内省外资金（亿元） | 实际利用外资（万美元）\n" + "\n".join(
    f"{number} | 项目落户地 | {unit} | 0.2 | {100 if number == 1 else 0}" for number, unit in enumerate(HOSTS, 1)
)
# 2021: 3 亿元, 100 万美元, 1 亿元 of trade.  2022 by hand: 境内省外资金 0.50 + 0.40 + … + 0.14 = 3.90; June half of it, 1.95.
BASES = "指标,年份,数值,单位,来源\nNX-T1v,2021,3,亿元,公报\nNX-T3v,2021,100,万美元,公报\nNX-T2v,2021,1,亿元,公报\n"
# Last year 乌嘴乡 was last and 华阁镇 last but one.
PAST = "年度 | 单位 | 考核得分 | 名次\n" + "\n".join(
    f"2021 | {unit} | {score} | "
    for unit, score in ({unit: 95 - place for place, unit in enumerate(HOSTS)} | {"华阁镇": 60, "乌嘴乡": 50}).items()
)
# 乌嘴乡: its 主要负责人 甲 goes in April and October; its 分管负责人 乙 three times in the second quarter, twice in the third, and in
# the fourth twice beyond the county and once within it.
TRIPS = """
N-1||乌嘴乡|长沙市|2022-04-06|2022-04-07|2022-04-01||备|拜访
N-2||乌嘴乡|广东省东莞市|2022-05-10|2022-05-12|2022-05-01||备|拜访
N-3||乌嘴乡|长沙市|2022-06-14|2022-06-15|2022-06-01||备|拜访
N-4||乌嘴乡|长沙市|2022-07-05|2022-07-06|2022-07-01||备|拜访
N-5||乌嘴乡|长沙市|2022-09-06|2022-09-07|2022-09-01||备|拜访
N-6||乌嘴乡|广东省佛山市|2022-10-11|2022-10-13|2022-10-01||备|拜访
N-7||乌嘴乡|益阳市|2022-11-08|2022-11-08|2022-11-01||备|拜访
N-8||乌嘴乡|南洲镇|2022-12-06|2022-12-06|2022-12-01||备|拜访
N-9||县教育局|上海市|2022-11-15|2022-11-17|2022-11-10||备|拜访
"""
PEOPLE = "\n".join(
    [
        *(f"N-{n}|乙|乌嘴乡|{'带队领导、' if n not in (1, 6) else ''}分管负责人|科级" for n in range(1, 9)),
        "N-1|甲|乌嘴乡|带队领导、主要负责人|科级",
        "N-6|甲|乌嘴乡|带队领导、主要负责人|科级",
        "N-9|丙|县教育局|带队领导|科级",
    ]
)
# 县教育局 (责任招商单位) calls twice on one firm and once on another: two leads.
VISITS = "N-9|某教具公司|教具厂|A\nN-9|某教具公司|教具厂|A\nN-9|某软件公司|研发中心|B"
JUNE, DECEMBER = ReportingPeriod(2022, 6), ReportingPeriod(2022, 12)


def laid_out(root):
    """The year's workspace, with tasks, bases, last year's places and journeys."""
    drawing = "\n".join([HEAD, *ROWS, *OTHERS.strip().splitlines()])
    county_year(root, "nanxian-2022", 2022, drawing)
    shutil.copy2(folder("sample_workbooks") / "nanxian_2022" / "单位补充.csv", root)
    (root / "基数.csv").write_text(BASES, "utf-8")
    write_sheet(root / "目标" / "目标分解.xlsx", TARGETS)
    write_sheet(root / "考核" / "上年考核.xlsx", PAST)
    draw_register(root / "出行" / "出行台账.xlsx", 行程=TRIPS, 人员=PEOPLE, 拜访=VISITS)
    return root


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The result of June and of December."""
    root = laid_out(tmp_path_factory.mktemp("南县") / "南县2022")
    return {period: at(root, period) for period in (JUNE, DECEMBER)}


@pytest.mark.parametrize(
    ("month", "amounts", "rates"),
    [
        # June: 1.95 against half of the base, 1.5: 30 %; 120 万美元 (a year's sum, stated in June already) against 50: 140 %.
        (JUNE, [1.95, 120], {"NX-T1": 0.30, "NX-T3": 1.40}),
        # December: 3.90 of 3: 30 %, where 10 % were asked (3.3 亿元); 120 of 100: 20 %, where 15 % were asked.
        (DECEMBER, [3.90, 120], {"NX-T1": 0.30, "NX-T3": 0.20}),
    ],
    ids=["June", "December"],
)
def test_growth_against_the_base(year, month, amounts, rates):
    """NX-T1, NX-T3 「年均增长」: money from 长沙 and 香港 is none from 境内省外; half a year stands against half the base."""
    result = year[month]
    assert figures(result, ("NX-T1v", "NX-T3v")) == amounts
    found = {one.indicator.id: one.actual for one in result.county}
    assert {id: found[id] for id in rates} == pytest.approx(rates, abs=1e-6)
    targets = {one.indicator.id: one.target for one in result.county}
    assert (targets["NX-T1v"], targets["NX-T3v"]) == (330_000_000, 1_150_000)


def test_the_places_of_the_fourteen(year):
    """NX-R6, reading `ranking_scope = hosts`: by completion, 0.16 of 0.2 is 80 %, 0.14 is 70 %; 县经济开发区 has two tasks."""
    lines = {one.unit: one for one in year[DECEMBER].assessment.index}
    # 县经济开发区: (0.50 / 0.2 + 120 / 100) / 2 = (2.5 + 1.2) / 2 = 1.85; 县省级农业科技园区 0.40 / 0.2 = 2: it is first.
    assert [
        (unit, lines[unit].rank, lines[unit].index)
        for unit in ("县省级农业科技园区", "县经济开发区", "厂窖镇", "乌嘴乡")
    ] == [
        ("县省级农业科技园区", 1, 2.0),
        ("县经济开发区", 2, 1.85),
        ("厂窖镇", 13, 0.8),
        ("乌嘴乡", 14, 0.7),
    ]


def test_the_heads_quarters(year):
    """NX-R1 once, NX-R2 three times a quarter: 乌嘴乡's by hand; the visit to 南洲镇 is within the county."""
    lines = [one for one in year[DECEMBER].travel.quotas if one.unit == "乌嘴乡"]
    made = {role: [one.actual for one in lines if one.quota.role == role] for role in ("主要负责人", "分管负责人")}
    assert made == {"主要负责人": [1, 0, 1], "分管负责人": [3, 2, 2]}


def test_what_the_other_classes_did(year):
    """NX-U2: 县教育局 brought two leads in the year, of three calls."""
    (line,) = [one for one in year[DECEMBER].travel.quotas if one.unit == "县教育局"]
    assert (line.quota.citation.id, line.actual) == ("NX-U2", 2)


def test_the_year_ends_in_proposals_on_complete_grounds(year):
    """NX-R6: 厂窖镇 and 乌嘴乡, the last two; NX-R7, NX-R8: 乌嘴乡 alone was among the last two, and last, in 2021 as well."""
    made = year[DECEMBER].assessment
    assert [(one.consequence.id, one.unit, one.state) for one in made.proposals] == [
        ("NX-R6", "厂窖镇", "待研究决定"),
        ("NX-R6", "乌嘴乡", "待研究决定"),
        ("NX-R7", "乌嘴乡", "待研究决定"),
        ("NX-R8", "乌嘴乡", "待研究决定"),
    ]
    assert made.withheld == ()
    june = year[JUNE].assessment.proposals
    assert {one.state for one in june} == {"预警（年度未终）"}


def test_the_letter_begins_with_what_is_known(year):
    """NX-R6 「由县长约谈该单位主要负责人」: unit, person, place and who invites are filled in from the assessment."""
    entries = prefilled("约谈通知", year[DECEMBER]).entries
    assert (entries["约谈单位"], entries["约谈对象"], entries["约谈人"]) == (("厂窖镇",), ("主要负责人",), ("县长",))
    assert entries["约谈原因"] == ("你单位招商引资任务年度考核排名为2022年项目落户地第13名（共14个，倒数第2）",)
