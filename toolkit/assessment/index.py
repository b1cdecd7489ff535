"""What is a target row's composite index? With stated weights (GN-R12), or the plain mean of its parts."""

from collections.abc import Mapping, Sequence

from toolkit.assessment.places import is_one_total, placed, rounded, scopes_of
from toolkit.model.assessment import IndexLine, IndexPart, Measure
from toolkit.model.ledger import Consolidation
from toolkit.model.scheme import Indicator, Scheme, TargetRow


def index_parts(scheme: Scheme) -> tuple[IndexPart, ...]:
    """Return the parts of the index: the scheme's weights, else every indicator of the target table alike."""
    if scheme.rules.weights:
        return tuple(
            IndexPart(weight.name, weight.percent, scheme.indicator(weight.indicator), weight.measure, weight.citation)
            for weight in scheme.rules.weights
        )
    if is_one_total(scheme):
        return ()  # the points say how completion counts
    rows = [indicator for indicator in scheme.row_indicators if not indicator.is_ratio]
    return tuple(IndexPart(one.name, 100 / len(rows), one, "completion", one.citation) for one in rows)


def index_lines(result: Consolidation, parts: Sequence[IndexPart], measure: Measure) -> tuple[IndexLine, ...]:
    """Return every target row with its parts, index and place; rows outside the ranking's scope are left out."""
    scheme = result.scheme
    targets = {standing.key: standing.line.targets for standing in result.standings}
    several = {row.lead_unit for row in scheme.target_rows if _rows_of(scheme, row.lead_unit) > 1}
    kinds, scopes = {unit.name: unit.kind for unit in scheme.units}, scopes_of(scheme)
    lines = []
    for row in scheme.target_rows:
        scope = scopes.get(row.lead_unit)
        if scope is None or (result.standings and row.key not in targets):
            continue
        label = f"{row.lead_unit}（{row.scope or row.group}）" if row.lead_unit in several else row.lead_unit
        lines.append(
            _line(row, label, kinds.get(row.lead_unit, ""), scope, parts, targets.get(row.key, {}), measure, scheme)
        )
    return placed(lines)


def _rows_of(scheme: Scheme, unit: str) -> int:
    return sum(row.lead_unit == unit for row in scheme.target_rows)


def _line(
    row: TargetRow,
    label: str,
    kind: str,
    scope: str,
    parts: Sequence[IndexPart],
    targets: Mapping[str, int | None],
    measure: Measure,
    scheme: Scheme,
) -> IndexLine:
    goals = tuple(targets.get(part.indicator.id) if part.measure == "completion" else None for part in parts)
    actuals = tuple(measure(part.indicator, row.key) for part in parts)
    most = 1.0 if caps_completion(scheme) else None
    values = tuple(_value(part, goal, actual, most) for part, goal, actual in zip(parts, goals, actuals, strict=True))
    index = _index(parts, values)
    if any(
        value is None and (goal or part.measure == "value") and _is_untold(part.indicator, row.key, measure, scheme)
        for part, goal, value in zip(parts, goals, values, strict=True)
    ):
        index = None  # a part that nobody told has no value: the others alone would make another ranking
    return IndexLine(row.key, row.lead_unit, label, kind, scope, goals, actuals, values, index)


def _is_untold(indicator: Indicator, key: str, measure: Measure, scheme: Scheme) -> bool:
    """Tell whether a figure without a value, or one of its parts, was told by nobody; nothing to divide by is told."""
    if not indicator.is_ratio:
        return measure(indicator, key) is None
    parts = [scheme.indicator(id) for id in (indicator.numerator, indicator.denominator) if id]
    return any(measure(part, key) is None for part in parts)


def caps_completion(scheme: Scheme) -> bool:
    """Tell whether more than the whole task counts as the whole: only where the reading ``index_cap`` says so."""
    return any(reading.id == "index_cap" and reading.value == "full" for reading in scheme.readings)


def _value(part: IndexPart, goal: int | float | None, actual: int | float | None, most: float | None) -> float | None:
    if part.measure == "value":
        return None if actual is None else float(actual)
    if not goal or actual is None:
        return None
    return actual / goal if most is None else min(most, actual / goal)


def _index(parts: Sequence[IndexPart], values: Sequence[float | None]) -> float | None:
    told = [(part.percent, value) for part, value in zip(parts, values, strict=True) if value is not None]
    whole = sum(percent for percent, _ in told)
    return rounded(sum(percent * value for percent, value in told) / whole) if whole else None
