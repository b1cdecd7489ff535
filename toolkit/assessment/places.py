"""Which place does a score have, from the top and from the bottom? Ties are shared on both sides."""

from collections.abc import Iterable, Mapping, Sequence
from math import floor

from msgspec.structs import replace

from toolkit.model.assessment import IndexLine, YearPlace
from toolkit.model.scheme import Scheme
from toolkit.model.scoring import FIGURE_SOURCES

PLACES_AFTER_POINT = 1_000_000


def rounded(value: float) -> float:
    """Return a value rounded to six decimals, halves up as in spreadsheets, so that no place depends on the last bits.

    >>> rounded(2 / 3), rounded(0.0078125)
    (0.666667, 0.007813)
    """
    return floor(value * PLACES_AFTER_POINT + 0.5 + 1e-9) / PLACES_AFTER_POINT


def rank_of(score: float, scores: Iterable[float]) -> int:
    """Return the place from the top: one more than there are better scores.

    >>> [rank_of(s, [3, 2, 2, 1]) for s in (3, 2, 2, 1)]
    [1, 2, 2, 4]
    """
    return 1 + sum(other > score for other in scores)


def bottom_of(score: float, scores: Iterable[float]) -> int:
    """Return the place from the last: 1 is 倒数第一, shared by all who have the lowest score.

    >>> [bottom_of(s, [3, 2, 2, 1]) for s in (3, 2, 2, 1)]
    [4, 2, 2, 1]
    """
    return 1 + sum(other < score for other in scores)


def placed(lines: Sequence[IndexLine]) -> tuple[IndexLine, ...]:
    """Return lines with their places within their scope, best first; a line without an index stands last."""
    result = []
    for line in lines:
        scores = [one.index for one in lines if one.index is not None and one.scope == line.scope]
        if line.index is not None:
            result.append(replace(line, rank=rank_of(line.index, scores), bottom=bottom_of(line.index, scores)))
        else:
            result.append(line)
    order = list(dict.fromkeys(line.scope for line in lines))
    return tuple(sorted(result, key=lambda line: (order.index(line.scope), line.rank is None, line.rank or 0)))


def scopes_of(scheme: Scheme) -> Mapping[str, str]:
    """Return among whom each unit is ranked (NX-U3); who is not ranked at all is left out.

    The reading ``ranking_scope`` decides: ``hosts`` only units with a target row, ``class`` each kind of unit by
    itself, ``all`` everybody together.  A rulebook without the reading ranks its target rows together.
    """
    readings = {reading.id: reading.value for reading in scheme.readings}
    scope = readings.get("ranking_scope", "")
    if scope == "class":
        return {unit.name: unit.kind for unit in scheme.units}
    if scope == "all":
        return {unit.name: "全部单位" for unit in scheme.units}
    leads = {row.lead_unit for row in scheme.target_rows}
    return {unit.name: "项目落户地" if scope == "hosts" else "" for unit in scheme.units if unit.name in leads}


def is_one_total(scheme: Scheme) -> bool:
    """Tell whether the points take the units' figures in, so that the completion index is no second ranking."""
    return any(rule.source == "index" or rule.source in FIGURE_SOURCES for rule in scheme.rules.scores)


def year_places(scores: Sequence[tuple[str, float]], year: int, scheme: Scheme, source: str) -> list[YearPlace]:
    """Return the places of a year from (unit, score), each unit within its scope."""
    scopes = scopes_of(scheme)
    scoped = [(unit, scopes[unit], score) for unit, score in scores if unit in scopes]
    within = {scope: [score for _, its, score in scoped if its == scope] for scope in {one[1] for one in scoped}}
    result = []
    for unit, scope, score in scoped:
        others = within[scope]
        rank, bottom = rank_of(score, others), bottom_of(score, others)
        place = YearPlace(year, unit, scope, rank, bottom, len(others), others.count(score), source, score=score)
        result.append(place)
    return sorted(result, key=lambda place: (place.scope, place.rank))
