"""到位资金 is the year's: in January it begins anew, and what holds last year's sum counts only once somebody says how much."""

import pytest

from tests.spec.test_over_new_year import BING, JIA, YI, County, changed


@pytest.fixture
def county(tmp_path):
    """Luzhai in 2022 and 2023."""
    return County(tmp_path)


@pytest.mark.parametrize(
    ("sums", "asked"),
    [
        (("0.2", "0.3", "0.5"), {JIA[0]: "只算今年：0", YI[0]: "只算今年：0", BING[0]: "只算今年：0"}),
        (("0.22", "0.33", "0.8"), {JIA[0]: "只算今年：0.02", YI[0]: "只算今年：0.03", BING[0]: "只算今年：0.3"}),
        (("0.21", "0.01", "0.9"), {JIA[0]: "只算今年：0.01"}),
        (("0.02", "0", "0.05"), {}),
        (("0.02", "", "0.9"), {}),
    ],
    ids=["copied", "added on", "one of them", "begun anew", "much more"],
)
def test_last_years_sums_are_not_counted_once_more(county, sums, asked):
    """X212: 到位资金 is the year's. What holds last year's waits; its question proposes what was added since."""
    county.put("2022-12", JIA, YI, BING)
    county.carry()
    rows = [changed(row, paid=paid) for row, paid in zip((JIA, YI, BING), sums, strict=True)]
    county.put("2023-01", *rows, anew=False)
    questions = county.asked("2023-01")
    assert {one.project: one.proposal for one in questions} == asked
    kinds = [one.kind for table in county.result.submissions for one in table.findings]
    assert ("paid_in_of_last_year" in kinds) is bool(asked)
    counted = {one.name: one.paid_in_yuan for one in county.result.ledger.entries}
    assert {name: counted[name] for name in asked} == dict.fromkeys(asked)


def test_what_was_answered_of_last_years_sum_holds_and_the_next_month_goes_on_from_there(county):
    """The answer counts; a table that goes on with both years' sum is asked about again, one of this year's is not."""
    county.put("2022-12", JIA)
    county.carry()
    county.put("2023-01", changed(JIA, paid="0.22"), anew=False)
    county.answer("2023-01", "只算今年")
    (entry,) = county.of("2023-01").ledger.entries
    assert entry.paid_in_yuan == 2_000_000
    county.put("2023-02", changed(JIA, paid="0.25"), anew=False)
    assert [one.proposal for one in county.asked("2023-02")] == ["只算今年：0.05"]
    county.put("2023-02", changed(JIA, paid="0.05"), anew=False)
    assert county.asked("2023-02") == []
