"""When do two names say the same? Signs that people set as they like are left out."""

from functools import lru_cache

from toolkit.model.expressions import expression

_LEGAL_FORM = expression(r"(?:股份|责任)?有限(?:责任)?公司$|公司$|集团$")
NOISE = expression(r"[\s（）()“”\"·、，,。.\-—_《》]")


@lru_cache(maxsize=1 << 16)
def plain(text: str | None) -> str:
    """Return a name without spaces, brackets and punctuation.

    >>> plain("江口旋切（一期） 项目")
    '江口旋切一期项目'
    """
    return NOISE.sub("", text or "")


@lru_cache(maxsize=1 << 16)
def firm(text: str | None) -> str:
    """Return a firm's name without its legal form.

    >>> firm("广西江岸木业有限责任公司"), firm("广西江岸木业有限公司")
    ('广西江岸木业', '广西江岸木业')
    """
    return _LEGAL_FORM.sub("", plain(text))
