"""A year of 交城经济开发区, from its aims to the points of each department, with every point by hand."""

import shutil

import pytest

from tests.drawn_register import draw_register
from tests.year import at, county_year, figures, write_sheet
from toolkit.files.shipped import folder
from toolkit.model.period import ReportingPeriod

# 底盘 is from 山东, high-tech, packaged, registered and started in the year; 苯胺 is from within 山西; 显示 is a firm of the
# 世界500强 from 香港, 5 万美元 of a contract of 1200 have come; 储能 is from 江苏, 3 万美元 of foreign money beside it.
PROJECTS = """
单位 | 项目名称 | 行业 | 投资总额（亿元） | 投资来源 | 签约日期 | 注册日期 | 开工日期 | 是否新兴产业 | 是否策划包装 | 是否入统 | 是否世界500强 | 合同外资（万美元） | 实际利用外资（万美元） | 6月 | 12月
经济发展部 | 底盘 | 汽车零部件 | 6   | 山东 | 2022-03-10 | 2022-05-10 | 2022-08-01 | 是 | 是 | 是 | 否 | 0    | 0 | 注册 0.5 | 开工 2.5
经济发展部 | 苯胺 | 化工       | 0.8 | 太原 | 2022-06-01 | 2022-07-01 |            | 否 | 否 | 否 | 否 | 0    | 0 | 签约 0   | 注册 0.3
经济发展部 | 显示 | 机械       | 3   | 香港 | 2022-04-02 |            |            | 否 | 否 | 否 | 是 | 1200 | 5 | 签约 0.1 | 签约 0.5
规划建设部 | 储能 | 储能设备   | 12  | 江苏 | 2022-09-09 |            |            | 是 | 否 | 否 | 否 | 0    | 3 |          | 签约 1
"""
# 信息: two in the first quarter, one in the second, three in the third, two in the fourth.  Two trainings, one without its
# 学习记录.  The journey to 山东 is typed here, too: it stands in the register already.
BOOK = """
部室 | 事项 | 日期 | 内容 | 佐证材料 | 数量 | 企业所在地
经济发展部 | 报送信息 | 2022-02-18 | 铸件线索 | 原文 | 1 |
经济发展部 | 报送信息 | 2022-03-09 | 扩产意向 | 原文 | 1 |
经济发展部 | 报送信息 | 2022-05-12 | 配套需求 | 原文 | 1 |
经济发展部 | 报送信息 | 2022-07-05 | 转移动态 | 原文 | 1 |
经济发展部 | 报送信息 | 2022-08-06 | 新建计划 | 原文 | 1 |
经济发展部 | 报送信息 | 2022-09-07 | 选址意向 | 原文 | 1 |
经济发展部 | 报送信息 | 2022-10-08 | 增资意向 | 原文 | 1 |
经济发展部 | 报送信息 | 2022-11-09 | 合作意向 | 原文 | 1 |
经济发展部 | 参加培训 | 2022-04-20 | 业务培训 | 学习记录 | 1 |
经济发展部 | 参加培训 | 2022-10-20 | 政策培训 |  | 1 |
经济发展部 | 招商活动 | 2022-06-15 | 赴山东拜访 | 记录表 | 1 |
经济发展部 | 达成意向 | 2022-11-02 | 电机配套 | 意向书 | 1 | 山东省济南市
"""
TRIPS = """
J-1||经济发展部|山东省济南市|2022-06-14|2022-06-16|2022-06-10||备1|拜访
J-2||经济发展部|厦门市|2022-09-08|2022-09-11|2022-09-01||备2|参加投洽会
J-3||规划建设部|南京市|2022-10-18|2022-10-20|||备3|拜访
"""
PEOPLE = "J-1|甲|经济发展部|带队领导|科级\nJ-2|甲|经济发展部|带队领导|科级\nJ-3|乙|规划建设部|带队领导|科级"
POINTS = {
    "经济发展部": {
        "JC-S1": 6,  # 2 + 0 + 2 + 2: two items a quarter, one is nothing, three are no more than two
        "JC-S2": 2,  # one training with its record
        "JC-S3": 2,  # 底盘 is packaged
        "JC-S4": 4,  # two journeys; the line in the book is one of them
        "JC-S5": 5,  # one intention, with a firm of another province
        "JC-S6": 10,  # 底盘, 显示; 苯胺 is from within the province
        "JC-S7": 10,  # 底盘, 苯胺: signed and registered in the year
        "JC-S8": 10,  # 5 万美元 are two times 2 万
        "JC-S9": 5,  # 底盘
        "JC-S10": 5,  # 底盘; 显示 is from abroad
        "JC-S11": 10,  # 底盘 ≥ 5亿, 显示 by a contract ≥ 1000 万美元
        "JC-S12": 5,  # 显示
    },
    "规划建设部": {
        "JC-S4": 2,  # made without approval: it counts under the reading `trip_unapproved = made`
        "JC-S6": 5,
        "JC-S8": 5,  # 3 万美元 are one time 2 万, the rest earns nothing
        "JC-S9": 5,
        "JC-S10": 5,
        "JC-S11": 5,  # 12亿
    },
}
JUNE, DECEMBER = ReportingPeriod(2022, 6), ReportingPeriod(2022, 12)


def laid_out(root, **readings):
    """The year's workspace, with readings of the office."""
    county_year(root, "jiaocheng-2022", 2022, PROJECTS)
    shutil.copy2(folder("sample_workbooks") / "jiaocheng_2022" / "单位补充.csv", root)
    write_sheet(root / "考核" / "计分台账.xlsx", BOOK)
    draw_register(root / "出行" / "出行台账.xlsx", 行程=TRIPS, 人员=PEOPLE)
    settings = root / "设置.toml"
    lines = "".join(f'{id} = "{value}"\n' for id, value in readings.items())
    settings.write_text(settings.read_text("utf-8").replace("[readings]\n", f"[readings]\n{lines}"), "utf-8")
    return root


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The results of June and December."""
    root = laid_out(tmp_path_factory.mktemp("交城") / "交城2022")
    return {period: at(root, period) for period in (JUNE, DECEMBER)}


@pytest.mark.parametrize(
    ("month", "told"),
    [
        # June: 底盘 and 显示, 6 + 3; nothing started; 0.5 + 0 + 0.1 paid in.
        (JUNE, [2, 9, 0, 0.6, 0]),
        # December: 储能 more, 6 + 3 + 12; 底盘 has started and is in the statistics; 2.5 + 0.3 + 0.5 + 1; 储能 is of 10亿.
        (DECEMBER, [3, 21, 1, 4.3, 1]),
    ],
    ids=["June", "December"],
)
def test_the_zones_figures(year, month, told):
    """JC-T1, T2, T3, T4 of their aims of 12, 50亿, 5, 15亿 and 1."""
    assert figures(year[month], ("JC-T1", "JC-T1v", "JC-T2", "JC-T3", "JC-T4")) == told


@pytest.mark.parametrize("unit", POINTS)
def test_every_point_of_a_department(year, unit):
    """JC-S1…S12, the sums of JC-S0: 74 and 27."""
    scores = year[DECEMBER].assessment.scores
    earned = {rule.id: scores.of(unit, rule.id) for rule in scores.rules if scores.of(unit, rule.id)}
    assert earned == POINTS[unit]
    assert scores.of(unit) == sum(POINTS[unit].values()) == {"经济发展部": 74, "规划建设部": 27}[unit]


def test_the_year_ends_in_places(year):
    """JC-S0 「年度结束，对各部室所完成任务分值进行累加」: 74 first, 27 second; the five without points share the third."""
    places = {place.name: (place.rank, place.score) for place in year[DECEMBER].assessment.scores.places}
    assert places["经济发展部"] == (1, 74) and places["规划建设部"] == (2, 27)
    assert {place for unit, place in places.items() if unit not in POINTS} == {(3, 0)}


def test_what_earned_nothing_says_why(year):
    """JC-S2, JC-S4: the training without its record, and the journey that is typed twice."""
    items = [item for entry in year[DECEMBER].assessment.scores.entries for item in entry.items if not item.counted]
    assert sorted(item.note.partition("第")[0] for item in items) == ["出行台账.xlsx 行程 表 ", "缺学习记录，暂不计分"]


def test_readings_move_the_points_by_hand(tmp_path):
    """One item of information is 1 point, money earns in proportion, unapproved journeys nothing, a project one bonus.

    经济发展部: 74 + 1 (the second quarter) + 2.5 (5 ÷ 2 × 5 = 12.5 instead of 10) − 15: 底盘 keeps one of its three
    bonuses, 显示 one of its two.  规划建设部: 27 + 2.5 (3 ÷ 2 × 5 = 7.5) − 2 − 10.
    """
    root = laid_out(
        tmp_path / "交城2022",
        info_partial="half",
        fdi_rounding="proportional",
        trip_unapproved="approved",
        bonus_stacks="once",
    )
    scores = at(root, DECEMBER).assessment.scores
    assert [scores.of(unit) for unit in POINTS] == [62.5, 17.5]
