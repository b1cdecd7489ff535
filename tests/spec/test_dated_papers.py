"""Until which day do a paper's figures hold? Until the day it is dated, and at most until its month's last."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.notices import samples
from toolkit.documents.notices.annual import context
from toolkit.documents.notices.circulars import progress
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.notice_warnings import warnings

DECEMBER = ReportingPeriod(2022, 12)


def dated(notice, *day):
    """Return a notice of another day."""
    return replace(notice, head=replace(notice.head, issued_on=date(*day)))


@pytest.mark.parametrize(
    ("day", "until", "elapsed"),
    [
        ((2022, 6, 28), "2022年6月28日", "50%（按6月底计）"),
        ((2022, 6, 30), "2022年6月30日", "50%"),
        ((2022, 7, 6), "2022年6月30日", "50%"),
    ],
)
def test_a_circular_does_not_know_days_to_come(luzhai, day, until, elapsed):
    """GN-R3, NX: tables are due on the 25th or 28th of their own month, so a circular is often written before its end.

    序时进度 is the month's all the same, and says so.
    """
    fields = progress(dated(samples(luzhai)["进度通报"], *day))
    assert (fields["as_of"], fields["elapsed"]) == (until, elapsed)


@pytest.mark.parametrize(
    ("period", "day", "until", "judged"),
    [
        (DECEMBER, (2023, 1, 6), "全年", "从全县看"),
        (DECEMBER, (2022, 12, 20), "截至2022年12月20日，", "从全县看"),
        (
            ReportingPeriod(2022, 6),
            (2022, 6, 25),
            "截至2022年6月25日，",
            "截至2022年6月25日，序时进度为50%（按6月底计）。",
        ),
        (ReportingPeriod(2022, 6), (2022, 7, 6), "截至2022年6月30日，", "截至2022年6月30日，序时进度为50%。"),
    ],
)
def test_an_annual_report_says_until_when_it_counted(luzhai, period, day, until, judged):
    """NX-R3 年总结: 全年 is said once the year is over."""
    report = dated(replace(samples(luzhai)["年度总结报告"], period=period), *day)
    fields = context(report)
    assert fields["until"] == until
    assert str(fields["judgement"]).startswith(judged)


def test_the_warning_says_the_same_day(luzhai):
    """The dialog's sentence about a year that is not over names the day of the data."""
    report = dated(replace(samples(luzhai)["年度总结报告"], period=ReportingPeriod(2022, 6)), 2022, 6, 25)
    assert any("只到2022年6月25日" in said for said in warnings(report, luzhai))
