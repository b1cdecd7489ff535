"""How are zip packages made byte-reproducible or odd on purpose, and OLE containers built by hand?"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable

Edit = Callable[[bytes], bytes]

FIXED_TIME = dt.datetime(2022, 6, 3, 9, 30, 0)
_ZIP_TIME = (2022, 6, 3, 9, 30, 0)
_W3C_TIME = rb"2022-06-03T09:30:00Z"
SECTOR = 512
END_OF_CHAIN, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def normalise(package: bytes, edits: dict[str, Edit] | None = None, stored: frozenset[str] = frozenset()) -> bytes:
    """Return the package with fixed dates everywhere; `edits` change named parts, `stored` stay uncompressed."""
    source = zipfile.ZipFile(io.BytesIO(package))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", _W3C_TIME, data)
            if edits and name in edits:
                data = edits[name](data)
            _add(out, name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def zip_of(parts: dict[str, bytes]) -> bytes:
    """Return a zip with these parts and fixed dates."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name, data in parts.items():
            _add(out, name, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _add(out: zipfile.ZipFile, name: str, data: bytes, compression: int) -> None:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = compression
    info.create_system = 0
    info.external_attr = 0
    out.writestr(info, data)


def replacing(old: bytes, new: bytes) -> Edit:
    """Return an edit that replaces some bytes and insists that they are there."""

    def edit(data: bytes) -> bytes:
        if old not in data:
            raise ValueError(f"{old!r} is not in the part")
        return data.replace(old, new)

    return edit


def replacing_all(pairs: dict[bytes, bytes]) -> Edit:
    """Return an edit that makes several replacements in turn."""

    def edit(data: bytes) -> bytes:
        for old, new in pairs.items():
            data = replacing(old, new)(data)
        return data

    return edit


def substituting(pattern: bytes, new: bytes) -> Edit:
    """Return an edit that replaces what a pattern finds and insists that it finds something."""

    def edit(data: bytes) -> bytes:
        changed, count = re.subn(pattern, new, data)
        if not count:
            raise ValueError(f"{pattern!r} is not in the part")
        return changed

    return edit


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
    ),
}


def strict_edit(data: bytes) -> bytes:
    """Return a part with the namespaces that Excel writes for 「Strict Open XML 电子表格」."""
    for transitional, strict in STRICT.items():
        data = data.replace(transitional, strict)
    return data.replace(b"<workbook xmlns=", b'<workbook conformance="strict" xmlns=')


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a minimal OLE compound file; every stream must reach 4096 bytes, so that no mini-stream is needed."""
    if any(len(data) < 4096 for data in streams.values()) or len(streams) > 3:
        raise ValueError("at most three streams, none below 4096 bytes")
    starts, body, chain = [], b"", [FAT_SECTOR, END_OF_CHAIN]  # sector 0: FAT, sector 1: directory
    for data in streams.values():
        count = -(-len(data) // SECTOR)
        first = len(chain)
        starts.append(first)
        chain += [*range(first + 1, first + count), END_OF_CHAIN]
        body += data.ljust(count * SECTOR, b"\0")
    if len(chain) > SECTOR // 4:
        raise ValueError("streams need more than one FAT sector")
    fat = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    directory = _directory_entry("Root Entry", 5, END_OF_CHAIN, 0, child=list(streams).index(names[0]) + 1)
    for (name, data), start in zip(streams.items(), starts, strict=True):
        rank = names.index(name)
        right = list(streams).index(names[rank + 1]) + 1 if rank + 1 < len(names) else FREE
        directory += _directory_entry(name, 2, start, len(data), right=right)
    return _compound_header() + fat + directory.ljust(SECTOR, b"\0") + body


def _compound_header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108)


def _directory_entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    entry += struct.pack("<III", FREE, right, child) + bytes(16 + 4 + 16)
    return entry + struct.pack("<IQ", start, size)
