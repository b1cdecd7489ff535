"""How are the main figures drawn? The two native charts of the overview."""

from typing import Any

from toolkit.workbooks.master import unit_sheet
from toolkit.workbooks.master.overview_ranking import Ranking
from toolkit.workbooks.sheet.lights import ELAPSED
from toolkit.workbooks.sheet.page import Page
from toolkit.workbooks.sheet.styles import YI_FORMAT

FONT = {"name": "宋体", "size": 9, "color": "#404040"}
TITLE = {"name": "黑体", "size": 11, "bold": False, "color": "#1F3864"}
BLUE = "#4A6FA5"


def add_charts(
    page: Page, book: Any, ranking: Ranking, row: int, split: int, sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    """Insert the charts side by side; ``sizes`` are their widths and heights in pixels."""
    left = _rates(page, book, ranking) if ranking.lines else _investments(page, book, ranking)
    if ranking.rows:
        _insert(page, left, row, 0, sizes[0])
    _insert(page, _stages(book), row, split, sizes[1])


def _insert(page: Page, chart: Any, row: int, column: int, size: tuple[int, int]) -> None:
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"color": "#D9D9D9"}})
    page.sheet.insert_chart(row, column, chart, {"object_position": 1})


def _rates(page: Page, book: Any, ranking: Ranking) -> Any:
    first, last = ranking.row, ranking.row + ranking.rows - 1
    chart = book.add_chart({"type": "bar"})
    names = [page.name, first, ranking.column, last, ranking.column]
    chart.add_series(
        {
            "name": "完成率",
            "categories": names,
            "values": [page.name, first, ranking.value_column, last, ranking.value_column],
            "fill": {"color": BLUE},
            "gap": 45,
            "overlap": 100,
            "data_labels": {"value": True, "num_format": "0%", "font": FONT},
        }
    )
    # The elapsed share as an empty frame around each bar: its right edge is where the bar should be by now.
    chart.add_series(
        {
            "name": ELAPSED,
            "categories": names,
            "values": [page.name, first, ranking.elapsed_column, last, ranking.elapsed_column],
            "fill": {"none": True},
            "border": {"color": "#C55A11", "width": 1.25, "dash_type": "dash"},
        }
    )
    chart.set_title({"name": f"{ranking.leading.name}完成率与序时进度", "name_font": TITLE, "overlay": False})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": FONT,
            "interval_unit": 1,
            "major_tick_mark": "none",
            "line": {"color": "#A6A6A6"},
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


def _stages(book: Any) -> Any:
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
    return chart
