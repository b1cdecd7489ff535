"""How many of the required trips, visits and leads has each unit? One line for each unit and quota."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from toolkit.checks.trip_units import EACH, not_out, roles_of, unit_named, with_name
from toolkit.model.accounting_year import CALENDAR_YEAR, SPANS, AccountingYear
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import TripQuota
from toolkit.model.scheme import Scheme
from toolkit.model.trip_counting import chosen
from toolkit.model.trips import QuotaLine, Register, Trip

MEASURES = {"trips": "次", "visits": "家", "leads": "条", "days": "天"}


def bound_units(scheme: Scheme, quota: TripQuota) -> tuple[str, ...]:
    """Return the units that a quota binds, in the scheme's order."""
    if quota.kinds:
        return tuple(unit.name for unit in scheme.units if unit.kind in quota.kinds)
    return tuple(dict.fromkeys(row.lead_unit for row in scheme.target_rows if row.lead_unit))


def measured(trip: Trip, measure: str) -> int:
    """Return what a quota counts of one trip: the trip itself, the firms visited, its leads or its days."""
    return {"trips": 1, "visits": len(trip.firms), "leads": len(trip.leads), "days": trip.days}[measure]


def is_role_in(trip: Trip, quota: TripQuota, unit: str, scheme: Scheme) -> bool:
    """Tell whether a trip is one of a unit's (or its role's) that a quota counts.

    A trip within the county is no 外出; what was found and whom was met on it counts where a quota asks for just that.
    """
    roles = roles_of(scheme, trip)
    return (unit, quota.role) in roles or (not quota.asks_to_go_out and (unit, not_out(quota.role)) in roles)


def quota_lines(register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date) -> tuple[QuotaLine, ...]:
    """Return the quota table of a period: LZ-R1, NX-R1, NX-R2 by quarter; GN-R1, GN-R2 over the month's trips."""
    lines = []
    for quota in scheme.rules.quotas:
        first, last, span = span_of(quota, period, scheme.accounting)
        until = min(last, as_of)
        trips = [trip for trip in register.trips if first <= trip.start <= until]
        for unit in bound_units(scheme, quota):
            for one in _each(quota, unit, register, scheme, period):
                own = [trip for trip in trips if is_role_in(trip, one, unit, scheme)]
                if one.per == "trip":
                    ended = [trip for trip in own if trip.end <= as_of]
                    meeting = sum(measured(trip, one.measure) >= one.minimum for trip in ended)
                    if ended:
                        lines.append(QuotaLine(one, unit, span, first, until, len(ended), meeting))
                    continue
                done = sum(measured(trip, one.measure) for trip in own)
                lines.append(QuotaLine(one, unit, span, first, until, one.minimum, done))
    return tuple(lines)


def year_lines(register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date) -> tuple[QuotaLine, ...]:
    """Return the quota table of a period; in the year's last month that of all its quarters and half years.

    Before the register begins nobody wrote anything down, so nobody fell short of anything.
    """
    year = scheme.accounting
    if not year.ends("year", period):
        return quota_lines(register, scheme, period, as_of)
    begun = begins(register)
    lines: dict[tuple[str, str, str, str], QuotaLine] = {}
    for month in year.months("year", period):
        for line in quota_lines(register, scheme, month, as_of):
            ends = year.ends(line.quota.per, month) and line.quota.per in ("quarter", "half_year", "year")
            if month == period or (ends and begun is not None and month >= begun):
                lines[line.quota.id, line.quota.role, line.unit, line.span] = line
    order = {quota.id: number for number, quota in enumerate(scheme.rules.quotas)}
    units = {unit.name: number for number, unit in enumerate(scheme.units)}
    return tuple(
        sorted(
            lines.values(),
            key=lambda one: (order[one.quota.id], units.get(one.unit, len(units)), one.quota.role, one.first),
        )
    )


def begins(register: Register) -> ReportingPeriod | None:
    """Return the month with which the register begins: before it nobody wrote anything down."""
    days = [ReportingPeriod(trip.start.year, trip.start.month) for trip in register.trips]
    return min([*days, *(row.month for row in register.months)], default=None)


def _each(
    quota: TripQuota, unit: str, register: Register, scheme: Scheme, period: ReportingPeriod
) -> Iterator[TripQuota]:
    """Yield the quota, or where each person has it (reading ``quota_each``) one for every person known in the role."""
    if not quota.role or chosen(scheme, "quota_each", "together") != EACH:
        yield quota
        return
    year = scheme.accounting.year_of(period)
    names = dict.fromkeys(
        "".join(person.name.split())
        for trip in register.trips
        if scheme.accounting.year_of(trip.start) == year
        for person in trip.participants
        if quota.role in person.role.split("、") and unit_named(scheme, person.unit) == unit
    )
    for name in names:
        yield replace(
            quota, role=with_name(quota.role, name), what=quota.what.replace(quota.role, f"{quota.role}{name}")
        )
    if not names:
        yield quota


def span_of(quota: TripQuota, period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR) -> tuple[date, date, str]:
    """Return the first and last day and the words of the span that a quota covers in a period."""
    first = year.months(quota.per, period)[0]
    return first.first_day, first.shifted(SPANS.get(quota.per, 1) - 1).last_day, year.span(quota.per, period)


def quota_findings(
    lines: tuple[QuotaLine, ...], register: Register, scheme: Scheme, as_of: date
) -> tuple[Finding, ...]:
    """Return what units still owe in their spans; a warning once the span is over, a note before.

    A quota per trip is found at the trip itself (checks/trips.py).
    """
    findings = []
    for line in lines:
        if line.quota.per == "trip" or line.met:
            continue
        measure = MEASURES[line.quota.measure]
        month = ReportingPeriod(line.first.year, line.first.month)
        over = as_of >= span_of(line.quota, month, scheme.accounting)[1]
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
