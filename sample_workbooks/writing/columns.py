"""The columns that a county's table can have, and how clerks type a date into one."""

from datetime import date

from writing.grid import Value

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
    "fdi": "实际利用外资（万美元）",
    "contract": "合同外资（万美元）",
    "trade": "进出口额（亿元）",
    "fortune500": "是否世界500强",
    "in_statistics": "是否入统",
    "packaged": "是否策划包装",
}
BASE = tuple(HEADERS)[:10]

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
