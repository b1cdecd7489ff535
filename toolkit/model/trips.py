"""Who travels where to meet whom, at what cost, and who has to agree?"""

from dataclasses import dataclass
from datetime import date

from toolkit.model.cells import CellRef


@dataclass(frozen=True, slots=True)
class Participant:
    """One traveller: ``role`` is 带队领导, 主要负责人, 分管负责人, 队员 …; ``rank`` 处级 or 科级 where it matters."""

    name: str
    unit: str
    post: str
    role: str
    rank: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A firm to be visited (or visited): what the approval needs to know of it."""

    firm: str
    address: str
    contact: str
    phone: str
    business: str
    subject: str


@dataclass(frozen=True, slots=True)
class Expense:
    """One line of a trip's money, in whole 元; ``actual_yuan`` is ``None`` before the trip."""

    item: str
    budget_yuan: int
    actual_yuan: int | None


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip of a 招商组 or unit, as the register holds it."""

    ref: CellRef
    id: str
    group: str
    unit: str
    purpose: str
    destination: str
    start: date
    end: date
    transport: str
    applied_on: date | None
    participants: tuple[Participant, ...]
    visits: tuple[Visit, ...]
    expenses: tuple[Expense, ...]

    @property
    def days(self) -> int:
        """Days from departure to return, both counted."""
        return (self.end - self.start).days + 1

    @property
    def leader(self) -> Participant | None:
        """The 带队领导, if the register names one."""
        return next((p for p in self.participants if p.role == "带队领导"), None)

    @property
    def budget_yuan(self) -> int:
        """The sum of the budget lines, in 元."""
        return sum(expense.budget_yuan for expense in self.expenses)
