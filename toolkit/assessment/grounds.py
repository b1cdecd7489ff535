"""Is a year's ranking complete enough for consequences? Per scope: its places, or what is missing."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.assessment.places import bottom_of, is_one_total, rank_of, scopes_of, year_places
from toolkit.model.accounting_year import quarter_words
from toolkit.model.assessment import IndexLine, PastScore, ScoreSheet, YearPlace
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.model.scheme import Scheme

BOOK = "上年考核.xlsx"
COMPUTED = "本表按目标完成情况计算"
MOST_NAMED = 5


class Ranking(Struct, frozen=True):
    """A year's ranking in one scope, or that of one of its quarters.

    ``lacks`` are sentences, and where there are any no consequence rests on it.
    """

    year: int
    scope: str
    places: tuple[YearPlace, ...] = ()
    lacks: tuple[str, ...] = ()
    quarter: int | None = None


def members_of(scheme: Scheme) -> Mapping[str, tuple[str, ...]]:
    """Return who has to have a place, by scope (NX-U3)."""
    members: dict[str, list[str]] = {}
    for unit, scope in scopes_of(scheme).items():
        members.setdefault(scope, []).append(unit)
    return {scope: tuple(units) for scope, units in members.items()}


def span_words(year: int, quarter: int | None = None) -> str:
    """Return ``2022年`` or ``2022年第二季度``."""
    return f"{year}年" if quarter is None else f"{year}年{quarter_words(quarter)}"


def past_rankings(past: Sequence[PastScore], year: int, scheme: Scheme, quarter: int | None = None) -> list[Ranking]:
    """Return the rankings of a year, or of one of its quarters, in 上年考核, one per scope.

    A row that was left out may be anybody's: then no scope is complete.
    """
    left_out = tuple(
        f"{row.ref.file}{row.ref.place}“{row.unit}”{row.problem}"
        for row in past
        if row.problem and row.year in (year, None) and row.quarter in (quarter, None)
    )
    span = span_words(year, quarter)
    mine = {row.unit: row for row in past if (row.year, row.quarter) == (year, quarter) and not row.problem}
    rankings = []
    for scope, units in members_of(scheme).items():
        rows = [mine[unit] for unit in units if unit in mine]
        if not rows:
            rankings.append(Ranking(year, scope, lacks=(f"缺{span}{scope}考核排名", *left_out), quarter=quarter))
            continue
        absent = _named(unit for unit in units if unit not in mine)
        lacks = [f"{span}{scope}考核排名不全，应有{len(units)}个单位，缺{absent}"] if absent else []
        lacks = [] if skips_absent(scheme) else lacks
        places, doubt = _stated(rows, year, scope, "" if quarter is None else span)
        lacks += [f"{span}{scope}{doubt}"] if doubt else []
        lacks += left_out
        rankings.append(Ranking(year, scope, () if lacks else places, tuple(lacks), quarter))
    return rankings


def _stated(rows: Sequence[PastScore], year: int, scope: str, span: str) -> tuple[tuple[YearPlace, ...], str]:
    """Return the places as stated, else by score; or the reasons why there are none."""
    # Long: a place has ten fields, and there are two ways to one.
    if all(row.rank is not None for row in rows):
        ranks = [row.rank for row in rows if row.rank is not None]
        if not _follows(ranks):
            return (), f"名次（{'、'.join(map(str, sorted(ranks)))}）接不上，不像是在这些单位里排的"
        for one, rank in zip(rows, ranks, strict=True):
            for other, behind in zip(rows, ranks, strict=True):
                scored = one.score is not None and other.score is not None and one.score > other.score
                if scored and rank > behind:
                    return (), f"得分与名次不一致：{one.unit}、{other.unit}"
        lows = [-float(rank) for rank in ranks]
        places = [
            YearPlace(
                year,
                row.unit,
                scope,
                rank,
                bottom_of(-rank, lows),
                len(rows),
                ranks.count(rank),
                row.ref.file,
                span,
                row.score,
            )
            for row, rank in zip(rows, ranks, strict=True)
        ]
        return tuple(sorted(places, key=lambda place: place.rank)), ""
    if all(row.score is not None for row in rows):
        scores = [float(row.score) for row in rows if row.score is not None]
        pairs = zip(rows, scores, strict=True)
        return tuple(
            YearPlace(
                year,
                row.unit,
                scope,
                rank_of(score, scores),
                bottom_of(score, scores),
                len(rows),
                scores.count(score),
                row.ref.file,
                span,
                score,
            )
            for row, score in sorted(pairs, key=lambda pair: -pair[1])
        ), ""
    return (), "有的单位只填了得分，有的只填了名次，比不出先后"


def _follows(ranks: Sequence[int]) -> bool:
    """Tell whether places are those of one ranking: 1, 2, 2, 4 or 1, 2, 2, 3."""
    skipping = all(rank == 1 + sum(other < rank for other in ranks) for rank in ranks)
    return skipping or sorted(set(ranks)) == list(range(1, len(set(ranks)) + 1))


def this_year(
    result: Consolidation, index: Sequence[IndexLine], scores: ScoreSheet | None, past: Sequence[PastScore]
) -> list[Ranking]:
    """Return the year's ranking to date: the office's own rows in 上年考核, else one computed from the tables.

    It goes by the total.  A completion index and points beside it are two rankings, unless parts of the total take
    the figures in: the program does not choose between them.
    """
    scheme, year = result.scheme, result.scheme.accounting.year_of(result.period)
    if any(row.year == year and row.quarter is None for row in past):
        return past_rankings(past, year, scheme)
    if index and scores is not None and scores.places and not is_one_total(scheme):
        both = f"{year}年既有完成情况的综合指数又有计分，文件没有写明按哪个排名。请把本年考核结果写进 {BOOK}"
        return [Ranking(year, scope, lacks=(both,)) for scope in members_of(scheme)]
    totals = [(one.name, float(one.score)) for one in scores.places] if scores is not None else []
    ranked = _marked(year_places(totals, year, scheme, COMPUTED), scores) if scores else _by_index(index, year)
    if skips_absent(scheme):
        absent = {one.unit for one in result.timeliness if one.arrival is Arrival.MISSING}
        ranked = _closed_up([place for place in ranked if place.unit not in absent])
    missing = scores.lacks if scores is not None else ()
    rankings = []
    for scope, units in members_of(scheme).items():
        places = tuple(place for place in ranked if place.scope == scope)
        lacks = (*_lacks(result, scope, units, places), *missing)
        rankings.append(Ranking(year, scope, () if lacks else places, lacks))
    return rankings


def this_quarter(result: Consolidation, scores: ScoreSheet | None, past: Sequence[PastScore]) -> list[Ranking]:
    """Return the ranking of the period's quarter: the office's own rows, else that of the quarter's totals."""
    scheme, now = result.scheme, result.scheme.accounting.place(result.period)
    year, quarter = now.year, now.quarter
    if any((row.year, row.quarter) == (year, quarter) for row in past):
        return past_rankings(past, year, scheme, quarter)
    table = scores.quarter if scores is not None else None
    if table is None:
        return []
    totals = [(one.name, float(one.score)) for one in table.places]
    span = span_words(year, quarter)
    ranked = _marked([replace(one, span=span) for one in year_places(totals, year, scheme, COMPUTED)], scores)
    rankings = []
    for scope, units in members_of(scheme).items():
        places = tuple(place for place in ranked if place.scope == scope)
        lacks = _lacks(result, scope, units, places)
        rankings.append(Ranking(year, scope, () if lacks else places, lacks, quarter))
    return rankings


def _marked(places: Sequence[YearPlace], scores: ScoreSheet | None) -> list[YearPlace]:
    """Return places that say of whom 一票否决 took the total."""
    return [replace(one, vetoed=scores is not None and scores.is_vetoed(one.unit, one.span)) for one in places]


def _closed_up(places: Sequence[YearPlace]) -> list[YearPlace]:
    """Return places that follow each other again after some were taken out."""
    closed = []
    for place in places:
        ranks = [-float(one.rank) for one in places if one.scope == place.scope]
        mine = -float(place.rank)
        rank, bottom = rank_of(mine, ranks), bottom_of(mine, ranks)
        closed.append(replace(place, rank=rank, bottom=bottom, of=len(ranks), shared=ranks.count(mine)))
    return closed


def _by_index(index: Sequence[IndexLine], year: int) -> list[YearPlace]:
    placed = []
    for line in index:
        ranks = [one.rank for one in index if one.rank is not None and one.scope == line.scope]
        if line.rank is not None and line.bottom is not None:
            place = (line.rank, line.bottom, len(ranks), ranks.count(line.rank))
            placed.append(YearPlace(year, line.unit, line.scope, *place, COMPUTED))
    return placed


def _lacks(result: Consolidation, scope: str, units: Sequence[str], places: Sequence[YearPlace]) -> tuple[str, ...]:
    """Return why computed places are not the scope's ranking: a unit without a place, with two, or without a table."""
    year, named = result.scheme.accounting.year_of(result.period), [place.unit for place in places]
    arrivals = {one.unit: one for one in result.timeliness if one.unit in units}
    doubts: tuple[tuple[str, list[str]], ...] = (
        ("没有任务或没有数据、排不了名的", [unit for unit in units if unit not in named]),
        ("有几行任务、没有写明怎样合并排名的", [unit for unit in units if named.count(unit) > 1]),
        ("本月未报的", [unit for unit, one in arrivals.items() if one.arrival is Arrival.MISSING]),
        (
            "报表退回、还没有改好的",
            [unit for unit, one in arrivals.items() if one.is_returned and one.arrival is not Arrival.MISSING],
        ),
    )
    if skips_absent(result.scheme):
        doubts = doubts[1::2]
    return tuple(f"{year}年{scope}排名不全，{what}：{_named(whom)}" for what, whom in doubts if whom)


def skips_absent(scheme: Scheme) -> bool:
    """Tell whether units without a place are left out of the ranking (reading ``ranking_absent``), or it is none."""
    return any(reading.id == "ranking_absent" and reading.value == "skip" for reading in scheme.readings)


def _named(units: Iterable[str]) -> str:
    named = list(units)
    more = f"等{len(named)}个单位" if len(named) > MOST_NAMED else ""
    return "、".join(named[:MOST_NAMED]) + more
