"""Which columns do some tables lack, so that a figure is without their projects' data?"""

from collections.abc import Mapping

from msgspec import Struct

from toolkit.model.clause import plain
from toolkit.model.scheme import Indicator, Scheme

# The fields of the ledger whose column a table may lack, with the column's name: annex 2 itself has none of them.
MAY_LACK: dict[str, str] = {
    "paid_in_yuan": "到位资金",
    "fdi_usd": "实际利用外资",
    "contract_usd": "合同外资",
    "trade_yuan": "进出口额",
    "land_mu": "新增供地",
    "floor_sqm": "标准厂房",
    "idle_mu": "盘活土地",
    "fortune500": "世界500强",
    "in_statistics": "是否入统",
    "packaged": "是否策划包装",
}


class Gap(Struct, frozen=True):
    """A column that tables lack: its name, the units whose counted tables have none, and of how many units."""

    column: str
    units: tuple[str, ...]
    of: int

    @property
    def is_whole(self) -> bool:
        """True where no counted table has the column."""
        return len(self.units) == self.of

    def said(self, *, named: bool = False) -> str:
        """Return the gap as a phrase; ``named`` with the units' names, for the office itself, else only how many."""
        if self.is_whole:
            return f"各单位的表都没有“{self.column}”列"
        who = f"：{'、'.join(self.units)}" if named else ""
        return f"其中{len(self.units)}个单位的表没有“{self.column}”列{who}"


def columns_of(indicator: Indicator, scheme: Scheme) -> frozenset[str]:
    """Return the fields that a table may lack and an indicator is reckoned from, those of its parts included."""
    if indicator.is_ratio:
        parts = (id for id in (indicator.numerator, indicator.denominator) if id)
        return frozenset[str]().union(*(columns_of(scheme.indicator(id), scheme) for id in parts))
    asked = {column for criterion in plain(indicator.every_condition) for column in criterion.columns}
    asked |= {*indicator.summed_columns}
    return frozenset(asked & may_lack(scheme).keys())


def may_lack(scheme: Scheme) -> Mapping[str, str]:
    """Return the fields whose column a table may lack: :data:`MAY_LACK`, and those that the rulebook declares."""
    return MAY_LACK | {one.field: one.heading for one in scheme.own_columns} if scheme.own_columns else MAY_LACK
