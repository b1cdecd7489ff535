"""Does a filled-in 经费使用情况表 come back: what was spent, vouchers, reasons, new items, and nothing in silence?"""

from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from msgspec.structs import replace

from tests.trips import trip, write_register_of
from toolkit.intake.trips.register import read_register
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Expense
from toolkit.workflow.steps import trip_papers

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 15)
MONEY = (
    Expense("城市间交通费", Decimal(5200), None, "5人×1040元"),
    Expense("住宿费", Decimal(4000), None),
    Expense("伙食补助费", Decimal(1600), Decimal("1500.50"), vouchers=2),
)
COLUMNS = {"actual": 3, "vouchers": 6, "why": 7, "budget": 2}


@pytest.fixture
def printed(tmp_path, luzhai):
    """The form as the toolkit prints it, and the register it was printed from."""
    path = write_register_of(
        (trip("L-1", "江口乡", date(2022, 6, 7), date(2022, 6, 10), expenses=MONEY),), tmp_path / "台账.xlsx"
    )
    journal = trip_papers.read_journal(path, luzhai, JUNE, AS_OF)
    (form,) = trip_papers.write_forms(("expenses",), journal, tmp_path)
    return form, path


def filled(form, *entries: tuple[int, str, str], signed: str = ""):
    """Write into cells: (line from 0, column, words); ``signed`` into the first signature box."""
    document = Document(str(form))
    rows = document.tables[0].rows
    for line, column, words in entries:
        cells = list(dict.fromkeys(rows[4 + line].cells))
        cells[COLUMNS[column]].text = words
    if signed:
        box = next(row for row in rows if row.cells[0].text.startswith("经 办 人"))
        box.cells[-1].text = signed
    document.save(str(form))
    return form


def read(form, path, scheme):
    """Read the form into the register; return the trip's money by item and what is said under T1xx and T2xx of forms."""
    result = trip_papers.read_back([form], path, scheme, JUNE, AS_OF)
    money = {one.item: one for one in read_register(path, JUNE).trips[0].expenses}
    return money, [f"{one.code} {one.message}" for one in result.findings if one.code.startswith("T2")]


def test_what_was_spent_comes_back_to_the_fen(printed, luzhai):
    """LZ-R6: actual, vouchers and reason of each item; a second reading changes nothing."""
    form, path = printed
    filled(form, (0, "actual", "4,985.50"), (0, "vouchers", "10张"), (1, "actual", "4400元"), (1, "why", "展会涨价"))
    money, said = read(form, path, luzhai)
    assert (money["城市间交通费"].actual_yuan, money["城市间交通费"].vouchers) == (Decimal("4985.50"), 10)
    assert (money["住宿费"].actual_yuan, money["住宿费"].why) == (Decimal(4400), "展会涨价")
    assert money["伙食补助费"].actual_yuan == Decimal("1500.50") and said == []
    assert trip_papers.read_back([form], path, luzhai, JUNE, AS_OF).changes == ()


def test_an_untouched_form_says_nothing(printed, luzhai):
    """What was printed is no news, blanks are no noughts."""
    form, path = printed
    before = path.read_bytes()
    money, said = read(form, path, luzhai)
    assert said == [] and path.read_bytes() == before and money["住宿费"].actual_yuan is None


@pytest.mark.parametrize("typed", ["约5000", "五千左右", "见附件", "100.005"])
def test_an_amount_that_is_none_is_asked_about(printed, luzhai, typed):
    """An approximate amount enters nothing; the line names item and words."""
    form, path = printed
    money, said = read(filled(form, (0, "actual", typed)), path, luzhai)
    assert money["城市间交通费"].actual_yuan is None
    assert any("城市间交通费" in line and typed in line for line in said)


def test_a_value_that_both_changed_is_asked_about(printed, luzhai, tmp_path):
    """Printed 1500.50, the office has 1480 since, the form says 1520: neither is overwritten."""
    form, path = printed
    newer = (*MONEY[:2], replace(MONEY[2], actual_yuan=Decimal(1480)))
    write_register_of((trip("L-1", "江口乡", date(2022, 6, 7), date(2022, 6, 10), expenses=newer),), path)
    money, said = read(filled(form, (2, "actual", "1520")), path, luzhai)
    assert money["伙食补助费"].actual_yuan == Decimal(1480)
    assert any("伙食补助费" in line for line in said)


def test_an_added_item_is_entered_and_other_words_are_told(printed, luzhai):
    """A line that was added is a line of the register; a remark in a signature box is said, not dropped."""
    form, path = printed
    document = Document(str(form))
    table = document.tables[0]
    import copy

    line = copy.deepcopy(table.rows[6]._tr)
    table.rows[6]._tr.addnext(line)
    document.save(str(form))
    document = Document(str(form))
    cells = list(dict.fromkeys(document.tables[0].rows[7].cells))
    for cell, words in zip(cells, ("租车费", "2天", "", "800", "", "", "1", "临时"), strict=True):
        cell.text = words
    document.save(str(form))
    money, said = read(filled(form, signed="票据已核，少一张住宿发票"), path, luzhai)
    assert (money["租车费"].actual_yuan, money["租车费"].vouchers, money["租车费"].why) == (Decimal(800), 1, "临时")
    assert any("少一张住宿发票" in line for line in said)
