"""Which sums and counts have no data? Those over columns in which no counted project states anything, not even 0."""

from collections.abc import Iterable

from toolkit.model.clause import Criterion
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.own_columns import is_own
from toolkit.model.scheme import Indicator

# The columns that units fill in as numbers and figures add up.
SUMMED = ("paid_in_yuan", "investment_yuan", "land_mu", "floor_sqm", "idle_mu", "fdi_usd", "contract_usd", "trade_yuan")

# The columns that units tick and figures count by.  What is ticked of a trade is judged by its words, too.
TICKED = ("fortune500", "in_statistics", "packaged")

# Money was paid into every project, or it is still 0: where no project of a part of the county says which, that part
# has no data either.  Land or foreign money most projects have none of: there a blank is nothing unusual.
OF_EVERY_PROJECT = frozenset({"paid_in_yuan"})


def unstated(entries: Iterable[LedgerEntry]) -> frozenset[str]:
    """Return the columns in which no counted project states anything, not even 0 or 否; none of an empty ledger."""
    counted = [entry for entry in entries if entry.counted == "是"]
    if not counted:
        return frozenset()
    names = (*SUMMED, *TICKED, *(name for name, _ in counted[0].declared or ()))
    return frozenset(name for name in names if all(getattr(entry, name) is None for entry in counted))


def unstated_column(indicator: Indicator, unstated: frozenset[str]) -> str:
    """Return the column for want of which a sum or a count has no data, '' where it has: what it adds or counts by."""
    if indicator.aggregate in ("sum", "equal") and unstated.issuperset(indicator.summed_columns):
        return indicator.summed_columns[0]
    # Of several ways of which one is enough, another may still be told.
    asked = (column for one in indicator.criteria if isinstance(one, Criterion) for column in one.columns)
    return next((column for column in asked if (column in TICKED or is_own(column)) and column in unstated), "")
