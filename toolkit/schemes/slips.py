"""What is wrong with a rulebook? Every slip at once, each with its file, its line and what to write."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from msgspec import Struct

from toolkit.files import texts
from toolkit.files.toml_lines import Path
from toolkit.model.control import by_keeper
from toolkit.model.errors import ToolkitError
from toolkit.model.own_columns import OwnColumn

Noun = TypeVar("Noun")
Source = TypeVar("Source")
# Between a workbook and its sheet in the place of a slip, and after the sheet.
BOOK, SHEET = ".xlsx ", " 表"


class Slip(Struct, frozen=True, order=True):
    """One slip: the file (``xishan/scheme.toml``), the line (0 where the file as a whole is meant), the sentence."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return self.text


class RulebookError(ToolkitError):
    """A rulebook that cannot be used: the first slip as a sentence, and all of them."""

    def __init__(self, slips: Iterable[Slip], sheets: Sequence[str] = ()) -> None:
        """``sheets`` are those of a workbook in their order: its slips are read from the first sheet to the last."""
        places = {name: number for number, name in enumerate(sheets)}

        def order(slip: Slip) -> tuple[bool, int, Slip]:
            # A file that is missing or unreadable as a whole stands first: what refers to it follows from it.
            sheet = slip.file.rpartition(BOOK)[2].removesuffix(SHEET)
            return bool(slip.line) or sheet in places, places.get(sheet, -1), slip

        self.slips = tuple(sorted(set(slips), key=order))
        first, more = self.slips[0], len(self.slips) - 1
        told = f"另有{more}处，{by_keeper('schemes check')}，一次看全。" if more else ""
        super().__init__(f"{first}{told}")


class AbandonedError(ToolkitError):
    """A table that cannot be read on; its slip is in the list already."""


# Says a slip about a key in another file than a toml: (path of its table, key, what is wrong), None if told before.
Teller = Callable[[Path, str, str], Slip | None]


class Slips:
    """The slips of one rulebook, gathered while it is read; a table that has one is read on as far as it goes.

    ``lines`` are the lines of a toml file's keys; a workbook has a ``teller`` instead, that knows its cells.
    """

    def __init__(self, file: str, lines: Mapping[Path, int] | None = None, teller: Teller | None = None) -> None:
        self.file, self._lines, self._teller = file, lines or {}, teller
        self.found: list[Slip] = []
        self.sheets: tuple[str, ...] = ()  # of a workbook, in their order
        self._lost: set[str] = set()
        # What conditions elsewhere depend on: what [region] says (within, the county's province), the declared columns.
        self.within, self.province = "省", ""
        self.own: tuple[OwnColumn, ...] = ()
        # The units of each kind; none yet of a kind whose names the office will supply.
        self.units: dict[str, tuple[str, ...]] = {}

    def line_of(self, path: Path) -> int:
        """Return the line of a key, else of the table that holds it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)

    def add(self, line: int, text: str, file: str = "") -> None:
        """Enter a slip; ``text`` is the whole sentence."""
        self.found.append(Slip(file or self.file, line, text))

    def about(self, path: Path, words: str, key: str, what: str) -> None:
        """Enter a slip about a key of the table at ``path``, which a toml file calls ``words``."""
        if self._teller:
            slip = self._teller(path, key, what)
            self.found += [slip] if slip else []
            return
        line = self.line_of((*path, key))
        at = f" 第{line}行" if line else ""
        self.add(line, f"规则文件 {self.file}{at}{words} 的“{key}”{what}")

    def lose(self, id: str) -> None:
        """Remember the id of a table that could not be read: who refers to it has made no slip."""
        self._lost.add(id)

    def is_lost(self, id: str) -> bool:
        """Tell whether a table of that id could not be read."""
        return id in self._lost

    def each(self, tables: Iterable[Source], read: Callable[[Source], Noun]) -> list[Noun]:
        """Return what ``read`` makes of each table; one that cannot be read on is left out."""
        result = []
        for table in tables:
            with suppress(AbandonedError):
                result.append(read(table))
        return result

    def settle(self) -> None:
        """Raise ``RulebookError`` where there is any slip."""
        if self.found:
            raise RulebookError(self.found, self.sheets)


def half_width(text: str) -> str:
    """Return which sign of a condition to write instead of one that is not read, '' where all are.

    >>> half_width("投资总额 ≥ 10亿元")
    '“≥”请写成 >=。'
    """
    signs = {"≥": ">=", "≤": "<=", "≧": ">=", "≦": "<=", "＞": ">", "＜": "<", "＝": "=", "≠": "!="}
    return "".join(f"“{sign}”请写成 {right}。" for sign, right in signs.items() if sign in text)


def several(word: str, known: Iterable[str]) -> str:
    """Return how to write several known words that stand in one, '' where they do not.

    >>> several("园区，乡镇", {"园区", "乡镇"})
    '几类的，用顿号“、”分开，不用逗号、空格：园区、乡镇；scheme.toml 里写 ["园区", "乡镇"]。'
    """
    parts = [one for one in re.split(r"[，,;；\s]+", word) if one]
    if len(parts) < 2 or not set(parts) <= set(known):
        return ""
    quoted = ", ".join(f'"{one}"' for one in parts)
    return f"几类的，用顿号“、”分开，不用逗号、空格：{'、'.join(parts)}；scheme.toml 里写 [{quoted}]。"


def meant(word: str, known: Iterable[str]) -> str:
    """Return ``是不是“…”？`` with the nearest known word, or ''."""
    near = texts.nearest(word, known)
    return f"是不是“{near}”？" if near and near != word else ""
