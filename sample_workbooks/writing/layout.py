"""From a submission to its sheet, and the list of mistakes with their addresses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from writing.columns import BASE, HEADERS, WIDTHS
from writing.grid import Cell, Formula, Grid, Value, a1, letters
from writing.submission import UNCERTAIN, Mistake, Submission

NOWHERE = "—"


@dataclass(frozen=True, slots=True)
class Entry:
    """What every table says of a project; amounts in 万元."""

    key: str
    industry: str
    name: str
    investor: str
    invest: int
    source: str
    contact: str
    phone: str
    paid: int
    emerging: bool


P = TypeVar("P", bound=Entry)
# Column, project and its place in the list (from 0) → what the clerk would type there.
Typed = Callable[[str, P, int], Value]


@dataclass(slots=True)
class Sheet(Generic[P]):
    """A sheet under construction: ``row`` is the next one, ``total_row`` the one kept free for a 合计 on top."""

    submission: Submission
    grid: Grid
    row: int
    total_row: int = 0
    mistakes: list[Mistake] = field(default_factory=list)
    placed: dict[int, P] = field(default_factory=dict)

    def column(self, name: str) -> int:
        """The sheet column of a named column."""
        return self.submission.origin[1] + self.submission.columns.index(name)

    @property
    def span(self) -> tuple[int, int]:
        """First and last column of the table."""
        first = self.submission.origin[1]
        return first, first + len(self.submission.columns) + len(self.submission.extra) - 1

    @property
    def extra_columns(self) -> range:
        """The columns behind those of the form."""
        return range(self.submission.origin[1] + len(self.submission.columns), self.span[1] + 1)

    def blank(self, row: int, role: str = "body") -> None:
        """Set empty cells over the whole width of the table."""
        for column in range(self.span[0], self.span[1] + 1):
            self.grid.put(row, column, None, role)

    def wrong(self, cell: str, kind: str, what: str, sheet: str = "") -> None:
        """Record a mistake; a .csv has no sheets."""
        name = NOWHERE if self.submission.encoding else (sheet or self.grid.name)
        self.mistakes.append(Mistake(self.submission.path, name, cell, kind, what))


def begun(submission: Submission) -> Sheet[Any]:
    """The lines above the table and its header; ``row`` is then the first of the table's body."""
    sheet: Sheet[Any] = Sheet(submission, Grid(submission.sheet), submission.origin[0])
    _lines(sheet)
    _header(sheet)
    if submission.total and submission.total.place == "top":
        sheet.total_row = sheet.row
        sheet.row += 1
    return sheet


def _lines(sheet: Sheet[P]) -> None:
    first, last = sheet.span
    for line in sheet.submission.lines:
        if line.role == "title":
            sheet.grid.merge((sheet.row, first), (sheet.row, last), line.text, "title")
            sheet.grid.heights[sheet.row] = 30
        elif line.role == "right":
            sheet.grid.put(sheet.row, last, line.text, "right")
        else:
            sheet.grid.put(sheet.row, first, line.text, "plain")
        if line.kind:
            sheet.wrong(a1(sheet.row, first), line.kind, line.what)
        sheet.row += 1


def _header(sheet: Sheet[P]) -> None:
    submission, row = sheet.submission, sheet.row
    renamed = dict(submission.renamed)
    for name in submission.columns:
        column = sheet.column(name)
        heading = renamed.get(name, HEADERS[name])
        sheet.grid.put(row, column, heading, "header")
        sheet.grid.widths[column] = WIDTHS.get(name, 12)
        if submission.ten_thousand and "万元" in heading:
            sheet.wrong(a1(row, column), "unit_converted", f"amounts in 万元: header “{heading}”")
        if name in submission.hidden_columns:
            sheet.grid.hidden_columns.add(column)
            sheet.wrong(a1(row, column), "hidden_column", f"column “{HEADERS[name]}” hidden")
    for column, extra in zip(sheet.extra_columns, submission.extra, strict=True):
        sheet.grid.put(row, column, extra.header, "header")
        sheet.wrong(a1(row, column), extra.kind, extra.what)
    for name in BASE:
        if name not in submission.columns:
            sheet.wrong(NOWHERE, "missing_column", f"column “{HEADERS[name]}” deleted")
    sheet.grid.heights[row] = 36
    sheet.row += 1


def enter(sheet: Sheet[P], reported: Sequence[P], typed: Typed[P]) -> None:
    """The rows of a unit's projects: some dropped, some entered again, or 「本月无」 in place of all."""
    submission = sheet.submission
    if submission.nil:
        sheet.grid.put(sheet.row, sheet.column("name"), submission.nil)
        sheet.wrong(a1(sheet.row, sheet.column("name")), "nil_report", f"“{submission.nil}” in place of projects")
        sheet.row += 1
        return
    for project in reported:
        if project.key in submission.dropped:
            sheet.wrong(NOWHERE, "project_vanished", f"“{project.name}” was in last month's table and is gone")
    mine = [p for p in reported if p.key not in submission.dropped]
    mine += [p for key in submission.again for p in mine if p.key == key]
    if mine and "paid" not in submission.columns:
        sheet.wrong(NOWHERE, "paid_in_untold", f"no column “{HEADERS['paid']}”: annex 2 itself has none")
    first_row: dict[str, int] = {}
    for place, project in enumerate(mine):
        _row(sheet, project, place, typed)
        if project.key in first_row:
            cell = a1(sheet.row, sheet.column("name"))
            sheet.wrong(cell, "duplicate_row", f"“{project.name}” entered again, first in row {first_row[project.key]}")
        first_row.setdefault(project.key, sheet.row)
        sheet.placed[sheet.row] = project
        sheet.grid.heights[sheet.row] = 24
        sheet.row += 1


def _row(sheet: Sheet[P], project: P, place: int, typed: Typed[P]) -> None:
    submission = sheet.submission
    struck = project.key in submission.struck
    for name in submission.columns:
        value = _edited(sheet, project, name, typed(name, project, place))
        role = "left" if name in ("name", "investor", "progress") else "body"
        note = next((c for c in submission.comments if (c.key, c.column) == (project.key, name)), None)
        cell = Cell(value, role, struck, str(note.value) if note else "")
        sheet.grid.cells[sheet.row, sheet.column(name)] = cell
        if note:
            sheet.wrong(a1(sheet.row, sheet.column(name)), note.kind, note.what)
    for column, extra in zip(sheet.extra_columns, submission.extra, strict=True):
        sheet.grid.put(sheet.row, column, extra.entries[place % len(extra.entries)] or None)
    if struck:
        sheet.wrong(a1(sheet.row, sheet.span[0]), "struck_row", f"row of “{project.name}” struck through")
    if project.key in submission.hidden_rows:
        sheet.grid.hidden_rows.add(sheet.row)
        sheet.wrong(a1(sheet.row, sheet.span[0]), "hidden_rows", f"row of “{project.name}” hidden")


def _edited(sheet: Sheet[P], project: P, name: str, value: Value) -> Value:
    submission = sheet.submission
    cell = a1(sheet.row, sheet.column(name))
    if name == "phone" and project.key in (*submission.masked, *submission.cut_off):
        rest = f"****{project.phone[-4:]}" if project.key in submission.masked else "×××"
        text = f"{project.phone[:3]}{rest}"
        sheet.wrong(cell, "phone_masked", f"telephone written “{text}”")
        return text
    for edit in submission.edits:
        if (edit.key, edit.column) == (project.key, name):
            if edit.kind:
                sheet.wrong(cell, edit.kind, edit.what)
            return edit.value
    return value


def add_total(sheet: Sheet[P]) -> None:
    """The 合计, where the submission has one: in the row kept free on top, else in the next row."""
    total = sheet.submission.total
    if total is None:
        return
    row = sheet.total_row or sheet.row
    sheet.blank(row, "total")
    sheet.grid.merge((row, sheet.span[0]), (row, sheet.column("investor")), "合  计", "total")
    for name in total.columns:
        column = sheet.column(name)
        values = [sheet.grid.cells[placed, column].value for placed in sheet.placed]
        true_sum = round(sum(value for value in values if isinstance(value, int | float)), 4)
        span = f"{letters(column)}{min(sheet.placed)}:{letters(column)}{max(sheet.placed)}"
        value: Value = Formula(f"=SUM({span})", true_sum)
        if total.stated is not None and name == "invest":
            value = total.stated
            sheet.wrong(a1(row, column), "total_mismatch", f"合计 typed as {total.stated}, the rows sum to {true_sum}")
        sheet.grid.put(row, column, value, "total")
    sheet.row += not sheet.total_row


def expected(sheet: Sheet[P]) -> dict[str, object]:
    """What a reader must find: project rows, the sum of their certain amounts, the unit."""
    submission = sheet.submission
    doubtful = {e.key for e in submission.edits if e.column == "invest" and e.kind in UNCERTAIN}
    certain = sum(p.invest for p in sheet.placed.values() if p.key not in doubtful)
    return {"rows": len(sheet.placed), "investment_yuan": certain * 10_000, "unit": submission.unit}
