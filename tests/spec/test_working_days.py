"""What does a deadline in working days rest on where the State Council's order of holidays is not known?"""

from datetime import date, timedelta
from types import SimpleNamespace

import chinese_calendar
import openpyxl
import pytest
from msgspec.structs import replace
from xlsxwriter import Workbook

from tests.assessed import scheme_of
from tests.trips import read_of, trip
from toolkit.assessment.agenda import agenda
from toolkit.checks.trips import travel
from toolkit.checks.working_days import due_after, papers_due
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load, shipped_folder
from toolkit.workbooks.master.trip_sheet import write_trips
from toolkit.workbooks.sheet.page import Page
from toolkit.workbooks.sheet.styles import Styles
from toolkit.workflow.steps.trip_papers import Journal, hints_of

LAST_KNOWN = max(chinese_calendar.constants.holidays).year
UNKNOWN = LAST_KNOWN + 1
SAID = f"工具箱里还没有{UNKNOWN}年的放假安排，按周一至周五推算，请对照国务院的放假通知"


@pytest.fixture
def working():
    """Luzhai, where the three days of LZ-R6 are read as working days."""
    return load(shipped_folder("luzhai-2022"), {"trip_report_days": "working"})


@pytest.fixture
def natural():
    """Luzhai as shipped: natural days."""
    return scheme_of("luzhai-2022")


def ended(end):
    """A trip of two days of which no paper has come."""
    return trip("L-1", "县林业局", end - timedelta(days=1), end, report_on=None, expenses_on=None)


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (date(LAST_KNOWN, 12, 1), ""),
        (date(LAST_KNOWN, 12, 29), SAID),
        (date(LAST_KNOWN, 12, 31), SAID),
        (date(UNKNOWN, 3, 1), SAID),
    ],
    ids=["known", "into the unknown year", "on the last known day", "in the unknown year"],
)
def test_a_day_reckoned_without_the_holidays_says_so(working, natural, end, said):
    """LZ-R6 in working days: any day that is counted in a year without an order is an assumption; natural days are not."""
    (paper,) = papers_due(working, [ended(end)])
    assert paper.assumed == said
    assert papers_due(natural, [ended(end)])[0].assumed == ""


def test_both_years_are_named_where_neither_is_known(working):
    """A trip that ends before New Year in a year without an order: the count runs through two such years."""
    (paper,) = papers_due(working, [ended(date(UNKNOWN, 12, 29))])
    assert f"{UNKNOWN}年、{UNKNOWN + 1}年的放假安排" in paper.assumed


def test_the_trip_check_says_on_what_a_late_paper_rests(working, natural, tmp_path):
    """T113 and T114 name the due day with the sentence; so does the trip's slip, which quotes them."""
    period = ReportingPeriod(UNKNOWN, 3)
    late = trip("L-2", "江口乡", date(UNKNOWN, 3, 8), date(UNKNOWN, 3, 9), report_on=date(UNKNOWN, 3, 31))
    for scheme, times in ((working, 3), (natural, 0)):
        register = read_of((ended(date(UNKNOWN, 3, 2)), late), tmp_path / "出行台账.xlsx", period)
        result = travel(register, scheme, period, date(UNKNOWN, 4, 30))
        told = [found for found in result.findings if found.code in ("T113", "T114") and found.cell.sheet == "行程"]
        assert len(told) == 3
        assert [f"（{SAID}）" in found.message for found in told].count(True) == times
        journal = Journal(register, scheme, period, date(UNKNOWN, 4, 30), result)
        remarks = [said for one in register.trips for said in hints_of(one, journal).hints]
        assert [SAID in said for said in remarks].count(True) == times


def test_the_calendar_reckons_as_the_trip_check_does(working):
    """国庆 2022: the report of a trip that ended on 30 September is due on the 10th in the calendar too, not on the 5th."""
    papers = papers_due(working, [ended(date(2022, 9, 30))])
    assert papers[0].day == due_after(working.deadline("trip_report"), date(2022, 9, 30)) == date(2022, 10, 10)
    (item,) = [one for one in agenda(working, ReportingPeriod(2022, 10), papers) if "考察报告" in one.what]
    assert (item.day, "放假安排" in item.note) == (date(2022, 10, 10), False)


def test_the_calendar_says_on_what_its_day_rests(working):
    """The note of the item: it stands in .ics, in the sheet and on the screen."""
    papers = papers_due(working, [ended(date(UNKNOWN, 3, 3))])
    (item,) = [one for one in agenda(working, ReportingPeriod(UNKNOWN, 3), papers) if "考察报告" in one.what]
    assert item.note.endswith(f"；{SAID}")


def test_the_masters_sheet_says_it_above_its_table(working, natural, tmp_path):
    """外出招商情况: the column 报告应报 holds a day; the sentence stands once in the line above."""
    period, as_of = ReportingPeriod(UNKNOWN, 3), date(UNKNOWN, 4, 30)
    for scheme, times in ((working, 1), (natural, 0)):
        trips = (ended(date(UNKNOWN, 3, 2)), replace(ended(date(UNKNOWN, 3, 9)), id="L-2"))
        result = travel(read_of(trips, tmp_path / "出行台账.xlsx", period), scheme, period, as_of)
        out = tmp_path / "汇总表.xlsx"
        with Workbook(out) as book:
            page = Page(book.add_worksheet(), Styles(book))
            write_trips(page, SimpleNamespace(scheme=scheme, period=period, as_of=as_of, travel=result))
        assert str(openpyxl.load_workbook(out).active["A2"].value).count(SAID) == times
