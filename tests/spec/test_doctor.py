"""What a computer has and lacks, each with what to do: ``zhaoshang doctor`` and the button 检查本机.

Windows' own answers (registry, drives) are given by stand-ins here; nothing was asked of a real Windows yet.
"""

import errno
import os
import socket
import sys
import types
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import Self

import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.files import saving
from toolkit.workflow.actions.toolbox import new_settings
from toolkit.workflow.steps import computer, places
from toolkit.workflow.steps.workspace import create_workspace

TODAY = date(2022, 7, 6)


@pytest.fixture
def workspace(tmp_path):
    """A fresh workspace of Luzhai."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")


def looks(workspace, today: date = TODAY) -> dict[str, computer.Look]:
    """Look at this computer; one line for each thing."""
    return {one.what: one for one in computer.look(workspace.root, workspace.settings, today)}


def mailed(workspace, port: int) -> None:
    """Write a mail server on this machine into the settings."""
    text = workspace.settings.read_text("utf-8").replace(
        "[readings]", f'[mail]\nhost = "127.0.0.1"\nport = {port}\nuser = "a@b.example"\n\n[readings]'
    )
    workspace.settings.write_text(text, "utf-8")


def test_everything_that_the_toolbox_needs_has_a_line(workspace):
    """In the order in which it would be missed."""
    assert list(looks(workspace)) == [
        "系统", "Python", "表格程序", "公文字体", "文字编码", "写入权限", "磁盘空间", "文件夹位置", "邮件设置", "放假安排",
    ]  # fmt: skip


def test_nothing_is_left_behind_by_looking(workspace):
    """The folder is written to and is as it was."""
    before = sorted(workspace.root.rglob("*"))
    looks(workspace)
    assert sorted(workspace.root.rglob("*")) == before


def test_what_is_lacking_is_marked_and_ends_with_1(workspace, monkeypatch):
    """！ before it, → and what to do under it; a computer that lacks nothing ends with 0."""
    monkeypatch.setattr(computer, "_fonts", lambda: computer.Look("公文字体", "都有"))
    monkeypatch.setattr(computer, "programs", lambda: ("WPS 表格",))
    fine = CliRunner().invoke(main, ["doctor", "-w", str(workspace.root)])
    assert (fine.exit_code, "没有要处理的" in fine.output, "！" in fine.output) == (0, True, False)
    assert "WPS 表格；没有微软 Excel，用“按钮”文件夹里的图标" in fine.output
    monkeypatch.setattr(computer, "programs", lambda: ())
    lacking = CliRunner().invoke(main, ["doctor", "-w", str(workspace.root)])
    assert lacking.exit_code == 1
    assert "！表格程序：没有找到\n　　→ 请安装微软 Excel、WPS 或 LibreOffice 中的一个" in lacking.output
    assert "1 项要处理" in lacking.output


def test_outside_of_a_workspace_there_is_no_mail_to_look_at(tmp_path):
    """It may be run before there is a workspace."""
    assert "邮件设置" not in {one.what for one in computer.look(tmp_path, None, TODAY)}


def test_a_mail_server_is_reached_or_not(workspace, monkeypatch):
    """Only the connection is tried: nothing is said to it, and no password leaves."""
    monkeypatch.setenv("ZHAOSHANG_MAIL_PASSWORD", "x")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        mailed(workspace, port)
        assert looks(workspace)["发件服务器"] == computer.Look("发件服务器", f"连得上 127.0.0.1:{port}")
        assert looks(workspace)["发件授权码"].found == "有 a@b.example 的"
    assert looks(workspace)["发件服务器"].found == f"连不上 127.0.0.1:{port}"
    assert "请核对网络" in looks(workspace)["发件服务器"].to_do


def test_a_missing_password_names_the_keyring(workspace, monkeypatch):
    """The sentence of sending, before anything is sent."""
    monkeypatch.delenv("ZHAOSHANG_MAIL_PASSWORD", raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    mailed(workspace, 9)
    assert "keyring set zhaoshang a@b.example" in looks(workspace)["发件授权码"].to_do


def test_wrong_mail_settings_are_one_line(workspace):
    """The sentence that sending would say."""
    workspace.settings.write_text(workspace.settings.read_text("utf-8") + "\n[mail]\nhost = 3\n", "utf-8")
    assert "[mail] 里" in looks(workspace)["邮件设置"].to_do


def test_holidays_end_with_the_last_order_that_is_known(workspace):
    """The State Council's order for a year appears in the autumn before."""
    assert looks(workspace, date(2022, 7, 6))["放假安排"] == computer.Look("放假安排", "到2023年")
    assert "换用新版的工具箱" in looks(workspace, date(2040, 1, 2))["放假安排"].to_do


def test_a_folder_that_may_not_be_written_to(workspace, monkeypatch):
    """The sentence of writing, which names the folder."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(saving.os, "fsync", refuse)
    assert "没有权限写入文件夹" in looks(workspace)["写入权限"].to_do


@pytest.mark.parametrize(
    ("place", "environment", "cloud"),
    [
        (r"C:\Users\a\OneDrive - 县招商中心\鹿寨2022", {}, "“OneDrive - 县招商中心”"),
        (r"c:\users\A\网盘\鹿寨2022", {"OneDriveCommercial": "C:\\Users\\a\\网盘\\"}, " OneDrive "),
        (r"C:\Users\a\网盘二\鹿寨2022", {"OneDrive": r"C:\Users\a\网盘"}, ""),
        (r"D:\坚果云\鹿寨2022", {}, "“坚果云”"),
        (r"D:\招商工作", {}, ""),
    ],
)
def test_a_cloud_folder_is_known_by_windows_or_by_its_name(place, environment, cloud):
    """Windows' names are the same in capitals and small letters; a longer name is another folder."""
    assert places.cloud_of(PureWindowsPath(place), environment) == cloud


@pytest.mark.parametrize(
    ("place", "shared"), [(r"\\server\招商\鹿寨", True), (r"\\?\C:\鹿寨", False), ("/srv/鹿寨", False)]
)
def test_another_computers_folder_is_known(place, shared):
    """By two backslashes in front; a long local path has them, too, with a question mark."""
    assert places.is_shared(PureWindowsPath(place) if "\\" in place else Path(place)) is shared


def test_a_share_of_linux_is_known_by_its_mount(tmp_path):
    """The longest mount above a folder says which kind of file system it is on."""
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/a / ext4 rw 0 0\n//srv/x /mnt/招商\\040共享 cifs rw 0 0\n", "utf-8")
    assert places._system_of(Path("/mnt/招商 共享/鹿寨"), mounts) == "cifs"
    assert places._system_of(Path("/mnt/别的"), mounts) == "ext4"


def test_init_in_a_cloud_folder_says_what_follows_and_keeps_the_place(tmp_path, monkeypatch):
    """Excel knows such a workbook by an address: its folder is written into 设置."""
    monkeypatch.setenv("OneDrive", str(tmp_path))
    done = CliRunner().invoke(main, ["init", str(tmp_path / "鹿寨"), "--scheme", "luzhai-2022"])
    assert done.exit_code == 0, done.output
    assert "请注意：这个文件夹在 OneDrive 里" in done.output
    workspace = create_workspace(tmp_path / "鹿寨", "luzhai-2022")
    assert new_settings(workspace, TODAY).root == str(tmp_path / "鹿寨")
    monkeypatch.delenv("OneDrive")
    assert new_settings(workspace, TODAY).root == "", "elsewhere a workspace may be moved freely"


def test_a_very_deep_folder_is_said(tmp_path):
    """Windows ends at 260 signs, and what the toolbox makes lies below."""
    deep = tmp_path / ("很长的名字" * 20)
    (found, to_do), *_ = places.drawbacks(deep)
    assert f"的位置有{len(str(deep))}个字" in found and "请改放在层次少的文件夹里" in to_do


class Key:
    """One key of a registry that is held in memory."""

    def __init__(self, tree: dict, path: str) -> None:
        self.path = path.lower()
        self.values = tree.get(self.path)
        self.below = sorted(name for name in tree if name.rpartition("\\")[0] == self.path)
        if self.values is None and not self.below:
            raise FileNotFoundError(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def Close(self) -> None:
        """End; nothing is held."""


@pytest.fixture
def windows(monkeypatch):
    """A Windows as far as it is asked: a registry to fill in."""
    tree: dict[str, dict[str, str]] = {}

    def open_key(hive: object, path: str) -> Key:
        return Key(tree, f"{hive.path}\\{path}" if isinstance(hive, Key) else path)

    winreg = types.SimpleNamespace(
        HKEY_CURRENT_USER=0, HKEY_LOCAL_MACHINE=1, OpenKey=open_key,
        QueryInfoKey=lambda key: (len(key.below), 0, 0),
        EnumKey=lambda key, number: key.below[number].rpartition("\\")[2],
        QueryValueEx=lambda key, name: (key.values[name], 1),
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    monkeypatch.setattr(computer.sys, "platform", "win32")
    return tree


def test_programs_of_windows_are_those_that_are_registered(windows):
    """App Paths, the user's own or everybody's."""
    assert computer.programs() == ()
    windows[r"software\microsoft\windows\currentversion\app paths\et.exe"] = {}
    assert computer.programs() == ("WPS 表格",)
    windows[r"software\microsoft\windows\currentversion\app paths\excel.exe"] = {}
    assert computer.programs() == ("微软 Excel", "WPS 表格")


def test_the_workspace_is_a_trusted_location_or_not(windows, monkeypatch, tmp_path):
    """Excel keeps them a key each, for each version; a variable in one is filled in."""
    assert "第 3 步" in computer._trusted(tmp_path / "鹿寨").to_do
    monkeypatch.setenv("PLACE", str(tmp_path))
    windows[r"software\microsoft\office\16.0\excel\security\trusted locations\location7"] = {"Path": "${PLACE}"}
    assert computer.trusted_locations() == (tmp_path,)
    assert computer._trusted(tmp_path / "鹿寨").to_do == ""
    assert os.path.expandvars("${PLACE}") == str(tmp_path)
