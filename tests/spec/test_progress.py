"""Progress: whatever takes longer than a second says what it is doing."""

import shutil

import openpyxl
import pytest
from click.testing import CliRunner

from tests.walks import laid_out
from toolkit.cli import listing, main
from toolkit.workflow.actions.demo import SAMPLES

TABLES = ("江口乡2022年6月报表.xlsx", "拉沟乡6月.xlsx")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Luzhai's workspace with two tables of June, its register of trips, its export and its contacts."""
    names = ("目标", "报送", "出行", "系统导出", "通讯录.csv")
    root = laid_out(tmp_path_factory.mktemp("进度"), SAMPLES[0], names)
    shutil.rmtree(root / "报送" / "2022-05")
    for path in (root / "报送" / "2022-06").iterdir():
        if path.name not in TABLES:
            path.unlink()
    return root


@pytest.fixture
def steps(monkeypatch) -> list[str]:
    """The steps that a command shows, in order."""
    shown: list[str] = []
    monkeypatch.setattr(listing.ProgressLine, "__call__", lambda *told: shown.append(told[1]))
    return shown


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("check --return-copies 退回", ["读取", "退回修改稿"]),
        ("consolidate --as-of 2022-07-06", ["读取", "汇总", "汇总表"]),
        ("reconcile --as-of 2022-07-06", ["读取", "汇总", "系统核对"]),
        ("notice 催报通知 --as-of 2022-07-06", ["读取", "汇总", "催报通知"]),
        ("notice 退回修改通知 --as-of 2022-07-06", ["读取", "退回修改通知"]),
        ("assess --as-of 2022-07-06", ["读取", "汇总", "考核表"]),
        ("send --own-extract --as-of 2022-07-06", ["读取", "汇总", "退回修改稿", "各单位的项目", "附件", "邮件草稿"]),
        ("issue --period 2022-07", ["读取", "汇总", "统计表"]),
        ("trip plan", ["外出招商活动方案"]),
        ("build --replace", ["工具箱"]),
    ],
)
def test_each_step_of_a_command_is_named(root, steps, monkeypatch, command, told):
    """In the order in which they are done; the same steps stand in Excel's status bar."""
    monkeypatch.chdir(root)
    done = CliRunner().invoke(main, command.split())
    assert done.exit_code in (0, 1), done.output
    assert [step for step in dict.fromkeys(steps) if step in told] == told


def test_a_new_workspace_says_that_its_toolbox_is_being_made(tmp_path, steps):
    """And holds the two lists that an office fills in: every reporting unit, and what arrived when."""
    root = tmp_path / "鹿寨2022"
    assert CliRunner().invoke(main, ["init", str(root), "--scheme", "luzhai-2022"]).exit_code == 0
    assert steps == ["工具箱"]
    people = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(root / "通讯录.xlsx").active.iter_rows(min_row=3)
    ]
    assert people[:2] == [["单位", "联系人", "邮箱", "类别", "职务"], ["鹿寨镇", None, None, None, None]]
    assert sum(bool(line[0]) for line in people[1:]) == 15
    headings = [cell.value for cell in openpyxl.load_workbook(root / "收件登记.xlsx").active[3]]
    assert headings[:4] == ["文件名", "收到时间", "时间依据", "来源"] and headings[-1] == "核定处理"
