"""The books that the office keeps with the tool, as they are printed: legible, whatever number of columns they have."""

import io
from datetime import date

import openpyxl
import pytest

from toolkit.workbooks.books import decision_workbook, dictionary_workbook, intake_log_workbook
from toolkit.workbooks.books.shared_book import drawn_book


@pytest.mark.parametrize(("book", "paper", "across"), [("收件登记", 8, 2), ("裁定", 8, 1), ("词典", 9, 1)])
def test_a_wide_book_is_printed_so_that_it_can_be_read(book, paper, across):
    """收件登记 has eighteen columns: on one page of A4 its letters were 3 points high; the file's name stands on both."""
    form = {"收件登记": intake_log_workbook.FORM, "裁定": decision_workbook.FORM, "词典": dictionary_workbook.FORM}[
        book
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(drawn_book(form, (), date(2022, 7, 6)))).active
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (paper, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (across, 0)
    assert sheet.print_title_cols == ("$A:$A" if across > 1 else None)
