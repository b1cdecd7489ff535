"""How wide are the columns of a table that a loop made? They share the width that the template gives the table."""

import re

_TABLE = re.compile(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", re.DOTALL)
_GRID = re.compile(r"<w:tblGrid>(.*?)</w:tblGrid>", re.DOTALL)
_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELL = re.compile(r'<w:tcW w:w="(\d+)" w:type="dxa"/>(<w:gridSpan w:val="(\d+)"/>)?')


def fitted(xml: str) -> str:
    """Return a document's XML in which every table's grid has the columns that its rows have, as wide as before.

    {%tc for … %} makes cells but no grid columns; programs then guess, and give the remaining width to the last one.
    """
    return _TABLE.sub(lambda table: _fitted(table[0]), xml)


def _fitted(table: str) -> str:
    grid = _GRID.search(table)
    rows = [[(int(width), int(span or 1)) for width, _, span in _CELL.findall(row)] for row in _ROW.findall(table)]
    if grid is None or not rows:
        return table
    designed = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', grid[1])]
    plain = max((row for row in rows if all(span == 1 for _, span in row)), key=len, default=[])
    count = max(sum(span for _, span in row) for row in rows)
    if count == len(designed) or len(plain) != count:
        return table
    total, wide = sum(designed), sum(width for width, _ in plain)
    columns = "".join(f'<w:gridCol w:w="{width * total // wide}"/>' for width, _ in plain)
    stretched = _CELL.sub(
        lambda cell: f'<w:tcW w:w="{int(cell[1]) * total // wide}" w:type="dxa"/>{cell[2] or ""}', table
    )
    return _GRID.sub(f"<w:tblGrid>{columns}</w:tblGrid>", stretched)
