"""How does a document write an amount of 元, in figures and in the capitals that cannot be altered?"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_figures(yuan: int) -> str:
    """Return whole 元 with thousands separators.

    >>> in_figures(1234567), in_figures(0)
    ('1,234,567元', '0元')
    """
    return f"{yuan:,}元"


def in_capitals(yuan: int) -> str:
    """Return whole 元 in 大写, as the banks' 正确填写票据和结算凭证的基本规定 has it.

    >>> in_capitals(12000), in_capitals(10500), in_capitals(0)
    ('人民币壹万贰仟元整', '人民币壹万零伍佰元整', '人民币零元整')
    >>> in_capitals(100_000_006), in_capitals(3_150_000)
    ('人民币壹亿零陆元整', '人民币叁佰壹拾伍万元整')
    """
    if not 0 <= yuan < 10**16:
        raise ValueError(f"no capitals for {yuan}")
    words = ""
    for place in range(15, -1, -1):
        digit = yuan // 10**place % 10
        if digit:
            gap = words and not yuan // 10 ** (place + 1) % 10
            words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place % 4]
        if place % 4 == 0 and yuan // 10**place % 10_000:
            words += _GROUPS[place // 4]
    return f"人民币{words or '零'}元整"
