"""No command: what `zhaoshang` alone says of the workspace, and which command it gives to type next."""

import os
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.walks import laid_out
from toolkit.cli import home, main
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.letters import Contact, Letter, SendStatus
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions import workspace_state as states
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.actions.workspace_state import state_of
from toolkit.workflow.steps.month import consolidate_workspace, keep_decisions, master_name
from toolkit.workflow.steps.workspace import SEND_LEDGER, open_workspace

LUZHAI, JUNE, TODAY = SAMPLES[0], ReportingPeriod(2022, 6), date(2022, 7, 6)
TABLES = ("江口乡2022年6月报表.xlsx", "拉沟乡6月.xlsx")


@pytest.fixture
def root(tmp_path):
    """Luzhai's workspace with the targets and the tables of two units: one is right, one goes back."""
    root = laid_out(tmp_path, LUZHAI, ("目标", "报送"))
    shutil.rmtree(root / "报送" / "2022-05")
    for path in (root / "报送" / "2022-06").iterdir():
        if path.name not in TABLES:
            path.unlink()
    return root


def said(root: Path) -> list[str]:
    """The lines that are printed on a day in July."""
    return list(home.in_words(state_of(open_workspace(root), TODAY), root, TODAY))


def made(path: Path, hours: float = 0) -> Path:
    """An output, made now or some hours from now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    now = path.stat().st_mtime + 3600 * hours
    os.utime(path, (now, now))
    return path


def consolidated(root: Path) -> Path:
    """The place of June's master, which is taken as written an hour from now."""
    return made(root / "输出" / "2022-06" / "鹿寨县2022年6月招商引资情况汇总表.xlsx", 1)


def test_outside_of_a_workspace_three_lines_say_how_to_begin(tmp_path, monkeypatch):
    """init, demo, help."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert [command in line for line, command in zip(lines, ("init", "demo", "--help"), strict=True)] == [True] * 3


def test_every_folder_below_a_workspace_belongs_to_it(root, monkeypatch):
    """The state is shown, and commands work, from 报送/2022-06 as from the workspace itself."""
    monkeypatch.chdir(root / "报送" / "2022-06")
    done = CliRunner().invoke(main, [])
    assert done.exit_code == 0
    assert f"工作文件夹：{root}" in done.output
    assert "共 2 个文件" in CliRunner().invoke(main, ["check"]).output


def test_a_new_workspace_asks_for_the_targets_first(root):
    """Without targets nothing can be compared; without a period nothing was reported."""
    shutil.rmtree(root / "目标")
    shutil.rmtree(root / "报送")
    lines = said(root)
    assert "规则：《鹿寨县2022年投资促进工作方案》（鹿政办发〔2022〕10号）" in lines
    assert "报送月份：尚未收到任何月份的报表" in lines
    assert lines[-2:] == ["下一步：把目标任务分解表放进“目标”，放好后再看一次。", "    zhaoshang"]


def test_without_tables_they_are_asked_for(root):
    """Where to put them, and how to hand out blank ones; once those are out, for which month they are waited for."""
    shutil.rmtree(root / "报送")
    *_, todo, command = said(root)
    assert "“报送”下以月份命名的文件夹" in todo and command.strip() == "zhaoshang issue --period 2022-06"
    made(root / "输出" / "2022-07" / "下发" / "江口乡.xlsx")
    assert said(root)[-2:] == ["下一步：把各单位的表放进“报送/2022-07”，放好后校验。", "    zhaoshang check"]


def test_who_reported_who_is_missing_and_who_has_to_correct(root):
    """The two tables of June are read; thirteen of fifteen units sent nothing."""
    lines = said(root)
    assert "报送月份：2022年6月（“报送”里最近的一个月）" in lines
    assert "报送：2 个文件；应报 15 个单位，未报 13 个" in lines
    assert "　　　退回修改 1 个：拉沟乡" in lines
    assert "汇总表：还没有" in lines
    assert lines[-2:] == [
        "下一步：有表要退回，请生成退回修改稿。",
        "    zhaoshang check --return-copies 输出/2022-06/退回修改",
    ]


def test_a_large_month_is_told_by_its_file_names(root, monkeypatch):
    """More tables than can be read within a second are not read: the names say who sent one."""
    monkeypatch.setattr(states, "READ_AT_ONCE", 1)
    monkeypatch.setattr(states.tables, "read_files", None)
    assert "报送：2 个文件；应报 15 个单位，未报 13 个（表多，按文件名认的单位）" in said(root)


def test_a_table_newer_than_the_master_makes_it_old(root):
    """Then the next command, once the new table was checked, is to consolidate again."""
    consolidated(root)
    made(root / "报送" / "2022-06" / TABLES[0], 2)
    made(root / "输出" / "2022-06" / "退回修改" / "拉沟乡6月（退回修改）.xlsx", 2)
    lines = said(root)
    assert "汇总表：鹿寨县2022年6月招商引资情况汇总表.xlsx（报送表或裁定已变动，请重新汇总）" in lines
    assert lines[-2:] == ["下一步：报送的统计表或裁定已变动，请重新汇总。", "    zhaoshang consolidate"]


def test_then_return_copies_then_the_notice_then_the_letters(root):
    """Each step is asked for until its output is newer than the tables."""
    consolidated(root)
    out = root / "输出" / "2022-06"
    assert said(root)[-1].strip() == "zhaoshang check --return-copies 输出/2022-06/退回修改"
    made(out / "退回修改" / "拉沟乡6月（退回修改）.xlsx", 1)
    assert said(root)[-1].strip() == "zhaoshang notice 催报通知"
    made(out / "通知" / "催报通知.docx", 1)
    assert said(root)[-1].strip() == "zhaoshang send"
    made(out / "待发邮件" / "江口乡.eml", 1)
    assert said(root)[-1].strip() == "zhaoshang send --really"


def test_open_questions_are_counted_and_an_answer_makes_the_master_old(root):
    """裁定.xlsx is written with the master; once a person saved it later, the figures are no longer its own."""
    workspace = open_workspace(root)
    shutil.copy(LUZHAI_TABLES / TABLES[0], root / "报送" / "2022-06" / "江口乡2022年6月报表（更正）.xlsx")
    shutil.copytree(LUZHAI_TABLES, root / "报送" / "2022-06", dirs_exist_ok=True)
    result = consolidate_workspace(workspace, JUNE, TODAY)
    questions = keep_decisions(workspace, result)
    master = made(root / "输出" / "2022-06" / f"{master_name(result)}.xlsx", 1)
    made(root / "输出" / "2022-06" / "退回修改" / "拉沟乡6月（退回修改）.xlsx", 1)
    lines = said(root)
    assert f"裁定：{sum(one.is_open for one in result.decisions)} 项待裁定" in lines
    assert lines[-2] == "下一步：请在 裁定.xlsx 里填好“裁定”一列，保存后重新汇总。"
    book = openpyxl.load_workbook(questions)
    book.save(questions)
    later = master.stat().st_mtime + 3600
    os.utime(questions, (later, later))
    assert said(root)[-2] == "下一步：报送的统计表或裁定已变动，请重新汇总。"


LUZHAI_TABLES = Path(__file__).parents[2] / "sample_workbooks" / "luzhai_2022" / "报送" / "2022-06"


def test_letters_are_counted_by_what_became_of_them_and_doubt_comes_first(root):
    """A letter of which nobody knows whether it went out is looked into before anything is sent."""
    consolidated(root)
    for name in (
        "退回修改/拉沟乡6月（退回修改）.xlsx",
        "通知/催报通知.docx",
        "待发邮件/江口乡.eml",
        "待发邮件/拉沟乡.eml",
    ):
        made(root / "输出" / "2022-06" / name, 1)
    letters = [
        Letter(Contact(unit, "某人", f"{unit}@luzhai.example"), "六月", "请查收。\n", (), topic="luzhai-2022 2022-06")
        for unit in ("江口乡", "拉沟乡")
    ]
    with SendLedger(root / SEND_LEDGER) as ledger:
        claims = [ledger.claim(letter) for letter in letters]
        ledger.settle(claims[0], SendStatus.SENT, "", 1)
        ledger.hand_over(claims[1])
        lines = said(root)
        assert "邮件：草稿 2 封，已发出 1 封，不确定 1 封" in lines
        assert lines[-1].strip() == "zhaoshang send --list"
        ledger.settle(claims[1], SendStatus.SENT, "", 1)
    assert said(root)[-1].strip() == "zhaoshang publish"


def test_the_next_deadline_stands_there_until_the_year_is_over(root):
    """LZ-R3: on the 6th of July the next is the 5th of August; in another year the rules ask for nothing."""
    workspace = open_workspace(root)
    due = state_of(workspace, TODAY).due
    assert (due.day, due.kind) == (date(2022, 7, 31), "外出") or due.day <= date(2022, 8, 5)
    assert any(line.startswith("期限：2022-0") and "还有" in line for line in said(root))
    assert state_of(workspace, date(2024, 7, 6)).due is None


def test_what_cannot_be_read_is_said_and_stops_nothing(root):
    """A broken 裁定.xlsx is a line of the state, not the end of it."""
    (root / "裁定.xlsx").write_bytes(b"PK\x03\x04broken")
    lines = said(root)
    assert any("裁定.xlsx" in line for line in lines[:-2])
    assert lines[-1].startswith("    zhaoshang ")
