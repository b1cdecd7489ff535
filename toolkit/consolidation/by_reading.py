"""Which of a project's values counts where the document leaves a choice? Money, the year, what has ended."""

from datetime import date

from toolkit.model.period import PartialDate
from toolkit.model.rules import ExchangeRate
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED
from toolkit.model.submission import Project

DOLLAR = "美元"
CENTS = 10_000  # a rate is in 分 per 100 dollars


class Choices:
    """The readings of a scheme that decide over a project's values, looked up once for a whole ledger."""

    def __init__(self, scheme: Scheme) -> None:
        chosen = {reading.id: reading.value for reading in scheme.readings}
        self._of_total = chosen.get("paid_in_span") == "total"
        self._on_top = chosen.get("fdi_in_funds") == "on_top"
        self._by = chosen.get("year_by", "signed")
        self._keeps_ended = chosen.get("terminated") == "paid_in"
        self._rate = dollar_rate(scheme.rules.rates, scheme.year, chosen.get("fdi_rate_on", "latest"))

    def paid_in(self, project: Project) -> int | None:
        """Return the money that counts, in 元: the year's or all to date, with foreign money on top or inside.

        ``None`` where the column that the reading asks for states nothing, or no rate is stated for the dollars.
        """
        paid = project.paid_in_total_yuan if self._of_total else project.paid_in_yuan
        if not self._on_top or not project.fdi_usd:
            return paid
        return None if self._rate is None else (paid or 0) + project.fdi_usd * self._rate // CENTS

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
