"""When do two names say the same? Signs that people set as they like are left out."""

import re

NOISE = re.compile(r"[\s（）()“”\"·、，,。.\-—_《》]")


def plain(text: str | None) -> str:
    """Return a name without spaces, brackets and punctuation.

    >>> plain("江口旋切（一期） 项目")
    '江口旋切一期项目'
    """
    return NOISE.sub("", text or "")
