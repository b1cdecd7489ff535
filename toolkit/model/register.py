"""Which projects does the county know over the months, under which numbers, names and units?"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from toolkit.model.decisions import Decision
from toolkit.model.findings import Finding
from toolkit.model.origin import Origin
from toolkit.model.period import ReportingPeriod

# Where a row stands: file, sheet, row.
Place = tuple[str, str, int]


class State(StrEnum):
    """What has become of a project."""

    LISTED = "在库"
    ENDED = "终止"
    WITHDRAWN = "撤项"
    MERGED = "合并"


class Change(StrEnum):
    """What a notice does to units, or to one project's unit."""

    MERGE = "合并"
    RENAME = "改名"
    RETIRE = "撤销"
    TRANSFER = "移交"


class Alike(Struct, frozen=True):
    """A known project and a new row that may be one: their places in two lists, points of 100, what agrees.

    ``is_certain`` where nothing is left to ask, ``agrees`` where firm, amount, telephone and day are the same.
    """

    known: int
    new: int
    points: int
    like: tuple[str, ...]
    is_certain: bool
    agrees: bool


class UnitChange(Struct, frozen=True):
    """From a month on a unit is another, or none; or one project (``project``: 编号 or name) is another unit's.

    ``to`` is '' where a unit ends and nobody follows it.
    """

    kind: Change
    unit: str
    to: str
    since: ReportingPeriod
    project: str = ""
    reason: str = ""
    by: str = ""


class Sighting(Struct, frozen=True):
    """One row about a project, in the table that counts for a unit and month."""

    period: ReportingPeriod
    unit: str
    place: Place
    name: str
    firm: str


class KnownProject(Struct, frozen=True):
    """One project over the months.

    ``sightings`` are its rows, ascending; ``units`` who is credited with it from which month on; ``names`` and
    ``firms`` all it has been called, the present one last; ``same_as`` the 编号 of the project that it turned out to
    be.  ``why`` says how its state is known.
    """

    number: str
    origin: Origin
    names: tuple[str, ...]
    firms: tuple[str, ...]
    credit_code: str
    units: tuple[tuple[ReportingPeriod, str], ...]
    sightings: tuple[Sighting, ...]
    state: State = State.LISTED
    state_since: ReportingPeriod | None = None
    why: str = ""
    same_as: str = ""

    @property
    def unit(self) -> str:
        """Who is credited with it now."""
        return self.units[-1][1]


class Followed(Struct, frozen=True):
    """A project in one month: who is credited with it, and its rows so far, the newest first.

    ``why`` says why no row of this month stands there; '' where one does.  ``note`` is what the ledger says beside it;
    ``is_out`` that its row counts nowhere, as the office wrote in 项目库.xlsx.
    """

    number: str
    origin: Origin
    unit: str
    sightings: tuple[Sighting, ...]
    why: str = ""
    note: str = ""
    is_out: bool = False


class Register(Struct, frozen=True):
    """The projects of the county as the tables, the answers and the office's own lines tell of them.

    ``months`` holds each month's projects, ``questions`` and ``findings`` those of each month.  ``settled`` names what
    a unit need not be asked for in a month, though its table lacks it: plain names.  ``renaming`` names what a month
    asks about whether it goes by another name now: only the new row counts meanwhile.  ``retired`` are the units that
    owe nothing in a month.  ``known`` is the 编号 and origin of the project of each row.  ``former`` are projects that
    ended in a former year and were not reported since: they keep their numbers, and stand in no list.  ``apart`` are
    the pairs of which a person said that they are two projects.
    """

    projects: tuple[KnownProject, ...] = ()
    changes: tuple[UnitChange, ...] = ()
    months: Mapping[ReportingPeriod, tuple[Followed, ...]] = field(default_factory=dict)
    questions: Mapping[ReportingPeriod, tuple[Decision, ...]] = field(default_factory=dict)
    findings: Mapping[ReportingPeriod, tuple[Finding, ...]] = field(default_factory=dict)
    settled: Mapping[tuple[ReportingPeriod, str], frozenset[str]] = field(default_factory=dict)
    renaming: Mapping[ReportingPeriod, frozenset[str]] = field(default_factory=dict)
    retired: Mapping[ReportingPeriod, frozenset[str]] = field(default_factory=dict)
    known: Mapping[Place, tuple[str, Origin]] = field(default_factory=dict)
    former: tuple[KnownProject, ...] = ()
    apart: frozenset[frozenset[Origin]] = frozenset()
