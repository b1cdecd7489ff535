"""How long does the register of a large county take? Ten thousand projects over twelve months: followed, written, read."""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.bench import report
from tests.bench.county import SCHEME, SYLLABLES
from toolkit.consolidation.renamed import alike
from toolkit.intake.office.register_book import read_register_book
from toolkit.model.cells import CellRef
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.register_book import Library
from toolkit.model.submission import Project, Status, Submission
from toolkit.register.follow import follow
from toolkit.register.months import Office
from toolkit.schemes.loader import load_shipped
from toolkit.workbooks.books.register_workbook import drawn_register

T = TypeVar("T")
PROJECTS, MONTHS, UNITS = 10_000, 12, 100
# In June every project gets another name: the hardest month there can be.
RENAMED = 6


def made_year(projects: int = PROJECTS, months: int = MONTHS) -> dict[ReportingPeriod, dict[str, list[Submission]]]:
    """Return a county's year: each unit's table of each month; the same at every call."""
    dice = random.Random(20220301)
    names = ["".join(dice.choices(SYLLABLES, k=4)) + f"{number}厂" for number in range(projects)]
    others = ["".join(dice.choices(SYLLABLES, k=4)) + f"{number}园" for number in range(projects)]
    year: dict[ReportingPeriod, dict[str, list[Submission]]] = {}
    for month in range(1, months + 1):
        period = ReportingPeriod(2022, month)
        rows: dict[str, list[Project]] = {f"单位{unit}": [] for unit in range(UNITS)}
        for number in range(projects):
            unit = f"单位{number % UNITS}"
            name = others[number] if month >= RENAMED else names[number]
            rows[unit].append(_row(unit, month, number, name, len(rows[unit]) + 5))
        year[period] = {unit: [_table(unit, period, some)] for unit, some in rows.items()}
    return year


def _row(unit: str, month: int, number: int, name: str, row: int) -> Project:
    return Project(
        CellRef(f"{unit}{month}月.xlsx", "Sheet1", row),
        {"name": 3, "paid_in_yuan": 11},
        industry="木材加工",
        name=name,
        investor=f"广东{name[:2]}{number}木业有限公司" if month < RENAMED else f"广东{name[2:4]}{number}木业有限公司",
        investment_yuan=50_000_000 + number * 10_000,
        phone=f"1990{number:07d}",
        signed_on=PartialDate(2022, number % 12 + 1, number % 28 + 1),
        paid_in_yuan=month * 1_000_000 + number,
        stage="签约",
    )


def _table(unit: str, period: ReportingPeriod, rows: list[Project]) -> Submission:
    file = f"{unit}{period.month}月.xlsx"
    return Submission(
        file, file, Status.ACCEPTED, table="statistics", unit=unit, period=period, sheet="Sheet1", projects=tuple(rows)
    )


def sections(asked: argparse.Namespace) -> dict[str, str]:
    """Return the table of this group: processor seconds of each step, at a tenth of the size and at the whole."""
    lines = [
        "| projects × months | followed | questions | written | bytes | read back | ",
        "|---|---|---|---|---|---|",
    ]
    scheme = load_shipped(SCHEME)
    for projects in (int(PROJECTS * asked.size / 10), int(PROJECTS * asked.size)):
        year = made_year(projects)
        office = Office({}, units=[f"单位{unit}" for unit in range(UNITS)], prefix="LZ")
        register, following = _timed(lambda year=year, office=office: follow(year, office, alike))
        tables = [table for units in year.values() for some in units.values() for table in some]
        rows = {(one.file, row.ref.sheet, row.ref.row): row for one in tables for row in one.projects}
        content, writing = _timed(lambda register=register, rows=rows: drawn_register(Library(register, rows=rows)))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "项目库.xlsx"
            path.write_bytes(content)
            _, reading = _timed(lambda path=path: read_register_book(path, scheme))
        questions = len(register.questions[ReportingPeriod(2022, RENAMED)])
        lines.append(
            f"| {projects:,} × {MONTHS} | {following:.1f} s | {questions:,} | {writing:.1f} s | {len(content):,} |"
            f" {reading:.1f} s |"
        )
    title = f"The register of a year in which all {PROJECTS:,} projects are renamed in June (processor seconds)"
    return {"projects": report.section("projects", title, 1, asked.size, "\n".join(lines))}


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    return call(), time.process_time() - start
