"""What does one jurisdiction's document ask for? Rules as data, each with its clause."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.clause import Citation, Condition
from toolkit.model.own_columns import OwnColumn
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import Home
from toolkit.model.rules import Rules
from toolkit.model.stage_needs import StageNeed
from toolkit.model.trip_register import COMMON_WORDS, TripWords
from toolkit.model.weighting import Equal, Factor

# The kinds of notice that quote a clause of the plan, where the scheme names one for them.
QUOTING = ("目标任务下达通知", "催报通知", "退回修改通知", "约谈通知", "经费预算申请函", "报销函")


class Reading(Struct, frozen=True):
    """A named option where the document's wording leaves a choice."""

    id: str
    question: str
    choices: Mapping[str, str]
    value: str
    default: str
    reason: str
    citation: Citation

    @property
    def meaning(self) -> str:
        """The chosen value in words."""
        return self.choices[self.value]


class ReportingUnit(Struct, frozen=True):
    """A township or department that reports, and every name it is known by."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    reports: bool


class Baseline(Struct, frozen=True):
    """The amount that growth is counted from, in ledger units, and how many years lie between.

    The documents set growth and not the base (NX-T1…T3): the office states it, with its source.  ``prorated``
    takes only the elapsed share of the base, so that growth means something before the year is over.
    """

    year: int
    amount: int
    years: int
    source: str
    prorated: bool = False
    unit: str = ""


class Indicator(Struct, frozen=True):
    """An aggregate plus criteria; a ratio names two other indicators, growth (``growth``) one and its baseline.

    ``unit`` is how people say it (亿元, 万美元, 个, 亩, 万平方米, %); ``scale`` is how many ledger units make
    one of it (亿元 = 100 000 000 元, 公顷 = 15 亩).  ``target`` is the county's, in ledger units (a fraction for %), or
    ``None`` where the document sets none.  ``header`` are the names of its column in the target table.
    ``pace`` is what of its target is due when, in per cent (see :meth:`AccountingYear.due`), () where 序时进度 is;
    ``due`` what is due in the month that is counted.  ``official`` is who publishes the county's figure (海关), where
    another office does: what the office enters of it counts under a reading (see :mod:`toolkit.model.official`).
    ``each_target`` is the target of every unit, ``class_targets`` that of each unit of a kind (kind, amount), where the
    target table has none for it; ``remark_words`` are those by which the 备注 of a target line plans some of it.
    ``equals`` are the amounts of which each counts as one (aggregate ``equal``),
    ``factors`` what projects are multiplied by (see :mod:`toolkit.model.weighting`).
    """

    id: str
    name: str
    unit: str
    scale: int
    aggregate: str
    column: str
    criteria: tuple[Condition, ...]
    numerator: str
    denominator: str
    target: int | float | None
    header: tuple[str, ...]
    citation: Citation
    note: str
    baseline: Baseline | None = None
    pace: tuple[int, ...] = ()
    due: tuple[int, int] | None = None
    official: str = ""
    each_target: int | float | None = None
    class_targets: tuple[tuple[str, int | float], ...] = ()
    equals: tuple[Equal, ...] = ()
    factors: tuple[Factor, ...] = ()
    remark_words: tuple[str, ...] = ()

    @property
    def is_weighted(self) -> bool:
        """True where amounts count as equivalents, or projects by a factor."""
        return bool(self.equals or self.factors)

    @property
    def summed_columns(self) -> tuple[str, ...]:
        """The columns that it adds up; none where it counts rows."""
        return tuple(dict.fromkeys(one.column for one in self.equals)) or ((self.column,) if self.column else ())

    @property
    def every_condition(self) -> tuple[Condition, ...]:
        """What is asked of a project anywhere: whether it counts, and as what, and by which factor."""
        asked = (*(one.criteria for one in self.equals), *(one.criteria for one in self.factors))
        return (*self.criteria, *(condition for criteria in asked for condition in criteria))

    @property
    def has_unit_targets(self) -> bool:
        """True where the target table or the rulebook sets a target for single units."""
        return bool(self.header or self.class_targets) or self.each_target is not None

    def target_of(self, kind: str) -> int | float | None:
        """Return the target that the rulebook sets for each unit of a kind, in ledger units; ``None`` for none."""
        return dict(self.class_targets).get(kind, self.each_target)

    @property
    def is_ratio(self) -> bool:
        """True for a share or a rate: numerator ÷ denominator, or growth against a baseline."""
        return self.aggregate in ("ratio", "growth")

    @property
    def is_growth(self) -> bool:
        """True for 年均增长: (numerator ÷ baseline) to the power of 1 ÷ years, minus 1."""
        return self.aggregate == "growth"

    @property
    def decimals(self) -> int:
        """How many decimals a table shows in ``unit``."""
        return 1 if self.unit == "%" else 2 if self.scale > 1 or self.is_weighted else 0


class TargetRow(Struct, frozen=True):
    """A line that targets are kept by (group, lead unit, scope), and which projects belong to it.

    ``keywords`` (the document's own words) claim by 行业 or name, ``industries`` by 行业, ``sections`` by section or
    division of GB/T 4754 (F, C20).
    """

    key: str
    group: str
    lead_unit: str
    scope: str
    industries: tuple[str, ...]
    keywords: tuple[str, ...]
    citation: Citation
    sections: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """``县林业局（旋切基地项目）``."""
        return f"{self.lead_unit}（{self.scope}）" if self.scope else self.lead_unit


class Dispute(Struct, frozen=True):
    """Words that the document gives to several target rows, or whose row nobody can read off it.

    ``rows`` are keys of target rows, empty where any may be meant.  With ``nobody`` no row has them: nothing is asked.
    """

    words: tuple[str, ...]
    rows: tuple[str, ...]
    nobody: bool
    citation: Citation


class Deadline(Struct, frozen=True):
    """When something is due: a day of the month, or days after an event.

    ``rule`` ``day_of_month``: ``day`` of the month ``months_after`` the period (0 = inside it);
    ``after_event``: ``days`` after the event's date.  ``every`` is month, quarter or year: what is due each
    quarter is due only for the quarter's last month.  ``working`` counts working days: see ``files/working_days.py``,
    which knows the public holidays.  ``on_holiday`` is what becomes of a day on which nobody works (next, before, ''
    for nothing), ``moved`` which days became which where the day is one of the month.
    """

    id: str
    what: str
    rule: str
    day: int
    months_after: int
    days: int
    sender: str
    receiver: str
    citation: Citation
    every: str = "month"
    working: bool = False
    on_holiday: str = ""
    moved: tuple[tuple[date, date], ...] = ()

    def due(self, period: ReportingPeriod) -> date:
        """Return the due date for a period; a day past the month's end means its last day."""
        month = period.shifted(self.months_after)
        day = date(month.year, month.month, min(self.day, month.last_day.day))
        return dict(self.moved).get(day, day)


class ApprovalStep(Struct, frozen=True):
    """One signature on the way: who, and with which words."""

    who: str
    action: str


class ApprovalRoute(Struct, frozen=True):
    """Who signs a trip, in order, for a leader's rank (or 「不限」), and where it is filed.

    ``unwritten``: the document names no approval, the office does; then nothing is quoted and no duty is broken.
    """

    rank: str
    steps: tuple[ApprovalStep, ...]
    filed_with: str
    citation: Citation
    unwritten: bool = False


class Scheme(Struct, frozen=True):
    """One jurisdiction's rulebook, checked when it was loaded.

    ``sample_rows`` are the examples printed in the form: (项目名称, 项目方, 项目负责人).  ``attribute_by`` says what
    leads a project to its target row, in order: ``industry`` (its 行业 and name), ``unit`` (who reports it) or
    ``territory`` (its 项目属地).  ``home`` is what 投资来源 is seen from.
    ``annexes`` names the tables of the target workbook where there are several.  ``form_columns`` are the headings
    that this county's form adds to the common ones.  ``target_columns`` are the columns that its target table
    must have beside the indicators.  ``gaps`` are sentences: what the document leaves out and the
    office has not yet supplied.  ``rules`` holds points, consequences, meetings and what else is asked.
    ``year`` is the one that is counted, one of the ``valid`` years (南县: 2022 to 2025).
    ``stage_needs`` say what a project must state from a stage on.
    ``quoted`` is the clause that a kind of notice quotes, by the kind's name: a kind that is not there quotes none.
    ``told_columns`` is what the office said of headings that nobody can place: each, without blanks, with the answer
    (累计到位资金 → 今年以来; see :mod:`toolkit.model.column_answers`).  ``continued`` is the last year that the
    document was written for, where the office lets it go on in ``year``, else 0; ``year_note`` what every screen must
    say of the year, '' for nothing; ``year_amounts`` the office's amounts of former years: id, year, ledger units.
    ``unit_word`` is what score sheets call those who are assessed (部室, 乡镇, 部门).
    ``accounting`` says which months make a year, ``pace`` what of the year's targets is due when, where it is stated.
    ``trip_words`` are the ranks and roles of those who travel.
    ``own_columns`` are the columns of the statistics table that this rulebook declares itself.
    """

    id: str
    title: str
    jurisdiction: str
    year: int
    document_number: str
    office: str
    government: str
    home: Home
    industrial: tuple[str, ...]
    emerging: tuple[str, ...]
    sample_rows: tuple[tuple[str, str, str], ...]
    units: tuple[ReportingUnit, ...]
    indicators: tuple[Indicator, ...]
    target_rows: tuple[TargetRow, ...]
    deadlines: tuple[Deadline, ...]
    routes: tuple[ApprovalRoute, ...]
    readings: tuple[Reading, ...]
    citations: tuple[Citation, ...]
    rules: Rules
    attribute_by: tuple[str, ...] = ("industry",)
    told_columns: Mapping[str, str] = field(default_factory=dict)
    annexes: tuple[str, ...] = ()
    form_columns: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    target_columns: tuple[str, ...] = ("group", "leader", "lead_unit", "supporting")
    valid: tuple[int, ...] = ()
    quoted: Mapping[str, Citation] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    stage_needs: tuple[StageNeed, ...] = ()
    continued: int = 0
    year_note: str = ""
    year_amounts: tuple[tuple[str, int, int], ...] = ()
    accounting: AccountingYear = CALENDAR_YEAR
    pace: tuple[int, ...] = ()
    trip_words: TripWords = COMMON_WORDS
    own_columns: tuple[OwnColumn, ...] = ()
    unit_word: str = "单位"

    def reading(self, id: str) -> str:
        """Return the chosen value of a named reading; ``KeyError`` if the scheme has none such."""
        return {reading.id: reading.value for reading in self.readings}[id]

    def indicator(self, id: str) -> Indicator:
        """Return one indicator; ``KeyError`` if the scheme has none such."""
        return {indicator.id: indicator for indicator in self.indicators}[id]

    def deadline(self, id: str) -> Deadline:
        """Return one deadline; ``KeyError`` if the scheme has none such."""
        return {deadline.id: deadline for deadline in self.deadlines}[id]

    def elapsed(self, period: ReportingPeriod) -> tuple[int, int]:
        """Return 序时进度 at a month's end: the document's pace, else months or days gone, as the reading says."""
        if self.pace:
            return self.accounting.due(period, self.pace)
        return self.accounting.elapsed(period, by=self.reading("elapsed_by"))

    def at(self, period: ReportingPeriod) -> "Scheme":
        """Return the rulebook for a month: each indicator with a pace of its own knows what is due by then."""
        if not any(one.pace for one in self.indicators):
            return self
        indicators = (
            replace(one, due=self.accounting.due(period, one.pace) if one.pace else None) for one in self.indicators
        )
        return replace(self, indicators=tuple(indicators))

    @property
    def cited_title(self) -> str:
        """``《方案》（港南政发〔2018〕5号）``, without brackets where the document was published without a number."""
        # Where the new year's document is not out, every paper and screen that names the old one says so.
        beside = [self.document_number] if self.document_number else []
        beside += [f"{self.year}年沿用"] if self.continued else []
        return f"《{self.title}》" + (f"（{'，'.join(beside)}）" if beside else "")

    @property
    def year_in_words(self) -> str:
        """``2022年``; ``2023年（沿用2022年的文件）`` where the former year's document goes on."""
        return f"{self.year}年" + (f"（沿用{self.continued}年的文件）" if self.continued else "")

    @property
    def imprint(self) -> str:
        """What stands at the foot of each printed sheet: the office, and the year that the workspace is for."""
        return f"{self.office}　{self.year_in_words}"

    @property
    def reporting_units(self) -> tuple[ReportingUnit, ...]:
        """The units that owe a statistics workbook each month."""
        return tuple(unit for unit in self.units if unit.reports)

    @property
    def whole(self) -> str:
        """The jurisdiction as a whole: 全县, 全区, 全市, 全开发区."""
        return "全开发区" if self.jurisdiction.endswith(("开发区", "经开区")) else f"全{self.jurisdiction[-1]}"

    @property
    def team(self) -> str:
        """What the document calls those who lead its targets: 招商组, 招商小分队, 部室; else its word for a unit."""
        groups = list(dict.fromkeys(row.group for row in self.target_rows))
        for word in ("招商组", "招商小分队"):
            if any(group.endswith(word) for group in groups):
                return word
        return groups[0].removeprefix("各").partition("（")[0] if len(groups) == 1 else self.unit_word

    @property
    def row_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that the target table breaks down by line, in its column order."""
        return tuple(indicator for indicator in self.indicators if indicator.header)
