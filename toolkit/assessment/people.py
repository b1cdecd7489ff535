"""Who does this work (NX-R11 人员信息库)? The office's own list first, then who travelled."""

from collections.abc import Iterable, Sequence

from toolkit.model.assessment import Person
from toolkit.model.trips import Trip


def people(listed: Sequence[Person], trips: Iterable[Trip]) -> tuple[Person, ...]:
    """Return each person once, by unit and name; the office's own entries are kept unchanged."""
    known = {(person.unit, person.name): person for person in listed}
    for trip in trips:
        for one in trip.participants:
            unit = one.unit or trip.unit
            if one.name:
                seen = Person(one.name, unit, one.post, one.role, "", "", "", f"外出招商台账 {trip.id}")
                known.setdefault((unit, one.name), seen)
    return tuple(sorted(known.values(), key=lambda person: (person.unit, person.name)))
