"""What is in the county's master workbook of a month? One sheet per question, every figure a formula."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from toolkit.model.ledger import Consolidation
from toolkit.workbooks.books import assessment_pages
from toolkit.workbooks.ledger import ledger_sheet
from toolkit.workbooks.ledger.detail_table import write_parts
from toolkit.workbooks.ledger.detail_workbook import write_elsewhere
from toolkit.workbooks.ledger.ledger_worksheet import LedgerWorkbook, LedgerWorksheet, finish
from toolkit.workbooks.master import (
    basis_sheet,
    comparison_sheet,
    contents_sheet,
    duplicate_sheet,
    growth_sheet,
    issue_sheet,
    map_sheet,
    notes_sheet,
    official_sheet,
    overview,
    reconciliation_sheet,
    rows_sheet,
    target_sheet,
    timeliness_sheet,
    trend_sheet,
    trip_sheet,
    unit_sheet,
)
from toolkit.workbooks.master import quiet_sheets as quiet
from toolkit.workbooks.master.overview_charts import add_stages
from toolkit.workbooks.master.target_table import TargetTable, target_table
from toolkit.workbooks.master.total_links import lead_totals
from toolkit.workbooks.returns import column_sheet, finding_sheet
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges
from toolkit.workbooks.sheet.lights import ELAPSED
from toolkit.workbooks.sheet.live_sheet import LiveWorksheet
from toolkit.workbooks.sheet.page import MOST_ROWS, Page
from toolkit.workbooks.sheet.styles import Styles

# What is told of every locked cell but those of the ledger, which are told by column, and of titles.
LOCKED = (
    "数由“项目台账”按公式算出，文字按汇总时的数写成，都不在这里改。"
    "项目的数：单位改表重报，或在“项目库.xlsx”的“更正”表登记；认定：在“裁定.xlsx”里改；目标：改目标表。改后重新汇总。"
)
UNTOLD = 2
_SHEETS = (
    overview,
    contents_sheet,
    notes_sheet,
    target_sheet,
    rows_sheet,
    unit_sheet,
    ledger_sheet,
    timeliness_sheet,
    column_sheet,
    issue_sheet,
    finding_sheet,
    duplicate_sheet,
    reconciliation_sheet,
    comparison_sheet,
    official_sheet,
    growth_sheet,
    trend_sheet,
    trip_sheet,
    map_sheet,
    basis_sheet,
)


def write_master(result: Consolidation, out: Path, most_rows: int = MOST_ROWS) -> Path:
    """Write the master workbook and return where it went (beside ``out`` if that is open in Excel).

    A ledger that does not fit on a sheet of ``most_rows`` rows goes into detail workbooks beside the master and one
    Parquet file; the figures that are formulas over its rows otherwise are values then.
    """
    # Long: one line for each sheet.
    folder = out.parent
    rows_fit = len(result.ledger.entries) <= ledger_sheet.capacity(most_rows)
    elsewhere = None if rows_fit else write_elsewhere(result, folder, most_rows)
    book = LedgerWorkbook()
    _describe(book, result)
    styles = Styles(book)
    absent = "" if rows_fit else ledger_sheet.NAME
    lists = rows_sheet.lists_of(result) if rows_fit else rows_sheet.Lists((), {})
    names = _planned(result, lists, rows_fit)
    pages = {
        name: Page(book.add_worksheet(name, kind or LiveWorksheet), styles, absent, "" if kind else contents_sheet.NAME)
        for name, kind in names.items()
    }
    ranges, elsewhere_stated = ledger_sheet.ranges(result), official_sheet.places(result)
    entries, shared = result.ledger.entries, result.ledger.shared
    figures = Figures(result.scheme, ranges, entries, result.elapsed, elsewhere_stated, shared, result.unheard)
    table = target_table(result, figures)
    book.define_name(ELAPSED, f"={overview.elapsed_cell()}")
    _write_lists(pages, table, lists, ranges)
    overview.write_overview(pages[overview.NAME], book, table)
    contents_sheet.write_contents(pages[contents_sheet.NAME], result, list(names), list(quiet.absent(result).values()))
    notes_sheet.write_notes(pages[notes_sheet.NAME], table)
    target_sheet.write_targets(pages[target_sheet.NAME], table)
    last = unit_sheet.write_units(pages[unit_sheet.NAME], result, figures)
    last = add_stages(pages[unit_sheet.NAME], book, last + 2)
    pages[unit_sheet.NAME].sheet.print_area(0, 0, last, len(unit_sheet.HEADINGS) - 1)
    if elsewhere:
        write_parts(pages[ledger_sheet.NAME], (elsewhere.title, elsewhere.told), result.scheme, elsewhere.lines)
    else:
        ledger_sheet.write_ledger(pages[ledger_sheet.NAME], result, folder)
    timeliness_sheet.write_timeliness(pages[timeliness_sheet.NAME], result, folder)
    files = [one for one in result.submissions if not one.is_superseded]
    column_sheet.write_columns(pages[column_sheet.NAME], files, result.scheme.imprint)
    _write_findings(pages[finding_sheet.NAME], result, folder)
    _write_where_any(pages, result, figures, ranges)
    comparison_sheet.write_comparison(pages[comparison_sheet.NAME], result, figures)
    trend_sheet.write_trend(pages[trend_sheet.NAME], book, result, figures)
    map_sheet.write_map(pages[map_sheet.NAME], result, figures)
    assessment_pages.write_assessment(pages, result, figures)
    basis_sheet.write_basis(pages[basis_sheet.NAME], result, elsewhere.told if elsewhere else "")
    for name, page in pages.items():
        if name != ledger_sheet.NAME or elsewhere:
            page.lock(LOCKED, UNTOLD)
    return finish(book, out)


def _planned(result: Consolidation, lists: rows_sheet.Lists, rows_fit: bool) -> dict[str, type | None]:
    """Return the names of the sheets in their order, each with its kind; those without contents are left out."""
    optional = [sheet.NAME for sheet in (issue_sheet, growth_sheet, official_sheet) if not sheet.has_rows(result)]
    without = {*quiet.absent(result), *optional, *(() if lists.listed else (rows_sheet.NAME,))}
    names = [sheet.NAME for sheet in _SHEETS if sheet is not basis_sheet and sheet.NAME not in without]
    names += [*assessment_pages.planned(result), basis_sheet.NAME]
    return {name: LedgerWorksheet if rows_fit and name == ledger_sheet.NAME else None for name in names}


def _write_lists(pages: Mapping[str, Page], table: TargetTable, lists: rows_sheet.Lists, ranges: LedgerRanges) -> None:
    """Lay the links from totals, and write the lists that they lead to; both before the totals are written."""
    if rows_sheet.NAME in pages:
        lead_totals(pages, table, lists, ranges)
        rows_sheet.write_rows(pages[rows_sheet.NAME], table.result, lists, ranges.sheet, ranges.first_row)


def _write_where_any(pages: Mapping[str, Page], result: Consolidation, figures: Figures, ranges: LedgerRanges) -> None:
    """Write the sheets that are left out of a month in which they have nothing to say."""
    for sheet, write in (
        (issue_sheet, issue_sheet.write_issue),
        (duplicate_sheet, duplicate_sheet.write_duplicates),
        (reconciliation_sheet, reconciliation_sheet.write_reconciliation),
        (trip_sheet, trip_sheet.write_trips),
    ):
        if sheet.NAME in pages:
            write(pages[sheet.NAME], result)
    if official_sheet.NAME in pages:
        official_sheet.write_official(pages[official_sheet.NAME], result, ranges)
    if growth_sheet.NAME in pages:
        growth_sheet.write_growth(pages[growth_sheet.NAME], result, figures)


def _describe(book: Any, result: Consolidation) -> None:
    # A fixed date: the same submissions give the same bytes on any day.
    day = result.as_of
    book.set_properties(
        {
            "title": f"{result.scheme.jurisdiction}{result.period.label}招商引资情况汇总",
            "subject": result.scheme.title,
            "author": result.scheme.office,
            "created": datetime(day.year, day.month, day.day),
        }
    )


def _write_findings(page: Page, result: Consolidation, folder: Path) -> None:
    files = [*result.submissions, *([result.targets] if result.targets else [])]
    units = finding_sheet.by_unit(finding_sheet.findings_of(result), result.submissions)
    title = f"{result.scheme.jurisdiction}{result.period.label}统计表问题清单"
    paths = {file.file: file.path for file in files}
    finding_sheet.write_findings(page, title, units, paths, folder, result.scheme.imprint, result.submissions)
