"""Which trade does a project belong to? Its division of GB/T 4754, and whether it is industrial or emerging."""

from msgspec import Struct

from toolkit.model.judged import Judged

# GB/T 4754-2017: 采矿业, 制造业, 电力、热力、燃气及水生产和供应业 are 工业.
INDUSTRIAL_SECTIONS = frozenset("BCD")


class Trade(Struct, frozen=True):
    """The division (C20), "" where nothing tells it, and what follows; each judgement carries the word that decided.

    ``text`` is what it was judged by: the 行业, or the project's name where the 行业 is general (其他) or empty.
    """

    code: str
    industrial: Judged[bool]
    emerging: Judged[bool]
    words: tuple[str, ...] = ()
    text: str = ""


# The trade of a project of which the unit wrote nothing, before anybody is asked.
UNTOLD = Trade("", Judged(), Judged())
