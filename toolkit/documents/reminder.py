"""What does a 催报通知 say to the units whose table has not arrived or has to be corrected?"""

from pathlib import Path

from toolkit.documents.figures import numerals
from toolkit.documents.letterhead import letterhead
from toolkit.documents.render import render
from toolkit.model.documents import Reminder, chinese_date
from toolkit.model.errors import ToolkitError
from toolkit.model.notices import Letterhead


def write_reminder(reminder: Reminder, template: Path, out: Path) -> Path:
    """Write the notice and return where it stands."""
    if not reminder.missing_units and not reminder.returned_units:
        raise ToolkitError(f"{reminder.period_label}没有未报送或需要改正的单位，不需要“{out.name}”。")
    return render(template, context(reminder), out)


def context(reminder: Reminder) -> dict[str, object]:
    """Return the fields of the template 催报通知.docx.

    The words around them stand in the template, where the office may change them in Word.
    """
    addressees = dict.fromkeys((*reminder.missing_units, *(unit for unit, _ in reminder.returned_units)))
    shared = letterhead(
        Letterhead(
            issuer=reminder.issuer,
            number=reminder.number,
            issued_on=reminder.issued_on,
            addressees=tuple(addressees),
            document_title=reminder.document_title,
            basis=reminder.basis,
            contact_line=reminder.contact_line,
        ),
        "remarks",
    )
    return shared | {
        "period": reminder.period_label,
        "original_due": chinese_date(reminder.original_due),
        "new_due": chinese_date(reminder.new_due),
        "missing_units": "、".join(reminder.missing_units),
        "missing_count": len(reminder.missing_units),
        "returned_units": "、".join(f"{unit}有{_rows(rows)}" for unit, rows in reminder.returned_units),
        "returned_count": len(reminder.returned_units),
        "numeral": numerals(
            missing=bool(reminder.missing_units),
            returned=bool(reminder.returned_units),
            deadline=True,
            duty=bool(reminder.basis),
        ),
    }


def _rows(rows: int) -> str:
    # A table may be returned for its header or its total alone: then no row is to be counted.
    return f"{rows}行" if rows else "表头或合计"
