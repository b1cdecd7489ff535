"""上年考核.xlsx lacks a quarter: nobody had 0 points in it, so the year has no total, no place and no 等次 until it is there."""

import openpyxl
import pytest

from tests.spec.test_totals import CARS, FOOD, PAST, SECOND, past, quarter_of
from tests.spec.test_totals import scheme as _scheme
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook

scheme = _scheme


@pytest.fixture(scope="module")
def without_cars(scheme):
    """The second quarter; the first is recorded of all but 汽零."""
    return quarter_of(scheme, past=past([row for row in PAST if row[0] != CARS]))


def test_a_quarter_that_nobody_recorded_is_not_nothing(without_cars):
    """(? + 94.33) / 2 × 70 % is no number; the sentence names the quarter, the unit, and what to write."""
    scores = without_cars.assessment.scores
    assert scores.is_untold(CARS) and not scores.is_untold(FOOD)
    (said,) = scores.lacks
    assert said.startswith("缺2023年第一季度的考核得分，请写进 上年考核.xlsx（年度写“2023年第一季度”")
    assert f"补齐以前，{CARS}的全年合计没有数据" in said
    items = [item for one in scores.entries for item in one.items if (item.unit, item.rule) == (CARS, "WX-15")]
    assert not any(item.counted for item in items), "half a mean is no mean"


def test_nobodys_place_of_the_year_is_known_among_those_ranked_with_it(without_cars):
    """The other classes, which have all their quarters, are ranked; the quarter's own places stand."""
    scores = without_cars.assessment.scores
    year = {table.scope: table.untold for table in scores.tables if not table.span}
    assert year == {"产业招商专班": (CARS,), "园区": (), "乡镇": (), "招商工作队": ()}
    assert not scores.is_ranked(FOOD)
    assert all(not table.untold for table in scores.tables if table.span == SECOND)


def test_the_books_print_no_total_and_no_place(without_cars, tmp_path):
    """考核排名 has — in the class's 名次 and in the unit's 合计; the unit's own sheet says why."""
    book = openpyxl.load_workbook(write_assessment_workbook(without_cars, tmp_path / "考核.xlsx"), data_only=True)
    rows = [[cell.value for cell in row if cell.value is not None] for row in book["考核排名"].iter_rows()]
    at = next(number for number, row in enumerate(rows) if row and str(row[0]).startswith("产业招商专班2023年计分"))
    shown = {row[1]: (row[0], row[-1]) for row in rows[at + 2 : at + 5]}
    assert shown[CARS] == ("—", "—")
    assert shown[FOOD][0] == "—" and shown[FOOD][1] > 0
    assert "以前的季度没有齐，合计没有数据，不排名次" in book[CARS]["A2"].value
