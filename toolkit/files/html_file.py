"""Which cells does a web page hold that was saved as .xls? Each table is a sheet; spans are resolved."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import NamedTuple

from toolkit.files.continued import joined
from toolkit.files.grid import RawSheet, RawWorkbook, Refusal

MAX_SPAN = 1_000
MAX_CELLS = 200_000
STRUCK = ("s", "del", "strike")
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
MAX_STYLES = 20_000
MAX_INSIDE = 64  # elements within each other in one cell
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_STRIKE = re.compile(r"text-decoration(?:-line)?\s*:([^;]*)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
UNREAD = ("style", "script", "title", "xml")


class Look(NamedTuple):
    """What a style says: whether text is struck through (``None``: nothing of it), and whether anything is seen."""

    struck: bool | None = None
    hidden: bool = False


def look_of(style: str) -> Look:
    """Return what a style says.

    >>> look_of("color:red;text-decoration:line-through"), look_of("text-decoration:none"), look_of("display: none")
    (Look(struck=True, hidden=False), Look(struck=False, hidden=False), Look(struck=None, hidden=True))
    """
    said = _STRIKE.search(style)
    return Look("line-through" in said[1].lower() if said else None, _HIDDEN.search(style) is not None)


def looks_of_classes(page: str) -> dict[str, Look]:
    """Return what a page's style sheets say of its classes; Excel keeps them between comment marks."""
    looks: dict[str, Look] = {}
    for piece in re.split("<style", page, flags=re.IGNORECASE)[1:]:
        rules = re.split("</style", piece, maxsplit=1, flags=re.IGNORECASE)[0].split("}")
        for rule in rules[:MAX_STYLES]:
            names, _, style = rule.rpartition("{")
            if (look := look_of(style)) != Look():
                looks |= {match[1]: look for name in names.split(",") if (match := _CLASS.search(name))}
    return looks


NO_LOOKS: Mapping[str, Look] = MappingProxyType({})


class TableParser(HTMLParser):
    """Collects the cells of every table of a page, and the words above it as its caption."""

    def __init__(self, looks: Mapping[str, Look] = NO_LOOKS) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[RawSheet] = []
        self._row = self._column = self._columns = 0
        self._taken: set[tuple[int, int]] = set()
        self._cells = 0
        self._text: list[str] | None = None
        self._struck: list[str] = []
        self._looks = looks
        self._inside: list[tuple[str, Look]] = []
        self._row_look = Look()
        self._unseen: dict[int, bool] = {}
        self._span = (1, 1)
        self._unread = ""
        self._between: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open tables, rows and cells; a line break inside a cell stays one."""
        if tag in UNREAD:
            self._unread = tag
        elif tag == "table":
            self._start_table()
        elif tag == "tr" and self.sheets:
            self._close_row()
            self._row, self._column = self._row + 1, 1
            self._row_look = self._look(tag, attrs)
        elif tag in ("td", "th") and self._row:
            self._start_cell(tag, attrs)
        elif self._text is not None:
            if tag == "br":
                self._text.append("\n")
            elif tag not in VOID and len(self._inside) < MAX_INSIDE:
                self._inside.append((tag, self._look(tag, attrs)))
        elif tag == "col" and self.sheets and not self._row:
            self._take_column(attrs)
        else:
            self._between.append("\n")

    def _start_table(self) -> None:
        self._close_row()
        lines = filter(None, map(str.strip, "".join(self._between).split("\n")))
        name = "" if not self.sheets else f"表{len(self.sheets) + 1}"
        self.sheets.append(RawSheet(name, caption="\n".join(lines)))
        self._between.clear()
        self._row = self._columns = 0
        self._taken.clear()

    def _start_cell(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_cell()
        while (self._row, self._column) in self._taken:
            self._column += 1
        given = dict(attrs)
        self._span = _span(given.get("rowspan")), _span(given.get("colspan"))
        self._text, self._struck = [], []
        look = self._look(tag, attrs)
        self._inside = [(tag, Look(look.struck))]
        self._unseen[self._column] = look.hidden

    def handle_endtag(self, tag: str) -> None:
        """Close a table, row or cell; a page may also leave them open."""
        if tag in ("td", "th"):
            self._close_cell()
        elif tag in ("tr", "table"):
            self._close_row()
        elif tag == self._unread:
            self._unread = ""
        elif any(tag == opened for opened, _ in self._inside[1:]):
            while self._inside.pop()[0] != tag:
                pass

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> Look:
        """Return what an element's tag, classes and style say of its look; the last of them counts."""
        given = dict(attrs)
        said = [Look(True)] if tag in STRUCK else []
        said += [self._looks[name] for name in (given.get("class") or "").split() if name in self._looks]
        said.append(look_of(given.get("style") or ""))
        struck = next((look.struck for look in reversed(said) if look.struck is not None), None)
        return Look(struck, any(look.hidden for look in said))

    def handle_data(self, data: str) -> None:
        """Take a cell's text."""
        if self._text is not None:
            data = data.replace("\xad", "")  # where a browser may break a word
            if not any(look.hidden for _, look in self._inside):
                struck = next((look.struck for _, look in reversed(self._inside) if look.struck is not None), False)
                (self._struck if struck else self._text).append(data)
        elif not self._unread:
            self._between.append(data)

    def _close_row(self) -> None:
        """Note a row that nobody sees: hidden itself, or in each of its cells; where some are hidden, their columns."""
        self._close_cell()
        hidden = [column for column, is_hidden in self._unseen.items() if is_hidden]
        if self._row and (self._row_look.hidden or (hidden and len(hidden) == len(self._unseen))):
            self.sheets[-1].hidden_rows.add(self._row)
        elif hidden:
            self.sheets[-1].hidden_columns.update(hidden)
        self._unseen, self._row_look = {}, Look()

    def _take_column(self, attrs: list[tuple[str, str | None]]) -> None:
        across = _span(dict(attrs).get("span"))
        if self._look("col", attrs).hidden:
            self.sheets[-1].hidden_columns.update(range(self._columns + 1, self._columns + across + 1))
        self._columns += across

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
    parser = TableParser(looks_of_classes(text))
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
