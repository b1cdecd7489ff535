"""Which columns do the counted tables lack, and whose tables are they?"""

from collections.abc import Iterable, Mapping

from toolkit.consolidation.choose import Chosen
from toolkit.model.gaps import Gap, may_lack
from toolkit.model.scheme import Scheme


def gaps_of(chosen: Iterable[Chosen], scheme: Scheme) -> Mapping[str, Gap]:
    """Return the columns that a table may lack and tables with projects do lack, by field.

    A table without projects lacks nothing: it has nothing to tell.
    """
    known = may_lack(scheme)
    tables = [(choice.unit, choice.submission.accepted_projects) for choice in chosen]
    told = {unit: {name for one in projects for name in one.columns} for unit, projects in tables if projects}
    lacking = {field: tuple(unit for unit, names in told.items() if field not in names) for field in known}
    return {field: Gap(known[field], units, len(told)) for field, units in lacking.items() if units}
