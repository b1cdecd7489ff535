"""How is a project's money shared by where it comes from? 「广东60%，广西40%」 names each place with its part."""

import re
import unicodedata
from fractions import Fraction

from toolkit.intake.values.regions import judge_source
from toolkit.model.expressions import expression
from toolkit.model.judged import Judged
from toolkit.model.regions import Home, Reach

WHOLE = 100
_PARTS = expression(r"[、，,；;+＋]|(?<=[%％成)])(?:和|与|及)?(?=[一-鿿])")
_SHARE = expression(
    r"(?P<place>[^\d%]+?)[(]?(?:各?占比?|出资|持股|投资|约)*"
    r"(?:(?P<percent>\d+(?:\.\d+)?)%|(?P<tenths>[一二三四五六七八九])成)[)]?"
)
_TENTHS = "零一二三四五六七八九"
Shares = tuple[tuple[Judged[Reach], Fraction], ...]


def shares_of(text: str | None, home: Home) -> Shares:
    """Return the places that a 投资来源 names with their parts of the whole; nothing where one is not stated.

    The parts must make up the whole: what adds up to 90 % is no statement.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    pieces = [piece for piece in _PARTS.split(plain) if piece]
    found = [_SHARE.fullmatch(piece) for piece in pieces]
    told = [one for one in found if one]
    if len(told) < 2 or len(told) != len(found):
        return ()
    parts = [
        Fraction(one["percent"]) if one["percent"] else Fraction(10 * _TENTHS.index(one["tenths"])) for one in told
    ]
    if sum(parts) != WHOLE:
        return ()
    return tuple((judge_source(one["place"], home), part / WHOLE) for one, part in zip(told, parts, strict=True))
