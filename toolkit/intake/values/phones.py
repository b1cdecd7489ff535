"""Which telephone number does a cell hold? Digits as typed, and whether some are hidden or lost."""

import re

from toolkit.files.grid import RawCell
from toolkit.intake.values.typed import Read, compact

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(0\d{2,3})-?(\d{7,8})(?:(?:-|转)\d{1,6})?|400-?\d{3}-?\d{4}")
MASKED = re.compile(r"[×xX*＊✕Xx某●]{2,}|×")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
FIFTEEN_DIGITS = 10**15


def read_phone(cell: RawCell) -> Read[str]:
    """Return a phone number as text; several numbers are joined by 、 as typed apart."""
    typed = cell.text
    if MOBILE.fullmatch(typed):
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
    numbers = [_number(part) for part in re.split(r"[/、,，;；]", typed) if compact(part)]
    if numbers and all(numbers):
        return Read("、".join(number for number in numbers if number))
    return Read(typed, (("phone_invalid", details),))


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
