"""By which day is a paper due? Holidays by the State Council's order; check, calendar and .ics name one day."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from icalendar import Calendar

from tests.assessed import scheme_of
from tests.drawn_register import LEADER, draw_register, journal_of, one_trip, said
from toolkit.assessment.agenda import agenda
from toolkit.checks.working_days import papers_due
from toolkit.cli import main
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.holidays import unknown_holidays
from toolkit.workflow.steps.workspace import create_workspace

JUNE = ReportingPeriod(2022, 6)


@pytest.fixture
def travel(tmp_path: Path):
    """Hold a drawn register (行程, 人员, 拜访, 月报) against a scheme."""
    return lambda *about, **drawn: journal_of(tmp_path / "出行台账.xlsx", *about, **drawn)


@pytest.mark.parametrize(
    ("reading", "budget", "report"),
    [
        # 5 June 2022 is the Sunday of 端午 (3 to 5 June); 1 October + 3 lies in 国庆 (1 to 7), 8 and 9 October are worked;
        # the last working day before it, 30 September, is before the journey's end: then the day that is written stays.
        ("stay", date(2022, 6, 5), date(2022, 10, 4)),
        ("next", date(2022, 6, 6), date(2022, 10, 8)),
        ("before", date(2022, 6, 2), date(2022, 10, 4)),
    ],
)
def test_a_day_on_a_holiday_moves_by_a_reading(travel, reading, budget, report):
    """LZ-R3, LZ-R6, reading `due_on_holiday`: check, calendar and conduct go by the same day, by the State's holidays."""
    scheme = scheme_of("luzhai-2022", due_on_holiday=reading)
    assert scheme.deadline("budget").due(JUNE) == budget
    october = ReportingPeriod(2022, 10)
    row = one_trip(day="2022-09-29").replace("2022-09-31", "2022-10-01")
    journal = travel(scheme, october, date(2022, 10, 31), 行程=row, 人员=LEADER)
    (paper,) = papers_due(scheme, journal.register.trips)
    assert paper.day == report
    late = f"应于{report.year}年{report.month}月{report.day}日前报"
    assert {late in message for message in said(journal, "paper_missing") if message.startswith("行程L-1")} == {True}
    month = ReportingPeriod(report.year, report.month)
    days = {item.what: item.day for item in agenda(scheme, month, (paper,))}
    assert days["考察报告、经费使用情况"] == report
    assert {item.what: item.day for item in agenda(scheme, JUNE)}["本月招商引资经费预算"] == budget


@pytest.mark.parametrize(
    ("readings", "day"),
    [
        ({"trip_report_days": "working"}, "2022-10-10"),
        ({"due_on_holiday": "next"}, "2022-10-08"),
        ({}, "2022-10-03"),
    ],
    ids=["working days", "moved", "as written"],
)
def test_check_calendar_and_ics_name_one_day(tmp_path, readings, day):
    """LZ-R6: back on 30 September 2022; `trip check`, `calendar`, its sheet and its .ics in a workspace with the reading."""
    root = create_workspace(tmp_path / "鹿寨", "luzhai-2022", 2022).root
    row = one_trip(day="2022-09-28")
    draw_register(root / "出行" / "出行台账.xlsx", 行程=row, 人员=LEADER)
    settings = root / "设置.toml"
    lines = "".join(f'{id} = "{value}"\n' for id, value in readings.items())
    settings.write_text(settings.read_text("utf-8").replace("[readings]\n", f"[readings]\n{lines}"), "utf-8")
    month = ["-w", str(root), "--period", "2022-10", "--as-of", "2022-10-31"]
    calendar = CliRunner().invoke(main, ["calendar", *month])
    assert f"{day}（" in calendar.output and "行程 L-1" in calendar.output, calendar.output
    events = Calendar.from_ical((root / "输出" / "2022-10" / "工作日历.ics").read_bytes()).walk("VEVENT")
    assert [str(one.decoded("DTSTART")) for one in events if "考察报告" in str(one["SUMMARY"])] == [day]
    sheet = openpyxl.load_workbook(root / "输出" / "2022-10" / "工作日历.xlsx").active
    (line,) = [row for row in sheet.iter_rows(values_only=True) if "考察报告、经费使用情况" in row]
    assert str(next(value for value in line if isinstance(value, date)))[:10] == day
    checked = CliRunner().invoke(main, ["trip", "check", *month[:2], "--period", "2022-09", "--as-of", "2022-10-31"])
    year, number, last = map(int, day.split("-"))
    assert checked.output.count(f"应于{year}年{number}月{last}日前报") == 2, checked.output


def test_a_table_that_comes_on_the_first_working_day_is_in_time():
    """NX-R3m, reading `due_on_holiday`: the table of June 2022 by Saturday the 25th; sent on Monday it is late, or not."""
    for reading, day in (("stay", 25), ("next", 27), ("before", 24)):
        scheme = scheme_of("nanxian-2022", due_on_holiday=reading)
        assert scheme.deadline("statistics").due(JUNE) == date(2022, 6, day)
        result = consolidate([], None, scheme, JUNE, date(2022, 6, 30))
        assert {one.due.day for one in result.timeliness} == {day}


def test_a_year_without_an_order_of_holidays_says_so():
    """Promise 2: where the State Council has not spoken yet, days are moved by weekends, and every screen says so."""
    scheme = scheme_of("luzhai-2022", due_on_holiday="next")
    assert not [gap for gap in scheme.gaps if "放假安排" in gap]
    assert "2050年的放假安排" in unknown_holidays({"due_on_holiday": "next"}, 2050)[0]
    assert unknown_holidays({"due_on_holiday": "stay"}, 2050) == []
