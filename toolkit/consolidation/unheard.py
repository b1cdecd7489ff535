"""Of which target rows has nobody told anything? Their figures are 无数据: a unit that never reported has no zeros."""

from collections.abc import Iterable
from itertools import chain

from toolkit.model.ledger import COUNTY, Ledger, Timeliness
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission, TargetLine


def unheard_rows(
    timeliness: Iterable[Timeliness], ledger: Ledger, targets: Submission | None, scheme: Scheme
) -> tuple[str, ...]:
    """Return the keys of rows whose lead unit owes a table and has none that counts, and that no project belongs to.

    A row that got a project from another unit's table has figures; a nil report says 0.  Where there is no project at
    all and no nil report either, these are all rows, and the county itself.
    """
    arrivals = tuple(timeliness)
    silent = {one.unit for one in arrivals if one.is_silent}
    leads = {row.key: row.lead_unit for row in scheme.target_rows}
    leads |= {row_key(line, scheme): line.lead_unit for line in (targets.target_lines if targets else ())}
    if not ledger.entries and all(one.unit in silent or one.is_returned for one in arrivals):
        return (*leads, COUNTY)
    told = {entry.target_row for entry in ledger.entries}.union(chain.from_iterable(one.rows for one in ledger.shared))
    return tuple(key for key, unit in leads.items() if unit in silent and key not in told)


def row_key(line: TargetLine, scheme: Scheme) -> str:
    """Return the key of the target row that a line of the office's table states, its own words where it is none."""
    keys = {(row.group, row.lead_unit, row.scope): row.key for row in scheme.target_rows}
    return keys.get(line.key, "/".join(part for part in line.key if part))
