"""How many 元 is this? In any unit, typed in any way, or not at all certain."""

import re
from decimal import ROUND_HALF_UP, Decimal

from toolkit.intake.grid import RawCell
from toolkit.intake.reading import Read, compact
from toolkit.model.money import YI

UNITS = {"亿元": YI, "亿": YI, "万元": 10_000, "万": 10_000, "元": 1}
TENS = {"": 1, "十": 10, "百": 100, "千": 1_000}
UNIT_IN_TEXT = re.compile(r"亿元|万元|亿|万|元")
AMOUNT = re.compile(
    r"(?:人民币|¥|RMB)?(-?\d+(?:\.\d+)?|-?\.\d+)(?:([十百千]?)(亿元|亿|万元|万|元))?(?:人民币|整)?", re.IGNORECASE
)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
APPROXIMATE = re.compile(r"约|近|左右|上下|以上|以下|以内|余|多|超|不少于|不低于|预计|计划|暂定|\?")
RANGE = re.compile(r"\d(?:亿元?|万元?)?(?:-|~|至|到)\d")
FOREIGN = re.compile(r"美元|美金|USD|\$|欧元|EUR|€|港币|港元|HKD|日元|英镑", re.IGNORECASE)
DOLLAR_UNIT = re.compile(r"([亿万]?)(?:美元|美金|USD)", re.IGNORECASE)
DOLLAR_UNITS = {"亿美元": YI, "万美元": 10_000, "美元": 1}
DOLLARS = re.compile(r"(?:USD|US\$|\$)?(\d+(?:\.\d+)?)([亿万]?)(美元|美金|USD)?", re.IGNORECASE)
# A county's single project above this is a slip of the unit, never a fact; above the second, ask.
IMPOSSIBLE_YUAN = 100_000_000_000
UNLIKELY_YUAN = 20_000_000_000
UNLIKELY_SMALL_YUAN = 10_000


def unit_in(text: str) -> str:
    """Return the money unit named in a heading or note, as 亿元, 万元 or 元; '' if none is.

    >>> unit_in("投资总额（亿元）"), unit_in("单位：万元"), unit_in("总投资(亿)"), unit_in("投资额")
    ('亿元', '万元', '亿元', '')
    """
    match = UNIT_IN_TEXT.search(compact(text))
    if not match:
        return ""
    return match[0] if match[0].endswith("元") else match[0] + "元"


def read_amount(cell: RawCell, unit: str, column: str) -> Read[int]:
    """Return a cell's amount in whole 元; ``unit`` is the heading's (亿元, 万元, 元 or '')."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return _scaled(Decimal(str(cell.value)), unit, cell.text, column)
    typed = cell.text
    text = THOUSANDS.sub("", compact(typed))
    details = {"column": column, "typed": typed}
    if FOREIGN.search(text):
        return Read(None, (("foreign_currency", details),))
    if RANGE.search(text):
        return Read(None, (("range_value", details),))
    match = AMOUNT.fullmatch(text)
    if match is None:
        kind = "approx_value" if APPROXIMATE.search(text) and re.search(r"\d", text) else "unparseable_value"
        return Read(None, ((kind, details),))
    number, own_unit = Decimal(match[1]), match[3]
    if own_unit:
        return _with_own_unit(number * TENS[match[2]], own_unit, unit, details)
    read = _scaled(number, unit, typed, column)
    if read.value is None:
        return read
    as_text = ("number_as_text", {**details, "value": format(number.normalize(), "f")})
    return Read(read.value, (as_text, *read.remarks))


def _with_own_unit(number: Decimal, own_unit: str, unit: str, details: dict[str, str]) -> Read[int]:
    if number < 0:
        return Read(None, (("unparseable_value", details),))
    yuan = _whole(number * UNITS[own_unit])
    remarks = _plausible(yuan, details["typed"], "", details["column"])
    if yuan > IMPOSSIBLE_YUAN:
        return Read(None, remarks)
    if unit and UNITS[own_unit] != UNITS[unit]:
        example = format((Decimal(yuan) / UNITS[unit]).normalize(), "f")
        remarks = (("unit_in_cell_differs", {**details, "unit": unit, "example": example}), *remarks)
    return Read(yuan, remarks)


def _scaled(number: Decimal, unit: str, typed: str, column: str) -> Read[int]:
    if number < 0:
        return Read(None, (("unparseable_value", {"column": column, "typed": typed}),))
    if not unit:
        return Read(None, (("unit_unknown", {"typed": typed}),))
    yuan = _whole(number * UNITS[unit])
    remarks = _plausible(yuan, typed, unit, column)
    return Read(None if yuan > IMPOSSIBLE_YUAN else yuan, remarks)


def _plausible(yuan: int, typed: str, unit: str, column: str) -> tuple[tuple[str, dict[str, str]], ...]:
    size = "明显偏大" if yuan > UNLIKELY_YUAN else "明显偏小" if 0 < yuan < UNLIKELY_SMALL_YUAN else ""
    if not size:
        return ()
    return (("implausible_amount", {"column": column, "typed": typed, "unit": unit, "size": size}),)


def _whole(yuan: Decimal) -> int:
    """Round to whole 元: 0.1 + 0.2 typed by a formula is 0.30000000000000004."""
    return int(yuan.to_integral_value(ROUND_HALF_UP))


def dollars_in(text: str) -> str:
    """Return the unit of foreign money named in a heading, as 亿美元, 万美元 or 美元; 万美元 where none is.

    >>> dollars_in("实际利用外资（万美元）"), dollars_in("合同外资（美元）"), dollars_in("实际利用外资")
    ('万美元', '美元', '万美元')
    """
    match = DOLLAR_UNIT.search(compact(text))
    return f"{match[1]}美元" if match else "万美元"


def read_dollars(cell: RawCell, unit: str, column: str) -> Read[int]:
    """Return a cell's amount in whole 美元; another currency is asked about, never converted here.

    >>> read_dollars(RawCell("8300"), "万美元", "实际利用外资").value
    83000000
    """
    typed = cell.text
    text = THOUSANDS.sub("", compact(typed))
    details = {"column": column, "typed": typed}
    match = DOLLARS.fullmatch(text)
    if match is None:
        kind = "foreign_currency" if FOREIGN.search(text) else "unparseable_value"
        return Read(None, ((kind, details),))
    own = f"{match[2]}美元" if match[3] or match[2] else unit
    return Read(_whole(Decimal(match[1]) * DOLLAR_UNITS[own]))


def read_quantity(cell: RawCell, column: str) -> Read[float]:
    """Return a plain quantity (亩, ㎡) to two decimals; a unit behind the number is let pass."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) and cell.value >= 0:
        return Read(round(float(cell.value), 2))
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:亩|平方米|平米|㎡|m2)?", THOUSANDS.sub("", compact(cell.text)))
    if match is None:
        return Read(None, (("unparseable_value", {"column": column, "typed": cell.text}),))
    return Read(round(float(match[1]), 2))
