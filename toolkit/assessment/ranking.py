"""Who is ahead? Target lines ranked by an indicator's completion, ties shared."""

from collections.abc import Iterable

from toolkit.model.leader import line_names
from toolkit.model.ledger import Consolidation
from toolkit.model.ranked_place import RankedPlace


def ranked(scores: Iterable[tuple[str, float]]) -> tuple[RankedPlace, ...]:
    """Return names by score, best first; equal scores share a rank and the next is skipped.

    >>> [(s.rank, s.name) for s in ranked([("甲", 0.5), ("乙", 0.8), ("丙", 0.5), ("丁", 0.1)])]
    [(1, '乙'), (2, '甲'), (2, '丙'), (4, '丁')]
    """
    ordered = sorted(scores, key=lambda scored: -scored[1])
    result: list[RankedPlace] = []
    for place, (name, score) in enumerate(ordered, 1):
        tied = bool(result) and result[-1].score == score
        result.append(RankedPlace(result[-1].rank if tied else place, name, score))
    return tuple(result)


def completion_ranking(result: Consolidation, indicator: str) -> tuple[RankedPlace, ...]:
    """Return the target lines by completion of one indicator; a line without a target has no place."""
    scores = []
    for standing in result.standings:
        variance = standing.variances.get(indicator)
        if variance is not None and variance.completion is not None:
            scores.append((standing.line.label, variance.completion))
    return ranked(scores)


def places_by(result: Consolidation, indicator: str) -> tuple[tuple[RankedPlace, ...], tuple[str, ...]]:
    """Return every target line's place by completion of an indicator, and the lines that have none, by short names."""
    names = line_names(standing.line for standing in result.standings)
    places = completion_ranking(result, indicator)
    placed = {place.name for place in places}
    return (
        tuple(RankedPlace(place.rank, names[place.name], place.score) for place in places),
        tuple(short for name, short in names.items() if name not in placed),
    )
