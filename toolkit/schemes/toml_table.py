"""Is a rulebook's table well-formed? Typed getters; their errors name the file, the key and what to write."""

from collections.abc import Mapping
from typing import Any, NoReturn

from toolkit.model.errors import ToolkitError


class TomlTable:
    """One table of a scheme.toml, read key by key; an unknown key is an error."""

    def __init__(self, values: Mapping[str, Any], place: str) -> None:
        self._values = values
        self._place = place
        self._asked: set[str] = set()

    def complain(self, key: str, what: str) -> NoReturn:
        """Raise the operator's error for one key."""
        raise ToolkitError(f"规则文件 {self._place} 的“{key}”{what}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; required unless a default is given."""
        value = self._get(key, default)
        if not isinstance(value, str):
            self.complain(key, f"应是带引号的文字，现在是 {value!r}。")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.complain(key, f"应是整数，例如 5，现在是 {value!r}。")
        return value

    def quantity(self, key: str) -> int | float | None:
        """Return a number that may be absent."""
        value = self._get(key, False)
        if value is False:
            return None
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            self.complain(key, f"应是数字，例如 60 或 0.3，现在是 {value!r}。")
        return value

    def flag(self, key: str) -> bool:
        """Return a true/false that may be absent (then false)."""
        value = self._get(key, False)
        if not isinstance(value, bool):
            self.complain(key, f"应写 true 或 false，现在是 {value!r}。")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; absent means empty."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.complain(key, '应是文字的列表，例如 ["林业", "木材"]。')
        return tuple(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers; absent means empty."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, int) and one is not True for one in value):
            self.complain(key, "应是整数的列表，例如 [2022, 2023]。")
        return tuple(value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return a list of two-text lists."""
        value = self._get(key, [])
        well_formed = isinstance(value, list) and all(
            isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item) for item in value
        )
        if not well_formed:
            self.complain(key, '应是两项一组的列表，例如 [["县人民政府", "审核同意"]]。')
        return tuple((first, second) for first, second in value)

    def table(self, key: str) -> "TomlTable":
        """Return a table inside this one; absent means empty."""
        value = self._get(key, {})
        if not isinstance(value, dict):
            self.complain(key, f"应是一节，写作 [{key}]。")
        return TomlTable(value, f"{self._place} [{key}]")

    def tables(self, key: str) -> tuple["TomlTable", ...]:
        """Return the list of tables written as ``[[key]]``; absent means empty."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.complain(key, f"应是若干节，每节写作 [[{key}]]。")
        return tuple(TomlTable(item, f"{self._place} 第{n}个[[{key}]]") for n, item in enumerate(value, 1))

    def as_texts(self) -> dict[str, str]:
        """Return the whole table as texts by key (a reading's choices)."""
        return {key: self.text(key) for key in self._values}

    def finish(self) -> None:
        """Raise for an unknown key: a mistyped key must not switch a rule off in silence."""
        for key in self._values:
            if key not in self._asked:
                known = "、".join(sorted(self._asked))
                self.complain(key, f"不认识。可写的有：{known}。")

    def _get(self, key: str, default: object) -> Any:
        self._asked.add(key)
        if key in self._values:
            return self._values[key]
        if default is None:
            self.complain(key, "没有写。")
        return default
