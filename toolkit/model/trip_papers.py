"""Which fields do the papers of a trip have beside the trip's own? Signers, recipient, clause."""

from datetime import date

from msgspec import Struct

from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import ApprovalRoute
from toolkit.model.trips import TeamMonth, Trip


class TripPaper(Struct, frozen=True):
    """A plan, itinerary, record, report or statement of expenses of one trip.

    ``route`` is ``None`` where no clause names an approver for the leader's rank; ``receiver`` gets the report;
    ``basis`` is the line under a form, or ''.
    """

    trip: Trip
    route: ApprovalRoute | None
    receiver: str
    basis: str


class MonthPaper(Struct, frozen=True):
    """A team's 月度招商工作汇报 (GN-R3): the trips of its month and what it wrote in the sheet 月报 (GN-R4)."""

    team: str
    period: ReportingPeriod
    written: TeamMonth | None
    trips: tuple[Trip, ...]
    receiver: str
    due: date | None
    basis: str


class TripHints(Struct, frozen=True):
    """What the office should know before it lets a trip's papers be signed: sentences of the rules, each once.

    They stand on a slip of their own: a paper that leaders sign says nothing of the program that printed it.
    """

    id: str
    applicant: str
    hints: tuple[str, ...]
