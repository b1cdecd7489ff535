"""The calendar: what is due from whom in a month, by the scheme's deadlines and meetings, and as .ics."""

from datetime import date, timedelta

import openpyxl
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from msgspec.structs import replace

from tests.assessed import scheme_of
from tests.walks import laid_out
from toolkit.assessment.agenda import agenda
from toolkit.assessment.ics import as_ics
from toolkit.checks.working_days import papers_due
from toolkit.cli import main
from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Trip
from toolkit.workflow.actions.demo import SAMPLES

MAY, JUNE, DECEMBER = (ReportingPeriod(2022, month) for month in (5, 6, 12))


def trip(end, unit="县投促中心"):
    """A trip of three days that ended on a day."""
    ref = CellRef("出行台账.xlsx", "行程", 2)
    start = end - timedelta(days=2)
    return Trip(ref, "LZCX-01", "林木加工组", unit, "拜访企业", "广东省佛山市", start, end, "火车", None, (), (), ())


def days(items):
    """(day of the month, kind, what) of each item."""
    return [(item.day.day, item.kind, item.what) for item in items]


def test_both_deadlines_of_a_month_and_the_table_of_the_month_before(luzhai):
    """LZ-R3: the month's budget by the 5th; the table of May is due on the 5th of June (`statistics_due = next-5`)."""
    items = agenda(luzhai, JUNE)
    assert {(5, "报送", "本月招商引资经费预算"), (5, "报送", "招商引资项目统计表")} <= set(days(items))
    (table,) = [item for item in items if item.what == "招商引资项目统计表"]
    assert (table.note, table.receiver) == ("报2022年5月的", "县投促委办公室")


def test_a_trips_report_is_due_days_after_its_end(luzhai):
    """LZ-R6: three days after the trip; a trip that ends on 29 June is reported in July, not in June."""
    assert [
        item.day
        for item in agenda(luzhai, JUNE, papers_due(luzhai, [trip(date(2022, 6, 10))]))
        if "考察报告" in item.what
    ] == [date(2022, 6, 13)]
    late = papers_due(luzhai, [trip(date(2022, 6, 29))])
    assert not [item for item in agenda(luzhai, JUNE, late) if "考察报告" in item.what]
    (item,) = [item for item in agenda(luzhai, ReportingPeriod(2022, 7), late) if "考察报告" in item.what]
    assert (item.day, item.who) == (date(2022, 7, 2), "县投促中心")


def test_what_comes_round_by_quarter_and_year():
    """NX-R3: 月研判 each month, 季调度 in the quarter's last month, 年总结 in December only; GN-R7, GN-R10 quarterly."""
    nanxian = scheme_of("nanxian-2022")
    meetings = {
        period: [item.id.rpartition("-2022")[0] for item in agenda(nanxian, period) if item.kind == "会议"]
        for period in (MAY, JUNE, DECEMBER)
    }
    assert meetings == {MAY: ["NX-R3m"], JUNE: ["NX-R3m", "NX-R3q"], DECEMBER: ["NX-R3m", "NX-R3q", "NX-R3y"]}
    gangnan = scheme_of("gangnan-2018")
    july, september = (days(agenda(gangnan, ReportingPeriod(2018, month))) for month in (7, 9))
    assert (28, "报送", "本月招商引资工作情况汇报材料") in july
    assert (30, "会议", "招商引资督查") in september
    assert (30, "通报", "红黑榜：基础工作") in september
    assert not [one for one in july if one[1] in ("会议", "通报")]


def test_points_are_summed_up_at_the_years_end():
    """JC-S1 two items each quarter, JC-S0 the sum in December."""
    jiaocheng = scheme_of("jiaocheng-2022")
    assert (30, "报送", "招商引资信息两条") in days(agenda(jiaocheng, JUNE))
    assert (31, "报送", "各部室计分累加") in days(agenda(jiaocheng, DECEMBER))
    assert "招商引资信息两条" not in {item.what for item in agenda(jiaocheng, MAY)}


@pytest.mark.parametrize("id", ["luzhai-2022", "gangnan-2018", "nanxian-2022", "jiaocheng-2022"])
def test_the_ics_holds_every_item_as_an_all_day_event_with_its_clause(id):
    """Read back with the library: as many events as items, unique ids, an alarm the morning before, the words cited."""
    scheme = scheme_of(id)
    period = ReportingPeriod(scheme.year, 12)
    items = agenda(scheme, period, papers_due(scheme, [trip(date(scheme.year, 12, 10))]))
    events = Calendar.from_ical(as_ics(items, scheme, period, date(scheme.year, 12, 1))).walk("VEVENT")
    assert len(events) == len(items) > 0
    assert len({str(event["UID"]) for event in events}) == len(items)
    for event, item in zip(events, items, strict=True):
        assert event.decoded("DTSTART") == item.day
        assert event.decoded("DTEND") == item.day + timedelta(days=1)
        assert item.what in str(event["SUMMARY"])
        assert item.citation.quote in str(event["DESCRIPTION"])
        assert len(event.walk("VALARM")) == 1


def test_the_same_month_gives_the_same_bytes_and_survives_commas(luzhai):
    """A second import makes no doubles; commas, semicolons and line breaks in a text are kept."""
    items = agenda(luzhai, JUNE)
    odd = (replace(items[0], what="报送；甲,乙;丙\n丁"),)
    content = as_ics(odd, luzhai, JUNE, date(2022, 6, 1))
    assert content == as_ics(odd, luzhai, JUNE, date(2022, 6, 1))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]).startswith("报送；甲,乙;丙\n丁")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_command_writes_ics_and_sheet(tmp_path):
    """`zhaoshang calendar` in the Luzhai workspace: trips of the register included, both files written."""
    sample = SAMPLES[0]
    root = laid_out(tmp_path, sample)
    run = CliRunner().invoke(main, ["calendar", "-w", str(root), "--period", "2022-06", "--as-of", "2022-06-01"])
    assert run.exit_code == 0, run.output
    assert "2022-06-05（周日） 报送 本月招商引资经费预算：各招商组 → 县投促委办公室" in run.output
    assert "2022-06-13（周一） 报送 考察报告、经费使用情况：县投促中心" in run.output
    events = Calendar.from_ical((root / "输出" / "2022-06" / "工作日历.ics").read_bytes()).walk("VEVENT")
    sheet = openpyxl.load_workbook(root / "输出" / "2022-06" / "工作日历.xlsx").active
    assert sheet.max_row - 3 == len(events) > 3
