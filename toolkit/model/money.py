"""How is an amount of 元 written without rounding, in 亿元 or to 角 and 分?"""

from decimal import Decimal

from toolkit.model.capitals import said_by
from toolkit.model.expressions import expression

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


_CAPITALS = {sign: n for n, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_IN_WORDS = expression(
    r"(?:人民币)?([零〇壹贰两叁肆伍陆柒捌玖拾佰仟万亿]+)[元圆]"
    r"(?:零?([壹贰叁肆伍陆柒捌玖])角)?(?:零?([壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)
_BRACKETED = expression(r"[（(][^（）()]*[)）]")


def yuan_in_capitals(text: str) -> Decimal | None:
    """Return the 元 that a text in 大写 says, whatever figures stand in brackets behind it; ``None`` for other words.

    >>> [yuan_in_capitals(words) for words in ("人民币壹万零伍佰元整（10,500元）", "叁佰零壹元伍角", "约叁佰元")]
    [Decimal('10500'), Decimal('301.5'), None]
    """
    match = _IN_WORDS.fullmatch("".join(_BRACKETED.sub("", text).split()))
    if match is None:
        return None
    whole = said_by(match[1].replace("两", "贰").replace("〇", "零"))
    if whole is None:
        return None
    small = Decimal(_CAPITALS.get(match[2] or "零", 0)) / 10 + Decimal(_CAPITALS.get(match[3] or "零", 0)) / 100
    return whole + small
