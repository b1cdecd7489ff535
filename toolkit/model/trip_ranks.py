"""Which of the document's ranks is a person's? A 副处级 is 处级, a 正科 科级."""

from collections.abc import Sequence

from toolkit.model.expressions import expression

_GRADE = expression(r"(?:县|乡|正|副)*(?P<rank>.+?)级?(?:正职|副职|干部|领导)?")


def rank_of(typed: str, ranks: Sequence[str]) -> str:
    """Return the rank of the document that a person's is; as typed where none is meant.

    >>> [rank_of(one, ("处级", "科级")) for one in ("副处级", "县处级副职", "正科", "处级", "四级调研员")]
    ['处级', '处级', '科级', '处级', '四级调研员']
    """
    text = "".join(typed.split())
    grade = _GRADE.fullmatch(text)
    core = grade["rank"] if grade else ""
    return next((rank for rank in ranks if text == rank or (core and core == rank.removesuffix("级"))), text)
