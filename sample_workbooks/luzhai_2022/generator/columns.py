"""The columns of 附件2 and of its extended form, and how a project fills them."""

from datetime import date

from generator.grid import Value
from generator.projects import Standing

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
    "code": "统一社会信用代码",
    "paid": "到位资金（亿元）",
    "signed": "签约日期",
    "registered": "注册日期",
    "started": "开工日期",
    "produced": "投产日期",
    "industrial": "是否工业",
    "emerging": "是否新兴产业",
    "land": "新增供地（亩）",
    "plant": "标准厂房（平方米）",
    "idle": "盘活土地（亩）",
}
BASE = tuple(HEADERS)[:10]
EXTENDED = tuple(HEADERS)
DATES = ("signed", "registered", "started", "produced")

WIDTHS = {
    "number": 6,
    "industry": 12,
    "name": 28,
    "investor": 32,
    "invest": 11,
    "paid": 11,
    "plant": 11,
    "source": 13,
    "contact": 11,
    "phone": 15,
    "entry": 14,
    "progress": 28,
    "code": 22,
}


def shape(day: date, style: str) -> Value:
    """A date the way a clerk types it; month and year styles lose the day."""
    numbers = {"y": day.year, "m": day.month, "d": day.day, "s": day.year % 100}
    patterns = {
        "year": "{y}年",
        "month": "{y}年{m}月",
        "short": "{s}年{m}月",
        "full": "{y}年{m}月{d}日",
        "slash": "{y}/{m}/{d}",
        "dots": "{y}.{m}.{d}",
        "iso": "{y}-{m:02d}-{d:02d}",
        "compact": "{y}{m:02d}{d:02d}",
    }
    if style == "excel":
        return day
    if style == "serial":
        return (day - date(1899, 12, 30)).days
    if style == "dot":  # 2022.5 typed as a number; .1 and .10 would look the same, so those are written in full
        return float(f"{day.year}.{day.month}") if day.month not in (1, 10) else f"{day.year}年{day.month}月"
    return patterns[style].format(**numbers)


def value_of(column: str, standing: Standing, place: int, styles: tuple[str, ...], ten_thousand: bool) -> Value:
    """The cell of ``column`` for the project at ``place`` in the list (from 0)."""
    project = standing.project
    if column in ("invest", "paid"):
        amount: int = getattr(project if column == "invest" else standing, column)
        return amount if ten_thousand else amount / 10_000
    if column in DATES:
        day: date | None = getattr(standing, column)
        return shape(day, styles[-1]) if day else None
    if column in ("land", "plant", "idle"):
        size: int = getattr(standing, column)
        return size or None
    plain: dict[str, Value] = {
        "number": place + 1,
        "entry": shape(standing.signed, styles[place % len(styles)]) if standing.signed else "2022年",
        "progress": standing.progress,
        "code": project.credit_code if standing.registered else None,
        "industrial": "是" if project.industrial else "否",
        "emerging": "是" if project.emerging else "否",
    }
    if column in plain:
        return plain[column]
    text: str = getattr(project, column)
    return text
