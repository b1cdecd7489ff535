"""What does the office say of projects and units, and what is known of a month while its tables are read?"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.decisions import Decision
from toolkit.model.findings import Finding
from toolkit.model.former import NOTHING_FORMER, FormerYears
from toolkit.model.names import plain
from toolkit.model.origin import Origin
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Alike, Sighting, State, UnitChange
from toolkit.model.submission import Project, Submission
from toolkit.register.threads import Row, Thread

# The tables that count for a month, by unit: one, and corrections of some of its rows.
Tables = Mapping[str, Sequence[Submission]]
FindAlike = Callable[[Sequence[Project], Sequence[Project]], Iterable[Alike]]
# Why a project's earlier row stands: its unit has no table.
SILENT = "单位未报"
OF_BOOK = "项目库.xlsx 写明"
Entry = tuple[Thread, str, tuple[Sighting, ...], str, str, bool]


class Office(Struct, frozen=True):
    """What the office says of projects and units: its answers, its changes of units, the numbers it knows.

    ``units`` are all names of units in order; ``carries`` tells whether a unit without a table keeps its last one;
    ``prefix`` is what numbers begin with.  ``stated`` and ``names`` are what it wrote in
    项目库.xlsx of a project: that it is out from a month on, and names that it had.
    ``year`` says where a year's tables begin anew; ``former`` is what the register knew when the one before was closed.
    """

    answers: Mapping[str, Decision]
    changes: Sequence[UnitChange] = ()
    numbers: Mapping[Origin, str] = field(default_factory=dict)
    units: Sequence[str] = ()
    carries: bool = True
    prefix: str = "XM"
    stated: Mapping[Origin, tuple[State, ReportingPeriod]] = field(default_factory=dict)
    names: Mapping[Origin, Sequence[str]] = field(default_factory=dict)
    year: AccountingYear = CALENDAR_YEAR
    former: FormerYears = NOTHING_FORMER


class Month(Struct):
    """A month while it is read: its rows that are no known project yet, and who is in its tables."""

    period: ReportingPeriod
    tables: Tables
    left: dict[str, dict[Row, None]]
    seen: dict[Thread, Row] = field(default_factory=dict)
    # Why a project's earlier row does not stand in for it: it may be another row of the month.
    pending: set[Thread] = field(default_factory=set)
    # Projects whose row is listed and counts nowhere until somebody says whether they go on.
    out: set[Thread] = field(default_factory=set)
    notes: dict[Thread, str] = field(default_factory=dict)
    questions: dict[str, Decision] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def is_named(thread: Thread, project: str) -> bool:
    """Tell whether a 编号 or a name means a project."""
    return project == thread.number or plain(project) in thread.names
