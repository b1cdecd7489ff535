"""本月, 本年 and 开工至今累计 of one project belong together, in a row and over months; where they do not, the unit is told."""

import pytest

from tests.spec.test_money_over_months import Year


@pytest.fixture
def year(tmp_path):
    """A workspace into which a month's table is put."""
    return Year(tmp_path / "县")


def told(year, month, kind="paid_in_columns_differ"):
    """Return what is said of the columns of a month's row, by cell."""
    result = year.of(month)
    return [(one.cell.a1, one.message) for table in result.submissions for one in table.findings if one.kind == kind]


@pytest.mark.parametrize(
    ("paid", "of_month", "total", "cell", "words"),
    [
        ("0.35", "0.05", "0.32", "K3", "本年 0.35 亿元大于开工至今累计 0.32 亿元"),
        ("0.35", "0.5", "0.6", "L3", "本月 0.5 亿元大于本年 0.35 亿元"),
        ("0.35", "0.05", "9", "M3", "开工至今累计 9 亿元远大于投资总额 2 亿元"),
    ],
)
def test_the_columns_of_a_row_hold_each_other(year, paid, of_month, total, cell, words):
    """X213: a month's amount is part of the year's, the year's part of all years'; none is far above the investment."""
    year.put(6, paid, of_month=of_month, total=total)
    ((place, message),) = told(year, 6)
    assert place == cell and words in message


@pytest.mark.parametrize(
    ("may", "june", "words"),
    [
        (("0.3", "0.1", "0.5"), ("0.35", "0.05", "0.45"), "变少了"),
        (("0.3", "0.1", "0.3"), ("0.3", "0.1", "0.3"), "对不上"),
        (("0.3", "0.1", "0.5"), ("0.45", "0.05", "0.65"), "对不上"),
        (("0.3", "0.1", "0.5"), ("0.35", "0.05", "0.55"), ""),
        (("0.3", "0.1", "0.5"), ("0.3", "0", "0.5"), ""),
        (("0.3", "0.1", "0.5"), ("0.35", "", "0.55"), ""),
    ],
    ids=["fallen", "copied", "more than came", "added up", "nothing came", "no amount of the month"],
)
def test_a_months_sums_follow_from_the_month_before(year, may, june, words):
    """X213: what came since the start never falls, and this year's sum is last month's with this month's amount."""
    year.put(5, may[0], of_month=may[1], total=may[2])
    year.put(6, june[0], of_month=june[1], total=june[2])
    said = told(year, 6)
    assert [words in message for _, message in said] == ([True] if words else [])


def test_a_sum_of_two_months_later_is_not_reckoned(year):
    """May to July: what June brought is not known, so that nothing follows for the year's sum."""
    year.put(5, "0.3", of_month="0.1", total="0.5")
    year.put(7, "0.45", of_month="0.05", total="0.65")
    assert told(year, 7) == []
