"""Other places: folders of the mailbox that the office names, and those in which a chat program saves files."""

import os
import shutil
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.mailroom import (  # noqa: F401 - fixtures
    ARRIVED,
    JIANGKOU,
    LAGOU,
    SENDER,
    SINCE,
    collecting_office,
    kept,
    mail_arrives,
)
from tests.servers import USER, inbox
from toolkit.cli import main
from toolkit.model.control import ControlSettings
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions import buttons
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.actions.from_folders import copy_from
from toolkit.workflow.steps import log_keeping, month
from toolkit.workflow.steps.claiming import claim
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.tables import silent
from toolkit.workflow.steps.workspace import Workspace, create_workspace, open_workspace

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 20)
SAVED = datetime(2022, 7, 4, 9, 30)


def set_folders(workspace: Workspace, *names: str) -> None:
    """Name folders of the mailbox in the settings."""
    settings = workspace.root / "设置.toml"
    listed = ", ".join(f'"{name}"' for name in names)
    settings.write_text(f"{settings.read_text('utf-8')}folders = [{listed}]\n", "utf-8")


@pytest.fixture
def filed(mailbox):
    """Put a mail into another folder of the mailbox; it is emptied afterwards."""
    made = []

    def put(folder: str, name: str, content: bytes, sender: str = SENDER) -> None:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, USER, "报送6月统计表"
        mail.set_content("请查收。")
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        with inbox(mailbox["tls"]) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            made.append(folder)
            client.append(folder, mail.as_bytes(), msg_time=ARRIVED)

    yield put
    with inbox(mailbox["tls"]) as client:
        for folder in dict.fromkeys(made):
            client.delete_folder(folder)


@pytest.mark.parametrize(("named", "there"), [("报表", "报表"), ("垃圾箱", "Junk"), ("垃圾箱", "垃圾邮件")])
def test_the_folders_that_the_office_names_are_looked_into(workspace, arrives, filed, named, there):
    """Beside the inbox; 垃圾箱 is whatever the server calls it. Strangers in it are no news."""
    set_folders(workspace, named)
    arrives((LAGOU.name, LAGOU.read_bytes()), sender="lagou@luzhai.example")
    filed(there, JIANGKOU.name, JIANGKOU.read_bytes())
    filed(there, "x.xlsx", b"PK", sender="lottery@spam.example")
    found = collect(workspace, SINCE)
    assert sorted(row.unit for row in found.rows) == ["拉沟乡", "江口乡"] and found.strangers == ()
    assert collect(workspace, SINCE).rows == ()


def test_a_mail_that_is_moved_from_one_folder_to_another_is_not_collected_twice(workspace, filed, mailbox):
    """A clerk takes it out of 垃圾箱: it has a new number, but the same sender, minute and content."""
    set_folders(workspace, "垃圾箱")
    filed("Junk", JIANGKOU.name, JIANGKOU.read_bytes())
    collect(workspace, SINCE)
    with inbox(mailbox["tls"]) as client:
        client.select_folder("Junk")
        client.move(client.search(), "INBOX")
    (row,) = collect(workspace, SINCE).rows
    assert row.remark == "以前收过，没有再存" and len(read_log(workspace).lines) == len(kept(workspace)) == 1


def test_a_folder_that_is_not_there_is_said(workspace):
    """With those that there are."""
    set_folders(workspace, "不存在")
    with pytest.raises(ToolkitError, match="邮箱里没有文件夹“不存在”。现有：.*INBOX"):
        collect(workspace, SINCE)


# Folders of chat programs


@pytest.fixture
def chat(tmp_path) -> Path:
    """A folder as WeChat keeps it: a table of ours twice, another unit's, a price list, a photo, an open file's lock."""
    folder = tmp_path / "WeChat Files" / "File" / "2022-07"
    folder.mkdir(parents=True)
    shutil.copy(JIANGKOU, folder / "江口乡6月.xlsx")
    shutil.copy(JIANGKOU, folder / "江口乡6月(1).xlsx")
    shutil.copy(LAGOU, folder / "5月拉沟.xlsx")
    prices = openpyxl.Workbook()
    prices.active.append(["品名", "单价"])
    prices.save(folder / "报价.xlsx")
    (folder / "合影.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "~$江口乡6月.xlsx").write_bytes(b"lock")
    for path in folder.iterdir():
        os.utime(path, (SAVED.timestamp(), SAVED.timestamp()))
    return folder.parent


@pytest.fixture
def office(tmp_path) -> Workspace:
    """An office without a mailbox."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")


def test_tables_are_copied_by_the_rules_of_the_mail_and_nothing_else(office, chat):
    """Ours into 报送 or 待认领, once; what is no table of ours is counted and left alone, the folder is as it was."""
    before = {path: (path.read_bytes(), path.stat().st_mtime) for path in chat.rglob("*") if path.is_file()}
    copied = copy_from(office, [chat], SINCE, JUNE, SINCE)
    assert kept(office) == ["待认领/5月拉沟.xlsx", "报送/2022-06/江口乡6月(1).xlsx"]
    assert copied.others == 1 and len(copied.rows) == 2
    assert "文件名写的是5月" in next(row.remark for row in copied.rows if row.went_to == "待认领")
    lines = {line.place: (line.source, line.at_by, line.at) for line in read_log(office).lines}
    assert set(lines.values()) == {("文件夹", "文件时间（未登记）", "2022-07-04 09:30")} and len(lines) == 2
    assert before == {path: (path.read_bytes(), path.stat().st_mtime) for path in chat.rglob("*") if path.is_file()}


def test_what_a_unit_sent_and_cannot_be_a_table_is_named(office, chat):
    """A .wps, a PDF under a unit's name and month: said, and left where it is; licences and photos are nobody's table."""
    for name in ("江口乡6月.wps", "拉沟乡6月统计表.pdf", "江口乡营业执照6月.pdf", "江口乡合影.jpg", "6月.wps"):
        (chat / name).write_bytes(b"%PDF")
        os.utime(chat / name, (SAVED.timestamp(), SAVED.timestamp()))
    copied = copy_from(office, [chat], SINCE, JUNE, SINCE)
    assert sorted(copied.said) == [
        "文件夹里有 1 个 PDF“拉沟乡6月统计表.pdf”，无法读取，没有取。请要 Excel 表。",
        "文件夹里有 1 份 WPS 文字文档“江口乡6月.wps”，无法读取，没有取。请要 Excel 表。",
    ]
    assert len(kept(office)) == 2


def test_what_was_taken_once_is_not_taken_again(office, chat):
    """Though it was claimed, changed, renamed or deleted in the workspace; a new content is taken."""
    copy_from(office, [chat], SINCE, JUNE, SINCE)
    claim(office, "拉沟", "拉沟乡", JUNE, SINCE)
    path = office.reports_of(JUNE) / "江口乡6月(1).xlsx"
    book = openpyxl.load_workbook(path)
    book.active["Z99"] = "核对过"
    book.save(path)
    log_keeping.keep(office, month.check_workspace(office, JUNE), JUNE, SINCE)
    assert copy_from(office, [chat], SINCE, JUNE, SINCE).rows == ()
    path.unlink()
    assert copy_from(office, [chat], SINCE, JUNE, SINCE).rows == ()
    book.active["Z99"] = "更正"
    book.save(chat / "江口乡6月更正.xlsx")
    os.utime(chat / "江口乡6月更正.xlsx", (SAVED.timestamp(), SAVED.timestamp()))
    assert [row.file for row in copy_from(office, [chat], SINCE, JUNE, SINCE).rows] == ["江口乡6月更正.xlsx"]


def test_the_command_takes_folders_from_its_option_or_the_settings(office, chat):
    """``collect --folder DIR``; with folders in 设置.toml and no mailbox, ``collect`` alone."""
    typed = ["collect", "-w", str(office.root), "--since", "2022-01-01", "--period", "2022-06"]
    said = CliRunner().invoke(main, [*typed, "--folder", str(chat)]).output
    assert "江口乡  07-04 09:30 → 报送/2022-06/江口乡6月" in said
    assert "从文件夹收到表 2 份。另有 1 个表格、压缩包里没有招商引资统计表，没有取。" in said
    settings = office.root / "设置.toml"
    settings.write_text(f"folders = ['{chat}']\n{settings.read_text('utf-8')}", "utf-8")
    assert open_workspace(office.root).folders == (chat,)
    said = CliRunner().invoke(main, typed).output
    assert "从文件夹收到表 0 份。" in said and "收到附件" not in said
    settings.write_text(settings.read_text("utf-8").replace(str(chat), str(chat / "没有")), "utf-8")
    assert "没有文件夹" in str(CliRunner().invoke(main, typed).exception)


@pytest.mark.parametrize("stated", ['"D:/File"', "[1]", '[""]'])
def test_folders_are_a_list_of_texts(office, stated):
    """Anything else is one sentence."""
    settings = office.root / "设置.toml"
    settings.write_text(f"folders = {stated}\n{settings.read_text('utf-8')}", "utf-8")
    with pytest.raises(ToolkitError, match="folders 应是几个文件夹"):
        open_workspace(office.root)


def test_the_button_collects_what_the_settings_name(office, chat):
    """收邮件: neither a mailbox nor folders is one sentence; folders are copied from, and what waits is named."""
    settings = ControlSettings(str(office.root), "2022-06", "2022-07-20")

    def press():
        return buttons.run("collect", settings, AS_OF, silent, lambda _: True)

    with pytest.raises(ToolkitError, match="也没有写微信、QQ 保存文件的文件夹，不知道从哪里收"):
        press()
    written = office.root / "设置.toml"
    written.write_text(f"folders = ['{chat}']\n{written.read_text('utf-8')}", "utf-8")
    report = press()
    assert report.headline == "收到 2 个文件：放进“报送” 1 个，放进“待认领” 1 个。"
    assert any("5月拉沟.xlsx" in point for point in report.attention)
    assert press().headline == "收到 0 个文件：放进“报送” 0 个，放进“待认领” 0 个。"
