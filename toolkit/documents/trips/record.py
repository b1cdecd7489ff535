"""Which fields does the 外出招商信息记录表 have? A band of rows for each firm visited."""

from datetime import date
from pathlib import Path

from toolkit.documents.paper.render import render
from toolkit.documents.trips.plan import people_words
from toolkit.model.documents import chinese_date, journey
from toolkit.model.trip_papers import TripPaper
from toolkit.model.trips import Visit

# What the band shows of a visit; the way back reads the same.
SHOWN = tuple(name for name in Visit.__struct_fields__ if name != "ref")
EMPTY_BANDS = 1


def write_record(paper: TripPaper, template: Path, out: Path) -> Path:
    """Write the 外出招商信息记录表 and return where it stands."""
    return render(template, record_context(paper), out)


def record_context(paper: TripPaper) -> dict[str, object]:
    """Return the fields of the template 外出招商信息记录表.docx; one more band is left empty for an unplanned visit."""
    trip = paper.trip
    bands = [*trip.visits, *[Visit("")] * EMPTY_BANDS]
    return {
        "id": trip.id,
        "applicant": trip.who,
        "leader": trip.leader.name if trip.leader else "",
        **journey(trip),
        "people": people_words(trip.participants),
        "visits": [_band(n, visit) for n, visit in enumerate(bands, 1)],
    }


def _band(number: int, visit: Visit) -> dict[str, object]:
    values = {name: getattr(visit, name) for name in SHOWN}
    day = values["day"]
    return values | {"number": number, "day": chinese_date(day) if isinstance(day, date) else ""}
