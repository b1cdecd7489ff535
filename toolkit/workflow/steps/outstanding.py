"""Which files wait for a person? Those in 待认领, those outside a month's folder, and letters without a table."""

from collections.abc import Collection, Iterator
from pathlib import Path

from toolkit.intake.tables.identity import months_named, units_named
from toolkit.model.cells import CellRef
from toolkit.model.file_kinds import TABLE, UNCLAIMED, kind_of
from toolkit.model.findings import Finding, found
from toolkit.model.letters import NO_FILE, CollectRow
from toolkit.model.period import ReportingPeriod
from toolkit.model.sensitive import without_sensitive
from toolkit.model.submission import Status, Submission
from toolkit.workflow.steps.intake_log import collected_rows, read_log
from toolkit.workflow.steps.intake_plan import read_each
from toolkit.workflow.steps.workspace import PERIOD, Workspace, every_file

UNKNOWN = "请人看一下是哪个单位、哪个月的"


def outstanding(
    workspace: Workspace, period: ReportingPeriod, reported: Collection[str] = ()
) -> tuple[Submission, ...]:
    """Return what came and is in no month yet, as ignored submissions of ``period`` that each say why.

    A letter without a table is left out where its unit is among ``reported``: what it meant to send has come since.
    What arrived for another month is without a unit here, so that nobody is told of it in this month's reminder.
    """
    rows = collected_rows(workspace)
    return (
        *_unclaimed(workspace, period, rows),
        *_outside(workspace, period),
        *_letters(workspace, period, rows, reported),
    )


def unread(workspace: Workspace, period: ReportingPeriod) -> tuple[Submission, ...]:
    """Return what of a period is no table by its name alone, and what waits elsewhere: no table is opened for it."""
    root = workspace.reports
    odd = [path for path in workspace.submission_files(period) if kind_of(path.name).why]
    jobs = [(path, path.relative_to(root).as_posix(), None) for path in odd]
    read = read_each(jobs, workspace.scheme, period)
    return (*(one for one in read if not one.table), *outstanding(workspace, period))


def _unclaimed(workspace: Workspace, period: ReportingPeriod, rows: tuple[CollectRow, ...]) -> Iterator[Submission]:
    known = {row.file: row for row in rows if row.went_to == UNCLAIMED}
    folder, log = workspace.unclaimed, read_log(workspace)
    for path in every_file(folder):
        if log.is_left(path.relative_to(workspace.root).as_posix()):
            continue
        row = known.get(path.name)
        named = units_named(path.name, workspace.scheme)
        unit = row.unit if row else named[0] if len(named) == 1 else ""
        kind = kind_of(path.name)
        why = row.remark.rstrip("。") if row and row.remark else UNKNOWN if kind is TABLE else kind.advice
        name = without_sensitive(f"{UNCLAIMED}/{path.relative_to(folder).as_posix()}")
        mine = unit if row is None or _is_of(period, f"{path.name} {row.remark}", row) else ""
        yield _waiting(name, path, mine, period, found("unclaimed", CellRef(name), why=why))


def _outside(workspace: Workspace, period: ReportingPeriod) -> Iterator[Submission]:
    """Yield the files in 报送 outside any month's folder; they are not read."""
    reports = workspace.reports
    for path in every_file(reports):
        name = path.relative_to(reports).as_posix()
        if PERIOD.fullmatch(name.partition("/")[0]) is None or "/" not in name:
            units = units_named(name, workspace.scheme)
            name = without_sensitive(name)
            finding = found("outside_month", CellRef(name), period=str(period))
            yield _waiting(name, path, units[0] if len(units) == 1 else "", period, finding)


def _letters(
    workspace: Workspace, period: ReportingPeriod, rows: tuple[CollectRow, ...], reported: Collection[str]
) -> Iterator[Submission]:
    for row in rows:
        if (
            row.file
            or not _is_of(period, row.subject, row)
            or (row.remark.startswith(NO_FILE) and row.unit in reported)
        ):
            continue
        subject = without_sensitive(row.subject).replace("/", "／")
        name = f"{row.received.month}月{row.received.day}日来的邮件“{subject}”"
        finding = found("letter_without_table", CellRef(name), why=row.remark.rstrip("。"))
        yield _waiting(name, workspace.root, row.unit, period, finding)


def _is_of(period: ReportingPeriod, text: str, row: CollectRow) -> bool:
    """Tell whether a file or letter may be about a month: by its name or subject, else by the day of the mail.

    What was doubtful when it came is named in its remark, with every month that the table, name or subject said.
    """
    month = ReportingPeriod(row.received.year, row.received.month)
    said = [
        one.shifted(-12) if not with_year and one.month > month.month else one
        for _, one, with_year in months_named(f"{text} {row.subject}", row.received.year)
    ]
    return period in said if said else period == month.shifted(-1)


def _waiting(name: str, path: Path, unit: str, period: ReportingPeriod, finding: Finding) -> Submission:
    return Submission(
        name, str(path), Status.IGNORED, finding.message, unit=unit or None, period=period, findings=(finding,)
    )
