"""Whose is a waiting file, and of which month? A person says so: it goes to its month, and the log keeps the word."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.files import saving, texts
from toolkit.mail.names import numbered, safe_name
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import UNCLAIMED
from toolkit.model.intake_log import LEAVE, LogLine, Outcome, kept_text
from toolkit.model.period import ReportingPeriod
from toolkit.model.written_dates import written_month
from toolkit.workflow.steps.belonging import with_unit
from toolkit.workflow.steps.intake_log import read_log, unit_named
from toolkit.workflow.steps.log_book import write_log
from toolkit.workflow.steps.log_files import files_by_place, with_files
from toolkit.workflow.steps.workspace import PERIOD, REPORTS, Workspace

NAMES_SHOWN = 8
MOST = 10_000
# What a remark says where the unit itself is in doubt; then its name in the line is no more than the likeliest.
UNIT_IN_DOUBT = ("单位", "发件人")


class Claimed(Struct, frozen=True):
    """Where a file lay and where it lies now, below the workspace; whose it is."""

    was: str
    place: str
    unit: str
    period: ReportingPeriod


def claim(workspace: Workspace, file: str, unit: str, period: ReportingPeriod, today: date) -> Claimed:
    """Put a file into its month's folder, as its unit's, and keep that in the log as the clerk's word.

    ``file`` is a path, or as much of the name of a waiting file as tells it from the others.  Raises ``ToolkitError``
    where it names none or several, where the unit is unknown, or where the log is open in Excel: nothing moves then.
    """
    workspace = workspace.at(period)
    name = unit_named(unit, workspace.scheme)
    if not name:
        near = texts.nearest(unit, [one.name for one in workspace.scheme.units])
        raise ToolkitError(f"规则里没有单位“{unit}”。{f'是不是“{near}”？' if near else ''}请写单位全称。")
    saving.refuse_open(workspace.intake_log)
    log = read_log(workspace)
    lines = with_files(log.lines, workspace)
    was = _place(workspace, file)
    told = [replace(one, told_unit=name, told_month=str(period)) if one.place == was else one for one in lines]
    moved, done = by_word(workspace, told)
    write_log(workspace, moved, log, today)
    place = next((one.place for one in done if one.was == was), was)
    return Claimed(was, place, name, period)


def by_word(workspace: Workspace, lines: Sequence[LogLine]) -> tuple[list[LogLine], list[Claimed]]:
    """Put every file where the clerk's words in the log say that it belongs; return the lines, and what was moved."""
    moved = list(lines)
    files = files_by_place(workspace)
    done: list[Claimed] = []
    went: dict[str, str] = {}
    for number, line in enumerate(moved):
        if line.place in went:
            moved[number] = _at(line, went[line.place])
            continue
        target = _target(workspace, line)
        path = files.get(line.place)
        if target is None or path is None:
            continue
        unit, period = target
        name = with_unit(safe_name(path.name), unit, workspace)
        names = (name if copy == 1 else numbered(name, copy) for copy in range(1, MOST))
        out = saving.move(path, workspace.reports_of(period), names)
        place = kept_text(out.relative_to(workspace.root).as_posix())
        went[line.place] = place
        done.append(Claimed(line.place, place, unit, period))
        moved[number] = _at(line, place)
    return moved, done


def _at(line: LogLine, place: str) -> LogLine:
    return replace(line, place=place, outcome=Outcome.UNCHECKED.value, note="")


def _target(workspace: Workspace, line: LogLine) -> tuple[str, ReportingPeriod] | None:
    """Return whose a file is and of which month by the clerk's words; ``None`` where it stays."""
    period = written_month(line.told_month)
    if period is None or line.told_use == LEAVE:
        return None
    unit = unit_named(line.told_unit, workspace.scheme)
    waits = not PERIOD.fullmatch(line.place.removeprefix(f"{REPORTS}/").partition("/")[0])
    if not unit and waits and (not line.unit or any(word in line.note for word in UNIT_IN_DOUBT)):
        return None
    there = line.place.startswith(f"{REPORTS}/{period}/")
    outside = workspace.scheme.accounting.year_of(period) != workspace.scheme.year
    return None if there or outside else (unit or line.unit, period)


def _place(workspace: Workspace, file: str) -> str:
    """Return the place of the file that a person names."""
    files = files_by_place(workspace)
    for path in (Path(file), workspace.root / file, workspace.unclaimed / file):
        known = next((place for place, one in files.items() if path.exists() and one.resolve() == path.resolve()), "")
        if known:
            return known
    waiting = [place for place in files if place.startswith(f"{UNCLAIMED}/")]
    found = [place for place in waiting if kept_text(file) in place] or [
        place for place in files if kept_text(file) in place
    ]
    if len(found) == 1:
        return found[0]
    if found:
        shown = "、".join(found[:NAMES_SHOWN])
        raise ToolkitError(f"名称里有“{file}”的文件有 {len(found)} 个：{shown}。请写全文件名。")
    listed = "、".join(place.partition("/")[2] for place in waiting[:NAMES_SHOWN])
    raise ToolkitError(f"没有找到“{file}”。“待认领”里现有：{listed or '没有文件'}。")
