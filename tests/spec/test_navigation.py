"""The master leads everywhere: 目录 to each sheet and back, a total to the rows that make it, a row to its source."""

import re
from datetime import date

import openpyxl
import pytest

from tests.drawn import drawn_sheet
from tests.walks import laid_out
from toolkit.model.money import YI
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps import month
from toolkit.workflow.steps.deciding import Given, decide
from toolkit.workflow.steps.workspace import open_workspace

LUZHAI = SAMPLES[0]
TABLE = """
   | A | B | C | D | E | F | G | H | I | J | K
1  | 填报单位：江口乡 |
2  | HEADINGS | 本年到位资金（亿元）
3  | 1 | 表面处理 | 电镀中心 | 柳州镀业有限公司 | 3 | 广东 | 韦某 | 19900007777 | 2022-03-01 | 已开工 | 1.2
4  | 2 | 表面处理 | 喷涂线 | 柳州喷涂有限公司 | 2 | 广西 | 韦某 | 19900007777 | 2022-03-01 | 已签约 | 0.3
"""


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """江口乡 alone: one project from outside the region, one from within; no trips, no export, nothing twice."""
    root = laid_out(tmp_path_factory.mktemp("静"), LUZHAI, ("目标",))
    (root / "报送" / "2022-06").mkdir()
    drawn_sheet(TABLE, root / "报送" / "2022-06" / "江口乡2022年6月.xlsx")
    result = month.consolidate_workspace(open_workspace(root), LUZHAI.period, date(2022, 7, 6))
    return openpyxl.load_workbook(write_master(result, root / "汇总表.xlsx"), data_only=True)


def leads(sheet):
    """Return the places inside the workbook that a sheet's cells lead to."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink and cell.hyperlink.location and not cell.hyperlink.target:
                name, _, place = cell.hyperlink.location.rpartition("!")
                found[cell.coordinate] = (name.strip("'"), place)
    return found


def cell_of(sheet, text, offset):
    """Return the cell ``offset`` columns right of the last one that says a text."""
    *_, cell = (cell for row in sheet.iter_rows() for cell in row if cell.value == text)
    return sheet.cell(cell.row, cell.column + offset)


def test_the_contents_lead_to_every_sheet_and_every_sheet_back(quiet):
    """One line for each sheet, in their order; 返回目录 stands on each, the ledger with it."""
    names = [name for name in quiet.sheetnames if name != "目录"]
    assert [name for name, _ in leads(quiet["目录"]).values()] == names
    for name in names:
        assert ("目录", "A1") in leads(quiet[name]).values(), name


def test_sheets_with_nothing_to_say_are_one_line(quiet):
    """No register of trips, no export, no pair: no sheet of blanks, and 总览 and 目录 say so."""
    assert not {"外出招商情况", "疑似重复", "系统核对"} & set(quiet.sheetnames)
    said = cell_of(quiet["总览"], "本月没有的", 6).value
    assert said == "没有疑似重复的项目；没有上级系统的导出，完成情况按各单位报送的数计算；没有外出招商台账"
    assert any(str(row[0].value).startswith("本月没有的：没有疑似重复的项目") for row in quiet["目录"].iter_rows())


def test_a_headline_leads_to_the_rows_that_make_it(quiet):
    """区外境内到位资金 is 1.2 亿元 of one project: the figure leads to its list, the list to the ledger's row."""
    front, listed = quiet["总览"], quiet["指标明细"]
    figure = cell_of(front, "区外境内到位资金（亿元）", 7)
    assert figure.value == 1.2 * YI
    name, place = leads(front)[figure.coordinate]
    assert name == "指标明细"
    start = listed[place].row
    rows = [row for row in listed.iter_rows(min_row=4, values_only=True) if row[1] == "区外境内到位资金"]
    assert [cell.value for cell in listed[start]][1:4] == ["区外境内到位资金", "江口乡", "电镀中心"]
    assert sum(row[6] for row in rows) == figure.value
    name, place = leads(listed)[f"A{start}"]
    assert name == "项目台账" and quiet["项目台账"].cell(quiet["项目台账"][place].row, 3).value == "电镀中心"


def test_a_units_name_leads_to_its_rows(quiet):
    """单位汇总: the ledger's rows of a unit stand together; a unit without rows leads nowhere."""
    page = quiet["单位汇总"]
    rows = {page.cell(row, 2).value: f"B{row}" for row in range(4, page.max_row + 1)}
    name, place = leads(page)[rows["江口乡"]]
    assert (name, quiet[name][place].value) == ("项目台账", 1)
    assert rows["寨沙镇"] not in leads(page)


def test_helper_columns_are_folded_and_can_be_unfolded(quiet):
    """目标行, 来源文件 and what formulas count by lie in outline groups; names and amounts do not."""
    page = quiet["项目台账"]
    folded = {
        page.cell(3, number).value
        for one in page.column_dimensions.values()
        if one.outlineLevel and one.hidden
        for number in range(one.min, one.max + 1)
    }
    assert {"目标行", "归属依据", "来源文件", "来源行", "阶段序号"} <= folded
    assert not {"项目名称", "投资总额（亿元）", "阶段", "牵头单位", "计入汇总"} & folded


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.scheme)
def test_the_lists_add_up_to_the_figures_and_no_link_is_broken(sample, tmp_path):
    """In every county the prepared list of an indicator adds up to its figure, and each link leads to a sheet there is."""
    workspace = open_workspace(laid_out(tmp_path, sample))
    result = month.consolidate_workspace(workspace, sample.period, sample.as_of)
    book = openpyxl.load_workbook(write_master(result, tmp_path / "汇总表.xlsx"), data_only=True)
    added = {}
    for row in book["指标明细"].iter_rows(min_row=4, values_only=True):
        added[row[1]] = added.get(row[1], 0) + (row[6] or 0)
    for one in result.county:
        if one.indicator.name in added:
            by = 1 if one.indicator.unit == "亿元" else one.indicator.scale
            assert added[one.indicator.name] == pytest.approx(one.actual / by), one.indicator.name
    assert len(added) >= 3
    for sheet in book:
        for name, place in leads(sheet).values():
            assert name in book.sheetnames and re.fullmatch(r"A\d+", place), (sheet.title, name, place)


ANSWERED = """
   | A | B | C | D | E | F | G | H | I | J | K
1  | 填报单位：江口乡 |
2  | HEADINGS | 本年到位资金（亿元）
3  | 1 | 表面处理 | 电镀中心 | 柳州镀业有限公司 | 3 | 某地客商 | 韦某 | 19900007777 | 2022-03-01 | 已开工 | 1.2
4  | 2 | 表面处理 | 喷涂线 | 柳州喷涂有限公司 | 2 | 广西 | 韦某 | 19900007778 | 2022-03-01 | 正常推进 | 0.3
5  | 3 | 表面处理 | 喷涂生产线 | 柳州喷涂有限公司 | 2 | 广西 | 韦某 | 19900007778 | 2022-03-01 | 已签约 | 0.3
"""


def test_a_row_leads_to_the_very_line_that_holds_its_decision(tmp_path):
    """One answer of 裁定.xlsx is one project's, one goes over to 词典.xlsx: each row's link opens its line there."""
    root = laid_out(tmp_path, LUZHAI, ("目标",))
    (root / "报送" / "2022-06").mkdir()
    drawn_sheet(ANSWERED, root / "报送" / "2022-06" / "江口乡2022年6月.xlsx")
    workspace, told = open_workspace(root), {"某地客商": "区外境内", "正常推进": "开工"}
    result = month.consolidate_workspace(workspace, LUZHAI.period, date(2022, 7, 6))
    for one in result.decisions:
        if answer := told.get(one.text) or next((choice for choice in one.choices if choice.startswith("保留")), ""):
            decide(workspace, LUZHAI.period, date(2022, 7, 6), Given(one.id, answer, "卢某", ""), lambda *_: None)
    result = month.consolidate_workspace(workspace, LUZHAI.period, date(2022, 7, 6))
    written = write_master(result, workspace.outputs(LUZHAI.period) / "汇总表.xlsx")
    month.keep_decisions(workspace, result)
    sheet = openpyxl.load_workbook(written)["项目台账"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    found = {}
    for row in sheet.iter_rows(min_row=4):
        cell = row[heads["裁定"] - 1]
        if cell.value:
            target, _, place = f"{cell.hyperlink.target}#{cell.hyperlink.location}".partition("#")
            name, _, at = place.rpartition("!A")
            book = openpyxl.load_workbook(workspace.root / re.split(r"[\\/]", target)[-1])
            found[cell.value] = [one.value for one in book[name.strip("'")][int(at)]]
    (pair,) = (one.id for one in result.decisions if one.answer.startswith("保留"))
    assert found.pop("词典 来源“某地客商”＝区外境内")[:3] == ["来源", "某地客商", "区外境内"]
    assert found.pop("词典 阶段“正常推进”＝开工")[:3] == ["阶段", "正常推进", "开工"]
    assert {line[0] for line in found.values()} == {pair} and all(pair in words for words in found)
