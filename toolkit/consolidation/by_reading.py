"""Which of a project's values counts where the document leaves a choice? Money, the year, what has ended."""

from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.judged import Judged
from toolkit.model.meanings import Meanings
from toolkit.model.money import in_yi
from toolkit.model.period import PartialDate
from toolkit.model.regions import INSIDE, region_of
from toolkit.model.rules import ExchangeRate
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED
from toolkit.model.submission import Project

DOLLAR = "美元"
CENTS = 10_000  # a rate is in 分 per 100 dollars


class Joint(Struct, frozen=True):
    """Joint money of which only the part from one region outside counts."""

    region: str
    share: Fraction

    @property
    def words(self) -> str:
        """``合资，按区外60%``."""
        return f"合资，按{self.region}{float(100 * self.share):g}%"


class Choices:
    """The readings of a scheme that decide over a project's values, looked up once for a whole ledger."""

    def __init__(self, scheme: Scheme) -> None:
        chosen = {reading.id: reading.value for reading in scheme.readings}
        self._of_total = chosen.get("paid_in_span") == "total"
        self._on_top = chosen.get("fdi_in_funds") == "on_top"
        self._by = chosen.get("year_by", "signed")
        self._keeps_ended = chosen.get("terminated") == "paid_in"
        self._home, self._by_share = scheme.home, chosen.get("joint_investment") == "share"
        self._regions: dict[tuple[Meanings, str | None], Judged[str]] = {}
        self._rate = dollar_rate(scheme.rules.rates, scheme.year, chosen.get("fdi_rate_on", "latest"))

    def paid_in(self, project: Project) -> int | None:
        """Return the money that counts, in 元: the year's or all to date, with foreign money on top or inside.

        ``None`` where the column that the reading asks for states nothing, or no rate is stated for the dollars.
        """
        paid = self.part(project, project.paid_in_total_yuan if self._of_total else project.paid_in_yuan)
        if not self._on_top or not project.fdi_usd:
            return paid
        return None if self._rate is None else (paid or 0) + self._added(project)

    def _added(self, project: Project) -> int:
        return (project.fdi_usd or 0) * (self._rate or 0) // CENTS

    def part(self, project: Project, amount: int | None) -> int | None:
        """Return what counts of an amount: all of it, or of joint money the part from outside, to the 元."""
        joint = self.joint(project)
        return amount if joint is None or amount is None else round(amount * joint.share)

    def as_counted(self, project: Project) -> Project:
        """Return a project with the amounts that count under the readings, as its entry in the ledger has them."""
        paid = self.paid_in(project)
        return replace(project, investment_yuan=self.part(project, project.investment_yuan), paid_in_yuan=paid)

    def joint(self, project: Project) -> Joint | None:
        """Return the part from outside of joint money, ``None`` where all counts or 投资来源 does not state it.

        Money from inside and from one region outside is meant: of two regions outside each counts in figures of its
        own, and a person says which.
        """
        if not self._by_share or not (shares := project.shares):
            return None
        regions = [(region_of(reach, self._home).value, share) for reach, share in shares]
        outside = {region for region, _ in regions if region != INSIDE}
        if None in outside or len(outside) != 1:
            return None
        (region,) = outside
        share = sum((part for one, part in regions if one == region), Fraction(0))
        return Joint(region or "", share) if share < 1 else None

    def region(self, project: Project) -> Judged[str]:
        """Return the region that a project's money comes from: of joint money that states its parts the one outside."""
        joint = self.joint(project)
        if joint:
            return Judged((joint.region,), joint.words)
        asked = project.meanings, project.source
        if (region := self._regions.get(asked)) is None:
            region = self._regions[asked] = region_of(project.reach, self._home)
        return region

    def words(self, project: Project) -> str:
        """Say what a reading made of the amounts in the unit's table, '' where they stand as they are."""
        said = []
        if joint := self.joint(project):
            told = (("投资总额", project.investment_yuan), ("到位资金", project.paid_in_yuan))
            amounts = "、".join(f"{name}{in_yi(yuan)}亿元" for name, yuan in told if yuan is not None)
            said.append(f"{joint.words}计，表中是{amounts}" if amounts else f"{joint.words}计")
        if self._on_top and project.fdi_usd:
            dollars = f"外资{project.fdi_usd:,}美元"
            rate = (
                "没有汇率，到位资金无数据"
                if self._rate is None
                else f"折{in_yi(self._added(project))}亿元另加在到位资金上"
            )
            said.append(f"{dollars}{rate}")
        return "；".join(said)

    def day(self, project: Project) -> PartialDate | None:
        """Return the day that says for which year a project counts: 签约日期, else 入驻时间, or only one of them."""
        if self._by == "signed_only":
            return project.signed_on
        if self._by == "moved_in":
            return project.moved_in_on
        return project.signed_on or project.moved_in_on

    def counts(self, project: Project) -> bool:
        """Tell whether a project counts at all: what has ended does not, unless its money stays."""
        return project.stage != ENDED or (self._keeps_ended and bool(self.paid_in(project)))


def dollar_rate(rates: tuple[ExchangeRate, ...], year: int, when: str) -> int | None:
    """Return 分 per 100 dollars: the last rate stated up to the year's end, or before its start (``year_start``)."""
    limit = date(year - 1, 12, 31) if when == "year_start" else date(year, 12, 31)
    stated = [rate for rate in rates if rate.currency == DOLLAR and rate.on <= limit]
    return max(stated, key=lambda rate: rate.on).per_hundred if stated else None
