"""Where does money come from, seen from a county? A 投资来源 becomes one of five reaches, or several: then it is asked.

A text is cut into parts (joint money), a part into places, words of place (本县, 外省), words of capital (港资,
外商独资) and words that say nothing of a place (自筹, 央企).  Places that follow each other must lie within each other
(佛山顺德); those that do not are two sources.  A name that several places bear is certain only where they all give
the same answer.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from toolkit.intake.values.gazetteer import (
    ABROAD,
    COUNTY,
    LONGEST_NAME,
    PREFECTURE,
    PROVINCE,
    Place,
    divisions,
    foreign,
    is_lesser,
)
from toolkit.model.expressions import expression
from toolkit.model.judged import ABSENT, Judged
from toolkit.model.places_in_china import NAMES
from toolkit.model.regions import REACHES, Home, Reach

IN_COUNTY, IN_CITY, IN_PROVINCE, IN_CHINA, OUTSIDE = REACHES
HOME_PROVINCE = frozenset((IN_COUNTY, IN_CITY, IN_PROVINCE))
INSIDE_CHINA = HOME_PROVINCE | {IN_CHINA}
ANYWHERE = frozenset(REACHES)

_BLANK = expression(r"[\s/\\—\-_－~～.。、…*×无]*")
_JOINT = expression(r"[、，,；;+＋&/／]|(?<=[一-鿿）)])(?:和|与|及|以及|联合|携手|共同)(?=[一-鿿])")
_SHARE = expression(
    r"(?:各?占比?|各|出资|持股|约)?\d+(?:\.\d+)?[%％]|(?:各?占)?[一二三四五六七八九两]成|各半|各占一半|\d+:\d+"
)
# Macro-regions by the provinces they take in whole or in part.
_MACRO = {
    "长三角": "31 32 33 34", "长江三角洲": "31 32 33 34", "珠三角": "44", "珠江三角洲": "44", "京津冀": "11 12 13",
    "环渤海": "11 12 13 21 37", "东三省": "21 22 23", "东北": "21 22 23 15", "华北": "11 12 13 14 15", "华东": "31 32 33 34 35 36 37",
    "华中": "41 42 43", "华南": "44 45 46", "西南": "50 51 52 53 54", "西北": "61 62 63 64 65", "成渝": "50 51", "长株潭": "43",
    "苏南": "32", "苏北": "32", "苏中": "32", "闽南": "35", "粤东": "44", "粤西": "44", "粤北": "44", "浙南": "33", "皖北": "34", "鲁西": "37",
    "陕北": "61", "关中": "61", "赣南": "36", "桂北": "45", "桂南": "45", "桂中": "45", "湘西北": "43", "湘南": "43", "晋北": "14", "晋南": "14",
    "北部湾": "44 45 46", "海峡西岸": "35", "中原": "41", "胶东": "37", "川渝": "50 51", "云贵": "52 53", "江浙": "32 33", "江浙沪": "31 32 33",
    "沪苏浙": "31 32 33", "港珠澳": "44 81 82", "粤港澳": "44 81 82", "粤港澳大湾区": "44 81 82", "粤港": "44 81", "闽台": "35 71", "两广": "44 45",
    "两湖": "42 43", "港澳": "81 82", "港澳台": "71 81 82", "港台": "71 81",
}  # fmt: skip
_SHORT = dict(zip(
    "京 津 沪 渝 冀 晋 蒙 辽 吉 黑 苏 浙 皖 闽 赣 鲁 豫 鄂 湘 粤 桂 琼 川 蜀 贵 黔 滇 云 藏 陕 秦 甘 陇 青 宁 新 港 澳 台 徽".split(),
    "11 12 31 50 13 14 15 21 22 23 32 33 34 35 36 37 41 42 43 44 45 46 51 51 52 52 53 53 54 61 61 62 62 63 64 65 81 82 71 34".split(),
    strict=True,
))  # fmt: skip
# These stand for a province also where nothing follows; 云 宁 新 青 黑 吉 贵 甘 are words of their own.
_SHORT_ALONE = frozenset("京津沪渝冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼川陕港澳台")
_COUNTRY_SHORT = "日 韩 美 英 法 德 俄 泰 越 意 加 澳洲 新加坡 欧 侨".split()
_OF_CAPITAL = "资|商|企|方|籍|独资|控股|客商"

_WORDS: dict[str, frozenset[Reach]] = {}
for _reach, _said in (
    ({IN_COUNTY}, "本县 我县 县内 县域 本乡 本镇 乡内 镇内 我乡 我镇 本村 本地 当地 本土 县本级"),
    ({IN_COUNTY, IN_CITY}, "本市 我市 市内 市域"),
    (HOME_PROVINCE, "本省 我省 省内 全省 区内 本区 我区 自治区 自治区内 全区"),
    ({IN_CHINA}, "外省 外省市 外省区 区外境内 境内区外 境内省外 省外境内 兄弟省份 外省份 外地省份"),
    ({IN_CHINA, OUTSIDE}, "区外 省外 自治区外"),
    ({IN_PROVINCE, IN_CHINA, OUTSIDE}, "市外 外市"),
    ({IN_CITY, IN_PROVINCE, IN_CHINA, OUTSIDE}, "县外 外县 外地 异地 县域外"),
    (INSIDE_CHINA, "国内 境内 内资 内地 中国 大陆 中国大陆 全国 中资"),
    ({OUTSIDE}, "境外 国外 海外 外资 外商 外方 外商独资 外商投资 外国 外企 侨资 侨商 华侨 侨企 外商独资企业 外商投资企业 海归外资 外币 外汇"),
    ({OUTSIDE}, "港澳台侨 港澳台资 港澳同胞 台湾同胞 海外侨胞 侨胞"),
    (ANYWHERE, "中外合资 中外合作 合资 合作 合伙 联营"),
):  # fmt: skip
    _WORDS.update(dict.fromkeys(_said.split(), frozenset(_reach)))
# What may stand beside a place and changes nothing.
_BESIDE = expression(
    r"(?:民营|私营|国有|国资|上市|龙头|知名|央属|省属|市属|外来|异地|本地|本土|当地|区内|省内|企业家|企业|客商|商人|老板|投资商|投资者|投资人|投资方|投资|资本|资金|民企|国企|私企|个体|个人|自然人|籍|人士|人|方|独资|控股|来源|地区|引进|引资|一带|等地|等|境内|辖区内|内|省外资金|产业转移|转移)*+"
)
_TAIL = expression(
    r"(?:企业家|企业|客商|商人|老板|投资商|投资者|投资人|投资方|投资|资本|资金|公司|集团|控股|独资|人士|人|一带|等地|等|地区|内)$"
)
_CHAMBER = expression(r"商会|同乡会|协会|联谊会|促进会")
_NAMED_FIRM = expression(r"公司|集团|有限|股份|合伙|基金|银行|厂$|社$|中心$|研究院|大学")
_ADDRESS = expression(
    r"[一-鿿\dA-Za-z]{0,14}(?:路|街|道|号|镇|乡|村|街道|园|园区|开发区|经开区|高新区|新区|保税区|自贸区|工业区|区|县|市|基地|港|岛|屯|社区|大厦|楼|广场|湾|湖|江|河|山|岭|洲|城)"
)
# A street named after a place is in another one: 中山路, 南京西路88号.
_STREET = expression(r"[东南西北中]?[一二三四五]?(?:路|街|大道|大街|巷)")
_COMES_FROM = expression(r"(?:资金|投资)?(?:来自于?|来源于?|源自|源于|在(?=.{1,3}$)):?(?=.)")
_TOGETHER = expression(r"中外合[资作]")
# What counts the sources off: 1.广东；2.湖南, ①广东②湖南.
_COUNTED_OFF = expression(
    r"[①-⑳]|(?:^|(?<=[；;，,。\s]))[一二三四五六]、|[(（][1-9][)）]|(?<![\d.])[1-9][.．、](?=[一-鿿])"
)
# A country's business in China, or with a partner (美国（中国区）, 香港（合资）), may bring money from here as well.
_IN_CHINA = expression(r"中国|中华|[在驻]华|合资|合作|联营|华[东南北中西]区|境内|国内|内地|大陆")
_OUTSIDE_OF = expression(r"(?:以外|之外|外)(?:地区|地方|各地)?$")


class _Found(Struct, frozen=True):
    """What one part of a source may be; ``provinces`` by code, for the map."""

    reaches: frozenset[Reach]
    why: str
    proposal: Reach | None = None
    provinces: frozenset[str] = frozenset()


def judge_source(text: str | None, home: Home) -> Judged[Reach]:
    """Return how far the money comes from, judged from what the unit wrote under 投资来源; absent where it wrote nothing.

    The reaches are those of :data:`toolkit.model.regions.REACHES`, nearest first; a scheme groups them (LZ-T2, NX-T1).
    """
    found = _source(_plain(text or ""), home if home.code else _with_code(home))
    if found is None:
        return ABSENT
    return Judged(tuple(one for one in REACHES if one in found.reaches), found.why, found.proposal)


def province_of(text: str | None, home: Home) -> str:
    """Return the one province that a source lies in (佛山: 广东), 香港 and the like included; '' where it is not one."""
    found = _source(_plain(text or ""), home if home.code else _with_code(home))
    return NAMES.get(next(iter(found.provinces)), "") if found and len(found.provinces) == 1 else ""


@cache
def _with_code(home: Home) -> Home:
    """Return a home whose rulebook states no code: its province, where the office's own words name one."""
    named = [place.code for word in home.own_words for place in divisions().get(word, ())]
    provinces = {code for code in named if len(code) == PROVINCE}
    return replace(home, code=f"{provinces.pop()}0000" if len(provinces) == 1 else "000000")


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", _COUNTED_OFF.sub("、", text.strip()))
    # A space stays between Latin words, and parts two places that are written side by side.
    return re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", text).strip(" \t\n　:：。.、")


@cache
def _source(text: str, home: Home) -> _Found | None:
    if _BLANK.fullmatch(text):
        return None
    text = _SHARE.sub("", text)
    inner = re.findall(r"[（(]([^（）()]*)[）)]", text)
    outer = re.sub(r"[（(][^（）()]*[）)]", "", text)
    parts = [part for piece in (outer, *inner) for part in _split(piece) if part and not _BLANK.fullmatch(part)]
    if not parts:
        return _Found(ANYWHERE, f"“{text}”没有写明地方")
    found = [_part(part, home) for part in parts]
    if inner and not _JOINT.search(outer) and not _TOGETHER.search(text):
        found = _noted(found, parts)
    if len(found) == 1:
        return found[0]
    together = frozenset[Reach]().union(*(one.reaches for one in found))
    provinces = frozenset[str]().union(*(one.provinces for one in found))
    why = "、".join(dict.fromkeys(one.why for one in found))
    if len(together) > 1 and all(len(one.reaches) == 1 for one in found):
        why = f"几方合资：{why}"
    return _Found(together, why, None, provinces)


def _noted(found: list[_Found], parts: list[str]) -> list[_Found]:
    """Return what a text with a note in brackets says: 省外（湖北襄阳） is narrowed, 广东（民营企业） left as it is.

    A note that names another place among words of its own (香港（深圳子公司）, 美国（中国区）, 浙江（本县企业增资）)
    stays beside what stands before it.
    """
    told = [one for one in found if one.reaches != ANYWHERE]
    named = frozenset[str]().union(*(one.provinces for one in told))
    if not told or any(not one.provinces <= named for one in found):
        return found
    if any(
        one not in told and _speaks_of_elsewhere(part, told[0].reaches) for one, part in zip(found, parts, strict=True)
    ):
        return found
    first, *others = told
    if all(first.reaches <= one.reaches and not one.provinces for one in others):
        return [first]
    inner = frozenset[Reach]().union(*(one.reaches for one in others))
    return others if others and inner < first.reaches else told


def _speaks_of_elsewhere(note: str, reaches: frozenset[Reach]) -> bool:
    """Tell whether a note that is not understood holds a word for another place than the one before it."""
    if reaches == {OUTSIDE} and _IN_CHINA.search(note):
        return True
    return any(word in note and not reaches & _WORDS[word] for word in _WORDS)


def _split(text: str) -> list[str]:
    """Return the parts of joint money; a 和 within a place's name (呼和浩特) joins nothing."""
    parts, at = [], 0
    for match in _JOINT.finditer(text):
        within = any(
            text[first:last] in divisions()
            for first in range(max(0, match.start() - 7), match.start())
            for last in range(match.end() + 1, min(len(text), match.end() + 6) + 1)
        )
        if not within:
            parts.append(text[at : match.start()])
            at = match.end()
    return [*parts, text[at:]]


def _part(part: str, home: Home) -> _Found:
    """Return what one part says: a word for a place, or places one within the other."""
    if part in home.own_words or part in home.abroad_words:
        return _Found(frozenset({IN_COUNTY if part in home.own_words else OUTSIDE}), f"“{part}”")
    if part in _WORDS:
        return _Found(
            _word(part, home), f"“{part}”", provinces=frozenset({ABROAD}) if _WORDS[part] == {OUTSIDE} else frozenset()
        )
    if part.upper().replace(".", "") in foreign() and part not in divisions():
        return _abroad(part)
    if match := re.fullmatch(rf"([一-鿿]+?)(?:{_OF_CAPITAL})", part):
        if match[1] in _SHORT:
            return _of_provinces(part, _SHORT[match[1]], home)
        if match[1] in _COUNTRY_SHORT:
            return _abroad(part)
    if part in _SHORT_ALONE:
        return _of_provinces(part, _SHORT[part], home)
    if part in _MACRO:
        return _of_provinces(part, _MACRO[part], home)
    if bare := _bare(part):
        return _part(bare, home)
    return _places(part, home)


def _bare(part: str) -> str:
    """Return a part without the words around it that change nothing, '' where there are none.

    >>> _bare("来自广东"), _bare("长三角地区企业"), _bare("港资企业"), _bare("广东")
    ('广东', '长三角', '港资', '')
    """
    if match := _COMES_FROM.match(part):
        return part[match.end() :]
    for at in range(len(part) - 1, max(1, len(part) - LONGEST_NAME), -1):
        if (part[:at] in _MACRO or part[:at] in _WORDS) and _BESIDE.fullmatch(part[at:]):
            return part[:at]
    shorter = _TAIL.sub("", part)
    return shorter if shorter != part and _says_something(shorter) else ""


def _says_something(part: str) -> bool:
    """Return whether a part is a word by itself, so that what stood behind it (客商, 企业) changes nothing."""
    made = re.fullmatch(rf"([一-鿿]+?)(?:{_OF_CAPITAL})", part)
    return (
        part in _WORDS
        or part in _MACRO
        or part.upper() in foreign()
        or bool(made and made[1] in (*_SHORT, *_COUNTRY_SHORT))
    )


def _word(word: str, home: Home) -> frozenset[Reach]:
    """Return the reaches of a word; 区 is the district where the jurisdiction is one, and the autonomous region beside it."""
    reaches = _WORDS[word]
    if word in ("区外", "外区") and home.is_district:
        return frozenset(REACHES[1:])
    return reaches


def _abroad(part: str) -> _Found:
    return _Found(frozenset({OUTSIDE}), f"“{part}”在境外", provinces=frozenset({ABROAD}))


def _of_provinces(part: str, codes: str, home: Home) -> _Found:
    places = [Place(code, part) for code in codes.split()]
    reaches = frozenset[Reach]().union(*(reach_of(place, home) for place in places))
    named = frozenset(place.code for place in places)
    return _Found(reaches, f"“{part}”", provinces=named)


def reach_of(place: Place, home: Home) -> frozenset[Reach]:
    """Return how far a place lies from home; a province that holds home leaves three reaches open."""
    if place.is_abroad:
        return frozenset({OUTSIDE})
    if place.code[:PROVINCE] != home.code[:PROVINCE]:
        return frozenset({IN_CHINA})
    if len(place.code) == PROVINCE:
        return HOME_PROVINCE
    if place.code[:PREFECTURE] != home.code[:PREFECTURE]:
        return frozenset({IN_PROVINCE})
    if len(place.code) == PREFECTURE:
        return frozenset({IN_COUNTY, IN_CITY})
    return frozenset({IN_COUNTY if place.code[:COUNTY] == home.code[:COUNTY] else IN_CITY})


def _places(part: str, home: Home) -> _Found:
    """Return what places written one after the other say, and what the words around them leave in doubt."""
    outside = _OUTSIDE_OF.search(part)
    tokens, rest = _cut(part[: outside.start()] if outside else part, home)
    if not tokens:
        proposal = OUTSIDE if re.match(r"外|海外|境外", part) else None
        return _Found(ANYWHERE, f"“{part}”没有写明地方", proposal)
    chains = _chains(tokens)
    if outside:
        around = frozenset[Reach]().union(*(reach_of(place, home) for place in chains[0]))
        return _Found(ANYWHERE - around if home.code.startswith(chains[0][0].code) else ANYWHERE, f"“{part}”")
    if len(chains) > 1:
        together = frozenset[Reach]().union(*(_reach_of_any(chain, home, tokens[0][0]) for chain in chains))
        return _Found(together, f"“{part}”写了几个地方")
    chosen = chains[0]
    reaches = _reach_of_any(chosen, home, tokens[-1][0])
    # Of 河北 people mean the province before a district of 天津, as of the reach.
    whole = [place for place in chosen if len(place.code) == PROVINCE]
    provinces = frozenset(ABROAD if place.code == ABROAD else place.code[:PROVINCE] for place in whole[:1] or chosen)
    why = f"“{part}”" if len(reaches) == 1 or reaches <= HOME_PROVINCE else f"“{part}”不止一处"
    here_as_well = OUTSIDE in reaches and _IN_CHINA.search(rest)
    is_street = len(tokens) == 1 and tokens[0][0][-1] not in "省市县区" and _STREET.match(rest)
    if (
        not rest
        or _BESIDE.fullmatch(rest)
        or (not here_as_well and not is_street and _ADDRESS.fullmatch(rest) and not _NAMED_FIRM.search(rest))
    ):
        return _Found(reaches, why, None, provinces)
    proposal = next(iter(reaches)) if len(reaches) == 1 else None
    if proposal == OUTSIDE and len(rest) <= 6 and not _IN_CHINA.search(rest) and not re.search("分公司|子公司", rest):
        return _Found(reaches, why, None, provinces)  # a town abroad that no list has: 德国斯图加特
    what = "商会等组织" if _CHAMBER.search(rest) else "单位名称" if _NAMED_FIRM.search(rest) else f"“{rest}”"
    return _Found(ANYWHERE, f"“{part}”里有{what}，看不出资金从哪里来", proposal, provinces)


def _cut(part: str, home: Home) -> tuple[list[tuple[str, tuple[Place, ...]]], str]:
    """Cut a text into the places it names, longest name first, and the rest of its words."""
    tokens: list[tuple[str, tuple[Place, ...]]] = []
    rest, at = "", 0
    named, outland = divisions(), foreign()
    while at < len(part):
        for length in range(min(LONGEST_NAME, len(part) - at), 1, -1):
            name = part[at : at + length]
            places = tuple(place for place in named.get(name, ()) if len(tokens) or not _small_and_offshore(place))
            if places and is_lesser(part, at, length):
                places = ()
            if name.upper() in outland:
                places = (*places, Place(ABROAD, name))
            if name in home.own_places or name.removesuffix("镇").removesuffix("乡") in home.own_places:
                places = (*places, Place(home.code + "999", name))
            places = _office_says(name, home) or places
            if places:
                tokens.append((name, places))
                at += length
                break
        else:
            rest += part[at] if at > 1 or not part.startswith("中国") else ""
            at += 1
    return tokens, rest


def _office_says(name: str, home: Home) -> tuple[Place, ...]:
    """Return what the office's own words make of a name, with or without its 县 or 市: they go before the gazetteer."""
    for word in (name, name[:-1] if name[-1] in "省市区县" else name):
        if word in home.own_words:
            return (Place(home.code + "999", name),)
        if word in home.abroad_words:
            return (Place(ABROAD, name),)
    return ()


def _small_and_offshore(place: Place) -> bool:
    """A district of 台北 or 香港 is meant only after the name of its city or island."""
    return place.is_abroad and len(place.code) > PREFECTURE


def _chains(tokens: list[tuple[str, tuple[Place, ...]]]) -> list[tuple[Place, ...]]:
    """Return the sources that the names make: a name within the one before it narrows it, another begins anew."""
    chains: list[tuple[Place, ...]] = []
    for _, places in tokens:
        if chains:
            inner = tuple(
                p for p in places if any(p.within(q) or q.within(p) or p.code == ABROAD == q.code for q in chains[-1])
            )
            if inner:
                chains[-1] = inner
                continue
        chains.append(places)
    return chains


def _reach_of_any(places: Iterable[Place], home: Home, typed: str) -> frozenset[Reach]:
    """Return what the bearers of a name leave open; of a short name people mean their own city before a far district."""
    bearers = [place for place in places if not place.former] or list(places)
    reaches = frozenset[Reach]().union(*(reach_of(place, home) for place in bearers))
    province = [place for place in bearers if len(place.code) == PROVINCE]
    if province and typed != bearers[0].name:
        return reach_of(province[0], home)
    cities = [place for place in bearers if len(place.code) == PREFECTURE and place.code[:2] == home.code[:2]]
    others = [place for place in bearers if place not in cities]
    if cities and all(place.name.endswith("区") and place.code[:2] != home.code[:2] for place in others):
        return reach_of(cities[0], home)
    return reaches
