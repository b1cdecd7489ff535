"""How are the main figures drawn? Native charts: who is ahead and behind of 序时进度, and the projects by stage."""

from typing import Any

from msgspec import Struct

from toolkit.model.formula import Formula
from toolkit.workbooks.master import unit_sheet
from toolkit.workbooks.master.overview_ranking import Ranking
from toolkit.workbooks.sheet.criteria import NO_VALUE
from toolkit.workbooks.sheet.lights import Light, light_of, slightly_of
from toolkit.workbooks.sheet.page import Page, cell
from toolkit.workbooks.sheet.styles import YI_FORMAT

FONT = {"name": "宋体", "size": 9, "color": "#404040"}
TITLE = {"name": "黑体", "size": 11, "bold": False, "color": "#1F3864"}
BLUE, ORANGE = "#4A6FA5", "#C55A11"
# Bars that are read against each other: darker than the fills of cells.
BARS = {Light.AHEAD: "#5B9A6B", Light.SLIGHTLY_BEHIND: "#E0A526", Light.BEHIND: "#C9473F"}
_ROW_PIXELS = 20
_HEAD_PIXELS, _CATEGORY_PIXELS, _LEAST_PIXELS = 70, 22, 240
# Beside the page: the pace of each line once for each colour.
_HELPERS = 28


class Bars(Struct, frozen=True):
    """Where the county's table stands, drawn where there are no lines: first row, rows, column of 超（欠）进度."""

    row: int
    rows: int
    column: int


def height_of(categories: int) -> int:
    """Return a bar chart's height in pixels: every name needs its line."""
    return max(_LEAST_PIXELS, _HEAD_PIXELS + _CATEGORY_PIXELS * categories)


def standing_bars(page: Page, book: Any, ranking: Ranking, county: Bars) -> tuple[Any, int]:
    """Return the chart of 超（欠）进度, of lines or else of the county's indicators, and how many names it has.

    Where nothing is due by 序时进度 (growth over years alone) the units' investments are drawn.
    """
    if ranking.lines:
        places = ranking.row, ranking.rows, ranking.column, ranking.pace_column
        paces = [ranking.table.line_pace(line, ranking.leading) for line in ranking.lines]
        return _paces(page, book, f"{ranking.leading.name}：超（欠）进度", places, (paces, ranking)), ranking.rows
    result = ranking.table.result
    of_county = [NO_VALUE if one.ahead is None else one.ahead * 100 for one in result.county]
    if any(one != NO_VALUE for one in of_county):
        places = county.row, county.rows, 0, county.column
        return _paces(page, book, "各指标超（欠）进度", places, (of_county, ranking)), county.rows
    return _investments(page, book, ranking), ranking.rows


def _paces(page: Page, book: Any, title: str, places: tuple[int, int, int, int], of: tuple[list[Any], Ranking]) -> Any:
    """Draw how far each is from 序时进度, which is the axis in the middle; the colours are those of the cells."""
    # Long: one series for each colour, then the axis that is 序时进度.
    (row, rows, names, paces), (values, ranking) = places, of
    points = slightly_of(ranking.table.result.scheme)
    near = f"ROUND({{0}},4)>=-{points}"
    tests = {
        Light.AHEAD: "{0}>=0",
        Light.SLIGHTLY_BEHIND: f"AND({{0}}<0,{near})",
        Light.BEHIND: f"ROUND({{0}},4)<-{points}",
    }
    chart = book.add_chart({"type": "bar"})
    last = row + rows - 1
    for number, (light, test) in enumerate(tests.items()):
        column = _HELPERS + number
        for place, value in enumerate(values):
            here = cell(row + place, paces)
            drawn = value if isinstance(value, int | float) and light_of(value / 100, 0, points) is light else 0
            text = f"=IF(ISNUMBER({here}),IF({test.format(here)},{here},0),0)"
            page.put(row + place, column, Formula(text, drawn), "decimal")
        page.sheet.set_column(column, column, 8, None, {"hidden": True})
        chart.add_series(
            {
                "name": {Light.AHEAD: "超进度", Light.SLIGHTLY_BEHIND: "略欠", Light.BEHIND: "欠进度"}[light],
                "categories": [page.name, row, names, last, names],
                "values": [page.name, row, column, last, column],
                "fill": {"color": BARS[light]},
                "border": {"none": True},
                "gap": 45,
                "overlap": 100,
                "data_labels": {
                    "value": True,
                    "num_format": '+0.0;-0.0;""',
                    "position": "outside_end",
                    "font": FONT,
                },
            }
        )
    chart.set_title({"name": f"{title}（中线为序时进度，百分点）", "name_font": TITLE, "overlay": False})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": FONT,
            "interval_unit": 1,
            "label_position": "low",
            "major_tick_mark": "none",
            "line": {"color": ORANGE, "width": 1.75},
        }
    )
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.show_hidden_data()
    return chart


def _investments(page: Page, book: Any, ranking: Ranking) -> Any:
    first, last = ranking.row, ranking.row + max(1, ranking.rows) - 1
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "投资总额（亿元）",
            "categories": [page.name, first, ranking.column, last, ranking.column],
            "values": [page.name, first, ranking.value_column, last, ranking.value_column],
            "fill": {"color": BLUE},
            "gap": 45,
            "data_labels": {"value": True, "num_format": YI_FORMAT, "font": FONT},
        }
    )
    chart.set_title({"name": "各单位投资总额（亿元）", "name_font": TITLE})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "num_font": FONT, "interval_unit": 1, "major_tick_mark": "none"})
    chart.set_legend({"none": True})
    return chart


def insert_pair(page: Page, row: int, bars: tuple[Any, int], trend: Any, places: tuple[int, int, int]) -> int:
    """Insert the bars and, beside them, the trend where there is one; return how many rows they take.

    ``places`` are the second chart's first column, the number of columns and the pixels of each.
    """
    chart, categories = bars
    split, columns, pixels = places
    high = height_of(categories)
    gap = 8
    _insert(page, chart, row, 0, (pixels * (split if trend else columns) - gap, high))
    if trend:
        _insert(page, trend, row, split, (pixels * (columns - split), high))
    return -(-high // _ROW_PIXELS)


def _insert(page: Page, chart: Any, row: int, column: int, size: tuple[int, int]) -> None:
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"color": "#D9D9D9"}})
    page.sheet.insert_chart(row, column, chart, {"object_position": 1})


def add_stages(page: Page, book: Any, row: int) -> int:
    """Insert the projects by stage below 单位汇总; return the last row that the chart takes."""
    total = unit_sheet.TOTAL_ROW
    first, last = unit_sheet.FIRST_STAGE, unit_sheet.LAST_STAGE
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "项目数",
            "categories": [unit_sheet.NAME, total - 1, first, total - 1, last],
            "values": [unit_sheet.NAME, total, first, total, last],
            "fill": {"color": BLUE},
            "gap": 60,
            "data_labels": {"value": True, "font": FONT},
        }
    )
    chart.set_title({"name": "项目所处阶段（个）", "name_font": TITLE})
    chart.set_x_axis({"num_font": FONT, "major_tick_mark": "none", "line": {"color": "#A6A6A6"}})
    chart.set_y_axis({"visible": False, "num_font": FONT, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    _insert(page, chart, row, 1, (640, _LEAST_PIXELS))
    return row + _LEAST_PIXELS // _ROW_PIXELS
