"""Ranking and 红黑榜: the composite index by hand, ties shared, two lists, and among whom a unit is ranked."""

from datetime import date

import openpyxl
import pytest

from tests.assessed import assessed, result_of, scheme_of
from tests.office import differences, formula_count, recalculated
from toolkit.assessment.conduct import Conduct
from toolkit.assessment.index import index_parts
from toolkit.assessment.places import bottom_of, rank_of, scopes_of
from toolkit.assessment.ranking import ranked
from toolkit.cli import main
from toolkit.model.ledger import Arrival, Timeliness
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.trips import QuotaLine
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook

JULY, SEPTEMBER = ReportingPeriod(2018, 7), ReportingPeriod(2018, 9)
SQUAD = "机械制造、电子信息产业招商小分队"


def gangnan_result(period=SEPTEMBER, **readings):
    """区发改局 with 10亿元 of its 20亿元 and 1 of 2; 桥圩镇 far over its task; 木格镇 with a nil report."""
    big = {"investment_yuan": 1_000_000_000, "paid_in_yuan": 200_000_000, "industry": "机械"}
    signed = {"moved_in_on": PartialDate(2018, 3), "stage": "开工", "emerging": True}
    small = {"investment_yuan": 400_000_000, "paid_in_yuan": 100_000_000, "industry": "服装"}
    goals = [
        (SQUAD, "区发改局", {"GN-T1": 2, "GN-T1v": 2_000_000_000}),
        ("桥圩镇招商小分队", "桥圩镇", {"GN-T1": 1, "GN-T1v": 100_000_000}),
        ("木格镇招商小分队", "木格镇", {"GN-T1": 1, "GN-T1v": 50_000_000}),
        ("新塘镇招商小分队", "新塘镇", {"GN-T1": 0, "GN-T1v": 0}),
    ]
    projects = {
        "区发改局": [big | signed],
        "桥圩镇": [small | signed | {"emerging": False, "stage": "签约"}],
        "木格镇": [],
    }
    return result_of(scheme_of("gangnan-2018", **readings), projects, period, date(2018, 9, 30), goals)


def test_ties_share_a_place_and_the_next_is_skipped():
    """1, 2, 2, 4 from the top, and from the last 1 for 倒数第一: the same on both sides."""
    scores = [("甲", 0.9), ("乙", 0.5), ("丙", 0.5), ("丁", 0.1)]
    assert [(one.rank, one.name) for one in ranked(scores)] == [(1, "甲"), (2, "乙"), (2, "丙"), (4, "丁")]
    values = [score for _, score in scores]
    assert [rank_of(value, values) for value in values] == [1, 2, 2, 4]
    assert [bottom_of(value, values) for value in values] == [4, 2, 2, 1]


def test_the_composite_index_by_hand():
    """GN-R12, `heavier`: 20 % × 0.5 + 15 % × 0.2 + 15 % × 1 + 25 % × 0.5 + 25 % × 1 = 0.655 for 区发改局."""
    lines = {line.unit: line for line in assessed(gangnan_result(index_cap="full")).assessment.index}
    assert lines["区发改局"].values == (0.5, 0.2, 1.0, 0.5, 1.0)
    assert lines["区发改局"].index == 0.655
    # 桥圩镇 under `index_cap = full`: 100 % at the most, however far the task is exceeded; nothing started or emerging.
    assert lines["桥圩镇"].values == (1.0, 0.25, 0.0, 1.0, 0.0)
    assert lines["桥圩镇"].index == 0.4875


@pytest.mark.parametrize(("reading", "index", "said"), [("open", 1.0875, "照实计"), ("full", 0.4875, "最多计100%")])
def test_what_goes_beyond_the_task_counts_unless_a_reading_caps_it(tmp_path, reading, index, said):
    """GN-R12 caps nothing: 4亿元 of 1亿元 is 4 × 20 %, so 桥圩镇 has 0.8 + 0.0375 + 0.25; capped 0.2 + 0.0375 + 0.25."""
    made = assessed(gangnan_result(index_cap=reading))
    assert next(line.index for line in made.assessment.index if line.unit == "桥圩镇") == index
    book = openpyxl.load_workbook(write_assessment_workbook(made, tmp_path / "考核.xlsx"), data_only=True)
    hint = book["考核排名"]["A2"].value
    assert said in hint and "权重，是本办公室设定的" in hint


def test_the_weights_are_a_reading():
    """GN-R12, `index_weights = equal`: (0.5 + 0.2 + 1 + 0.5 + 1) ÷ 5 = 0.64."""
    (first, *_) = assessed(gangnan_result(index_weights="equal", index_cap="full")).assessment.index
    assert (first.unit, first.index) == ("区发改局", 0.64)


def test_without_a_task_nobody_has_a_place():
    """A task of 0 and no project: no index, no place, and never on a list; a task without result is a real 0."""
    assessment = assessed(gangnan_result()).assessment
    lines = {line.unit: line for line in assessment.index}
    assert (lines["新塘镇"].index, lines["新塘镇"].rank) == (None, None)
    assert (lines["木格镇"].index, lines["木格镇"].rank, lines["木格镇"].bottom) == (0.0, 3, 1)
    assert assessment.gaps == ("没有任务或没有数据、不排名的：新塘镇。",)
    (progress,) = [board for board in assessment.boards if board.rule.id == "progress"]
    assert "新塘镇" not in {line.unit for line in progress.lines}


def test_where_no_weights_are_written_all_parts_count_alike(luzhai):
    """LZ: the plan names no weights; the four columns of annex 1 weigh 25 % each, and the sheet says so."""
    assert [(part.indicator.id, part.percent) for part in index_parts(luzhai)] == [
        ("LZ-T1", 25.0),
        ("LZ-T3", 25.0),
        ("LZ-T6", 25.0),
        ("LZ-T7", 25.0),
    ]


@pytest.mark.parametrize(
    ("reading", "town", "bureau"),
    [
        ("hosts", "项目落户地", None),
        ("class", "项目落户地", "责任招商单位（综合协调）"),
        ("all", "全部单位", "全部单位"),
    ],
)
def test_among_whom_a_unit_is_ranked_is_a_reading(reading, town, bureau):
    """NX-U3 「全县倒数一、二名」: the 14 hosts, each class by itself, or all 69 units together."""
    scheme = scheme_of("nanxian-2022", ranking_scope=reading)
    assert scopes_of(scheme).get("南洲镇") == town
    assert scopes_of(scheme).get("县商务局") == bureau


def conduct():
    """July to September: 区经贸局 late once, 木格镇 missing once and late once, 桥圩镇 two trips short."""

    def line(unit, arrival):
        return Timeliness(unit, "", date(2018, 7, 28), arrival, None, "", "", 0, 0, 0, "", ())

    arrivals = {
        JULY: [line("区经贸局", Arrival.LATE), line("木格镇", Arrival.MISSING)],
        SEPTEMBER: [line("木格镇", Arrival.LATE), line("区经贸局", Arrival.ON_TIME)],
    }
    (quota, *_) = scheme_of("gangnan-2018").rules.quotas
    day = date(2018, 7, 1)
    return Conduct(arrivals, (QuotaLine(quota, "桥圩镇", "2018年7月", day, day, 2, 0),))


def test_the_two_lists_and_why_each_stands_where_it_does():
    """GN-R10: 基础工作 counts missing, then late, then trips; 指标进度 explains by the place on each part; 并列第1位."""
    tasks, progress = assessed(gangnan_result(index_cap="full"), conduct=conduct()).assessment.boards
    assert (tasks.rule.name, tasks.span, tasks.closed) == ("基础工作", "2018年第三季度", True)
    placed = {line.unit: line for line in tasks.lines}
    assert (placed["木格镇"].figures, placed["木格镇"].words) == ((1, 1, 0), "统计表7月未报；统计表9月迟报")
    assert [line.unit for line in tasks.lines if line.mark == "黑榜"] == ["桥圩镇", "区经贸局", "木格镇"]
    assert (placed["区发改局"].mark, placed["区发改局"].place) == ("红榜", "并列第1位")
    assert placed["桥圩镇"].words == "每次外出拜访企业（2018年7月）完成0，应2"
    first = progress.lines[0]
    assert (first.unit, first.place, first.mark) == ("区发改局", "第1名", "")  # 50 % of its task in September is behind
    assert first.figures == (0.655, 2)
    assert first.words.startswith("项目规模质量第2名、资金到位率第2名、落地开工率第1名、重大项目引进第2名")


def test_before_the_quarter_ends_a_list_is_a_preview():
    """GN-R10 「每季度」: in July the list runs, in September it is closed."""
    assert [board.closed for board in assessed(gangnan_result(JULY)).assessment.boards] == [False, False]


def test_who_shares_the_first_place_is_never_on_the_black_list():
    """All alike: everybody stands first, nobody last."""
    tasks, _ = assessed(gangnan_result(), conduct=Conduct({})).assessment.boards
    assert {(line.rank, line.mark) for line in tasks.lines} == {(1, "红榜")}


@pytest.mark.parametrize(("reading", "red"), [("three", 3), ("one", 1)])
def test_how_many_places_a_list_has_is_a_reading(reading, red):
    """GN-R10 names no number: `list_places`."""
    _, progress = assessed(gangnan_result(list_places=reading, list_floor="none")).assessment.boards
    assert sum(line.mark == "红榜" for line in progress.lines) == red


def host_result(paid, **more):
    """桥圩镇 far over its task in everything that the index weighs, with 10亿元 to be paid in."""
    big = {"investment_yuan": 2_500_000_000, "paid_in_yuan": paid, "industry": "服装", "stage": "开工"}
    signed = {"moved_in_on": PartialDate(2018, 3), "emerging": True}
    tasks = {"GN-T1": 1, "GN-T1v": 2_000_000_000, "GN-T4": 1_000_000_000} | more
    goals = [("桥圩镇招商小分队", "桥圩镇", tasks)]
    return result_of(scheme_of("gangnan-2018"), {"桥圩镇": [big | signed]}, SEPTEMBER, date(2018, 9, 30), goals)


@pytest.mark.parametrize(
    ("result", "mark", "behind"),
    [
        (host_result(900_000_000), "红榜", ""),
        (host_result(100_000_000), "", "到位资金"),
        (host_result(900_000_000, **{"GN-T4u": 1_000_000}), "", ""),  # dollars that nobody reported
    ],
)
def test_who_is_behind_with_a_task_outside_the_index_is_not_praised(result, mark, behind):
    """GN-R10 `list_floor`: 到位资金 weighs nothing in the index and is a task all the same; of an unknown nobody knows."""
    (line,) = next(one for one in assessed(result).assessment.boards if one.rule.id == "progress").lines
    assert (line.mark, line.words.partition("欠序时进度：")[2]) == (mark, behind)


@pytest.mark.office
def test_index_places_ties_and_marks_are_live(tmp_path):
    """Promise 3 for 考核排名 and 红黑榜: nothing changes in another program, with ties, gaps and scopes."""
    books = []
    for number, (result, kept) in enumerate(
        [(gangnan_result(), conduct())]
        + [(one, Conduct({})) for one in (gangnan_result(), nanxian_result(), host_result(100_000_000))]
    ):
        made = assessed(result, conduct=kept)
        books.append(write_assessment_workbook(made, tmp_path / f"考核{number}.xlsx"))
    assert all(formula_count(book) > 20 for book in books)
    for before, after in zip(books, recalculated(books, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []


def nanxian_result():
    """Two towns tied in the middle, ranked by class."""
    scheme = scheme_of("nanxian-2022", ranking_scope="class")
    rows = {town: [{"paid_in_yuan": paid}] for town, paid in (("南洲镇", 9), ("华阁镇", 5), ("厂窖镇", 5))}
    goals = [("项目落户地", town, {"NX-T1v": 10, "NX-T3v": None}) for town in ("南洲镇", "华阁镇", "厂窖镇", "乌嘴乡")]
    return result_of(scheme, rows, goals=goals)


def test_the_command_names_first_and_last(tmp_path):
    """`zhaoshang assess` on the Gangnan samples: lists with places, and a workbook with both sheets."""
    from click.testing import CliRunner

    from tests.walks import laid_out
    from toolkit.workflow.actions.demo import SAMPLES

    sample = next(one for one in SAMPLES if one.scheme == "gangnan-2018")
    root = laid_out(tmp_path, sample)
    run = CliRunner().invoke(main, ["assess", "-w", str(root), "--period", "2018-07", "--as-of", "2018-07-30"])
    assert run.exit_code == 0, run.output
    assert "指标进度红榜（2018年第三季度，期限未到）" in run.output
    (book,) = root.glob("输出/2018-07/*考核.xlsx")
    assert {"考核排名", "红黑榜", "办理跟踪", "项目台账"} <= set(
        openpyxl.load_workbook(book, read_only=True).sheetnames
    )
