"""等次 by total, place and figures; 晋档, 降档 and 不得评为 on projects, events and completion; ties stay open."""

from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from msgspec.structs import replace

from tests.assessed import assessed, event, result_of
from tests.mutated import RULEBOOKS, spoilt, with_slip
from tests.spec.test_levels import (
    EAST,
    END,
    EVENTS,
    GOALS,
    INDUSTRY,
    NORTH,
    NOVEMBER,
    PROJECTS,
    SOUTH,
    TRADE,
    WEST,
    YI,
    county,
    new,
)
from toolkit.assessment.conduct import Conduct
from toolkit.cli.assess import in_words
from toolkit.intake.office.scores import headings, read_scores
from toolkit.model.grades import Grade, GradeChange
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.scoring import FigureTest
from toolkit.model.shared import SharedProject
from toolkit.schemes.loader import load, slips_of
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook


@pytest.fixture(scope="module")
def scheme():
    """The rulebook."""
    return load(RULEBOOKS["linshui-2024"])


@pytest.fixture(scope="module")
def year(scheme):
    """The whole year."""
    return county(scheme)


def graded(result):
    """Each unit's grade by score and place, and after its moves."""
    table = [one for each in result.assessment.scores.tables for one in each.grades]
    return {one.unit: (one.first, one.name) for one in table}


# By hand: totals 112, 86.67, 45.67 of class A; 86 and 52 of class B; 75 and 52 of the departments.
BY_HAND = [
    (EAST, "优秀", "优秀"),  # 112, the target reached, and the first of the one (40 % of 3) that may be
    (WEST, "良好", "优秀"),  # 86.67, then 晋一档 for 60亿
    (SOUTH, "不合格", "不合格"),  # 45.67; 60 % of the money
    (NORTH, "良好", "合格"),  # 86, then 降一档 for 通报批评
    (INDUSTRY, "合格", "合格"),  # 75
    (TRADE, "不合格", "不合格"),  # 52
]


@pytest.mark.parametrize(("unit", "first", "name"), BY_HAND)
def test_each_grade_by_hand(year, unit, first, name):
    """90 and the target reached 优秀, 40 % at most; 80 良好, 60 合格; 50亿元 one up, 通报批评 one down (LS-G1…M3)."""
    assert graded(year)[unit] == (first, name)


def test_a_move_names_what_it_rests_on(year):
    """The project with its row, the event with its row, the clause: nobody is moved by a black box."""
    sheet = year.assessment.scores
    (up,) = sheet.grade(WEST).moves
    assert str(up).startswith("引进50亿元以上项目，晋1档：丁项目（") and " Sheet1 表 第2行" in str(up)
    (down,) = sheet.grade(NORTH).moves
    assert str(down).startswith("受到通报批评，降1档：通报批评2（计分台账.xlsx")
    (most,) = sheet.grade(SOUTH).moves
    assert (most.how, most.why) == ("最高定为合格", "到位资金完成率 < 80%")


def test_a_grade_that_is_capped_stays_below_whatever_the_total(scheme):
    """到位资金未完成80%的不得评为良好以上等次: 95 points in all, and 合格."""
    rich = [new(f"大项目{n}", 20, 1) for n in range(3)]
    result = county(scheme, PROJECTS | {SOUTH: rich})
    total = {place.name: place.score for place in result.assessment.scores.places}[SOUTH]
    assert total > 90 and graded(result)[SOUTH] == ("良好", "合格")


def test_in_the_middle_of_the_year_completion_is_seen_against_what_is_due(scheme):
    """At the end of May (half of the money is due) 60 % of the year's is more than 80 % of what is due."""
    may = ReportingPeriod(2024, 5)
    result = county(scheme, PROJECTS, may, may.last_day)
    assert result.assessment.scores.grade(SOUTH).moves == ()


def test_who_shares_the_last_place_of_a_grade_is_left_to_the_office(scheme):
    """Two units share the first place and only one may be 优秀: neither is, and it is said why."""
    (*_, last) = scheme.rules.grades
    grades = (replace(scheme.rules.grades[0], least=None, where=(), share=None, best=1), last)
    alike = [new("同项目", 4, 5)]
    rules = replace(scheme.rules, grades=grades, grade_changes=())
    result = county(replace(scheme, rules=rules), {WEST: alike, SOUTH: alike, EAST: []})
    for unit in (WEST, SOUTH):
        one = result.assessment.scores.grade(unit)
        assert one.name == "待研究"
        assert one.doubt == "第1名有2个单位并列，超出“优秀”的1个名额，请研究确定"
    assert result.assessment.scores.grade(EAST).name == "不合格"


def test_a_figure_that_nobody_told_settles_nothing(scheme):
    """Without data nobody is 优秀 and nobody is kept from it: the doubt is said."""
    silent = [new(f"项目{n}", 60, 0) | {"paid_in_yuan": None} for n in range(3)]
    grades = (replace(scheme.rules.grades[0], least=20, share=None), *scheme.rules.grades[1:])
    result = county(replace(scheme, rules=replace(scheme.rules, grades=grades)), PROJECTS | {SOUTH: silent})
    one = result.assessment.scores.grade(SOUTH)
    assert one.name == "待研究"
    assert "没有数据，不知道是否到位资金完成率 >= 100%" in one.doubt and "不知道是否到位资金完成率 < 80%" in one.doubt


@pytest.mark.parametrize(
    ("change", "moved"),
    [
        ({"up": 1, "minimum": 2, "event": "招引之星"}, False),
        ({"up": 1, "minimum": 1, "event": "招引之星"}, True),
        ({"down": 1, "where": (FigureTest("LS-6", "得分", ">=", 15, "LS-6 得分 >= 15"),)}, True),
        ({"down": 1, "where": (FigureTest("LS-6", "得分", ">", 15, "LS-6 得分 > 15"),)}, False),
        ({"down": 2, "kinds": ("B类乡镇",), "event": "招引之星"}, False),
    ],
)
def test_what_a_change_needs(scheme, change, moved):
    """So many events, the points of a part, its classes: all that is written must hold."""
    rule = GradeChange("X", "试", scheme.rules.grades[0].citation, **change)
    rules = replace(scheme.rules, grade_changes=(rule,))
    events = (event("招引之星", date(2024, 7, 1), WEST), event("招引之星", date(2025, 1, 1), WEST, row=3))
    one = county(replace(scheme, rules=rules), events=events).assessment.scores.grade(WEST)
    assert bool(one.moves) is moved


def test_an_event_that_lies_ahead_moves_no_grade_yet(scheme):
    """A row of 计分台账 for 5 November is none in October's figures; by then it may turn out otherwise."""
    rule = GradeChange("X", "试", scheme.rules.grades[0].citation, up=1, event="招引之星")
    ruled = replace(scheme, rules=replace(scheme.rules, grade_changes=(rule,)))
    events = (event("招引之星", date(2024, 11, 5), WEST),)
    moved = {
        month: bool(county(ruled, period=month, events=events).assessment.scores.grade(WEST).moves)
        for month in (NOVEMBER.shifted(-1), NOVEMBER)
    }
    assert list(moved.values()) == [False, True]


def test_grades_go_no_further_than_the_best_and_the_last(scheme):
    """Three steps up from 良好 is 优秀, five down from 合格 is 不合格."""
    cited = scheme.rules.grades[0].citation
    for shift, end in (({"up": 3}, "优秀"), ({"down": 5}, "不合格")):
        rule = GradeChange("X", "试", cited, **shift, event="招引之星")
        rules = replace(scheme.rules, grade_changes=(rule,))
        result = county(replace(scheme, rules=rules), events=(event("招引之星", date(2024, 7, 1), WEST),))
        assert result.assessment.scores.grade(WEST).name == end


def test_a_share_of_places_is_rounded_down():
    """30% of ten units are three, of nine two; with 前两名 beside it the smaller number counts."""
    grade = Grade("G", "优秀", None, share=0.3)
    assert [grade.places(of) for of in (10, 9, 3)] == [3, 2, 0]
    assert Grade("G", "优秀", None, share=0.3, best=2).places(10) == 2
    assert Grade("G", "优秀", None).places(10) is None


def test_the_score_sheets_name_the_grade_with_live_formulas(year, tmp_path):
    """考核排名 has 初定等次, 晋、降档 and 等次 beside the total, each unit's own sheet says it, in the county's own word."""
    book = openpyxl.load_workbook(write_assessment_workbook(year, tmp_path / "考核.xlsx"))
    sheet = book["考核排名"]
    row_of_west = next(row for row in sheet.iter_rows() if row[1].value == WEST)
    head = next(row for row in sheet.iter_rows() if row[1].value == "考核对象")
    assert [cell.value for cell in head if cell.value][-3:] == ["初定等次", "晋、降档", "等次"]
    filled = [cell.value for cell in row_of_west if cell.value is not None][-3:]
    assert filled[0].startswith("=IF(") and filled[1] == "晋1档" and filled[2].startswith("=IF(")
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(text.startswith("西河镇：引进50亿元以上项目，晋1档：丁项目（") and "LS-M1" in text for text in said)
    assert "等次：优秀（引进50亿元以上项目，晋1档）" in book[WEST]["A2"].value
    assert book["计分台账"]["A3"].value == book["计分明细"]["A3"].value == "考核对象"
    assert not any("部室" in str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)


def test_the_countys_word_stands_in_its_books_and_papers_and_others_are_read(scheme, tmp_path):
    """计分台账.xlsx is headed by the county's word; one that is headed 单位 or 部门 is read all the same."""
    assert next(iter(headings(scheme))) == "考核对象" and scheme.team == "考核对象"
    for word in ("考核对象", "单位", "部门"):
        book = openpyxl.Workbook()
        book.active.append([word, "事项", "日期", "内容", "佐证材料", "数量"])
        book.active.append(["西河", "通报批评", date(2024, 6, 6), "督查", "文件", 1])
        book.save(tmp_path / "计分台账.xlsx")
        (one,), findings = read_scores(tmp_path / "计分台账.xlsx", scheme, ReportingPeriod(2024, 11))
        assert (one.unit, one.event, findings) == (WEST, "通报批评", ())


def test_the_command_says_the_grades(year):
    """The screen after ``zhaoshang assess`` says who has which."""
    assert "等次（A类乡镇）：优秀 东河镇、西河镇；不合格 南河镇" in in_words(year)


@pytest.mark.parametrize(
    ("old", "new_text", "says"),
    [
        ("up = 1\n", "up = 1\ndown = 1\n", "“up”与 down、most 三者必须且只能写一个"),
        ('event = "通报批评"\n', "", "“where”与 criteria、event 三者至少写一个"),
        ('most = "合格"', 'most = "合格等次"', "等次“合格等次”不是 [[grade]] 的名称。是不是“合格”？"),
        ("share = 0.4", "share = 40", "“share”写作 40，30% 写 0.3"),
        ('name = "优秀"\nleast = 90\nshare = 0.4\nwhere = ["LS-1 >= 100%"]', 'name = "优秀"', "“优秀”没有写条件，排在它后面的“良好”没有单位能得到"),
        ('name = "良好"', 'name = "合格"', "“合格”写了两次"),
        ('where = ["LS-1 < 80%"]', 'where = ["LS-99 得分 < 8"]', "“LS-99”不是 [[score]] 的编号"),
        ("least = 80", 'least = 80\nevery = "quarter"', "按季度的，要有 [[carry]]"),
        ("least = 80", 'least = 80\nkinds = ["A类镇"]', "单位类别“A类镇”，units.csv 里没有。是不是“A类乡镇”？"),
    ],
)  # fmt: skip
def test_each_slip_of_a_grade_is_told(tmp_path, old, new_text, says):
    """What nobody can come to, and what a change names and no grade is called, is a sentence."""
    told = [str(slip) for slip in slips_of(with_slip("linshui-2024", tmp_path / "临水", old, new_text))]
    assert any(says in one for one in told), told


def test_a_quarters_grade_counts_the_quarters_projects(tmp_path):
    """Where quarters are carried, a grade of the quarter goes by its total, and a change by what fell in it."""
    folder = spoilt("wanxian-2023", tmp_path / "皖县", "none", 0, 0)
    added = """
[[grade]]
id = "G1"
name = "好"
every = "quarter"
least = 60
clause = "WX-17"
kinds = ["产业招商专班"]

[[grade]]
id = "G2"
name = "一般"
every = "quarter"
clause = "WX-17"
kinds = ["产业招商专班"]

[[grade_change]]
id = "G3"
name = "大项目"
every = "quarter"
up = 1
criteria = ["投资总额 >= 50亿元"]
clause = "WX-17"
"""
    path = folder / "scheme.toml"
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    assert slips_of(folder) == ()
    from tests.spec.test_totals import CARS, FOOD, POWER, car, quarter_of
    from tests.spec.test_totals import PROJECTS as ROWS

    later = ROWS | {POWER: [car(name="子项目", investment_yuan=60 * YI, signed_on=PartialDate(2023, 6, 1))]}
    table = quarter_of(load(folder), later).assessment.scores
    assert {unit: table.grade(unit, "2023年第二季度").name for unit in (CARS, FOOD, POWER)} == {
        CARS: "好",
        FOOD: "一般",  # its 60亿 were signed in February
        POWER: "好",
    }
    assert table.grade(CARS) is None, "the year has none"


@pytest.mark.parametrize(
    ("shares", "moved", "open_for"),
    [
        ((Fraction(1), Fraction(1)), {WEST, SOUTH}, set()),  # shared_credit = each: both have it
        ((Fraction(3, 5), Fraction(2, 5)), set(), set()),  # 0.6 and 0.4 of a project are no project of 50亿元
        ((Fraction(1), Fraction(0)), {WEST}, set()),
        ((), set(), {WEST, SOUTH}),  # nobody has said the parts yet
    ],
)
def test_a_joint_project_moves_each_unit_by_its_part(scheme, shares, moved, open_for):
    """晋档 (LS-M1): 丁项目 of 60亿元, brought by two towns, counts for each as 裁定.xlsx says, and is asked about until then."""
    plain = result_of(scheme, PROJECTS, NOVEMBER, END, GOALS)
    (kept,) = [one for one in plain.ledger.entries if one.name == "丁项目"]
    joint = SharedProject("疑似1", kept.serial, (WEST, SOUTH), ("", ""), shares)
    made = assessed(replace(plain, ledger=replace(plain.ledger, shared=(joint,))), conduct=Conduct({}), events=EVENTS)
    grades = {unit: made.assessment.scores.grade(unit) for unit in (EAST, WEST, SOUTH)}
    ups = {unit for unit, one in grades.items() for move in one.moves if move.change.id == "LS-M1"}
    assert ups == moved
    assert {unit for unit, one in grades.items() if "“丁项目”共同引进的份额待裁定" in one.doubt} == open_for
