"""How do people fill in a form? What each way of writing means: a value of the register, or what a person is asked."""

import copy

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.filled_forms import APPROVAL, ITINERARY, MONEY, RECORD, entry, line, office

BOX = "县人民政府"
WHO, WHERE, HOW, WHEN = "随行人员", "目的地", "交通工具", "外出时间"
MORE = [("李乙", "", "", "队员")]


@pytest.fixture(scope="module")
def forms(tmp_path_factory, luzhai):
    """The four forms of one trip, printed once."""
    return office(tmp_path_factory.mktemp("填"), luzhai)


def added(*people):
    """Rows of 人员: name, unit and post of each that is written."""
    return {"+人员": [tuple(filter(None, (*person, "队员"))) for person in people]}


def opinion(words, day=None):
    """What a box gives the trip: its words, and the day where it approves."""
    return {"行程·审批意见": f"{BOX}：{words}"} | ({"行程·批准日期": day} if day else {})


# Form, field, what a person writes, what the register then says, words of each sentence that a person must read.
PEOPLE = [
    ("李甲（县审计局干部）、李乙（县投促中心专员）", added(("李乙", "县投促中心", "专员")), []),
    ("李甲 李乙", added(("李乙",)), []),
    ("李甲　李乙", added(("李乙",)), []),
    ("李甲，李乙", added(("李乙",)), []),
    ("李甲,李乙", added(("李乙",)), []),
    ("李甲\n李乙", added(("李乙",)), []),
    ("李甲/李乙", added(("李乙",)), []),
    ("1.李甲 2.李乙", added(("李乙",)), []),
    ("①李甲②李乙", added(("李乙",)), []),
    ("李甲和李乙", added(("李乙",)), []),
    ("李甲、李 乙", added(("李乙",)), []),
    ("李甲；李乙（县林业局）", added(("李乙", "县林业局")), []),
    ("县林业局：李乙、李丙；李甲", added(("李乙", "县林业局"), ("李丙", "县林业局")), []),
    ("李甲、县投促中心副主任李乙", added(("李乙", "县投促中心", "副主任")), []),
    ("李甲、欧阳明月（县投促中心）", added(("欧阳明月", "县投促中心")), []),
    ("李甲、李乙，共2人", added(("李乙",)), []),
    ("李甲、李乙，共5人", added(("李乙",)), ["共5人"]),
    ("李甲（县审计局科长）", {"人员·职务": "科长"}, []),
    ("李甲、司机1名", {}, ["司机1名"]),
    ("李甲、王局长", {}, ["王局长"]),
    ("李甲、李乙（因病不去）", {}, ["李乙（因病不去）"]),
    ("李甲、小李", {}, ["小李"]),
    ("李乙", added(("李乙",)), ["李甲"]),
    ("无", {}, ["李甲"]),
]
OPINIONS = [
    ("同意。\n签字（盖章）：张某　2022年6月3日", opinion("同意。 张某", "2022-06-03"), []),
    ("同意\n张某 2022.6.3", opinion("同意 张某", "2022-06-03"), []),
    ("同意\n张某 2022-06-03", opinion("同意 张某", "2022-06-03"), []),
    ("同意\n张某 20220603", opinion("同意 张某", "2022-06-03"), []),
    ("同意\n张某 6月3日", opinion("同意 张某", "2022-06-03"), []),
    ("同意\n张某 6/3", opinion("同意 张某", "2022-06-03"), []),
    ("同意\n张某 22年6月3日", opinion("同意 张某", "2022-06-03"), []),
    ("同意\n张某 二〇二二年六月三日", opinion("同意 张某", "2022-06-03"), []),
    ("☑同意　□不同意\n签字（盖章）：张某 2022年6月3日", opinion("同意 张某", "2022-06-03"), []),
    ("同意√　不同意\n签字（盖章）：张某 2022年6月3日", opinion("同意 张某", "2022-06-03"), []),
    ("经研究，批准。\n签字（盖章）：张某 2022年6月3日", opinion("经研究，批准。 张某", "2022-06-03"), []),
    ("□同意　☑不同意\n签字（盖章）：张某 2022年6月3日", opinion("不同意 张某 2022年6月3日"), []),
    ("不同意，请调整后再报。\n签字（盖章）：张某 6月3日", opinion("不同意，请调整后再报。 张某 6月3日"), []),
    ("缓行。\n签字（盖章）：张某 6月3日", opinion("缓行。 张某 6月3日"), []),
    ("退回修改。\n签字（盖章）：张某 6月3日", opinion("退回修改。 张某 6月3日"), []),
    ("原则同意。\n签字（盖章）：张某 6月3日", opinion("原则同意。 张某 6月3日"), ["原则同意"]),
    ("拟同意，请县长审定。\n签字（盖章）：张某 6月3日", opinion("拟同意，请县长审定。 张某 6月3日"), ["拟同意"]),
    ("已阅。\n签字（盖章）：张某 6月3日", opinion("已阅。 张某 6月3日"), ["已阅"]),
    ("同意。\n签字（盖章）：张某", opinion("同意。 张某"), ["没有填写"]),
    ("同意。\n签字（盖章）：张某 2022年6月31日", opinion("同意。 张某 2022年6月31日"), ["6月31日"]),
    ("同意。\n签字（盖章）：张某 6月", opinion("同意。 张某 6月"), ["6月"]),
]
APPROVALS = [
    ("备案", "备案编号：2022-018　经办人：　日期：", {"行程·备案编号": "2022-018"}, []),
    ("备案", "备案编号2022-018 经办人：", {"行程·备案编号": "2022-018"}, []),
    ("备案", "已备案，2022-018", {}, ["2022-018"]),
    (HOW, "□火车 ☑飞机", {"行程·交通工具": "飞机"}, []),
    (HOW, "■租车 □火车", {"行程·交通工具": "租车"}, []),
    (HOW, "[ ]火车 [x]飞机", {"行程·交通工具": "飞机"}, []),
    (HOW, "火车、租车", {"行程·交通工具": "火车、租车"}, []),
    (HOW, "同上", {}, ["同上"]),
    (WHEN, "6月8日至11日，共4天", {"行程·出发日期": "2022-06-08", "行程·返回日期": "2022-06-11"}, []),
    (WHEN, "2022.6.8-2022.6.11", {"行程·出发日期": "2022-06-08", "行程·返回日期": "2022-06-11"}, []),
    (WHEN, "2022年6月7日到6月10日", {}, []),
    (WHEN, "6月8日至6月11日，共3天", {}, ["共3天"]),
    (WHEN, "6月下旬", {}, ["6月下旬"]),
    ("申请日期", "2022.5.30", {"行程·申请日期": "2022-05-30"}, []),
    ("申请日期", "五月三十日", {"行程·申请日期": "2022-05-30"}, []),
    ("申请日期", "2022年5月", {}, ["2022年5月"]),
    ("拟拜访企业", "1.甲木业公司；2.乙家居公司；3.丙板材厂", {"+拜访": [("丙板材厂",)]}, []),
    ("拟拜访企业", "甲木业公司\n乙家居公司\n丙板材厂", {"+拜访": [("丙板材厂",)]}, []),
    ("拟拜访企业", "甲木业公司", {}, ["乙家居公司"]),
    ("经费预算", "住宿费：1,200.50元；会务费：500元", {"经费·预算（元）": "1200.50"}, []),
    ("经费预算", "住宿费\t0.12万元\t会务费\t500元", {"经费·预算（元）": "1200"}, []),
    ("经费预算", "住宿费\t1,000元\t会务费\t500元\n租车费\t800元", {"+经费": [("租车费", "800")]}, []),
    ("经费预算", "住宿费：约1200元；会务费：500元", {}, ["约1200元"]),
    ("经费预算", "住宿费：1,000元；会务费：500元\n合计：2,000元", {}, ["2,000元"]),
    ("备注", "带队领导另行请假报备", {"行程·备注": "带队领导另行请假报备"}, []),
    (WHERE, "广东省佛山市、东莞市", {"行程·目的地": "广东省佛山市、东莞市"}, []),
]
RECORDS = [
    ("拜访日期", "6月8日", {"拜访·拜访日期": "2022-06-08"}, []),
    ("拜访日期", "8日", {"拜访·拜访日期": "2022-06-08"}, []),
    ("拜访日期", "2022/6/8", {"拜访·拜访日期": "2022-06-08"}, []),
    ("拜访日期", "6.8", {"拜访·拜访日期": "2022-06-08"}, []),
    ("拜访日期", "二〇二二年六月八日", {"拜访·拜访日期": "2022-06-08"}, []),
    ("拜访日期", "6月8日（星期三）上午", {"拜访·拜访日期": "2022-06-08"}, []),
    ("拜访日期", "6月8日-9日", {}, ["6月8日-9日"]),
    ("拜访日期", "9月8日", {}, ["9月8日"]),
    ("拜访日期", "6月31日", {}, ["6月31日"]),
    ("拜访日期", "第二天", {}, ["第二天"]),
    ("线索等级", "a级", {"拜访·线索等级": "A"}, []),
    ("线索等级", "Ｂ", {"拜访·线索等级": "B"}, []),
    ("线索等级", "□A ☑B □C", {"拜访·线索等级": "B"}, []),
    ("线索等级", "A或B", {}, ["A或B"]),
    ("线索等级", "一般", {}, ["一般"]),
    ("拜访结果", "□获取线索 ☑推进签约 □解决困难", {"拜访·拜访结果": "推进签约"}, []),
    ("拜访结果", "■获取线索 □推进签约", {"拜访·拜访结果": "获取线索"}, []),
    ("拜访结果", "获取线索√ 推进签约", {"拜访·拜访结果": "获取线索"}, []),
    ("拜访结果", "获取线索：是 推进签约：否", {"拜访·拜访结果": "获取线索"}, []),
    ("拜访结果", "☑获取线索 ☑推进签约", {"拜访·拜访结果": "获取线索、推进签约"}, []),
    ("拜访结果", "获取线索", {"拜访·拜访结果": "获取线索"}, []),
    ("拜访结果", "未获取线索", {}, ["未获取线索"]),
    ("投资意向", "拟投1.2亿元，\n用地50亩", {"拜访·投资意向": "拟投1.2亿元，\n用地50亩"}, []),
    ("拜访企业", "甲木业", {}, ["甲木业"]),
    ("联系方式", "13900000201", {"拜访·电话": "13900000201"}, []),
]
SPENT, VOUCHERS, WHY = 3, 6, 7
MONEYS = [
    (SPENT, "1,200.50", {"经费·实际（元）": "1200.50"}, []),
    (SPENT, "1200.5元", {"经费·实际（元）": "1200.50"}, []),
    (SPENT, "￥1200", {"经费·实际（元）": "1200"}, []),
    (SPENT, "0.12万元", {"经费·实际（元）": "1200"}, []),
    (SPENT, "12元5角", {"经费·实际（元）": "12.50"}, []),
    (SPENT, "0", {"经费·实际（元）": "0"}, []),
    (SPENT, "约1200", {}, ["约1200"]),
    (SPENT, "1200-1300", {}, ["1200-1300"]),
    (SPENT, "100.005", {}, ["100.005"]),
    (SPENT, "200美元", {}, ["200美元"]),
    (SPENT, "见发票", {}, ["见发票"]),
    (VOUCHERS, "3张", {"经费·票据张数": "3"}, []),
    (VOUCHERS, "三张左右", {}, ["三张左右"]),
    (WHY, "展会期间涨价", {"经费·超预算说明": "展会期间涨价"}, []),
    (4, "+200", {}, ["差异写的是“+200”"]),
]


@pytest.mark.parametrize(
    ("kind", "field", "typed", "expected", "told"),
    [
        *((APPROVAL, WHO, *case) for case in PEOPLE),
        *((APPROVAL, BOX, *case) for case in OPINIONS),
        *((APPROVAL, *case) for case in APPROVALS),
        *((RECORD, *case) for case in RECORDS),
    ],
)
def test_what_is_written_behind_a_label(forms, kind, field, typed, expected, told):
    """§3 certain, asked, absent: as an honest clerk enters it, or one sentence that quotes what was written."""

    def fill(document):
        entry(document, field).text = typed

    changes, said = forms.read(kind, fill)
    assert changes == expected
    assert len(said) == len(told) and all(words in line for words, line in zip(told, said, strict=True)), said


@pytest.mark.parametrize(("column", "typed", "expected", "told"), MONEYS)
def test_what_is_written_into_a_line_of_money(forms, column, typed, expected, told):
    """LZ-R6: exact to 分, or asked about; nothing is rounded, nothing approximate enters."""

    def fill(document):
        line(document, "住宿费", column).text = typed

    changes, said = forms.read(MONEY, fill)
    assert changes == expected
    assert len(said) == len(told) and all(words in one for words, one in zip(told, said, strict=True)), said


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        (1, "1,600", ["的预算合计写的是“1,600”，各项相加是1,500元"]),
        (2, "1,700", []),
        (2, "1,800", ["的实际合计写的是“1,800”，各项相加是1,700元"]),
        (3, "200", []),
        (3, "300", ["的差异合计写的是“300”，各项相加是200元"]),
        (4, "113.3%", []),
        (4, "90%", ["合计的执行率写的是“90%”，台账算出来是113.3%"]),
        (5, "0", []),
        (5, "3张", ["合计的票据张数写的是“3张”，台账各行相加是0张"]),
        (6, "略", ["“合计说明：略”不在表的栏目里"]),
    ],
)
def test_a_sum_that_a_person_writes_is_held_against_the_lines(forms, column, typed, told):
    """1,200 and 500 are 1,700, 200 more than 1,500, 113.3%: those say nothing, another is told with what it should be."""

    def fill(document):
        line(document, "住宿费", SPENT).text = "1200"
        line(document, "会务费", SPENT).text = "500"
        line(document, "合计", column).text = typed

    _, said = forms.read(MONEY, fill)
    assert len(said) == len(told) and all(words in one for words, one in zip(told, said, strict=True)), said


@pytest.mark.parametrize(
    ("typed", "told"), [("人民币壹仟柒佰元整（1,700元）", 0), ("壹仟柒佰元整", 0), ("壹仟捌佰元整", 1), ("略", 1)]
)
def test_the_sum_in_capitals_is_held_against_the_lines(forms, typed, told):
    """What is spent is 1,700: 壹仟柒佰元整 says nothing new, anything else is said."""

    def fill(document):
        line(document, "住宿费", SPENT).text = "1200"
        line(document, "会务费", SPENT).text = "500"
        line(document, "实际支出", 1).text = typed

    assert sum(typed in words for words in forms.read(MONEY, fill)[1]) == told


def commented(document):
    """Comment on the first cell."""
    document.add_comment(runs=document.tables[0].cell(0, 0).paragraphs[0].runs[0], text="改去东莞", author="韦")


def below(document):
    """Write below the form."""
    document.add_paragraph("另：请县财政局预借经费")


def beside_the_number(document):
    """Write behind the number."""
    document.paragraphs[1].add_run("　急件")


def a_row_of_ones_own(document):
    """Add a row without a label of the form."""
    row = document.tables[0].add_row()
    row.cells[0].merge(row.cells[-1]).text = "附照片三张"


def a_second_table(document):
    """Add a table that is none of the form's."""
    document.add_paragraph("补充")
    document.add_table(1, 1).cell(0, 0).text = "改由县长带队"


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        (commented, "改去东莞"),
        (below, "请县财政局预借经费"),
        (beside_the_number, "急件"),
        (a_row_of_ones_own, "附照片三张"),
        (a_second_table, "改由县长带队"),
    ],
)
@pytest.mark.parametrize("kind", [APPROVAL, RECORD, MONEY, ITINERARY])
def test_what_is_written_beside_the_fields_is_said(forms, kind, fill, told):
    """Promise 1: comments, words, rows and tables outside of the fields change nothing and are named."""
    changes, said = forms.read(kind, fill)
    assert changes == {} and [words for words in said if told in words]


def test_who_is_struck_through_is_named(forms):
    """A deletion by pen takes nobody out of the register; it is said."""

    def fill(document):
        for run in entry(document, WHO).paragraphs[0].runs:
            run.font.strike = True

    changes, said = forms.read(APPROVAL, fill)
    assert changes == {} and len(said) == 1 and "划掉了“李甲（县审计局干部）”" in said[0]


def tracked(document):
    """Replace the destination under change tracking."""
    paragraph = entry(document, WHERE).paragraphs[0]._p
    (run,) = paragraph.findall(qn("w:r"))
    deleted = OxmlElement("w:del")
    run.addprevious(deleted)
    deleted.append(run)
    for words in run.findall(qn("w:t")):
        words.tag = qn("w:delText")
    ns = nsdecls("w")
    deleted.addnext(parse_xml(f"<w:ins {ns}><w:r><w:t>广东省中山市</w:t></w:r></w:ins>"))


def in_a_text_box(document):
    """Write the destination into a text box that hangs in its cell."""
    cell = entry(document, WHERE)
    cell.text = ""
    ns = nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    box = f"<w:r {ns}><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>广东省中山市</w:t></w:r></w:p>"
    cell.paragraphs[0]._p.append(parse_xml(f"{box}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"))


def split(document):
    """Split the cell of the destination in two."""
    cell = entry(document, WHERE)
    cell.text = "广东省"
    other = copy.deepcopy(cell._tc)
    cell._tc.addnext(other)
    for words in other.iter(qn("w:t")):
        words.text = "中山市"


def label_anew(document):
    """Call the label by another name, and write behind it."""
    entry(document, WHERE).text = "广东省中山市"
    for cell in (cell for row in document.tables[0].rows for cell in row.cells):
        if "".join(cell.text.split()) == WHERE:
            cell.text = "外出地点"


@pytest.mark.parametrize("fill", [tracked, in_a_text_box, split, label_anew])
def test_a_field_is_read_however_word_keeps_it(forms, fill):
    """Tracked changes, a text box, split cells, another label: the destination is what a person reads there."""
    changes, said = forms.read(APPROVAL, fill)
    assert {key: words.replace("\n", "") for key, words in changes.items()} == {"行程·目的地": "广东省中山市"}
    assert said == []


def test_a_copied_band_is_another_visit(forms):
    """GN-R4: a band copied below, with another firm in it; one copied without a change is said once and enters nothing."""

    def fill(document):
        table = document.tables[0]
        rows = list(table.rows)
        at = [n for n, row in enumerate(rows) if "家" in row.cells[0].text and "第" in row.cells[0].text]
        for row in rows[at[0] : at[1]]:
            table._tbl.append(copy.deepcopy(row._tr))
        entry(document, "拜访企业", 3).text = "丙板材厂"
        entry(document, "投资意向", 3).text = "拟设仓库"

    changes, _ = forms.read(RECORD, fill)
    assert set(changes) == {"+拜访"} and changes["+拜访"][0][0] == "丙板材厂" and "拟设仓库" in changes["+拜访"][0]


def test_a_form_that_is_copied_below_itself_is_read_twice(forms):
    """A second copy of the table under the first, with another firm: another visit."""

    def fill(document):
        first = document.tables[0]._tbl
        second = copy.deepcopy(first)
        document.element.body.insert(list(document.element.body).index(first) + 2, second)
        table = document.tables[1]
        for row in table.rows:
            cells = list(dict.fromkeys(row.cells))
            if cells[0].text == "拜访企业" and cells[1].text == "甲木业公司":
                cells[1].text = "丙板材厂"

    changes, said = forms.read(RECORD, fill)
    assert "丙板材厂" in str(changes) or [words for words in said if "丙板材厂" in words]


@pytest.mark.parametrize("kind", [APPROVAL, RECORD, MONEY, ITINERARY])
def test_a_form_that_nobody_touched_says_nothing(forms, kind):
    """What was printed is no news."""
    assert forms.read(kind, lambda document: document) == ({}, [])
