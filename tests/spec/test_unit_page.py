"""A unit's page: what one unit is shown of the month, without a letter: ``zhaoshang unit`` and the button 单位情况."""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.walks import laid_out
from toolkit.cli import main
from toolkit.model.errors import ToolkitError
from toolkit.workflow.actions.demo import COPIED, SAMPLES
from toolkit.workflow.steps import month, unit_pages
from toolkit.workflow.steps.workspace import open_workspace

LUZHAI = SAMPLES[0]
PRIVATE = "19900007777"
TABLE = f"""
   | A | B | C | D | E | F | G | H | I | J | K
1  | 填报单位：江口乡 |
2  | HEADINGS | 本年到位资金（亿元）
3  | 1 | 表面处理 | 电镀中心 | 柳州镀业有限公司 | 3 | 广东 | 韦某 | {PRIVATE} | 2022-03-01 | 已开工 | 1.4
4  | 2 | 表面处理 | 喷涂线 | 柳州喷涂有限公司 | 亿八 | 广东 | 韦某 | {PRIVATE} | 2022-03-01 | 已签约 | 0.2
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Luzhai's target table and one drawn table of 江口乡: one project that counts, one whose amount cannot be read."""
    root = laid_out(tmp_path_factory.mktemp("单位"), LUZHAI, ("目标",))
    (root / "报送" / "2022-06").mkdir()
    drawn_sheet(TABLE, root / "报送" / "2022-06" / "江口乡2022年6月.xlsx")
    return root


def cells(path, sheet):
    """Return a sheet's filled cells, row by row, as one text each."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [" | ".join(str(value) for value in row if value not in (None, "")) for row in rows]


def test_a_units_page_says_where_it_stands_and_what_it_owes(desk):
    """LZ-T13: 江口乡 leads 表面处理 with 2 亿元; 1.4 is 70 %, 20 points ahead of June's 50 %; row 4 is to be corrected."""
    done = CliRunner().invoke(main, ["unit", "江口乡", "-w", str(desk), "--as-of", "2022-07-06"])
    assert done.exit_code == 0, done.output
    (path,) = (desk / "输出" / "2022-06" / "单位情况").iterdir()
    assert path.name == "江口乡2022年6月招商引资情况.xlsx"
    said = cells(path, "本单位情况")
    assert any("区外境内到位资金（亿元） | 2.00 | 1.40 | ▲70.0% | 超20.0" in line for line in said), said
    assert any(
        line.startswith("本单位报送 | 计入汇总1个，投资总额3亿元，到位资金1.4亿元，亿元以上项目1个") for line in said
    )
    assert "所处阶段 | 开工1个" in said
    assert any(line.startswith("须修改　E4") for line in said), "what it has to correct stands there with its cell"
    assert PRIVATE in "\n".join(cells(path, "本单位报送")), "its own telephones are its own"


def test_a_unit_without_a_task_is_told_so(desk, tmp_path):
    """A unit that the document gives no target has no figures of others in their place; ``--out`` says where."""
    done = CliRunner().invoke(
        main, ["unit", "寨沙镇", "-w", str(desk), "--as-of", "2022-07-06", "--out", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    said = cells(tmp_path / "寨沙镇2022年6月招商引资情况.xlsx", "本单位情况")
    assert "方案没有给本单位下达目标任务。" in said
    assert any("未报" in line for line in said)
    assert "统计表 | 2022年6月统计表没有报送，请报送；确无项目的，报零报告。" in said
    assert "没有要修改、要答复的。" not in "\n".join(said)


def test_who_never_reported_has_no_zero_projects(desk, tmp_path):
    """Design §3: 寨沙镇 sent no table this year; 计入汇总0个、投资总额0亿元 would be a report that nobody made."""
    done = CliRunner().invoke(
        main, ["unit", "寨沙镇", "-w", str(desk), "--as-of", "2022-07-06", "--out", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    said = cells(tmp_path / "寨沙镇2022年6月招商引资情况.xlsx", "本单位情况")
    assert "本单位报送 | 今年没有报送统计表，无数据。" in said
    assert not any("计入汇总0个" in line for line in said)


def test_a_name_that_is_nobodys_is_asked_back_with_the_nearest(desk):
    """One sentence with the nearest name; another name of a unit means the unit."""
    workspace = open_workspace(desk)
    with pytest.raises(ToolkitError, match="没有单位“江口镇”。是不是“江口乡”"):
        unit_pages.known_unit(workspace, "江口镇")
    assert unit_pages.known_unit(workspace, "经开区管委") == "鹿寨经开区管委"


def test_others_telephones_are_masked_on_a_page(tmp_path):
    """Promise 7: what others reported for a unit shows the first digits of their telephones alone."""
    root = laid_out(tmp_path, LUZHAI, COPIED)
    workspace = open_workspace(root)
    result = month.consolidate_workspace(workspace, LUZHAI.period, LUZHAI.as_of)
    led = next(e for e in result.ledger.entries if e.lead_unit and e.lead_unit != e.unit and e.phone)
    (path,) = unit_pages.write_unit_pages(workspace, result, [led.lead_unit])
    (row,) = [line for line in cells(path, "归属本单位") if f" | {led.name} | " in line]
    assert led.phone not in row and f" | {led.phone[:3]}" in row


def test_every_unit_that_reports_or_has_a_task_gets_a_page(desk):
    """The button writes them all: those that report, those that lead a line of the target table."""
    result = month.consolidate_workspace(open_workspace(desk), LUZHAI.period, date(2022, 7, 6))
    units = unit_pages.units_with_a_page(result)
    assert {"江口乡", "寨沙镇", "县投促中心"} <= set(units)
    assert len(units) == len(set(units))
