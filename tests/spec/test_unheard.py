"""未报 is not 0: a line whose unit never reported, and to which no project belongs, is 无数据 in every paper."""

from datetime import date

import openpyxl
import pytest

from tests.assessed import assessed, result_of, scheme_of, targets
from tests.office import differences, recalculated
from tests.spec.test_consolidation import AS_OF, JUNE, MAY, project, table
from toolkit.assessment.index import index_lines, index_parts
from toolkit.consolidation.consolidate import consolidate
from toolkit.documents.notices import circulars, newsletter
from toolkit.model.assessment import BLACK
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps import official_notices
from toolkit.workflow.steps.assessing import measure_of
from toolkit.workflow.steps.newsletter import newsletter_of
from toolkit.workflow.steps.notice_forms import standing_in_words

WISHES = official_notices.Wishes()
# Three of Nan county's 项目落户地: each owes a table and has a target of 1 亿元.
TOLD, NIL, UNHEARD = "南洲镇", "三仙湖镇", "中鱼口镇"


@pytest.fixture(scope="module")
def nanxian():
    """Nan county: a unit's own table leads to its own line."""
    return scheme_of("nanxian-2022")


def month(scheme, *more, period=JUNE, as_of=AS_OF):
    """A month in which one unit has 0.5 亿元 paid in, one sent a nil report, and one never sent anything."""
    first = scheme.row_indicators[0]
    rows = {row.lead_unit: row for row in scheme.target_rows}
    goals = targets([(rows[unit].group, unit, {first.id: 100_000_000}) for unit in (TOLD, NIL, UNHEARD)])
    paid = project(4, source="广东", paid_in_yuan=50_000_000, stage="开工")
    tables = [table(TOLD, projects=[paid]), table(NIL, projects=[]), *more]
    return consolidate(tables, goals, scheme, period, as_of)


def figure(result, unit):
    """The variance of a unit's line."""
    (standing,) = (one for one in result.standings if one.line.lead_unit == unit)
    return standing.variances[result.scheme.row_indicators[0].id]


def test_who_never_reported_has_no_figure_and_who_reported_nothing_has_zero(nanxian):
    """Design §3: absent is 无数据, not 0, and is not ranked; a nil report is a 0 that somebody stated."""
    result = month(nanxian)
    assert (figure(result, NIL).actual, figure(result, NIL).completion) == (0, 0)
    assert figure(result, UNHEARD).is_without_data
    assert (figure(result, UNHEARD).completion, figure(result, UNHEARD).ahead) == (None, None)
    parts = index_parts(nanxian)
    index = {line.unit: line.index for line in index_lines(result, parts, measure_of(result))}
    assert (index[NIL], index[UNHEARD]) == (0, None)


def test_last_months_table_is_a_report(nanxian):
    """Reading missing_unit = carry: what was told in May counts in June, and 0 of it is 0."""
    result = month(nanxian, table(UNHEARD, MAY, projects=[]))
    assert figure(result, UNHEARD).actual == 0
    assert not set(result.unheard) & {one.key for one in result.standings}


def test_the_circular_says_it_in_text_and_table(nanxian):
    """One unit, one word: not 尚无完成数 in the text and 0.00 in the annex."""
    wanted = official_notices._notices("进度通报", month(nanxian), WISHES, None)["进度通报"]
    fields = circulars.progress(wanted)
    (line,) = (one for group in fields["groups"] for one in group["lines"] if one["lead_unit"] == UNHEARD)
    assert line["figures"][0] == {"target": "1.00", "actual": "无数据", "rate": "—"}
    assert line["pace"] == "—"
    text = "".join(fields["unit_lines"])
    assert f"{UNHEARD}未报送统计表，无数据，不作比较" in text
    assert f"{NIL}尚无完成数，低于序时进度50个百分点" in text
    assert f"没有{nanxian.row_indicators[0].name}目标" not in text


def test_the_newsletter_and_the_interview_say_it(nanxian):
    """NX-R14, NX-R6: no place for it in 招商专报; who is called in did not report, not 0."""
    result = month(nanxian)
    paper = newsletter_of(result, official_notices.head_of("招商专报", result, WISHES))
    assert str(newsletter.context(paper)["places"]).endswith(f"{NIL}尚无完成数；{UNHEARD}未报送统计表，无数据")
    assert standing_in_words(result, UNHEARD) == "截至2022年6月30日，你单位2022年没有报送招商引资项目统计表"
    early = month(nanxian, as_of=date(2022, 6, 25))
    assert standing_in_words(early, NIL).startswith("截至2022年6月25日，你单位")


@pytest.mark.office
def test_the_master_says_it_and_a_spreadsheet_program_agrees(nanxian, tmp_path):
    """目标完成情况: a live 无数据, which a project entered for the line would make a figure; no rate, no pace."""
    written = write_master(month(nanxian), tmp_path / "汇总表.xlsx")
    (after,) = recalculated([written], tmp_path / "再算")
    assert list(differences(written, after)) == []
    book = openpyxl.load_workbook(written, data_only=True)["目标完成情况"]
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    (shown,) = (row for row in rows if row[2] and str(row[2]).startswith(UNHEARD))
    assert shown[3:8] == [1, "无数据", "—", "—", "—"] or shown[3:8] == [100_000_000, "无数据", "—", "—", "—"]


@pytest.mark.parametrize(
    ("silent", "black"),
    [
        ((), {"区经贸局", "区环保局", "区农业局"}),
        (("区林业局",), {"区经贸局", "区环保局"}),
        (("区林业局", "江南街道", "桥圩镇"), set()),
    ],
)
def test_nobody_is_on_the_black_list_because_others_did_not_report(silent, black):
    """GN-R10: the last three; each unit that told nothing may be worse than all who did, and is not ranked itself."""
    gangnan = scheme_of("gangnan-2018")
    done = {"区工业园管委会": 6, "区发改局": 5, "区招商局": 4, "区农业局": 3, "区环保局": 2, "区经贸局": 1}
    groups = {row.lead_unit: row.group for row in gangnan.target_rows}
    aim = {"GN-T1": 5, "GN-T1v": 1_000_000_000}
    paid = {"investment_yuan": 200_000_000, "paid_in_yuan": 0, "stage": "签约", "signed_on": PartialDate(2018, 5, 8)}
    paid |= {"emerging": False, "moved_in_on": PartialDate(2018)}
    told = {unit: [paid] * number for unit, number in done.items()}
    goals = [(groups[unit], unit, aim) for unit in (*done, *silent)]
    result = assessed(result_of(gangnan, told, ReportingPeriod(2018, 6), date(2018, 7, 6), goals))
    (progress,) = [board for board in result.assessment.boards if board.rule.id == "progress"]
    assert {line.unit for line in progress.lines if line.mark == BLACK} == black
    assert {unit for _, unit in progress.untold} == set(silent)
    assert not {line.unit for line in progress.lines} & set(silent)


def empty_month(id, period):
    """A county's month in which nobody reported, with a target for everybody who has one."""
    scheme = scheme_of(id)
    goals = [(row.group, row.lead_unit, {one.id: 2 for one in scheme.row_indicators[:1]}) for row in scheme.target_rows]
    return consolidate([], targets(goals) if goals else None, scheme, period, period.last_day)


EMPTY = (("gangnan-2018", ReportingPeriod(2018, 7)), ("jiaocheng-2022", JUNE), ("luzhai-2022", JUNE))


@pytest.mark.parametrize(("id", "period"), EMPTY)
def test_a_month_in_which_nobody_reported_has_no_zeros(id, period, tmp_path):
    """The county has no data, either; nor has a line whose lead unit owes no table. A published figure stands."""
    result = empty_month(id, period)
    figures = [*result.county, *(one for line in result.standings for one in line.variances.values())]
    assert all(one.is_without_data for one in figures)
    assert not [line for line in assessed(result).assessment.index if line.index is not None]
    (book,) = [openpyxl.load_workbook(write_master(result, tmp_path / "汇总表.xlsx"), data_only=True)]
    rows = [row[2:] for row in book["单位汇总"].iter_rows(min_row=4, max_col=10, values_only=True) if row[0]]
    assert rows and all(set(row) == {"无数据"} for row in rows)


def test_where_all_said_that_they_have_nothing_the_county_has_zero():
    """A nil report of everybody is no silence."""
    scheme = scheme_of("luzhai-2022")
    nil = [table(unit.name, projects=[]) for unit in scheme.reporting_units]
    result = consolidate(nil, None, scheme, JUNE, AS_OF)
    assert result.unheard == ()
    assert {one.actual for one in result.county if not one.indicator.is_ratio} == {0}


@pytest.mark.office
@pytest.mark.parametrize(("id", "period"), EMPTY[:2])
def test_an_empty_month_is_the_same_in_another_program(id, period, tmp_path):
    """Promise 4: 无数据 is a formula's answer in the empty month, too."""
    result = empty_month(id, period)
    master = write_master(result, tmp_path / "汇总表.xlsx")
    (again,) = recalculated([master], tmp_path / "again")
    assert list(differences(master, again)) == []
