"""What does a statistics table's heading itself give reason to say? Columns that are missing, unknown, hidden."""

from toolkit.intake.column_units import AMOUNTS, QUANTITIES, column_unit
from toolkit.intake.fields import STATISTICS
from toolkit.intake.grid import RawSheet
from toolkit.intake.header import Header, heading_row
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.units import parse_unit


def header_findings(file: str, sheet: RawSheet, header: Header) -> list[Finding]:
    """Return what the heading itself gives reason to say."""
    findings: list[Finding] = []

    def find(kind: str, column: int, weight: Severity | None = None, /, **details: object) -> None:
        row = heading_row(sheet, header, column) if column else 0
        findings.append(found(kind, CellRef(file, sheet.name, row, column), weight, **details))

    for field_ in STATISTICS:
        if field_.base and field_.name not in header.columns and field_.name != "number":
            find("missing_column", 0, None if field_.required else Severity.WARNING, column=field_.heading)
    for column, text in header.unknown.items():
        if column in header.doubles:
            read = header.heading(header.doubles[column])
            find("hidden_double", column, typed=text, read=read)
            continue
        find("sensitive_column" if column in header.sensitive else "extra_column", column, typed=text)
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
