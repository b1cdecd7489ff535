"""How is the assessment handed over? As a workbook of its own: places, lists, points, limits, and the ledger."""

from datetime import datetime
from pathlib import Path

from toolkit.model.assessment import Assessment
from toolkit.model.findings import Finding, as_lines
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.books.assessment_pages import planned, write_assessment
from toolkit.workbooks.books.score_departments import write_departments
from toolkit.workbooks.ledger import ledger_sheet
from toolkit.workbooks.ledger.ledger_worksheet import LedgerWorkbook, LedgerWorksheet, finish
from toolkit.workbooks.returns import finding_sheet
from toolkit.workbooks.sheet.criteria import Figures
from toolkit.workbooks.sheet.page import Page
from toolkit.workbooks.sheet.styles import Styles

BOOKS = "考核资料"
LOCKED = (
    "数由“项目台账”和考核资料算出，不在这里改。项目的数：单位改表重报，或在“项目库.xlsx”的“更正”表登记；"
    "考核的事：改“考核”文件夹里的表。改后重新运行。"
)
UNTOLD = 2


def write_assessment_workbook(result: Consolidation, out: Path) -> Path:
    """Write the assessment of a result that has one; return where it went."""
    assessment = result.assessment or Assessment()
    book = LedgerWorkbook()
    day = result.as_of
    title = f"{result.scheme.jurisdiction}{result.period.label}招商引资考核"
    book.set_properties({"title": title, "created": datetime(day.year, day.month, day.day)})
    styles = Styles(book)
    rows_fit = len(result.ledger.entries) <= ledger_sheet.capacity()
    absent = "" if rows_fit else ledger_sheet.NAME
    pages = {name: Page(book.add_worksheet(name), styles, absent) for name in planned(result)}
    ranges, shared = ledger_sheet.ranges(result), result.ledger.shared
    entries, unheard = result.ledger.entries, result.unheard
    figures = Figures(result.scheme, ranges, entries, result.elapsed, shared=shared, unheard=unheard)
    write_assessment(pages, result, figures)
    for page in pages.values():
        page.lock(LOCKED, UNTOLD)
    if assessment.scores is not None:
        write_departments(book, styles, result)
    if assessment.findings:
        _write_findings(Page(book.add_worksheet(finding_sheet.NAME), styles), assessment.findings, result, out.parent)
    if rows_fit:
        ledger = Page(book.add_worksheet(ledger_sheet.NAME, LedgerWorksheet), styles)
        ledger_sheet.write_ledger(ledger, result, out.parent)
    return finish(book, out)


def _write_findings(page: Page, findings: tuple[Finding, ...], result: Consolidation, folder: Path) -> None:
    title = f"{result.scheme.jurisdiction}{result.period.label}考核资料问题清单"
    finding_sheet.write_findings(page, title, [(BOOKS, as_lines(findings))], {}, folder, result.scheme.imprint)
