"""How is one part of an Office package changed while every other part keeps its bytes?"""

import io
import posixpath
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from toolkit.files import package as package_door
from toolkit.files import safe_xml
from toolkit.files.grid import Refusal

# More than this, unpacked, is no month's statistics table.
LARGEST = 400_000_000
_TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class OddPackageError(Exception):
    """The package is not built as Office programs build it; the caller has to take another way."""


def parsed(content: bytes) -> Any:
    """Return the root of an XML part; entities are not resolved, and a document type is refused."""
    try:
        return safe_xml.tree(content)
    except safe_xml.BrokenXmlError as error:
        raise OddPackageError(str(error)) from error


def serialised(root: Any) -> bytes:
    """Return an XML part's bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: Any) -> str:
    """Return an element's name without its namespace ('' for comments and instructions)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, name: str) -> Any:
    """Return the first child of that name, or ``None``."""
    return next((found for found in element if local(found) == name), None)


def namespace(element: Any) -> str:
    """Return an element's namespace."""
    return str(etree.QName(element).namespace or "")


class Package:
    """The parts of a package in their order; ``names`` that were not put keep their bytes."""

    def __init__(self, source: Path) -> None:
        self._parts: dict[str, bytes] = {}
        self._infos: dict[str, zipfile.ZipInfo] = {}
        try:
            package = package_door.Package(source)
            try:
                if package.size > LARGEST:
                    raise OddPackageError("too large")
                for info, content in package.entries():
                    self._infos[info.filename] = info
                    self._parts[info.filename] = content
            finally:
                package.close()
        except Refusal as refusal:
            raise OddPackageError(refusal.why or refusal.kind) from refusal

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes:
        """Return a part's bytes."""
        if name not in self._parts:
            raise OddPackageError(f"no part {name}")
        return self._parts[name]

    def put(self, name: str, content: bytes) -> None:
        """Set a part's bytes; a new part is added at the end."""
        self._parts[name] = content

    def unused(self, pattern: str) -> str:
        """Return the first name of ``xl/comments{}.xml`` that no part has."""
        taken = {name.casefold() for name in self._parts}
        return next(name for number in range(1, 10_000) if (name := pattern.format(number)).casefold() not in taken)

    def content(self) -> bytes:
        """Return the package's bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self._parts.items():
                info = zipfile.ZipInfo(
                    name, self._infos[name].date_time if name in self._infos else (1980, 1, 1, 0, 0, 0)
                )
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, part)
        return buffer.getvalue()

    # -- relationships ---------------------------------------------------------------------------

    def related(self, source: str, kind: str) -> str | None:
        """Return the part that ``source`` ('' for the package) relates to as ``kind`` (``comments``), if any."""
        for relationship in self._relationships(source):
            if str(relationship.get("Type", "")).endswith("/" + kind) and relationship.get("TargetMode") != "External":
                return self._target(source, str(relationship.get("Target", "")))
        return None

    def by_id(self, source: str, id: str) -> str:
        """Return the part behind a relationship's id."""
        for relationship in self._relationships(source):
            if relationship.get("Id") == id:
                return self._target(source, str(relationship.get("Target", "")))
        raise OddPackageError(f"{source} has no relationship {id}")

    def relate(self, source: str, kind: str, target: str, strict: bool = False) -> str:
        """Add a relationship and return its id."""
        name = _rels_name(source)
        root = (
            parsed(self._parts[name])
            if name in self._parts
            else etree.Element(f"{{{_RELS_NS}}}Relationships", nsmap={None: _RELS_NS})
        )
        taken = {relationship.get("Id") for relationship in root}
        new = next(free for number in range(1, 100_000) if (free := f"rId{number}") not in taken)
        family = f"{_STRICT}officeDocument/relationships" if strict else _OFFICE_RELS
        way = posixpath.relpath(target, posixpath.dirname(source) or ".")
        etree.SubElement(root, f"{{{_RELS_NS}}}Relationship", Id=new, Type=f"{family}/{kind}", Target=way)
        self.put(name, serialised(root))
        return new

    def _relationships(self, source: str) -> list[Any]:
        name = _rels_name(source)
        return (
            [found for found in parsed(self._parts[name]) if local(found) == "Relationship"]
            if name in self._parts
            else []
        )

    def _target(self, source: str, target: str) -> str:
        joined = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(source), target)
        name = posixpath.normpath(joined).lstrip("/")
        if name not in self._parts:
            raise OddPackageError(f"{source} points at {name}, which is missing")
        return name

    # -- content types ---------------------------------------------------------------------------

    def content_type(self, name: str) -> str:
        """Return a part's content type, or ''."""
        root = parsed(self.part(_TYPES))
        for element in root:
            if local(element) == "Override" and element.get("PartName") == f"/{name}":
                return str(element.get("ContentType"))
        extension = name.rpartition(".")[2].casefold()
        for element in root:
            if local(element) == "Default" and str(element.get("Extension")).casefold() == extension:
                return str(element.get("ContentType"))
        return ""

    def declare(self, name: str, content_type: str) -> None:
        """Declare a new part's content type."""
        root = parsed(self.part(_TYPES))
        etree.SubElement(root, f"{{{_TYPES_NS}}}Override", PartName=f"/{name}", ContentType=content_type)
        self.put(_TYPES, serialised(root))

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Declare the content type of all parts with a file extension, as Office does for drawings of comments."""
        root = parsed(self.part(_TYPES))
        there = {str(element.get("Extension")).casefold() for element in root if local(element) == "Default"}
        if extension not in there:
            # Defaults stand before overrides.
            root.insert(0, etree.Element(f"{{{_TYPES_NS}}}Default", Extension=extension, ContentType=content_type))
            self.put(_TYPES, serialised(root))


def _rels_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
