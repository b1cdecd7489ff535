"""Which telephone numbers stand in a text, and how is a text shown to others than the unit that wrote it?

Mobiles, landlines with their area code, and shorter ones behind a word such as 电话.  Amounts, years, credit codes and
contract numbers only look alike.
"""

import re
from collections.abc import Iterable

from toolkit.model.expressions import expression
from toolkit.model.sensitive import HIDDEN, SAYS_OTHER, SensitiveNumber, without_sensitive

MOBILE, LANDLINE = "手机号码", "固定电话号码"
# Between two digits: blanks and line breaks, however many, and one sign among them.
_BLANKS = r"[ \t\r\n\u3000\xa0\u200b]{0,4}"
_GAP = rf"{_BLANKS}[\-－—–‐‑−.·)）]?{_BLANKS}"
# A digit, a letter or a decimal point right before makes it part of another number, as in HT1990… or 0.1990….
_BEGINS = r"(?:(?<![\dA-Za-z])(?<!\d[.．])|(?<=[Tt][Ee][Ll]))"
_ENDS = r"(?!\d|[.．]\d)"
# An amount has its unit behind it.  Eleven digits count no persons and no firms, and 万 is a surname as well.
_AMOUNTS = r"元(?!某)|[万亿]元(?!某|工业|项目|企业|以上)|[万亿]?(?:[美港欧日]元|吨|亩|平方|立方|㎡|公顷|公里)|%|％"
_NO_AMOUNT = rf"(?!\s{{0,3}}(?:{_AMOUNTS}))"
_NO_COUNT = r"(?!\s{0,3}(?:个(?!人)|人|家(?![里中人属])|台(?![州湾])|套))"
_MOBILES = expression(
    rf"{_BEGINS}(?=((?:(?:\+|00)?[8８][6６]{_GAP})?[0０]?(?P<number>[1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}})){_ENDS}{_NO_AMOUNT})"
)
_LANDLINES = expression(
    rf"{_BEGINS}(?=((?:(?:\+|00)[8８][6６]{_GAP})?[(（]?[0０](?:[1１][0０]|[2２]\d|[3-9３-９]\d{{2}})[)）]?"
    rf"{_BLANKS}[\-－—–‐‑−.·]{{0,2}}{_BLANKS}(?P<number>\d(?:{_GAP}\d){{6,7}}?)){_ENDS})"
)
_ABROAD = expression(rf"{_BEGINS}(?=((?:\+|00)(?:85[23]|886){_GAP}\d{{4}}{_GAP}\d{{4}})(?!\d))")
# In how many digits people part a mobile number; in two parts it may be parted anywhere.
_PARTS = ((3, 4, 4), (4, 3, 4), (3, 3, 5), (5, 3, 3), (3, 4, 2, 2), (1, 2, 4, 4), (1, 3, 3, 4), (1, 3, 4, 3))
_DOTTED = expression(r"\d[.．]\d")
# What a person writes before a number that is to be called.
LABEL = expression(r"(?i)电\s*话|手\s*机|座\s*机|固\s*话|传\s*真|联系(?:方式|号码|人)|热\s*线|\btel\b|☎|📞")
_LABELLED = expression(
    rf"(?i)(?:电\s*话|座\s*机|固\s*话|传\s*真|\btel\b)[^\d，,；;。]{{0,6}}(?P<number>[2-8２-８]\d{{2,3}}{_GAP}\d{{4}}){_ENDS}{_NO_AMOUNT}{_NO_COUNT}"
)
# How any of them begins and goes on: most texts, days and amounts too, are told apart in one look.
_CANDIDATE = expression(
    rf"[1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}}|[0０][1-9１-９]\d{{1,2}}[^\d\x00]{{0,9}}\d(?:{_GAP}\d){{6}}"
    rf"|8[58][236]{_GAP}\d{{4}}{_GAP}\d{{4}}|(?i:话|机|真|tel)[^\d，,；;。\x00]{{0,6}}[2-8２-８]\d{{2,3}}{_GAP}\d{{4}}"
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
    found = [
        SensitiveNumber(MOBILE, *match.span(1)) for match in _MOBILES.finditer(text) if _is_mobile(match["number"])
    ]
    landlines = (match for match in _LANDLINES.finditer(text) if len(_parts(match["number"])) <= 2)
    for match in (*landlines, *_ABROAD.finditer(text)):
        if not SAYS_OTHER.search(text[: match.start()][-30:]):  # 合同号07722022063
            found.append(SensitiveNumber(LANDLINE, *match.span(1)))
    found += [SensitiveNumber(LANDLINE, *match.span("number")) for match in _LABELLED.finditer(text)]
    apart: list[SensitiveNumber] = []
    for one in sorted(found, key=lambda number: (number.start, -number.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _is_mobile(number: str) -> bool:
    """Tell whether eleven digits are parted as people part a number to be called, not as amounts, years and days.

    >>> [_is_mobile(text) for text in ("1 9900001234", "19900\\n001234", "1.9900001234", "1998-2003 150")]
    [True, True, False, False]
    """
    sizes = _parts(number)
    if len(sizes) <= 2:
        # 13.900001234 is a decimal number, 139.00001234 how some write a telephone number.
        # Behind a number of two digits begins another one: 第15 300000000.
        return sizes[0] in (3, 4, 7) or not (_DOTTED.search(number) or (sizes[0] == 2 and "\n" not in number))
    return tuple(sizes) in _PARTS


def _parts(number: str) -> list[int]:
    return [len(part) for part in re.findall(r"\d+", number)]


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
