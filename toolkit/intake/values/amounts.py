"""How many 元, 美元 or 亩 does a cell mean? In any unit and spelling; a doubtful amount is asked about."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from toolkit.files.grid import RawCell
from toolkit.intake.values.typed import Read, compact
from toolkit.model.capitals import of_characters
from toolkit.model.expressions import expression
from toolkit.model.units import AREA, DOLLAR, YUAN, parse_unit
from toolkit.model.wording import CELL_OUT, KEPT

AMOUNT = expression(
    r"(?:人民币|[¥￥]|RMB|CNY)?(-?\d+(?:\.\d+)?|-?\.\d+)(?:个(?=[十百千]?[亿万]))?"
    r"([十百千]?(?:亿元|亿|万元|万|元)|[百千]元)?(?:人民币|RMB|整)?",
    re.IGNORECASE,
)
# 3亿5000万元, 3个亿零500万: a number of 亿 and what is left of it in 万.
IN_TWO_UNITS = expression(r"(\d+)个?亿元?[零又]?(\d{1,4}(?:\.\d+)?)([十百千]?)万元?(?:人民币|整)?")
THOUSANDS = expression(r"(?<=\d),(?=\d{3}(?!\d))")
APPROXIMATE = expression(r"约|近|左右|上下|以上|以下|以内|余|多|超|不少于|不低于|预计|计划|暂定|\?")
RANGE = expression(r"\d(?:亿元?|万元?)?(?:-|~|至|到)\d")
# Two numbers, one below or beside the other: 「1.5⏎3」 must not become 1.53. Thousands may be set apart by a space.
_PARTS_OF_IT = ("含土地款", "含土地", "含设备", "含流动资金")
_OWN_WORDS = expression(r"^(?:总投资额?|投资总额|投资额)(?:为|:|约(?=$))?")
_BRACKET = expression(r"([^()]+)\(([^()]+)\)")
TWO = expression(r"\d(?:[亿万]?元?)\s*(?:[\r\n/、;；|]|和|及)\s*\d|\d\s+\d")
SPACED_THOUSANDS = expression(r"\D*\d{1,3}(?:[ \u00a0]\d{3})+(?:\.\d+)?\D*")
FOREIGN = expression(r"美元|美金|USD|\$|欧元|EUR|€|港币|港元|HKD|日元|英镑", re.IGNORECASE)
DOLLARS = expression(r"(USD|US\$|\$)?(\d+(?:\.\d+)?)(\D*)", re.IGNORECASE)
QUANTITY = expression(r"(\d+(?:\.\d+)?)(.*)")
MU_SQM = Fraction(2_000, 3)
# A single project above the first amount, or below the last, has a wrong unit; above the second, ask.
IMPOSSIBLE_YUAN = 100_000_000_000
IMPOSSIBLE_AREA = 10**12
UNLIKELY_YUAN = 20_000_000_000
UNLIKELY_SMALL_YUAN = 10_000
INVESTMENT = "投资总额"
# No project of investment promotion comes to less: 1.3 under 万元 is 1.3亿元, and a person says so.
LEAST = {INVESTMENT: 100_000, "到位资金": 10_000}


def read_amount(cell: RawCell, unit: str, column: str) -> Read[int]:
    """Return a cell's amount in whole 元; ``unit`` is the heading's (亿元, 万元, 百万元 …, or '' where it has none)."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return _scaled(Decimal(str(cell.value)), unit, cell.text, column)
    typed = cell.text
    text = THOUSANDS.sub("", compact(typed))
    details = {"column": column, "typed": typed}
    if FOREIGN.search(text):
        return Read(None, (("foreign_currency", details),))
    if is_two(typed):
        return Read(None, (("two_values", details),))
    if RANGE.search(text):
        return Read(None, (("range_value", details),))
    text = _plainly(text, column)
    match = AMOUNT.fullmatch(_in_one_unit(text))
    if match is None and (yuan := of_characters(text)) is not None:
        return _with_own_unit(Decimal(yuan), "元", unit, details)
    if match is None:
        kind = "approx_value" if APPROXIMATE.search(text) and re.search(r"\d", text) else "unparseable_value"
        return Read(None, ((kind, details),))
    number, own_unit = Decimal(match[1]), match[2]
    if own_unit:
        return _with_own_unit(number, own_unit, unit, details)
    read = _scaled(number, unit, typed, column)
    if read.value is None:
        return read
    as_text = ("number_as_text", {**details, "value": format(number.normalize(), "f")})
    return Read(read.value, (as_text, *read.remarks))


def _plainly(text: str, column: str) -> str:
    """Return an amount without what changes nothing: a full stop, the column's own words before it, a bracket.

    A bracket may hold the unit, the same amount in another unit, the currency, or, of a whole investment, the land.

    >>> [_plainly(text, "投资总额") for text in ("1.5亿元。", "总投资1.5亿元", "1.5(亿元)", "0.8亿元(8000万元)", "一个亿")]
    ['1.5亿元', '1.5亿元', '1.5亿元', '0.8亿元', '一亿']
    >>> _plainly("0.5亿元(含土地款)", "投资总额"), _plainly("0.5亿元(含土地款)", "到位资金"), _plainly("1亿元(5000万元)", "")
    ('0.5亿元', '0.5亿元(含土地款)', '1亿元(5000万元)')
    """
    text = text.rstrip("。;")
    if not text[:1].isdigit():
        text = text.replace("个亿", "亿")  # 3个亿 is read as it is
    is_whole = column.startswith(INVESTMENT)
    if is_whole:
        text = _OWN_WORDS.sub("", text)
    match = _BRACKET.fullmatch(text)
    if match is None:
        return text
    number, inside = match[1], match[2]
    if inside in ("人民币", "RMB") or (is_whole and (inside.startswith("其中") or inside in _PARTS_OF_IT)):
        return number
    if (unit := parse_unit(inside)) and unit.is_money and re.fullmatch(r"[\d.]+", number):
        return number + inside
    both = [AMOUNT.fullmatch(_in_one_unit(one)) for one in (number, inside)]
    same = len({Decimal(one[1]) * _size(one[2]) for one in both if one and one[2]}) == 1
    return number if all(one and one[2] for one in both) and same else text


def _in_one_unit(text: str) -> str:
    """Return an amount of 亿 and 万 in 万; any other text as it is.

    >>> _in_one_unit("3亿5000万元"), _in_one_unit("3亿5千万"), _in_one_unit("1亿20000万"), _in_one_unit("3亿")
    ('35000万', '35000万', '1亿20000万', '3亿')
    """
    match = IN_TWO_UNITS.fullmatch(text)
    if match is None:
        return text
    left = Decimal(match[2]) * {"": 1, "十": 10, "百": 100, "千": 1000}[match[3]]
    return f"{int(match[1]) * 10_000 + left}万" if left < 10_000 else text


def is_two(typed: str) -> bool:
    """Tell whether a cell holds two numbers.

    >>> [is_two(typed) for typed in ("1.5\\n3", "1.5/3", "1.5 3", "1 200", "1,200", "0. 5", "1.5万元、3万元")]
    [True, True, True, False, False, False, True]
    """
    return TWO.search(typed) is not None and SPACED_THOUSANDS.fullmatch(typed) is None


def _with_own_unit(number: Decimal, own_unit: str, unit: str, details: dict[str, str]) -> Read[int]:
    if number < 0:
        return Read(None, (("unparseable_value", details),))
    yuan = _whole(number * _size(own_unit))
    remarks = _plausible(yuan, details["typed"], "", details["column"])
    if _is_impossible(yuan, details["column"]):
        return Read(None, remarks)
    heading = parse_unit(unit)
    if heading and heading.measure in ("", YUAN) and _size(own_unit) != _size(unit):
        example = format((Decimal(yuan) / _size(unit)).normalize(), "f")
        remarks = (("unit_in_cell_differs", {**details, "unit": unit, "example": example}), *remarks)
    return Read(yuan, remarks)


def _scaled(number: Decimal, unit: str, typed: str, column: str) -> Read[int]:
    if number < 0:
        return Read(None, (("unparseable_value", {"column": column, "typed": typed}),))
    if not number:
        return Read(0)  # 0 is 0 in any unit
    heading = parse_unit(unit)
    if heading is None:
        return Read(None, (("unit_unknown", {"typed": typed}),))
    if heading.measure not in ("", YUAN):
        # 500 under 「投资总额（万美元）」: foreign money, by what the heading says.
        return Read(None, (("foreign_currency", {"column": column, "typed": f"{typed}{unit}"}),))
    yuan = _whole(number * _size(unit))
    remarks = _plausible(yuan, typed, unit, column)
    return Read(None if _is_impossible(yuan, column) else yuan, remarks)


@lru_cache(maxsize=256)
def _size(unit: str) -> Decimal:
    """Return how many 元 (or 美元) one of a unit of money is."""
    parsed = parse_unit(unit)
    return Decimal(int(parsed.size)) if parsed else Decimal(1)


def _plausible(yuan: int, typed: str, unit: str, column: str) -> tuple[tuple[str, dict[str, str]], ...]:
    size = (
        "明显偏大" if yuan > UNLIKELY_YUAN else "明显偏小" if 0 < yuan < LEAST.get(column, UNLIKELY_SMALL_YUAN) else ""
    )
    if not size:
        return ()
    held = CELL_OUT if _is_impossible(yuan, column) else KEPT
    details = {"column": column, "typed": typed, "unit": unit, "size": size, "meanwhile": held}
    return (("implausible_amount", details),)


def _is_impossible(yuan: int, column: str) -> bool:
    """Tell whether an amount is so large or so small that its unit must be wrong: it counts nowhere."""
    return yuan > IMPOSSIBLE_YUAN or 0 < yuan < LEAST.get(column, 0)


def _whole(yuan: Decimal) -> int:
    """Round to whole 元: 0.1 + 0.2 typed by a formula is 0.30000000000000004."""
    return int(yuan.to_integral_value(ROUND_HALF_UP))


def read_dollars(cell: RawCell, unit: str, column: str) -> Read[int]:
    """Return a cell's amount in whole 美元; ``unit`` is the heading's, '' where it has none that is 美元.

    A number without a unit asks for the heading's, another currency for its dollars; nothing is converted here.

    >>> read_dollars(RawCell("8300"), "万美元", "实际利用外资").value
    83000000
    >>> read_dollars(RawCell("8300"), "", "实际利用外资").remarks[0][0]
    'column_unit_missing'
    """
    typed = cell.text
    text = THOUSANDS.sub("", compact(typed))
    details = {"column": column, "typed": typed}
    if is_two(typed):
        return Read(None, (("two_values", details),))
    match = DOLLARS.fullmatch(text)
    if match is None:
        kind = "not_dollars" if FOREIGN.search(text) else "unparseable_value"
        return Read(None, ((kind, details),))
    sign, number, own_words = match[1], Decimal(match[2]), match[3]
    own = parse_unit(own_words) if own_words else None
    if own_words and (own is None or own.measure not in ("", DOLLAR)):
        return Read(None, (("not_dollars" if own else "unparseable_value", details),))
    if own and (own.measure or sign or unit):
        return Read(_whole(number * Decimal(int(own.size))))
    if own is None and (sign or not number):
        return Read(_whole(number))
    if not unit or own:
        return Read(None, (("column_unit_missing", details),))
    return Read(_whole(number * _size(unit)))


def read_quantity(cell: RawCell, unit: str, into: str, column: str) -> Read[float]:
    """Return an area to two decimals, in 亩 or ㎡ as ``into`` says; ``unit`` is the heading's, '' where it has none.

    >>> read_quantity(RawCell(8), "公顷", "亩", "新增供地").value, read_quantity(RawCell("3万㎡"), "", "㎡", "").value
    (120.0, 30000.0)
    """
    text = THOUSANDS.sub("", compact(cell.text))
    details = {"column": column, "typed": cell.text}
    if isinstance(cell.value, str) and is_two(cell.text):
        return Read(None, (("two_values", details),))
    match = None if isinstance(cell.value, bool) else QUANTITY.fullmatch(text)
    own = parse_unit(match[2]) if match and match[2] else None
    if match is None or (match[2] and (own is None or own.measure != AREA)):
        return Read(None, (("unparseable_value", details),))
    number = Fraction(match[1])
    if number > IMPOSSIBLE_AREA:
        return Read(None, (("unparseable_value", details),))
    heading = own or parse_unit(unit)
    if heading is None and number:
        return Read(None, (("column_unit_missing", details),))
    size = heading.size / (MU_SQM if into == "亩" else 1) if heading else 1
    return Read(round(float(number * size), 2))
