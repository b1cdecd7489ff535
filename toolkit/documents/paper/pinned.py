"""Where stands what does not run with the text? 版记, the mark of a 信函, its second red rule: by their styles."""

from collections.abc import Mapping

from lxml import etree

from toolkit.documents.paper.template_tree import W, set_off

_MM = 56.7  # twips
_FOOT = {
    "w": "8844",
    "vAnchor": "margin",
    "hAnchor": "margin",
    "xAlign": "left",
    "yAlign": "bottom",
}


def _on_page(top_mm: float) -> dict[str, str]:
    across = {"w": str(round(170 * _MM)), "vAnchor": "page", "hAnchor": "page", "xAlign": "center"}
    return across | {"y": str(round(top_mm * _MM))}


HEADING = "公文表格栏目"  # the style of a table's head
# By the name of the style: GB/T 9704 7.4.1 (on the 版心's bottom) and 10.1 (30 mm down, 20 mm up).
PINNED: Mapping[str, Mapping[str, str]] = {
    "版记": _FOOT,
    "版记（信函）": _FOOT,
    "信函标志": _on_page(29.3),
    "信函标志（长）": _on_page(27.9),
    "信函红线": _on_page(297 - 20),
}


def pin(root: etree._Element, names: Mapping[str, str]) -> bool:
    """Put frames back where their styles have them; tell whether any was not there. ``names`` are styles by id.

    Other programs save such a frame as high as the template's own words, at a fixed place, or as a text box whose
    rules are gone: filled in, it would be cut off or stand on other lines.  A frame that an office moved stays.
    """
    changed = False
    for box in list(root.iter(W + "txbxContent")):
        paragraphs = list(box.iterchildren(W + "p"))
        if not paragraphs or any(_style(one, names) not in PINNED for one in paragraphs):
            continue
        changed = True
        shape = _shape(box)
        if shape is not None:
            holder = next(shape.iterancestors(W + "p"))
            for paragraph in paragraphs:
                _frame(paragraph, PINNED[_style(paragraph, names)])
                set_off(paragraph, holder)
            shape.getparent().remove(shape)
    for paragraph in root.iter(W + "p"):
        frame = paragraph.find(f"{W}pPr/{W}framePr")
        if frame is not None and frame.get(W + "hRule") == "exact" and _style(paragraph, names) in PINNED:
            _frame(paragraph, PINNED[_style(paragraph, names)])
            changed = True
    for table in root.iter(W + "tbl"):
        changed |= _repeat_headings(table, names)
    return changed


def _repeat_headings(table: etree._Element, names: Mapping[str, str]) -> bool:
    """Let the rows at a table's head be repeated on each page; LibreOffice forgets it for tables that a loop fills."""
    changed = False
    for row in table.iterchildren(W + "tr"):
        if any(_style(one, names) != HEADING for one in row.iter(W + "p") if _worded(one)):
            break
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "tblHeader") is None:
            etree.SubElement(properties, W + "tblHeader")
            changed = True
    return changed


def _worded(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph has words that are printed."""
    words = "".join(one.text or "" for one in paragraph.iter(W + "t")).strip()
    return bool(words) and not words.startswith("{%tc ")


def _style(paragraph: etree._Element, names: Mapping[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return names.get(style.get(W + "val", ""), "") if style is not None else ""


def _shape(box: etree._Element) -> etree._Element | None:
    """Return the run that holds a text box, or ``None`` for the copy of one that older programs are given."""
    if any(etree.QName(one).localname == "Fallback" for one in box.iterancestors()):
        return None
    return next(box.iterancestors(W + "r"), None)


def _frame(paragraph: etree._Element, place: Mapping[str, str]) -> None:
    properties = paragraph.find(W + "pPr")
    for name in ("framePr", "pBdr"):  # the rules are the style's
        for old in properties.findall(W + name):
            properties.remove(old)
    frame = etree.Element(W + "framePr")
    for name, value in {"hSpace": "0", "wrap": "around", **place}.items():
        frame.set(W + name, value)
    properties.insert(1, frame)  # after pStyle, where the schema has it
