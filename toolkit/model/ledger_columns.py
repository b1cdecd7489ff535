"""Which columns does the county's ledger have? Field, heading and look of each, and what a derived one is made of."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from toolkit.model.own_columns import OwnColumn

# What a field that no unit fills in is made of.
DERIVED_FROM: Mapping[str, tuple[str, ...]] = {
    "region": ("source",),
    "province": ("source",),
    "outside": ("source",),
    "sector": ("industrial", "industry"),
    "emerging": ("industry",),
    "stage": ("progress",),
    "stage_rank": ("progress",),
    "year": ("signed_on", "moved_in_on"),
    "paid_in_yuan": ("paid_in_total_yuan",),
    "target_row": ("industry",),
}


class LedgerColumn(Struct, frozen=True):
    """A canonical column: its field of :class:`LedgerEntry`, its heading, and how it is shown.

    ``show`` is ``text``, ``亿元``, ``number`` (two decimals), ``integer`` or ``general`` (as many decimals as there
    are); the stored value never changes with it.
    """

    field: str
    heading: str
    show: str = "text"


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
    LedgerColumn("province", "来源省份"),
    LedgerColumn("outside", "区外引进"),
    LedgerColumn("sector", "工业/其他"),
    LedgerColumn("emerging", "新兴产业"),
    LedgerColumn("stage", "阶段"),
    LedgerColumn("stage_rank", "阶段序号", "integer"),
    LedgerColumn("year", "统计年份", "integer"),
    LedgerColumn("moved_in_on", "入驻时间"),
    LedgerColumn("signed_on", "签约日期"),
    LedgerColumn("started_on", "开工日期"),
    LedgerColumn("progress", "进展情况"),
    LedgerColumn("contact", "项目负责人"),
    LedgerColumn("phone", "联系电话"),
    LedgerColumn("land_mu", "新增供地（亩）", "number"),
    LedgerColumn("floor_sqm", "标准厂房（㎡）", "number"),
    LedgerColumn("idle_mu", "盘活土地（亩）", "number"),
    LedgerColumn("fdi_usd", "实际利用外资（美元）", "integer"),
    LedgerColumn("contract_usd", "合同外资（美元）", "integer"),
    LedgerColumn("trade_yuan", "进出口额（亿元）", "亿元"),
    LedgerColumn("fortune500", "世界500强"),
    LedgerColumn("in_statistics", "入统"),
    LedgerColumn("packaged", "策划包装"),
    LedgerColumn("group", "产业招商组"),
    LedgerColumn("lead_unit", "牵头单位"),
    LedgerColumn("target_row", "目标行"),
    LedgerColumn("attributed_by", "归属依据"),
    LedgerColumn("counted", "计入汇总"),
    LedgerColumn("decision", "裁定"),
    LedgerColumn("period", "报送期"),
    LedgerColumn("file", "来源文件"),
    LedgerColumn("sheet", "来源工作表"),
    LedgerColumn("row", "来源行", "integer"),
    LedgerColumn("system_place", "系统数据来源"),
    LedgerColumn("territory", "项目属地"),
    LedgerColumn("project", "项目编号"),
)

# What stands behind the heading of a declared column in the ledger, and how its cells are shown.
_OF_ENDING = {"yuan": ("亿元", "亿元"), "usd": ("美元", "integer"), "mu": ("亩", "number"), "sqm": ("㎡", "number")}


def ledger_columns(own: Iterable[OwnColumn]) -> tuple[LedgerColumn, ...]:
    """Return the columns of a county's ledger: those of every county, then those that its rulebook declares."""
    return (*LEDGER_COLUMNS, *map(_own_column, own))


def _own_column(one: OwnColumn) -> LedgerColumn:
    unit, show = _OF_ENDING.get(one.ending, (one.unit, "general" if one.ending == "number" else "text"))
    return LedgerColumn(one.field, f"{one.heading}（{unit}）" if unit else one.heading, show)
