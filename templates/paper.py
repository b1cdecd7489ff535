"""How are paragraphs, tables, sections and page numbers laid on an official document's paper?"""

# ruff: noqa: SLF001  python-docx keeps the XML element under a private name and has no public door to it

import re
from collections.abc import Sequence
from typing import NamedTuple

from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from lxml import etree
from official import HEITI, KAITI, TYPE_AREA, fonts, rule

TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # the white edges of GB/T 9704 5.1.2 in mm; what is left is 156 × 225


def set_page(
    document: DocumentObject, top: float = TOP, bottom: float = BOTTOM, left: float = LEFT, right: float = RIGHT
) -> None:
    """Set A4 with these margins in mm; a footer 25.4 mm up puts the page number's dash 7 mm under the 版心."""
    section = document.sections[-1]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(15), Mm(25.4)
    # Word and LibreOffice disagree about character grids; exact lines need none.
    for grid in document.element.body.iter(qn("w:docGrid")):
        grid.getparent().remove(grid)


def add_page_numbers(document: DocumentObject) -> None:
    """Number the pages 「— 1 —」, right on odd pages and left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[-1]
    for footer, style in ((section.footer, "页码（单页）"), (section.even_page_footer, "页码（双页）")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles[style]
        number_page(paragraph)


def add_letter_pages(document: DocumentObject) -> None:
    """Leave page 1 without a number; its foot has the second double rule, 20 mm above the paper's lower edge (10.1)."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = document.styles["信函红线"]
    pin_to_page(line, 297 - 20, 170)
    footer.add_paragraph(style=document.styles["版记定位"])  # a frame needs a paragraph to hang on


def number_page(paragraph: Paragraph) -> None:
    """Write 「— 1 —」 with a field that counts."""
    paragraph.add_run("— ")
    for field in ("begin", "PAGE", "end"):
        paragraph.add_run()._r.append(_field(field))
    paragraph.add_run(" —")


def count_pages(paragraph: Paragraph) -> None:
    """Write 第1页　共2页 with fields that count."""
    for words, field in (("第", "PAGE"), ("页　共", "NUMPAGES")):
        paragraph.add_run(words)
        for part in ("begin", field, "end"):
            paragraph.add_run()._r.append(_field(part))
    paragraph.add_run("页")


def add(document: DocumentObject, style: str, text: str) -> Paragraph:
    """Append a paragraph and return it; a tab in ``text`` is a tab in Word, 「【黑体】…【】」 changes the face."""
    paragraph = document.add_paragraph(style=document.styles[style or "Normal"])
    for face, words in re.findall(r"(?:【(黑体|楷体)】)?([^【]+)(?:【】)?", text):
        run = paragraph.add_run(words)
        if face:
            run._r.get_or_add_rPr().append(parse_xml(fonts(HEITI if face == "黑体" else KAITI, nsdecls("w"))))
    return paragraph


def pin_to_foot(paragraph: Paragraph) -> None:
    """Put a paragraph on the bottom edge of the 版心 of its page; neighbours that are pinned too stay together."""
    # On the paragraph, not in its style: LibreOffice does not read a frame from a style.
    _frame(paragraph, f'w:w="{TYPE_AREA}" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"')


def pin_to_page(paragraph: Paragraph, top_mm: float, width_mm: float) -> None:
    """Put a paragraph ``top_mm`` below the paper's upper edge, centred between its sides."""
    place = f'w:w="{round(width_mm * 56.7)}" w:vAnchor="page" w:hAnchor="page" w:xAlign="center"'
    _frame(paragraph, f'{place} w:y="{round(top_mm * 56.7)}"')


def _frame(paragraph: Paragraph, place: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert(
        1, parse_xml(f'<w:framePr {nsdecls("w")} w:hSpace="0" w:wrap="around" {place}/>')
    )  # after pStyle, where the schema has it


def _field(part: str) -> BaseOxmlElement:
    if part in ("begin", "end"):
        return parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{part}"/>')
    return parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {part} </w:instrText>')


def turn_page(document: DocumentObject) -> None:
    """Begin a section whose table lies across the page: bound with the rest, it reads from the binding or cutting side.

    The sheet is turned a quarter to the left, so that the 版心's four edges keep their places on the paper, and so does
    the page number: it stands in the left margin, a quarter turned (GB/T 9704 7.3.7, 7.5).
    """
    _new_section(document)
    section = document.sections[-1]
    section.different_first_page_header_footer = False
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.right_margin = Mm(LEFT), Mm(TOP)
    section.bottom_margin, section.left_margin = Mm(RIGHT), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(12)
    styles = document.styles
    for number, (footer, style) in enumerate(
        ((section.footer, "页码（单页）"), (section.even_page_footer, "页码（双页）")), 1
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = styles[style]
        number_page(line)
        content = etree.tostring(line._p, encoding="unicode")
        for child in list(line._p):
            if child.tag != qn("w:pPr"):
                line._p.remove(child)
        line.style = styles["版记定位"]
        line._p.append(_turned_number(number, content))


def turn_back(document: DocumentObject) -> None:
    """Begin an upright section again."""
    _new_section(document)
    section = document.sections[-1]
    section.orientation = WD_ORIENT.PORTRAIT
    set_page(document)
    add_page_numbers(document)


def _new_section(document: DocumentObject) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)
    # The break sits in an empty paragraph, which must not take a line, or a full page would spill over.
    document.paragraphs[-1].style = document.styles["版记定位"]


def draw_rule(paragraph: Paragraph, top_mm: float) -> None:
    """Draw the middle rule of the 版记, 0.25 mm thick, across the 版心 so far below the paper's upper edge (7.4.1)."""
    shape = (
        '<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9000"><a:solidFill><a:srgbClr val="000000"/>'
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/>"
    )
    cx = round((210 - LEFT - RIGHT) * _EMU)
    paragraph._p.append(_drawing(9, "版记分隔线", LEFT, top_mm, cx, 0, shape.format(cx=cx)))


def _turned_number(number: int, content: str) -> BaseOxmlElement:
    # 7 mm beside the 版心, as long as it is high; vert="vert" turns the line a quarter to the right.
    cx, cy = 5 * _EMU, 156 * _EMU
    shape = (
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr>'
    )
    return _drawing(number, f"页码{number}", 25.5, LEFT, cx, cy, shape)


_EMU = 36000  # English metric units in a millimetre
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def _drawing(id: int, name: str, left: float, top: float, cx: int, cy: int, shape: str) -> BaseOxmlElement:
    """Return a run with a shape at this place (mm) of the page; text does not make way for it."""
    return parse_xml(
        f'<w:r {_NAMES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{id}" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{round(left * _EMU)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(top * _EMU)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{id}" name="{name}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp>{shape}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


class Cell(NamedTuple):
    """A table cell: its style and text, its width in twips, how many columns it covers; ``down`` merges it downwards.

    ``down`` is ``restart`` for the first of merged cells and ``continue`` for those below it.
    """

    style: str
    text: str
    width: int
    span: int = 1
    down: str = ""


class Row(NamedTuple):
    """A table row; ``heading`` rows are repeated on each page; a single cell may hold a {%tr … %} tag."""

    cells: Sequence[Cell]
    heading: bool = False


def add_table(document: DocumentObject, widths: Sequence[int], rows: Sequence[Row]) -> None:
    """Append a table with thin rules (outer 0.35 mm) and columns that keep their width."""
    borders = "".join(rule(side, 8, 0) for side in ("top", "left", "bottom", "right"))
    borders += rule("insideH", 4, 0) + rule("insideV", 4, 0)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row_xml(document, row) for row in rows)
    document.element.body.insert_element_before(
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:top w:w="30" w:type="dxa"/><w:left w:w="28" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
            '<w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        ),
        "w:sectPr",
    )


def _row_xml(document: DocumentObject, row: Row) -> str:
    heading = "<w:tblHeader/>" if row.heading else ""
    ids = {style.name: style.style_id for style in document.styles}
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{cell.width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else "")
        + (f'<w:vMerge w:val="{cell.down}"/>' if cell.down else "")
        + f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{ids[cell.style or "Normal"]}"/>'
        f'</w:pPr><w:r><w:t xml:space="preserve">{cell.text}</w:t></w:r></w:p></w:tc>'
        for cell in row.cells
    )
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="400" w:hRule="atLeast"/>{heading}</w:trPr>{cells}</w:tr>'
