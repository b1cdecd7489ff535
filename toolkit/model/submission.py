"""What does one file of a unit hold? Every row has a role, every value its cell."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.model.cells import CellRef
from toolkit.model.columns import TakenColumn
from toolkit.model.explanations import Explanation
from toolkit.model.findings import Finding, Severity
from toolkit.model.judged import ABSENT, Judged
from toolkit.model.meanings import NOTHING_KNOWN, Meanings
from toolkit.model.money_doubt import MoneyDoubt
from toolkit.model.nouns import travels_by_value
from toolkit.model.origin import Origin, origin_of
from toolkit.model.own_columns import OwnValue, declared_value, with_declared
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.regions import Reach
from toolkit.model.trades import Trade

# Formats that are zip packages: each part has a checksum, so damage is detected.
CHECKED = (".xlsx", ".xlsm", ".docx", ".ods", ".xlsb")


def has_checksum(file: str) -> bool:
    """Tell whether a file's format detects damage by checksums; for other formats a person compares rows and sums."""
    return file.lower().endswith(CHECKED)


@travels_by_value
class RowRole(StrEnum):
    """What a row of a sheet is. Every filled row has exactly one role (row conservation)."""

    TITLE = "title"
    HEADER = "header"
    PROJECT = "project"
    TOTAL = "total"
    EXAMPLE = "example"
    PLACEHOLDER = "placeholder"
    NOTE = "note"
    UNREAD = "unread"


@travels_by_value
class Status(StrEnum):
    """What becomes of a file."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REFUSED = "refused"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The word for it on screens and in tables."""
        return _LABELS[self]


_LABELS = {
    Status.ACCEPTED: "已采用",
    Status.RETURNED: "退回修改",
    Status.REFUSED: "无法读取",
    Status.IGNORED: "非报送表",
}
REPLACED, LEFT, WAITS = "被取代", "不用", "待裁定"
# What may be said of a file, the worst first.
OUTCOMES = ("无法读取", "退回修改", WAITS, "已采用", REPLACED, LEFT, "非报送表")


class Project(Struct, frozen=True):
    """One row of a statistics table (LZ annex 2 and its optional columns).

    Amounts are whole 元, areas are numbers in the unit of the field's name.  ``None`` means left empty
    or doubtful; in the second case a finding stands on the cell.  ``paid_in_yuan`` is this year's money to date,
    ``paid_in_month_yuan`` this month's, ``paid_in_total_yuan`` all since the project began.

    ``stage`` is what is certain; ``stage_doubt`` holds the stages that a doubtful note leaves open, and why.
    ``money`` is why ``paid_in_yuan`` is not believed; ``held`` names the amounts that do not count until somebody says
    what is right, each with the number that stands in its cell, ``None`` where none could be read.
    ``meanings`` says what 投资来源, 行业 and name mean if asked: :attr:`reach`, :attr:`province`, :attr:`trade`.

    ``number`` is the project's 编号 in the register: as the unit's form states it, then as the register gave it;
    ``origin`` is known once the register has followed the project.  ``declared`` holds the columns that the county's
    rulebook declares: (field, value), see :mod:`toolkit.model.own_columns`; ``None`` where the table has none of them.
    """

    ref: CellRef
    columns: Mapping[str, int]
    meanings: Meanings = NOTHING_KNOWN
    stage_doubt: Judged[str] = ABSENT
    held: tuple[tuple[str, int | float | None], ...] = ()
    # From here on None where nothing stands.
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
    signed_on: PartialDate | None = None
    registered_on: PartialDate | None = None
    started_on: PartialDate | None = None
    produced_on: PartialDate | None = None
    emerging: bool | None = None
    industrial: bool | None = None
    credit_code: str | None = None
    land_mu: float | None = None
    floor_sqm: float | None = None
    idle_mu: float | None = None
    fdi_usd: int | None = None
    contract_usd: int | None = None
    trade_yuan: int | None = None
    fortune500: bool | None = None
    in_statistics: bool | None = None
    packaged: bool | None = None
    territory: str | None = None
    paid_in_month_yuan: int | None = None
    paid_in_total_yuan: int | None = None
    number: str | None = None
    origin: Origin | None = None
    money: MoneyDoubt | None = None
    explanation: str | None = None
    declared: tuple[tuple[str, OwnValue | None], ...] | None = None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return the value of a declared column, ``None`` where nothing stands there."""
            return declared_value(self, name)

    def changed(self, values: Mapping[str, Any]) -> "Project":
        """Return the project with other values of some fields, declared columns among them."""
        return replace(self, **with_declared(self.declared, dict(values)))

    def known_as(self, unit: str) -> Origin:
        """Return what the project's decisions hang on; ``unit`` is the one that reports it."""
        return self.origin or origin_of(unit, self.name, self.investor)

    @property
    def reach(self) -> Judged[Reach]:
        """How far the money comes from, judged from 投资来源 (design §3)."""
        return self.meanings.reach(self.source)

    @property
    def shares(self) -> tuple[tuple[Judged[str], Fraction], ...]:
        """The places that the money comes from with their parts of the whole; () where 投资来源 states none."""
        return self.meanings.shares(self.source)

    @property
    def province(self) -> str:
        """The one province that the money comes from, '' where it is not one."""
        return self.meanings.province(self.source)

    @property
    def trade(self) -> Trade:
        """What 行业 and name make of the project, judged."""
        return self.meanings.trade(self.industry, self.name)

    def cell(self, column: str) -> CellRef:
        """Return the cell of a field; the row itself where the sheet has no such column."""
        return CellRef(self.ref.file, self.ref.sheet, self.ref.row, self.columns.get(column, 0))


class TargetLine(Struct, frozen=True):
    """One line of the target table; ``targets`` maps indicator ids to ledger units (元, 个).

    ``since`` is the month from which the line holds, where a column says so.
    """

    ref: CellRef
    columns: Mapping[str, int]
    group: str
    leader: str | None
    deputies: tuple[str, ...]
    lead_unit: str
    scope: str
    supporting_units: tuple[str, ...]
    targets: Mapping[str, int | None]
    remark: str | None = None
    since: ReportingPeriod | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Group, lead unit and scope: never the group alone, never the unit alone (LZ table A)."""
        return self.group, self.lead_unit, self.scope

    @property
    def label(self) -> str:
        """``林木加工产业招商组 县林业局（旋切基地项目）``."""
        scope = f"（{self.scope}）" if self.scope else ""
        return f"{self.group} {self.lead_unit}{scope}"

    def cell(self, column: str) -> CellRef:
        """Return the cell of a field or of an indicator's target."""
        return CellRef(self.ref.file, self.ref.sheet, self.ref.row, self.columns.get(column, 0))


class StatedTotal(Struct, frozen=True):
    """A total that the sheet itself states: which row, which formula, which values."""

    ref: CellRef
    columns: Mapping[str, int]
    values: Mapping[str, int | float | None]
    formulas: Mapping[str, str] = field(default_factory=dict)

    def cell(self, column: str) -> CellRef:
        """Return the cell of a stated total."""
        return CellRef(self.ref.file, self.ref.sheet, self.ref.row, self.columns.get(column, 0))


class Told(Struct, frozen=True):
    """A statement of unit or month in one place of a file: 标题 写的 5月.

    ``what`` is ``unit`` or ``month``; ``meaning`` the unit's name or the period (2022-05), '' for a unit nobody knows.
    """

    what: str
    where: str
    typed: str
    meaning: str


class Submission(Struct, frozen=True):
    """One file as read; ``roles`` accounts for every filled row.

    ``file`` is the name that findings print, ``path`` where it lies; ``roles`` maps each sheet to the role
    of each of its filled rows; struck and hidden rows are given by their first filled cell.  ``received``
    is the day it reached the office, if known, ``clock`` the time of that day, ``saved`` when the file itself was last
    written; ``form`` the mark of the blank form it was written in; ``told`` who says which unit and month;
    ``columns`` what each column of the table was taken for; ``since`` the month from which a target table holds;
    ``explanations`` what the unit says on 退回说明.
    """

    file: str
    path: str
    status: Status
    reason: str = ""
    table: str = ""
    form: str = ""
    unit: str | None = None
    period: ReportingPeriod | None = None
    received: date | None = None
    clock: time | None = None
    saved: datetime | None = None
    sheet: str = ""
    projects: tuple[Project, ...] = ()
    target_lines: tuple[TargetLine, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    struck_rows: tuple[CellRef, ...] = ()
    hidden_rows: tuple[CellRef, ...] = ()
    roles: Mapping[str, Mapping[int, RowRole]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    told: tuple[Told, ...] = ()
    columns: tuple[TakenColumn, ...] = ()
    since: ReportingPeriod | None = None
    explanations: tuple[Explanation, ...] = ()

    def ref(self, row: int = 0, column: int = 0) -> CellRef:
        """Return a place in the sheet that was read."""
        return CellRef(self.file, self.sheet, row, column)

    @property
    def is_superseded(self) -> bool:
        """True where another file of the unit counts for the period."""
        return any(finding.kind in ("superseded", "nil_beside_table") for finding in self.findings)

    @property
    def outcome(self) -> str:
        """What became of it, in the word of :data:`OUTCOMES`: a file that does not count is not 已采用."""
        kinds = {finding.kind for finding in self.findings}
        if "told_to_leave" in kinds:
            return LEFT
        if self.is_superseded:
            return REPLACED
        return WAITS if "partial_correction" in kinds else self.status.label

    @property
    def counted_findings(self) -> tuple[Finding, ...]:
        """What is to be done about it: of a file that does not count, only why it does not."""
        why = ("superseded", "nil_beside_table", "told_to_leave")
        counts = self.outcome not in (REPLACED, LEFT)
        return self.findings if counts else tuple(one for one in self.findings if one.kind in why)

    @property
    def returned_rows(self) -> frozenset[int]:
        """The rows that an error sends back; all others become ledger entries."""
        back = {f.cell.row for f in self.findings if f.severity is Severity.ERROR}
        return frozenset(back.intersection(p.ref.row for p in self.projects)) if back else frozenset()

    @property
    def accepted_projects(self) -> tuple[Project, ...]:
        """The projects that become ledger entries: none of a refused file, else those without an error."""
        if self.status not in (Status.ACCEPTED, Status.RETURNED):
            return ()
        back = self.returned_rows
        return tuple(p for p in self.projects if p.ref.row not in back) if back else self.projects

    @property
    def is_nil(self) -> bool:
        """Whether a unit says that it has nothing to report."""
        return not self.projects and any(finding.kind == "nil_report" for finding in self.findings)

    @property
    def amount_yuan(self) -> int:
        """The sum of the investments read, in 元: the receipt a person can compare."""
        return sum(p.investment_yuan or 0 for p in self.projects)
