"""Where are templates, macros and samples? Beside the code in the wheel, or in the root of a checkout."""

from pathlib import Path

from toolkit.model.errors import ToolkitError

TOOLKIT = Path(__file__).parent.parent
PACKAGED = TOOLKIT / "_data"
CHECKOUT = TOOLKIT.parent


def folder(name: str) -> Path:
    """Return the folder ``templates``, ``macros`` or ``sample_workbooks``, installed either way."""
    for root in (PACKAGED, CHECKOUT):
        if (root / name).is_dir():
            return root / name
    raise ToolkitError(f"安装不完整：缺少 {name} 文件夹。请重新安装。")
