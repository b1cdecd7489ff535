"""Which months make the year that a document counts? January to December, or 上年12月 to 11月, or others."""

import calendar
from datetime import date

from msgspec import Struct

from toolkit.model.period import PartialDate, ReportingPeriod

# Months of a span: what is due each half year falls on its last month.
SPANS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
MONTHS = 12


def quarter_words(number: int) -> str:
    """Return a quarter, 1 to 4, as papers write it.

    >>> quarter_words(2)
    '第二季度'
    """
    return f"第{'一二三四'[number - 1]}季度"


class AccountingYear(Struct, frozen=True):
    """A year of twelve months that begins ``begins`` months after January: -1 is 上年12月, 3 is April.

    A month has a place in it: December 2022 is the first of 2023 where the year begins in 上年12月.  The place is a
    ``ReportingPeriod`` too, so that its ``year``, ``month`` and ``quarter`` are those of the accounting year.

    >>> early = AccountingYear(-1)
    >>> str(early.place(ReportingPeriod(2022, 12))), str(early.month(2023, 12))
    ('2023-01', '2023-11')
    """

    begins: int = 0

    def place(self, period: ReportingPeriod) -> ReportingPeriod:
        """Return where a month stands in its accounting year."""
        return period.shifted(-self.begins) if self.begins else period

    def month(self, year: int, number: int) -> ReportingPeriod:
        """Return the calendar month that is the so many-th of a year."""
        return ReportingPeriod(year, number).shifted(self.begins)

    def named(self, year: int, month: int) -> ReportingPeriod:
        """Return the month of a year that is called 12月: that of the calendar year before, where the year begins so.

        >>> str(AccountingYear(-1).named(2023, 12)), str(AccountingYear(-1).named(2023, 8))
        ('2022-12', '2023-08')
        """
        return self.month(year, (month - 1 - self.begins) % MONTHS + 1)

    def year_of(self, day: date | PartialDate | ReportingPeriod) -> int:
        """Return the year that a day or month counts for; a date without a month counts for the year it names."""
        if day.month is None:
            return day.year
        return self.place(ReportingPeriod(day.year, day.month)).year

    def first_day(self, year: int) -> date:
        """Return the first day of a year."""
        return self.month(year, 1).first_day

    def span(self, every: str, period: ReportingPeriod) -> str:
        """Return the words of the span that holds a month: 2022年第二季度, 2022年上半年, 2022年, or 2022年6月.

        >>> AccountingYear(-1).span("quarter", ReportingPeriod(2022, 12))
        '2023年第一季度'
        """
        place = self.place(period)
        words = {
            "quarter": quarter_words(place.quarter),
            "half_year": "上半年" if place.month <= MONTHS // 2 else "下半年",
            "year": "",
        }
        return f"{place.year}年{words[every]}" if every in words else period.label

    def months(self, every: str, period: ReportingPeriod) -> list[ReportingPeriod]:
        """Return the months of a span up to and with ``period``."""
        length = SPANS.get(every, 1)
        return [period.shifted(-back) for back in range((self.place(period).month - 1) % length, -1, -1)]

    def ends(self, every: str, period: ReportingPeriod) -> bool:
        """Tell whether a month is the last one of its quarter, half year or year.

        >>> june, november = ReportingPeriod(2022, 6), ReportingPeriod(2022, 11)
        >>> CALENDAR_YEAR.ends("quarter", june), AccountingYear(-1).ends("year", november)
        (True, True)
        """
        return every in SPANS and self.place(period).month % SPANS[every] == 0

    def elapsed(self, period: ReportingPeriod, by: str = "month") -> tuple[int, int]:
        """Return 序时进度 at a month's end as (elapsed, whole), in months or in days.

        A pair of integers, so that the master can print the exact formula ``=6/12``.
        Raises ``ValueError`` for another ``by``.

        >>> CALENDAR_YEAR.elapsed(ReportingPeriod(2022, 6))
        (6, 12)
        >>> AccountingYear(-1).elapsed(ReportingPeriod(2023, 1), by="day")
        (62, 365)
        """
        place = self.place(period)
        if by == "month":
            return place.month, MONTHS
        if by == "day":
            first, last = self.first_day(place.year), self.month(place.year, MONTHS).last_day
            return (period.last_day - first).days + 1, (last - first).days + 1
        raise ValueError(f"elapsed share is by 'month' or 'day', not {by!r}")

    def due(self, period: ReportingPeriod, pace: tuple[int, ...]) -> tuple[int, int]:
        """Return what is due by a month's end where a document states it, as (part, whole).

        ``pace`` is in per cent of the year's target: four for the ends of quarters, between which it grows evenly, or
        twelve for those of months.

        >>> year, may, june = CALENDAR_YEAR, ReportingPeriod(2022, 5), ReportingPeriod(2022, 6)
        >>> year.due(june, (20, 50, 80, 100)), year.due(may, (20, 50, 80, 100)), year.due(may, (10, 55, 80, 100))
        ((50, 100), (40, 100), (40, 100))
        """
        length = MONTHS // len(pace)
        done, within = divmod(self.place(period).month, length)
        before = pace[done - 1] if done else 0
        part = before * length + ((pace[done] - before) * within if within else 0)
        return (part, 100 * length) if part % length else (part // length, 100)

    def so_far(self, period: ReportingPeriod) -> str:
        """Return the months from the year's first to this one: 2022年1—6月; 2022年12月—2023年3月.

        >>> AccountingYear().so_far(ReportingPeriod(2022, 6)), AccountingYear(-1).so_far(ReportingPeriod(2023, 3))
        ('2022年1—6月', '2022年12月—2023年3月')
        """
        first = self.month(self.place(period).year, 1)
        if first == period:
            return period.label
        if first.year == period.year:
            return f"{period.year}年{first.month}—{period.month}月"
        return f"{first.label}—{period.label}"

    @property
    def in_words(self) -> str:
        """``1月1日至12月31日``, ``上年12月1日至11月30日``: from when until when the year is counted."""
        first, last = self.month(2023, 1), self.month(2023, MONTHS)
        at = {2022: "上年", 2023: "", 2024: "次年"}
        days = calendar.monthrange(2023, last.month)[1]
        return f"{at[first.year]}{first.month}月1日至{at[last.year]}{last.month}月{days}日"


CALENDAR_YEAR = AccountingYear()
