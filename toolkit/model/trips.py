"""What is a trip? Travellers, visits, money and papers, as the register holds them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding
from toolkit.model.names import firm, plain
from toolkit.model.nouns import compared_without
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import Reach
from toolkit.model.rules import TripQuota
from toolkit.model.scheme import Deadline
from toolkit.model.ticks import affirms, chosen, has_own_words
from toolkit.model.trip_register import LEADER

LEAD_RESULT = "获取线索"
# Who took part in a trip: the unit whose it is; beside a role, that the trip itself is no 外出, though leads count.
LEADS_THE_TRIP, NOT_OUT = "带队单位", "（不计外出）"
_GRADE = expression(r"([ABC])[ \t\u3000]*(?:级|类|等|档)?(?:线索)?")
_NO_GRADE = ("", "无", "没有", "暂无", "无线索", "不是线索", "非线索", "否", "/", "-", "—", "——")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def grade_of(text: str) -> str | None:
    """Return the grade that a text gives a lead: A, B or C; '' where it says that there is none, ``None`` if unclear.

    >>> grade_of("a级"), grade_of("□A ☑B"), grade_of("无"), grade_of("□A □B"), grade_of("是"), grade_of("A或B")
    ('A', 'B', '', '', None, None)
    >>> grade_of("□A级 □B级 ☑C级"), grade_of("□A □B 待定")
    ('C', None)
    """
    if has_own_words(text, lambda word: _grade(word) is not None):
        return None
    return _grade(chosen(text))


def _grade(word: str) -> str | None:
    said = word.translate(_HALF_WIDTH).strip().strip("“”。.").upper()
    match = _GRADE.fullmatch(said)
    if match:
        return match[1]
    return "" if said in _NO_GRADE else None


@compared_without("ref")
class Participant(Struct, frozen=True):
    """One traveller: ``role`` is 带队领导, 主要负责人, 分管负责人, 队员 …; ``rank`` 处级, 科级 or the county's.

    ``ref`` is the register's row, ``None`` for one who is not in it yet; records are equal wherever they stand.
    """

    name: str
    unit: str
    post: str
    role: str
    rank: str
    ref: CellRef | None = None


@compared_without("ref")
class Visit(Struct, frozen=True):
    """A firm to be visited (or visited): what the approval form asks for, and later the result (GN-R4).

    ``day`` is ``None`` before the trip; ``level`` the lead's grade A, B or C; ``result`` 获取线索, 推进签约 or
    解决困难; ``part`` … ``stop_remark`` are the itinerary's.  ``ref`` as in :class:`Participant`.
    """

    firm: str
    address: str = ""
    contact: str = ""
    phone: str = ""
    business: str = ""
    subject: str = ""
    day: date | None = None
    post: str = ""
    credit_code: str = ""
    intent: str = ""
    attended_by: str = ""
    project: str = ""
    scale: str = ""
    level: str = ""
    result: str = ""
    opinion: str = ""
    next_step: str = ""
    responsible: str = ""
    by_when: str = ""
    evidence: str = ""
    part: str = ""
    way: str = ""
    travel: str = ""
    stop_remark: str = ""
    ref: CellRef | None = None

    @property
    def is_lead(self) -> bool:
        """True for a 招商线索: graded, or its result says so."""
        return bool(grade_of(self.level)) or affirms(self.result, LEAD_RESULT)

    @property
    def whom(self) -> str:
        """The firm by its name without signs and legal form: several calls on one firm are calls on one."""
        return firm(self.firm)

    @property
    def as_lead(self) -> tuple[str, str]:
        """The firm and its project: what makes two leads one."""
        return self.whom, plain(self.project)


@compared_without("ref")
class Expense(Struct, frozen=True):
    """One line of a trip's money, in 元 exact to 分; ``actual_yuan`` and ``vouchers`` are ``None`` before the trip.

    ``reckoning`` is how the budget was reckoned (4人×3天×100元), ``why`` the reason for an excess, ``settled`` how far
    the reimbursement is (未报销, 已送审, 已报销).
    """

    item: str
    budget_yuan: Decimal
    actual_yuan: Decimal | None
    reckoning: str = ""
    vouchers: int | None = None
    why: str = ""
    settled: str = ""
    ref: CellRef | None = None


class Trip(Struct, frozen=True):
    """One trip of a 招商组 or unit, as the register holds it.

    ``approved_on`` … ``expenses_on`` are the days on which the papers went out; ``None``: not yet, or not written down.
    ``reaches`` says how far its farthest stop lies from the county, nearest first where several are possible; () where
    nobody has judged the destination.
    """

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
    direction: str = ""
    promoted: str = ""
    expected: str = ""
    support: str = ""
    liaison: str = ""
    opinion: str = ""
    approved_on: date | None = None
    filing_number: str = ""
    report_on: date | None = None
    expenses_on: date | None = None
    problems: str = ""
    advice: str = ""
    remark: str = ""
    reaches: tuple[Reach, ...] = ()

    @property
    def days(self) -> int:
        """Days from departure to return, both counted."""
        return (self.end - self.start).days + 1

    @property
    def leader(self) -> Participant | None:
        """The 带队领导, if the register names one."""
        return next((p for p in self.participants if LEADER in p.role), None)

    @property
    def who(self) -> str:
        """Who applies: the unit, or the group where no unit is named."""
        return self.unit or self.group

    @property
    def budget_yuan(self) -> Decimal:
        """The sum of the budget lines, in 元."""
        return sum((expense.budget_yuan for expense in self.expenses), Decimal(0))

    @property
    def actual_yuan(self) -> Decimal | None:
        """The sum of what was written down as spent so far, in 元; ``None`` where nothing was."""
        return total_of(expense.actual_yuan for expense in self.expenses)

    @property
    def is_accounted(self) -> bool:
        """True where every line says what was spent, be it 0."""
        return bool(self.expenses) and all(expense.actual_yuan is not None for expense in self.expenses)

    @property
    def firms(self) -> tuple[str, ...]:
        """The firms visited, each once however often (GN-R1: 家)."""
        return tuple(dict.fromkeys(visit.whom for visit in self.visits if visit.whom))

    @property
    def leads(self) -> tuple[Visit, ...]:
        """The visits of which a lead came; a firm's project is one lead, however often it was talked of."""
        found: dict[tuple[str, str], Visit] = {}
        for visit in self.visits:
            if visit.is_lead:
                found.setdefault(visit.as_lead, visit)
        return tuple(found.values())


def total_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of the known amounts, or ``None`` where none is known; an unknown amount is not 0."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


class TeamMonth(Struct, frozen=True):
    """What a team owes each month (LZ-R3, GN-R3, GN-R4): its words, and the days on which its papers arrived."""

    ref: CellRef
    team: str
    month: ReportingPeriod
    budget_on: date | None = None
    report_on: date | None = None
    economy: str = ""
    guidance: str = ""
    projects: str = ""
    progress: str = ""
    problems: str = ""
    plans: str = ""
    written_by: str = ""
    phone: str = ""


class Register(Struct, frozen=True):
    """The 出行台账: its trips and monthly papers in order, and what is wrong with its rows."""

    file: str
    trips: tuple[Trip, ...]
    months: tuple[TeamMonth, ...]
    findings: tuple[Finding, ...]


class QuotaLine(Struct, frozen=True):
    """How far one unit is with one quota in one span (LZ-R1, GN-R1, NX-R1): whole numbers.

    For a quota per trip ``required`` counts the trips and ``actual`` those that meet it.
    """

    quota: TripQuota
    unit: str
    span: str
    first: date
    last: date
    required: int
    actual: int

    @property
    def met(self) -> bool:
        """True where the quota is met."""
        return self.actual >= self.required


class PaperDue(Struct, frozen=True):
    """The day by which a trip's papers are due; ``assumed`` says what it was reckoned by where that is not certain."""

    trip: Trip
    deadline: Deadline
    day: date
    assumed: str = ""


class TripLine(Struct, frozen=True):
    """A trip as the master shows it: who signs, where it is filed, when its papers are due, what is wrong with it.

    ``unit`` and ``led_by`` are units by the names of the scheme; ``roles`` are (unit, role) of those who went.
    """

    trip: Trip
    unit: str
    approver: str
    filed_with: str
    report: PaperDue | None
    roles: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


class Travel(Struct, frozen=True):
    """All that the master shows of trips: the year's trips up to the period, quotas, and findings of the period."""

    lines: tuple[TripLine, ...]
    quotas: tuple[QuotaLine, ...]
    findings: tuple[Finding, ...]


class RegisterChange(Struct, frozen=True):
    """Cells of one register row to be written: (heading, before, after); ``row`` 0 appends a row for ``trip``."""

    sheet: str
    row: int
    trip: str
    values: tuple[tuple[str, str, str], ...]
