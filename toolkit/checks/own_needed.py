"""Is a declared column empty that a rule needs for this very project? Its unit is asked, before points are missed."""

from collections.abc import Iterator

from toolkit.model.clause import Criterion, plain, terms
from toolkit.model.findings import Finding, found
from toolkit.model.own_columns import is_own_number, own_heading
from toolkit.model.regions import region_of
from toolkit.model.scheme import Scheme
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, Submission
from toolkit.model.unstated import SUMMED

# A rule's name, and criteria that all must hold.
_Way = tuple[str, tuple[Criterion, ...]]


def own_needed(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """Yield the empty number of a declared column where all else that the table tells meets a rule: 10亿 and no 固投.

    At least one other criterion must be met for certain; what depends on place, trade or year may be met, but for
    what the row rules out itself: another year by every day it states, money from elsewhere.  A cell that something is
    said of is not asked for twice.
    """
    if not scheme.own_columns:
        return
    ways = [way for way in _ways(scheme) if any(is_own_number(column) for one in way[1] for column in one.columns)]
    said = {finding.cell for finding in submission.findings}
    for project in submission.projects if ways else ():
        for rule, criteria in ways:
            for column in _missing(project, criteria, scheme):
                if (cell := project.cell(column)).column and cell not in said:
                    said.add(cell)
                    yield found("own_needed", cell, column=own_heading(column), rule=rule)


def _ways(scheme: Scheme) -> Iterator[_Way]:
    for indicator in scheme.indicators:
        yield from ((indicator.name, met) for sign, met in terms(indicator.criteria) if sign > 0)
    for rule in scheme.rules.scores:
        yield from ((rule.name, tuple(plain(way))) for way in rule.alternatives)


def _missing(project: Project, criteria: tuple[Criterion, ...], scheme: Scheme) -> list[str]:
    """Return the declared numbers that a project does not state, where it meets all the rest that its row tells."""
    missing = {
        column
        for one in criteria
        for column in one.columns
        if is_own_number(column) and getattr(project, column) is None
    }
    others = [one for one in criteria if missing.isdisjoint(one.columns)]
    if any(_ruled_out(project, one, scheme) for one in others):
        return []
    told = [met for one in others if (met := _met(project, one)) is not None]
    return sorted(missing) if told and all(told) else []


def _ruled_out(project: Project, criterion: Criterion, scheme: Scheme) -> bool:
    """Tell whether a project cannot meet a criterion on year or region, whatever the readings are."""
    if criterion.column == "year":
        days = (project.signed_on, project.moved_in_on)
        years = {scheme.accounting.year_of(day) for day in days if day is not None}
        return bool(years) and not any(criterion.allows(year) for year in years)
    if criterion.column == "region":
        possible = region_of(project.reach, scheme.home).possible
        return bool(possible) and not any(criterion.allows(one) for one in possible)
    return False


def _met(project: Project, criterion: Criterion) -> bool | None:
    """Tell whether a project's row meets a criterion by itself; ``None`` where the row alone does not say."""
    if criterion.column == "stage_rank":
        return criterion.allows(stage_rank(project.stage)) if project.stage else None
    if any(column not in SUMMED and not is_own_number(column) for column in criterion.columns):
        return None
    return criterion.is_met_by(project)
