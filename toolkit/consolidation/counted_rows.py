"""Which rows make the ledger of a month? Those of its tables; of a project without one, its last certain row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.consolidation.choose import Chosen
from toolkit.model.corrections import Place
from toolkit.model.findings import Severity
from toolkit.model.origin import Origin
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Followed, KnownProject, Register, Sighting
from toolkit.model.submission import Project, Submission

# By file, sheet and row: from which month on which fields are others.
Late = Mapping[Place, tuple[ReportingPeriod, Mapping[str, Any]]]
NOTHING_LATE: Late = MappingProxyType({})
UNREADABLE = "本月这一行无法读取"
NO_AMOUNT = "投资总额本月无法读取"


class CountedRow(Struct, frozen=True):
    """A project's row as it becomes a ledger entry; ``reported`` is the month it was reported for.

    ``words`` say beside it what is to be known of it: that an earlier row stands here, and why.  ``is_out`` rows are
    listed and count nowhere.
    """

    unit: str
    source: Submission
    project: Project
    reported: str
    words: str = ""
    is_out: bool = False


class RowsOfMonth:
    """Who finds the rows of a month: as the register follows the projects, without one as the tables list them."""

    def __init__(self, submissions: Sequence[Submission], register: Register | None, late: Late = NOTHING_LATE) -> None:
        """``late`` are corrections that reach rows of a month before them: their unit is silent since."""
        self._late = late
        self._files = {one.file: one for one in submissions}
        self._accepted: dict[str, dict[int, Project]] = {}
        self._register = register

    @property
    def known(self) -> dict[str, KnownProject]:
        """The projects of the register by their 编号."""
        return {one.number: one for one in self._register.projects} if self._register else {}

    @property
    def apart(self) -> frozenset[frozenset[Origin]]:
        """The pairs of projects of which a person has said that they are two."""
        return self._register.apart if self._register else frozenset()

    def of(self, chosen: Iterable[Chosen], period: ReportingPeriod) -> Iterator[CountedRow]:
        """Yield the rows that count in a month."""
        for row in self._rows(chosen, period):
            place = (row.source.file, row.project.ref.sheet, row.project.ref.row)
            since, fields = self._late.get(place, (period, {}))
            yield replace(row, project=row.project.changed(fields)) if fields and since <= period else row

    def _rows(self, chosen: Iterable[Chosen], period: ReportingPeriod) -> Iterator[CountedRow]:
        if self._register is not None and period in self._register.months:
            for followed in self._register.months[period]:
                yield from self._of_project(followed)
            return
        for choice in chosen:
            for source in (choice.submission, *choice.additions):
                reported = str(source.period or period)
                for project in source.accepted_projects:
                    yield CountedRow(choice.unit, source, project, reported)

    def _of_project(self, followed: Followed) -> Iterator[CountedRow]:
        certain = next(((one, row) for one in followed.sightings if (row := self._row(one))), None)
        if certain is None:
            return
        sighting, project = certain
        newest = followed.sightings[0]
        source, words = self._files[sighting.place[0]], followed.note
        if sighting is not newest and not followed.why:
            words = f"{UNREADABLE}，沿用{sighting.period.label}的数"
            if repaired := self._repaired(newest, project):
                source, project, sighting = self._files[newest.place[0]], repaired, newest
                words = f"{NO_AMOUNT}，沿用{certain[0].period.label}的数"
        yield CountedRow(followed.unit, source, project, str(sighting.period), words, followed.is_out)

    def _row(self, sighting: Sighting) -> Project | None:
        """Return the row of a sighting where nothing sends it back."""
        file, _, row = sighting.place
        if file not in self._accepted:
            source = self._files.get(file)
            self._accepted[file] = {one.ref.row: one for one in source.accepted_projects} if source else {}
        return self._accepted[file].get(row)

    def _repaired(self, newest: Sighting, before: Project) -> Project | None:
        """Return this month's row with the investment of before, where nothing but that cell cannot be read."""
        source = self._files.get(newest.place[0])
        row = next((one for one in source.projects if one.ref.row == newest.place[2]), None) if source else None
        if source is None or row is None or row.investment_yuan is not None:
            return None
        cell = row.cell("investment_yuan")
        wrong = {one.cell for one in source.findings if one.severity is Severity.ERROR and one.cell.row == row.ref.row}
        return replace(row, investment_yuan=before.investment_yuan) if wrong == {cell} else None
