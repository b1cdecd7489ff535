"""What did an office's edited template lose against the shipped one: fields, styles, type, pages?"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree
from msgspec import Struct

from toolkit.documents.paper.finished import style_names
from toolkit.documents.paper.render import fields_of
from toolkit.documents.paper.template_safety import TAGGED_PART, opened
from toolkit.documents.paper.template_tree import W, has_tracked_changes, parsed, text_of, without_notes

_TWIPS_PER_MM = 56.7
# What goes wrong where nothing is set in a style any more.
_CONSEQUENCES = {
    "公文标题": "标题不会自动分行",
    "附件标题": "附件标题不会自动分行",
    "版记": "版记不会落在末页底部",
}


class _Look(Struct, frozen=True):
    """How a template looks: sections (mm), styles in use with (font, size in points), footers with page numbers."""

    sections: tuple[tuple[float, ...], ...]
    styles: Mapping[str, tuple[str, float]]
    numbered: bool


def losses(own: Path, shipped: Path) -> Iterator[str]:
    """Yield a sentence for each thing that the office's template lost; raises ``ToolkitError`` if it is unusable."""
    parts, first = opened(own.name, own.read_bytes()), opened(shipped.name, shipped.read_bytes())
    fields, known = fields_of(own.name, own.read_bytes()), fields_of(shipped.name, shipped.read_bytes())
    for name in sorted(fields - known):
        yield f"字段“{name}”原来的模板里没有，可能没有对应的内容。请核对名字。"
    printed, expected = (fields_of(one.name, one.read_bytes(), printed=True) for one in (own, shipped))
    if lost := sorted((known - fields) | (expected - printed)):
        yield f"少了字段：{'、'.join(lost)}。这些内容不会印出来；确实不要的不用改。"
    if any(has_tracked_changes(part) for name, part in parts.items() if TAGGED_PART.fullmatch(name)):
        yield "有没有处理的修订痕迹，按“全部接受”填写。请在 Word 里接受或拒绝修订后再用。"
    if any(name.startswith("word/comments") for name in parts):
        yield "有批注，填写时会去掉。"
    here, there = _look(parts), _look(first)
    yield from _styles(here, there)
    yield from _pages(here, there)


def _styles(here: _Look, there: _Look) -> Iterator[str]:
    for name, (font, size) in there.styles.items():
        if name not in here.styles:
            so = f"，{_CONSEQUENCES[name]}" if name in _CONSEQUENCES else ""
            yield f"没有一段用样式“{name}”了{so}。请恢复这个样式。"
            continue
        now, points = here.styles[name]
        changes = [f"字体是{now or '没有指定'}，原来是{font}"] if now != font else []
        changes += [f"字号是{points:g}磅，原来是{size:g}磅"] if points != size else []
        if changes:
            yield f"样式“{name}”的{'；'.join(changes)}。"


def _pages(here: _Look, there: _Look) -> Iterator[str]:
    if len(here.sections) != len(there.sections):
        yield f"有{len(here.sections)}节，原来有{len(there.sections)}节。请核对横页、竖页和分节符。"
    else:
        for number, (now, before) in enumerate(zip(here.sections, there.sections, strict=True), 1):
            if any(abs(a - b) > 1 for a, b in zip(now, before, strict=True)):
                names = ("纸宽", "纸高", "上", "下", "左", "右")
                said = "、".join(
                    f"{name}{a:.0f}（原来{b:.0f}）"
                    for name, a, b in zip(names, now, before, strict=True)
                    if abs(a - b) > 1
                )
                yield f"第{number}节的页面变了：{said}毫米。"
    if there.numbered and not here.numbered:
        yield "页脚里没有页码了。请恢复页码，单页居右、双页居左。"


def _look(parts: Mapping[str, bytes]) -> _Look:
    root = parsed(parts["word/document.xml"])
    without_notes(root)
    sheet = parsed(parts["word/styles.xml"]) if "word/styles.xml" in parts else etree.Element("none")
    names = style_names(parts["word/styles.xml"]) if "word/styles.xml" in parts else {}
    by_id = {style.get(W + "styleId", ""): style for style in sheet.iter(W + "style")}
    used: dict[str, tuple[str, float]] = {}
    for paragraph in root.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        id = style.get(W + "val", "") if style is not None else ""
        words = text_of(paragraph).strip()
        name = names.get(id, "")
        # Tags that take their paragraph away are set in Normal; a level heading's name depends on the program.
        if name and words and not words.startswith(("{%p ", "{%tr ", "{%tc ")) and name.lower() != "normal":
            used.setdefault(name.lower() if name.lower().startswith("heading") else name, _type(by_id, id, sheet))
    numbered = any(b"PAGE" in part for name, part in parts.items() if name.startswith("word/footer"))
    return _Look(tuple(_section(one) for one in root.iter(W + "sectPr")), used, numbered)


def _type(by_id: Mapping[str, etree._Element], id: str, sheet: etree._Element) -> tuple[str, float]:
    """Return font and size of a style, its own or those of the style it is made from, else the document's."""
    font, size = "", ""
    seen: set[str] = set()
    while id in by_id and id not in seen:
        seen.add(id)
        style = by_id[id]
        font = font or _value(style.find(f"{W}rPr/{W}rFonts"), "eastAsia")
        size = size or _value(style.find(f"{W}rPr/{W}sz"), "val")
        id = _value(style.find(W + "basedOn"), "val")
    defaults = sheet.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if defaults is not None:
        font = font or _value(defaults.find(W + "rFonts"), "eastAsia")
        size = size or _value(defaults.find(W + "sz"), "val")
    return font, float(size or 20) / 2


def _value(element: etree._Element | None, name: str) -> str:
    return str(element.get(W + name, "")) if element is not None else ""


def _section(element: etree._Element) -> tuple[float, ...]:
    size, margins = element.find(W + "pgSz"), element.find(W + "pgMar")
    lengths = [
        _value(size, "w"),
        _value(size, "h"),
        *(_value(margins, side) for side in ("top", "bottom", "left", "right")),
    ]
    return tuple(abs(float(length or 0)) / _TWIPS_PER_MM for length in lengths)
