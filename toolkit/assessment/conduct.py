"""What did each unit do of what was asked, and what not? One list of lines, from which every judgement is taken."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from toolkit.model.accounting_year import CALENDAR_YEAR, SPANS, AccountingYear
from toolkit.model.assessment import Progress, TrackedStage
from toolkit.model.conduct import QUOTAS, STEPS, TABLES, TARGETS, ConductLine, Kept
from toolkit.model.figures import with_unit
from toolkit.model.ledger import Arrival, Consolidation, Timeliness, Variance
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import QuotaLine

ARRIVALS = "报送情况"  # the master's sheet of who sent what when
_ARRIVED = {Arrival.LATE: Kept.LATE, Arrival.MISSING: Kept.MISSING, Arrival.UNREGISTERED: Kept.UNTOLD}


class Conduct(Struct, frozen=True):
    """What is known of the year's conduct: arrivals in each period, the trip quotas' lines, and lines on papers.

    ``papers`` are lines that the corridor made from the 出行台账: monthly reports, budgets, trip reports, approvals.
    """

    timeliness: Mapping[ReportingPeriod, Sequence[Timeliness]]
    quotas: tuple[QuotaLine, ...] = ()
    papers: tuple[ConductLine, ...] = ()


def conduct_lines(
    result: Consolidation, conduct: Conduct, tracked: Sequence[TrackedStage] = ()
) -> tuple[ConductLine, ...]:
    """Return the year's lines to date, by unit in the scheme's order, then by day; a unit without any has none."""
    lines = [
        *_tables(result, conduct),
        *conduct.papers,
        *(_quota(line) for line in conduct.quotas if line.met or _is_over(line, result.as_of)),
        *_steps(tracked, result),
        *_targets(result),
    ]
    order = {unit.name: number for number, unit in enumerate(result.scheme.units)}
    return tuple(sorted(lines, key=lambda one: (order.get(one.unit, len(order)), one.unit, one.day, one.matter)))


def lines_in(
    lines: Sequence[ConductLine],
    every: str,
    period: ReportingPeriod,
    matters: Sequence[str] = (),
    year: AccountingYear = CALENDAR_YEAR,
) -> list[ConductLine]:
    """Return the lines in the span that holds ``period``, of some matters (empty: all but 目标任务)."""
    first, last = year.months(every, period)[0].first_day, period.last_day
    return [
        line
        for line in lines
        if first <= line.day <= last and (line.matter in matters if matters else line.matter != TARGETS)
    ]


def _tables(result: Consolidation, conduct: Conduct) -> Iterator[ConductLine]:
    citation = result.scheme.deadline("statistics").citation
    owing = {unit.name for unit in result.scheme.reporting_units}
    for period, arrivals in sorted(conduct.timeliness.items()):
        for one in arrivals:
            if one.unit not in owing:
                continue
            what, month = f"{period.label}统计表", f"{period.month}月"
            kept = _ARRIVED.get(one.arrival, Kept.ON_TIME)
            if kept is not Kept.ON_TIME or not one.is_returned:
                # A table that is missing has no file: what the log names there is the former month's, which goes on.
                place = ARRIVALS if kept is Kept.MISSING else one.file
                yield ConductLine(one.unit, TABLES, period.first_day, what, kept, f"{month}{kept}", place, citation)
            if one.is_returned and one.arrival is not Arrival.MISSING:
                said = f"{month}退回"
                yield ConductLine(one.unit, TABLES, period.first_day, what, Kept.RETURNED, said, one.file, citation)


def _is_over(line: QuotaLine, as_of: date) -> bool:
    """Tell whether a quota's span has ended: before that nobody fell short of it."""
    months = SPANS.get(line.quota.per, 1)
    start = ReportingPeriod(line.first.year, line.first.month)
    return line.quota.per == "trip" or as_of >= start.shifted(months - 1).last_day


def _quota(line: QuotaLine) -> ConductLine:
    said = f"{line.quota.what}（{line.span}）完成{line.actual}，应{line.required}"
    kept = Kept.ON_TIME if line.met else Kept.SHORT
    what = f"{line.quota.what}（{line.span}）"
    return ConductLine(line.unit, QUOTAS, line.first, what, kept, said, "外出招商台账", line.quota.citation)


def _steps(tracked: Sequence[TrackedStage], result: Consolidation) -> Iterator[ConductLine]:
    """Yield the steps that are or were past their limit in the year, by the day of the limit."""
    year = result.scheme.accounting
    names = {name: unit.name for unit in result.scheme.units for name in (*unit.aliases, unit.name)}
    for one in tracked:
        if one.due is None or year.year_of(one.due) != year.year_of(result.period):
            continue
        late = one.progress in (Progress.OVERDUE, Progress.CLOSED_LATE)
        if not late and one.progress is not Progress.CLOSED:
            continue
        record, citation = one.record, one.rule.citation if one.rule else None
        kept = Kept.OVERDUE if late else Kept.ON_TIME
        said = f"{record.project}{record.stage}{one.progress}（限{one.due.isoformat()}）"
        what = f"{record.project}{record.stage}"
        unit = names.get(record.unit, record.unit)
        yield ConductLine(unit, STEPS, one.due, what, kept, said, str(record.ref), citation)


def _targets(result: Consolidation) -> Iterator[ConductLine]:
    """Yield how far each target row is with each task: behind the pace, and in the year's last month not fulfilled."""
    final = result.scheme.accounting.ends("year", result.period)
    for standing in result.standings:
        for variance in standing.variances.values():
            if variance.completion is None or variance.indicator.is_ratio:
                continue
            short = variance.completion < 1 if final else (variance.ahead or 0) < 0
            kept = (Kept.FAILED if final else Kept.BEHIND) if short else Kept.ON_TIME
            day = result.period.first_day
            scope = f"（{standing.line.scope}）" if standing.line.scope else ""
            what = f"{variance.indicator.name}{scope}"
            said = f"{what}{_figures(variance)}"
            unit, clause = standing.line.lead_unit, variance.indicator.citation
            yield ConductLine(unit, TARGETS, day, what, kept, said, "目标完成情况", clause)


def _figures(variance: Variance) -> str:
    indicator, actual, target = variance.indicator, variance.actual or 0, variance.target or 0
    return f"完成{with_unit(actual, indicator)}，目标{with_unit(target, indicator)}"
