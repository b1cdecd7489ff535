"""What did the office read of a unit's table? Rows and the sum of the amounts, wherever the answer goes."""

import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.model.letters import LetterKind
from toolkit.model.money import in_yi
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import has_checksum
from toolkit.workbooks.returns.finding_list import write_finding_list
from toolkit.workflow.actions.whole_month import run_month
from toolkit.workflow.steps import mailing
from toolkit.workflow.steps.workspace import create_workspace

SAMPLE = Path(__file__).parents[2] / "sample_workbooks" / "luzhai_2022"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """(workspace, month) of the samples."""
    workspace = create_workspace(tmp_path_factory.mktemp("回执") / "鹿寨2022", "luzhai-2022")
    for name in ("目标", "报送"):
        shutil.copytree(SAMPLE / name, workspace.root / name, dirs_exist_ok=True)
    shutil.copy(SAMPLE / "通讯录.csv", workspace.root)
    return workspace, run_month(workspace, JUNE, AS_OF)


def expected(month):
    """Return (unit, file, rows, returned rows, sum) of every statistics table that was read."""
    read = [
        one for one in month.result.submissions if one.table == "statistics" and one.status in ("accepted", "returned")
    ]
    return {(o.unit, o.file, len(o.projects), len(o.returned_rows), in_yi(o.amount_yuan)) for o in read}


def test_the_findings_list_says_what_was_read_of_each_file(made, tmp_path):
    """问题清单 and the master's sheet of that name: file, unit, result, rows, returned rows, sum in 亿元, exact."""
    _, month = made
    sheet = openpyxl.load_workbook(month.master)["问题清单"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[6] == "投资总额合计（亿元）")
    receipts = [row for row in rows[start + 1 :] if row[1]]
    assert {(row[1], row[2], row[4], row[5], row[6]) for row in receipts} == expected(month)
    for row in receipts:
        assert bool(row[7]) is not has_checksum(row[2]), row
    assert any(row[2].endswith(".xls") for row in receipts) and any(row[2].endswith(".csv") for row in receipts)
    listed = openpyxl.load_workbook(write_finding_list(month.result.submissions, tmp_path / "问题清单.xlsx"))[
        "文件一览"
    ]
    files = {row[1]: row for row in listed.iter_rows(min_row=3, values_only=True)}
    for unit, file, read, returned, total in expected(month):
        assert (files[file][2], *files[file][5:7], in_yi(files[file][7])) == (unit, read, returned, total)
        assert ("没有校验码" in str(files[file][11])) is not has_checksum(file)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_that_answers_a_table_says_rows_and_sum(made, kind):
    """In text and in html; of a format without checksum it says so."""
    workspace, month = made
    lines = {line.unit: line for line in month.result.timeliness}
    for letter in mailing.month_letters(workspace, JUNE, AS_OF, kind):
        line = lines.get(letter.to.unit)
        if line is None or line.arrival == "未报":
            continue
        files = [one for one in month.result.submissions if one.unit == line.unit and not one.is_superseded]
        said = f"报送项目{sum(len(one.projects) for one in files)}个，"
        total = f"所报投资总额合计{in_yi(sum(one.amount_yuan for one in files))}亿元，请与原表核对"
        for text in (letter.text, re.sub("<[^>]*>", "", letter.html)):
            assert said in text and total in text
            assert (f"退回修改{line.returned_rows}个" in text) is bool(line.returned_rows)
            assert ("传输中如有损坏无法自动发现" in text) is not has_checksum(line.file)


def test_what_is_printed_says_rows_and_sum_too(made):
    """`zhaoshang check`: one line for each file."""
    workspace, month = made
    done = CliRunner().invoke(main, ["check", "-w", str(workspace.root), "--period", "2022-06"])
    for unit, file, read, returned, total in expected(month):
        if file.startswith("2022-06"):
            back = f"（退回 {returned} 行）" if returned else ""
            said = f"{unit}  {file}：项目 {read} 个{back}，投资总额 {total} 亿元"
            assert said in done.output, file
