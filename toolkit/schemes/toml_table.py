"""Is a rulebook's table well-formed? Typed getters; each slip names the file, the line, the key and what to write."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from toolkit.files.toml_lines import Path
from toolkit.schemes.slips import AbandonedError, Slips, meant

# A value that begins so waits for a person; and the key that asks about a whole table.
AWAITED, CONFIRM = "待确认", "confirm"


class TomlTable:
    """One table of a scheme.toml, read key by key; a value of the wrong kind is a slip, and a harmless one stands in.

    Which keys a table may have says ``vocabulary.py``.
    """

    def __init__(self, values: Mapping[str, Any], slips: Slips, path: Path = (), words: str = "") -> None:
        self._values = values
        self._path, self._words = path, words
        self.slips = slips

    def changed(self, change: Callable[[Any], Any]) -> "TomlTable":
        """Return the table with its values as ``change`` makes them; lines and slips stay."""
        return TomlTable(change(self._values), self.slips, self._path, self._words)

    def note(self, key: str, what: str) -> None:
        """Enter a slip about one key, and go on; what a key that waits for a person leads to is no second slip."""
        if not self.awaits(key):
            self._enter(key, what)

    def names_reading(self, id: str) -> bool:
        """Tell whether any ``when`` below, however deep, depends on a reading."""
        return _names_reading(self._values, id)

    def ask(self, key: str) -> None:
        """Enter a slip about a key whose value waits for a person, in the value's own words; else nothing."""
        value = self._values.get(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and (key == CONFIRM or one.startswith(AWAITED)) and one.strip():
                said = " ".join(one.removeprefix(AWAITED).lstrip("：: ").split()) or "请写明"
                self._enter(key, f"{AWAITED}：{said}{'' if said.endswith(('。', '？')) else '。'}")

    def awaits(self, key: str) -> bool:
        """Tell whether a value, or one in a list, waits for a person: it begins with 待确认."""
        value = self._values.get(key)
        return any(
            isinstance(one, str) and one.startswith(AWAITED) for one in (value if isinstance(value, list) else [value])
        )

    def _enter(self, key: str, what: str) -> None:
        self.slips.about(self._path, self._words, key, what)

    def complain(self, key: str, what: str) -> NoReturn:
        """Enter a slip about one key after which the table means nothing, and raise ``AbandonedError``."""
        self.note(key, what)
        if isinstance(id := self._values.get("id"), str):
            self.slips.lose(id)
        raise AbandonedError

    def raw(self, key: str) -> object:
        """Return a value as it stands, ``None`` where there is none."""
        return self._values.get(key)

    def has(self, key: str) -> bool:
        """Tell whether a key is written."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; required unless a default is given."""
        value = self._get(key, default, "")
        if not isinstance(value, str):
            self.note(key, f"应是带引号的文字，现在是 {_shown(value)}。")
            return str(value)
        if default is None and not value.strip() and self.has(key):
            self.note(key, "是空的。")
        return value

    def optional_text(self, key: str) -> str:
        """Return a text that must be written and may be empty (a document without a number)."""
        if self._values.get(key) == "":
            return ""
        return self.text(key)

    def number(self, key: str, default: int | None = None, least: int | None = None) -> int:
        """Return a whole number, not below ``least``."""
        value = self._get(key, default, 1)
        if not isinstance(value, int) or isinstance(value, bool):
            self.note(key, f"应是整数，例如 5，现在是 {_shown(value)}。")
            return default or 1
        if least is not None and self.has(key) and not least <= value < 10**15:
            self.note(key, f"写作 {value}，应是不小于 {least} 的整数。" if value < least else "太大，请核对。")
            return max(least, 1)
        return value

    def quantity(self, key: str) -> int | float | None:
        """Return a number that may be absent."""
        value = self._get(key, False, None)
        if value is False and not self.has(key):
            return None
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not -1e15 < value < 1e15:
            self.note(key, f"应是数字，例如 60 或 0.3，现在是 {_shown(value)}。")
            return None
        return value

    def points(self, key: str, default: int | float | None = None, least: int | float = 0) -> int | float:
        """Return a number of points, decimals allowed, not below ``least``; required unless a default is given."""
        if not self.has(key):
            if default is None:
                self.note(key, "没有写。")
            return default or 0
        value = self.quantity(key)
        if value is not None and value < least:
            self.note(key, f"写作 {value}，不能小于 {least}。扣分的 kind 写 扣分，points 写正数。")
            return least
        return value or 0

    def shares(self, key: str, how: str) -> tuple[tuple[str, float], ...]:
        """Return a list of (text, number) pairs; ``how`` is an example of one."""
        value = self._get(key, [], None)
        right = isinstance(value, list) and all(
            isinstance(item, list)
            and len(item) == 2
            and isinstance(item[0], str)
            and isinstance(item[1], (int, float))
            and item[1] is not True
            and 0 <= item[1] < 1e9
            for item in value
        )
        if not right:
            self.note(key, f"应是两项一组的列表，例如 {how}。")
            return ()
        return tuple((first, second) for first, second in value)

    def sizes(self, key: str, how: str) -> tuple[tuple[str, int | float | str], ...]:
        """Return a list of (text, number or amount with its unit) pairs; ``how`` is an example of one."""
        value = self._get(key, [], None)
        right = isinstance(value, list) and all(
            isinstance(item, list)
            and len(item) == 2
            and isinstance(item[0], str)
            and isinstance(item[1], (int, float, str))
            and not isinstance(item[1], bool)
            and (isinstance(item[1], str) or 0 <= item[1] < 1e15)
            for item in value
        )
        if not right:
            self.note(key, f"应是两项一组的列表，例如 {how}。")
            return ()
        return tuple((first, second) for first, second in value)

    def figures(self, key: str, how: str) -> tuple[float, ...]:
        """Return a list of numbers of at least 0; ``how`` is an example."""
        value = self._get(key, [], None)
        numbers = isinstance(value, list) and all(
            isinstance(one, (int, float)) and one is not True and one is not False and 0 <= one < 1e9 for one in value
        )
        if not numbers:
            self.note(key, f"应是数字的列表，例如 {how}。")
            return ()
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return a true/false that may be absent (then false)."""
        value = self._get(key, False, None)
        if not isinstance(value, bool):
            self.note(key, f"应写 true 或 false，现在是 {_shown(value)}。")
            return False
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; absent means empty."""
        value = self._get(key, [], None)
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.note(key, '应是文字的列表，例如 ["林业", "木材"]。')
            return ()
        return tuple(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers; absent means empty."""
        value = self._get(key, [], None)
        if not isinstance(value, list) or not all(isinstance(one, int) and one is not True for one in value):
            self.note(key, "应是整数的列表，例如 [2022, 2023]。")
            return ()
        return tuple(value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return a list of two-text lists."""
        value = self._get(key, [], None)
        well_formed = isinstance(value, list) and all(
            isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item) for item in value
        )
        if not well_formed:
            self.note(key, '应是两项一组的列表，例如 [["县人民政府", "审核同意"]]。')
            return ()
        return tuple((first, second) for first, second in value)

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """Return a text that is one of ``allowed``."""
        known, before = list(allowed), len(self.slips.found)
        value = self.text(key, default)
        if value in known or len(self.slips.found) > before:
            return value if value in known else known[0]
        told = "、".join(one for one in known if one)
        self.note(key, f"写作“{value}”，只能是：{told}。{meant(value, known)}")
        return known[0]

    def table(self, key: str) -> "TomlTable":
        """Return a table inside this one; absent means empty."""
        value = self._get(key, {}, None)
        if not isinstance(value, dict):
            self.note(key, f"应是一节，写作 [{key}]。")
            value = {}
        return TomlTable(value, self.slips, (*self._path, key), f"{self._words} [{key}]")

    def tables(self, key: str) -> tuple["TomlTable", ...]:
        """Return the list of tables written as ``[[key]]``; absent means empty."""
        value = self._get(key, [], None)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.note(key, f"应是若干节，每节写作 [[{key}]]。")
            return ()
        return tuple(
            TomlTable(item, self.slips, (*self._path, key, at), f"{self._words} 第{at + 1}个[[{key}]]")
            for at, item in enumerate(value)
        )

    def as_texts(self) -> dict[str, str]:
        """Return the whole table as texts by key (a reading's choices)."""
        return {key: self.text(key) for key in self._values}

    @property
    def written(self) -> tuple[str, ...]:
        """The keys that are written."""
        return tuple(self._values)

    def inner(self, key: str) -> tuple["TomlTable", ...]:
        """Return the tables under a key, however many; none where a plain value stands there."""
        value = self._values.get(key)
        if isinstance(value, dict):
            return (self.table(key),)
        return self.tables(key) if isinstance(value, list) and value and isinstance(value[0], dict) else ()

    def _get(self, key: str, default: object, fallback: object) -> Any:
        if key in self._values:
            return self._values[key]
        if default is None:
            self.note(key, "没有写。")
            return fallback
        return default


def _shown(value: object) -> str:
    """Return a value as it is written in the file, cut short."""
    words = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return words if len(words) <= 20 else f"{words[:20]}……"


def _names_reading(value: object, id: str) -> bool:
    if isinstance(value, list):
        return any(_names_reading(one, id) for one in value)
    if not isinstance(value, Mapping):
        return False
    when = value.get("when")
    mine = isinstance(when, str) and when.partition("=")[0].strip() == id
    return mine or any(_names_reading(one, id) for one in value.values())
