"""From a submission to its workbook: the table, what clerks leave in of 附件2, and copies of the sheet."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from writing.grid import Grid, Value, a1
from writing.layout import NOWHERE, Sheet, add_total, begun, enter
from writing.submission import Submission

from generator.columns import value_of
from generator.forms import NOTES, PLACEHOLDER, SAMPLE_ROWS
from generator.projects import Project, of_unit, standing


def lay_out(
    submission: Submission, projects: Sequence[Project], earlier: Submission | None
) -> tuple[list[Grid], Sheet[Project]]:
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


def _data_sheet(submission: Submission, projects: Sequence[Project]) -> Sheet[Project]:
    examples = SAMPLE_ROWS if submission.samples else ()

    def typed(column: str, project: Project, place: int) -> Value:
        now = standing(project, submission.period, place)
        return value_of(column, now, place + len(examples), submission.styles, submission.ten_thousand)

    sheet: Sheet[Project] = begun(submission)
    for column in sheet.extra_columns:
        sheet.grid.widths[column] = 14
    _example_rows(sheet, examples)
    if submission.nil:
        sheet.blank(sheet.row)
    enter(sheet, of_unit(projects, submission.prefix, submission.period), typed)
    _placeholder_rows(sheet, len(sheet.placed) + len(examples))
    add_total(sheet)
    for text in NOTES if submission.notes else ():
        sheet.grid.put(sheet.row, sheet.span[0], text, "note")
        sheet.row += 1
    _merge_industries(sheet)
    return sheet


def _example_rows(sheet: Sheet[Project], examples: Sequence[dict[str, Value]]) -> None:
    for sample in examples:
        for name in sheet.submission.columns:
            sheet.grid.put(sheet.row, sheet.column(name), sample.get(name))
        sheet.wrong(a1(sheet.row, sheet.span[0]), "sample_row_left", f"example row “{sample['name']}” left in")
        sheet.row += 1


def _placeholder_rows(sheet: Sheet[Project], last: int) -> None:
    for number in range(last + 1, last + 1 + sheet.submission.placeholders):
        for name in sheet.submission.columns:
            sheet.grid.put(sheet.row, sheet.column(name), None)
        sheet.grid.put(sheet.row, sheet.column("number"), number)
        sheet.grid.put(sheet.row, sheet.column("industry"), PLACEHOLDER)
        sheet.wrong(a1(sheet.row, sheet.span[0]), "placeholder_row", "placeholder row “...” left in")
        sheet.row += 1


def _merge_industries(sheet: Sheet[Project]) -> None:
    if not sheet.submission.merge_industry:
        return
    column = sheet.column("industry")
    for industry, run in groupby(sheet.placed.items(), key=lambda item: item[1].industry):
        rows = [row for row, _ in run]
        sheet.grid.merge((rows[0], column), (rows[-1], column), industry, "body")
