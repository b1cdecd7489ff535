"""Where does a person answer the tool's questions? In 裁定.xlsx: one question a row, with its possible answers."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit.files.saving import save
from toolkit.model.decisions import DECISION_COLUMNS, Decision, OwnLine
from toolkit.workbooks.sheet.page import SAFE, lines_needed
from toolkit.workbooks.sheet.styles import HEADER_FILL, INK, LINE, TOTAL_FILL

WIDTHS = (14, 8, 14, 26, 52, 46, 26, 10, 13)
OWN_WIDTH = 20
ANSWERED_COLUMN = DECISION_COLUMNS.index("裁定")
LONGEST_LIST = 255
HOW = "在“裁定”一列选一个答案或填数（单位亿元），写上裁定人和日期，保存后重新汇总即可。不改编号。"


def write_decisions(
    decisions: Sequence[Decision], out: Path, as_of: date, previous: Path | None = None, own: Sequence[OwnLine] = ()
) -> Path:
    """Write the questions, open ones first, each with a drop-down of its answers; return where it went.

    Below them stand the lines that a person added, ``own``, and beside them the columns that he added; sheets of his
    own follow.  The former content of ``out``, where it differs, is kept as ``previous``.
    """
    # Long: the sheet from its title to its foot, in the order in which it is read.
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **SAFE})
    book.set_properties({"title": "裁定", "created": datetime.combine(as_of, time())})
    sheet = book.add_worksheet("裁定")
    base = {"font_name": "宋体", "font_size": 10, "font_color": INK, "valign": "vcenter"}
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "待裁定的问题", book.add_format({**base, "font_name": "黑体", "font_size": 16}))
    sheet.write_string(1, 0, HOW, book.add_format({**base, "font_color": "#595959"}))
    head = {**base, "font_name": "黑体", "border": 1, "border_color": LINE, "align": "center", "bg_color": HEADER_FILL}
    texts = [*(decision.more for decision in decisions), *(line.texts for line in own if line.in_table)]
    added = dict.fromkeys(heading for line in texts for heading, _ in line if heading not in DECISION_COLUMNS)
    headings = (*DECISION_COLUMNS, *added)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, WIDTHS[column] if column < len(WIDTHS) else OWN_WIDTH)
        sheet.write_string(2, column, heading, book.add_format(head))
    cell = book.add_format({**base, "border": 1, "border_color": LINE, "text_wrap": True})
    answer = book.add_format({**base, "border": 1, "border_color": LINE, "text_wrap": True, "bg_color": TOTAL_FILL})
    for row, decision in enumerate(decisions, 3):
        _write_row(sheet, row, decision, headings, cell, answer)
    below = [line for line in own if line.in_table]
    for row, line in enumerate(below, 3 + len(decisions)):
        _write_texts(sheet, row, dict(line.texts), headings, cell, answer)
    for line in own:
        if not line.in_table:
            page = book.get_worksheet_by_name(line.sheet) or book.add_worksheet(line.sheet)
            for letter, text in line.texts:
                page.write_string(f"{letter}{line.row}", text)
    sheet.freeze_panes(3, 4)
    sheet.autofilter(2, 0, max(3, len(decisions) + len(below) + 2), len(headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    book.close()
    return save(target.getvalue(), out, previous)


def _write_row(sheet: Any, row: int, decision: Decision, headings: Sequence[str], cell: Any, answer: Any) -> None:
    asked = (decision.id, decision.question.value, decision.unit, decision.project, decision.situation)
    given = (decision.answer, decision.decided_by, decision.decided_on)
    texts = (*asked, "｜".join(decision.choices), *given)
    _write_texts(
        sheet, row, {**dict(zip(DECISION_COLUMNS, texts, strict=True)), **dict(decision.more)}, headings, cell, answer
    )
    choices = list(decision.choices)
    # A comma would make two answers of one, a quotation mark would end the list.
    listed = len(",".join(choices)) <= LONGEST_LIST and not any(set(choice) & set(',"') for choice in choices)
    if choices and listed:
        sheet.data_validation(row, ANSWERED_COLUMN, row, ANSWERED_COLUMN, {"validate": "list", "source": choices})
    elif not choices:
        rule = {"validate": "decimal", "criteria": ">=", "value": 0, "ignore_blank": True}
        words = {"input_title": "投资总额", "input_message": "填确定的数，单位亿元，例如 2。"}
        sheet.data_validation(row, ANSWERED_COLUMN, row, ANSWERED_COLUMN, {**rule, **words})


def _write_texts(
    sheet: Any, row: int, texts: Mapping[str, str], headings: Sequence[str], cell: Any, answer: Any
) -> None:
    line = [texts.get(heading, "") for heading in headings]
    widths = (*WIDTHS, *[OWN_WIDTH] * (len(headings) - len(WIDTHS)))
    # Excel does not fit row heights to wrapped text when it opens a file written by XlsxWriter.
    sheet.set_row(row, max(20, 4 + 14 * max(map(lines_needed, line, widths))))
    for column, text in enumerate(line):
        sheet.write_string(row, column, text, answer if column >= ANSWERED_COLUMN else cell)
