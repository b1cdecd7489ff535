"""Is the money of a trip exact to 角 and 分, from the register to the papers that are signed?"""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests import office
from tests.trips import trip, write_register_of
from toolkit.documents.paper.amounts import in_capitals, in_figures
from toolkit.documents.trips.report import expenses_context, report_context
from toolkit.files.grid import RawCell
from toolkit.intake.trips.money import read_yuan
from toolkit.intake.trips.register import read_register
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_papers import TripPaper
from toolkit.model.trips import Expense, RegisterChange
from toolkit.workbooks.forms.trip_update import update_register
from toolkit.workflow.steps.trip_papers import read_journal, write_forms, write_money

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
THREE = tuple(Expense(item, 100.5, 100.5) for item in ("城市间交通费", "住宿费", "其他"))
BLANK = tuple(replace(one, actual_yuan=None) for one in THREE)


def journal_of(folder, luzhai, *expenses: Expense):
    """Return the journal of one trip with these expenses, read from a workbook."""
    one = trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10), group="林木组", expenses=expenses)
    return read_journal(write_register_of((one,), folder / "出行台账.xlsx"), luzhai, JUNE, AS_OF)


@pytest.mark.parametrize(
    ("yuan", "capitals"),
    [
        ("301.50", "人民币叁佰零壹元伍角"),
        ("12345.67", "人民币壹万贰仟叁佰肆拾伍元陆角柒分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("10.05", "人民币壹拾元零伍分"),
        ("0.50", "人民币伍角"),
        ("0.07", "人民币柒分"),
        ("7100.00", "人民币柒仟壹佰元整"),
    ],
)
def test_capitals_go_down_to_fen(yuan, capitals):
    """LZ-R7: 整 behind 元 alone, 零 where 角 is missing, as the banks' rules for 票据 have it."""
    assert in_capitals(Decimal(yuan)) == capitals


def test_what_is_less_than_a_fen_has_no_capitals():
    """LZ-R7: a sum that is not exact is not written on a paper that is signed."""
    with pytest.raises(ValueError, match="no capitals"):
        in_capitals(Decimal("1.005"))


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        (100.5, "100.50"),
        (0.1 + 0.2, "0.30"),
        ("7,100.50元", "7100.50"),
        ("￥1,780", "1780"),
        ("７１００", "7100"),
        ("12元5角", "12.50"),
        ("3元4角5分", "3.45"),
        ("0.71万元", "7100"),
        ("人民币300元整", "300"),
        ("约7000元", None),
        ("3000-4000", None),
        (1000 / 3, None),
        ("33.333", None),
        ("-5", None),
        ("100美元", None),
    ],
)
def test_an_amount_is_read_to_the_fen_or_asked_about(typed, yuan):
    """LZ-R3: what was typed is what is reckoned with; nothing is rounded in silence."""
    cell = RawCell(str(typed)) if isinstance(typed, str) else RawCell(str(typed), typed)
    read = read_yuan(cell, "预算")
    assert read.value == (None if yuan is None else Decimal(yuan))
    assert read.remarks or yuan is not None
    if typed in (1000 / 3, "33.333"):
        assert [kind for kind, _ in read.remarks] == ["amount_below_fen"]


@given(cents=st.integers(0, 10**9))
def test_every_amount_comes_back_as_it_was_written(cents):
    """Promise 3: register → paper → register, exact for every 分."""
    yuan = Decimal(cents) / 100
    assert read_yuan(RawCell(in_figures(yuan)), "").value == yuan
    assert read_yuan(RawCell(str(yuan), float(yuan)), "").value == yuan


def test_three_times_a_hundred_and_a_half(tmp_path, luzhai):
    """LZ-R6: three expenses of 100.50 are 301.50 on the paper, line by line and in capitals."""
    journal = journal_of(tmp_path, luzhai, *THREE)
    written = write_forms(("approval", "plan", "expenses", "report"), journal, tmp_path / "表")
    for path in written:
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        words = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        assert "301.50" in words, path.name
        assert "考察报告" in path.name or "叁佰零壹元伍角" in words
        assert "303" not in words, path.name


def test_what_nobody_spent_is_not_nought(tmp_path, luzhai):
    """LZ-R6: an actual that is not written down is room for the pen; a 0 that was written down is printed."""
    (one,) = journal_of(tmp_path, luzhai, *BLANK).register.trips
    paper = TripPaper(one, None, "县投促委办公室", "")
    expenses, report = expenses_context(paper), report_context(paper)
    assert [expenses[f"total_{name}"] for name in ("budget", "actual", "difference", "rate")] == ["301.50", "", "", ""]
    assert "零" not in expenses["in_words"] and not report["actual"].strip("＿元") and not report["rate"].strip("＿")
    part = TripPaper(
        replace(one, expenses=(replace(one.expenses[0], actual_yuan=Decimal("100.50")), *one.expenses[1:])),
        None,
        "",
        "",
    )
    expenses = expenses_context(part)
    assert (expenses["total_actual"], expenses["total_difference"]) == ("", ""), "a part is not the sum"
    assert "壹佰" not in expenses["in_words"]
    nought = TripPaper(replace(one, expenses=(Expense("住宿费", Decimal(5), Decimal(0)),)), None, "", "")
    assert report_context(nought)["actual"] == "0元"


def test_a_register_shows_the_fen_that_are_written_into_it(tmp_path):
    """§1.5: an amount that a form brings is exact in its cell, and the cell no longer hides its 角分."""
    one = trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10), expenses=(Expense("住宿费", 100, None),))
    path = write_register_of((one,), tmp_path / "出行台账.xlsx")
    book = openpyxl.load_workbook(path)
    book["经费"]["C2"].number_format = "#,##0"
    book.save(path)
    update_register(path, (RegisterChange("经费", 2, "L-1", (("预算（元）", "100", "7100.50"),)),))
    cell = openpyxl.load_workbook(path)["经费"]["C2"]
    assert (cell.value, cell.number_format) == (7100.5, "#,##0.00")
    assert read_register(path, JUNE).trips[0].budget_yuan == Decimal("7100.50")


@pytest.mark.office
@pytest.mark.parametrize(
    "expenses", [THREE, BLANK, (*THREE, replace(BLANK[0], item="会务费"), Expense("餐费", 0.1, 0.2))]
)
def test_the_finance_bureaus_sums_are_exact_and_alive(tmp_path, luzhai, expenses):
    """LZ-R4, LZ-R7: another spreadsheet program comes to the same sums, with 角分 and with blanks."""
    books = write_money(journal_of(tmp_path, luzhai, *expenses), tmp_path / "钱")
    for ours, theirs in zip(books, office.recalculated(books, tmp_path / "算"), strict=True):
        assert list(office.differences(ours, theirs)) == []
    summary = openpyxl.load_workbook(books[1], data_only=True)["汇总"]
    known = [Decimal(str(one.actual_yuan)) for one in expenses if one.actual_yuan is not None]
    assert summary["D5"].value in ((float(sum(known)),) if known else ("", None))
    assert ".00" in summary["D5"].number_format
    whole = len(known) == len(expenses)
    assert (summary["E5"].value not in ("", None)) == (summary["F5"].value not in ("", None)) == whole
    assert ("没有填实际数" in str(summary["A7"].value)) == (not whole)
