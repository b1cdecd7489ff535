"""Which places does a name mean? Divisions of China with their codes, and the rest of the world.

``divisions.csv`` holds code (GB/T 2260), name and, for a name no longer in use, the year in which it was last listed:
the yearly lists of the Ministry of Civil Affairs from 2002 on, the list of the National Bureau of Statistics of June
2023 and that of December 2025.  Former names stay, because tables and contracts go on using them.  ``zones.csv`` holds
zones that people name like a county and no list of divisions has (the new areas of the State Council, 管理区, cooperation
zones), with the code of their city and 90 behind it, or of the county or province that they are.  ``townships.csv`` holds the towns and streets of each county, without 镇, 乡, 街道 (Bureau of Statistics, June
2023).  Countries, and cities abroad that give a time zone its name, are Babel's (CLDR).
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from toolkit.model.expressions import expression

ABROAD = "abroad"
# Hong Kong, Macao and Taiwan: investment statistics count their money as 境外 (外商投资统计制度).
OFFSHORE = ("71", "81", "82")
PROVINCE, PREFECTURE, COUNTY = 2, 4, 6
LONGEST_NAME = 15

_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 "
    "仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
).split()
# Some are written without 族: 伊犁哈萨克自治州, 博尔塔拉蒙古自治州.
_PEOPLE = "(?:(?:" + "|".join(sorted(_PEOPLES, key=len, reverse=True)) + ")族|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯|维吾尔)"
_AUTONOMOUS = expression(rf"^(?P<short>.+?)(?:{_PEOPLE})+自治(?P<kind>州|县|旗)$")
_SUFFIX = expression(
    r"^(?P<short>.{2,}?)(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|新区|自治州|自治县|自治旗|地区|林区|特区|省|市|区|县|旗|盟|州)$"
)
# A short name before one of these is a lake's or a hill's (东莞松山湖), before those a township's (长安镇, 福田街道).
_FEATURES = frozenset("湖江河山岭岛溪")
_TOWNSHIP = expression(r"镇|乡|街道|村|社区")
_TOWN = expression(r"(?:街道办事处|街道|镇|乡)$")
SHORTEST_TOWN = 2
# What CLDR writes otherwise than Chinese offices do, and places that head a source without being a country.
_OTHER_NAMES = (
    "印尼 阿联酋 沙特 迪拜 刚果金 刚果布 南韩 大韩民国 朝鲜民主主义人民共和国 苏格兰 英格兰 威尔士 夏威夷 北海道 大阪 京都 名古屋 横滨 神户 釜山 "
    "首尔 仁川 慕尼黑 法兰克福 汉堡 米兰 里昂 日内瓦 鹿特丹 硅谷 旧金山 西雅图 波士顿 休斯顿 费城 槟城 曼谷 胡志明市 河内 万隆 泗水 清迈 金边 "
    "BVI USA US UK UAE 维尔京群岛 维京群岛 英属维京 英属维京群岛 英属维尔京 美属维尔京 开曼 泽西 萨摩亚群岛 塞舌尔群岛 马恩 "
    "欧美 欧洲 北美 南美 东南亚 东盟 中东 日韩 新马泰 海外 境外 国外 外国 域外"
).split()
_NOT_ABROAD = {
    "中国",
    "世界",
    "未知地区",
    "伪地区",
    "伪双向语言地区",
    "联合国",
    "上海",
    "乌鲁木齐",
    "中亚",
    "东亚",
    "亚洲",
}


class Place(Struct, frozen=True):
    """A place by its code: two digits a province, four a prefecture, six a county; ``abroad`` the rest of the world."""

    code: str
    name: str
    former: bool = False

    @property
    def is_abroad(self) -> bool:
        """True outside the customs territory of the mainland: foreign countries, 香港, 澳门, 台湾."""
        return self.code == ABROAD or self.code[:2] in OFFSHORE

    def within(self, other: "Place") -> bool:
        """Return whether this place lies in another, or is it."""
        return self.code.startswith(other.code)


@cache
def divisions() -> Mapping[str, tuple[Place, ...]]:
    """Return the places of China that bear a name, whole (鹿寨县) or short (鹿寨), present and former."""
    named: dict[str, dict[str, Place]] = defaultdict(dict)
    with (Path(__file__).parent / "divisions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = re.sub(r"(?:00)+$", "", row["code"])
            place = Place(code, row["name"], former=bool(row["last"]))
            for name in (row["name"], *_short_names(row["name"])):
                known = named[name].get(code)
                if known is None or known.former:
                    named[name][code] = place
    for written, names in _lines("zones.csv"):
        code = re.sub(r"(?:00)+$", "", written)
        for name in names.split():
            named[name].setdefault(code, Place(code, name))
    named["内蒙"] = named["内蒙古"]
    return {name: tuple(places.values()) for name, places in named.items()}


@cache
def _townships() -> str:
    """Return the towns of all counties as one text, a line for each county: `` 441900 东城 虎门 ``."""
    return "".join(f"\n {county} {towns} " for county, towns in _lines("townships.csv"))


def _lines(file: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()[1:]
    return [(code, names) for code, _, names in (line.partition(",") for line in lines)]


def towns(name: str, within: Iterable[Place] = ()) -> tuple[Place, ...]:
    """Return the towns and streets that bear a name, with 镇, 乡 or 街道 or without it.

    ``within`` keeps those of some cities and counties; of a province only a name that no other town of China has.

    >>> towns("虎门镇"), towns("虎门", divisions()["深圳"]), towns("千山红")
    ((Place(code='4419', name='虎门镇', former=False),), (), (Place(code='430971', name='千山红', former=False),))
    """
    stem = _TOWN.sub("", name)
    if len(stem) < SHORTEST_TOWN:
        return ()
    text, found, at = _townships(), [], -1
    while (at := text.find(f" {stem} ", at + 1)) >= 0:
        start = text.rfind("\n", 0, at) + 2
        found.append(re.sub(r"(?:00)+$", "", text[start : start + COUNTY]))
    outer = tuple(place for place in within if not place.is_abroad)
    if any(len(place.code) == PROVINCE for place in outer) and len(found) > 1:
        return ()
    inside = [code for code in found if not within or any(code.startswith(place.code) for place in outer)]
    return tuple(Place(code, name) for code in inside)


def is_lesser(text: str, at: int, length: int) -> bool:
    """Tell whether a name of China in a text is there a township's or a lake's, not the county's or city's that bears it.

    >>> is_lesser("长安镇", 0, 2), is_lesser("西安市长安区", 3, 3), is_lesser("东莞松山湖", 2, 2), is_lesser("佛山江门", 0, 2)
    (True, False, True, False)
    """
    name, behind = text[at : at + length], at + length
    if length == 2 and at and _is_feature(text, behind):
        return True
    return bool(_TOWNSHIP.match(text, behind)) and all(place.name != name for place in divisions()[name])


def _is_feature(text: str, at: int) -> bool:
    """Tell whether what stands before a place of a text is the name of a lake or a hill; 佛山江门 are two cities."""
    ahead = (text[at:last] for last in range(at + 2, min(len(text), at + LONGEST_NAME) + 1))
    return text[at : at + 1] in _FEATURES and not any(name in divisions() for name in ahead)


def _short_names(name: str) -> tuple[str, ...]:
    """Return what people call a division: 融水苗族自治县 is 融水 and 融水县, 广西壮族自治区 is 广西.

    >>> _short_names("融水苗族自治县"), _short_names("恩施土家族苗族自治州"), _short_names("鹿寨县"), _short_names("城区")
    (('融水', '融水县'), ('恩施', '恩施州'), ('鹿寨',), ())
    """
    if found := _AUTONOMOUS.match(name):
        kind = found["kind"]
        return (found["short"], found["short"] + kind) if len(found["short"]) > 1 else (found["short"] + kind,)
    found = _SUFFIX.match(name)
    return (found["short"],) if found else ()


@cache
def foreign() -> frozenset[str]:
    """Return the names of places outside China: countries, territories and cities, Chinese and English (upper case)."""
    from babel import Locale

    names = set(_OTHER_NAMES)
    for language in ("zh", "en"):
        locale = Locale(language)
        names |= {
            _plain(name)
            for code, name in locale.territories.items()
            if code not in ("CN", "HK", "MO", "TW", "ZZ", "001")
        }
        names |= {_plain(zone["city"]) for zone in locale.time_zones.values() if zone.get("city")}
    names |= {name.removesuffix("群岛") for name in names if name.endswith("群岛") and len(name) > 4}
    names |= {"HONG KONG", "MACAU", "MACAO", "TAIWAN", "HK"}
    return frozenset(name.upper() for name in names - _NOT_ABROAD if len(name) > 1) - _CHINESE_IN_CLDR


def _plain(name: str) -> str:
    return re.sub(r"[\s·（）()-]", "", name) if re.search(r"[一-鿿]", name) else name.strip()


# Time zones of China, which CLDR names by their cities.
_CHINESE_IN_CLDR = frozenset({"SHANGHAI", "URUMQI", "香港", "澳门", "台北", "CHINA", "WORLD", "ASIA", "EASTERN ASIA"})
