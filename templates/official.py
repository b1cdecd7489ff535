"""Which page, fonts and paragraph styles does an official document have (GB/T 9704-2012)?"""

# ruff: noqa: SLF001  python-docx keeps the XML element under a private name and has no public door to it

from typing import NamedTuple

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph

FANGSONG, XIAOBIAOSONG, HEITI, KAITI, SONGTI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
# What Word takes where a font is not installed (w:altName). The fonts are licensed: they are named, never shipped.
FALLBACKS = {FANGSONG: "仿宋", XIAOBIAOSONG: "华文中宋", HEITI: "SimHei", KAITI: "楷体", SONGTI: "SimSun"}

# 579 twips (28.95 pt) is the largest exact line that fits 22 times into 225 mm; 29 pt gives 21.
LINE = 579
# 28 characters of 16 pt are 5.8 pt wider than 156 mm, so each is set 0.25 pt tighter.
TIGHTER = '<w:spacing w:val="-5"/>'
TYPE_AREA = 8844  # the 版心's 156 mm in twips
RED = "FF0000"
NORMAL_STYLES = ("Normal", "Default Paragraph Font", "Normal Table", "No List")


class Style(NamedTuple):
    """A paragraph style: sizes in half points, lengths in twips, the rest as WordprocessingML writes it."""

    id: str
    name: str
    font: str = FANGSONG
    size: int = 32
    line: int = LINE
    before: int = 0
    after: int = 0
    indent: str = ""
    align: str = "both"
    run: str = TIGHTER
    keep_next: bool = False
    borders: str = ""
    tabs: str = ""
    outline: str = ""


def rule(side: str, eighths: int, space: int, colour: str = "000000") -> str:
    """Return a border; ``eighths`` of a point (8 is 0.35 mm, 6 is 0.26 mm), ``space`` to the text in points."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


INDENT_2 = 'w:firstLineChars="200" w:firstLine="640"'
NORMAL = Style("Normal", "Normal")
TITLE = Style("DocumentTitle", "公文标题", XIAOBIAOSONG, 44, 660, before=1158, after=LINE, align="center", run="")
NOTICE_STYLES = (
    TITLE,
    Style("Mark", "发文机关标志", XIAOBIAOSONG, 52, 620, before=1895, align="center", run=f'<w:color w:val="{RED}"/>'),
    Style(
        "MarkLong",
        "发文机关标志（长）",
        XIAOBIAOSONG,
        40,
        620,
        before=1895,
        align="center",
        run=f'<w:color w:val="{RED}"/>',
    ),
    Style("Number", "发文字号", line=400, before=1158, align="center", borders=rule("bottom", 12, 10, RED)),
    Style("Addressees", "主送机关"),
    Style("OfficialText", "公文正文", indent=INDENT_2),
    # A page with the signature must hold text of the body, so the last paragraph goes where the signature goes.
    Style("LastText", "公文正文（署名之前）", indent=INDENT_2, keep_next=True),
    Style("Heading1", "heading 1", HEITI, indent=INDENT_2, keep_next=True, outline='<w:outlineLvl w:val="0"/>'),
    Style("Heading2", "heading 2", KAITI, indent=INDENT_2, keep_next=True, outline='<w:outlineLvl w:val="1"/>'),
    Style(
        "Attachments",
        "附件说明",
        before=LINE,
        indent='w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"',
    ),
    # The date ends 4 characters from the right; the name is centred on a band whose middle is the date's middle.
    Style(
        "Signature",
        "发文机关署名",
        before=2 * LINE,
        indent=f'w:left="{TYPE_AREA - 4640}"',
        align="center",
        keep_next=True,
    ),
    Style("SignatureLong", "发文机关署名（长）", before=2 * LINE, align="right", keep_next=True),
    Style("IssuedOn", "成文日期", indent='w:rightChars="400" w:right="1280"', align="right", keep_next=True),
    Style("Remark", "附注", indent=INDENT_2, keep_next=True),
    # 版记: first and last rule 0.35 mm, those between (with 抄送) 0.25 mm.
    Style(
        "Imprint",
        "版记",
        size=28,
        line=480,
        run="",
        align="left",
        borders=rule("top", 8, 1) + rule("bottom", 8, 1) + rule("between", 6, 1),
        tabs=f'<w:tab w:val="right" w:pos="{TYPE_AREA - 280}"/>',
    ),
    Style("ImprintAnchor", "版记定位", size=2, line=20, run=""),
    Style("PageOdd", "页码（单页）", SONGTI, 28, 280, indent='w:rightChars="100" w:right="280"', align="right", run=""),
    Style("PageEven", "页码（双页）", SONGTI, 28, 280, indent='w:leftChars="100" w:left="280"', align="left", run=""),
)
FORM_STYLES = (
    TITLE._replace(line=560, before=0, after=80),
    Style("FormHead", "表头说明", size=24, line=360, align="left", run=""),
    Style("Label", "表格栏目", HEITI, 24, 340, align="center", run=""),
    Style("LabelSmall", "表格栏目（小字）", size=21, line=300, align="center", run=""),
    Style("Entry", "表格内容", size=24, line=340, align="left", run=""),
    Style("EntryCentred", "表格内容（居中）", size=24, line=340, align="center", run=""),
    Style("EntryList", "表格内容（名单）", size=21, line=300, align="left", run=""),
    Style(
        "Money",
        "经费明细",
        size=21,
        line=300,
        align="left",
        run="",
        tabs='<w:tab w:val="right" w:pos="3200"/><w:tab w:val="left" w:pos="3900"/><w:tab w:val="right" w:pos="6900"/>',
    ),
    Style("SigningSpace", "签字留白", size=24, line=300, align="left", run=""),
    Style("Sign", "签字盖章", size=24, line=380, align="right", run=""),
    Style("Basis", "依据", KAITI, 21, 300, before=60, align="left", run=""),
)


def blank_document(title: str, styles: tuple[Style, ...]) -> DocumentObject:
    """Return an empty A4 document with these styles, no theme, and nobody's name in its properties."""
    document = Document()
    _drop_unused_parts(document)
    _replace_styles(document, styles)
    properties = document.core_properties
    properties.title, properties.language = title, "zh-CN"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    return document


def set_page(document: DocumentObject, top: float, bottom: float, left: float, right: float) -> None:
    """Set A4 with these margins in mm; a footer 25.4 mm up puts the page number's dash 7 mm under the 版心."""
    section = document.sections[0]
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
    section = document.sections[0]
    for footer, style in ((section.footer, "页码（单页）"), (section.even_page_footer, "页码（双页）")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles[style]
        paragraph.add_run("— ")
        for field in ("begin", "PAGE", "end"):
            paragraph.add_run()._r.append(_field(field))
        paragraph.add_run(" —")


def add(document: DocumentObject, style: str, text: str) -> Paragraph:
    """Append a paragraph and return it; a tab in ``text`` is a tab in Word."""
    return document.add_paragraph(text, style=document.styles[style])


def pin_to_foot(paragraph: Paragraph) -> None:
    """Put a paragraph on the bottom edge of the 版心 of its page; neighbours that are pinned too stay together."""
    # On the paragraph, not in its style: LibreOffice does not read a frame from a style.
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:framePr {nsdecls("w")} w:w="{TYPE_AREA}" w:hSpace="0" w:wrap="around" w:vAnchor="margin" '
            'w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
        )
    )


def _field(part: str) -> BaseOxmlElement:
    if part in ("begin", "end"):
        return parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{part}"/>')
    return parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {part} </w:instrText>')


def _fonts(name: str) -> str:
    # Every slot is named: with a theme or Latin font left in one, digits and quotation marks change face.
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _style_xml(style: Style) -> str:
    # WordprocessingML fixes this order of children. Widow control and the snap to a grid would break the 22 lines;
    # automatic gaps between Chinese and digits would break the 28 characters.
    paragraph = (
        ("<w:keepNext/>" if style.keep_next else "")
        + '<w:widowControl w:val="0"/>'
        + (f"<w:pBdr>{style.borders}</w:pBdr>" if style.borders else "")
        + (f"<w:tabs>{style.tabs}</w:tabs>" if style.tabs else "")
        + '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        + f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="exact"/>'
        + (f"<w:ind {style.indent}/>" if style.indent else "")
        + f'<w:jc w:val="{style.align}"/>'
        + style.outline
    )
    kind = 'w:default="1"' if style is NORMAL else "" if style.outline else 'w:customStyle="1"'
    base = "" if style is NORMAL else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" {kind} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{base}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{_fonts(style.font)}{style.run}"
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _replace_styles(document: DocumentObject, styles: tuple[Style, ...]) -> None:
    sheet = document.styles.element
    for style in list(document.styles):
        if style.name not in NORMAL_STYLES[1:]:
            style.delete()
    sheet.replace(
        sheet.find(qn("w:docDefaults")),
        parse_xml(
            f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>{_fonts(FANGSONG)}<w:sz w:val="32"/>'
            '<w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )
    for style in (NORMAL, *styles):
        sheet.append(parse_xml(_style_xml(style)))


def _drop_unused_parts(document: DocumentObject) -> None:
    # python-docx starts from a file that was saved by somebody's Word: its theme, thumbnail and history go.
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            name = str(relation.target_part.partname)
            if name.startswith(
                (
                    "/customXml",
                    "/word/theme",
                    "/word/stylesWithEffects",
                    "/docProps/thumb",
                    "/word/numbering",
                    "/word/webSettings",
                )
            ):
                del holder.rels[key]
            elif name == "/word/fontTable.xml":
                relation.target_part._blob = _font_table().encode()
            elif name == "/docProps/app.xml":
                relation.target_part._blob = _application().encode()
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    for xml in SETTINGS:
        settings.append(parse_xml(xml.format(nsdecls("w"))))


SETTINGS = (
    '<w:zoom {} w:percent="100"/>',
    '<w:defaultTabStop {} w:val="420"/>',
    '<w:characterSpacingControl {} w:val="compressPunctuation"/>',
    (
        '<w:compat {}><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    ),
)


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, other in FALLBACKS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'


def _application() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office Word</Application></Properties>"
    )
