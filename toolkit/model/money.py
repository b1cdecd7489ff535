"""How is an amount of 元 said in 亿元, exactly?"""

from decimal import Decimal

YI = 100_000_000
WAN = 10_000


def in_yi(yuan: int) -> str:
    """Return whole 元 as 亿元 without trailing zeros and without rounding.

    >>> in_yi(50_000_000), in_yi(5_500_000_000), in_yi(0), in_yi(1)
    ('0.5', '55', '0', '0.00000001')
    """
    return format((Decimal(yuan) / YI).normalize(), "f")
