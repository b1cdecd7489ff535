"""What becomes of the sheets beside the table that was read? Each visible one with something in it is named."""

from collections.abc import Container, Iterator

from toolkit.files.grid import RawSheet, RawWorkbook
from toolkit.intake.tables.header import Header
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.findings import RETURN_SHEET, Finding, found

FIRST_TABLE = "第一张表"  # of a document; its further ones are 表2, 表3
PROJECT_CELLS = 5  # a row with fewer cells is no project's
NUMBER = expression(r"\d[\d.,]*(?:亿元?|万元?|元)?")


def unread_sheets(
    file: str, book: RawWorkbook, chosen: RawSheet, read: Container[str] = frozenset()
) -> Iterator[Finding]:
    """Yield a finding for each visible sheet beside ``chosen`` that has no heading of ours; ``read`` are spoken of.

    Rows that look like a table's without its heading (续表, the second half of a Word table) are an error: they
    would be missing in every sum.
    """
    for number, sheet in enumerate(book.sheets, 1):
        if sheet is chosen or not (sheet.visible and sheet.is_filled):
            continue
        if sheet.name in read or sheet.name == RETURN_SHEET:
            continue
        words = {"sheet": sheet.name or f"表{number}", "chosen": chosen.name or FIRST_TABLE}
        rows = data_rows(sheet)
        if rows:
            place = CellRef(file, sheet.name, rows[0], sheet.columns(rows[0])[0])
            yield found("rows_without_heading", place, first=rows[0], last=rows[-1], **words)
        else:
            yield found("sheet_not_read", CellRef(file, sheet.name), **words)


def sheet_findings(
    name: str, book: RawWorkbook, chosen: RawSheet, candidates: list[tuple[RawSheet, Header]]
) -> list[Finding]:
    """Return what is said of hidden sheets, and of further tables (``candidates``) beside the chosen one."""
    findings = [
        found("hidden_sheet", CellRef(name, sheet.name), sheet=sheet.name)
        for sheet in book.sheets
        if sheet is not chosen and not sheet.visible and sheet.is_filled
    ]
    visible = [sheet.name for sheet, _ in candidates if sheet is not chosen and sheet.visible]
    if visible:
        called = [sheet or FIRST_TABLE for sheet in (chosen.name, *visible)]
        names = "".join(f"“{sheet}”" for sheet in called)
        findings.append(found("multiple_candidate_sheets", CellRef(name), sheets=names, chosen=called[0]))
    return findings


def data_rows(sheet: RawSheet) -> list[int]:
    """Return the rows of a table that begins without a heading: its first long row holds numbers already."""
    rows = [row for row in sheet.rows if len(sheet.columns(row)) >= PROJECT_CELLS]
    if not rows:
        return []
    texts = [compact(text) for _, text in sheet.row_texts(rows[0])]
    return rows if any(NUMBER.fullmatch(text) for text in texts[1:]) else []
