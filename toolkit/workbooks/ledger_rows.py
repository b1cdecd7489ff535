"""How do a hundred thousand ledger rows get into a sheet within seconds? As XML, row by row.

XlsxWriter keeps an object for every cell; the ledger has more cells than all other sheets together, and they are
all alike.  What is written is what XlsxWriter writes: strings in place, numbers, cell formats by their index.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped,unused-ignore]

from toolkit.model.cells import column_letter
from toolkit.workbooks.page import fitting

# Characters that XML or Excel would take for something else, and what looks like Excel's own way of writing them.
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_CHUNK = 500
_REMEMBERED = 20_000


class LedgerWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes prepared rows after those that were written cell by cell."""

    streamed: Iterable[str] = ()

    def stream(self, rows: Iterable[str], last_row: int, last_column: int) -> None:
        """Take rows of XML, to be written when the workbook is closed."""
        self.streamed = rows
        self._check_dimensions(last_row, last_column)

    def _write_rows(self) -> None:
        super()._write_rows()
        chunk: list[str] = []
        for row in self.streamed:
            chunk.append(row)
            if len(chunk) == _CHUNK:
                self.fh.write("".join(chunk))
                chunk.clear()
        self.fh.write("".join(chunk))


def rows_as_xml(
    first: int, values: Iterable[Sequence[Any]], heights: Iterable[float], formats: Sequence[Any]
) -> Iterator[str]:
    """Yield rows from row ``first`` (counted from 1) on; a text is always a text, whatever it looks like."""
    # Asked for only now, when the workbook is being written: that is when formats get their numbers.
    styles = [look._get_xf_index() for look in formats]  # noqa: SLF001 - there is no public way to ask
    heads = [(f'<c r="{column_letter(number)}', style) for number, style in enumerate(styles, start=1)]
    texts: dict[str, str] = {}
    for number, (row, height) in enumerate(zip(values, heights, strict=True), start=first):
        if len(texts) > _REMEMBERED:
            texts.clear()
        cells = [f'<row r="{number}" ht="{height:g}" customHeight="1">']
        for (head, style), value in zip(heads, row, strict=True):
            if value is None or value == "":
                cells.append(f'{head}{number}" s="{style}"/>')
            elif isinstance(value, str):
                if (text := texts.get(value)) is None:
                    text = texts[value] = _inline(value)
                cells.append(f'{head}{number}" s="{style}" t="inlineStr"><is>{text}</is></c>')
            else:
                cells.append(f'{head}{number}" s="{style}"><v>{value!r}</v></c>')
        cells.append("</row>")
        yield "".join(cells)


def _inline(value: str) -> str:
    text = fitting(value)
    if _SPECIAL.search(text):
        text = escape(Worksheet._escape_control_characters(text))  # noqa: SLF001 - Excel's way, in one place
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{space}>{text}</t>"
