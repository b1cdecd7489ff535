"""Which projects does a condition select, and what do they come to? pandas masks over one table, each made once."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.model.clause import COMPARE, EXACT, HAS, LACKS, AnyOf, Condition, Criterion, Share, plain
from toolkit.model.ledger import Ledger
from toolkit.model.ledger_entry import LEDGER_FIELDS
from toolkit.model.own_columns import is_own_number
from toolkit.model.scheme import Scheme
from toolkit.model.unstated import unstated

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

WHOLE = (
    "serial",
    "investment_yuan",
    "paid_in_yuan",
    "fdi_usd",
    "contract_usd",
    "trade_yuan",
    "year",
    "stage_rank",
    "row",
)
MEASURED = ("land_mu", "floor_sqm", "idle_mu")
NOTHING_PUBLISHED: Mapping[str, int] = MappingProxyType({})


def get_ready() -> None:
    """Bring the library that sums: half a second, for a caller that waits for something else meanwhile."""
    import pandas as pd  # noqa: F401 - from here on it is there


def frame(ledger: Ledger, scheme: Scheme | None = None) -> "pd.DataFrame":
    """Return the ledger as a data frame of shape (entries, fields); money is nullable int64 in 元.

    With ``scheme``, only the fields that its figures need: about ten of forty.
    """
    import pandas as pd

    names = _spoken_of(scheme, bool(ledger.shared)) if scheme else LEDGER_FIELDS
    columns = {}
    for name in names:
        # The columns that criteria ask for hold few different texts: as categories they are compared as numbers.
        kind = _kind_of(name, "category" if scheme else object)
        columns[name] = pd.Series(list(map(attrgetter(name), ledger.entries)), dtype=kind)
    return pd.DataFrame(columns)


def _spoken_of(scheme: Scheme, has_shared: bool) -> list[str]:
    used = {"target_row", "serial"} if has_shared else {"target_row"}
    for indicator in scheme.indicators:
        used.update(column for criterion in plain(indicator.every_condition) for column in criterion.columns)
        used.update(indicator.summed_columns)
    return [name for name in (*LEDGER_FIELDS, *(one.field for one in scheme.own_columns)) if name in used]


def _kind_of(name: str, otherwise: Any) -> Any:
    """Return how pandas keeps a field: whole 元 and counts, areas and plain numbers, else as it likes."""
    if name in WHOLE or (is_own_number(name) and name.endswith(("_yuan", "_usd"))):
        return "Int64"
    return "Float64" if name in MEASURED or is_own_number(name) else otherwise


def table_of(
    ledger: Ledger,
    scheme: Scheme | None = None,
    published: Mapping[str, int] = NOTHING_PUBLISHED,
    unheard: tuple[str, ...] = (),
) -> "CountedTable":
    """Return the projects of a county; with ``scheme``, only what its figures ask for.

    ``published`` are the amounts that another office published, by indicator; ``unheard`` the keys of the target rows
    of which nobody told anything.
    """
    return CountedTable(_Columns(frame(ledger, scheme)), ledger, unstated(ledger.entries), published, unheard)


class _Columns:
    """A data frame with what has been asked of it: which rows meet a condition, and its numbers.

    A month asks some hundred times for some forty conditions, and pandas takes as long for ten rows as for a thousand.
    """

    def __init__(self, data: "pd.DataFrame") -> None:
        self.data = data
        self._met: dict[Criterion, NDArray[np.bool_]] = {}
        self._met_all: dict[tuple[Condition, ...], NDArray[np.bool_]] = {}
        self._numbers: dict[str, tuple[NDArray[Any], NDArray[np.bool_]]] = {}

    @cached_property
    def rows(self) -> Mapping[Any, Any]:
        """The positions of each target row's projects, by its key."""
        return self.data.groupby("target_row", observed=True).indices

    @cached_property
    def serials(self) -> Mapping[Any, Any]:
        """The position of each project, by its number."""
        return self.data.groupby("serial").indices

    def numbers(self, column: str) -> tuple["NDArray[Any]", "NDArray[np.bool_]"]:
        """Return a column's numbers, 0 where nothing is stated, and where something is."""
        if column not in self._numbers:
            values, zero = self.data[column], 0 if self.data[column].dtype == "Int64" else 0.0
            kind = "int64" if values.dtype == "Int64" else "float64"
            self._numbers[column] = (values.to_numpy(kind, na_value=zero), values.notna().to_numpy(bool))
        return self._numbers[column]

    def all_of(self, conditions: tuple[Condition, ...]) -> "NDArray[np.bool_]":
        """Return which rows meet every condition."""
        import numpy as np

        if conditions not in self._met_all:
            met = np.ones(len(self.data), bool)
            for condition in conditions:
                met &= self._one_of(condition)
            self._met_all[conditions] = met
        return self._met_all[conditions]

    def _one_of(self, condition: Condition) -> "NDArray[np.bool_]":
        import numpy as np

        if isinstance(condition, AnyOf):
            either: NDArray[np.bool_] = np.any([self.all_of(way) for way in condition.ways], axis=0)
            return either
        if condition not in self._met:
            self._met[condition] = _mask(condition, self.data).to_numpy()
        return self._met[condition]


def _mask(criterion: Criterion, table: "pd.DataFrame") -> "pd.Series[bool]":
    """Return which entries meet a criterion; an empty cell meets none."""
    column, wanted = table[criterion.column], criterion.value
    if isinstance(wanted, Share):
        other = table[wanted.column]
        hit = COMPARE[criterion.operator](column * wanted.of, other * wanted.parts) & other.notna()
    elif isinstance(wanted, date):
        exact = column.astype("string")
        hit = COMPARE[criterion.operator](exact, wanted.isoformat()) & (exact.str.len() == EXACT)
    elif isinstance(wanted, str) and criterion.operator in (HAS, LACKS):
        held = column.astype("string").str.casefold().str.contains(wanted.casefold(), regex=False)
        hit = held if criterion.operator == HAS else ~held & (column != "")
    else:
        hit = COMPARE[criterion.operator](column, wanted)
    met: pd.Series[bool] = (hit.fillna(False) & column.notna()).astype(bool)
    return met


class CountedTable:
    """The projects of a county or of a part of it, as figures count and sum them."""

    def __init__(
        self,
        columns: _Columns,
        ledger: Ledger,
        unstated: frozenset[str],
        published: Mapping[str, int] = NOTHING_PUBLISHED,
        unheard: tuple[str, ...] = (),
        at: "NDArray[np.intp] | None" = None,
    ) -> None:
        """``at`` are the positions of a part's projects.

        ``unstated`` names the columns in which no counted project of the county states anything, in parts of it too.
        """
        self.unstated, self.published, self.unheard, self.shared = unstated, published, unheard, ledger.shared
        self._columns, self._ledger, self._at = columns, ledger, at

    def row(self, key: str) -> "CountedTable":
        """Return the part of the county that belongs to a target row; another office's figures are not its own."""
        return self._part(self._columns.rows.get(key))

    def project(self, serial: int) -> "CountedTable":
        """Return the part of the county that is one project."""
        return self._part(self._columns.serials.get(serial))

    def _part(self, at: "NDArray[np.intp] | None") -> "CountedTable":
        import numpy as np

        at = np.empty(0, np.intp) if at is None else at
        return CountedTable(self._columns, self._ledger, self.unstated, unheard=self.unheard, at=at)

    def met(self, conditions: tuple[Condition, ...]) -> "NDArray[np.bool_]":
        """Return which of the projects meet every condition; an empty cell meets none."""
        met = self._columns.all_of(conditions)
        return met if self._at is None else met[self._at]

    def stated(self, column: str) -> "NDArray[np.bool_]":
        """Return for which of the projects something is stated in a column of numbers."""
        stated = self._columns.numbers(column)[1]
        return stated if self._at is None else stated[self._at]

    def sum(self, column: str, rows: "NDArray[np.bool_]") -> int | float:
        """Return the sum of a column over some of the projects, in the column's unit; areas to two decimals."""
        values = self._columns.numbers(column)[0]
        total = (values if self._at is None else values[self._at])[rows].sum().item()
        return total if isinstance(total, int) else round(total, 2)
