"""The samples of 港南, 南县 and 交城: every planted mistake is found at its cell, every row is accounted for."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import RowRole
from toolkit.schemes.loader import load, shipped_folder
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.workspace import workbook_files

ROOT = Path(__file__).parent.parent.parent / "sample_workbooks"
COUNTIES = {
    "gangnan-2018": ("gangnan_2018", "2018-06", "2018-07"),
    "nanxian-2022": ("nanxian_2022", "2022-05", "2022-06"),
    "jiaocheng-2022": ("jiaocheng_2022", "2022-05", "2022-06"),
}
ROW = re.compile(r"\| (\S.*?) \| (.*?) \| (.*?) \| ([FHVX]\d{3}) \| (\w+) \|")


@pytest.fixture(scope="module", params=COUNTIES)
def county(request):
    """(folder, submissions of both months by file), checked as the office would: the second month against the first."""
    name, *periods = COUNTIES[request.param]
    folder = ROOT / name
    scheme = load(shipped_folder(request.param), office=folder)
    earlier: tuple = ()
    everything = {}
    for period in periods:
        files = tables.named(workbook_files(folder / "报送" / period), folder / "报送")
        earlier = tables.check_all(tables.read_files(files, scheme, ReportingPeriod.parse(period)), scheme, earlier)
        everything.update({submission.file: submission for submission in earlier})
    return folder, everything


def planted(folder: Path) -> dict[str, set[tuple[str, str, str]]]:
    """The README's table: file → {(sheet, cell, code)}; 「—」 stands for none."""
    table: dict[str, set[tuple[str, str, str]]] = {}
    for line in (folder / "README.md").read_text("utf-8").splitlines():
        if match := ROW.match(line):
            sheet, cell = (part.replace("—", "") for part in (match[2], match[3]))
            table.setdefault(match[1], set()).add((sheet, cell, match[4]))
    return table


def test_the_table_of_planted_mistakes_is_exactly_what_is_found(county):
    """README of the samples = findings of the product: nothing missed, nothing invented."""
    folder, submissions = county
    found = {
        file: {(finding.cell.sheet, finding.cell.a1, finding.code) for finding in submission.findings}
        for file, submission in submissions.items()
    }
    assert {file: codes for file, codes in found.items() if codes} == planted(folder)


def test_every_row_and_every_amount_is_read(county):
    """Rows, units and sums of certain amounts are those that the generator wrote."""
    folder, submissions = county
    read = {
        file: {"rows": len(one.projects), "investment_yuan": one.amount_yuan, "unit": one.unit}
        for file, one in submissions.items()
    }
    assert read == json.loads((folder / "expected.json").read_text("utf-8"))


def test_rows_are_conserved(county):
    """Project rows = accepted + returned, in every file."""
    for submission in county[1].values():
        accepted = {project.ref.row for project in submission.accepted_projects}
        projects = {row for row, role in submission.roles[submission.sheet].items() if role is RowRole.PROJECT}
        assert accepted | submission.returned_rows == projects
        assert not accepted & submission.returned_rows


@pytest.mark.parametrize("name", [name for name, *_ in COUNTIES.values()])
def test_the_samples_are_what_their_script_writes(name, tmp_path):
    """build.py and its workbooks stay together: the same bytes again."""
    for part in (name, "writing"):
        shutil.copytree(ROOT / part, tmp_path / part)
    script = tmp_path / name / "build.py"
    subprocess.run([sys.executable, str(script)], check=True, env={"PYTHONPATH": str(ROOT.parent)}, capture_output=True)
    for path in (ROOT / name).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert (tmp_path / name / path.relative_to(ROOT / name)).read_bytes() == path.read_bytes(), path.name
