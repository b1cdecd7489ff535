"""Which columns does the county's ledger have? Field, heading and look of each, and what a derived one is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A canonical column: its field of :class:`LedgerEntry`, its heading, and how it is shown.

    ``show`` is ``text``, ``亿元``, ``number`` or ``integer``; the stored value never changes with it.
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
    LedgerColumn("attributed_by", "归口依据"),
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
