"""Folder 格式, files that are no readable submission: encrypted, broken, or something else under an Excel name."""

from __future__ import annotations

import base64
import io
import random
import struct
from functools import partial
from pathlib import Path
from typing import Any

import xlwt

from .case import Case, Table, standard
from .cases_rows import EXAMPLE, FORM_NOTES, NUMBERED_EXAMPLE
from .packages import compound_file, normalise, zip_of
from .pool import projects
from .writers import save_xlsx

SHEET_PART = "xl/worksheets/sheet1.xml"


def _bytes(content: bytes, case: Case, path: Path) -> None:
    """Write fixed bytes in place of a drawn sheet."""
    path.write_bytes(content)


def _raw(file: str, unit: str | None, note: str, content: bytes, kind: str | None, *or_kinds: str) -> Case:
    """Return a refused file made of these bytes."""
    case = Case(file, unit, note, "refused", table=None, save=partial(_bytes, content))
    if kind:
        more: dict[str, Any] = {"or_kinds": list(or_kinds)} if or_kinds else {}
        case.plant(kind, **more)
    return case


AGILE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" '
    'xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
    '<keyData {key} saltValue="{salt}"/><dataIntegrity encryptedHmacKey="{long}" encryptedHmacValue="{long}"/>'
    '<keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
    '<p:encryptedKey spinCount="100000" {key} saltValue="{salt}" encryptedVerifierHashInput="{salt}" '
    'encryptedVerifierHashValue="{long}" encryptedKeyValue="{half}"/></keyEncryptor></keyEncryptors></encryption>'
)
KEY = (
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
    'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"'
)


def encrypted_workbook() -> Case:
    """An .xlsx with an opening password: an OLE container around an encrypted package."""
    noise = random.Random(2022)
    salt, half, long = (base64.b64encode(noise.randbytes(size)).decode() for size in (16, 32, 64))
    info = struct.pack("<HHI", 4, 4, 0x40) + AGILE.format(key=KEY, salt=salt, half=half, long=long).encode()
    package = struct.pack("<Q", 8000) + noise.randbytes(8192)
    content = compound_file({"EncryptionInfo": info.ljust(4096), "EncryptedPackage": package})
    return _raw("格式/导江乡2022年6月招商引资项目统计表（加密）.xlsx", None, "设有打开密码的xlsx", content, "encrypted")


def encrypted_old_workbook() -> Case:
    """An .xls with an opening password: a FILEPASS record after BOF, noise behind it."""
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    noise = random.Random(6)
    password = struct.pack("<HHHHH", 0x002F, 54, 1, 1, 1) + noise.randbytes(48)
    stream = bof + password + noise.randbytes(6000)
    return _raw(
        "格式/拉沟乡2022年6月招商引资项目统计表（加密）.xls",
        None,
        "设有打开密码的xls",
        compound_file({"Workbook": stream}),
        "encrypted",
    )


def _save_truncated(case: Case, path: Path) -> None:
    save_xlsx(case, path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 3 // 5])


def truncated() -> Case:
    """The upload broke off."""
    case, table = standard(
        "格式/寨沙镇2022年6月招商引资项目统计表（不完整）.xlsx",
        None,
        "文件被截断",
        titled="寨沙镇",
        status="refused",
        table=None,
    )
    table.judged = False
    table.projects(projects(case.file, 6))
    case.save = _save_truncated
    case.plant("corrupt")
    return case


def _save_flipped(case: Case, path: Path) -> None:
    """Store the sheet uncompressed and change one digit of one amount: only the checksum tells."""
    save_xlsx(case, path)
    content = bytearray(normalise(path.read_bytes(), stored=frozenset({SHEET_PART})))
    place = bytes(content).index(b"<v>7.25</v>")
    content[place + 3 : place + 4] = b"9"
    path.write_bytes(content)


def flipped_digit() -> Case:
    """One byte went wrong on the way; the workbook opens and the amount is another."""
    case, table = standard(
        "格式/鹿寨镇2022年6月招商引资项目统计表（损坏）.xlsx",
        None,
        "压缩包内一字节损坏，CRC不符",
        titled="鹿寨镇",
        status="refused",
        table=None,
    )
    table.judged = False
    first, *others = projects(case.file, 4)
    table.project(first, typed={"amount": 7.25})
    table.projects(others)
    case.save = _save_flipped
    case.plant("nonstandard")
    return case


def word_processor_file() -> Case:
    """A WPS text document (.wps) renamed to .xlsx."""
    text = "拉沟乡2022年6月招商引资工作小结".encode("utf-16-le")
    content = compound_file({"WordDocument": (b"\xec\xa5\xc1\x00" + bytes(508) + text).ljust(4608, b"\0")})
    return _raw(
        "格式/拉沟乡2022年6月工作小结.xlsx", None, "WPS文字文档改名为xlsx", content, "not_a_workbook", "corrupt"
    )


def word_processor_file_as_such() -> Case:
    """The same with its own suffix."""
    text = "四排镇2022年6月招商引资工作总结".encode("utf-16-le")
    content = compound_file({"WordDocument": (b"\xec\xa5\xc1\x00" + bytes(508) + text).ljust(4608, b"\0")})
    case = _raw("格式/四排镇2022年6月工作总结.wps", None, "WPS文字文档", content, None)
    case.status = ["refused", "ignored"]
    case.plant("not_a_workbook", optional=True)
    return case


def text_file() -> Case:
    """A line of text saved under an Excel name."""
    text = "招商办：我镇本月统计表稍后补报，请谅解。\r\n联系人：覃思远\r\n"
    return _raw(
        "格式/中渡镇6月说明.xlsx", None, "文本文件改名为xlsx", text.encode("gb18030"), "not_a_workbook", "corrupt"
    )


def empty_file() -> Case:
    """No bytes at all."""
    return _raw(
        "格式/四排镇2022年6月招商引资项目统计表（空文件）.xlsx",
        None,
        "0字节",
        b"",
        "no_content",
        "not_a_workbook",
        "empty_submission",
    )


def binary_workbook() -> Case:
    """Saved as a binary workbook: a zip with xl/workbook.bin."""
    types = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    parts = {"[Content_Types].xml": types, "xl/workbook.bin": bytes.fromhex("8301009c01") + bytes(64)}
    return _raw(
        "格式/平山镇2022年6月招商引资项目统计表.xlsb",
        None,
        "二进制工作簿xlsb",
        zip_of(parts),
        "not_a_workbook",
        "corrupt",
    )


def binary_workbook_renamed() -> Case:
    """The same with an .xlsx name."""
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": bytes.fromhex("8301009c01") + bytes(64)}
    return _raw(
        "格式/黄冕镇2022年6月统计表（二进制）.xlsx", None, "xlsb改名为xlsx", zip_of(parts), "not_a_workbook", "corrupt"
    )


def lock_file() -> Case:
    """Excel's lock file came along with the folder."""
    owner = "Administrator"
    content = bytes([len(owner)]) + owner.encode().ljust(54) + struct.pack("<H", len(owner)) + owner.encode("utf-16-le")
    case = _raw("格式/~$江口乡2022年6月招商引资项目统计表.xlsx", None, "Excel锁定文件", content.ljust(165, b" "), None)
    case.status = "ignored"
    return case


def licence_copy() -> Case:
    """A photograph of a licence in the same folder (four bytes of JPEG, no picture)."""
    case = _raw(
        "格式/企业营业执照复印件.jpg",
        None,
        "营业执照图片，不是报表",
        b"\xff\xd8\xff\xe0" + bytes(64) + b"\xff\xd9",
        None,
    )
    case.status = ["refused", "ignored"]
    case.plant("not_a_workbook", optional=True)
    return case


def blank_form() -> Case:
    """The printed form, untouched: examples and dotted rows only."""
    case = Case("格式/鹿寨县2022年招商引资项目统计表（样表）.xlsx", None, "未填写的样表", ["ignored", "returned"])
    table = Table(case, at="A2")
    table.title("鹿寨县2022年招商引资项目统计表（样表）")
    rows = [table.plain(**EXAMPLE), table.plain(**NUMBERED_EXAMPLE)]
    dotted = [table.plain(number=number, industry="...") for number in (3, 4)]
    table.notes(*FORM_NOTES)
    for kind, found in (("sample_row_left", rows), ("placeholder_row", dotted)):
        for row in found:
            case.plant(kind, table.cell("number", row), row=row, optional=True)
    case.plant("empty_submission", optional=True)
    return case


def other_workbook() -> Case:
    """A workbook that is something else: a duty roster."""
    case = Case(
        "格式/江口乡6月值班表.xlsx", None, "值班表，不是招商统计表", ["refused", "ignored", "returned"], table=None
    )
    sheet = case.sheet()
    lines = (
        ("江口乡2022年6月值班安排表",),
        ("日期", "带班领导", "值班人员"),
        ("6月3日", "覃远平", "莫清川"),
        ("6月4日", "蒙知南", "罗行舟"),
    )
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            sheet.put(row, column, text)
    case.plant("not_a_workbook", optional=True)
    return case


def other_old_workbook() -> Case:
    """An .xls with one blank sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("Sheet1")
    target = io.BytesIO()
    book.save(target)
    case = Case(
        "格式/中渡镇2022年6月统计表（空白）.xls",
        None,
        "空白工作簿",
        ["returned", "refused"],
        save=partial(_bytes, target.getvalue()),
    )
    case.plant("empty_submission", or_kinds=["missing_column", "not_a_workbook"])
    return case


CASES = (
    encrypted_workbook, encrypted_old_workbook, truncated, flipped_digit, word_processor_file,
    word_processor_file_as_such,
    text_file, empty_file, binary_workbook, binary_workbook_renamed, lock_file, licence_copy, blank_form,
    other_workbook,
    other_old_workbook,
)  # fmt: skip
