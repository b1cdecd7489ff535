"""What of an official document can be put right without asking: punctuation, brackets, type, page? Into a new file."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from toolkit.documents.lint import elements
from toolkit.documents.lint.draft import Draft, Look, paragraphs_of, read_draft
from toolkit.documents.lint.text import FULL, HALF, WRONG_BRACKETS
from toolkit.files.saving import save
from toolkit.model.expressions import expression

_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26  # mm, 5.1.2
_LINE, _TIGHTER = 579, -5  # twips: 22 lines of 28 characters
_BRACKETS = expression(r"\(([^()（）]*)\)")
_CHINESE = expression(r"[\u4e00-\u9fff]")


def fix(path: Path, out: Path) -> tuple[Path, tuple[str, ...]]:
    """Write a copy in which the safe things are put right; return it and what was done; raises ``ToolkitError``."""
    draft = read_draft(path)
    document = Document(str(path))
    steps: tuple[tuple[str, Callable[[DocumentObject, Draft], int]], ...] = (
        ("半角标点改成全角", _punctuation),
        ("发文字号改用六角括号", _numbers),
        ("字体、字号", _types),
        ("正文行距、字间距", _body),
        ("页面设置", _pages),
    )
    done = [f"{what}：{count}处" for what, step in steps if (count := step(document, draft))]
    packed = io.BytesIO()
    document.save(packed)
    return save(packed.getvalue(), out), tuple(done)


def _prose(document: DocumentObject) -> Iterator[tuple[int, Paragraph]]:
    """Yield the paragraphs outside of tables that have words, with the numbers by which the linter names them."""
    number = 0
    for paragraph, in_table in paragraphs_of(document):
        if not in_table and paragraph.text.strip():
            number += 1
            yield number, paragraph


def _punctuation(document: DocumentObject, _: Draft) -> int:
    return sum(_rewrite(paragraph, full_width) for _, paragraph in _prose(document))


def full_width(text: str) -> str:
    """Return a Chinese text with full-width marks; its length stays, and brackets change in pairs.

    >>> full_width("建立台账,计分考核(每年一次);投资1,000万元(USD)")
    '建立台账，计分考核（每年一次）；投资1,000万元（USD）'
    """
    signs = list(text)
    for pair in _BRACKETS.finditer(text):
        around = text[max(0, pair.start() - 1) : pair.end() + 1]
        if _CHINESE.search(around):
            signs[pair.start()], signs[pair.end() - 1] = "（", "）"
    return HALF.sub(lambda mark: FULL[mark[0]] if mark[0] not in "()" else mark[0], "".join(signs))


def _numbers(document: DocumentObject, _: Draft) -> int:
    def six_sided(text: str) -> str:
        def bracketed(number: re.Match[str]) -> str:
            return re.sub(r"[（(\[［【](\s*\d{4}\s*)[）)\]］】]", r"〔\1〕", number[0], count=1)

        return WRONG_BRACKETS.sub(bracketed, text)

    return sum(_rewrite(paragraph, six_sided) for _, paragraph in _prose(document))


def _rewrite(paragraph: Paragraph, change: Callable[[str], str]) -> int:
    """Change a paragraph's words sign by sign, whatever runs they stand in; return how many signs changed."""
    nodes = list(paragraph._p.iter(qn("w:t")))  # noqa: SLF001 - a run has no door to its words apart
    before = "".join(node.text or "" for node in nodes)
    after = change(before)
    if after == before or len(after) != len(before):
        return 0
    at = 0
    for node in nodes:
        length = len(node.text or "")
        node.text = after[at : at + length]
        at += length
    return sum(a != b for a, b in zip(before, after, strict=True))


def _types(document: DocumentObject, draft: Draft) -> int:
    if draft.is_form:
        return 0
    numbered, count = dict(_prose(document)), 0
    for name, found in elements.elements(draft).of.items():
        faces, points = elements.TYPES[name]
        for line, look in found:
            wrong = _wrong(name, look)
            if not wrong:
                continue
            count += 1
            for run in numbered[line.number].runs:
                if "face" in wrong:
                    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001
                    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
                        fonts.set(qn(f"w:{slot}"), faces[0])
                if "size" in wrong:
                    run.font.size = Pt(points)
                if "colour" in wrong:
                    run.font.color.rgb = RGBColor(0xFF, 0, 0)
    return count


def _wrong(name: str, look: Look) -> set[str]:
    faces, points = elements.TYPES[name]
    face = look.first if name in (elements.FIRST, elements.SECOND) else look.face
    wrong = {"face"} if face and face not in faces else set()
    wrong |= {"size"} if points and look.size and abs(look.size - points) > 0.3 else set()
    return wrong | ({"colour"} if name == elements.MARK and not look.red else set())


def _body(document: DocumentObject, draft: Draft) -> int:
    """Set body paragraphs to 22 lines of 28 characters where they are not."""
    if draft.is_form:
        return 0
    numbered, count = dict(_prose(document)), 0
    known = elements.elements(draft).of
    for name in (elements.BODY, elements.FIRST, elements.SECOND, elements.TO):
        for line, _ in known.get(name, []):
            paragraph = numbered[line.number]
            setting = next((setting for one, setting in draft.settings if one.number == line.number), None)
            if setting is None or (setting.line == _LINE and setting.spacing == _TIGHTER):
                continue
            count += 1
            paragraph.paragraph_format.line_spacing = Pt(_LINE / 20)
            for run in paragraph.runs:
                properties = run._r.get_or_add_rPr()  # noqa: SLF001
                for old in properties.findall(qn("w:spacing")):
                    properties.remove(old)
                spacing = OxmlElement("w:spacing")
                spacing.set(qn("w:val"), str(_TIGHTER))
                properties.append(spacing)
    return count


def _pages(document: DocumentObject, draft: Draft) -> int:
    """Set A4 and the white edges of 5.1.2 in each upright section; what lies across stays as it is."""
    if draft.is_form:
        return 0
    count = 0
    wanted = (Mm(_TOP), Mm(_BOTTOM), Mm(_LEFT), Mm(_RIGHT), Mm(210), Mm(297))
    names = ("top_margin", "bottom_margin", "left_margin", "right_margin", "page_width", "page_height")
    for section, sheet in zip(document.sections, draft.sheets, strict=True):
        now = tuple(getattr(section, name) for name in names)
        if sheet.upright and any(a is None or abs(a - b) > Mm(3) for a, b in zip(now, wanted, strict=True)):
            count += 1
            for name, length in zip(names, wanted, strict=True):
                setattr(section, name, length)
    return count
