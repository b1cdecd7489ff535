"""Which fields does a 催报通知 have? Units whose table has not arrived or has to be corrected, and until when."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from toolkit.documents.paper.figures import numerals
from toolkit.documents.paper.letterhead import letterhead
from toolkit.model.documents import chinese_date
from toolkit.model.errors import ToolkitError
from toolkit.model.notices import Reminder


def context(reminder: Reminder) -> dict[str, object]:
    """Return the fields of the template 催报通知.docx; raises ``ToolkitError`` where there is nobody to remind.

    The wording stands in the template, where the office may change it in Word.
    """
    if not reminder.missing_units and not reminder.returned_units:
        raise ToolkitError(f"{reminder.period_label}没有未报送或退回修改的单位，不需要催报通知。")
    return letterhead(replace(reminder.head, addressees=reminder.addressees)) | {
        "period": reminder.period_label,
        "original_due": chinese_date(reminder.original_due),
        "new_due": chinese_date(reminder.new_due),
        "urged_on": chinese_date(reminder.urged_on) if reminder.urged_on else "",
        "missing_units": "、".join(_named(unit, reminder.came.get(unit, ())) for unit in reminder.missing_units),
        "missing_count": len(reminder.missing_units),
        "returned_units": _returned(reminder),
        "returned_count": len(reminder.returned_units),
        "numeral": numerals(
            missing=bool(reminder.missing_units),
            returned=bool(reminder.returned_units),
            duty=bool(reminder.head.basis),
        ),
    }


def _returned(reminder: Reminder) -> str:
    """Return 县住建局有3行、江口乡有1处: a table may be returned without a faulty row, for its header or its total."""
    rows = "、".join(f"{unit}有{count}行" for unit, count in reminder.returned_units if count)
    others = [unit for unit, count in reminder.returned_units if not count]
    counted = "、".join(f"{unit}有{reminder.places[unit]}处" for unit in others if reminder.places.get(unit))
    whole = "、".join(unit for unit in others if not reminder.places.get(unit))
    parts = (rows, counted, f"{whole}的工作表、表头或者合计等处" if whole else "")
    return "，".join(part for part in parts if part)


def _named(unit: str, came: Sequence[str]) -> str:
    """Return a unit's name, and behind it what it sent instead of a table, and what is wanted."""
    return f"{unit}（{_without_brackets('；'.join(came))}）" if came else unit


def _without_brackets(text: str) -> str:
    """Return a text that stands in brackets without brackets of its own, but for those of file names."""
    parts = re.split(r"(“[^”]*”)", text)
    return "".join(part if part.startswith("“") else part.replace("（", "，").replace("）", "") for part in parts)
