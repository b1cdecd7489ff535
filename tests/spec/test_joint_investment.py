"""Whose money is joint money? The whole project's, or the part from outside, as the reading says and the cell states."""

from datetime import date
from fractions import Fraction

import pytest

from tests.assessed import result_of, scheme_of
from tests.judging import judged
from tests.spec.test_consolidation import project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.intake.values.shares import shares_of
from toolkit.model.decisions import Question
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import Home
from toolkit.model.rules import ExchangeRate
from toolkit.model.scheme import Scheme

YI = 100_000_000
JUNE = ReportingPeriod(2022, 6)
LUZHAI = Home("450223")


def june(id: str, unit: str, reading: str, answers=None, **row):
    """June of a county with one project of a unit, under a reading."""
    scheme: Scheme = scheme_of(id, joint_investment=reading)
    its = judged(project(2, **row), scheme.home)
    return consolidate([table(unit, JUNE, [its])], None, scheme, JUNE, date(2022, 6, 30), answers)


def figure(result, indicator):
    """The county's figure."""
    return next(one.actual for one in result.county if one.indicator.id == indicator)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("广东60%，广西40%", [("境内省外", Fraction(3, 5)), (None, Fraction(2, 5))]),
        ("广东（60%）、柳州市鹿寨县（40%）", [("境内省外", Fraction(3, 5)), ("县内", Fraction(2, 5))]),
        ("香港占六成、本县占四成", [("境外", Fraction(3, 5)), ("县内", Fraction(2, 5))]),
        ("广东33.5%和本县66.5%", [("境内省外", Fraction(67, 200)), ("县内", Fraction(133, 200))]),
        ("广东60%，本县30%", []),
        ("广东60%，本县", []),
        ("广东、广西", []),
        ("广东100%", []),
        ("", []),
        (None, []),
    ],
)
def test_parts_are_stated_by_place_or_not_at_all(text, parts):
    """LZ-T2: each place with its part of the whole; what makes no whole, or leaves one out, states none."""
    assert [(reach.value, share) for reach, share in shares_of(text, LUZHAI)] == parts


@pytest.mark.parametrize(
    ("reading", "paid", "asked"),
    [("whole", 0, 1), ("share", 120_000_000, 0)],
)
def test_joint_money_counts_whole_or_by_its_part(reading, paid, asked):
    """LZ-T1 `joint_investment`: of 2亿元 with 60 % from 广东 1.2亿元 count; whole, somebody is asked first."""
    row = {"source": "广东60%，广西40%", "paid_in_yuan": 2 * YI, "investment_yuan": 5 * YI}
    result = june("luzhai-2022", "江口乡", reading, **row)
    assert figure(result, "LZ-T1") == paid
    assert sum(one.question is Question.SOURCE for one in result.decisions) == asked


@pytest.mark.parametrize(("share", "counted"), [("50%，广西50%", 5_000_000), ("49%，广西51%", 0)])
def test_the_threshold_is_of_the_part_from_outside(share, counted):
    """LZ-T2 区外总投资500万元: half of 1000万元 is 500万元 and counts, 49 % are 490万元 and do not."""
    row = {"source": f"广东{share}", "paid_in_yuan": 10_000_000, "investment_yuan": 10_000_000}
    assert figure(june("luzhai-2022", "江口乡", "share", **row), "LZ-T1") == counted


@pytest.mark.parametrize(
    ("id", "unit", "indicator", "column", "amount"),
    [
        ("nanxian-2022", "南洲镇", "NX-T1v", "paid_in_yuan", 75_000_000),
        ("jiaocheng-2022", "经济发展部", "JC-T1v", "investment_yuan", 75_000_000),
    ],
)
def test_the_other_counties_take_the_part_too(id, unit, indicator, column, amount):
    """NX-T1 境内省外资金, JC-T1 省域外投资额: 75 % of 1亿元 come from 江苏."""
    home = "湖南" if id == "nanxian-2022" else "山西"
    row = {"source": f"江苏75%、{home}25%", "stage": "签约", column: YI}
    assert figure(june(id, unit, "share", **row), indicator) == amount


def test_two_regions_outside_are_asked_about():
    """LZ-T1: of 广东60%、香港40% one part is 区外境内 and one 境外: nobody is told which figure the project is for."""
    row = {"source": "广东60%、香港40%", "paid_in_yuan": YI, "investment_yuan": 5 * YI}
    result = june("luzhai-2022", "江口乡", "share", **row)
    assert (figure(result, "LZ-T1"), [one.question for one in result.decisions]) == (0, [Question.SOURCE])


def test_the_ledger_says_what_became_of_the_amounts():
    """Promise 3: the row that leads to the unit's cell says which part counts and what stands there."""
    row = {"source": "广东60%，广西40%", "paid_in_yuan": 2 * YI, "investment_yuan": 5 * YI}
    (entry,) = june("luzhai-2022", "江口乡", "share", **row).ledger.entries
    assert (entry.region, entry.investment_yuan, entry.paid_in_yuan) == ("区外", 3 * YI, 120_000_000)
    assert entry.decision == "合资，按区外60%计，表中是投资总额5亿元、到位资金2亿元"
    (entry,) = june("luzhai-2022", "江口乡", "whole", **row).ledger.entries
    assert (entry.investment_yuan, entry.decision) == (5 * YI, "")


def test_money_on_top_is_said_in_the_ledger():
    """GN-T4 `fdi_in_funds = on_top`: the row's 到位资金 is no cell of the unit's: it says what was added, at which rate."""
    rates = (ExchangeRate("美元", date(2018, 11, 30), 69_357),)
    scheme = scheme_of("gangnan-2018", rates, fdi_in_funds="on_top")
    row = {"paid_in_yuan": YI, "fdi_usd": 1_000_000, "source": "香港"}
    month = ReportingPeriod(2018, 12)
    (entry,) = result_of(scheme, {"桥圩镇": [row]}, month, month.last_day).ledger.entries
    assert entry.decision == "外资1,000,000美元折0.069357亿元另加在到位资金上"
    (entry,) = result_of(scheme_of("gangnan-2018", rates), {"桥圩镇": [row]}, month, month.last_day).ledger.entries
    assert entry.decision == ""
