"""The columns of a county's table, and how a project fills them."""

from datetime import date

from generator.columns import WIDTHS, shape
from generator.grid import Value

from counties.project import Project

HEADERS = {
    "number": "序号",
    "industry": "行业",
    "name": "项目名称",
    "investor": "项目方",
    "invest": "投资总额（亿元）",
    "source": "投资来源",
    "contact": "项目负责人",
    "phone": "联系电话",
    "entry": "项目入驻时间",
    "progress": "进展情况",
    "paid": "到位资金（亿元）",
    "signed": "签约日期",
    "registered": "注册日期",
    "started": "开工日期",
    "produced": "投产日期",
    "emerging": "是否新兴产业",
    "fdi": "实际利用外资（万美元）",
    "contract": "合同外资（万美元）",
    "trade": "进出口额（亿元）",
    "fortune500": "是否世界500强",
    "in_statistics": "是否入统",
    "packaged": "是否策划包装",
}
BASE = tuple(HEADERS)[:10]
COMMON = (*BASE, "paid", "signed", "started", "emerging")
DATED = {"signed": "签约", "registered": "注册", "started": "开工", "produced": "投产"}
FLAGS = ("emerging", "fortune500", "in_statistics", "packaged")


def width(name: str) -> float:
    """The width of a column in characters."""
    return WIDTHS.get(name, 12)


def value_of(
    column: str, project: Project, place: int, month: date, last: int, style: str, ten_thousand: bool
) -> Value:
    """The cell of ``column`` for the project at ``place`` of the list (from 0) at the end of ``month``."""
    if column in ("invest", "paid", "trade"):
        amounts = {"invest": project.invest, "paid": project.paid_by(month.month, last), "trade": project.trade}
        amount = amounts[column]
        if not amount and column != "invest":
            return 0 if column == "paid" else None
        return amount if ten_thousand else amount / 10_000
    if column in ("fdi", "contract"):
        dollars: int = getattr(project, column)
        return dollars or None
    if column in DATED:
        day = project.reached(DATED[column], month)
        return shape(day, style) if day else None
    if column in FLAGS:
        return "是" if getattr(project, column) else "否"
    signed = project.reached("签约", month)
    plain: dict[str, Value] = {
        "number": place + 1,
        "entry": shape(signed, style) if signed else f"{month.year}年",
        "progress": project.progress(month, place),
    }
    return plain[column] if column in plain else str(getattr(project, column))
