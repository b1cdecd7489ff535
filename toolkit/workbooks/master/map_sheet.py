"""Where does the money come from? The sheet 招商地图: a tile for each province, coloured by its investment."""

from toolkit.model.clause import Criterion
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.model.places_in_china import TILES, UNKNOWN_PROVINCE
from toolkit.workbooks.sheet.criteria import Figures, condition, in_yuan
from toolkit.workbooks.sheet.page import Page, block

NAME = "招商地图"
COUNTED = Criterion("counted", "=", "是")
_TOP = 3
_TILE_ROWS = 3
_TABLE = 11  # the table of provinces stands right of the grid
_LAST_COLUMN = _TABLE + 3
_TILE_ROW_HEIGHTS = (18, 22, 16)


def write_map(page: Page, result: Consolidation, figures: Figures) -> None:
    """Write the tile grid and, beside it, the same provinces as a table, largest first."""
    scheme = result.scheme
    page.span(0, 0, 0, _LAST_COLUMN, f"{scheme.jurisdiction}{result.period.label}投资来源地图", "title")
    page.height(0, 32)
    hint = "每格：省份、投资总额（亿元）、项目数。颜色越深，投资总额越大。只按表中写明的省份统计。"
    page.span(1, 0, 1, _LAST_COLUMN, hint, "subtitle")
    page.widths(1.5, *[9.5] * 9, 2, 14, 10, 14, 10)
    for name, (row, column) in TILES.items():
        _write_tile(page, figures, name, _TOP + row * _TILE_ROWS, column)
    _write_table(page, figures)
    rows = max(row for row, _ in TILES.values()) + 1
    for number in range(rows * _TILE_ROWS):
        page.height(_TOP + number, _TILE_ROW_HEIGHTS[number % _TILE_ROWS])
    _colour(page)
    last = max(_TOP + rows * _TILE_ROWS, _TOP + len(TILES) + 2)
    page.printed("A4", last, _LAST_COLUMN, None, scheme.imprint)


def _write_tile(page: Page, figures: Figures, name: str, row: int, column: int) -> None:
    page.put(row, column, name, "cell", "header")
    page.put(row + 1, column, _amount(figures, name), "cell", "亿元或横线")
    page.put(row + 2, column, _count(figures, name), "cell", "count或空", "quiet")


def _write_table(page: Page, figures: Figures) -> None:
    page.row(_TOP, ["投资来源", "项目数", "投资总额（亿元）", "占比"], "header", column=_TABLE)
    names = sorted([*TILES, UNKNOWN_PROVINCE], key=lambda name: (-_number(_amount(figures, name)), name))
    names = [name for name in names if _number(_count(figures, name))] or [UNKNOWN_PROVINCE]
    last = _TOP + len(names)
    total = figures.total("investment_yuan", COUNTED)
    # The total is the ledger's, not the list's: a province that is not listed yet is in it all the same.
    counted = f"{figures.ranges.of(COUNTED.column)},{condition(COUNTED)}"
    whole = in_yuan("investment_yuan", f"SUMIFS({figures.ranges.of('investment_yuan')},{counted})")
    sums = block(last + 1, _TABLE + 2, last + 1, _TABLE + 2)
    for row, name in enumerate(names, _TOP + 1):
        amount = _amount(figures, name)
        share = _number(amount) / total if total else 0
        here = block(row, _TABLE + 2, row, _TABLE + 2)
        page.put(row, _TABLE, name, "cell", "left")
        page.put(row, _TABLE + 1, _count(figures, name), "cell", "count")
        page.put(row, _TABLE + 2, amount, "cell", "亿元")
        page.put(row, _TABLE + 3, Formula(f"=IF({sums}=0,0,{here}/{sums})", share), "cell", "rate")
    page.put(last + 1, _TABLE, "合计", "cell", "left", "total")
    page.put(last + 1, _TABLE + 1, Formula(f"=COUNTIFS({counted})", figures.count(COUNTED)), "cell", "count", "total")
    page.put(last + 1, _TABLE + 2, Formula(f"={whole}", total), "cell", "亿元", "total")
    page.put(last + 1, _TABLE + 3, "", "cell", "total")


def _criteria(name: str) -> tuple[Criterion, Criterion]:
    return COUNTED, Criterion("province", "=", name)


def _pairs(figures: Figures, name: str) -> str:
    return ",".join(f"{figures.ranges.of(c.column)},{condition(c)}" for c in _criteria(name))


def _count(figures: Figures, name: str) -> Formula:
    return Formula(f"=COUNTIFS({_pairs(figures, name)})", figures.count(*_criteria(name)))


def _amount(figures: Figures, name: str) -> Formula:
    total = figures.total("investment_yuan", *_criteria(name))
    summed = f"SUMIFS({figures.ranges.of('investment_yuan')},{_pairs(figures, name)})"
    return Formula(f"={in_yuan('investment_yuan', summed)}", total)


def _number(formula: Formula) -> float:
    return formula.value if not isinstance(formula.value, str) else 0


def _colour(page: Page) -> None:
    """Shade the tiles' amounts in one scale: no boundary data, no picture, only conditional format."""
    cells = [
        block(_TOP + row * _TILE_ROWS + 1, column, _TOP + row * _TILE_ROWS + 1, column)
        for row, column in TILES.values()
    ]
    page.sheet.conditional_format(
        cells[0],
        {
            "type": "2_color_scale",
            "min_type": "num",
            "min_value": 0,
            "min_color": "#FFFFFF",
            "max_color": "#6F9FD8",
            "multi_range": " ".join(cells),
        },
    )
