"""Where does the office see every file that came? In 收件登记.xlsx: one line a file, and the clerk's word on it."""

from collections.abc import Sequence
from datetime import date

from toolkit.model.decisions import OwnLine
from toolkit.model.intake_log import CLERKS, LOG_COLUMNS, USES, LogLine
from toolkit.workbooks.books.shared_book import BookForm, BookLine, drawn_book

FORM = BookForm(
    name="收件登记",
    title="收件登记：收到的每一个文件",
    how="白色各列由工具箱填写。认错了或没有认出的，请在“核定”四列写明，以核定为准：时间写成 2022-07-05 15:00，"
    "月份写成 2022-06，处理选“采用”或“不用”。手工收到的，也可以在下面添行（写文件名、月份、收到时间）。"
    "工具箱只添行，不删行。",
    columns=LOG_COLUMNS,
    widths=(34, 16, 18, 7, 24, 40, 10, 19, 13, 18, 9, 18, 16, 44, 16, 13, 9, 9),
    own_from=LOG_COLUMNS.index(CLERKS[0]),
    spare=10,
    spare_answers={"核定处理": USES},
)


def drawn_intake_log(lines: Sequence[LogLine], units: Sequence[str], as_of: date, own: Sequence[OwnLine] = ()) -> bytes:
    """Return 收件登记.xlsx as bytes; ``units`` may stand under 核定单位."""
    answers = {"核定处理": USES, "核定单位": units}
    return drawn_book(FORM, [BookLine(line.texts, answers) for line in lines], as_of, own)
