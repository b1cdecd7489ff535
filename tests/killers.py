"""Which files stop a reader? Those that attackers send, and those that clerks make without knowing."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

import xlwt

from tests.drawn import HEADINGS
from tests.rawfiles import (
    PROJECT,
    biff5,
    container,
    docx,
    record,
    rows,
    sheet,
    word_table,
    xlsx,
    xlsx_parts,
    zipped,
)

GOOD = rows(PROJECT)
SHEET = "xl/worksheets/sheet1.xml"
BOMB_WORDS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LINE = "\t".join(HEADINGS)


def _patched(data: bytes, **fields: int) -> bytes:
    """Return a zip whose central directory says something else of its largest part than is true."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        victim = max(package.infolist(), key=lambda info: info.file_size)
    at = data.rindex(victim.filename.encode()) - 46
    offsets = {"compressed": 20, "size": 24, "header": 42}
    for name, value in fields.items():
        data = data[: at + offsets[name]] + struct.pack("<I", value) + data[at + offsets[name] + 4 :]
    return data


def _overlapping() -> bytes:
    """Two parts that share their compressed bytes: how a small file unpacks to petabytes."""
    data = zipped({"a.xml": "x" * 3000, **xlsx_parts(sheet(GOOD)), "b.xml": "y" * 9000})
    return _patched(data, header=0, compressed=2000)


def _with(part: str, content: str | bytes) -> bytes:
    return zipped({**xlsx_parts(sheet(GOOD)), part: content})


def _doctype(encoding: str) -> bytes:
    return xlsx(f'<?xml version="1.0" encoding="{encoding}"?>{BOMB_WORDS}{sheet(GOOD)}'.encode(encoding))


def _million_entries() -> bytes:
    return zipped({**xlsx_parts(sheet(GOOD)), **{f"x/{n}": "" for n in range(5_000)}})


def _counted_strings() -> bytes:
    """An old workbook that announces two thousand million texts and brings none."""
    data = biff5([HEADINGS], name="S").replace(record(0x0A), record(0xFC, struct.pack("<II", 1 << 31, 1 << 31)), 1)
    return container(data)


def _far_formats() -> bytes:
    """Whole columns formatted in every row of an old workbook, and a record that says far more than it holds."""
    blank = record(0xBE, struct.pack("<HH", 0, 0) + bytes(512) + struct.pack("<H", 65_535))
    return container(biff5([HEADINGS]).removesuffix(record(0x0A)) + blank + record(0x0A))


# name → (words that the sentence holds, how the file is made)
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "声明过大.xlsx": ("解压后过大", lambda: _patched(xlsx(sheet(GOOD)), size=1 << 31)),
    "声明过小.xlsx": ("校验不符", lambda: _patched(_with(SHEET, sheet(GOOD) + " " * 3_000_000), size=100)),
    "声明略小.xlsm": ("校验不符", lambda: _patched(xlsx(sheet(GOOD)), size=500)),
    "内容重叠.xlsx": ("互相重叠", _overlapping),
    "部件成千.xlsx": ("解压后过大", _million_entries),
    "套层过深.xlsx": ("嵌套过深", lambda: _with("xl/workbook.xml", "<a>" * 200_000 + "</a>" * 200_000)),
    "样式过深.xlsm": ("嵌套过深", lambda: _with("xl/styles.xml", "<a>" * 200_000 + "</a>" * 200_000)),
    "实体.xlsx": ("DTD", lambda: _doctype("utf-8")),
    "实体十六位.xlsx": ("DTD", lambda: _doctype("utf-16")),
    "实体在目录.xlsm": ("DTD", lambda: _with("_rels/.rels", BOMB_WORDS + "<a/>")),
    "合并过多.xlsx": (
        "合并单元格过多",
        lambda: xlsx(
            sheet(GOOD, after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 150_000 + "</mergeCells>")
        ),
    ),
    "扇区成环.xls": ("读不通", lambda: container(biff5([HEADINGS, PROJECT]), fat={4: 4})),
    "扇区出界.xls": ("读不通", lambda: container(biff5([HEADINGS, PROJECT]), fat={2: 99_999})),
    "目录成环.xls": ("读不通", lambda: container(biff5([HEADINGS, PROJECT]), left=1)),
    "文字谎报.xls": ("读不通", _counted_strings),
    "记录出界.xls": ("读不通", _far_formats),
    "一行过长.csv": ("一行过长", lambda: b"\xef\xbb\xbf" + b"1," * 3_000_000),
    "引号不合.csv": ("引号或分隔符不完整", f'{LINE}\n1\t"{PROJECT[1]}\n{LINE}\n'.encode),
    "格子过多.csv": ("内容过多", lambda: (",".join("1" * 20) + "\n").encode() * 60_000),
    "文本过大.csv": ("超过 16 MB", lambda: b"1,2\n" * (5 << 20)),
    "格子过多.html": ("单元格过多", lambda: b"<table>" + b"<tr><td>1</td><td>2</td></tr>" * 500_000),
    "跨度过大.html": ("单元格过多", lambda: b"<table><tr>" + b"<td rowspan=9999 colspan=9999>x</td>" * 1_000),
    "注释不完.html": ("没有找到表头", lambda: b"<table><tr><td>1</td></tr></table>" + b"<!--" * 2_000_000),
    "标记残缺.html": ("标记不完整", lambda: b"<table><tr><td>1</td></tr></table><![x["),
    "解压炸弹.docx": ("解压后过大", lambda: _patched(docx(word_table([HEADINGS, PROJECT])), size=1 << 31)),
    "格子过多.docx": (
        "内容过多",
        lambda: docx("<w:tbl>" + ("<w:tr>" + "<w:tc/>" * 20 + "</w:tr>") * 40_000 + "</w:tbl>"),
    ),
    "实体.docx": ("DTD", lambda: docx(word_table([HEADINGS, PROJECT]), before=BOMB_WORDS)),
    "套层过深.docx": ("嵌套过深", lambda: docx("<w:p>" * 100_000 + "</w:p>" * 100_000)),
}


def _rows_with_formats() -> Iterator[str]:
    yield GOOD
    for number in range(3, 1_048_577):
        yield f'<row r="{number}" s="1" customFormat="1"><c r="A{number}" s="1"/><c r="B{number}" s="1"/></row>'


def _old(change: Callable[[xlwt.Worksheet], None]) -> bytes:
    book = xlwt.Workbook(encoding="gbk", style_compression=2)
    page = book.add_sheet("Sheet1")
    for number, line in enumerate([HEADINGS, PROJECT]):
        for column, text in enumerate(line):
            page.write(number, column, text)
    change(page)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _every_row_formatted(page: xlwt.Worksheet) -> None:
    style = xlwt.easyxf("borders: left thin")
    for number in range(2, 65_536):
        for column in range(10):
            page.write(number, column, None, style)


def _columns_merged() -> bytes:
    merges = "".join(f'<mergeCell ref="{letter}3:{letter}1048576"/>' for letter in "ABCDEFGHIJ")
    return xlsx(sheet(GOOD, after=f'<mergeCells count="10">{merges}<mergeCell ref="K1:XFD1048576"/></mergeCells>'))


# What clerks make: a key held too long, a whole column selected.  These must be read.
CLERKS: dict[str, Callable[[], bytes]] = {
    "百万空行.xlsx": lambda: xlsx(sheet("".join(_rows_with_formats()))),
    "整列合并.xlsx": _columns_merged,
    "角落一格.xlsx": lambda: xlsx(
        sheet(GOOD + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>…</t></is></c></row>')
    ),
    "空行带格式.xls": lambda: _old(_every_row_formatted),
    "角落一格.xls": lambda: _old(lambda page: page.write(65_535, 255, "…")),
    "整列合并.xls": lambda: _old(lambda page: page.merge(2, 65_535, 0, 9)),
    "百万空行.csv": ("\n".join(map(",".join, [HEADINGS, PROJECT])) + "\n,,,,,,,,," * 1_048_000).encode,
}
