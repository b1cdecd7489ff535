"""Are numbers, dates and brackets written as GB/T 9704 demands, and is the text complete?"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from toolkit.documents.lint.draft import Draft, Line
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found

WRONG_BRACKETS = expression(r"[一-鿿]{1,8}[（(\[［【]\s*(20\d\d|19\d\d)\s*[）)\]］】]\s*第?\s*\d+\s*号")
_WRONG_COUNT = expression(r"[一-鿿]{1,8}〔(?:20|19)\d\d〕\s*(?:第\s*\d+|0\d*)\s*号?")
_NO_END = expression(r"[一-鿿]{1,8}〔(?:20|19)\d\d〕[1-9]\d*(?![\d号])")
# The remains of a lost dash, bracket, 年 or 月: 20222025年, 〔20226, 2022525日 (NX-D2).
_DAMAGE = (
    expression(r"(?<!\d)(?:19|20)\d{2}(?:19|20)\d{2}(?=年)年"),
    expression(r"[一-鿿]{0,8}〔\d{5,}〕?\d*号?"),
    expression(r"(?<!\d)(?:19|20)\d{2}\d{2,4}日(?:印发)?"),
    expression(r"^\s*(?:19|20)\d{2}(?:1[0-2]|0?[1-9])(?:3[01]|[12]\d|0?[1-9])\s*$"),
    expression("[\ufffd\ue000-\uf8ff]|锟斤拷|烫烫烫"),
)
HALF = expression(r"(?<=[一-鿿》〉〕”）])[,;:!?()]|[()](?=[一-鿿《])")
FULL = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_DATE = expression(r"(?<!\d)((?:19|20)?\d{2})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_CHINESE_DATE = expression(
    r"[二一][〇○零Ｏ九八O][〇○零Ｏ一二三四五六七八九O]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_OPEN = expression(
    r"\{\{.*?\}\}|\{%.*?%\}|【待填】[^。；]*|【待填[：:][^】]*】|〔(?:19|20)\d\d〕\s+号|〔\s*〕"
    r"|[\[［【（(](?:此处|请|在此|这里)[^\]］】）)]{0,20}?(?:输入|填写|插入|补充|修改|填入)[^\]］】）)]{0,20}[\]］】）)]"
    r"|(?:单击|点击)(?:此处|或点击此处)[^。]{0,12}|[XxＸｘ]{2,}|[×*＊]{2,}(?=[年月日号县区市局镇乡村公司单位同志])|[_＿]{3,}"
)
_PAIRS = (("（", "）"), ("〔", "〕"), ("《", "》"), ("“", "”"))


def document_numbers(draft: Draft) -> Iterator[Finding]:
    """发文字号: six-sided brackets, no 第, no leading zero, ends with 号 (7.2.5)."""
    reasons = (
        (WRONG_BRACKETS, "年份应当用六角括号"),
        (_WRONG_COUNT, "序号前不加“第”，不编虚位"),
        (_NO_END, "最后少了“号”"),
    )
    for line in draft.lines:
        for pattern, why in reasons:
            for match in pattern.finditer(line.text):
                yield found("document_number_form", place(draft, line), typed=match[0].strip(), why=why)


def damage(draft: Draft) -> Iterator[Finding]:
    """Text that lost characters is asked about; the year 20222025 is never read (NX-D2)."""
    for line in draft.lines:
        for typed in dict.fromkeys(_damaged(line.text)):
            yield found("damaged_text", place(draft, line), typed=typed)


def _damaged(text: str) -> Iterator[str]:
    for pattern in _DAMAGE:
        for match in pattern.finditer(text):
            yield match[0].strip()


def brackets(draft: Draft) -> Iterator[Finding]:
    """A bracket or quotation mark without its partner."""
    for line in draft.lines:
        if any(_damaged(line.text)):
            continue  # already asked about
        for opening, closing in _PAIRS:
            if line.text.count(opening) != line.text.count(closing):
                yield found("bracket_unpaired", place(draft, line), typed=opening + closing)


def half_width(draft: Draft) -> Iterator[Finding]:
    """Chinese text has full-width punctuation; the same mark in many paragraphs is one finding."""
    places: dict[str, list[Line]] = defaultdict(list)
    for line in _prose(draft):
        for typed in dict.fromkeys(HALF.findall(line.text)):
            places[typed].append(line)
    for typed, lines in places.items():
        numbers = "、".join(str(number) for number in dict.fromkeys(line.number for line in lines))
        yield found("half_width_punctuation", CellRef(draft.file, f"第{numbers}段"), typed=typed, right=FULL[typed])


def dates(draft: Draft) -> Iterator[Finding]:
    """Dates: Arabic digits, the whole year, no leading zeros, no spaces, a day that there is (7.3.5.4)."""
    for line in _prose(draft):
        for match in _CHINESE_DATE.finditer(line.text):
            yield found("date_form", place(draft, line), typed=match[0], why="应当用阿拉伯数字")
        for match in _DATE.finditer(line.text):
            if why := _date_fault(match):
                yield found("date_form", place(draft, line), typed=match[0], why=why)


def _prose(draft: Draft) -> list[Line]:
    # A table quotes what units wrote; its punctuation and dates are theirs.
    return [line for line in draft.lines if not line.in_table]


def _date_fault(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    if re.search(r"\s", match[0]):
        return "中间有空格"
    if len(year) == 2:
        return "年份应当写全"
    if month.startswith("0") or (day or "").startswith("0"):
        return "月、日前面不加0"
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return "没有这一天"
    return ""


def left_open(draft: Draft) -> Iterator[Finding]:
    """A tag, a 【待填】 or an empty 发文字号 must not go out."""
    for line in draft.lines:
        for match in _OPEN.finditer(line.text):
            yield found("placeholder_left", place(draft, line), typed=match[0].strip())


def place(draft: Draft, line: Line) -> CellRef:
    """Return where a paragraph stands, as findings print it: 通知.docx 第7段."""
    return CellRef(draft.file, line.place)
