"""Which rows does a book of the office hold? One table, found by its headings."""

from collections.abc import Mapping
from datetime import date
from math import isfinite, nan
from pathlib import Path

from msgspec import Struct

from toolkit.files.grid import EMPTY, RawCell
from toolkit.files.open_file import open_own_workbook
from toolkit.intake.tables.fields import Headings, bare
from toolkit.intake.tables.header import find_header
from toolkit.intake.values.dates import read_date
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.control import press
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.wording import LINE_OUT

FAR_AHEAD = 12


class OfficeRow(Struct, frozen=True):
    """One row: its cells by heading, and where each stands."""

    ref: CellRef
    cells: Mapping[str, RawCell]
    columns: Mapping[str, int]

    def text(self, heading: str) -> str:
        """Return a cell's text, '' where the column is absent."""
        return self.cells.get(heading, EMPTY).text

    def cell(self, heading: str) -> CellRef:
        """Return a cell's place."""
        return CellRef(self.ref.file, self.ref.sheet, self.ref.row, self.columns.get(heading, 0))

    def whole(self, heading: str, findings: list[Finding]) -> int | None:
        """Return a whole number of at least 0; anything else that was typed is asked about."""
        number = self.number(heading, findings)
        if number is None:
            return None
        if number < 0 or number != int(number):
            findings.append(self.no_number(heading))
            return None
        return int(number)

    def number(self, heading: str, findings: list[Finding]) -> float | None:
        """Return a number, typed as one or as text; anything else is asked about, never taken for zero."""
        typed = compact(self.text(heading)).replace(",", "")
        if not typed:
            return None
        try:
            value = float(typed)
        except ValueError:
            value = nan
        if not isfinite(value):
            findings.append(self.no_number(heading))
            return None
        return value

    def no_number(self, heading: str) -> Finding:
        """Return what is asked about a cell in which a number should stand."""
        cell = self.cell(heading)
        return found("unparseable_value", cell, column=heading, typed=self.text(heading), effect=LINE_OUT)

    def day(self, heading: str, period: ReportingPeriod, findings: list[Finding]) -> date | None:
        """Return a date that is exact to the day; one that is not is asked about."""
        cell = self.cells.get(heading, EMPTY)
        if not cell.text:
            return None
        read = read_date(cell, heading, period.shifted(FAR_AHEAD))
        if read.value is None or read.value.day is None:
            findings.append(found("date_invalid", self.cell(heading), column=heading, typed=cell.text, effect=LINE_OUT))
            return None
        return read.value.earliest

    def required(self, heading: str, findings: list[Finding]) -> str:
        """Return a cell's text; an empty one is asked for."""
        if not self.text(heading):
            findings.append(found("missing_required", self.cell(heading), column=heading, effect=LINE_OUT))
        return self.text(heading)


def office_rows(path: Path, headings: Mapping[str, tuple[str, ...]], key: str, sheet_name: str = "") -> list[OfficeRow]:
    """Return the rows below the heading of the first sheet that has one (or of the sheet named).

    ``headings`` maps each heading to its other names; ``key`` must be among those found.  Wholly empty rows and
    rows that are an example (例) are left out.  Raises ``ToolkitError`` naming the file and the headings.
    """
    sheets = open_own_workbook(path).sheets
    index = {bare(word): heading for heading, others in headings.items() for word in (heading, *others)}
    for sheet in sheets:
        header = find_header(sheet, Headings(index), {key}) if sheet_name in ("", sheet.name) else None
        if header is None:
            continue
        rows = [
            OfficeRow(
                CellRef(path.name, sheet.name, row),
                {heading: sheet.cell(row, column) for heading, column in header.columns.items()},
                header.columns,
            )
            for row in sheet.rows
            if row > header.last_row
        ]
        return [row for row in rows if any(cell.text for cell in row.cells.values()) and not _example(row)]
    raise ToolkitError(
        f"{path.name} 的表头不对，应有：{'、'.join(headings)}。空白表请{press('books', 'assess --books')}生成。"
    )


def _example(row: OfficeRow) -> bool:
    return any(cell.text.startswith(("例：", "例:")) for cell in row.cells.values())


def unit_names(scheme: Scheme) -> dict[str, str]:
    """Return every name and alias of a unit, bare of spaces, with the unit's full name."""
    return {compact(word): unit.name for unit in scheme.units for word in (unit.name, *unit.aliases)}


def unit_of(row: OfficeRow, heading: str, names: Mapping[str, str], findings: list[Finding]) -> str | None:
    """Return the full name of the unit in a cell; ``None`` with a finding where there is none such."""
    typed = row.text(heading)
    if not typed:
        findings.append(found("missing_required", row.cell(heading), column=heading, effect=LINE_OUT))
        return None
    if (name := names.get(compact(typed))) is None:
        findings.append(found("score_unit_unknown", row.cell(heading), typed=typed))
    return name
