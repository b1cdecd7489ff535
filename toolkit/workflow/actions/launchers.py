"""How does a desk without Excel press a button? With a file to double-click for each, and a window that waits."""

from pathlib import Path, PurePath

from toolkit.files import saving
from toolkit.model.control import BUTTONS, Button
from toolkit.workflow.steps.workspace import Workspace

WINDOWS, LINUX = "Windows", "麒麟和统信"
NOT_INSTALLED = "这台电脑上还没有装好招商工具箱。请双击安装包里的“{installer}”安装一次，再双击本文件。"
# ASCII before chcp: until then cmd reads the file by the machine's code page. The program itself tells its result and
# waits; only where it could not even begin is the window kept open here. tests/cmd_lint.py reads it.
_CMD = """@echo off
rem Does what the button does, in a window of its own. Made by "zhaoshang build"; runs from where it lies.
setlocal enableextensions
chcp 65001 >nul
if errorlevel 1 echo This console cannot show Chinese; the work goes on.
title {caption}
set "PYTHONUTF8=1"
set "VENV_PYTHON=%LOCALAPPDATA%\\zhaoshang\\venv\\Scripts\\python.exe"
if not exist "%VENV_PYTHON%" goto missing
pushd "%~dp0..\\.."
if errorlevel 1 goto nofolder
"%VENV_PYTHON%" -P -m toolkit.cli run {action} --window
if errorlevel 2 pause
popd
exit /b 0

:missing
echo {missing}
pause
exit /b 1

:nofolder
echo 进不了工作文件夹。请核对它是不是还在原来的地方、能不能打开，再双击本文件。
pause
exit /b 1
"""
_SH = """#!/bin/sh
# Does what the button does, in a window of its own. Made by "zhaoshang build"; runs from where it lies.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
python=${{ZHAOSHANG_PYTHON:-${{XDG_DATA_HOME:-$HOME/.local/share}}/zhaoshang/venv/bin/python}}
export PYTHONUTF8=1
case ${{LC_ALL:-${{LC_CTYPE:-${{LANG:-}}}}}} in
*[Uu][Tt][Ff]*8*) ;;
*) export LC_ALL=C.UTF-8 ;;
esac
if [ -z "${{ZHAOSHANG_IN_WINDOW:-}}" ] && [ ! -t 1 ]; then
    export ZHAOSHANG_IN_WINDOW=1
    for terminal in mate-terminal deepin-terminal xfce4-terminal konsole gnome-terminal xterm x-terminal-emulator; do
        command -v "$terminal" >/dev/null 2>&1 || continue
        case $terminal in
        mate-terminal | xfce4-terminal) exec "$terminal" -x sh "$here/$(basename "$0")" ;;
        gnome-terminal) exec "$terminal" -- sh "$here/$(basename "$0")" ;;
        xterm) exec "$terminal" -fa Monospace -fs 12 -e sh "$here/$(basename "$0")" ;;
        *) exec "$terminal" -e sh "$here/$(basename "$0")" ;;
        esac
    done
fi
stopped() {{
    printf '%s\\n按回车关闭本窗口。' "$1"
    read -r _
    exit 1
}}
[ -x "$python" ] || stopped '{missing}'
cd "$here/../.." || stopped '进不了工作文件夹。请核对它是不是还在原来的地方，再双击本文件。'
"$python" -P -m toolkit.cli run {action} --window
[ $? -lt 2 ] || stopped '没有做成，原因见上面。'
"""
_DESKTOP = """[Desktop Entry]
Type=Application
Version=1.0
Name={caption}
Comment={hint}
Exec=sh {script}
Path={folder}
Icon=x-office-spreadsheet
Terminal=false
Categories=Office;
"""


def write_launchers(workspace: Workspace) -> Path:
    """Write 按钮 anew: for each button a .cmd for Windows, a .desktop and a .sh for 麒麟 and 统信; return the folder.

    A .cmd and a .sh find the workspace from where they lie.  A .desktop needs whole paths: where the workspace has been
    moved, ``zhaoshang build`` writes them anew.
    """
    folder = workspace.launchers.resolve()
    for number, one in enumerate(BUTTONS, 1):
        name = f"{number:02d} {one.caption}"
        for former in folder.glob(f"*/[0-9][0-9] {one.caption}.*"):
            if former.stem != name:  # an earlier version had it at another place of the month
                former.unlink()
        saving.save(windows_launcher(one), folder / WINDOWS / f"{name}.cmd")
        script = saving.save(linux_launcher(one), folder / LINUX / f"{name}.sh")
        entry = saving.save(desktop_entry(one, script, workspace.root.resolve()), folder / LINUX / f"{name}.desktop")
        for path in (script, entry):
            # A desktop starts only what its owner may run.
            path.chmod(0o755)
    return folder


def windows_launcher(one: Button) -> bytes:
    """Return the .cmd of a button: UTF-8 without a mark, Windows line ends."""
    text = _CMD.format(caption=one.caption, action=one.action, missing=NOT_INSTALLED.format(installer="安装.cmd"))
    return text.replace("\n", "\r\n").encode()


def linux_launcher(one: Button) -> bytes:
    """Return the .sh of a button; it looks for a terminal where it has none."""
    return _SH.format(action=one.action, missing=NOT_INSTALLED.format(installer="安装.sh")).encode()


def desktop_entry(one: Button, script: PurePath, root: PurePath) -> bytes:
    """Return the .desktop of a button, by the freedesktop.org specification."""
    text = _DESKTOP.format(caption=one.caption, hint=one.hint, script=_quoted(str(script)), folder=_escaped(str(root)))
    return text.encode()


def _escaped(text: str) -> str:
    r"""Return a text as a value of a .desktop file.

    >>> _escaped("/home/a b\\c")
    '/home/a b\\\\c'
    """
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _quoted(argument: str) -> str:
    r"""Return an argument of Exec: quoted for the command line, % doubled, then escaped as any value.

    >>> print(_quoted('/home/100%/“$鹿寨”'))
    "/home/100%%/“\\$鹿寨”"
    """
    for sign in '\\"`$':
        argument = argument.replace(sign, f"\\{sign}")
    return _escaped(f'"{argument.replace("%", "%%")}"')
