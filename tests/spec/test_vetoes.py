"""一票否决: what it takes in a year and in a quarter, with quarters that are carried and without, worked out by hand."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.assessed import event
from tests.mutated import with_slip
from tests.spec.test_levels import WEST, county
from tests.spec.test_totals import CARS, EVENTS, FOOD, POWER, SECOND, quarter_of
from toolkit.assessment.consequences import Verdict, verdict
from toolkit.model.assessment import YearPlace
from toolkit.schemes.loader import load

PRAISE = "WX-17"  # 年度得分前两名的专班通报表扬
QUARTERLY = 'event = "弄虚作假"\nevery = "quarter"'
GRADES = """
[[grade]]
id = "G1"
name = "好"
least = 30
clause = "WX-17"

[[grade]]
id = "G2"
name = "差"
clause = "WX-17"

[[grade_change]]
id = "G3"
name = "推介"
event = "外地招商推介会"
up = 1
clause = "WX-17"

[[carry]]
"""
FORGED = event("弄虚作假", date(2023, 6, 10), CARS, row=40)


@pytest.fixture(scope="module")
def yearly(tmp_path_factory):
    """皖县's rulebook with a 一票否决 of the year, and grades of the year."""
    folder = with_slip("wanxian-2023", tmp_path_factory.mktemp("v") / "皖县", QUARTERLY, 'event = "弄虚作假"')
    path = folder / "scheme.toml"
    path.write_text(path.read_text("utf-8").replace("\n[[carry]]\n", GRADES, 1), "utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def forged(yearly):
    """The second quarter in which 汽零 forged something."""
    return quarter_of(yearly, events=(*EVENTS, FORGED))


def test_a_years_veto_takes_the_total_with_what_quarters_carried(yearly, forged):
    """(80 + 94.33) / 2 × 70 % = 61.02 come to 0: so do place, grade and praise; the quarter stays as it was."""
    before, after = quarter_of(yearly).assessment, forged.assessment
    assert before.scores.of(CARS) == 61.02
    assert (after.scores.of(CARS), after.scores.of(CARS, span=SECOND)) == (0, 94.33)
    place = next(one for one in after.scores.places if one.name == CARS)
    assert (place.score, place.rank) == (0, max(one.rank for one in after.scores.places))
    assert before.scores.grade(CARS).name == "好"
    assert (after.scores.grade(CARS).name, after.scores.grade(CARS).moves) == ("差", ())
    praised = {one.unit for one in after.proposals if one.consequence.id == PRAISE}
    assert praised == {FOOD, POWER}


def test_the_line_of_the_event_says_it_under_the_documents_own_number(forged):
    """得分全部取消 stands beside what was taken; no rule is invented for it."""
    scores = forged.assessment.scores
    (line,) = [one for one in scores.entries if one.unit == CARS and one.rule.kind == "一票否决"]
    assert (line.rule.id, line.points, line.items[0].what) == ("WX-D2", -61.02, "弄虚作假：得分全部取消")
    assert {one.rule.id for one in scores.entries} <= {one.id for one in forged.scheme.rules.scores} | {
        "WX-15",
        "WX-16",
    }


def test_a_quarters_veto_takes_that_quarter_which_counts_as_nothing_in_the_year(tmp_path):
    """(80 + 0) / 2 × 70 % = 28."""
    scheme = load(with_slip("wanxian-2023", tmp_path / "皖县", QUARTERLY, QUARTERLY))
    scores = quarter_of(scheme, events=(*EVENTS, FORGED)).assessment.scores
    assert (scores.of(CARS, span=SECOND), scores.of(CARS)) == (0, 28)


def test_a_prize_for_the_first_places_goes_to_nobody_whose_total_was_taken(forged):
    """Where every unit but the last is praised, 0 points are no merit, even before somebody below 0."""
    praise = next(one for one in forged.scheme.rules.consequences if one.id == PRAISE)
    place = YearPlace(2023, CARS, "", 2, 2, 3, 1, "")
    assert verdict(praise, place) is Verdict.YES
    assert verdict(praise, replace(place, vetoed=True)) is Verdict.NO


def test_without_quarters_that_are_carried_the_year_is_taken_whole(tmp_path):
    """临水县 counts a year: its 一票否决 takes all points, also those that are counted by quarter."""
    from toolkit.schemes.loader import load as read

    folder = with_slip("linshui-2024", tmp_path / "临水", 'id = "LS-12"', 'id = "LS-12"')
    forged = event("弄虚作假", date(2024, 3, 1), WEST)
    assert county(read(folder), events=(forged,)).assessment.scores.of(WEST) == 0
