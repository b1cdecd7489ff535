"""Which rules does a document state beside targets? Points, consequences, meetings, stages, quotas and duties."""

from datetime import date

from msgspec import Struct, field

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.clause import Citation, Condition
from toolkit.model.conduct import Performance
from toolkit.model.grades import Grade, GradeChange
from toolkit.model.period import ReportingPeriod
from toolkit.model.scoring import Carry, Consequence, RankingList, ScoreCap, ScoreRule, Weight


class Meeting(Struct, frozen=True):
    """A recurring meeting or inspection (GN-R7, NX-R3).

    ``every`` is month, quarter, year or ``occasion`` (as needed, never in the calendar).  The documents name no day:
    ``day`` 0 means the last day of the span.  ``output`` is what comes of it (通报, 红黑榜).
    """

    id: str
    what: str
    every: str
    day: int
    chair: str
    attended_by: str
    output: str
    citation: Citation

    def due(self, period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR) -> date | None:
        """Return the day by which it is held in a period, or ``None`` if it is not due in that month."""
        if not year.ends(self.every, period):
            return None
        last = period.last_day
        return last if not self.day else date(last.year, last.month, min(self.day, last.day))


class FlowStage(Struct, frozen=True):
    """One station of the way a project takes (NX-R4, JC-F1, GN-R11, LZ-R2), in order within its ``flow``.

    ``days`` is the time allowed and ``warn`` how many days before its end a warning is due; ``None`` where the
    document names none and the office has set none.
    """

    id: str
    flow: str
    order: int
    name: str
    who: str
    output: str
    only_for: str
    days: int | None
    warn: int | None
    citation: Citation


class StagePair(Struct, frozen=True):
    """Two steps that should follow at once (NX-R12 四即: 签约即供地); ``days`` is how long "at once" may take."""

    id: str
    label: str
    first: str
    then: str
    days: int
    citation: Citation


class TripQuota(Struct, frozen=True):
    """The number of trips, visits or leads required (LZ-R1, GN-R1, GN-R2, NX-R1, NX-R2).

    ``kinds`` are the kinds of unit it binds (empty: those that lead a target row); ``role`` the role of a
    participant (主要负责人, 分管负责人; empty: anyone).  At least ``minimum`` of ``measure`` (trips, visits, leads,
    days) in every ``per`` (trip, month, quarter, half_year, year).
    """

    id: str
    what: str
    kinds: tuple[str, ...]
    role: str
    measure: str
    minimum: int
    per: str
    citation: Citation

    @property
    def asks_to_go_out(self) -> bool:
        """True where trips are asked for; leads and contacts by month or year may come from anywhere (NX-U2)."""
        return self.measure in ("trips", "days") or self.per == "trip"


class Duty(Struct, frozen=True):
    """One line of the responsibility matrix: which measure, and who is named as responsible (NX-R15, GN-R15).

    ``number`` is the measure's number in the document (（三）), '' where it has none.
    """

    id: str
    what: str
    units: tuple[str, ...]
    citation: Citation
    number: str = ""


class ProjectClass(Struct, frozen=True):
    """A class of the project library (JC-F2) with the words of 行业 that lead to it."""

    name: str
    words: tuple[str, ...]
    citation: Citation


class Register(Struct, frozen=True):
    """A register, roster or form that the document asks for, with its columns (NX-R11 三库一图, JC-F4, GN-R4).

    ``kind`` is library (三库一图), roster (招商顾问, 专职人员), form (项目建议书) or checklist (三个一, 评审).
    With ``rows`` it is a book that the office keeps: ``rows`` says where its lines come from (model.kept_books.ROWS),
    ``names`` or ``criteria`` or ``kinds`` which ones.  ``needed`` columns are to be filled in each line, by the last
    day of each span ``every`` ("" for whenever a line is begun); with ``dated`` each line needs a day within the span
    in that column.  ``due`` is the column with a line's own limit, ``done`` the one that closes it, ``unit`` the one
    that names who answers for it.  ``paper`` is how it is printed: as a table, a sheet for each line, or not;
    ``signed`` who signs below.
    """

    id: str
    name: str
    kind: str
    columns: tuple[str, ...]
    citation: Citation
    rows: str = ""
    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    criteria: tuple[Condition, ...] = ()
    needed: tuple[str, ...] = ()
    every: str = ""
    dated: str = ""
    due: str = ""
    done: str = ""
    unit: str = ""
    paper: str = ""
    signed: tuple[str, ...] = ()

    @property
    def is_book(self) -> bool:
        """True where the office keeps it as a book of its own."""
        return bool(self.rows)


class Occasion(Struct, frozen=True):
    """A fair or meeting of others to attend (LZ-R13, JC-F6); the documents give no dates."""

    name: str
    citation: Citation


class Organ(Struct, frozen=True):
    """A body that the document sets up, and what it does (GN-O1, LZ-R16, NX-R4 专班)."""

    name: str
    role: str
    members: tuple[str, ...]
    citation: Citation


class ExchangeRate(Struct, frozen=True):
    """What one unit of foreign money is worth, stated by the office with its date: 元 per 100 (671.14).

    ``per_hundred`` is in 分, so that the rate is a whole number.
    """

    currency: str
    on: date
    per_hundred: int


class Rules(Struct, frozen=True):
    """The rules of one scheme; a field is empty where the document states none."""

    scores: tuple[ScoreRule, ...] = ()
    caps: tuple[ScoreCap, ...] = ()
    carry: Carry | None = None
    weights: tuple[Weight, ...] = ()
    lists: tuple[RankingList, ...] = ()
    performance: Performance | None = None
    grades: tuple[Grade, ...] = ()
    grade_changes: tuple[GradeChange, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    stages: tuple[FlowStage, ...] = ()
    pairs: tuple[StagePair, ...] = ()
    quotas: tuple[TripQuota, ...] = ()
    duties: tuple[Duty, ...] = ()
    classes: tuple[ProjectClass, ...] = ()
    registers: tuple[Register, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    organs: tuple[Organ, ...] = ()
    rates: tuple[ExchangeRate, ...] = field(default=())
