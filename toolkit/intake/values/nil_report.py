"""Is a text a nil report? Only where it says itself that there are no projects."""

from toolkit.files.grid import RawSheet
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression

LONGEST_REPORT = 60
LONGEST_SHEET = 12  # filled rows of a sheet that holds no table: title, unit, one sentence, signatures
TABLE_CELLS = 3  # so many cells side by side are a table's row
SPAN = r"(?:本|当|上报|该)(?:月|期|季度?)|(?:20\d\d年)?\d{1,2}月份?|第?[一二三四1-4]季度|(?:上|下)半年|截至目前"
WHO = r"(?:我|本)(?:单位|镇|乡|县|区|局|办|委|中心|街道|部门|公司|组|管委会?)"
NONE = r"(?:无|没有|未有|未|零)"
# All that a nil report may go on to say: 「本月无事故」 and 「本月没有安全隐患」 are about something else.
OBJECT = (
    r"(?:项目|招商|引资|签约|引进|入驻|落户|开工|投产|投资|外来|外资|内资|区外|县外|市外|省外|境外|企业|工业|产业|数据|变化|变动"
    r"|情况|上报|填报|报送|报表|统计|内容|信息|任务|新增|新|增加|发生|产生|洽谈|在谈|续建|重大|可|需|要|有|任何|的|和|及|与|、|,|;|。"
    r"|特此说明|特此报告|特此证明|特此函告|特此上报|予以说明|(?:实行)?零报告|谢谢)"
)
ABOUT_US = expression(r"项目|招商|引资|签约|引进|入驻|落户|投资|外资|内资|数据|变化|上报|填报|报送|新增")
REPORT = expression(rf"(?:\A|(?P<of>{SPAN}|{WHO}).{{0,14}}?)(?:暂时?|确|均|皆|尚|仍|都|为)?{NONE}(?P<what>{OBJECT}*)")
# A rule about nil reports is none, and neither is what comes after an exception.
OTHERWISE = expression(r"请|须|应当?[报填实作按]|需[要报填]|如|若|凡|的实行|制度|除|但|的单位|的乡镇|的部门|[?？]")

# What a unit writes in place of the rows that it does not list: there was nothing new, and the rest as before.
_BEGINS = expression(rf"(?:{SPAN}|{WHO}|截[至止]|上个?月).{{0,14}}?{NONE}|(?:暂时?)?{NONE}(?:新|项目|变|签|招商)")
_SAME = expression(
    rf"(?:同|照|按)上个?月|(?:与|和|较|比|同)上个?月.{{0,6}}(?:相同|一致|一样|持平|不变)|{NONE}(?:发生|任何|其他|什么)*变[化动更]|维持不变"
)
_GOES_ON = expression(
    r"(?:[1-9]\d*|[一二两三四五六七八九十])(?:个|家|项)|见附[件表]|附后|(?:继续|正常|稳步|有序|持续|加快)推进"
)


def tells_of_projects(text: str) -> bool:
    """Tell whether a text that stands in place of rows says that there are projects, or that they are as before.

    >>> [tells_of_projects(text) for text in ("本月无新增，续建项目2个", "项目情况同上月", "无变化", "上月无，本月签约1个")]
    [True, True, True, True]
    >>> [tells_of_projects(text) for text in ("本月无新增项目", "本月没有续建项目", "零报告，无变化", "无纺布2个车间", "无")]
    [False, False, False, False, False]
    """
    plain = compact(text)
    if not plain or len(plain) > LONGEST_REPORT or OTHERWISE.search(plain):
        return False
    if _BEGINS.match(plain) and _GOES_ON.search(plain):
        return True
    return "零报告" not in plain and "零上报" not in plain and _SAME.search(plain) is not None


def says_nil(text: str) -> bool:
    """Tell whether a text is a nil report by its own words: a month or who reports, and that there was nothing.

    >>> [says_nil(text) for text in ("本月无", "零报告", "我单位本月没有招商引资项目，特此说明", "无", "本月无事故")]
    [True, True, True, False, False]
    """
    plain = compact(text).strip('()[]【】"“”.。!;:').replace("。", ",")
    if tells_of_projects(plain):
        return False
    if not plain or len(plain) > LONGEST_REPORT or OTHERWISE.search(plain):
        return False
    if "零报告" in plain or "零上报" in plain:
        return "实行" not in plain or REPORT.search(plain) is not None
    for match in REPORT.finditer(plain):
        whole = match.end() == len(plain)
        if whole and (ABOUT_US.search(match["what"]) or (match["of"] and not match["what"].strip(","))):
            return True
    return False


def nil_place(sheets: list[RawSheet]) -> tuple[RawSheet, int, int] | None:
    """Return the sheet, row and column of a nil report that stands where a table would stand, if there is one.

    None of the sheets holds a heading of ours.  Where some other table stands, no word in it reports for us.
    """
    for sheet in sheets:
        if len(sheet.rows) > LONGEST_SHEET or foreign_row(sheet):
            return None
    for sheet in sheets:
        for row in sheet.rows:
            texts = [(column, text) for column, text in sheet.row_texts(row) if not text.isdigit()]
            if len(texts) == 1 and says_nil(texts[0][1]):
                return sheet, row, texts[0][0]
    return None


def foreign_row(sheet: RawSheet) -> int | None:
    """Return the first row that is a table's: cells side by side that do not name what stands behind a colon."""
    for row in sheet.rows:
        texts = [compact(text) for _, text in sheet.row_texts(row)]
        if len(texts) >= TABLE_CELLS and sum(":" in text for text in texts) * 2 < len(texts):
            return row
    return None
