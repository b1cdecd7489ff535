"""Is a Word template safe to open? Complete, not too large, no DOCTYPE, no macros, nothing loaded from elsewhere."""

import re
from collections.abc import Mapping
from html import unescape

from toolkit.files import safe_xml
from toolkit.files.grid import Refusal
from toolkit.files.package import Package
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression

# The parts of a .docx in which docxtpl looks for tags.
TAGGED_PART = expression(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_LARGEST = 64 * 1024 * 1024  # bytes inside the .docx, before a zip bomb fills the memory
_LARGEST_TEXT = 4 * 1024 * 1024  # bytes of one part with words; the shipped ones have twenty thousand
# Parts with programs in them: macros, and controls that Office runs.
_PROGRAM = expression(r"(?i)(?:^|/)(?:vbaProject(?:Signature\w*)?\.bin|vbaData\.xml|activeX\d*\.(?:xml|bin))$")
_MACRO_TYPE = b"macroEnabled"
# Fields that bring in another file or another program's data whenever the document is opened or printed.
_BRINGS = expression(r"(?i)\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD)\b[^<]*")
_CODES = expression(r"<(?:\w+:)?instrText(?: [^>]*)?>([^<]*)</|<(?:\w+:)?fldSimple [^>]*?(?:\w+:)?instr=[\"']([^\"']*)")
_PARAGRAPH = expression(r"</(?:\w+:)?p>")
_SOURCE = expression(r"(?i)<v:[^>]*?\b(?:src|o:href)=[\"']\s*((?:https?:|ftp:|file:|[\\/]{2})[^\"']*)")
_OTHER_CONTENT = "/aFChunk"  # a relationship to a part that is another document, a web page for instance
# A file on a drive of this computer may be named (the template that a template was made from); nothing further away.
_FAR = expression(r"\s*(https?:|ftp:|[\\/]{2}|file:(?!/*[A-Za-z]:[\\/]))", re.IGNORECASE)


def opened(file: str, content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word template; raises ``ToolkitError`` with what is wrong with it."""
    try:
        package = Package(content)
        if package.size > _LARGEST:
            raise ToolkitError(f"模板“{file}”太大，请去掉里面的大图片后再试。")
        parts = {info.filename: part for info, part in package.entries()}
    except Refusal:
        parts = {}
    if "word/document.xml" not in parts or not _readable(parts):
        raise ToolkitError(f"模板“{file}”不是 Word 文档，请用 Word 打开后另存为 .docx 格式。")
    if any(len(part) > _LARGEST_TEXT for name, part in parts.items() if TAGGED_PART.fullmatch(name)):
        raise ToolkitError(f"模板“{file}”的文字太多，不像一份公文，请换回原来的模板。")
    if any(map(_PROGRAM.search, parts)) or _MACRO_TYPE in parts.get("[Content_Types].xml", b""):
        raise ToolkitError(f"模板“{file}”里有宏或控件，没有使用。请在 Word 里另存为不带宏的 .docx。")
    if target := next(filter(None, map(_brought, parts.items())), ""):
        raise ToolkitError(f"模板“{file}”里有从别处取来的内容（{target[:60]}），请在 Word 里断开链接或删掉它。")
    return parts


def _readable(parts: Mapping[str, bytes]) -> bool:
    checked = [part for name, part in parts.items() if name.endswith((".rels", ".xml", ".vml"))]
    try:
        for part in checked:
            part.decode("utf-8-sig")
            _relationships(part)
    except (UnicodeDecodeError, safe_xml.BrokenXmlError, Refusal):
        return False
    return True


def _relationships(part: bytes) -> list[dict[str, str]]:
    """Return the attributes of every relationship; raises for XML that is broken or has a DOCTYPE."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            found.append(attributes)

    parser = safe_xml.parser(namespaces=False)
    parser.StartElementHandler = start
    safe_xml.check(part, parser)
    return found


def _brought(item: tuple[str, bytes]) -> str:
    """Return what a part would bring in from elsewhere when the document is opened, '' for nothing."""
    name, part = item
    if name.endswith(".rels"):
        return _fetched(part)
    if not name.endswith((".xml", ".vml")):
        return ""
    text = part.decode("utf-8", "replace")
    if found := _SOURCE.search(text):
        return unescape(found[1])
    if "instr" not in text:
        return ""
    # Word cuts the code of a field into runs; those of one paragraph belong together.
    codes = ("".join(a or b for a, b in _CODES.findall(paragraph)) for paragraph in _PARAGRAPH.split(text))
    return next((unescape(found[0]).strip() for code in codes if (found := _BRINGS.search(code))), "")


def _fetched(part: bytes) -> str:
    """Return the targets that opening the document would load from another computer; links are not among them."""
    for attributes in _relationships(part):
        if attributes.get("Type", "").endswith(_OTHER_CONTENT):
            return attributes.get("Target", "")
        if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith("/hyperlink"):
            target = attributes.get("Target", "")
            if _FAR.match(target):
                return target
    return ""
