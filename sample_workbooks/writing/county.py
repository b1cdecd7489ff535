"""Everything that makes one county's samples, and how they are written."""

import calendar
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from writing.folder import Contact, Files, registers, rewrite, submitted, table, truth
from writing.grid import Grid, Value
from writing.layout import Sheet, add_total, begun, enter
from writing.project import Project, load_projects, value_of
from writing.readme import readme
from writing.submission import Submission
from writing.targets import TargetSheet, target_sheet
from writing.trips import SampleTrip, trip_register
from writing.writers import book_bytes

FOLDERS = ("目标", "报送", "出行", "考核")


@dataclass(frozen=True, slots=True)
class County:
    """One county: ``supplies`` are csv files that the office adds (name → lines), ``extra`` further workbooks."""

    title: str
    folder: str
    office: str
    domain: str
    issued: date
    intro: str
    submissions: tuple[Submission, ...]
    contacts: tuple[Contact, ...]
    trips: tuple[SampleTrip, ...]
    target_path: str = ""
    targets: tuple[TargetSheet, ...] = ()
    supplies: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    extra: dict[str, tuple[Grid, ...]] = field(default_factory=dict)


def build(county: County, here: Path) -> None:
    """Write all files of a county anew, byte for byte the same."""
    books = dict(county.extra)
    books["出行/出行台账.xlsx"] = tuple(trip_register(county.trips))
    if county.targets:
        books[county.target_path] = tuple(target_sheet(target) for target in county.targets)
    files: Files = {name: book_bytes(name, grids, county.office, county.issued) for name, grids in books.items()}
    files |= {name: table(lines) for name, lines in county.supplies.items()}
    files |= registers(county.submissions, county.contacts, county.domain)
    projects = load_projects(here / "projects.csv")
    last = max(int(submission.period[-2:]) for submission in county.submissions)
    sheets = [_lay_out(submission, projects, last) for submission in county.submissions]
    for sheet in sheets:
        files |= submitted(sheet.submission, [sheet.grid])
    files |= truth(sheets)
    mistakes = [mistake for sheet in sheets for mistake in sheet.mistakes]
    text = readme(county.title, county.intro, county.folder, county.submissions, mistakes)
    rewrite(here, FOLDERS, files | {"README.md": text.encode()})
    print(f"{county.title}: {len(sheets)} submissions, {len(mistakes)} planted mistakes")


def _lay_out(submission: Submission, projects: list[Project], last: int) -> Sheet[Project]:
    year, month = (int(part) for part in submission.period.split("-"))
    end = date(year, month, calendar.monthrange(year, month)[1])

    def typed(column: str, project: Project, place: int) -> Value:
        return value_of(column, project, place, submission, end, last)

    sheet: Sheet[Project] = begun(submission)
    enter(sheet, [p for p in projects if p.unit == submission.unit and p.first <= month], typed)
    add_total(sheet)
    return sheet
