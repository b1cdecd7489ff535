"""What is known of the units' conduct over the year? Arrivals of each month, trip quotas, papers, approvals."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from toolkit.assessment.conduct import Conduct
from toolkit.checks.trip_months import keeps_months, month_of, teams
from toolkit.checks.trip_quotas import attended, begins, quota_lines
from toolkit.checks.trip_routes import route_of
from toolkit.checks.trip_units import unit_named, units_of
from toolkit.checks.working_days import papers_due
from toolkit.consolidation.choose import choose
from toolkit.consolidation.timeliness import timeliness
from toolkit.model.conduct import APPROVALS, BUDGETS, REPORTS, TRIP_PAPERS, ConductLine, Kept
from toolkit.model.documents import chinese_date
from toolkit.model.ledger import Consolidation, Timeliness
from toolkit.model.opinions import Verdict, verdict_of
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Deadline, Scheme
from toolkit.model.submission import Submission
from toolkit.model.trips import QuotaLine, Register, Trip

# The papers of a month, by the deadline's id, and the field of the sheet 月报 that holds the day of each.
MONTHLY = {"budget": (BUDGETS, "budget_on"), "monthly_report": (REPORTS, "report_on")}


def conduct_of(result: Consolidation, submissions: Sequence[Submission], register: Register | None) -> Conduct:
    """Return the year's conduct up to the result's period; ``register`` is ``None`` where the office keeps none."""
    arrived = _punctuality(result, submissions)
    if register is None:
        return Conduct(arrived)
    papers = (*_monthly(register, result), *_trips(register, result))
    return Conduct(arrived, _quotas(register, result), papers)


def _punctuality(
    result: Consolidation, submissions: Sequence[Submission]
) -> Mapping[ReportingPeriod, tuple[Timeliness, ...]]:
    """Return how tables arrived in each period of the year for which the workspace holds any."""
    arrived = {one.period for one in submissions}
    found = {}
    for period in result.scheme.accounting.months("year", result.period):
        if period == result.period:
            found[period] = result.timeliness
        elif period in arrived:
            found[period] = timeliness(choose(submissions, period, carry=False), result.scheme, period)
    return found


def _quotas(register: Register, result: Consolidation) -> tuple[QuotaLine, ...]:
    """Return the year's quota lines: those of a month or a trip for each month, others once their span ends."""
    lines: dict[tuple[str, str, str, str], QuotaLine] = {}
    first, year = begins(register), result.scheme.accounting
    known = attended(register, result.scheme)
    for period in year.months("year", result.period):
        if first is None or (year.span("quarter", period) != year.span("quarter", first) and period < first):
            continue
        for line in quota_lines(register, result.scheme, period, result.as_of, known):
            lines[line.quota.id, line.quota.role, line.unit, line.span] = line
    return tuple(lines.values())


def _monthly(register: Register, result: Consolidation) -> Iterator[ConductLine]:
    """Yield each team's budget and report of each month (LZ-R3, GN-R3); nothing where the sheet 月报 is not kept."""
    scheme, as_of = result.scheme, result.as_of
    year = scheme.accounting
    for period in year.months("year", result.period):
        if not keeps_months(register, scheme, period):
            continue
        for deadline in scheme.deadlines:
            if deadline.id not in MONTHLY:
                continue
            matter, field = MONTHLY[deadline.id]
            for team in teams(register, scheme, period, deadline.id):
                row = month_of(register, team, period, scheme)
                sent, due = getattr(row, field) if row else None, deadline.due(period)
                place = str(row.ref) if row else f"{register.file}月报"
                what = f"{period.label}{deadline.what.removeprefix('本月')}"
                who = unit_named(scheme, team) or team
                about = (who, matter, period.first_day, what, f"{period.month}月", place)
                yield from _paper(*about, deadline, due, sent, as_of)


def _trips(register: Register, result: Consolidation) -> Iterator[ConductLine]:
    scheme, as_of = result.scheme, result.as_of
    first, last = scheme.accounting.first_day(scheme.accounting.year_of(result.period)), result.period.last_day
    for trip in register.trips:
        if not first <= trip.start <= last:
            continue
        who = next(iter(units_of(scheme, trip)), trip.who)
        for paper in papers_due(scheme, [trip]):
            for what, sent in (("考察报告", trip.report_on), ("经费使用情况", trip.expenses_on)):
                said = f"行程{trip.id}{what}"
                yield from _paper(
                    who, TRIP_PAPERS, trip.end, said, said, str(trip.ref), paper.deadline, paper.day, sent, as_of
                )
        yield from _approval(trip, who, scheme, as_of)


def _paper(
    who: str,
    matter: str,
    day: date,
    what: str,
    short: str,
    place: str,
    deadline: Deadline,
    due: date,
    sent: date | None,
    as_of: date,
) -> Iterator[ConductLine]:
    """Yield a paper's line; nothing while it is not due yet."""
    if sent is None and as_of <= due:
        return
    kept = Kept.MISSING if sent is None else Kept.LATE if sent > due else Kept.ON_TIME
    yield ConductLine(who, matter, day, what, kept, f"{short}{kept}", place, deadline.citation)


def _approval(trip: Trip, who: str, scheme: Scheme, as_of: date) -> Iterator[ConductLine]:
    """Yield whether a trip that has begun was approved before it did (LZ-R5, GN-R8, GN-R9, JC-F1)."""
    route = route_of(trip, scheme)
    if route is None or route.unwritten or trip.start > as_of:
        return
    refused = verdict_of(trip.opinion) is Verdict.REFUSED
    approved = trip.approved_on is not None and trip.approved_on <= trip.start and not refused
    # Nobody wrote a day down: that is known, and not whether anybody approved.
    untold = trip.approved_on is None and not refused
    kept = Kept.ON_TIME if approved else Kept.UNRECORDED if untold else Kept.UNAPPROVED
    how = {Kept.ON_TIME: "已审批", Kept.UNRECORDED: Kept.UNRECORDED.value}.get(kept, "出发前没有审批")
    said = f"行程{trip.id}（{chinese_date(trip.start)}出发）{how}"
    yield ConductLine(who, APPROVALS, trip.start, f"行程{trip.id}", kept, said, str(trip.ref), route.citation)
