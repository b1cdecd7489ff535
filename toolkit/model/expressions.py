"""How are the package's regular expressions made? When one is first asked, not when its module is read.

A start reads some three hundred expressions and asks a few dozen; compiling all of them was a third of the home page.
"""

import re
from typing import Any, AnyStr, cast


class Expression:
    """A regular expression that is compiled at its first question; then it is as fast as any other."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return what the compiled expression has by this name, and keep it for the next time."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def expression(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""Return a regular expression as :func:`re.compile` does, except that a fault in it shows at its first question.

    >>> expression(r"\d+").findall("5月31日")
    ['5', '31']
    """
    return cast("re.Pattern[AnyStr]", Expression(source, flags))
