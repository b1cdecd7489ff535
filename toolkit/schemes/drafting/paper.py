"""What kind of paper is this, and which of its sentences ask for something? Title, year, sentences with their line."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from toolkit.model.expressions import expression

_YEAR = r"20\d\d"
_ORGAN = r"[\u4e00-\u9fffxX×]{1,14}?(?:自治县|自治旗|开发区|新区|示范区|园区|县|区|市|旗)"
_PAPER = "方案|办法|要点|意见|细则|规定|计划"
_NUMBER = expression(rf"[\u4e00-\u9fff]{{1,12}}[〔\[（(【]\s*{_YEAR}\s*[〕\]）)】]\s*\d+\s*号")
_NAMED = expression(rf"关于印发[《〈]?([^《》〈〉]+?(?:{_PAPER}))[》〉]?的通知")
_TITLE = expression(rf"[^。；，,:：]{{2,60}}(?:{_PAPER})")
_SPAN = expression(rf"({_YEAR})\s*(?:年)?\s*[—－\-–~～至到]{{0,2}}\s*({_YEAR})\s*年")
_BREAK = expression(r"[。；;！？!?]")
# What numbers a paragraph is no part of what it says: next year it may be another number.
_MARKS = expression(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．]|\d{1,2}\.(?!\d))\s*"
)
_LONGEST = 300
# Why a sentence is a clause, in the words of an office; the first that fits is its own.
TAGS: dict[str, re.Pattern[str]] = {
    "后果": expression(r"约谈|问责|一票否决|诫勉|表态发言|末位|倒数|取消.{0,6}资格|调整分工|红黑榜|通报批评"),
    "等次": expression(
        r"(?:评|评定|定|确定)为[^，,。；;]{0,4}(?:优秀|良好|合格|不合格)|(?:优秀|良好|不?合格)等次"
        r"|(?:晋升|晋|上升|升|降低|下降|降)[一两]?个?(?:档|等次)|(?:分|名)[^，,。；;]{0,6}(?:的)?为[“\"]?(?:优秀|良好|不?合格)"
    ),
    "计分": expression(r"\d\s*分(?!之|别|局|管|工|公司)|权重|计分|扣分|加分|得分|折分|折算|打分"),
    "审批": expression(r"批准|审批|审核|审签|备案|审定|会签|报[^，。；]{1,16}(?:同意|审查|研究)"),
    "期限": expression(
        r"每[日周旬月季年]|每(?:半|个)?[月季年]|(?:\d+|[一二三四五六七八九十]+)\s*(?:个)?(?:工作)?[日天](?:前|内|之内|以前)"
        r"|[月季年]底前|月初|次月|\d+\s*月\s*\d+\s*日|每次"
    ),
    "目标": expression(r"\d[\d,.]*\s*(?:亿|万|元|美元|个|家|项|宗|条|次|名|亩|公顷|平方?米|㎡|%|％|个百分点)"),
    "要求": expression(
        r"不得|必须|须[^知]|严禁|一律|不少于|不低于|至少|应(?:当|在|按|于|由|知会|及时|将|不)|负责|牵头|责任单位|名单|成立|建立"
        r"|纳入.{0,14}考[核评]|提交|提请|移交|评审|组织实施|专报|预审|初审|审签|调度|会商|研判|台账|清单|限时|力争|要求"
    ),
    "产业": expression(
        r"主攻方向|招商领域|(?:为|大力发展).{0,16}(?:重点|主导|支柱)|(?:重点|主导|[一二三四五六七八九十]大)产业"
    ),
}


class Sentence(Struct, frozen=True):
    """A sentence of the document: its line (from 1), its exact words, why it is a clause ('' where it is none)."""

    line: int
    quote: str
    tag: str = ""


class Heading(Struct, frozen=True):
    """What the document says of itself; '' and () where it does not say."""

    title: str
    jurisdiction: str
    number: str
    years: tuple[int, ...]


def heading(lines: Sequence[str]) -> Heading:
    """Return the document's title, place, number and years, as far as its words tell."""
    text = "\n".join(lines)
    title = _title(lines)
    number = _NUMBER.search("\n".join(lines[:40]))
    return Heading(title, _place(title, text), "".join(number[0].split()) if number else "", _years(title, text))


def _title(lines: Sequence[str]) -> str:
    """Return the title: the first line that ends as one, with the line before it; else what 关于印发…的通知 names."""
    named = next((found for line in lines[:60] for found in _NAMED.findall(line.replace(" ", ""))), "")
    filled = [line.strip() for line in lines[:60] if line.strip()]
    for at, line in enumerate(filled):
        if _TITLE.fullmatch(line) and not line.startswith(("《", "附件")):
            before = filled[at - 1] if at else ""
            joined = len(before) < 30 and re.fullmatch(
                rf"{_ORGAN}(?:人民政府|委员会|管委会)?(?:办公室)?(?:关于)?", before
            )
            whole = f"{before}{line}" if joined and not line.startswith(before[:2]) else line
            return whole if not named or re.search(_YEAR, whole) or len(whole) >= len(named) else named
    return named


def _place(title: str, text: str) -> str:
    found = re.match(rf"(?:中共)?({_ORGAN})(?={_YEAR}|人民政府|委|关于|全|招商|投资|管|“|[^\u4e00-\u9fff])", title)
    if found:
        return found[1]
    places = re.findall(rf"({_ORGAN})人民政府", text)
    return max(dict.fromkeys(places), key=lambda one: (places.count(one), len(one)), default="")


def _years(title: str, text: str) -> tuple[int, ...]:
    for where in (title, text):
        if (span := _SPAN.search(where)) and 0 < int(span[2]) - int(span[1]) < 6 and (where is title or "目标" in text):
            near = text[max(0, text.find(span[0]) - 30) : text.find(span[0]) + 60]
            if where is title or re.search("目标|全县|全市|全区", near):
                return tuple(range(int(span[1]), int(span[2]) + 1))
    if found := re.search(_YEAR, title):
        return (int(found[0]),)
    said = re.findall(rf"({_YEAR})\s*年", text)
    return (int(max(set(said), key=said.count)),) if said else ()


def sentences(lines: Sequence[str]) -> Iterator[Sentence]:
    """Yield every sentence of the document with what it asks for; rows of tables are left to ``tables.py``."""
    begun = _body(lines)
    for number, line in enumerate(lines, 1):
        if number < begun or "\t" in line:
            continue
        start = 0
        for end in (*(match.end() for match in _BREAK.finditer(line)), len(line)):
            quote = _MARKS.sub("", line[start:end].strip().strip("。；;！？!?").strip())
            start = end
            if len(quote) > 3:
                yield Sentence(number, quote[:_LONGEST], "" if _is_heading(line, quote) else _tag(quote))


def _is_heading(line: str, quote: str) -> bool:
    """Tell whether a line is a chapter's title: numbered, short, and without a figure or a mark at its end."""
    numbered = re.match(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])", line)
    return bool(numbered) and line.strip().endswith(quote) and len(quote) < 30 and not re.search(r"\d|[，,]", quote)


def _tag(quote: str) -> str:
    return next((name for name, sign in TAGS.items() if sign.search(quote)), "")


def _body(lines: Sequence[str]) -> int:
    """Return the line where the document's own words begin: after the web page's head and the covering notice."""
    chapters = [n for n, line in enumerate(lines, 1) if re.match(r"\s*(?:一、|第一章|1[.、．]|\d+\s*牵头)", line)]
    return max(2, chapters[0]) if chapters else 2
