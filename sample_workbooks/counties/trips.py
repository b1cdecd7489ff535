"""出行台账: the four sheets of a county's trips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.grid import Grid, Value
from generator.trips import MONEY_HEADERS, PEOPLE_HEADERS, TRIP_HEADERS, VISIT_HEADERS

FIRST_PHONE = 5000


@dataclass(frozen=True, slots=True)
class SampleTrip:
    """One invented trip.

    People are (name, unit, post, role, rank), firms (name, address, contact, business, subject).
    """

    id: str
    group: str
    unit: str
    purpose: str
    destination: str
    start: date
    end: date
    transport: str
    applied: date
    people: tuple[tuple[str, str, str, str, str], ...]
    firms: tuple[tuple[str, str, str, str, str], ...]
    money: tuple[tuple[str, int, int], ...]


def trip_register(trips: Sequence[SampleTrip]) -> list[Grid]:
    """The four sheets."""
    heads: list[tuple[Value, ...]] = [
        (t.id, t.group, t.unit, t.purpose, t.destination, t.start, t.end, t.transport, t.applied) for t in trips
    ]
    people: list[tuple[Value, ...]] = [(t.id, *person) for t in trips for person in t.people]
    firms = [(t.id, firm) for t in trips for firm in t.firms]
    visits: list[tuple[Value, ...]] = [
        (id, *firm[:3], f"1990000{FIRST_PHONE + 3 * place:04d}", *firm[3:]) for place, (id, firm) in enumerate(firms)
    ]
    money: list[tuple[Value, ...]] = [(t.id, *line) for t in trips for line in t.money]
    return [
        _sheet("行程", TRIP_HEADERS, heads, (18, 26, 16, 34, 22, 12, 12, 10, 12)),
        _sheet("人员", PEOPLE_HEADERS, people, (18, 10, 22, 18, 14, 8)),
        _sheet("拜访", VISIT_HEADERS, visits, (18, 32, 30, 10, 14, 18, 30)),
        _sheet("经费", MONEY_HEADERS, money, (18, 16, 12, 12)),
    ]


def _sheet(name: str, headers: tuple[str, ...], rows: Sequence[tuple[Value, ...]], widths: tuple[float, ...]) -> Grid:
    grid = Grid(name, widths=dict(enumerate(widths, start=1)), freeze=(1, 0), title_rows=(1, 1))
    for column, text in enumerate(headers, start=1):
        grid.put(1, column, text, "header")
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            grid.put(
                row, column, value, "left" if headers[column - 1] in ("事由", "地址", "企业", "洽谈内容") else "body"
            )
        grid.heights[row] = 30
    grid.heights[1] = 26
    return grid
