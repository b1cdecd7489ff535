"""Which line of the intake log does each file have? Its own; a file that was moved takes its line along."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from toolkit.model.intake_log import BY_FILE, BY_HAND, BY_MAIL, LogLine, Outcome, kept_text, minute
from toolkit.workflow.steps.intake_plan import saved_at
from toolkit.workflow.steps.workspace import LICENCES, PERIOD, REPORTS, Workspace, every_file

MARK_BYTES = 10
TEMPORARY = ("~$", ".~", ".")


def mark_of(content: bytes) -> str:
    """Return the mark of a file's content in letters, which nobody takes for a card's number.

    >>> mark_of(b"")
    '4oymiquy7qobjgx3'
    """
    return _letters(hashlib.sha256(content).digest())


def _letters(digest: bytes) -> str:
    return base64.b32encode(digest[:MARK_BYTES]).decode().lower()


def mark_of_file(path: Path) -> str:
    """Return the mark of a file; '' for one that cannot be opened, or that is none (a broken link)."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return _letters(hashlib.file_digest(file, "sha256").digest())
    return ""


def files_by_place(workspace: Workspace) -> dict[str, Path]:
    """Return every file that came and lies in the workspace, by its place as the log writes it."""
    folders = (workspace.reports, workspace.unclaimed, workspace.root / LICENCES)
    return {
        kept_text(path.relative_to(workspace.root).as_posix()): path
        for folder in folders
        for path in every_file(folder)
    }


def with_files(lines: Iterable[LogLine], workspace: Workspace) -> tuple[LogLine, ...]:
    """Return the lines with one for every file in 报送 and 待认领.

    A line whose file was moved or renamed follows it, by its content; one that names a file without a place is that
    file's.  What is gone keeps its line.
    """
    files = files_by_place(workspace)
    known = [_at_its_place(line, files) for line in lines]
    bound = {line.place for line in known if line.place in files}
    loose = {place: path for place, path in files.items() if place not in bound}
    marks = {place: mark_of_file(path) for place, path in loose.items()}
    by_mark = {mark: place for place, mark in marks.items() if mark}
    for number, line in enumerate(known):
        place = _followed(line, files, loose, by_mark)
        if place:
            moved = replace(line, place=place, name=line.name if line.at_by == BY_MAIL else _last(place))
            if line.outcome in ("", Outcome.GONE):
                moved = replace(moved, outcome=Outcome.UNCHECKED.value)
            known[number] = _measured(moved, loose.pop(place), marks.get(place, ""))
    known += [
        _measured(_by_hand(place, path), path, marks.get(place, ""))
        for place, path in loose.items()
        if not place.startswith(f"{LICENCES}/")
    ]
    gone = {place for place in (line.place for line in known) if place not in files}
    return tuple(_if_gone(line, gone) for line in known if not _was_temporary(line, gone))


def _at_its_place(line: LogLine, files: Mapping[str, Path]) -> LogLine:
    """Return a line with its file's size and mark as they are now; a change since it came is said."""
    path = files.get(line.place)
    if path is None:
        return line
    new = _measured(line, path, mark_of_file(path))
    if line.outcome == Outcome.GONE:  # it is back
        new = replace(new, outcome=Outcome.UNCHECKED.value)
    if line.mark and new.mark and new.mark != line.mark:
        when = saved_at(path)
        return replace(new, note=f"登记后改过（{minute(when) if when else '时间不明'}）")
    return new


def _followed(line: LogLine, files: Mapping[str, Path], loose: Mapping[str, Path], by_mark: Mapping[str, str]) -> str:
    """Return where the file of a line lies now, among those that no line has; '' where it is at its place or gone."""
    if line.place in files:
        return ""
    if line.mark:
        place = by_mark.get(line.mark, "")
        return place if place in loose else ""
    if line.place and line.at_by == BY_MAIL:  # collected while the book was open, and moved since
        return next((place for place in loose if _last(place) == line.name), "")
    if line.place or not line.period:
        return ""
    folder = f"{REPORTS}/{line.period}/"
    return next((place for place in loose if place.startswith(folder) and _last(place) == line.name), "")


def _measured(line: LogLine, path: Path, mark: str) -> LogLine:
    size = ""
    with suppress(OSError):
        size = str(path.stat().st_size)
    return replace(line, size=size, mark=mark or line.mark)


def _by_hand(place: str, path: Path) -> LogLine:
    """Return the line of a file that somebody put there: only the time at which it was saved is known."""
    saved = saved_at(path)
    month = place.split("/")[1] if place.startswith(f"{REPORTS}/") else ""
    told = PERIOD.fullmatch(month) is not None and place.count("/") > 1
    return LogLine(
        name=_last(place),
        at=minute(saved) if saved else "",
        at_by=BY_FILE,
        source=BY_HAND,
        place=place,
        month=month if told else "",
        month_by="文件夹" if told else "",
        outcome=Outcome.UNCHECKED,
    )


def _if_gone(line: LogLine, gone: set[str]) -> LogLine:
    return replace(line, outcome=Outcome.GONE.value) if line.place in gone or not line.place else line


def _was_temporary(line: LogLine, gone: set[str]) -> bool:
    """Tell whether a line is of a file that a program made for itself and has taken away again."""
    return line.place in gone and line.name.startswith(TEMPORARY) and line.source == BY_HAND and not line.is_touched


def _last(place: str) -> str:
    return place.rpartition("/")[2]
