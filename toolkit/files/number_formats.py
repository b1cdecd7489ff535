"""What does a person see of a number? Its format may scale it, add a unit, or show other words, or nothing."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from toolkit.model.expressions import expression

# An escaped point divides nothing, but the reader sees one: 200000 under 0!.0000 looks like 20.0000.
DRAWN_POINT = expression(r'[0#?](?:!\.|\\!?\.|"\.")([0#?]*)')
LITERAL = expression(r'"[^"]*"|[\\!_*].|\[[^\]]*\]')
THOUSANDS = expression(r"[0#?](,+)(?![0#?,])")
PERCENT_FORMATS = frozenset({"9", "10"})  # built in, written without their text
_TOKEN = expression(
    r'"([^"]*)"|\\(.)|!(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(General|G/通用格式|[0#?.,%@/E]+)|(.)', re.DOTALL
)
_CONDITION = expression(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_SECTION = expression(r'(?:"[^"]*"|\\.|!.|\[[^\]]*\]|[^;"\\!\[]|["\\!\[])+|(?<=;)(?=;|$)|^(?=;)')
# Signs beside a number that say nothing of it.
_NOTHING = expression(r"[\s\u200b()（）+\-:：¥￥]|人民币|RMB|CNY", re.IGNORECASE)
_NUMBER = expression(r"[-+]?\d[\d,]*(?:\.\d+)?(?:E[-+]?\d+)?", re.IGNORECASE)
# A fraction, or 一点五.
_WRITTEN_OUT = expression(
    r"-?(?:\d+\s+)?\d+/\d+|[-〇零○一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億点．.]+"
)


class Seen(NamedTuple):
    """What a person sees of a number: the whole, the words in it, and whether it is another number, or none."""

    shown: str
    words: str
    other: bool


class _Section(NamedTuple):
    condition: tuple[str, float] | None
    scale: Decimal
    before: str
    after: str
    has_number: bool

    @property
    def is_plain(self) -> bool:
        return self.scale == 1 and self.has_number and not _NOTHING.sub("", self.before + self.after)


def is_plain(code: str) -> bool:
    """Tell whether a number format shows a number as it is, for whatever number; nearly every one does.

    >>> [is_plain(code) for code in ("0!.0000", "0%", '0.0,"千"', '0"万元"', ";;;", "[$$-409]0.0", '"待定"')]
    [False, False, False, False, False, False, False]
    >>> [is_plain(code) for code in ("General", "#,##0.00_);(#,##0.00)", '_ ¥* #,##0.00_ ;_ ¥* "-"??_ ')]
    [True, True, True]
    """
    return all(section.is_plain for section in _sections(code)[:2])


def seen(code: str, value: float) -> Seen | None:
    """Return what a person sees of a number under a format, where it is not just the number.

    >>> seen("0!.0000", 200000), seen('0.0"亿元"', 1.5)
    (Seen(shown='20', words='', other=True), Seen(shown='1.5亿元', words='亿元', other=False))
    >>> seen(";;;", 1.5), seen('[>=10000]0!.0,"万";0', 300), seen("0.00", 1.5)
    (Seen(shown='', words='', other=True), None, None)
    """
    if not value or is_plain(code):
        return None
    section = _section_for(_sections(code), value)
    if section.is_plain:
        return None
    words = section.before + section.after
    if not section.has_number:
        return Seen(words.strip(), words.strip(), True)
    number = format((Decimal(str(value)) * section.scale).normalize(), "f")
    shown = f"{section.before}{number}{'%' if section.scale >= 100 and '%' not in words else ''}{section.after}"
    # A digit among the words is read as one of the number's.
    other = section.scale != 1 or any(letter.isdigit() for letter in words)
    return Seen(shown.strip(), words.strip(), other)


def seen_in(text: str, value: float) -> Seen | None:
    """Return what a person sees of a number where the file says it in so many words, as an .ods does.

    >>> seen_in("0.15", 150), seen_in("1.5亿元", 1.5).words, seen_in("1,500.00", 1500), seen_in("1.50", 1.4999)
    (Seen(shown='0.15', words='', other=True), '亿元', None, None)
    """
    plain = text.strip()
    if not value or not plain or not plain.strip("#"):
        return None
    numbers = _NUMBER.findall(plain)
    if len(numbers) != 1:
        return None if _WRITTEN_OUT.fullmatch(plain) else Seen(plain, plain, True)
    words = _NUMBER.sub("", plain).strip()
    same = any(_agree(number, value) for number in (numbers[0].replace(",", ""), numbers[0].replace(",", ".")))
    if same and not _NOTHING.sub("", words):
        return None
    return Seen(plain, words, not same)


def _agree(shown: str, value: float) -> bool:
    try:
        number = Decimal(shown)
    except InvalidOperation:
        return False
    exponent = number.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return abs(abs(number) - abs(Decimal(str(value)))) <= half


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(map(_parsed, _SECTION.findall(code) or ["General"]))[:3]


def _section_for(sections: tuple[_Section, ...], value: float) -> _Section:
    for section in sections:
        if section.condition and _holds(section.condition, value):
            return section
    if any(section.condition for section in sections):
        return next((section for section in sections if not section.condition), sections[-1])
    return sections[1] if value < 0 and len(sections) > 1 else sections[0]


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, than = condition
    return {
        "<": value < than,
        ">": value > than,
        "<=": value <= than,
        ">=": value >= than,
        "=": value == than,
        "<>": value != than,
    }[sign]


def _parsed(section: str) -> _Section:
    said = _CONDITION.search(section)
    try:
        condition = (said[1], float(said[2])) if said else None
    except ValueError:
        condition = None
    drawn = DRAWN_POINT.search(section)
    section = DRAWN_POINT.sub(lambda match: "0" + match[1], section) if drawn else section
    bare = LITERAL.sub("", section)
    scale = Decimal(10) ** -len(drawn[1]) if drawn else Decimal(1)
    if commas := THOUSANDS.search(bare):
        scale /= Decimal(1000) ** len(commas[1])
    scale *= Decimal(100) ** bare.count("%")
    before, after, has_number = "", "", False
    for is_number, words in _tokens(section):
        has_number = has_number or is_number
        before, after = (before, after + words) if has_number else (before + words, after)
    return _Section(condition, scale, before, after, has_number)


def _tokens(section: str) -> Iterator[tuple[bool, str]]:
    """Yield for each part of a format whether a number stands there, and which words do."""
    for quoted, escaped, forced, currency, number, other in _TOKEN.findall(section):
        yield bool(number), quoted or escaped or forced or currency or other
