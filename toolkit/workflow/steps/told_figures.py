"""Which figures may a paper tell? Where no unit has reported anything this year, none: they are not zeros."""

from msgspec.structs import replace

from toolkit.assessment.ranking import places_by
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Indicator


def is_silent(result: Consolidation) -> bool:
    """Tell whether nothing is known of any project: no table has come, and no export of the system is there."""
    return not result.ledger.entries


def county(result: Consolidation) -> tuple[Variance, ...]:
    """Return the county's figures; those that nobody stated are without data, but for what an authority published."""
    if not is_silent(result):
        return result.county
    published = {one.indicator for one in result.official}
    return tuple(
        one if one.indicator.id in published else replace(one, actual=None, parts_without_data=True)
        for one in result.county
    )


def unheard(result: Consolidation) -> tuple[str, ...]:
    """Return the target lines of which nobody told anything, by short names; none where nothing is known at all."""
    lines = () if is_silent(result) else (one.line for one in result.standings if one.key in result.unheard)
    return tuple(line.label.removeprefix(f"{line.group} ") for line in lines)


def places(result: Consolidation, by: Indicator | None) -> tuple[tuple[RankedPlace, ...], tuple[str, ...]]:
    """Return the target lines by completion, and those that have none; nobody has a place where nothing is known."""
    return ((), ()) if by is None or is_silent(result) else places_by(result, by.id)
