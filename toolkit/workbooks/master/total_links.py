"""From which totals does a click lead to the ledger rows that make them? Those of 总览, 目标完成情况 and 单位汇总."""

from collections.abc import Mapping

from toolkit.model.ledger import Consolidation
from toolkit.workbooks.master import overview, target_sheet, unit_sheet
from toolkit.workbooks.master.rows_sheet import Lists
from toolkit.workbooks.master.target_table import TargetTable
from toolkit.workbooks.sheet.criteria import LedgerRanges
from toolkit.workbooks.sheet.page import Page

TO_ROWS, TO_LEDGER = "点这里看由哪些项目构成", "点这里到项目台账中该单位的第一行"


def lead_totals(pages: Mapping[str, Page], table: TargetTable, lists: Lists, ledger: LedgerRanges) -> None:
    """Lay the links; to be called before the cells are written, whose values then stand in the place of the links'."""
    front, targets = pages[overview.NAME], pages[target_sheet.NAME]
    for indicator, places in overview.figure_places(table).items():
        for row, column in places:
            front.lead(row, column, lists.place(table.result.scheme.indicator(indicator)), TO_ROWS)
    for variance in table.result.county:
        targets.lead(*table.actual_place(variance.indicator), lists.place(variance.indicator), TO_ROWS)
    for indicator_of_lines in table.indicators:
        for line in table.lines:
            place = table.places.lines[line.key], table.column(indicator_of_lines) + 1
            targets.lead(*place, lists.place(indicator_of_lines, line.key), TO_ROWS)
    firsts = _first_rows(table.result, ledger.first_row)
    for row, unit in enumerate(unit_sheet.units_of(table.result), unit_sheet.TOTAL_ROW + 1):
        if unit in firsts:
            pages[unit_sheet.NAME].lead(row, 1, f"internal:'{ledger.sheet}'!A{firsts[unit]}", TO_LEDGER)


def _first_rows(result: Consolidation, first: int) -> dict[str, int]:
    """Return the ledger's first row of each unit: its rows stand together."""
    rows: dict[str, int] = {}
    for row, entry in enumerate(result.ledger.entries, first):
        rows.setdefault(entry.unit, row)
    return rows
