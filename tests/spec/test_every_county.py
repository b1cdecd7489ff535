"""Every county's master: the same guarantees for all shipped rulebooks, on their own samples."""

import re

import openpyxl
import pytest

from tests.office import differences, formula_count, recalculated
from tests.walks import laid_out
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import open_workspace

# What Excel 2010, WPS and LibreOffice 7.4 all calculate.
SHARED = {
    "AND",
    "COUNTIFS",
    "IF",
    "IFERROR",
    "INDEX",
    "ISNUMBER",
    "LARGE",
    "MATCH",
    "MAX",
    "MIN",
    "OR",
    "RANK",
    "ROUND",
}
SHARED |= {
    "SUM",
    "SUMIFS",
    "SUMPRODUCT",
    "TEXT",
    "COUNT",
    "COUNTA",
    "COUNTIF",
    "ABS",
    "INT",
    "AVERAGE",
    "FLOOR",
    "MOD",
    "ISTEXT",
    "N",
}
FUNCTION = re.compile(r"([A-Z][A-Z0-9.]+)\(")
SHEETS = {
    "总览",
    "目标完成情况",
    "单位汇总",
    "项目台账",
    "报送情况",
    "问题清单",
    "目录",
    "数据说明",
    "指标明细",
    "招商地图",
    "依据",
}


@pytest.fixture(scope="module")
def masters(tmp_path_factory):
    """Return scheme id → (master, the same built again)."""
    made = {}
    for sample in SAMPLES:
        workspace = open_workspace(laid_out(tmp_path_factory.mktemp("县"), sample))
        result = consolidate_workspace(workspace, sample.period, sample.as_of)
        first = write_master(result, workspace.outputs(sample.period) / f"{sample.scheme}.xlsx")
        second = write_master(result, workspace.outputs(sample.period) / "again.xlsx")
        made[sample.scheme] = first, second
    return made


def test_the_same_input_gives_the_same_bytes(masters):
    """Building a master twice gives an identical file."""
    for first, second in masters.values():
        assert first.read_bytes() == second.read_bytes()


def test_every_sheet_is_there_and_holds_something(masters):
    """Design §5: the sheets of the master, none of them empty."""
    for first, _ in masters.values():
        book = openpyxl.load_workbook(first)
        assert set(book.sheetnames) >= SHEETS
        assert all(sheet.max_row > 1 for sheet in book)


def test_only_functions_that_all_three_programs_have(masters):
    """No XLOOKUP, FILTER, LET: an office's Excel 2010 and WPS must calculate the same."""
    for first, _ in masters.values():
        for sheet in openpyxl.load_workbook(first):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        text = re.sub(r'"[^"]*"', '""', str(cell.value))
                        assert set(FUNCTION.findall(text)) <= SHARED, (sheet.title, cell.coordinate, cell.value)


def test_nobody_can_move_half_of_the_figures(masters):
    """Promise 4: every cell of every sheet is locked, without a password, and says where its value is changed."""
    for first, _ in masters.values():
        for sheet in openpyxl.load_workbook(first):
            assert sheet.protection.sheet, sheet.title
            assert sheet.protection.password is None
            assert not sheet.protection.autoFilter, "filtering stays possible"
            assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row), sheet.title
            told = [one for one in sheet.data_validations.dataValidation if one.prompt]
            assert all(re.search("裁定.xlsx|项目库.xlsx|重报|不用改", one.prompt) for one in told), sheet.title
            # Titles tell nothing: the first cell is selected when a sheet is opened.
            places = ["A3:XFD3"] if sheet.title == "项目台账" else [sheet.dimensions]
            covered = {cell for one in told for part in one.sqref.ranges for cell in part.cells}
            for place in places:
                _, _, right, bottom = openpyxl.utils.range_boundaries(place)
                right = min(right, sheet.max_column)
                assert {(row, column) for row in range(3, bottom + 1) for column in range(1, right + 1)} <= covered


@pytest.mark.office
def test_recalculation_changes_nothing_and_shows_no_error(masters, tmp_path):
    """Promise 3 for every county, in one start of LibreOffice."""
    firsts = [first for first, _ in masters.values()]
    assert all(formula_count(first) > 100 for first in firsts)
    for before, after in zip(firsts, recalculated(firsts, tmp_path), strict=True):
        assert list(differences(before, after)) == []
        for sheet in openpyxl.load_workbook(after, data_only=True):
            for row in sheet.iter_rows(values_only=True):
                wrong = [
                    value
                    for value in row
                    if isinstance(value, str) and re.match(r"#(REF|N/A|NAME|VALUE|DIV|NUM)", value)
                ]
                assert not wrong, (before.name, sheet.title, wrong)
