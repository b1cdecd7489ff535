"""Which fields does the 提示单 of a trip have? What the office should know before a paper is signed."""

from pathlib import Path

from toolkit.documents.paper.render import render
from toolkit.model.trip_papers import TripHints


def write_slip(hints: TripHints, template: Path, out: Path) -> Path:
    """Write the slip and return where it stands."""
    return render(template, slip_context(hints), out)


def slip_context(hints: TripHints) -> dict[str, object]:
    """Return the fields of the template 提示单.docx."""
    return {
        "id": hints.id,
        "applicant": hints.applicant,
        "hints": [{"n": n, "words": words} for n, words in enumerate(hints.hints, 1)],
    }
