"""What is in the county's master workbook of a month? One sheet per question, every figure a formula."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from toolkit.model.ledger import Consolidation
from toolkit.workbooks.books import assessment_pages
from toolkit.workbooks.ledger import ledger_sheet
from toolkit.workbooks.ledger.detail_table import write_parts
from toolkit.workbooks.ledger.detail_workbook import write_elsewhere
from toolkit.workbooks.ledger.ledger_worksheet import LedgerWorksheet, finish
from toolkit.workbooks.master import (
    basis_sheet,
    comparison_sheet,
    duplicate_sheet,
    growth_sheet,
    issue_sheet,
    map_sheet,
    official_sheet,
    overview,
    reconciliation_sheet,
    target_sheet,
    timeliness_sheet,
    trend_sheet,
    trip_sheet,
    unit_sheet,
)
from toolkit.workbooks.master.target_table import target_table
from toolkit.workbooks.returns import column_sheet, finding_sheet
from toolkit.workbooks.sheet.criteria import Figures
from toolkit.workbooks.sheet.lights import ELAPSED
from toolkit.workbooks.sheet.page import MOST_ROWS, SAFE, Page
from toolkit.workbooks.sheet.styles import Styles

# What is told of every locked cell but those of the ledger, which are told by column, and of titles.
LOCKED = (
    "数由“项目台账”按公式算出，文字按汇总时的数写成，都不在这里改。"
    "项目的数：单位改表重报，或在“项目库.xlsx”的“更正”表登记；认定：在“裁定.xlsx”里改；目标：改目标表。改后重新汇总。"
)
UNTOLD = 2
_SHEETS = (
    overview,
    target_sheet,
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
    buffer, folder = io.BytesIO(), out.parent
    rows_fit = len(result.ledger.entries) <= ledger_sheet.capacity(most_rows)
    elsewhere = None if rows_fit else write_elsewhere(result, folder, most_rows)
    book = Workbook(buffer, SAFE)
    _describe(book, result)
    styles = Styles(book)
    kinds = {ledger_sheet: LedgerWorksheet} if rows_fit else {}
    absent = "" if rows_fit else ledger_sheet.NAME
    names = {sheet.NAME: kinds.get(sheet) for sheet in _SHEETS if sheet is not basis_sheet}
    for sheet in (issue_sheet, growth_sheet, official_sheet):
        if not sheet.has_rows(result):
            del names[sheet.NAME]
    names |= dict.fromkeys((*assessment_pages.planned(result), basis_sheet.NAME))
    pages = {name: Page(book.add_worksheet(name, kind), styles, absent) for name, kind in names.items()}
    ranges, elsewhere_stated = ledger_sheet.ranges(result), official_sheet.places(result)
    figures = Figures(
        result.scheme, ranges, result.ledger.entries, result.elapsed, elsewhere_stated, result.ledger.shared
    )
    table = target_table(result, figures)
    book.define_name(ELAPSED, f"={overview.elapsed_cell()}")
    overview.write_overview(pages[overview.NAME], book, table)
    target_sheet.write_targets(pages[target_sheet.NAME], table)
    unit_sheet.write_units(pages[unit_sheet.NAME], result, figures)
    if elsewhere:
        write_parts(pages[ledger_sheet.NAME], (elsewhere.title, elsewhere.told), result.scheme, elsewhere.lines)
    else:
        ledger_sheet.write_ledger(pages[ledger_sheet.NAME], result, folder)
    timeliness_sheet.write_timeliness(pages[timeliness_sheet.NAME], result, folder)
    files = [one for one in result.submissions if not one.is_superseded]
    column_sheet.write_columns(pages[column_sheet.NAME], files, result.scheme.imprint)
    _write_findings(pages[finding_sheet.NAME], result, folder)
    if issue_sheet.has_rows(result):
        issue_sheet.write_issue(pages[issue_sheet.NAME], result)
    duplicate_sheet.write_duplicates(pages[duplicate_sheet.NAME], result)
    reconciliation_sheet.write_reconciliation(pages[reconciliation_sheet.NAME], result)
    comparison_sheet.write_comparison(pages[comparison_sheet.NAME], result, figures)
    if official_sheet.has_rows(result):
        official_sheet.write_official(pages[official_sheet.NAME], result, ranges)
    if growth_sheet.has_rows(result):
        growth_sheet.write_growth(pages[growth_sheet.NAME], result, figures)
    trend_sheet.write_trend(pages[trend_sheet.NAME], book, result, figures)
    trip_sheet.write_trips(pages[trip_sheet.NAME], result)
    map_sheet.write_map(pages[map_sheet.NAME], result, figures)
    assessment_pages.write_assessment(pages, result, figures)
    basis_sheet.write_basis(pages[basis_sheet.NAME], result, elsewhere.told if elsewhere else "")
    for name, page in pages.items():
        if name != ledger_sheet.NAME or elsewhere:
            page.lock(LOCKED, UNTOLD)
    return finish(book, buffer, out)


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
