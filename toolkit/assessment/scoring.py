"""How many points has each unit earned? Items gathered by unit, rule and span, and counted by the rule's steps."""

from collections.abc import Sequence

from toolkit.assessment.ranking import ranked
from toolkit.assessment.score_items import event_items, ledger_items
from toolkit.model.assessment import ScoreEntry, ScoreEvent, ScoreItem, ScoreSheet
from toolkit.model.findings import Finding
from toolkit.model.ledger import Consolidation
from toolkit.model.rules import ScoreRule


def points_for(rule: ScoreRule, quantity: int) -> int | float:
    """Return the points of a quantity in one span: per full step, or in proportion; never above the cap.

    Two items of information a quarter are 2 points (JC-S1): one of them is nothing under the default reading.
    """
    if rule.partial:
        points: int | float = round(rule.points * quantity / rule.step, 2)
    else:
        points = quantity // rule.step * rule.points
    points = points if rule.cap is None else min(points, rule.cap)
    return int(points) if points == int(points) else points


def score(events: Sequence[ScoreEvent], result: Consolidation) -> tuple[ScoreSheet, tuple[Finding, ...]]:
    """Return the year's points to date, and what keeps rows of 计分台账 from earning any.

    Every unit that reports has a place, also with no points at all (JC-S0: 各部室).
    """
    from_events, findings = event_items(events, result)
    items = (*from_events, *ledger_items(result))
    rules = result.scheme.rules.scores
    units = [unit.name for unit in result.scheme.reporting_units]
    units += [item.unit for item in items if item.unit not in units]
    entries = tuple(
        _entry(unit, rule, span, items)
        for unit in dict.fromkeys(units)
        for rule in rules
        for span in _spans(unit, rule, items)
    )
    totals = [(unit, sum(entry.points for entry in entries if entry.unit == unit)) for unit in dict.fromkeys(units)]
    return ScoreSheet(rules, entries, ranked(totals)), findings


def _spans(unit: str, rule: ScoreRule, items: Sequence[ScoreItem]) -> list[str]:
    return sorted({item.span for item in items if item.unit == unit and item.rule == rule.id})


def _entry(unit: str, rule: ScoreRule, span: str, items: Sequence[ScoreItem]) -> ScoreEntry:
    own = tuple(item for item in items if (item.unit, item.rule, item.span) == (unit, rule.id, span))
    quantity = sum(item.quantity for item in own if item.counted)
    return ScoreEntry(unit, rule, span, own, quantity, points_for(rule, quantity))
