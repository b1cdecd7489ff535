"""What a figure counts where the document leaves a choice: money, years, what ended, whose quota, who is ranked."""

from datetime import date

import openpyxl
import pytest

from tests.assessed import DECEMBER, YEAR_END, assessed, event, result_of, scheme_of
from tests.judging import judged
from tests.spec.test_consolidation import project, table
from toolkit.assessment.agenda import agenda
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.cells import CellRef
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.rules import ExchangeRate
from toolkit.model.trips import Participant, Trip
from toolkit.workbooks.master.master import write_master

YI = 100_000_000
DEC18 = (ReportingPeriod(2018, 12), date(2018, 12, 31))


def figure(result, indicator):
    """The county's figure of an indicator."""
    return next(one.actual for one in result.county if one.indicator.id == indicator)


@pytest.mark.parametrize(("reading", "paid"), [("year", 2 * YI), ("total", 5 * YI)])
@pytest.mark.parametrize(
    ("id", "indicator", "unit"), [("luzhai-2022", "LZ-T1", "江口乡"), ("jiaocheng-2022", "JC-T3", "经济发展部")]
)
def test_money_of_the_year_or_since_the_beginning(id, indicator, unit, reading, paid):
    """LZ-T1, JC-T3 `paid_in_span`: 2亿元 came this year, 5亿元 since the project began."""
    row = {"paid_in_yuan": 2 * YI, "paid_in_total_yuan": 5 * YI, "investment_yuan": 9 * YI, "source": "广东"}
    assert figure(result_of(scheme_of(id, paid_in_span=reading), {unit: [row]}), indicator) == paid


def test_a_total_that_nobody_stated_is_no_data():
    """LZ-T1 `paid_in_span = total`: the year's money says nothing of all that came, and is not taken for it."""
    row = {"paid_in_yuan": 2 * YI, "investment_yuan": 9 * YI, "source": "广东"}
    assert figure(result_of(scheme_of("luzhai-2022", paid_in_span="total"), {"江口乡": [row]}), "LZ-T1") is None


RATES = (ExchangeRate("美元", date(2017, 12, 29), 65_342), ExchangeRate("美元", date(2018, 11, 30), 69_357))


@pytest.mark.parametrize(
    ("readings", "rates", "paid"),
    [
        ({}, RATES, 1 * YI),
        ({"fdi_in_funds": "on_top"}, RATES, 1 * YI + 6_935_700),
        ({"fdi_in_funds": "on_top", "fdi_rate_on": "year_start"}, RATES, 1 * YI + 6_534_200),
        ({"fdi_in_funds": "on_top"}, (), None),
    ],
)
def test_foreign_money_lies_inside_or_on_top(readings, rates, paid):
    """GN-T4 「其中」: 1 000 000 美元 inside 1亿元; on top at 6.9357 (November) or 6.5342 (2017); without a rate no sum."""
    row = {"paid_in_yuan": 1 * YI, "fdi_usd": 1_000_000, "source": "香港"}
    made = result_of(scheme_of("gangnan-2018", rates, **readings), {"桥圩镇": [row]}, *DEC18)
    assert (figure(made, "GN-T4"), figure(made, "GN-T4u")) == (paid, 1_000_000)


@pytest.mark.parametrize(("reading", "count"), [("signed", 2), ("signed_only", 1), ("moved_in", 1)])
def test_the_year_follows_the_signing_or_the_entry(reading, count):
    """LZ-T3 `year_by`: one signed in 2022 and entered in 2021, one that only has its entry of 2022."""
    rows = [
        {"stage": "签约", "signed_on": PartialDate(2022, 3), "moved_in_on": PartialDate(2021, 9)},
        {"stage": "签约", "signed_on": None, "moved_in_on": PartialDate(2022, 4)},
    ]
    assert figure(result_of(scheme_of("luzhai-2022", year_by=reading), {"江口乡": rows}), "LZ-T3") == count


@pytest.mark.parametrize(("reading", "paid"), [("out", 0), ("paid_in", 3 * YI)])
def test_the_money_of_what_has_ended_stays_or_goes(reading, paid):
    """LZ-T1 `terminated`: 3亿元 came before the project ended; it is signed no more either way."""
    rows = [
        {"stage": "终止", "paid_in_yuan": 3 * YI, "investment_yuan": 9 * YI, "source": "广东"},
        {"stage": "签约", "paid_in_yuan": 0, "investment_yuan": 9 * YI, "source": "广东"},
    ]
    made = result_of(scheme_of("luzhai-2022", terminated=reading), {"江口乡": rows})
    assert (figure(made, "LZ-T1"), figure(made, "LZ-T3")) == (paid, 1)


@pytest.mark.parametrize(("reading", "money"), [("out", 1), ("paid_in", 4)])
def test_what_has_ended_is_no_project_of_its_unit(tmp_path, reading, money):
    """LZ-T1 `terminated`: 单位汇总 and the count of the county have one project of 9亿元, whether 3亿元 stay or not."""
    rows = [
        {"stage": "终止", "paid_in_yuan": 3 * YI, "investment_yuan": 9 * YI, "source": "广东"},
        {"name": "乙", "stage": "签约", "paid_in_yuan": 1 * YI, "investment_yuan": 9 * YI, "source": "广东"},
    ]
    made = result_of(scheme_of("luzhai-2022", terminated=reading), {"江口乡": rows})
    assert (made.ledger.counted.count, made.ledger.counted.investment_yuan) == (1, 9 * YI)
    book = openpyxl.load_workbook(write_master(made, tmp_path / "汇总.xlsx"), data_only=True)
    head, *lines = [[cell.value for cell in row] for row in book["单位汇总"].iter_rows(min_row=3)]
    book.close()
    (line,) = [dict(zip(head, row, strict=True)) for row in lines if row[1] == "江口乡"]
    told = [
        line[name]
        for name in ("计入汇总项目数", "投资总额（亿元）", "到位资金（亿元）", "阶段不明", "亿元以上项目", "签约")
    ]
    assert told == [1, 9 * YI, money * YI, 0, 1, 1]


@pytest.mark.parametrize(("reading", "paid"), [("paid_in", 3 * YI), ("in_statistics", 1 * YI)])
def test_fixed_investment_is_all_money_or_that_in_statistics(reading, paid):
    """JC-T3 `fixed_investment`: 1亿元 of a project in the statistics, 2亿元 of one outside."""
    rows = [{"paid_in_yuan": 1 * YI, "in_statistics": True}, {"paid_in_yuan": 2 * YI, "in_statistics": False}]
    made = result_of(scheme_of("jiaocheng-2022", fixed_investment=reading), {"经济发展部": rows})
    assert figure(made, "JC-T3") == paid


def points(result, rule, **books):
    """经济发展部's points under a rule."""
    return assessed(result, **books).assessment.scores.of("经济发展部", rule)


@pytest.mark.parametrize(("reading", "earned"), [("department", 5), ("project", 0)])
def test_foreign_money_counts_by_department_or_by_project(reading, earned):
    """JC-S8 `fdi_by`: twice 15 000 美元 are one full step of the department and none of either project."""
    rows = [{"name": name, "fdi_usd": 15_000, "source": "香港"} for name in ("甲", "乙")]
    made = result_of(scheme_of("jiaocheng-2022", fdi_by=reading), {"经济发展部": rows})
    assert points(made, "JC-S8") == earned


def journey(day=date(2022, 5, 12)):
    """A trip of 经济发展部."""
    leader = Participant("甲", "经济发展部", "部长", "带队领导", "科级")
    ref = CellRef("出行台账.xlsx", "行程", 4)
    return Trip(ref, "2022-03", "", "经济发展部", "", "深圳市", day, day, "", None, (leader,), (), ())


@pytest.mark.parametrize(("reading", "activity", "packaged"), [("register", 4, 4), ("book", 4, 2)])
def test_what_is_on_record_is_not_typed_twice(reading, activity, packaged):
    """JC-S3, JC-S4 `counted_from`: a trip that is typed too counts once; a packaged project counts without a row."""
    scheme = scheme_of("jiaocheng-2022", counted_from=reading)
    made = result_of(scheme, {"经济发展部": [{"name": "石墨电极项目", "packaged": True}]})
    rows = (event("招商活动"), event("招商活动", date(2022, 7, 1), row=3), event("包装项目", row=4))
    books = {"events": rows, "trips": (journey(),)}
    assert points(made, "JC-S4", **books) == activity
    assert points(made, "JC-S3", **books) == packaged


def test_evidence_is_asked_where_the_document_asks_for_it():
    """JC-S2 wants 学习记录; JC-S1, S3, S4, S5 name none, so that a row without one earns its points."""
    made = result_of(scheme_of("jiaocheng-2022"), {"经济发展部": []})
    whats = enumerate(("参加培训", "招商活动", "达成意向"), 2)
    rows = [event(what, evidence="", row=row, region="区外") for row, what in whats]
    earned = {rule: points(made, rule, events=tuple(rows)) for rule in ("JC-S2", "JC-S4", "JC-S5")}
    assert earned == {"JC-S2": 0, "JC-S4": 2, "JC-S5": 5}


@pytest.mark.parametrize(("reading", "earned"), [("any", 5), ("domestic", 0)])
def test_a_contract_earns_where_the_firm_is_outside_the_province(reading, earned):
    """JC-S6 「省外关联企业」: one from 香港 by `outside_province`; one from 山西 never."""
    row = {"stage": "签约", "source": "香港", "moved_in_on": PartialDate(2022, 3)}
    made = result_of(scheme_of("jiaocheng-2022", outside_province=reading), {"经济发展部": [row]})
    assert points(made, "JC-S6") == earned
    near = judged(project(2, **row | {"source": "山西太原"}), scheme_of("jiaocheng-2022").home)
    home = consolidate([table("经济发展部", DECEMBER, [near])], None, scheme_of("jiaocheng-2022"), DECEMBER, YEAR_END)
    assert points(home, "JC-S6") == 0


@pytest.mark.parametrize(("reading", "kinds"), [("squads", {"招商小分队"}), ("towns", {"招商小分队", "镇（街道）"})])
def test_who_owes_six_firms_and_three_leads(reading, kinds):
    """GN-R1, GN-R2 `six_three`: the seven squads, or the towns' squads too."""
    rules = scheme_of("gangnan-2018", six_three=reading).rules
    for measure in ("visits", "leads"):
        assert {kind for one in rules.quotas if one.measure == measure for kind in one.kinds} == kinds


@pytest.mark.parametrize(("reading", "places"), [("together", {1, 2}), ("class", {1})])
def test_classes_are_ranked_together_or_by_themselves(reading, places):
    """GN-R12c 「分类考核办法」: a squad and a town are first and second together, and each first in its class."""
    goals = [
        ("机械制造、电子信息产业招商小分队", "区发改局", {"GN-T1": 2, "GN-T1v": 2 * YI}),
        ("桥圩镇招商小分队", "桥圩镇", {"GN-T1": 2, "GN-T1v": 2 * YI}),
    ]
    row = {"stage": "签约", "moved_in_on": PartialDate(2018, 3), "investment_yuan": 1 * YI, "emerging": True}
    row |= {"paid_in_yuan": 1, "industry": "机械"}
    rows = {"区发改局": [row, row | {"name": "乙"}], "桥圩镇": [row | {"name": "丙", "industry": "服装"}]}
    made = assessed(result_of(scheme_of("gangnan-2018", ranking_scope=reading), rows, *DEC18, goals))
    assert {line.rank for line in made.assessment.index} == places


@pytest.mark.parametrize(("reading", "days"), [("supplement", ["2023-01-05"]), ("next_year", [])])
def test_the_last_days_of_the_year_are_sent_in_january(reading, days):
    """NX-R3m `year_end_days`: tables are due on the 25th; what comes until the 31st is sent by 5 January, or not."""
    items = agenda(scheme_of("nanxian-2022", year_end_days=reading), ReportingPeriod(2023, 1))
    assert [item.day.isoformat() for item in items if "补报" in item.what] == days


COUNTIES = ("luzhai-2022", "gangnan-2018", "nanxian-2022", "jiaocheng-2022")


@pytest.mark.parametrize("id", COUNTIES)
def test_each_reading_is_stated_with_the_basis(tmp_path, id):
    """依据 has every reading's question, its present choice and why."""
    scheme = scheme_of(id)
    path = write_master(result_of(scheme, {}), tmp_path / "汇总.xlsx")
    sheet = openpyxl.load_workbook(path, data_only=True)["依据"]
    texts = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for reading in scheme.readings:
        assert reading.question in texts and reading.reason in texts, reading.id
