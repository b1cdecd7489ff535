"""Which words of two names show that they are two projects? Phase, village, town, output, house, power."""

import re
from collections.abc import Iterable, Iterator, Mapping

from toolkit.model.expressions import expression

DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+)"
_SPACE = expression(r"[\s,，](?=\S)")
_PHASES = expression(rf"((?:{_NUMBER}[、和及至-])*{_NUMBER})(?:期|阶段)|([ⅠⅡⅢⅣⅤ]|I{{1,3}}|IV|V)(?=期|$|[）)])")
_HOUSE = expression(rf"({_NUMBER}|[A-Za-z])(?:号|#|＃|栋|幢)")
# A number in Chinese counts only with a measure behind it: 加工一体化 states no output.
_OUTPUT = expression(
    r"(?:产|处理|加工|生产|出栏|存栏|屠宰)"
    r"([0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+(?=[万亿吨套台件头只辆羽]))(万|亿)?"
)
_POWER = expression(rf"({_NUMBER})(万)?(?:MW|mw|兆瓦|千瓦|KW|kw)")
# 乡村 and 农村 are no villages, a 特色小镇 is no town; a village bank is a bank.
_VILLAGE = expression(r"([^\W\d_]{2})(?<![乡农新山渔])(?:村|屯|社区)(?!镇银行|落|民|级|集体)")
_TOWN = expression(r"([^\W\d_]{2})(?<!小)(?:乡|镇|街道)(?!村)")
# Each of these expressions asks for one of these letters.
_OF_PHASES, _OF_VILLAGES, _OF_TOWNS = frozenset("期段ⅠⅡⅢⅣⅤIV"), frozenset("村屯区"), frozenset("乡镇道")
_OF_HOUSES, _OF_OUTPUT, _OF_POWER = frozenset("号#＃栋幢"), frozenset("产理工栏宰"), frozenset("Ww瓦")


def number(text: str) -> float:
    """Return a number written in figures or in Chinese, of less than ten thousand.

    >>> number("12"), number("十二"), number("二十"), number("一百零五"), number("二")
    (12.0, 12.0, 20.0, 105.0, 2.0)
    """
    if text[0] in "0123456789":
        return float(text)
    whole, digit = 0, 0
    for letter in text:
        if letter in SCALES:
            whole, digit = whole + (digit or 1) * SCALES[letter], 0
        else:
            digit = DIGITS[letter]
    return float(whole + digit)


def telling_parts(name: str) -> Mapping[str, frozenset[str]]:
    """Return the phase, village, town, output, house and power that a name states; a part that it lacks is left out.

    >>> sorted((part, sorted(said)) for part, said in telling_parts("石榴村年产5万吨生态板二期").items())
    [('产能', ['50000']), ('期次', ['2']), ('村（社区）', ['石榴'])]
    """
    return {part: said for part, stated in _stated(_SPACE.sub("", name)) if (said := frozenset(stated))}


def _stated(name: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what a name states, part by part; it is searched only for parts of which it has a letter."""
    letters = frozenset(name)
    if letters & _OF_PHASES:
        yield "期次", _phases(name)
    if letters & _OF_VILLAGES:
        yield "村（社区）", _VILLAGE.findall(name)
    if letters & _OF_TOWNS:
        yield "乡镇", _TOWN.findall(name)
    if letters & _OF_HOUSES:
        yield "楼号、地块号", map(_written, _HOUSE.findall(name))
    if letters & _OF_OUTPUT:
        yield "产能", (_written(*said) for said in _OUTPUT.findall(name))
    if letters & _OF_POWER:
        yield "装机", (_written(*said) for said in _POWER.findall(name))


def _phases(name: str) -> Iterable[str]:
    for numbers, roman in _PHASES.findall(name):
        if roman:
            yield f"{ROMAN[roman]}"
        else:
            yield from (_written(one) for one in re.findall(_NUMBER, numbers))


def _written(said: str, scale: str = "") -> str:
    """One way to write a number, so that 5万, 五万 and 50000 are the same."""
    return said.upper() if said.isascii() and said.isalpha() else f"{number(said) * SCALES.get(scale, 1):.12g}"


def differing(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the parts that both names state differently; such projects are taken as different."""
    return tuple(part for part in one if part in other and not one[part] & other[part])
