"""Which figures does another office publish (海关, 商务, 统计), in place of the county's own sum?"""

from collections.abc import Iterable

from msgspec import Struct

from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme

BOOK = "官方数据"
# The reading that says whether a stated figure counts, and the choice under which it does.
READING, OFFICIAL = "official_figures", "official"


class OfficialFigure(Struct, frozen=True):
    """A line of 官方数据.xlsx: an indicator's amount of a year up to a month, as another office published it.

    ``amount`` is in ledger units (元, 美元, 个), ``publisher`` who published it, ``source`` the paper or page it stands
    in, ``ref`` the line.
    """

    ref: CellRef
    indicator: str
    period: ReportingPeriod
    amount: int
    publisher: str
    source: str

    @property
    def said(self) -> str:
        """``官方数：海关，贵港海关6月统计月报（官方数据.xlsx 官方数据 表 第4行）``."""
        return f"官方数：{self.publisher}，{self.source}（{self.ref}）"


def counts_official(scheme: Scheme) -> bool:
    """Tell whether stated figures count in place of the county's own sums."""
    return any(one.id == READING and one.value == OFFICIAL for one in scheme.readings)


def in_force(stated: Iterable[OfficialFigure], scheme: Scheme, period: ReportingPeriod) -> dict[str, OfficialFigure]:
    """Return the figures that count in a month, by indicator; none where the reading takes the sums."""
    return {one.indicator: one for one in stated if one.period == period} if counts_official(scheme) else {}
