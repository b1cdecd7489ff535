"""How many of the required trips, visits and leads has each unit? One line for each unit and quota."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from toolkit.checks.trip_units import EACH, not_out, roles_of, with_name
from toolkit.model.accounting_year import CALENDAR_YEAR, SPANS, AccountingYear
from toolkit.model.cells import CellRef
from toolkit.model.documents import chinese_date
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import TripQuota
from toolkit.model.scheme import Scheme
from toolkit.model.trip_counting import chosen
from toolkit.model.trips import NOT_OUT, QuotaLine, Register, Trip

# The trips by (unit, role).
Attendance = Mapping[tuple[str, str], Sequence[Trip]]
MEASURES = {"trips": "次", "visits": "家", "leads": "条", "days": "天"}


def in_words(line: QuotaLine) -> str:
    """Return how far a unit is with a quota: 家, 条, 天 and 次; of a quota per trip, how many trips meet it (GN-R1)."""
    measure = MEASURES[line.quota.measure]
    if line.quota.per == "trip":
        return f"外出{line.required}次，达到{line.quota.minimum}{measure}的{line.actual}次"
    state = "" if line.met else f"，还差{line.required - line.actual}{measure}"
    return f"应完成{line.required}{measure}，已完成{line.actual}{measure}{state}"


def bound_units(scheme: Scheme, quota: TripQuota) -> tuple[str, ...]:
    """Return the units that a quota binds, in the scheme's order."""
    if quota.kinds:
        return tuple(unit.name for unit in scheme.units if unit.kind in quota.kinds)
    return tuple(dict.fromkeys(row.lead_unit for row in scheme.target_rows if row.lead_unit))


def measured(trip: Trip, measure: str) -> int:
    """Return what a quota counts of one trip: the trip itself, the firms visited, its leads or its days."""
    return {"trips": 1, "visits": len(trip.firms), "leads": len(trip.leads), "days": trip.days}[measure]


def done_on(trips: Sequence[Trip], measure: str, scheme: Scheme) -> int:
    """Return what a quota counts of a span's trips.

    A firm met on two trips is one firm, and a lead talked of on both is one lead (家, 条), unless the reading
    ``met_again`` counts each trip's (NX-U2 联络).
    """
    if measure not in ("visits", "leads") or chosen(scheme, "met_again", "once") == "each":
        return sum(measured(trip, measure) for trip in trips)
    if measure == "visits":
        return len({firm for trip in trips for firm in trip.firms})
    return len({lead.as_lead for trip in trips for lead in trip.leads})


def attended(register: Register, scheme: Scheme) -> Attendance:
    """Return the trips by the unit and role that took part in them: the year's, whatever is asked of whom."""
    found: dict[tuple[str, str], list[Trip]] = {}
    for trip in register.trips:
        for pair in roles_of(scheme, trip):
            found.setdefault(pair, []).append(trip)
    return found


def _own(quota: TripQuota, unit: str, trips: Attendance) -> list[Trip]:
    """Return the trips of a unit (or of its role) that a quota counts.

    A trip within the county is no 外出; what was found and whom was met on it counts where a quota asks for just that.
    """
    own = list(trips.get((unit, quota.role), ()))
    return own if quota.asks_to_go_out else [*own, *trips.get((unit, not_out(quota.role)), ())]


def quota_lines(
    register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date, known: Attendance | None = None
) -> tuple[QuotaLine, ...]:
    """Return the quota table of a period: LZ-R1, NX-R1, NX-R2 by quarter; GN-R1, GN-R2 over the month's trips.

    ``known`` is :func:`attended`, for who asks of several periods.
    """
    trips = attended(register, scheme) if known is None else known
    lines = []
    for quota in scheme.rules.quotas:
        first, last, span = span_of(quota, period, scheme.accounting)
        until = min(last, as_of)
        for unit in bound_units(scheme, quota):
            for one in _each(quota, unit, trips, scheme, period):
                own = [trip for trip in _own(one, unit, trips) if first <= trip.start <= until]
                if one.per == "trip":
                    ended = [trip for trip in own if trip.end <= as_of]
                    meeting = sum(measured(trip, one.measure) >= one.minimum for trip in ended)
                    if ended:
                        lines.append(QuotaLine(one, unit, span, first, until, len(ended), meeting))
                    continue
                done = done_on(own, one.measure, scheme)
                lines.append(QuotaLine(one, unit, span, first, until, one.minimum, done))
    return tuple(lines)


def year_lines(register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date) -> tuple[QuotaLine, ...]:
    """Return the quota table of a period; in the year's last month that of all its quarters and half years.

    Before the register begins nobody wrote anything down, so nobody fell short of anything.
    """
    year = scheme.accounting
    if not year.ends("year", period):
        return quota_lines(register, scheme, period, as_of)
    begun, known = begins(register), attended(register, scheme)
    lines: dict[tuple[str, str, str, str], QuotaLine] = {}
    for month in year.months("year", period):
        for line in quota_lines(register, scheme, month, as_of, known):
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
    quota: TripQuota, unit: str, trips: Attendance, scheme: Scheme, period: ReportingPeriod
) -> Iterator[TripQuota]:
    """Yield the quota, or where each person has it (reading ``quota_each``) one for every person known in the role."""
    if not quota.role or chosen(scheme, "quota_each", "together") != EACH:
        yield quota
        return
    year, begins_with = scheme.accounting.year_of(period), with_name(quota.role, "")
    names = dict.fromkeys(
        role.removeprefix(begins_with).removesuffix(NOT_OUT)
        for (whose, role), made in trips.items()
        if whose == unit
        and role.startswith(begins_with)
        and any(scheme.accounting.year_of(trip.start) == year for trip in made)
    )
    for name in names:
        what = quota.what.replace(quota.role, f"{quota.role}{name}")
        yield replace(quota, role=with_name(quota.role, name), what=what)
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
        last = span_of(line.quota, month, scheme.accounting)[1]
        over = as_of > last
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
                missing=f"{line.required - line.actual}{measure}",
                todo="请书面说明未完成的原因" if over else f"请于{chinese_date(last)}前完成",
                clause=line.quota.citation.words,
            )
        )
    return tuple(findings)
