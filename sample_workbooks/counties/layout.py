"""From a submission to its sheet, and the list of mistakes with their addresses."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.grid import Cell, Formula, Grid, Value, a1, letters
from generator.submission import UNCERTAIN, Mistake, Submission

from counties.columns import BASE, HEADERS, value_of, width
from counties.project import Project

NOWHERE = "—"


@dataclass(slots=True)
class Sheet:
    """A sheet under construction."""

    submission: Submission
    month: date
    last: int
    grid: Grid
    row: int
    mistakes: list[Mistake] = field(default_factory=list)
    placed: dict[int, Project] = field(default_factory=dict)

    def column(self, name: str) -> int:
        """The sheet column of a named column."""
        return self.submission.origin[1] + self.submission.columns.index(name)

    @property
    def span(self) -> tuple[int, int]:
        """First and last column of the table."""
        first = self.submission.origin[1]
        return first, first + len(self.submission.columns) + len(self.submission.extra) - 1

    def wrong(self, cell: str, kind: str, what: str) -> None:
        """Record a mistake; a .csv has no sheets."""
        name = NOWHERE if self.submission.encoding else self.grid.name
        self.mistakes.append(Mistake(self.submission.path, name, cell or NOWHERE, kind, what))


def lay_out(submission: Submission, projects: Sequence[Project], last: int) -> Sheet:
    """The sheet of a submission; ``last`` is the later of the two months."""
    year, month = (int(part) for part in submission.period.split("-"))
    end = date(year, month, calendar.monthrange(year, month)[1])
    sheet = Sheet(submission, end, last, Grid(submission.sheet), submission.origin[0])
    _lines(sheet)
    _header(sheet)
    total_row = sheet.row if submission.total and submission.total.place == "top" else 0
    sheet.row += bool(total_row)
    _rows(sheet, [p for p in projects if p.unit == submission.unit and p.first <= month])
    if submission.total:
        _total(sheet, total_row or sheet.row)
    return sheet


def _lines(sheet: Sheet) -> None:
    first, last = sheet.span
    for line in sheet.submission.lines:
        if line.role == "title":
            sheet.grid.merge((sheet.row, first), (sheet.row, last), line.text, "title")
            sheet.grid.heights[sheet.row] = 30
        else:
            sheet.grid.put(sheet.row, first, line.text, "plain")
        if line.kind:
            sheet.wrong(a1(sheet.row, first), line.kind, line.what)
        sheet.row += 1


def _header(sheet: Sheet) -> None:
    submission = sheet.submission
    renamed = dict(submission.renamed)
    for name in submission.columns:
        column = sheet.column(name)
        sheet.grid.put(sheet.row, column, renamed.get(name, HEADERS[name]), "header")
        sheet.grid.widths[column] = width(name)
        if submission.ten_thousand and "万元" in renamed.get(name, ""):
            sheet.wrong(a1(sheet.row, column), "unit_converted", f"amounts in 万元: header “{renamed[name]}”")
    for offset, extra in enumerate(submission.extra):
        column = submission.origin[1] + len(submission.columns) + offset
        sheet.grid.put(sheet.row, column, extra.header, "header")
        sheet.wrong(a1(sheet.row, column), extra.kind, extra.what)
    for name in BASE:
        if name not in submission.columns:
            sheet.wrong("", "missing_column", f"column “{HEADERS[name]}” deleted")
    sheet.grid.heights[sheet.row] = 36
    sheet.row += 1


def _rows(sheet: Sheet, mine: list[Project]) -> None:
    submission = sheet.submission
    if submission.nil:
        column = sheet.column("name")
        sheet.grid.put(sheet.row, column, submission.nil)
        sheet.wrong(a1(sheet.row, column), "nil_report", f"“{submission.nil}” in place of projects")
        return
    for project in mine:
        if project.key in submission.dropped:
            sheet.wrong("", "project_vanished", f"“{project.name}” was in last month's table and is gone")
    mine = [p for p in mine if p.key not in submission.dropped]
    mine += [p for key in submission.again for p in mine if p.key == key]
    first_row: dict[str, int] = {}
    for place, project in enumerate(mine):
        _row(sheet, project, place)
        if project.key in first_row:
            cell = a1(sheet.row, sheet.column("name"))
            sheet.wrong(cell, "duplicate_row", f"“{project.name}” entered again, first in row {first_row[project.key]}")
        first_row.setdefault(project.key, sheet.row)
        sheet.placed[sheet.row] = project
        sheet.grid.heights[sheet.row] = 24
        sheet.row += 1


def _row(sheet: Sheet, project: Project, place: int) -> None:
    submission = sheet.submission
    struck = project.key in submission.struck
    for name in submission.columns:
        style = submission.styles[place % len(submission.styles)]
        value = value_of(name, project, place, sheet.month, sheet.last, style, submission.ten_thousand)
        role = "left" if name in ("name", "investor", "progress") else "body"
        sheet.grid.cells[sheet.row, sheet.column(name)] = Cell(_edited(sheet, project, name, value), role, struck)
    for offset, extra in enumerate(submission.extra):
        column = submission.origin[1] + len(submission.columns) + offset
        sheet.grid.put(sheet.row, column, extra.entries[place % len(extra.entries)] or None)
    if struck:
        sheet.wrong(a1(sheet.row, sheet.span[0]), "struck_row", f"row of “{project.name}” struck through")
    if project.key in submission.hidden_rows:
        sheet.grid.hidden_rows.add(sheet.row)
        sheet.wrong(a1(sheet.row, sheet.span[0]), "hidden_rows", f"row of “{project.name}” hidden")


def _edited(sheet: Sheet, project: Project, name: str, value: Value) -> Value:
    cell = a1(sheet.row, sheet.column(name))
    if name == "phone" and project.key in sheet.submission.masked:
        text = f"{project.phone[:3]}****{project.phone[-4:]}"
        sheet.wrong(cell, "phone_masked", f"telephone written “{text}”")
        return text
    for edit in sheet.submission.edits:
        if (edit.key, edit.column) == (project.key, name):
            if edit.kind:
                sheet.wrong(cell, edit.kind, edit.what)
            return edit.value
    return value


def _total(sheet: Sheet, row: int) -> None:
    total = sheet.submission.total
    assert total is not None
    for column in range(sheet.span[0], sheet.span[1] + 1):
        sheet.grid.put(row, column, None, "total")
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


def expected(sheet: Sheet) -> dict[str, object]:
    """What a reader must find: project rows, the sum of their certain amounts, the unit."""
    doubtful = {e.key for e in sheet.submission.edits if e.column == "invest" and e.kind in UNCERTAIN}
    certain = sum(p.invest for p in sheet.placed.values() if p.key not in doubtful)
    return {"rows": len(sheet.placed), "investment_yuan": certain * 10_000, "unit": sheet.submission.unit}
