"""By which factor does a number format scale the number that it shows?"""

from decimal import Decimal
from functools import lru_cache

from toolkit.model.expressions import expression

# An escaped point divides nothing, but the reader sees one: 200000 under 0!.0000 looks like 20.0000.
DRAWN_POINT = expression(r'[0#?](?:!\.|\\\.|"\.")([0#?]*)')
LITERAL = expression(r'"[^"]*"|[\\!_*].|\[[^\]]*\]')
THOUSANDS = expression(r"[0#?](,+)(?![0#?,])")
PERCENT_FORMATS = frozenset({"9", "10"})  # built in, written without their text


@lru_cache(maxsize=1024)
def scale_of(code: str) -> Decimal:
    """Return the number shown divided by the number held; 1 for nearly every format.

    >>> [str(scale_of(code)) for code in ("0!.0000", "0.00,", "0%", "#,##0.00", '0.0,"千"', "General")]
    ['0.0001', '0.001', '100', '1', '0.001', '1']
    """
    positive = code.split(";", maxsplit=1)[0]
    drawn = DRAWN_POINT.search(positive)
    bare = LITERAL.sub("", DRAWN_POINT.sub(lambda match: "0" + match[1], positive) if drawn else positive)
    scale = Decimal(10) ** -len(drawn[1]) if drawn else Decimal(1)
    if commas := THOUSANDS.search(bare):
        scale /= Decimal(1000) ** len(commas[1])
    return scale * Decimal(100) ** bare.count("%")


def shown(value: float, scale: Decimal) -> str:
    """Return the number that a person sees, in as few digits as it needs.

    >>> shown(200000, Decimal("0.0001")), shown(0.5, Decimal(100))
    ('20', '50%')
    """
    number = format((Decimal(str(value)) * scale).normalize(), "f")
    return f"{number}%" if scale >= 100 else number
