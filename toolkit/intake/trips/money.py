"""How many 元 did a trip cost? Exact to 分, as typed; a finer or approximate amount is asked about."""

import re
from decimal import ROUND_HALF_UP, Decimal

from toolkit.files.grid import RawCell
from toolkit.intake.values.amounts import APPROXIMATE, FOREIGN, RANGE
from toolkit.intake.values.typed import Read, compact
from toolkit.model.capitals import of_characters
from toolkit.model.expressions import expression
from toolkit.model.money import FEN, in_yuan

_UNITS = {"": 1, "元": 1, "块": 1, "块钱": 1, "百元": 100, "千元": 1_000, "万": 10_000, "万元": 10_000}
_MONEY = expression(
    r"(?:人民币|RMB|[¥￥])?(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<unit>百元|千元|万元|万|元|块钱|块)?"
    r"(?:(?P<jiao>\d)[角毛])?(?:(?P<fen>\d)分)?(?:人民币|RMB)?[整正]?",
    re.IGNORECASE,
)
_THOUSANDS = expression(r"(?<=\d),(?=\d{3}(?!\d))")
# A formula's sum may end in …99999996: a deviation from a whole 分 smaller than this is a rounding error.
_NOISE = Decimal("0.000001")
# No trip costs as much.
_MOST = Decimal(1_000_000_000)


def read_yuan(cell: RawCell, column: str) -> Read[Decimal]:
    """Return an amount in 元 exact to 分; ``None`` with a remark where it is doubtful.

    >>> [read_yuan(RawCell(text), "预算").value for text in ("7,100.50元", "12元5角", "叁仟陆佰元整")]
    [Decimal('7100.50'), Decimal('12.50'), Decimal('3600.00')]
    """
    details = {"column": column, "typed": cell.text}
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return _to_fen(Decimal(str(cell.value)), details)
    text = _THOUSANDS.sub("", compact(cell.text))
    if (whole := of_characters(text)) is not None:
        return _to_fen(Decimal(whole), details)
    match = _MONEY.fullmatch(text)
    if match is None or (match["unit"] != "元" and (match["jiao"] or match["fen"])):
        kind = "approx_value" if APPROXIMATE.search(text) and re.search(r"\d", text) else "unparseable_value"
        kind = "range_value" if RANGE.search(text) else "foreign_currency" if FOREIGN.search(text) else kind
        return Read(None, ((kind, details),))
    unit = match["unit"] or ""
    small = Decimal(match["jiao"] or 0) / 10 + Decimal(match["fen"] or 0) / 100
    read = _to_fen(Decimal(match["number"]) * _UNITS[unit] + small, details)
    if read.value is None:
        return read
    plain = in_yuan(read.value, separated=False)
    if _UNITS[unit] > 1:
        return Read(read.value, (("unit_in_cell_differs", {**details, "unit": "元", "example": plain}),))
    return read if unit else Read(read.value, (("number_as_text", {**details, "value": plain}),))


def _to_fen(yuan: Decimal, details: dict[str, str]) -> Read[Decimal]:
    if not 0 <= yuan < _MOST:
        return Read(None, (("unparseable_value", details),))
    exact = yuan.quantize(FEN, ROUND_HALF_UP)
    if abs(yuan - exact) > _NOISE:
        return Read(None, (("amount_below_fen", details),))
    return Read(exact)
