"""Which trade do 行业 and 项目名称 name? The division of GB/T 4754, and whether it is an emerging industry.

``trades.csv`` holds words by division (GB/T 4754-2017), with what the 战略性新兴产业分类（2018） makes of them: whole, in
part, not at all.  What a project does stands at the end of the words: 家具销售 is retail, 物流设备制造 is manufacture; a
thing alone (家具) is made.  The 行业 that the unit wrote decides; where it is general (工业, 农业, 其他) the project's
name does.
"""

import csv
import re
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from toolkit.model.judged import Judged
from toolkit.model.trades import INDUSTRIAL_SECTIONS, Trade

# What makes anything before it a manufacture; with sales behind it, it still is one.
_MAKING = re.compile(r"制造|生产|深加工|精加工|加工|组装|装配|制作|冶炼|产业化|产线|提炼|精炼")
_SALES_AFTER_MAKING = re.compile(
    r"(?:制造|生产|加工|研发)(?:[、及和与]|以及)?(?:研发[、及和与]?)?(?:批发|销售|贸易|经销|物流|仓储|配送)|产销|产供销"
)
_GENERAL_INDUSTRY = frozenset(
    "工业 制造业 制造 加工 加工业 轻工业 轻工 重工业 第二产业 二产 工业制造 生产制造 工业项目 其他工业 其他制造业 先进制造业 实体经济".split()
)
# Words of a field, not of an activity: the project's name says what is done in it.
_GENERAL = {
    "A01": "农业 现代农业 特色农业 农林牧渔 农林牧渔业 第一产业 一产 乡村振兴 大农业 生态农业 种养",
    "A02": "林业 林木 林木业 林产 林产业",
    "F51": "商贸 商贸业 商业",
    "": "服务业 现代服务业 第三产业 三产 生产性服务业 其他 其它 综合 其他行业 新兴产业 战略性新兴产业 大健康 大健康产业 产业园 园区 总部 数字产业 项目",
}
_OPEN = re.compile(r"标准厂房|厂房|产业园|工业园|孵化园|产城融合")


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


def _words_in(text: str) -> list[_Word]:
    """Return the words that stand in a text from left to right, the longest at each place."""
    found, at, begun, words = [], 0, _by_first_letter(), _words()
    while at < len(text):
        length = 1
        for word in begun.get(text[at], ()):
            if text.startswith(word, at):
                found.append(_Word(*words[word][:3], at))
                length = len(word)
                break
        at += length
    return found


@cache
def _generals() -> dict[str, str]:
    return {word: code for code, words in _GENERAL.items() for word in words.split()}


@lru_cache(maxsize=8192)
def judge_trade(industry: str | None, name: str | None) -> Trade:
    """Return the trade of a project, judged from its 行业 and its name; what neither tells is asked about."""
    field, title = _plain(industry), _plain(name)
    bare = re.sub(r"(?:产业|行业|类)$", "", field)
    if field in _GENERAL_INDUSTRY:
        by_name = _of(title)
        code = by_name.code if by_name and by_name.code[:1] in INDUSTRIAL_SECTIONS else "C"
        emerging = _emerging(by_name, field, f"{field}{title}")
        return Trade(code, _certain(True, field), emerging, _named(by_name), title or field)
    general = next((_generals()[word] for word in (field, bare) if word in _generals()), None)
    if general is not None or not field:
        found = _of(title) or (_Word(field, general, "no") if general else None)
        return replace(_trade(found, title, f"{field}{title}"), text=title or field)
    found = _of_field(field)
    if found is None:
        by_name = _of(title)
        return replace(_trade(by_name, title, f"{field}{title}"), text=title if by_name else field)
    if _only_a_thing(field, found) and (by_name := _of(title)) and _does_something_else(title, by_name):
        return Trade(
            found.code,
            _asked(f"“{field}”是工业，“{title}”不像"),
            _emerging(found, field, f"{field}{title}"),
            _named(found),
            f"{field}（{title}）",
        )
    return replace(_trade(found, field, f"{field}{title}"), text=field)


@lru_cache(maxsize=4096)
def _plain(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


@lru_cache(maxsize=4096)
def _of(text: str) -> _Word | None:
    """Return the word that says what is done: the last one, unless it only sells or stores what was just made."""
    if not text:
        return None
    found = _words_in(text)
    making = list(_MAKING.finditer(text))
    if not found:
        return _Word(making[-1][0], "C", "") if making else None
    last = found[-1]
    if last.code[0] not in INDUSTRIAL_SECTIONS and making:
        things = [word for word in found if word.code[0] in INDUSTRIAL_SECTIONS]
        if _SALES_AFTER_MAKING.search(text) or making[-1].start() > last.at:
            return things[-1] if things else _Word(making[-1][0], "C", "")
    whole = [word for word in found if word.emerging == "yes" and word.code[0] == last.code[0]]
    return whole[-1]._replace(code=last.code) if whole else last


# A month's tables hold few 行业, each many times; the names are all different.
_of_field = lru_cache(maxsize=1024)(_of)


def _only_a_thing(field: str, found: _Word) -> bool:
    return found.code[0] == "C" and not _MAKING.search(field)


def _does_something_else(title: str, found: _Word) -> bool:
    return found.code[0] not in INDUSTRIAL_SECTIONS and not _MAKING.search(title)


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
    return Trade(
        found.code,
        _certain(industrial, f"{found.word}（{found.code}）"),
        _emerging(found, decided_by, both),
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


def _named(found: _Word | None) -> tuple[str, ...]:
    return (found.word,) if found else ()


def _certain(value: bool, evidence: str) -> Judged[bool]:
    return Judged((value,), evidence)


def _asked(doubt: str) -> Judged[bool]:
    return Judged((True, False), doubt)
