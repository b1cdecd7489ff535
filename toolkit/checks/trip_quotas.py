"""How many of the required trips, visits and leads has each unit? One line for each unit and quota."""

from datetime import date

from toolkit.model.accounting_year import CALENDAR_YEAR, SPANS, AccountingYear
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import TripQuota
from toolkit.model.scheme import Scheme
from toolkit.model.trips import QuotaLine, Register, Trip

MEASURES = {"trips": "次", "visits": "家", "leads": "条", "days": "天"}


def unit_named(scheme: Scheme, text: str) -> str:
    """Return the scheme's name of a unit that is typed as its name or an alias, '' for any other."""
    typed = "".join(text.split())
    return next((unit.name for unit in scheme.units if typed and typed in (unit.name, *unit.aliases)), "")


def units_of(scheme: Scheme, trip: Trip) -> tuple[str, ...]:
    """Return the units that lead a trip: who applies, and the leader's own unit; else the group's lead units."""
    leader = trip.leader.unit if trip.leader else ""
    named = [name for text in (trip.unit, leader) if (name := unit_named(scheme, text))]
    if not named:
        group = "".join(trip.group.split())
        named = [row.lead_unit for row in scheme.target_rows if group and row.group == group and row.lead_unit]
        named += [name] if not named and (name := unit_named(scheme, trip.group)) else []
    return tuple(dict.fromkeys(named))


def roles_of(scheme: Scheme, trip: Trip) -> tuple[tuple[str, str], ...]:
    """Return (unit, role) of those who went, each once; ('县林业局', '') for a unit that leads the trip."""
    pairs = [(unit, "") for unit in units_of(scheme, trip)]
    for person in trip.participants:
        unit = unit_named(scheme, person.unit)
        pairs += [(unit, role) for role in person.role.split("、") if unit and role]
    return tuple(dict.fromkeys(pairs))


def bound_units(scheme: Scheme, quota: TripQuota) -> tuple[str, ...]:
    """Return the units that a quota binds, in the scheme's order."""
    if quota.kinds:
        return tuple(unit.name for unit in scheme.units if unit.kind in quota.kinds)
    return tuple(dict.fromkeys(row.lead_unit for row in scheme.target_rows if row.lead_unit))


def measured(trip: Trip, measure: str) -> int:
    """Return what a quota counts of one trip: the trip itself, its visits, its leads or its days."""
    return {"trips": 1, "visits": len(trip.visits), "leads": len(trip.leads), "days": trip.days}[measure]


def quota_lines(register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date) -> tuple[QuotaLine, ...]:
    """Return the quota table of a period: LZ-R1, NX-R1, NX-R2 by quarter; GN-R1, GN-R2 over the month's trips."""
    lines = []
    for quota in scheme.rules.quotas:
        first, last, span = span_of(quota, period, scheme.accounting)
        until = min(last, as_of)
        trips = [trip for trip in register.trips if first <= trip.start <= until]
        for unit in bound_units(scheme, quota):
            own = [trip for trip in trips if (unit, quota.role) in roles_of(scheme, trip)]
            if quota.per == "trip":
                ended = [trip for trip in own if trip.end <= as_of]
                meeting = sum(measured(trip, quota.measure) >= quota.minimum for trip in ended)
                if ended:
                    lines.append(QuotaLine(quota, unit, span, first, until, len(ended), meeting))
                continue
            done = sum(measured(trip, quota.measure) for trip in own)
            lines.append(QuotaLine(quota, unit, span, first, until, quota.minimum, done))
    return tuple(lines)


def span_of(quota: TripQuota, period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR) -> tuple[date, date, str]:
    """Return the first and last day and the words of the span that a quota covers in a period."""
    first = year.months(quota.per, period)[0]
    return first.first_day, first.shifted(SPANS.get(quota.per, 1) - 1).last_day, year.span(quota.per, period)


def quota_findings(
    lines: tuple[QuotaLine, ...], register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date
) -> tuple[Finding, ...]:
    """Return what units still owe in their spans; a warning once the span is over, a note before.

    A quota per trip is found at the trip itself (checks/trips.py).
    """
    from toolkit.model.cells import CellRef

    findings = []
    for line in lines:
        if line.quota.per == "trip" or line.met:
            continue
        measure = MEASURES[line.quota.measure]
        over = as_of >= span_of(line.quota, period, scheme.accounting)[1]
        findings.append(
            found(
                "quota_short",
                CellRef(register.file),
                Severity.WARNING if over else Severity.NOTE,
                unit=line.unit,
                what=line.quota.what,
                span=line.span,
                required=f"{line.required}{measure}",
                actual=f"{line.actual}{measure}",
                clause=line.quota.citation.words,
            )
        )
    return tuple(findings)
