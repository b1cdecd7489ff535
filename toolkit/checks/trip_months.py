"""Who owes monthly papers, and did they come in time? Budgets by the 5th (LZ-R3), reports by the 28th (GN-R3)."""

from datetime import date

from toolkit.checks.trip_units import unit_named
from toolkit.model.cells import CellRef
from toolkit.model.documents import chinese_date
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Deadline, Scheme
from toolkit.model.trip_counting import chosen
from toolkit.model.trips import Register, TeamMonth, Trip

BUDGET, REPORT = "budget", "monthly_report"


def check_months(register: Register, scheme: Scheme, period: ReportingPeriod, as_of: date) -> tuple[Finding, ...]:
    """Each team sends its budget by the 5th (LZ-R3) and its report by the 28th (GN-R3) of the same month.

    Where the office has not kept the sheet 月报 this year nobody knows who sent what: said once, and of nobody.
    """
    findings: list[Finding] = []
    kept = keeps_months(register, scheme, period)
    for deadline in scheme.deadlines:
        if deadline.id not in (BUDGET, REPORT):
            continue
        if not kept:
            if as_of > deadline.due(period) and teams(register, scheme, period, deadline.id):
                details = {"what": deadline.what, "clause": deadline.citation.words}
                findings.append(found("months_not_kept", CellRef(register.file, "月报"), **details))
            continue
        for team in teams(register, scheme, period, deadline.id):
            row = month_of(register, team, period, scheme)
            sent = (row.budget_on if deadline.id == BUDGET else row.report_on) if row else None
            place = row.ref if row else CellRef(register.file, "月报")
            findings += paper_findings(place, team, deadline.what, deadline, deadline.due(period), sent, as_of)
    return tuple(findings)


def teams(register: Register, scheme: Scheme, period: ReportingPeriod, paper: str = REPORT) -> tuple[str, ...]:
    """Return who owes a monthly paper: the teams that the document binds by kind, and whoever travels or wrote.

    A budget is owed by every 招商组, of nothing (零预算) too, where the reading ``nil_budget`` says so.
    """
    kinds = {kind for quota in scheme.rules.quotas if quota.per == "trip" for kind in quota.kinds}
    bound = [unit.name for unit in scheme.units if unit.kind in kinds]
    if paper == BUDGET and chosen(scheme, "nil_budget", "travelling") == "every":
        bound += [row.group for row in scheme.target_rows if row.group]
    travelling = [trip.group or trip.unit for trip in register.trips if starts_in(trip, period)]
    wrote = [month.team for month in register.months if month.month == period]
    names = {name for team in bound for name in _names(scheme, team)}
    others = [team for team in (*travelling, *wrote) if not _names(scheme, team) & names]
    return tuple(dict.fromkeys((*bound, *others)))


def keeps_months(register: Register, scheme: Scheme, period: ReportingPeriod) -> bool:
    """Tell whether the office has written anything into the sheet 月报 this year, up to a period."""
    year = scheme.accounting
    return any(row.month <= period and year.year_of(row.month) == year.year_of(period) for row in register.months)


def month_of(register: Register, team: str, period: ReportingPeriod, scheme: Scheme) -> TeamMonth | None:
    """Return a team's row of the sheet 月报 for a period, under any of the team's names; else its lead unit's."""
    rows = [row for row in register.months if row.month == period]
    wanted, others = _team(scheme, team), _names(scheme, team)
    same = [row for row in rows if _team(scheme, row.team) == wanted]
    return next(iter(same or [row for row in rows if _names(scheme, row.team) & others]), None)


def nil_budgets(register: Register, scheme: Scheme, period: ReportingPeriod) -> tuple[str, ...]:
    """Return the teams that reported a budget for the month and plan no money: theirs is 零预算 (LZ-R3)."""
    spending = {
        name
        for trip in register.trips
        if starts_in(trip, period) and trip.expenses
        for who in (trip.group, trip.unit)
        if who
        for name in _names(scheme, who)
    }
    rows = [row for row in register.months if row.month == period and row.budget_on is not None]
    return tuple(dict.fromkeys(row.team for row in rows if not _names(scheme, row.team) & spending))


def _team(scheme: Scheme, text: str) -> str:
    """Return a team's one name: its unit's where the scheme knows it, else the group's."""
    by_group = next((row.lead_unit for row in scheme.target_rows if row.group == text and row.lead_unit), "")
    teams_are_units = any(quota.per == "trip" for quota in scheme.rules.quotas)
    return unit_named(scheme, text) or (by_group if teams_are_units else "") or text


def _names(scheme: Scheme, text: str) -> set[str]:
    """Return the names that a team goes by: its own, and those of the units that lead it where it is a group."""
    return {_team(scheme, text), *(row.lead_unit for row in scheme.target_rows if row.group == text and row.lead_unit)}


def starts_in(trip: Trip, period: ReportingPeriod) -> bool:
    """Tell whether a trip begins in a month."""
    return period.first_day <= trip.start <= period.last_day


def paper_findings(
    place: CellRef,
    who: str,
    what: str,
    deadline: Deadline,
    due: date,
    sent: date | None,
    as_of: date,
    assumed: str = "",
) -> list[Finding]:
    """Return what is wrong with one paper: late, or missing once its day is past; ``assumed`` is said of the day."""
    details = {
        "who": who,
        "what": what,
        "due": chinese_date(due) + (f"（{assumed}）" if assumed else ""),
        "receiver": deadline.receiver,
        "clause": deadline.citation.words,
    }
    if sent is None:
        return [found("paper_missing", place, **details)] if as_of > due else []
    return [found("paper_late", place, sent=chinese_date(sent), **details)] if sent > due else []
