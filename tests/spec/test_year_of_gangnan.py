"""A year of 港南区, from the annexes' tasks to the 红黑榜 and 督查通报 of its last quarters, with every figure by hand."""

import pytest

from tests.assessed import scheme_of
from tests.drawn import drawn_sheet
from tests.drawn_register import draw_register
from tests.year import at, county_year, figures
from toolkit.model.assessment import BLACK, RED
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.prefilled import prefilled
from toolkit.workflow.steps.tables import every_unit

# Two squads of 附表一, two towns of 附表二: 亿元项目, 投资额, 到位资金, 外资, 策划包装.
TARGETS = """
sheet 附表一
  | A | B | C | D | E | F | G | H | I | J
1 | 2018年港南区招商小分队工作任务一览表
2 | 序号 | 招商小分队 | 责任领导 | 第一责任单位 | 联合责任单位 | 新签约亿元以上项目（个） | 签约投资额（亿元） | 招商引资到位资金（亿元） | 其中：实际利用外资（万美元） | 策划包装项目（个）
3 | 1 | 机械制造、电子信息产业招商小分队 | 俸振江、陆雨 | 区发改局 | 区人社局 | 2 | 5 | 2 | 100 | 1
4 | 2 | 木业深加工招商小分队 | 韦长安、张斌 | 林业局 | 国土分局 | 1 | 2 | 1 | 0 | 1
sheet 附表二
  | A | B | C | D | E | F | G | H | I | J
1 | 2018年港南区各镇（街道办）招商任务一览表
2 | 序号 | 招商小分队 | 责任领导 | 第一责任单位 | 联合责任单位 | 新签约亿元以上项目（个） | 签约投资额（亿元） | 招商引资到位资金（亿元） | 其中：实际利用外资（万美元） | 策划包装项目（个）
3 | 1 | 桥圩镇招商小分队 | 申屠云 | 桥圩镇 |  | 1 | 1 | 0.5 | 0 | 0
4 | 2 | 木格镇招商小分队 | 盘小溪 | 木格镇 |  | 0 | 0.5 | 0.5 | 0 | 0
"""
# 老五金 was signed in 2016 and has started, 旧建材 in 2017 and has not; 养殖 is given up before December.
PROJECTS = """
单位     | 项目名称 | 行业     | 投资总额（亿元） | 投资来源 | 签约日期   | 开工日期   | 是否新兴产业 | 是否策划包装 | 实际利用外资（万美元） | 9月      | 12月
区发改局 | 液晶模组 | 电子信息 | 4   | 深圳 | 2018-02-01 | 2018-07-01 | 是 | 是 | 0  | 开工 1   | 开工 1.6
区发改局 | 电机     | 机械     | 1.5 | 香港 | 2018-10-10 |            | 否 | 否 | 80 |          | 签约 0.5
区发改局 | 老五金   | 五金     | 1   | 广东 | 2016-05-05 | 2017-01-01 | 否 | 否 | 0  | 开工 0.2 | 开工 0.3
区林业局 | 板材     | 木材加工 | 0.9 | 广东 | 2018-03-03 | 2018-11-01 | 否 | 否 | 0  | 签约 0.3 | 开工 0.6
区林业局 | 家具     | 家具     | 2   | 浙江 | 2018-08-08 |            | 否 | 是 | 0  | 签约 0.1 | 签约 0.4
桥圩镇   | 羽绒     | 羽绒     | 1   | 福建 | 2018-01-09 | 2018-04-04 | 否 | 否 | 0  | 开工 0.4 | 投产 0.6
木格镇   | 养殖     | 养殖     | 0.4 | 南宁 | 2018-06-06 |            | 否 | 否 | 0  | 签约 0.1 | 终止 0.1
木格镇   | 旧建材   | 建材     | 0.5 | 广东 | 2017-07-07 |            | 否 | 否 | 0  | 签约 0.2 | 签约 0.2
"""
FIGURES = ("GN-T1", "GN-T1v", "GN-T3", "GN-T4", "GN-T4u", "GN-T5")
SEPTEMBER, DECEMBER = ReportingPeriod(2018, 9), ReportingPeriod(2018, 12)
COUNTY = {
    # 液晶 4, 家具 2, 羽绒 1 are of 亿元 and signed in 2018; 液晶 and 羽绒 have started; 1 + 0.2 + 0.3 + 0.1 + 0.4 + 0.1 + 0.2.
    SEPTEMBER: [3, 7, 2, 2.3, 0, 2],
    # 电机 1.5 more; 1.6 + 0.5 + 0.3 + 0.6 + 0.4 + 0.6 + 0.2, 养殖 is out.
    DECEMBER: [4, 8.5, 2, 4.2, 80, 2],
}
# 20 % 投资额 of the task + 15 % 资金到位率 + 15 % 落地开工率 + 25 % 亿元项目 of the task + 25 % 新兴产业占比, December:
# 区发改局: 0.2 × 5.5/5 + 0.15 × 2.4/6.5 + 0.15 × 1/2 + 0.25 × 2/2 + 0.25 × 1/2 (paid in and invested with 老五金)
# 桥圩镇:   0.2 × 1/1   + 0.15 × 0.6/1   + 0.15 × 1/1 + 0.25 × 1/1 + 0
# 区林业局: 0.2 × 2/2   + 0.15 × 1/2.9   + 0.15 × 1/2 + 0.25 × 1/1 + 0
# 木格镇:   (0.2 × 0/0.5 + 0.15 × 0.2/0.5) / 0.35: no task of 亿元项目, nothing signed this year that could start
INDEX = {"区发改局": 0.725385, "桥圩镇": 0.69, "区林业局": 0.576724, "木格镇": 0.171429}
# September: six firms, three leads.  November: six calls, all on one firm, one lead.
TRIPS = """
G-1||区发改局|深圳市|2018-09-11|2018-09-14|2018-09-03||备1|拜访
G-2||区发改局|深圳市|2018-11-06|2018-11-09|2018-11-01||备2|拜访
"""
PEOPLE = "G-1|甲|区发改局|带队领导|科级\nG-2|甲|区发改局|带队领导|科级"
VISITS = "\n".join(
    [*(f"G-1|第{n}公司|项目{n}|{'A' if n <= 3 else ''}" for n in range(1, 7)), *["G-2|第一公司|项目一|A"] * 6]
)
SQUADS = ("区招商局", "区工业园管委会", "区发改局", "区经贸局", "区农业局", "区环保局", "区林业局")
# Each squad reports by the 28th, from September on; 区林业局 not in September, 区发改局 on the 30th in November.
REPORTED = {("区林业局", 9): "", ("区发改局", 11): "2018-11-30"}
# Tables are due on the 28th: 木格镇's of December comes on the 30th.
LATE = {("木格镇", 12): "2018-12-30"}


SHORT = "每次外出拜访企业（2018年11月）、每次外出提供招商线索（2018年11月）未达到要求"


def laid_out(root):
    """The year's workspace; every unit that owes a table sends one."""
    owing = [unit.name for unit in scheme_of("gangnan-2018").reporting_units]
    county_year(root, "gangnan-2018", 2018, PROJECTS, LATE, reporting=owing)
    drawn_sheet(TARGETS, root / "目标" / "任务一览表.xlsx")
    months = "\n".join(
        f"{unit}|2018-{month:02d}||{REPORTED.get((unit, month), f'2018-{month:02d}-27')}"
        for month in (9, 10, 11, 12)
        for unit in SQUADS
    )
    draw_register(root / "出行" / "出行台账.xlsx", 行程=TRIPS, 人员=PEOPLE, 拜访=VISITS, 月报=months)
    return root


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The result of the third and the fourth quarter."""
    root = laid_out(tmp_path_factory.mktemp("港南") / "港南2018")
    return {period: at(root, period) for period in (SEPTEMBER, DECEMBER)}


@pytest.mark.parametrize("month", COUNTY, ids=str)
def test_the_district_s_figures(year, month):
    """GN-T1, T3, T4, T5: money in 元, foreign money in dollars beside it."""
    assert figures(year[month], FIGURES) == COUNTY[month]


def test_the_cohorts_of_former_years(year):
    """GN-T2: of 2016 one of one has started, of 2017 none of one; of 2015 there is no project, so no rate."""
    rates = {one.indicator.id: one.actual for one in year[DECEMBER].county}
    assert [rates[f"GN-T2-{cohort}"] for cohort in (16, 17, 15)] == [1.0, 0.0, None]


def test_the_index_of_each(year):
    """GN-R12 by the weights that the office set; who is first and who last."""
    lines = year[DECEMBER].assessment.index
    assert {one.unit: one.index for one in lines} == pytest.approx(INDEX, abs=1e-6)
    assert [one.unit for one in sorted(lines, key=lambda one: one.rank)] == list(INDEX)


def test_six_firms_and_three_leads(year):
    """GN-R1, GN-R2 in the month of each journey: September met, November not: one firm, one lead."""
    november = [one for one in year[DECEMBER].assessment.conduct if one.matter == "外出要求" and one.unit == "区发改局"]
    assert [(one.day.month, one.is_lapse) for one in november] == [(9, False), (9, False), (11, True), (11, True)]


def on(board):
    """{unit: figures} of those on the black list, and who is on the red one."""
    black = {line.unit: line.figures for line in board.lines if line.mark == BLACK}
    return black, {line.unit for line in board.lines if line.mark == RED}


def test_the_lists_of_the_quarters(year):
    """GN-R10 基础工作 (未报, 迟报, 其他欠缺): 区林业局's report of September; then 区发改局 late and short twice, 木格镇 late."""
    owing = {unit.name for unit in year[DECEMBER].scheme.reporting_units}
    third, fourth = (on(year[month].assessment.boards[0]) for month in (SEPTEMBER, DECEMBER))
    assert third == ({"区林业局": (1, 0, 0)}, owing - {"区林业局"})
    assert fourth == ({"区发改局": (0, 1, 2), "木格镇": (0, 1, 0)}, owing - {"区发改局", "木格镇"})


def test_the_list_of_progress(year):
    """GN-R10 指标进度: two have reached all their tasks and are red; 木格镇 is last, and behind with two tasks.

    区发改局 has reached those of the index and lacks 80 of 100 万美元: it is not praised.
    """
    black, red = on(year[DECEMBER].assessment.boards[1])
    assert red == {"桥圩镇", "区林业局"}
    assert black == {"木格镇": (pytest.approx(INDEX["木格镇"], abs=1e-6), 2)}


def test_the_circular_of_the_inspection_begins_with_it(year):
    """GN-R10: 督查通报 of the fourth quarter names the two, with what they did not do, and nobody else.

    Of the tasks 区发改局 lacks 80 of 100 万美元; 木格镇 has 0 of 0.5 亿元 signed and 0.2 of 0.5 paid in.
    """
    entries = prefilled("督查通报", year[DECEMBER]).entries
    units = [line.partition("：")[0] for line in entries["存在问题"]]
    assert units == ["区发改局", "木格镇"]
    assert [set(line.partition("：")[2].split("，")) for line in entries["存在问题"]] == [
        {"实际利用外资未完成", "2018年11月招商引资工作情况汇报材料迟报", SHORT},
        {"新签约亿元以上项目投资额、到位资金未完成", "2018年12月统计表迟报"},
    ]
    assert "区林业局" in entries["工作成效"][0]


def test_its_circulars_go_to_towns_and_streets():
    """GN-A2, line 21: 「各镇人民政府、各街道办事处」 stands above 港南's document; other counties have 乡镇 alone."""
    assert every_unit(scheme_of("gangnan-2018")) == ("各镇人民政府", "各街道办事处", "区直各单位")
    assert every_unit(scheme_of("luzhai-2022")) == ("各乡镇人民政府", "县直各单位")
