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
    column than on an optional one.
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
        return self._filled(CATALOGUE[self.kind].problem)

    @property
    def effect(self) -> str:
        """What becomes of the row or cell: counted, not counted, or open until somebody says so."""
        told = dict(self.details).get("effect")
        return told or self._filled(CATALOGUE[self.kind].effect_of(self.severity.value))

    @property
    def action(self) -> str:
        """One imperative with an example, '' where there is nothing to do."""
        return self._filled(CATALOGUE[self.kind].action)

    @property
    def message(self) -> str:
        """The problem, its effect and the action as one text."""
        return sentence(self.problem, self.effect, self.action)

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
    """Return findings with the same words on one sheet joined to one line each, in reading order."""
    grouped: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in in_order(findings):
        key = (finding.cell.file, finding.cell.sheet, finding.code, finding.message)
        grouped.setdefault(key, []).append(finding)
    return [FindingLine(group[0], tuple(f.cell for f in group)) for group in grouped.values()]


# What is said of a cell in which nothing stands: the same words in many rows of a column are one omission.
EMPTY_CELL = frozenset({"missing_required", "stage_lacks"})
_ONE_DOUBT = EMPTY_CELL | {"ticked_otherwise"}


def as_cause_lines(findings: Iterable[Finding], rows: int) -> list[FindingLine]:
    """Return findings in their order, each a line of its own, but for the reminders of what one column lacks: one line.

    That is a column which all ``rows`` of a table leave empty, and the evidence that a stage demands, in however many
    it is missing; a tick that a 行业 contradicts is one doubt, too.  What else stands in a cell is a finding of its
    own; so is what sends a row back.
    """
    listed = list(findings)
    same: dict[object, list[Finding]] = {}
    for one in listed:
        if one.kind in _ONE_DOUBT and one.severity is Severity.WARNING and one.cell.a1:
            same.setdefault((one.cell.sheet, one.cell.column, one.kind, one.message), []).append(one)
    folded = [group for group in same.values() if group[0].kind != "missing_required" or len(group) == rows]
    of_cause = {id(one): group for group in folded for one in group}
    groups = {id(group[0]): group for group in (of_cause.get(id(one), [one]) for one in listed)}
    return [FindingLine(group[0], tuple(one.cell for one in group)) for group in groups.values()]
