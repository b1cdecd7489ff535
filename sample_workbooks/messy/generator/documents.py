"""How does a drawn case become a Word document or a web page named .xls?"""

from __future__ import annotations

import html
import io
from pathlib import Path

import docx
from docx.oxml.ns import qn

from .case import Case
from .drawing import Sheet
from .packages import FIXED_TIME, normalise
from .writers import shown_text


def save_docx(case: Case, path: Path, *, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> None:
    """Write a Word document whose only table is the first sheet, with paragraphs around it."""
    document = docx.Document()
    document.styles["Normal"].font.name = "仿宋"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    for line in before:
        document.add_paragraph(line)
    _add_table(document, case.sheets[0])
    for line in after:
        document.add_paragraph(line)
    properties = document.core_properties
    properties.created = properties.modified = FIXED_TIME
    properties.author = properties.last_modified_by = "招商办"
    target = io.BytesIO()
    document.save(target)
    path.write_bytes(normalise(target.getvalue()))


def _add_table(document: docx.document.Document, sheet: Sheet) -> None:
    rows, columns = sheet.size()
    table = document.add_table(rows, columns, style="Table Grid")
    grid = [table.rows[row].cells for row in range(rows)]
    for (row, column), (value, _) in sheet.cells.items():
        grid[row - 1][column - 1].text = shown_text(value)
    for top, left, bottom, right in sheet.merges:
        kept = grid[top - 1][left - 1].text
        grid[top - 1][left - 1].merge(grid[bottom - 1][right - 1]).text = kept


def save_html(case: Case, path: Path, *, encoding: str = "gb18030") -> None:
    """Write the first sheet as the web page that office systems export under an .xls name."""
    sheet = case.sheets[0]
    rows, columns = sheet.size()
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    lines = [f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><body>']
    lines.append('<table border="1">')
    for row in range(1, rows + 1):
        cells = [
            _html_cell(sheet, row, column, spans) for column in range(1, columns + 1) if (row, column) not in covered
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</table></body></html>")
    path.write_bytes("\r\n".join(lines).encode(encoding))


def _html_cell(sheet: Sheet, row: int, column: int, spans: dict[tuple[int, int], tuple[int, int]]) -> str:
    down, across = spans.get((row, column), (1, 1))
    span = "".join(f' {name}="{count}"' for name, count in (("rowspan", down), ("colspan", across)) if count > 1)
    return f"<td{span}>{html.escape(shown_text(sheet.value(row, column)))}</td>"
