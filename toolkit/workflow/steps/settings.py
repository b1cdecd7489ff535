"""What has the office settled for its workspace? The rules, the year and what else 设置.toml states."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from toolkit.files import texts
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.office_settings import READINGS_SHEET

NEW_SETTINGS = """# 本文件夹使用的规则
scheme = "{scheme}"
# 本文件夹的年份，一个文件夹只做一年
year = {year}
# {year}年的文件还没有下达、先照上年的办的，去掉下一行开头的 #
# continues = true
# 通知末尾的联系人，例如：联系人：韦某，联系电话：0772-0000000
contact = ""

# 收发邮件要写的 [mail]，见使用手册“发邮件”
# 各项也可以在 设置.xlsx 里填。改口径写在下面；有哪些口径（命令为 zhaoshang schemes show {scheme}）
[readings]
"""
KEYS = ("scheme", "year", "continues", "contact", "open_columns", "folders", "readings", "mail")


class Settings(Struct, frozen=True):
    """What 设置.toml states: a rulebook's id, the year (``None`` in a folder of 1.0), whether the document goes on."""

    scheme: str
    year: int | None
    continues: bool
    contact: str
    readings: Mapping[str, str]
    open_columns: tuple[str, ...]
    folders: tuple[Path, ...]


def read_settings(path: Path) -> Settings:
    """Return what the file states; raises ``ToolkitError`` naming the key and what to write."""
    return settings_from(path, texts.toml(path))


def settings_from(path: Path, settings: Mapping[str, Any]) -> Settings:
    """Return what the tables of a settings file state; raises as :func:`read_settings` does."""
    texts.only_known(settings, KEYS, path.name)
    name, contact, year = settings.get("scheme"), settings.get("contact", ""), settings.get("year")
    if not isinstance(name, str):
        raise ToolkitError(f'{path} 里没有写明规则，例如：scheme = "luzhai-2022"。')
    if not isinstance(contact, str):
        raise ToolkitError(f'{path} 里的 contact 应是一行文字，写在引号里，例如：contact = "联系人：韦某"。')
    if year is not None and (not isinstance(year, int) or year is True):
        raise ToolkitError(f"{path} 里的 year 写作“{year}”，不是年份。请写成 year = 2022，不加引号。")
    continues = settings.get("continues", False)
    if not isinstance(continues, bool):
        raise ToolkitError(f"{path} 里的 continues 写作 {continues!r}。沿用上年文件的写 continues = true，不加引号。")
    return Settings(
        name,
        year,
        continues,
        contact,
        readings=_readings(path.name, settings),
        open_columns=_open_columns(path.name, settings),
        folders=_folders(path, settings.get("folders", [])),
    )


def _open_columns(where: str, settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ledger's fields whose telephone numbers may go to everybody; they are written by their headings."""
    written = settings.get("open_columns", [])
    headings = {column.heading: column.field for column in LEDGER_COLUMNS if column.show == "text"}
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        raise ToolkitError(f'{where} 的 open_columns 应是几个列名，例如：open_columns = ["联系电话"]。')
    for one in written:
        if one not in headings:
            near = texts.nearest(one, headings)
            hint = f"是不是“{near}”？" if near else "列名见汇总表的“项目台账”。"
            raise ToolkitError(f"{where} 的 open_columns 写了“{one}”，没有这一列。{hint}")
    return tuple(headings[one] for one in written)


def _folders(path: Path, stated: object) -> tuple[Path, ...]:
    """Return the folders of chat programs, as stated or below the workspace."""
    if not isinstance(stated, list) or not all(isinstance(one, str) and one.strip() for one in stated):
        raise ToolkitError(
            f'{path.name} 的 folders 应是几个文件夹，例如：folders = ["D:/WeChat Files/办公室/FileStorage/File"]。'
        )
    return tuple(path.parent / Path(one.strip()).expanduser() for one in stated)


def _readings(where: str, settings: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the office's choices among the rulebook's readings."""
    chosen = settings.get("readings", {})
    if not isinstance(chosen, dict) or not all(isinstance(value, str) for value in chosen.values()):
        raise ToolkitError(
            f'{where} 的口径应写在 [readings] 下面，一行一项，值写在引号里，例如：statistics_due = "same-28"。'
            f"有哪些口径，见{READINGS_SHEET}，命令为 zhaoshang schemes show。"
        )
    return chosen
