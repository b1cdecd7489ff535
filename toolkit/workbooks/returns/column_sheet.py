"""What was each file's column taken for? The sheet 列对照: a line for each file, a column for each field."""

from collections.abc import Sequence

from toolkit.model.columns import TakenColumn, unused
from toolkit.model.other_rows import other_rows_in_words
from toolkit.model.submission import Submission
from toolkit.workbooks.sheet.page import Page, Value, lines_needed

NAME = "列对照"
_FIXED = (("单位", 16.0), ("文件", 36.0))
_WIDTH, _LEFT, _ROWS = 18.0, 40.0, 40.0
_TITLE = "各表的列名当作了哪一项"
_TOLD = (
    "每格是单位写的列名和所在的列，括号里是金额、面积的单位；空着的是表里没有这一列。"
    "没有用的列，内容没有读取；不是项目的行，不计入。"
)
_TABLES = (("statistics", "统计表"), ("targets", "目标任务分解表"))


def write_columns(page: Page, files: Sequence[Submission], foot: str = "") -> None:
    """Write what the columns of ``files`` were taken for; those without a table that was read have no line."""
    row, widest = 2, 0
    page.height(0, 32)
    for table, called in _TABLES:
        read = [one for one in files if one.table == table and one.columns]
        if read:
            row, last = _write_table(page, row, called, read)
            widest = max(widest, last)
    widest = max(widest, len(_FIXED) + 1)
    page.span(0, 0, 0, widest, _TITLE, "title")
    page.span(1, 0, 1, widest, _TOLD if row > 2 else "没有读到表。", "subtitle")
    page.widths(*(width for _, width in _FIXED), *[_WIDTH] * (widest - 1 - len(_FIXED)), _LEFT, _ROWS)
    page.sheet.freeze_panes(2, len(_FIXED))
    page.printed("A3", max(row - 1, 1), widest, (0, 1), foot)


def _write_table(page: Page, row: int, called: str, files: Sequence[Submission]) -> tuple[int, int]:
    """Write one kind of table and return the next free row and the last column."""
    means = _in_order(files)
    last = len(_FIXED) + len(means) + 1
    headings: list[Value] = [*(heading for heading, _ in _FIXED), *means, "没有用的列", "不是项目的行"]
    page.span(row, 0, row, last, called, "section")
    page.row(row + 1, headings, "header")
    page.height(row + 1, 22)
    row += 2
    for file in files:
        taken: dict[str, list[TakenColumn]] = {}
        for column in file.columns:
            taken.setdefault(column.means, []).append(column)
        left = "、".join(_shown(column) for column in unused(file.columns))
        cells = [file.unit or "", file.file, *("\n".join(map(_shown, taken.get(one, ()))) for one in means), left]
        cells.append(other_rows_in_words(file.roles))
        for place, text in enumerate(cells):
            page.put(row, place, text, "cell", "wrap", "left")
        needed = max(lines_needed(text, width) for text, width in zip(cells, _sizes(last), strict=True))
        page.height(row, max(20, 14.0 * needed + 4))
        row += 1
    return row + 1, last


def _sizes(last: int) -> list[float]:
    return [*(width for _, width in _FIXED), *[_WIDTH] * (last - 1 - len(_FIXED)), _LEFT, _ROWS]


def _in_order(files: Sequence[Submission]) -> list[str]:
    """Return the fields' headings in the order in which most tables have them."""
    places: dict[str, list[int]] = {}
    for file in files:
        for place, column in enumerate(file.columns):
            if column.means:
                places.setdefault(column.means, []).append(place)
    return sorted(places, key=lambda one: (sum(places[one]) / len(places[one]), one))


def _shown(column: TakenColumn) -> str:
    return f"{column.letter} {column.shown}"
