"""When did each file reach the office? 收件登记.csv, to the minute where a mail told it; and when a file was saved."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from toolkit import filing
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod

REGISTER = "收件登记.csv"
HEADINGS = ("期间", "文件", "收到日期")
CLOCK = re.compile(r"[ T]+(\d{1,2}):(\d{2})(?::\d{2})?\s*$")


def arrivals(root: Path, period: ReportingPeriod) -> Mapping[str, date]:
    """Return when each file of a period reached the office, by file name: a day, or a ``datetime`` where a time stands.

    Raises ``ToolkitError`` where headings or a day cannot be read.
    """
    path = root / REGISTER
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("期间") == str(period)]
    try:
        return {row["文件"]: _moment(row["收到日期"]) for row in rows if row["收到日期"]}
    except (KeyError, ValueError, TypeError):
        raise ToolkitError("收件登记.csv 的表头应是：期间,文件,收到日期；日期写成 2022-07-05。") from None


def _moment(text: str) -> date:
    """Return the day of a line, as a ``datetime`` where its time stands behind it (2022-07-05 15:00)."""
    clock = CLOCK.search(text)
    day = date.fromisoformat(text[: clock.start()] if clock else text)
    return datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2])) if clock else day


def note_arrival(root: Path, period: str, file: str, received: datetime) -> None:
    """Add a line to the register, in the encoding that it has; a file that is in it keeps its first time."""
    path = root / REGISTER
    content = path.read_bytes() if path.exists() else f"{','.join(HEADINGS)}\r\n".encode("utf-8-sig")
    encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        text = content.decode(encoding)
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    if any(line.get("期间") == period and line.get("文件") == file for line in lines):
        return
    added = io.StringIO(newline="")
    csv.writer(added).writerow([period, file, f"{received:%Y-%m-%d %H:%M}"])
    text += ("" if text.endswith("\n") else "\r\n") + added.getvalue()
    try:
        filing.replace(text.encode(encoding), path)
    except filing.OpenElsewhereError:
        raise ToolkitError(f"{path.name} 正在 Excel 中打开，写不进去。请关闭后再运行一次，已收的不会重收。") from None


def saved_at(path: Path) -> datetime | None:
    """Return when a file was last written, to the minute; ``None`` where it cannot be told."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).replace(second=0, microsecond=0)
    except (OSError, OverflowError, ValueError):
        return None
