"""How many points has each unit earned? Items gathered by unit, rule and span, counted by the rule's steps, summed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from toolkit.assessment.carrying import Missing, carried_from
from toolkit.assessment.grades import Record, grades_of
from toolkit.assessment.merit import merit_of
from toolkit.assessment.points import made_rule, points_for
from toolkit.assessment.ranking import ranked
from toolkit.assessment.score_figures import figure_items
from toolkit.assessment.score_items import event_items, is_for, ledger_items, registered_items
from toolkit.assessment.unit_figures import Grounds, all_hold, due_share
from toolkit.assessment.vetoes import with_vetoes
from toolkit.model.assessment import PastScore, ScoreEntry, ScoreEvent, ScoreItem, ScoreSheet, ScoreTable, exact
from toolkit.model.findings import Finding
from toolkit.model.ledger import COUNTY, Consolidation
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Scheme
from toolkit.model.scoring import Carry, ScoreCap, ScoreRule
from toolkit.model.trips import Trip


def score(
    events: Sequence[ScoreEvent],
    result: Consolidation,
    grounds: Grounds | None = None,
    past: Sequence[PastScore] = (),
    trips: Sequence[Trip] = (),
) -> tuple[ScoreSheet, tuple[Finding, ...]]:
    """Return the year's points to date, and what keeps rows of 计分台账 from earning any.

    Every unit that reports has a place, also with no points at all (JC-S0: 各部室).  ``past`` are the totals of
    earlier quarters, which a scheme that carries quarters into the year counts.
    """
    on_record = registered_items(result, trips)
    from_events, findings = event_items(events, result, on_record)
    items = (*from_events, *on_record, *ledger_items(result), *(figure_items(grounds) if grounds else ()))
    items = tuple(_allowed(item, result, grounds) for item in items)
    rules, carry = result.scheme.rules.scores, result.scheme.rules.carry
    units = _units(result, items)
    entries = [
        _entry(unit, rule, span, items, carry) for unit in units for rule in rules for span in _spans(unit, rule, items)
    ]
    caps = result.scheme.rules.caps
    entries += [one for unit in units for cap in caps for one in _capped(unit, cap, entries)]
    # A quarter is carried without what its 一票否决 takes; that of the year takes what was carried, too.
    entries = with_vetoes(entries, result, in_total=False)
    quarter: ScoreTable | None = None
    missing = Missing()
    if carry is not None:
        quarter = _quarter_table(entries, units, result)
        carried, missing = carried_from(carry, quarter, past, result)
        entries += carried
    entries = with_vetoes(entries, result, in_total=True)
    order = {unit: number for number, unit in enumerate(units)}
    entries.sort(key=lambda one: order[one.unit])
    sheet = _sheet(entries, units, quarter, missing, result)
    record = Record(result, grounds, events, sheet.of, sheet.is_vetoed)
    graded = tuple(replace(one, grades=() if one.untold else grades_of(one, record)) for one in sheet.tables)
    return replace(sheet, tables=graded), findings


def _sheet(
    entries: Sequence[ScoreEntry],
    units: Sequence[str],
    quarter: ScoreTable | None,
    missing: Missing,
    result: Consolidation,
) -> ScoreSheet:
    """Return the year's totals beside the quarter's; a total of which a quarter is missing is none."""
    rules, scheme = result.scheme.rules.scores, result.scheme
    totals = [
        (unit, float(exact(one.points for one in entries if one.unit == unit and one.in_total))) for unit in units
    ]
    places = _places(totals, scheme)
    shown = tuple(rule for rule in _shown(rules, entries) if quarter is None or rule.every == "year")
    vetoed = {one.unit for one in entries if one.is_veto and one.rule.every == "year"}
    untold = tuple(unit for unit in missing.units if unit not in vetoed)
    title = f"{_year_of(result)}年计分（截至{result.period.label}）"
    year = ScoreTable(title, "", shown, places, untold=untold)
    tables = [*(_by_class(quarter, scheme) if quarter else ()), *_by_class(year, scheme)]
    merit = merit_of(places, scheme) if not untold else None
    said = missing.said if untold else ()
    return ScoreSheet(shown, tuple(entries), places, quarter, tuple(tables), said, merit, COUNTY in result.unheard)


def _allowed(item: ScoreItem, result: Consolidation, grounds: Grounds | None) -> ScoreItem:
    """Return an item as it counts: not at all where its rule is for units whose figures meet a condition that fails."""
    rule = next(one for one in result.scheme.rules.scores if one.id == item.rule)
    if not rule.where or not item.counted or grounds is None:
        return item
    verdict = all_hold(rule.where, item.unit, grounds, lambda indicator: due_share(rule, result, indicator))
    said = "、".join(test.written for test in rule.where)
    why = {True: "", False: f"只给{said}的单位计", None: f"没有数据，不知道是否{said}，暂不计分"}[verdict]
    return replace(item, counted=not why, note="；".join(part for part in (why, item.note) if part))


def _year_of(result: Consolidation) -> int:
    return result.scheme.accounting.year_of(result.period)


def _classes(scheme: Scheme) -> Mapping[str, str]:
    """Return the class in which each unit is ranked, where the classes are ranked by themselves; else nothing."""
    readings = {reading.id: reading.value for reading in scheme.readings}
    return {unit.name: unit.kind for unit in scheme.units} if readings.get("ranking_scope") == "class" else {}


def _places(totals: Sequence[tuple[str, int | float]], scheme: Scheme) -> tuple[RankedPlace, ...]:
    """Return the units' places, each in its class where the classes are ranked by themselves."""
    classes = _classes(scheme)
    order = dict.fromkeys(classes.get(unit, "") for unit, _ in totals)
    groups = [[one for one in totals if classes.get(one[0], "") == own] for own in order]
    return tuple(place for group in groups for place in ranked(group))


def _by_class(table: ScoreTable, scheme: Scheme) -> Iterator[ScoreTable]:
    """Yield a table for each class with the parts that are for it, or the table where all are ranked together."""
    classes = _classes(scheme)
    if not classes:
        yield table
        return
    for own in dict.fromkeys(classes.get(place.name, "") for place in table.places):
        rules = tuple(rule for rule in table.rules if is_for(rule, own))
        places = tuple(place for place in table.places if classes.get(place.name, "") == own)
        untold = tuple(place.name for place in places if place.name in table.untold)
        yield ScoreTable(f"{own}{table.title}", table.span, rules, places, scope=own, untold=untold)


def _units(result: Consolidation, items: Sequence[ScoreItem]) -> list[str]:
    """Return who has a total: units that report and are of a kind that is assessed, and whoever has an item."""
    rules = result.scheme.rules.scores
    units = [one.name for one in result.scheme.reporting_units if any(is_for(rule, one.kind) for rule in rules)]
    return list(dict.fromkeys([*units, *(item.unit for item in items)]))


def _shown(rules: Sequence[ScoreRule], entries: Iterable[ScoreEntry]) -> Iterator[ScoreRule]:
    """Yield the scheme's rules, then those that only the totals have: caps, what is carried."""
    yield from rules
    known = {rule.id for rule in rules}
    yield from {entry.rule.id: entry.rule for entry in entries if entry.rule.id not in known}.values()


def _spans(unit: str, rule: ScoreRule, items: Sequence[ScoreItem]) -> list[str]:
    return sorted({item.span for item in items if item.unit == unit and item.rule == rule.id})


def _entry(unit: str, rule: ScoreRule, span: str, items: Sequence[ScoreItem], carry: Carry | None) -> ScoreEntry:
    own = tuple(item for item in items if (item.unit, item.rule, item.span) == (unit, rule.id, span))
    quantity = exact(item.quantity for item in own if item.counted)
    return ScoreEntry(
        unit, rule, span, own, quantity, points_for(rule, quantity), carry is None or rule.every == "year"
    )


def _capped(unit: str, cap: ScoreCap, entries: Sequence[ScoreEntry]) -> Iterator[ScoreEntry]:
    """Yield what a unit's points of a kind exceed their common cap by, as a line that takes it back."""
    rule = made_rule(cap.id, f"{cap.kind}封顶", cap.kind, -1, 1, cap.every, cap)
    mine = [one for one in entries if one.unit == unit and one.rule.kind == cap.kind and one.rule.every == cap.every]
    for span in dict.fromkeys(one.span for one in mine):
        total = exact(one.points for one in mine if one.span == span)
        over = exact([abs(total), -cap.points])
        if over > 0:
            what = f"{cap.kind}合计{total:g}分，最多{cap.points:g}分"
            sign = -1 if total < 0 else 1
            yield _line(unit, rule, span, what, sign * over, f"{BEYOND}{over:g}分不计", mine[0].in_total)


BEYOND = "超出"


def _line(
    unit: str, rule: ScoreRule, span: str, what: str, quantity: int | float, note: str, in_total: bool
) -> ScoreEntry:
    item = ScoreItem(unit, rule.id, span, what, "", "", quantity, "计分台账", note=note)
    return ScoreEntry(unit, rule, span, (item,), quantity, points_for(rule, quantity), in_total)


def _quarter_table(entries: Sequence[ScoreEntry], units: Sequence[str], result: Consolidation) -> ScoreTable:
    """Return the totals of the quarter that the period belongs to."""
    period = result.period
    span = result.scheme.accounting.span("quarter", period)
    mine = [one for one in entries if not one.in_total and one.span == span]
    rules = [rule for rule in result.scheme.rules.scores if rule.every != "year"]
    shown = tuple(rule for rule in _shown(rules, mine))
    totals = [(unit, exact(one.points for one in mine if one.unit == unit)) for unit in units]
    return ScoreTable(f"{span}计分（截至{period.label}）", span, shown, _places(totals, result.scheme))
