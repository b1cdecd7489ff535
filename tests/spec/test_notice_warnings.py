"""What is told before a notice goes out: a year that is not over, an annex that says otherwise, praise of nobody?"""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.notices import samples
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.notice_warnings import warnings


@pytest.fixture(scope="module")
def notices(luzhai):
    """One notice of each kind."""
    return samples(luzhai)


def test_a_notice_that_is_in_order_is_not_warned_of(notices, luzhai):
    """Luzhai's own annex adds up to 55, 60, 40, 25, and the year of its report is over."""
    for kind in ("目标任务下达通知", "年度总结报告", "进度通报", "催报通知", "会议通知", "报销函"):
        assert list(warnings(notices[kind], luzhai)) == [], kind


@pytest.mark.parametrize(("month", "told"), [(12, False), (11, True), (6, True)])
def test_an_annual_report_before_the_year_ends_is_told(notices, luzhai, month, told):
    """NX-R3 年总结: in June its figures are half a year's."""
    report = replace(notices["年度总结报告"], period=ReportingPeriod(2022, month))
    assert [("还没有满一年" in said) for said in warnings(report, luzhai)] == [True] * told


def test_an_annex_that_disagrees_with_its_text_is_told(notices, luzhai):
    """LZ-T1: the text says 55亿元; without its first line of 5亿元 the annex adds up to 50亿元."""
    notice = notices["目标任务下达通知"]
    said = list(warnings(replace(notice, lines=notice.lines[1:]), luzhai))
    assert "正文写区外境内到位资金55亿元，附件各行相加是50亿元。请核对目标任务分解表。" in said
    assert not [words for words in said if "附件的合计" in words]


@pytest.mark.parametrize(
    ("merit", "told"),
    [("各单位工作扎实，成效明显", True), ("县林业局外出招商4次", False), ("江口乡政府报送及时", False)],
)
def test_praise_without_a_name_is_told(notices, luzhai, merit, told):
    """A circular that praises names whom; an alias will do."""
    circular = replace(notices["督查通报"], merits=(merit,), due=date(2022, 7, 20))
    assert bool(list(warnings(circular, luzhai))) is told


@pytest.mark.parametrize(
    ("due", "told"), [(date(2022, 7, 23), True), (date(2022, 10, 8), False), (date(2022, 10, 5), True)]
)
def test_a_deadline_on_a_day_off_is_told(notices, luzhai, due, told):
    """A Saturday and 国庆 are told; the Saturday that is worked for 国庆 is not."""
    circular = replace(notices["督查通报"], merits=(), due=due)
    assert bool(list(warnings(circular, luzhai))) is told
