"""When is 收件登记.xlsx kept, and what is said of it? At each check, consolidation and collection."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from msgspec.structs import replace

from toolkit.files import saving
from toolkit.model.errors import ToolkitError
from toolkit.model.intake_log import LogLine
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Submission
from toolkit.workflow.steps.claiming import by_word
from toolkit.workflow.steps.intake_log import IntakeLog, read_log
from toolkit.workflow.steps.log_book import write_log
from toolkit.workflow.steps.log_files import with_files
from toolkit.workflow.steps.log_outcomes import with_outcomes
from toolkit.workflow.steps.workspace import Workspace

TAKEN_OVER = "（已转入{}）"
MOST_NAMES = 10_000


def begin(workspace: Workspace, today: date) -> None:
    """Write an empty log, unless there is one, or a 收件登记.csv to take over."""
    if not workspace.intake_log.exists() and not workspace.arrival_list.exists():
        write_log(workspace, (), IntakeLog((), (), ()), today)


def settle(workspace: Workspace, today: date) -> tuple[str, ...]:
    """Do what the clerk's words ask for and take over a 收件登记.csv, before the month is read; return what to say.

    While the book is open in Excel nothing is written: the list's lines count all the same, and wait.
    """
    log = read_log(workspace)
    if not log.from_csv and not any(line.told_month for line in log.lines):
        return ()
    known = with_files(log.lines, workspace)
    busy = saving.is_open_elsewhere(workspace.intake_log)
    lines, moved = (known, []) if busy else by_word(workspace, known)
    if not log.from_csv and not moved:
        return ()
    said = tuple(f"{one.was} 按核定移到 {one.place}（{one.period.label}）。" for one in moved)
    return (*said, *_written(workspace, lines, log, today))


def record(workspace: Workspace, arrived: Sequence[LogLine], today: date) -> tuple[str, ...]:
    """Write down what was just collected, with all that is known of it; return what is to be said."""
    if not arrived:
        return ()
    log = read_log(workspace)
    places = {(line.sender, line.at, line.name): number for number, line in enumerate(log.lines)}
    lines = list(log.lines)
    for line in arrived:
        number = places.pop((line.sender, line.at, line.name), None)
        if number is None:
            lines.append(line)
        else:
            known = lines[number]
            word = {name: getattr(known, name) for name in ("told_at", "told_unit", "told_month", "told_use", "more")}
            lines[number] = replace(line, **word)
    return _written(workspace, with_files(lines, workspace), log, today)


def keep(
    workspace: Workspace, submissions: Sequence[Submission], period: ReportingPeriod, today: date
) -> tuple[str, ...]:
    """Write down what came and what became of it; return what is to be said: words nobody can read, an open book."""
    log = read_log(workspace)
    lines = with_outcomes(with_files(log.lines, workspace), submissions, period)
    said = tuple(str(finding) for finding in log.findings)
    if lines == log.lines and workspace.intake_log.exists() and not log.from_csv:
        return said
    return (*said, *_written(workspace, lines, log, today))


def _written(workspace: Workspace, lines: Sequence[LogLine], log: IntakeLog, today: date) -> tuple[str, ...]:
    """Write the book and put aside a 收件登记.csv whose lines are in it; return what is to be said."""
    try:
        write_log(workspace, lines, log, today)
    except saving.OpenElsewhereError as problem:
        return (f"{problem}收到的文件先不登记，不影响本次结果。",)
    return (_take_over(workspace, log),) if log.from_csv else ()


def _take_over(workspace: Workspace, log: IntakeLog) -> str:
    path = workspace.arrival_list
    numbers = ("", *map(str, range(2, MOST_NAMES)))
    saving.move(path, path.parent, (f"{path.stem}{TAKEN_OVER.format(n)}{path.suffix}" for n in numbers))
    return f"{path.name} 的 {log.from_csv} 行已转入 {workspace.intake_log.name}，原文件留在旁边。"


@contextmanager
def unless_busy(workspace: Workspace) -> Iterator[bool]:
    """Yield whether the log may be written now: not while another run is at work, nor where nothing may be written."""
    from toolkit.workflow.steps.locking import alone

    lock = alone(workspace.root)
    try:
        lock.__enter__()
    except ToolkitError:
        yield False
        return
    try:
        yield True
    finally:
        lock.__exit__(None, None, None)
