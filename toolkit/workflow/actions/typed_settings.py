"""Which period and day did a clerk type into the control workbook? Excel may have made dates of them."""

import re
from datetime import date

from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod


def period_typed(text: str) -> ReportingPeriod:
    """Return the period typed as 2022-06 or 2022年6月 (Excel may have made a date of it).

    Raises ``ToolkitError`` for an empty cell and for anything else.
    """
    typed = re.fullmatch(r"\s*(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*(?:月|[-/]\d{1,2}.*)?\s*", text)
    if typed and 1 <= int(typed[2]) <= 12:
        return ReportingPeriod(int(typed[1]), int(typed[2]))
    if not text.strip():
        raise ToolkitError("首页的“报送月份”空着。请填上要做哪个月的，写成 2022-06。")
    raise ToolkitError(f"首页的“报送月份”写作“{text}”，看不出是哪个月。请写成 2022-06。")


def day_typed(text: str) -> date | None:
    """Return the day typed as 2022-07-06, ``None`` for an empty cell; raises ``ToolkitError`` for anything else."""
    typed = re.fullmatch(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:日?\s*|[ T]00:00:00)", text)
    if not text.strip():
        return None
    try:
        return date(*(int(part) for part in typed.groups())) if typed else _not_a_day(text)
    except ValueError:
        return _not_a_day(text)


def _not_a_day(text: str) -> date:
    raise ToolkitError(f"“设置”里的“汇总日期”写作“{text}”，不是日期。请写成 2022-07-06，或空着表示今天。")
