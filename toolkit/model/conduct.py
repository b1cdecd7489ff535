"""What did each unit do of what was asked of it, and what not? The lines that every judgement of a unit goes by."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from toolkit.model.clause import Citation

# What a line is about.
TABLES, REPORTS, BUDGETS, TRIP_PAPERS = "统计表", "汇报材料", "经费预算", "考察报告"
QUOTAS, APPROVALS, STEPS, TARGETS = "外出要求", "外出审批", "办理时限", "目标任务"
MATTERS = (TABLES, REPORTS, BUDGETS, TRIP_PAPERS, QUOTAS, APPROVALS, STEPS, TARGETS)
_OF_A_DAY = (TRIP_PAPERS, APPROVALS, STEPS)


class Kept(StrEnum):
    """How something that was asked for was done; all but the first two are shortcomings.

    Of a table whose day of arrival nobody wrote down it is not known whether it came in time.  Of a trip without a day
    of approval it is known that the register lacks one, not that nobody approved.
    """

    ON_TIME = "按时"
    UNTOLD = "收到时间未登记"
    LATE = "迟报"
    MISSING = "未报"
    RETURNED = "退回"
    SHORT = "未达标"
    OVERDUE = "超时"
    UNAPPROVED = "未经审批"
    UNRECORDED = "没有登记批准日期"
    BEHIND = "欠进度"
    FAILED = "未完成"


class ConductLine(Struct, frozen=True):
    """One thing asked of a unit: ``matter`` is one of :data:`MATTERS`, ``day`` lies in the span that it belongs to.

    ``unit`` is a unit of the scheme, or a group where the document asks groups.  ``what`` says which (2022年6月统计表),
    ``said`` how it was done, ``place`` where that stands.  ``citation`` is the clause that asks for it.
    """

    unit: str
    matter: str
    day: date
    what: str
    kept: Kept
    said: str
    place: str = ""
    citation: Citation | None = None

    @property
    def is_lapse(self) -> bool:
        """True where it was not done as asked."""
        return self.kept not in (Kept.ON_TIME, Kept.UNTOLD)

    @property
    def when(self) -> date | str:
        """Return the day of a trip or step; of what is asked by the month its month, on whose first day nobody failed.

        A quota's span stands in what is said of it.
        """
        if self.matter in _OF_A_DAY:
            return self.day
        return "" if self.matter == QUOTAS else f"{self.day.year}年{self.day.month}月"


class Performance(Struct, frozen=True):
    """What the document takes the conduct of a year for (LZ-R8 年底绩效考核依据): its name, the matters and clause."""

    name: str
    counts: tuple[str, ...]
    citation: Citation
