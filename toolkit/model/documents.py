"""Which fields does a Word document of each kind have?"""

from dataclasses import dataclass
from datetime import date

from toolkit.model.scheme import ApprovalRoute
from toolkit.model.trips import Trip


@dataclass(frozen=True, slots=True)
class TripApproval:
    """A 外出招商审批表: the trip and the signatures it needs, in their order.

    ``basis`` is the line printed under the form: the plan and the words of its clause (LZ-R5), or ''.  ``remarks`` are
    what the rules find about the trip, for those who sign.
    """

    trip: Trip
    route: ApprovalRoute
    applicant: str
    applied_on: date | None
    basis: str
    remarks: tuple[str, ...] = ()


def chinese_date(day: date) -> str:
    """Return a date as official documents write it: no leading zeros (GB/T 9704 7.3.5.4).

    >>> chinese_date(date(2022, 6, 7))
    '2022年6月7日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
