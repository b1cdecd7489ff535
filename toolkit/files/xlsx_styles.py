"""Which cell formats mean a date, and which strike the text through?"""

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct, field

from toolkit.files.grid import RawCell
from toolkit.files.number_formats import PERCENT_FORMATS, is_plain
from toolkit.files.package import Package, local, parse_chunks
from toolkit.model.expressions import expression
from toolkit.model.nouns import compared_without

# Number formats that Excel builds in and writes without their text; 27-36 and 50-58 are the Chinese ones.
BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
LITERAL = expression(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@compared_without("known")
class Styles(Struct, frozen=True):
    """The indexes of cell formats (``s`` of a cell) that are dates, are struck, or show more than a number.

    ``odd``: those that show more, or another number, with their format.
    ``coarse``: of those that are dates, which show no day, with what they show (month or year).  ``known`` is filled by
    :class:`~toolkit.files.xlsx_cells.CellValues`: files made from one form share their styles, and many numbers.
    """

    dates: frozenset[str] = field(default_factory=frozenset)
    struck: frozenset[str] = field(default_factory=frozenset)
    odd: Mapping[str, str] = field(default_factory=dict)
    coarse: Mapping[str, str] = field(default_factory=dict)
    known: dict[tuple[bool, bytes], dict[bytes | None, RawCell | None]] = field(default_factory=dict)


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date.

    >>> [is_date_format(code) for code in ("yyyy-mm-dd", '0.00"元/day"', "[Red]0.0", "m月d日")]
    [True, False, False, True]
    """
    bare = LITERAL.sub("", code).lower()
    return any(letter in bare for letter in "yd") or ("m" in bare and "0" not in bare and "#" not in bare)


def shown_exactness(code: str) -> str:
    """Return what a date format shows at the finest: ``month``, ``year``, or '' for a day or more.

    >>> [shown_exactness(code) for code in ('[DBNum1][$-804]yyyy"年"m"月"', "yyyy-mm-dd", 'm"月"d"日"', "yyyy")]
    ['month', '', '', 'year']
    """
    bare = LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    if "y" not in bare or any(letter in bare for letter in "dhs"):
        return ""
    return "month" if "m" in bare else "year"


def read_styles(package: Package, part: str) -> Styles:
    """Return the styles of a workbook; a workbook without the part has none."""
    return _styles(part, package.part(part)) if part in package else Styles()


@lru_cache(maxsize=64)
def _styles(part: str, xml: bytes) -> Styles:
    custom: dict[str, str] = {}
    struck_fonts: set[int] = set()
    formats: list[tuple[int, str]] = []
    fonts = 0
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal fonts
        name = local(tag)
        parent = inside[-1] if inside else ""
        inside.append(name)
        if name == "numFmt":
            custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and parent == "fonts":
            fonts += 1
        elif name == "strike" and parent == "font" and attributes.get("val", "1") not in ("0", "false"):
            if "fonts" in inside:
                struck_fonts.add(fonts - 1)
        elif name == "xf" and parent == "cellXfs":
            formats.append((int(attributes.get("fontId", "0") or 0), attributes.get("numFmtId", "0")))

    def end(_: str) -> None:
        inside.pop()

    parse_chunks(part, iter((xml,)), start, end)
    dates = {str(n) for n, (_, number) in enumerate(formats) if _is_date(number, custom)}
    struck = {str(n) for n, (font, _) in enumerate(formats) if font in struck_fonts}
    codes = {str(n): _code(number, custom) for n, (_, number) in enumerate(formats)}
    shown = {
        str(n): shown_exactness(custom.get(number, "")) for n, (_, number) in enumerate(formats) if str(n) in dates
    }
    coarse = {n: exact for n, exact in shown.items() if exact}
    odd = {n: code for n, code in codes.items() if n not in dates and not is_plain(code)}
    return Styles(frozenset(dates), frozenset(struck), odd, coarse)


def _code(number: str, custom: dict[str, str]) -> str:
    return custom.get(number, "0%" if number in PERCENT_FORMATS else "0")


def _is_date(number: str, custom: dict[str, str]) -> bool:
    if number in custom:
        return is_date_format(custom[number])
    return number.isdigit() and int(number) in BUILT_IN_DATES
