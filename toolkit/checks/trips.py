"""What is wrong with a trip or its papers? Each rule is a plain function and returns findings."""

from collections.abc import Callable
from datetime import date

from toolkit.checks.trip_doubts import DOUBTS
from toolkit.checks.trip_months import check_months, paper_findings, starts_in
from toolkit.checks.trip_quotas import bound_units, measured, quota_findings, year_lines
from toolkit.checks.trip_routes import route_of
from toolkit.checks.trip_units import parts_of, roles_of, unit_named, units_of
from toolkit.checks.working_days import papers_due
from toolkit.model.documents import chinese_date
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.money import in_yuan
from toolkit.model.opinions import Verdict, verdict_of
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.trip_counting import why_not
from toolkit.model.trip_register import HEADING_OF, VISITS
from toolkit.model.trips import Register, Travel, Trip, TripLine, Visit

# What GN-R4 asks of a visit: the heading in its register, and the field that holds it.
GN_R4 = {
    "客商姓名": "contact",
    "客商单位": "firm",
    "客商地址": "address",
    "客商职务": "post",
    "联系方式": "phone",
    "企业经营范围": "business",
    "投资意向": "intent",
    "对接工作意见": "opinion",
}
SHORT = {"visits": "trip_visits_short", "leads": "trip_leads_short"}

TripCheck = Callable[[Trip, Scheme, date], list[Finding]]


def check_leader(trip: Trip, scheme: Scheme, _: date) -> list[Finding]:
    """Every trip has a leader, and the leader a rank for which the document names an approver (GN-R8, GN-R9).

    Where who approves does not hang on the leader (LZ-R5, JC-F1), or the document asks for nobody's approval, a trip
    without one is only asked about.
    """
    if trip.leader is None:
        known = route_of(trip, scheme) is not None
        return [found("trip_leader_unnamed" if known else "trip_leader_missing", trip.ref, id=trip.id)]
    if route_of(trip, scheme) is None:
        choices = "、".join(route.rank for route in scheme.routes)
        place = trip.leader.ref or trip.ref
        return [found("trip_route_unknown", place, id=trip.id, typed=trip.leader.rank or "空白", choices=choices)]
    return []


def check_unit(trip: Trip, scheme: Scheme, _: date) -> list[Finding]:
    """The unit that applies is one of the scheme's: quotas are kept by unit (LZ-R1, NX-R1)."""
    unknown = [part for part in parts_of(scheme, trip.unit) if not unit_named(scheme, part)]
    return [found("trip_unit_unknown", trip.ref, typed="、".join(unknown))] if unknown else []


def check_approval(trip: Trip, scheme: Scheme, as_of: date) -> list[Finding]:
    """A trip is approved before it starts, and then filed (LZ-R5, GN-R8, GN-R9, JC-F1)."""
    route = route_of(trip, scheme)
    if route is None or trip.start > as_of:
        return []
    details = {"id": trip.id, "start": chinese_date(trip.start), "clause": route.citation.words}
    verdict = verdict_of(trip.opinion)
    if trip.approved_on is None and verdict in (Verdict.REFUSED, Verdict.POSTPONED):
        return [found("trip_refused", trip.ref, opinion=trip.opinion, **details)]
    if trip.approved_on is None:
        step = route.steps[-1]
        return [found("trip_not_approved", trip.ref, approver=step.who, action=step.action, **details)]
    findings = []
    if verdict is Verdict.REFUSED:
        approved = chinese_date(trip.approved_on)
        findings.append(found("approval_disagrees", trip.ref, id=trip.id, approved=approved, opinion=trip.opinion))
    if trip.approved_on > trip.start:
        findings.append(found("trip_approved_late", trip.ref, approved=chinese_date(trip.approved_on), **details))
    if route.filed_with and not trip.filing_number:
        findings.append(
            found("trip_not_filed", trip.ref, id=trip.id, filed_with=route.filed_with, clause=route.citation.words)
        )
    return findings


def check_per_trip(trip: Trip, scheme: Scheme, as_of: date) -> list[Finding]:
    """Each trip visits enough firms (GN-R1) and, once it is over, brings enough leads (GN-R2)."""
    findings: list[Finding] = []
    if why_not(trip, scheme):
        return findings
    for quota in scheme.rules.quotas:
        if quota.per != "trip" or not set(units_of(scheme, trip)) & set(bound_units(scheme, quota)):
            continue
        count = measured(trip, quota.measure)
        if count < quota.minimum and (quota.measure != "leads" or trip.end <= as_of):
            details = {"id": trip.id, "count": count, "minimum": quota.minimum, "clause": quota.citation.words}
            findings.append(found(SHORT[quota.measure], trip.ref, **details))
    return findings


def check_report(trip: Trip, scheme: Scheme, as_of: date) -> list[Finding]:
    """Report and expenses arrive within days of the return, natural or working (LZ-R6)."""
    findings = []
    for paper in papers_due(scheme, [trip]):
        for what, sent in (("考察报告", trip.report_on), ("经费使用情况", trip.expenses_on)):
            findings += paper_findings(
                trip.ref, f"行程{trip.id}", what, paper.deadline, paper.day, sent, as_of, paper.assumed
            )
    return findings


def check_money(trip: Trip, _: Scheme, __: date) -> list[Finding]:
    """What was spent beyond the budget is explained (LZ-R6: 经费使用情况)."""
    findings = []
    for expense in trip.expenses:
        if expense.actual_yuan is None or expense.why:
            continue
        excess = expense.actual_yuan - expense.budget_yuan
        if excess > 0:
            amounts = {"budget": expense.budget_yuan, "actual": expense.actual_yuan, "excess": excess}
            details = {name: in_yuan(yuan, separated=False) for name, yuan in amounts.items()}
            findings.append(found("over_budget", expense.ref or trip.ref, item=expense.item, **details))
    return findings


def check_records(trip: Trip, scheme: Scheme, as_of: date) -> list[Finding]:
    """After the trip every visit says what GN-R4 names: an error where the scheme asks for it, else a note."""
    if trip.end > as_of:
        return []
    form = next((r for r in scheme.rules.registers if "投资意向" in r.columns), None)
    asked = [GN_R4[column] for column in form.columns if column in GN_R4] if form else list(GN_R4.values())
    weight = Severity.ERROR if form else Severity.NOTE
    findings = []
    for visit in trip.visits:
        empty = [field for field in asked if not getattr(visit, field)]
        if empty:
            basis = form.citation.words if form else "信息记录表的栏目"
            findings.append(_record_missing(trip, visit, empty, weight, basis))
    return findings


def _record_missing(trip: Trip, visit: Visit, empty: list[str], weight: Severity, clause: str) -> Finding:
    columns = "、".join(HEADING_OF[VISITS][field] for field in empty)
    place = visit.ref or trip.ref
    return found("trip_record_missing", place, weight, columns=columns, clause=clause)


TRIP_CHECKS: tuple[TripCheck, ...] = (
    check_leader,
    check_unit,
    check_approval,
    check_per_trip,
    check_report,
    check_money,
    check_records,
    *DOUBTS,
)


def check_trip(trip: Trip, scheme: Scheme, as_of: date) -> tuple[Finding, ...]:
    """Return all that is wrong with one trip as of a day."""
    return tuple(finding for check in TRIP_CHECKS for finding in check(trip, scheme, as_of))


def travel(register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date) -> Travel:
    """Return all that the master shows: the year's trips up to the period, quotas, findings of the period's trips."""
    lines = []
    findings = list(register.findings)
    for trip in sorted(register.trips, key=lambda one: (one.start, one.id)):
        if not scheme.accounting.first_day(scheme.accounting.year_of(period)) <= trip.start <= period.last_day:
            continue
        own = check_trip(trip, scheme, as_of)
        lines.append(_line(trip, scheme, own))
        findings += own if in_period(trip, period) else ()
    quotas = year_lines(register, scheme, period, as_of)
    findings += check_months(register, scheme, period, as_of)
    findings += quota_findings(quotas, register, scheme, as_of)
    return Travel(tuple(lines), quotas, tuple(findings))


def in_period(trip: Trip, period: ReportingPeriod) -> bool:
    """Tell whether a trip starts or ends in a period: its papers are that month's work."""
    return starts_in(trip, period) or period.first_day <= trip.end <= period.last_day


def _line(trip: Trip, scheme: Scheme, findings: tuple[Finding, ...]) -> TripLine:
    route = route_of(trip, scheme)
    units = units_of(scheme, trip)
    return TripLine(
        trip=trip,
        unit=units[0] if units else trip.who,
        approver="、".join(step.who for step in route.steps) if route else "",
        filed_with=route.filed_with if route else "",
        report=next(iter(papers_due(scheme, [trip])), None),
        roles=roles_of(scheme, trip),
        findings=findings,
    )
