"""Which units reported, when, and was the table accepted? One line per unit that owes a table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from toolkit.consolidation.choose import Chosen
from toolkit.model.came import OF_UNIT, came_in_words, unused
from toolkit.model.ledger import NEEDS_CORRECTION, UNUSED, Arrival, Timeliness
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission


def timeliness(
    chosen: tuple[Chosen, ...], scheme: Scheme, period: ReportingPeriod, submissions: Iterable[Submission] = ()
) -> tuple[Timeliness, ...]:
    """Return how each unit's table arrived, in the scheme's order; units that owe none but sent one follow.

    The line says what a unit sent beside its table, or instead of one, as far as ``submissions`` hold something.
    """
    due = scheme.deadline("statistics").due(period)
    by_unit: Mapping[str, Chosen] = {choice.unit: choice for choice in chosen}
    owing = dict.fromkeys(unit.name for unit in scheme.reporting_units)
    others = [unit for unit in by_unit if unit not in owing]
    kinds = {unit.name: unit.kind for unit in scheme.units}
    came: dict[str | None, list[Submission]] = {}
    for one in unused(submissions):
        if one.period == period:
            came.setdefault(one.unit, []).append(one)
    lines = (_line(unit, kinds.get(unit, ""), by_unit.get(unit), due) for unit in (*owing, *others))
    return tuple(_with_what_came(line, came.get(line.unit, ())) for line in lines)


def _with_what_came(line: Timeliness, submissions: Sequence[Submission]) -> Timeliness:
    if not (came := came_in_words(submissions)):
        return line
    if line.arrival is not Arrival.MISSING:
        return replace(line, came=came)
    return replace(line, status=line.status or UNUSED, came=came, came_for_unit=came_in_words(submissions, OF_UNIT))


def _line(unit: str, kind: str, choice: Chosen | None, due: date) -> Timeliness:
    if choice is None:
        return Timeliness(unit, kind, due, Arrival.MISSING, None, "", "", 0, 0, 0, "", ())
    submission = choice.submission
    carried = choice.carried_from is not None
    sources = (submission, *choice.additions)
    accepted = [project for source in sources for project in source.accepted_projects]
    return Timeliness(
        unit=unit,
        kind=kind,
        due=due,
        arrival=Arrival.MISSING if carried else _arrival(choice, due),
        received=None if carried else _last(choice),
        file=submission.file,
        status="沿用上期" if carried else NEEDS_CORRECTION if submission.status is Status.RETURNED else "已采用",
        accepted_rows=len(accepted),
        returned_rows=0 if carried else sum(len(source.returned_rows) for source in sources),
        amount_yuan=sum(amount for project in accepted if (amount := project.investment_yuan) is not None),
        carried_from=str(choice.carried_from or ""),
        superseded=tuple(older.file for older in choice.superseded),
        first=min((one.received for one in choice.superseded if one.received), default=None),
        why="；".join(filter(None, (choice.why, *map(_added, choice.additions)))),
    )


def _added(one: Submission) -> str:
    return f"其中 {len(one.projects)} 行按后来的“{one.file.rpartition('/')[2]}”更正"


def _last(choice: Chosen) -> date | None:
    """Return when the last of the files that count was received, ``None`` where one of them is not registered."""
    days = [one.received for one in (choice.submission, *choice.additions)]
    return None if None in days else max(day for day in days if day)


def _arrival(choice: Chosen, due: date) -> Arrival:
    """Return how a table arrived; who was on time with one and corrected it later was on time."""
    received = _last(choice)
    if received is not None and received <= due:
        return Arrival.ON_TIME
    first = [one.received for one in (choice.submission, *choice.superseded) if one.received]
    if first and min(first) <= due:
        return Arrival.CORRECTED
    return Arrival.UNREGISTERED if received is None else Arrival.LATE
