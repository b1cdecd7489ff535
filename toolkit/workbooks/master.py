"""What is the county's leadership handed each month? The master workbook, every figure of it alive."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]

from toolkit.model.ledger import Consolidation
from toolkit.workbooks import (
    basis_sheet,
    finding_sheet,
    ledger_sheet,
    overview,
    target_sheet,
    timeliness_sheet,
    unit_sheet,
)
from toolkit.workbooks.criteria import Figures
from toolkit.workbooks.ledger_rows import LedgerWorksheet
from toolkit.workbooks.page import SAFE, Page
from toolkit.workbooks.saving import save
from toolkit.workbooks.styles import Styles
from toolkit.workbooks.target_table import target_table
from toolkit.workbooks.variance_cells import ELAPSED

_SHEETS = (overview, target_sheet, unit_sheet, ledger_sheet, timeliness_sheet, finding_sheet, basis_sheet)


def write_master(result: Consolidation, out: Path) -> Path:
    """Write the master workbook and return where it went (beside ``out`` if that is open in Excel)."""
    return save(_content(result, out.parent), out)


def _content(result: Consolidation, folder: Path) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, SAFE)
    _describe(book, result)
    styles = Styles(book)
    kinds = {ledger_sheet: LedgerWorksheet}
    pages = {sheet.NAME: Page(book.add_worksheet(sheet.NAME, kinds.get(sheet)), styles) for sheet in _SHEETS}
    figures = Figures(result.scheme, ledger_sheet.ranges(result), result.ledger.entries)
    table = target_table(result, figures)
    book.define_name(ELAPSED, f"={overview.elapsed_cell()}")
    overview.write_overview(pages[overview.NAME], book, table)
    target_sheet.write_targets(pages[target_sheet.NAME], table)
    unit_sheet.write_units(pages[unit_sheet.NAME], result, figures)
    ledger_sheet.write_ledger(pages[ledger_sheet.NAME], result, folder)
    timeliness_sheet.write_timeliness(pages[timeliness_sheet.NAME], result, folder)
    _write_findings(pages[finding_sheet.NAME], result, folder)
    basis_sheet.write_basis(pages[basis_sheet.NAME], result)
    book.close()
    return buffer.getvalue()


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
    finding_sheet.write_findings(page, title, units, paths, folder, result.scheme.office)
