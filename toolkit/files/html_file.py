"""Which cells does a web page hold that was saved as .xls? Each table is a sheet; spans are resolved."""

import re
from html.parser import HTMLParser

from toolkit.files.continued import joined
from toolkit.files.grid import RawSheet, RawWorkbook, Refusal

MAX_SPAN = 1_000
MAX_CELLS = 200_000
STRUCK = ("s", "del", "strike")
UNREAD = ("style", "script", "title", "xml")


class TableParser(HTMLParser):
    """Collects the cells of every table of a page, and the words above it as its caption."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[RawSheet] = []
        self._row = self._column = 0
        self._taken: set[tuple[int, int]] = set()
        self._cells = 0
        self._text: list[str] | None = None
        self._struck: list[str] = []
        self._run_struck = False
        self._span = (1, 1)
        self._unread = ""
        self._between: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open tables, rows and cells; a line break inside a cell stays one."""
        if tag in UNREAD:
            self._unread = tag
        elif tag == "table":
            self._close_cell()
            lines = filter(None, map(str.strip, "".join(self._between).split("\n")))
            name = "" if not self.sheets else f"表{len(self.sheets) + 1}"
            self.sheets.append(RawSheet(name, caption="\n".join(lines)))
            self._between.clear()
            self._row = 0
            self._taken.clear()
        elif tag == "tr" and self.sheets:
            self._close_cell()
            self._row, self._column = self._row + 1, 1
        elif tag in ("td", "th") and self._row:
            self._close_cell()
            while (self._row, self._column) in self._taken:
                self._column += 1
            given = dict(attrs)
            self._span = _span(given.get("rowspan")), _span(given.get("colspan"))
            self._text = []
            self._struck, self._run_struck = [], False
        elif tag in STRUCK:
            self._run_struck = True
        elif tag == "br" and self._text is not None:
            self._text.append("\n")
        elif self._text is None:
            self._between.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a table, row or cell; a page may also leave them open."""
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()
        elif tag == self._unread:
            self._unread = ""
        elif tag in STRUCK:
            self._run_struck = False

    def handle_data(self, data: str) -> None:
        """Take a cell's text."""
        if self._text is not None:
            (self._struck if self._run_struck else self._text).append(data)
        elif not self._unread:
            self._between.append(data)

    def _close_cell(self) -> None:
        if self._text is None:
            return
        down, across = self._span
        self._cells += down * across
        if self._cells > MAX_CELLS:
            raise Refusal("not_a_workbook", "网页里的单元格过多，不像报表")
        sheet, row, column = self.sheets[-1], self._row, self._column
        sheet.put_text(row, column, self._text, self._struck)
        sheet.reach(row, column + across - 1)
        if down * across > 1:
            sheet.merges.append((row, column, row + down - 1, column + across - 1))
            self._taken.update((r, c) for r in range(row, row + down) for c in range(column, column + across))
        self._column += across
        self._text = None


def _span(text: str | None) -> int:
    given = re.fullmatch(r"\s*0*([1-9][0-9]{0,8})\s*", text or "")
    return min(int(given[1]), MAX_SPAN) if given else 1


def read_html(text: str) -> RawWorkbook:
    """Return a page's tables as sheets; row and column count from the table's first cell.

    Raises :class:`Refusal` for a page that is broken, or has more cells than a report.
    """
    parser = TableParser()
    try:
        parser.feed(_without_comments(text))
        parser.close()
    except AssertionError:  # how html.parser gives up on a broken declaration
        raise Refusal("nonstandard", "网页的标记不完整") from None
    return RawWorkbook(joined(parser.sheets), "html")


def _without_comments(text: str) -> str:
    """Return a page without comments: for one without an end, html.parser searches the rest of the page repeatedly."""
    first, *rest = text.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)
