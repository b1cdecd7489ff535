"""What stands in the Word templates of trips?  ``python templates/build_trips.py`` writes them, byte for byte."""

from build import write
from docx.document import Document as DocumentObject
from official import FORM_STYLES, NOTICE_STYLES, blank_document
from paper import add, add_page_numbers, set_page
from trip_tables import (
    CENTRED,
    ENTRY,
    FIGURE,
    HEAD,
    LABEL,
    LIST,
    SMALL,
    TEXT,
    Line,
    form_page,
    form_table,
    pairs,
    tag,
)

# The title of a form is smaller than a document's; all other styles go together.
TEXT_STYLES = (*NOTICE_STYLES, *FORM_STYLES[1:])
SIGN_BOX = "签字（盖章）：" + "　" * 10 + "年　　月　　日　"
SIX = (1350, 1750, 1350, 1750, 1350, 1750)
BODY, HEADING = "公文正文", "heading 1"


def itinerary() -> DocumentObject:
    """Return the 考察行程表 (LZ-R5): one line per stop, then the opinion of the one who approves."""
    document = blank_document("考察行程表", FORM_STYLES)
    form_page(document, landscape=True)
    add(document, "公文标题", "考察行程表")
    add(
        document,
        "表头说明",
        "编号：{{ id }}　　　招商组（单位）：{{ applicant }}　　　"
        "带队领导：{{ leader }}{% if post %}（{{ post }}）{% endif %}　　　共{{ count }}人",
    )
    widths = (1330, 850, 2100, 1150, 2650, 2750, 2150, 2150)
    heads = ("日　期", "时段", "出发地→目的地", "交通", "活动内容", "对接单位", "对接人及电话", "备　注")
    fields = ("date", "part", "way", "transport", "what", "firm", "contact", "remark")
    form_table(
        document,
        widths,
        [
            Line(420, [(1, (SMALL, head)) for head in heads], heading=True),
            tag(8, "for stop in stops"),
            Line(420, [(1, (LIST, f"{{{{ stop.{field} }}}}")) for field in fields]),
            tag(8, "endfor"),
            Line(420, [(2, (LABEL, "参加人员")), (6, (LIST, "{{ people }}"))]),
            tag(8, "for step in steps"),
            Line(
                900,
                [
                    (2, (LABEL, "{{ step.who }}"), (SMALL, "（{{ step.action }}）")),
                    (6, ("签字留白", ""), ("签字盖章", SIGN_BOX)),
                ],
            ),
            tag(8, "endfor"),
            Line(
                420,
                [
                    (2, (LABEL, "留　　存")),
                    (6, (ENTRY, "{% if filed_with %}报{{ filed_with }}留存。{% endif %}留存编号：{{ filing_number }}")),
                ],
            ),
        ],
    )
    add(document, "依据", "{% if basis %}依据：{{ basis }}{% endif %}")
    return document


def record() -> DocumentObject:
    """Return the 外出招商信息记录表 (JC-A1, GN-R4): a band of rows for each visit, which teams fill in and copy."""
    document = blank_document("外出招商信息记录表", FORM_STYLES)
    form_page(document)
    add(document, "公文标题", "外出招商信息记录表")
    add(document, "表头说明", "编号：{{ id }}")
    band = [
        pairs((1, "拜访企业", 3, "{{ visit.firm }}"), (1, "拜访日期", 1, "{{ visit.day }}")),
        pairs((1, "企业地址", 3, "{{ visit.address }}"), (1, "信用代码", 1, "{{ visit.credit_code }}")),
        pairs(
            (1, "客商姓名", 1, "{{ visit.contact }}"),
            (1, "职　　务", 1, "{{ visit.post }}"),
            (1, "联系方式", 1, "{{ visit.phone }}"),
        ),
        pairs((1, "经营范围", 5, "{{ visit.business }}")),
        pairs((1, "投资意向", 5, "{{ visit.intent }}"), height=620),
        pairs((1, "洽谈内容", 5, "{{ visit.subject }}"), height=620),
        pairs((1, "拟投资项目", 3, "{{ visit.project }}"), (1, "投资规模", 1, "{{ visit.scale }}")),
        pairs(
            (1, "线索等级", 1, "{{ visit.level }}"),
            (1, "拜访结果", 1, "{{ visit.result }}"),
            (1, "我方参加人", 1, "{{ visit.attended_by }}"),
        ),
        pairs((1, "对接意见", 5, "{{ visit.opinion }}"), height=620),
        pairs((1, "下 一 步", 5, "{{ visit.next_step }}")),
        pairs(
            (1, "责 任 人", 1, "{{ visit.responsible }}"),
            (1, "时　　限", 1, "{{ visit.by_when }}"),
            (1, "佐　　证", 1, "{{ visit.evidence }}"),
        ),
    ]
    form_table(
        document,
        SIX,
        [
            pairs((1, "申请单位", 3, "{{ applicant }}"), (1, "带队领导", 1, "{{ leader }}")),
            pairs((1, "外出时间", 3, "{{ span }}，共{{ days }}天"), (1, "目 的 地", 1, "{{ destination }}")),
            pairs((1, "参加人员", 5, "{{ people }}")),
            tag(6, "for visit in visits"),
            Line(340, [(6, (SMALL, "第 {{ visit.number }} 家"))], keep=True),
            *(line._replace(keep=line is not band[-1]) for line in band),
            tag(6, "endfor"),
        ],
    )
    add(
        document,
        "依据",
        "每拜访一家企业填一栏；不够的，复制一整栏接在后面。线索等级填A、B或C；拜访结果填获取线索、推进签约或解决困难。",
    )
    add(document, "表头说明", "填报人：　　　　　　　　审核人：　　　　　　　　填报日期：　　　年　　月　　日")
    return document


def expenses() -> DocumentObject:
    """Return the 经费使用情况表 (LZ-R6): budget, actual, difference and rate of each item."""
    document = blank_document("经费使用情况表", FORM_STYLES)
    form_page(document)
    add(document, "公文标题", "经费使用情况表")
    add(document, "表头说明", "编号：{{ id }}　　　单位：元")
    widths = (1500, 1750, 1050, 1050, 1000, 950, 700, 1300)
    heads = ("科　目", "测算依据", "预算数", "实际数", "差　异", "执行率", "票据", "超支说明")
    fields = ("item", "reckoning", "budget", "actual", "difference", "rate", "vouchers", "why")
    totals = ("total_budget", "total_actual", "total_difference", "total_rate", "total_vouchers")
    styles = (LIST, LIST, *[CENTRED] * 5, LIST)
    form_table(
        document,
        widths,
        [
            Line(
                454,
                [
                    (1, (LABEL, "申请单位")),
                    (3, (ENTRY, "{{ applicant }}")),
                    (2, (LABEL, "带队领导")),
                    (2, (ENTRY, "{{ leader }}")),
                ],
            ),
            Line(454, [(1, (LABEL, "外出时间")), (7, (ENTRY, "{{ span }}，共{{ days }}天，{{ count }}人"))]),
            Line(454, [(1, (LABEL, "目 的 地")), (7, (ENTRY, "{{ destination }}"))]),
            Line(454, [(1, (LABEL, head)) for head in heads], heading=True),
            tag(8, "for line in lines"),
            Line(454, [(1, (style, f"{{{{ line.{field} }}}}")) for style, field in zip(styles, fields, strict=True)]),
            tag(8, "endfor"),
            Line(
                480,
                [
                    (2, (LABEL, "合　　计")),
                    *[(1, (CENTRED, f"{{{{ {field} }}}}")) for field in totals],
                    (1, (ENTRY, "")),
                ],
            ),
            Line(480, [(1, (LABEL, "实际支出"), (LABEL, "（大写）")), (7, (ENTRY, "{{ in_words }}"))]),
            *(
                Line(1100, [(1, *[(LABEL, word) for word in words]), (7, ("签字留白", ""), ("签字盖章", SIGN_BOX))])
                for words in (("经 办 人",), ("审 核 人",), ("单　　位", "负 责 人"))
            ),
        ],
    )
    add(document, "依据", "{% if basis %}依据：{{ basis }}{% endif %}")
    return document


def slip() -> DocumentObject:
    """Return the 提示单: what the rules say of a trip, for the office; it does not go out with the papers."""
    document = blank_document("提示单", FORM_STYLES)
    form_page(document)
    add(document, "公文标题", "提示单")
    add(document, "表头说明", "编号：{{ id }}　　　申请单位：{{ applicant }}")
    add(document, "表头说明", "本单供经办人核对用，不随文书呈签、不存档。")
    form_table(
        document,
        (900, 8400),
        [
            Line(454, [(1, (LABEL, "序号")), (1, (LABEL, "签批、印发前请核对"))], heading=True),
            tag(2, "for hint in hints"),
            Line(454, [(1, (CENTRED, "{{ hint.n }}")), (1, (ENTRY, "{{ hint.words }}"))]),
            tag(2, "endfor"),
        ],
    )
    return document


def plan() -> DocumentObject:
    """Return the 外出招商活动方案 (GN-R8, GN-R9, JC-A1)."""
    document = _text("外出招商活动方案", "{{ title }}")
    for line in (
        (HEADING, "一、活动目的"),
        (BODY, "{{ purpose }}"),
        (HEADING, "二、时间和地点"),
        (BODY, "{{ span }}，共{{ days }}天，赴{{ destination }}。交通工具：{{ transport }}。"),
        (HEADING, "三、招商方向和推介项目"),
        (BODY, "招商方向：{{ direction }}"),
        (BODY, "推介项目：{{ promoted }}"),
        (HEADING, "四、参加人员（{{ count }}人）"),
    ):
        add(document, *line)
    _grid(
        document,
        "person in people",
        (700, 1500, 2900, 2300, 1444),
        (("序号", "n"), ("姓名", "name"), ("单位", "unit"), ("职务", "post"), ("角色", "role")),
    )
    add(document, HEADING, "五、拟拜访企业（{{ visit_count }}家）")
    _grid(
        document,
        "visit in visits",
        (700, 2650, 1994, 1700, 1800),
        (
            ("序号", "n"),
            ("企业及地址", "firm"),
            ("主营业务", "business"),
            ("联系人、电话", "contact"),
            ("洽谈内容", "subject"),
        ),
    )
    for line in (
        (HEADING, "六、预期成果"),
        (BODY, "{{ expected }}"),
        (HEADING, "七、经费预算"),
        (
            BODY,
            (
                "本次活动经费预算合计{{ total }}（大写：{{ total_in_words }}）"
                "{% if money %}，其中：{{ money }}{% endif %}。"
            ),
        ),
        (HEADING, "八、分工和保障"),
        (BODY, "{{ support }}"),
        (BODY, "联系人：{{ liaison }}"),
        (HEADING, "九、审批程序"),
        (BODY, "{{ approval }}"),
    ):
        add(document, *line)
    return document


def report() -> DocumentObject:
    """Return the 考察报告 (LZ-R6): a report upwards, closed by 特此报告."""
    document = _text("考察报告", "关于赴{{ destination }}招商考察的报告")
    add(document, "主送机关", "{{ receiver }}：")
    for line in (
        (
            BODY,
            ("{{ span }}，{{ leader_words }}赴{{ destination }}开展招商考察{{ gains }}。现将有关情况报告如下："),
        ),
        (HEADING, "一、考察概况"),
        (BODY, "本次考察历时{{ days }}天，主要任务是{{ task }}考察组成员：{{ people }}。"),
        (HEADING, "二、拜访企业情况"),
        (BODY, "{%p for visit in visits %}"),
        (BODY, "【楷体】（{{ visit.n }}）{{ visit.firm }}。【】{{ visit.words }}"),
        (BODY, "{%p endfor %}"),
        (HEADING, "三、招商线索"),
        (
            BODY,
            "{% if lead_count %}共获取招商线索{{ lead_count }}条，见下表。{% else %}{{ no_leads }}{% endif %}",
        ),
    ):
        add(document, *line)
    _grid(
        document,
        "lead in leads",
        (700, 2700, 2344, 1600, 700, 800),
        (
            ("序号", "n"),
            ("企业", "firm"),
            ("拟投资项目", "project"),
            ("规模", "scale"),
            ("等级", "level"),
            ("责任人", "responsible"),
        ),
    )
    for line in (
        (HEADING, "四、存在问题"),
        (BODY, "{{ problems }}"),
        (HEADING, "五、下一步建议"),
        (BODY, "{{ advice }}"),
        (HEADING, "六、经费使用"),
        (BODY, "{{ money }}"),
        ("公文正文（署名之前）", "特此报告。"),
        ("附件说明（首项）", "附件：1.外出招商信息记录表"),
        ("附件说明（后项）", "2.经费使用情况表"),
        ("发文机关署名", "{{ applicant }}"),
        ("成文日期", "{{ written_on }}"),
    ):
        add(document, *line)
    return document


def monthly() -> DocumentObject:
    """Return the 月度招商工作汇报 (GN-R3, GN-R4)."""
    document = _text("月度招商工作汇报", "{{ team }}{{ period }}招商引资工作情况汇报")
    add(document, "主送机关", "{{ receiver }}：")
    for line in (
        (HEADING, "一、本月外出招商情况"),
        (BODY, "{{ summary }}"),
        (BODY, "{%p for trip in trips %}"),
        (BODY, "{{ trip }}"),
        (BODY, "{%p endfor %}"),
        (HEADING, "二、有价值的经济发展动态"),
        (BODY, "{{ economy }}"),
        (HEADING, "三、投资导向"),
        (BODY, "{{ guidance }}"),
        (HEADING, "四、项目信息"),
        (BODY, "{{ projects }}"),
        (HEADING, "五、拜访客商和对接工作意见{% if visit_count %}（{{ visit_count }}家）{% endif %}"),
    ):
        add(document, *line)
    add(document, BODY, "{%p if not visit_count %}")
    add(document, BODY, "本月没有拜访客商。")
    add(document, BODY, "{%p endif %}")
    columns = (
        ("序号", "n"),
        ("客商姓名、职务", "contact"),
        ("单位及地址", "firm"),
        ("联系方式", "phone"),
        ("经营范围", "business"),
        ("投资意向", "intent"),
        ("对接工作意见", "opinion"),
    )
    _grid(document, "visit in visits", (560, 1100, 2000, 1284, 1100, 1400, 1400), columns)
    for line in (
        (HEADING, "六、在谈、签约和落地进展"),
        (BODY, "{{ progress }}"),
        (HEADING, "七、存在问题"),
        (BODY, "{{ problems }}"),
        (HEADING, "八、下月计划"),
        (BODY, "{{ plans }}"),
        ("公文正文（署名之前）", "主要负责人（签字）："),
        ("公文正文（署名之前）", "填报人：{{ written_by }}　　　联系电话：{{ phone }}"),
        ("发文机关署名", "{{ team }}"),
        ("成文日期", "{{ written_on }}"),
        ("依据", "{%p if basis %}"),
        ("依据", "报送时限：{{ due }}前。依据：{{ basis }}"),
        ("依据", "{%p endif %}"),
    ):
        add(document, *line)
    return document


def _text(name: str, title: str) -> DocumentObject:
    document = blank_document(name, TEXT_STYLES)
    set_page(document)
    add_page_numbers(document)
    add(document, "公文标题", title)
    return document


def _grid(document: DocumentObject, loop: str, widths: tuple[int, ...], columns: tuple[tuple[str, str], ...]) -> None:
    """Append a table of one row for each thing, under a heading that is repeated on each page."""
    name = loop.partition(" ")[0]
    cells = [(1, (FIGURE if field in ("n", "level") else TEXT, f"{{{{ {name}.{field} }}}}")) for _, field in columns]
    heading = Line(454, [(1, (HEAD, title)) for title, _ in columns], heading=True)
    add(document, BODY, f"{{%p if {loop.rpartition(' ')[2]} %}}")
    form_table(
        document, widths, [heading, tag(len(columns), f"for {loop}"), Line(454, cells), tag(len(columns), "endfor")]
    )
    add(document, BODY, "{%p endif %}")


def documents() -> dict[str, DocumentObject]:
    """Return every shipped template of trips by its name."""
    return {
        "外出招商活动方案": plan(),
        "考察行程表": itinerary(),
        "外出招商信息记录表": record(),
        "考察报告": report(),
        "经费使用情况表": expenses(),
        "月度招商工作汇报": monthly(),
        "提示单": slip(),
    }


if __name__ == "__main__":
    write(documents())
