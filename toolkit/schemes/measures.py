"""How many ledger units is one of a rulebook's unit? 1 亿元 = 100 000 000 元, 1 公顷 = 15 亩."""

from fractions import Fraction

from toolkit.model.units import AREA, DOLLAR, YUAN, parse_unit

# The unit of a ledger column, by the end of its name.
LEDGER_UNITS = {"yuan": (YUAN, "元"), "usd": (DOLLAR, "美元"), "mu": (AREA, "亩"), "sqm": (AREA, "㎡")}
COUNTING = frozenset("个家项条户宗次人件名只批场份处台套座栋")
SHARES = ("%", "％", "个百分点")
EXAMPLES = {YUAN: "亿元、万元、元", DOLLAR: "亿美元、万美元、美元", AREA: "亩、公顷、平方米、万平方米"}


def scale_of(unit: str, aggregate: str, column: str) -> tuple[int, str]:
    """Return (ledger units to one of ``unit``, ''), or (1, what may be written) where the unit does not fit.

    >>> scale_of("万元", "sum", "paid_in_yuan"), scale_of("公顷", "sum", "land_mu"), scale_of("个", "count", "")
    ((10000, ''), (15, ''), (1, ''))
    >>> scale_of("万元", "sum", "fdi_usd")
    (1, '亿美元、万美元、美元')
    """
    if aggregate in ("ratio", "growth"):
        return 1, "" if unit in SHARES else "%"
    measure, ledger_unit = LEDGER_UNITS.get(column.rsplit("_", 1)[-1], ("", ""))
    if aggregate == "count" or not measure:
        return 1, "" if unit in COUNTING else "个、家、项"
    scale = scale_between(unit, ledger_unit)
    return (scale, "") if scale else (1, EXAMPLES[measure])


def scale_between(unit: str, ledger_unit: str) -> int | None:
    """Return how many of ``ledger_unit`` one ``unit`` is; ``None`` where it is no whole number or another measure."""
    written, kept = parse_unit(unit), parse_unit(ledger_unit)
    if written is None or kept is None or written.measure != kept.measure:
        return None
    scale: Fraction = written.size / kept.size
    return int(scale) if scale.denominator == 1 else None


def stated_scale(unit: str) -> int | None:
    """Return the ledger units to one of a unit of 基数.csv, where no column is named: floors in ㎡, land in 亩.

    >>> stated_scale("亿元"), stated_scale("公顷"), stated_scale("万平方米"), stated_scale("个"), stated_scale("箱")
    (100000000, 15, 10000, 1, None)
    """
    if unit in COUNTING or unit in SHARES:
        return 1
    scales = (scale_between(unit, kept) for kept in ("元", "美元", "亩" if unit.endswith(("亩", "公顷")) else "㎡"))
    return next((scale for scale in scales if scale), None)
