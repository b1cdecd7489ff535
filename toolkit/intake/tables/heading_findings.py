"""What does a statistics table's heading itself give reason to say? Columns that are missing, unknown, hidden."""

from collections.abc import Callable

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.column_units import AMOUNTS, QUANTITIES, column_unit
from toolkit.intake.tables.fields import STATISTICS, Field
from toolkit.intake.tables.header import Header, heading_row
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.units import parse_unit

Find = Callable[..., None]


def header_findings(file: str, sheet: RawSheet, header: Header) -> list[Finding]:
    """Return what the heading itself gives reason to say."""
    findings: list[Finding] = []

    def find(kind: str, column: int, weight: Severity | None = None, /, **details: object) -> None:
        row = heading_row(sheet, header, column) if column else 0
        findings.append(found(kind, CellRef(file, sheet.name, row, column), weight, **details))

    for field_ in STATISTICS:
        if field_.name in header.choice.rivals:
            _find_rivals(field_, header, find)
        elif field_.base and field_.name not in header.columns and field_.name != "number":
            find("missing_column", 0, None if field_.required else Severity.WARNING, column=field_.heading)
    _find_unread(header, find)
    for name in (*AMOUNTS, *QUANTITIES):
        unit = column_unit(sheet, header, name)
        into = QUANTITIES.get(name, "亿元")
        if (written := parse_unit(unit.words)) and written.differs(into):
            findings.append(
                found("unit_converted", CellRef(file, sheet.name, *unit.place), typed=unit.words, into=into)
            )
    for column, heading in sorted(header.headings.items()):
        if column in sheet.hidden_columns and column not in header.doubles:
            find("hidden_column", column, column=heading)
    return findings


def _find_rivals(field_: Field, header: Header, find: Find) -> None:
    """Ask at each of the columns that might be one field; none of them is read."""
    columns = header.choice.rivals[field_.name]
    for column in columns:
        others = "、".join(f"“{header.headings[other]}”" for other in columns if other != column)
        find("column_rivals", column, None, typed=header.headings[column], column=field_.heading, others=others)


def _find_unread(header: Header, find: Find) -> None:
    """Say of each column that is not read why: its span is in doubt, a visible one is read instead, or nobody knows it."""
    headings = {field.name: field.heading for field in STATISTICS}
    for column, (kind, name) in header.choice.doubts.items():
        find(kind, column, typed=header.headings[column], column=headings[name])
    told = header.choice.doubts.keys() | {column for columns in header.choice.rivals.values() for column in columns}
    for column, text in header.unknown.items():
        if column in header.doubles:
            find("hidden_double", column, typed=text, read=header.heading(header.doubles[column]))
        elif column not in told:
            find("sensitive_column" if column in header.sensitive else "extra_column", column, typed=text)
