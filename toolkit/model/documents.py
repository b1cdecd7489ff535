"""What does a Word document say? The fields of each kind, ready for its template."""

from dataclasses import dataclass
from datetime import date

from toolkit.model.scheme import ApprovalRoute
from toolkit.model.trips import Trip


@dataclass(frozen=True, slots=True)
class Reminder:
    """A 催报通知: which units have not sent which period's table, and until when they may.

    ``number`` is the whole 发文字号 (鹿投促办〔2022〕6号) or '' for a draft without one yet.
    ``returned_units`` are (unit, rows to correct).  ``document_title`` is the plan relied on, as documents cite it
    (《鹿寨县2022年投资促进工作方案》（鹿政办发〔2022〕10号）); ``basis`` the bare words of its clause on late
    reports (LZ-R8), or '' where it has none.  ``contact_line`` is 联系人：韦某某，联系电话：0772-…, without brackets.
    """

    issuer: str
    number: str
    period_label: str
    missing_units: tuple[str, ...]
    returned_units: tuple[tuple[str, int], ...]
    original_due: date
    new_due: date
    basis: str
    document_title: str
    contact_line: str
    issued_on: date


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
