"""How is XML read that somebody else wrote? Every parser comes from here: no DOCTYPE, no entities, nothing fetched."""

from typing import Any
from xml.parsers import expat

from toolkit.files.grid import Refusal

DOCTYPE = "文件里有 DTD 实体声明，不是 Excel 保存的文件"


class BrokenXmlError(Exception):
    """Bytes that are not XML, or not all of it."""


def parser(namespaces: bool = True) -> expat.XMLParserType:
    """Return an expat parser that raises :class:`Refusal` at a DOCTYPE, whatever the encoding.

    Names come as ``namespace name``, or as they are written.
    """
    made = expat.ParserCreate(namespace_separator=" ") if namespaces else expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = made.EntityDeclHandler = _refuse
    return made


def check(content: bytes, made: expat.XMLParserType | None = None) -> None:
    """Walk a text to its end with ``made``; raises :class:`BrokenXmlError` where it is no XML, or not whole."""
    try:
        (made or parser()).Parse(content, True)
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as error:
        raise BrokenXmlError(str(error)) from error


def tree(content: bytes) -> Any:
    """Return the root of an XML text, to be changed; raises :class:`BrokenXmlError`, and at a DOCTYPE, too."""
    from lxml import etree  # only what is changed needs it: reading does not

    made = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, made)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenXmlError(f"not XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise BrokenXmlError("a part has a document type")
    return root


def _refuse(*_: object) -> None:
    raise Refusal("not_a_workbook", DOCTYPE)
