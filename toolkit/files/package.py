"""Is this zip safe to open and complete? Every Office file that came by e-mail is opened here.

Declared sizes are checked before, real sizes while inflating, and zipfile checks each part's CRC when the
part ends (calamine does not always; a corrupted copy must not pass as other figures).
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from xml.parsers import expat

from toolkit.files import safe_xml
from toolkit.files.grid import Refusal

MAX_FILE = 64 << 20
MAX_PARTS = 4_000
MAX_TOTAL = 1 << 30
MAX_DEPTH = 120
CHUNK = 1 << 16
NAMED_IN_UTF8 = 0x800
# A part's own header: how it begins, and how long it is before its name; the lengths of name and extra end it.
HEADER_MARK, HEADER = b"PK\x03\x04", 30
SPECIAL = 0x61  # encrypted, patched, or encrypted in another way
AT_ONCE = 1 << 18  # bytes of a part
# How a part begins that is read without the parser: UTF-8, and nothing between here and its first element.
DECLARATION = (
    rb"""(?:<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?(?: standalone=["']\w+["'])? ?\?>\s*)?"""
)


def local(name: str) -> str:
    """Return an XML name without its namespace: Strict OOXML differs in namespaces only."""
    return name.rsplit(" ", 1)[-1]


class Package:
    """An opened Office package; parts are looked up without regard to case, as Office does."""

    def __init__(self, source: Path | bytes) -> None:
        if (len(source) if isinstance(source, bytes) else source.stat().st_size) > MAX_FILE:
            raise Refusal("not_a_workbook", f"文件超过 {MAX_FILE >> 20} MB，不像报表")
        # Read once: what is compressed is at most as large as that, and its parts are inflated out of it.
        self._bytes = source if isinstance(source, bytes) else source.read_bytes()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self._bytes))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise Refusal("corrupt", "压缩目录无法读取（可能没有下载完整）") from None
        try:
            self._parts = self._inspect()
        except Refusal:
            self.close()
            raise

    def _inspect(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_TOTAL:
            raise Refusal("not_a_workbook", "解压后过大，不像报表")
        parts: dict[str, zipfile.ZipInfo] = {}
        spans = sorted((info.header_offset, info.header_offset + info.compress_size) for info in infos)
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise Refusal("nonstandard", "压缩包内的内容互相重叠")
        for info in infos:
            name = info.filename.replace("\\", "/").lstrip("/").lower()
            if info.flag_bits & 1:
                raise Refusal("encrypted")
            if not self._named_alike(info):
                raise Refusal("nonstandard", "压缩目录与内容不符")
            if not name.endswith("/") and name in parts:
                raise Refusal("nonstandard", f"内部部件“{name}”出现两次")
            parts[name] = info
        return parts

    def _named_alike(self, info: zipfile.ZipInfo) -> bool:
        """Tell whether a part's name is the same in directory and header; a damaged directory hides parts."""
        name = info.orig_filename.encode("utf-8" if info.flag_bits & NAMED_IN_UTF8 else "cp437")
        at = info.header_offset + HEADER
        long = self._bytes[at - 4 : at - 2]
        return long == len(name).to_bytes(2, "little") and self._bytes.startswith(name, at)

    def __contains__(self, name: str) -> bool:
        return name.lower().lstrip("/") in self._parts

    def names(self) -> list[str]:
        """Return all part names, lower-case."""
        return list(self._parts)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes, counting what really comes out; the CRC is checked at its end."""
        info = self._parts.get(name.lower().lstrip("/"))
        if info is None:
            raise Refusal("nonstandard", f"缺少内部部件“{name}”")
        return self._content(info, name)

    def entries(self) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        """Yield every part as the package names it, in its order, for one that is changed and packed again."""
        for info in self._parts.values():
            yield info, b"".join(self._content(info, info.filename))

    @property
    def size(self) -> int:
        """How many bytes all parts have, as the package says."""
        return sum(info.file_size for info in self._parts.values())

    def _content(self, info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
        total = 0
        try:
            for chunk in self._inflated(info):
                total += len(chunk)
                if total > MAX_TOTAL:
                    raise Refusal("not_a_workbook", "解压后过大，不像报表")
                yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
            raise Refusal("nonstandard", f"内部部件“{name}”校验不符") from None
        if total != info.file_size:
            raise Refusal("nonstandard", f"内部部件“{name}”长度不符")

    def _inflated(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield what a part holds. A small one is inflated in one go; what is not plain about it is for zipfile to say.

        Plain is: a header and a name without anything special, and deflated data that come out whole, with the size
        and the checksum that the directory states.
        """
        head = self._bytes[info.header_offset : info.header_offset + HEADER]
        is_plain = head[:4] == HEADER_MARK and info.compress_type == zipfile.ZIP_DEFLATED
        is_plain = is_plain and info.orig_filename.isascii() and not info.flag_bits & SPECIAL
        if is_plain and info.file_size <= AT_ONCE:
            long = int.from_bytes(head[-4:-2], "little") + int.from_bytes(head[-2:], "little")
            start = info.header_offset + HEADER + long
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = inflater.decompress(self._bytes[start : start + info.compress_size], info.file_size + 1)
            except zlib.error:
                content = b""
            if inflater.eof and len(content) == info.file_size and zlib.crc32(content) == info.CRC:
                yield content
                return
        with self._zip.open(info) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def parse(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Walk a part's XML; a DOCTYPE is refused in the parser itself, whatever its encoding."""
        parse_chunks(name, self.chunks(name), start, end, text)

    def part(self, name: str) -> bytes:
        """Return a whole part; meant for small parts and those that are kept whole anyway."""
        return b"".join(self.chunks(name))

    def relations(self, part: str) -> Mapping[str, tuple[str, str, bool]]:
        """Return a part's relationships: id → (type's last word, target part, external)."""
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        return _relations(rels, folder, self.part(rels)) if rels in self else {}


def check(source: Path | bytes) -> None:
    """Read a whole package once before a library opens it that trusts what it is given.

    Raises :class:`Refusal` for sizes, checksums and names that are not so, and for XML that is broken or has a DOCTYPE.
    """
    package = Package(source)
    try:
        for name in package.names():
            if name.endswith((".xml", ".rels", ".vml")):
                package.parse(name, lambda *_: None)
            else:
                for _ in package.chunks(name):
                    pass
    finally:
        package.close()


@lru_cache(maxsize=256)
def _relations(name: str, folder: str, xml: bytes) -> Mapping[str, tuple[str, str, bool]]:
    # Files made from one form share most parts byte for byte; a part is read once for all of them.
    found: dict[str, tuple[str, str, bool]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            target = resolve(folder, attributes.get("Target", ""))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target, attributes.get("TargetMode") == "External")

    parse_chunks(name, iter((xml,)), start)
    return MappingProxyType(found)


def resolve(folder: str, target: str) -> str:
    """Return the part a relationship points at.

    >>> resolve("xl/worksheets", "../comments1.xml"), resolve("xl", "/xl/styles.xml")
    ('xl/comments1.xml', 'xl/styles.xml')
    """
    target = target.replace("\\", "/")
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(step for step in steps if step)


def parse_chunks(
    name: str,
    chunks: Iterator[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk the XML of a part, called ``name`` in a refusal."""
    feed(safe_parser(name, start, end, text), name, chunks)


def safe_parser(
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """Return an expat parser that refuses DOCTYPE, entities and absurd nesting."""
    parser = safe_xml.parser()
    depth = 0

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Refusal("nonstandard", f"内部部件“{name}”嵌套过深")
        start(tag, attributes)

    def on_end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(tag)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    if text:
        parser.CharacterDataHandler = text
    return parser


def feed(parser: expat.XMLParserType, name: str, chunks: Iterator[bytes]) -> None:
    """Feed a parser to the end; malformed XML is a corrupt file."""
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise Refusal("nonstandard", f"内部部件“{name}”不完整") from None
    except (LookupError, ValueError):
        raise Refusal("nonstandard", f"内部部件“{name}”编码不对") from None
