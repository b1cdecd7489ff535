"""A county's year as a drawing: a line for each project, a cell for each month; a workspace as an office would have it.

The columns of the drawing are 单位, headings of the statistics table, and months (3月): 「开工 0.8」 is the stage and the
money paid in by then, in 亿元; an empty cell is a project that is not in the table yet.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

FIRST = ("序号", "行业", "项目名称", "项目方", "投资总额（亿元）", "投资来源", "项目负责人", "联系电话", "项目入驻时间")
DATES = ("签约日期", "注册日期", "开工日期", "投产日期")


def rows_of(drawing: str) -> list[dict[str, str]]:
    """Return the lines of a drawing by the words of its first."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def county_year(
    root: Path,
    scheme: str,
    year: int,
    projects: str,
    arrivals: Mapping[tuple[str, int], str] | None = None,
    silent: Sequence[tuple[str, int]] = (),
    reporting: Sequence[str] = (),
) -> Path:
    """Lay out a workspace with the tables of every month that the drawing has, and the day on which each arrived.

    A table arrives on the 20th of its month unless ``arrivals`` says otherwise; ``silent`` units sent none.  Units
    ``reporting`` beside those of the drawing send a table without projects.
    """
    create_workspace(root, scheme, year)
    rows = rows_of(projects)
    months = [int(heading[:-1]) for heading in rows[0] if heading.endswith("月")]
    units = list(dict.fromkeys([*(row["单位"] for row in rows), *reporting]))
    log = [("期间", "文件", "收到日期")]
    for month in months:
        period = ReportingPeriod(year, month)
        folder = root / "报送" / str(period)
        folder.mkdir(parents=True, exist_ok=True)
        for unit in units:
            if (unit, month) in silent:
                continue
            mine = [row for row in rows if row["单位"] == unit and row[f"{month}月"]]
            name = f"{unit}{period.label}招商引资项目统计表.xlsx"
            _write_table(folder / name, unit, mine, period)
            log.append((str(period), name, (arrivals or {}).get((unit, month), f"{period}-20")))
    with (root / "收件登记.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(log)
    return root


def _write_table(path: Path, unit: str, rows: Sequence[Mapping[str, str]], period: ReportingPeriod) -> None:
    own = [heading for heading in (rows[0] if rows else ()) if heading not in (*FIRST, "单位")]
    own = [heading for heading in own if not heading.endswith("月")]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"填报单位：{unit}"])
    sheet.append([*FIRST, "进展情况", "到位资金（亿元）", *own])
    if not rows:
        sheet.append(["本月无"])
    for number, row in enumerate(rows, 1):
        stage, _, paid = row[f"{period.month}月"].partition(" ")
        told = {heading: _value(heading, row[heading], period) for heading in own}
        signed = row.get("签约日期", "") or row.get("项目入驻时间", "")
        sheet.append(
            [
                number,
                row["行业"],
                row["项目名称"],
                f"{row['项目名称']}有限公司",
                float(row["投资总额（亿元）"]),
                row["投资来源"],
                "韦某",
                "13800000001",
                signed or f"{period.year}年",
                stage,
                float(paid or 0),
                *(told[heading] for heading in own),
            ]
        )
    book.save(path)


def _value(heading: str, text: str, period: ReportingPeriod) -> str | float | None:
    """What a unit writes in that month: a day that lies ahead is not known yet."""
    if heading in DATES and text and date.fromisoformat(text) > period.last_day:
        return None
    try:
        return float(text) if text else None
    except ValueError:
        return text


def write_sheet(path: Path, drawing: str) -> Path:
    """Write a drawing as a book of the office: headings first, numbers as numbers."""
    book = openpyxl.Workbook()
    for line in drawing.strip().splitlines():
        book.active.append([_value("", cell.strip(), ReportingPeriod(2000, 1)) for cell in line.split("|")])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def at(root: Path, period: ReportingPeriod, as_of: date | None = None) -> Consolidation:
    """Return the county's result of a month, as of its last day or a later one."""
    return consolidate_workspace(open_workspace(root), period, as_of or period.last_day)


def figures(result: Consolidation, ids: Sequence[str], key: str = "") -> list[float | None]:
    """Return the county's actual figures, or those of one target row (its lead unit): 亿元 or 个 as people say them."""
    lines = result.county if not key else ()
    for standing in result.standings:
        if key and standing.line.lead_unit == key:
            lines = tuple(standing.variances.values())
    by_id = {one.indicator.id: one for one in lines}
    return [None if by_id[id].actual is None else round(by_id[id].actual / by_id[id].indicator.scale, 6) for id in ids]
