"""Stages: a project that nobody is left of, boxes ticked and crossed, seals of one party and of two."""

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
