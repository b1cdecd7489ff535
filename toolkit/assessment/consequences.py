"""What could follow from the last places? Proposals with their ranks and clause; nothing follows by itself."""

from collections.abc import Sequence

from toolkit.assessment.places import past_places, year_places
from toolkit.model.assessment import IndexLine, PastScore, Proposal, ScoreSheet, YearPlace
from toolkit.model.ledger import Consolidation
from toolkit.model.rules import YEAR_END, Consequence

COMPUTED = "本表按目标完成情况计算"


def places(
    result: Consolidation, index: Sequence[IndexLine], scores: ScoreSheet | None, past: Sequence[PastScore]
) -> list[YearPlace]:
    """Return this year's places and those of the years before, as far as they are known.

    An assessment workbook that already holds this year's scores is the office's own word and goes first.
    """
    scheme, year = result.scheme, result.period.year
    years = {row.year for row in past if row.year < year}
    known = [place for one in sorted(years) for place in past_places(past, one, scheme)]
    own = past_places(past, year, scheme)
    if own:
        return known + own
    if scores is not None:
        totals = [(standing.name, float(standing.score)) for standing in scores.standings]
        return known + year_places(totals, year, scheme, COMPUTED)
    return known + [place for line in index if (place := _place(year, line, index)) is not None]


def _place(year: int, line: IndexLine, index: Sequence[IndexLine]) -> YearPlace | None:
    if line.rank is None or line.bottom is None:
        return None
    ranked = [one.rank for one in index if one.rank is not None and one.scope == line.scope]
    shared = ranked.count(line.rank)
    return YearPlace(year, line.unit, line.scope, line.rank, line.bottom, len(ranked), shared, COMPUTED)


def proposals(result: Consolidation, known: Sequence[YearPlace]) -> tuple[list[Proposal], list[str]]:
    """Return what each consequence's clause attaches to, harshest last, and what could not be told.

    A unit that shares the first place is never among the last, however few there are.
    """
    year, final = result.period.year, result.period.month == YEAR_END
    found: list[Proposal] = []
    gaps: list[str] = []
    for consequence in result.scheme.rules.consequences:
        years = range(year - consequence.years + 1, year + 1)
        missing = [one for one in years if not any(place.year == one for place in known)]
        if missing:
            said = "、".join(f"{one}年" for one in missing)
            gaps.append(f"缺{said}考核排名，不能判断“{consequence.name}”。")
            continue
        for unit in dict.fromkeys(place.unit for place in known if place.year == year):
            if trail := _trail(consequence, unit, list(years), known):
                found.append(Proposal(consequence, unit, trail, final))
    return found, gaps


def _trail(consequence: Consequence, unit: str, years: list[int], known: Sequence[YearPlace]) -> tuple[YearPlace, ...]:
    """Return a unit's places if it was among the last in every year, else ()."""
    trail = []
    for year in years:
        place = next((one for one in known if (one.year, one.unit) == (year, unit)), None)
        if place is None or place.bottom > consequence.worst or place.rank == 1:
            return ()
        trail.append(place)
    return tuple(trail)
