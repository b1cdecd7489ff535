"""What does 收件登记.xlsx say of each file that came? When, from whom, whose and of which month, with what result."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from toolkit.model.period import ReportingPeriod
from toolkit.model.sensitive import without_sensitive
from toolkit.model.written_dates import written_moment, written_month

# The columns of 收件登记.xlsx, in order, by the field of a line; the last four are the clerk's, and win over all.
LOG_FIELDS = {
    "文件名": "name",
    "收到时间": "at",
    "时间依据": "at_by",
    "来源": "source",
    "发件人": "sender",
    "存放位置": "place",
    "大小（字节）": "size",
    "校验码": "mark",
    "单位": "unit",
    "单位依据": "unit_by",
    "期间": "month",
    "期间依据": "month_by",
    "结果": "outcome",
    "说明": "note",
    "核定时间": "told_at",
    "核定单位": "told_unit",
    "核定期间": "told_month",
    "核定处理": "told_use",
}
LOG_COLUMNS = tuple(LOG_FIELDS)
CLERKS = LOG_COLUMNS[LOG_COLUMNS.index("核定时间") :]
# Where a time is from.  The file's own says only when it was saved: such an arrival is not registered.
BY_MAIL, BY_OFFICE, BY_FILE = "邮件", "登记", "文件时间（未登记）"
MAILED, BY_HAND, FROM_FOLDER = "邮件", "手工", "文件夹"
USE, LEAVE = "采用", "不用"
USES = (USE, LEAVE)


class Outcome(StrEnum):
    """What became of a file; 被“…”取代 names the file that counts instead."""

    USED = "采用"
    RETURNED = "退回"
    WAITING = "待认领"
    UNREADABLE = "无法读取"
    DOUBLE = "重复"
    NO_TABLE = "非报送表"
    LEFT = "不用"
    ASKED = "待裁定"
    UNCHECKED = "待校验"
    GONE = "文件不在"


class LogLine(Struct, frozen=True):
    """One line, as written: ``at`` to the minute, ``place`` below the workspace, ``size`` in bytes.

    ``mark`` tells contents apart, ``more`` is what a person wrote into columns of his own: (heading, text), ``row`` is
    where the line stands, 0 for a new one.  Numbers of persons are taken out of every text, as of the workbook's.
    """

    name: str
    at: str = ""
    at_by: str = ""
    source: str = ""
    sender: str = ""
    place: str = ""
    size: str = ""
    mark: str = ""
    unit: str = ""
    unit_by: str = ""
    month: str = ""
    month_by: str = ""
    outcome: str = ""
    note: str = ""
    told_at: str = ""
    told_unit: str = ""
    told_month: str = ""
    told_use: str = ""
    more: tuple[tuple[str, str], ...] = ()
    row: int = 0

    @property
    def arrival(self) -> date | None:
        """When it reached the office: a day, or a ``datetime`` if a time is known; ``None`` if unregistered."""
        if self.told_at:
            return written_moment(self.told_at)
        return None if self.at_by == BY_FILE else written_moment(self.at)

    @property
    def period(self) -> ReportingPeriod | None:
        """The month that it is for, by the clerk's word or by the tool's."""
        return written_month(self.told_month) or written_month(self.month)

    @property
    def is_touched(self) -> bool:
        """True once a person wrote anything into the line."""
        return bool(self.told_at or self.told_unit or self.told_month or self.told_use or self.more)

    @property
    def texts(self) -> dict[str, str]:
        """The line's cells by heading."""
        return {**{heading: getattr(self, field) for heading, field in LOG_FIELDS.items()}, **dict(self.more)}


def line_of(texts: Mapping[str, str], row: int) -> LogLine:
    """Return the line that stands in a row: texts by heading."""
    own = tuple((heading, text) for heading, text in texts.items() if heading not in LOG_FIELDS)
    return LogLine(**{field: texts.get(heading, "") for heading, field in LOG_FIELDS.items()}, more=own, row=row)


def minute(moment: datetime) -> str:
    """Return a time as the log writes it: 2022-07-04 09:30, without a zone."""
    return f"{moment:%Y-%m-%d %H:%M}"


def kept_text(text: str) -> str:
    """Return a name or path as a workbook gives it back: on one line, without a person's numbers and outer blanks.

    >>> kept_text("2022-06/江口乡\\n6月.xlsx ")
    '2022-06/江口乡 6月.xlsx'
    """
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in without_sensitive(text))).strip()
