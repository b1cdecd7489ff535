"""Everything that makes one county's samples, and how they are written."""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.grid import Grid
from generator.submission import Submission
from generator.writers import csv_bytes, xls_bytes, xlsx_bytes

from counties.layout import Sheet, expected, lay_out
from counties.project import load_projects
from counties.readme import readme
from counties.targets import TargetSheet, target_sheet
from counties.trips import SampleTrip, trip_register

FOLDERS = ("目标", "报送", "出行", "考核")


@dataclass(frozen=True, slots=True)
class County:
    """One county: ``supplies`` are csv files that the office adds (name → lines), ``extra`` further workbooks."""

    title: str
    folder: str
    office: str
    domain: str
    issued: date
    intro: str
    submissions: tuple[Submission, ...]
    contacts: tuple[tuple[str, str, str], ...]
    trips: tuple[SampleTrip, ...]
    target_path: str = ""
    targets: tuple[TargetSheet, ...] = ()
    supplies: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    extra: dict[str, tuple[Grid, ...]] = field(default_factory=dict)


def build(county: County, here: Path) -> None:
    """Write all files of a county anew, byte for byte the same."""
    for folder in FOLDERS:
        shutil.rmtree(here / folder, ignore_errors=True)
    out: dict[str, bytes] = {}
    if county.targets:
        sheets = [target_sheet(table) for table in county.targets]
        out[county.target_path] = _book(county.target_path, sheets, county.office, county.issued)
    for name, grids in county.extra.items():
        out[name] = _book(name, list(grids), county.office, county.issued)
    for name, lines in county.supplies.items():
        out[name] = _table(lines)
    out["出行/出行台账.xlsx"] = xlsx_bytes(trip_register(county.trips), county.office, county.issued)
    receipts = [(s.period, s.file, s.received.isoformat()) for s in county.submissions]
    out["收件登记.csv"] = _table([("期间", "文件", "收到日期"), *receipts])
    letters = [(unit, name, f"{box}@{county.domain}.example") for unit, name, box in county.contacts]
    out["通讯录.csv"] = _table([("单位", "联系人", "邮箱"), *letters])
    sheets = _submissions(county, here, out)
    truth = {sheet.submission.path: expected(sheet) for sheet in sheets}
    out["expected.json"] = (json.dumps(truth, ensure_ascii=False, indent=2) + "\n").encode()
    mistakes = [mistake for sheet in sheets for mistake in sheet.mistakes]
    out["README.md"] = readme(county.title, county.intro, county.folder, county.submissions, mistakes).encode()
    for name, content in out.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(content)
    print(f"{county.title}: {len(sheets)} submissions, {len(mistakes)} planted mistakes")


def _submissions(county: County, here: Path, out: dict[str, bytes]) -> list[Sheet]:
    projects = load_projects(here / "projects.csv")
    last = max(int(submission.period[-2:]) for submission in county.submissions)
    sheets = []
    for submission in county.submissions:
        sheet = lay_out(submission, projects, last)
        path = f"报送/{submission.path}"
        if submission.encoding:
            out[path] = csv_bytes(sheet.grid, submission.encoding)
        else:
            out[path] = _book(path, [sheet.grid], submission.unit, submission.received)
        sheets.append(sheet)
    return sheets


def _book(name: str, grids: Sequence[Grid], author: str, day: date) -> bytes:
    return xls_bytes(grids) if name.endswith(".xls") else xlsx_bytes(grids, author, day)


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")
