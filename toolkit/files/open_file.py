"""Which kind of file is this? The content decides; the suffix is ignored."""

from pathlib import Path

from toolkit.files.csv_file import MAX_TEXT, decode, read_csv
from toolkit.files.grid import RawWorkbook, Refusal
from toolkit.files.html_file import read_html
from toolkit.files.package import MAX_FILE
from toolkit.files.private_numbers import take_out_private_numbers
from toolkit.files.xlsx import read_package
from toolkit.files.xml2003 import SPREADSHEET, read_xml2003
from toolkit.model.errors import ToolkitError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Directory entries of an OLE file, in UTF-16: what kind of document it holds.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
NOT_TABLES = (b"{", b"%PDF", b"\x89PNG", b"\xff\xd8", b"Rar!", b"7z\xbc")
BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def open_workbook(path: Path) -> RawWorkbook:
    """Return a file's sheets; raises :class:`Refusal` with the catalogue's kind and the reason."""
    if path.stat().st_size > MAX_FILE:
        raise Refusal("not_a_workbook", f"文件超过 {MAX_FILE >> 20} MB，不像报表")
    head = _head(path)
    if head.startswith(b"PK\x03\x04"):
        return read_package(path)
    if head.startswith(OLE):
        return _open_ole(path)
    if head[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        return _read_xls(path)  # a BIFF stream without its OLE wrapping, as some exports write it
    return _open_text(path, head)


def _open_text(path: Path, head: bytes) -> RawWorkbook:
    """Return the sheets of a file that is text by its beginning: csv, a web page, or a workbook as one XML file."""
    if head[:2] in BYTE_ORDERS:
        head = head.decode("utf-16", "ignore").encode()
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(NOT_TABLES):
        raise Refusal("not_a_workbook", "不是 Excel 工作簿")
    is_xml = start.startswith((b"<?xml", b"<?mso", b"<Workbook", b"<ss:Workbook")) and b"<html" not in start.lower()
    if is_xml and SPREADSHEET not in start:
        raise Refusal("not_a_workbook", "是 XML 文件，不是工作簿")
    data = path.read_bytes()
    if len(data) > MAX_TEXT:
        raise Refusal("not_a_workbook", f"文件超过 {MAX_TEXT >> 20} MB，不像报表")
    if is_xml:
        return read_xml2003(data)
    if start.startswith(b"<"):
        text = decode(data)
        if "<table" in text.lower():
            return read_html(text)
    return read_csv(data)


def _head(path: Path) -> bytes:
    if not path.is_file():
        raise Refusal("not_a_workbook", "不是普通的文件")  # reading a pipe or a device would never end
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise Refusal("no_content", "是空的（0 字节）")
    return head


def _read_xls(path: Path) -> RawWorkbook:
    from toolkit.files.xls import read_xls  # xlrd: most months need it for one file in ten, most buttons not at all

    return read_xls(path)


def open_own_workbook(path: Path, kind: str = "", advice: str = "请检查文件。") -> RawWorkbook:
    """Return the sheets of a file that the office keeps itself; messages put ``kind`` before its name.

    Identity and bank card numbers are removed: the master, the papers and the letters need none.

    Raises ``ToolkitError`` where it cannot be read: the operator has to mend it, not a unit.
    """
    try:
        book = open_workbook(path)
    except (Refusal, OSError) as problem:
        why = getattr(problem, "why", problem) or "设了打开密码"
        raise ToolkitError(f"{kind}{path.name} 打不开：{why}。{advice}") from None
    take_out_private_numbers(path.name, book)
    return book


def _open_ole(path: Path) -> RawWorkbook:
    data = path.read_bytes()
    if ENCRYPTED_STREAM in data:
        raise Refusal("encrypted")
    if not any(stream in data for stream in BOOK_STREAMS):
        raise Refusal(
            "not_a_workbook",
            "是 Word 文档" if WORD_STREAM in data else "不是 Excel 工作簿（可能是旧版 .wps 或 .et，也可能没有传完整）",
        )
    return _read_xls(path)
