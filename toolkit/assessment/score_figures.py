"""Which figures of a unit earn points? Completion, rates, places, ratings, quotas, late tables: one item a unit."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from toolkit.assessment.places import rank_of, rounded
from toolkit.assessment.score_items import is_for, span_of
from toolkit.assessment.score_levels import climbed
from toolkit.assessment.unit_figures import Grounds, all_hold, due_share, in_words
from toolkit.model.assessment import Rating, ScoreItem
from toolkit.model.figures import with_unit
from toolkit.model.ledger import Arrival
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Indicator
from toolkit.model.scoring import LEAST_EFFICACY, ScoreRule

HERE = "目标完成情况"
PLACES = {"rating": "评分表.xlsx", "quota": "外出招商台账", "timeliness": "报送情况", "index": "考核排名"}
# What a figure comes to: the share of the full marks (or the number that is counted), and how in words.
Told = tuple[float | None, str]


def figure_items(grounds: Grounds) -> tuple[ScoreItem, ...]:
    """Return the item of every unit under every rule that takes a figure; one without data stands uncounted."""
    scheme = grounds.result.scheme
    items: list[ScoreItem] = []
    for rule in (one for one in scheme.rules.scores if one.is_figure):
        units = [unit.name for unit in scheme.units if _takes_part(rule, unit.name, grounds)]
        items += _items(rule, units, grounds)
    return tuple(items)


def _takes_part(rule: ScoreRule, unit: str, grounds: Grounds) -> bool:
    scheme = grounds.result.scheme
    one = next(other for other in scheme.units if other.name == unit)
    led = any(row.lead_unit == unit for row in scheme.target_rows)
    return is_for(rule, one.kind) and (bool(rule.kinds) or one.reports or led)


def _items(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Iterator[ScoreItem]:
    told = SOURCES_TOLD[rule.source](rule, units, grounds)
    span = span_of(rule, grounds.result.period, grounds.result.scheme)
    day = grounds.result.period.last_day.isoformat()
    for unit in units:
        quantity, how = told[unit]
        counted = quantity is not None
        note = "" if counted else "没有数据，暂不计分"
        amount = rounded(quantity) if quantity is not None else 0
        yield ScoreItem(unit, rule.id, span, how, day, "", _plain(amount), _place(rule), counted, note)


def _plain(amount: float) -> int | float:
    return int(amount) if amount == int(amount) else amount


def _place(rule: ScoreRule) -> str:
    return PLACES.get(rule.source, HERE)


def _completion(rule: ScoreRule, unit: str, grounds: Grounds) -> Told:
    indicator = grounds.result.scheme.indicator(rule.indicator)
    actual, goal = grounds.actual(indicator, unit), grounds.target(indicator, unit)
    if goal is not None:
        goal *= due_share(rule, grounds.result)
    said = f"{indicator.name}完成{_said(actual, indicator)}"
    due = f"，{'时序' if rule.timed or rule.pace else ''}目标{_said(goal, indicator)}"
    if not goal or actual is None:
        return None, said + due
    return actual / goal, said + due


def _said(amount: float | None, indicator: Indicator) -> str:
    return "（无）" if amount is None else with_unit(amount, indicator)


def _completions(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    told = {unit: _completion(rule, unit, grounds) for unit in units}
    return (
        {unit: (_climbed(rule, None if share is None else 100 * share), how) for unit, (share, how) in told.items()}
        if rule.ladder
        else told
    )


def _values(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    indicator = grounds.result.scheme.indicator(rule.indicator)
    actual = {unit: grounds.actual(indicator, unit) for unit in units}
    return {
        unit: (_climbed(rule, value), f"{indicator.name} {_said(value, indicator)}") for unit, value in actual.items()
    }


def _climbed(rule: ScoreRule, size: float | None) -> float | None:
    """Return the points of a size where the rule has steps; a completion is in per cent."""
    return float(climbed(rule.ladder, rounded(size))) if rule.ladder and size is not None else size


def _excess(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    indicator = grounds.result.scheme.indicator(rule.indicator)
    told: dict[str, Told] = {}
    for unit in units:
        share, how = _completion(rule, unit, grounds)
        actual = grounds.actual(indicator, unit)
        if share is None or actual is None:
            told[unit] = None, how
        else:
            over = 100 * (share - 1) if rule.percent else (actual - actual / share if share else -1)
            told[unit] = max(0.0, rounded(over)), how
    return told


def _basis(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    """Return what tiers, places and 功效系数 go by: completion where the target table sets a target, else the value."""
    indicator = grounds.result.scheme.indicator(rule.indicator)
    if any(grounds.target(indicator, unit) for unit in units):
        return _completions(rule, units, grounds)
    return _values(rule, units, grounds)


def _tiers(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    if rule.levels:
        return {unit: _joint(rule, unit, grounds) for unit in units}
    told: dict[str, Told] = {}
    for unit, (value, how) in _basis(rule, units, grounds).items():
        reached = [points for least, points in rule.tiers if value is not None and rounded(value) >= least]
        told[unit] = (None, how) if value is None else (float(reached[0]) if reached else 0.0, how)
    return told


def _joint(rule: ScoreRule, unit: str, grounds: Grounds) -> Told:
    """Return the points of the best tier whose conditions a unit meets together; nothing where one cannot be told."""

    def share(indicator: str) -> float:
        return due_share(rule, grounds.result, indicator)

    tests = {(test.id, test.of): test for tier in rule.levels for test in tier.where}
    figures = "，".join(in_words(test, unit, grounds, share) for test in tests.values())
    for tier in rule.levels:
        verdict = all_hold(tier.where, unit, grounds, share)
        if verdict is not False:
            said = "、".join(test.written for test in tier.where)
            return (None if verdict is None else float(tier.points)), f"{figures}；{tier.points:g}分一档：{said}"
    return 0.0, f"{figures}；各档都没有达到"


def _ranks(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    basis = _basis(rule, units, grounds)
    values = [value for value, _ in basis.values() if value is not None]
    told: dict[str, Told] = {}
    for unit, (value, how) in basis.items():
        place = rank_of(value, values) if value is not None else 0
        points = rule.ranks[place - 1] if 1 <= place <= len(rule.ranks) else 0.0
        told[unit] = (None, how) if value is None else (float(points), f"{how}，第{place}名")
    return told


def _efficacy(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    """功效系数: the best of the class has all the points, the worst 60 % of them, the others lie between, linearly.

    Who may not earn any (没有外资的不得分) is neither the best nor the worst.
    """
    basis = _basis(rule, units, grounds)

    def share_due(indicator: str) -> float:
        return due_share(rule, grounds.result, indicator)

    may = {unit for unit in units if all_hold(rule.where, unit, grounds, share_due)}
    values = [value for unit, (value, _) in basis.items() if value is not None and unit in may]
    low, high = min(values, default=0.0), max(values, default=0.0)
    told: dict[str, Told] = {}
    for unit, (value, how) in basis.items():
        share = 1.0 if high == low or value is None or unit not in may else (value - low) / (high - low)
        points = (LEAST_EFFICACY + (100 - LEAST_EFFICACY) * share) / 100
        told[unit] = (None if value is None else points, how)
    return told


def _of_index(_: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    told: dict[str, Told] = {}
    for unit in units:
        mine = [line.index for line in grounds.index if line.unit == unit]
        value = mine[0] if len(mine) == 1 else None
        why = "有几行任务、没有写明怎样合并" if len(mine) > 1 else "没有综合指数"
        told[unit] = value, f"综合指数 {100 * value:.2f}%" if value is not None else why
    return told


def _ratings(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    """The mean of each kind of rater, by their weights; a kind that gave no mark leaves the unit without points."""
    kinds = {unit.name: unit.kind for unit in grounds.result.scheme.units}
    span = span_of(rule, grounds.result.period, grounds.result.scheme)
    told: dict[str, Told] = {}
    for unit in units:
        mine = [
            one
            for one in grounds.ratings
            if one.unit == unit and one.what == rule.event and _in(one, rule, grounds, span)
        ]
        groups = rule.raters or (("", 1.0),)
        parts, said = [], []
        for kind, weight in groups:
            marks = [one.mark for one in mine if kind in ("", kinds.get(one.rater, ""))]
            mean = sum(marks) / len(marks) if marks else None
            said.append(f"{kind}{len(marks)}个打分" + (f"，平均{mean:g}分" if mean is not None else ""))
            parts.append(None if mean is None else mean * weight)
        known = [part for part in parts if part is not None]
        whole = sum(weight for _, weight in groups)
        told[unit] = sum(known) / whole / rule.out_of if len(known) == len(parts) else None, "；".join(said)
    return told


def _in(rating: Rating, rule: ScoreRule, grounds: Grounds, span: str) -> bool:
    month = ReportingPeriod(rating.day.year, rating.day.month)
    return span_of(rule, month, grounds.result.scheme) == span


def _quotas(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    first = grounds.result.scheme.accounting.months(rule.every, grounds.result.period)[0].first_day
    lines = [line for line in (grounds.conduct.quotas if grounds.conduct else ()) if line.first >= first]
    told: dict[str, Told] = {}
    for unit in units:
        mine = [line for line in lines if line.unit == unit and line.quota.id == rule.quota]
        shares = [min(1.0, line.actual / line.required) for line in mine if line.required]
        said = "；".join(f"{line.span}完成{line.actual}，应{line.required}" for line in mine) or "没有外出招商记录"
        told[unit] = sum(shares) / len(shares) if shares else None, said
    return told


def _punctuality(rule: ScoreRule, units: Sequence[str], grounds: Grounds) -> Mapping[str, Told]:
    """What late and missing tables cost in the span, in the rule's points."""
    periods = grounds.result.scheme.accounting.months(rule.every, grounds.result.period)
    arrivals = grounds.conduct.timeliness if grounds.conduct else {}
    costs = {Arrival.LATE: rule.late, Arrival.MISSING: rule.missing}
    told: dict[str, Told] = {}
    for unit in units:
        of_unit = [
            (period, line.arrival)
            for period in periods
            for line in arrivals.get(period, ())
            if line.unit == unit and line.arrival in (*costs, Arrival.UNREGISTERED)
        ]
        cost = sum(costs.get(arrival, 0) for _, arrival in of_unit)
        told[unit] = float(cost), "、".join(f"{period.month}月{arrival}" for period, arrival in of_unit) or "按时报送"
    return told


SOURCES_TOLD: Mapping[str, Callable[[ScoreRule, Sequence[str], Grounds], Mapping[str, Told]]] = {
    "completion": _completions,
    "value": _values,
    "excess": _excess,
    "tiers": _tiers,
    "rank": _ranks,
    "efficacy": _efficacy,
    "index": _of_index,
    "rating": _ratings,
    "quota": _quotas,
    "timeliness": _punctuality,
}
