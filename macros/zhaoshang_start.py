"""Is the package ``toolkit`` that Python finds ours? Asked first, by a file of another name, for ours could not answer.

Somebody else's program may bear the same name: whichever lies first on the path is loaded, and ``zhaoshang`` would end
in a traceback about modules that are not there.
"""

import importlib.util
import sys
from pathlib import Path

OURS = "cli/__init__.py"
OPERATOR = 3


def run() -> None:
    """Run the command line, or say which other program stands in its place."""
    if said := another():
        sys.stderr.write(f"不能继续：{said}\n")
        sys.exit(OPERATOR)
    from toolkit.cli import run

    run()


def another() -> str:
    """Return what is to be said of a package ``toolkit`` that is not ours, '' where it is ours."""
    found = importlib.util.find_spec("toolkit")
    if found is None or found.origin is None:
        return "没有找到招商工具箱的程序。请重新安装：python -m pip install --force-reinstall zhaoshang-toolkit。"
    folder = Path(found.origin).parent
    if (folder / OURS).is_file() and "招商" in Path(found.origin).read_text("utf-8", "replace"):
        return ""
    return (
        f"这台电脑的 Python 里另有一个也叫 toolkit 的程序，先找到的是它：{folder}。您的文件没有改动。"
        "请管电脑的同志把它移走或改名；两个都要用的，把招商工具箱装进单独的环境（python -m venv 招商）。"
    )
