"""What stands around the words of an official document: head, signature, imprint, annex, tables?"""

from collections.abc import Sequence

from docx.document import Document as DocumentObject
from official import NOTICE_STYLES, blank_document
from paper import (
    Cell,
    Row,
    add,
    add_letter_pages,
    add_page_numbers,
    add_table,
    draw_rule,
    pin_to_foot,
    pin_to_page,
    set_page,
    turn_back,
    turn_page,
)

Words = Sequence[tuple[str, str]]
HEAD, TEXT, FIGURE = "公文表格栏目", "公文表格内容", "公文表格数字"
TAG = 300  # twips of a cell that holds a {%tc … %} tag
_MARK = (
    ("", "{%p if mark_large %}"),
    ("发文机关标志（大）", "{{ issuer }}文件"),
    ("", "{%p elif mark_long %}"),
    ("发文机关标志（长）", "{{ issuer }}文件"),
    ("", "{%p else %}"),
    ("发文机关标志", "{{ issuer }}文件"),
    ("", "{%p endif %}"),
)
_SIGNATURE = (
    ("", "{%p if sealed %}"),
    ("", "{%p if long_issuer %}"),
    ("发文机关署名（长）", "{{ issuer }}"),
    ("", "{%p else %}"),
    ("发文机关署名", "{{ issuer }}"),
    ("", "{%p endif %}"),
    ("成文日期", "{{ issued_on }}"),
    ("", "{%p else %}"),
    ("发文机关署名（不盖章）", "{{ signature }}"),
    ("成文日期（不盖章）", "{{ signed_on }}"),
    ("", "{%p endif %}"),
    ("", "{%p if contact_line %}"),
    ("附注", "（{{ contact_line }}）"),
    ("", "{%p endif %}"),
)
_MONEY = (
    (800, "序号", FIGURE, "{{ line.serial }}"),
    (2600, "{{ team }}{% if team != '单位' %}（单位）{% endif %}", TEXT, "{{ line.who }}"),
    (3644, "事项", TEXT, "{{ line.what }}"),
    (1800, "金额（元）", FIGURE, "{{ line.amount }}"),
)
_SPENT = (
    (700, "序号", FIGURE, "{{ line.serial }}"),
    (1900, "{{ team }}{% if team != '单位' %}（单位）{% endif %}", TEXT, "{{ line.who }}"),
    (2044, "事项", TEXT, "{{ line.what }}"),
    (1200, "预算（元）", FIGURE, "{{ line.budget }}"),
    (1200, "支出（元）", FIGURE, "{{ line.amount }}"),
    (1100, "结余（元）", FIGURE, "{{ line.left }}"),
    (700, "票据（张）", FIGURE, "{{ line.vouchers }}"),
)
_BOARDS = (
    (1500, "榜别", FIGURE, "{% vm %}{{ board.name }}"),
    (1200, "名次", FIGURE, "{{ line.rank }}"),
    (2200, "单位", TEXT, "{{ line.name }}"),
    (3944, "情况", TEXT, "{{ line.words }}"),
)


def official_document(title: str, words: Words, *, upward: bool = False) -> DocumentObject:
    """Return a document with a red head 「×××文件」; ``upward`` has a 签发人 beside its number (7.2.6)."""
    document = _started(title)
    _write(document, _MARK)
    if upward:
        add(document, "发文字号（上行文）", "　{{ number }}\t签发人：【楷体】{{ signer }}【】")
    else:
        add(document, "发文字号", "{{ number }}")
    _write(document, words)
    _write(document, _SIGNATURE)
    return document


def letter(title: str, words: Words) -> DocumentObject:
    """Return a document in the 信函 format: mark 30 mm down, two double red rules, no number on page 1 (10.1)."""
    document = _started(title)
    add_letter_pages(document)
    add(document, "", "{%p if mark_long %}")
    pin_to_page(add(document, "信函标志（长）", "{{ issuer }}"), LETTER_TOP_LONG, 170)
    add(document, "", "{%p else %}")
    pin_to_page(add(document, "信函标志", "{{ issuer }}"), LETTER_TOP, 170)
    add(document, "", "{%p endif %}")
    add(document, "发文字号（信函）", "{{ number }}")
    _write(document, words)
    _write(document, _SIGNATURE)
    return document


LETTER_TOP, LETTER_TOP_LONG = 29.3, 27.9  # mm; the line's upper edge, its ink begins at 30


def minutes(title: str, words: Words) -> DocumentObject:
    """Return a document in the 纪要 format: its own mark, no addressees, no signature, attendees at the end."""
    document = _started(title)
    add(document, "纪要标志", "{{ mark }}")
    add(document, "纪要期号行", "{{ number }}")
    add(document, "发文字号（上行文）", "　{{ issuer }}\t{{ issued_on }}")
    _write(document, words)
    return document


def _started(title: str) -> DocumentObject:
    document = blank_document(title, NOTICE_STYLES)
    set_page(document)
    add_page_numbers(document)
    return document


def imprint(document: DocumentObject) -> None:
    """Put the 版记 on the 版心's bottom of the page on which the document ends."""
    # One paragraph for both lines: programs that make frames of their own would put one line upon the other.
    pin_to_foot(
        add(document, "版记", "{% if copies_to %}{{ copies_to }}\n{% endif %}　{{ issuer }}\t{{ issued_on }}印发")
    )
    add(document, "", "{%p if copies_to %}")
    draw_rule(add(document, "版记定位", ""), 252.8)
    add(document, "", "{%p endif %}")
    add(document, "版记定位", "")


def letter_imprint(document: DocumentObject) -> None:
    """Put the copies of a 信函 on the 版心's bottom: no rules, no 印发 line (10.1)."""
    add(document, "", "{%p if copies_to %}")
    pin_to_foot(add(document, "版记（信函）", "{{ copies_to }}"))
    add(document, "", "{%p endif %}")
    add(document, "版记定位", "")


def problems_annex(document: DocumentObject) -> None:
    """Append the list of what a unit has to correct, on a new page."""
    columns = (
        (800, "序号", FIGURE, "{{ line.serial }}"),
        (2200, "位置", TEXT, "{{ line.place }}"),
        (5844, "问题及修改意见", TEXT, "{{ line.message }}"),
    )
    _annex_head(document, "附件标识（另页）")
    _looped(document, columns, "line in lines")


def targets_annex(document: DocumentObject) -> None:
    """Append the target table on a page lying across: a group's cells span its lead units' lines."""
    turn_page(document)
    _annex_head(document, "附件标识")
    # What a loop makes shares the room of its tags and its cells.
    name, leaders, lead, support, value, remark = 1200, 1400, 1560, 3390, 2600, 2000
    widths = (name, leaders, lead, support, TAG, value, TAG, remark)
    head = [
        *(Cell(HEAD, text, width) for text, width in (
            ("{{ team_heading }}", name), ("责任领导", leaders), ("牵头单位", lead), ("协办单位", support))),
        *_columns(HEAD, "{{ heading }}", value, "heading in headings"),
        Cell(HEAD, "备注", remark),
    ]  # fmt: skip
    total = [
        Cell(HEAD, "合　　计", name + leaders + lead + support, 4),
        *_columns(FIGURE, "{{ value }}", value, "value in totals"),
        Cell(TEXT, "", remark),
    ]
    line = [
        Cell(TEXT, "{% vm %}{{ group.name }}", name),
        Cell(TEXT, "{% vm %}{{ group.leaders }}", leaders),
        Cell(TEXT, "{{ line.lead_unit }}", lead),
        Cell(TEXT, "{% vm %}{{ group.supporting }}", support),
        *_columns(FIGURE, "{{ value }}", value, "value in line.cells"),
        Cell(TEXT, "{{ line.remark }}", remark),
    ]
    rows = [Row(head, heading=True), Row(total), *_grouped(line, sum(widths))]
    add_table(document, widths, rows)
    turn_back(document)


def progress_annex(document: DocumentObject) -> None:
    """Append target, actual and rate of every indicator by line, on a page lying across."""
    add(document, "", "{%p if groups %}")
    turn_page(document)
    _annex_head(document, "附件标识")
    name, lead, value, pace = 1500, 1724, 2640, 1010
    widths = (name, lead, TAG, value, value, value, TAG, pace)
    head = [
        Cell(HEAD, "{{ team_heading }}", name, 1, "restart"),
        Cell(HEAD, "牵头单位", lead, 1, "restart"),
        *_columns(HEAD, "{{ heading }}", value * 3, "heading in headings", 3),
        Cell(HEAD, "{{ pace_heading }}", pace, 1, "restart"),
    ]
    second = [
        Cell(HEAD, "", name, 1, "continue"),
        Cell(HEAD, "", lead, 1, "continue"),
        Cell("", "{%tc for heading in headings %}", TAG),
        *(Cell(HEAD, text, value) for text in ("目标", "完成", "完成率")),
        Cell("", "{%tc endfor %}", TAG),
        Cell(HEAD, "", pace, 1, "continue"),
    ]
    total = [
        Cell(HEAD, "合　　计", name + lead, 2),
        *_thirds("total_figures", value),
        Cell(FIGURE, "{{ total_pace }}", pace),
    ]
    line = [
        Cell(TEXT, "{% vm %}{{ group.name }}", name),
        Cell(TEXT, "{{ line.lead_unit }}", lead),
        *_thirds("line.figures", value),
        Cell(FIGURE, "{{ line.pace }}", pace),
    ]
    rows = [Row(head, heading=True), Row(second, heading=True), Row(total), *_grouped(line, sum(widths))]
    add_table(document, widths, rows)
    add(document, "附件说明文字", "注：{{ note }}")
    turn_back(document)
    add(document, "", "{%p endif %}")


def _annex_head(document: DocumentObject, style: str) -> None:
    add(document, style, "附件")
    add(document, "附件标题", "{{ annex }}")


def _columns(style: str, text: str, width: int, loop: str, span: int = 1) -> list[Cell]:
    return [Cell("", f"{{%tc for {loop} %}}", TAG), Cell(style, text, width, span), Cell("", "{%tc endfor %}", TAG)]


def _thirds(loop: str, width: int) -> list[Cell]:
    """Return target, actual and rate of each indicator: as many cells as the heading above them has columns."""
    fields = ("target", "actual", "rate")
    cells = [Cell(FIGURE, f"{{{{ figure.{field} }}}}", width) for field in fields]
    return [Cell("", f"{{%tc for figure in {loop} %}}", TAG), *cells, Cell("", "{%tc endfor %}", TAG)]


def _grouped(line: list[Cell], width: int) -> list[Row]:
    # The inner loop is the group's, so {% vm %} merges a cell over the group's lines and no further.
    tags = ("{%tr for group in groups %}", "{%tr for line in group.lines %}", "{%tr endfor %}", "{%tr endfor %}")
    first, second, third, fourth = (Row([Cell("", tag, width)]) for tag in tags)
    return [first, second, Row(line), third, fourth]


def _looped(document: DocumentObject, columns: Sequence[tuple[int, str, str, str]], loop: str, *last: Row) -> None:
    widths = [width for width, _, _, _ in columns]
    add_table(
        document,
        widths,
        [
            Row([Cell(HEAD, heading, width) for width, heading, _, _ in columns], heading=True),
            Row([Cell("", f"{{%tr for {loop} %}}", sum(widths))]),
            Row([Cell(style, text, width) for width, _, style, text in columns]),
            Row([Cell("", "{%tr endfor %}", sum(widths))]),
            *last,
        ],
    )


def _table(document: DocumentObject, name: str) -> None:
    if name == "money":
        total = Row([Cell(HEAD, "合　　计", 7044, 3), Cell(FIGURE, "{{ total_figure }}", 1800)])
        _looped(document, _MONEY, "line in lines", total)
    elif name == "spent":
        sums = ("budget_figure", 1200), ("total_figure", 1200), ("left_figure", 1100), ("vouchers", 700)
        cells = [Cell(HEAD, "合　　计", 4644, 3), *(Cell(FIGURE, f"{{{{ {field} }}}}", width) for field, width in sums)]
        _looped(document, _SPENT, "line in lines", Row(cells))
    else:
        widths = [width for width, _, _, _ in _BOARDS]
        heads = Row([Cell(HEAD, heading, width) for width, heading, _, _ in _BOARDS], heading=True)
        tags = ("{%tr for board in boards %}", "{%tr for line in board.lines %}", "{%tr endfor %}", "{%tr endfor %}")
        first, second, third, fourth = (Row([Cell("", tag, sum(widths))]) for tag in tags)
        line = Row([Cell(style, text, width) for width, _, style, text in _BOARDS])
        add_table(document, widths, [heads, first, second, line, third, fourth])


def _write(document: DocumentObject, words: Words) -> None:
    for style, text in words:
        if text.startswith("TABLE "):
            add(document, "表格间距", "")
            _table(document, text.removeprefix("TABLE "))
            add(document, "表格间距", "")
        else:
            add(document, style, text)
