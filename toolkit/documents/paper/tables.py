"""How wide are the columns of a table that a loop made? They share the width that the template gives the table."""

from typing import NamedTuple

from lxml import etree

from toolkit.documents.paper.template_tree import LOOP, W


class _Cell(NamedTuple):
    width: etree._Element
    span: int

    @property
    def twips(self) -> int:
        return int(self.width.get(W + "w", "0"))


def share_room(row: etree._Element) -> None:
    """Give the cells that a {%tc for … %} made the room that the template gives the loop, each its share."""
    made: dict[str, list[etree._Element]] = {}
    for width in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW"):
        if note := width.attrib.pop(LOOP, None):
            made.setdefault(str(note), []).append(width)
    for note, widths in made.items():
        _, room, each, whole = map(int, note.split())
        rounds = max(1, len(widths) // each)
        for width in widths:
            width.set(W + "w", str(int(width.get(W + "w", "0")) * room // (whole * rounds)))


def fit_columns(table: etree._Element) -> None:
    """Give a table's grid the columns that its rows have, as wide together as before.

    {%tc for … %} makes cells but no grid columns; programs then guess, and give the remaining width to the last one.
    """
    grid = table.find(W + "tblGrid")
    rows = [cells for row in table.iterchildren(W + "tr") if (cells := _cells(row))]
    if grid is None or not rows:
        return
    designed = [int(column.get(W + "w", "0")) for column in grid.iterchildren(W + "gridCol")]
    plain = max((row for row in rows if all(cell.span == 1 for cell in row)), key=len, default=[])
    count = max(sum(cell.span for cell in row) for row in rows)
    if count == len(designed) or len(plain) != count:
        return
    total, wide = sum(designed), sum(cell.twips for cell in plain)
    if not wide:
        return
    grid[:] = [_column(cell.twips * total // wide) for cell in plain]
    for row in rows:
        for cell in row:
            cell.width.set(W + "w", str(cell.twips * total // wide))


def _cells(row: etree._Element) -> list[_Cell]:
    found = []
    for properties in row.iterfind(f"{W}tc/{W}tcPr"):
        width, span = properties.find(W + "tcW"), properties.find(W + "gridSpan")
        if width is not None and width.get(W + "type") == "dxa":
            found.append(_Cell(width, int(span.get(W + "val", "1")) if span is not None else 1))
    return found


def _column(width: int) -> etree._Element:
    column = etree.Element(W + "gridCol")
    column.set(W + "w", str(width))
    return column
