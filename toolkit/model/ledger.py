"""Which projects does the county have, and how do they compare with the targets?"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from toolkit.model.comparison import Comparison
from toolkit.model.corrections import Applied
from toolkit.model.decisions import Decision
from toolkit.model.findings import Finding
from toolkit.model.gaps import Gap
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW, LedgerEntry
from toolkit.model.official import OfficialFigure
from toolkit.model.pending import NOTHING_PENDING, Pending
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import MonthOfYear, SinceIssue
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.shared import SharedProject
from toolkit.model.stages import ENDED
from toolkit.model.submission import Submission, TargetLine

if TYPE_CHECKING:
    from toolkit.model.assessment import Assessment
    from toolkit.model.reconciliation import Reconciliation
    from toolkit.model.register_book import Library
    from toolkit.model.trips import Travel

NEEDS_CORRECTION = "退回修改"
UNUSED = "无法读取"  # something came, but no table that can be used


class Counted(Struct, frozen=True):
    """The entries that count, all or one unit's; every number of projects and every sum is computed from these.

    Sheets reckon the same with live formulas over 计入汇总 = 是; nothing else adds up a ledger.
    """

    entries: tuple[LedgerEntry, ...]

    @classmethod
    def among(cls, entries: Iterable[LedgerEntry]) -> "Counted":
        """Return those of some entries that no decision took out."""
        return cls(tuple(entry for entry in entries if entry.counted == "是"))

    @property
    def count(self) -> int:
        """How many projects count; one that has ended is none, even where its money stays (``terminated``)."""
        return sum(entry.stage != ENDED for entry in self.entries)

    @property
    def investment_yuan(self) -> int:
        """The sum of 投资总额 of the projects that count; a project without an amount adds nothing."""
        return sum(entry.investment_yuan or 0 for entry in self.entries if entry.stage != ENDED)

    @property
    def unattributed(self) -> int:
        """How many of them belong to no target row."""
        return sum(entry.target_row in (UNATTRIBUTED, UNDECIDED_ROW) for entry in self.entries)

    def of(self, unit: str) -> "Counted":
        """Return those that one unit reported."""
        return Counted(tuple(entry for entry in self.entries if entry.unit == unit))


class Ledger(Struct, frozen=True):
    """All projects of a period, sorted by unit and source; serial numbers run from 1.

    ``shared`` are those of them that two units brought together.
    """

    period: ReportingPeriod
    entries: tuple[LedgerEntry, ...]
    shared: tuple[SharedProject, ...] = ()

    @property
    def counted(self) -> Counted:
        """The entries that no decision took out; papers, mails and screens use these."""
        return Counted.among(self.entries)


class Likeness(StrEnum):
    """How likely two entries are one project, by points; 一级 is the most likely."""

    SAME = "一级"
    SIMILAR = "二级"
    ALIKE = "三级"
    TOUCHING = "四级"


class DuplicatePair(Struct, frozen=True):
    """Two ledger entries that may be one project: the evidence for and against, and the decision.

    ``points`` are of 100; they order the questions and decide nothing.
    """

    id: str
    level: Likeness
    points: int
    like: tuple[str, ...]
    unlike: tuple[str, ...]
    first: LedgerEntry
    second: LedgerEntry
    answer: str = ""

    @property
    def reason(self) -> str:
        """``项目方相同；投资总额相同；不一致：联系电话不同``."""
        against = f"；不一致：{'、'.join(self.unlike)}" if self.unlike else ""
        return "、".join(self.like) + against


class Variance(Struct, frozen=True):
    """One target against what the ledger holds, in ledger units (元, 个; a fraction for %).

    ``target`` is ``None`` where none is set and 0 where the document says 0: both print 「—」 as rate.
    ``elapsed`` is (elapsed, whole) of the year, see :mod:`toolkit.model.accounting_year`.  ``actual`` counts what
    is certain; ``at_most`` is what it would be if all that is ``pending`` counted.  ``gaps`` are the columns that
    some or all counted tables lack.  ``parts_without_data``: nobody stated a part of a share or of a growth.
    """

    indicator: Indicator
    target: int | float | None
    actual: int | float | None
    elapsed: tuple[int, int]
    pending: Pending = NOTHING_PENDING
    at_most: int | float | None = None
    gaps: tuple[Gap, ...] = ()
    parts_without_data: bool = False

    @property
    def is_without_data(self) -> bool:
        """True where no table states what the figure adds up: it is 无数据, and neither 0 nor ranked."""
        return self.actual is None and (not self.indicator.is_ratio or self.parts_without_data)

    @property
    def difference(self) -> int | float | None:
        """Actual minus target."""
        return None if self.target is None or self.actual is None else self.actual - self.target

    @property
    def completion(self) -> float | None:
        """Actual ÷ target; ``None`` (printed 「—」) without a target or with a target of zero."""
        if not self.target or self.actual is None or self.indicator.is_growth:
            return None  # a growth of -5 % against 10 % has no completion; the difference is shown instead
        return self.actual / self.target

    @property
    def ahead(self) -> float | None:
        """超进度 (positive) or 欠进度 (negative): completion minus the elapsed share of the year.

        A ratio such as 新兴产业占比 is due at any time, so it has no such figure.
        """
        if self.completion is None or self.indicator.is_ratio:
            return None
        part, whole = self.indicator.due or self.elapsed
        return self.completion - part / whole


class TargetStanding(Struct, frozen=True):
    """A line of the target table with its variances, by indicator id."""

    line: TargetLine
    key: str
    variances: Mapping[str, Variance]


class RowAim(Struct, frozen=True):
    """What a unit has to reach beside the target table's columns, and what the ledger holds of it over its rows.

    ``words`` are those of the 备注 that plans it (LZ-T13: 拟新建标准厂房10万平方米), '' where the rulebook sets it
    for every unit.
    """

    label: str
    keys: tuple[str, ...]
    variance: Variance
    words: str = ""


COUNTY = ""  # among the keys of target rows: the county as a whole


class Arrival(StrEnum):
    """How a unit's submission arrived."""

    ON_TIME = "按时"
    CORRECTED = "按时（更正）"
    LATE = "迟报"
    UNREGISTERED = "未登记"
    MISSING = "未报"


class Timeliness(Struct, frozen=True):
    """Whether a unit reported for the period, when, and what came of it.

    ``received`` is ``None`` where nobody registered the day; then the arrival is 未登记, or, where the ``first`` of its
    files came in time, 按时（更正）.  ``why`` says why
    ``file`` counts and not those that it ``superseded``.  ``came`` is what a unit sent beside its table or instead of
    one, in clauses for the office (请要); ``came_for_unit`` what it sent instead of one, for the unit itself (请报).
    """

    unit: str
    kind: str
    due: date
    arrival: Arrival
    received: date | None
    file: str
    status: str
    accepted_rows: int
    returned_rows: int
    amount_yuan: int
    carried_from: str
    superseded: tuple[str, ...]
    why: str = ""
    came: tuple[str, ...] = ()
    came_for_unit: tuple[str, ...] = ()
    first: date | None = None

    @property
    def is_silent(self) -> bool:
        """Tell whether the unit has no table that counts, neither this month's nor a former one."""
        return self.arrival is Arrival.MISSING and not self.carried_from

    @property
    def is_returned(self) -> bool:
        """True where this period's table goes back to the unit, for a row or for the file as a whole."""
        return bool(self.returned_rows) or self.status == NEEDS_CORRECTION


class Consolidation(Struct, frozen=True):
    """A period's result; the master workbook, the notices and the letters are made from it.

    ``months`` are those of the year up to this one of which anything is known; ``since_issue`` says how an issued
    month stands now, ``about_issues`` what is to be said of other issued months; ``issued_as`` is what the
    master says where this is an issue itself.  ``former_targets`` is the table that held before one adjusted it within
    the year, ``adjustments`` what that changed (line, indicator, target before and after), ``about_targets`` what is to
    be said of the tables.  ``unheard`` are the keys of target rows of which nobody told anything: they are 无数据;
    among them :data:`COUNTY` where nobody told anything at all.
    """

    scheme: Scheme
    period: ReportingPeriod
    as_of: date
    elapsed: tuple[int, int]
    ledger: Ledger
    standings: tuple[TargetStanding, ...]
    county: tuple[Variance, ...]
    comparisons: tuple[Comparison, ...]
    timeliness: tuple[Timeliness, ...]
    duplicates: tuple[DuplicatePair, ...]
    reconciliation: "Reconciliation | None"
    decisions: tuple[Decision, ...]
    submissions: tuple[Submission, ...]
    targets: Submission | None
    findings: tuple[Finding, ...]
    travel: "Travel | None" = None
    assessment: "Assessment | None" = None
    library: "Library | None" = None
    own_headings: tuple[str, ...] = ()
    months: tuple[MonthOfYear, ...] = ()
    since_issue: SinceIssue | None = None
    issued_as: str = ""
    about_issues: tuple[str, ...] = ()
    former_targets: Submission | None = None
    adjustments: tuple[tuple[str, str, int | None, int | None], ...] = ()
    about_targets: tuple[str, ...] = ()
    corrections: tuple[Applied, ...] = ()
    official: tuple[OfficialFigure, ...] = ()
    row_aims: tuple[RowAim, ...] = ()
    unheard: tuple[str, ...] = ()
