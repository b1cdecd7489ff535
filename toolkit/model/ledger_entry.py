"""What is known of one project? What its unit says, what the scheme derives from it, and the source row."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from toolkit.model.cells import CellRef
from toolkit.model.doubts import Doubt
from toolkit.model.ledger_columns import DERIVED_FROM
from toolkit.model.nouns import compared_without
from toolkit.model.origin import Origin, origin_of
from toolkit.model.own_columns import declared_value

UNATTRIBUTED = "暂不归属"
UNDECIDED_ROW = "归属待定"  # a person must say which target row, or that it has none
UNDECIDED, UNTOLD = "待定", "未填"  # a meaning that is asked about; one that nobody said anything of


@compared_without("columns")
class LedgerEntry(Struct, frozen=True):
    """One project of the county: the unit's values, what the scheme derives from them, and the source row.

    Money in 元.  ``year`` is the year it counts for (signing date, else 入驻时间).  ``region`` is one of
    区内/区外/境外, 待定 where a person must say and 未填 where nobody said; ``outside`` 是/否/待定 whether it is one of
    the last two; ``province`` a province or 未写明.  ``sector`` is 工业/其他/待定, ``emerging`` 是/否/待定, ``stage``
    what is certain, ``stage_rank`` 0 to 5.  ``target_row`` is the key of a target row, 暂不归属 (the document has none)
    or 归属待定; ``attributed_by`` says why.  Foreign money is whole 美元 in columns of its own.  ``fortune500``,
    ``in_statistics`` and ``packaged`` are 是, 否 or empty.  ``counted`` is 否 for what a decision took out, which
    ``decision`` names.  ``system_place`` is the system export's row whose values stand here instead of the unit's.
    ``doubts`` are the meanings that a person must say before they count; ``paid_in_open`` the sums that 到位资金 may be
    while somebody is asked, ``held`` the amounts that do not count meanwhile (field, number in the cell); ``columns``
    says in which column of the source each field stands, from 1.  ``project`` is the 编号 of the register, '' where
    nobody keeps one; ``origin`` is where the project was first reported; ``own`` the office's own
    columns of 项目库.xlsx, ``declared`` those that the rulebook declares: (field, value), ``None`` where nobody said.
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
    province: str
    outside: str
    contact: str | None
    phone: str | None
    moved_in_on: str | None
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
    counted: str
    decision: str
    period: str
    file: str
    sheet: str
    row: int
    path: str
    system_place: str
    fdi_usd: int | None = None
    contract_usd: int | None = None
    trade_yuan: int | None = None
    fortune500: str | None = None
    in_statistics: str | None = None
    packaged: str | None = None
    territory: str | None = None
    doubts: tuple[Doubt, ...] = ()
    paid_in_open: tuple[int, ...] = ()
    held: tuple[tuple[str, int | float | None], ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    project: str = ""
    origin: Origin | None = None
    own: tuple[str, ...] = ()
    declared: tuple[tuple[str, int | float | str | None], ...] = ()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return the value of a declared column, ``None`` where nothing stands there."""
            return declared_value(self, name)

    @property
    def known_as(self) -> Origin:
        """What the project's decisions hang on."""
        return self.origin or origin_of(self.unit, self.name, self.investor)

    def cell(self, column: str) -> CellRef:
        """Return the cell that a field was read from, or a derived one is derived from; the row where there is none."""
        read = (column, *DERIVED_FROM.get(column, ()))
        place = next((self.columns[name] for name in read if name in self.columns), 0)
        return CellRef(self.file, self.sheet, self.row, place)

    @property
    def source_place(self) -> str:
        """``江口乡6月.xlsx Sheet1 表 第7行``."""
        return str(CellRef(self.file, self.sheet, self.row))


# The fields of one value each: what a criterion can ask for and a table can hold.
_OF_SEVERAL = ("doubts", "paid_in_open", "held", "columns", "origin", "own", "declared")
LEDGER_FIELDS = tuple(name for name in LedgerEntry.__struct_fields__ if name not in _OF_SEVERAL)
