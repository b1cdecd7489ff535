"""Which figures may a paper tell? Where no unit has reported anything this year, none: they are not zeros."""

from toolkit.assessment.ranking import places_by
from toolkit.model.leader import line_names
from toolkit.model.ledger import COUNTY, Consolidation
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Indicator


def is_silent(result: Consolidation) -> bool:
    """Tell whether nothing is known of any project: no table has come, not even a nil report, and no export counts."""
    return COUNTY in result.unheard


def unheard(result: Consolidation) -> tuple[str, ...]:
    """Return the target lines of which nobody told anything, by short names; none where nothing is known at all."""
    lines = () if is_silent(result) else (one.line for one in result.standings if one.key in result.unheard)
    names = line_names(one.line for one in result.standings)
    return tuple(names[line.label] for line in lines)


def places(result: Consolidation, by: Indicator | None) -> tuple[tuple[RankedPlace, ...], tuple[str, ...]]:
    """Return the target lines by completion, and those that have none; nobody has a place where nothing is known."""
    return ((), ()) if by is None or is_silent(result) else places_by(result, by.id)
