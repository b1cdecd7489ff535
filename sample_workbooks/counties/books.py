"""The books that the office keeps itself, below 考核/: last year's assessment, and where each project's steps stand."""

from collections.abc import Sequence
from datetime import date

from generator.grid import Grid

PAST_HEADINGS = ("年度", "单位", "考核得分", "名次")
STEP_HEADINGS = ("项目名称", "责任单位", "环节", "开始日期", "限办天数", "办结日期")
Step = tuple[str, str, str, date, int | None, date | None]


def past_assessment(year: int, scores: Sequence[tuple[str, float]]) -> Grid:
    """上年考核: (unit, score), best first; equal scores share a place."""
    grid = Grid("上年考核", freeze=(1, 0), title_rows=(1, 1))
    grid.widths = dict(enumerate((9, 24, 12, 8), start=1))
    for column, text in enumerate(PAST_HEADINGS, start=1):
        grid.put(1, column, text, "header")
    for row, (unit, score) in enumerate(scores, start=2):
        place = 1 + sum(other > score for _, other in scores)
        for column, value in enumerate((year, unit, score, place), start=1):
            grid.put(row, column, value, "body")
    return grid


def steps(rows: Sequence[Step]) -> Grid:
    """进度跟踪: one step a row; without a limit of its own the rulebook's holds, if it has one."""
    grid = Grid("进度跟踪", freeze=(1, 0), title_rows=(1, 1))
    grid.widths = dict(enumerate((32, 20, 16, 13, 10, 13), start=1))
    for column, text in enumerate(STEP_HEADINGS, start=1):
        grid.put(1, column, text, "header")
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            grid.put(row, column, value, "left" if column == 1 else "body")
    return grid
