"""Which numbers in a text are of identity cards (GB 11643) or bank cards? They are removed before anything is printed.

Kept are numbers that only look alike: credit codes, telephone numbers, amounts, and contract or project numbers,
which often consist of a district and a date.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from msgspec import Struct

from toolkit.model.expressions import expression

IDENTITY, BANK = "身份证号码", "银行卡号"
HIDDEN = "×××"  # as LZ annex 2 itself prints them: 180×××

# Investors are adults; a later year belongs to a contract number.
YOUNGEST = 2010
# The two digits that a district's number may begin with (GB/T 2260).
_PROVINCES = frozenset(
    f"{region}{place}"
    for region, places in {1: 5, 2: 3, 3: 7, 4: 6, 5: 4, 6: 5, 7: 1, 8: 3}.items()
    for place in range(0 if region == 5 else 1, places + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Cards of Chinese banks: UnionPay's, older ones of the big banks, and those that are Visa's or MasterCard's as well.
_UNIONPAY = ("62",)
_OLDER = ("9558", "9559", "6013", "6014", "6033", "6035", "6036", "6858", "6907", "9843")
_ABROAD_TOO = expression(
    r"40(?:3361|2658|2791|4117|4118|4119|4120|4121|5512|9665|9666)|41(?:0062|2962|2963)|42(?:1317|1349|1869|7010|7018|7020)"
    r"|43(?:4061|4062|6742|6745|8088)|45(?:6351|8060|8071|8441)|46(?:8203|4580|4581)|49(?:1020|1031)"
    r"|51(?:2315|2316|2411|2412|2466|9412|9413)|52(?:4094|5498|2964|2001)|53(?:1659|9867|9868)|55(?:2599|3131|3242|3161)"
)
# As a form asks for them: behind these words the number is meant, even where a digit of it is wrong.
_SAYS_IDENTITY = expression(r"(?:身份证|身份証|公民身份|居民身份|证件号|ID ?card)[^\d，,；;。]{0,8}$", re.IGNORECASE)
_SAYS_BANK = expression(r"(?:银行卡|储蓄卡|借记卡|信用卡|工资卡|卡号|bank ?card)[^\d，,；;。]{0,8}$", re.IGNORECASE)
# Fifteen digits have no check digit of their own; behind these words they are something else.
SAYS_OTHER = expression(
    r"(?:税|登记|注册|执照|合同|协议|编号|单号|订单|发票|代码|批文|文号|备案|项目|序列|流水)"
    r"(?:|编号|号|证号|号码|码)[:：为是（( ]{0,3}$"
)
_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘx\u3000\xa0－—–‐‑\t\r\n", "0123456789XXX  -----   ")
_BETWEEN = " -\u200b"
_MANY = expression(r"\d(?:[ \-\u200b\u3000\xa0－—–‐‑\t\r\n]?\d){12}")
_LONG = expression(r"\d[\d \-\u200b\u3000\xa0－—–‐‑\t\r\n]{12}")  # tells most texts apart in a third of the time
_LOST = expression(r"(?<![\w.])(\d)\.(\d{10,16})[eE]\+?(1[4-8])(?!\d)")
_GROUP = expression(r"\d+X?")
_START = expression(r"(?<!\d)\d")


class SensitiveNumber(Struct, frozen=True):
    """A number found in a text: what it is, and where it begins and ends."""

    what: str
    start: int
    end: int


def may_hold_sensitive(texts: Iterable[str]) -> bool:
    """Tell whether any of many texts can hold such a number; they are searched as one text, for speed."""
    joined = "\x00".join(texts)
    return bool(_LONG.search(joined)) or "e+1" in joined or "E+1" in joined


def sensitive_numbers(text: str) -> list[SensitiveNumber]:
    """Return the identity and bank card numbers of a text, from left to right.

    >>> [found.what for found in sensitive_numbers("法人身份证11010519491231002X，卡号6222 0200 0000 0000 000")]
    ['身份证号码', '银行卡号']
    >>> sensitive_numbers("统一社会信用代码91450223MA00002698，电话19900002274，合同号450223202206300001，3.5亿元")
    []
    """
    if not _MANY.search(text) and not _LOST.search(text):
        return []
    plain = text.translate(_DIGITS)
    found: list[SensitiveNumber] = []
    for start in (match.start() for match in _START.finditer(plain)):
        if found and start < found[-1].end:
            continue
        found += next(_at(plain, start), ())
    return found


def without_sensitive(text: str) -> str:
    """Return a text whose identity and bank card numbers keep only their beginning.

    >>> without_sensitive("身份证１１０１０５19491231002x")
    '身份证110105×××'
    """
    numbers = sensitive_numbers(text)
    for number in reversed(numbers):
        begun = re.sub(r"\D", "", text[number.start : number.end].translate(_DIGITS))
        text = text[: number.start] + begun[: 6 if number.what == IDENTITY else 4] + HIDDEN + text[number.end :]
    return text


def names_without_sensitive(names: Iterable[str]) -> list[str]:
    """Return names without such numbers, no two alike that were not: sheets are told apart by them.

    >>> names_without_sensitive(["6月", "身份证11010519491231002X"])
    ['6月', '身份证110105×××']
    """
    shown: dict[str, str] = {}
    all_names = list(names)
    for name in all_names:
        plain = without_sensitive(name)
        others = {one for other, one in shown.items() if other != name}
        numbered = (f"{plain}（{number}）" for number in range(2, len(all_names) + 2))
        shown[name] = next(one for one in chain((plain,), numbered) if one not in others)
    return [shown[name] for name in all_names]


def _at(plain: str, start: int) -> Iterator[tuple[SensitiveNumber]]:
    """Yield the number that begins at a digit: an identity number before a bank card, the longest valid one."""
    before = plain[:start]
    if before[-1:] in (".", ",") and before[-2:-1].isdigit():
        return  # the places behind a point
    if lost := _LOST.match(plain, start):
        digits = (lost[1] + lost[2]).ljust(int(lost[3]) + 1, "0")
        what = IDENTITY if _is_written_out(digits, before) else BANK if digits.startswith(_UNIONPAY) else ""
        if what:
            yield (SensitiveNumber(what, start, lost.end()),)
        return
    for digits, end, grouped in _numbers(plain, start):
        if _is_identity(digits, before, grouped):
            yield (SensitiveNumber(IDENTITY, start, end),)
        elif _is_bank_card(digits, before, grouped):
            yield (SensitiveNumber(BANK, start, end),)


def _numbers(plain: str, start: int) -> Iterator[tuple[str, int, list[int]]]:
    """Yield (digits, end, sizes of its groups) of what may be one number, the whole first; groups of one sign apart."""
    groups: list[tuple[str, int]] = []
    at = start
    while at < len(plain):
        match = _GROUP.match(plain, at)
        if match is None:
            break
        groups.append((match[0], match.end()))
        if match[0].endswith("X") or sum(len(group) for group, _ in groups) > 19:
            break
        at = match.end() + (plain[match.end() : match.end() + 1] in _BETWEEN)
        if at == match.end():
            break
    for count in range(len(groups), 0, -1):
        end = groups[count - 1][1]
        behind = plain[end : end + 2]
        if (behind[:1].isascii() and behind[:1].isalnum()) or (behind[:1] == "." and behind[1:].isdigit()):
            continue
        yield "".join(group for group, _ in groups[:count]), end, [len(group) for group, _ in groups[:count]]


def _is_identity(digits: str, before: str, groups: list[int]) -> bool:
    if len(digits) not in (15, 18) or "X" in digits[:17] or digits[:2] not in _PROVINCES:
        return False
    if not _is_birthday(digits[6:14] if len(digits) == 18 else f"19{digits[6:12]}"):
        return False
    if _SAYS_IDENTITY.search(before[-40:]):
        return True
    if len(digits) == 15:
        # Born 1930 to 1999: what begins 00 to 29 is the year of a contract, not of a person.
        is_said_other = _is_joined(before) or SAYS_OTHER.search(before[-30:]) or _is_registration(digits)
        return groups in ([15], [6, 6, 3]) and int(digits[6:8]) >= 30 and not is_said_other
    return _is_written_out(digits, before) or _checks(digits)


def _is_written_out(digits: str, before: str) -> bool:
    """Tell whether Excel took an identity number for a number: it keeps fifteen digits and writes 000 for the rest."""
    if len(digits) != 18 or not digits.endswith("000") or digits[:2] not in _PROVINCES:
        return False
    return digits[6:8] == "19" and _is_birthday(digits[6:14]) and not SAYS_OTHER.search(before[-30:])


def _is_birthday(text: str) -> bool:
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1900 <= born.year <= YOUNGEST


def _checks(digits: str) -> bool:
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[17]


def _is_registration(digits: str) -> bool:
    """Tell whether fifteen digits are a firm's old registration number (GS 15-2006) by their check digit."""
    rest = 10
    for digit in digits[:14]:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return (rest + int(digits[14])) % 10 == 1


def _is_bank_card(digits: str, before: str, groups: list[int]) -> bool:
    if not 16 <= len(digits) <= 19 or "X" in digits:
        return False
    is_said = bool(_SAYS_BANK.search(before[-40:]))
    if groups != [len(digits)] and not is_said and not all(size == 4 for size in groups[:-1]) and groups[0] != 6:
        return False
    if is_said:
        return True
    is_issued = digits.startswith((*_UNIONPAY, *_OLDER)) or bool(_ABROAD_TOO.match(digits))
    # 6201022022063001 is a district of Gansu, a day and a number, not a card.
    is_dated = digits[:2] in _PROVINCES and re.match(r"20[0-4]\d(?:0[1-9]|1[0-2])[0-3]\d", digits[6:])
    is_other = is_dated or _is_joined(before) or SAYS_OTHER.search(before[-30:])
    return is_issued and not is_other and _luhn(digits)


def _is_joined(before: str) -> bool:
    """Tell whether a letter stands right before, as in HT4502…: then it is the number of a paper."""
    return before[-1:].isascii() and before[-1:].isalnum()


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
