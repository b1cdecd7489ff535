"""What does 一票否决 take? All points of its span, in the line of the event itself; of a year also what is carried."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from toolkit.model.accounting_year import MONTHS
from toolkit.model.assessment import ScoreEntry, exact
from toolkit.model.ledger import Consolidation
from toolkit.model.scoring import ScoreRule


def with_vetoes(entries: Sequence[ScoreEntry], result: Consolidation, in_total: bool) -> list[ScoreEntry]:
    """Return the entries with those of 一票否决 as they take the points of their span back, the shorter spans first.

    A quarter's takes that quarter's points, which then count in the year as 0; a year's takes the year's total, once
    what is carried into it is known (``in_total``).
    """
    done = list(entries)
    vetoes = [number for number, one in enumerate(done) if one.is_veto and one.in_total == in_total]
    for number in sorted(vetoes, key=lambda number: len(_months(done[number].rule, done[number].span, result))):
        done[number] = _taken(done[number], done, result)
    return done


def _taken(veto: ScoreEntry, entries: Sequence[ScoreEntry], result: Consolidation) -> ScoreEntry:
    total = exact(one.points for one in _within(veto, entries, result))
    rule = replace(veto.rule, points=-1, step=1, partial=True, cap=None, floor=None)
    first = next(item for item in veto.items if item.counted)
    said = f"{rule.name}：得分全部取消"
    items = []
    for item in veto.items:
        if item is first:
            note = "；".join(part for part in (item.what if item.what != rule.event else "", item.note) if part)
            items.append(replace(item, what=said, quantity=total, note=note))
        else:
            items.append(replace(item, quantity=0) if item.counted else item)
    return replace(veto, rule=rule, items=tuple(items), quantity=total, points=exact([0, -total]))


def _within(veto: ScoreEntry, entries: Sequence[ScoreEntry], result: Consolidation) -> Iterator[ScoreEntry]:
    """Yield the unit's other entries of the same total whose span lies in that of the veto."""
    its = _months(veto.rule, veto.span, result)
    for one in entries:
        beside = one is not veto and (one.unit, one.in_total) == (veto.unit, veto.in_total)
        if beside and _months(one.rule, one.span, result) <= its:
            yield one


def _months(rule: ScoreRule, span: str, result: Consolidation) -> frozenset[int]:
    """Return which months of the year a span has."""
    year = result.scheme.accounting
    months = ((number, year.month(year.year_of(result.period), number)) for number in range(1, MONTHS + 1))
    return frozenset(number for number, month in months if year.span(rule.every, month) == span)
