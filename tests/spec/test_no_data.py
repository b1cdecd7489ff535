"""无数据: what no table states is neither 0 nor ranked, and every page, screen and paper says so (design §3)."""

import openpyxl
import pytest

from tests.office import differences, recalculated
from tests.spec.test_consolidation import AS_OF, JUNE, project, table
from toolkit.assessment.ranking import completion_ranking
from toolkit.cli.listing import consolidation_summary
from toolkit.consolidation.consolidate import consolidate
from toolkit.documents.paper.figures import overall
from toolkit.model.cells import CellRef
from toolkit.model.submission import Status, Submission, TargetLine
from toolkit.workbooks.master.master import write_master

TEN_COLUMNS = [
    project(4, source="广东", paid_in_yuan=None),
    project(5, name="乙项目", source="湖南", paid_in_yuan=None),
]


def targets(luzhai):
    """A target table with one line: 5 亿元, 12 projects."""
    row = luzhai.target_rows[0]
    ids = [indicator.id for indicator in luzhai.row_indicators]
    goals = dict(zip(ids, (500_000_000, 12, 0, 0), strict=True))
    line = TargetLine(CellRef("目标.xlsx", "表", 4), {}, row.group, None, (), row.lead_unit, row.scope, (), goals)
    return Submission("目标.xlsx", "目标.xlsx", Status.ACCEPTED, table="targets", target_lines=(line,))


def result_of(luzhai, projects):
    """Return June's consolidation of one unit's projects against the target table."""
    return consolidate([table("江口乡", projects=projects)], targets(luzhai), luzhai, JUNE, AS_OF)


def test_a_sum_that_no_table_states_has_no_value(luzhai):
    """LZ-T1 over annex 2's own ten columns: nobody said what came, so 到位资金 is not 0.00 of 55."""
    figures = {variance.indicator.id: variance for variance in result_of(luzhai, TEN_COLUMNS).county}
    assert figures["LZ-T1"].actual is None
    assert figures["LZ-T1"].is_without_data
    assert (figures["LZ-T1"].completion, figures["LZ-T1"].ahead) == (None, None)
    assert figures["LZ-T3"].actual is not None


@pytest.mark.parametrize("amount", [0, 30_000_000])
def test_one_stated_amount_is_enough_and_zero_is_stated(luzhai, amount):
    """A unit that writes 0 says that nothing came: the figure is 0, and the county is ranked by it."""
    rows = [project(4, source="广东", paid_in_yuan=amount), *TEN_COLUMNS[1:]]
    (figure,) = (one for one in result_of(luzhai, rows).county if one.indicator.id == "LZ-T1")
    assert figure.actual == amount


def test_an_empty_ledger_is_zero(luzhai):
    """Where every unit reports that there is nothing, the sums are 0."""
    (figure,) = (one for one in result_of(luzhai, []).county if one.indicator.id == "LZ-T1")
    assert figure.actual == 0


def test_what_has_no_data_is_not_ranked(luzhai):
    """No first and no last place by a figure that nobody stated."""
    assert completion_ranking(result_of(luzhai, TEN_COLUMNS), "LZ-T1") == ()


def test_screen_and_papers_say_it(luzhai):
    """The summary on the screen and the sentence of every circular and report."""
    result = result_of(luzhai, TEN_COLUMNS)
    assert "区外境内到位资金：无数据（目标 55亿元）" in consolidation_summary(result)
    assert "区外境内到位资金无数据（目标55亿元，各单位统计表没有填报）" in overall(result.county)
    assert "0.00／55.00亿元" not in consolidation_summary(result)


@pytest.mark.office
def test_the_master_says_it_and_a_spreadsheet_program_agrees(luzhai, tmp_path):
    """总览 and 目标完成情况 show 无数据 as live formulas, with 「—」 for rate and pace; recalculating changes nothing."""
    written = write_master(result_of(luzhai, TEN_COLUMNS), tmp_path / "汇总表.xlsx")
    (after,) = recalculated([written], tmp_path / "再算")
    assert list(differences(written, after)) == []
    book = openpyxl.load_workbook(written, data_only=True)
    for sheet in ("总览", "目标完成情况"):
        shown = [cell.value for row in book[sheet].iter_rows() for cell in row]
        assert "无数据" in shown, sheet
