"""How is the sheet 退回说明 added to a unit's own workbook, as one more part?"""

from collections.abc import Mapping

from toolkit.files.xml_text import escaped, quoted
from toolkit.model.cells import column_letter
from toolkit.model.findings import Severity
from toolkit.model.submission import Submission
from toolkit.workbooks.returns.comment_marks import xml_text
from toolkit.workbooks.returns.return_words import HEADINGS, WIDTHS, introduction, note_lines, title
from toolkit.workbooks.returns.style_marks import MARK_COLOURS, StyleMarks
from toolkit.workbooks.sheet.page import lines_needed

_FONT = '<sz val="{}"/><color rgb="FF262626"/><name val="{}"/><charset val="134"/>'
_LAST = column_letter(len(HEADINGS))


class ReturnSheet:
    """The sheet's XML, row by row; the cell formats are added to the workbook's own.

    ``sheets`` are the workbook's sheets, by the name that findings know them by.
    """

    def __init__(self, styles: StyleMarks, main: str, sheets: Mapping[str, str]) -> None:
        self._main = main
        self._sheets = sheets
        self._rows: list[str] = []
        self._merged: list[str] = []
        self._links: list[str] = []
        plain = _FONT.format(10, "宋体")
        self._title = styles.new("<b/>" + _FONT.format(16, "黑体"), across="center")
        self._text = styles.new(plain, wrap=True, across="left")
        self._header = styles.new("<b/>" + plain, "FFDCE6F1", border=True, across="center")
        self._cell = styles.new(plain, border=True, wrap=True, across="left")
        self._centre = styles.new(plain, border=True, across="center")
        self._link = styles.new(
            '<u/><sz val="10"/><color rgb="FF1F4E9E"/><name val="宋体"/><charset val="134"/>', border=True, wrap=True
        )
        self._levels = {
            severity: styles.new("<b/>" + plain, colour, border=True, across="center")
            for severity, colour in MARK_COLOURS.items()
        }

    def xml(self, submission: Submission) -> bytes:
        """Return the sheet for a submission."""
        self._wide(title(submission), self._title, 30)
        for told in introduction(submission):
            self._wide(told, self._text, 14.0 * lines_needed(told, sum(WIDTHS)) + 6)
        self._row([(heading, self._header) for heading in HEADINGS], 22)
        for number, line in enumerate(note_lines(submission), start=1):
            address = f"C{len(self._rows) + 1}"
            linked = bool(line.place) and line.sheet in self._sheets
            if linked:
                target = quoted("'" + self._sheets[line.sheet].replace("'", "''") + "'!" + line.place)
                self._links.append(f'<hyperlink ref="{address}" location={target} display={quoted(line.shown)}/>')
            cells = [
                (str(number), self._centre),
                (line.severity.label, self._levels[Severity(line.severity)]),
                (line.shown, self._link if linked else self._cell),
                (line.code, self._centre),
                (line.message, self._cell),
                ("", self._cell),
            ]
            lines = max(lines_needed(text, width) for (text, _), width in zip(cells, WIDTHS, strict=True))
            self._row(cells, min(400.0, max(20, 14.0 * lines + 6)))
        return self._sheet().encode()

    def _wide(self, text: str, style: int, height: float) -> None:
        self._row([(text, style)], height)
        self._merged.append(f"A{len(self._rows)}:{_LAST}{len(self._rows)}")

    def _row(self, cells: list[tuple[str, int]], height: float) -> None:
        number = len(self._rows) + 1
        written = "".join(
            f'<c r="{column_letter(column)}{number}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{escaped(xml_text(text))}</t></is></c>'
            for column, (text, style) in enumerate(cells, start=1)
        )
        self._rows.append(f'<row r="{number}" ht="{height}" customHeight="1">{written}</row>')

    def _sheet(self) -> str:
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(WIDTHS, start=1)
        )
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self._merged)
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{self._main}">'
            '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
            '<sheetFormatPr defaultRowHeight="15"/>'
            f"<cols>{columns}</cols><sheetData>{''.join(self._rows)}</sheetData>"
            f'<mergeCells count="{len(self._merged)}">{merged}</mergeCells>{links}'
            '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        )
