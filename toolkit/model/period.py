"""Which month is reported, and how exact is a date?"""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Self

from msgspec import Struct


@lru_cache(maxsize=256)
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class ReportingPeriod(Struct, frozen=True, order=True):
    """One calendar month, written ``2022-06``."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2022-06``; raises ``ValueError`` for anything else.

        >>> ReportingPeriod.parse("2022-06").label
        '2022年6月'
        """
        match = re.fullmatch(r"(\d{4})-(\d{2})", text)
        if not match or not 1 <= int(match[2]) <= 12:
            raise ValueError(f"not a period: {text!r}")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def label(self) -> str:
        """``2022年6月``, as documents write it."""
        return f"{self.year}年{self.month}月"

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return _last_day(self.year, self.month)

    def reached(self, on: date) -> date:
        """Return the last day that figures known on a day can tell of: that day, or the month's end once it is past.

        >>> ReportingPeriod(2022, 6).reached(date(2022, 6, 28)), ReportingPeriod(2022, 6).reached(date(2022, 7, 6))
        (datetime.date(2022, 6, 28), datetime.date(2022, 6, 30))
        """
        return min(on, self.last_day)

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.month - 1) // 3 + 1

    def shifted(self, months: int) -> "ReportingPeriod":
        """Return the period so many months later (earlier when negative).

        >>> str(ReportingPeriod(2022, 1).shifted(-1))
        '2021-12'
        """
        index = self.year * 12 + self.month - 1 + months
        return ReportingPeriod(index // 12, index % 12 + 1)


class PartialDate(Struct, frozen=True):
    """A date as exact as it was given: a year, a month or a day.

    >>> str(PartialDate(2022)), str(PartialDate(2022, 5)), str(PartialDate(2022, 5, 31))
    ('2022', '2022-05', '2022-05-31')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        if self.day and not self.month:
            raise ValueError("a day needs its month")

    def __str__(self) -> str:
        month = f"-{self.month:02d}" if self.month else ""
        return f"{self.year}{month}-{self.day:02d}" if self.day else f"{self.year}{month}"

    @property
    def earliest(self) -> date:
        """The first day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that the date can mean."""
        if self.day and self.month:
            return date(self.year, self.month, self.day)
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])
