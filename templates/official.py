"""Which fonts and paragraph styles does an official document have (GB/T 9704-2012)?"""

# ruff: noqa: SLF001  python-docx keeps the XML element under a private name and has no public door to it

from typing import NamedTuple

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

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
    new_page: bool = False


def rule(side: str, eighths: int, space: int, colour: str = "000000", kind: str = "single") -> str:
    """Return a border; ``eighths`` of a point (8 is 0.35 mm, 6 is 0.26 mm), ``space`` to the text in points."""
    return f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


INDENT_2 = 'w:firstLineChars="200" w:firstLine="640"'
RED_TYPE = f'<w:color w:val="{RED}"/>'
NORMAL = Style("Normal", "Normal")
TITLE = Style("DocumentTitle", "公文标题", XIAOBIAOSONG, 44, 660, before=1158, after=LINE, align="center", run="")
# The top edge of the 发文机关标志 stands 35 mm below the 版心's: ``before`` was measured for each size on the PDF.
MARK = Style("Mark", "发文机关标志", XIAOBIAOSONG, 52, 620, before=1897, align="center", run=RED_TYPE)
LETTER_MARK = MARK._replace(
    id="LetterMark",
    name="信函标志",
    line=560,
    before=0,
    borders=rule("bottom", 24, 5, RED, "thickThinSmallGap"),
)
# A page with the signature must hold text of the body, so the last paragraph goes where the signature goes.
LAST = Style("LastText", "公文正文（署名之前）", indent=INDENT_2, keep_next=True)
IMPRINT = Style(
    "Imprint",
    "版记",
    size=28,
    line=480,
    run="",
    align="left",
    borders=rule("top", 8, 1) + rule("bottom", 8, 1),
    tabs=f'<w:tab w:val="right" w:pos="{TYPE_AREA - 280}"/>',
)
NOTICE_STYLES = (
    TITLE,
    MARK._replace(id="MarkLarge", name="发文机关标志（大）", size=84, line=960, before=1897),
    MARK,
    MARK._replace(id="MarkLong", name="发文机关标志（长）", size=40, before=1823),
    # 纪要 (10.3) and 信函 (10.1): the latter's mark stands 30 mm below the paper's edge, its rules are 170 mm long.
    MARK._replace(id="MinutesMark", name="纪要标志", size=64, line=960, before=1715),
    LETTER_MARK,
    LETTER_MARK._replace(id="LetterMarkLong", name="信函标志（长）", size=40),
    Style("LetterRule", "信函红线", size=2, line=20, run="", borders=rule("top", 24, 1, RED, "thinThickSmallGap")),
    Style("Number", "发文字号", line=400, before=1158, align="center", borders=rule("bottom", 12, 10, RED)),
    Style(
        "NumberUp",
        "发文字号（上行文）",
        line=400,
        before=1158,
        align="left",
        borders=rule("bottom", 12, 10, RED),
        tabs=f'<w:tab w:val="right" w:pos="{TYPE_AREA - 315}"/>',
    ),
    Style("NumberLetter", "发文字号（信函）", line=400, before=205, align="right"),
    Style("MinutesLine", "纪要期号行", line=400, before=160, align="center"),
    Style("Addressees", "主送机关"),
    Style("OfficialText", "公文正文", indent=INDENT_2),
    LAST,
    Style("Heading1", "heading 1", HEITI, indent=INDENT_2, keep_next=True, outline='<w:outlineLvl w:val="0"/>'),
    Style("Heading2", "heading 2", KAITI, indent=INDENT_2, keep_next=True, outline='<w:outlineLvl w:val="1"/>'),
    Style("Heading3", "heading 3", indent=INDENT_2, keep_next=True, outline='<w:outlineLvl w:val="2"/>'),
    Style("Heading4", "heading 4", indent=INDENT_2, keep_next=True, outline='<w:outlineLvl w:val="3"/>'),
    # 附件说明: what runs on aligns with the first character of the attachment's name (7.3.4).
    Style("Attachments", "附件说明", before=LINE, indent='w:left="1585" w:hanging="945"', align="left", keep_next=True),
    Style(
        "AttachmentsFirst",
        "附件说明（首项）",
        before=LINE,
        indent='w:left="2050" w:hanging="1410"',
        align="left",
        keep_next=True,
    ),
    Style("AttachmentsNext", "附件说明（后项）", indent='w:left="2050" w:hanging="465"', align="left", keep_next=True),
    # The date ends 4 characters from the right; the name is centred on a band whose middle is the date's middle.
    Style(
        "Signature",
        "发文机关署名",
        before=2 * LINE,
        indent=f'w:left="{TYPE_AREA - 4725}"',
        align="center",
        keep_next=True,
    ),
    Style("SignatureLong", "发文机关署名（长）", before=2 * LINE, align="right", keep_next=True),
    Style("IssuedOn", "成文日期", indent='w:rightChars="400" w:right="1280"', align="right", keep_next=True),
    # Without a seal (7.3.5.2) the date hangs on the name's first character: the program counts the spaces.
    Style("SignatureBare", "发文机关署名（不盖章）", before=LINE, align="left", keep_next=True),
    Style("IssuedOnBare", "成文日期（不盖章）", align="left", keep_next=True),
    Style("Remark", "附注", indent=INDENT_2, keep_next=True),
    # 纪要: 出席, 请假, 列席 with what runs on under the first name (10.3).
    Style("AttendeesFirst", "与会人员（首项）", before=LINE, indent='w:left="1585" w:hanging="945"', align="left"),
    Style("Attendees", "与会人员", indent='w:left="1585" w:hanging="945"', align="left"),
    Style("AnnexMark", "附件标识", HEITI, align="left", keep_next=True),
    Style("AnnexMarkNewPage", "附件标识（另页）", HEITI, align="left", keep_next=True, new_page=True),
    Style(
        "AnnexTitle", "附件标题", XIAOBIAOSONG, 44, 660, before=LINE, after=200, align="center", run="", keep_next=True
    ),
    Style("AnnexNote", "附件说明文字", size=24, line=400, before=80, align="left", run=""),
    Style("TableGap", "表格间距", size=2, line=120, run=""),
    Style("TableHead", "公文表格栏目", HEITI, 20, 300, align="center", run=""),
    Style("TableText", "公文表格内容", size=20, line=300, align="left", run=""),
    Style("TableFigure", "公文表格数字", size=20, line=300, align="center", run=""),
    # 版记: first and last rule 0.35 mm; the one under 抄送 is drawn (paper.draw_rule).
    IMPRINT,
    # 信函: no rules and no 印发 line, the copies stand on the 版心's bottom.
    Style("ImprintLetter", "版记（信函）", size=28, line=480, run="", align="left"),
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
    Style("FormHeader", "页眉编号", size=18, line=240, align="right", run=""),
    Style("FormFooter", "页脚页数", SONGTI, 18, 240, align="center", run=""),
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


def fonts(name: str, declared: str = "") -> str:
    """Return the element that sets a run in one face."""
    # Every slot is named: with a theme or Latin font left in one, digits and quotation marks change face.
    return (
        f'<w:rFonts {declared} w:hint="eastAsia" w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'
    )


def _style_xml(style: Style) -> str:
    # WordprocessingML fixes this order of children. Widow control and the snap to a grid would break the 22 lines;
    # automatic gaps between Chinese and digits would break the 28 characters.
    paragraph = (
        ("<w:keepNext/>" if style.keep_next else "")
        + ("<w:pageBreakBefore/>" if style.new_page else "")
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
        f"{base}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{fonts(style.font)}{style.run}"
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
            f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>{fonts(FANGSONG)}<w:sz w:val="32"/>'
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
