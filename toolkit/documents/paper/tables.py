"""How wide are the columns of a table that a loop made? They share the width that the template gives the table."""

from functools import cache
from typing import NamedTuple

from lxml import etree

from toolkit.documents.paper.template_tree import LOOP, W
from toolkit.model.expressions import expression

# Tags that make cells, and those that join or colour them.
_OF_CELLS = expression(r"\{%(?:tc |\s*(?:colspan|hm|vm|cellbg)\b)")
_WIDTH = f"{W}tc/{W}tcPr/{W}tcW"

_CELL = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
         "tcFitText", "vAlign", "hideMark")  # fmt: skip
_PLACES = {W + name: place for place, name in enumerate(_CELL)}


class _Cell(NamedTuple):
    width: etree._Element
    span: int

    @property
    def twips(self) -> int:
        return int(self.width.get(W + "w", "0"))


def put_in_order(root: etree._Element) -> None:
    """Put the properties of cells in the order that the schema, and so Word, wants; docxtpl puts w:vMerge last."""
    for properties in root.iter(W + "tcPr"):
        if not _in_order(tuple([one.tag for one in properties])):
            properties[:] = sorted(properties, key=_nth)


def _nth(property: etree._Element) -> int:
    return _PLACES.get(str(property.tag), len(_CELL))


@cache
def _in_order(tags: tuple[str, ...]) -> bool:
    places = [_PLACES.get(tag, len(_CELL)) for tag in tags]
    return places == sorted(places)


def fit(table: etree._Element, *, filled_columns: bool = False) -> None:
    """Give a filled-in table columns that fit its cells; with ``filled_columns`` only those that somebody filled."""
    made = any(LOOP in width.attrib for width in table.iter(W + "tcW"))
    if made:
        for row in table.iterchildren(W + "tr"):
            share_room(row)
    if filled_columns:
        drop_empty_columns(table)
    fit_columns(table, made)


def is_steady(root: etree._Element) -> bool:
    """Tell of a template whether its tables have the columns of their grids, however it is filled in.

    So it is where each row that will be printed has as many as the grid, and no tag makes, joins or colours cells.
    """
    return all(_is_steady(table) for table in root.iter(W + "tbl"))


def _is_steady(table: etree._Element) -> bool:
    grid = table.find(W + "tblGrid")
    for row in table.iterchildren(W + "tr"):
        words = "".join(text.text or "" for text in row.iter(W + "t"))
        if _OF_CELLS.search(words):
            return False
        vanishes = "{%tr " in words and next(row.iter(W + "tbl"), None) is None
        cells = [] if vanishes or grid is None else _cells(row)
        if cells and sum(cell.span for cell in cells) != len(grid):
            return False
    return True


def share_room(row: etree._Element) -> None:
    """Give the cells that a {%tc for … %} made the room that the template gives the loop, each its share."""
    made: dict[str, list[etree._Element]] = {}
    for width in row.iterfind(_WIDTH):
        if note := width.attrib.pop(LOOP, None):
            made.setdefault(str(note), []).append(width)
    for note, widths in made.items():
        _, room, each, whole = map(int, note.split())
        rounds = max(1, len(widths) // each)
        for width in widths:
            width.set(W + "w", str(int(width.get(W + "w", "0")) * room // (whole * rounds)))


def drop_empty_columns(table: etree._Element) -> None:
    """Take out each column in which nothing but its heading stands; a cell over several columns spans one less."""
    rows = [(list(row.iterchildren(W + "tc")), _cells(row)) for row in table.iterchildren(W + "tr")]
    if len(rows) == 1 or any(len(elements) != len(cells) for elements, cells in rows):
        return
    heading = rows[0][1]
    if any(cell.span > 1 for cell in heading):
        return
    for column in reversed(range(len(heading))):
        below = [_place(cells, column) for _, cells in rows[1:]]
        alone = [one[0][place] for one, place in zip(rows[1:], below, strict=True) if one[1][place].span == 1]
        if not alone or any(text.text for element in alone for text in element.iter(W + "t")):
            continue
        width = heading[column].twips
        for (elements, cells), place in zip(rows, [column, *below], strict=True):
            if cells[place].span == 1:
                table_row = elements.pop(place).getparent()
                table_row.remove(table_row.findall(W + "tc")[place])
                del cells[place]
            else:
                cells[place] = _narrowed(elements[place], cells[place], width)


def _place(cells: list[_Cell], column: int) -> int:
    """Return which cell of a row stands in a column of the table."""
    last = 0
    for place, cell in enumerate(cells):
        last += cell.span
        if last > column:
            return place
    return len(cells) - 1


def _narrowed(element: etree._Element, cell: _Cell, by: int) -> _Cell:
    """Let a cell span one column less, and return what it is then."""
    span = element.find(f"{W}tcPr/{W}gridSpan")
    if span is not None:
        span.set(W + "val", str(cell.span - 1))
    cell.width.set(W + "w", str(cell.twips - by))
    return cell._replace(span=cell.span - 1)


def fit_columns(table: etree._Element, made: bool = False) -> None:
    """Give a table's grid the columns that its rows have, as wide together as before.

    {%tc for … %} makes cells but no grid columns; programs then guess, and give the remaining width to the last one.
    ``made`` says that it made cells, so that as many columns as before need not be the same ones.
    """
    grid = table.find(W + "tblGrid")
    rows = [cells for row in table.iterchildren(W + "tr") if (cells := _cells(row))]
    if grid is None or not rows:
        return
    designed = [int(column.get(W + "w", "0")) for column in grid.iterchildren(W + "gridCol")]
    plain = max((row for row in rows if all(cell.span == 1 for cell in row)), key=len, default=[])
    count = max(sum(cell.span for cell in row) for row in rows)
    if (count == len(designed) and not made) or len(plain) != count:
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
    for width in row.iterfind(_WIDTH):
        if width.get(W + "type") == "dxa":
            span = next(width.getparent().iterchildren(W + "gridSpan"), None)
            found.append(_Cell(width, int(span.get(W + "val", "1")) if span is not None else 1))
    return found


def _column(width: int) -> etree._Element:
    column = etree.Element(W + "gridCol")
    column.set(W + "w", str(width))
    return column
