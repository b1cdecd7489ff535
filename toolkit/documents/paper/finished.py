"""How does a filled-in document become one that Word opens? Titles, tables and cells are put right on the tree."""

import copy
from collections.abc import Mapping

from lxml import etree

from toolkit.documents.paper.tables import fit, put_in_order
from toolkit.documents.paper.template_tree import W, parsed, serialised
from toolkit.documents.paper.titles import broken
from toolkit.model.expressions import expression

# The styles of titles, whose lines are broken once their fields are filled in; by the name that Word shows.
TITLES = ("公文标题", "附件标题")
TEXT, KAITI = "公文正文", "楷体_GB2312"
_SECOND = expression(r"（[一二三四五六七八九十]{1,3}）[^。]*。?")
_COLONS = ("：", ":")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def style_names(styles: bytes) -> dict[str, str]:
    """Return the names of styles by their ids; a style that an office made from one of ours has its name.

    Programs give ids of their own, names stay.
    """
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in parsed(styles).iter(W + "style"):
        id, name, base = style.get(W + "styleId", ""), style.find(W + "name"), style.find(W + "basedOn")
        names[id] = name.get(W + "val", "") if name is not None else ""
        bases[id] = base.get(W + "val", "") if base is not None else ""
    for _ in range(len(bases)):
        made = {id: names[base] for id, base in bases.items() if names.get(base) in TITLES and names[id] not in TITLES}
        if not made:
            break
        names |= made
    return names


def finished(
    root: etree._Element, names: Mapping[str, str], *, filled_columns: bool = False, steady: bool = False
) -> bytes:
    """Return a filled-in part as Word opens it: titles broken between words, tables that fit.

    With ``filled_columns`` its tables have only columns in which something stands; of a template that ``is_steady``,
    filling it in changes neither columns nor the properties of cells.
    """
    for paragraph in [one for text in root.iter(W + "t") if (one := _nobody(text)) is not None]:
        paragraph.getparent().remove(paragraph)
    for style in list(root.iter(W + "pStyle")):
        _set_by_style(style, names.get(style.get(W + "val", ""), ""))
    if filled_columns or not steady:
        for table in root.iter(W + "tbl"):
            fit(table, filled_columns=filled_columns)
    if not steady:
        put_in_order(root)
    for holder in root.iter(W + "tc", W + "txbxContent"):
        # Word refuses a cell without a paragraph, which is what {%p if %} leaves when it holds all of them.
        last = holder[-1] if len(holder) else None
        if last is None or last.tag in (W + "tcPr", W + "tbl"):
            etree.SubElement(holder, W + "p")
    return serialised(root)


def _set_by_style(style: etree._Element, name: str) -> None:
    """Set what a paragraph's style asks for that Word has no setting for: titles, headings of the second level."""
    if name not in TITLES and not name.startswith(TEXT):
        return
    paragraph = style.getparent().getparent()
    if paragraph.tag != W + "p":
        return
    if name in TITLES:
        _break_title(paragraph)
    else:
        _second_level(paragraph)


def _nobody(text: etree._Element) -> etree._Element | None:
    """Return the paragraph that is but the colon behind addressees that are not there: templates of 1.0 print it."""
    if (text.text or "").strip() not in _COLONS:
        return None
    paragraph = next(text.iterancestors(W + "p"), None)
    if paragraph is None or paragraph.getparent().tag == W + "tc":
        return None
    whole = "".join(one.text or "" for one in paragraph.iter(W + "t")).strip()
    return paragraph if whole in _COLONS else None


def _break_title(paragraph: etree._Element) -> None:
    """Break a title's lines between words; breaks that the office set are kept."""
    texts = list(paragraph.iter(W + "t"))
    if not texts or next(paragraph.iter(W + "br"), None) is not None:
        return
    first, *rest = texts
    lines = broken("".join(one.text or "" for one in texts)).split("\n")
    first.text = lines[0]
    first.set(_SPACE, "preserve")
    at = first
    for line in lines[1:]:
        for name in ("br", "t"):
            element = etree.Element(W + name)
            at.addnext(element)
            at = element
        at.text = line
        at.set(_SPACE, "preserve")
    for one in rest:
        one.getparent().remove(one)


def _second_level(paragraph: etree._Element) -> None:
    """Set the heading that （一） begins in 楷体: up to its full stop (7.3.3); what the office set itself stays."""
    runs = [run for run in paragraph.iter(W + "r") if run.find(W + "t") is not None]
    if len(runs) != 1 or len(runs[0].findall(W + "t")) != 1 or runs[0].find(f"{W}rPr/{W}rFonts") is not None:
        return
    run, text = runs[0], runs[0].find(W + "t")
    match = _SECOND.match(text.text or "")
    if match is None:
        return
    head, rest = match[0], (text.text or "")[match.end() :]
    if rest:
        following = copy.deepcopy(run)
        following.find(W + "t").text = rest
        run.addnext(following)
    text.text = head
    properties = run.find(W + "rPr")
    if properties is None:
        properties = etree.Element(W + "rPr")
        run.insert(0, properties)
    fonts = etree.Element(W + "rFonts")
    for slot in ("ascii", "eastAsia", "hAnsi", "cs"):
        fonts.set(W + slot, KAITI)
    properties.insert(0, fonts)


def without_comments(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a template's parts without comments and the names of those who wrote them, which nobody outside reads."""
    gone = [name for name in parts if name.startswith(("word/comments", "word/people."))]
    if not gone:
        return dict(parts)
    kept = {name: part for name, part in parts.items() if name not in gone}
    for name in [name for name in kept if name.endswith(".rels") or name == "[Content_Types].xml"]:
        root = parsed(kept[name])
        for element in list(root):
            target = element.get("Target") or element.get("PartName") or ""
            if target.rpartition("/")[2] in {one.rpartition("/")[2] for one in gone}:
                root.remove(element)
        kept[name] = serialised(root)
    return kept
