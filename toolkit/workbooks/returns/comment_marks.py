"""How does a cell get a comment, beside the comments and buttons that the sheet has already?"""

import re
from typing import Any

from lxml import etree

from toolkit.files.parts import OddPackageError, child, local, namespace, parsed, serialised
from toolkit.files.xml_text import quoted
from toolkit.model.cells import column_letter, column_number
from toolkit.model.expressions import expression
from toolkit.model.findings import RETURN_HEADING
from toolkit.workbooks.returns.cell_marks import Mark, Place
from toolkit.workbooks.sheet.page import lines_needed

AUTHOR = "退回修改"
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_EMPTY_DRAWING = (
    "<xml "
    + " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    + '><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_BOX = expression(r"<v:shape\b(?:(?!</v:shape>).)*?</v:shape>", re.DOTALL)


def with_comments(part: bytes | None, marks: dict[Place, Mark], main: str) -> tuple[bytes, set[Place], set[Place]]:
    """Return the comments part, the cells that need a new box, and those whose box is no longer wanted.

    Raises ``OddPackageError`` for a part without authors or list.
    """
    root = parsed(part) if part else parsed(f'<comments xmlns="{main}"><authors/><commentList/></comments>'.encode())
    authors, comments = child(root, "authors"), child(root, "commentList")
    if authors is None or comments is None:
        raise OddPackageError("comments without authors or list")
    gone = _clear(authors, comments)
    there = {str(comment.get("ref")): comment for comment in comments if local(comment) == "comment"}
    new: set[Place] = set()
    for (row, column), mark in sorted(marks.items()):
        address = f"{column_letter(column)}{row}"
        if address in there:
            _append(there[address], mark)
            continue
        comment = etree.SubElement(comments, _tag(root, "comment"), ref=address, authorId=str(_author(authors)))
        etree.SubElement(comment, _tag(root, "text"))
        _append(comment, mark)
        new.add((row, column))
    # A box that goes and comes back on the same cell is drawn anew: its size follows the new text.
    return serialised(root), new, gone


def _author(authors: Any) -> int:
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, _tag(authors, "author")).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _clear(authors: Any, comments: Any) -> set[Place]:
    """Remove an earlier return copy's comments; returns where a whole comment went."""
    gone: set[Place] = set()
    names = [author.text for author in authors]
    for comment in list(comments):
        if local(comment) != "comment":
            continue
        number = int(comment.get("authorId", "0"))
        if number < len(names) and names[number] == AUTHOR:
            match = re.fullmatch(r"([A-Z]+)(\d+)", str(comment.get("ref")))
            if match:
                gone.add((int(match[2]), column_number(match[1])))
            comments.remove(comment)
            continue
        text = child(comment, "text")
        for run in list(text) if text is not None else ():
            said = child(run, "t")
            if local(run) == "r" and said is not None and RETURN_HEADING in (said.text or ""):
                text.remove(run)
    return gone


def _append(comment: Any, mark: Mark) -> None:
    text = child(comment, "text")
    if text is None:
        text = etree.SubElement(comment, _tag(comment, "text"))
    plain = child(text, "t")
    if plain is not None:
        # A text without runs cannot have one added: it becomes the first run.
        run = etree.Element(_tag(text, "r"))
        text.replace(plain, run)
        run.append(plain)
    words = "\n" * bool(len(text)) + f"{RETURN_HEADING}\n{xml_text(mark.text)}"
    run = etree.SubElement(text, _tag(text, "r"))
    look = etree.SubElement(run, _tag(text, "rPr"))
    etree.SubElement(look, _tag(text, "sz"), val="9")
    etree.SubElement(look, _tag(text, "color"), indexed="81")
    etree.SubElement(look, _tag(text, "rFont"), val="宋体")
    etree.SubElement(look, _tag(text, "charset"), val="134")
    said = etree.SubElement(run, _tag(text, "t"))
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    said.text = words


def with_boxes(part: bytes | None, marks: dict[Place, Mark], new: set[Place], gone: set[Place]) -> bytes:
    """Return the drawing with a hidden box for each new comment; everything else in it keeps its bytes.

    The part is not always well-formed XML (Excel writes an unclosed ``<br>``), so it is not parsed. Raises
    ``OddPackageError`` where it has no end or is not UTF-8.
    """
    try:
        text = part.decode("utf-8-sig") if part else _EMPTY_DRAWING
    except UnicodeDecodeError as error:
        raise OddPackageError("a drawing that is not UTF-8") from error
    text = _BOX.sub(lambda found: "" if _is_box_of(found[0], gone) else found[0], text) if gone else text
    end = text.rfind("</xml>")
    if end < 0:
        raise OddPackageError("a drawing without </xml>")
    added = "" if '"_x0000_t202"' in text else _declared(_SHAPE_TYPE, text)
    number = max([1024, *(int(found) for found in re.findall(r"_x0000_s(\d+)", text))])
    for row, column in sorted(new):
        number += 1
        added += _declared(_box(number, row, column, marks[row, column]), text)
    return (text[:end] + added + text[end:]).encode()


def _is_box_of(box: str, places: set[Place]) -> bool:
    row, column = re.search(r"<x:Row>\s*(\d+)\s*</x:Row>", box), re.search(r"<x:Column>\s*(\d+)\s*</x:Column>", box)
    return bool('ObjectType="Note"' in box and row and column and (int(row[1]) + 1, int(column[1]) + 1) in places)


def _declared(element: str, drawing: str) -> str:
    # Programs differ in which prefixes they declare at the top.
    missing = [f" xmlns:{p}={quoted(uri)}" for p, uri in _NAMESPACES.items() if f"xmlns:{p}=" not in drawing]
    first = element.index(" ")
    return element[:first] + "".join(missing) + element[first:]


def _box(number: int, row: int, column: int, mark: Mark) -> str:
    # Anchor: left column, offset, top row, offset, right column, offset, bottom row, offset; from 0.
    high = min(30, lines_needed(mark.text, 34) + 2)
    top = max(0, row - 2)
    anchor = f"{column}, 12, {top}, 4, {column + 4}, 20, {top + high}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        f'width:230pt;height:{high * 14}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def xml_text(text: str) -> str:
    """Return a text as Excel reads it back: □ for what XML cannot hold, ``_x0041_`` not taken for a letter."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub("(_x[0-9A-Fa-f]{4}_)", r"_x005F\1", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "□", whole))


def _tag(element: Any, name: str) -> str:
    return f"{{{namespace(element)}}}{name}"
