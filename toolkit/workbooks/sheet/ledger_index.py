"""Which ledger rows meet several criteria? Indexed, as a hundred thousand rows are queried some thousand times."""

from array import array
from collections.abc import Callable, Sequence
from itertools import compress
from operator import attrgetter
from typing import Any

from toolkit.model.clause import Criterion, Share
from toolkit.model.ledger_entry import LedgerEntry

# Columns that figures are cut by, one figure for each value: their rows are looked up instead of searched for.
_CUTS = ("unit", "target_row", "province")


def value_test(criterion: Criterion) -> Callable[[Any], bool]:
    """Return a criterion as a test of a cell's value, deciding as COUNTIFS does: an empty cell meets none."""
    return criterion.allows


class LedgerIndex:
    """Counts and sums over a ledger; each criterion is evaluated once for each row."""

    def __init__(self, entries: Sequence[LedgerEntry]) -> None:
        self._entries = entries
        # One byte for each entry: 1 where it meets the criteria, so that both at once is one AND of two numbers.
        self._flags: dict[tuple[Criterion, ...], bytes] = {(): b"\1" * len(entries)}
        self._rows: dict[str, dict[str, array[int]]] = {}
        self._values: dict[str, list[int | float]] = {}
        self._told: dict[str, bytes] = {}

    def count(self, *criteria: Criterion) -> int:
        """Return how many entries meet every criterion."""
        rows, flags = self._chosen(criteria)
        return flags.count(1) if rows is None else sum(map(flags.__getitem__, rows))

    def total(self, field: str, *criteria: Criterion) -> int | float:
        """Return the sum of a field over the entries that meet every criterion, in the ledger's unit."""
        rows, flags = self._chosen(criteria)
        values = self._numbers(field)
        if rows is None:
            return sum(compress(values, flags))
        return sum(values[row] for row in rows if flags[row])

    def nobody_told(self, field: str, *criteria: Criterion) -> bool:
        """Tell whether some entries meet every criterion and none of them holds a value of a field."""
        rows, flags = self._chosen(criteria)
        if field not in self._told:
            self._told[field] = bytes(value is not None for value in map(attrgetter(field), self._entries))
        told = self._told[field]
        met = [row for row in (range(len(flags)) if rows is None else rows) if flags[row]]
        return bool(met) and not any(told[row] for row in met)

    def _chosen(self, criteria: tuple[Criterion, ...]) -> tuple[Sequence[int] | None, bytes]:
        """Return the rows of the first cut (``None`` for all), and the flags of the other criteria."""
        for number, criterion in enumerate(criteria):
            if criterion.column in _CUTS and criterion.operator == "=":
                rows = self._cut(criterion.column).get(str(criterion.value).casefold(), ())
                return rows, self._meeting(criteria[:number] + criteria[number + 1 :])
        return None, self._meeting(criteria)

    def _cut(self, column: str) -> dict[str, "array[int]"]:
        if (rows := self._rows.get(column)) is None:
            rows = self._rows[column] = {}
            for row, value in enumerate(map(attrgetter(column), self._entries)):
                if value is not None:
                    rows.setdefault(value.casefold(), array("I")).append(row)
        return rows

    def _meeting(self, criteria: tuple[Criterion, ...]) -> bytes:
        if (flags := self._flags.get(criteria)) is None:
            if len(criteria) == 1:
                flags = self._put(criteria[0])
            else:
                both = (self._meeting(criteria[:-1]), self._meeting(criteria[-1:]))
                first, second = (int.from_bytes(part, "little") for part in both)
                flags = (first & second).to_bytes(len(self._entries), "little")
            self._flags[criteria] = flags
        return flags

    def _put(self, criterion: Criterion) -> bytes:
        if isinstance(criterion.value, Share):
            return bytes(map(criterion.is_met_by, self._entries))
        verdicts = _Verdicts(value_test(criterion))
        return bytes(map(verdicts.__getitem__, map(attrgetter(criterion.column), self._entries)))

    def _numbers(self, field: str) -> list[int | float]:
        if field not in self._values:
            self._values[field] = [value or 0 for value in map(attrgetter(field), self._entries)]
        return self._values[field]


class _Verdicts(dict[Any, bool]):
    """The result of a criterion by value; most values occur often."""

    def __init__(self, test: Callable[[Any], bool]) -> None:
        self._test = test

    def __missing__(self, value: Any) -> bool:
        verdict = self[value] = self._test(value)
        return verdict
