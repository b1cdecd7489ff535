"""The books that the office keeps itself, as plain lists: last year's assessment, and each project's steps."""

from collections.abc import Mapping, Sequence
from datetime import date

from writing.grid import Grid, Value

Step = tuple[str, str, str, date, int | None, date | None]


def listing(
    name: str, headings: Mapping[str, float], rows: Sequence[Sequence[Value]], left: Sequence[str] = ()
) -> Grid:
    """A sheet of headings (→ their columns' widths) over rows; the columns ``left`` are aligned to the left."""
    grid = Grid(name, widths=dict(enumerate(headings.values(), start=1)), freeze=(1, 0), title_rows=(1, 1))
    for column, heading in enumerate(headings, start=1):
        grid.put(1, column, heading, "header")
    for row, values in enumerate(rows, start=2):
        for column, (heading, value) in enumerate(zip(headings, values, strict=True), start=1):
            grid.put(row, column, value, "left" if heading in left else "body")
    return grid


def past_assessment(year: int, scores: Sequence[tuple[str, float]]) -> Grid:
    """上年考核: (unit, score), best first; equal scores share a place."""
    rows = [(year, unit, score, 1 + sum(other > score for _, other in scores)) for unit, score in scores]
    return listing("上年考核", {"年度": 9, "单位": 24, "考核得分": 12, "名次": 8}, rows)


def steps(rows: Sequence[Step]) -> Grid:
    """进度跟踪: one step a row; without a limit of its own the rulebook's holds, if it has one."""
    headings = {"项目名称": 32, "责任单位": 20, "环节": 16, "开始日期": 13, "限办天数": 10, "办结日期": 13}
    return listing("进度跟踪", headings, rows, left=("项目名称",))
