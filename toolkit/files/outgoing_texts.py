"""Which texts stand in an Office file that we have written? Every cell, comment, shape and paragraph, not its place."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

from toolkit.files.package import Package
from toolkit.model.expressions import expression

# What ends one text: a shared or inline string, a paragraph of Word or of a shape, a comment.
_END = expression(r"</(?:\w+:)?(?:si|is|p|comment)>")
_PIECE = expression(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)</")
_COMPUTED = expression(r'<c [^>]*t="str"[^>]*>(?:<f[^<]*(?:</f>|/>))?<v>([^<]*)</v>')


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
    finally:
        package.close()
