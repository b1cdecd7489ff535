"""Figures beside the projects: of this month, of last year, of a page, a rise. None is a project, and few are the sum.

A clerk's table goes on below its last project: what came in this month, what there was a year ago, how much more it is.
"""

import pytest

from toolkit.model.submission import RowRole, Status

FIRST = "1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工"
SECOND = "2 | 化工 | 江口化工 | 乙公司 | 0.6 | 广东 | 覃二 | 19900000002 | 2022年 | 已签约"
TABLE = f"""
      | A | B | C | D | E | F | G | H | I | J
    1 | HEADINGS
    2 | {FIRST}
    3 | {SECOND}
"""
ASIDES = (
    "本月新增",
    "新增",
    "其中：本月新增",
    "去年同期",
    "上年同期",
    "上月数",
    "上月累计",
    "历年累计",
    "增减",
    "本月",
    "6月份",
)
ASIDES += (
    "较上月增加",
    "比上月增加",
    "同比增长",
    "平均",
    "承前页",
    "过次页",
    "接上页",
    "上年合计",
    "本月新增合计",
    "今年1-6月新签约",
)


@pytest.mark.parametrize("word", ASIDES)
@pytest.mark.parametrize(
    "line", ["{} |  | 3个 |  | 1.5", "{} |  |  |  | 1.5", " |  | {} |  | 1.5"], ids=["counted", "first", "name"]
)
def test_a_figure_beside_the_projects_is_none_of_them(read, word, line):
    """It is named once (X121), counted nowhere, asked for nothing, and never taken for the table's 合计."""
    submission = read(TABLE + f"4 | {line.format(word)}")
    assert [one.ref.row for one in submission.projects] == [2, 3]
    assert submission.totals == ()
    assert [(f.cell.row, f.code) for f in submission.findings] == [(4, "X121")]
    assert submission.status is Status.ACCEPTED


@pytest.mark.parametrize(
    "word", ["累计", "本年累计", "1-6月累计", "截至本月累计", "2022年累计", "TOTAL", "Total:", "合计"]
)
def test_a_running_sum_that_agrees_is_the_tables_sum(read, word):
    """What the rows add up to is their sum, by whatever name."""
    submission = read(TABLE + f"4 | {word} |  |  |  | 1.1")
    assert [total.values["investment_yuan"] for total in submission.totals] == [110_000_000]
    assert submission.findings == ()


@pytest.mark.parametrize("word", ["累计", "1-6月累计", "截至本月累计"])
def test_a_running_sum_of_other_years_is_not(read, word):
    """累计 alone may be that of all years: where it is not what the rows add up to, no row need be missing."""
    submission = read(TABLE + f"4 | {word} |  | 12个 |  | 9.5")
    assert (submission.totals, submission.roles["Sheet"][4]) == ((), RowRole.NOTE)
    assert [(f.cell.row, f.code) for f in submission.findings] == [(4, "X121")]


def test_beside_a_sum_of_the_table_any_other_is_no_sum_of_it(read):
    """The table's 合计 is held against its rows; 本年累计 below it is not."""
    submission = read(
        TABLE
        + """
        4 | 合计 |  | 2个 |  | 1.2
        5 | 本年累计 |  | 12个 |  | 9.5
        6 | 上年同期 |  | 8个 |  | 6.1
    """
    )
    assert [total.ref.row for total in submission.totals] == [4]
    assert [(f.cell.row, f.code) for f in submission.findings] == [(4, "X103"), (5, "X121"), (6, "X121")]


def test_the_years_sum_alone_is_held_against_the_rows(read):
    """本年累计 by itself is what the table is to add up to: a row may be missing (X103)."""
    submission = read(TABLE + "4 | 本年累计 |  |  |  | 1.9")
    assert [(f.cell.row, f.code) for f in submission.findings] == [(4, "X103")]


PROJECTS = [
    "3 | 化工 | 本月新增 | 丙公司 | 0.7 | 广东 | 覃三 | 19900000003 | 2022年 | 已签约",
    "3 | 化工 | 新增产线项目 |  | 0.7",
    " | 化工 | 累计器厂 | 丙公司 | 0.7 | 广东",
    " |  | 增减材制造项目 |  | 0.7",
    " |  | 年产3万吨轻钙项目 |  | 0.7",
    "3 | 化工 | 同比精密 |  | 0.7",
]


@pytest.mark.parametrize("line", PROJECTS)
def test_a_name_that_only_begins_so_stays_a_project(read, line):
    """Nothing is dropped that has a name of its own, or the cells of a project."""
    assert [one.ref.row for one in read(TABLE + f"4 | {line}").projects] == [2, 3, 4]


@pytest.mark.parametrize(("span", "asked"), [("C2:C3", ["V171"]), ("A2:A3", [])])
def test_a_name_merged_over_two_rows_may_be_one_project(read, span, asked):
    """Two investors of one project, or two projects? Nobody can see: it is said with both ways out (V171)."""
    submission = read(TABLE + f"merge {span}")
    said = [f for f in submission.findings if f.kind == "shared_name"]
    assert [f.code for f in said] == asked
    assert sum(one.investment_yuan for one in submission.projects) == 110_000_000
    if asked:
        assert said[0].cell.a1 == "C2"
        assert "是一个项目还是2个" in said[0].message
