"""Which steps are near or past their limit (GN-R11 限时办结、超时预警、办结销号), and which pairs are late (NX-R12)?"""

from collections.abc import Sequence
from datetime import date, timedelta

from toolkit.model.assessment import PairTiming, Progress, StageRecord, TrackedStage
from toolkit.model.ledger import Consolidation
from toolkit.model.rules import FlowStage, StagePair
from toolkit.model.scheme import Scheme

# GN-R11 asks for a warning before the limit and does not say how long before.
WARN_DAYS = 3


def tracked(records: Sequence[StageRecord], result: Consolidation) -> tuple[TrackedStage, ...]:
    """Return each record with its limit, warning day and state on ``as_of``; what needs care first.

    A record's own limit goes before the scheme's; the days are natural ones, the day of the start is day 0.
    """
    return tracked_on(records, result.scheme, result.as_of)


def tracked_on(records: Sequence[StageRecord], scheme: Scheme, as_of: date) -> tuple[TrackedStage, ...]:
    """Return each record with its limit, warning day and state on a day, under a scheme."""
    rules = {rule.name: rule for rule in scheme.rules.stages}
    found = [_tracked(record, rules.get(record.stage), as_of) for record in records]
    order = (Progress.OVERDUE, Progress.WARNED, Progress.OPEN, Progress.UNTIMED, Progress.CLOSED_LATE, Progress.CLOSED)
    return tuple(sorted(found, key=lambda one: (order.index(one.progress), one.due or date.max, one.record.ref)))


def _tracked(record: StageRecord, rule: FlowStage | None, as_of: date) -> TrackedStage:
    days = record.days if record.days is not None else rule.days if rule else None
    if record.started is None or days is None:
        return TrackedStage(record, rule, None, None, Progress.CLOSED if record.done else Progress.UNTIMED)
    due = record.started + timedelta(days=days)
    warn = rule.warn if rule and rule.warn is not None else min(WARN_DAYS, days)
    warn_on = due - timedelta(days=warn)
    return TrackedStage(record, rule, due, warn_on, state(record.done, due, warn_on, as_of))


def state(done: date | None, due: date, warn_on: date, as_of: date) -> Progress:
    """Return where a timed step stands on a day; on the day of the limit itself it is not yet overdue."""
    if done is not None:
        return Progress.CLOSED if done <= due else Progress.CLOSED_LATE
    if as_of > due:
        return Progress.OVERDUE
    return Progress.WARNED if as_of >= warn_on else Progress.OPEN


def pair_timings(records: Sequence[StageRecord], result: Consolidation) -> tuple[PairTiming, ...]:
    """Return every 四即 pair whose first moment is known: from 进度跟踪, else from the ledger's dates.

    Only projects in 进度跟踪: for others it is unknown whether they need land at all.
    """
    moments = {(one.project, one.stage): one.done for one in records if one.done is not None}
    followed = {one.project for one in records}
    for entry in result.ledger.entries:
        if entry.name not in followed:
            continue
        for stage, day in (("签约", entry.signed_on), ("开工", entry.started_on)):
            if (exact := _exact(day)) is not None and entry.counted == "是":
                moments.setdefault((entry.name, stage), exact)
    projects = list(dict.fromkeys(project for project, _ in moments))
    return tuple(
        _timing(project, pair, first, moments.get((project, pair.then)), result.as_of)
        for project in projects
        for pair in result.scheme.rules.pairs
        if (first := moments.get((project, pair.first))) is not None
    )


def _exact(day: str | None) -> date | None:
    """Return a ledger date that is exact to the day."""
    return date.fromisoformat(day) if day and len(day) == len("2022-05-31") else None


def _timing(project: str, pair: StagePair, first: date, then: date | None, as_of: date) -> PairTiming:
    due = first + timedelta(days=pair.days)
    warn_on = due - timedelta(days=min(WARN_DAYS, pair.days))
    return PairTiming(project, pair, first, then, due, state(then, due, warn_on, as_of))
