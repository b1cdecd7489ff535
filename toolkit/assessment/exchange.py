"""How many 美元 is an amount of foreign money? By the office's stated rates, on the day that a reading names."""

from collections.abc import Sequence
from datetime import date

from toolkit.model.rules import ExchangeRate
from toolkit.model.scheme import Scheme

DOLLAR = "美元"
RENMINBI = "人民币"


def in_dollars(amount: int, currency: str, arrived: date, scheme: Scheme) -> int | None:
    """Return whole 美元, rounded down (满 2 万美元才得分); ``None`` while a rate is missing.

    JC-S8 names neither rate nor day: ``fdi_rate_date`` is ``arrival`` (the day the money came) or ``year_end``; in
    both cases the last rate stated on or before that day.
    """
    if currency == DOLLAR:
        return amount
    readings = {reading.id: reading.value for reading in scheme.readings}
    day = date(arrived.year, 12, 31) if readings.get("fdi_rate_date") == "year_end" else arrived
    own, dollar = (_rate(scheme.rules.rates, one, day) for one in (currency, DOLLAR))
    return amount * own // dollar if own and dollar else None


def _rate(rates: Sequence[ExchangeRate], currency: str, day: date) -> int | None:
    """Return 分 per 100 of a currency on the last stated day that is not after ``day``."""
    if currency == RENMINBI:
        return 10_000
    stated = [rate for rate in rates if rate.currency == currency and rate.on <= day]
    return max(stated, key=lambda rate: rate.on).per_hundred if stated else None
