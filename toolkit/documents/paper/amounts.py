"""How does a document write an amount of 元, in figures and in the capitals that cannot be altered?"""

from decimal import Decimal

from toolkit.model.capitals import in_capitals as whole_in_capitals
from toolkit.model.money import in_yuan

_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def in_figures(yuan: Decimal | int) -> str:
    """Return 元 as a paper writes it: no thousands separators, two decimals where there are 角 or 分.

    >>> in_figures(1234567), in_figures(0), in_figures(Decimal("301.5"))
    ('1234567元', '0元', '301.50元')
    """
    return f"{number(yuan)}元"


def number(yuan: Decimal | int) -> str:
    """Return the same without 元, for a table's cell.

    >>> number(12500), number(Decimal("-110.5"))
    ('12500', '-110.50')
    """
    return in_yuan(yuan).replace(",", "")


def in_capitals(yuan: Decimal | int) -> str:
    """Return 元 in 大写, as the banks' 正确填写票据和结算凭证的基本规定 has it; raises ``ValueError`` below 1 分.

    整 stands behind 元 alone; 角 that is 0 before 分 is written as 零.

    >>> in_capitals(12000), in_capitals(10500), in_capitals(0)
    ('人民币壹万贰仟元整', '人民币壹万零伍佰元整', '人民币零元整')
    >>> in_capitals(100_000_006), in_capitals(3_150_000)
    ('人民币壹亿零陆元整', '人民币叁佰壹拾伍万元整')
    >>> in_capitals(Decimal("301.50")), in_capitals(Decimal("325.04")), in_capitals(Decimal("0.67"))
    ('人民币叁佰零壹元伍角', '人民币叁佰贰拾伍元零肆分', '人民币陆角柒分')
    """
    cents = Decimal(yuan) * 100
    if not 0 <= yuan < 10**16 or cents != int(cents):
        raise ValueError(f"no capitals for {yuan}")
    whole, rest = divmod(int(cents), 100)
    words = whole_in_capitals(whole)
    if not rest:
        return f"人民币{words or '零'}元整"
    jiao, fen = divmod(rest, 10)
    small = (f"{_DIGITS[jiao]}角" if jiao else "零" if words else "") + (f"{_DIGITS[fen]}分" if fen else "")
    return f"人民币{f'{words}元' if words else ''}{small}"
