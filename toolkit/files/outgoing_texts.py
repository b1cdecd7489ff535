"""Which texts stand in an Office file that we have written? Every cell, comment, shape, paragraph and sheet name."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

from toolkit.files.package import Package
from toolkit.model.expressions import expression

# What ends one text: a shared or inline string, a paragraph of Word or of a shape, a comment.
_END = expression(r"</(?:\w+:)?(?:si|is|p|comment)>")
_PIECE = expression(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)</")
_COMPUTED = expression(r'<c [^>]*t="str"[^>]*>(?:<f[^<]*(?:</f>|/>))?<v>([^<]*)</v>')
_SHEET = expression(r'<(?:\w+:)?sheet [^>]*?\bname="([^"]*)"')


def place_of(path: Path, text: str) -> str:
    """Return where in a workbook a text stands first: “项目台账”表 T4 单元格, or a sheet's name.

    '' for Word, and where no cell has it (a comment, a shape).
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return ""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for number, sheet in enumerate(book.worksheets, start=1):
            if text in sheet.title:
                return f"第{number}张工作表的名称"
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None and text in str(cell.value):
                        return f"“{sheet.title}”表 {cell.coordinate} 单元格"
    finally:
        book.close()
    return ""


def outgoing_texts(path: Path) -> Iterator[str]:
    """Yield the texts of an .xlsx or .docx; numbers of cells are amounts and counts and none of them."""
    package = Package(path)
    try:
        for name in package.names():
            if not name.endswith((".xml", ".vml")):
                continue
            part = package.part(name).decode("utf-8", "replace")
            for text in _END.split(part):
                if pieces := _PIECE.findall(text):
                    yield unescape("".join(pieces))
            yield from map(unescape, _COMPUTED.findall(part))
            if name == "xl/workbook.xml":
                yield from map(unescape, _SHEET.findall(part))
    finally:
        package.close()
