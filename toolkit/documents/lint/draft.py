"""Which paragraphs, settings and page does a Word document have, for the linter?"""

from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import XMLSyntaxError
from msgspec import Struct

from toolkit.files.grid import Refusal
from toolkit.files.package import Package, check
from toolkit.model.errors import ToolkitError

_LARGEST = 64 * 1024 * 1024  # bytes inside the .docx
_MOST_MARKS = 2_000_000  # in one part: each takes some hundred bytes of memory, and 100 pages have fifty thousand
_TWIPS_PER_MM = 1440 / 25.4


class Line(Struct, frozen=True):
    """A paragraph: its number (from 1, as a reader counts those with text) and text; ``in_table`` for a cell's."""

    number: int
    text: str
    in_table: bool = False

    @property
    def place(self) -> str:
        """``第7段``."""
        return f"表格（第{self.number}段之后）" if self.in_table else f"第{self.number}段"


class Setting(Struct, frozen=True):
    """How a paragraph is set: exact line in twips (0 if not exact), type size in points, tightening in twips."""

    line: int
    size: float
    spacing: int


class Look(Struct, frozen=True):
    """How the words of a paragraph look: face of the first and of most of them, size in points, whether it is red.

    A face is '' where only a theme names it; a size 0 where nothing does.
    """

    first: str
    face: str
    size: float
    red: bool


class Sheet(Struct, frozen=True):
    """A section's paper: text block in mm, margins (top, bottom, left, right) in mm, the grid's line in twips or 0."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    upright: bool
    paper: tuple[float, float]
    grid_line: int
    grid_lines_only: bool


class Draft(Struct, frozen=True):
    """A document to be checked: ``settings`` of body paragraphs of more than a line, ``looks`` of all with words."""

    file: str
    lines: tuple[Line, ...]
    settings: tuple[tuple[Line, Setting], ...]
    sheets: tuple[Sheet, ...]
    page_numbers: str
    looks: tuple[tuple[Line, Look], ...] = ()

    @property
    def is_form(self) -> bool:
        """Whether most of its words stand in tables: a form or a list, which no rule of an official document binds."""
        inside = sum(len(line.text.strip()) for line in self.lines if line.in_table)
        return inside > sum(len(line.text.strip()) for line in self.lines if not line.in_table)


def read_draft(path: Path) -> Draft:
    """Return a .docx as the linter reads it; raises ``ToolkitError`` for anything else."""
    try:
        package = Package(path)
        try:
            if package.size > _LARGEST:
                raise ToolkitError(f"“{path.name}”太大，请去掉里面的大图片后再检查。")
            if any(package.part(name).count(b"<") > _MOST_MARKS for name in package.names() if name.endswith(".xml")):
                raise ToolkitError(f"“{path.name}”的内容太多，不像一份公文，没有检查。请核对是不是这份文件。")
        finally:
            package.close()
        check(path)
        document = Document(str(path))
    except FileNotFoundError:
        raise ToolkitError(f"找不到“{path}”。") from None
    except (Refusal, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, OSError):
        raise ToolkitError(f"“{path.name}”不是 .docx 文档，请用 Word 或 WPS 打开后另存为 .docx 再检查。") from None
    lines: list[Line] = []
    settings: list[tuple[Line, Setting]] = []
    looks: list[tuple[Line, Look]] = []
    for paragraph, in_table in paragraphs_of(document):
        text = paragraph.text
        if not text.strip():
            lines.append(Line(_counted(lines), "", in_table))
            continue
        line = Line(_counted(lines) + (not in_table), text, in_table)
        lines.append(line)
        if not in_table:
            looks.append((line, _look(document, paragraph)))
        if not in_table and len(text) > 28:
            settings.append((line, _setting(document, paragraph)))
    sheets = tuple(_sheet(section._sectPr) for section in document.sections)  # noqa: SLF001 - the grid has no door
    return Draft(path.name, tuple(lines), tuple(settings), sheets, _page_numbers(document), tuple(looks))


def _counted(lines: list[Line]) -> int:
    return lines[-1].number if lines else 0


def paragraphs_of(document: DocumentObject) -> Iterator[tuple[Paragraph, bool]]:
    """Yield each paragraph, and whether it stands in a table; those of a cell once, however it is merged."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for cell in block._tbl.iter(qn("w:tc")):  # noqa: SLF001 - each cell once, however it is merged
                for element in cell.iterchildren(qn("w:p")):
                    yield Paragraph(element, document), True
        else:
            yield block, False


def _setting(document: DocumentObject, paragraph: Paragraph) -> Setting:
    """Return a paragraph's effective settings: its own, else its style's, else the document's defaults."""
    chain = _chain(paragraph)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    longest = max(paragraph.runs, key=lambda run: len(run.text), default=None)
    sources = [*([longest._r] if longest is not None else []), *chain, *([defaults] if defaults is not None else [])]  # noqa: SLF001
    size = _first(sources, "w:rPr/w:sz", "w:rPrDefault/w:rPr/w:sz", attribute="w:val")
    tight = _first(sources, "w:rPr/w:spacing", "w:rPrDefault/w:rPr/w:spacing", attribute="w:val")
    of_paragraph = [paragraph._p, *chain, *([defaults] if defaults is not None else [])]  # noqa: SLF001
    rule = _first(of_paragraph, "w:pPr/w:spacing", "w:pPrDefault/w:pPr/w:spacing", attribute="w:lineRule")
    height = _first(of_paragraph, "w:pPr/w:spacing", "w:pPrDefault/w:pPr/w:spacing", attribute="w:line")
    exact = int(float(height)) if rule == "exact" and height else 0
    return Setting(exact, float(size or 20) / 2, int(float(tight or 0)))


def _look(document: DocumentObject, paragraph: Paragraph) -> Look:
    """Return how a paragraph's words look; what a run does not say, its style, the style's base and the document do."""
    chain = _chain(paragraph)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    rest = [*chain, *([defaults] if defaults is not None else [])]
    runs = [run for run in paragraph.runs if run.text.strip()]

    def of(run: Run | None, name: str, attribute: str) -> str:
        sources = [*([run._r] if run is not None else []), *rest]  # noqa: SLF001 - the element has no door
        return _first(sources, f"w:rPr/w:{name}", f"w:rPrDefault/w:rPr/w:{name}", attribute=f"w:{attribute}") or ""

    longest = max(runs, key=lambda run: len(run.text), default=None)
    return Look(
        of(runs[0] if runs else None, "rFonts", "eastAsia"),
        of(longest, "rFonts", "eastAsia"),
        float(of(longest, "sz", "val") or 0) / 2,
        _is_red(of(longest, "color", "val")),
    )


def _is_red(colour: str) -> bool:
    """Tell whether a colour is red: FF0000, or what an office takes for it.

    >>> _is_red("FF0000"), _is_red("C00000"), _is_red("auto"), _is_red("000000")
    (True, True, False, False)
    """
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return False
    return red > 150 and green < 80 and blue < 80


def _chain(paragraph: Paragraph) -> list[BaseOxmlElement]:
    """Return a paragraph's style and those it is made from."""
    style, chain = paragraph.style, []
    while style is not None:
        chain.append(style.element)
        style = style.base_style
    return chain


def _first(sources: list[BaseOxmlElement], *paths: str, attribute: str) -> str | None:
    for source in sources:
        for path in paths:
            element = source.find("/".join(qn(step) for step in path.split("/")))
            if element is not None and element.get(qn(attribute)) is not None:
                return str(element.get(qn(attribute)))
    return None


def _sheet(section: BaseOxmlElement) -> Sheet:
    size, margins, grid = (section.find(qn(name)) for name in ("w:pgSz", "w:pgMar", "w:docGrid"))
    width, height = (_mm(size, name) for name in ("w:w", "w:h"))
    edges = tuple(abs(_mm(margins, f"w:{side}")) for side in ("top", "bottom", "left", "right"))
    top, bottom, left, right = edges
    kind = grid.get(qn("w:type")) if grid is not None else None
    pitch = int(grid.get(qn("w:linePitch")) or 0) if grid is not None and kind else 0
    return Sheet(
        width - left - right,
        height - top - bottom,
        (top, bottom, left, right),
        height >= width,
        (width, height),
        pitch,
        kind == "lines",
    )


def _mm(element: BaseOxmlElement | None, name: str) -> float:
    value = element.get(qn(name)) if element is not None else None
    return float(value or 0) / _TWIPS_PER_MM


def _page_numbers(document: DocumentObject) -> str:
    """Return 无, 单一 (the same on all pages) or 单双 (odd and even pages apart)."""

    def numbered(footer: BaseOxmlElement) -> bool:
        return any(
            "PAGE" in (field.text or field.get(qn("w:instr")) or "")
            for tag in ("w:instrText", "w:fldSimple")
            for field in footer.iter(qn(tag))
        )

    section = document.sections[0]
    odd = numbered(section.footer._element)  # noqa: SLF001
    apart = document.settings.odd_and_even_pages_header_footer
    even = apart and numbered(section.even_page_footer._element)  # noqa: SLF001
    return "单双" if odd and even else "单一" if odd or even else "无"
