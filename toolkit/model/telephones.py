"""Which telephone numbers stand in a text, and how is a text shown to others than the unit that wrote it?

Mobiles, landlines with their area code, and shorter ones behind a word such as 电话.  Amounts, years, credit codes and
contract numbers only look alike.
"""

import re
from collections.abc import Iterable

from toolkit.model.expressions import expression
from toolkit.model.sensitive import HIDDEN, SAYS_OTHER, SensitiveNumber, without_sensitive

MOBILE, LANDLINE = "手机号码", "固定电话号码"
_GAP = r"[ \-\u3000\xa0\u200b－—–‐‑.·]?"
# Behind an amount or a count stands its unit; no telephone number has one.
_NO_UNIT = r"(?!\d|[.．]\d|\s?(?:元|万|亿|美元|港元|欧元|吨|亩|平方|㎡|公顷|个|人|家|台|套|%|％))"
_MOBILES = expression(
    rf"(?<![\dA-Za-z.．])(?:(?:\+|00)?[8８][6６]{_GAP})?"
    rf"(?:[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|[1１][3-9３-９]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}){_NO_UNIT}"
)
_LANDLINES = expression(
    r"(?<![\dA-Za-z.．])(?:(?:\+|00)[8８][6６][ \-－—]?)?[(（]?[0０](?:[1１][0０]|[2２]\d|[3-9３-９]\d{2})[)）]?"
    rf"[ \-－—–‐‑]{{0,2}}\d{{3,4}}{_GAP}\d{{4}}{_NO_UNIT}"
)
_ABROAD = expression(r"(?<![\dA-Za-z.．])(?:\+|00)(?:85[23]|886)[ \-－—]?\d{4}[ \-－—]?\d{4}(?!\d)")
# What a person writes before a number that is to be called.
LABEL = expression(r"(?i)电\s*话|手\s*机|座\s*机|固\s*话|传\s*真|联系(?:方式|号码|人)|热\s*线|\btel\b|☎|📞")
_LABELLED = expression(
    rf"(?i)(?:电\s*话|座\s*机|固\s*话|传\s*真|\btel\b)[^\d，,；;。]{{0,6}}(?P<number>[2-8２-８]\d{{2,3}}{_GAP}\d{{4}}){_NO_UNIT}"
)
# How any of them begins and goes on: most texts, days and amounts too, are told apart in one look.
_CANDIDATE = expression(
    r"[1１][3-9３-９]\d(?:[^\d]?\d){8}|[0０][1-9１-９]\d{1,2}[^\d]{0,3}\d{3,4}[^\d]?\d{4}|8[58][236][^\d]?\d{4}[^\d]?\d{4}"
    r"|(?i:话|机|真|tel)[^\d，,；;。]{0,6}[2-8２-８]\d{2,3}[^\d]?\d{4}"
)
_DIGITS = expression(r"\d[\d\- ]{3,}\d")


def may_hold_telephone(texts: Iterable[str]) -> bool:
    """Tell whether any of many texts can hold a telephone number; they are searched as one text, for speed."""
    return bool(_CANDIDATE.search("\x00".join(texts)))


def telephone_numbers(text: str) -> list[SensitiveNumber]:
    """Return the telephone numbers of a text, from left to right.

    >>> [found.what for found in telephone_numbers("联系韦某199-0000-1234，或（0772）0000123转801")]
    ['手机号码', '固定电话号码']
    >>> telephone_numbers("投资13800000000元，91450223MA0000357N，2022-06-30，合同号20220630001")
    []
    """
    if not _CANDIDATE.search(text):
        return []
    found = [SensitiveNumber(MOBILE, *match.span()) for match in _MOBILES.finditer(text)]
    for match in (*_LANDLINES.finditer(text), *_ABROAD.finditer(text)):
        if not SAYS_OTHER.search(text[: match.start()][-30:]):  # 合同号07722022063
            found.append(SensitiveNumber(LANDLINE, *match.span()))
    found += [SensitiveNumber(LANDLINE, *match.span("number")) for match in _LABELLED.finditer(text)]
    apart: list[SensitiveNumber] = []
    for one in sorted(found, key=lambda number: (number.start, -number.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def masked_text(text: str) -> str:
    """Return a text in which telephone, identity and bank card numbers keep only their beginning.

    >>> masked_text("已开工，联系韦某某19900001234或0772-0000123"), masked_text("统一代码91450223MA0000357N")
    ('已开工，联系韦某某199×××或0772×××', '统一代码91450223MA0000357N')
    """
    if not any(letter.isdigit() for letter in text):
        return text
    text = without_sensitive(text)
    for number in reversed(telephone_numbers(text)):
        text = text[: number.start] + _begun(text[number.start : number.end]) + text[number.end :]
    return text


def masked_phone(text: str) -> str:
    """Return the text of a telephone column with every number masked.

    >>> masked_phone("19900001234、0000123"), masked_phone("1990000123"), masked_phone("180×××")
    ('199×××、000×××', '199×××', '180×××')
    """
    return _DIGITS.sub(lambda found: found[0][:3] + HIDDEN, masked_text(text))


def _begun(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    plain = digits.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    drop = 4 if plain.startswith("0086") else 2 if plain.startswith("86") else 0
    digits, plain = digits[drop:], plain[drop:]
    code = 3 if plain[:3] == "010" or plain.startswith("02") else 4
    return (digits[:code] if plain.startswith("0") else digits[:3]) + HIDDEN
