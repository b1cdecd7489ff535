"""进度通报, 红黑榜, 考核 and 年度总结报告 of a county say the same of the same units, whoever reads which."""

import re

import pytest

from tests.spec.test_notice import text_of
from tests.told import sheets_of, tell
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook
from toolkit.workflow.actions.demo import SAMPLES


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda one: one.scheme)
def papers(request, tmp_path_factory):
    """A county's month as it is told, and the sheets of its assessment."""
    root = tmp_path_factory.mktemp("四")
    told = tell(root, request.param, request.param.period, request.param.as_of)
    return told, sheets_of(write_assessment_workbook(told.result, root / "考核.xlsx"))


def marked(rows) -> set[tuple[str, str]]:
    """(mark, unit) of each line of the sheet 红黑榜."""
    return {(row[0], row[2]) for row in rows if row[0] in ("红榜", "黑榜")}


def test_the_lists_are_one_in_workbook_and_circular(papers):
    """GN-R10: who is on the sheet is in the circular once the quarter is over; no other county has either."""
    told, sheets = papers
    text = text_of(told.circular)
    if not told.result.scheme.rules.lists:
        assert "红黑榜" not in sheets and "红榜" not in text and "黑榜" not in text
        return
    boards = told.result.assessment.boards
    expected = {(line.mark, line.unit) for board in boards for line in board.lines if line.mark}
    assert marked(sheets["红黑榜"]) == expected
    closed = {line.unit for board in boards if board.closed for line in board.lines if line.mark}
    assert all(unit in text for unit in closed)
    assert bool(closed) is ("红榜" in text or "黑榜" in text)


def test_what_puts_a_unit_on_the_list_stands_in_the_ledger_of_conduct(papers):
    """The counts of 基础工作 are the lapses of 履职台账 in the quarter."""
    told, sheets = papers
    lists = [board for board in told.result.assessment.boards if board.rule.id == "tasks"]
    assert bool(lists) is bool(told.result.scheme.rules.lists)
    for board in lists:
        listed = {row[1] for row in sheets["履职台账"] if isinstance(row[0], int)}
        assert {line.unit for line in board.lines if any(line.figures)} <= listed


def test_figures_of_the_assessment_are_those_of_the_circular(papers):
    """考核排名's results are the circular's: the same lines, the same amounts; all names are the rulebook's."""
    told, sheets = papers
    names = {unit.name for unit in told.result.scheme.units}
    assessment = told.result.assessment
    assert {line.unit for line in assessment.index} <= names
    ranked = [row for row in sheets.get("考核排名", []) if isinstance(row[0], int)]
    assert {str(row[1]).partition("（")[0] for row in ranked} <= names
    of_key = {standing.key: standing for standing in told.result.standings}
    for line in assessment.index:
        for part, actual in zip(assessment.parts, line.actuals, strict=True):
            variance = of_key[line.key].variances.get(part.indicator.id) if line.key in of_key else None
            if variance is not None:
                assert variance.actual == actual, (line.label, part.name)


def test_the_annual_report_names_the_circulars_first(papers):
    """Who leads by completion in 年度总结报告 leads in 进度通报, with the same rate."""
    told, _ = papers
    said = re.search(r"完成率最高的是([^，]+)，为([\d.]+)%", text_of(told.annual))
    if said is None:
        assert not told.result.scheme.row_indicators
        return
    assert said[1] in text_of(told.circular)
    by = told.result.scheme.row_indicators[0].id
    rates = [one.variances[by].completion for one in told.result.standings]
    assert float(said[2]) == pytest.approx(100 * max(rate for rate in rates if rate is not None), abs=0.06)
