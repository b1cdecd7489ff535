"""How is a file made whose every byte is known? Packages, old workbooks and containers, for tests of the reader."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from tests.drawn import HEADINGS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PROJECT = ["1", "林木业", "江口旋切一期", "甲公司", "0.5", "山东", "覃一", "19900000001", "2022年", "已开工"]
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><strike/></font></fonts>'
    '<cellXfs count="5"><xf/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="57"/><xf fontId="1"/></cellXfs></styleSheet>'
)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of named parts, the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            package.writestr(info, content)
    return file.getvalue()


def row(number: int, cells: Sequence[str | None]) -> str:
    """Return a row of inline texts; a number of Excel's own begins with ``#``, raw XML with ``<``."""
    return f'<row r="{number}">' + "".join(filter(None, map(_cell, [number] * len(cells), range(26), cells))) + "</row>"


def _cell(number: int, column: int, text: str | None) -> str:
    place = f"{chr(65 + column)}{number}"
    if not text:
        return ""
    if text.startswith("<"):
        return text.replace("<c", f'<c r="{place}"', 1)
    if text.startswith("#"):
        return f'<c r="{place}"><v>{text[1:]}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*lines: Sequence[str | None]) -> str:
    """Return the headings of annex 2 and the lines below them, as rows."""
    return "".join(row(number, line) for number, line in enumerate([HEADINGS, *lines], 1))


def sheet(content: str, before: str = "", after: str = "", main: str = MAIN) -> str:
    """Return a sheet part with rows, and what stands before and after them."""
    return f'<worksheet xmlns="{main}">{before}<sheetData>{content}</sheetData>{after}</worksheet>'


def xlsx_parts(
    sheet_part: str | bytes, strings: str = "", styles: str = STYLES, main: str = MAIN, relations: str = RELATIONS
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet."""
    links = {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
    links |= {"rId3": ("sharedStrings", "sharedStrings.xml")} if strings else {}
    listed = "".join(f'<Relationship Id="{i}" Type="{relations}/{k}" Target="{t}"/>' for i, (k, t) in links.items())
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>',
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": sheet_part,
        **({"xl/sharedStrings.xml": strings} if strings else {}),
    }


def xlsx(sheet_part: str | bytes, strings: str = "", styles: str = STYLES) -> bytes:
    """Return a workbook with one sheet."""
    return zipped(xlsx_parts(sheet_part, strings, styles))


def docx(body: str, before: str = "") -> bytes:
    """Return a Word file with a body; ``before`` stands before its first element."""
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def word_table(lines: Sequence[Sequence[str]]) -> str:
    """Return a table for the body of a Word file."""
    cells = ["".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in line) for line in lines]
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in cells) + "</w:tbl>"


def record(kind: int, content: bytes = b"") -> bytes:
    """Return one record of an old workbook."""
    return struct.pack("<HH", kind, len(content)) + content


def biff5(lines: Sequence[Sequence[str | float]], codepage: int | None = 936, name: str = "Sheet1") -> bytes:
    """Return an Excel 5 workbook of texts in GBK and numbers, as a bare stream (programs of the nineties wrote these)."""
    format = record(0xE0, bytes(16))
    start = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0))
    start += record(0x42, struct.pack("<H", codepage)) if codepage else b""
    start += record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 5) + b"Arial") * 4 + format * 16
    title = name.encode("gbk")
    place = len(start) + 4 + 7 + len(title) + 4
    listed = record(0x85, struct.pack("<IHB", place, 0, len(title)) + title)
    cells = b""
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, str):
                text = value.encode("gbk")
                cells += record(0x204, struct.pack("<HHHH", number, column, 15, len(text)) + text)
            else:
                cells += record(0x203, struct.pack("<HHHd", number, column, 15, value))
    page = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)) + cells + record(0x0A)
    return start + listed + record(0x0A) + page


def container(stream: bytes, name: str = "Book", fat: Mapping[int, int] | None = None, left: int = -1) -> bytes:
    """Return a stream in an OLE container; ``fat`` overrides where sectors lead, ``left`` the directory's tree."""
    stream = stream.ljust(max(4096, -len(stream) % 512 + len(stream)), b"\0")
    sectors = len(stream) // 512
    chain = [-3, -2, *range(3, sectors + 2), -2] if sectors > 1 else [-3, -2, -2]
    chain += [-1] * (128 - len(chain))
    for sector, leads in (fat or {}).items():
        chain[sector] = leads
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<iiiiiiii", 1, 1, 0, 4096, -2, 0, -2, 0) + struct.pack("<109i", 0, *[-1] * 108)
    entries = _entry("Root Entry", 5, -1, -1, 1, -2, 0) + _entry(name, 2, left, -1, -1, 2, len(stream)) + bytes(256)
    return header + struct.pack("<128i", *chain) + entries + stream


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBiii", len(text), kind, 1, left, right, child)
    return head + bytes(36) + struct.pack("<iii", start, size, 0)
