"""From a submission to its sheets, and the list of mistakes with their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from generator.columns import BASE, HEADERS, WIDTHS, value_of
from generator.forms import NOTES, PLACEHOLDER, SAMPLE_ROWS
from generator.grid import Cell, Formula, Grid, Value, a1, letters
from generator.projects import Project, of_unit, standing
from generator.submission import UNCERTAIN, Mistake, Submission

NOWHERE = "—"


@dataclass(slots=True)
class Sheet:
    """A sheet under construction."""

    submission: Submission
    projects: Sequence[Project]
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

    def wrong(self, cell: str, kind: str, what: str, sheet: str | None = None) -> None:
        """Record a mistake; a .csv has no sheets."""
        name = NOWHERE if self.submission.encoding else (sheet or self.grid.name)
        self.mistakes.append(Mistake(self.submission.path, name, cell, kind, what))


def lay_out(
    submission: Submission, projects: Sequence[Project], earlier: Submission | None
) -> tuple[list[Grid], Sheet]:
    """All sheets of a workbook; the first carries the data."""
    sheet = _data_sheet(submission, projects)
    grids = [sheet.grid]
    if submission.hidden_copy and earlier:
        copy = _data_sheet(replace(earlier, sheet=submission.hidden_copy), projects).grid
        copy.hidden = True
        grids.append(copy)
        sheet.wrong(NOWHERE, "hidden_sheet", "last month's table left in as a hidden sheet", copy.name)
    if submission.visible_copy:
        grids.append(_data_sheet(replace(submission, sheet=submission.visible_copy), projects).grid)
        sheet.wrong(NOWHERE, "multiple_candidate_sheets", "the same table twice in one workbook", NOWHERE)
    return grids, sheet


def _data_sheet(submission: Submission, projects: Sequence[Project]) -> Sheet:
    sheet = Sheet(submission, projects, Grid(submission.sheet), submission.origin[0])
    _lines(sheet)
    _header(sheet)
    total_row = sheet.row if submission.total and submission.total.place == "top" else 0
    sheet.row += bool(total_row)
    _sample_rows(sheet)
    _project_rows(sheet)
    _placeholder_rows(sheet)
    if submission.total:
        _total(sheet, total_row or sheet.row)
        sheet.row += not total_row
    if submission.notes:
        for text in NOTES:
            sheet.grid.put(sheet.row, sheet.span[0], text, "note")
            sheet.row += 1
    _merge_industries(sheet)
    return sheet


def _lines(sheet: Sheet) -> None:
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


def _header(sheet: Sheet) -> None:
    submission, row = sheet.submission, sheet.row
    renamed = dict(submission.renamed)
    for name in submission.columns:
        column = sheet.column(name)
        sheet.grid.put(row, column, renamed.get(name, HEADERS[name]), "header")
        sheet.grid.widths[column] = WIDTHS.get(name, 12)
        if name == "invest" and submission.ten_thousand:
            sheet.wrong(a1(row, column), "unit_converted", f"amounts in 万元: header “{renamed[name]}”")
        if name in submission.hidden_columns:
            sheet.grid.hidden_columns.add(column)
            sheet.wrong(a1(row, column), "hidden_column", f"column “{HEADERS[name]}” hidden")
    for offset, extra in enumerate(submission.extra):
        column = submission.origin[1] + len(submission.columns) + offset
        sheet.grid.put(row, column, extra.header, "header")
        sheet.grid.widths[column] = 14
        sheet.wrong(a1(row, column), extra.kind, extra.what)
    for name in BASE:
        if name not in submission.columns:
            sheet.wrong(NOWHERE, "missing_column", f"column “{HEADERS[name]}” deleted")
    sheet.grid.heights[row] = 36
    sheet.row += 1


def _sample_rows(sheet: Sheet) -> None:
    for sample in SAMPLE_ROWS if sheet.submission.samples else ():
        for name in sheet.submission.columns:
            sheet.grid.put(sheet.row, sheet.column(name), sample.get(name))
        sheet.wrong(a1(sheet.row, sheet.span[0]), "sample_row_left", f"example row “{sample['name']}” left in")
        sheet.row += 1


def _placeholder_rows(sheet: Sheet) -> None:
    for _ in range(sheet.submission.placeholders):
        number = len(sheet.placed) + 1 + len(SAMPLE_ROWS) * sheet.submission.samples
        for name in sheet.submission.columns:
            sheet.grid.put(sheet.row, sheet.column(name), None)
        taken = sheet.row - max(sheet.placed) - 1
        sheet.grid.put(sheet.row, sheet.column("number"), number + taken)
        sheet.grid.put(sheet.row, sheet.column("industry"), PLACEHOLDER)
        sheet.wrong(a1(sheet.row, sheet.span[0]), "placeholder_row", "placeholder row “...” left in")
        sheet.row += 1


def _project_rows(sheet: Sheet) -> None:
    submission = sheet.submission
    if submission.nil:
        for column in range(sheet.span[0], sheet.span[1] + 1):
            sheet.grid.put(sheet.row, column, None)
        sheet.grid.put(sheet.row, sheet.column("name"), submission.nil)
        sheet.wrong(a1(sheet.row, sheet.column("name")), "nil_report", f"“{submission.nil}” in place of projects")
        sheet.row += 1
        return
    mine = [p for p in of_unit(tuple(sheet.projects), submission.prefix, submission.period)]
    for project in mine:
        if project.key in submission.dropped:
            sheet.wrong(NOWHERE, "project_vanished", f"“{project.name}” was in last month's table and is gone")
    mine = [p for p in mine if p.key not in submission.dropped]
    mine += [p for key in submission.again for p in mine if p.key == key]
    first_row: dict[str, int] = {}
    for place, project in enumerate(mine):
        _project_row(sheet, project, place)
        if project.key in first_row:
            cell = a1(sheet.row, sheet.column("name"))
            sheet.wrong(cell, "duplicate_row", f"“{project.name}” entered again, first in row {first_row[project.key]}")
        first_row.setdefault(project.key, sheet.row)
        sheet.placed[sheet.row] = project
        sheet.grid.heights[sheet.row] = 24
        sheet.row += 1


def _project_row(sheet: Sheet, project: Project, place: int) -> None:
    submission = sheet.submission
    number = place + len(SAMPLE_ROWS) * submission.samples
    now = standing(project, submission.period, place)
    struck = project.key in submission.struck
    for name in submission.columns:
        value = value_of(name, now, number, submission.styles, submission.ten_thousand)
        value = _edited(sheet, project, name, value)
        role = "left" if name in ("name", "investor", "progress") else "body"
        note = next((c for c in submission.comments if (c.key, c.column) == (project.key, name)), None)
        cell = Cell(value, role, struck, str(note.value) if note else "")
        sheet.grid.cells[sheet.row, sheet.column(name)] = cell
        if note:
            sheet.wrong(a1(sheet.row, sheet.column(name)), note.kind, note.what)
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
        starred = sheet.submission.masked.index(project.key) % 2
        text = f"{project.phone[:3]}****{project.phone[-4:]}" if starred else f"{project.phone[:3]}×××"
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


def _merge_industries(sheet: Sheet) -> None:
    if not sheet.submission.merge_industry:
        return
    column = sheet.column("industry")
    for industry, run in groupby(sheet.placed.items(), key=lambda item: item[1].industry):
        rows = [row for row, _ in run]
        sheet.grid.merge((rows[0], column), (rows[-1], column), industry, "body")


def expected(sheet: Sheet) -> dict[str, object]:
    """What a reader must find: project rows, the sum of their certain amounts, the unit."""
    submission = sheet.submission
    doubtful = {e.key for e in submission.edits if e.column == "invest" and e.kind in UNCERTAIN}
    certain = sum(p.invest for p in sheet.placed.values() if p.key not in doubtful)
    return {"rows": len(sheet.placed), "investment_yuan": certain * 10_000, "unit": submission.unit}
