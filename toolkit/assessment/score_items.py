"""Which events and projects earn points? Rows of 计分台账 and projects of the ledger, each under its rule."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from msgspec.structs import replace

from toolkit.assessment.exchange import DOLLAR, in_dollars
from toolkit.assessment.score_levels import climbed, limited, meets, reaches, worth
from toolkit.model.assessment import FOREIGN_MONEY, ScoreEvent, ScoreItem, exact
from toolkit.model.clause import EXACT
from toolkit.model.findings import Finding, found
from toolkit.model.ledger import Consolidation, Ledger
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import office_words
from toolkit.model.scheme import Scheme
from toolkit.model.scoring import BONUS, ScoreRule
from toolkit.model.trip_counting import agreed_to
from toolkit.model.trips import Trip

DAYS = "至"
Items = tuple[tuple[ScoreItem, ...], tuple[Finding, ...]]


def span_of(rule: ScoreRule, period: ReportingPeriod, scheme: Scheme) -> str:
    """Return the span in which a rule counts: ``2022年第二季度``, ``2022年6月`` or ``2022年``."""
    return scheme.accounting.span(rule.every, period)


def event_items(events: Sequence[ScoreEvent], result: Consolidation, known: Sequence[ScoreItem] = ()) -> Items:
    """Return the items of 计分台账 up to the period's end, and what keeps a row from earning points.

    ``known`` are those on record elsewhere: a row about one of them is the same thing typed twice.
    """
    scheme = result.scheme
    rules = {rule.event: rule for rule in scheme.rules.scores if rule.source == "events"}
    kinds = {unit.name: unit.kind for unit in scheme.units}
    met: set[tuple[str, str, str]] = set()
    money = next((rule for rule in scheme.rules.scores if rule.column.endswith("_usd")), None)
    items: list[ScoreItem] = []
    findings: list[Finding] = []
    year = scheme.accounting
    for event in events:
        if event.day > result.period.last_day or year.year_of(event.day) != year.year_of(result.period):
            continue
        if event.event == FOREIGN_MONEY and money:
            items += _money_item(event, money, result, findings)
        elif event.event in rules:
            rule, before = rules[event.event], (event.unit, event.event, event.what)
            why = f"这一项只计{'、'.join(rule.kinds)}" if not is_for(rule, kinds.get(event.unit, "")) else ""
            why = why or ("同一件事已经计过，只计一次" if rule.once and before in met else "")
            why = why or _on_record(event, rule, known)
            items += _event_item(event, rule, scheme, findings, why)
            met.add(before)
    return tuple(items), tuple(findings)


def _on_record(event: ScoreEvent, rule: ScoreRule, known: Sequence[ScoreItem]) -> str:
    """Say where a row's thing counts already: a trip on its day, or a project of its name; '' where it does not."""
    for item in known:
        if (item.unit, item.rule) != (event.unit, rule.id):
            continue
        first, _, last = item.day.partition(DAYS)
        named = bool(item.what) and item.what in event.what
        if named if rule.register == "packaged" else first <= event.day.isoformat() <= (last or first):
            return f"{item.place}已计，不重复计"
    return ""


def registered_items(result: Consolidation, trips: Iterable[Trip]) -> tuple[ScoreItem, ...]:
    """Return what is on record and earns points without being typed again: ended trips, packaged projects."""
    items: list[ScoreItem] = []
    kinds = {unit.name: unit.kind for unit in result.scheme.units}
    names = {name: unit.name for unit in result.scheme.units for name in (*unit.aliases, unit.name)}
    for rule in (one for one in result.scheme.rules.scores if one.source == "events"):
        if rule.register == "trips":
            items += [
                _trip_item(one, rule, result.scheme, names.get(one.who, one.who))
                for one in trips
                if _counts(one, result)
            ]
        elif rule.register == "packaged":
            rows = [one for one in result.ledger.entries if one.counted == "是" and one.packaged == "是"]
            span = span_of(rule, result.period, result.scheme)
            items += [ScoreItem(one.unit, rule.id, span, one.name, "", "", 1, one.source_place) for one in rows]
    rules = {rule.id: rule for rule in result.scheme.rules.scores}
    return tuple(item for item in items if item.unit in kinds and is_for(rules[item.rule], kinds[item.unit]))


def _counts(trip: Trip, result: Consolidation) -> bool:
    year = result.scheme.accounting
    if agreed_to(trip, result.scheme):
        return False
    return year.year_of(trip.end) == year.year_of(result.period) and trip.end <= min(
        result.period.last_day, result.as_of
    )


def _trip_item(trip: Trip, rule: ScoreRule, scheme: Scheme, unit: str) -> ScoreItem:
    span = span_of(rule, ReportingPeriod(trip.end.year, trip.end.month), scheme)
    what = f"{trip.destination}{trip.purpose}（行程{trip.id}）"
    day = f"{trip.start.isoformat()}{DAYS}{trip.end.isoformat()}"
    return ScoreItem(unit, rule.id, span, what, day, "", 1, str(trip.ref))


def is_for(rule: ScoreRule, kind: str) -> bool:
    """Tell whether a rule is for a kind of unit."""
    return not rule.kinds or kind in rule.kinds


def _event_item(
    event: ScoreEvent, rule: ScoreRule, scheme: Scheme, findings: list[Finding], why: str
) -> Iterator[ScoreItem]:
    """Yield a row's item; ``why`` says why it does not count, '' where it does."""
    proven = bool(event.evidence) or not rule.evidence
    if not proven:
        findings.append(found("score_evidence_missing", event.ref, event=rule.event, evidence=rule.evidence))
    span = span_of(rule, ReportingPeriod(event.day.year, event.day.month), scheme)
    note = why if proven else f"缺{rule.evidence}，暂不计分"
    if not note and rule.regions and event.region not in rule.regions:
        note = f"企业在{office_words(scheme.home)[event.region]}，不计" if event.region else "缺企业所在地，暂不计分"
        if not event.region:
            findings.append(found("score_place_missing", event.ref, event=rule.event))
    day = event.day.isoformat()
    yield ScoreItem(
        event.unit, rule.id, span, event.what, day, event.evidence, event.quantity, str(event.ref), not note, note
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
    span = span_of(rule, ReportingPeriod(event.day.year, event.day.month), result.scheme)
    note = f"{event.amount:,}{event.currency}，折合 {dollars:,} 美元"
    day = event.day.isoformat()
    counted = climbed(rule.ladder, dollars) if rule.ladder else dollars
    yield ScoreItem(event.unit, rule.id, span, event.what, day, event.evidence, counted, str(event.ref), note=note)


def ledger_items(result: Consolidation) -> tuple[ScoreItem, ...]:
    """Return the items that projects of the ledger earn; a project that a decision took out earns nothing.

    Under the reading ``bonus_stacks = once`` a project earns its first bonus only, and of rules with one ``once_among``
    the best only: the others stand uncounted.
    """
    readings = {reading.id: reading.value for reading in result.scheme.readings}
    once = readings.get("bonus_stacks") == "once"
    kinds = {unit.name: unit.kind for unit in result.scheme.units}
    rules = [rule for rule in result.scheme.rules.scores if rule.source == "ledger"]
    met = {
        entry.serial: [rule for rule in rules if _earns(entry, rule, kinds.get(entry.unit, ""))]
        for entry in result.ledger.entries
        if entry.counted == "是"
    }
    items: list[ScoreItem] = []
    for rule in rules:
        for entry in result.ledger.entries:
            mine = met.get(entry.serial, ())
            if rule not in mine:
                continue
            first = next(one for one in mine if one.kind == BONUS) if once and rule.kind == BONUS else rule
            if rule.once_among:
                rivals = (one for one in mine if one.once_among == rule.once_among)
                first = max(rivals, key=lambda one: one.points * worth(entry, one)[0] / one.step)
            items += _credited(_ledger_item(entry, rule, result, first.id), entry, result.ledger)
    return tuple(items)


def _credited(item: ScoreItem, entry: LedgerEntry, ledger: Ledger) -> Iterator[ScoreItem]:
    """Yield the item of a project, or of one that two units brought together an item of each by its share."""
    together = next((one for one in ledger.shared if one.kept == entry.serial), None)
    if together is None:
        yield item
        return
    for unit in together.units:
        share = together.share_of(unit)
        others = "、".join(one for one in together.units if one != unit)
        said = f"与{others}共同引进，" + ("份额待裁定，暂不计分" if share is None else f"计{float(100 * share):g}%")
        quantity = exact([float(Fraction(str(item.quantity)) * (share or 0))])
        note = "；".join(part for part in (item.note, said) if part)
        yield replace(item, unit=unit, quantity=quantity, counted=item.counted and share is not None, note=note)


def _earns(entry: LedgerEntry, rule: ScoreRule, kind: str) -> bool:
    """Tell whether a project meets a rule; where nobody told how much, there is no item, not one of 0."""
    told = not rule.column or getattr(entry, rule.column) is not None
    wanted = not rule.alternatives or any(meets(entry, way) for way in rule.alternatives)
    return told and is_for(rule, kind) and wanted and reaches(entry, rule)


def _ledger_item(entry: LedgerEntry, rule: ScoreRule, result: Consolidation, first: str) -> ScoreItem:
    factors = [by for conditions, by in rule.factors if meets(entry, conditions)]
    quantity, how = worth(entry, rule)
    whole = quantity
    if rule.by_project:
        quantity = int(quantity) // rule.step * rule.step
    for by in factors:
        quantity = exact([float(Fraction(str(quantity)) * Fraction(str(by)))])
    quantity, most = limited(quantity, rule)
    day = getattr(entry, rule.dated_by) or entry.signed_on or entry.moved_in_on or ""
    span, why = _span_of_day(rule, day, result.period, result.scheme)
    note = why or _too_late(entry, rule) or (f"同一项目已按{first}加分" if first != rule.id else "")
    short = f"按项目计，实有{whole:,}" if quantity != whole and rule.by_project else ""
    times = f"乘以 {'、'.join(f'{by:g}' for by in factors)}" if factors else ""
    return ScoreItem(
        unit=entry.unit,
        rule=rule.id,
        span=span,
        what=entry.name,
        day=day,
        evidence=entry.progress or "",
        quantity=quantity,
        place=entry.source_place,
        counted=not note,
        note="；".join(part for part in (note, how, short, times, most) if part),
    )


def _too_late(entry: LedgerEntry, rule: ScoreRule) -> str:
    """Return why a project is past the years in which it can be recognised, '' where it is not."""
    if not rule.within_years:
        return ""
    signed, day = entry.signed_on or "", getattr(entry, rule.dated_by) or ""
    if len(signed) != EXACT or len(day) != EXACT:
        return f"没有写明签约或认定的日子，不知道是不是签约后{rule.within_years}年以内，暂不计分"
    last = f"{int(signed[:4]) + rule.within_years}{signed[4:]}"
    return f"超过签约后{rule.within_years}年（{last}），不再认定" if day > last else ""


def _span_of_day(rule: ScoreRule, day: str, period: ReportingPeriod, scheme: Scheme) -> tuple[str, str]:
    """Return the span in which a project counts, and why it counts in none: it counts once, in its own quarter."""
    here, year = span_of(rule, period, scheme), scheme.accounting
    if rule.every == "year":
        return here, _of_other_year(day, period, scheme) if rule.once else ""
    if len(day) < len("2022-05"):
        return here, "没有写明月份，分不清属于哪一期，暂不计分"
    own = ReportingPeriod(int(day[:4]), int(day[5:7]))
    if year.year_of(own) != year.year_of(period) or own > period:
        return here, f"日期是{own.label}，不在本年到本月以内"
    return span_of(rule, own, scheme), ""


def _of_other_year(day: str, period: ReportingPeriod, scheme: Scheme) -> str:
    """Return why a project that is recognised once is not recognised now: its day lies in another year."""
    if len(day) < len("2022-05"):
        return "没有写明月份，不知道是不是往年认定过的，暂不计分"
    own = ReportingPeriod(int(day[:4]), int(day[5:7]))
    if scheme.accounting.year_of(own) == scheme.accounting.year_of(period) and own <= period:
        return ""
    return f"日期是{own.label}，只在那一年认定一次"
