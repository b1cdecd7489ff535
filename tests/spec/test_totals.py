"""A total is a sum of parts: figures, events, ratings, deductions, quarters in the year; places and consequences follow."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.assessed import assessed, event, result_of
from tests.office import differences, formula_count, recalculated
from toolkit.assessment.conduct import Conduct
from toolkit.assessment.scoring import points_for
from toolkit.assessment.unit_figures import due_share
from toolkit.model.assessment import PastScore, Rating, exact
from toolkit.model.cells import CellRef
from toolkit.model.clause import Citation
from toolkit.model.ledger import Arrival
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.scoring import FigureTest, ScoreRule
from toolkit.schemes.loader import load
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook

WANXIAN = Path(__file__).parent.parent / "rulebooks" / "wanxian_2023"
JUNE, HALF = ReportingPeriod(2023, 6), date(2023, 7, 3)
CARS, FOOD, POWER = "汽车零部件专班", "绿色食品专班", "新能源专班"
EAST, MAIN, BRIDGE, RIVER = "城东经开区", "皖县经开区", "桥头镇", "柳河镇"
SECOND, FIRST = "2023年第二季度", "2023年第一季度"
YI = 100_000_000


def car(**fields):
    """A project that counts as 省外亿元: signed in May, 1.5亿元 from 浙江, in the statistics, 5 % invested this year.

    All but hotels are of the trade that the 专班 leads.
    """
    own = {"当年固定资产投资_yuan": fields.get("investment_yuan", 150_000_000) // 20}
    own |= {"牵头产业_flag": fields.get("industry") != "酒店"} | fields.pop("own", {})
    return {
        "declared": tuple((f"own_{name}", value) for name, value in own.items()),
        "name": "甲项目",
        "industry": "汽车零部件制造",
        "investment_yuan": 150_000_000,
        "paid_in_yuan": YI,
        "source": "浙江",
        "signed_on": PartialDate(2023, 5, 8),
        "moved_in_on": PartialDate(2023, 5),
        "in_statistics": True,
    } | fields


PROJECTS = {
    CARS: [
        car(name="甲项目"),
        car(name="乙项目", investment_yuan=12 * YI, paid_in_yuan=2 * YI),
        car(name="丙项目", industry="酒店", investment_yuan=YI, paid_in_yuan=0),
        car(name="丁项目", industry="酒店", investment_yuan=YI // 2, source="合肥"),
    ],
    FOOD: [car(name="戊项目", industry="食品制造", investment_yuan=60 * YI, signed_on=PartialDate(2023, 2, 1))],
    POWER: [],
    MAIN: [car(name="己项目", paid_in_yuan=3 * YI)],
    EAST: [],
    BRIDGE: [car(name="庚项目", paid_in_yuan=3 * YI)],
    RIVER: [car(name="辛项目", paid_in_yuan=YI)],
}
GOALS = [
    ("产业招商专班", CARS, {"WX-1": 4, "WX-2": 10 * YI}),
    ("产业招商专班", FOOD, {"WX-1": 4, "WX-2": 8 * YI}),
    ("产业招商专班", POWER, {"WX-1": 2, "WX-2": 6 * YI}),
    ("园区", MAIN, {"WX-1": 2, "WX-2": 10 * YI}),
    ("园区", EAST, {"WX-1": 1, "WX-2": 4 * YI}),
    ("乡镇", BRIDGE, {"WX-1": 1, "WX-2": 4 * YI}),
    ("乡镇", RIVER, {"WX-1": 1, "WX-2": 4 * YI}),
]


def mark(unit, what, rater, number, row=2, day=date(2023, 6, 28)):
    """A row of 评分表."""
    return Rating(CellRef("评分表.xlsx", "评分表", row), unit, what, rater, number, day)


RATINGS = [
    *(
        mark(unit, "载体单位打分", rater, number)
        for unit, numbers in ((CARS, (90, 80, 70, 70)), (FOOD, (60, 60, 50, 50)), (POWER, (50, 50, 60, 60)))
        for rater, number in zip((MAIN, EAST, BRIDGE, RIVER), numbers, strict=True)
    ),
    *(
        mark(unit, "招商工作队打分", rater, number)
        for unit, numbers in ((CARS, (80, 90)), (FOOD, (70, 70)), (POWER, (60, 60)))
        for rater, number in zip(("一队", "二队"), numbers, strict=True)
    ),
]
EVENTS = [
    *(event("提请县领导走访外地企业", date(2023, 5, n), CARS, row=n) for n in range(2, 9)),
    event("外地招商推介会", date(2023, 5, 20), CARS, row=10),
    event("外地招商推介会", date(2023, 3, 20), CARS, row=11),
    *(event("有效招商项目信息", date(2023, 4, n), CARS, row=20 + n) for n in (2, 3, 4)),
    event("提供线索", date(2023, 4, 6), "一队", row=30, quantity=4),
    event("提供线索", date(2023, 6, 6), "二队", row=31, quantity=9),
    event("弄虚作假", date(2023, 6, 9), "二队", row=32),
]
PAST = [
    (CARS, 80),
    (FOOD, 70),
    (POWER, 60),
    (MAIN, 50),
    (EAST, 40),
    (BRIDGE, 90),
    (RIVER, 80),
    ("一队", 3),
    ("二队", 2),
]


def past(rows, year=2023, quarter=1):
    """What the office recorded of an earlier quarter, or year."""
    return tuple(
        PastScore(CellRef("上年考核.xlsx", "Sheet1", row), year, unit, float(score), None, quarter=quarter)
        for row, (unit, score) in enumerate(rows, 2)
    )


@pytest.fixture(scope="module")
def scheme():
    """The rulebook."""
    return load(WANXIAN)


def quarter_of(scheme, projects=None, goals=GOALS, conduct=None, **books):
    """The second quarter of the county, assessed."""
    result = result_of(scheme, PROJECTS if projects is None else projects, JUNE, HALF, goals)
    books = {"events": tuple(EVENTS), "ratings": tuple(RATINGS), "past": past(PAST)} | books
    return assessed(result, conduct=conduct or Conduct({JUNE: result.timeliness}), **books)


@pytest.fixture(scope="module")
def june(scheme):
    """The second quarter with all its books."""
    return quarter_of(scheme)


# By hand, for 汽车零部件专班 at the end of June (序时进度 6/12):
BY_HAND = {
    "WX-1": 30,  # 3 of 4 × 6/12 = 2: 150 %, the full marks
    "WX-2": 16,  # 1 + 2 + 0 + 1 = 4亿 of 10亿 × 6/12 = 5亿: 80 % of 20
    "WX-3": 10,  # 2 of 4 new projects are of the trade: 50 % of 20
    "WX-4": 12.08,  # parks (90 + 80) / 2 = 85 at 70 %, townships 70 at 30 %: 80.5 of 100, of 15 points 12.075
    "WX-5": 12.75,  # (80 + 90) / 2 = 85 of 100, of 15 points
    "WX-6": 3,  # seven firms at 0.5 are 3.5, at most 3
    "WX-7": 3,  # one event in the quarter; the one in March belongs to the first
    "WX-7b": 1.5,  # three pieces at 0.5
    "WX-8": 2,  # one more than the 2 that are due
    "WX-9": 4,  # 乙项目, 12亿
    "WX-9b": 0,
    "WX-10": 0,
}


@pytest.mark.parametrize(("part", "points"), BY_HAND.items())
def test_each_part_of_a_quarter_by_hand(june, part, points):
    """Completion against 时序, a rate, ratings with weights, decimals and caps, excess over target, exclusive bonuses."""
    assert june.assessment.scores.of(CARS, part, SECOND) == points


def test_the_total_is_the_sum_and_the_places_follow_it(june):
    """30+16+10+12.08+12.75+13.5 = 94.33; 15+5+20+8.55+10.5 = 59.05; 7.95+9 = 16.95 by hand."""
    table = june.assessment.scores.quarter
    places = {place.name: (place.rank, place.score) for place in table.places}
    assert {name: score for name, (_, score) in places.items() if name in (CARS, FOOD, POWER)} == {
        CARS: 94.33,
        FOOD: 59.05,
        POWER: 16.95,
    }
    assert exact(BY_HAND.values()) == 94.33


def test_a_project_counts_once_in_the_quarter_of_its_date(june):
    """戊项目 of 60亿元 was signed in February: its 8 points belong to the first quarter, and are not given again."""
    scores = june.assessment.scores
    assert (scores.of(FOOD, "WX-9b", FIRST), scores.of(FOOD, "WX-9b", SECOND)) == (8, 0)
    (skipped,) = [item for entry in scores.entries for item in entry.items if item.rule == "WX-9" and item.unit == FOOD]
    assert (skipped.counted, skipped.note) == (False, "同一项目已按WX-9b加分")


def test_each_class_has_its_own_parts(june):
    """园区 by the pace 20/50/80/100, 乡镇 by 功效系数, 工作队 by leads; nobody has a part of another class."""
    scores = june.assessment.scores
    # 己项目: 1 of 2 × 50 % = 1, all of 60; 3亿 of 10亿 × 50 % = 5亿, 60 % of 40.
    assert (scores.of(MAIN, "WX-P1", SECOND), scores.of(MAIN, "WX-P2", SECOND)) == (60, 24)
    assert (scores.of(EAST, "WX-P1", SECOND), scores.of(EAST, "WX-P2", SECOND)) == (0, 0)
    # 3亿 and 1亿 of 4亿: the best has 100, the worst 60.
    assert (scores.of(BRIDGE, "WX-X1", SECOND), scores.of(RIVER, "WX-X1", SECOND)) == (100, 60)
    assert scores.of("一队", "WX-D1", SECOND) == 4
    of_parks = {entry.rule.id for entry in scores.entries if entry.unit == MAIN}
    assert of_parks == {"WX-P1", "WX-P2", "WX-15"}


def test_a_veto_takes_all_points_and_says_why(june):
    """弄虚作假一票否决: nine leads come to nothing, in a line of their own."""
    scores = june.assessment.scores
    assert {place.name: place.score for place in scores.quarter.places}["二队"] == 0
    (line,) = [
        entry for entry in scores.entries if entry.unit == "二队" and entry.rule.kind == "一票否决" and entry.points
    ]
    assert (line.points, line.items[0].what) == (-9, "弄虚作假：得分全部取消")


def test_quarters_count_in_the_year_at_seventy_per_cent(june):
    """(80 + 94.33) / 2 × 70 % = 61.02 by hand; where a quarter is not recorded it is said, and no year's place rests on it."""
    scores = june.assessment.scores
    assert scores.of(CARS) == 61.02
    assert [place.name for place in scores.places if place.name in (CARS, FOOD, POWER)] == [CARS, FOOD, POWER]
    lacking = quarter_of(load(WANXIAN), past=()).assessment
    assert any("缺2023年第一季度的考核得分，请写进 上年考核.xlsx" in said for said in lacking.gaps)
    assert [one.consequence.id for one in lacking.proposals] == ["WX-12"], "the quarter's own place stands"


def test_consequences_follow_the_total_of_their_span(june, scheme):
    """Last of the quarter speaks; last of two quarters running is summoned; the first two are praised; below 60 summoned."""
    proposed = {(one.consequence.id, one.unit) for one in june.assessment.proposals}
    assert proposed == {
        ("WX-12", POWER),
        ("WX-12b", POWER),
        ("WX-17", CARS),
        ("WX-17", FOOD),
        ("WX-17b", FOOD),
        ("WX-17b", POWER),
    }
    states = {one.consequence.id: one.state for one in june.assessment.proposals}
    assert (states["WX-12b"], states["WX-17b"]) == ("待研究决定", "预警（年度未终）")
    others = [(CARS, 60), (FOOD, 50), (POWER, 70), *PAST[3:]]
    again = quarter_of(scheme, past=past(others)).assessment.proposals
    assert {one.consequence.id for one in again if one.unit == POWER} == {"WX-12", "WX-17b"}, "last once only"


def test_the_best_unit_is_never_proposed_for_a_summons(june):
    """The list of the quarter, too, follows the total: red 汽零, black 新能源."""
    (board,) = june.assessment.boards
    marks = {line.unit: line.mark for line in board.lines if line.kind == "产业招商专班"}
    assert marks == {CARS: "红榜", FOOD: "", POWER: "黑榜"}
    assert "省外亿元项目30分" in next(line.words for line in board.lines if line.unit == CARS)
    assert not [one for one in june.assessment.proposals if one.unit == CARS and one.consequence.worst]


def test_bonuses_together_have_a_cap_of_their_own(scheme):
    """加分项合计最高不超过15分: 3 + 3 + 10 + 2 + 4 = 22, of which 7 are taken back in a line that says so."""
    famous = car(name="乙项目", investment_yuan=12 * YI, paid_in_yuan=2 * YI, own={"中国企业500强_flag": True})
    rows = PROJECTS | {CARS: [famous if one["name"] == "乙项目" else one for one in PROJECTS[CARS]]}
    scores = quarter_of(scheme, rows).assessment.scores
    bonus = [one for one in scores.entries if one.unit == CARS and one.span == SECOND and one.rule.kind == "加分"]
    assert exact(one.points for one in bonus) == 15
    (line,) = [one for one in bonus if one.rule.id == "WX-16"]
    assert line.items[0].what == "加分合计23.5分，最多15分"


def test_late_and_missing_tables_cost_points_up_to_a_cap(scheme, june):
    """迟报1分、未报2分、最多5分: 1 + 2 = 3; three missing and one late would be 7, and are 5."""
    line = next(one for one in june.timeliness if one.unit == RIVER)

    def cost(*arrivals):
        lines = {
            ReportingPeriod(2023, month): (replace(line, arrival=arrival),)
            for month, arrival in zip((4, 5, 6), arrivals, strict=False)
        }
        return quarter_of(scheme, conduct=Conduct(lines)).assessment.scores.of(RIVER, "WX-X2", SECOND)

    assert cost(Arrival.LATE, Arrival.MISSING) == -3
    assert cost(Arrival.MISSING, Arrival.MISSING, Arrival.MISSING) == -5
    assert cost(Arrival.ON_TIME) == 0


def test_a_lead_told_twice_counts_once(scheme):
    """同一线索只计一次: the second row of the same lead stays to be seen, uncounted."""
    twice = [event("提供线索", date(2023, 4, n), "一队", row=60) for n in (6, 7)]
    scores = quarter_of(scheme, events=tuple(twice)).assessment.scores
    assert scores.of("一队", "WX-D1", SECOND) == 1
    items = [item for entry in scores.entries for item in entry.items if item.rule == "WX-D1"]
    assert [item.note for item in items] == ["", "同一件事已经计过，只计一次"]


def test_a_unit_that_nobody_rated_has_no_points_for_it_and_is_told(scheme):
    """Where the townships gave no mark, the parks' alone are not the result."""
    some = tuple(one for one in RATINGS if one.rater not in (BRIDGE, RIVER))
    scores = quarter_of(scheme, ratings=some).assessment.scores
    (item,) = [item for entry in scores.entries for item in entry.items if (item.unit, item.rule) == (CARS, "WX-4")]
    assert (item.counted, item.note) == (False, "没有数据，暂不计分")
    assert "园区2个打分，平均85分；乡镇0个打分" in item.what


def rule(**fields):
    """A rule with the fields that matter."""
    given = {
        "id": "R", "name": "R", "kind": "基础分", "source": "events", "event": "x", "points": 1, "step": 1, "column": "",
        "every": "year", "cap": None, "partial": False, "alternatives": (), "evidence": "", "citation": Citation("R", 1, "x"),
    }  # fmt: skip
    return ScoreRule(**(given | fields))


@pytest.mark.parametrize(
    ("fields", "quantity", "points"),
    [
        ({"points": 0.5}, 7, 3.5),
        ({"points": 0.1}, 3, 0.3),
        ({"points": 0.5, "cap": 3}, 7, 3),
        ({"points": -1, "cap": 5}, 7, -5),
        ({"points": -1, "cap": 5}, 3, -3),
        ({"points": 10, "partial": True, "floor": 4}, 0.2, 4),
        ({"points": 30, "partial": True, "cap": 30}, 1.5, 30),
        ({"points": 15, "partial": True}, 0.805, 12.08),
        ({"points": 1, "partial": True}, -0.005, -0.01),
    ],
)
def test_points_have_decimals_floors_and_caps_and_a_deductions_cap_is_what_can_be_lost(fields, quantity, points):
    """Half up to two decimals, on paper's arithmetic: 0.1 × 3 is 0.3."""
    assert points_for(rule(**fields), quantity) == points


@pytest.mark.parametrize(
    ("pace", "month", "share"),
    [
        ((20, 50, 80, 100), 3, 0.2),
        ((20, 50, 80, 100), 6, 0.5),
        ((20, 50, 80, 100), 5, 0.4),
        ((20, 50, 80, 100), 1, 0.2 / 3),
        ((20, 50, 80, 100), 12, 1),
        ((5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100), 11, 0.95),
        ((), 6, 0.5),
    ],
)
def test_what_is_due_by_now(june, pace, month, share):
    """Per cent due at each quarter's or month's end; within a quarter it grows evenly; without a pace the elapsed share."""
    result = replace(june, period=ReportingPeriod(2023, month), elapsed=(month, 12))
    assert due_share(rule(timed=True, pace=pace), result) == pytest.approx(share)


@pytest.mark.parametrize(
    ("fields", "earned"),
    [
        # completion of the two parks at the year's whole target: 3亿 of 10亿 and 0 of 4亿
        ({"source": "tiers", "tiers": ((1.0, 100), (0.3, 75), (0.1, 50))}, {MAIN: 75, EAST: 0}),
        ({"source": "rank", "ranks": (10, 8)}, {MAIN: 10, EAST: 8}),
        (
            {"source": "excess", "points": 2, "pace": (10, 20, 80, 100), "percent": True, "partial": False},
            {MAIN: 100, EAST: 0},
        ),
        ({"source": "completion", "points": 50, "cap": 50}, {MAIN: 15, EAST: 0}),
        ({"source": "efficacy", "points": 10}, {MAIN: 10, EAST: 6}),
    ],
)
def test_every_source_of_a_figure_by_hand(scheme, fields, earned):
    """Tiers, places, per cent over target, completion, 功效系数: each unit's own, in its class."""
    own = rule(**{"indicator": "WX-2", "kinds": ("园区",), "partial": True} | fields)
    rules = replace(scheme.rules, scores=(own,), carry=None, caps=())
    scores = quarter_of(replace(scheme, rules=rules)).assessment.scores
    assert {unit: scores.of(unit) for unit in earned} == earned


def test_who_may_not_earn_is_no_bottom_of_the_others(scheme):
    """没有到位资金的不得分: of 75 %, 30 %, 25 % and nothing the worst is the 25 %, which has 60 of 100; nothing has none."""
    paid = FigureTest("WX-2", "完成率", ">", 0, "实际到位资金完成率 > 0%")
    own = rule(indicator="WX-2", source="efficacy", points=10, partial=True, kinds=("园区", "乡镇"), where=(paid,))
    rules = replace(scheme.rules, scores=(own,), carry=None, caps=())
    scores = quarter_of(replace(scheme, rules=rules)).assessment.scores
    assert {unit: scores.of(unit) for unit in (BRIDGE, MAIN, RIVER, EAST)} == {BRIDGE: 10, MAIN: 6.4, RIVER: 6, EAST: 0}


def test_an_index_is_a_part_of_the_total_where_the_rulebook_says_so(scheme):
    """Completion index and points are added where a part takes the index in; otherwise neither is chosen."""
    from toolkit.model.scoring import Weight

    weights = (Weight("W", "到位资金", "WX-2", "completion", 100, Citation("W", 1, "x")),)
    parts = (rule(id="I", source="index", points=60, partial=True), rule(id="E", event="提供线索"))
    added = replace(scheme, rules=replace(scheme.rules, scores=parts, weights=weights, carry=None, caps=()))
    scores = quarter_of(added).assessment.scores
    assert scores.of(BRIDGE) == 45, "3亿 of 4亿 is 75 % of 60"
    assert scores.of("一队") == 4


def test_the_workbook_computes_the_same_with_live_formulas(june, tmp_path):
    """计分台账, 计分明细 and the ranking: every point keeps its row, its clause and its source."""
    out = write_assessment_workbook(june, tmp_path / "考核.xlsx")
    assert formula_count(out) > 100


@pytest.mark.office
def test_another_program_computes_the_same_totals(june, tmp_path):
    """LibreOffice recalculates the assessment: not a formula cell changes."""
    out = write_assessment_workbook(june, tmp_path / "考核.xlsx")
    (after,) = recalculated([out], tmp_path / "again")
    assert list(differences(out, after)) == []
