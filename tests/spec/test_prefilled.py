"""Forms of notices begin with what is known: sums from the trips, places and clause, shortcomings, the next meeting."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from msgspec.structs import replace

from tests.assessed import DECEMBER, YEAR_END, result_of, scheme_of
from toolkit.model.assessment import Assessment, Proposal, YearPlace
from toolkit.model.cells import CellRef
from toolkit.model.conduct import ConductLine, Kept
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Expense, Travel, Trip, TripLine
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.steps import official_notices
from toolkit.workflow.steps.prefilled import prefilled

JUNE, ISSUED = ReportingPeriod(2022, 6), date(2022, 6, 28)


def travelled(*trips: Trip, id="luzhai-2022"):
    """A result of June with these trips."""
    lines = tuple(TripLine(trip, trip.unit, "", "", None, (), ()) for trip in trips)
    return replace(result_of(scheme_of(id), {}, JUNE, ISSUED), travel=Travel(lines, (), ()))


def trip(number, day, *expenses: Expense):
    """A trip of 县林业局 to 佛山."""
    ref = CellRef("出行台账.xlsx", "行程", 3)
    start = date(2022, day[0], day[1])
    return Trip(ref, number, "", "县林业局", "洽谈", "佛山", start, start, "火车", None, (), (), expenses)


def test_the_request_for_money_is_the_months_budget():
    """LZ-R4: 3000 and 1200.50 元 of a June trip are one line of 4200.50; a trip in May is not asked for again."""
    now = trip("2022-03", (6, 7), Expense("住宿", Decimal(3000), None), Expense("伙食", Decimal("1200.50"), None))
    before = trip("2022-02", (5, 7), Expense("住宿", Decimal(500), None))
    assert prefilled("经费预算申请函", travelled(before, now)).rows == (
        {"招商组（单位）": "县林业局", "事项": "2022年6月7日赴佛山招商（2022-03）", "金额（元）": 4200.5},
    )


def test_paid_back_money_is_not_asked_for_again():
    """LZ-R7: of 住宿 2800 (3 vouchers) and 伙食 900 (already paid back) the first is claimed, against its own budget."""
    stay = Expense("住宿", Decimal(3000), Decimal(2800), vouchers=3)
    food = Expense("伙食", Decimal(1000), Decimal(900), vouchers=2, settled="已报销")
    (row,) = prefilled("报销函", travelled(trip("2022-03", (6, 7), stay, food))).rows
    assert (row["预算（元）"], row["支出（元）"], row["票据（张）"]) == (3000.0, 2800.0, 3)


def test_an_interview_names_the_unit_and_its_places():
    """NX-R6: of two proposals the first begins the form, the second is named; a warning in the year begins none."""
    scheme = load_shipped("nanxian-2022")
    rule = next(one for one in scheme.rules.consequences if one.id == "NX-R6")
    last = YearPlace(2022, "县农机事务中心", "全县", 14, 1, 14, 1, "")
    next_to_last = replace(last, unit="县林业局", rank=13, bottom=2)
    result = result_of(scheme_of("nanxian-2022"), {}, DECEMBER, YEAR_END)
    wanted = tuple(Proposal(rule, one.unit, (one,), final=True) for one in (last, next_to_last))
    entries = prefilled("约谈通知", replace(result, assessment=Assessment(proposals=wanted))).entries
    assert entries["约谈单位"] == ("县农机事务中心",)
    assert entries["约谈人"] == ("县长",)
    assert entries["约谈原因"] == ("你单位招商引资任务年度考核排名为2022年全县第14名（共14个，倒数第1）",)
    assert "还有县林业局" in entries["有关要求"][0]
    open_still = tuple(replace(one, final=False) for one in wanted)
    assert prefilled("约谈通知", replace(result, assessment=Assessment(proposals=open_still))).entries == {}


def test_the_inspection_circular_begins_with_the_conduct_ledger():
    """GN-R10: lapses of the quarter by unit; who has none is praised; the quarter before is not told again."""

    def done(unit, month, what, kept):
        return ConductLine(unit, "统计表", date(2022, month, 5), what, kept, "")

    lines = (
        done("木格镇", 4, "2022年3月统计表", Kept.LATE),
        done("木格镇", 5, "2022年4月统计表", Kept.MISSING),
        done("桥圩镇", 5, "2022年4月统计表", Kept.ON_TIME),
        done("东津镇", 3, "2022年2月统计表", Kept.MISSING),
    )
    result = replace(result_of(scheme_of("luzhai-2022"), {}, JUNE, ISSUED), assessment=Assessment(conduct=lines))
    entries = prefilled("督查通报", result).entries
    assert entries["存在问题"] == ("木格镇：2022年3月统计表迟报，2022年4月统计表未报",)
    assert entries["工作成效"] == ("桥圩镇按时报送各项材料",)


def test_the_next_meeting_is_the_calendars():
    """GN-R7: on 28 June 2018 the next meeting is the second quarter's; its day is left to the office."""
    result = result_of(scheme_of("gangnan-2018"), {}, ReportingPeriod(2018, 6), date(2018, 6, 28))
    entries = prefilled("会议通知", result).entries
    assert entries["会议名称"][0].startswith("2018年第二季度招商")
    assert "会议日期" not in entries


def test_the_form_is_written_with_what_is_known(tmp_path):
    """The form of a 报销函 that is not there yet comes with its lines; one that is there is left alone."""
    result = travelled(trip("2022-03", (6, 7), Expense("住宿", Decimal(3000), Decimal(2800), vouchers=3)))
    wishes = official_notices.Wishes()
    form = official_notices.write_notices("报销函", result, wishes, tmp_path, tmp_path).form
    rows = list(openpyxl.load_workbook(form)["明细"].iter_rows(2, 3, values_only=True))
    assert rows[0] == ("县林业局", "2022年6月7日赴佛山招商（2022-03）", 3000, 2800, 3)
    assert set(rows[1]) == {None}
    (letter,) = official_notices.write_notices("报销函", result, wishes, tmp_path, tmp_path).documents
    assert letter.name == "报销函.docx"


@pytest.mark.parametrize(
    ("id", "team", "payer"),
    [
        ("luzhai-2022", "招商组", "县财政局"),
        ("gangnan-2018", "招商小分队", "区财政局"),
        ("nanxian-2022", "项目落户地", "县财政局"),
        ("jiaocheng-2022", "部室", official_notices.TO_BE_NAMED),
    ],
)
def test_each_county_has_its_own_words(id, team, payer):
    """交城's departments are no 招商组, and no 区财政局 pays for a 开发区: its name is left to be filled in."""
    result = result_of(scheme_of(id), {})
    head = official_notices.head_of("经费预算申请函", result, official_notices.Wishes())
    assert (head.team, head.addressees) == (team, (payer,))
