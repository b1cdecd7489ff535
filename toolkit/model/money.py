"""How is an amount of 元 written without rounding, in 亿元 or to 角 and 分?"""

from decimal import Decimal

YI = 100_000_000
FEN = Decimal("0.01")


def in_yi(yuan: int) -> str:
    """Return whole 元 as 亿元 without trailing zeros and without rounding.

    >>> in_yi(50_000_000), in_yi(5_500_000_000), in_yi(0), in_yi(1)
    ('0.5', '55', '0', '0.00000001')
    """
    return format((Decimal(yuan) / YI).normalize(), "f")


def has_cents(yuan: Decimal | int) -> bool:
    """Tell whether an amount has 角 or 分.

    >>> has_cents(Decimal("100.50")), has_cents(Decimal("100.00")), has_cents(7)
    (True, False, False)
    """
    return yuan != int(yuan)


def in_yuan(yuan: Decimal | int, *, separated: bool = True) -> str:
    """Return 元 in figures: two decimals where there are 角 or 分, else none.

    >>> in_yuan(Decimal("1234.5")), in_yuan(Decimal("4800.00")), in_yuan(Decimal("1234.5"), separated=False)
    ('1,234.50', '4,800', '1234.50')
    """
    words = f"{Decimal(yuan):,.2f}" if has_cents(yuan) else f"{int(yuan):,}"
    return words if separated else words.replace(",", "")
