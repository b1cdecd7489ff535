"""What stands in the 外出招商审批表: one table on one page, one box for each signature of the route?"""

# ruff: noqa: SLF001  python-docx keeps the XML element under a private name and has no public door to it

from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from docx.table import Table, _Cell
from official import FORM_STYLES, blank_document, rule
from paper import add
from trip_tables import form_page

SIGN = "签字（盖章）：" + "　" * 12 + "年　　月　　日　"
FILING = "备案编号：{{ filing_number }}经办人：" + "　" * 5 + "日期：" + "　" * 2 + "年　月　日"
SIGNING = (
    ("签字留白", "{%p for line in signing_space %}"),
    ("签字留白", "{{ line }}"),
    ("签字留白", "{%p endfor %}"),
    ("签字盖章", SIGN),
)
WIDTHS = (1640, 1600, 1140, 1820, 1140, 1960)  # twips: three pairs of 栏目 and 内容
LABEL, ENTRY, CENTRED = "表格栏目", "表格内容", "表格内容（居中）"

# A row is its least height in twips and its cells; a cell is how many of the six columns it covers and its paragraphs.
FORM = (
    (
        480,
        (1, (LABEL, "申请单位")),
        (3, (ENTRY, "{{ applicant }}")),
        (1, (LABEL, "申请日期")),
        (1, (CENTRED, "{{ applied_on }}")),
    ),
    (
        480,
        (1, (LABEL, "带队领导")),
        (1, (CENTRED, "{{ leader }}")),
        (1, (LABEL, "职　　务")),
        (1, (CENTRED, "{{ post }}")),
        (1, (LABEL, "级　　别")),
        (1, (CENTRED, "{{ rank }}")),
    ),
    (
        480,
        (1, (LABEL, "随行人员"), (LABEL, "（{{ companion_count }}人）")),
        (5, ("表格内容（名单）", "{{ companions }}")),
    ),
    (480, (1, (LABEL, "外出时间")), (5, (ENTRY, "{{ span }}，共{{ days }}天"))),
    (
        480,
        (1, (LABEL, "目 的 地")),
        (3, (ENTRY, "{{ destination }}")),
        (1, (LABEL, "交通工具")),
        (1, (CENTRED, "{{ transport }}")),
    ),
    (480, (1, (LABEL, "事　　由")), (5, (ENTRY, "{{ purpose }}"))),
    (480, (1, (LABEL, "拟拜访企业"), (LABEL, "（{{ visit_count }}家）")), (5, ("表格内容（名单）", "{{ visits }}"))),
    (
        480,
        (1, (LABEL, "经费预算")),
        (
            5,
            ("经费明细", "{%p for line in expenses %}"),
            ("经费明细", "{{ line.item }}\t{{ line.amount }}\t{{ line.item2 }}\t{{ line.amount2 }}"),
            ("经费明细", "{%p endfor %}"),
            ("经费明细", "合计：{{ total }}（大写：{{ total_in_words }}）"),
        ),
    ),
    (480, (1, (LABEL, "申请单位"), (LABEL, "意　　见")), (5, *SIGNING)),
    (0, (6, (ENTRY, "{%tr for step in steps %}"))),
    (480, (1, (LABEL, "{{ step.who }}"), ("表格栏目（小字）", "（{{ step.action }}）")), (5, *SIGNING)),
    (0, (6, (ENTRY, "{%tr endfor %}"))),
    (
        480,
        (1, (LABEL, "备　　案")),
        (5, (ENTRY, "{% if filed_with %}报{{ filed_with }}备案。{% endif %}"), (ENTRY, FILING)),
    ),
    (480, (1, (LABEL, "备　　注")), (5, ("表格内容（名单）", "{{ remarks }}"))),
)


def trip_approval() -> DocumentObject:
    """Return the 外出招商审批表: one table on one page, one box for each signature of the route."""
    document = blank_document("外出招商审批表", FORM_STYLES)
    form_page(document)
    add(document, "公文标题", "外出招商审批表")
    add(document, "表头说明", "编号：{{ id }}")
    table = document.add_table(rows=0, cols=len(WIDTHS))
    _frame(table)
    for height, *cells in FORM:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if height:
            row.height, row.height_rule = Twips(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        column = 0
        for span, *lines in cells:
            cell = row.cells[column].merge(row.cells[column + span - 1])
            cell.width = Twips(sum(WIDTHS[column : column + span]))
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _write(document, cell, *lines)
            column += span
    add(document, "依据", "{% if basis %}依据：{{ basis }}{% endif %}")
    return document


def _frame(table: Table) -> None:
    """Give the table its rules (outer 0.35 mm, inner 0.18 mm) and columns that keep their width."""
    table.autofit = False
    rules = "".join(rule(side, 8, 0) for side in ("top", "left", "bottom", "right"))
    rules += rule("insideH", 4, 0) + rule("insideV", 4, 0)
    for name, content in (
        ("tblW", f'w:w="{sum(WIDTHS)}" w:type="dxa">'),
        ("tblInd", 'w:w="0" w:type="dxa">'),
        ("tblBorders", f">{rules}"),
        ("tblLayout", 'w:type="fixed">'),
        ("tblCellMar", '><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'),
        ("tblLook", 'w:val="0000">'),
    ):
        element = parse_xml(f"<w:{name} {nsdecls('w')} {content}</w:{name}>")
        for old in table._tbl.tblPr.findall(element.tag):
            table._tbl.tblPr.remove(old)
        table._tbl.tblPr.append(element)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Twips(width)


def _write(document: DocumentObject, cell: _Cell, *lines: tuple[str, str]) -> None:
    for paragraph in cell.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    for style, text in lines:
        cell.add_paragraph(text, style=document.styles[style])
