"""How is a whole amount written in capitals, and which amount do characters mean? Exactly one, or none is read."""

from functools import lru_cache

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_EVERYDAY = str.maketrans("〇一二两三四五六七八九十百千圆正億萬", "零壹贰贰叁肆伍陆柒捌玖拾佰仟元整亿万")
_GROUP_SIZES = {"万": 10_000, "亿": 100_000_000}


def in_capitals(yuan: int) -> str:
    """Return a whole amount in the capitals of cheques, '' for 0.

    >>> in_capitals(12500), in_capitals(10500), in_capitals(100_005), in_capitals(150_000_000)
    ('壹万贰仟伍佰', '壹万零伍佰', '壹拾万零伍', '壹亿伍仟万')
    """
    words = ""
    for place in range(15, -1, -1):
        digit = yuan // 10**place % 10
        if digit:
            gap = words and not yuan // 10 ** (place + 1) % 10
            words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place % 4]
        if place % 4 == 0 and yuan // 10**place % 10_000:
            words += _GROUPS[place // 4]
    return words


@lru_cache(maxsize=1024)
def of_characters(text: str) -> int | None:
    """Return the amount in 元 that characters mean, as cheques or as people write it; ``None`` where in doubt.

    What is read is written again and must come out the same: 三五千万, 一亿五 and 数千万 are no amounts.

    >>> [of_characters(text) for text in ("叁仟伍佰万元整", "人民币壹亿元", "三千五百万", "一亿二千万元", "十亿元")]
    [35000000, 100000000, 35000000, 120000000, 1000000000]
    >>> [of_characters(text) for text in ("三五千万元", "一亿五", "一亿五千元", "几千万元", "叁仟伍佰", "万元")]
    [None, None, None, None, None, None]
    """
    said = text.translate(_EVERYDAY).removeprefix("人民币").removesuffix("整")
    words = said.removesuffix("元")
    if words == said and not words.endswith(("万", "亿")):
        return None  # of what is three thousand five hundred?
    if words.startswith("拾"):
        words = f"壹{words}"
    amount = said_by(words)
    if not amount or amount >= 10**16:
        return None
    whole = in_capitals(amount)
    # 「壹拾万伍仟」: of a 0 just before 仟 the 零 may be left out.
    return amount if words in (whole, whole.replace("万零", "万") if amount // 1000 % 10 else whole) else None


def said_by(words: str) -> int | None:
    """Return what digits and places come to as they stand, ``None`` where something else stands among them.

    >>> said_by("壹万零伍佰"), said_by("拾"), said_by("零"), said_by("数万")
    (10500, 10, 0, None)
    """
    whole = group = digit = 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        elif sign in _PLACES[1:]:
            group, digit = group + (digit or 1) * 10 ** _PLACES.index(sign), 0
        elif sign in _GROUP_SIZES:
            size, below = _GROUP_SIZES[sign], group + digit
            whole = (whole + below) * size if sign == "亿" else whole + below * size
            group = digit = 0
        else:
            return None
    return whole + group + digit
