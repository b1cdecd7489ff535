"""How is a book written that the tool and the office keep together? One table, drop-downs, and all that was added."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from msgspec import Struct, field

from toolkit.model.decisions import OwnLine
from toolkit.workbooks.sheet.page import SAFE, lines_needed
from toolkit.workbooks.sheet.styles import HEADER_FILL, INK, LINE, TOTAL_FILL

OWN_WIDTH = 20
LONGEST_LIST = 255
HEAD_ROW = 2
A3, A4 = 8, 9  # as Excel numbers paper
ON_A4, ON_A3 = 175, 260  # column units that are still legible on the width of a page
FIRST_ROW = HEAD_ROW + 2  # as Excel counts


class BookForm(Struct, frozen=True):
    """What a book looks like: the sheet's name, its title, one line how to fill it in, its columns with their widths.

    Columns from ``own_from`` on are the person's; they have a colour of their own.  ``spare`` empty lines
    follow, with the drop-downs of ``spare_answers``.
    """

    name: str
    title: str
    how: str
    columns: Sequence[str]
    widths: Sequence[float]
    own_from: int
    spare: int = 0
    spare_answers: Mapping[str, Sequence[str]] = field(default_factory=dict)


class BookLine(Struct, frozen=True):
    """A line's texts by heading; ``answers`` maps a column to its drop-down, ``amounts`` names columns for 亿元.

    In the columns ``free`` a drop-down only offers: a number that it does not list may be typed as well.
    """

    texts: Mapping[str, str]
    answers: Mapping[str, Sequence[str]]
    amounts: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


def drawn_book(form: BookForm, lines: Sequence[BookLine], as_of: date, own: Sequence[OwnLine] = ()) -> bytes:
    """Return the workbook: the lines, those that a person added, his columns beside them, then his sheets."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    book.set_properties({"title": form.name, "created": datetime.combine(as_of, time())})
    draw_sheet(book, form, lines, [line for line in own if line.in_table])
    write_own_sheets(book, own)
    book.close()
    return target.getvalue()


def draw_sheet(book: Any, form: BookForm, lines: Sequence[BookLine], own: Sequence[OwnLine] = ()) -> None:
    """Draw one table into a workbook; ``own`` are the lines that a person added to it."""
    # Long: the sheet from its title to its foot, in the order in which it is read.
    sheet = book.add_worksheet(form.name)
    base = {"font_name": "宋体", "font_size": 10, "font_color": INK, "valign": "vcenter"}
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, form.title, book.add_format({**base, "font_name": "黑体", "font_size": 16}))
    sheet.write_string(1, 0, form.how, book.add_format({**base, "font_color": "#595959"}))
    head = {**base, "font_name": "黑体", "border": 1, "border_color": LINE, "align": "center", "bg_color": HEADER_FILL}
    below = [BookLine(dict(line.texts), {}) for line in own]
    everything = [*lines, *below]
    headings = _headings(form, everything)
    widths = (*form.widths, *[OWN_WIDTH] * (len(headings) - len(form.widths)))
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(HEAD_ROW, column, heading, book.add_format(head))
    cell = book.add_format({**base, "border": 1, "border_color": LINE, "text_wrap": True})
    answer = book.add_format({**base, "border": 1, "border_color": LINE, "text_wrap": True, "bg_color": TOTAL_FILL})
    looks = [answer if form.own_from <= column else cell for column in range(len(headings))]
    spare = [BookLine({}, form.spare_answers) for _ in range(form.spare)]
    for row, line in enumerate([*everything, *spare], HEAD_ROW + 1):
        _write_line(sheet, row, line, headings, widths, looks)
    sheet.freeze_panes(HEAD_ROW + 1, 4)
    sheet.autofilter(HEAD_ROW, 0, max(HEAD_ROW + 1, HEAD_ROW + len(everything)), len(headings) - 1)
    _make_printable(sheet, sum(widths))
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _make_printable(sheet: Any, wide: float) -> None:
    """Let a sheet of so many column units be read on paper: on A3 where it must, on two pages where that is not enough.

    The first column stands on both.
    """
    sheet.set_landscape()
    sheet.set_paper(A3 if wide > ON_A4 else A4)
    sheet.fit_to_pages(2 if wide > ON_A3 else 1, 0)
    if wide > ON_A3:
        sheet.repeat_columns(0)
    sheet.repeat_rows(HEAD_ROW)


def _headings(form: BookForm, lines: Iterable[BookLine]) -> list[str]:
    added = dict.fromkeys(heading for line in lines for heading in line.texts if heading not in form.columns)
    return [*form.columns, *added]


def _write_line(
    sheet: Any, row: int, line: BookLine, headings: Sequence[str], widths: Sequence[float], looks: Sequence[Any]
) -> None:
    texts = [line.texts.get(heading, "") for heading in headings]
    # Files written by XlsxWriter open with the rows as they are: nothing fits a row to its wrapped text by itself.
    sheet.set_row(row, min(400.0, max(20, 4 + 14 * max(map(lines_needed, texts, widths)))))
    for column, text in enumerate(texts):
        if text:
            sheet.write_string(row, column, text, looks[column])
        else:
            sheet.write_blank(row, column, None, looks[column])
    for heading, choices in line.answers.items():
        column = headings.index(heading)
        # A comma would make two answers of one, a quotation mark would end the list.
        listed = len(",".join(choices)) <= LONGEST_LIST and not any(set(choice) & set(',"') for choice in choices)
        if choices and listed:
            rule: dict[str, Any] = {"validate": "list", "source": list(choices)}
            if heading in line.free:
                words = {
                    "input_title": line.texts.get("问题", ""),
                    "input_message": "选一项，或者填确定的数，单位亿元。",
                }
                rule = {**rule, **words, "show_error": False}
            sheet.data_validation(row, column, row, column, rule)
    for heading in line.amounts:
        column = headings.index(heading)
        number: dict[str, Any] = {"validate": "decimal", "criteria": ">=", "value": 0, "ignore_blank": True}
        words = {"input_title": line.texts.get("问题", ""), "input_message": "填确定的数，单位亿元，例如 2。"}
        sheet.data_validation(row, column, row, column, {**number, **words})


def write_own_sheets(book: Any, own: Iterable[OwnLine]) -> None:
    """Write the sheets of a person's own, cell by cell as they were."""
    for line in own:
        if not line.in_table:
            page = book.get_worksheet_by_name(line.sheet) or book.add_worksheet(line.sheet)
            for letter, text in line.texts:
                page.write_string(f"{letter}{line.row}", text)
