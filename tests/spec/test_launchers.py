"""A desk without Excel: every launcher of 按钮 is pressed on a screen, its window is read, and what it made is looked at.

Pressed are those for Linux, in Debian's xterm; those for Windows are read by the linter, and not run anywhere yet.
"""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from tests.cmd_lint import problems
from tests.screen import Screen, need_screen
from tests.walks import laid_out_at
from toolkit.model.control import BUTTONS, button
from toolkit.workbooks.control.cells import logged_lines
from toolkit.workflow.actions.demo import COPIED, SAMPLES
from toolkit.workflow.actions.launchers import LINUX, WINDOWS, desktop_entry, write_launchers
from toolkit.workflow.actions.toolbox import rebuild
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

# What the window says, what is made below 输出/2022-06, and what is answered where the work asks first ("": 回车).
PRESSES = {
    "collect": ("也没有写微信、QQ 保存文件的文件夹，不知道从哪里收", (), None),
    "check": ("校验了 12 个文件", ("问题清单.xlsx", "退回修改/*.xlsx"), None),
    "consolidate": ("2022年6月计入汇总 69 个项目", ("*招商引资情况汇总表.xlsx",), None),
    "reconcile": ("与上级系统核对上", ("系统核对.xlsx",), None),
    "notices": ("催报通知：输出/2022-06/通知/催报通知.docx", ("通知/进度通报.docx",), None),
    "approvals": ("写好 3 份外出招商审批表。", ("出行/*审批表.docx",), None),
    "records": ("写好 3 份外出招商信息记录表。", ("出行/*信息记录表.docx",), None),
    "books": ("份考核用表，填过的没有改动。", (), None),
    "assess": ("2022年6月考核已生成。", ("*考核.xlsx",), None),
    "preview_mail": (
        "写好 17 封邮件（催报3封、退回修改5封、呈阅1封、请核对7封、请查阅1封），还没有发送。",
        ("待发邮件/预览.html",),
        None,
    ),
    "send_mail": ("没有发送。", (), "将发送 17 封邮件（催报3封、退回修改5封、呈阅1封、请核对7封、请查阅1封）"),
    "send_record": ("还没有发过邮件，也没有收过邮件。", (), None),
    "publish": ("没有定稿。", (), "2022年6月第1次定稿，"),
    "new_year": ("没有结转，什么也没有写。", (), "将从2022年6月结转到2023年"),
    "open_folder": ("输出/2022-06", (), None),
    "issue": ("生成2022年6月统计表 15 个。", ("下发/江口乡*.xlsx",), None),
    "claim": ("“待认领”里没有文件。", (), None),
    "decisions": ("待裁定 ", (), None),
    "write_notice": ("首页“写公文”旁边的黄色格子里还没有选", (), None),
    "trip_papers": ("首页“外出招商”旁边的黄色格子里还没有选", (), None),
    "calendar": ("2022年6月到期的事项 ", ("工作日历.ics", "工作日历.xlsx"), None),
    "doctor": ("检查结果：输出/检查本机.txt", ("../检查本机.txt",), None),
    "unit_pages": ("个单位的情况，没有发送。", ("单位情况/江口乡*.xlsx",), None),
    "picture": ("2022年6月的一图读懂已画好。", ("*一图读懂.png",), None),
}
# The operator's own settings are missing: one sentence, and the workbook stays as it was.
CANNOT = {"collect", "write_notice", "trip_papers"}
NOT_LOGGED = CANNOT | {"send_mail", "publish", "new_year"}


def named(folder: Path, action: str, suffix: str) -> Path:
    """Return the launcher of an action."""
    number = [one.action for one in BUTTONS].index(action) + 1
    return folder / f"{number:02d} {button(action).caption}{suffix}"


def words(entry: Path) -> list[str]:
    """Return the words of a .desktop's Exec, as the freedesktop.org specification has them read."""
    line = next(line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec="))
    value = re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t", "s": " "}.get(found[1], found[1]), line[5:])
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)
    return [(re.sub(r"\\(.)", r"\1", inside) or bare).replace("%%", "%") for inside, bare in quoted]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A screen, and a workspace whose path has what breaks badly quoted commands."""
    need_screen()
    root = tmp_path_factory.mktemp("桌面") / "100% $HOME “鹿寨” & 'x'"
    workspace = open_workspace(laid_out_at(root, SAMPLES[0], COPIED))
    rebuild(workspace, date(2022, 7, 6), replace=False)
    write_launchers(workspace)
    screen = Screen(tmp_path_factory.mktemp("屏幕"))
    yield screen, root
    screen.close()


def logged(root: Path) -> int:
    """Return how many lines stand in 运行记录."""
    return logged_lines(root / "招商工具箱.xlsm")


@pytest.mark.parametrize("action", PRESSES)
def test_a_launcher_does_what_its_button_does(desk, action):
    """Double-clicked: a window with the result in words, 打开文件夹 on demand, and it waits until it is closed."""
    screen, root = desk
    says, made, question = PRESSES[action]
    before = logged(root)
    program = screen.start(*words(named(root / "按钮" / LINUX, action, ".desktop")))
    caption = re.escape(button(action).caption)
    if question is not None:
        screen.window(f"{caption}：正在做")
        assert question in screen.read("不做请直接回车").replace("\n", "")
        screen.press("Return")
    screen.window(f"{caption}：{'没有做成' if action in CANNOT else '已完成'}")
    assert says in screen.read("关闭本窗口").replace("\n", "")
    assert screen.ink() > 500
    screen.opened.unlink(missing_ok=True)
    screen.press("1", "Return")
    screen.read("关闭本窗口")
    screen.press("Return")
    assert screen.ended(program)
    assert screen.opened.read_text("utf-8").strip() == str(root / "输出")
    for pattern in made:
        assert list((root / "输出" / "2022-06").glob(pattern)), f"{pattern} was not made"
    assert logged(root) == before + (action not in NOT_LOGGED)


def test_a_computer_without_the_toolbox_is_told_in_the_window(desk):
    """No interpreter: the window names 安装.sh, and waits."""
    screen, root = desk
    there = screen.environment.pop("ZHAOSHANG_PYTHON")
    program = screen.start("sh", str(named(root / "按钮" / LINUX, "check", ".sh")))
    screen.window("^sh$")
    assert "请双击安装包里的“安装.sh”安装一次" in screen.read("按回车关闭本窗口").replace("\n", "")
    screen.press("Return")
    assert screen.ended(program)
    screen.environment["ZHAOSHANG_PYTHON"] = there


def test_every_button_is_pressed_here():
    """Who adds a button says what its window shows."""
    assert set(PRESSES) == {one.action for one in BUTTONS}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder 按钮 of a fresh workspace."""
    return write_launchers(create_workspace(tmp_path_factory.mktemp("新"), "luzhai-2022"))


@pytest.mark.parametrize("one", BUTTONS, ids=lambda one: one.action)
def test_a_launcher_for_windows_is_written_as_windows_reads_it(folder, one):
    """By the installer's linter; it calls the interpreter that 安装.cmd puts there, with the action."""
    content = named(folder / WINDOWS, one.action, ".cmd").read_bytes()
    assert problems(content) == []
    text = content.decode("utf-8")
    assert r'set "VENV_PYTHON=%LOCALAPPDATA%\zhaoshang\venv\Scripts\python.exe"' in text
    assert f"-m toolkit.cli run {one.action} --window\r\n" in text
    assert 'pushd "%~dp0..\\.."' in text, "a share has no drive letter: pushd gives it one"


def test_the_launchers_for_linux_may_be_run_and_are_valid(folder):
    """Executable, and a .desktop that desktop-file-validate passes; Exec leads to the .sh beside it."""
    for one in BUTTONS:
        script, entry = (named(folder / LINUX, one.action, suffix) for suffix in (".sh", ".desktop"))
        assert script.stat().st_mode & entry.stat().st_mode & 0o111 == 0o111
        assert words(entry) == ["sh", str(script)]
        if validator := shutil.which("desktop-file-validate"):
            done = subprocess.run([validator, entry], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout
        assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert len(list((folder / LINUX).iterdir())) == 2 * len(BUTTONS)


@pytest.mark.parametrize("place", ["/a b/鹿寨", '/100%/“x”/"y"', "/$HOME/`id`", "/back\\slash/n"])
def test_exec_is_one_word_whatever_the_path(tmp_path, place):
    """Desktop Entry Specification, «The Exec key»: quoted, % doubled, and escaped again as a value."""
    entry = tmp_path / "x.desktop"
    entry.write_bytes(desktop_entry(BUTTONS[0], PurePosixPath(place) / "01.sh", PurePosixPath(place)))
    assert words(entry) == ["sh", f"{place}/01.sh"]
