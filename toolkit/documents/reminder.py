"""What does a 催报通知 say to the units whose table has not arrived or has to be corrected?"""

from pathlib import Path

from toolkit.documents.render import render
from toolkit.model.documents import Reminder, chinese_date
from toolkit.model.errors import ToolkitError

# How an issuer speaks of itself, by what its name ends with.
_WE = {"办公室": "我办", "中心": "我中心", "委员会": "我委", "管委": "我委", "局": "我局"}
# The band in which the issuer's name is centred above the date holds so many characters.
_SIGNATURE_WIDTH = 14


def write_reminder(reminder: Reminder, template: Path, out: Path) -> Path:
    """Write the notice and return where it stands."""
    if not reminder.missing_units and not reminder.returned_units:
        raise ToolkitError(f"{reminder.period_label}没有未报送或需要改正的单位，不需要「{out.name}」。")
    render(template, context(reminder), out)
    return out


def context(reminder: Reminder) -> dict[str, object]:
    """Return the fields of the template 催报通知.docx.

    The words around them stand in the template, where the office may change them in Word.
    """
    addressees = dict.fromkeys((*reminder.missing_units, *(unit for unit, _ in reminder.returned_units)))
    return {
        "issuer": reminder.issuer,
        "long_issuer": len(reminder.issuer) > _SIGNATURE_WIDTH,
        "we": next((we for ending, we in _WE.items() if reminder.issuer.endswith(ending)), "本单位"),
        # A draft leaves room for the 发文机关代字 and the number, and keeps the year (GB/T 9704 7.2.5).
        "number": reminder.number or f"　　　　〔{reminder.issued_on.year}〕　　号",
        "period": reminder.period_label,
        "addressees": "、".join(addressees),
        "document_title": reminder.document_title,
        "basis": reminder.basis,
        "original_due": chinese_date(reminder.original_due),
        "new_due": chinese_date(reminder.new_due),
        "issued_on": chinese_date(reminder.issued_on),
        "missing_units": "、".join(reminder.missing_units),
        "missing_count": len(reminder.missing_units),
        "returned_units": "、".join(f"{unit}有{_rows(rows)}" for unit, rows in reminder.returned_units),
        "returned_count": len(reminder.returned_units),
        "numeral": _numerals(reminder),
        "contact_line": reminder.contact_line.rstrip("。"),
    }


def _rows(rows: int) -> str:
    # A table may be returned for its header or its total alone: then no row is to be counted.
    return f"{rows}行" if rows else "表头或合计"


def _numerals(reminder: Reminder) -> dict[str, str]:
    """Return 一、二、三、四 for the sections that this notice has, in their order."""
    sections = {
        "missing": bool(reminder.missing_units),
        "returned": bool(reminder.returned_units),
        "deadline": True,
        "duty": bool(reminder.basis),
    }
    present = [section for section, there in sections.items() if there]
    return dict(zip(present, "一二三四", strict=False))
