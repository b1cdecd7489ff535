"""How does a launcher's window show what happens? Its title tells, the result stands in it, and it waits."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from toolkit.model.errors import ToolkitError

OPEN = "1"


def in_window(caption: str, work: Callable[[], str], folder: Path) -> bool:
    """Do a button's work in a window of its own, wait for its reader, and return whether it was done.

    ``work`` returns the text of the closing dialog; 打开文件夹 shows ``folder``.  The operator's mistake is one
    sentence here as everywhere; the window stays open, because nobody has read it yet.
    """
    title(f"{caption}：正在做……")
    click.echo(f"{caption}。请不要关闭本窗口。\n")
    try:
        said, done = work(), True
    except ToolkitError as error:
        said, done = f"不能继续：{error}", False
    click.echo(f"\n{said}\n")
    title(f"{caption}：{'已完成' if done else '没有做成'}")
    wait(folder)
    return done


def wait(folder: Path) -> None:
    """Wait until the window may be closed; show the folder as often as that is asked."""
    while _answer() == OPEN:
        if not show(folder):
            click.echo(f"打不开文件夹窗口，请自己打开：{folder}")


def _answer() -> str:
    try:
        return str(
            click.prompt(f"打开文件夹请输入 {OPEN} 再按回车，关闭本窗口请直接按回车", default="", show_default=False)
        ).strip()
    except (click.Abort, EOFError):
        return ""


def show(folder: Path) -> bool:
    """Show a folder in the file manager; return whether there is one."""
    from toolkit.workflow.actions.desk import show

    while not folder.is_dir():
        folder = folder.parent
    return show(folder)


def title(text: str) -> None:
    """Write a text on the window's frame, where there is one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetConsoleTitleW(text)
    elif sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        sys.stdout.write(f"\x1b]0;{text}\x07")
        sys.stdout.flush()
