"""Which projects does the county have? The sheet 项目台账: one row per entry, each linked to its source."""

from operator import attrgetter
from pathlib import Path

from toolkit.model.cells import column_letter
from toolkit.model.ledger import LEDGER_COLUMNS, Consolidation, LedgerColumn, LedgerEntry
from toolkit.workbooks.criteria import LedgerRanges
from toolkit.workbooks.ledger_rows import rows_as_xml
from toolkit.workbooks.page import MOST_LINKS, Page, file_link, lines_needed
from toolkit.workbooks.styles import QUIET

NAME = "项目台账"
_HEADER = 2

# field: (width, how the text stands); a field not named here is 10 wide and centred.
_LOOKS: dict[str, tuple[float, str]] = {
    "serial": (5.5, "center"),
    "unit": (9.5, "center"),
    "name": (23, "left"),
    "industry": (9.5, "center"),
    "investor": (23, "left"),
    "investment_yuan": (8.4, "right"),
    "paid_in_yuan": (8.4, "right"),
    "source": (8, "center"),
    "region": (6, "center"),
    "province": (8, "center"),
    "outside": (6, "center"),
    "sector": (7.5, "center"),
    "emerging": (6, "center"),
    "stage": (6, "center"),
    "stage_rank": (5.5, "center"),
    "year": (6, "center"),
    "entry": (10.5, "center"),
    "signed_on": (10.5, "center"),
    "started_on": (10.5, "center"),
    "progress": (24, "left"),
    "contact": (9, "center"),
    "phone": (12.5, "center"),
    "land_mu": (9.5, "right"),
    "floor_sqm": (10.5, "right"),
    "idle_mu": (9.5, "right"),
    "group": (20, "left"),
    "lead_unit": (14, "center"),
    "target_row": (40, "left"),
    "attributed_by": (30, "left"),
    "counted": (6, "center"),
    "decision": (26, "left"),
    "period": (9.5, "center"),
    "file": (34, "left"),
    "sheet": (13, "left"),
    "row": (7, "center"),
    "system_place": (30, "left"),
}
_WRAPPED = {
    field: _LOOKS[field][0] for field in ("unit", "name", "industry", "investor", "progress", "source", "group")
}
# Printed is what a reader of the table needs; how a row was attributed and where it came from stays on screen.
_LAST_PRINTED = next(number for number, spec in enumerate(LEDGER_COLUMNS) if spec.field == "lead_unit")
# Columns of the extended form: where no unit filled one, it is not shown.
_OPTIONAL = ("paid_in_yuan", "signed_on", "started_on", "land_mu", "floor_sqm", "idle_mu")


def ranges(result: Consolidation) -> LedgerRanges:
    """Return where the ledger's rows will stand."""
    first = _HEADER + 2
    return LedgerRanges(NAME, first, max(first, first + len(result.ledger.entries) - 1))


def write_ledger(page: Page, result: Consolidation, folder: Path) -> None:
    """Write the ledger on a :class:`LedgerWorksheet`; source files are linked as seen from ``folder``."""
    entries = result.ledger.entries
    last_row, last_column = max(_HEADER + 1, _HEADER + len(entries)), len(LEDGER_COLUMNS) - 1
    page.put(0, 0, f"{result.scheme.jurisdiction}{result.period.label}招商引资项目台账", "title", "left")
    page.put(1, 0, _hint(len(entries)), "quiet")
    page.height(0, 30)
    page.height(_HEADER, 32)
    for column, spec in enumerate(LEDGER_COLUMNS):
        page.put(_HEADER, column, spec.heading, "header")
        empty = spec.field in _OPTIONAL and all(getattr(entry, spec.field) is None for entry in entries)
        hidden = {"hidden": True} if entries and empty else {}
        page.sheet.set_column(column, column, _look(spec)[0], None, hidden)
    _write_entries(page, entries, folder)
    _grey_out(page, last_row, last_column)
    page.sheet.autofilter(_HEADER, 0, last_row, last_column)
    page.sheet.freeze_panes(_HEADER + 1, 3)
    page.printed("A3", last_row, _LAST_PRINTED, (_HEADER, _HEADER), result.scheme.office)


def _write_entries(page: Page, entries: tuple[LedgerEntry, ...], folder: Path) -> None:
    formats = [page.styles(*_traits(spec)) for spec in LEDGER_COLUMNS]
    file = next(column for column, spec in enumerate(LEDGER_COLUMNS) if spec.field == "file")
    # Beyond what Excel can hold, the name alone has to do.
    linked = entries[:MOST_LINKS]
    formats[file] = page.styles(*_traits(LEDGER_COLUMNS[file]), "link")
    for row, entry in enumerate(linked, start=_HEADER + 1):
        page.link_only(row, file, _source(entry, folder))
    values = attrgetter(*(spec.field for spec in LEDGER_COLUMNS))
    heights = (_height(entry) for entry in entries)
    rows = rows_as_xml(_HEADER + 2, map(values, entries), heights, formats)
    page.sheet.stream(rows, _HEADER + len(entries), len(LEDGER_COLUMNS) - 1)


def _grey_out(page: Page, last_row: int, last_column: int) -> None:
    """Show in grey, struck through, what a decision took out: it is still there to be followed back."""
    column = next(number for number, spec in enumerate(LEDGER_COLUMNS) if spec.field == "counted")
    test = f'=${column_letter(column + 1)}{_HEADER + 2}="否"'
    look = page.styles.mark({"font_color": QUIET, "font_strikeout": True})
    rule = {"type": "formula", "criteria": test, "format": look}
    page.sheet.conditional_format(_HEADER + 1, 0, last_row, last_column, rule)


def _hint(count: int) -> str:
    how = "金额存的是元、显示为亿元；点“来源文件”可打开单位报来的原表"
    return f"共 {count} 个项目。{how}；各表的数都由本表按公式算出；没有单位填写的列不显示。"


def _look(spec: LedgerColumn) -> tuple[float, str]:
    return _LOOKS.get(spec.field, (10, "center"))


def _traits(spec: LedgerColumn) -> tuple[str, ...]:
    if spec.show == "text":
        # Phone numbers and dates stay the text they are, also after somebody edits the cell.
        return ("cell", "text", *(("wrap",) if spec.field in _WRAPPED else ()), _look(spec)[1])
    return ("cell", {"亿元": "亿元", "number": "decimal", "integer": "plain"}[spec.show])


def _height(entry: LedgerEntry) -> float:
    lines = 1
    for field, width in _WRAPPED.items():
        text = getattr(entry, field)
        # Most texts are short: only a longer one is measured.
        if text and len(text) * 2 > width - 2:
            lines = max(lines, lines_needed(text, width))
    return min(400, 13 * lines + 5)


def _source(entry: LedgerEntry, folder: Path) -> str:
    # A csv has no sheet to point into.
    return file_link(entry.path, folder, entry.sheet, f"A{entry.row}" if entry.row else "")
