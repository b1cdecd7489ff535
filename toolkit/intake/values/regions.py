"""Where does money come from, seen from a county? A 投资来源 becomes one of five reaches, or several: then it is asked.

A text is cut into parts (joint money), a part into places, words of place (本县, 外省), words of capital (港资,
外商独资) and words that say nothing of a place (自筹, 央企).  Places that follow each other must lie within each other
(佛山顺德); those that do not are two sources.  A name that several places bear is certain only where they all give
the same answer.
"""

import re
import unicodedata
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
    towns,
)
from toolkit.intake.values.reaches import reach_of, reach_of_any
from toolkit.intake.values.source_words import (
    ADDRESS,
    ANYWHERE,
    BEFORE,
    BESIDE,
    BLANK,
    CHAMBER,
    COMES_FROM,
    COUNTED_OFF,
    COUNTRY_SHORT,
    FREE_TRADE,
    HOME_PROVINCE,
    HOMECOMING,
    IN_CHINA_AS_WELL,
    IN_COUNTY,
    JOINT,
    LONGER_NAME,
    MACRO,
    NAMED_AFTER,
    NAMED_FIRM,
    OF_CAPITAL,
    OUTSIDE,
    OUTSIDE_OF,
    SHARE,
    SHORT,
    SHORT_ALONE,
    STREET,
    TAIL,
    TAKEN_BACK,
    TOGETHER,
    TRANSLITERATED,
    WORDS,
    WORDS_AS_WELL,
    ZONE_OF_CITY,
)
from toolkit.model.judged import ABSENT, Judged
from toolkit.model.places_in_china import NAMES
from toolkit.model.regions import REACHES, Home, Reach


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
    text = unicodedata.normalize("NFKC", COUNTED_OFF.sub("、", text.strip()))
    # A space stays between Latin words, and parts two places that are written side by side.
    return re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", text).strip(" \t\n　:：。.、")


@cache
def _source(text: str, home: Home) -> _Found | None:
    if BLANK.fullmatch(text):
        return None
    text = SHARE.sub("", text)
    inner = re.findall(r"[（(]([^（）()]*)[）)]", text)
    outer = re.sub(r"[（(][^（）()]*[）)]", "", text)
    parts = [part for piece in (outer, *inner) for part in _split(piece) if part and not BLANK.fullmatch(part)]
    if not parts:
        return _Found(ANYWHERE, f"“{text}”没有写明地方")
    found = [_part(part, home) for part in parts]
    if inner and not JOINT.search(outer) and not TOGETHER.search(text):
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
        one not in told and (TAKEN_BACK.search(part) or _speaks_of_elsewhere(part, told[0].reaches))
        for one, part in zip(found, parts, strict=True)
    ):
        return found
    first, *others = told
    if all(first.reaches <= one.reaches and not one.provinces for one in others):
        return [first]
    inner = frozenset[Reach]().union(*(one.reaches for one in others))
    return others if others and inner < first.reaches else told


def _speaks_of_elsewhere(note: str, reaches: frozenset[Reach]) -> bool:
    """Tell whether a note that is not understood holds a word for another place than the one before it."""
    if reaches == {OUTSIDE} and IN_CHINA_AS_WELL.search(note):
        return True
    return any(word in note and not reaches & WORDS[word] for word in WORDS)


def _split(text: str) -> list[str]:
    """Return the parts of joint money; a 和 within a place's name (呼和浩特) joins nothing."""
    parts, at = [], 0
    for match in JOINT.finditer(text):
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
    if part in WORDS:
        return _Found(
            _word(part, home), f"“{part}”", provinces=frozenset({ABROAD}) if WORDS[part] == {OUTSIDE} else frozenset()
        )
    if part.upper().replace(".", "") in foreign() and part not in divisions():
        return _abroad(part)
    if match := re.fullmatch(rf"([一-鿿]+?)(?:{OF_CAPITAL})", part):
        if match[1] in SHORT:
            return _of_provinces(part, SHORT[match[1]], home)
        if match[1] in COUNTRY_SHORT:
            return _abroad(part)
    if part in SHORT_ALONE:
        return _of_provinces(part, SHORT[part], home)
    if part in MACRO:
        return _of_provinces(part, MACRO[part], home)
    if bare := _bare(part):
        return _part(bare, home)
    return _places(part, home)


def _bare(part: str) -> str:
    """Return a part without the words around it that change nothing, '' where there are none.

    >>> _bare("来自广东"), _bare("长三角地区企业"), _bare("港资企业"), _bare("广东")
    ('广东', '长三角', '港资', '')
    """
    if match := COMES_FROM.match(part):
        return part[match.end() :]
    for at in range(len(part) - 1, max(1, len(part) - LONGEST_NAME), -1):
        if (part[:at] in MACRO or part[:at] in WORDS) and BESIDE.fullmatch(part[at:]):
            return part[:at]
    shorter = TAIL.sub("", part)
    return shorter if shorter != part and _says_something(shorter) else ""


def _says_something(part: str) -> bool:
    """Return whether a part is a word by itself, so that what stood behind it (客商, 企业) changes nothing."""
    made = re.fullmatch(rf"([一-鿿]+?)(?:{OF_CAPITAL})", part)
    return (
        part in WORDS
        or part in MACRO
        or part.upper() in foreign()
        or bool(made and made[1] in (*SHORT, *COUNTRY_SHORT))
    )


def _word(word: str, home: Home) -> frozenset[Reach]:
    """Return the reaches of a word; 区 is the district where the jurisdiction is one, and the autonomous region beside it."""
    reaches = WORDS[word]
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


def _places(part: str, home: Home) -> _Found:
    """Return what places written one after the other say, and what the words around them leave in doubt."""
    outside = OUTSIDE_OF.search(part)
    tokens, rest = _cut(part[: outside.start()] if outside else part, home)
    if _is_one_name(tokens, rest):
        # 千山红镇 is no town of 千山区: whoever has a town of that name is meant, or nobody knows.
        named = towns(part)
        tokens, rest = ([(part, named)], "") if named else ([], part)
    if not tokens:
        proposal = OUTSIDE if re.match(r"外|海外|境外", part) else None
        return _Found(ANYWHERE, f"“{part}”没有写明地方", proposal)
    chains = _chains(tokens)
    if outside:
        around = frozenset[Reach]().union(*(reach_of(place, home) for place in chains[0]))
        return _Found(ANYWHERE - around if home.code.startswith(chains[0][0].code) else ANYWHERE, f"“{part}”")
    if len(chains) > 1:
        together = frozenset[Reach]().union(*(reach_of_any(chain, home, tokens[0][0]) for chain in chains))
        return _Found(together, f"“{part}”写了几个地方")
    chosen = chains[0]
    reaches = reach_of_any(chosen, home, tokens[-1][0])
    # Of 河北 people mean the province before a district of 天津, as of the reach.
    whole = [place for place in chosen if len(place.code) == PROVINCE]
    provinces = frozenset(ABROAD if place.code == ABROAD else place.code[:PROVINCE] for place in whole[:1] or chosen)
    why = f"“{part}”" if len(reaches) == 1 or reaches <= HOME_PROVINCE else f"“{part}”不止一处"
    before = part[: part.index(tokens[0][0])]
    from_china = part.startswith("中国") and chosen[0].code == ABROAD
    if (
        not rest or BESIDE.fullmatch(rest) or (BEFORE.fullmatch(before) and _is_address(rest, tokens, chosen))
    ) and not from_china:
        return _Found(reaches, why, None, provinces)
    proposal = next(iter(reaches)) if len(reaches) == 1 else None
    if proposal == OUTSIDE and not from_china and TRANSLITERATED.fullmatch(rest) and not STREET.match(rest):
        return _Found(reaches, why, None, provinces)  # a town abroad that no list has: 德国斯图加特
    what = "商会等组织" if CHAMBER.search(rest) else "单位名称" if NAMED_FIRM.search(rest) else f"“{rest}”"
    return _Found(ANYWHERE, f"“{part}”里有{what}，看不出资金从哪里来", proposal, provinces)


def _is_one_name(tokens: list[tuple[str, tuple[Place, ...]]], rest: str) -> bool:
    """Tell whether a county's short name and what stands behind it may be the one name of another place: 千山红镇, 大通湖."""
    return (
        len(tokens) == 1
        and bool(LONGER_NAME.fullmatch(rest))
        and all(len(place.code) >= COUNTY and place.name != tokens[0][0] for place in tokens[0][1])
    )


def _is_address(rest: str, tokens: list[tuple[str, tuple[Place, ...]]], chosen: tuple[Place, ...]) -> bool:
    """Tell whether what stands behind a place lies in it, and is not only called after it (深圳产业园, 中山路, 韩国城)."""
    if not ADDRESS.fullmatch(rest) or NAMED_FIRM.search(rest) or HOMECOMING.search(rest):
        return False
    abroad = any(place.is_abroad for place in chosen)
    if abroad and IN_CHINA_AS_WELL.search(rest):
        return False
    if tokens[-1][0][-1] in "省市县区":
        return True
    if len(tokens) == 1 and STREET.match(rest):
        return False
    if not NAMED_AFTER.fullmatch(rest):
        return True
    is_city = any(len(place.code) > PROVINCE or place.code in ("11", "12", "31", "50") for place in chosen)
    return bool(FREE_TRADE.fullmatch(rest) or (is_city and ZONE_OF_CITY.fullmatch(rest))) and not abroad


def _cut(part: str, home: Home) -> tuple[list[tuple[str, tuple[Place, ...]]], str]:
    """Cut a text into the places it names, longest name first, and the rest of its words."""
    tokens: list[tuple[str, tuple[Place, ...]]] = []
    rest, at = "", 0
    named, outland = divisions(), foreign()
    while at < len(part):
        for length in range(min(LONGEST_NAME, len(part) - at), 1, -1):
            name = part[at : at + length]
            places = tuple(place for place in named.get(name, ()) if len(tokens) or not _small_and_offshore(place))
            if places and (is_lesser(part, at, length) or (name in WORDS_AS_WELL and not _follows(tokens, places))):
                places = ()
            if name.upper() in outland:
                places = (*places, Place(ABROAD, name))
            at_home = not tokens or any(home.code.startswith(place.code) for place in tokens[-1][1])
            if at_home and (name in home.own_places or name.removesuffix("镇").removesuffix("乡") in home.own_places):
                places = (*places, Place(home.code + "999", name))
            places = _office_says(name, home) or places
            if tokens and not _follows(tokens, places) and not BESIDE.fullmatch(part[at:]):
                places = towns(name, tokens[-1][1]) or places
            if places:
                tokens.append((name, places))
                at += length
                break
        else:
            rest += part[at] if at > 1 or not part.startswith("中国") else ""
            at += 1
    return tokens, rest


def _follows(tokens: list[tuple[str, tuple[Place, ...]]], places: tuple[Place, ...]) -> bool:
    """Tell whether places lie within the one that was named before them."""
    return bool(tokens) and any(inner.within(outer) for inner in places for outer in tokens[-1][1])


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
