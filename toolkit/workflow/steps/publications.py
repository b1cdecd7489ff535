"""Which months were issued, and what was changed since? 定稿/2022-06 and its later issues; the folder is the record."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.intake.office.snapshot import read_head, read_inputs, read_snapshot, read_sums
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import LateChange, Publication, SinceIssue
from toolkit.model.snapshot import IssuedInput
from toolkit.model.submission import Submission
from toolkit.workflow.steps.workspace import Workspace

_FOLDER = expression(r"(20[0-9]{2}-[01][0-9])(?:（第([2-9]|[1-9][0-9]+)次）)?")


class Publications(Struct, frozen=True):
    """The newest issue of each month, and what is to be said of folders that are none."""

    newest: Mapping[ReportingPeriod, Publication]
    troubles: tuple[str, ...]


def folder_name(period: ReportingPeriod, number: int) -> str:
    """Return what the folder of a month's issue is called: 2022-06, 2022-06（第2次）."""
    return f"{period}（第{number}次）" if number > 1 else str(period)


def publications(workspace: Workspace) -> Publications:
    """Return what was issued in a workspace.

    A folder without a whole snapshot was not issued by this product: it is named and counts as none.
    """
    newest: dict[ReportingPeriod, Publication] = {}
    troubles: list[str] = []
    for period, _, folder in sorted(_folders(workspace.publications), key=lambda one: one[:2]):
        try:
            newest[period] = read_head(folder)
        except ToolkitError as trouble:
            troubles.append(str(trouble))
    return Publications(newest, tuple(troubles))


def former_months(workspace: Workspace) -> dict[ReportingPeriod, Publication]:
    """Return the former year's months as issued there last, as far as new-year brought them."""
    year = workspace.scheme.accounting
    former = newest_former(workspace).items()
    return {period: issue for period, issue in former if year.year_of(period) < workspace.scheme.year}


def newest_former(workspace: Workspace) -> dict[ReportingPeriod, Publication]:
    """Return the newest issue of each month that stands in 上年; a damaged one is none."""
    months: dict[ReportingPeriod, Publication] = {}
    for folder in sorted(workspace.former_year.iterdir()) if workspace.former_year.is_dir() else ():
        with suppress(ToolkitError):
            issue = read_head(folder)
            if issue.period not in months or months[issue.period].number < issue.number:
                months[issue.period] = issue
    return months


def issues_of(workspace: Workspace, period: ReportingPeriod) -> Iterator[Publication]:
    """Yield every issue of a month, in no order."""
    for of, _, folder in _folders(workspace.publications):
        if of == period:
            with suppress(ToolkitError):
                yield read_head(folder)


def issued_sums(
    workspace: Workspace, newest: Mapping[ReportingPeriod, Publication]
) -> dict[ReportingPeriod, Mapping[str, int | None]]:
    """Return 到位资金 of each project as it was issued last, by month and 编号: of this year and of the former one."""
    places = {period: workspace.former_year / one.folder for period, one in former_months(workspace).items()}
    places |= {period: workspace.publications / one.folder for period, one in newest.items()}
    sums: dict[ReportingPeriod, Mapping[str, int | None]] = {}
    for period, folder in places.items():
        with suppress(ToolkitError):
            sums[period] = read_sums(folder)
    return sums


def next_number(workspace: Workspace, period: ReportingPeriod) -> int:
    """Return the number of a month's next issue; that of a damaged folder is not given a second time."""
    return max((number for of, number, _ in _folders(workspace.publications) if of == period), default=0) + 1


def newest_folders(place: Path) -> dict[ReportingPeriod, Path]:
    """Return the folder of each month's newest issue in 定稿, by month."""
    return {period: folder for period, _, folder in sorted(_folders(place), key=lambda one: one[:2])}


def _folders(place: Path) -> Iterator[tuple[ReportingPeriod, int, Path]]:
    for folder in place.iterdir() if place.is_dir() else ():
        name = _FOLDER.fullmatch(folder.name)
        if name and folder.is_dir() and 1 <= int(name[1][5:]) <= 12:
            yield ReportingPeriod.parse(name[1]), int(name[2] or 1), folder


def inputs_of(
    workspace: Workspace, period: ReportingPeriod, submissions: Iterable[Submission], carried: Iterable[str] = ()
) -> list[IssuedInput]:
    """Return the files that a month is made from, by path below the workspace.

    They are the month's tables, those that are ``carried`` from earlier months (by path), targets, the system's
    export, and what the office supplies for the year.  What grows with every month (裁定, 词典, 收件登记) is no part.
    """
    export = workspace.export_file(period)
    files = {*workspace.submission_files(period), *workspace.target_files(), *map(Path, carried)}
    files |= {export} if export else set()
    files |= {path for path in workspace.supplied if path.is_file()}
    units = {Path(one.path): one.unit or "" for one in submissions}
    listed = [_input(path, workspace, units.get(path, "")) for path in files if path.is_file()]
    return sorted(listed, key=lambda one: one.file)


def _input(path: Path, workspace: Workspace, unit: str) -> IssuedInput:
    content = path.read_bytes()
    inside = path.is_relative_to(workspace.root)
    file = path.relative_to(workspace.root).as_posix() if inside else path.name
    return IssuedInput(file, unit, len(content), hashlib.sha256(content).hexdigest())


def carried_files(result: Consolidation) -> set[str]:
    """Return the paths of the tables of earlier months whose rows count in this one."""
    return {entry.path for entry in result.ledger.entries if entry.period != str(result.period) and entry.path}


def beside_issues(
    workspace: Workspace, result: Consolidation, issued: Publications, submissions: Sequence[Submission]
) -> Consolidation:
    """Return the result with what differs from the months that were issued, this one and earlier ones."""
    late = [one.in_words for one in late_changes(workspace, result.period, issued, submissions)]
    if late:
        late.append("定稿的数不变；要按改过的表改，再定稿一次，并写明理由。")
    before = issued.newest.get(result.period.shifted(-1))
    again = reissued(workspace, before) if before else ""
    result = replace(result, about_issues=(*issued.troubles, *late, *([again] if again else [])))
    issue = issued.newest.get(result.period)
    if issue is None:
        return result
    try:
        since = since_issue(workspace, result, issue, submissions)
        *earlier, own = result.months
        own = own if since.changes else replace(own, issued=issue.which)
        return replace(result, since_issue=since, months=(*earlier, own))
    except ToolkitError as trouble:
        return replace(result, about_issues=(*result.about_issues, str(trouble)))


def since_issue(
    workspace: Workspace, result: Consolidation, issue: Publication, submissions: Sequence[Submission]
) -> SinceIssue:
    """Return how an issued month stands now; raises ``ToolkitError`` where its snapshot is damaged."""
    snapshot = read_snapshot(workspace.publications / issue.folder)
    now = inputs_of(workspace, result.period, submissions, carried_files(result))
    from toolkit.consolidation.since_issue import changes_since  # rapidfuzz: a look at the folder needs none

    return SinceIssue(issue, changes_since(snapshot, result, now))


def late_changes(
    workspace: Workspace, period: ReportingPeriod, issued: Publications, submissions: Sequence[Submission]
) -> Iterator[LateChange]:
    """Yield the tables of other issued months that came, changed or went after that.

    What was known when a later month was issued is not told again; a month whose list is damaged is passed over here.
    """
    units = {Path(one.path): one.unit or "" for one in submissions}
    known = {(file, digest) for issue in issued.newest.values() for file, digest in issue.known.items()}
    for issue in issued.newest.values():
        if issue.period == period:
            continue
        paths = [path for path in workspace.submission_files(issue.period) if not path.name.startswith(("~$", "."))]
        now = [_input(path, workspace, units.get(path, "")) for path in paths]
        with suppress(ToolkitError):
            before = _tables(workspace, issue)
            late = [LateChange(issue, one.unit, one.file, what, one.digest) for one, what in _differing(before, now)]
            yield from (one for one in late if (one.file, one.digest) not in known)


def reissued(workspace: Workspace, issue: Publication) -> str:
    """Return why a month was issued again and which tables were other ones then; '' for a first issue."""
    first = workspace.publications / folder_name(issue.period, issue.number - 1)
    if issue.number < 2 or not first.is_dir():
        return ""
    with suppress(ToolkitError):
        differing = _differing(_tables(workspace, read_head(first)), _tables(workspace, issue))
        tables = "；".join(f"{what} {one.unit} {one.file}" for one, what in differing)
        return f"{issue.label}，{issue.reason}{f'。印发后{tables}' if tables else ''}"
    return ""


def _tables(workspace: Workspace, issue: Publication) -> list[IssuedInput]:
    folder = f"{workspace.reports.name}/{issue.period}/"
    return [one for one in read_inputs(workspace.publications / issue.folder) if one.file.startswith(folder)]


def _differing(before: Iterable[IssuedInput], now: Iterable[IssuedInput]) -> Iterator[tuple[IssuedInput, str]]:
    """Yield what came, changed or went, and which of these; what went has no digest any more."""
    old, new = ({one.file: one for one in some} for some in (before, now))
    for file, one in sorted(new.items()):
        if file not in old or old[file].digest != one.digest:
            yield one, "改过" if file in old else "收到"
    yield from ((replace(one, digest=""), "没有了") for file, one in sorted(old.items()) if file not in new)
