"""How does the year's total count in the units' annual assessment (年终绩效)? By the weight that a reading states."""

from collections.abc import Sequence

from toolkit.model.assessment import Merit
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Scheme

POINTS, BY = "performance_points", "performance_by"
PLACES = 2


def merit_of(places: Sequence[RankedPlace], scheme: Scheme) -> Merit | None:
    """Return each unit's part of the points that 年终绩效 has for this work; ``None`` where no reading states them.

    ``best``: whoever has most has all of them, the others in proportion.  ``sum``: they are shared out by what each has
    of all that was earned.  A total below 0 gets nothing, and takes nothing from the others.
    """
    chosen = {one.id: one for one in scheme.readings}
    if POINTS not in chosen:
        return None
    full, by_sum = int(chosen[POINTS].value), BY in chosen and chosen[BY].value == "sum"
    totals = {place.name: max(0.0, float(place.score)) for place in places}
    whole = sum(totals.values()) if by_sum else max(totals.values(), default=0)
    values = {name: round(total / whole * full + 1e-9, PLACES) if whole else 0.0 for name, total in totals.items()}
    return Merit(full, by_sum, values, chosen[POINTS].citation)
