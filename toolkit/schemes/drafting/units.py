"""Which units does the document name, and of which kind is each? From tables and lists; 各乡镇 has no names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from toolkit.model.expressions import expression
from toolkit.schemes.drafting.paper import Sentence
from toolkit.schemes.drafting.tables import Row, column_of, tables

# Where a document writes 各乡镇 and names fewer, those that it names are not all.
FEW = 2
LONG = 40
TOWNS, PARKS, FIRMS, GROUPS = "乡镇", "园区", "企业", "专班"
_END = (
    "街道办事处|街道办|街道|镇|乡|苏木|管委会|管理委员会|管委|开发区|园区|经开区|新区|工业园|科技园|农科园|分局|监管局|局|委员会|监委|办公室|委办|政府办|大办|协办|中心|公司|集团|银行|学院|学校|总队|支队|大队"
    "|部|厅|站|总社|联合社|联社|总会|工商联|科协|文联|残联|妇联|团县委|团区委|党校|档案馆|图书馆|督查室|法院|检察院|委|办|专班|馆"
)
_NAME = expression(rf"[\u4e00-\u9fffA-Za-z]{{0,18}}?(?:{_END})(?![\u4e00-\u9fff])")
_SIGN = expression(r"[、,，;；\s]+")
# Words that end as a unit does and are none, and what stands for many.
_NONE = expression(
    r"^(?:各|有关|相关|其他|全|本|该|由|等|我|对|在|向|按|将|加|从|与|和|或|为|以|是|要|未|已|经|送|报|上级|下设|会同|责任|牵头|第一|联合|成员|组成|综合|协调|鼓励|根据|成立|依托|组织|通过)"
    r"|(?:老|家|故)乡$|单位$|(?:干|内|外|大|总|全)部$|领导小组|开展|推动|打造|负责|要求|会议|(?:中心|局|办)和"
)
_BARE = expression(
    "街道(?:办|办事处)?|管委会?|开发区|园区|经开区|新区|工业园|委员会|办公室|专班|分局|公司|集团|银行|中心|政府办?"
)
_LED = expression(r"由([\u4e00-\u9fff]{2,14}?(?:局|部|办公室|办|中心|委))(?=负责|牵头|统一|组织|会同)")
_MANY = expression(
    r"各(?:乡镇|镇[（(]乡[)）]|乡[（(]镇[)）]|镇[（(]街道(?:办)?[)）]|镇[（(]办[)）]|镇、?街道(?:办)?|街道|镇|园区|专班|部室|科室|产业招商专班|单位|部门)"
)
_LISTED = expression(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?\s*)?([^，。；:：（()）]{2,14}?)\s*[（(]\s*(\d+)\s*个?\s*[)）]\s*[:：]?\s*(.*)$"
)
_IN_BRACKETS = expression(r"[（(]([^（()）]*)[)）]")
_ROLE = expression(r"(?:责任|牵头|联合责任|第一责任|协办|配合|成员|参与)(?:单位|部门)[:：]\s*([^)）。；;]+)")
_RUN = expression(
    rf"(?>[\u4e00-\u9fff]{{2,16}}(?:{_END})[、])+[\u4e00-\u9fff]{{2,16}}?(?:{_END})(?=等|[^\u4e00-\u9fff]|$|负责|牵头)"
)


class DraftUnit(Struct):
    """A unit that the document names: its name, its kind, its other names, the lines where it stands."""

    name: str
    kind: str
    aliases: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


class Nameless(Struct, frozen=True):
    """A kind of unit that the document speaks of and does not name: 各乡镇; how many it counts, 0 where it does not."""

    kind: str
    expected: int
    line: int
    quote: str


class Lead(Struct, frozen=True):
    """A row of a table of tasks: the group, the unit that leads it, and which part of it."""

    group: str
    lead_unit: str
    scope: str
    line: int


class Units(Struct, frozen=True):
    """All that the document says of units."""

    named: tuple[DraftUnit, ...]
    nameless: tuple[Nameless, ...]
    leads: tuple[Lead, ...]


def units(lines: Sequence[str], sentences: Sequence[Sentence], place: str) -> Units:
    """Return the units of a document, those first that its tables and lists name."""
    level = "部室" if place.endswith("开发区") else place[-1:] if place[-1:] in tuple("县区市旗") else "县"
    found: dict[str, DraftUnit] = {}
    leads: list[Lead] = []
    for table in tables(lines):
        for lead, others in _of_table(table):
            leads += [lead] if lead.group else []
            for word in (lead.lead_unit, *others):
                _take(found, word, lead.line, level, "", place)
    for line, kind, words in _lists(lines):
        for word in words:
            _take(found, word, line, level, kind, place)
    for sentence in sentences:
        for said in (
            *_ROLE.findall(sentence.quote),
            *_LED.findall(sentence.quote),
            *(match[0] for match in _RUN.finditer(sentence.quote)),
        ):
            for word in _SIGN.split(said):
                _take(found, word, sentence.line, level, "", place)
    named = list(_merged(found.values(), level, place))
    kinds = list(dict.fromkeys(one.kind for one in named))
    named.sort(key=lambda one: kinds.index(one.kind))
    known = {alias: one.name for one in named for alias in (one.name, *one.aliases)}
    led = [Lead(one.group, known.get(_clean(one.lead_unit)[0], ""), one.scope, one.line) for one in leads]
    return Units(tuple(named), tuple(_nameless(lines, sentences, named)), tuple(one for one in led if one.lead_unit))


def _of_table(table: Sequence[Row]) -> Iterator[tuple[Lead, list[str]]]:
    """Yield each row's leading unit with the others that stand in it."""
    head, lead = column_of(table, "牵头单位|责任单位|第一责任单位|^单位|乡镇|镇（|镇\\(|报送单位|考核对象|评价对象")
    if lead < 0:
        return
    _, group = column_of(table, "组|类别|产业|专班")
    _, other = column_of(table, "协办|配合|成员|参与|联合")
    above = ""
    for row in table[head + 1 :]:
        cells = (*row.cells, *[""] * (max(lead, group, other) + 1 - len(row.cells)))
        unit, scope = _clean(cells[lead])
        if not unit or not _is_unit(unit) or re.search(r"合\s*计|总\s*计|小\s*计", cells[lead]):
            continue
        above = (cells[group].replace(" ", "") or above) if group >= 0 and group != lead else ""
        others = _SIGN.split(cells[other]) if other >= 0 and other != lead else []
        yield Lead(above, unit, scope, row.lines[min(lead, len(row.lines) - 1)]), others


def _lists(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield (line, kind, words) of the document's lists: 产业招商单位(21个)：…, and 1.乡镇：…."""
    heading, counted = "", 0
    for number, line in enumerate(lines, 1):
        match = _LISTED.match(line)
        if match and match[3]:
            kind = match[1] if not heading or match[1] in heading else f"{heading}（{match[1].removesuffix('单位')}）"
            yield number, kind if counted else match[1], _split(match[3])
        elif match and re.search("单位|乡镇|镇|园区|部门|落户地|专班", match[1]):
            heading, counted = match[1], int(match[2])
        elif heading and line.strip() and "、" in line and len(_split(line)) > 2:
            yield number, heading, _split(line)
        elif line.strip():
            heading, counted = "", 0


def _split(text: str) -> list[str]:
    held = _IN_BRACKETS.sub(lambda found: f"（{found[1].replace('、', '/')}）", text.strip("。；; "))
    return [word for word in _SIGN.split(held) if word]


def _clean(word: str) -> tuple[str, str]:
    """Return a word without what stands in brackets behind it, and that."""
    inside = _IN_BRACKETS.search(word)
    bare = _IN_BRACKETS.sub("", word)
    bare = re.sub(r"^(?:[一二三四五六七八九十\d]+[.、．])|等.*$|负责$|牵头$|^会同|^由", "", bare.strip())
    return "".join(bare.split()), inside[1].strip() if inside else ""


def _is_unit(word: str) -> bool:
    return (
        bool(2 < len(word) < 20 and not _BARE.fullmatch(word) and _NAME.fullmatch(word) and not _NONE.search(word))
        or word == "团县委"
    )


def _take(found: dict[str, DraftUnit], word: str, line: int, level: str, kind: str, place: str) -> None:
    name, inside = _clean(word)
    if not kind and (
        name == place or place.endswith(name) or (name.endswith("专班") and not re.search("产业|招商", name))
    ):
        return
    if not _is_unit(name) and not (kind and 2 < len(name) < 20 and not re.match("各|等|其他", name)):
        return
    unit = found.setdefault(name, DraftUnit(name, kind or _kind(name, level)))
    unit.kind = kind or unit.kind
    if line not in unit.lines:
        unit.lines.append(line)
    if _is_unit(inside) and inside not in unit.aliases:
        unit.aliases.append(inside)


def _kind(name: str, level: str) -> str:
    if name.endswith(("镇", "乡", "街道", "街道办", "街道办事处", "苏木")):
        return TOWNS
    if re.search("专班$", name):
        return GROUPS
    if re.search("开发区|园区|经开区|新区|工业园|科技园|农科园|管委", name):
        return PARKS
    if re.search("公司|集团|银行$", name):
        return FIRMS
    return level if len(level) > 1 else f"{level}直"


def _merged(found: Iterable[DraftUnit], level: str, place: str) -> Iterator[DraftUnit]:
    """Yield each unit once: 招商局 and 区招商局 are one, with the shorter name as another of its names."""
    kept: dict[str, DraftUnit] = {}
    for unit in sorted(found, key=lambda one: (-len(one.name), one.lines)):
        short = _short(unit.name, level, place)
        there = kept.get(short)
        if there is None:
            kept[short] = unit
            continue
        there.aliases += [unit.name]
        there.lines += unit.lines
    names = {one.name for one in kept.values()}
    for short, unit in sorted(kept.items(), key=lambda one: min(one[1].lines)):
        more = [short] if short != unit.name and short not in names and len(short) > 2 else []
        unit.aliases = [alias for alias in dict.fromkeys([*unit.aliases, *more]) if alias != unit.name]
        yield unit


def _short(name: str, level: str, place: str) -> str:
    bare = re.sub(r"(?:办事处|管委会|管理委员会|管委|办公室)$", "", name)
    if not place:
        return bare
    stem = re.escape(place[:-1]) if len(place) > 2 else re.escape(place)
    return re.sub(rf"^(?:{re.escape(place)}|{stem}(?=.{{2}}局)|{level})(?=.{{2}})", "", bare)


def _nameless(lines: Sequence[str], sentences: Sequence[Sentence], named: Sequence[DraftUnit]) -> Iterator[Nameless]:
    heading, expected = "", 0
    for number, line in enumerate(lines, 1):
        match = _LISTED.match(line)
        if match and not match[3]:
            heading, expected = match[1], int(match[2])
        elif line.strip():
            if heading and _MANY.search(line):
                yield Nameless(heading, expected, number, line.strip())
                return
            heading = ""
    for sentence in sentences:
        if (many := _MANY.search(sentence.quote)) and sentence.tag:
            kind = _many_kind(many[0])
            if kind and sum(one.kind == kind for one in named) < FEW:
                part = (
                    next(one for one in re.split(r"[，,；;、]", sentence.quote) if many[0] in one)
                    if len(sentence.quote) > LONG
                    else sentence.quote
                )
                yield Nameless(kind, 0, sentence.line, part.strip())
                return


def _many_kind(said: str) -> str:
    if re.search("单位|部门", said):
        return ""
    return TOWNS if re.search("镇|乡|街道", said) else said.removeprefix("各").removeprefix("产业招商")
