"""A value of the ledger changes, and every figure that rests on it follows: recalculated is what Python writes anew.

Nobody can change it in Excel by accident (``test_every_county``: every cell is locked); who takes the protection off,
and whoever reads a formula, finds no figure that is half alive.  LibreOffice runs once for all four counties.
"""

from datetime import datetime

import openpyxl
import pytest
from msgspec.structs import replace

from tests.engines.engine import session
from tests.office import same
from tests.pressing import need_uno
from tests.walks import laid_out
from toolkit.consolidation.consolidate import Decided
from toolkit.model.ledger import Ledger
from toolkit.model.money import YI
from toolkit.model.stages import STAGES
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import open_workspace

LEDGER = "项目台账"
# Lists of what was found when the month was consolidated, and sheets that add up such a list.
FOUND_THEN = {"红黑榜", "履职台账", "台账检查", "计分台账", "计分明细", "在谈项目库", "策划包装库", "招商引资项目库"}
# The projects that make each figure, as links to their rows.
FOUND_THEN |= {"指标明细"}
# Rows that stand in the order of the month, each found again by what stands in this column.
BY_LABEL = {"考核排名": 2, "招商地图": 12}
DAY_ONE = datetime(1899, 12, 30)


def bent(entries):
    """Return the ledger's entries, each kind of value changed in a project of its own that counts."""
    entries = list(entries)
    counted = [number for number, entry in enumerate(entries) if entry.counted == "是"]
    assert len(counted) > 15

    def other(number, field):
        mine = getattr(entries[number], field)
        return next(entries[one] for one in counted if getattr(entries[one], field) != mine)

    def change(place, **values):
        entries[counted[place]] = replace(entries[counted[place]], **values)

    def of(place, field):
        return getattr(entries[counted[place]], field) or 0

    change(0, investment_yuan=of(0, "investment_yuan") + 3 * YI)
    change(1, investment_yuan=1_000_000)
    change(2, paid_in_yuan=of(2, "paid_in_yuan") + 2 * YI)
    stage = "签约" if of(3, "stage") == "投产" else "投产"
    change(3, stage=stage, stage_rank=STAGES.index(stage) + 1)
    region, outside = ("区外", "是") if of(4, "region") == "区内" else ("区内", "否")
    change(4, region=region, outside=outside)
    change(5, sector="其他" if of(5, "sector") == "工业" else "工业")
    change(6, emerging="否" if of(6, "emerging") == "是" else "是")
    there = other(counted[7], "target_row")
    change(7, target_row=there.target_row, group=there.group, lead_unit=there.lead_unit)
    change(8, counted="否")
    change(9, year=(of(9, "year") or 2022) - 1)
    change(10, unit=other(counted[10], "unit").unit)
    change(11, province="西藏")
    change(12, fdi_usd=of(12, "fdi_usd") + 50_000, contract_usd=of(12, "contract_usd") + 12_000_000)
    change(13, land_mu=of(13, "land_mu") + 33.5, floor_sqm=of(13, "floor_sqm") + 1234.5, idle_mu=7.25)
    change(14, trade_yuan=of(14, "trade_yuan") + 7 * YI)
    change(15, fortune500="是", in_statistics="是", packaged="是")
    return tuple(entries)


@pytest.fixture(scope="module")
def masters(tmp_path_factory):
    """By county: (master as the samples are, master of the bent ledger), both from the whole way of a month."""
    made = {}
    for sample in SAMPLES:
        workspace = open_workspace(laid_out(tmp_path_factory.mktemp("县"), sample))
        before = consolidate_workspace(workspace, sample.period, sample.as_of)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Decided, "ledger", _bending(Decided.ledger, sample.period))
            after = consolidate_workspace(workspace, sample.period, sample.as_of)
        assert after.ledger != before.ledger
        made[sample.scheme] = (
            write_master(before, workspace.outputs(sample.period) / "前.xlsx"),
            write_master(after, workspace.outputs(sample.period) / "后.xlsx"),
        )
    return made


def _bending(ledger, month):
    def instead(self, chosen, period, export, asking=True):
        found, *rest = ledger(self, chosen, period, export, asking)
        return (Ledger(period, bent(found.entries)) if period == month else found, *rest)

    return instead


@pytest.fixture(scope="module")
def recalculated(masters):
    """By county, what every sheet of the first master comes to when the second's ledger values are typed into it."""
    need_uno()
    found = {}
    with session() as app:
        for county, (before, after) in masters.items():
            book = app.books.open(str(before)).impl.doc
            sheets = {name: book.Sheets.getByName(name) for name in book.Sheets.ElementNames}
            was, becomes = (openpyxl.load_workbook(path, data_only=True)[LEDGER] for path in (before, after))
            sheets[LEDGER].unprotect("")
            typed = [
                (cell, becomes[cell.coordinate].value)
                for row in was.iter_rows(min_row=4)
                for cell in row
                if cell.value != becomes[cell.coordinate].value
            ]
            assert len(typed) > 20
            for cell, value in typed:
                there = sheets[LEDGER].getCellByPosition(cell.column - 1, cell.row - 1)
                if isinstance(value, str):
                    there.String = value
                else:
                    there.Value = value
            book.calculateAll()
            found[county] = {name: _values(sheet) for name, sheet in sheets.items()}
            book.close(True)
    return found


def _values(sheet):
    """Return every value of a sheet by (row, column), counted from 1."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = cursor.RangeAddress
    rows = sheet.getCellRangeByPosition(0, 0, area.EndColumn, area.EndRow).getDataArray()
    return {(r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1)}


def _plain(value):
    return (value - DAY_ONE).total_seconds() / 86400 if isinstance(value, datetime) else value


def _places(before, after):
    """Return where each row of a sheet stands in the other workbook, by row; rows that it lacks are left out."""
    column = BY_LABEL.get(before.title)
    if column is None:
        return {row: row for row in range(1, before.max_row + 1)}
    labels = [after.cell(row, column).value for row in range(1, after.max_row + 1)]
    return {
        row: labels.index(label) + 1
        for row in range(1, before.max_row + 1)
        if (label := before.cell(row, column).value) in labels and (label is None or labels.count(label) == 1)
    }


@pytest.mark.office
@pytest.mark.parametrize("county", [sample.scheme for sample in SAMPLES])
def test_each_figure_follows_each_kind_of_value(masters, recalculated, county):
    """Promise 4: amounts, stage, region, trade, target row, year, unit, province, 计入: every sheet is as written anew."""
    before, after = masters[county]
    formulas, written = openpyxl.load_workbook(before), openpyxl.load_workbook(after, data_only=True)
    cached = openpyxl.load_workbook(before, data_only=True)
    moved, wrong = 0, []
    for sheet in formulas:
        counts_list = sheet.title == "考核排名" and "计分台账" in formulas.sheetnames
        if sheet.title in FOUND_THEN or counts_list:
            continue
        there, places = written[sheet.title], _places(sheet, written[sheet.title])
        for row in sheet.iter_rows():
            for cell in row:
                in_list = sheet.title in BY_LABEL and cell.column >= BY_LABEL[sheet.title] - 1
                at = places.get(cell.row) if in_list else cell.row
                if cell.data_type != "f" or at is None:
                    continue
                expected = _plain(there.cell(at, cell.column).value)
                came_to = recalculated[county][sheet.title][cell.row, cell.column]
                moved += not same(_plain(cached[sheet.title][cell.coordinate].value), came_to)
                if not same(expected, came_to):
                    wrong.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {expected!r}, not {came_to!r}")
    assert wrong == []
    assert moved > 50


@pytest.mark.parametrize("county", [sample.scheme for sample in SAMPLES])
def test_no_number_beside_the_figures_is_left_behind(masters, county):
    """What is no formula is no figure of the ledger: written anew, numbers of the live sheets are what they were."""
    before, after = (openpyxl.load_workbook(path) for path in masters[county])
    stale = [
        f"{sheet.title}!{cell.coordinate}: {cell.value} → {after[sheet.title][cell.coordinate].value}"
        for sheet in before
        if sheet.title not in FOUND_THEN | {LEDGER, *BY_LABEL}
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "n" and cell.value is not None
        if after[sheet.title][cell.coordinate].value != cell.value
    ]
    assert stale == []
