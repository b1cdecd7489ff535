"""When did each file reach the office? 收件登记.csv says so, else the time at which the file was saved."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from toolkit.files import saving, texts
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.written_dates import written_moment, written_month

HEADINGS = ("期间", "文件", "收到日期")


def arrivals(register: Path, period: ReportingPeriod) -> Mapping[str, date]:
    """Return when each file of a period reached the office, by file name: a day, or a ``datetime`` where a time stands.

    Without a register there is none.  Raises ``ToolkitError`` naming the line of a month that cannot be told, or of a
    day of this period.
    """
    moments: dict[str, date] = {}
    for line, row in _rows(register):
        month = written_month(row["期间"])
        if month is None:
            raise ToolkitError(f"{register.name} 第{line}行的期间“{row['期间']}”无法确定是哪年哪月。请写成 2022-06。")
        if month != period or not row["收到日期"]:
            continue
        moment = written_moment(row["收到日期"])
        if moment is None:
            raise ToolkitError(
                f"{register.name} 第{line}行的收到日期“{row['收到日期']}”无法确定是哪一天。请写成 2022-07-05。"
            )
        moments[row["文件"]] = moment
    return moments


def note_arrival(path: Path, period: str, file: str, received: datetime) -> None:
    """Add a line to the register, in the encoding that it has; a file that is in it keeps its first time."""
    if any(row["文件"] == file and str(written_month(row["期间"])) == period for _, row in _rows(path)):
        return
    encoding, text = "utf-8-sig", f"{','.join(HEADINGS)}\r\n"
    if path.exists():
        content = path.read_bytes()
        encoding, text = texts.encoding_of(content), texts.decode(content)
    line = _in_order(text, [period, file, f"{received:%Y-%m-%d %H:%M}"])
    added = io.StringIO(newline="")
    csv.writer(added, delimiter=texts.separator(text)).writerow(line)
    text += ("" if text.endswith("\n") else "\r\n") + added.getvalue()
    try:
        saving.replace(text.encode(encoding), path)
    except saving.OpenElsewhereError:
        raise ToolkitError(f"{path.name} 正在 Excel 中打开，写不进去。请关闭后再运行一次，已收的不会重收。") from None


def saved_at(path: Path) -> datetime | None:
    """Return when a file was last written, to the minute; ``None`` where it cannot be told."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).replace(second=0, microsecond=0)
    except (OSError, OverflowError, ValueError):
        return None


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return (line number, cells by heading) of the lines that name a file."""
    try:
        return [(line, row) for line, row in texts.table(path, HEADINGS) if row["文件"]]
    except FileNotFoundError:
        return []


def _in_order(text: str, values: list[str]) -> list[str]:
    """Return a line's cells under the headings that the office may have moved, or set its own between."""
    by_heading = dict(zip(HEADINGS, values, strict=True))
    headings = next(csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=texts.separator(text)))
    return [by_heading.get(heading.strip(), "") for heading in headings]
