"""Which fields surround the text of every notice? Mark, number, addressees, signature, date and copies."""

from datetime import date

from msgspec.structs import replace

from toolkit.model.documents import chinese_date
from toolkit.model.notices import Letterhead

# How an issuer speaks of itself, by what its name ends with; the longer ending first.
_WE = {
    "办公室": "我办",
    **dict.fromkeys(("委员会", "管委会", "工委", "管委", "党委", "县委", "区委", "市委"), "我委"),
    **dict.fromkeys(("商会", "协会", "联合会", "促进会"), "我会"),
    "中心": "我中心",
    "公司": "我公司",
    **{last: f"我{last}" for last in "局部科处厅院署站办"},
}
# A mark 「×××文件」 of up to so many characters is set in 42 pt; of more than so many, in 20 pt; else in 26 pt.
_LARGE, _LONG = 8, 15
# The band in which the issuer's name is centred above the date holds so many characters.
_SIGNATURE_WIDTH = 14
_LINE = 28  # characters of the body
_MOST_ADDRESSED = 6 * _LINE  # characters: six lines leave room for text below a red head
_COPIES = 27  # 4号 characters of the 版记 after 「抄送：」, one left free at each side


def letterhead(head: Letterhead, *unused: str) -> dict[str, object]:
    """Return the fields that all templates with addressees share, but for those that a kind has no use for."""
    signature, signed_on = unsealed(head.issuer, head.issued_on)
    to = addressed(head.addressees)
    # Page 1 has to hold text of the body: more addressees than fit stand in the 版记, and nowhere else (7.3.2).
    moved = len(to) > _MOST_ADDRESSED
    fields: dict[str, object] = {
        "issuer": head.issuer,
        "mark_large": len(head.issuer) <= _LARGE,
        "mark_long": len(head.issuer) > _LONG,
        "long_issuer": len(head.issuer) > _SIGNATURE_WIDTH,
        "number": number(head.number, head.issued_on.year),
        "addressees": "" if moved else to,
        "we": we(head.issuer),
        "document_title": head.document_title,
        "basis": head.basis,
        "issued_on": chinese_date(head.issued_on),
        "sealed": head.sealed,
        "signature": signature,
        "signed_on": signed_on,
        "contact_line": head.contact_line.rstrip("。"),
        "copies_to": "\n".join(
            filter(None, (_openness(head), copies((to,), "主送") if moved else "", copies(head.copies_to)))
        ),
        "remarks": list(head.remarks),
    }
    return {name: value for name, value in fields.items() if name not in unused}


def _openness(head: Letterhead) -> str:
    """Return the line 公开方式 of the 版记 (GN-D1), '' where none is printed."""
    return f"　公开方式：{head.publicity}" if head.publicity else ""


def of_letter(head: Letterhead, *unused: str) -> dict[str, object]:
    """Return the same for the 信函 format, whose mark is the bare name in one of two sizes."""
    # Its 版记 has the copies alone (10.1).
    return letterhead(replace(head, publicity=""), "mark_large", *unused) | {"mark_long": len(head.issuer) > _LONG + 2}


def addressed(names: tuple[str, ...]) -> str:
    """Return the 主送机关: units with 、 between them, classes of units (各乡镇人民政府，县直各单位) with ，."""
    return ("，" if any("各" in name for name in names) else "、").join(dict.fromkeys(names))


def number(given: str, year: int) -> str:
    """Return the 发文字号; a draft leaves room for the 发文机关代字 and the number, and keeps the year (7.2.5)."""
    return given or f"　　　　〔{year}〕　　号"


def we(issuer: str) -> str:
    """Return how an issuer speaks of itself: 我办, 我中心, 我局; by its name where no such word is in use.

    本单位 is not used: the receiver would read it as itself.
    """
    return next((word for ending, word in _WE.items() if issuer.endswith(ending)), issuer)


def unsealed(issuer: str, day: date) -> tuple[str, str]:
    """Return name and date as they stand without a seal (7.3.5.2), moved into place by spaces.

    The name ends 2 characters from the right and the date begins 2 right of the name's beginning; a date longer
    than the name ends 2 characters from the right instead, and the name moves left.
    """
    written = chinese_date(day)
    width = sum(0.5 if character.isascii() else 1 for character in written)
    start = _LINE - 2 - len(issuer) if len(issuer) >= width else _LINE - 2 - width - 2
    return _spaces(start) + issuer, _spaces(start + 2) + written


def _spaces(characters: float) -> str:
    whole = int(max(characters, 0))
    return "　" * whole + (" " if characters - whole >= 0.5 else "")


def copies(units: tuple[str, ...], label: str = "抄送") -> str:
    """Return the 抄送 or 主送 of the 版记: one character in at both sides, the next lines under it (7.4.2)."""
    if not units:
        return ""
    text = "，".join(units) + "。"
    lines = [text[start : start + _COPIES] for start in range(0, len(text), _COPIES)]
    if len(lines) > 1 and lines[-1] in ("，", "。"):
        lines[-2:] = [lines[-2] + lines[-1]]
    return f"　{label}：" + "\n　　　　".join(lines)
