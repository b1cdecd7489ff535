"""The printed forms of one trip, filled in as a person fills them in, and what becomes of that."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject

from tests.trips import trip, visit, write_register_of
from toolkit.documents.trips.approval import context
from toolkit.intake.trips.forms import read_form
from toolkit.intake.trips.returned import returned
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.trips import Expense, Participant
from toolkit.workflow.steps.trip_papers import Journal, approval_of, read_journal, write_forms

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
APPROVAL, RECORD, MONEY, ITINERARY = "approval", "record", "expenses", "itinerary"
LEADER = Participant("王轶", "县人民政府", "副县长", "带队领导", "处级")
TRIP = trip(
    "L-1",
    "县林业局",
    date(2022, 6, 7),
    date(2022, 6, 10),
    participants=(LEADER, Participant("李甲", "县审计局", "干部", "队员", "")),
    approved_on=None,
    filing_number="",
    visits=(visit("甲木业公司", intent="", opinion=""), visit("乙家居公司", intent="", opinion="")),
    expenses=(Expense("住宿费", Decimal(1000), None), Expense("会务费", Decimal(500), None)),
)


class Office:
    """A register of one trip, its forms as printed, and the words that reading them says."""

    def __init__(self, folder: Path, journal: Journal, forms: dict[str, bytes]) -> None:
        self.folder, self.journal, self.forms = folder, journal, forms

    def read(self, kind: str, fill: Callable[[DocumentObject], Any]) -> tuple[dict[str, Any], list[str]]:
        """Fill a form in and read it: changed cells as ``行程·目的地``, new rows as ``+人员``, and what is said."""
        document = Document(io.BytesIO(self.forms[kind]))
        fill(document)
        file = self.folder / "填.docx"
        document.save(str(file))
        return self.told(file)

    def told(self, file: Path) -> tuple[dict[str, Any], list[str]]:
        """Read a file: what changes, and what is said."""
        paper = approval_of(self.journal.register.trips[0], self.journal)
        read = read_form(file, bases=(paper.basis,) if paper else ())
        result = returned(self.journal.register, read.forms, {"L-1": context(paper) if paper else {}})
        changes: dict[str, Any] = {}
        for change in result.changes:
            if change.row:
                changes |= {f"{change.sheet}·{heading}": after for heading, _, after in change.values}
            else:
                changes.setdefault(f"+{change.sheet}", []).append(tuple(after for _, _, after in change.values))
        kept = [f"{what}：{said}" for _, what, said, _ in result.kept]
        return changes, [*(finding.message for finding in (*read.findings, *result.findings)), *kept]


def office(folder: Path, scheme: Scheme) -> Office:
    """Print the four forms of the trip."""
    journal = read_journal(write_register_of((TRIP,), folder / "出行台账.xlsx"), scheme, JUNE, AS_OF)
    kinds = (APPROVAL, RECORD, MONEY, ITINERARY)
    written = write_forms(kinds, journal, folder / "表")
    return Office(folder, journal, {kind: path.read_bytes() for kind, path in zip(kinds, written, strict=True)})


def entry(document: DocumentObject, label: str, number: int = 0) -> Any:
    """Return the cell behind the n-th cell with a label."""
    hits = []
    for row in document.tables[0].rows:
        cells = list(dict.fromkeys(row.cells))
        hits += [cells[at + 1] for at, cell in enumerate(cells[:-1]) if "".join(cell.text.split()).startswith(label)]
    return hits[number]


def line(document: DocumentObject, first: str, column: int) -> Any:
    """Return a cell of the row that begins with some words, or of the n-th row below the heads for a number."""
    rows = [list(dict.fromkeys(row.cells)) for row in document.tables[0].rows]
    return next(cells for cells in rows if "".join(cells[0].text.split()).startswith(first))[column]
