"""Where do templates, macros and samples lie? In the wheel beside the code, or in the checkout's root."""

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
