"""What did the former year's register know? 上年/项目来历.json, as new-year wrote it."""

from pathlib import Path

import msgspec

from toolkit.model.errors import ToolkitError
from toolkit.model.former import FORM, NOTHING_FORMER, FormerYears


def read_former(path: Path) -> FormerYears:
    """Return what a former year left; nothing where there is no such file.

    Raises ``ToolkitError`` where it is damaged, or was written in a form that only a later program knows.
    """
    if not path.is_file():
        return NOTHING_FORMER
    again = "请在上年的工作文件夹里再结转一次"
    try:
        former = msgspec.json.decode(path.read_bytes(), type=FormerYears)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise ToolkitError(
            f"“{path.parent.name}/{path.name}”无法读取，上年的项目编号接不上。{again}，会重新写好。"
        ) from None
    if former.form > FORM:
        raise ToolkitError(
            f"“{path.parent.name}/{path.name}”是更新版本的工具箱写的，这个版本无法读取。请先升级工具箱。"
        )
    return former
