"""Which fields does a Word document of each kind have?"""

from datetime import date

from msgspec import Struct

from toolkit.model.scheme import ApprovalRoute
from toolkit.model.trips import Trip


class TripApproval(Struct, frozen=True):
    """A 外出招商审批表: the trip and the signatures it needs, in their order.

    ``basis`` is the line printed under the form: the plan and the words of its clause (LZ-R5), or ''.
    """

    trip: Trip
    route: ApprovalRoute
    applicant: str
    applied_on: date | None
    basis: str


def chinese_date(day: date) -> str:
    """Return a date as official documents write it: no leading zeros (GB/T 9704 7.3.5.4).

    >>> chinese_date(date(2022, 6, 7))
    '2022年6月7日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_span(start: date, end: date) -> str:
    """Return two days as a document writes them: what both have in common once, one day as one.

    >>> chinese_span(date(2022, 6, 7), date(2022, 6, 10)), chinese_span(date(2022, 6, 7), date(2022, 6, 7))
    ('2022年6月7日至10日', '2022年6月7日')
    >>> chinese_span(date(2022, 6, 28), date(2022, 7, 2)), chinese_span(date(2022, 12, 30), date(2023, 1, 2))
    ('2022年6月28日至7月2日', '2022年12月30日至2023年1月2日')
    """
    if start == end:
        return chinese_date(start)
    last = chinese_date(end)
    if start.year == end.year:
        last = f"{end.day}日" if start.month == end.month else f"{end.month}月{end.day}日"
    return f"{chinese_date(start)}至{last}"


def journey(trip: Trip) -> dict[str, object]:
    """Return the fields that every paper of a trip has: ``start``, ``end``, ``span``, ``days``, ``destination``."""
    return {
        "start": chinese_date(trip.start),
        "end": chinese_date(trip.end),
        "span": chinese_span(trip.start, trip.end),
        "days": trip.days,
        "destination": trip.destination,
    }
