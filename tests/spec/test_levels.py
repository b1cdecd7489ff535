"""Points by level and by size: joint tiers, 5 points and one more per 1000万元, one target for every unit, classes."""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.assessed import assessed, event, result_of
from tests.drawn import drawn_sheet
from tests.mutated import RULEBOOKS
from tests.office import differences, recalculated
from tests.rulebook import written_xishan
from toolkit.assessment.conduct import Conduct
from toolkit.cli import main
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.schemes.loader import load, slips_of
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook

EAST, WEST, SOUTH = "东河镇", "西河镇", "南河镇"
NORTH, BRIDGE = "北山乡", "石桥乡"
INDUSTRY, TRADE = "县工信局", "县商务局"
NOVEMBER, END = ReportingPeriod(2024, 11), date(2024, 11, 30)
YI, WAN = 100_000_000, 10_000


def new(name, investment, paid, industry="机械制造", **fields):
    """A project from 广东, signed in the accounting year; amounts in 亿元."""
    return {
        "name": name,
        "industry": industry,
        "investment_yuan": round(investment * YI),
        "paid_in_yuan": round(paid * YI),
        "source": "广东",
        "signed_on": PartialDate(2024, 3, 5),
        "moved_in_on": PartialDate(2024, 3),
    } | fields


PROJECTS = {
    EAST: [
        new("甲项目", 12.35, 6, signed_on=PartialDate(2023, 12, 8)),
        new("乙项目", 5.09, 4, "酒店"),
        new("丙项目", 1, 1.05),
    ],
    WEST: [new("丁项目", 60, 4.5)],
    SOUTH: [new("戊项目", 4, 3)],
    NORTH: [new("己项目", 1.9, 2, contract_usd=600 * WAN), new("庚项目", 3, 2, "酒店")],
    BRIDGE: [new("辛项目", 5, 2.4)],
    INDUSTRY: [new("壬项目", 1, 0.85)],
    TRADE: [new("癸项目", 3, 1.2, signed_on=PartialDate(2022, 5, 1), moved_in_on=PartialDate(2022, 5))],
}
GOALS = [
    ("A类乡镇", EAST, {"LS-1": 10 * YI}),
    ("A类乡镇", WEST, {"LS-1": 5 * YI}),
    ("A类乡镇", SOUTH, {"LS-1": 5 * YI}),
    ("B类乡镇", NORTH, {"LS-1": 4 * YI}),
    ("B类乡镇", BRIDGE, {"LS-1": 4 * YI}),
    ("县直部门", INDUSTRY, {"LS-1": YI}),
    ("县直部门", TRADE, {"LS-1": YI}),
]
EVENTS = (event("通报批评", date(2024, 6, 6), NORTH),)


def county(scheme, projects=None, period=NOVEMBER, as_of=END, **books):
    """The accounting year to date, assessed; nobody's table was late."""
    result = result_of(scheme, PROJECTS if projects is None else projects, period, as_of, GOALS)
    return assessed(result, **{"conduct": Conduct({}), "events": EVENTS} | books)


@pytest.fixture(scope="module")
def scheme():
    """The rulebook."""
    return load(RULEBOOKS["linshui-2024"])


@pytest.fixture(scope="module")
def year(scheme):
    """The whole year."""
    return county(scheme)


# By hand: (unit, part, points)
BY_HAND = [
    (EAST, "LS-A1", 60),  # 11.05亿 of 10亿: the full marks of class A
    (EAST, "LS-A2", 20),  # 3 of the 3 that every unit of class A has to bring
    (WEST, "LS-A2", 6.67),  # 1 of 3
    (WEST, "LS-A1", 54),  # 4.5亿 of 5亿
    (NORTH, "LS-B1", 40),  # class B has its own weights
    (NORTH, "LS-B2", 40),  # 2 of 2
    (BRIDGE, "LS-B2", 20),  # 1 of 2
    (EAST, "LS-5", 2),  # 10.5 % over a target of 10亿: ten full per cent at 0.2
    (EAST, "LS-5b", 0),
    (TRADE, "LS-5b", 2),  # 20 % over a target below 10亿, at 0.1
    (TRADE, "LS-5", 0),
    (EAST, "LS-6", 20),  # 12.35亿: 5 + 73, at most 15; 5.09亿: 5 and no full 1000万 more
    (BRIDGE, "LS-6", 5),  # exactly 5亿
    (SOUTH, "LS-6", 0),  # 4亿
    (EAST, "LS-7", 4),  # 12.35亿 and industrial; 乙项目 is a hotel
    (WEST, "LS-7", 8),  # 60亿 is 8, and not 8 + 4
    (NORTH, "LS-8", 6),  # 600万美元 or 2亿元 are equals
    (BRIDGE, "LS-8", 3),
    (INDUSTRY, "LS-C", 75),  # 85 % and one project
    (TRADE, "LS-C", 50),  # 120 %, but no new project: the joint conditions of 100 and 75 fail
]


@pytest.mark.parametrize(("unit", "part", "points"), BY_HAND)
def test_each_level_by_hand(year, unit, part, points):
    """Joint tiers, points by size, classes with own weights and targets, by the size of the target."""
    assert year.assessment.scores.of(unit, part) == points


def test_the_total_adds_them_up(year):
    """60+20+2+20+4+6 = 112; 54+6.67+15+8+3 = 86.67; 36+6.67+3 = 45.67 by hand."""
    totals = {place.name: place.score for place in year.assessment.scores.places}
    assert (totals[EAST], totals[WEST], totals[SOUTH]) == (112, 86.67, 45.67)


def test_each_item_says_how_its_points_came(year):
    """计分明细: the size, the tier, the limit of one project, and why a rule is not for a unit."""
    items = {
        (item.unit, item.rule, item.what): item.note for entry in year.assessment.scores.entries for item in entry.items
    }
    assert items[EAST, "LS-6", "甲项目"] == "投资总额12.35亿元，得78分；一个项目最多15分"
    assert items[WEST, "LS-7", "丁项目"] == "按8分一档"
    (why,) = [note for (unit, rule, _), note in items.items() if (unit, rule) == (TRADE, "LS-5")]
    assert why == "只给到位资金目标 >= 10亿元的单位计"
    (tier,) = [what for (unit, rule, what) in items if (unit, rule) == (INDUSTRY, "LS-C")]
    assert tier == "到位资金完成率85.0%，新引进项目1个；75分一档：到位资金完成率 >= 80%、新引进项目 >= 1个"


def test_a_unit_without_data_is_on_no_tier(scheme):
    """Where nobody told the money, no tier is met for certain: the item stands uncounted."""
    silent = PROJECTS | {INDUSTRY: [new("壬项目", 1, 0) | {"paid_in_yuan": None}]}
    (item,) = [
        item
        for entry in county(scheme, silent).assessment.scores.entries
        for item in entry.items
        if (item.unit, item.rule) == (INDUSTRY, "LS-C")
    ]
    assert (item.counted, item.note) == (False, "没有数据，暂不计分")


def test_a_target_in_the_table_goes_before_the_rulebooks(scheme):
    """One unit with a target of its own keeps it; the others have the one of their class."""
    indicators = tuple(replace(one, header=("项目数",)) if one.id == "LS-2" else one for one in scheme.indicators)
    own = replace(scheme, indicators=indicators)
    goals = [*GOALS[1:], ("A类乡镇", EAST, {"LS-1": 10 * YI, "LS-2": 6})]
    result = result_of(own, PROJECTS, NOVEMBER, END, goals)
    scores = assessed(result, conduct=Conduct({})).assessment.scores
    assert (scores.of(EAST, "LS-A2"), scores.of(WEST, "LS-A2")) == (10, 6.67)


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({"base": 10, "above": 80, "points": 0.5}, 25),  # 110.5 %: 10 and 30 full per cent at 0.5
        ({"base": 10, "above": 80, "points": 0.5, "partial": True}, 25.25),
        ({"base": 10, "above": 111, "points": 0.5}, 0),
        ({"base": 10, "above": 100, "points": 0}, 10),
    ],
)
def test_a_base_and_more_for_each_per_cent_of_completion(scheme, changed, points):
    """完成80%得10分，每高1个百分点加0.5分; nothing below."""
    from toolkit.model.scoring import Ladder

    base = next(one for one in scheme.rules.scores if one.id == "LS-A1")
    ladder = Ladder(step=1, **{"partial": False} | changed)
    rule = replace(base, id="X", points=1, cap=None, ladder=ladder)
    result = county(replace(scheme, rules=replace(scheme.rules, scores=(rule,), grades=(), grade_changes=())))
    assert result.assessment.scores.of(EAST, "X") == points


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('above = "5亿元"\n', "", "“above”没有写：写了 base 的，要写明从多少起"),
        ("base = 5\n", "", "“base”没有写"),
        ('above = "5亿元"', 'above = "5个亿元"', "的数“5个亿元”认不出"),
        ('step = "1000万元"', "step = 0", "“step”写作 0，应是不小于 1 的整数"),
        ('where = ["LS-1 >= 50%"]', 'where = ["LS-9 >= 50%"]', "里的“LS-9”不是本规则的指标"),
        ('where = ["LS-1 >= 50%"]', 'where = ["LS-1 50%"]', "“LS-1 50%”应写成“指标 条件 数”"),
        ('where = ["LS-1 >= 50%"]', 'where = ["LS-2 >= 1亿元"]', "里的“1亿元”应写成 3个 这样"),
        ('where = ["LS-1 >= 50%"]', 'where = ["LS-A1 得分 >= 5"]', "这里只能写指标，不能按得分"),
        ('where = ["LS-1 >= 50%"]', "criteria = []", "“where”没有写：source = tiers 的，每一档都要写 where"),
        ('source = "tiers"', 'source = "tiers"\npoints = 3', "“points”和 [[score.tier]] 只能写一个"),
        ('class_targets = [["A类乡镇", 3]', 'class_targets = [["A类镇", 3]', "里的“A类镇”，units.csv 里没有这一类单位。是不是“A类乡镇”？"),
        ('class_targets = [["A类乡镇", 3]', 'class_targets = [["A类乡镇", "3亿元"]', "里的“3亿元”应是数字"),
        ("each_target = 1\n", "each_target = -1\n", "“each_target”写作 -1，不能是负数"),
        ('each_target = 1\nclass_targets = [["A类乡镇", 3], ["B类乡镇", 2]]\n', "", "没有写 header（目标表的列名）或 each_target"),
    ],
)  # fmt: skip
def test_each_slip_of_a_level_is_told(tmp_path, old, new, says):
    """What a level names and nobody has, or what is written by half, is a sentence with its line."""
    from tests.mutated import with_slip

    told = [str(slip) for slip in slips_of(with_slip("linshui-2024", tmp_path / "临水", old, new))]
    assert any(says in one for one in told), told


def test_no_target_table_is_needed_where_every_unit_has_one_target(tmp_path):
    """各乡镇引进项目2个: without any table of targets the commands give completion and points of one project of two."""
    score = """[[score]]
id = "XS-T2"
name = "新签约项目"
kind = "基础分"
source = "completion"
indicator = "XS-T2"
points = 50

[[target_row]]"""
    folder = written_xishan(
        tmp_path / "西山",
        ('target = 30\nheader = ["新签约项目"]', "each_target = 2"),
        ("[[target_row]]", score),
        ('government = "县人民政府"', 'government = "县人民政府"\nunit_word = "乡镇"'),
    )
    office, run = tmp_path / "西山2023", CliRunner().invoke
    assert run(main, ["init", str(office), "--scheme", str(folder)]).exit_code == 0
    (office / "报送" / "2023-03").mkdir(parents=True)
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：东坪镇政府
        2 | HEADINGS | 签约日期
        3 | 1 | 竹木加工 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | 2023-02-01 | 已签约 | 2023-02-01
        """,
        office / "报送" / "2023-03" / "东坪镇3月.xlsx",
    )
    assert run(main, ["assess", "-w", str(office), "--books"]).exit_code == 0
    done = run(main, ["assess", "-w", str(office), "--period", "2023-03"])
    assert done.exit_code in (0, 1), done.output
    assert "计分：东坪镇 25、西坝乡 0" in done.output
    (out,) = (office / "输出" / "2023-03").glob("*考核.xlsx")
    rows = [
        row for row in openpyxl.load_workbook(out, data_only=True)["计分台账"].values if row[0] in ("乡镇", "东坪镇")
    ]
    assert [row[:1] + row[5:6] + row[10:11] for row in rows] == [("乡镇", "数量", "本项得分"), ("东坪镇", 0.5, 25)]


@pytest.mark.office
def test_another_program_computes_the_same_levels_and_grades(year, tmp_path):
    """LibreOffice recalculates totals and 等次: not a formula cell changes."""
    out = write_assessment_workbook(year, tmp_path / "考核.xlsx")
    (after,) = recalculated([out], tmp_path / "again")
    assert list(differences(out, after)) == []
