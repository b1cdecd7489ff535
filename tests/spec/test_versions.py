"""Versions: of several files of one unit and month the last arrival counts, and it is said why."""

import csv
import io
import os
import shutil
from datetime import date, datetime

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.mailroom import SAMPLE
from toolkit.cli import main
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.master.timeliness_sheet import NAME
from toolkit.workflow.actions.from_folders import copy_from
from toolkit.workflow.actions.whole_month import run_month
from toolkit.workflow.steps.month import check_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

JUNE = ReportingPeriod(2022, 6)
SAVED = datetime(2022, 7, 5, 12)
SHEET = """
      | A | B      | C     | D      | E    | F    | G   | H           | I       | J
    1 | 2022年6月招商引资项目统计表
    2 | 填报单位：江口乡
    3 | HEADINGS
    4 | 1 | 林木业 | {name} | 某公司 | 1.5  | 山东 | 韦某 | 19900002035 | 2022年 | 签约
"""


@pytest.fixture
def office(tmp_path):
    """Return a June with 江口乡's files: name → (what 收件登记 says, when it was saved)."""

    def made(files: dict[str, tuple[str, datetime]], same: bool = False):
        workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
        folder = workspace.root / "报送" / "2022-06"
        folder.mkdir()
        register = io.StringIO()
        lines = csv.writer(register)
        lines.writerow(["期间", "文件", "收到日期"])
        for number, (name, (received, saved)) in enumerate(files.items()):
            drawn_sheet(SHEET.format(name="甲项目" if same else f"项目{number}"), folder / name)
            os.utime(folder / name, (saved.timestamp(), saved.timestamp()))
            if received:
                lines.writerow(["2022-06", name, received])
        (workspace.root / "收件登记.csv").write_text(register.getvalue(), "utf-8-sig")
        return run_month(workspace, JUNE, SAVED.date())

    return made


def counted(month) -> tuple[str, str]:
    """The file that counts for 江口乡, and why."""
    line = next(line for line in month.result.timeliness if line.unit == "江口乡")
    return line.file.removeprefix("2022-06/"), line.why


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        # (name, register, saved); the second counts
        (("江口乡6月报表.xlsx", "2022-07-04 09:00", 12), ("江口乡6月.xlsx", "2022-07-04 15:00", 12), "7月4日 15:00 收到，是最后一份"),
        (("江口乡6月（更正）.xlsx", "2022-07-04 09:00", 12), ("江口乡6月.xlsx", "2022-07-04 09:01", 12), "7月4日 09:01 收到"),
        (("江口乡6月最新修改.xlsx", "2022-07-04", 20), ("江口乡6月.xlsx", "2022-07-05", 8), "7月5日 收到，是最后一份"),
        (("江口乡6月最终稿.xlsx", "", 9), ("江口乡6月.xlsx", "", 15), "没有登记收到时间，按文件的修改时间（7月5日 15:00），是最后一份"),
        (("江口乡6月v2.xlsx", "2022-07-04 09:00", 20), ("江口乡6月.xlsx", "", 8), "没有登记收到时间，按文件的修改时间（7月5日 08:00）"),
        (("江口乡6月.xlsx", "", 20), ("江口乡6月报.xlsx", "2022-07-06", 8), "7月6日 收到"),
        (("江口乡6月.xlsx", "2022-07-04 09:00", 20), ("江口乡6月（更正）.xlsx", "2022-07-04 09:00", 8), "同一时间收到，文件名上标明的“更正”为准"),
        (("江口乡6月.xlsx", "2022-07-04", 20), ("江口乡6月（最新）.xlsx", "2022-07-04", 8), "登记没有写时间，文件名上标明的“最新”为准"),
        (("江口乡6月报表.xlsx", "2022-07-04", 9), ("江口乡6月.xlsx", "2022-07-04", 15), "按文件的修改时间，这一份最后（7月5日 15:00）"),
    ],
)  # fmt: skip
def test_the_last_arrival_counts_and_the_reason_is_said(office, first, second, why):
    """To the minute of the register, or of the file itself; a mark decides only where no time does. F112, 报送情况."""
    month = office({name: (received, SAVED.replace(hour=hour)) for name, received, hour in (first, second)})
    assert counted(month)[0] == second[0] and why in counted(month)[1]
    notes = [
        (f.cell.file, f.message) for one in month.result.submissions for f in one.findings if f.kind == "superseded"
    ]
    assert [file for file, _ in notes] == [f"2022-06/{first[0]}"] and why in notes[0][1]
    said = [
        cell.value for row in openpyxl.load_workbook(month.master)[NAME] for cell in row if isinstance(cell.value, str)
    ]
    assert any(first[0] in text and why in text for text in said)


@pytest.mark.parametrize("received", ["2022-07-04 09:00", "2022-07-04", ""])
@pytest.mark.parametrize("same", [True, False])
def test_two_that_nothing_tells_apart_are_asked_about(office, received, same):
    """Same minute, no mark: F130, unless they hold the same rows; nothing is chosen in silence."""
    month = office(dict.fromkeys(("江口乡6月.xlsx", "江口乡报表6月.xlsx"), (received, SAVED)), same)
    asked = [f for one in month.result.submissions for f in one.findings if f.kind == "version_unclear"]
    assert len(asked) == (0 if same else 1)
    assert "分不出先后" in counted(month)[1]


def test_the_last_of_three_counts_where_only_one_has_no_time(office):
    """A day without a clock may be the last: then the mark decides; the earlier of two with a clock never counts."""
    month = office(
        {
            "江口乡6月（更正）.xlsx": ("2022-07-04 09:00", SAVED),
            "江口乡6月.xlsx": ("2022-07-04 15:00", SAVED),
            "江口乡6月（修改）.xlsx": ("2022-07-04", SAVED),
        }
    )
    assert counted(month)[0] == "江口乡6月（修改）.xlsx"


@pytest.mark.parametrize("last", [9, 10])
def test_what_was_copied_from_a_folder_counts_by_the_time_of_its_file_there(tmp_path, last):
    """Not by that of the copy, nor by the number that the toolkit itself gave the second file of a name; one is asked."""
    workspace, folder = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022"), tmp_path / "微信"
    times = {"江口乡6月统计表.xlsx": last, "江口乡6月.xlsx": 9, "下载/江口乡6月.xlsx": 9}
    for number, (name, hour) in enumerate(times.items()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        drawn_sheet(SHEET.format(name=f"项目{number}"), folder / name)
        at = SAVED.replace(hour=hour).timestamp()
        os.utime(folder / name, (at, at))
    copied = copy_from(workspace, [folder], date(2022, 7, 1), JUNE, SAVED.date())
    assert sorted(row.file for row in copied.rows) == ["江口乡6月.xlsx", "江口乡6月统计表.xlsx", "江口乡6月（2）.xlsx"]
    month = run_month(open_workspace(workspace.root), JUNE, SAVED.date())
    asked = [f for one in month.result.submissions for f in one.findings if f.kind == "version_unclear"]
    if last == 10:
        why = "没有登记收到时间，按文件的修改时间（7月5日 10:00），是最后一份"
        assert counted(month) == ("江口乡6月统计表.xlsx", why) and asked == []
    else:
        assert counted(month)[1].endswith("文件的修改时间相同，分不出先后") and len(asked) == 1


def test_a_file_that_is_replaced_is_called_so_everywhere(tmp_path):
    """被取代 in what check says and counts, in its list and in the master's; its own findings are nobody's task now."""
    workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    folder = workspace.root / "报送" / "2022-06"
    folder.mkdir()
    for number, name in enumerate(("江口乡6月.xlsx", "江口乡6月更正.xlsx")):
        drawn_sheet(SHEET.format(name=f"项目{number}").replace("1.5 ", "待定" if not number else "1.5"), folder / name)
        at = SAVED.replace(hour=9 + number).timestamp()
        os.utime(folder / name, (at, at))
    root = str(workspace.root)
    said = CliRunner().invoke(main, ["check", "-w", root, "--period", "2022-06"]).output
    assert "【被取代】江口乡  2022-06/江口乡6月.xlsx：" in said and "共 2 个文件：已采用 1，被取代 1。" in said
    assert "F112" in said and "V104" not in said
    listed = tmp_path / "问题清单.xlsx"
    CliRunner().invoke(main, ["check", "-w", root, "--period", "2022-06", "--format", "xlsx", "--out", str(listed)])
    CliRunner().invoke(main, ["check", "-w", root, "--period", "2022-06", "--return-copies", str(tmp_path / "退回")])
    assert not list((tmp_path / "退回").glob("*")), "what nobody uses goes back to nobody"
    month = run_month(open_workspace(workspace.root), JUNE, SAVED.date())
    for path, sheet in ((listed, "文件一览"), (listed, "问题清单"), (month.master, "问题清单")):
        book = openpyxl.load_workbook(path)
        rows = [[str(value) for value in row] for row in book[sheet].iter_rows(values_only=True)]
        of_old = [row for row in rows if "2022-06/江口乡6月.xlsx" in row]
        assert of_old and not [row for row in of_old if "已采用" in row or "V104" in row]
    assert [row for row in of_old if "被取代" in row]


def test_a_correction_that_nobody_registered_says_so_beside_the_day_of_the_first(office):
    """按时（更正）: the first came in time; 收到日期 says which day, and that the day of the other is not known."""
    files = {"江口乡6月.xlsx": ("2022-07-04", SAVED), "江口乡6月更正.xlsx": ("", SAVED.replace(day=8))}
    month = office(files)
    (row,) = [row for row in openpyxl.load_workbook(month.master)[NAME].iter_rows(values_only=True) if "江口乡" in row]
    assert "按时（更正）" in row and "7月4日，更正件未记" in row and "未记" not in row


def test_a_target_table_among_the_reports_is_not_called_used(tmp_path):
    """It counts in 目标 alone: F137 says that it lies in the wrong place, in check and in the log."""
    workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    folder = workspace.root / "报送" / "2022-06"
    folder.mkdir()
    shutil.copy(next((SAMPLE / "目标").iterdir()), folder / "江口乡报目标任务分解表.xlsx")
    drawn_sheet(SHEET.format(name="甲项目"), folder / "江口乡6月.xlsx")
    said = CliRunner().invoke(main, ["check", "-w", str(workspace.root), "--period", "2022-06"]).output
    assert "【非报送表】2022-06/江口乡报目标任务分解表.xlsx：是目标任务分解表，放在“报送”里没有使用" in said
    (finding,) = next(one.findings for one in check_workspace(open_workspace(workspace.root), JUNE) if not one.table)
    assert (finding.code, finding.kind) == ("F137", "targets_among_reports")
    assert "“目标”文件夹" in said and "目标任务  " not in said and "已采用 1，非报送表 1" in said
