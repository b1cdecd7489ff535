"""What does a program leave in a Word template that has nothing to do with its words? Taken out on the tree of XML."""

import re
from collections.abc import Iterator

from lxml import etree

from toolkit.files import safe_xml
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOOP = "loop"  # on w:tcW between a template and its document, never in a file
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DRAWING = ("drawing", "pict", "object")
# What Word and others note beside the words: spelling, places, comments, versions.
_NOTES = (
    "proofErr",
    "bookmarkStart",
    "bookmarkEnd",
    "permStart",
    "permEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "lastRenderedPageBreak",
    "commentReference",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "tblPrExChange",
    "numberingChange",
)
# Attributes that count saves and name paragraphs: a loop would repeat what has to be unique.
_COUNTS = expression(r"\}?(rsid\w*|paraId|textId)$")
# Around words, without a meaning for what is printed: smart tags, content controls, custom XML, insertions.
_AROUND = ("smartTag", "customXml", "sdt", "sdtContent", "ins", "moveTo")
_GONE = ("del", "moveFrom", "smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr")
# A tag ends soon: a search through the rest of the document for each of thousands without end would take hours.
_TAG = expression(r"\{\{.{0,500}?\}\}|\{%.{0,500}?%\}|\{#.{0,500}?#\}", re.DOTALL)
_ALONE = expression(r"\{[%{](p|tr|tc) .{0,500}?[%}]\}", re.DOTALL)
_FULL_WIDTH = expression(r"(?:｛[｛{%％#]|\{[｛％]|[%％#}｝]｝|[｝％]\}).{0,40}", re.DOTALL)
_PLACES = {"p": ("段", "p"), "tr": ("行", "tr"), "tc": ("格", "tc")}


def parsed(content: str | bytes) -> etree._Element:
    """Return the root of a part; nothing is fetched, nothing is expanded."""
    root: etree._Element = safe_xml.tree(content.encode() if isinstance(content, str) else content)
    return root


def serialised(root: etree._Element) -> bytes:
    """Return a part as Word writes it."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def clean(file: str, root: etree._Element) -> None:
    """Leave a part with tags in one piece and nothing but its words and their setting; tracked changes are accepted.

    Raises ``ToolkitError`` for tags in full-width braces, and for words that a tag of its own would take away.
    """
    without_notes(root)
    paragraphs = list(root.iter(W + "p"))
    for paragraph in paragraphs:
        _in_one_piece(paragraph)
        if wrong := _FULL_WIDTH.search(text_of(paragraph)):
            shown = wrong[0].strip()[:30]
            raise ToolkitError(
                f"模板“{file}”里的“{shown}”用了全角的括号或百分号，不会填写。请改成半角的 {{{{ … }}}}、{{% … %}}。"
            )
    for paragraph in paragraphs:
        _alone(file, paragraph)
    for row in root.iter(W + "tr"):
        _mark_loops(row)
    for paragraph in paragraphs:
        if text_of(paragraph).lstrip().startswith("{%p "):
            _set_apart(paragraph)


def without_notes(root: etree._Element) -> None:
    """Take out what programs note beside the words, and accept tracked changes."""
    _accept(root)
    for name in _NOTES:
        for element in list(root.iter(W + name)):
            element.getparent().remove(element)
    for name in _AROUND:
        for element in list(root.iter(W + name)):
            _unwrap(element)
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if _COUNTS.search(str(key))]:
            del element.attrib[key]


def has_tracked_changes(content: bytes) -> bool:
    """Tell whether somebody's changes are still marked in a part."""
    root = parsed(content)
    return next(root.iter(*(W + name for name in ("ins", "del", "moveFrom", "moveTo"))), None) is not None


def text_of(paragraph: etree._Element) -> str:
    """Return the words of a paragraph, without those of text boxes that hang on it."""
    return "".join(element.text or "" for element in _texts(paragraph))


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (element for element in paragraph.iter(W + "t") if _paragraph_of(element) is paragraph)


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(W + "p"), None)


def _accept(root: etree._Element) -> None:
    """Accept tracked changes: what was deleted goes, with rows and the ends of paragraphs; what was inserted stays."""
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            row.getparent().remove(row)
    for paragraph in list(root.iter(W + "p")):
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        gone = [] if marks is None else [one for name in ("del", "moveFrom") for one in marks.findall(W + name)]
        following = paragraph.getnext()
        if gone and following is not None and following.tag == W + "p":
            start = 1 if following.find(W + "pPr") is not None else 0
            for offset, child in enumerate(one for one in list(paragraph) if one.tag != W + "pPr"):
                following.insert(start + offset, child)
            paragraph.getparent().remove(paragraph)
    for name in _GONE:
        for element in list(root.iter(W + name)):
            element.getparent().remove(element)


def _unwrap(element: etree._Element) -> None:
    """Put what an element holds into its place."""
    parent = element.getparent()
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _in_one_piece(paragraph: etree._Element) -> None:
    """Put each tag into the run in which it begins, wherever a program cut it."""
    nodes = list(_texts(paragraph))
    words = "".join(node.text or "" for node in nodes)
    ends: list[int] = []
    for node in nodes:
        ends.append((ends[-1] if ends else 0) + len(node.text or ""))
    owner = [next(n for n, end in enumerate(ends) if at < end) for at in range(len(words))]
    for tag in _TAG.finditer(words):
        owner[tag.start() : tag.end()] = [owner[tag.start()]] * (tag.end() - tag.start())
    parts = [""] * len(nodes)
    for letter, n in zip(words, owner, strict=True):
        parts[n] += letter
    for node, part in zip(nodes, parts, strict=True):
        if part != (node.text or ""):
            node.text = part
            node.set(_SPACE, "preserve")


def _alone(file: str, paragraph: etree._Element) -> None:
    """Refuse words beside a tag that takes its whole paragraph, row or cell away with it."""
    for tag in _ALONE.finditer(text_of(paragraph)):
        what, name = _PLACES[tag[1]]
        holder = paragraph if name == "p" else next(paragraph.iterancestors(W + name), paragraph)
        beside = "".join(map(text_of, [holder] if name == "p" else holder.iter(W + "p"))).replace(tag[0], "", 1).strip()
        if beside:
            shown = beside if len(beside) <= 30 else beside[:30] + "…"
            raise ToolkitError(
                f"模板“{file}”里的“{tag[0]}”旁边还有“{shown}”，写出来就没有了。请让这个标签独占一{what}。"
            )


def _mark_loops(row: etree._Element) -> None:
    """Note in each cell that a {%tc for … %} repeats how much room the loop has: number, twips, cells, their twips.

    How many there will be is known only when they are there: :mod:`toolkit.documents.paper.tables` reads the note.
    """
    inside: list[etree._Element] = []
    number = room = 0
    looping = False
    for cell in row.iterchildren(W + "tc"):
        width = cell.find(f"{W}tcPr/{W}tcW")
        words = "".join(map(text_of, cell.iter(W + "p"))).strip()
        typed = width.get(W + "w", "") if width is not None and width.get(W + "type") == "dxa" else ""
        twips = int(typed) if typed.isdigit() else 0  # a width may be a field
        if words.startswith("{%tc for "):
            inside, room, looping, number = [], twips, True, number + 1
        elif words.startswith("{%tc endfor"):
            looping = False
            whole = sum(int(one.get(W + "w", "0")) for one in inside)
            for one in inside:
                one.set(LOOP, f"{number} {room + twips} {len(inside)} {whole}")
        elif looping and width is not None and twips:
            room += twips
            inside.append(width)


def _set_apart(tagged: etree._Element) -> None:
    """Move a section break and shapes out of a paragraph that its tag will take away.

    Other programs put a break into the last paragraph of its section, and hang a frame on the paragraph that follows.
    """
    properties = tagged.find(W + "pPr")
    section = properties.find(W + "sectPr") if properties is not None else None
    if section is not None:
        properties.remove(section)
        holder = _anchor()
        holder[0].append(section)
        tagged.addnext(holder)
    shapes = [run for run in tagged.iter(W + "r") if _paragraph_of(run) is tagged and _holds_shape(run)]
    if shapes:
        holder = _anchor()
        for run in shapes:
            holder.append(run)
        tagged.addprevious(holder)


def set_off(paragraph: etree._Element, holder: etree._Element) -> None:
    """Put a paragraph out of a text box before the one on which the box hangs."""
    holder.addprevious(paragraph)


def _holds_shape(run: etree._Element) -> bool:
    return next(run.iter(*(W + name for name in _DRAWING)), None) is not None


def _anchor() -> etree._Element:
    """Return a paragraph that takes no room."""
    return parsed(
        f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" '
        'w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )
