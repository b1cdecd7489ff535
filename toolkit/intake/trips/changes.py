"""Which cells of the register differ between a trip as it stands and as it should stand?"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from toolkit.model.money import in_yuan
from toolkit.model.trip_register import MONEY, PEOPLE, REGISTER_SHEETS, TRIPS, VISITS
from toolkit.model.trips import Expense, Participant, RegisterChange, Trip, Visit

Row = Participant | Visit | Expense


def changes(before: Trip, after: Trip) -> tuple[RegisterChange, ...]:
    """Return the changes that make the register hold ``after``; none where nothing differs.

    Rows that ``after`` no longer has are kept: what a form leaves out is not deleted.
    """
    found = [*_row(TRIPS, before, after, after.id, before.ref.row)]
    for sheet, old, new in (
        (PEOPLE, before.participants, after.participants),
        (VISITS, before.visits, after.visits),
        (MONEY, before.expenses, after.expenses),
    ):
        found += _rows(sheet, old, new, after.id)
    return tuple(found)


def _rows(sheet: str, old: Sequence[Row], new: Sequence[Row], trip: str) -> Iterator[RegisterChange]:
    stood = {row.ref: row for row in old if row.ref}
    for row in new:
        if row.ref is None:
            yield from _row(sheet, None, row, trip, 0)
        else:
            yield from _row(sheet, stood[row.ref], row, trip, row.ref.row)


def _row(sheet: str, old: object, new: object, trip: str, row: int) -> Iterator[RegisterChange]:
    values = []
    for column in REGISTER_SHEETS[sheet]:
        if column.field == "id":
            continue
        before, after = written(getattr(old, column.field, "")), written(getattr(new, column.field))
        if before != after:
            values.append((column.heading, before, after))
    if values:
        yield RegisterChange(sheet, row, trip, tuple(values))


def written(value: object) -> str:
    """Return a value as a change holds it: days as 2022-06-08, money as 1200 or 100.50, nothing as ''."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return in_yuan(value, separated=False)
    return value.isoformat() if isinstance(value, date) else str(value)
