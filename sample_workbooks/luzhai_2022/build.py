"""Rebuild every sample file of this folder: python sample_workbooks/luzhai_2022/build.py."""

import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What all counties write alike lies beside this folder.
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from generator.annexes import extended_form, sample_form, target_table  # noqa: E402
from generator.contacts import CONTACTS  # noqa: E402
from generator.county import by_line, figures  # noqa: E402
from generator.layout import lay_out  # noqa: E402
from generator.projects import Project, load_projects  # noqa: E402
from generator.readme import readme  # noqa: E402
from generator.system_export import PATH as SYSTEM_EXPORT  # noqa: E402
from generator.system_export import system_export  # noqa: E402
from generator.trips import trip_register  # noqa: E402
from generator.units import SUBMISSIONS  # noqa: E402
from writing.folder import Files, registers, rewrite, submitted, truth  # noqa: E402
from writing.layout import Sheet  # noqa: E402
from writing.submission import Submission  # noqa: E402
from writing.writers import xlsx_bytes  # noqa: E402

ISSUED = date(2022, 5, 25)
FOLDERS = ("目标", "样表", "报送", "系统导出", "出行")


def main() -> None:
    """Write all files anew."""
    office = "县投促中心"
    projects = load_projects(HERE / "generator" / "projects.csv")
    files: Files = {
        "目标/鹿寨县2022年各产业招商组招商引资目标任务分解表.xlsx": xlsx_bytes([target_table()], office, ISSUED),
        "样表/附件2 招商引资项目统计表（样表）.xlsx": xlsx_bytes([sample_form()], office, ISSUED),
        "样表/附件2 招商引资项目统计表（扩展）.xlsx": xlsx_bytes([extended_form()], office, ISSUED),
        "出行/出行台账.xlsx": xlsx_bytes(trip_register(), office, date(2022, 6, 30)),
        SYSTEM_EXPORT: xlsx_bytes([system_export(projects)], office, date(2022, 7, 1)),
    }
    files |= registers(SUBMISSIONS, CONTACTS, "luzhai")
    sheets = _submissions(projects, files)
    files |= truth(sheets)
    mistakes = [mistake for sheet in sheets for mistake in sheet.mistakes]
    june = [sheet for sheet in sheets if sheet.submission.period == "2022-06"]
    files["README.md"] = readme(SUBMISSIONS, mistakes, figures(june), by_line(june)).encode()
    rewrite(HERE, FOLDERS, files)
    print(f"{len(sheets)} submissions, {len(mistakes)} planted mistakes")


def _submissions(projects: tuple[Project, ...], files: Files) -> list[Sheet[Project]]:
    sheets = []
    earlier: dict[str, Submission] = {}
    for submission in SUBMISSIONS:
        grids, sheet = lay_out(submission, projects, earlier.get(submission.unit))
        earlier[submission.unit] = submission
        files.update(submitted(submission, grids))
        sheets.append(sheet)
    return sheets


if __name__ == "__main__":
    main()
