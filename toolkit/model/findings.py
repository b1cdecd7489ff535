"""What is wrong with a unit's file, where, and what should the unit do about it?"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from toolkit.model.catalogue import CATALOGUE
from toolkit.model.cells import CellRef, in_words, runs
from toolkit.model.expressions import expression
from toolkit.model.nouns import travels_by_value
from toolkit.model.sensitive import without_sensitive
from toolkit.model.wording import sentence

# What a return copy adds to a unit's workbook, so that a corrected copy that comes back can be told from the unit's own
# words: the sheet's name, and what each of our comments starts with.
RETURN_SHEET = "退回说明"
RETURN_HEADING = "【退回修改】"


# The detail that says of how many cells of a column a sentence is; so many with one mistake have one cause.
CELLS, MANY = "cells", 3
# A sentence is printed on terminals and in letters: what was typed is quoted, what steers a terminal is not sent there.
_CONTROLS = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@travels_by_value
class Severity(StrEnum):
    """How much a finding weighs: an error returns the row, a warning asks, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word that staff read."""
        return {"error": "须修改", "warning": "请核对", "note": "供参考"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return ("error", "warning", "note").index(self.value)


class Finding(Struct, frozen=True):
    """One thing found at one cell (or row, sheet, file), with the words of the catalogue.

    ``details`` fills the catalogue's placeholders; a detail ``effect`` says what becomes of the cell where the table is
    no statistics table.  ``weight`` replaces the catalogue's severity where the same kind weighs more on a required
    column than on an optional one.  A detail ``cells`` makes the sentence one of so many cells of a column.
    """

    kind: str
    cell: CellRef
    details: tuple[tuple[str, str], ...] = ()
    weight: Severity | None = None

    @property
    def code(self) -> str:
        """The stable code that letter, return copy, manual and test share (``V102``)."""
        return CATALOGUE[self.kind].code

    @property
    def severity(self) -> Severity:
        """The finding's own weight, or its kind's."""
        return self.weight or Severity(CATALOGUE[self.kind].severity)

    @property
    def problem(self) -> str:
        """What was found, as typed; in Chinese."""
        wording = CATALOGUE[self.kind]
        return self._filled(wording.many[0] if wording.many and self._is_of_many else wording.problem)

    @property
    def effect(self) -> str:
        """What becomes of the row or cell: counted, not counted, or open until somebody says so."""
        told, wording = dict(self.details).get("effect"), CATALOGUE[self.kind]
        if wording.many and self._is_of_many:
            return self._filled(wording.many[1])
        return told or self._filled(wording.effect_of(self.severity.value))

    @property
    def action(self) -> str:
        """One imperative with an example, '' where there is nothing to do."""
        wording = CATALOGUE[self.kind]
        return self._filled(wording.many[2] if wording.many and self._is_of_many else wording.action)

    @property
    def message(self) -> str:
        """The problem, its effect and the action as one text."""
        return sentence(self.problem, self.effect, self.action)

    @property
    def _is_of_many(self) -> bool:
        return bool(self.details) and self.details[-1][0] == CELLS

    def _filled(self, part: str) -> str:
        return part.format(**dict(self.details)) if "{" in part else part

    def __str__(self) -> str:
        return f"{self.cell}  {self.code} {self.severity.label}：{self.message}"


def found(kind: str, cell: CellRef, weight: Severity | None = None, /, **details: object) -> Finding:
    """Return a finding of the catalogue's ``kind`` at ``cell``; ``details`` fill its sentence.

    What was typed is quoted without identity and bank card numbers: a finding stands in lists that others see.
    """
    said = ((key, _CONTROLS.sub("□", without_sensitive(str(value)))) for key, value in details.items())
    return Finding(kind, cell, tuple(said), weight)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as a reader wants them: notes last, without a cell first, then worst first, then by cell."""
    return sorted(
        findings,
        key=lambda f: (
            f.severity is Severity.NOTE,
            bool(f.cell.row),
            f.severity.rank,
            f.cell.sheet,
            f.cell.row,
            f.cell.column,
            f.code,
        ),
    )


class FindingLine(Struct, frozen=True):
    """The same finding on one or many cells of a sheet, as it is printed: one line."""

    finding: Finding
    cells: tuple[CellRef, ...]

    @property
    def places(self) -> str:
        """``E7、E9 单元格（共2处）`` or ``第2至22行（共21处）``, or '' for a whole sheet or file."""
        said = runs(self.cells)
        return f"{said}（共{len(self.cells)}处）" if said and len(self.cells) > 1 else said

    @property
    def place(self) -> str:
        """``Sheet1 表 E7、E9 单元格（共2处）``: the place without the file."""
        return in_words("", self.cells[0].sheet, self.places)

    @property
    def where(self) -> str:
        """``江口乡6月.xlsx Sheet1 表 E7、E9 单元格（共2处）``."""
        first = self.cells[0]
        return in_words(first.file, first.sheet, self.places)

    def __str__(self) -> str:
        return f"{self.where}  {self.finding.code} {self.finding.severity.label}：{self.finding.message}"


def as_lines(findings: Iterable[Finding]) -> list[FindingLine]:
    """Return findings with the same words on one sheet joined to one line each, in reading order.

    So are those of many cells of a column with the same mistake, whatever each holds.
    """
    listed = in_order(findings)
    many = _of_many(listed)
    grouped: dict[object, list[Finding]] = {}
    for finding in listed:
        key = many.get(id(finding)) or (finding.cell.file, finding.cell.sheet, finding.code, finding.message)
        grouped.setdefault(key, []).append(finding)
    return [_line_of(group) for group in grouped.values()]


def _of_many(findings: Iterable[Finding]) -> dict[int, tuple[object, ...]]:
    """Return, by the id of each finding that is one of many in its column, what it has in common with them."""
    columns: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        if CATALOGUE[one.kind].many and one.cell.row and one.severity is not Severity.ERROR:
            unit = dict(one.details).get("unit")
            key = (one.cell.file, one.cell.sheet, one.cell.column, one.kind, one.severity, unit)
            columns.setdefault(key, []).append(one)
    return {id(one): key for key, group in columns.items() if len(group) >= MANY for one in group}


def _line_of(group: list[Finding]) -> FindingLine:
    """Return one line for findings of one cause, with how many cells it says it of where their words differ."""
    first, cells = group[0], tuple(one.cell for one in group)
    if CATALOGUE[first.kind].many and any(one.details != first.details for one in group):
        first = Finding(first.kind, first.cell, (*first.details, (CELLS, str(len(group)))), first.weight)
    return FindingLine(first, cells)


# What is said of a cell in which nothing stands: the same words in many rows of a column are one omission.
EMPTY_CELL = frozenset({"missing_required", "stage_lacks"})
_ONE_DOUBT = EMPTY_CELL | {"ticked_otherwise"}


def as_cause_lines(findings: Iterable[Finding], rows: int) -> list[FindingLine]:
    """Return findings in their order, each a line of its own, but for the reminders of what one column lacks: one line.

    That is a column which all ``rows`` of a table leave empty, and the evidence that a stage demands, in however many
    it is missing; a tick that a 行业 contradicts is one doubt, too, and so is the same mistake in many cells of a
    column.  What else stands in a cell is a finding of its own; so is what sends a row back.
    """
    listed = list(findings)
    many = _of_many(listed)
    same: dict[object, list[Finding]] = {}
    for one in listed:
        if one.kind in _ONE_DOUBT and one.severity is Severity.WARNING and one.cell.a1:
            same.setdefault((one.cell.sheet, one.cell.column, one.kind, one.message), []).append(one)
    for one in listed:
        if key := many.get(id(one)):
            same.setdefault(key, []).append(one)
    folded = [group for group in same.values() if group[0].kind != "missing_required" or len(group) == rows]
    of_cause = {id(one): group for group in folded for one in group}
    groups = {id(group[0]): group for group in (of_cause.get(id(one), [one]) for one in listed)}
    return [_line_of(group) for group in groups.values()]
