"""Which paragraph is which element of an official document: mark, number, title, addressees, body, signature, date?"""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from toolkit.documents.lint.draft import Draft, Line, Look
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found

MARK, NUMBER, TITLE, TO, BODY, SIGNATURE, DAY = (
    "发文机关标志", "发文字号", "标题", "主送机关", "正文", "发文机关署名", "成文日期",
)  # fmt: skip
FIRST, SECOND = "一级标题（一、）", "二级标题（（一））"
_NUMBER = expression(r"[\u4e00-\u9fff]{2,12}\s*[〔\[（(【［]?\s*(?:19|20)\d\d\s*[〕\])）】］]?\s*第?\s*\d*\s*号")
_KIND = expression(
    r"(?:通知|通报|报告|请示|批复|意见|决定|决议|公告|通告|议案|纪要|函|方案|办法|汇报|总结)(?:（[^（）]*）)?$"
)
_NUMBERED = expression(r"(?:通知|通报|请示|批复|意见|决定|函)(?:（[^（）]*）)?$")
_DAY = expression(
    r"\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*|\s*[二〇○零一]{2,4}\S{0,2}年.{1,3}月.{1,3}日\s*"
)
_LEVELS = (
    (FIRST, expression(r"\s*[一二三四五六七八九十]{1,3}、")),
    (SECOND, expression(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")),
)
_ISSUE = expression(r"\s*[（(]?(?:第\s*\d+\s*期|\d{4}年第?\d+期)[）)]?\s*|.{0,30}\t\d{4}年\d{1,2}月\d{1,2}日\s*")
_ENDS = expression(r"[：:]\s*$")
_IMPRINT = expression(r"\s*抄送|.*印发\s*$|\s*附\s*件|\s*[（(]?联系人|[—-]\s*\d+\s*[—-]")
# How far from the top number and addressees stand at most, in paragraphs with words.
_HEAD = 12
_SONG = (
    "方正小标宋简体",
    "方正小标宋_GBK",
    "FZXiaoBiaoSong-B05S",
    "小标宋体",
    "华文中宋",
    "STZhongsong",
    "宋体",
    "SimSun",
)
_FANG = ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "华文仿宋", "STFangsong", "方正仿宋_GBK", "方正仿宋简体")
_KAI = ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "华文楷体", "STKaiti", "方正楷体_GBK", "方正楷体简体")
_HEI = ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体")
# By element: faces that are right (the first is the one to take), and the size in points; 0 is not checked.
TYPES: Mapping[str, tuple[tuple[str, ...], float]] = {
    MARK: (_SONG, 0),
    NUMBER: (_FANG, 16),
    TITLE: (_SONG, 22),
    TO: (_FANG, 16),
    BODY: (_FANG, 16),
    FIRST: (_HEI, 16),
    SECOND: (_KAI, 16),
    SIGNATURE: (_FANG, 16),
    DAY: (_FANG, 16),
}


class Elements(Struct):
    """The elements that a draft has, by name: the paragraphs with how they look."""

    of: dict[str, list[tuple[Line, Look]]] = field(default_factory=dict)

    def add(self, name: str, line: Line, look: Look) -> None:
        """Keep a paragraph under its element."""
        self.of.setdefault(name, []).append((line, look))


def elements(draft: Draft) -> Elements:
    """Return which paragraph is which element; what is none of them is left out."""
    known = Elements()
    lines = list(draft.looks)
    large = bool(lines) and lines[0][1].size > 24  # the mark of 纪要 (10.3) or of a newsletter
    if large and any(_ISSUE.fullmatch(line.text) for line, _ in lines[1:4]):
        known.add(MARK, *lines[0])
        lines = [one for one in lines[1:] if not _ISSUE.fullmatch(one[0].text)]
    at = next((n for n, (line, _) in enumerate(lines[:_HEAD]) if _NUMBER.search(line.text) and len(line.text) < 40), -1)
    if at >= 0:
        known.add(NUMBER, *lines[at])
        for one in lines[:at]:
            known.add(MARK, *one)
    to = next((n for n, (line, _) in enumerate(lines[:_HEAD]) if n > at and _is_addressees(line.text)), -1)
    start = at + 1
    stop = to if to >= 0 else min(len(lines), start + 3)
    for n in range(start, stop):
        line, look = lines[n]
        if to >= 0 or look.size >= 18 or _KIND.search(line.text.strip()):
            known.add(TITLE, line, look)
            start = n + 1
        else:
            break
    if to >= 0:
        known.add(TO, *lines[to])
        start = to + 1
    _text(known, lines[start:])
    return known


def _is_addressees(text: str) -> bool:
    return bool(_ENDS.search(text)) and "。" not in text and not any(level.match(text) for _, level in _LEVELS)


def _text(known: Elements, lines: list[tuple[Line, Look]]) -> None:
    """Take body, levels, signature and date; after the date stand only notes, annexes and the imprint."""
    day = max((n for n, (line, _) in enumerate(lines) if _DAY.fullmatch(line.text)), default=-1)
    for n, (line, look) in enumerate(lines):
        if n == day:
            known.add(DAY, line, look)
            return
        if n == day - 1 and len(line.text.strip()) < 40 and not line.text.strip().endswith(("。", "！")):
            known.add(SIGNATURE, line, look)
        elif _IMPRINT.match(line.text):
            continue
        else:
            name = next((name for name, level in _LEVELS if level.match(line.text)), BODY)
            # 一、 before a whole sentence numbers a point; it is no heading.
            known.add(BODY if name == FIRST and line.text.rstrip().endswith("。") else name, line, look)


def required(draft: Draft) -> Iterator[Finding]:
    """标题, 主送机关, 发文机关署名 and 成文日期 (7.2, 7.3); a 发文字号 where a mark or the kind asks for one."""
    if draft.is_form or not draft.looks:
        return
    known = elements(draft).of
    title = "".join(line.text for line, _ in known.get(TITLE, []))
    minutes = "纪要" in title or any("纪要" in line.text for line, _ in draft.looks[:3])
    wanted = [TITLE]
    if _NUMBERED.search(title.strip()) or (not title and TO in known):
        wanted.append(NUMBER)
    if TITLE in known and not minutes and _KIND.search(title.strip()) and not title.strip().endswith(("方案", "办法")):
        wanted += [TO, DAY]
    for name in wanted:
        if name not in known and not (name == NUMBER and minutes):
            yield found("element_missing", CellRef(draft.file), what=name)


def types(draft: Draft) -> Iterator[Finding]:
    """Face and size of each element (5.2.2, 7.2, 7.3): one line for each wrong face and each wrong size."""
    if draft.is_form:
        return
    faces: dict[str, dict[str, int]] = {}
    sizes: dict[tuple[str, float], int] = {}
    for name, paragraphs in elements(draft).of.items():
        right, points = TYPES[name]
        for _, look in paragraphs:
            face = look.first if name in (FIRST, SECOND) else look.face
            if face and face not in right:
                faces.setdefault(face, {}).setdefault(name, 0)
                faces[face][name] += 1
            if points and look.size and abs(look.size - points) > 0.3:
                sizes[name, look.size] = sizes.get((name, look.size), 0) + 1
    for face, names in faces.items():
        wanted = "，".join(f"{name}用{_plain(TYPES[name][0][0])}" for name in names)
        details = {"where": "、".join(names), "count": sum(names.values()), "right": wanted}
        yield found("element_face", CellRef(draft.file), typed=face, **details)
    for (name, size), count in sizes.items():
        points = TYPES[name][1]
        yield found(
            "element_size", CellRef(draft.file), where=name, typed=f"{size:g}", count=count, right=f"{points:g}"
        )


def _plain(face: str) -> str:
    return {"方正小标宋简体": "小标宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}.get(face, face)


def colours(draft: Draft) -> Iterator[Finding]:
    """The 发文机关标志 is red (7.2.4)."""
    marks = elements(draft).of.get(MARK, [])
    if marks and not draft.is_form and not any(look.red for _, look in marks):
        yield found("element_colour", CellRef(draft.file), where=MARK, right="红色")
