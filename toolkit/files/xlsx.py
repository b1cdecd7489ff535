"""Which cells does an .xlsx or .xlsm hold? Each sheet's XML is read once; empty cells are dropped.

This reader keeps what a check must see: errors, formulas without a value, hidden rows and columns,
strike-through, comments, true addresses. openpyxl cannot read Strict OOXML, calamine returns '' for error cells,
and in both a duplicated row overwrites the first without a word.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from toolkit.files import safe_xml
from toolkit.files.docx import DOCUMENT, read_docx
from toolkit.files.grid import PartlyStruck, RawSheet, RawWorkbook, Refusal
from toolkit.files.ods import is_ods, read_ods
from toolkit.files.package import Package, feed, local, parse_chunks
from toolkit.files.threads import said_in
from toolkit.files.xlsb import read_xlsb
from toolkit.files.xlsx_cells import CellValues, address
from toolkit.files.xlsx_plain import NotPlain, read_rows
from toolkit.files.xlsx_sheet import SheetReader
from toolkit.files.xlsx_styles import Styles, read_styles
from toolkit.files.xlsx_texts import TextCollector, shared_strings, texts_of
from toolkit.model.form import FORM_NAME

SHEET_KINDS = {"worksheet"}
MOST_REMEMBERED = 1 << 16  # bytes around the rows of a sheet


def read_package(path: Path) -> RawWorkbook:
    """Return the sheets of an Excel package, or the tables of a Word one; raises :class:`Refusal` with the reason."""
    package = Package(path)
    try:
        main = next((part for kind, part, _ in package.relations("").values() if kind == "officeDocument"), "")
        if main.lower().endswith(".bin"):
            return read_xlsb(package, main)
        if main.lower() == DOCUMENT and main in package:
            return read_docx(package)
        if not main and is_ods(package):
            return read_ods(package)
        if main not in package or main.lower().startswith("ppt/"):
            raise _refusal(package)
        return _read(package, main)
    finally:
        package.close()


def _refusal(package: Package) -> Refusal:
    names = package.names()
    if "ppt/presentation.xml" in names:
        return Refusal("not_a_workbook", "是 PowerPoint 文档")
    if any(name.endswith((".xls", ".xlsx", ".csv", ".doc", ".docx")) for name in names):
        return Refusal("packed", "是压缩包")
    return Refusal("not_a_workbook", "不是 Excel 工作簿")


def _read(package: Package, main: str) -> RawWorkbook:
    contents = _contents(main, package.part(main))
    relations = package.relations(main)
    by_kind = {kind: part for kind, part, external in relations.values() if not external}
    strings = shared_strings(package, by_kind.get("sharedStrings", ""))
    values = CellValues(strings, read_styles(package, by_kind.get("styles", "")), contents.date1904)
    sheets: list[RawSheet] = []
    seen: set[str] = set()
    for name, relation, visible in contents.sheets:
        kind, part, external = relations.get(relation, ("", "", False))
        if kind not in SHEET_KINDS and part in package:
            continue  # a chart sheet or macro sheet holds no table
        if external or part not in package:
            raise Refusal("nonstandard", f"工作表“{name}”的内容丢失")
        if part in seen:
            raise Refusal("nonstandard", f"工作表“{name}”与另一张指向同一内容")
        seen.add(part)
        sheets.append(_read_sheet(package, part, name, visible, values))
    if not sheets:
        raise Refusal("not_a_workbook", "工作簿里没有工作表")
    return RawWorkbook(sheets, "xlsx", contents.form)


class _Contents(Struct, frozen=True):
    """The workbook part: sheets as (name, relationship id, visible), and settings of the whole workbook."""

    sheets: tuple[tuple[str, str, bool], ...]
    date1904: bool
    form: str


@lru_cache(maxsize=256)
def _contents(main: str, xml: bytes) -> _Contents:
    entries: list[tuple[str, str, bool]] = []
    date1904 = False
    names = TextCollector("definedName")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal date1904
        name = local(tag)
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id" and " " in key), "")
            entries.append((attributes.get("name", ""), relation, attributes.get("state", "visible") == "visible"))
        elif name == "workbookPr":
            date1904 = attributes.get("date1904", "0") in ("1", "true")
        names.start(tag, attributes)

    parse_chunks(main, iter((xml,)), start, names.end, names.text)
    form = next((text.strip('"') for given, text in names.texts if given.get("name") == FORM_NAME), "")
    return _Contents(tuple(entries), date1904, form)


def _read_sheet(package: Package, part: str, name: str, visible: bool, values: CellValues) -> RawSheet:
    """Read a sheet the fast way where its XML is plain, else the careful way; both give the same cells."""
    sheet = RawSheet(name, visible)
    try:
        rest = read_rows(package.chunks(part), sheet, values)
    except NotPlain:
        sheet = RawSheet(name, visible)
        read_carefully(part, package.chunks(part), sheet, values)
    else:
        _read_around(part, rest, sheet, values)
        if not values.may_be_struck:
            sheet.has_struck = False
    if values.part_struck:
        texts = {at: cell.value for at, cell in sheet.cells.items() if isinstance(cell.value, PartlyStruck)}
        sheet.part_struck |= {at: text.struck for at, text in texts.items() if not text.wholly}
    for kind, target, external in package.relations(part).values():
        if kind == "comments" and not external and target in package:
            for attributes, text in texts_of(package, target, "comment"):
                if place := address(attributes.get("ref", "")):
                    sheet.comments[place] = said_in(text.strip())
    return sheet


def _read_around(part: str, rest: bytes, sheet: RawSheet, values: CellValues) -> None:
    """Read what stands around a sheet's rows; files made from one form have the same, and it is read once for all."""
    around = _around(rest) if len(rest) <= MOST_REMEMBERED else None
    if around is None:
        read_carefully(part, iter((rest,)), sheet, values)
    else:
        sheet.merges, sheet.hidden_columns = list(around[0]), set(around[1])


@lru_cache(maxsize=256)
def _around(rest: bytes) -> tuple[tuple[tuple[int, int, int, int], ...], frozenset[int]] | None:
    """Return the merged ranges and the hidden columns, ``None`` where there is more, or something to refuse."""
    sheet = RawSheet("")
    try:
        read_carefully("", iter((rest,)), sheet, CellValues([], Styles(), date1904=False))
    except Refusal:
        return None
    if sheet.is_filled or sheet.hidden_rows:
        return None
    return tuple(sheet.merges), frozenset(sheet.hidden_columns)


def read_carefully(part: str, chunks: Iterator[bytes], sheet: RawSheet, values: CellValues) -> None:
    """Fill ``sheet`` from any XML that Excel would take."""
    reader = SheetReader(sheet, values)
    parser = safe_xml.parser()
    reader.attach(parser)
    feed(parser, part, reader.skimmed(parser, chunks))
