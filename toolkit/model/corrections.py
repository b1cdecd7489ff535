"""Which values did the office correct itself, from which month on, and why? The lines of 项目库.xlsx, sheet 更正."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from toolkit.model.cells import CellRef
from toolkit.model.decisions import Decision
from toolkit.model.findings import Finding
from toolkit.model.period import ReportingPeriod

# The sheet and its columns, in order; a line with anything under 撤销 is withdrawn.
CORRECTION_SHEET = "更正"
CORRECTION_COLUMNS = ("单位", "项目", "字段", "更正为", "从哪月起", "原报", "理由", "更正人", "更正日期", "撤销")
# What stands under 原报 where the unit had left the cell empty.
EMPTY_CELL = "空"
# What a question says about a correction that the unit's new value puts in doubt.
AS_REPORTED, STILL_CORRECTED = "照填报", "仍按更正"
# Where a row stands: file, sheet, row.
Place = tuple[str, str, int]


class CorrectionLine(Struct, frozen=True):
    """One line of the sheet, as written; ``row`` is where it stands, 0 for one that is to be added.

    ``project`` is a 编号 or a name, ``field`` a heading or a field's name, ``value`` as a cell would hold it (amounts
    in 亿元 unless it names another unit).  ``more`` is what a person wrote into columns of his own: (heading, text).
    """

    unit: str
    project: str
    field: str
    value: str
    since: str
    was: str = ""
    reason: str = ""
    by: str = ""
    on: str = ""
    withdrawn: str = ""
    more: tuple[tuple[str, str], ...] = ()
    row: int = 0

    @property
    def texts(self) -> dict[str, str]:
        """The line's cells by heading."""
        own = (self.unit, self.project, self.field, self.value, self.since, self.was, self.reason, self.by, self.on)
        return {**dict(zip(CORRECTION_COLUMNS, (*own, self.withdrawn), strict=True)), **dict(self.more)}


class Correction(Struct, frozen=True):
    """A line that was understood: ``field`` is the project's, ``value`` what its cell would be read as (元, days …).

    ``was`` is what the unit had reported, as a correction would write it; ``None`` where the line does not say.
    """

    line: CorrectionLine
    unit: str
    project: str
    field: str
    heading: str
    value: object
    since: ReportingPeriod
    was: str | None = None

    @property
    def who(self) -> str:
        """``卢某，2022-10-10``."""
        return "，".join(part for part in (self.line.by, self.line.on) if part)


class Applied(Struct, frozen=True):
    """A correction at work in a month: at which cell, of which project, and what stood there (``was``) in words."""

    correction: Correction
    unit: str
    project: str
    cell: CellRef
    was: str

    @property
    def words(self) -> str:
        """``更正 到位资金 0.0678→0.678（单位无回音，卢某，2022-10-10）``, for the column 裁定."""
        one = self.correction
        why = "，".join(part for part in (one.line.reason, one.who) if part)
        return f"更正 {one.heading} {self.was or EMPTY_CELL}→{one.line.value}" + (f"（{why}）" if why else "")


class Corrected(Struct, frozen=True):
    """What corrections did in a month: which are at work, what is asked about them, what is said of their lines.

    ``notes`` say beside a row, by file, sheet and row, what was corrected in it.  ``late`` holds what changes in an
    earlier month's row where it still stands in the month from which the correction holds: (that month, fields).
    """

    applied: tuple[Applied, ...] = ()
    questions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: Mapping[Place, str] = field(default_factory=dict)
    late: Mapping[Place, tuple[ReportingPeriod, Mapping[str, Any]]] = field(default_factory=dict)

    def of_unit(self, unit: str) -> tuple[Applied, ...]:
        """Return what was corrected for one unit: its letter names it and its next form proposes it."""
        return tuple(one for one in self.applied if one.unit == unit)


NOTHING_CORRECTED = Corrected()
