"""How are prepared ledger rows, and links to their sources, written without holding them in memory?

XlsxWriter writes the parts; they are packed once, and the rows are added then, compressed on another core.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, BinaryIO

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_range

from toolkit.files.saving import save_from
from toolkit.files.xml_text import quoted
from toolkit.workbooks.sheet.live_sheet import LiveWorksheet
from toolkit.workbooks.sheet.page import MOST_LINKS, SAFE

_CHUNK = 250
# Ledger rows are much alike: level 2 takes a fifth of the time of 6 for an eighth more bytes.
_LEVEL = 2
# From here on the sheet's XML may pass 2 GiB, which a package must announce beforehand.
_MANY = 500_000
_END = b"</sheetData>"


class SourceLink(Struct, frozen=True):
    """Cells (``AM4``, ``AM4:AM53``) that lead to a file, given as ``external:…``, and to ``'Sheet1'!A7`` in it.

    Without a file they lead to a place in the workbook itself.
    """

    cells: str
    file: str
    place: str


class LedgerWorksheet(LiveWorksheet):
    """A worksheet that takes prepared rows after those that were written cell by cell; see :func:`finish`."""

    streamed: Iterable[bytes] = ()
    many = False
    _prepare: Callable[[], Iterable[bytes]] | None = None
    _leads: Iterable[SourceLink] = ()

    def stream(
        self, rows: Callable[[], Iterable[bytes]], last_row: int, last_column: int, links: Iterable[SourceLink]
    ) -> None:
        """Keep the function that makes the rows' XML, and their links; both are used when the workbook is finished."""
        self._prepare = rows
        self.many = last_row > _MANY
        self._leads = links
        self._check_dimensions(last_row, last_column)

    def add_table(self, first_row: int, first_col: int, last_row: int, last_col: int, options: dict[str, Any]) -> int:
        """Make a range a table, whose heading is written and whose rows are streamed.

        XlsxWriter notes each cell of a table, to see whether two overlap: four million of them for a hundred thousand
        rows.  There is one here, so that its first row is noted and its range set.
        """
        error = int(super().add_table(first_row, first_col, min(last_row, first_row + 1), last_col, options))
        if not error:
            whole = xl_range(first_row, first_col, last_row, last_col)
            self.tables[-1].update({"range": whole, "a_range": whole, "autofilter": whole})
        return error

    def _write_rows(self) -> None:
        super()._write_rows()
        if self._prepare:
            # Now the formats have their numbers, and those that only these rows use are noted for the styles.
            self.streamed = self._prepare()

    def _write_hyperlinks(self) -> None:
        # One relationship serves all rows of a file: XlsxWriter would write one for each row.
        ids: dict[str, str] = {}
        links = []
        for link in islice(self._leads, 1 + MOST_LINKS):
            if not link.file:
                links.append(f'<hyperlink ref="{link.cells}" location={quoted(link.place)}/>')
                continue
            if (id := ids.get(link.file)) is None:
                self.rel_count += 1
                id = ids[link.file] = f"rId{self.rel_count}"
                self.external_hyper_links.append(["/hyperlink", Url(link.file)._target(), "External"])  # noqa: SLF001
            place = f" location={quoted(link.place)}" if link.place else ""
            links.append(f'<hyperlink ref="{link.cells}" r:id="{id}"{place}/>')
        if links:
            self.fh.write(f"<hyperlinks>{''.join(links)}</hyperlinks>")


class _Parts(Packager):  # type: ignore[misc]
    """Keeps the parts that XlsxWriter writes, as texts and images with their names, instead of packing them."""

    parts: tuple[tuple[io.StringIO | io.BytesIO, str], ...] = ()

    def _create_package(self) -> list[Any]:
        self.parts = tuple((part, name) for part, name, _ in super()._create_package())
        return []


class LedgerWorkbook(Workbook):  # type: ignore[misc]
    """A workbook whose parts are packed with the rows of its :class:`LedgerWorksheet`; see :func:`finish`."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), SAFE)
        self.packager = _Parts()

    def _get_packager(self) -> _Parts:
        return self.packager


def finish(book: LedgerWorkbook, out: Path) -> Path:
    """Close a workbook and put it, with its ledger's rows, in its place.

    Returns where it went, as :func:`toolkit.files.saving.save` does.
    """
    book.close()
    sheets = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(book.worksheets(), start=1)}
    ledgers = {name: sheet for name, sheet in sheets.items() if isinstance(sheet, LedgerWorksheet)}
    return save_from(lambda file: _pour(book.packager, ledgers, file), out)


def _pour(packager: _Parts, ledgers: dict[str, LedgerWorksheet], file: BinaryIO) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for part, name in packager.parts:
            kept = part.getvalue()
            content = kept if isinstance(kept, bytes) else kept.encode()
            if sheet := ledgers.get(name):
                head, _, tail = content.rpartition(_END)
                # Opened by name: the entry then has the date of 1980 that all others have.
                with archive.open(name, "w", force_zip64=sheet.many) as stream:
                    _write(stream, chain([head], _chunks(sheet.streamed), [_END, tail]))
            else:
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)


def _chunks(rows: Iterable[bytes]) -> Iterator[bytes]:
    rows = iter(rows)
    while chunk := b"".join(islice(rows, _CHUNK)):
        yield chunk


def _write(part: IO[bytes], chunks: Iterable[bytes]) -> None:
    """Write chunks; while one is compressed, which leaves Python free, the next is made."""
    with ThreadPoolExecutor(1) as worker:
        last = worker.submit(part.write, b"")
        for chunk in chunks:
            last.result()
            last = worker.submit(part.write, chunk)
        last.result()
