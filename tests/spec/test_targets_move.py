"""Each target moves with its input: one project more, or another stage, money, land or trade, changes its figure."""

from datetime import date

import pytest

from tests.assessed import result_of, scheme_of
from toolkit.model.period import PartialDate, ReportingPeriod

YI = 100_000_000
UNIT = {"luzhai-2022": "江口乡", "gangnan-2018": "桥圩镇", "jiaocheng-2022": "经济发展部"}
YEAR = {"luzhai-2022": 2022, "gangnan-2018": 2018, "jiaocheng-2022": 2022}


def figure(id: str, indicator: str, **fields):
    """The county's figure of an indicator over one signed timber project of the scheme's year, from 山东."""
    year = YEAR[id]
    day = PartialDate(year, 3, 1)
    own = {"signed_on": day, "moved_in_on": day, "stage": "签约", "investment_yuan": 50_000_000, **fields}
    result = result_of(scheme_of(id), {UNIT[id]: [own]}, ReportingPeriod(year, 6), date(year, 6, 30))
    return next(one.actual for one in result.county if one.indicator.id == indicator)


@pytest.mark.parametrize(
    ("id", "indicator", "before", "after", "figures"),
    [
        ("luzhai-2022", "LZ-T1", {"paid_in_yuan": 2_000_000}, {"paid_in_yuan": 3_000_000}, (2_000_000, 3_000_000)),
        (
            "luzhai-2022",
            "LZ-T1",
            {"paid_in_yuan": 2_000_000, "source": "广西"},
            {"paid_in_yuan": 2_000_000},
            (0, 2_000_000),
        ),
        (
            "luzhai-2022",
            "LZ-T1",
            {"paid_in_yuan": 2_000_000, "investment_yuan": 4_999_999},
            {"paid_in_yuan": 2_000_000, "investment_yuan": 5_000_000},
            (0, 2_000_000),
        ),
        ("luzhai-2022", "LZ-T4", {"emerging": False}, {"emerging": True}, (0, 1)),
        ("gangnan-2018", "GN-T5", {"packaged": False}, {"packaged": True}, (0, 1)),
        (
            "jiaocheng-2022",
            "JC-T2",
            {"stage": "签约", "in_statistics": True},
            {"stage": "开工", "in_statistics": True},
            (0, 1),
        ),
        ("luzhai-2022", "LZ-T3", {"stage": "在谈"}, {"stage": "签约"}, (0, 1)),
        ("luzhai-2022", "LZ-T5", {"stage": "签约"}, {"stage": "开工"}, (0, 1)),
        ("luzhai-2022", "LZ-T6", {"industry": "批发业"}, {"industry": "木材加工"}, (0, 1)),
        ("luzhai-2022", "LZ-T6s", {"stage": "签约"}, {"stage": "开工"}, (0, 1)),
        ("luzhai-2022", "LZ-T7", {"investment_yuan": YI - 1}, {"investment_yuan": YI}, (0, 1)),
        ("luzhai-2022", "LZ-T8", {"land_mu": 20.0}, {"land_mu": 35.0}, (20, 35)),
        ("luzhai-2022", "LZ-T9", {"floor_sqm": 2_000.0}, {"floor_sqm": 5_000.0}, (2_000, 5_000)),
        ("luzhai-2022", "LZ-T10", {"idle_mu": 10.0}, {"idle_mu": 12.0}, (10, 12)),
        ("luzhai-2022", "LZ-T11", {"stage": "签约"}, {"stage": "开工"}, (0, 1)),
        ("gangnan-2018", "GN-T1", {"investment_yuan": YI - 1}, {"investment_yuan": YI}, (0, 1)),
        ("gangnan-2018", "GN-T3", {"investment_yuan": YI}, {"investment_yuan": YI, "stage": "开工"}, (0, 1)),
        ("gangnan-2018", "GN-T4", {"paid_in_yuan": 1_000_000}, {"paid_in_yuan": 4_000_000}, (1_000_000, 4_000_000)),
        ("jiaocheng-2022", "JC-T1", {"stage": "在谈"}, {"stage": "签约"}, (0, 1)),
        ("jiaocheng-2022", "JC-T3", {"paid_in_yuan": 1_000_000}, {"paid_in_yuan": 4_000_000}, (1_000_000, 4_000_000)),
        ("jiaocheng-2022", "JC-T4", {"investment_yuan": 10 * YI - 1}, {"investment_yuan": 10 * YI}, (0, 1)),
    ],
)
def test_a_target_moves_with_its_input(id, indicator, before, after, figures):
    """LZ-T1…T11 (LZ-T2 500万元), GN-T1, T3…T5, JC-T1…T4: the figure before and after one change of one project."""
    assert (figure(id, indicator, **before), figure(id, indicator, **after)) == figures
