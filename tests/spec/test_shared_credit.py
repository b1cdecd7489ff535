"""A project that two units brought together: one for the county, and each unit's by the shares that a person decided."""

from datetime import date

import openpyxl
import pytest
from msgspec.structs import replace

from tests.assessed import assessed, scheme_of, targets
from tests.judging import judged
from tests.office import differences, recalculated
from tests.spec.test_consolidation import project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.decisions import Question
from toolkit.model.errors import ToolkitError
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.workbooks.books.unit_extract import write_unit_extract
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps.deciding import _checked

YI = 100_000_000
SQUAD, TOWN = "机械制造、电子信息产业招商小分队", "桥圩镇招商小分队"
PUMP = {
    "name": "贵港智能水泵生产线",
    "investor": "广东智能水泵有限公司",
    "industry": "机械",
    "investment_yuan": 2 * YI,
    "paid_in_yuan": 40_000_000,
    "source": "广东",
    "stage": "签约",
    "phone": "19900002035",
    "emerging": True,
}


def june(id, units, answer="", **readings):
    """June of a county where both units report the pump works; ``answer`` is what 裁定.xlsx says of the pair."""
    scheme = scheme_of(id, **readings)
    month = ReportingPeriod(scheme.year, 6)
    row = PUMP | {"moved_in_on": PartialDate(scheme.year, 3), "signed_on": PartialDate(scheme.year, 3, 8)}
    tables = [table(unit, month, [judged(project(2, **row), scheme.home)]) for unit in units]
    goals = targets([(SQUAD, "区发改局", {"GN-T1": 2, "GN-T4": YI}), (TOWN, "桥圩镇", {"GN-T1": 2, "GN-T4": YI})])
    arguments = (tables, goals if id == "gangnan-2018" else None, scheme, month, date(scheme.year, 6, 30))
    first = consolidate(*arguments)
    (asked,) = (one for one in first.decisions if one.question is Question.DUPLICATE)
    return consolidate(*arguments, {asked.id: replace(asked, answer=answer)}) if answer else first


def gangnan(answer="", **readings):
    """The pump works reported by the machinery squad and by 桥圩镇."""
    return june("gangnan-2018", ("区发改局", "桥圩镇"), answer, **readings)


def figures(result, indicator):
    """The county's figure, the squad's and the town's, and what waits for each of the two."""
    county = next(one.actual for one in result.county if one.indicator.id == indicator)
    lines = [standing.variances[indicator] for standing in result.standings]
    return county, [one.actual for one in lines], [one.pending.count for one in lines]


@pytest.mark.parametrize(
    ("answer", "readings", "count", "money", "waits"),
    [
        ("保留：区发改局", {}, [1, 0], [40_000_000, 0], [0, 0]),
        ("保留：桥圩镇", {}, [0, 1], [0, 40_000_000], [0, 0]),
        ("共同引进：区发改局50%，桥圩镇50%", {}, [0.5, 0.5], [20_000_000, 20_000_000], [0, 0]),
        ("共同引进：桥圩镇25%，区发改局75%", {}, [0.75, 0.25], [30_000_000, 10_000_000], [0, 0]),
        ("共同引进，份额待定", {}, [0, 0], [0, 0], [1, 1]),
        ("共同引进", {"shared_credit": "each"}, [1, 1], [40_000_000, 40_000_000], [0, 0]),
    ],
)
def test_it_is_one_for_the_county_and_each_units_by_its_share(answer, readings, count, money, waits):
    """GN-A1, GN-T1, GN-T4 `shared_credit`: 1 project and 4000万元 in Gangnan, given, split, pending or for each."""
    result = gangnan(answer, **readings)
    assert figures(result, "GN-T1") == (1, count, waits)
    assert figures(result, "GN-T4") == (40_000_000, money, waits)


def test_what_waits_would_count_for_either():
    """GN-T1: while the shares are open each row could come to 1, and the county has its 1 already."""
    result = gangnan("共同引进，份额待定")
    assert [standing.variances["GN-T1"].at_most for standing in result.standings] == [1, 1]
    (kept, other) = result.ledger.entries
    assert (kept.counted, other.counted) == ("是", "否")
    assert other.decision.endswith("共同引进，份额待定，合计只计一次") and "与桥圩镇共同引进，份额待定" in kept.decision


@pytest.mark.parametrize(
    ("reading", "choices"),
    [
        ("one", []),
        ("each", ["共同引进"]),
        ("split", ["共同引进：区发改局50%，桥圩镇50%", "共同引进，份额待定"]),
    ],
)
def test_the_reading_says_what_may_be_answered(reading, choices):
    """`shared_credit`: 只记一家 offers no shares; any per cent that makes 100 is understood where shares are."""
    (asked,) = (one for one in gangnan(shared_credit=reading).decisions if one.question is Question.DUPLICATE)
    assert [one for one in asked.choices if one.startswith("共同")] == choices
    scheme = scheme_of("gangnan-2018")
    if reading == "split":
        assert _checked(asked, "共同引进：区发改局30%，桥圩镇70%", scheme) == "共同引进：区发改局30%，桥圩镇70%"
    for wrong in ("共同引进：区发改局30%，桥圩镇60%", "共同引进：区发改局30%，区农业局70%", "各一半"):
        with pytest.raises(ToolkitError):
            _checked(asked, wrong, scheme)


def test_what_the_reading_does_not_allow_is_answered_with_the_reading_and_no_other_answer():
    """Under 只记一家 an answer 共同引进 is no misspelt 保留: it says which reading has to change first."""
    (asked,) = (one for one in gangnan(shared_credit="one").decisions if one.question is Question.DUPLICATE)
    with pytest.raises(ToolkitError) as told:
        _checked(asked, "共同引进：区发改局50%，桥圩镇50%", scheme_of("gangnan-2018"))
    said = str(told.value)
    assert "请先按文件把口径 shared_credit 改为 each 或 split" in said and "您是不是要写" not in said


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("保留：经济发展部", (5, 0)),
        ("共同引进：经济发展部60%，综合办公室40%", (3, 2)),
        ("共同引进，份额待定", (0, 0)),
    ],
)
def test_points_are_split_too(answer, points):
    """JC-S6: the 5 points of one contract are 3 and 2 by shares; while they are open neither has any, and it is said."""
    units = ("经济发展部", "综合办公室")
    made = assessed(june("jiaocheng-2022", units, answer))
    scores = made.assessment.scores
    assert tuple(scores.of(unit, "JC-S6") for unit in units) == points
    notes = [item.note for entry in scores.entries for item in entry.items if entry.rule.id == "JC-S6"]
    if "待定" in answer:
        assert len(notes) == 2 and all("份额待裁定，暂不计分" in note for note in notes)


def cells(path, sheet, first):
    """The rows of a sheet whose third cell is among some labels."""
    book = openpyxl.load_workbook(path, data_only=True)
    try:
        return [[cell.value for cell in row] for row in book[sheet].iter_rows() if row[2].value in first]
    finally:
        book.close()


@pytest.mark.parametrize(
    ("answer", "readings", "parts"),
    [
        (
            "共同引进：区发改局75%，桥圩镇25%",
            {},
            [("区发改局", 30_000_000, "与桥圩镇共同引进，占75%"), ("桥圩镇", 10_000_000, "与区发改局共同引进，占25%")],
        ),
        ("共同引进，份额待定", {}, [("区发改局", 40_000_000, "与桥圩镇共同引进，份额待定，只计入合计")]),
        (
            "共同引进",
            {"shared_credit": "each"},
            [("区发改局", 40_000_000, "与桥圩镇共同引进，两个单位各计一个，合计只计一次")],
        ),
    ],
)
def test_the_lists_of_the_master_show_whose_part_is_which(tmp_path, answer, readings, parts):
    """GN-T4: 4000万元 in 指标明细, a row for each share; its parts add up to the county's figure."""
    path = write_master(gangnan(answer, **readings), tmp_path / "明细.xlsx")
    rows = [row for row in cells(path, "指标明细", ("区发改局", "桥圩镇")) if row[1] == "到位资金"]
    assert sorted((row[2], row[6], row[7]) for row in rows) == sorted(parts)


@pytest.mark.parametrize(
    ("unit", "line", "part"),
    [("区发改局", "本单位的这一行", "本单位按75%计"), ("桥圩镇", "区发改局的那一行", "本单位按25%计")],
)
def test_each_unit_reads_on_its_own_rows_why_one_says_no(tmp_path, unit, line, part):
    """计入汇总 否 beside a project whose share is in the unit's sums: the sheet says in which row it is counted."""
    result = gangnan("共同引进：区发改局75%，桥圩镇25%")
    book = openpyxl.load_workbook(write_unit_extract(result, unit, tmp_path / "单位.xlsx"))
    said = f"“贵港智能水泵生产线”由区发改局、桥圩镇共同引进，只计一次，“计入汇总”写在{line}，{part}。"
    assert said in book["本单位报送"]["A2"].value
    plain = write_unit_extract(gangnan("保留：区发改局"), unit, tmp_path / "又.xlsx")
    assert "共同引进" not in openpyxl.load_workbook(plain)["本单位报送"]["A2"].value


@pytest.mark.office
def test_the_master_has_the_shares_and_another_program_the_same(tmp_path):
    """Promise 4: 0.75 and 0.25 of a project stand in 目标完成情况 as live formulas."""
    books = [
        write_master(gangnan("共同引进：区发改局75%，桥圩镇25%"), tmp_path / "分.xlsx"),
        write_master(gangnan("共同引进，份额待定"), tmp_path / "待.xlsx"),
    ]
    rows = cells(books[0], "目标完成情况", ("区发改局", "桥圩镇"))
    assert [row[4] for row in rows[:2]] == [0.75, 0.25]
    for before, after in zip(books, recalculated(books, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []
