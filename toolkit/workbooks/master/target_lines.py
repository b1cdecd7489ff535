"""In which order do the target lines stand, and which rows of the sheet do they take?"""

from collections.abc import Mapping

from msgspec import Struct

from toolkit.model.leader import short_label
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW
from toolkit.model.submission import TargetLine


class Line(Struct, frozen=True):
    """One target line as the sheet shows it; ``variances`` by indicator id, empty where no target table came."""

    key: str
    group: str
    leader: str
    lead_unit: str
    scope: str
    variances: Mapping[str, Variance]

    @property
    def label(self) -> str:
        """``县林业局（旋切基地项目）``."""
        return f"{self.lead_unit}（{self.scope}）" if self.scope else self.lead_unit

    @property
    def short(self) -> str:
        """A label that needs no group beside it: ``鹿寨经开区管委（商用车共享零部件）``."""
        return short_label(self.lead_unit, self.scope, self.group)


def target_lines(result: Consolidation) -> list[Line]:
    """Return the lines of the target table, then those that only the scheme or the ledger knows.

    A ledger entry's target row is always among them or 暂不归属, so no project is left out of the sheet.
    """
    lines = {
        standing.key: _from_standing(standing.key, standing.line, standing.variances) for standing in result.standings
    }
    used = {entry.target_row for entry in result.ledger.entries} - {UNATTRIBUTED, UNDECIDED_ROW, ""}
    for row in result.scheme.target_rows:
        if row.key not in lines and (row.key in used or not result.standings):
            lines[row.key] = Line(row.key, row.group, "", row.lead_unit, row.scope, {})
    for entry in result.ledger.entries:
        if entry.target_row in used and entry.target_row not in lines:
            lines[entry.target_row] = Line(
                entry.target_row, entry.group, "", entry.lead_unit or entry.target_row, "", {}
            )
    return list(lines.values())


def _from_standing(key: str, line: TargetLine, variances: Mapping[str, Variance]) -> Line:
    said = [f"组长：{line.leader}"] if line.leader else []
    if line.deputies:
        said.append(f"副组长：{'、'.join(line.deputies)}")
    return Line(key, line.group, "\n".join(said), line.lead_unit, line.scope, variances)


def grouped(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Return the lines by group, groups in the order of their first line."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    return list(groups.items())


def by_lead_unit(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Return the lines by lead unit: a unit that leads two groups answers for both."""
    units: dict[str, list[Line]] = {}
    for line in lines:
        units.setdefault(line.lead_unit, []).append(line)
    return list(units.items())


class Placement(Struct, frozen=True):
    """Which row (from 0) of the sheet holds what; ``subtotals`` by group, ``units`` by lead unit."""

    first: int
    lines: Mapping[str, int]
    subtotals: Mapping[str, int]
    unattributed: int
    units: Mapping[str, int]

    @property
    def county(self) -> int:
        """The row of the county's total, on top as in the official table."""
        return self.first


def placed(lines: list[Line], first: int, gap: int) -> Placement:
    """Return the rows: total, lines by group with subtotals, 暂不归属, and ``gap`` rows on, the lead units."""
    row = first + 1
    at: dict[str, int] = {}
    subtotals: dict[str, int] = {}
    for group, members in grouped(lines):
        for line in members:
            at[line.key] = row
            row += 1
        if len(members) > 1:
            subtotals[group] = row
            row += 1
    units = {unit: row + 1 + gap + number for number, (unit, _) in enumerate(by_lead_unit(lines))}
    return Placement(first, at, subtotals, row, units)
