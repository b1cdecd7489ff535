"""What does a county call those who travel? ``[trips]`` declares the ranks of leaders and the roles of travellers."""

from collections.abc import Mapping

from toolkit.model.clause import Citation
from toolkit.model.trip_register import COMMON_WORDS, LEADER, MEMBERS, RANKS, ROLES, TripWords
from toolkit.schemes.clauses import cited_clause
from toolkit.schemes.toml_table import TomlTable

LONGEST = 20
# Between two roles of one person stands 、; 不限 is the route of everybody.
_PARTS, _ANY_RANK = "、，,；;", "不限"


def trip_words(table: TomlTable, cited: Mapping[str, Citation]) -> TripWords:
    """Return the ranks (处级, 科级 where none are declared) and roles (主要负责人, 分管负责人) of a rulebook."""
    if not table.written:
        return COMMON_WORDS
    cited_clause(table, cited)
    ranks, roles = _words(table, "ranks"), _words(table, "roles")
    for one in roles:
        if one in (LEADER, *MEMBERS):
            table.note("roles", f"里的“{one}”每个县都有，不用写。")
    if _ANY_RANK in ranks:
        table.note("ranks", f"里的“{_ANY_RANK}”不是级别：写进 [[route]]，是不分级别的意思。")
    return TripWords(ranks or RANKS, roles or ROLES)


def _words(table: TomlTable, key: str) -> tuple[str, ...]:
    words = table.texts(key)
    for one in words:
        if len(one) > LONGEST or one != one.strip() or any(sign in one for sign in _PARTS):
            table.note(key, f"里的“{one}”要写成一个词，不超过{LONGEST}个字，不带标点和空格；几个词分开写。")
        elif words.count(one) > 1:
            table.note(key, f"里的“{one}”写了几次，请只写一次。")
    return tuple(dict.fromkeys(words))
