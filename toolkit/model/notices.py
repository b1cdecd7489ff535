"""Which fields does each kind of official notice have?"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct, field

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.assessment import Board
from toolkit.model.ledger import TargetStanding, Timeliness, Variance
from toolkit.model.period import ReportingPeriod
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Indicator
from toolkit.model.submission import StatedTotal, TargetLine

CLASSES = "类别"
PEOPLE = ("组", "队", "部", "室")  # how a word ends that names people who work together


class Letterhead(Struct, frozen=True):
    """The fields that every notice has around its text.

    ``number`` is the whole 发文字号 or '' for a draft; ``copies_to`` the units after 抄送; ``document_title`` and
    ``basis`` the plan relied on, as documents cite it (《…方案》（鹿政办发〔2022〕10号）), and the bare words of its
    clause, or '' where it has none for this notice; ``contact_line`` is 联系人：…，联系电话：…, without brackets;
    ``remarks`` paragraphs that the office adds; without ``sealed`` the signature stands as GB/T 9704 7.3.5.2 has it;
    ``team`` is what the document calls those who lead targets.  ``publicity`` is the 公开方式 of the 版记 (主动公开,
    依申请公开, 不予公开), '' where none is printed.
    """

    issuer: str
    number: str
    issued_on: date
    addressees: tuple[str, ...]
    document_title: str = ""
    basis: str = ""
    copies_to: tuple[str, ...] = ()
    contact_line: str = ""
    remarks: tuple[str, ...] = ()
    sealed: bool = True
    signer: str = ""
    team: str = "招商组"
    publicity: str = ""

    @property
    def team_heading(self) -> str:
        """What stands above the column of those who lead targets (产业招商组 in LZ's annex 1)."""
        if self.team == "招商组":
            return "产业招商组"
        return self.team if self.team.endswith(PEOPLE) else CLASSES

    @property
    def spenders(self) -> str:
        """Who needs and spends money, in a letter: 招商组; 单位 where the word names a class (NX's 项目落户地)."""
        return self.team if self.team.endswith(PEOPLE) else "单位"


class Reminder(Struct, frozen=True):
    """A 催报通知: which units have not sent which period's table, and until when they may.

    It goes to ``head.addressees``, or to the units that it is about where nobody else is named.
    ``came`` is, by missing unit, what it sent instead of a readable table, so that it is not told that it sent nothing.
    ``returned_units`` are (unit, rows to correct), ``places`` how many places a unit has to correct in all.
    ``head.basis`` is what the plan makes follow from a late or faulty table (LZ-R8); without it the notice names no
    consequence.  ``urged_on`` is the day on which they were reminded before: the first time a notice asks, after that
    it insists.
    """

    head: Letterhead
    period_label: str
    missing_units: tuple[str, ...]
    returned_units: tuple[tuple[str, int], ...]
    original_due: date
    new_due: date
    came: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    urged_on: date | None = None
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def addressees(self) -> tuple[str, ...]:
        """Who receives it, each once."""
        concerned = (*self.missing_units, *(unit for unit, _ in self.returned_units))
        return self.head.addressees or tuple(dict.fromkeys(concerned))


class TargetNotice(Struct, frozen=True):
    """A 目标任务下达通知: the year's targets by group and lead unit; ``total`` the table's own, if it states one."""

    head: Letterhead
    jurisdiction: str
    year: int
    county: tuple[Indicator, ...]
    columns: tuple[Indicator, ...]
    lines: tuple[TargetLine, ...]
    total: StatedTotal | None


class ReturnNotice(Struct, frozen=True):
    """A 退回修改通知 to one unit: (place, sentence) for each thing to correct, and how many rows they touch.

    The first ``must`` of ``problems`` have to be corrected, the others are only to be checked; all of them where it
    is not said.  ``again`` says that the unit's table of this month had come back before.
    """

    head: Letterhead
    unit: str
    period: ReportingPeriod
    problems: tuple[tuple[str, str], ...]
    row_count: int
    due: date
    must: int | None = None
    again: bool = False


class ProgressCircular(Struct, frozen=True):
    """A 进度通报 for a month or (``quarterly``) a quarter.

    ``places`` are all target lines by their completion of ``ranked_by``, best first; ``unplaced`` those that have no
    completion, ``unheard`` those of which nobody told anything.  ``boards`` are the lists of a 红黑榜 whose span is
    over, empty where the plan asks for none (GN-R10 alone does).  ``elapsed`` is (elapsed, whole) of the year.
    ``before`` are the county's figures of the month ``since``, by indicator; ``causes`` are (target line, which of its
    projects hold it back) of those farthest behind; ``due`` is until when missing and returned tables may come.
    """

    head: Letterhead
    jurisdiction: str
    period: ReportingPeriod
    quarterly: bool
    elapsed: tuple[int, int]
    county: tuple[Variance, ...]
    columns: tuple[Indicator, ...]
    standings: tuple[TargetStanding, ...]
    timeliness: tuple[Timeliness, ...]
    ranked_by: Indicator | None
    places: tuple[RankedPlace, ...]
    whole: str
    unplaced: tuple[str, ...] = ()
    boards: tuple[Board, ...] = ()
    accounting: AccountingYear = CALENDAR_YEAR
    before: Mapping[str, float | None] = field(default_factory=dict)
    since: str = "上月"
    causes: tuple[tuple[str, str], ...] = ()
    due: date | None = None
    unheard: tuple[str, ...] = ()


class InspectionCircular(Struct, frozen=True):
    """A 督查通报: what was inspected, what went well, (unit, problem), and until when to put it right."""

    head: Letterhead
    period: ReportingPeriod
    quarterly: bool
    overview: str
    merits: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    due: date
    accounting: AccountingYear = CALENDAR_YEAR


class InterviewNotice(Struct, frozen=True):
    """A 约谈通知: who is called in, by whom, when, where, why (NX-R6); ``reason`` without its full stop.

    ``mandate`` is on whose behalf the office writes, '' where it calls in itself; ``papers_due`` until when the unit
    sends its written account, in words.
    """

    head: Letterhead
    unit: str
    person: str
    reason: str
    interviewer: str
    time: str
    place: str
    demands: tuple[str, ...]
    mandate: str = ""
    papers_due: str = ""


class MeetingNotice(Struct, frozen=True):
    """A 会议通知; ``time`` is the day and the hour in words, ``reply_by`` when the names of the attendees are due."""

    head: Letterhead
    meeting: str
    day: date
    time: str
    place: str
    agenda: tuple[str, ...]
    attendees: tuple[str, ...]
    demands: tuple[str, ...]
    reply_by: date


class Minutes(Struct, frozen=True):
    """A 会议纪要; ``issue`` counts the minutes of the year, ``heard`` is one sentence without its full stop."""

    head: Letterhead
    mark: str
    issue: int
    meeting: str
    time: str
    place: str
    chair: str
    heard: str
    decisions: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    observers: tuple[str, ...]


class MoneyLine(Struct, frozen=True):
    """A line of a request for money, in 元 exact to 分; a reimbursement has ``budget_yuan`` and ``vouchers``, too.

    ``vouchers`` is ``None`` where nobody wrote down how many there are.
    """

    who: str
    what: str
    amount_yuan: Decimal
    budget_yuan: Decimal = Decimal(0)
    vouchers: int | None = None


class BudgetRequest(Struct, frozen=True):
    """A 经费预算申请函 (LZ-R4): the month's budgets of all groups, applied for together."""

    head: Letterhead
    period: ReportingPeriod
    lines: tuple[MoneyLine, ...]


class Reimbursement(Struct, frozen=True):
    """A 报销函 (LZ-R7): what the groups spent in the month, against their budgets."""

    head: Letterhead
    period: ReportingPeriod
    lines: tuple[MoneyLine, ...]


class AnnualReport(Struct, frozen=True):
    """A 年度总结报告 (NX-R3): the figures are filled in, what the office has to write is marked in the skeleton.

    ``period`` is the last month that the figures hold: before December they are no whole year's, and are not called so.
    ``project_count`` and ``investment_yuan`` are what counts in the master, ``listed_count`` and ``listed_yuan`` what
    its 项目台账 holds, 0 where nobody says.  ``journeys`` are (trips, firms, leads) of the year, ``None`` without a
    register.  ``government`` is who leads and receives.
    """

    head: Letterhead
    jurisdiction: str
    period: ReportingPeriod
    county: tuple[Variance, ...]
    ranking: tuple[RankedPlace, ...]
    ranked_by: Indicator | None
    project_count: int
    investment_yuan: int
    practices: tuple[str, ...]
    problems: tuple[str, ...]
    plans: tuple[str, ...]
    whole: str
    accounting: AccountingYear = CALENDAR_YEAR
    government: str = "县人民政府"
    listed_count: int = 0
    listed_yuan: int = 0
    journeys: tuple[int, int, int] | None = None


SIGNED, STARTED = "签约", "开工"


class ProjectNews(Struct, frozen=True):
    """What became of a project in a month: SIGNED or STARTED on a day as it is written; its amount is in 元."""

    what: str
    day: str
    name: str
    unit: str
    investment_yuan: int | None
    source: str


class Newsletter(Struct, frozen=True):
    """A 招商专报 (NX-R14) of a month: journeys, what became of projects, the county's figures, the units' places.

    ``journeys`` are (trips, firms, leads) of the month, ``None`` where no register is kept.  It goes to whoever reads
    it, so it names no project before its contract is signed.  ``head.remarks`` are what the office writes on
    policies and surroundings; ``unheard`` the target lines of which nobody told anything; ``timeliness`` who sent a
    table of the month: of the others nobody knows what they signed.
    """

    head: Letterhead
    jurisdiction: str
    whole: str
    period: ReportingPeriod
    journeys: tuple[int, int, int] | None
    news: tuple[ProjectNews, ...]
    county: tuple[Variance, ...]
    ranked_by: Indicator | None
    places: tuple[RankedPlace, ...]
    accounting: AccountingYear = CALENDAR_YEAR
    unheard: tuple[str, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()


Notice = (
    Reminder
    | TargetNotice
    | ReturnNotice
    | ProgressCircular
    | InspectionCircular
    | InterviewNotice
    | MeetingNotice
    | Minutes
    | BudgetRequest
    | Reimbursement
    | AnnualReport
    | Newsletter
)
