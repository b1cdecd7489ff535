"""The columns of 附件2's extended form, and how a project fills them."""

from datetime import date

from writing.columns import BASE, shape
from writing.grid import Value

from generator.projects import Standing

DATES = ("signed", "registered", "started", "produced")
EXTENDED = (*BASE, "code", "paid", *DATES, "industrial", "emerging", "land", "plant", "idle")


def value_of(column: str, standing: Standing, place: int, styles: tuple[str, ...], ten_thousand: bool) -> Value:
    """The cell of ``column`` for the project at ``place`` in the list (from 0)."""
    project = standing.project
    if column in ("invest", "paid"):
        amount: int = getattr(project if column == "invest" else standing, column)
        return amount if ten_thousand else amount / 10_000
    if column in DATES:
        day: date | None = getattr(standing, column)
        return shape(day, styles[-1]) if day else None
    if column in ("land", "plant", "idle"):
        size: int = getattr(standing, column)
        return size or None
    plain: dict[str, Value] = {
        "number": place + 1,
        "entry": shape(standing.signed, styles[place % len(styles)]) if standing.signed else "2022年",
        "progress": standing.progress,
        "code": project.credit_code if standing.registered else None,
        "industrial": "是" if project.industrial else "否",
        "emerging": "是" if project.emerging else "否",
    }
    if column in plain:
        return plain[column]
    text: str = getattr(project, column)
    return text
