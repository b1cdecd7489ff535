"""Which events and projects earn points? Rows of 计分台账 and projects of the ledger, each under its rule."""

from collections.abc import Iterable, Iterator, Sequence

from toolkit.assessment.exchange import DOLLAR, in_dollars
from toolkit.model.assessment import FOREIGN_MONEY, ScoreEvent, ScoreItem
from toolkit.model.clause import AnyOf, Condition
from toolkit.model.findings import Finding, found
from toolkit.model.ledger import Consolidation, LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import ScoreRule

BONUS = "突出贡献奖励分"
Items = tuple[tuple[ScoreItem, ...], tuple[Finding, ...]]


def span_of(rule: ScoreRule, period: ReportingPeriod) -> str:
    """Return the span in which a rule counts: ``2022年第2季度``, ``2022年6月`` or ``2022年``."""
    if rule.every == "quarter":
        return f"{period.year}年第{period.quarter}季度"
    return period.label if rule.every == "month" else f"{period.year}年"


def event_items(events: Sequence[ScoreEvent], result: Consolidation) -> Items:
    """Return the items of 计分台账 up to the period's end, and what keeps a row from earning points."""
    scheme = result.scheme
    rules = {rule.event: rule for rule in scheme.rules.scores if rule.source == "events"}
    money = next((rule for rule in scheme.rules.scores if rule.column.endswith("_usd")), None)
    items: list[ScoreItem] = []
    findings: list[Finding] = []
    for event in events:
        if event.day > result.period.last_day or event.day.year != result.period.year:
            continue
        if event.event == FOREIGN_MONEY and money:
            items += _money_item(event, money, result, findings)
        elif event.event in rules:
            items += _event_item(event, rules[event.event], findings)
    return tuple(items), tuple(findings)


def _event_item(event: ScoreEvent, rule: ScoreRule, findings: list[Finding]) -> Iterator[ScoreItem]:
    proven = bool(event.evidence) or not rule.evidence
    if not proven:
        findings.append(found("score_evidence_missing", event.ref, event=rule.event, evidence=rule.evidence))
    span = span_of(rule, ReportingPeriod(event.day.year, event.day.month))
    note = "" if proven else f"缺{rule.evidence}，暂不计分"
    day = event.day.isoformat()
    yield ScoreItem(
        event.unit, rule.id, span, event.what, day, event.evidence, event.quantity, str(event.ref), proven, note
    )


def _money_item(
    event: ScoreEvent, rule: ScoreRule, result: Consolidation, findings: list[Finding]
) -> Iterator[ScoreItem]:
    if event.currency == DOLLAR:
        findings.append(found("score_dollars_twice", event.ref))
        return
    if event.amount is None:
        return  # the book was asked for the amount when it was read
    dollars = in_dollars(event.amount, event.currency, event.day, result.scheme)
    if dollars is None:
        findings.append(found("score_rate_missing", event.ref, currency=event.currency, day=event.day))
        return
    span = span_of(rule, ReportingPeriod(event.day.year, event.day.month))
    note = f"{event.amount:,}{event.currency}，折合 {dollars:,} 美元"
    day = event.day.isoformat()
    yield ScoreItem(event.unit, rule.id, span, event.what, day, event.evidence, dollars, str(event.ref), note=note)


def ledger_items(result: Consolidation) -> tuple[ScoreItem, ...]:
    """Return the items that projects of the ledger earn; a project that a decision took out earns nothing.

    Under the reading ``bonus_stacks = once`` a project earns its first bonus only, the others stand uncounted.
    """
    readings = {reading.id: reading.value for reading in result.scheme.readings}
    once = readings.get("bonus_stacks") == "once"
    items: list[ScoreItem] = []
    rewarded: dict[int, str] = {}
    for rule in result.scheme.rules.scores:
        if rule.source != "ledger":
            continue
        for entry in result.ledger.entries:
            if entry.counted != "是" or not any(meets(entry, way) for way in rule.alternatives):
                continue
            if rule.column and getattr(entry, rule.column) is None:
                continue  # nobody told how much: no item, not one of 0
            first = rewarded.setdefault(entry.serial, rule.id) if once and rule.kind == BONUS else rule.id
            items.append(_ledger_item(entry, rule, result.period, first))
    return tuple(items)


def _ledger_item(entry: LedgerEntry, rule: ScoreRule, period: ReportingPeriod, first: str) -> ScoreItem:
    quantity = int(getattr(entry, rule.column)) if rule.column else 1
    counted = first == rule.id
    return ScoreItem(
        unit=entry.unit,
        rule=rule.id,
        span=span_of(rule, period),
        what=entry.name,
        day=entry.signed_on or entry.moved_in_on or "",
        evidence=entry.progress or "",
        quantity=quantity,
        place=entry.source_place,
        counted=counted,
        note="" if counted else f"同一项目已按{first}加分",
    )


def meets(entry: LedgerEntry, conditions: Iterable[Condition]) -> bool:
    """Tell whether an entry meets every condition; an empty cell meets none, as in COUNTIFS."""
    return all(
        any(meets(entry, way) for way in condition.ways)
        if isinstance(condition, AnyOf)
        else condition.allows(getattr(entry, condition.column))
        for condition in conditions
    )
