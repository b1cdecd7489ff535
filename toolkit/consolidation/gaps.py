"""Which columns do the counted tables lack, and whose tables are they?"""

from collections.abc import Iterable, Mapping

from toolkit.consolidation.choose import Chosen
from toolkit.model.gaps import MAY_LACK, Gap


def gaps_of(chosen: Iterable[Chosen]) -> Mapping[str, Gap]:
    """Return the columns of :data:`MAY_LACK` that tables with projects lack, by field; all have the others.

    A table without projects lacks nothing: it has nothing to tell.
    """
    tables = [(choice.unit, choice.submission.accepted_projects) for choice in chosen]
    told = {unit: {name for one in projects for name in one.columns} for unit, projects in tables if projects}
    lacking = {field: tuple(unit for unit, names in told.items() if field not in names) for field in MAY_LACK}
    return {field: Gap(MAY_LACK[field], units, len(told)) for field, units in lacking.items() if units}
