"""What is a kind of table, and what is said of the keys that many of them have?"""

from collections.abc import Mapping

from msgspec import Struct

ID, CLAUSE = "编号，本规则内不重复", "依据哪一条（[[clause]] 的编号）；不写时就是 id"
OWN_CLAUSE = "依据哪一条（[[clause]] 的编号），要写"  # of what has no id that could be a clause's
WHEN = "只在某个口径下有效，例如 at_least = included"
NAME, WHAT = "名称，印在表上", "做什么，印在日历和公文里"
CRITERIA = "条件，一行一条，全部满足才算；写法见“条件怎么写”"


class Kind(Struct, frozen=True):
    """A kind of table: what it is for, in words, and its keys with what each says; ``free`` tables name their own."""

    words: str
    keys: Mapping[str, str]
    free: tuple[str, ...] = ()


OPTIONAL = Kind("某个口径下多一个条件", {"when": WHEN, "criterion": "多出的一个条件"})
