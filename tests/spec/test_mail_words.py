"""What a mail says: to whom by rank, and one account of the unit's projects whose parts add up."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import mailing
from toolkit.workflow.steps.workspace import create_workspace

SAMPLE = Path(__file__).parents[2] / "sample_workbooks" / "luzhai_2022"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)


@pytest.fixture(scope="module")
def with_system(tmp_path_factory):
    """June's letters of a month that the system's export stands beside."""
    root = tmp_path_factory.mktemp("系统") / "鹿寨2022"
    workspace = create_workspace(root, "luzhai-2022")
    for name in ("目标", "报送", "系统导出"):
        shutil.copytree(SAMPLE / name, root / name, dirs_exist_ok=True)
    for name in ("通讯录.csv", "收件登记.csv"):
        shutil.copy(SAMPLE / name, root)
    return {one.to.unit: one for one in mailing.month_letters(workspace, JUNE, AS_OF)}


@pytest.mark.parametrize(
    ("unit", "account"),
    [
        # 9 rows, two of which the system lacks; 6, three of them returned, one with last month's amount; 3, none returned.
        ("江口乡", "报送项目9个，计入汇总7个，上级系统未录入暂不计入2个；"),
        ("四排镇", "报送项目6个，计入汇总3个，退回修改3个；"),
        ("拉沟乡", "报送项目3个，计入汇总1个，上级系统未录入暂不计入2个；"),
    ],
)
def test_a_mail_has_one_account_of_the_projects(unit, account, with_system):
    """What the unit reported is what counts, what goes back and what is left out; the list below it has as many lines."""
    text = with_system[unit].text
    assert account in text
    reported, *parts = [int(number) for number in re.findall(r"(\d+)个", account)]
    assert sum(parts) == reported
    both = re.search(r"共计入(\d+)个", text)
    counts = int(both[1]) if both else parts[0]
    assert f"{unit}计入汇总的项目（{counts}个，投资总额" in text
    assert len(re.findall(r"^\S.* +[\d.]+  \S\S$", text.partition("计入汇总的项目（")[2], re.MULTILINE)) == counts
    if unit == "四排镇":
        assert "另有沿用上月数据的1个也计入，共计入4个。" in text


def test_a_mail_addresses_its_reader_by_rank(tmp_path):
    """A leader by title, who is asked to read; a unit's person by unit and name; without a name the unit itself."""
    workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    for name in ("目标", "报送"):
        shutil.copytree(SAMPLE / name, workspace.root / name, dirs_exist_ok=True)
    contacts = workspace.root / "通讯录.csv"
    contacts.write_text(
        "单位,联系人,邮箱,类别,职务\n县政府办,言立诚,y@luzhai.example,领导,主任\n江口乡,滕一舟,t@luzhai.example,,\n"
        "寨沙镇,申屠云,s@luzhai.example,,党委委员\n中渡镇,,z@luzhai.example,,\n县人大办,韦主任,w@luzhai.example,领导,\n",
        "utf-8",
    )
    sent = {one.to.unit: one for one in mailing.month_letters(workspace, JUNE, AS_OF)}
    begins = {unit: one.text.split("\n\n")[0] for unit, one in sent.items()}
    assert begins == {
        "县政府办": "言主任：\n您好！",
        "江口乡": "江口乡滕一舟同志：\n您好！",
        "寨沙镇": "申屠党委委员：\n您好！",
        "中渡镇": "中渡镇：",
        "县人大办": "韦主任：\n您好！",
    }
    assert "现将鹿寨县2022年6月招商引资情况汇总表呈上，请审阅。" in sent["县政府办"].text
    assert "请查收" not in sent["县政府办"].text and "请查收" in sent["江口乡"].text
