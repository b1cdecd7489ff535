"""What makes up a total, and what follows from it? Parts with points, weights, lists and consequences, as rules."""

from msgspec import Struct

from toolkit.model.clause import Citation, Condition

# Where a part's points come from.  The first two count items; the others are figures, of which each unit has one.
COUNTED_SOURCES = ("events", "ledger")
FIGURE_SOURCES = ("completion", "value", "excess", "tiers", "efficacy", "rank")
SOURCES = (*COUNTED_SOURCES, *FIGURE_SOURCES, "index", "rating", "quota", "timeliness")
BONUS, DEDUCTION, VETO = "突出贡献奖励分", "扣分", "一票否决"
BASIC = "基础分"
SCORE_KINDS = (BASIC, BONUS, "加分", DEDUCTION, VETO)
# What counts for a rule of events without being typed into 计分台账.
REGISTERED = ("trips", "packaged")
# 功效系数: the worst of a class has 60 of 100, the best all of them.
LEAST_EFFICACY = 60


# What a condition on a unit may be about: an indicator's completion, value or target, or the points of a part.
COMPLETION, VALUE, TARGET, POINTS = "完成率", "完成", "目标", "得分"


class FigureTest(Struct, frozen=True):
    """A condition on a unit's own figures: ``WX-1 完成率 >= 100%``.

    ``id`` is an indicator, or a part of the total where ``of`` is :data:`POINTS`; ``value`` is in ledger units (a
    share for a completion or a rate), ``written`` says it in words.
    """

    id: str
    of: str
    operator: str
    value: float
    written: str


class Tier(Struct, frozen=True):
    """One of several levels, of which the best that is met gives its points, and only that one.

    All conditions hold together: ``criteria`` of a project, ``where`` of a unit.
    """

    points: int | float
    criteria: tuple[Condition, ...] = ()
    where: tuple[FigureTest, ...] = ()


class Ladder(Struct, frozen=True):
    """Points by size: ``base`` from ``above`` on, and ``points`` more for each full ``step`` beyond it.

    5亿元 are 5 points, and each further 1000万元 is one more.  ``partial`` gives parts of a step in proportion.
    """

    above: int | float
    base: int | float
    points: int | float
    step: int | float
    partial: bool = False


class ScoreRule(Struct, frozen=True):
    """One part of a total: what earns points, or loses them (JC-S1…S12).

    ``kind`` is one of :data:`SCORE_KINDS`; ``source`` one of :data:`SOURCES`: ``events`` (rows of 计分台账 whose
    事项 is ``event``), ``ledger`` (projects of the ledger), a figure of ``indicator`` (``completion`` of its target,
    its ``value``, the ``excess`` over the target, ``tiers``, ``efficacy`` = 功效系数, ``rank``), the composite
    ``index``, a ``rating`` by several people, a trip ``quota``, or ``timeliness``.  ``points`` are earned per ``step``
    of what is counted: 2 per ``step`` 2 items in a quarter, 5 per ``step`` 20 000 美元 of ``column`` (rounded down,
    ``column`` is empty where rows are counted); of a figure they are the full marks, of a
    deduction below 0.
    ``every`` is the span in which is counted: month, quarter or year.  ``cap`` is the most points (or the most that
    can be lost) in that span, ``None`` where the document sets none; ``floor`` the least.  A project earns where ANY of
    ``alternatives`` holds, each a tuple of conditions that all hold.  ``evidence`` is what the document wants to see.
    ``partial`` gives the points for a part of a step in proportion (never, unless a reading says so).
    ``kinds`` are the kinds of unit that it is for (empty: all).  Of the rules with one ``once_among`` a project earns
    the best only.  ``once`` counts an event of one name once a year,
    and a project in the year of ``dated_by`` only.  ``factors`` multiply an item that meets their
    conditions.  ``timed`` measures against the part of the target that is due by now: the elapsed share, or ``pace``
    (per cent due at each quarter's or month's end).  ``tiers`` are (at least, points), best first; ``ranks`` the points
    of the first, second, … place; ``raters`` (kind of unit, weight); ``out_of`` the full marks that raters give.
    ``within_years`` is how long after signing the day of ``dated_by`` may lie (认定期限; 0: any time).
    ``late`` and ``missing`` are what a late table and a missing one cost.  ``register`` counts what is on record
    already beside the rows of 计分台账: ``trips`` of the trip register, ``packaged`` projects of the ledger.
    ``by_project`` counts full steps of each project by itself.
    Of ``levels`` a project (or with ``tiers`` a unit) has the points of the best that it meets; ``ladder`` gives points
    by size.  Then what is counted are points, ``points`` is 1 (-1 for a deduction), and ``cap_each`` is the most that
    one project gives.  Only units that meet all of ``where`` earn any.  ``regions`` are those that
    the firm of an event must be in (JC-S5 省外关联企业; empty: any).
    """

    id: str
    name: str
    kind: str
    source: str
    event: str
    points: int | float
    step: int
    column: str
    every: str
    cap: int | float | None
    partial: bool
    alternatives: tuple[tuple[Condition, ...], ...]
    evidence: str
    citation: Citation
    kinds: tuple[str, ...] = ()
    indicator: str = ""
    timed: bool = False
    pace: tuple[int, ...] = ()
    floor: int | float | None = None
    once_among: str = ""
    once: bool = False
    factors: tuple[tuple[tuple[Condition, ...], int | float], ...] = ()
    tiers: tuple[tuple[float, float], ...] = ()
    ranks: tuple[float, ...] = ()
    raters: tuple[tuple[str, float], ...] = ()
    out_of: int | float = 100
    quota: str = ""
    late: int | float = 0
    missing: int | float = 0
    percent: bool = False
    dated_by: str = "signed_on"
    within_years: int = 0
    register: str = ""
    by_project: bool = False
    levels: tuple[Tier, ...] = ()
    ladder: Ladder | None = None
    cap_each: int | float | None = None
    where: tuple[FigureTest, ...] = ()
    regions: tuple[str, ...] = ()

    def is_in_proportion(self, quantity: int | float) -> bool:
        """Tell whether parts of a step count: by the rule, or as it is a share of one thing that several did.

        A figure is nobody's share: of 10.5 % above the target ten are full per cent.
        """
        return self.partial or (self.step == 1 and not self.is_figure and quantity != int(quantity))

    @property
    def is_figure(self) -> bool:
        """True where a unit has one figure, and no items."""
        return self.source not in COUNTED_SOURCES


class ScoreCap(Struct, frozen=True):
    """The most points that all parts of a kind give together in a span (加分最多 10 分); of 扣分 the most lost."""

    id: str
    kind: str
    points: int | float
    every: str
    citation: Citation


class Carry(Struct, frozen=True):
    """How quarters count in the year: ``share`` of their ``mean`` or ``sum`` (季度按 70% 折入年度)."""

    id: str
    name: str
    share: float
    by: str
    citation: Citation


class Weight(Struct, frozen=True):
    """One part of a composite index (GN-R12): an indicator and its share in whole percent.

    ``measure`` is ``completion`` (against the target, at most 1) or ``value`` (a rate taken as it is).
    """

    id: str
    name: str
    indicator: str
    measure: str
    percent: int
    citation: Citation


class RankingList(Struct, frozen=True):
    """A list of the 红黑榜: 基础工作 (conduct) or 指标进度 (completion), best and worst ``places``.

    ``counts`` are the matters of :mod:`toolkit.model.conduct` that 基础工作 goes by (empty: all but 目标任务).
    ``clean``: no unit with a shortcoming stands on the red list.
    """

    id: str
    name: str
    every: str
    red: int
    black: int
    citation: Citation
    counts: tuple[str, ...] = ()
    clean: bool = False


class Consequence(Struct, frozen=True):
    """A consequence of a place or a score (NX-R6…R8); a proposal for decision, without effect by itself.

    It applies to a unit among the last ``worst``, among the first ``best``, or with a total ``below`` so many points or
    of at least ``reaches`` points, in each of the last ``years`` years, or of the last so many quarters where ``every``
    is quarter; with ``times`` in so many quarters of the year to date, in a row or not.  ``grade`` is the 等次 that
    it follows from.  ``on`` is whom it meets, ``by`` who does it.  ``kinds`` are the kinds of unit that it is for
    (empty: all).
    """

    id: str
    name: str
    worst: int
    years: int
    on: str
    by: str
    action: str
    citation: Citation
    every: str = "year"
    best: int = 0
    below: int | float | None = None
    kinds: tuple[str, ...] = ()
    reaches: int | float | None = None
    times: int = 0
    grade: str = ""
