"""What did the office fill in on 设置.xlsx? Every value by its place in 设置.toml, or one sentence naming the cell."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from toolkit.files import texts
from toolkit.files.grid import RawCell, RawSheet
from toolkit.files.open_file import open_own_workbook
from toolkit.model.cells import column_letter
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.office_settings import (
    ITEM,
    MARK_SHEET,
    NO,
    VALUE,
    YES,
    OfficeSetting,
    Place,
    Stated,
)

MOST_SAID = 5
SENDER, LOGIN = ("mail", "from"), ("mail", "user")
_ADDRESS = expression(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SECRET = expression("(?i)密码|授权码|password|passwd")
_WORDS = {YES: True, NO: False, "TRUE": True, "FALSE": False}


class SettingsSheet(Struct, frozen=True):
    """What stands on 设置.xlsx: the values by their places, ``None`` where a cell is empty; and the tool's own mark."""

    values: Mapping[Place, Stated | None]
    mark: str


def read_settings_sheet(path: Path, settings: Iterable[OfficeSetting]) -> SettingsSheet:
    """Return the values of a 设置.xlsx; a line that was deleted has none, an unknown one that is empty is passed over.

    Raises ``ToolkitError`` naming each cell whose value cannot be taken, what stands there, and an example.
    """
    known: dict[str, dict[str, OfficeSetting]] = {}
    for one in settings:
        known.setdefault(one.sheet, {})["".join(one.name.split())] = one
    values: dict[Place, Stated | None] = {}
    cells: dict[Place, str] = {}
    slips: list[str] = []
    sheets = {sheet.name: sheet for sheet in open_own_workbook(path).sheets}
    for name, of_sheet in known.items():
        if name in sheets:
            for cell, setting, typed in _lines(sheets[name], of_sheet, slips):
                cells[setting.place] = cell
                if setting.place in values:
                    slips.append(f"{cell}：“{setting.name}”写了两行，请删去一行")
                    continue
                try:
                    values[setting.place] = _value(setting, typed)
                except ValueError as why:
                    slips.append(f"{cell}（{setting.name}）写的是“{_shown(typed)}”，{why}")
    if not slips:
        slips += _no_sender(values, cells)
    if not values and not slips:
        raise ToolkitError(f"{path.name} 的表头不对，应有：{ITEM}、{VALUE}。请删去这个文件，再生成一次工具箱。")
    if slips:
        more = f"；另有{len(slips) - MOST_SAID}处" if len(slips) > MOST_SAID else ""
        raise ToolkitError(f"{path.name} 有填得不对的，设置没有改动：{'；'.join(slips[:MOST_SAID])}{more}。")
    mark = sheets[MARK_SHEET].cell(1, 1).text if MARK_SHEET in sheets else ""
    return SettingsSheet(values, mark)


def _no_sender(values: Mapping[Place, Stated | None], cells: Mapping[Place, str]) -> list[str]:
    """Return what is missing where a mailbox is filled in, and nobody that letters come from."""
    filled = any(place[0] == "mail" and value is not None for place, value in values.items())
    sender = values.get(SENDER) or values.get(LOGIN) or ""
    if not filled or SENDER not in cells or _ADDRESS.fullmatch(str(sender)):
        return []
    return [f"{cells[SENDER]}（发件邮箱）空着，填了邮箱的其他各项就要填，例如 name@163.com"]


def _lines(
    sheet: RawSheet, known: Mapping[str, OfficeSetting], slips: list[str]
) -> Iterable[tuple[str, OfficeSetting, RawCell]]:
    """Yield (cell in words, setting, cell) of the lines below the heading; a line that is none of ours is a slip."""
    head = next((row for row in sheet.rows if {ITEM, VALUE} <= {text for _, text in sheet.row_texts(row)}), None)
    if head is None:
        return
    columns = {text: column for column, text in reversed(sheet.row_texts(head))}
    for row in sheet.rows:
        name, typed = sheet.cell(row, columns[ITEM]).text, sheet.cell(row, columns[VALUE])
        place = f"“{sheet.name}”表 {column_letter(columns[VALUE])}{row} 单元格"
        if row <= head or not (name or typed.text):
            continue
        if setting := known.get("".join(name.split())):
            yield place, setting, typed
        elif typed.text and _SECRET.search(name):
            slips.append(f"{place}填了“{name}”。密码和授权码不能写在表里，请删去并更换授权码，存入系统的密码保管箱")
        elif typed.text:
            near = texts.nearest(name, known)
            slips.append(f"{place}填了内容，但没有“{name}”这一项{f'，是不是“{near}”' if near else ''}")


def _shown(cell: RawCell) -> str:
    return cell.error or " ".join(cell.text.split())


def _value(setting: OfficeSetting, cell: RawCell) -> Stated | None:
    """Return a cell's value; raises ``ValueError`` with what is wrong and an example."""
    example = f"例如 {setting.example}"
    if cell.error:
        raise ValueError(f"是公式出错。请直接填写，{example}")
    if not cell.text:
        if setting.needed:
            raise ValueError(f"不能空着，{example}")
        return None
    return _KINDS[setting.kind](setting, cell, example)


def _line(_: OfficeSetting, cell: RawCell, example: str) -> str:
    if any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in cell.text):
        raise ValueError(f"应写成一行，{example}")
    return cell.text


def _address(_: OfficeSetting, cell: RawCell, example: str) -> str:
    # A space beside the @ is a slip of the finger; one elsewhere may stand between two addresses.
    text = re.sub(r" *@ *", "@", unicodedata.normalize("NFKC", cell.text).removeprefix("mailto:"))
    if not _ADDRESS.fullmatch(text):
        raise ValueError(f"不是一个邮箱，{example}")
    return text


def _whole(cell: RawCell) -> int | None:
    text = unicodedata.normalize("NFKC", cell.text)
    number = float(text) if re.fullmatch(r"\d{1,9}(?:\.\d+)?", text) else 0.5
    return int(number) if number.is_integer() else None


def _port(_: OfficeSetting, cell: RawCell, example: str) -> int:
    number = _whole(cell)
    if number is None or not 0 < number < 65536:
        raise ValueError(f"应是服务器的端口，{example}")
    return number


def _year(_: OfficeSetting, cell: RawCell, example: str) -> int:
    number = _whole(RawCell(cell.text.removesuffix("年")))
    if number is None or not 2000 <= number < 2100:
        raise ValueError(f"不是年份，{example}")
    return number


def _seconds(_: OfficeSetting, cell: RawCell, example: str) -> int | float:
    text = unicodedata.normalize("NFKC", cell.text).removesuffix("秒").strip()
    if not re.fullmatch(r"\d{1,4}(?:\.\d+)?", text) or float(text) > 3600:
        raise ValueError(f"应是秒数，{example}")
    return int(float(text)) if float(text).is_integer() else float(text)


def _yes(_: OfficeSetting, cell: RawCell, __: str) -> bool | None:
    if cell.text not in _WORDS:
        raise ValueError(f"请选“{YES}”或“{NO}”")
    # 否 says what an empty cell says.
    return _WORDS[cell.text] or None


def _choice(setting: OfficeSetting, cell: RawCell, _: str) -> str:
    plain = {"".join(name.split()): value for name, value in setting.choices.items()}
    plain |= {value: value for value in setting.choices.values()}
    typed = "".join(cell.text.split())
    if typed not in plain:
        near = texts.nearest(typed, plain)
        raise ValueError(
            f"请选：{'、'.join(f'“{one}”' for one in setting.choices)}".replace("”、“", "”“")
            + (f"，是不是“{near}”" if near else "")
        )
    return plain[typed]


def _list(setting: OfficeSetting, cell: RawCell, _: str) -> tuple[str, ...]:
    # A folder's name may have a 、 or a comma in it.
    between = "[；;\n]" if setting.place == ("folders",) else "[、，,；;\n]"
    return tuple(dict.fromkeys(one for part in re.split(between, cell.text) if (one := part.strip().strip('"“”'))))


_KINDS: Mapping[str, Callable[[OfficeSetting, RawCell, str], Stated | None]] = {
    "line": _line,
    "address": _address,
    "port": _port,
    "year": _year,
    "seconds": _seconds,
    "yes": _yes,
    "choice": _choice,
    "list": _list,
}
