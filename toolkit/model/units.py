"""Which unit of measure does a text name? 万元, 百万美元, 公顷, 万㎡: a scale and a measure, read together."""

import re
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from toolkit.model.expressions import expression

YUAN, DOLLAR, AREA = "元", "美元", "㎡"
# As an input method for traditional characters writes them; firms from Hong Kong and Taiwan send such tables.
TRADITIONAL_UNITS = {"萬": "万", "億": "亿", "圓": "元", "畝": "亩", "頃": "顷"}
_SIMPLE = str.maketrans(TRADITIONAL_UNITS)
DIGITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
# What people write for a measure, and how many 元, 美元 or ㎡ one of it is.
_YUAN = ("元", "圆")
_DOLLARS = ("美元", "美金", "美圆", "US$", "USD", "$")
_AREAS = {
    **dict.fromkeys(("平方公里", "平方千米", "km²", "km2", "k㎡"), Fraction(1_000_000)),
    **dict.fromkeys(("公顷", "hm²", "hm2"), Fraction(10_000)),
    **dict.fromkeys(("市亩", "亩"), Fraction(2_000, 3)),
    **dict.fromkeys(("平方米", "平米", "平方", "㎡", "m²", "m2"), Fraction(1)),
}
_FOREIGN = {
    **dict.fromkeys(("港元", "港币", "港圆", "HKD", "HK$"), "港元"),
    **dict.fromkeys(("欧元", "EUR", "€"), "欧元"),
    **dict.fromkeys(("日元", "日圆", "日币", "JPY"), "日元"),
    **dict.fromkeys(("英镑", "GBP", "£"), "英镑"),
    **dict.fromkeys(("新台币", "台币", "TWD"), "新台币"),
    **dict.fromkeys(("澳门元", "澳门币", "MOP"), "澳门元"),
    **dict.fromkeys(("澳大利亚元", "澳元", "AUD"), "澳元"),
    **dict.fromkeys(("加拿大元", "加元", "CAD"), "加元"),
    **dict.fromkeys(("新加坡元", "新元", "新币", "SGD"), "新加坡元"),
    **dict.fromkeys(("韩元", "韩圆", "韩币", "KRW"), "韩元"),
    **dict.fromkeys(("瑞士法郎", "法郎", "CHF"), "瑞士法郎"),
    **dict.fromkeys(("卢布", "泰铢", "林吉特", "越南盾", "外币", "外汇", "原币"), "外币"),
}
_MEASURES: dict[str, tuple[str, Fraction]] = {
    **dict.fromkeys(_YUAN, (YUAN, Fraction(1))),
    **dict.fromkeys(_DOLLARS, (DOLLAR, Fraction(1))),
    **{word: (name, Fraction(1)) for word, name in _FOREIGN.items()},
    **{word: (AREA, size) for word, size in _AREAS.items()},
}
_BY_LETTERS = {word.lower(): measure for word, measure in _MEASURES.items()}
_SCALE = "[十百千万]?[万亿]|[十百千]"
_WORDS = "|".join(re.escape(word) for word in sorted(_MEASURES, key=len, reverse=True))
# 「亿元以上项目」 and 「5000万元」 are sizes, no units; 「多元」 and 「单元」 are words.
PATTERN = rf"(?<![\d.十百千万亿])(?:{_SCALE})?(?:{_WORDS})(?!以上|以下|以内|及以上|级|化|项目|企业|工程)"
_UNIT = expression(rf"(?:人民币|RMB|CNY|[¥￥])?({_SCALE})?({_WORDS})?(?:人民币|RMB|整)?", re.IGNORECASE)
_WITHIN = expression(PATTERN, re.IGNORECASE)
_AT_END = expression(rf"(?:{PATTERN}|[万亿])$", re.IGNORECASE)
_BRACKETED = expression(r"[(\[{【〔〈《「『]([^()\[\]{}【】〔〕〈〉《》「」『』]*)(?:[)\]}】〕〉》」』]|$)")
_SEPARATORS = expression(r"[/\\:,、;|·\-—，：；]+")
_SAID_ABOVE = expression(r"(?:单位|金额)[:：为]?(.+)")
# 单元, 多元, 公元 … are words, and the money of a country that is not known here is not 元.
_NOT_BEFORE_YUAN = frozenset("单多公纪状美欧港日澳加韩坡台币国")


class Unit(Struct, frozen=True):
    """A unit as written, its measure, and how many 元, 美元 or ㎡ one of it is.

    ``measure`` is 元, 美元, ㎡, the name of another currency, or '' where only 万 or 亿 is written.
    """

    words: str
    measure: str
    size: Fraction

    @property
    def is_money(self) -> bool:
        """True for 元 and every other currency."""
        return self.measure not in ("", AREA)

    def differs(self, other: str) -> bool:
        """Tell whether ``other`` has the same measure and another scale."""
        into = parse_unit(other)
        return into is not None and into.measure == self.measure and into.size != self.size


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit | None:
    """Return the unit that a text is, as a whole; ``None`` where it is something else.

    >>> parse_unit("百万元").size, parse_unit("万美元").measure, parse_unit("公顷").size / parse_unit("亩").size
    (Fraction(1000000, 1), '美元', Fraction(15, 1))
    >>> parse_unit("亿").measure, parse_unit("项目")
    ('', None)
    """
    match = _UNIT.fullmatch(text.translate(_SIMPLE))
    if match is None or not (match[1] or match[2]):
        return None
    measure, size = _BY_LETTERS[match[2].lower()] if match[2] else ("", Fraction(1))
    for letter in match[1] or "":
        size *= DIGITS[letter]
    return Unit((match[1] or "") + (match[2] or ""), measure, size)


@lru_cache(maxsize=4096)
def units_in(heading: str) -> tuple[Unit, ...]:
    """Return the units that a heading names, each once: in brackets, behind a stroke or colon, or at its end.

    Two different units are both returned: the heading leaves it open which is meant.

    >>> [unit.words for unit in units_in("投资总额(亿元)")], [unit.words for unit in units_in("计划总投资/万元")]
    (['亿元'], ['万元'])
    >>> [unit.words for unit in units_in("实际利用外资【百万美元】")], units_in("亿元以上项目")
    (['百万美元'], ())
    """
    found: dict[tuple[str, Fraction], Unit] = {}
    for unit in _named(heading.translate(_SIMPLE)):
        found.setdefault((unit.measure, unit.size), unit)
    return tuple(found.values())


def _named(heading: str) -> list[Unit]:
    units: list[Unit] = []
    for inside in _BRACKETED.findall(heading):
        parts = _SEPARATORS.split(inside)
        units += _searched(inside) or [unit for part in parts if (unit := parse_unit(part))]
    outside = _BRACKETED.sub("/", heading)
    parts = [part for part in _SEPARATORS.split(outside) if part]
    units += [unit for part in parts if (unit := parse_unit(part))]
    if parts and not units and (match := _AT_END.search(parts[-1])) and _stands_alone(parts[-1], match):
        units += filter(None, [parse_unit(match[0])])
    return units


def _searched(text: str) -> list[Unit]:
    """「以万元为单位」, 「含土地款，折人民币万元」."""
    matches = [match for match in _WITHIN.finditer(text) if _stands_alone(text, match)]
    return [unit for match in matches if (unit := parse_unit(match[0]))]


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """A bare 元 may be the end of another word."""
    before = text[: match.start()]
    return match[0] not in _YUAN or not before or before.endswith("人民币") or before[-1] not in _NOT_BEFORE_YUAN


def section_units(caption: str) -> tuple[Unit, ...]:
    """Return the units that a caption within a table names: 「二、农业项目（单位：万元）」, 「二、农业项目（万元）」.

    >>> [unit.words for unit in section_units("二、农业项目（单位：万元）")], section_units("一、亿元以上项目")
    (['万元'], ())
    """
    plain = caption.replace("（", "(").replace("）", ")").replace("：", ":")
    inside = [unit for text in re.findall(r"\(([^()]*)\)", plain) for unit in units_said(text) or units_in(f"({text})")]
    return tuple({unit.words: unit for unit in (*inside, *units_said(plain))}.values())


def units_said(note: str) -> tuple[Unit, ...]:
    """Return the units that a line above a table names for all of it: 「单位：万元、平方米」, 「（万元）」.

    >>> [unit.words for unit in units_said("填报单位：元宝镇   单位：万元、亩")], units_said("填报单位：元宝镇")
    (['万元', '亩'], ())
    """
    whole = parse_unit(note.strip("()[]【】 "))
    if whole is not None and len(whole.words) > 1:
        return (whole,)
    units: dict[str, Unit] = {}
    for said in re.split("(?=单位|金额)", note):
        if match := _SAID_ABOVE.match(said):
            for part in re.split(r"[、,，/;；和及\s()\[\]【】]+", match[1]):
                if unit := parse_unit(part):
                    units[unit.words] = unit
    return tuple(units.values())
