"""An office with hand-drawn tables of June: what a spec of the intake log needs."""

import os
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.drawn import drawn_sheet
from toolkit.model.intake_log import LogLine
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import log_keeping, month
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.workspace import Workspace, create_workspace

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
NOON = datetime(2022, 7, 5, 12)
SHEET = """
      | A | B      | C     | D      | E    | F    | G   | H           | I       | J
    1 | {title}
    2 | {unit}
    3 | HEADINGS
"""
ROW = "    {row} | {n} | 林木业 | {name} | 某公司{n} | 1.5  | 山东 | 韦某 | 19900002035 | 2022年 | 签约\n"


def table(
    path: Path, *projects: str, unit: str = "填报单位：江口乡", title: str = "2022年6月招商引资项目统计表"
) -> Path:
    """Draw a unit's table with so many projects, saved at noon of the due day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = "".join(ROW.format(row=n + 3, n=n, name=name) for n, name in enumerate(projects or ("甲项目",), 1))
    drawn_sheet(SHEET.format(unit=unit, title=title) + rows, path)
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    return path


@pytest.fixture(name="office")
def empty_office(tmp_path) -> Workspace:
    """An office of Luzhai without anything in it."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")


def june(office: Workspace) -> Path:
    """The folder of June's tables."""
    return office.reports / "2022-06"


def checked(office: Workspace) -> None:
    """Do what ``zhaoshang check`` does with the log."""
    log_keeping.settle(office, AS_OF)
    log_keeping.keep(office, month.check_workspace(office, JUNE), JUNE, AS_OF)


def lines(office: Workspace) -> dict[str, LogLine]:
    """The log's lines by the file's name."""
    return {line.name: line for line in read_log(office).lines}


def write(office: Workspace, name: str, **texts: str) -> None:
    """Write into a line of the workbook, as a clerk does in Excel."""
    book = openpyxl.load_workbook(office.intake_log)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[3]}
    for row in range(4, sheet.max_row + 1):
        if sheet.cell(row, columns["文件名"]).value == name:
            for heading, text in texts.items():
                sheet.cell(row, columns[heading], text)
    book.save(office.intake_log)


def timeliness(office: Workspace, unit: str = "江口乡"):
    """A unit's line of 报送情况."""
    result = month.consolidate_workspace(office, JUNE, AS_OF)
    return next(line for line in result.timeliness if line.unit == unit)
