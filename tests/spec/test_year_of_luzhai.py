"""A year of 鹿寨县, from the targets of annex 1 to the grounds of the year-end assessment, with every figure by hand."""

from datetime import date

import openpyxl
import pytest
from docx import Document

from tests.drawn import drawn_sheet
from tests.drawn_register import draw_register
from tests.target_table import target_table
from tests.year import at, county_year, figures
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook
from toolkit.workflow.steps.conduct_paper import print_conduct
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

# Annex 1, three of its lines: 区外境内资金, 新签约, 工业, 亿元工业.
TARGETS = target_table(
    "5 | 7 | 5 | 1",
    """
5 | 林木加工产业招商组 | 组长：王轶 | 县林业局（旋切基地项目） | 县发改局 | 2 | 2 | 2 | 0
6 | 表面处理产业招商组 | 组长：邓芳军 | 江口乡 | 县投促中心 | 2 | 3 | 3 | 1
7 | 商贸物流产业招商组 | 组长：杨毅 | 县科工贸局 | 县投促中心 | 1 | 2 | 0 | 0
""",
)
# Eight projects. 旋切二号 is 400万元, below the 500万元 from which money counts; 农贸市场's money is from within 广西; 冷库
# was signed in 2021; 喷涂 is given up before December.
PROJECTS = """
单位   | 项目名称 | 行业     | 投资总额（亿元） | 投资来源 | 签约日期   | 开工日期   | 3月      | 6月      | 9月      | 12月
江口乡 | 电镀一期 | 电镀     | 1.6  | 广东 | 2022-02-10 | 2022-05-20 | 签约 0.2  | 开工 0.8  | 开工 1.1  | 投产 1.5
江口乡 | 电镀二期 | 电镀     | 0.6  | 浙江 | 2022-08-15 | 2022-11-01 |           | 在谈 0    | 签约 0.1  | 开工 0.4
江口乡 | 电镀喷涂 | 电镀     | 0.3  | 广东 | 2022-03-15 |            | 签约 0.05 | 签约 0.1  | 签约 0.1  | 终止 0.1
中渡镇 | 旋切一号 | 旋切板材 | 0.5  | 山东 | 2022-04-01 | 2022-06-10 |           | 开工 0.3  | 开工 0.4  | 开工 0.5
中渡镇 | 旋切二号 | 旋切板材 | 0.04 | 山东 | 2022-05-05 |            |           | 签约 0.02 | 签约 0.03 | 签约 0.04
寨沙镇 | 物流园   | 仓储物流 | 2    | 重庆 | 2022-03-03 | 2022-09-09 | 签约 0.1  | 签约 0.3  | 开工 0.6  | 开工 0.9
寨沙镇 | 农贸市场 | 批发零售 | 0.3  | 南宁 | 2022-06-06 |            |           | 签约 0.1  | 签约 0.1  | 签约 0.2
寨沙镇 | 冷库     | 冷链物流 | 0.8  | 广东 | 2021-10-10 | 2021-12-12 | 开工 0.2  | 开工 0.3  | 开工 0.4  | 开工 0.5
"""
FUNDS, SIGNED, STARTED, INDUSTRY, LARGE = "LZ-T1", "LZ-T3", "LZ-T5", "LZ-T6", "LZ-T7"
# 区外境内资金: 3月 0.2 电镀一期 + 0.05 喷涂 + 0.1 物流园 + 0.2 冷库; 6月 0.8 + 0.1 + 0.3 旋切一号 + 0.3 + 0.3;
# 9月 1.1 + 0.1 + 0.1 + 0.4 + 0.6 + 0.4; 12月 1.5 + 0.4 + 0.5 + 0.9 + 0.5, 喷涂 is out.
# 新签约: 3月 电镀一期, 喷涂, 物流园; 6月 旋切一号, 旋切二号, 农贸市场 more; 9月 电镀二期 more; 12月 喷涂 less.
# 工业 is 电镀 and 旋切, 亿元 only 电镀一期; 开工: 6月 电镀一期, 旋切一号; 9月 物流园 more; 12月 电镀二期 more.
COUNTY = {
    3: [0.55, 3, 0, 2, 1],
    6: [1.8, 6, 2, 4, 1],
    9: [2.7, 7, 3, 5, 1],
    12: [3.8, 6, 4, 4, 1],
}
# December by target row: 江口乡 1.5 + 0.4 of 2; 县林业局 0.5 of 2 (旋切二号 counts as a project, its money does not);
# 县科工贸局 0.9 + 0.5 of 1.
ROWS = {"江口乡": [1.9, 2, 2, 1], "县林业局": [0.5, 2, 2, 0], "县科工贸局": [1.4, 2, 0, 0]}
# 江口乡 goes once a quarter, but not in the third; its report of the second journey (back on 22 June) is four days late.
TRIPS = """
L-1||江口乡|广东省东莞市|2022-03-08|2022-03-09|2022-03-01||备1|拜访
L-2||江口乡|广东省东莞市|2022-06-20|2022-06-22|2022-06-15||备2|拜访
L-4||江口乡|浙江省宁波市|2022-11-08|2022-11-10|2022-11-01||备4|拜访
"""
REPORTS = {"L-1": ("2022-03-10",) * 2, "L-2": ("2022-06-29", "2022-06-24"), "L-4": ("2022-11-11",) * 2}
# Its budgets are due on the 5th of the month of each journey: in time, on the 8th, in time.
BUDGETS = "江口乡|2022-03|2022-03-04|\n江口乡|2022-06|2022-06-08|\n江口乡|2022-11|2022-11-05|"
# Tables are due on the 5th of the next month: 江口乡's of September comes on 10 October, 中渡镇 sends none in March.
LATE, SILENT = {("江口乡", 9): "2022-10-10"}, [("中渡镇", 3)]
YEAR_END = date(2023, 1, 6)


def laid_out(root):
    """The year's workspace."""
    county_year(root, "luzhai-2022", 2022, PROJECTS, LATE, SILENT)
    drawn_sheet(TARGETS, root / "目标" / "附件1.xlsx")
    people = "\n".join(f"{id}|邓芳军|江口乡|带队领导|科级" for id in REPORTS)
    path = draw_register(root / "出行" / "出行台账.xlsx", 行程=TRIPS, 人员=people, 月报=BUDGETS)
    book = openpyxl.load_workbook(path)
    sheet = book["行程"]
    sheet.cell(1, 11, "考察报告报送日期")
    sheet.cell(1, 12, "经费情况报送日期")
    for row, days in enumerate(REPORTS.values(), 2):
        for column, day in enumerate(days, 11):
            sheet.cell(row, column, date.fromisoformat(day))
    book.save(path)
    return root


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The result at each quarter's end."""
    root = laid_out(tmp_path_factory.mktemp("鹿寨") / "鹿寨2022")
    return {month: at(root, ReportingPeriod(2022, month), YEAR_END if month == 12 else None) for month in COUNTY}


@pytest.mark.parametrize("month", COUNTY)
def test_the_county_s_figures_quarter_by_quarter(year, month):
    """LZ-T1, T2, T3, T5, T6, T7: what counts from when, by the lines of the drawing."""
    assert figures(year[month], (FUNDS, SIGNED, STARTED, INDUSTRY, LARGE)) == COUNTY[month]


@pytest.mark.parametrize("unit", ROWS)
def test_each_lead_unit_has_its_own(year, unit):
    """LZ-T13, LZ-N1: projects of three townships lie with the three lead units by their trade."""
    assert figures(year[12], (FUNDS, SIGNED, INDUSTRY, LARGE), unit) == ROWS[unit]


def test_the_rates_that_the_circular_prints(year):
    """1.9 of 2 is 95 %, 0.5 of 2 is 25 %, 1.4 of 1 is 140 %; the county's 3.8 of its 55 亿元 6.9 %."""
    rates = {one.line.lead_unit: one.variances[FUNDS].completion for one in year[12].standings}
    assert rates == pytest.approx({"江口乡": 0.95, "县林业局": 0.25, "县科工贸局": 1.4})
    funds = next(one for one in year[12].county if one.indicator.id == FUNDS)
    assert funds.target == 5_500_000_000 and funds.completion == pytest.approx(3.8 / 55)


def test_the_journeys_of_four_quarters(year):
    """LZ-R1 「每季度至少带队外出招商考察一次」: 江口乡 1, 1, 0, 1; 县林业局 never; in December all four stand there."""
    lines = year[12].travel.quotas
    made = {unit: [one.actual for one in lines if one.unit == unit] for unit in ("江口乡", "县林业局")}
    assert made == {"江口乡": [1, 1, 0, 1], "县林业局": [0, 0, 0, 0]}


def test_the_year_ends_in_the_grounds_of_the_assessment(year, tmp_path):
    """LZ-R8 「未按时间节点完成目标任务的、未按要求按时按质报送报表等材料的」, counted by hand for 江口乡, 县林业局, 中渡镇.

    江口乡: 目标任务 3 (1.9 of 2 亿元, 2 of 3 signed, 2 of 3 industrial; its one 亿元 project is there), 统计表 1
    (September), 经费预算 1 (June), 考察报告 1 (of 22 June): 6.  县林业局: 目标任务 1 (0.5 of 2 亿元).  县科工贸局: none.
    中渡镇 has no task: 统计表 1 (March).
    """
    book = openpyxl.load_workbook(write_assessment_workbook(year[12], tmp_path / "考核.xlsx"), data_only=True)
    rows = [[value for value in row if value is not None] for row in book["履职台账"].iter_rows(values_only=True)]
    assert rows[0] == ["鹿寨县2022年年底绩效考核依据（截至2022年12月）"]
    sums = {
        row[1]: row[2:] for row in rows if len(row) == 7 and all(isinstance(one, int) for one in (row[0], *row[2:]))
    }
    assert {unit: sums[unit] for unit in ("江口乡", "中渡镇")} == {"江口乡": [6, 3, 1, 1, 1], "中渡镇": [1, 0, 1, 0, 0]}
    assert [sums[unit][1] for unit in ("县林业局", "县科工贸局")] == [1, 0]


def test_the_grounds_are_a_word_annex(year, tmp_path):
    """LZ-R8: `assess --papers` prints a line for each unit, the same numbers as 履职台账, and what each of them was."""
    workspace = open_workspace(create_workspace(tmp_path / "鹿寨", "luzhai-2022", 2022).root)
    document = Document(str(print_conduct(workspace, year[12])))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["序号", "单位", "合计（件）", "目标任务", "统计表", "经费预算", "考察报告", "具体事项"]
    (mine,) = [row for row in rows if row[1] == "江口乡"]
    assert mine[2:7] == ["6", "3", "1", "1", "1"]
    assert mine[7].split("。") == [
        "目标任务：区外境内到位资金完成1.9亿元，目标2亿元；新签约项目完成2个，目标3个；新引进工业项目完成2个，目标3个",
        "统计表：9月迟报",
        "经费预算：6月迟报",
        "考察报告：行程L-2考察报告迟报",
    ]
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[0] == "鹿寨县2022年年底绩效考核依据"
    assert any("纳入年底绩效考核依据" in line for line in text)
    (told,) = [paragraph for paragraph in text if "（签字）" in paragraph]
    assert "负责人（签字）" in told
