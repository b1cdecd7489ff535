"""How is a ledger too long for a sheet divided into workbooks? By unit, or by several consecutive units."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from toolkit.model.expressions import expression
from toolkit.model.ledger_entry import LedgerEntry

# The most files that a person can be expected to look through.
MOST_PARTS = 500
NO_UNIT = "未认出单位"
# Windows takes none of these in a file's name, and no full stop or space at its end.
_FORBIDDEN = expression(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 60


class Part(Struct, frozen=True):
    """The rows of one detail workbook; ``name`` is fit for a file and differs from all others."""

    name: str
    entries: Sequence[LedgerEntry]


def parts_of(entries: Iterable[LedgerEntry], capacity: int, most: int = MOST_PARTS) -> list[Part]:
    """Return all entries in parts of at most ``capacity`` rows: a unit each, or several where units are too many.

    A unit whose rows do not fit gets several parts.
    """
    units: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        units.setdefault(entry.unit or NO_UNIT, []).append(entry)
    taken: set[str] = set()
    parts = []
    for name, rows in _blocks(units, capacity, -(-len(units) // most)):
        pieces = [rows[first : first + capacity] for first in range(0, len(rows), capacity)]
        for number, piece in enumerate(pieces, start=1):
            parts.append(Part(_free(f"{name}（{number}）" if len(pieces) > 1 else name, taken), piece))
    return parts


def _blocks(
    units: dict[str, list[LedgerEntry]], capacity: int, together: int
) -> Iterator[tuple[str, list[LedgerEntry]]]:
    """Yield up to ``together`` units that follow each other, as long as their rows fit, under a name."""
    names: list[str] = []
    rows: list[LedgerEntry] = []
    for unit, own in units.items():
        if names and (len(names) == together or len(rows) + len(own) > capacity):
            yield _name(names), rows
            names, rows = [], []
        names.append(unit)
        rows = [*rows, *own] if rows else own
    if names:
        yield _name(names), rows


def _name(units: list[str]) -> str:
    return units[0] if len(units) == 1 else f"{units[0]}至{units[-1]}"


def _free(name: str, taken: set[str]) -> str:
    safe = _FORBIDDEN.sub("_", name).strip(" .")[:_LONGEST_NAME] or NO_UNIT
    free, number = safe, 2
    while free.casefold() in taken:
        free, number = f"{safe}_{number}", number + 1
    taken.add(free.casefold())
    return free
