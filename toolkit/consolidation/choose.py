"""Which of a unit's files counts? The last to arrive, of the latest period; the others are listed as replaced."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, datetime, time

from msgspec import Struct
from msgspec.structs import astuple, replace

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.expressions import expression
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status, Submission

CORRECTED = expression(r"更正|最终|最新|终稿|定稿|修改|修订|重报|补报|改|新|v\d|V\d|[（(]\d[)）]|\d版")

# As a second file of a name is kept; people and browsers write (2).
NUMBERED = expression(r"（\d{1,4}）(?=\.\w{1,5}$)")


class Chosen(Struct, frozen=True):
    """A unit's submission for a period: its own, or one carried over from an earlier period.

    ``why`` says why it counts and not those that it replaces, '' where there are none; ``unclear`` that nothing but
    the file names tells them apart.  ``additions`` correct some rows of it; ``asked`` waits for a person to say whether
    it replaces the table.
    """

    unit: str
    submission: Submission
    carried_from: ReportingPeriod | None
    superseded: tuple[Submission, ...]
    why: str = ""
    unclear: bool = False
    additions: tuple[Submission, ...] = ()
    asked: tuple[Submission, ...] = ()


def choose(
    submissions: Iterable[Submission], period: ReportingPeriod, carry: bool, year: AccountingYear = CALENDAR_YEAR
) -> tuple[Chosen, ...]:
    """Return one statistics submission per unit, sorted by unit.

    Tables of another year are ignored: sums begin anew with it (on 1 January).  Within a period the last
    arrival counts, whatever the files are called.  With ``carry`` a unit that sent nothing for the period keeps its
    latest earlier table.  A nil report that arrives after a table with projects does not replace it.  The office's word
    on a file wins over all: one that it does not use counts nowhere, one that it uses counts before the others.
    """
    counted = year.year_of(period)
    by_unit: dict[str, dict[ReportingPeriod, list[Submission]]] = defaultdict(lambda: defaultdict(list))
    for submission in submissions:
        readable = submission.status in (Status.ACCEPTED, Status.RETURNED) and submission.table == "statistics"
        when = submission.period
        if _says(submission, "told_to_leave"):
            continue
        if readable and submission.unit and when and when <= period and year.year_of(when) == counted:
            by_unit[submission.unit][when].append(submission)
    result = []
    for unit, periods in sorted(by_unit.items()):
        latest = max(periods)
        if latest == period or carry:
            result.append(_chosen(unit, periods[latest], None if latest == period else latest))
    return tuple(result)


def _chosen(unit: str, files: Sequence[Submission], carried_from: ReportingPeriod | None) -> Chosen:
    """Return which of a unit's files of one month counts."""
    additions = tuple(sorted((one for one in files if _says(one, "told_to_add")), key=_in_time))
    asked = tuple(one for one in files if _says(one, "partial_correction"))
    whole = [one for one in files if one not in additions and one not in asked]
    pool = [one for one in whole if _says(one, "told_to_use")] or whole
    newest, why, unclear = last_arrival(pool)
    tables = [submission for submission in pool if submission.projects]
    if newest.is_nil and tables:  # a nil report does not replace a table unless a person says so
        newest, why, unclear = last_arrival(tables)
        why = why or "写着没有项目的那一份不替换列着项目的表"
    if _says(newest, "told_to_use") and len(whole) > 1:
        why = "办公室核定采用"
    older = tuple(sorted((one for one in whole if one is not newest), key=_in_time))
    return Chosen(unit, newest, carried_from, older, why, unclear, additions, asked)


def _says(one: Submission, kind: str) -> bool:
    return any(finding.kind == kind for finding in one.findings)


def last_arrival(files: Sequence[Submission]) -> tuple[Submission, str, bool]:
    """Return the file of one unit and period that counts, why, and whether nothing but its name tells it from others.

    The last one to the minute counts.  A mark in the name (更正) decides between files of the same minute, and of a day
    that stands in the register without a time; then the time at which the files were saved.
    """
    if len(files) == 1:
        return files[0], "", False
    left = _with_most(files, _day)
    if clocks := [clock for one in left if (clock := _clock(one))]:
        left = [one for one in left if _clock(one) in (None, max(clocks))]
    if len(left) == 1:
        return left[0], f"{_in_words(left[0])}，是最后一份", False
    names = {_name(one) for one in files}
    marked = _with_most(left, lambda one: len(_marks(one, names)))
    if len(marked) == 1:
        return (
            marked[0],
            f"{_same_time(left)}，文件名上标明的“{'”“'.join(_marks(marked[0], names))}”为准",
            False,
        )
    saved = _with_most(marked, lambda one: one.saved or datetime.min)
    if len(saved) == 1:
        return saved[0], f"{_same_time(left)}，按文件的修改时间，这一份最后（{_minute(saved[0].saved)}）", False
    newest = max(saved, key=lambda one: one.file)
    unclear = any(_content(one) != _content(newest) for one in saved)
    return newest, f"{_same_time(left)}，分不出先后", unclear


def _marks(one: Submission, names: Container[str]) -> list[str]:
    """Return what a file's name says of its version; 江口乡6月（2）.xlsx beside 江口乡6月.xlsx is a number of ours."""
    name = _name(one)
    plain = NUMBERED.sub("", name)
    return CORRECTED.findall(plain if plain in names else name)


def _with_most(files: Sequence[Submission], measure: Callable[[Submission], int | date]) -> list[Submission]:
    most = max(measure(one) for one in files)
    return [one for one in files if measure(one) == most]


def _day(one: Submission) -> date:
    return one.received or (one.saved.date() if one.saved else date.min)


def _clock(one: Submission) -> time | None:
    """Return the time of day at which a file arrived; without a register, the time at which it was saved."""
    return one.clock if one.received or one.saved is None else one.saved.time()


def _in_time(one: Submission) -> tuple[date, time, str]:
    return _day(one), _clock(one) or time.min, one.file


def _name(one: Submission) -> str:
    return one.file.rpartition("/")[2]


def _in_words(one: Submission) -> str:
    if one.received is None:
        return f"没有登记收到时间，按文件的修改时间（{_minute(one.saved)}）" if one.saved else "没有登记收到时间"
    at = f" {one.clock:%H:%M}" if one.clock else ""
    return f"{one.received.month}月{one.received.day}日{at} 收到"


def _same_time(files: Sequence[Submission]) -> str:
    known = next((one for one in files if one.received), None)
    if known is None:
        return "没有登记收到时间，文件的修改时间相同" if files[0].saved else "没有登记收到时间"
    if all(one.clock for one in files):
        return "同一时间收到"
    day = _day(known)
    return f"都是{day.month}月{day.day}日收到，登记没有写时间"


def _minute(at: datetime | None) -> str:
    return f"{at.month}月{at.day}日 {at:%H:%M}" if at else ""


def _content(one: Submission) -> list[object]:
    # What the register knows of a project stands in no file.
    return [astuple(replace(project, number=None, origin=None))[2:] for project in one.projects]
