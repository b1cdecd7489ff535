"""Rebuild every sample file of this folder: python sample_workbooks/luzhai_2022/build.py."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from generator.annexes import extended_form, sample_form, target_table  # noqa: E402
from generator.county import by_line, figures  # noqa: E402
from generator.layout import Sheet, expected, lay_out  # noqa: E402
from generator.projects import load_projects  # noqa: E402
from generator.readme import readme  # noqa: E402
from generator.registers import contacts, receipts  # noqa: E402
from generator.submission import Submission  # noqa: E402
from generator.system_export import PATH as SYSTEM_EXPORT  # noqa: E402
from generator.system_export import system_export  # noqa: E402
from generator.trips import trip_register  # noqa: E402
from generator.units import SUBMISSIONS  # noqa: E402
from generator.writers import csv_bytes, xls_bytes, xlsx_bytes  # noqa: E402

ISSUED = date(2022, 5, 25)
FOLDERS = ("目标", "样表", "报送", "系统导出", "出行")


def main() -> None:
    """Write all files anew."""
    for folder in FOLDERS:
        shutil.rmtree(HERE / folder, ignore_errors=True)
    office = "县投促中心"
    _write("目标/鹿寨县2022年各产业招商组招商引资目标任务分解表.xlsx", xlsx_bytes([target_table()], office, ISSUED))
    _write("样表/附件2 招商引资项目统计表（样表）.xlsx", xlsx_bytes([sample_form()], office, ISSUED))
    _write("样表/附件2 招商引资项目统计表（扩展）.xlsx", xlsx_bytes([extended_form()], office, ISSUED))
    _write("出行/出行台账.xlsx", xlsx_bytes(trip_register(), office, date(2022, 6, 30)))
    projects = load_projects(HERE / "generator" / "projects.csv")
    _write(SYSTEM_EXPORT, xlsx_bytes([system_export(projects)], office, date(2022, 7, 1)))
    _write("收件登记.csv", receipts(SUBMISSIONS))
    _write("通讯录.csv", contacts())
    sheets = _submissions()
    truth = {sheet.submission.path: expected(sheet) for sheet in sheets}
    _write("expected.json", (json.dumps(truth, ensure_ascii=False, indent=2) + "\n").encode())
    mistakes = [mistake for sheet in sheets for mistake in sheet.mistakes]
    june = [sheet for sheet in sheets if sheet.submission.period == "2022-06"]
    _write("README.md", readme(SUBMISSIONS, mistakes, figures(june), by_line(june)).encode())
    print(f"{len(sheets)} submissions, {len(mistakes)} planted mistakes")


def _submissions() -> list[Sheet]:
    projects = load_projects(HERE / "generator" / "projects.csv")
    sheets = []
    earlier: dict[str, Submission] = {}
    for submission in SUBMISSIONS:
        grids, sheet = lay_out(submission, projects, earlier.get(submission.unit))
        earlier[submission.unit] = submission
        path = f"报送/{submission.path}"
        if submission.encoding:
            _write(path, csv_bytes(grids[0], submission.encoding))
        elif path.endswith(".xls"):
            _write(path, xls_bytes(grids))
        else:
            _write(path, xlsx_bytes(grids, submission.unit, submission.received, submission.mac_dates))
        sheets.append(sheet)
    return sheets


def _write(name: str, content: bytes) -> None:
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()
