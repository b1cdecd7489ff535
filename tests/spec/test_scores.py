"""Points (JC-S0…S12): what earns them, how they are counted, and where every one of them comes from."""

import shutil
from datetime import date

import openpyxl
import pytest

from tests.assessed import assessed, event, result_of, scheme_of
from tests.office import differences, formula_count, recalculated
from toolkit.assessment.exchange import in_dollars
from toolkit.assessment.scoring import points_for
from toolkit.intake.office.scores import read_scores
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.rules import ExchangeRate
from toolkit.schemes.loader import shipped_folder, slips_of
from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook

UNIT = "经济发展部"
# 6亿元, 省外, 高新, 世界500强, signed this year.
GREAT = {
    "name": "轻量化底盘项目",
    "industry": "新材料",
    "investment_yuan": 600_000_000,
    "source": "山东",
    "emerging": True,
    "fortune500": True,
    "stage": "签约",
    "moved_in_on": PartialDate(2022, 3),
}


def points(projects=(), events=(), rates=(), **readings):
    """Return the points of 经济发展部 by rule, without the zeros."""
    scheme = scheme_of("jiaocheng-2022", rates, **readings)
    result = assessed(result_of(scheme, {UNIT: list(projects)}), events=tuple(events))
    scores = result.assessment.scores
    return {rule.id: scores.of(UNIT, rule.id) for rule in scheme.rules.scores if scores.of(UNIT, rule.id)}


def test_six_hundred_million_from_outside_high_tech_and_top_500():
    """JC-S6 + S9 + S10 + S11 + S12: 5 × 5 = 25 points by hand; with its registration JC-S7 adds 5."""
    assert points([GREAT]) == {"JC-S6": 5, "JC-S9": 5, "JC-S10": 5, "JC-S11": 5, "JC-S12": 5}
    assert sum(points([GREAT | {"stage": "注册"}]).values()) == 30


def test_whether_bonuses_stack_is_a_reading():
    """Requirements 1.4 (c), `bonus_stacks = once`: S6 and one bonus, 10 points; the other three stay to be seen."""
    assert points([GREAT], bonus_stacks="once") == {"JC-S6": 5, "JC-S9": 5}
    result = assessed(result_of(scheme_of("jiaocheng-2022", bonus_stacks="once"), {UNIT: [GREAT]}))
    items = [item for entry in result.assessment.scores.entries for item in entry.items if not item.counted]
    assert [(item.rule, item.note) for item in items] == [
        (id, "同一项目已按JC-S9加分") for id in ("JC-S10", "JC-S11", "JC-S12")
    ]


@pytest.mark.parametrize(("yuan", "bonus"), [(100_000_000, 5), (99_999_999, 0)])
def test_one_hundred_million_includes_the_number(yuan, bonus):
    """JC-S10 「1亿元（含）以上」: exactly 1亿元 earns, one 元 less does not."""
    plain = GREAT | {"investment_yuan": yuan, "emerging": False, "industry": "物流", "fortune500": False}
    assert points([plain]).get("JC-S10", 0) == bonus


@pytest.mark.parametrize(("reading", "bonus"), [("included", 5), ("excluded", 0)])
def test_exactly_five_hundred_million_depends_on_the_reading(reading, bonus):
    """Requirements 1.4 (e), `at_least`: JC-S11 says 5亿以上 without 「（含）」; 民法典 1259 includes the number."""
    assert points([GREAT | {"investment_yuan": 500_000_000}], at_least=reading).get("JC-S11", 0) == bonus


def test_foreign_contracts_earn_as_major_projects_too():
    """JC-S11: 合同外资 1000万美元 is an alternative; a foreign project earns no JC-S10 (境内省外)."""
    earned = points([GREAT | {"source": "德国", "investment_yuan": 90_000_000, "contract_usd": 10_000_000}])
    assert earned == {"JC-S6": 5, "JC-S11": 5, "JC-S12": 5}


@pytest.mark.parametrize(
    ("items", "readings", "earned"),
    [
        (1, {}, 0),
        (2, {}, 2),
        (5, {}, 2),
        (1, {"info_partial": "half"}, 1),
        (5, {"info_cap": "open"}, 4),
        (5, {"info_cap": "open", "info_partial": "half"}, 5),
    ],
)
def test_two_items_of_information_a_quarter(items, readings, earned):
    """JC-S1 and 1.4 (a): 两条得2分; one of two, and more than two, are `info_partial` and `info_cap`."""
    rows = [event("报送信息", row=n) for n in range(2, 2 + items)]
    assert points(events=rows, **readings).get("JC-S1", 0) == earned


def test_information_is_counted_quarter_by_quarter():
    """JC-S1 「每季度」: one item in each of two quarters is no pair; 数量 2 in one row is."""
    spread = [event("报送信息", date(2022, 2, 1)), event("报送信息", date(2022, 4, 1), row=3)]
    assert points(events=spread) == {}
    assert points(events=[event("报送信息", quantity=2)]) == {"JC-S1": 2}


@pytest.mark.parametrize(("readings", "earned"), [({}, 14), ({"activity_cap": "ten"}, 10)])
def test_activities_have_no_cap_unless_the_reading_sets_one(readings, earned):
    """JC-S4 and 1.4 (b): seven activities are 14 points; `activity_cap = ten` stops at 10."""
    assert points(events=[event("招商活动", row=n) for n in range(2, 9)], **readings) == {"JC-S4": earned}


def test_training_without_its_record_earns_nothing_and_is_asked_about():
    """JC-S2 「做好学习记录」: score_evidence_missing, the row stays visible and uncounted."""
    result = result_of(scheme_of("jiaocheng-2022"), {})
    assessment = assessed(result, events=(event("参加培训", evidence=""),)).assessment
    (entry,) = assessment.scores.entries
    assert (entry.points, entry.items[0].counted, entry.items[0].note) == (0, False, "缺学习记录，暂不计分")
    assert [(f.code, f.kind) for f in assessment.findings] == [("X303", "score_evidence_missing")]
    assert points(events=[event("参加培训", evidence="学习记录")]) == {"JC-S2": 2}


@pytest.mark.parametrize(
    ("place", "reading", "earned", "note"),
    [
        ("山东省济南市", "any", 5, ""),
        ("香港", "any", 5, ""),
        ("香港", "domestic", 0, "企业在境外，不计"),
        ("山西太原", "any", 0, "企业在省内，不计"),
        ("", "any", 0, "缺企业所在地，暂不计分"),
        ("外地", "any", 0, "缺企业所在地，暂不计分"),
    ],
)
def test_an_intention_earns_where_the_firm_is_outside_the_province(tmp_path, place, reading, earned, note):
    """JC-S5 「省外关联企业」, score_place_missing: the row says where the firm is; nobody guesses it."""
    scheme = scheme_of("jiaocheng-2022", outside_province=reading)
    row = (UNIT, "达成意向", date(2022, 5, 2), "己二酸下游项目", "意向书", 1, place)
    events, _ = read_scores(written(tmp_path / "计分台账.xlsx", [row]), scheme, ReportingPeriod(2022, 6))
    assessment = assessed(result_of(scheme, {}), events=events).assessment
    (entry,) = assessment.scores.entries
    assert (entry.points, entry.items[0].note) == (earned, note)
    missing = [finding.kind for finding in assessment.findings]
    assert missing == (["score_place_missing"] if note.startswith("缺") else [])


@pytest.mark.parametrize(
    ("readings", "merit"),
    [
        ({}, {UNIT: 20.0, "综合办公室": 8.0, "党群工作部": 0.0}),
        ({"performance_points": "30"}, {UNIT: 30.0, "综合办公室": 12.0, "党群工作部": 0.0}),
        ({"performance_by": "sum"}, {UNIT: 14.29, "综合办公室": 5.71, "党群工作部": 0.0}),
    ],
)
def test_the_years_total_counts_in_the_annual_assessment(tmp_path, readings, merit):
    """JC-S0 「按分值权重…予以分配」: of 10 and 4 points 20 and 8 of 20, or 10/14 and 4/14 of 20; a live formula each."""
    scheme = scheme_of("jiaocheng-2022", **readings)
    rows = [event("招商活动", row=number) for number in range(2, 7)]
    rows += [event("招商活动", unit="综合办公室", row=number) for number in (8, 9)]
    made = assessed(result_of(scheme, {}), events=tuple(rows))
    values = made.assessment.scores.merit.values
    assert {unit: values[unit] for unit in merit} == merit
    book = openpyxl.load_workbook(write_assessment_workbook(made, tmp_path / "考核.xlsx"), data_only=True)
    lines = {row[1].value: row for row in book["考核排名"].iter_rows() if row[1].value in merit}
    head = next(row for row in book["考核排名"].iter_rows() if any("折入绩效" in str(cell.value) for cell in row))
    column = next(cell.column for cell in head if "折入绩效" in str(cell.value)) - 1
    book.close()
    assert {unit: lines[unit][column].value for unit in merit} == merit


@pytest.mark.parametrize("value", ["0", "101", "twenty"])
def test_a_weight_that_is_none_is_a_slip(tmp_path, value):
    """JC-S0: a rulebook of an office's own may weigh 1 to 100 points; anything else is said when it is checked."""
    folder = tmp_path / "jiaocheng_2022"
    shutil.copytree(shipped_folder("jiaocheng-2022"), folder)
    rules = folder / "scheme.toml"
    written_so = rules.read_text("utf-8").replace('10 = "占10分"', f'{value} = "另定"')
    rules.write_text(written_so, "utf-8")
    (slip,) = slips_of(folder)
    assert "口径 performance_points 可选的是：1到100。" in slip.text


def test_landing_in_the_year_of_signing_is_a_reading():
    """JC-S7: 当年新签约当年落地 is registration or start of building (`landed`)."""
    registered = GREAT | {"stage": "注册"}
    assert points([registered])["JC-S7"] == 5
    assert "JC-S7" not in points([registered], landed="started")
    assert "JC-S7" not in points([registered | {"moved_in_on": PartialDate(2021)}])


@pytest.mark.parametrize(
    ("dollars", "reading", "earned"),
    [
        (19_999, "floor", 0),
        (20_000, "floor", 5),
        (450_000, "floor", 110),
        (30_000, "floor", 5),
        (30_000, "proportional", 7.5),
    ],
)
def test_every_twenty_thousand_dollars(dollars, reading, earned):
    """JC-S8 and 1.4 (d): floor(美元 ÷ 20 000) × 5, the number included; parts by `fdi_rounding`."""
    foreign = {"source": "香港", "fdi_usd": dollars, "stage": "在谈", "investment_yuan": 1_000_000}
    assert points([foreign], fdi_rounding=reading).get("JC-S8", 0) == earned


def test_a_units_foreign_money_is_added_before_it_is_divided():
    """JC-S8: two projects with 15 000 美元 each are 30 000 美元 of the department, one step."""
    foreign = {"source": "香港", "fdi_usd": 15_000, "stage": "在谈"}
    assert points([foreign | {"name": "甲"}, foreign | {"name": "乙"}]) == {"JC-S8": 5}


RATES = (
    ExchangeRate("欧元", date(2022, 5, 1), 70_000),
    ExchangeRate("美元", date(2022, 5, 1), 66_000),
    ExchangeRate("欧元", date(2022, 12, 30), 74_000),
    ExchangeRate("美元", date(2022, 12, 30), 69_600),
)


@pytest.mark.parametrize(("reading", "dollars"), [("arrival", 106_060), ("year_end", 106_321)])
def test_another_currency_takes_the_rate_of_the_day_that_the_reading_names(reading, dollars):
    """JC-S8, `fdi_rate_date`: 100 000 欧元 × 700 ÷ 660 on arrival, × 740 ÷ 696 at the year's end; rounded down."""
    scheme = scheme_of("jiaocheng-2022", RATES, fdi_rate_date=reading)
    assert in_dollars(100_000, "欧元", date(2022, 5, 12), scheme) == dollars
    arrived = event("外资到账", amount=100_000, currency="欧元")
    assert points(events=[arrived], rates=RATES, fdi_rate_date=reading) == {"JC-S8": 25}


def test_money_without_a_rate_or_told_twice_earns_nothing():
    """JC-S8: score_rate_missing asks for the rate; dollars stand in the statistics table (score_dollars_twice)."""
    rows = (
        event("外资到账", amount=100_000, currency="欧元"),
        event("外资到账", amount=100_000, currency="美元", row=3),
    )
    assessment = assessed(result_of(scheme_of("jiaocheng-2022"), {}), events=rows).assessment
    assert assessment.scores.entries == ()
    assert [finding.kind for finding in assessment.findings] == ["score_rate_missing", "score_dollars_twice"]


def test_a_cap_holds_for_parts_too():
    """JC-S1: with half points and a cap of 2, three items are 2."""
    scheme = scheme_of("jiaocheng-2022", info_partial="half")
    (rule,) = [rule for rule in scheme.rules.scores if rule.id == "JC-S1"]
    assert [points_for(rule, quantity) for quantity in (0, 1, 2, 3)] == [0, 1, 2, 2]


def written(path, rows):
    """Write a 计分台账 of rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["开发区计分台账"])
    sheet.append(["部室", "事项", "日期", "内容", "佐证材料", "数量", "企业所在地"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_every_row_of_the_book_is_an_event_or_asked_about(tmp_path):
    """JC-S0: score_event_unknown, score_unit_unknown, score_row_twice, and a date after the period."""
    rows = [
        ("开发区经济发展部", "参加培训", date(2022, 4, 20), "省级培训", "学习记录", 1),
        ("经发部门", "参加培训", date(2022, 4, 20), "省级培训", "学习记录", 1),
        (UNIT, "开会", date(2022, 4, 20), "周例会", "", 1),
        (UNIT, "参加培训", "2022年4月20日", "省级培训", "学习记录", "1"),
        (UNIT, "参加培训", "四月", "市级培训", "学习记录", 1),
        (UNIT, "招商活动", date(2022, 8, 2), "八月的活动", "记录表", 1),
        (UNIT, "招商活动", date(2022, 5, 2), "推介会", "记录表", "两次"),
        ("例：某部室", "参加培训", date(2022, 1, 1), "示例", "", 1),
    ]
    book = written(tmp_path / "计分台账.xlsx", rows)
    events, findings = read_scores(book, scheme_of("jiaocheng-2022"), ReportingPeriod(2022, 6))
    assert [(one.unit, one.event, one.day, one.ref.row) for one in events] == [
        (UNIT, "参加培训", date(2022, 4, 20), 3),
        (UNIT, "招商活动", date(2022, 8, 2), 8),
    ]
    assert [(f.cell.place, f.kind) for f in findings] == [
        ("A4", "score_unit_unknown"),
        ("B5", "score_event_unknown"),
        ("第6行", "score_row_twice"),
        ("C7", "date_invalid"),
        ("C8", "date_in_future"),
        ("F9", "unparseable_value"),
    ]


def test_a_department_sees_the_source_of_every_point(tmp_path):
    """JC-S0 台账: each department has a sheet; its total is its points, each with file, sheet and row."""
    result = result_of(scheme_of("jiaocheng-2022"), {UNIT: [GREAT]})
    rows = (event("招商活动"), event("参加培训", evidence="", row=3))
    path = write_assessment_workbook(assessed(result, events=rows), tmp_path / "考核.xlsx")
    sheet = openpyxl.load_workbook(path, data_only=True)[UNIT]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert texts[-1][0] == "合计" and texts[-1][9] == 27
    assert "计分台账.xlsx 计分台账 表 第2行" in {row[8] for row in texts}
    assert all(row[8] for row in texts[:-1]), "every line has a source"
    assert [row[7] for row in texts if row[6] == "否"] == ["缺学习记录，暂不计分"]


@pytest.mark.office
def test_another_program_counts_the_same_points(tmp_path):
    """Promise 3 for the score sheets: points per step, proportion, cap, sums and places, recalculated."""
    books = []
    for number, readings in enumerate(
        ({}, {"info_partial": "half", "fdi_rounding": "proportional", "activity_cap": "ten"})
    ):
        scheme = scheme_of("jiaocheng-2022", **readings)
        foreign = GREAT | {"name": "外资项目", "source": "香港", "fdi_usd": 50_000, "contract_usd": 12_000_000}
        result = result_of(scheme, {UNIT: [GREAT, foreign], "综合办公室": [GREAT | {"name": "另一项目"}]})
        rows = [event("招商活动", row=n) for n in range(2, 9)] + [event("报送信息", row=20)]
        books.append(write_assessment_workbook(assessed(result, events=tuple(rows)), tmp_path / f"考核{number}.xlsx"))
    assert all(formula_count(book) > 100 for book in books)
    for before, after in zip(books, recalculated(books, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []
