"""Which trips count, for whom, and by which day are its papers due? What the documents leave open are readings."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from xlsxwriter import Workbook

from tests.assessed import assessed, result_of, scheme_of
from tests.drawn_register import LEADER, done, journal_of, one_trip, said
from tests.office import differences, recalculated
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.master.basis_sheet import write_basis
from toolkit.workbooks.master.trip_sheet import write_trips
from toolkit.workbooks.sheet.page import Page
from toolkit.workbooks.sheet.styles import Styles
from toolkit.workflow.steps.conduct import conduct_of
from toolkit.workflow.steps.trip_papers import write_money

JUNE, DECEMBER = ReportingPeriod(2022, 6), ReportingPeriod(2022, 12)


@pytest.fixture
def travel(tmp_path: Path):
    """Hold a drawn register (行程, 人员, 拜访, 月报) against a scheme."""
    return lambda *about, **drawn: journal_of(tmp_path / "出行台账.xlsx", *about, **drawn)


@pytest.mark.parametrize(
    ("where", "counted"),
    [
        ("广东省佛山市", {"county": 1, "city": 1, "province": 1}),
        ("中渡镇、广东省佛山市", {"county": 1, "city": 1, "province": 1}),
        ("南宁市", {"county": 1, "city": 1, "province": 0}),
        ("柳州市", {"county": 1, "city": 0, "province": 0}),
        ("柳州市柳北区", {"county": 1, "city": 0, "province": 0}),
        ("中渡镇", {"county": 0, "city": 0, "province": 0}),
        ("鹿寨县江口乡", {"county": 0, "city": 0, "province": 0}),
        ("佛山某某家居有限公司", {"county": 1, "city": 1, "province": 1}),
    ],
)
def test_a_trip_within_the_county_is_no_journey_out(travel, where, counted):
    """LZ-R1 「外出招商考察」, reading `trip_outside`: the farthest stop decides; beyond the county, the city, the province."""
    for reading, number in counted.items():
        scheme = scheme_of("luzhai-2022", trip_outside=reading)
        journal = travel(scheme, JUNE, date(2022, 6, 30), 行程=one_trip(where), 人员=LEADER)
        assert done(journal, "县林业局") == [("LZ-R1", 1, number)]
        assert bool(said(journal, "trip_inside")) == (number == 0)
        assert said(journal, "trip_destination_unclear") == []


def test_where_nobody_knows_where_a_trip_leads_it_is_asked(travel, luzhai):
    """LZ-R1: 「企业总部」 may lie in the county: it does not count until the destination is written in full."""
    journal = travel(luzhai, JUNE, date(2022, 6, 30), 行程=one_trip("企业总部"), 人员=LEADER)
    assert done(journal, "县林业局") == [("LZ-R1", 1, 0)]
    (message,) = said(journal, "trip_destination_unclear")
    assert "“企业总部”看不出在不在本县" in message and message.endswith("例如：广东省佛山市。")


@pytest.mark.parametrize(
    ("approved", "opinion", "counted"),
    [
        ("2022-06-06", "县人民政府：同意", {"made": 1, "approved": 1, "before": 1}),
        ("2022-06-20", "", {"made": 1, "approved": 1, "before": 0}),
        ("", "", {"made": 1, "approved": 0, "before": 0}),
        ("", "不同意", {"made": 0, "approved": 0, "before": 0}),
        ("", "缓行", {"made": 0, "approved": 0, "before": 0}),
    ],
    ids=["before the start", "afterwards", "never", "refused", "put off"],
)
def test_a_trip_that_nobody_agreed_to_counts_by_a_reading(travel, approved, opinion, counted):
    """LZ-R5 「报县人民政府审核同意」, reading `trip_unapproved`: made is made; or only what was approved, or in time."""
    for reading, number in counted.items():
        scheme = scheme_of("luzhai-2022", trip_unapproved=reading)
        row = one_trip(approved=approved, opinion=opinion)
        journal = travel(scheme, JUNE, date(2022, 6, 30), 行程=row, 人员=LEADER)
        assert done(journal, "县林业局") == [("LZ-R1", 1, number)]
        assert bool(said(journal, "trip_uncounted")) == (number == 0 and not opinion)


def test_an_unapproved_trip_earns_points_by_the_same_reading(travel):
    """JC-S4 with JC-F1 「领导组审批」: two points for a trip; none where the reading asks for the approval."""
    for reading, points in (("made", 2), ("approved", 0)):
        scheme = scheme_of("jiaocheng-2022", trip_unapproved=reading)
        row = one_trip("上海市", "经济发展部", approved="")
        journal = travel(scheme, JUNE, date(2022, 6, 30), 行程=row, 人员="L-1|甲|经济发展部|带队领导|科级")
        result = result_of(scheme, {"经济发展部": []}, JUNE, date(2022, 6, 30))
        scores = assessed(result, trips=journal.register.trips).assessment.scores
        assert scores.of("经济发展部", "JC-S4") == points


def test_six_calls_on_one_firm_are_one_firm(travel):
    """GN-R1 「每次外出招商拜访企业不少于6家」, GN-R2: six calls on one firm are one, and its one project is one lead."""
    calls = "\n".join(
        f"L-1|佛山某某家居{form}|家居项目|A" for form in ("有限公司", "公司", "有限公司", "", "有限公司", "公司")
    )
    people = "L-1|甲|区林业局|带队领导|科级"
    row = one_trip(unit="区林业局", day="2018-06-04", approved="2018-06-01")
    scheme, june, end = scheme_of("gangnan-2018"), ReportingPeriod(2018, 6), date(2018, 6, 30)
    journal = travel(scheme, june, end, 行程=row, 人员=people, 拜访=calls)
    assert done(journal, "区林业局") == [("GN-R1", 1, 0), ("GN-R2", 1, 0)]
    short = [one.split("，")[0] for one in said(journal, "trip_visits_short", "trip_leads_short")]
    assert short == ["行程L-1拜访企业1家", "行程L-1有招商线索1条"]
    (again,) = said(journal, "firm_visited_twice")
    assert "登记了6次拜访，只计一家企业" in again
    # Five others beside it are six firms; three projects of one firm are three leads.
    calls += "".join(f"\nL-1|第{n}家公司||" for n in "二三四五六") + "\nL-1|第二家公司|二期|B\nL-1|第二家公司|三期|B"
    journal = travel(scheme, june, end, 行程=row, 人员=people, 拜访=calls)
    assert done(journal, "区林业局") == [("GN-R1", 1, 1), ("GN-R2", 1, 1)]


@pytest.mark.parametrize(
    ("unit", "people", "counted"),
    [
        # Two units apply together.
        ("县林业局、县住建局", LEADER, {"lead": "11", "first": "10", "all": "11"}),
        ("县住建局和县林业局", LEADER, {"lead": "11", "first": "01", "all": "11"}),
        # One applies, the other one's head leads.
        ("县住建局", LEADER, {"lead": "11", "first": "01", "all": "11"}),
        # One applies and leads, the other sends somebody along.
        ("县林业局", f"{LEADER}\nL-1|乙|县住建局|队员|科级", {"lead": "10", "first": "10", "all": "11"}),
    ],
    ids=["two apply", "with 和", "another leads", "another goes along"],
)
def test_a_joint_trip_is_ruled_and_no_error(travel, unit, people, counted):
    """LZ-R1 「牵头单位……带队」, reading `trip_joint`: 县林业局 and 县住建局; whose the trip is, and the sheet says so."""
    for reading, marks in counted.items():
        scheme = scheme_of("luzhai-2022", trip_joint=reading)
        journal = travel(scheme, JUNE, date(2022, 6, 30), 行程=one_trip(unit=unit), 人员=people)
        made = [done(journal, one)[0][2] for one in ("县林业局", "县住建局")]
        assert made == [int(mark) for mark in marks], reading
        assert said(journal, "trip_unit_unknown") == []
        if "、" in unit or "和" in unit or marks == "11":
            (told,) = said(journal, "trip_of_several_units")
            assert "按口径 trip_joint 计在" in told


def test_a_group_that_two_units_lead_is_asked_about(travel, luzhai):
    """LZ-T13: 林木加工产业招商组 is led by 县林业局 and 县投促中心: a trip that names only the group is said to be both's."""
    row = one_trip(unit="", group="林木加工产业招商组")
    people = "L-1|甲|县政府|带队领导|处级"
    journal = travel(luzhai, JUNE, date(2022, 6, 30), 行程=row, 人员=people)
    assert [done(journal, one)[0][2] for one in ("县林业局", "县投促中心")] == [1, 1]
    (asked,) = said(journal, "trip_group_led_by_several")
    assert "牵头单位有县林业局、县投促中心，暂计在县林业局、县投促中心名下" in asked


@pytest.mark.parametrize(("reading", "lines"), [("group", [("GN-R1", 1, 0), ("GN-R2", 1, 0)]), ("own", [])])
def test_a_joint_unit_travels_for_its_squad(travel, reading, lines):
    """GN-R5 联合责任单位, reading `trip_for_group`: 区水利局 leads for the squad of 区农业局: its six firms are the squad's."""
    scheme = scheme_of("gangnan-2018", trip_for_group=reading)
    group = next(row.group for row in scheme.target_rows if row.lead_unit == "区农业局")
    row = one_trip(unit="区水利局", group=group, day="2018-06-04", approved="2018-06-01")
    people = "L-1|甲|区水利局|带队领导|科级"
    journal = travel(scheme, ReportingPeriod(2018, 6), date(2018, 6, 30), 行程=row, 人员=people)
    assert done(journal, "区农业局") == lines
    assert bool(said(journal, "trip_visits_short")) == (reading == "group")


@pytest.mark.parametrize("typed", ["桥圩镇", "桥圩镇招商小分队", "桥圩镇小分队"])
def test_a_township_and_its_squad_are_one(travel, typed):
    """GN-A2 「各镇(街道办)招商小分队」: the squad is the township's; with the reading `six_three = towns` it owes six and three."""
    scheme = scheme_of("gangnan-2018", six_three="towns")
    row = one_trip(unit=typed, day="2018-06-04", approved="2018-06-01")
    people = f"L-1|甲|{typed}|带队领导|科级"
    journal = travel(scheme, ReportingPeriod(2018, 6), date(2018, 6, 30), 行程=row, 人员=people)
    assert said(journal, "trip_unit_unknown", "trip_of_several_units") == []
    assert done(journal, "桥圩镇") == [("GN-R1", 1, 0), ("GN-R2", 1, 0)]


@pytest.mark.parametrize(
    ("people", "approver"),
    [
        ("正科级 ", {"highest": "分管", "leader": "分管"}),
        ("副处级 ", {"highest": "组长", "leader": "组长"}),
        ("科级 副处级", {"highest": "组长", "leader": "分管"}),
        ("副科 正处级", {"highest": "组长", "leader": "分管"}),
        ("处级 科级", {"highest": "组长", "leader": "组长"}),
    ],
)
def test_a_mixed_delegation_goes_to_who_the_reading_names(travel, people, approver):
    """GN-R8, GN-R9, reading `trip_rank`: a 处级 under a 科级 leader; 副处级 and 正科级 are ranks, no errors."""
    ranks = people.split(" ")
    rows = f"L-1|甲|区林业局|带队领导|{ranks[0]}" + (f"\nL-1|乙|区人大办|队员|{ranks[1]}" if ranks[1] else "")
    for reading, who in approver.items():
        scheme = scheme_of("gangnan-2018", trip_rank=reading)
        row = one_trip(unit="区林业局", day="2018-06-04", approved="2018-06-01")
        journal = travel(scheme, ReportingPeriod(2018, 6), date(2018, 6, 30), 行程=row, 人员=rows)
        (line,) = journal.travel.lines
        assert who in line.approver
        assert said(journal, "choice_unknown", "trip_route_unknown") == []
        assert bool(said(journal, "trip_rank_above")) == ("处" in ranks[1] and "科" in ranks[0])


@pytest.mark.parametrize(
    ("reading", "lines"),
    [
        ("together", [("主要负责人", 1, 0), ("分管负责人", 3, 3)]),
        ("each", [("主要负责人", 1, 0), ("分管负责人：乙", 3, 2), ("分管负责人：丙", 3, 1)]),
    ],
)
def test_several_heads_have_the_quota_together_or_each(travel, reading, lines):
    """NX-R2 「分管负责人每季度外出招商引资不得少于3次」, reading `quota_each`: 乙 goes twice, 丙 once: three, or two and one."""
    scheme = scheme_of("nanxian-2022", quota_each=reading)
    unit = "县经济开发区"
    trips = [f"N-{n}||{unit}|长沙市|2022-0{n}-07|2022-0{n}-08|2022-0{n}-01||备{n}|拜访" for n in (4, 5, 6)]
    people = [f"N-{n}|{name}|{unit}|带队领导、分管负责人|科级" for n, name in ((4, "乙"), (5, "乙"), (6, "丙"))]
    journal = travel(scheme, JUNE, date(2022, 6, 30), 行程="\n".join(trips), 人员="\n".join(people))
    assert done(journal, unit) == lines
    short = [one for one in said(journal, "quota_short") if one.startswith(f"{unit}：分管负责人")]
    assert len(short) == {"together": 0, "each": 2}[reading]


def test_leads_may_come_from_within_the_county(travel):
    """NX-U2: 责任招商单位 give leads, 鼓励招商单位 keep contact: that is no 外出, so a trip within the county counts for it."""
    scheme = scheme_of("nanxian-2022", class_duties="one")
    row = "N-1||县教育局|县内|2022-06-07|2022-06-07|2022-06-01||备1|走访"
    people, calls = "N-1|甲|县教育局|带队领导|科级", "N-1|某商会|分拣中心|A\nN-1|某公司||"
    journal = travel(scheme, JUNE, date(2022, 6, 30), 行程=row, 人员=people, 拜访=calls)
    assert done(journal, "县教育局") == [("NX-U2", 1, 1)]


def four_quarters(travel, scheme, period, as_of):
    """县林业局 went in May and November, the register begins in May."""
    rows = "\n".join(
        f"L-{month}||县林业局|广东省佛山市|2022-{month}-07|2022-{month}-09|2022-{month}-01||备|拜访"
        for month in ("05", "11")
    )
    people = "\n".join(f"L-{month}|甲|县林业局|带队领导|科级" for month in ("05", "11"))
    return travel(scheme, period, as_of, 行程=rows, 人员=people)


def test_december_shows_every_quarter(travel, luzhai):
    """LZ-R1 「每季度至少」: in December each quarter since the register began; 0 in the third. Before it nobody fell short."""
    journal = four_quarters(travel, luzhai, DECEMBER, date(2022, 12, 31))
    lines = [line for line in journal.travel.quotas if line.unit == "县林业局"]
    assert [(line.span, line.actual) for line in lines] == [
        ("2022年第二季度", 1),
        ("2022年第三季度", 0),
        ("2022年第四季度", 1),
    ]
    short = [one for one in said(journal, "quota_short") if one.startswith("县林业局")]
    assert len(short) == 1 and "2022年第三季度要求1次" in short[0]
    november = four_quarters(travel, luzhai, ReportingPeriod(2022, 11), date(2022, 11, 30))
    assert {line.span for line in november.travel.quotas} == {"2022年第四季度"}


@pytest.mark.parametrize(("reading", "owing"), [("travelling", 1), ("every", 8)])
def test_a_month_without_journeys_owes_a_budget_of_nothing_by_a_reading(travel, reading, owing):
    """LZ-R3 「各招商组于每月5日前将本月预算报」, reading `nil_budget`: who wrote one, or all eight groups, of nothing, too."""
    scheme = scheme_of("luzhai-2022", nil_budget=reading)
    wrote = "县文体广旅局|2022-06|2022-06-07"
    journal = travel(scheme, JUNE, date(2022, 6, 30), 月报=wrote)
    (late,) = said(journal, "paper_late")
    assert late.startswith({"travelling": "县文体广旅局", "every": "文旅产业与教育卫生招商组"}[reading])
    assert len(said(journal, "paper_missing")) == owing - 1
    conduct = conduct_of(result_of(scheme, {"县林业局": []}, JUNE, date(2022, 6, 30)), (), journal.register)
    assert len([one for one in conduct.papers if one.matter == "经费预算" and one.day.month == 6]) == owing


@pytest.mark.parametrize("wrote", ["", "县文体广旅局|2022-05|2022-05-03"])
def test_findings_and_conduct_say_the_same_of_monthly_papers(travel, wrote):
    """LZ-R3, LZ-R8: a sheet 月报 without a row tells of nobody that he sent nothing; once it is kept both count alike."""
    scheme = scheme_of("luzhai-2022", nil_budget="every")
    journal = travel(scheme, JUNE, date(2022, 6, 30), 月报=wrote)
    conduct = conduct_of(result_of(scheme, {"县林业局": []}, JUNE, date(2022, 6, 30)), (), journal.register)
    lapses = [one for one in conduct.papers if one.matter == "经费预算" and one.day.month == 6]
    assert len(lapses) == len(said(journal, "paper_missing")) == (8 if wrote else 0)
    assert bool(said(journal, "months_not_kept")) == (not wrote)


def test_a_budget_of_nothing_stands_in_the_months_sum(travel, tmp_path):
    """LZ-R3 「本月预算」, LZ-R4: who reported and plans no money is in 预算汇总表 with 0, and the sum stays 0."""
    scheme = scheme_of("luzhai-2022")
    months = "县文体广旅局|2022-06|2022-06-03\n县住建局|2022-06|"
    journal = travel(scheme, JUNE, date(2022, 6, 30), 月报=months)
    sheet = openpyxl.load_workbook(write_money(journal, tmp_path)[0], data_only=True)["汇总"]
    rows = [[value for value in row if value is not None] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert [row[1:] for row in rows if row and row[0] == 1] == [["县文体广旅局", 0, 0, 0]]
    assert next(row for row in rows if row and str(row[0]).startswith("合"))[1:] == [0, 0, 0]
    assert not [row for row in rows if "县住建局" in row]


def page_of(result, write, path):
    """The texts of one sheet of the master."""
    with Workbook(path) as book:
        write(Page(book.add_worksheet(), Styles(book)), result)
    return path


def test_each_reading_stands_under_依据_with_its_reason(tmp_path):
    """Promise 6: question, choices, reason and what is chosen, for each of the readings of trips."""
    for id, wanted in (
        (
            "luzhai-2022",
            ("trip_outside", "trip_unapproved", "trip_joint", "trip_for_group", "nil_budget", "due_on_holiday"),
        ),
        ("gangnan-2018", ("trip_rank", "trip_for_group")),
        ("nanxian-2022", ("quota_each",)),
        ("jiaocheng-2022", ("trip_unapproved",)),
    ):
        scheme = scheme_of(id, due_on_holiday="next")
        result = consolidate([], None, scheme, ReportingPeriod(scheme.year, 6), date(scheme.year, 6, 30))
        sheet = openpyxl.load_workbook(page_of(result, write_basis, tmp_path / "依据.xlsx")).active
        rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
        for one in (reading for reading in scheme.readings if reading.id in wanted):
            assert rows[one.question][4:6] == (one.reason, one.meaning)
        assert any("遇节假日顺延" in str(row[5]) for row in rows.values())


@pytest.mark.office
def test_the_quota_table_reckons_the_same_elsewhere(travel, tmp_path):
    """Promise 4: firms once, trips within the county, quarters of December, each head by name: live in another program."""
    books = []
    luzhai = scheme_of("luzhai-2022")
    journal = four_quarters(travel, luzhai, DECEMBER, date(2022, 12, 31))
    result = consolidate([], None, luzhai, DECEMBER, date(2022, 12, 31))
    books.append(page_of(replace(result, travel=journal.travel), write_trips, tmp_path / "鹿寨.xlsx"))
    scheme = scheme_of("nanxian-2022", quota_each="each", class_duties="one")
    rows = "N-1||县教育局|县内|2022-06-07|2022-06-07|2022-06-01||备1|走访\nN-2||县经济开发区|长沙市|2022-05-07|2022-05-08|2022-05-01||备|走访"
    people = "N-1|甲|县教育局|带队领导|科级\nN-2|乙|县经济开发区|带队领导、分管负责人|科级\nN-2|丙|县经济开发区|分管负责人|科级"
    calls = "N-1|某商会|分拣中心|A\nN-1|某公司||\nN-1|某公司||"
    journal = travel(scheme, JUNE, date(2022, 6, 30), 行程=rows, 人员=people, 拜访=calls)
    result = consolidate([], None, scheme, JUNE, date(2022, 6, 30))
    books.append(page_of(replace(result, travel=journal.travel), write_trips, tmp_path / "南县.xlsx"))
    for before, after in zip(books, recalculated(books, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []
