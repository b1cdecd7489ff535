"""How are files read, checked, returned and issued? Each step takes nouns or paths and returns nouns or paths."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from toolkit.checks.check import check
from toolkit.checks.last_year import NOTHING_LAST_YEAR
from toolkit.consolidation.choose import choose
from toolkit.consolidation.target_versions import InForce, in_force
from toolkit.files import shipped
from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import PRIVATE
from toolkit.model.former import FormerSums
from toolkit.model.intake_log import kept_text
from toolkit.model.origin import Origin
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.sensitive import names_without_sensitive
from toolkit.model.submission import Status, Submission
from toolkit.workflow.steps import parallel
from toolkit.workflow.steps.intake_plan import AS_USUAL, IntakePlan, read_each, seconds_for

Progress = Callable[[str, int, int], None]
CopyJob = tuple[Submission, Path]


def silent(step: str, done: int, total: int) -> None:
    """Report no progress."""


def read_files(
    files: Sequence[tuple[Path, str]],
    scheme: Scheme,
    period: ReportingPeriod,
    arrivals: Mapping[str, date] | None = None,
    progress: Progress = silent,
    plan: IntakePlan = AS_USUAL,
) -> tuple[Submission, ...]:
    """Return (path, shown name) files as submissions, read but not checked; sorted by name, for equal results.

    ``arrivals`` say when a file came, by its shown name or its own.
    """
    files = sorted(files, key=lambda file: (file[1], file[0]))
    known = arrivals or {}
    jobs = [(path, name, known.get(kept_text(name.replace("\\", "/")), known.get(path.name))) for path, name in files]
    result = []
    for submission in read_each(jobs, scheme, period, plan):
        result.append(submission)
        progress("读取", len(result), len(jobs))
    return tuple(result)


def check_all(
    submissions: Sequence[Submission],
    scheme: Scheme,
    earlier: Sequence[Submission] = (),
    last_year: Mapping[Origin, FormerSums] = NOTHING_LAST_YEAR,
) -> tuple[Submission, ...]:
    """Return the submissions checked, each against its unit's table and what was last reported of its projects.

    ``last_year`` holds what each project's 到位资金 came to in the year before, in 元.
    """
    # Those that counted then; REFUSED and unread ones have no unit's table.
    last = max((one.period for one in earlier if one.period), default=None)
    before = (
        {choice.unit: choice.submission for choice in choose(earlier, last, carry=True, year=scheme.accounting)}
        if last
        else {}
    )
    # In the order of months: the last row of a project remains.
    seen = {project.origin: project for one in earlier for project in one.accepted_projects if project.origin}
    months = {one.file: one.period for one in earlier if one.period}
    return tuple(check(one, scheme, before.get(one.unit or ""), seen, months, last_year) for one in submissions)


def named(paths: Sequence[Path], root: Path) -> list[tuple[Path, str]]:
    """Return paths with the names that findings print: relative to ``root`` where they lie below it."""
    return [(path, path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name) for path in paths]


def targets_of(
    submissions: Sequence[Submission], period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR
) -> InForce:
    """Return the target table that holds in a month; raises ``ToolkitError`` where that cannot be told."""
    found = [one for one in submissions if one.table == "targets"]
    if not found and submissions:
        reasons = "；".join(f"{one.file}：{one.reason or '不是目标任务分解表'}" for one in submissions)
        raise ToolkitError(f"没有读到目标表。{reasons}")
    return in_force(found, period, year)


def write_return_copies(
    submissions: Sequence[Submission], folder: Path, progress: Progress = silent
) -> dict[str, tuple[Path, ...]]:
    """Write the return copy of every submission that is sent back; return the paths by unit.

    A copy opens the unit's file once more, and so within the bounds of a worker, as it was read.
    """
    copies: dict[str, tuple[Path, ...]] = {}
    returned = [one for one in submissions if one.status is Status.RETURNED and not one.is_superseded]
    stems = names_without_sensitive(_sendable(one, Path(one.path)) for one in returned)
    jobs = [(one, folder / f"{stem}（退回修改）.xlsx") for one, stem in zip(returned, stems, strict=True)]
    # One worker: two files of one name must not be written at the same time.
    written = parallel.each(_write_copy, jobs, _write_words, workers=1, seconds=_seconds)
    for number, (submission, paths) in enumerate(zip(returned, written, strict=True), 1):
        progress("退回修改稿", number, len(returned))
        unit = submission.unit or Path(submission.path).stem
        copies[unit] = (*copies.get(unit, ()), *paths)
    return copies


def _write_copy(job: CopyJob) -> list[Path]:
    from toolkit.workbooks.returns.return_copy import write_return_copy

    submission, out = job
    return write_return_copy(submission, Path(submission.path), out)


def _write_words(job: CopyJob, _: parallel.Failure) -> list[Path]:
    """A file on which its copy breaks comes back as words alone."""
    from toolkit.workbooks.returns.return_copy import write_words_alone

    return [write_words_alone(*job)]


def _seconds(job: CopyJob) -> float:
    """Twice what reading it may take: it is read, and written."""
    return 2 * seconds_for(Path(job[0].path))


def _sendable(submission: Submission, source: Path) -> str:
    """Return the name of a return copy; one named 营业执照 would be mistaken for a licence, so it gets another."""
    if not PRIVATE.search(source.stem):
        return source.stem
    return f"{submission.unit or ''}{submission.period.label if submission.period else ''}统计表"


def every_unit(scheme: Scheme) -> tuple[str, ...]:
    """Return whom a county's circular is addressed to, as the counties' own documents have it (LZ-D4)."""
    kind = scheme.jurisdiction[-1]
    if kind not in "县区市" or len(scheme.jurisdiction) >= 6:
        return ("各有关单位",)
    # A district has 街道 beside 镇: 「各镇人民政府、各街道办事处」 stands above 港南's own document.
    streets = any("街道" in unit.kind for unit in scheme.units)
    towns = ("各镇人民政府", "各街道办事处") if streets else ("各乡镇人民政府",)
    return (*towns, f"{kind}直各单位")


def office_name(scheme: Scheme) -> str:
    """Return the office's full name: 县投促中心 signs as 鹿寨县投促中心."""
    return scheme.jurisdiction + scheme.office.removeprefix(scheme.jurisdiction[-1])


def template(name: str, own: Path | None) -> Path:
    """Return the office's own template if it has one, else the shipped one."""
    if own and (own / name).exists():
        return own / name
    return shipped.folder("templates") / name


def shipped_templates() -> tuple[Path, ...]:
    """Return the Word templates as shipped."""
    return tuple(sorted(shipped.folder("templates").glob("*.docx")))
