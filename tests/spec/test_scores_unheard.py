"""Who did not report has no points of projects: said beside the places, and where nobody reported there are none."""

from datetime import date

import openpyxl
import pytest
from msgspec.structs import replace

from tests.assessed import assessed, event, result_of, scheme_of
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
SIGNED = {"stage": "签约", "source": "江苏", "investment_yuan": 200_000_000}


@pytest.fixture(scope="module")
def jiaocheng():
    """The zone of 交城: eight departments, each with points."""
    return scheme_of("jiaocheng-2022")


def sheets(result, folder):
    """The texts of each sheet of the assessment's workbook, row by row."""
    book = openpyxl.load_workbook(write_assessment_workbook(result, folder / "考核.xlsx"), data_only=True)
    return {
        sheet.title: [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }


@pytest.mark.parametrize("events", [(), (event("报送信息"), event("报送信息", row=3))])
def test_where_nobody_reported_nobody_has_a_place(jiaocheng, tmp_path, events):
    """JC-S0: eight departments with 0 points are not eight first ones, nor is one with an item of information.

    | 名次 | 部室       | … | 合计 |
    | —    | 招商引资部 |   |      |
    """
    shown = sheets(assessed(result_of(jiaocheng, {}, JUNE, AS_OF), events=events), tmp_path)
    ranking = shown["考核排名"]
    start = next(number for number, row in enumerate(ranking) if row[:1] == ["名次"])
    assert [row[0] for row in ranking[start + 1 : start + 9]] == ["—"] * 8
    assert "不排名次" in shown["招商引资部"][1][0] and "第 1 名" not in shown["招商引资部"][1][0]
    assert any("还没有一个单位报送统计表" in str(row) for row in ranking)


def test_whose_figures_are_a_former_months_is_said(jiaocheng, tmp_path):
    """JC-S6: 规划建设部's points of June come from its table of May; of 财政管理部 there was no table this year."""
    result = result_of(jiaocheng, {"经济发展部": [SIGNED]}, JUNE, AS_OF)
    line = {one.unit: one for one in result.timeliness}
    old = replace(line["规划建设部"], carried_from="2022-05")
    came = [replace(one, arrival=line["经济发展部"].arrival) for one in result.timeliness]
    arrivals = tuple({"规划建设部": old, "财政管理部": line["财政管理部"]}.get(one.unit, one) for one in came)
    gaps = assessed(replace(result, timeliness=arrivals)).assessment.gaps
    assert "规划建设部没有可用的6月统计表，沿用5月的数。" in gaps
    assert "财政管理部今年没有报送统计表，由项目计的分无数据，合计里没有。" in gaps
