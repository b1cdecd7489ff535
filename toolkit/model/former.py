"""What does a year's register leave to the next one? Every project with its numbers, names and rows, ended ones too."""

from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from toolkit.model.cells import CellRef
from toolkit.model.corrections import CorrectionLine
from toolkit.model.decisions import Decision
from toolkit.model.origin import Origin
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.register import Followed, KnownProject, Sighting, State
from toolkit.model.submission import Project

FILE_NAME = "项目来历.json"
# The form of the file; a later program reads every form up to its own.
FORM = 1


class FormerSums(Struct, frozen=True):
    """What a project's 到位资金 came to in a former year, in 元: of that year, and since its start."""

    paid_in_yuan: int | None = None
    total_yuan: int | None = None


class FormerCells(Struct, frozen=True, omit_defaults=True):
    """What stood in a project's row of a former year, as it was settled; the names are those of :class:`Project`."""

    industry: str | None = None
    name: str | None = None
    investor: str | None = None
    investment_yuan: int | None = None
    source: str | None = None
    contact: str | None = None
    phone: str | None = None
    moved_in_on: PartialDate | None = None
    progress: str | None = None
    stage: str | None = None
    paid_in_yuan: int | None = None
    paid_in_total_yuan: int | None = None
    signed_on: PartialDate | None = None
    registered_on: PartialDate | None = None
    started_on: PartialDate | None = None
    produced_on: PartialDate | None = None
    emerging: bool | None = None
    industrial: bool | None = None
    credit_code: str | None = None
    packaged: bool | None = None
    territory: str | None = None


CELLS = tuple(one.name for one in fields(FormerCells))


class FormerRow(Struct, frozen=True, omit_defaults=True):
    """A project's row in a table of a former year; ``column`` is that of its 到位资金, 0 where the table had none."""

    sighting: Sighting
    cells: FormerCells
    column: int = 0

    @property
    def project(self) -> Project:
        """The row as a project."""
        file, sheet, row = self.sighting.place
        values: dict[str, Any] = {name: getattr(self.cells, name) for name in CELLS}
        columns = {"paid_in_yuan": self.column} if self.column else {}
        return Project(CellRef(file, sheet, row), columns, **values)


class FormerProject(Struct, frozen=True, omit_defaults=True):
    """A project as a former year leaves it: who is credited since when, its rows, and what became of it."""

    number: str
    origin: Origin
    units: tuple[tuple[ReportingPeriod, str], ...]
    rows: tuple[FormerRow, ...]
    state: State = State.LISTED
    state_since: ReportingPeriod | None = None
    why: str = ""
    same_as: str = ""


class FormerMonth(Struct, frozen=True):
    """The projects of a month of the former year, as they were followed."""

    period: ReportingPeriod
    projects: tuple[Followed, ...]


class FormerYears(Struct, frozen=True, omit_defaults=True):
    """What the register knew when the year was closed.

    ``last_number`` is the highest number that was ever given; ``months`` are those of the year that was closed;
    ``decisions`` and ``corrections`` what was settled of projects then: told of them, and not in force for that.
    """

    form: int = FORM
    last_number: int = 0
    projects: tuple[FormerProject, ...] = ()
    months: tuple[FormerMonth, ...] = ()
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()


NOTHING_FORMER = FormerYears()


def former_row(sighting: Sighting, project: Project) -> FormerRow:
    """Return a project's row as the next year keeps it."""
    cells = FormerCells(**{name: getattr(project, name) for name in CELLS})
    return FormerRow(sighting, cells, project.columns.get("paid_in_yuan", 0))


def former_project(known: KnownProject, rows: tuple[FormerRow, ...]) -> FormerProject:
    """Return a known project as the next year keeps it."""
    return FormerProject(
        known.number, known.origin, known.units, rows, known.state, known.state_since, known.why, known.same_as
    )
