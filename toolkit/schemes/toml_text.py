"""How is a rulebook's data written as a scheme.toml? The standard library reads toml and does not write it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from toolkit.model.expressions import expression

_BARE = expression(r"[A-Za-z0-9_-]+")
_LONG = 100


def toml_text(data: Mapping[str, Any]) -> str:
    """Return the text of a toml file that holds ``data``: plain values first, then a section for each table."""
    return "\n".join(_section(data, ())).strip() + "\n"


def inline(value: object) -> str:
    """Return one value as toml writes it after the equals sign.

    >>> inline(["甲", 1, 0.5, True, {"a b": "x"}])
    '["甲", 1, 0.5, true, { "a b" = "x" }]'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {inline(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return repr(value)


def _section(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if _is_table(value) or _is_tables(value)}
    yield from (f"{_key(key)} = {_value(value)}" for key, value in table.items() if key not in inner)
    for key, value in inner.items():
        below = (*path, key)
        name = ".".join(map(_key, below))
        for one in value if isinstance(value, list) else [value]:
            yield from ("", f"[[{name}]]" if isinstance(value, list) else f"[{name}]")
            yield from _section(one, below)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _value(value: object) -> str:
    text = inline(value)
    if isinstance(value, list) and len(text) > _LONG:
        return "[\n" + "".join(f"  {inline(one)},\n" for one in value) + "]"
    return text


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else inline(key)
