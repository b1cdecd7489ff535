"""What follows from several quarters, from a number of points, what is due each half month, what is recognised once."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.assessed import assessed, result_of
from tests.mutated import RULEBOOKS
from tests.rulebook import written_xishan
from tests.spec.test_levels import SOUTH, TRADE, county
from tests.spec.test_totals import CARS, FOOD, HALF, JUNE, POWER, WANXIAN, car
from toolkit.assessment.agenda import agenda
from toolkit.assessment.consequences import proposals
from toolkit.assessment.grounds import Ranking
from toolkit.assessment.places import year_places
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.schemes.loader import load, slips_of

CLASS = "产业招商专班"
NOVEMBER = ReportingPeriod(2023, 11)
QUARTERS = [f"2023年第{number}季度" for number in "一二三四"]


@pytest.fixture(scope="module")
def wanxian() -> Scheme:
    """A rulebook whose quarters have totals and whose classes are ranked by themselves."""
    return load(WANXIAN)


def proposed(scheme, period, quarters, **changes):
    """Who is proposed, and in which spans, when each quarter's totals are as given; what is withheld."""
    (rule,) = [one for one in scheme.rules.consequences if one.id == "WX-12"]
    own = replace(scheme, rules=replace(scheme.rules, consequences=(replace(rule, **{"worst": 0} | changes),)))
    result = result_of(own, {}, period, period.last_day)
    rankings = []
    for number, totals in enumerate(quarters, 1):
        if totals is not None:
            places = year_places(zip((CARS, FOOD, POWER), map(float, totals), strict=True), 2023, own, "x")
            span = QUARTERS[number - 1]
            mine = tuple(replace(one, span=span) for one in places if one.scope == CLASS)
            rankings.append(Ranking(2023, CLASS, mine, quarter=number))
    found, withheld = proposals(result, rankings)
    return [(one.unit, [place.span for place in one.places]) for one in found], withheld


SPRING, SUMMER, AUTUMN, WINTER = QUARTERS


def test_twice_in_a_year_is_not_twice_running(wanxian):
    """一年内累计两个季度排名末位: the first and the third quarter are two, and no run; the two are named."""
    quarters = [(9, 8, 7), (9, 7, 8), (9, 8, 7)]
    assert proposed(wanxian, ReportingPeriod(2023, 9), quarters, worst=1, times=2) == ([(POWER, [SPRING, AUTUMN])], [])
    assert proposed(wanxian, ReportingPeriod(2023, 9), quarters, worst=1, years=2) == ([], [])
    # In the quarter itself, and not again in one in which nothing happened.
    assert proposed(wanxian, NOVEMBER, [*quarters, (9, 7, 8)], worst=1, times=2)[0] == [(FOOD, [SUMMER, WINTER])]


def test_a_quarter_that_nobody_recorded_withholds_the_count(wanxian):
    """Promise 2: what happened in a quarter without a ranking is not guessed."""
    found, (said,) = proposed(wanxian, ReportingPeriod(2023, 9), [(9, 8, 7), None, (9, 8, 7)], worst=1, times=2)
    assert found == [] and f"缺{SUMMER}{CLASS}考核排名" in said


def test_a_tie_that_decides_the_count_is_a_persons(wanxian):
    """Last alone once and last together once: whether that is twice, those decide who decide."""
    found, said = proposed(wanxian, JUNE, [(9, 8, 7), (9, 7, 7)], worst=1, times=2)
    assert found == [] and POWER in said[0] and "并列" in said[0]


@pytest.mark.parametrize(
    ("limit", "who"),
    [({"reaches": 90}, [CARS, FOOD]), ({"reaches": 90.5}, [CARS]), ({"below": 90}, [POWER]), ({"best": 1}, [CARS])],
)
def test_points_that_are_reached_have_consequences_too(wanxian, limit, who):
    """得分90分以上的奖励: 90 is enough; below 90 is not at 90."""
    found, _ = proposed(wanxian, JUNE, [(0, 0, 0), (95, 90, 89.5)], **limit)
    assert [unit for unit, _ in found] == who


FORTNIGHT = """[[deadline]]
id = "half"
what = "半月报"
rule = "day_of_month"
every = "half_month"
sender = "各乡镇"
receiver = "县招商中心"
clause = "XS-R1"

[[route]]"""


@pytest.mark.parametrize(
    ("days", "may"),
    [
        ("", [("半月报（上半月）", date(2023, 5, 15)), ("半月报（下半月）", date(2023, 5, 31))]),
        ("days = 3\n", [("半月报（下半月）", date(2023, 5, 3)), ("半月报（上半月）", date(2023, 5, 18))]),
    ],
)
def test_what_is_due_each_half_month_is_due_twice(tmp_path, days, may):
    """每半月报一次: on the 15th and the last day, or so many days after: April's second half is due on 3 May."""
    written = FORTNIGHT.replace("sender", f"{days}sender")
    scheme = load(written_xishan(tmp_path / "西山", ("[[route]]", written)))
    items = agenda(scheme, ReportingPeriod(2023, 5))
    assert [(one.what, one.day) for one in items if "半月报" in one.what] == may
    assert [one.id for one in scheme.deadlines] == ["statistics", "half-1", "half-2"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('every = "half_month"', 'every = "half_month"\nday = 15', "every = half_month 的不写这一项"),
        ('every = "half_month"', 'every = "half_month"\ndays = 20', "最多写 14"),
        ('id = "half"', 'id = "statistics"', "的统计表按月汇总，不能写 half_month"),
        ('"day_of_month"\nevery', '"after_event"\nevery', "rule 要写 day_of_month"),
    ],
)
def test_a_half_month_that_cannot_be_is_a_slip(tmp_path, old, new, says):
    """What would be due nowhere, or twice on one day, is told."""
    written = FORTNIGHT.replace(old, new)
    told = [str(one) for one in slips_of(written_xishan(tmp_path / "西山", ("[[route]]", written)))]
    assert any(says in one for one in told), told


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('worst = 1\ntimes = 2\nevery = "year"', "是一年里累计几个季度，要和 every = quarter 一起写"),
        ('worst = 1\ntimes = 5\nevery = "quarter"', "最多写 4"),
        ('worst = 1\ntimes = 2\nyears = 2\nevery = "quarter"', "不能和 years 一起写"),
        ("worst = 1\nreaches = 90", "五者必须且只能写一个"),
    ],
)
def test_a_run_that_cannot_be_is_a_slip(tmp_path, wrong, says):
    """A count of quarters needs quarters."""
    rule = f'[[consequence]]\nid = "XS-R4"\nname = "约谈"\n{wrong}\non = "乡镇"\nby = "县长"\naction = "约谈"\n\n[[meeting]]'
    told = [str(one) for one in slips_of(written_xishan(tmp_path / "西山", ("[[meeting]]", rule)))]
    assert any(says in one for one in told), told


@pytest.mark.parametrize(
    ("signed", "points", "says"),
    [
        (PartialDate(2023, 5, 8), 4, ""),
        (PartialDate(2022, 12, 30), 0, "日期是2022年12月，只在那一年认定一次"),
        (PartialDate(2023), 0, "没有写明月份，不知道是不是往年认定过的"),
    ],
)
def test_a_project_is_recognised_in_one_year_only(wanxian, signed, points, says):
    """同一项目只认定一次: what was signed last year had its points last year, though it is in the ledger still."""
    rule = next(one for one in wanxian.rules.scores if one.id == "WX-9")
    own = replace(rule, every="year", once=True, alternatives=((),), once_among="", within_years=0, factors=())
    scheme = replace(wanxian, rules=replace(wanxian.rules, scores=(own,), carry=None, caps=()))
    (entry,) = assessed(result_of(scheme, {CARS: [car(signed_on=signed)]}, JUNE, HALF)).assessment.scores.entries
    assert entry.points == points and says in entry.items[0].note


def test_a_grade_has_consequences(wanxian):
    """不合格的约谈: by the grade as it stands after what moved it, and of whom nobody knows the grade yet, nothing."""
    scheme = load(RULEBOOKS["linshui-2024"])
    rule = replace(wanxian.rules.consequences[0], worst=0, every="year", kinds=(), grade="不合格")
    own = replace(scheme, rules=replace(scheme.rules, consequences=(rule,)))
    assessment = county(own).assessment
    graded = {one.unit for table in assessment.scores.tables for one in table.grades if one.name == "不合格"}
    assert {one.unit for one in assessment.proposals} == graded >= {SOUTH, TRADE}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('grade = "不行"', "的等次“不行”不是 [[grade]] 里同一周期的"),
        ('grade = "不合格"\nyears = 2', "按等次的，不能写 years、times"),
    ],
)
def test_a_grade_that_nobody_gives_is_a_slip(tmp_path, wrong, says):
    """A consequence of a grade that does not exist would follow from nothing."""
    folder = Path(shutil.copytree(RULEBOOKS["linshui-2024"], tmp_path / "临水"))
    text = (folder / "scheme.toml").read_text("utf-8")
    rule = f'\n[[consequence]]\nid = "LS-X"\nname = "约谈"\n{wrong}\non = "乡镇"\nby = "县长"\naction = "约谈"\nclause = "LS-1"\n'
    (folder / "scheme.toml").write_text(text + rule, "utf-8")
    told = [str(one) for one in slips_of(folder)]
    assert any(says in one for one in told), told
