"""How do the units' reports compare with the authoritative system's export of a month?"""

from msgspec import Struct

from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.submission import Project


class Difference(Struct, frozen=True):
    """A field on which the two records differ, each value as it is shown; ``counts`` says which side's, and ``why``."""

    heading: str
    reported: str
    in_system: str
    counts: str
    why: str


class Match(Struct, frozen=True):
    """A ledger entry and the system's record of the same project; ``how`` says by what it was matched."""

    entry: LedgerEntry
    record: Project
    how: str
    differences: tuple[Difference, ...]


class Reconciliation(Struct, frozen=True):
    """The comparison of a period's ledger with a system export (``file``).

    ``unclear`` are pairs that may be one project and are asked about; they are neither reported alone nor in the
    system alone.
    """

    file: str
    matches: tuple[Match, ...]
    only_reported: tuple[LedgerEntry, ...]
    only_in_system: tuple[Project, ...]
    unclear: tuple[Match, ...] = ()

    @property
    def agrees(self) -> bool:
        """True where both hold the same projects with the same values."""
        return not (self.differing or self.only_reported or self.only_in_system or self.unclear)

    @property
    def differing(self) -> tuple[Match, ...]:
        """The matches whose values differ."""
        return tuple(match for match in self.matches if match.differences)
