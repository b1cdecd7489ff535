"""Which sums have no data? The columns in which no counted project states anything, not even 0."""

from collections.abc import Iterable

from toolkit.model.ledger import LedgerEntry

# The columns that units fill in as numbers and figures add up.
SUMMED = ("paid_in_yuan", "investment_yuan", "land_mu", "floor_sqm", "idle_mu", "fdi_usd", "contract_usd", "trade_yuan")

# Money was paid into every project, or it is still 0: where no project of a part of the county says which, that part
# has no data either.  Land or foreign money most projects have none of: there a blank is nothing unusual.
OF_EVERY_PROJECT = frozenset({"paid_in_yuan"})


def unstated(entries: Iterable[LedgerEntry]) -> frozenset[str]:
    """Return the summed columns in which no counted project states anything, not even 0; none of an empty ledger."""
    counted = [entry for entry in entries if entry.counted == "是"]
    if not counted:
        return frozenset()
    return frozenset(name for name in SUMMED if all(getattr(entry, name) is None for entry in counted))
