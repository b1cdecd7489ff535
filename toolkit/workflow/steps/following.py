"""Which project is each row of the year? Every row gets the number and the origin that the register knows."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from toolkit.consolidation.choose import choose
from toolkit.model.decisions import Decision
from toolkit.model.findings import found
from toolkit.model.former import NOTHING_FORMER, FormerYears
from toolkit.model.ledger import Consolidation
from toolkit.model.names import plain
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Alike, Register
from toolkit.model.register_book import EMPTY_BOOK, RegisterBook
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project, Submission
from toolkit.register.follow import follow
from toolkit.register.months import Office

MAY_BE_RENAMED = "是不是改了名待裁定，裁定以前只计本月新报的"
Read = Mapping[ReportingPeriod, Sequence[Submission]]


def followed(
    read: Read,
    scheme: Scheme,
    answers: Mapping[str, Decision],
    book: RegisterBook = EMPTY_BOOK,
    former: FormerYears = NOTHING_FORMER,
) -> Register:
    """Return the register of the months that were read, a table a unit and month: the one that counts.

    The projects that ``former`` years left are known from the start.
    """
    months = {
        period: {one.unit: (one.submission, *one.additions) for one in choose(submissions, period, carry=False)}
        for period, submissions in read.items()
    }
    office = Office(
        answers,
        book.changes,
        book.numbers,
        units=[unit.name for unit in scheme.units],
        carries=scheme.reading("missing_unit") == "carry",
        prefix=prefix_of(scheme),
        stated={origin: (one.state, one.since) for origin, one in book.stated.items()},
        names=book.names,
        year=scheme.accounting,
        former=former,
    )
    return follow(months, office, _alike)


def _alike(known: Sequence[Project], new: Sequence[Project]) -> Iterable[Alike]:
    """Compare only where a project left its table and another came: most months need no comparing of names."""
    from toolkit.consolidation.renamed import alike

    return alike(known, new)


def prefix_of(scheme: Scheme) -> str:
    """Return what a county's project numbers begin with: the letters of its clauses (LZ)."""
    letters = scheme.indicators[0].id.partition("-")[0] if scheme.indicators else ""
    return letters if letters.isalpha() and letters.isascii() else "XM"


def without_retired(scheme: Scheme, register: Register, period: ReportingPeriod) -> Scheme:
    """Return the rules with the units that a month no longer has: they owe no table and are not ranked."""
    retired = register.retired.get(period, frozenset())
    if not retired:
        return scheme
    units = tuple(replace(one, reports=False) if one.name in retired else one for one in scheme.units)
    return replace(scheme, units=units)


def with_own_columns(result: Consolidation, book: RegisterBook) -> Consolidation:
    """Return the result whose ledger carries the columns that the office added to 项目库.xlsx."""
    headings = book.own_headings
    if not headings:
        return result
    entries = []
    for entry in result.ledger.entries:
        cells = book.own(entry.known_as)
        entries.append(replace(entry, own=tuple(cells.get(heading, "") for heading in headings)))
    return replace(result, ledger=replace(result.ledger, entries=tuple(entries)), own_headings=headings)


def with_numbers(submission: Submission, register: Register) -> Submission:
    """Return a table whose projects carry their number and origin."""
    known, projects, file = register.known, submission.projects, submission.file
    told = [known.get((file, one.ref.sheet, one.ref.row)) for one in projects]
    if not any(told):
        return submission
    given = [one or (project.number, None) for one, project in zip(told, projects, strict=True)]
    said = [
        found("number_of_another", project.cell("project_number"), typed=project.number, number=number)
        for project, (number, _) in zip(projects, given, strict=True)
        if project.number and project.number != number
    ]
    numbered = (
        replace(project, number=number, origin=origin)
        for project, (number, origin) in zip(projects, given, strict=True)
    )
    return replace(submission, projects=tuple(numbered), findings=(*submission.findings, *said))


def without_settled(submission: Submission, register: Register) -> Submission:
    """Return a checked table without the reminders of projects that the register knows to be elsewhere, or ended.

    Of a project that may only go by another name now, the reminder says that its new row counts alone.
    """
    if submission.period is None or submission.unit is None:
        return submission
    settled = register.settled.get((submission.period, submission.unit), frozenset())
    kept = tuple(
        one
        for one in submission.findings
        if one.kind != "project_vanished" or plain(dict(one.details)["name"]) not in settled
    )
    renaming = register.renaming.get(submission.period, frozenset())
    said = tuple(
        replace(one, details=tuple((dict(one.details) | {"meanwhile": MAY_BE_RENAMED}).items()))
        if one.kind == "project_vanished" and plain(dict(one.details)["name"]) in renaming
        else one
        for one in kept
    )
    return submission if said == submission.findings else replace(submission, findings=said)
