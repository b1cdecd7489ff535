"""What does the county have? One entry per project, and how it stands against the targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toolkit.model.findings import Finding
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.submission import Submission, TargetLine

UNATTRIBUTED = "未归口"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A canonical column: its field of :class:`LedgerEntry`, its heading, and how it is shown.

    ``show`` is ``text``, ``亿元``, ``number`` or ``integer``; the stored value never changes with it.
    """

    field: str
    heading: str
    show: str = "text"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One project of the county: what the unit wrote, what the scheme makes of it, where it came from.

    Money in 元.  ``year`` is the year it counts for (signing date, else 入驻时间).  ``region`` is one of
    区外/境外/区内/未明, ``outside`` 是 for the first two.  ``sector`` is 工业/其他, ``emerging`` 是/否,
    ``stage_rank`` 0 to 5.  ``target_row`` is the key of a target row or 未归口; ``attributed_by`` says why.
    """

    serial: int
    unit: str
    name: str
    industry: str | None
    sector: str
    emerging: str
    investor: str | None
    investment_yuan: int | None
    paid_in_yuan: int | None
    source: str | None
    region: str
    outside: str
    contact: str | None
    phone: str | None
    entry: str | None
    signed_on: str | None
    started_on: str | None
    year: int | None
    progress: str | None
    stage: str | None
    stage_rank: int
    land_mu: float | None
    floor_sqm: float | None
    idle_mu: float | None
    credit_code: str | None
    target_row: str
    group: str
    lead_unit: str
    attributed_by: str
    period: str
    file: str
    sheet: str
    row: int
    path: str

    @property
    def source_place(self) -> str:
        """``江口乡6月.xlsx › Sheet1 › 第7行``."""
        return " › ".join(part for part in (self.file, self.sheet, f"第{self.row}行") if part)


LEDGER_COLUMNS: tuple[LedgerColumn, ...] = (
    LedgerColumn("serial", "序号", "integer"),
    LedgerColumn("unit", "报送单位"),
    LedgerColumn("name", "项目名称"),
    LedgerColumn("industry", "行业"),
    LedgerColumn("investor", "项目方"),
    LedgerColumn("investment_yuan", "投资总额（亿元）", "亿元"),
    LedgerColumn("paid_in_yuan", "到位资金（亿元）", "亿元"),
    LedgerColumn("source", "投资来源"),
    LedgerColumn("region", "区内外"),
    LedgerColumn("outside", "区外引进"),
    LedgerColumn("sector", "工业/其他"),
    LedgerColumn("emerging", "新兴产业"),
    LedgerColumn("stage", "阶段"),
    LedgerColumn("stage_rank", "阶段序号", "integer"),
    LedgerColumn("year", "统计年份", "integer"),
    LedgerColumn("entry", "入驻时间"),
    LedgerColumn("signed_on", "签约日期"),
    LedgerColumn("started_on", "开工日期"),
    LedgerColumn("progress", "进展情况"),
    LedgerColumn("contact", "项目负责人"),
    LedgerColumn("phone", "联系电话"),
    LedgerColumn("land_mu", "新增供地（亩）", "number"),
    LedgerColumn("floor_sqm", "标准厂房（㎡）", "number"),
    LedgerColumn("idle_mu", "盘活土地（亩）", "number"),
    LedgerColumn("group", "产业招商组"),
    LedgerColumn("lead_unit", "牵头单位"),
    LedgerColumn("target_row", "目标行"),
    LedgerColumn("attributed_by", "归口依据"),
    LedgerColumn("period", "报送期"),
    LedgerColumn("file", "来源文件"),
    LedgerColumn("sheet", "来源工作表"),
    LedgerColumn("row", "来源行", "integer"),
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All projects of a period, sorted by unit and source; serial numbers run from 1."""

    period: ReportingPeriod
    entries: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class Variance:
    """One target against what the ledger holds, in ledger units (元, 个; a fraction for %).

    ``target`` is ``None`` where none is set and 0 where the document says 0: both print 「—」 as rate.
    ``elapsed`` is (elapsed, whole) of the year, see :func:`toolkit.model.period.elapsed_share`.
    """

    indicator: Indicator
    target: int | float | None
    actual: int | float | None
    elapsed: tuple[int, int]

    @property
    def difference(self) -> int | float | None:
        """Actual minus target."""
        return None if self.target is None or self.actual is None else self.actual - self.target

    @property
    def completion(self) -> float | None:
        """Actual ÷ target; ``None`` (printed 「—」) without a target or with a target of zero."""
        return None if not self.target or self.actual is None else self.actual / self.target

    @property
    def ahead(self) -> float | None:
        """超进度 (positive) or 欠进度 (negative): completion minus the elapsed share of the year.

        A ratio such as 新兴产业占比 is due at any time, so it has no such figure.
        """
        if self.completion is None or self.indicator.is_ratio:
            return None
        return self.completion - self.elapsed[0] / self.elapsed[1]


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """A line of the target table with its variances, by indicator id."""

    line: TargetLine
    key: str
    variances: Mapping[str, Variance]


class Arrival(StrEnum):
    """How a unit's submission arrived."""

    ON_TIME = "按时"
    LATE = "迟报"
    RECEIVED = "已报"
    MISSING = "未报"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Whether a unit reported for the period, when, and what came of it.

    ``received`` is ``None`` where the office kept no record of the day; then the arrival is 已报.
    """

    unit: str
    kind: str
    due: date
    arrival: Arrival
    received: date | None
    file: str
    status: str
    accepted_rows: int
    returned_rows: int
    amount_yuan: int
    carried_from: str
    superseded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A period's result: everything that the master workbook, the notices and the letters are made of."""

    scheme: Scheme
    period: ReportingPeriod
    as_of: date
    elapsed: tuple[int, int]
    ledger: Ledger
    standings: tuple[TargetStanding, ...]
    county: tuple[Variance, ...]
    timeliness: tuple[Timeliness, ...]
    submissions: tuple[Submission, ...]
    targets: Submission | None
    findings: tuple[Finding, ...]
