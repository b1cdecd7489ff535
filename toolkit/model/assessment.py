"""Who has earned what, who stands where, what is due, and what could follow from it?"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from toolkit.model.cells import CellRef
from toolkit.model.clause import Citation
from toolkit.model.conduct import ConductLine
from toolkit.model.findings import Finding
from toolkit.model.grades import UnitGrade
from toolkit.model.kept_books import BookState
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.rules import FlowStage, StagePair
from toolkit.model.scheme import Indicator
from toolkit.model.scoring import VETO, Consequence, RankingList, ScoreRule

# The 事项 of foreign money in a currency that the statistics table has no column for (JC-S8).
FOREIGN_MONEY = "外资到账"
# What a line of the 红黑榜 is marked with.
RED, BLACK = "红榜", "黑榜"
# The heading of a list that follows the total.
TOTAL_HEADINGS = ("得分",)
# The value of an indicator for one target row, in ledger units; the corridor supplies it from the consolidation.
Measure = Callable[[Indicator, str], int | float | None]


class ScoreEvent(Struct, frozen=True):
    """One row of 计分台账: who did what on which day, and where the proof is.

    ``quantity`` is a share where several units did it together.  ``amount`` is in whole units of ``currency`` and only
    filled for foreign money that arrived.  ``region`` is where the firm is that the event is with: 区内, 区外, 境外, or
    '' where the row does not say.
    """

    ref: CellRef
    unit: str
    event: str
    what: str
    evidence: str
    day: date
    quantity: int | float = 1
    amount: int | None = None
    currency: str = ""
    region: str = ""


class Rating(Struct, frozen=True):
    """One row of 评分表: what mark a unit gave another for what, and when."""

    ref: CellRef
    unit: str
    what: str
    rater: str
    mark: float
    day: date


def exact(points: Iterable[int | float]) -> int | float:
    """Return a sum of points as it is on paper: 0.1 + 0.2 is 0.3.

    >>> exact([0.1, 0.2]), exact([5, 2.0])
    (0.3, 7)
    """
    total = float(sum(Fraction(str(one)) for one in points))
    return int(total) if total == int(total) else total


class ScoreItem(Struct, frozen=True):
    """An event or project that can earn points: whether it was counted, and if not, why."""

    unit: str
    rule: str
    span: str
    what: str
    day: str
    evidence: str
    quantity: int | float
    place: str
    counted: bool = True
    note: str = ""


class ScoreEntry(Struct, frozen=True):
    """The points of one unit under one rule in one span, with everything they come from.

    ``quantity`` is what was counted (items, 美元, a share of the full marks), ``points`` what is earned after the cap.
    Without ``in_total`` the points belong to a quarter's total, which counts in the year as the scheme carries it.
    """

    unit: str
    rule: ScoreRule
    span: str
    items: tuple[ScoreItem, ...]
    quantity: int | float
    points: int | float
    in_total: bool = True

    @property
    def is_veto(self) -> bool:
        """True for a 一票否决 that has happened."""
        return self.rule.kind == VETO and any(item.counted for item in self.items)


class ScoreTable(Struct, frozen=True):
    """The totals of one span: its rules, in ``span`` where they are a quarter's, the units' places and grades.

    ``scope`` is the class of units that it is for, '' for all.  ``untold`` are units whose total lacks a quarter.
    """

    title: str
    span: str
    rules: tuple[ScoreRule, ...]
    places: tuple[RankedPlace, ...]
    grades: tuple[UnitGrade, ...] = ()
    scope: str = ""
    untold: tuple[str, ...] = ()


class Merit(Struct, frozen=True):
    """What the year's totals bring in 年终绩效 (JC-S0): ``full`` points in all or for the best, each unit's part."""

    full: int
    by_sum: bool
    values: Mapping[str, float]
    citation: Citation


class ScoreSheet(Struct, frozen=True):
    """The points of a year to date: entries by unit and rule, and the units' places by their totals.

    ``tables`` are the same by span and class of units, for a reader.  ``quarter`` is the table of the quarter that the
    period ends, where the scheme carries quarters into the year.  ``lacks`` are sentences: what keeps the totals from
    being the year's.  ``unplaced`` is true where nobody reported: the order of equal totals is no ranking.
    """

    rules: tuple[ScoreRule, ...]
    entries: tuple[ScoreEntry, ...]
    places: tuple[RankedPlace, ...]
    quarter: ScoreTable | None = None
    tables: tuple[ScoreTable, ...] = ()
    lacks: tuple[str, ...] = ()
    merit: Merit | None = None
    unplaced: bool = False

    def of(self, unit: str, rule: str = "", span: str = "") -> int | float:
        """Return a unit's points, under one rule or in all, in one span or in the year's total."""
        return exact(
            entry.points
            for entry in self.entries
            if entry.unit == unit
            and rule in ("", entry.rule.id)
            and (span == entry.span if span else entry.in_total or rule != "")
        )

    def is_ranked(self, unit: str) -> bool:
        """Tell whether a unit has a place in the year."""
        asked = [{place.name for place in table.places} for table in self.tables if table.untold]
        return not self.unplaced and not any(unit in names for names in asked)

    def is_untold(self, unit: str) -> bool:
        """Tell whether a quarter is missing that a unit's total of the year needs."""
        return any(unit in table.untold for table in self.tables)

    def is_vetoed(self, unit: str, span: str = "") -> bool:
        """Tell whether a 一票否决 took a unit's total of the year, or of a quarter."""
        mine = (one for one in self.entries if one.is_veto and one.unit == unit)
        return any(one.span == span if span else one.rule.every == "year" for one in mine)

    def grade(self, unit: str, span: str = "") -> UnitGrade | None:
        """Return a unit's 等次 of the year, or of a quarter; ``None`` where the scheme has none for it."""
        tables = (table for table in self.tables if table.span == span)
        return next((one for table in tables for one in table.grades if one.unit == unit), None)


class IndexPart(Struct, frozen=True):
    """One part of the composite index: what it weighs and how it is measured (see ``rules.Weight``)."""

    name: str
    percent: float
    indicator: Indicator
    measure: str
    citation: Citation


class IndexLine(Struct, frozen=True):
    """A target row in the ranking: its parts as (target, actual, value), its index and its place in ``scope``.

    A part without a target, or a share without a denominator, is ``None`` and its weight goes to the other parts.
    ``index`` is ``None`` where no part is known; such a line has no place.  ``bottom`` counts from the last.
    """

    key: str
    unit: str
    label: str
    kind: str
    scope: str
    targets: tuple[int | float | None, ...]
    actuals: tuple[int | float | None, ...]
    values: tuple[float | None, ...]
    index: float | None
    rank: int | None = None
    bottom: int | None = None

    @property
    def is_untold(self) -> bool:
        """Tell whether it has a task and nobody told what came of it."""
        return self.index is None and any(self.targets)


class PastScore(Struct, frozen=True):
    """A row of the assessment workbook: a unit's score or place in a year, or in one of its quarters.

    ``problem`` says why a row cannot be used, '' where it can; its unit is then as typed, its year ``None`` if unread.
    """

    ref: CellRef
    year: int | None
    unit: str
    score: float | None
    rank: int | None
    problem: str = ""
    quarter: int | None = None


class YearPlace(Struct, frozen=True):
    """Where a unit stood in a year: ``rank`` from the top, ``bottom`` from the last, of so many in ``scope``.

    ``shared`` is how many units share the place: whoever shares the last one is 倒数第一, and the papers say so.
    ``span`` names a quarter; ``score`` is the total, where there is one; ``vetoed``: 一票否决 took it.
    """

    year: int
    unit: str
    scope: str
    rank: int
    bottom: int
    of: int
    shared: int
    source: str
    span: str = ""
    score: float | None = None
    vetoed: bool = False

    def __str__(self) -> str:
        twins = (f"，{self.shared}个并列" if self.shared > 1 else "") + ("，一票否决" if self.vetoed else "")
        span = self.span or f"{self.year}年"
        return f"{span}{self.scope}第{self.rank}名（共{self.of}个，倒数第{self.bottom}{twins}）"


class Proposal(Struct, frozen=True):
    """A consequence that a clause attaches to a place; a proposal for those who decide, without effect by itself.

    ``final`` is false before the year's last month: then it is a warning of what would follow.
    """

    consequence: Consequence
    unit: str
    places: tuple[YearPlace, ...]
    final: bool

    @property
    def state(self) -> str:
        """``待研究决定``, or before the end of the year or quarter ``预警``."""
        span = "季度" if self.consequence.every == "quarter" else "年度"
        return "待研究决定" if self.final else f"预警（{span}未终）"


class BoardLine(Struct, frozen=True):
    """A unit on a list of the 红黑榜: the figures it is placed by, in words too; ``mark`` 红榜, 黑榜 or ''."""

    unit: str
    kind: str
    scope: str
    figures: tuple[int | float, ...]
    words: str
    rank: int
    bottom: int
    mark: str
    shared: int
    known: bool = True  # false: nobody knows whether it fell short of something
    beside: int = 0  # how many of the tasks that it is behind with are no part of the index

    @property
    def place(self) -> str:
        """``第4名``, or ``并列第1位`` where several share it."""
        return f"并列第{self.rank}位" if self.shared > 1 else f"第{self.rank}名"


class Board(Struct, frozen=True):
    """One list of the 红黑榜 for a span, which runs on unless ``closed``; ``untold`` (scope, unit) have no figures."""

    rule: RankingList
    span: str
    closed: bool
    headings: tuple[str, ...]
    lines: tuple[BoardLine, ...]
    untold: tuple[tuple[str, str], ...] = ()


class Progress(StrEnum):
    """Where a timed step stands: GN-R11 限时办结、超时预警、办结销号."""

    CLOSED = "办结销号"
    CLOSED_LATE = "超时办结"
    OPEN = "在办"
    WARNED = "超时预警"
    OVERDUE = "已超时"
    UNTIMED = "未定时限"


class StageRecord(Struct, frozen=True):
    """One row of 进度跟踪: a project at a step, since when, in how many days, done when."""

    ref: CellRef
    project: str
    unit: str
    stage: str
    started: date | None
    days: int | None
    done: date | None


class TrackedStage(Struct, frozen=True):
    """A record with its time limit: ``warn_on`` is the day of the warning, both ``None`` without a limit."""

    record: StageRecord
    rule: FlowStage | None
    due: date | None
    warn_on: date | None
    progress: Progress


class PairTiming(Struct, frozen=True):
    """Two steps of a project of which the second should follow at once (NX-R12); ``then`` is ``None`` until it has."""

    project: str
    pair: StagePair
    first: date
    then: date | None
    due: date
    progress: Progress


class AgendaItem(Struct, frozen=True):
    """Something due on a day of the month, from whom to whom; ``kind`` 报送, 会议, 通报, 外出, 办理, 台账."""

    id: str
    day: date
    kind: str
    what: str
    who: str
    receiver: str
    citation: Citation | None
    note: str = ""


class Person(Struct, frozen=True):
    """One line of the 人员信息库 (NX-R11)."""

    name: str
    unit: str
    post: str
    role: str
    phone: str
    industries: str
    regions: str
    source: str


class Assessment(Struct, frozen=True):
    """The assessment of a year to date; a field is empty where the scheme does not ask for it.

    ``stated_weights`` is true where the document names the weights, and they are not the office's own; ``is_capped``
    where a completion counts 100 % at the most.  ``gaps`` are
    sentences: what could not be computed, and what is missing for it; ``withheld`` those about proposals.  ``conduct``
    is the year's conduct to date, from which lists, points and circulars take what they say of a unit.
    ``kept`` is how each book stands that the document asks the office to keep.
    """

    parts: tuple[IndexPart, ...] = ()
    stated_weights: bool = False
    is_capped: bool = False
    index: tuple[IndexLine, ...] = ()
    scores: ScoreSheet | None = None
    boards: tuple[Board, ...] = ()
    conduct: tuple[ConductLine, ...] = ()
    places: tuple[YearPlace, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    withheld: tuple[str, ...] = ()
    tracked: tuple[TrackedStage, ...] = ()
    pairs: tuple[PairTiming, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    people: tuple[Person, ...] = ()
    kept: tuple[BookState, ...] = ()
    gaps: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
