"""Stages: a project that nobody is left of, days put off, hedges, boxes ticked and crossed, seals of one party and of two."""

import pytest

from toolkit.intake.values.progress import read_progress
from toolkit.model.period import ReportingPeriod

JUNE = ReportingPeriod(2022, 6)

# What has been reached, and then words that end or halt a project without saying so.
GONE = """
    已签约，老板卷款跑了
    已签约，企业无力履约
    已签约，对方要求退还保证金
    已签约，投资方已变更
    已开工，因征地纠纷被村民阻工
    已开工，目前工地无人
    已开工，工人已撤场
    已投产，现厂房空置
    已投产，机器已拉走
    已投产，订单不足，半停产
    厂房封顶后停了半年
    老板去世，项目搁浅
    无意向
    转为村集体经营
    6月底已全面停工，工人撤离
    施工队撤离，待资金到位后复工
    已解约后重新签约
    重新签约，原协议作废
"""
STANDING = """
    利用闲置土地建设，已开工
    租用闲置厂房，设备安装中
    已开工，完成投资2000万元，带动就业50人
    已开工，工程款未拖欠
    已开工，停车场施工
    已开工，现场施工人员60人
"""


def _lines(table):
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.parametrize("text", _lines(GONE))
def test_what_was_reached_is_not_certain_where_the_note_says_that_nobody_is_left(text):
    """LZ-T5 counts what stands: 停工 is not the only word for a site without workers, or for money asked back."""
    said = read_progress(text, JUNE)
    assert said.doubt or said.stage is None, said


@pytest.mark.parametrize("text", _lines(STANDING))
def test_a_word_for_trouble_that_is_said_of_something_else_asks_nothing(text):
    """闲置厂房 is where the new works goes in; a car park (停车场) is being built."""
    said = read_progress(text, JUNE)
    assert said.stage == "开工" and not said.doubt, said


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("签约√ 注册√ 开工×", "注册"),
        ("签约：是；开工：否", "签约"),
        ("签约（√）注册（×）", "签约"),
        ("合同双方已盖章", "签约"),
        ("合同已盖章生效", "签约"),
        ("对方已盖章，我方待盖章", None),
        ("申请材料已盖章", None),
        ("签约主体更换，重新洽谈", "在谈"),
        ("有意向来我镇投资", "在谈"),
        ("企业已到我乡实地踏勘选址", "在谈"),
        ("主体工程验收合格，设备进场安装", "开工"),
    ],
)
def test_a_box_is_of_the_step_before_it_and_a_contract_needs_both_seals(text, stage):
    """A crossed 开工 is not begun, whatever stands ticked before it; one seal of two binds nobody."""
    said = read_progress(text, JUNE)
    assert (None if said.doubt else said.stage) == stage, said


@pytest.mark.parametrize(
    "text",
    ["原定5月开工，受疫情影响推迟至7月", "5月开工改为7月", "5月开工，推迟到7月", "原定5月签约，推迟到7月", "签约改期至7月", "开工由5月推迟至7月"],
)  # fmt: skip
def test_a_day_that_was_put_off_has_not_come(text):
    """The first day stands in the note still; the project has not begun, and not signed (LZ-T5)."""
    assert read_progress(text, JUNE).stage in (None, "在谈")


@pytest.mark.parametrize(
    "text",
    ["已开工？", "已投产?", "签约？", "已签约（待核实）", "可能已开工", "应该开工了", "据说已投产", "疑似已投产"],
)  # fmt: skip
def test_who_is_not_sure_is_asked(text):
    """A question mark and 待核实 claim nothing: a question to the unit, never a stage."""
    said = read_progress(text, JUNE)
    assert said.doubt or said.stage is None, said


@pytest.mark.parametrize(
    "text",
    ["已与施工方签约，准备进场", "已签约施工单位", "与设备厂家签约", "与农户签约200亩", "环评单位已签约", "与银行签约", "与物业公司签约", "与当地合作社签约"],
)  # fmt: skip
def test_a_contract_of_the_investor_with_somebody_else_is_no_signature(text):
    """签约 is the investment contract with the county (LZ-T5); builders, banks and farmers sign others."""
    assert read_progress(text, JUNE).stage is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("6月28日参加柳州市集中签约仪式现场签约", "签约"),
        ("在集中签约仪式上签约", "签约"),
        ("与广西某某建设有限公司签约", "签约"),
        ("已签投资协议，设备采购合同已签", "签约"),
        ("已签约，应该7月开工", "签约"),
        ("已签约，预计8月投产？", "签约"),
        ("比计划提前开工", "开工"),
        ("已完成基础，正在立柱", "开工"),
        ("农户已签约流转土地300亩，已开工", "开工"),
        ("提前竣工投产", "投产"),
    ],
)
def test_what_is_said_without_doubt_is_not_asked_about(text, stage):
    """集中 is no 正在…中, 提前 no 前; a doubt of the next step leaves the step before it as it is."""
    said = read_progress(text, JUNE)
    assert (said.stage, said.doubt) == (stage, ""), said


def test_who_leaves_a_house_or_a_site_is_not_the_project():
    """原租户已搬离 makes room for the new works; 工人撤离 halts one, and 企业已撤离 alone ends it."""
    assert read_progress("原租户已搬离，新厂装修中", JUNE).perhaps == "开工"
    assert read_progress("企业已撤离", JUNE).stage == "终止"
