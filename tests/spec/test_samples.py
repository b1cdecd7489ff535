"""The shipped samples: every planted mistake is found at its cell, every row is accounted for."""

import json
import re
from pathlib import Path

import pytest

from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import RowRole
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.workspace import workbook_files

SAMPLES = Path(__file__).parent.parent.parent / "sample_workbooks" / "luzhai_2022"
ROW = re.compile(r"\| (\S.*?) \| (.*?) \| (.*?) \| ([FHVX]\d{3}) \| (\w+) \|")


@pytest.fixture(scope="module")
def submissions(luzhai):
    """Both months, checked as the office would: June against May."""
    earlier: tuple = ()
    everything = {}
    for period in ("2022-05", "2022-06"):
        files = tables.named(workbook_files(SAMPLES / "报送" / period), SAMPLES / "报送")
        earlier = tables.check_all(tables.read_files(files, luzhai, ReportingPeriod.parse(period)), luzhai, earlier)
        everything.update({submission.file: submission for submission in earlier})
    return everything


def planted() -> dict[str, set[tuple[str, str, str]]]:
    """The README's table: file → {(sheet, cell, code)}; 「—」 stands for none."""
    table: dict[str, set[tuple[str, str, str]]] = {}
    for line in (SAMPLES / "README.md").read_text("utf-8").splitlines():
        if match := ROW.match(line):
            sheet, cell = (part.replace("—", "") for part in (match[2], match[3]))
            table.setdefault(match[1], set()).add((sheet, cell, match[4]))
    return table


def test_the_table_of_planted_mistakes_is_exactly_what_is_found(submissions):
    """README of the samples = findings of the product: nothing missed, nothing invented, in 24 files."""
    found = {
        file: {
            (finding.cell.sheet, finding.cell.a1, finding.code)
            for finding in submission.findings
            if finding.kind != "ticked_otherwise"
        }
        for file, submission in submissions.items()
    }
    assert len(found) == 24
    assert {file: codes for file, codes in found.items() if codes} == planted()


def test_what_a_unit_knows_of_its_own_products_is_no_mistake(submissions):
    """是否新兴产业 是 beside 物流业, 汽车零部件, 医疗卫生, 跨境电商: told for information, and counted as ticked."""
    told = [
        (file, one.cell.a1, one.severity.value)
        for file, submission in submissions.items()
        for one in submission.findings
        if one.kind == "ticked_otherwise"
    ]
    assert told == [
        ("2022-05/县科工贸局5月统计表.xlsx", "R5", "note"),
        ("2022-05/县科工贸局5月统计表.xlsx", "R11", "note"),
        ("2022-05/鹿寨镇2022年5月招商引资项目统计表.xlsx", "R7", "note"),
        ("2022-06/县科工贸局6月统计表.xlsx", "R5", "note"),
        ("2022-06/县科工贸局6月统计表.xlsx", "R11", "note"),
        ("2022-06/县科工贸局6月统计表.xlsx", "R12", "note"),
    ]


def test_every_row_and_every_amount_is_read(submissions):
    """Rows, units and sums of certain amounts are those that the generator wrote."""
    expected = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
    read = {
        file: {"rows": len(one.projects), "investment_yuan": one.amount_yuan, "unit": one.unit}
        for file, one in submissions.items()
    }
    trimmed = {
        file.removeprefix("报送/"): {key: truth[key] for key in ("rows", "investment_yuan", "unit")}
        for file, truth in expected.items()
    }
    assert read == trimmed


def test_rows_are_conserved(submissions):
    """Project rows = accepted + returned; every filled row has a role; titles and totals are no projects."""
    for submission in submissions.values():
        accepted = {project.ref.row for project in submission.accepted_projects}
        projects = {row for row, role in submission.roles[submission.sheet].items() if role is RowRole.PROJECT}
        assert accepted | submission.returned_rows == projects
        assert not accepted & submission.returned_rows


def test_one_unit_sends_an_xls_and_one_a_gb18030_csv(submissions):
    """The samples hold what offices really get."""
    suffixes = {Path(file).suffix for file in submissions}
    assert suffixes == {".xlsx", ".xls", ".csv"}
    (csv,) = (SAMPLES / "报送" / "2022-06").glob("*.csv")
    assert "四排镇" in csv.name and "项目名称" in csv.read_bytes().decode("gb18030")


def test_the_samples_are_what_their_script_writes(tmp_path):
    """build.py and its workbooks stay together: the same bytes again."""
    import shutil
    import subprocess
    import sys

    copy = tmp_path / "luzhai_2022"
    shutil.copytree(SAMPLES, copy)
    shutil.copytree(SAMPLES.parent / "writing", tmp_path / "writing")
    root = SAMPLES.parent.parent
    subprocess.run([sys.executable, str(copy / "build.py")], check=True, env={"PYTHONPATH": str(root)})
    for path in SAMPLES.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert (copy / path.relative_to(SAMPLES)).read_bytes() == path.read_bytes(), path.name
