"""Which 等次 does each unit come to? By total and place, then up or down where a rule says so; ties are left open."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from toolkit.assessment.places import rank_of
from toolkit.assessment.score_levels import meets
from toolkit.assessment.unit_figures import Grounds, elapsed_share, holds
from toolkit.model.assessment import ScoreEvent, ScoreTable
from toolkit.model.clause import COMPARE
from toolkit.model.grades import NO_GRADE, UNDECIDED_GRADE, Grade, GradeChange, GradeMove, UnitGrade
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.scoring import POINTS, FigureTest

MOST_NAMED = 3
# A unit's points under a part of the total, in a span.
PointsOf = Callable[[str, str, str], int | float]
# Whether 一票否决 took a unit's total of a span.
Vetoed = Callable[[str, str], bool]


class Record(Struct, frozen=True):
    """What grades are given on: the result, its figures, rows of 计分台账, the points of each part, and vetoes."""

    result: Consolidation
    grounds: Grounds | None
    events: Sequence[ScoreEvent]
    points: PointsOf
    vetoed: Vetoed


def grades_of(table: ScoreTable, record: Record) -> tuple[UnitGrade, ...]:
    """Return the grade of every unit of a table, among the units that the same grades are for."""
    every = "quarter" if table.span else "year"
    kinds = {unit.name: unit.kind for unit in record.result.scheme.units}
    groups: dict[tuple[Grade, ...], list[str]] = {}
    for place in table.places:
        mine = tuple(
            one
            for one in record.result.scheme.rules.grades
            if one.every == every and (not one.kinds or kinds.get(place.name) in one.kinds)
        )
        groups.setdefault(mine, []).append(place.name)
    totals = {place.name: place.score for place in table.places}
    return tuple(
        _graded(unit, grades, {one: totals[one] for one in units}, table.span, record)
        for grades, units in groups.items()
        if grades
        for unit in units
    )


def _graded(unit: str, grades: tuple[Grade, ...], totals: Mapping[str, float], span: str, record: Record) -> UnitGrade:
    if record.vetoed(unit, span):
        # Nothing is left that any grade but the last could rest on.
        last, doubt = _first(unit, grades[-1:], totals, span, record)
        return UnitGrade(unit, last, (), grades, {one.id: False for one in grades[:-1]}, doubt)
    first, doubt = _first(unit, grades, totals, span, record)
    kind = next((one.kind for one in record.result.scheme.units if one.name == unit), "")
    every = grades[0].every
    moves, doubts = [], [doubt] if doubt else []
    for change in record.result.scheme.rules.grade_changes:
        if change.every == every and (not change.kinds or kind in change.kinds):
            met, why = _met(change, unit, span, record)
            moves += [GradeMove(change, why)] if met else []
            doubts += [f"{change.name}：{why}"] if met is None else []
    verdicts = {one.id: _where(one.where, unit, span, record) for one in grades if one.where}
    return UnitGrade(unit, first, tuple(moves), grades, verdicts, "；".join(doubts))


def _first(
    unit: str, grades: Sequence[Grade], totals: Mapping[str, float], span: str, record: Record
) -> tuple[str, str]:
    """Return the first grade whose conditions a unit meets, and what is open where nobody can say."""
    rank, shared = rank_of(totals[unit], totals.values()), list(totals.values()).count(totals[unit])
    takes_ties = any(one.id == "ranking_ties" and one.value == "all" for one in record.result.scheme.readings)
    for grade in grades:
        limit = grade.places(len(totals))
        verdict = _where(grade.where, unit, span, record)
        short = grade.least is not None and totals[unit] < grade.least
        if short or verdict is False or (limit is not None and rank > limit):
            continue
        if limit is not None and rank - 1 + shared > limit and not takes_ties:
            return UNDECIDED_GRADE, f"第{rank}名有{shared}个单位并列，超出“{grade.name}”的{limit}个名额，请研究确定"
        if verdict is None:
            said = "、".join(test.written for test in grade.where)
            return UNDECIDED_GRADE, f"没有数据，不知道是否{said}"
        return grade.name, ""
    return NO_GRADE, ""


def _met(change: GradeChange, unit: str, span: str, record: Record) -> tuple[bool | None, str]:
    """Return whether a change meets a unit, and what it rests on; ``None`` and why where nobody can say."""
    why: list[str] = []
    if change.criteria:
        projects = _projects(change, unit, span, record)
        if sum(share or 0 for _, share in projects) < change.minimum:
            # With the parts that nobody has said yet it might be enough.
            open_ones = [one.name for one, share in projects if share is None]
            enough = sum(1 if share is None else share for _, share in projects) >= change.minimum
            return (None, f"“{open_ones[0]}”共同引进的份额待裁定") if open_ones and enough else (False, "")
        why.append(_named([_project_named(one, share) for one, share in projects if share]))
    if change.event:
        rows = [f"{one.what or one.event}（{one.ref}）" for one in _events(change, unit, span, record)]
        if len(rows) < change.minimum:
            return False, ""
        why.append(_named(rows))
    verdict = _where(change.where, unit, span, record)
    said = "、".join(test.written for test in change.where)
    if verdict is None:
        return None, f"没有数据，不知道是否{said}"
    return verdict, "；".join(part for part in (*why, said) if part)


def _where(tests: Sequence[FigureTest], unit: str, span: str, record: Record) -> bool | None:
    verdicts = [_holds(test, unit, span, record) for test in tests]
    return False if False in verdicts else None if None in verdicts else True


def _holds(test: FigureTest, unit: str, span: str, record: Record) -> bool | None:
    if test.of == POINTS:
        return bool(COMPARE[test.operator](record.points(unit, test.id, span), test.value))
    if record.grounds is None:
        return None
    return holds(test, unit, record.grounds, lambda indicator: elapsed_share(record.result, indicator))


def _project_named(entry: LedgerEntry, share: Fraction | None) -> str:
    part = "" if share in (None, 1) else f"，计{float(100 * (share or 0)):g}%"
    return f"{entry.name}（{entry.source_place}{part}）"


def _projects(change: GradeChange, unit: str, span: str, record: Record) -> list[tuple[LedgerEntry, Fraction | None]]:
    """Return a unit's projects that meet a change, each with its part: of one that two units brought as decided.

    ``None``: the part is open.  Under ``shared_credit = each`` each of the two has all of it.
    """
    found: list[tuple[LedgerEntry, Fraction | None]] = []
    together = {one.kept: one for one in record.result.ledger.shared}
    for entry in record.result.ledger.entries:
        day = entry.signed_on or entry.moved_in_on or ""
        if span and (len(day) < len("2022-05") or _span(ReportingPeriod(int(day[:4]), int(day[5:7])), record) != span):
            continue
        joint = together.get(entry.serial)
        if unit in (joint.units if joint else (entry.unit,)) and meets(entry, change.criteria):
            found.append((entry, joint.share_of(unit) if joint else Fraction(1)))
    return found


def _events(change: GradeChange, unit: str, span: str, record: Record) -> list[ScoreEvent]:
    period, year = record.result.period, record.result.scheme.accounting
    return [
        one
        for one in record.events
        if (one.unit, one.event) == (unit, change.event)
        and one.day <= period.last_day
        and year.year_of(one.day) == year.year_of(period)
        and (not span or _span(ReportingPeriod(one.day.year, one.day.month), record) == span)
    ]


def _span(period: ReportingPeriod, record: Record) -> str:
    return record.result.scheme.accounting.span("quarter", period)


def _named(found: Sequence[str]) -> str:
    more = f"等{len(found)}件" if len(found) > MOST_NAMED else ""
    return "、".join(found[:MOST_NAMED]) + more
