"""Which telephone number does a cell hold? Digits as typed, and whether some are hidden or lost."""

import re

from toolkit.files.grid import RawCell
from toolkit.intake.values.typed import Read, compact
from toolkit.model.expressions import expression

MOBILE = expression(r"1[3-9]\d{9}")
PLAIN = expression(rf"{MOBILE.pattern}|0\d{{2,3}}-\d{{7,8}}")  # as most are typed
LANDLINE = expression(r"(0\d{2,3})-?(\d{7,8})(?:(?:-|转)\d{1,6})?|400-?\d{3}-?\d{4}")
MASKED = expression(r"[×xX*＊✕Xx某●]{2,}|×")
SCIENTIFIC = expression(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
FIFTEEN_DIGITS = 10**15
# A number to call among other words: mobile (some digits perhaps hidden), landline with area code, 400 number.
WITHIN = expression(
    r"(?<!\d)(?:(?:\+|00)?86-?)?1[3-9]\d{9}(?!\d)|(?<!\d)1[3-9]\d{0,8}[×xX*＊✕●]{2,}\d{0,4}"
    r"|(?<!\d)\(?0\d{2,3}\)?-?\d{7,8}(?!\d)|(?<!\d)400-?\d{3}-?\d{4}(?!\d)"
)
LABELS = expression(r"(?:联系)?(?:人|电话|手机号?码?|方式|号码)?[:：]|电话|手机|联系人|负责人|[(（)）|\\\-—]+")
BETWEEN_NAMES = expression(r"[/、,，;；]|\s+")
LONGEST_NAME = 12


def read_phone(cell: RawCell) -> Read[str]:
    """Return a phone number as text; several numbers are joined by 、 as typed apart."""
    typed = cell.text
    if PLAIN.fullmatch(typed):
        return Read(typed)
    details = {"typed": typed}
    if isinstance(cell.value, float) and not cell.value.is_integer():
        return Read(None, (("phone_lossy", details),))
    text = compact(typed)
    if SCIENTIFIC.fullmatch(text):
        return Read(None, (("phone_lossy", details),))
    if MASKED.search(text):
        return Read(typed, (("phone_masked", details),))
    if isinstance(cell.value, int) and LANDLINE.fullmatch(f"0{text}") and not MOBILE.fullmatch(text):
        return Read(None, (("phone_lossy", details),))  # typed as a number, 0772… lost its zero
    numbers = [_number(part) for part in re.split(r"[/、,，;；\n\r]", typed) if compact(part)]
    if numbers and all(numbers):
        return Read("、".join(number for number in numbers if number))
    return Read(typed, (("phone_invalid", details),))


def split_contact(text: str) -> tuple[str, str] | None:
    """Return (name, numbers joined by 、) of a cell that holds a person and telephone; ``None`` where it is not certain.

    >>> split_contact("韦某 19900002035"), split_contact("联系人：韦某（0772-0000123）"), split_contact("韦某")
    (('韦某', '19900002035'), ('韦某', '0772-0000123'), ('韦某', ''))
    >>> split_contact("韦某 1990000"), split_contact("韦某 19900002035 覃某 19900002036")
    (None, None)
    >>> split_contact("韦某、覃某 19900002035"), split_contact("韦 某19900002035"), split_contact("韦某/覃某 19900002035/19900002036")
    (('韦某、覃某', '19900002035'), ('韦某', '19900002035'), None)
    """
    numbers = WITHIN.findall(text)
    pieces = [_names(LABELS.sub(" ", part)) for part in WITHIN.split(text)]
    names = [piece for piece in pieces if piece]
    if len(names) > 1 or any(re.search(r"\d", name) or len(name) > LONGEST_NAME for name in names):
        return None  # two persons, or digits that are no number to call
    if len(numbers) > 1 and "、" in "".join(names):
        return None  # whose number is which?
    return (names[0] if names else ""), "、".join(number.strip("()").replace(")", "-") for number in numbers)


def _names(text: str) -> str:
    """Return the names in a text joined by 、; 韦　某, set wide, is one name."""
    parts = [part for part in BETWEEN_NAMES.split(text) if part]
    return ("" if all(len(part) == 1 for part in parts) else "、").join(parts)


def read_contact(cell: RawCell) -> Read[str]:
    """Return the person of a cell that holds a person and a telephone."""
    parts = split_contact(cell.text)
    if parts is None:
        return Read(None, (("contact_and_phone", {"typed": cell.text}),))
    return Read(parts[0] or None, () if parts[0] else (("missing_required", {"column": "项目负责人"}),))


def read_contact_phone(cell: RawCell) -> Read[str]:
    """Return the telephone of a cell that holds a person and a telephone; a doubt is said of the person."""
    parts = split_contact(cell.text)
    if parts is None:
        return Read(None)
    return read_phone(RawCell(parts[1])) if parts[1] else Read(None, (("missing_required", {"column": "联系电话"}),))


def is_lossy_code(cell: RawCell) -> bool:
    """Tell whether a long code was kept as a number: Excel keeps fifteen digits of its eighteen."""
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
        return abs(cell.value) >= FIFTEEN_DIGITS
    return SCIENTIFIC.fullmatch(compact(cell.text)) is not None


def _number(text: str) -> str | None:
    bare = re.sub(r"^(?:\+|00)86-?", "", compact(text).replace("(+86)", "+86"))
    bare = bare.replace("(", "").replace(")", "-").replace("--", "-")
    digits = bare.replace("-", "")
    if MOBILE.fullmatch(digits):
        return digits
    if match := LANDLINE.fullmatch(bare):
        return f"{match[1]}-{bare[len(match[1]) :].lstrip('-')}" if match[1] else bare
    return None
