"""How does ``run`` read and write the closed control workbook without Excel? Macros and buttons are kept."""

import warnings
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from toolkit.files import saving
from toolkit.files.package import check
from toolkit.files.parts import Package, child, local, namespace, parsed, serialised
from toolkit.model.control import (
    AS_OF,
    LATER_CELLS,
    LOG_ROOM,
    LOG_START,
    PERIOD,
    ROOT,
    Block,
    ControlSettings,
    by_keeper,
)
from toolkit.model.errors import ToolkitError
from toolkit.workbooks.returns.comment_marks import xml_text

WORKBOOK_PART = "xl/workbook.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def read_settings(path: Path) -> ControlSettings:
    """Return what was typed into the workbook, as text; raises ``ToolkitError`` where it is no control workbook."""
    book = _opened(path)
    typed = [_text(_named(book, name, path).value) for name in (ROOT, PERIOD, AS_OF)]
    later = [_text(_named(book, name, path).value) if name in book.defined_names else "" for name in LATER_CELLS]
    return ControlSettings(*typed, *later)


def logged_lines(path: Path) -> int:
    """Return how many lines stand in 运行记录."""
    first = _named(_opened(path), LOG_START, path)
    column = first.parent.iter_cols(first.column, first.column, first.row, first.row + LOG_ROOM - 1, values_only=True)
    return sum(bool(value) for values in column for value in values)


def write_blocks(path: Path, blocks: Sequence[Block]) -> bool:
    """Write texts into the workbook; return ``False`` where it is open elsewhere and nothing was written.

    Only sheets' cells are changed: openpyxl and LibreOffice would lose the buttons on saving.
    """
    if saving.is_open_elsewhere(path):
        return False
    book = _opened(path)
    package = Package(path)
    parts = _sheet_parts(package)
    roots: dict[str, Any] = {}
    for block in blocks:
        start = _named(book, block.name, path)
        part = parts[start.parent.title]
        root = roots.setdefault(part, parsed(package.part(part)))
        for down, texts in enumerate(block.rows):
            for right, text in enumerate(texts):
                _put(root, start.row + block.below + down, start.column + right, text)
    for part, root in roots.items():
        package.put(part, serialised(root))
    try:
        saving.replace(package.content(), path)
    except saving.OpenElsewhereError:
        return False
    return True


REBUILD = f"{by_keeper('build --replace')}，重新生成"


def _opened(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            check(path)
            return openpyxl.load_workbook(path, data_only=True)
    except FileNotFoundError:
        raise ToolkitError(f"没有“{path}”这个文件。{by_keeper('build')}，生成一个。") from None
    except Exception as error:
        raise ToolkitError(f"“{path.name}”打不开，不是招商工具箱。{REBUILD}。") from error


def _named(book: Any, name: str, path: Path) -> Any:
    if name not in book.defined_names:
        raise ToolkitError(f"“{path.name}”里找不到“{name}”这一格。{REBUILD}。")
    sheet, place = next(iter(book.defined_names[name].destinations))
    column, row, _, _ = range_boundaries(place)
    return book[sheet].cell(row, column)


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value).strip()


def _sheet_parts(package: Package) -> dict[str, str]:
    root = parsed(package.part(WORKBOOK_PART))
    return {sheet.get("name"): package.by_id(WORKBOOK_PART, sheet.get(RELATION)) for sheet in child(root, "sheets")}


def _put(root: Any, row: int, column: int, text: str) -> None:
    """Set a cell to a text and keep its look; rows and cells stay in their order."""
    space = namespace(root)
    line = _in_order(child(root, "sheetData"), "row", str(row), lambda element: int(element.get("r")) < row, space)
    place = f"{get_column_letter(column)}{row}"
    cell = _in_order(line, "c", place, lambda element: range_boundaries(element.get("r"))[0] < column, space)
    if cell.get("s") is None and (look := _column_look(root, column)):
        cell.set("s", look)
    for element in list(cell):
        cell.remove(element)
    cell.attrib.pop("t", None)
    if text:
        cell.set("t", "inlineStr")
        inner = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        inner.set(SPACE, "preserve")
        inner.text = xml_text(text)


def _in_order(parent: Any, tag: str, name: str, before: Any, space: str) -> Any:
    """Return the child of that ``r``, made at its place where it is missing."""
    elements = [element for element in parent if local(element) == tag]
    for element in elements:
        if element.get("r") == name:
            return element
    made = etree.Element(f"{{{space}}}{tag}", r=name)
    parent.insert(sum(before(element) for element in elements), made)
    return made


def _column_look(root: Any, column: int) -> str | None:
    columns = child(root, "cols")
    for element in columns if columns is not None else ():
        if int(element.get("min")) <= column <= int(element.get("max")):
            style: str | None = element.get("style")
            return style
    return None
