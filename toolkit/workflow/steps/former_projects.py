"""What of a year's register does the next one know? All of it, in 上年/项目来历.json: numbers, names, rows, months."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from toolkit.intake.office.former_projects import read_former
from toolkit.intake.office.register_book import read_register_book
from toolkit.model.accounting_year import AccountingYear
from toolkit.model.decisions import Decision
from toolkit.model.former import (
    FILE_NAME,
    FormerMonth,
    FormerRow,
    FormerSums,
    FormerYears,
    former_project,
    former_row,
)
from toolkit.model.names import plain
from toolkit.model.origin import Origin
from toolkit.model.register import Followed, KnownProject
from toolkit.model.register_book import Library, RegisterBook
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project
from toolkit.workflow.steps.workspace import Workspace

Line = Mapping[str, str]


def books_of(workspace: Workspace) -> tuple[RegisterBook, FormerYears]:
    """Return 项目库.xlsx as the office left it, and what the former year's register knew."""
    former = read_former(workspace.former_year / FILE_NAME)
    return _as_first_reported(read_register_book(workspace.register_book, workspace.scheme), former), former


def _as_first_reported(book: RegisterBook, former: FormerYears) -> RegisterBook:
    """Return the book whose lines stand under the names by which the projects were first reported, in whatever year.

    An earlier program began each year with the names of that year; 编号 and name tell which project a line is.
    """
    first = {one.number: one for one in former.projects}
    moved = {
        origin: first[number].origin
        for origin, number in book.numbers.items()
        if number in first and any(origin.name == plain(row.sighting.name) for row in first[number].rows)
    }
    moved = {origin: known for origin, known in moved.items() if origin != known}
    if not moved:
        return book

    def under_first(by_origin: Mapping[Origin, object]) -> dict[Origin, object]:
        return {moved.get(origin, origin): value for origin, value in by_origin.items()}

    names = ("numbers", "stated", "names", "written")
    return replace(book, **{name: under_first(getattr(book, name)) for name in names})


def left_to_next(library: Library, scheme: Scheme) -> FormerYears:
    """Return what the register leaves to the next year: every project that it ever knew, and the year's months."""
    year = scheme.accounting
    known = sorted((*library.register.projects, *library.register.former), key=lambda one: one.number)
    months = tuple(
        FormerMonth(period, tuple(_standing(library, one) for one in some))
        for period, some in sorted(library.register.months.items())
        if year.year_of(period) == scheme.year
    )
    given = (*library.book.numbers.values(), *(one.number for one in known))
    kept = ((one, tuple(_rows(one, library, scheme))) for one in known)
    return FormerYears(
        last_number=max([library.former.last_number, *(int(one.rpartition("-")[2]) for one in given)]),
        projects=tuple(former_project(one, rows) for one, rows in kept if rows),
        months=months,
        decisions=tuple(_told(library.former.decisions, library.decisions)),
        corrections=(*library.former.corrections, *library.book.corrections),
    )


def _standing(library: Library, one: Followed) -> Followed:
    """Return a project of a month with the row that counted alone."""
    standing = library.standing(one.sightings)
    return replace(one, sightings=(standing,) if standing else ())


def _rows(known: KnownProject, library: Library, scheme: Scheme) -> Iterator[FormerRow]:
    """Yield a project's rows of the year, of earlier ones the first and those that changed its unit, name or firm."""
    before: tuple[str, str, str] | None = None
    for sighting in known.sightings:
        called = (sighting.unit, sighting.name, sighting.firm)
        row = library.rows.get(sighting.place)
        if row and (called != before or scheme.accounting.year_of(sighting.period) == scheme.year):
            yield former_row(sighting, row)
        before = called


def _told(former: tuple[Decision, ...], now: tuple[Decision, ...]) -> list[Decision]:
    """Return what was settled of projects, each question once."""
    return list({one.id: one for one in (*former, *now) if one.answer and one.project}.values())


def sums_of(former: FormerYears, accounting: AccountingYear) -> dict[int, dict[Origin, FormerSums]]:
    """Return what each project's 到位资金 came to in each former year: the last sums of its tables."""
    sums: dict[int, dict[Origin, FormerSums]] = {}
    for one in former.projects:
        for row in sorted(one.rows, key=lambda row: row.sighting.period):
            of_year = sums.setdefault(accounting.year_of(row.sighting.period), {})
            known, cells = of_year.get(one.origin, FormerSums()), row.cells
            of_year[one.origin] = FormerSums(
                cells.paid_in_yuan or known.paid_in_yuan, cells.paid_in_total_yuan or known.total_yuan
            )
    return sums


def rows_of(former: FormerYears) -> dict[tuple[str, str, int], Project]:
    """Return the rows of former years by where they stood."""
    return {row.sighting.place: row.project for one in former.projects for row in one.rows}
