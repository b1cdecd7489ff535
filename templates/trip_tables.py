"""How is a form's table built: rows of cells that cover columns, each cell with paragraphs of its own?"""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from official import rule
from paper import count_pages, set_page

LABEL, SMALL, ENTRY, CENTRED, LIST = "表格栏目", "表格栏目（小字）", "表格内容", "表格内容（居中）", "表格内容（名单）"
HEAD, TEXT, FIGURE = "公文表格栏目", "公文表格内容", "公文表格数字"
WIDTH = 9300  # twips: the form's 164 mm between margins of 26 and 20 mm

Paragraph = tuple[str, str]
Cell = tuple[int, *tuple[Paragraph, ...]]


class Line(NamedTuple):
    """A row: its least height in twips, whether it is repeated on each page, kept with the next row, and its cells."""

    height: int
    cells: Sequence[Cell]
    heading: bool = False
    keep: bool = False


def pairs(*words: tuple[int, str, int, str], height: int = 454, keep: bool = False) -> Line:
    """Return a row of 栏目 and 内容: (columns of the label, label, columns of the entry, entry) each."""
    cells: list[Cell] = []
    for label_span, label, span, entry in words:
        cells += [(label_span, (LABEL, label)), (span, (LIST, entry))]
    return Line(height, cells, keep=keep)


def tag(columns: int, text: str) -> Line:
    """Return a row that holds only a {%tr … %} tag."""
    return Line(0, [(columns, (ENTRY, f"{{%tr {text} %}}"))])


def form_table(document: DocumentObject, widths: Sequence[int], lines: Sequence[Line]) -> None:
    """Append a table with rules (outer 0.35 mm, inner 0.18 mm) and columns that keep their width."""
    borders = "".join(rule(side, 8, 0) for side in ("top", "left", "bottom", "right"))
    borders += rule("insideH", 4, 0) + rule("insideV", 4, 0)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_line_xml(document, widths, line) for line in lines)
    document.element.body.insert_element_before(
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        ),
        "w:sectPr",
    )


def _line_xml(document: DocumentObject, widths: Sequence[int], line: Line) -> str:
    heading = "<w:tblHeader/>" if line.heading else ""
    height = f'<w:trHeight w:val="{line.height}" w:hRule="atLeast"/>' if line.height else ""
    cells, column = "", 0
    keep = "<w:keepNext/>" if line.keep else ""
    for span, *paragraphs in line.cells:
        width = sum(widths[column : column + span])
        column += span
        words = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{document.styles[style].style_id}"/>{keep}</w:pPr>{_runs(text)}</w:p>'
            for style, text in paragraphs
        )
        merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        cells += f'<w:tc><w:tcPr>{size}{merged}<w:vAlign w:val="center"/></w:tcPr>{words}</w:tc>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{heading}</w:trPr>{cells}</w:tr>"


def _runs(text: str) -> str:
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t")]
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>"


def form_pages(document: DocumentObject, id: str) -> None:
    """Number a form's pages; from the second on its title and 编号 stand above, so that a loose sheet finds home."""
    section = document.sections[-1]
    section.header_distance, section.footer_distance = Mm(9), Mm(5)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.first_page_header.paragraphs[0].style = document.styles["页眉编号"]
    section.header.is_linked_to_previous = False
    head = section.header.paragraphs[0]
    head.style = document.styles["页眉编号"]
    head.add_run(f"{document.core_properties.title}　{id}（续）")
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = document.styles["页脚页数"]
        count_pages(line)


def form_page(document: DocumentObject, *, landscape: bool = False, id: str = "编号：{{ id }}") -> None:
    """Set A4 with the narrow margins of a form, upright or across."""
    set_page(document, 18, 12, 26, 20)
    form_pages(document, id)
    if landscape:
        section = document.sections[-1]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(20), Mm(12)
        section.left_margin, section.right_margin = Mm(15), Mm(15)
