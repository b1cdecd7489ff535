"""What is the assessment of a year to date? One Assessment from the consolidation and the office's own books."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from toolkit.assessment.agenda import agenda
from toolkit.assessment.boards import boards
from toolkit.assessment.conduct import Conduct, conduct_lines
from toolkit.assessment.consequences import GradeOf, proposals
from toolkit.assessment.grounds import Ranking, past_rankings, this_quarter, this_year
from toolkit.assessment.index import caps_completion, index_lines, index_parts
from toolkit.assessment.kept_books import book_states, late_books
from toolkit.assessment.people import people
from toolkit.assessment.scoring import score
from toolkit.assessment.step_order import step_findings
from toolkit.assessment.tracking import pair_timings, tracked
from toolkit.assessment.unit_figures import Grounds
from toolkit.model import leader
from toolkit.model.assessment import (
    Assessment,
    IndexLine,
    Measure,
    PastScore,
    Person,
    Rating,
    ScoreEvent,
    ScoreSheet,
    StageRecord,
)
from toolkit.model.findings import Finding
from toolkit.model.kept_books import KeptLine
from toolkit.model.ledger import Consolidation
from toolkit.model.trips import PaperDue, Trip


class Books(Struct, frozen=True):
    """What the office keeps beside the units' tables, as read; empty where it keeps none."""

    conduct: Conduct
    trips: tuple[Trip, ...] = ()
    events: tuple[ScoreEvent, ...] = ()
    past: tuple[PastScore, ...] = ()
    records: tuple[StageRecord, ...] = ()
    people: tuple[Person, ...] = ()
    ratings: tuple[Rating, ...] = ()
    findings: tuple[Finding, ...] = ()
    papers: tuple[PaperDue, ...] = ()
    kept: Mapping[str, tuple[KeptLine, ...]] = field(default_factory=dict)


def assess(result: Consolidation, books: Books, measure: Measure) -> Assessment:
    """Return points, index, lists, proposals, limits and the month's agenda, as far as the scheme asks for them."""
    scheme = result.scheme
    parts = index_parts(scheme)
    index = index_lines(result, parts, measure) if parts else ()
    grounds = Grounds(result, measure, index, books.ratings, books.conduct)
    scores, problems = (
        score(books.events, result, grounds, books.past, books.trips) if scheme.rules.scores else (None, ())
    )
    rankings = [*_earlier(books.past, result), *this_year(result, index, scores, books.past)]
    rankings += this_quarter(result, scores, books.past)
    wanted, withheld = proposals(result, rankings, _grades(scores))
    steps = tracked(books.records, result)
    conduct = conduct_lines(result, books.conduct, steps)
    kept = book_states(books.kept, result)
    return Assessment(
        parts=parts,
        stated_weights=bool(scheme.rules.weights) and not any(one.id == "index_weights" for one in scheme.readings),
        is_capped=caps_completion(scheme),
        index=index,
        scores=scores,
        boards=boards(result, index, parts, conduct, scores),
        conduct=conduct,
        places=tuple(place for ranking in rankings for place in ranking.places),
        proposals=tuple(wanted),
        withheld=tuple(withheld),
        tracked=steps,
        pairs=pair_timings(books.records, result),
        agenda=agenda(scheme, result.period, books.papers, steps, kept),
        people=people(books.people, books.trips),
        gaps=(
            *_unscored(result, scores),
            *_untold(result, index),
            *(f"{said}。" for said in (scores.lacks if scores is not None else ())),
        ),
        findings=(*books.findings, *problems, *late_books(kept), *step_findings(books.records, result)),
        kept=kept,
    )


def _grades(scores: ScoreSheet | None) -> GradeOf:
    """Return what tells the name of a unit's grade, as it stands after what moves it."""

    def name(unit: str, span: str) -> str:
        grade = scores.grade(unit, span) if scores is not None else None
        return grade.name if grade is not None and not grade.doubt else ""

    return name


def _earlier(past: Sequence[PastScore], result: Consolidation) -> list[Ranking]:
    """Return the rankings of the years and quarters before the period's own, as the office recorded them."""
    now = result.scheme.accounting.place(result.period)
    years = sorted({row.year for row in past if row.year is not None and row.year < now.year and row.quarter is None})
    rankings = [ranking for year in years for ranking in past_rankings(past, year, result.scheme)]
    spans = sorted({(row.year, row.quarter) for row in past if row.year is not None and row.quarter is not None})
    for year, quarter in spans:
        if (year, quarter) < (now.year, now.quarter):
            rankings += past_rankings(past, year, result.scheme, quarter)
    return rankings


def _unscored(result: Consolidation, scores: ScoreSheet | None) -> list[str]:
    """Return what is to be said of who did not report: whose figures are a former month's, whose points are unknown."""
    if scores is not None and scores.unplaced:
        return ["还没有一个单位报送统计表，由项目计的分无数据，合计不作依据，不排名次。"]
    said = leader.carried(result.timeliness, result.period.month)
    never = [one.unit for one in result.timeliness if one.is_silent]
    if scores is not None and never:
        said.append(f"{'、'.join(never)}今年没有报送统计表，由项目计的分无数据，合计里没有。")
    return said


def _untold(result: Consolidation, index: Sequence[IndexLine]) -> list[str]:
    """Return sentences that say which target rows have no place, and why."""
    silent = [line.label for line in index if line.index is None]
    said = [f"没有任务或没有数据、不排名的：{'、'.join(silent)}。"] if silent else []
    known = {row.key for row in result.scheme.target_rows}
    strange = [standing.line.label for standing in result.standings if standing.key not in known]
    return said + ([f"目标表里有、规则里没有的目标任务项，没有排名：{'、'.join(strange)}。"] if strange else [])
