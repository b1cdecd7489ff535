"""Every demand of a published assessment method, and the forms met in others, without code: a row each, by hand."""

from dataclasses import dataclass
from datetime import date

import pytest
from msgspec.structs import replace

from tests.assessed import assessed, event
from tests.mutated import RULEBOOKS
from tests.spec.test_consolidation import project, table
from tests.spec.test_levels import BRIDGE, INDUSTRY, NORTH, SOUTH, TRADE, WEST, county, new
from tests.spec.test_levels import EAST as EAST_TOWN
from tests.spec.test_totals import BRIDGE as TOWN
from tests.spec.test_totals import (
    CARS,
    FOOD,
    JUNE,
    PAST,
    POWER,
    PROJECTS,
    SECOND,
    car,
    past,
    quarter_of,
)
from tests.spec.test_totals import RIVER as OTHER_TOWN
from toolkit.assessment.agenda import agenda
from toolkit.assessment.conduct import Conduct
from toolkit.assessment.score_figures import figure_items
from toolkit.assessment.unit_figures import Grounds
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.decisions import Question
from toolkit.model.ledger import Arrival
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.schemes.loader import load
from toolkit.workflow.steps.assessing import measure_of

YI, WAN = 100_000_000, 10_000


@dataclass(frozen=True)
class Counties:
    """The quarter of 皖县 with its rulebook, and the accounting year of 临水县 with its own."""

    wanxian: object
    june: object
    linshui: object
    year: object

    def points(self, unit, part, projects=None, span=SECOND, **books):
        """A unit's points under a part, with other projects or books where they are given."""
        result = quarter_of(self.wanxian, projects, **books) if projects or books else self.june
        return result.assessment.scores.of(unit, part, span)

    def proposed(self, result):
        """Who is proposed for what."""
        return {(one.consequence.id, one.unit) for one in result.assessment.proposals}

    def notes(self, result, part):
        """What is said of each item of a part."""
        entries = result.assessment.scores.entries
        return {item.what: item.note for one in entries for item in one.items if item.rule == part}


@pytest.fixture(scope="module")
def both():
    """The two rulebooks with a period each."""
    wanxian, other = load(RULEBOOKS["wanxian-2023"]), load(RULEBOOKS["linshui-2024"])
    return Counties(wanxian, quarter_of(wanxian), other, county(other))


def _classes(both):
    tables = both.june.assessment.scores.tables
    return {table.scope: [rule.id for rule in table.rules][:2] for table in tables if table.span}


def _more(number, **fields):
    return PROJECTS | {CARS: [car(name=f"新项目{one}", **fields) for one in range(number)]}


def _big(investment, invested_this_year, **fields):
    own = {"当年固定资产投资_yuan": invested_this_year}
    return PROJECTS | {CARS: [car(name="大项目", investment_yuan=investment, own=own, **fields)]}


FOUR_CLASSES = {
    "产业招商专班": ["WX-1", "WX-2"],
    "园区": ["WX-P1", "WX-P2"],
    "乡镇": ["WX-X1", "WX-X2"],
    "招商工作队": ["WX-D1", "WX-D2"],
}
# The rows of the table that came with the document: (demand, what the product says, what a hand computes).
CLAUSES = [
    ("four classes of assessed bodies, each with its own table", _classes, FOUR_CLASSES),
    ("each quarter's score by the 5th of the next month", lambda both: both.wanxian.deadline("WX-14").due(JUNE), date(2023, 7, 5)),
    ("quarter's result at 70 % into the year", lambda both: both.june.assessment.scores.of(CARS), 61.02),  # (80 + 94.33) / 2 × 70 %
    ("new 省外 亿元 projects ÷ target to date × 30", lambda both: both.points(CARS, "WX-1", _more(1)), 15),  # 1 of 4 × 6/12
    ("money paid in this year ÷ target to date × 20", lambda both: both.points(CARS, "WX-2"), 16),  # 4亿 of 10亿 × 6/12
    ("契合度: projects of the led trade ÷ all new ones × 20", lambda both: both.points(CARS, "WX-3"), 10),  # 2 of 4
    ("rating by the tied carrier units: parks 70 %, townships 30 %", lambda both: both.points(CARS, "WX-4"), 12.08),  # 85 × 0.7 + 70 × 0.3
    ("rating by the tied teams: their average", lambda both: both.points(CARS, "WX-5"), 12.75),  # 85 % of 15
    ("leaders asked to visit firms: 0.5 each, at most 3", lambda both: both.points(CARS, "WX-6"), 3),  # seven
    ("own promotion event outside: 3 each", lambda both: both.points(CARS, "WX-7"), 3),
    ("usable project information: 0.5 each", lambda both: both.points(CARS, "WX-7b"), 1.5),  # three
    ("each 省外 亿元 project above the target: 2", lambda both: both.points(CARS, "WX-8", _more(4)), 4),  # 4 over 2 that are due
    ("... at most 6", lambda both: both.points(CARS, "WX-8", _more(7)), 6),
    ("≥ 10亿 with this year's fixed assets ≥ 5 %: 4", lambda both: both.points(CARS, "WX-9", _big(12 * YI, 6000 * WAN)), 4),
    ("... and nothing below 5 %", lambda both: both.points(CARS, "WX-9", _big(12 * YI, 5999 * WAN)), 0),
    ("≥ 50亿: 8", lambda both: both.points(CARS, "WX-9b", _big(50 * YI, 3 * YI)), 8),
    ("... one project never both", lambda both: both.points(CARS, "WX-9", _big(50 * YI, 3 * YI)), 0),
    (
        "a firm of China's 500: 10 each",
        lambda both: both.points(CARS, "WX-10", PROJECTS | {CARS: [car(name="强", own={"中国企业500强_flag": True}), car(name="弱")]}),
        10,
    ),
    ("last of a quarter speaks at the meeting", lambda both: ("WX-12", POWER) in both.proposed(both.june), True),
    ("... and nobody else", lambda both: {unit for id, unit in both.proposed(both.june) if id == "WX-12"}, {POWER}),
    ("last of two quarters running: the leader is summoned", lambda both: {unit for id, unit in both.proposed(both.june) if id == "WX-12b"}, {POWER}),
    (
        "... not after one",
        lambda both: [one for one in both.proposed(quarter_of(both.wanxian, past=past([(CARS, 60), (FOOD, 50), (POWER, 70), *PAST[3:]]))) if one[0] == "WX-12b"],
        [],
    ),
    ("table by the 28th of each month", lambda both: both.wanxian.deadline("statistics").due(JUNE), date(2023, 6, 28)),
    ("trips approved by the county head", lambda both: [(step.who, step.action) for step in both.wanxian.routes[0].steps], [("县长", "批准")]),
]  # fmt: skip


@pytest.mark.parametrize(("demand", "said", "by_hand"), CLAUSES, ids=[one[0] for one in CLAUSES])
def test_each_demand_of_the_document(both, demand, said, by_hand):
    """19 demands, each expressed in the rulebook alone and computed by hand."""
    assert said(both) == by_hand


def _late(both, *arrivals):
    line = next(one for one in both.june.timeliness if one.unit == OTHER_TOWN)
    months = zip((4, 5, 6), arrivals, strict=False)
    lines = {ReportingPeriod(2023, month): (replace(line, arrival=one),) for month, one in months}
    return quarter_of(both.wanxian, conduct=Conduct(lines)).assessment.scores.of(OTHER_TOWN, "WX-X2", SECOND)


def _year(both, unit, part, projects=None, **books):
    result = county(both.linshui, projects, **books) if projects or books else both.year
    return result.assessment.scores.of(unit, part)


def _produced(signed, day):
    own = (("own_投产认定日期_on", day),)
    return {WEST: [new("老项目", 1, 1, signed_on=signed, stage="投产", declared=own)]}


def _paced(both, month):
    """How much of a year's 5亿 is due at the end of a month of 临水县's accounting year: money of 西河镇, 1亿 paid in."""
    period = both.linshui.accounting.month(2024, month)
    result = county(
        both.linshui, {WEST: [new("项目", 1, 1, signed_on=PartialDate(2023, 12, 3))]}, period, period.last_day
    )
    (item,) = [
        one for one in figure_items(Grounds(result, measure_of(result))) if (one.unit, one.rule) == (WEST, "LS-A1")
    ]
    return item.quantity


def _lead(yes):
    return {WEST: [new("线索项目", 3, 1, declared=(("own_仅提供线索_flag", yes),))]}


def _joint(both):
    """Two towns report one project of 3亿, and the office decides: half for each."""
    row = new("水泵项目", 3, 1, investor="广东水泵有限公司", phone="19900002035")
    month, end = ReportingPeriod(2024, 11), date(2024, 11, 30)
    tables = [table(unit, month, [project(2, **row)]) for unit in (WEST, SOUTH)]
    first = consolidate(tables, None, both.linshui, month, end)
    (asked,) = (one for one in first.decisions if one.question is Question.DUPLICATE)
    answer = {asked.id: replace(asked, answer=f"共同引进：{WEST}50%，{SOUTH}50%")}
    scores = assessed(consolidate(tables, None, both.linshui, month, end, answer)).assessment.scores
    return scores.of(WEST, "LS-8"), scores.of(SOUTH, "LS-8")


def _when(both, what, months):
    found = []
    for month in months:
        period = ReportingPeriod(2024, month)
        found += [one.day for one in agenda(both.linshui, period) if what in one.what]
    return sorted({(day.month, day.day) for day in found})


JOINT = (
    event("招商推介活动", date(2024, 6, 1), WEST, quantity=0.5),
    event("招商推介活动", date(2024, 6, 1), SOUTH, quantity=0.5),
)
TWICE = tuple(event("提供线索", date(2023, 4, day), "一队", row=60) for day in (6, 7))
UNPROVEN = (event("招商推介活动", date(2024, 6, 1), WEST, evidence=""),)
# The other forms met in such documents, in the order in which they were noted.
FORMS = [
    ("points on a decimal scale", lambda both: both.points(CARS, "WX-4"), 12.08),  # 12.075, half up
    ("功效系数: best 100", lambda both: both.points(TOWN, "WX-X1"), 100),  # 3亿 of 4亿
    ("功效系数: worst 60", lambda both: both.points(OTHER_TOWN, "WX-X1"), 60),  # 1亿 of 4亿
    ("tiers 100/75/50/0 with a joint condition: 75", lambda both: _year(both, INDUSTRY, "LS-C"), 75),  # 85 % and one project
    ("... 50, as one of the two fails", lambda both: _year(both, TRADE, "LS-C"), 50),  # 120 % and none
    ("... 0", lambda both: _year(both, TRADE, "LS-C", {TRADE: [new("小项目", 1, 0.4)]}), 0),  # 40 %
    ("points per full 1 % above target, large target", lambda both: _year(both, EAST_TOWN, "LS-5"), 2),  # 10.5 % at 0.2
    ("... small target", lambda both: _year(both, TRADE, "LS-5b"), 2),  # 20 % at 0.1
    ("5 points and 1 more per further 1000万元", lambda both: _year(both, BRIDGE, "LS-6", {BRIDGE: [new("项目", 5.39, 1)]}), 8),  # 5 + 3
    ("... at most 15 a project", lambda both: _year(both, EAST_TOWN, "LS-6"), 20),  # 15 + 5
    ("10亿 4 and 50亿 8 for an industrial project, not both", lambda both: _year(both, WEST, "LS-7"), 8),  # 60亿
    ("classes A and B with different weights", lambda both: (_year(both, WEST, "LS-A1"), _year(both, NORTH, "LS-B1")), (54, 40)),  # 90 % of 60, 100 % of 40
    ("one target for each unit of a class", lambda both: (_year(both, WEST, "LS-A2"), _year(both, BRIDGE, "LS-B2")), (6.67, 20)),  # 1 of 3 × 20, 1 of 2 × 40
    ("deductions fed by late tables", lambda both: _late(both, Arrival.LATE, Arrival.MISSING), -3),  # 1 + 2
    ("... with a cap", lambda both: _late(both, Arrival.MISSING, Arrival.MISSING, Arrival.MISSING), -5),  # 6, at most 5
    ("2亿元 or 500万美元 as equals", lambda both: _year(both, NORTH, "LS-8"), 6),  # 1.9亿 with 600万美元, and 3亿
    ("... and nothing below both", lambda both: _year(both, NORTH, "LS-8", {NORTH: [new("小", 1.9, 1, contract_usd=499 * WAN)]}), 0),
    ("50 % for a lead", lambda both: _year(both, WEST, "LS-8", _lead(True)), 1.5),
    ("... and all where it is none", lambda both: _year(both, WEST, "LS-8", _lead(False)), 3),
    ("equal shares of a joint project", _joint, (1.5, 1.5)),
    ("equal shares of what two did together", lambda both: (_year(both, WEST, "LS-16", events=JOINT), _year(both, SOUTH, "LS-16", events=JOINT)), (0.75, 0.75)),
    ("recognised once: a lead told twice", lambda both: both.points("一队", "WX-D1", events=TWICE), 1),
    ("recognised once: in the year of its day only", lambda both: _year(both, WEST, "LS-15", _produced(PartialDate(2022, 3, 5), PartialDate(2023, 6, 1))), 0),
    ("within two years of signing", lambda both: _year(both, WEST, "LS-15", _produced(PartialDate(2022, 3, 5), PartialDate(2024, 3, 5))), 2),
    ("... not a day later", lambda both: _year(both, WEST, "LS-15", _produced(PartialDate(2022, 3, 5), PartialDate(2024, 3, 6))), 0),
    ("with evidence", lambda both: both.notes(county(both.linshui, events=UNPROVEN), "LS-16"), {"招商推介活动2": "缺活动通知、照片，暂不计分"}),
    ("accounting year from December", lambda both: _year(both, EAST_TOWN, "LS-A2"), 20),  # 甲项目 of 8 December 2023 is one of the 3
    ("... to November", lambda both: _year(both, WEST, "LS-A2", {WEST: [new("早", 1, 1, signed_on=PartialDate(2023, 11, 30))]}), 0),
    ("20 % of the target at the end of the first quarter", lambda both: _paced(both, 3), 1),  # 1亿 of 5亿 × 20 %
    ("... 50 %", lambda both: _paced(both, 6), 0.4),  # of 2.5亿
    ("... 80 %", lambda both: _paced(both, 9), 0.25),  # of 4亿
    ("... 100 %", lambda both: _paced(both, 12), 0.2),  # of 5亿
    ("quotas of 60 days a year", lambda both: [(one.measure, one.minimum, one.per) for one in both.linshui.rules.quotas], [("days", 60, "year")]),
    ("every fortnight", lambda both: _when(both, "项目进展", (4,)), [(4, 3), (4, 18)]),  # three days after the 31st and the 15th
    ("every half-year", lambda both: _when(both, "推进会", range(1, 12)), [(5, 31), (11, 30)]),  # of a year from December
    ("veto", lambda both: {one.name: one.score for one in both.june.assessment.scores.quarter.places}["二队"], 0),  # nine leads
    ("reward for the first three", lambda both: {unit for id, unit in both.proposed(both.year) if id == "LS-13" and unit in (EAST_TOWN, WEST)}, {EAST_TOWN, WEST}),
    ("below 60 points summoned", lambda both: {unit for id, unit in both.proposed(both.year) if id == "LS-14"}, {SOUTH, BRIDGE, TRADE}),
    ("等次 by points and completion", lambda both: both.year.assessment.scores.grade(EAST_TOWN).name, "优秀"),  # 112
    ("晋档 for 50亿", lambda both: (both.year.assessment.scores.grade(WEST).first, both.year.assessment.scores.grade(WEST).name), ("良好", "优秀")),
    ("the county's own word for who is assessed", lambda both: both.linshui.unit_word, "考核对象"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "said", "by_hand"), FORMS, ids=[one[0] for one in FORMS])
def test_each_form_met_in_other_documents(both, form, said, by_hand):
    """Scales, coefficients, tiers, classes, deductions, recognition, spans, vetoes, 等次: none needs code."""
    assert said(both) == by_hand


def test_a_third_who_is_also_the_last_is_left_to_the_office(both):
    """前三名 of three: the third is proposed for nothing, and it is said why."""
    said = "“奖励”：2024年A类乡镇只有3个单位，南河镇是第3名，也是最后一名，没有列入建议，请研究确定。"
    assert said in both.year.assessment.withheld


def test_the_two_rulebooks_stand_by_themselves():
    """The tests need nothing outside: the folders hold document, units and rules, and each clause stands in its line."""
    for id in ("wanxian-2023", "linshui-2024"):
        folder = RULEBOOKS[id]
        assert {path.name for path in folder.iterdir()} == {"document.txt", "units.csv", "scheme.toml"}
        lines = (folder / "document.txt").read_text("utf-8").splitlines()
        assert all(one.quote in lines[one.line - 1] for one in load(folder).citations)
