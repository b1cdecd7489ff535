"""What does the office know of each file that came? 收件登记.xlsx, with what a 收件登记.csv adds to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from toolkit.files import texts
from toolkit.intake.office.intake_log import read_arrival_list, read_intake_log
from toolkit.mail.collect_ledger import CollectLedger
from toolkit.model.cells import CellRef
from toolkit.model.decisions import OwnLine
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import UNCLAIMED
from toolkit.model.findings import Finding, found
from toolkit.model.intake_log import (
    BY_FILE,
    BY_MAIL,
    BY_OFFICE,
    FROM_FOLDER,
    LEAVE,
    LOG_COLUMNS,
    MAILED,
    USE,
    USES,
    LogLine,
    Outcome,
    kept_text,
    minute,
)
from toolkit.model.letters import CollectRow
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission
from toolkit.model.written_dates import written_moment, written_month
from toolkit.workflow.steps.workspace import PERIOD, REPORTS, Workspace

CHANGED = "登记后改过"
DAY, MONTH = "2022-07-05 或 2022-07-05 15:00", "2022-06"
# What the clerk's word settles of a file's own contradictions.
OF_UNIT, OF_MONTH = ("org_unknown", "org_mismatch"), ("period_mismatch", "period_of_former_year")


class IntakeLog(Struct, frozen=True, dict=True):
    """The lines as they count now, what a person wrote beside them, and what nobody can read in them.

    ``from_csv`` is how many lines of a 收件登记.csv stand among the lines and not yet in the workbook.
    """

    lines: tuple[LogLine, ...]
    own: tuple[OwnLine, ...]
    findings: tuple[Finding, ...]
    from_csv: int = 0

    def arrivals(self, period: ReportingPeriod) -> dict[str, date]:
        """Return when the registered files of a period arrived, by their place below 报送, by name where none is known.

        A ``date`` is a day without a time.  Of what came twice with the same content the first time counts, unless
        another file of the unit came in between: then the last.
        """
        of_period = [line for line in self.lines if line.arrival and line.period == period]
        moments: dict[str, list[date]] = {}
        for line in of_period:
            moments.setdefault(line.place.removeprefix(f"{REPORTS}/") or line.name, []).append(line.arrival or date.min)
        return {file: self._counted(file, times, of_period) for file, times in moments.items()}

    @staticmethod
    def _counted(file: str, times: list[date], lines: Sequence[LogLine]) -> date:
        first, last = min(times, key=_clock), max(times, key=_clock)
        if len(times) == 1:
            return first
        units = {line.unit for line in lines if line.place == f"{REPORTS}/{file}"}
        others = (line.arrival for line in lines if line.unit in units and line.place != f"{REPORTS}/{file}")
        return last if any(at and _clock(first) < _clock(at) < _clock(last) for at in others) else first

    @cached_property
    def _by_file(self) -> Mapping[str, LogLine]:
        touched = [line for line in self.lines if line.told_unit or line.told_month or line.told_use]
        return {line.place.removeprefix(f"{REPORTS}/"): line for line in touched} | {
            f"{line.period}/{line.name}": line for line in touched if not line.place
        }

    @cached_property
    def _saved(self) -> Mapping[str, datetime]:
        """When files that were copied from a folder were saved there: their copies are younger, each by chance."""
        known = (line for line in self.lines if line.source == FROM_FOLDER and line.at_by == BY_FILE)
        moments = {line.place: written_moment(line.at) for line in known if CHANGED not in line.note}
        return {place: moment for place, moment in moments.items() if isinstance(moment, datetime)}

    def as_saved(self, submission: Submission) -> Submission:
        """Return a file with the time that the log has of it, if it was copied from a folder and not changed since."""
        place = kept_text(f"{REPORTS}/{submission.file}".replace("\\", "/"))
        return replace(submission, saved=self._saved[place]) if place in self._saved else submission

    def as_told(self, submission: Submission, scheme: Scheme) -> Submission:
        """Return a file as the clerk's word has it: whose it is, that the month is right, whether it is used."""
        line = self._by_file.get(kept_text(submission.file.replace("\\", "/")))
        if line is None:
            return submission
        unit, findings = unit_named(line.told_unit, scheme), list(submission.findings)
        if unit:
            findings = [one for one in findings if one.kind not in OF_UNIT]
        if written_month(line.told_month) == submission.period:
            findings = [one for one in findings if one.kind not in OF_MONTH]
        if line.told_use in USES:
            kind = "told_to_use" if line.told_use == USE else "told_to_leave"
            findings.append(found(kind, CellRef(submission.file)))
        return replace(submission, unit=unit or submission.unit, findings=tuple(findings))

    def is_left(self, place: str) -> bool:
        """Tell whether the clerk said of a file, by its place below the workspace, that it is not used."""
        return any(line.told_use == LEAVE and line.place == kept_text(place) for line in self.lines)


def read_log(workspace: Workspace) -> IntakeLog:
    """Return the log as it counts now; nothing is written.

    Raises ``ToolkitError`` where one of the two files is another file.
    """
    book, lists = workspace.intake_log, workspace.arrival_list
    lines, own = read_intake_log(book)
    added = read_arrival_list(lists)
    findings = [
        *(one for line in lines for one in _unclear(line, book.name, workspace.scheme)),
        *(one for line in added for one in _unclear(line, lists.name, workspace.scheme)),
    ]
    everything = _with_collected(_with_list(lines, added), collected_rows(workspace))
    return IntakeLog(everything, own, tuple(findings), len(added))


def collected_rows(workspace: Workspace) -> tuple[CollectRow, ...]:
    """Return what was collected by mail so far; nothing where the list cannot be read."""
    path = workspace.send_ledger
    with suppress(ToolkitError):
        if path.exists():
            with CollectLedger(path) as ledger:
                return ledger.rows()
    return ()


def _with_collected(lines: tuple[LogLine, ...], rows: Iterable[CollectRow]) -> tuple[LogLine, ...]:
    """Return the lines with those of attachments that were collected before the log was kept, or while it was open."""
    have = {(line.sender, line.at, line.name) for line in lines if line.source in (MAILED, FROM_FOLDER)}
    added = []
    for row in rows:
        line = line_of_mail(row)
        key = (line.sender, line.at, line.name)
        if line.name and key not in have:
            have.add(key)
            added.append(line)
    return _with_mails(lines, added)


def _with_mails(lines: tuple[LogLine, ...], added: Sequence[LogLine]) -> tuple[LogLine, ...]:
    """Return the lines with those of mails; one of a file that the office had registered gets the mail's time."""
    result, places = list(lines), {line.place: n for n, line in enumerate(lines) if line.place}
    names = {(line.name, str(line.period)): n for n, line in enumerate(lines) if not line.place}
    for line in added:
        number = places.get(line.place, names.get((line.name, str(line.period))))
        if number is None or result[number].at_by == BY_MAIL:
            result.append(line)
        else:
            known = result[number]
            told = known.at if known.at_by == BY_OFFICE and not _is_same(known.arrival, line.arrival) else ""
            result[number] = replace(line, told_at=known.told_at or told, more=known.more, row=known.row)
    return tuple(result)


def line_of_mail(row: CollectRow) -> LogLine:
    """Return the line of an attachment by what the list of collected mails knows of it."""
    name, month = kept_text(row.file), row.went_to.rpartition("/")[2]
    return LogLine(
        name=name,
        at=minute(row.received),
        at_by=BY_MAIL if row.sender else BY_FILE,
        source=MAILED if row.sender else FROM_FOLDER,
        sender=row.sender,
        place=f"{row.went_to}/{name}",
        unit=row.unit,
        month=month if PERIOD.fullmatch(month) else "",
        outcome=Outcome.WAITING if row.went_to == UNCLAIMED else Outcome.UNCHECKED,
        note=row.remark,
    )


def _with_list(lines: Iterable[LogLine], added: Iterable[LogLine]) -> tuple[LogLine, ...]:
    """Return the lines with those of an arrival list: what a person wrote later counts, the last line of a file."""
    result = list(lines)
    places: dict[tuple[str, str], int] = {}
    for number, line in enumerate(result):
        places.setdefault((line.name, str(line.period or line.month)), number)
    for line in added:
        key = (line.name, str(line.period or line.month))
        if key not in places:
            places[key] = len(result)
            result.append(replace(line, month=str(line.period or line.month), row=0))
        elif line.at:
            known = result[places[key]]
            result[places[key]] = _registered(known, line.at)
    return tuple(result)


def _registered(known: LogLine, at: str) -> LogLine:
    """Return a line with the time that the office wrote down; beside a mail's own time it is the clerk's word."""
    if known.at_by == BY_MAIL:
        return known if known.told_at or _is_same(written_moment(at), known.arrival) else replace(known, told_at=at)
    return replace(known, at=at, at_by=BY_OFFICE)


def _clock(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _is_same(day: date | None, moment: date | None) -> bool:
    """Tell whether a day or time says nothing else than a time that is known."""
    return day is None or f"{moment}".startswith(f"{day}")


def unit_named(typed: str, scheme: Scheme) -> str:
    """Return the unit that a name, another name or the beginning of one means (江口), '' where it is not one unit."""
    words = {word: unit.name for unit in scheme.units for word in (unit.name, *unit.aliases)}
    if typed in words:
        return words[typed]
    begun = {name for word, name in words.items() if len(typed) > 1 and word.startswith(typed)}
    return begun.pop() if len(begun) == 1 else ""


def _unclear(line: LogLine, file: str, scheme: Scheme) -> Iterator[Finding]:
    """Yield what cannot be read in a line: day, month, unit, word."""
    for heading, typed in (("收到时间", line.at if line.at_by != BY_FILE else ""), ("核定时间", line.told_at)):
        if typed and written_moment(typed) is None:
            yield _said(line, file, heading, typed, f"无法确定是哪一天。请写成 {DAY}")
    month = written_month(line.month)
    if month is None and (line.month or (line.at and not line.place)):
        yield _said(line, file, "期间", line.month, f"无法确定是哪年哪月。请写成 {MONTH}")
    if line.told_month and written_month(line.told_month) is None:
        yield _said(line, file, "核定期间", line.told_month, f"无法确定是哪年哪月。请写成 {MONTH}")
    if line.told_unit and not unit_named(line.told_unit, scheme):
        near = texts.nearest(line.told_unit, [unit.name for unit in scheme.units])
        yield _said(
            line,
            file,
            "核定单位",
            line.told_unit,
            f"不是本规则的单位。{f'是不是“{near}”？' if near else ''}请写单位全称",
        )
    if line.told_use and line.told_use not in USES:
        yield _said(line, file, "核定处理", line.told_use, f"看不懂。请写“{USE}”或“{LEAVE}”")


def _said(line: LogLine, file: str, heading: str, typed: str, why: str) -> Finding:
    in_book = file.endswith(".xlsx")
    column = LOG_COLUMNS.index(heading) + 1 if in_book else 0
    cell = CellRef(file, "收件登记" if in_book else "", line.row, column)
    shown = heading if in_book or heading != "收到时间" else "收到日期"
    return found("log_word_unknown", cell, file=line.name, column=shown, typed=typed, why=why)
