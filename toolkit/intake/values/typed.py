"""What is the result of reading one value? The value, and the remarks that become findings on its cell."""

from typing import Generic, TypeVar

from msgspec import Struct

from toolkit.model.expressions import expression
from toolkit.model.units import TRADITIONAL_UNITS

MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()

T = TypeVar("T")

# Full-width digits, letters and punctuation that clerks type into amounts, dates and phones.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2014: 0x2D, 0x2013: 0x2D}
HALF_WIDTH |= {ord(letter): ord(simple) for letter, simple in TRADITIONAL_UNITS.items()}
SPACES = expression(r"[\s\u00a0\u3000\u200b\ufeff]+")
# What either of the two would change: most texts hold none of it, and to find that out costs a third of doing it.
UNTIDY = expression(r"[\s\u00a0\u2013\u2014\u200b\u3000\ufeff\uff01-\uff5e萬億圓畝頃]")


class Read(Struct, Generic[T], frozen=True):
    """A value (``None``: empty or doubtful) with (kind, details) remarks for its cell."""

    value: T | None
    remarks: tuple[tuple[str, dict[str, str]], ...] = ()


def compact(text: str) -> str:
    """Return text in half-width and without any space, its 萬 and 億 as 万 and 亿.

    >>> compact("１，２００ 万元（预计）"), compact("1.5 億圓")
    ('1,200万元(预计)', '1.5亿元')
    """
    return SPACES.sub("", text.translate(HALF_WIDTH)) if UNTIDY.search(text) else text
