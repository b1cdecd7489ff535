"""Who is named in a list of people as people write one: signs, lines, spaces, units, posts, and how many there are?"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from toolkit.intake.trips.person_names import is_name, unit_and_post, untitled
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression

_OPEN, _SHUT = "（(【[〔", "）)】]〕"
_GROUPS, _ITEMS = "；;\n", "、，,/／|\t"
_NUMBER = expression(r"^(?:\d{1,2}[.．、)）]|[(（]\d{1,2}[)）]|[①-⑳])\s*")
_DIGITS = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
# 「共4人」 closes a list and says how long it is; 「等5人」 says that not all of it is there.
_IN_ALL = expression(
    rf"[（(，,、；; \u3000]*(?:以上|合计|总共|总计|共计|一行|一共|共|计)++\s*({_DIGITS})\s*(?:人|位|名)[）)。.]?$"
)
_AND_OTHERS = expression(
    rf"[，,、 \u3000]*(?:等(?:一行|共|同志)*[ \u3000]*(?P<count>{_DIGITS})?[ \u3000]*余?(?:[人位名]同?志?|同志)"
    r"|等(?=$|[（(，,、；;])|若干|其他人员)"
)
_INLINE_NUMBER = expression(r"(?<=[^\s\d])[ \t\u3000]*(?:(?=[①-⑳])|[ \t\u3000](?=\d{1,2}[.．、)）](?!\d)))")
_ABSENT = expression(r"不[去参能]|未[去定参]|取消|请假|待定|因[病事]|改(?:[为成由派]|去)|换|暂[不缓定]")
_ASIDE = expression(r"^[男女汉壮瑶苗侗回满]族?$|^\d[\d-]{6,}$")
_NOBODY = expression(r"(?:无|没有|暂无|不带|无随行(?:人员)?|[-—－/]+)[。.]?")
_PAIRED = expression(r"^(.+?)(?:和|及|以及|与|跟|同)(.+)$")
_HEADING = expression(r"^([^：:（(]{1,24})[：:](.*)$", re.DOTALL)
_NOT_UNITS = expression(
    r"(?:共?\d+[人名位]|随行|参加|陪同|同行|随同|成员|队员|组员|人员|名单|领队|带队|领导|其中|另有|还有|增加|新增|补充|加)+"
)
_BRACKET = expression(r"^(.*?)[（(【\[〔](.*)[）)】\]〕]\s*(.*)$", re.DOTALL)
_LATIN_WORD = expression(r"[A-Za-z.]+(?:$|[（(])")
_VALUES = {sign: n for n, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}


class Named(Struct, frozen=True):
    """One person of a list; ``unit`` is ``None`` where the list says nothing of it, ``post`` '' likewise."""

    name: str
    unit: str | None = None
    post: str = ""


class People(Struct, frozen=True):
    """The people of a list, and its parts that name nobody for certain; ``whole`` is false for 「…等5人」."""

    named: tuple[Named, ...]
    doubts: tuple[str, ...]
    whole: bool


def read_people(text: str, known: Iterable[str] = ()) -> People:
    """Return whom a list names; ``known`` are the register's names, which need not look like names.

    >>> [(one.name, one.unit, one.post) for one in read_people("李四（县投促中心干部）；县财政局：王五").named]
    [('李四', '县投促中心', '干部'), ('王五', '县财政局', '')]
    """
    reader = _Reader({compact(name) for name in known})
    text = _INLINE_NUMBER.sub("\n", text.strip())
    others = _AND_OTHERS.search(text) if _AND_OTHERS.search(_without_brackets(text)) else None
    stated = None if others else _IN_ALL.search(text)
    end = others or stated
    reader.read(text[: end.start()] if end else text)
    count = _count(stated[1]) if stated else _count(others["count"] or "") if others else 0
    if others and (count != len(reader.named) or text[others.end() :].strip(" 。")):
        return People(tuple(reader.named), (" ".join(text.split()),), whole=False)
    # The leader may be counted in, or not.
    if stated and not reader.doubts and count not in (len(reader.named), len(reader.named) + 1):
        reader.doubts.append(stated[0].strip(" 　，,、；;（(）)"))
    return People(tuple(reader.named), tuple(reader.doubts), whole=True)


class _Reader:
    """Walks a list and keeps whom it names and what it cannot tell."""

    def __init__(self, known: set[str]) -> None:
        self.known = known
        self.named: list[Named] = []
        self.doubts: list[str] = []

    def read(self, text: str) -> None:
        """Take a list: groups, each with the unit that stands before its colon."""
        for group in parted(text, _GROUPS):
            unit: str | None = None
            post = ""
            for typed in parted(group, _ITEMS):
                part = _NUMBER.sub("", typed).strip(" 　。.")
                heading = _HEADING.match(part)
                if heading and compact(part) not in self.known:
                    unit, post = self.heading(heading[1])
                    part = heading[2].strip() or heading[1]
                for one in self.spaced(part):
                    known, doubts = len(self.named), len(self.doubts)
                    self.take(one, unit, post)
                    if heading and len(self.doubts) > doubts and len(self.named) == known:
                        self.doubts[doubts:] = [" ".join(typed.split())]

    def heading(self, words: str) -> tuple[str | None, str]:
        """Return unit and post that words before a colon give to the people behind it."""
        if _NOT_UNITS.fullmatch(compact(words)):
            return None, ""
        unit, post = unit_and_post(compact(words))
        return (unit, post) if unit or post else (compact(words), "")

    def spaced(self, text: str) -> Iterator[str]:
        """Yield the entries that only spaces part; 「王 轶」 is one name, 「县林业局 王轶」 one person."""
        words = _words(text)
        if len(words) < 2 or compact(text) in self.known:
            if text:
                yield text
        elif all(_LATIN_WORD.match(word) for word in words):
            yield text
        elif all(self.person(word) for word in words):
            yield from words
        elif all(len(word) == 1 for word in words):
            yield compact(text) if is_name(compact(text)) else text
        elif self.person(words[0]) and any(unit_and_post(compact("".join(words[1:])))):
            yield f"{words[0]}（{''.join(words[1:])}）"
        elif self.person(words[-1]) and any(unit_and_post(compact("".join(words[:-1])))):
            yield f"{words[-1]}（{''.join(words[:-1])}）"
        else:
            yield text

    def person(self, word: str) -> bool:
        """Tell whether a word names a person, with or without brackets."""
        match = _BRACKET.match(word)
        name = compact(match[1]) if match else compact(word)
        return name in self.known or is_name(name)

    def take(self, text: str, unit: str | None, post: str) -> None:
        """Keep the person of one entry, or the entry as a doubt."""
        words = compact(text)
        if not words or _NOBODY.fullmatch(words):
            return
        match = _BRACKET.match(text)
        inside = (
            "、".join(one for one in parted(compact(match[2]), "，,、；") if not _ASIDE.match(one)) if match else ""
        )
        if words in self.known or not inside:
            self.plain(compact(match[1] + match[3]) if match and words not in self.known else words, unit, post, text)
            return
        name = compact(match[1] + match[3]) if match else words
        own, what = unit_and_post(inside)
        inner = inside.split("、")
        if unit_and_post(name)[0] and all(self.person(one) for one in inner):
            # 「县林业局（张三、李四）」: the unit stands before the bracket.
            for one in inner:
                self.keep(Named(one, *unit_and_post(name)))
        elif _ABSENT.search(inside) or not self.person(name):
            self.doubts.append(" ".join(text.split()))
        elif own or what:
            self.keep(Named(name, own or unit, what))
        else:
            # Words that are neither unit nor post are kept as they were written.
            self.keep(Named(name, unit, inside))

    def plain(self, name: str, unit: str | None, post: str, text: str) -> None:
        """Keep a person without brackets: a name, two joined by 和, or a name with its unit and title."""
        if self.person(name):
            self.keep(Named(name, unit, post))
            return
        pair = _PAIRED.match(name)
        own, what = unit_and_post(name)
        if pair and any(self.person(one) for one in pair.groups()):
            for one in pair.groups():
                self.plain(one, unit, post, one)
        elif own and what and self.named and self.named[-1].unit is None and not self.named[-1].post:
            # 「李四，县投促中心干部」: the entry speaks of the person before it.
            self.named[-1] = Named(self.named[-1].name, own, what)
        elif titled := untitled(name, self.known):
            self.keep(Named(titled[0], titled[1] or unit, titled[2] or post))
        else:
            self.doubts.append(" ".join(text.split()))

    def keep(self, person: Named) -> None:
        """Keep a person once."""
        if person.name not in {one.name for one in self.named}:
            self.named.append(person)


def parted(text: str, signs: str) -> list[str]:
    """Return the parts of a list that are not empty; a sign inside brackets parts nothing.

    >>> parted("李甲（主任、书记）、李乙", "、")
    ['李甲（主任、书记）', '李乙']
    """
    parts, depth = [""], 0
    for sign in text:
        depth = max(depth + (sign in _OPEN) - (sign in _SHUT), 0)
        if sign in signs and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in (one.strip() for one in parts) if part]


def _words(text: str) -> list[str]:
    """Return the words of an entry; brackets belong to the word before them."""
    words = [part for part in parted(text.replace("\u3000", " ").replace("\xa0", " "), " ") if part]
    joined: list[str] = []
    for word in words:
        if joined and word[0] in _OPEN:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _without_brackets(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]", "", text)


def _count(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return 10 * (_VALUES.get(tens, 1) if ten else 0) + (_VALUES.get(ones, 0) if ones else 0)
