"""Follow back: a figure of 目标完成情况 → its formula → ledger rows → cells of the files, and the sum is the figure."""

import csv
import random
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlrd

from tests.walks import laid_out
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import open_workspace

CALL = re.compile(r"=(COUNTIFS|SUMIFS)\((.*)\)$")
NAMES = {"项目名称", "项目", "项目名"}
# The last certain sum, where this month's is not believed, and its cell.
CARRIED = re.compile(r"到位资金沿用上月 [0-9.]+ 亿元（([^；]+\.\w+) (?:([^；]+?) 表 )?[A-Z]+(\d+) 单元格")
RANGE = re.compile(r"项目台账!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)")


@pytest.fixture(scope="module", params=["system", "reports"])
def demo(tmp_path_factory, request):
    """(workspace root, master) of Luzhai's samples, by the system's data and by the units' reports."""
    sample = SAMPLES[0]
    root = laid_out(tmp_path_factory.mktemp("演示"), sample)
    settings = root / "设置.toml"
    settings.write_text(settings.read_text("utf-8") + f'completion_basis = "{request.param}"\n', "utf-8")
    workspace = open_workspace(root)
    result = consolidate_workspace(workspace, sample.period, sample.as_of)
    return root, write_master(result, workspace.outputs(sample.period) / "汇总表.xlsx")


def arguments(text: str) -> list[str]:
    """Split a call's arguments at commas outside quotes."""
    return list(re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)', text))


def selected(ledger, formula: str) -> tuple[str, list[int]]:
    """Return the summed column ('' for a count) and the ledger rows that a formula, or a sum of two, selects."""
    calls = [selected_by(ledger, one) for one in re.split(r"(?<=\))\+(?=COUNTIFS|SUMIFS)", in_ledger_units(formula))]
    (column,) = {column for column, _ in calls}
    return column, sorted(row for _, rows in calls for row in rows)


def in_ledger_units(formula: str) -> str:
    """Return a formula without what turns its 亿元 into 元."""
    yuan = re.fullmatch(r"=ROUND\((.*)\*1E8,0\)", formula)
    if not yuan:
        return formula
    inside = yuan[1][1:-1] if yuan[1].startswith("(") else yuan[1]
    return f"={inside}"


def selected_by(ledger, formula: str) -> tuple[str, list[int]]:
    """Return the same of one call."""
    name, inside = CALL.match(f"={formula.removeprefix('=')}").groups()
    parts = arguments(inside)
    column = RANGE.match(parts.pop(0))[1] if name == "SUMIFS" else ""
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    first, last = (int(RANGE.match(pairs[0][0])[n]) for n in (2, 3))
    return column, [row for row in range(first, last + 1) if all(meets(ledger, row, *pair) for pair in pairs)]


def meets(ledger, row: int, where: str, condition: str) -> bool:
    """Tell whether a ledger row meets one criterion, as COUNTIFS would."""
    value = ledger[f"{RANGE.match(where)[1]}{row}"].value
    wanted = condition.strip('"')
    if wanted.startswith(">="):
        return isinstance(value, int | float) and value >= float(wanted[2:])
    if wanted.startswith("$") or re.fullmatch(r"[A-Z]+\d+", wanted):
        pytest.fail(f"criterion by reference: {wanted}")
    return str(value) == wanted.removeprefix("=")


def headings(ledger) -> dict[str, str]:
    """Column letter of each heading of the ledger sheet."""
    for row in ledger.iter_rows(min_row=1, max_row=5):
        texts = {str(cell.value).replace("\n", ""): cell.column_letter for cell in row if cell.value}
        if "来源文件" in texts:
            return texts
    raise AssertionError


def in_source(root: Path, ledger, columns, row: int) -> tuple[str, int | None]:
    """Return (project's name, 到位资金 in 元) as the source files themselves say, read without the product."""

    def text(heading):
        return ledger[f"{columns[heading]}{row}"].value

    place = text("系统数据来源")
    if place:
        file, sheet, line = re.fullmatch(r"(.+\.\w+) (.+?)(?: 表)? 第(\d+)行", place).groups()
        cells = openpyxl.load_workbook(root / "系统导出" / file)[sheet]
        titles = {cell.value: cell.column for cell in cells[1]}
        number = int(line)
        paid = cells.cell(number, titles["累计到位资金（万元）"]).value
        return cells.cell(number, titles["项目名称"]).value, None if paid is None else round(paid * 10_000)
    stands = CARRIED.search(text("裁定") or "")
    file, sheet, line = stands.groups() if stands else (text("来源文件"), text("来源工作表"), text("来源行"))
    return in_units_workbook(root / "报送" / file, sheet, int(line))


def in_units_workbook(path: Path, sheet: str | None, row: int) -> tuple[str, int | None]:
    """Return the same from the unit's own .xlsx, .xls or csv."""
    if path.suffix == ".csv":
        rows = list(csv.reader(path.read_text("gb18030").splitlines()))
    elif path.suffix == ".xls":
        rows = [page.row_values(n) for page in [xlrd.open_workbook(path)[sheet]] for n in range(page.nrows)]
    else:
        rows = [
            [cell.value for cell in line] for line in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows()
        ]
    head = next(line for line in rows if any(str(value or "").replace("\n", "") in NAMES for value in line))
    titles = [str(value or "").replace("\n", "") for value in head]
    name = rows[row - 1][next(n for n, title in enumerate(titles) if title in NAMES)]
    paid = next((rows[row - 1][n] for n, title in enumerate(titles) if title.startswith("到位资金")), None)
    return str(name).strip(), None if paid in (None, "") else round(float(paid) * 100_000_000)


def test_random_figures_are_the_sum_of_the_cells_they_came_from(demo):
    """Promise 2, walked in both directions for twelve figures that are not zero."""
    root, master = demo
    live, values = openpyxl.load_workbook(master), openpyxl.load_workbook(master, data_only=True)
    table, ledger = live["目标完成情况"], values["项目台账"]
    columns = headings(ledger)
    cells = [
        cell.coordinate
        for row in table.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
        and CALL.match(in_ledger_units(cell.value))
        and values["目标完成情况"][cell.coordinate].value
    ]
    assert len(cells) > 20
    paid_in = columns["到位资金（亿元）"]
    for place in random.Random(date(2022, 7, 6).toordinal()).sample(cells, 12):
        column, rows = selected(ledger, table[place].value)
        figure = values["目标完成情况"][place].value
        assert rows, place
        sources = [in_source(root, ledger, columns, row) for row in rows]
        for row, (name, _) in zip(rows, sources, strict=True):
            assert name[:4] == ledger[f"{columns['项目名称']}{row}"].value[:4]
        if not column:
            assert figure == len(rows)
        elif column == paid_in:
            # An implausible amount is held back: the ledger's own cell is empty, and it counts nowhere.
            counted = [ledger[f"{paid_in}{row}"].value is not None for row in rows]
            assert figure == sum(paid or 0 for (_, paid), counts in zip(sources, counted, strict=True) if counts)


@pytest.mark.parametrize(("typed", "derived"), [("name", "name"), ("source", "region"), ("progress", "stage")])
def test_an_entry_knows_the_cell_of_each_value(demo, typed, derived):
    """Typed or derived, a value's cell is in the unit's table: 区内外 is read off 投资来源, 阶段 off 进展情况."""
    root, _ = demo
    sample = SAMPLES[0]
    seen = 0
    for entry in consolidate_workspace(open_workspace(root), sample.period, sample.as_of).ledger.entries:
        place, text = entry.cell(derived), getattr(entry, typed)
        assert (place.file, place.row) == (entry.file, entry.row)
        if text and place.column and entry.path.endswith(".xlsx") and not entry.system_place:
            sheet = next(one for one in openpyxl.load_workbook(entry.path) if one.title == entry.sheet)
            assert str(sheet.cell(place.row, place.column).value).strip() == text
            seen += 1
    assert seen > 5
