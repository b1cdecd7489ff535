"""Which trade do 行业 and 项目名称 name? The division of GB/T 4754, and whether it is an emerging industry.

``trades.csv`` holds words by division (GB/T 4754-2017), with what the 战略性新兴产业分类（2018） makes of them: whole, in
part, not at all.  What a project does stands at the end of the words: 家具销售 is retail, 物流设备制造 is manufacture; a
thing alone (家具) is made.  The 行业 that the unit wrote decides; where it is general (工业, 农业, 其他) the project's
name does.
"""

import csv
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from toolkit.intake.values.trade_heads import is_understood, says_nothing
from toolkit.model.expressions import expression
from toolkit.model.judged import Judged
from toolkit.model.trades import INDUSTRIAL_SECTIONS, Trade

# What makes anything before it a manufacture; with sales behind it, it still is one.
_MAKING = expression(
    r"(?<!智能)制造|生产|深加工|精加工|加工|组装|装配|制作|冶炼|产业化|产线|提炼|精炼|精制|酿造|压榨|缫丝"
)
# What a name must say to be a manufacture beside a 行业 that is none: 蔬菜生产基地 grows, 蔬菜脱水加工 makes.
_PLANT = expression(
    r"制造|加工|屠宰|制品|厂(?![房区址外])|车间|生产线|冶炼|组装|装配线|提炼|精炼|精制|酿造|压榨|改装|印刷|印染|织造|铸造|锻造|注塑|电镀|发电|(?<![充换])电站|开采|采选"
)
# What a name says at its end to be a service beside a 行业 that is a product: 充电场站建设运营, 电池回收拆解.
_SERVING = expression(
    r"(?:运营|运维|服务|安装|检修|施工|租赁|维修|维保|保养|回收|拆解|经销|代理|配送|集散|检测|校准|培训|实训|考证|研学|展示|展览|体验"
    r"|表演|演出|竞技|试飞|飞行|试驾|观光|游览|植保|航拍|推广|科普|赛事|应用)"
    r"(?:服务|平台|中心|基地|站点?|网点|园|城|店|部|馆|区|营地|市场|项目|[一二三]期)*$"
)
# Places and bodies that make nothing of the thing they are called by: 家具博览馆, 航空小镇, 农机合作社.
_PLACE = expression(
    r"(?:馆|餐厅|小镇|街|街区|研究所|滑道|栈道|合作社|公园|乐园|学校|学院|营地|驿站|庄园|(?<![产县])城|[^酒饭商]店|[^农房房]屋|[^酒]吧|商铺)(?:项目|[一二三]期)*$"
)
# What is grown and worked up in one project: which of the two it is by its trade, the unit knows.
_GROWN_AND_MADE = expression(r"(?:种植|养殖|栽培)(?:[、,和及与+]|以及)?[一-鿿]{0,2}(?:加工|屠宰)|[产种养]加销|种养加")
# Two things side by side are one trade where the second goes with making the first: 家具生产及仓储.
_SIDE_BY_SIDE = expression(r"[、,;及和与+&]|以及|兼")
_GOES_WITH_MAKING = expression(
    r"(?:产品|成品|配套)*(?:研发|检测|检验|销售|批发|贸易|经销|物流|仓储|配送|展示|展销|办公|仓库|冷库|电商|服务|设计)*"
    r"(?:中心|基地|平台|项目|园区?|服务|业|部|[一二三]期)*"
)
_GROWING = expression(
    r"种植|养殖|栽培|种养|育种|育苗|繁育|基地|果园|茶园|园$|农场|牧场|林场|养殖场|大棚|示范区|示范园|合作社|万[头羽只亩株]|亩"
)
# Waste that is bought and sold is trade (F5191), waste that is worked up manufacture (C42).
_COLLECTED = expression(r"回收(?!利用|再?加工|处理|再生|再利用)|拆解")
# What is made of what grows: 桑蚕丝, 木薯粉.
_MADE_OF = expression(r"[丝粉汁酱酒油](?![一-鿿])|[丝粉汁酱酒油](?=[厂生加项车产])")
_SALES_AFTER_MAKING = expression(
    r"(?:制造|生产|加工|研发)(?:[、及和与]|以及)?(?:研发[、及和与]?)?(?:批发|销售|贸易|经销|物流|仓储|配送)|产销|产供销"
)
# Who sells or tests the machines for making something makes nothing: 木材加工设备销售, 装备制造研究院.
_OF_WHAT_IS_MADE = expression(
    r"(?:制造|生产|加工)(?:[一-鿿]{2,6}(?:批发|销售|贸易|租赁|维修|检测|培训|市场)|[一-鿿]{0,4}(?:研究院|研究所|实训基地|学院|学校))"
    r"(?:中心|基地|服务|项目|[一二三]期)*$"
)
_BACK = expression(r"(?:中心|基地|建设|新建|改?扩建|项目|服务|园区?|站|平台|工程|场|[一二三]期)+$")
_GENERAL_INDUSTRY = frozenset(
    "工业 制造业 制造 加工 加工业 轻工业 轻工 重工业 第二产业 二产 工业制造 生产制造 工业项目 其他工业 其他制造业 先进制造业 实体经济".split()
)
# Words of a field, not of an activity: the project's name says what is done in it.
_GENERAL = {
    "A01": "农业 现代农业 特色农业 农林牧渔 农林牧渔业 第一产业 一产 乡村振兴 大农业 生态农业 种养",
    "A02": "林业 林木 林木业 林产 林产业",
    "F51": "商贸 商贸业 商业",
    "": "服务业 现代服务业 第三产业 三产 生产性服务业 其他 其它 综合 其他行业 新兴产业 战略性新兴产业 大健康 大健康产业 产业园 园区 总部 数字产业 项目 中药材 药材 制造业服务 制造服务业",
}
_OF_A_TRADE = expression(r"(?:产业|行业|类)$")
_SPACE = expression(r"\s")
_OPEN = expression(r"标准厂房|厂房|产业园|工业园|孵化园|产城融合")


class _Word(NamedTuple):
    word: str
    code: str
    emerging: str
    at: int = 0


@cache
def _words() -> dict[str, _Word]:
    with (Path(__file__).parent / "trades.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        # A word that stands twice is what the later line says: the national list comes last.
        return {
            word: _Word(word, row["code"], row["emerging"])
            for row in csv.DictReader(lines)
            for word in row["words"].split()
        }


@cache
def _by_first_letter() -> dict[str, tuple[str, ...]]:
    letters: dict[str, list[str]] = {}
    for word in sorted(_words(), key=len, reverse=True):
        letters.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in letters.items()}


# A 行业 is asked of many times, a name several times before the next one.
@lru_cache(maxsize=1024)
def _words_in(text: str) -> tuple[_Word, ...]:
    """Return the words that stand in a text from left to right, the longest at each place."""
    found, at, begun, words = [], 0, _by_first_letter(), _words()
    while at < len(text):
        length = 1
        for word in begun.get(text[at], ()):
            if text.startswith(word, at):
                length = len(word)
                made = words[word].code[0] == "A" and _MADE_OF.match(text, at + length)
                said = _Word(word + made[0], "C", "no") if made else words[word]
                found.append(_Word(*said[:3], at))
                break
        at += length
    return tuple(found)


@cache
def _generals() -> dict[str, str]:
    return {word: code for code, words in _GENERAL.items() for word in words.split()}


@lru_cache(maxsize=8192)
def judge_trade(industry: str | None, name: str | None) -> Trade:
    """Return the trade of a project, judged from its 行业 and its name; what neither tells is asked about."""
    field, title = _plain(industry), _plain(name)
    bare = _OF_A_TRADE.sub("", field)
    if field in _GENERAL_INDUSTRY:
        by_name = _of(title)
        if said := _told_otherwise(field, _Word(field, "C", ""), title):
            return Trade(
                "C",
                _asked(said),
                _emerging_of_both(None, field, by_name, title),
                _named(by_name),
                f"{field}（{title}）",
            )
        code = by_name.code if by_name and by_name.code[:1] in INDUSTRIAL_SECTIONS else "C"
        emerging = _emerging(by_name, field, f"{field}{title}")
        return Trade(code, _certain(True, field), emerging, _named(by_name), title or field)
    general = next((_generals()[word] for word in (field, bare) if word in _generals()), None)
    if general is not None or not field:
        found = _of(title) or (_Word(title, "C", "") if _PLANT.search(title) else None)
        if general == "F51" and (said := _told_otherwise(field, _Word(field, general, "no"), title)):
            return Trade(general, _asked(said), _emerging(found, field, title), _named(found), f"{field}（{title}）")
        found = found or (_Word(field, general, "no") if general else None)
        return replace(_trade_of_name(found, title, f"{field}{title}"), text=title or field)
    found = _of_field(field)
    if found is None:
        by_name = _of(title)
        return replace(_trade_of_name(by_name, title, f"{field}{title}"), text=title if by_name else field)
    if said := _told_otherwise(field, found, title):
        return Trade(
            found.code,
            _asked(said),
            _emerging_of_both(found, field, _of(title), title),
            _named(found),
            f"{field}（{title}）",
        )
    trade = replace(_trade(found, field, f"{field}{title}"), text=field)
    if trade.emerging.value and _is_not_emerging(title):
        return replace(trade, emerging=_emerging_of_both(found, field, _of(title), title))
    return trade


@lru_cache(maxsize=4096)
def _plain(text: str | None) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text or ""))


@lru_cache(maxsize=4096)
def _of(text: str) -> _Word | None:
    """Return the word that says what is done: the last one, unless it only sells or stores what was just made."""
    if not text:
        return None
    if both := _GROWN_AND_MADE.search(text):
        return _Word(both[0], "A01/C13", "no", both.start())
    if beside := _side_by_side(text):
        return beside
    found = _words_in(text)
    making = list(_MAKING.finditer(text))
    if not found:
        return _Word(making[-1][0], "C", "") if making else None
    last = found[-1]
    if last.code == "C42" and _COLLECTED.search(text):
        return last._replace(code="F51/C42")
    if last.code[0] == "A" and making and all(one[0] == "生产" for one in making):
        return last  # 蔬菜生产基地
    if last.code[0] not in INDUSTRIAL_SECTIONS and making:
        things = [word for word in found if word.code[0] in INDUSTRIAL_SECTIONS]
        if _SALES_AFTER_MAKING.search(text) or making[-1].start() > last.at:
            things = things or [word for word in found if "/" in word.code]
            return _made(things[-1]) if things else _Word(making[-1][0], "C", "")
    whole = [word for word in found if word.emerging == "yes" and word.code[0] == last.code[0]]
    return whole[-1]._replace(code=last.code) if whole else last


def _made(word: _Word) -> _Word:
    """Return a word that may be one of two trades as the one of them that makes: 中药材 with 加工 behind it."""
    return word._replace(code=next(code for code in word.code.split("/") if code[0] in INDUSTRIAL_SECTIONS))


def _side_by_side(text: str) -> _Word | None:
    """Return the two trades of a text that names a manufacture beside another activity, or the manufacture where that goes with it."""
    parts = [part for part in _SIDE_BY_SIDE.split(text) if part]
    if len(parts) < 2 or not any(_MAKING.search(part) or _PLANT.search(part) for part in parts):
        return None
    made, other = None, None
    for part in parts:
        if _GOES_WITH_MAKING.fullmatch(part):
            continue
        makes = _MAKING.search(part) or _PLANT.search(part)
        found = _of(part) or (_Word(part, "C", "") if makes else None)
        if found is None:
            continue
        if found.code[0] in INDUSTRIAL_SECTIONS and makes:
            made = made or found
        elif found.code[0] not in INDUSTRIAL_SECTIONS:
            other = other or found
    if made is None:
        return None
    if other is None:
        return made if _GOES_WITH_MAKING.fullmatch(parts[-1]) else None
    return _Word(text, f"{other.code.split('/')[0]}/{made.code}", "no" if made.emerging == "no" else "part")


def _tail(text: str) -> str:
    """Return what stands behind the last word of a text that is known."""
    found = _words_in(text)
    ends = [one.at + len(one.word) for one in found] + [one.end() for one in _MAKING.finditer(text)]
    return text[max(ends, default=0) :]


def _is_understood(text: str, found: _Word) -> bool:
    """Tell whether the word that was found says what is done, and is not only the object of words that nobody knows."""
    if "/" in found.code or _MAKING.search(text) or _PLANT.search(text):
        return True
    return is_understood(_tail(text), found.code[0] in INDUSTRIAL_SECTIONS)


# A month's tables hold few 行业, each many times; the names are all different.
_of_field = lru_cache(maxsize=1024)(_of)


def _only_a_thing(field: str, found: _Word) -> bool:
    return (found.code[0] == "C" or found.word == "新能源") and not _MAKING.search(field)


def _told_otherwise(field: str, found: _Word, title: str) -> str:
    """Return what to ask where the 行业 tells one thing and the name another, '' where they agree."""
    by_name = _of(title)
    if found.code[0] in INDUSTRIAL_SECTIONS:
        serves = "/" not in found.code and _only_serves(title) and not _only_serves(field)
        doubtful = serves or (by_name is not None and _does_something_else(field, found, title, by_name))
        return f"“{field}”是工业，“{title}”不像" if doubtful else ""
    if by_name is not None and "/" in by_name.code:
        return f"“{field}”不是工业，“{title}”可以是"
    makes = _PLANT.search(title) or ("生产" in title and (found.code[0] != "A" or by_name is not None))
    # 生猪 of which the name says 腊肉 is worked up by somebody, unless the name speaks of growing, too.
    made_of_it = found.code[0] == "A" and by_name is not None and not _GROWING.search(title)
    is_made = (makes or made_of_it) and (
        by_name is None or any(code[0] in INDUSTRIAL_SECTIONS for code in by_name.code.split("/"))
    )
    return f"“{field}”不是工业，“{title}”像是" if is_made else ""


def _does_something_else(field: str, found: _Word, title: str, by_name: _Word) -> bool:
    """Tell whether a name does something else than the industry of its 行业: beside a thing any word for it counts."""
    others = [code for code in by_name.code.split("/") if code[0] not in INDUSTRIAL_SECTIONS]
    if not others or (found.code[0] in "BD" and by_name.code[0] == "E"):
        return False
    if "/" in by_name.code and _SIDE_BY_SIDE.search(title):
        return True
    if _MAKING.search(title):
        return bool(_OF_WHAT_IS_MADE.search(title))
    return _only_a_thing(field, found) or not _BACK.sub("", _tail(title))


def _only_serves(title: str) -> bool:
    """Tell whether a name ends with what is done for others with a thing, or with a place, and makes nothing."""
    return bool(_SERVING.search(title) or _PLACE.search(title)) and not _MAKING.search(title)


def _trade_of_name(found: _Word | None, title: str, both: str) -> Trade:
    """Return the trade that the name alone tells: a thing in it (无人机试飞基地) is not made by who serves with it."""
    trade = _trade(found, title, both)
    if found is None or trade.industrial.value is not True or not _only_serves(title):
        return trade
    doubt = _asked(f"“{title}”里有“{found.word}”，看不出是不是工业")
    return replace(trade, industrial=doubt, emerging=doubt if trade.emerging.value else trade.emerging)


def _trade(found: _Word | None, decided_by: str, both: str) -> Trade:
    if found is None:
        doubt = f"“{both}”看不出是什么行业" if both else "没有填行业"
        return Trade("", _asked(doubt), _certain(False, decided_by) if _OPEN.search(both) else _asked(doubt))
    if "/" in found.code:
        return Trade(
            found.code, _asked(f"“{found.word}”可以是{found.code}"), _emerging(found, decided_by, both), _named(found)
        )
    if _OPEN.search(both) and found.code[0] in "EK":
        return Trade(
            found.code, _asked(f"“{decided_by}”建成后才知道做什么"), _certain(False, found.word), _named(found)
        )
    industrial = found.code[0] in INDUSTRIAL_SECTIONS
    emerging = _emerging(found, decided_by, both)
    if not _is_understood(decided_by, found):
        doubt = f"“{decided_by}”里的“{_tail(decided_by)}”看不出是做什么"
        return Trade(found.code, _asked(doubt), _asked(doubt) if emerging.value else emerging, _named(found))
    return Trade(
        found.code,
        _certain(industrial, f"{found.word}（{found.code}）"),
        emerging,
        _named(found),
    )


def _emerging(found: _Word | None, decided_by: str, both: str) -> Judged[bool]:
    """Return whether the national list has the trade: a word that it names whole decides, one named in part is asked about."""
    if found is None or not found.emerging:
        return _asked(f"“{both}”是不是新兴产业，看不出") if both else _asked("没有填行业")
    if found.code[0] in "CDIMN":
        whole = next((word for word in _words_in(both) if word.emerging == "yes"), None)
        if whole:
            return _certain(True, whole.word)
    if found.emerging == "part":
        plain = _words_in(decided_by)
        if any(word.emerging == "no" and word.code == found.code for word in plain):
            return _certain(False, f"{plain[0].word}（{found.code}）")
        return _asked(f"“{found.word}”只有一部分属于战略性新兴产业")
    return _certain(False, f"{found.word}（{found.code}）")


def _emerging_of_both(found: _Word | None, field: str, by_name: _Word | None, title: str) -> Judged[bool]:
    """Return whether the national list has a trade of which 行业 and name tell two things: certain where it has both, or neither."""
    by_field, by_title = (_emerging(one, text, text) for one, text in ((found, field), (by_name, title)))
    if by_field.possible == by_title.possible or (by_field.value is False and not (by_name and by_name.emerging)):
        return by_field
    return _asked(f"“{field}”和“{title}”说的不是一回事，是不是新兴产业，看不出")


def _is_not_emerging(title: str) -> bool:
    """Tell whether every word of a name is known and none stands in the national list: 机制砂生产线, not 防腐涂料."""
    found = _words_in(title)
    rest = _MAKING.sub("", title)
    for one in found:
        rest = rest.replace(one.word, "")
    return bool(found) and all(one.emerging == "no" for one in found) and says_nothing(rest)


def _named(found: _Word | None) -> tuple[str, ...]:
    return (found.word,) if found else ()


def _certain(value: bool, evidence: str) -> Judged[bool]:
    return Judged((value,), evidence)


def _asked(doubt: str) -> Judged[bool]:
    return Judged((True, False), doubt)
