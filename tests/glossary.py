"""Which words does the office use, and what is wrong with a sentence? docs/术语.toml, read and held against a text."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GLOSSARY = Path(__file__).parent.parent / "docs" / "术语.toml"
HAN = "一-龥"
# Addresses are typed as they stand.
_TYPED = re.compile("dask://主机:端口|地址:端口")
# What is wrong whatever the words: (name, pattern).
SIGNS = (
    ("半角标点", re.compile(rf"(?<=[{HAN}”》）])[,;:!?](?=[{HAN}“《（])")),
    ("并列的引号、书名号之间有顿号", re.compile("[”》]、[“《]")),
    ("句号后接分号", re.compile("。；")),
    ("百分点写成百分数", re.compile(r"(?:(?<!每)超|欠|高于|低于|超过序时|序时进度)[{}\d.]+%")),
    ("层级用“›”", re.compile("›")),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary: what it means, its name in the code, and what is not said instead.

    ``allowed`` are words that hold one of ``instead`` and are right, for the reason ``why``.
    """

    term: str
    means: str
    code: str = ""
    is_: str = ""
    instead: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    why: str = ""

    def wrong(self, text: str) -> Iterator[str]:
        """Yield the words of ``instead`` that a text uses."""
        for word in self.allowed if any(one in text for one in self.instead) else ():
            text = text.replace(word, "")
        yield from (word for word in self.instead if word in text)


@cache
def terms() -> tuple[Term, ...]:
    """Return the glossary in its order."""
    read = tomllib.loads(GLOSSARY.read_text("utf-8"))["term"]
    return tuple(
        Term(
            one["term"],
            one["means"],
            one.get("code", ""),
            one.get("is", ""),
            tuple(one.get("instead", ())),
            tuple(one.get("allowed", ())),
            one.get("why", ""),
        )
        for one in read
    )


@cache
def names() -> frozenset[str]:
    """Return the names of sheets, columns, folders and answers that stand in workspaces of 1.0 and stay."""
    return frozenset(tomllib.loads(GLOSSARY.read_text("utf-8"))["names"])


def faults(text: str) -> list[str]:
    """Return what is wrong with a sentence: words that the glossary replaces, and signs.

    A name that stays is right where it stands alone.

    >>> faults("工作表“甲”、“乙”读不出。")
    ['读不出（应为：无法读取）', '并列的引号、书名号之间有顿号']
    """
    if text in names():
        return []
    text = _TYPED.sub("", text)
    said = [f"{word}（应为：{one.term}）" for one in terms() for word in one.wrong(text)]
    said += [name for name, pattern in SIGNS if pattern.search(text)]
    return said + [f"“{letter}”不在GBK里" for letter in dict.fromkeys(text) if not _in_gbk(letter)]


def _in_gbk(letter: str) -> bool:
    try:
        letter.encode("gbk")
    except UnicodeEncodeError:
        return letter == "›"
    return True
