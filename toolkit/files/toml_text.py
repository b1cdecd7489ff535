"""How is a value of a toml file set so that its comments, and all that nobody asked about, stay as they are?"""

from collections.abc import Mapping
from typing import Any

from toolkit.model.errors import ToolkitError

Place = tuple[str, ...]


def with_values(text: str, values: Mapping[Place, Any]) -> str:
    """Return a toml text with values set at their places, tables made where they lack; ``None`` takes a key away.

    Raises ``ToolkitError`` where the text cannot be edited.

    >>> print(with_values('a = 1  # one\\n[t]\\nb = 2\\n', {("a",): 3, ("t", "b"): None, ("t", "c"): "x"}), end="")
    a = 3  # one
    [t]
    c = "x"
    """
    # Imported when somebody changed a setting, not each time that a button is pressed.
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        document = tomlkit.parse(text)
    except ParseError:
        raise ToolkitError("设置.toml 的写法工具箱改不了。请用记事本修改。") from None
    for place, value in values.items():
        table: Any = document
        for name in place[:-1]:
            if name not in table:
                if value is None:
                    break
                table[name] = tomlkit.table()
            table = table[name]
        else:
            if value is None:
                table.pop(place[-1], None)
            else:
                table[place[-1]] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(document)
