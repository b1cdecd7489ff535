"""What the documents ask for beside targets: points, consequences, meetings, stages, quotas, duties, as data."""

import pytest

from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load, load_shipped, shipped_folder


def jiaocheng(**readings: str):
    """Jiaocheng's score rules by id, under some readings."""
    return {rule.id: rule for rule in load(shipped_folder("jiaocheng-2022"), readings).rules.scores}


def test_jiaochengs_points():
    """JC-S1…S12: 2 points for S1–S4, 5 for S5–S12; the last four are 突出贡献奖励分."""
    rules = jiaocheng()
    assert {id: rule.points for id, rule in rules.items()} == {
        **{f"JC-S{n}": 2 for n in range(1, 5)},
        **{f"JC-S{n}": 5 for n in range(5, 13)},
    }
    assert [id for id, rule in rules.items() if rule.kind == "突出贡献奖励分"] == [
        "JC-S9",
        "JC-S10",
        "JC-S11",
        "JC-S12",
    ]
    assert rules["JC-S2"].evidence == "学习记录"
    assert [id for id, rule in rules.items() if rule.source == "events"] == [f"JC-S{n}" for n in range(1, 6)]


def test_points_from_the_ledger_state_their_criteria():
    """JC-S10 境内省外 and 1亿元（含）; JC-S11 合同外资 1000万美元 or 境内省外 5亿元; JC-S8 per 20 000 美元."""
    rules = jiaocheng()
    ((counted, *criteria),) = rules["JC-S10"].alternatives
    assert (counted.column, counted.value) == ("counted", "是"), "what a decision took out earns nothing"
    assert ("region", "=", "区外") in {(c.column, c.operator, c.value) for c in criteria}
    assert ("investment_yuan", ">=", 100_000_000) in {(c.column, c.operator, c.value) for c in criteria}
    foreign, domestic = rules["JC-S11"].alternatives
    assert (foreign[-1].column, foreign[-1].value) == ("contract_usd", 10_000_000)
    assert (domestic[-1].column, domestic[-1].value) == ("investment_yuan", 500_000_000)
    assert (rules["JC-S8"].column, rules["JC-S8"].step) == ("fdi_usd", 20_000)


@pytest.mark.parametrize(
    ("reading", "value", "id", "attribute", "expected"),
    [
        ("info_partial", "none", "JC-S1", "partial", False),
        ("info_partial", "half", "JC-S1", "partial", True),
        ("info_cap", "capped", "JC-S1", "cap", 2),
        ("info_cap", "open", "JC-S1", "cap", None),
        ("activity_cap", "open", "JC-S3", "cap", None),
        ("activity_cap", "ten", "JC-S3", "cap", 10),
        ("fdi_rounding", "floor", "JC-S8", "partial", False),
        ("fdi_rounding", "proportional", "JC-S8", "partial", True),
    ],
)
def test_an_open_scoring_rule_is_a_reading(reading, value, id, attribute, expected):
    """Requirements 1.4 (a), (b), (d): one item, more than two, caps, parts of 2万美元."""
    assert getattr(jiaocheng(**{reading: value})[id], attribute) == expected


@pytest.mark.parametrize(("value", "stage"), [("registered", 3), ("started", 4)])
def test_when_a_project_has_landed_is_a_reading(value, stage):
    """JC-S7 「当年落地」 names registration and start of building: `landed`."""
    ((*_, last),) = jiaocheng(landed=value)["JC-S7"].alternatives
    assert (last.column, last.value) == ("stage_rank", stage)


@pytest.mark.parametrize(("value", "least"), [("included", 10_000_000), ("excluded", 10_000_001)])
def test_whether_at_least_includes_the_number_is_a_reading(value, least):
    """Requirements 1.4 (e): JC-S11 writes 「以上」 without 「（含）」; 民法典 1259 includes it."""
    assert jiaocheng(at_least=value)["JC-S11"].alternatives[0][-1].value == least


def test_nanxians_consequences():
    """NX-R6 last two, this year; NX-R7 last two, two years running; NX-R8 last, two years running."""
    rules = load_shipped("nanxian-2022").rules.consequences
    assert [(rule.id, rule.worst, rule.years, rule.on, rule.by) for rule in rules] == [
        ("NX-R6", 2, 1, "主要负责人", "县长"),
        ("NX-R7", 2, 2, "分管负责人", "该单位"),
        ("NX-R8", 1, 2, "分管负责人", "县纪委监委"),
    ]


def test_what_comes_round_each_month_quarter_and_year():
    """NX-R3 月研判、季调度、年总结; GN-R7 and GN-R10 each quarter; JC-S1 two items each quarter."""
    june, july, december = ReportingPeriod(2022, 6), ReportingPeriod(2022, 7), ReportingPeriod(2022, 12)
    nanxian = load_shipped("nanxian-2022").rules.meetings
    held = {period: [m.id for m in nanxian if m.due(period)] for period in (june, july, december)}
    assert held[july] == ["NX-R3m"]
    assert held[june] == ["NX-R3m", "NX-R3q"]
    assert held[december] == ["NX-R3m", "NX-R3q", "NX-R3y"], "a special session is never in the calendar"
    gangnan = load_shipped("gangnan-2018").rules.meetings
    assert {(m.id, m.every, m.output) for m in gangnan} == {
        ("GN-R7", "quarter", ""),
        ("GN-R10", "quarter", "“红黑榜”通报"),
    }
    assert load_shipped("jiaocheng-2022").deadline("information").every == "quarter"


def test_the_ways_a_project_goes():
    """NX-R4 eleven stations; JC-F1 eight; GN-R11 签约、落地、投产、达效; LZ-R2 eight duties of the lead unit."""
    names = {id: [s.name for s in load_shipped(id).rules.stages] for id in ("gangnan-2018", "jiaocheng-2022")}
    assert names["gangnan-2018"] == ["签约", "落地", "投产", "达效"]
    assert "——".join(names["jiaocheng-2022"]) == load_shipped("jiaocheng-2022").rules.stages[0].citation.quote
    nanxian = load_shipped("nanxian-2022").rules.stages
    assert [s.order for s in nanxian] == list(range(1, 12))
    assert [s.name for s in nanxian if s.only_for] == ["县长办公会或常务会审议"]
    assert len(load_shipped("luzhai-2022").rules.stages) == 8


@pytest.mark.parametrize(("value", "days"), [("same", 0), ("seven", 7), ("thirty", 30)])
def test_four_pairs_follow_at_once(value, days):
    """NX-R12 签约即供地、交地即交证、拿证即开工、竣工即投产; how long 「即」 is, is a reading."""
    pairs = load(shipped_folder("nanxian-2022"), {"at_once": value}).rules.pairs
    assert [pair.label for pair in pairs] == ["签约即供地", "交地即交证", "拿证即开工", "竣工即投产"]
    assert {pair.days for pair in pairs} == {days}


def test_how_much_travelling_is_owed():
    """LZ-R1 one trip a quarter; GN-R1 six firms, GN-R2 three leads a trip; NX-R1 once, NX-R2 three times a quarter."""
    owed = {
        quota.id: (quota.measure, quota.minimum, quota.per, quota.role)
        for id in ("luzhai-2022", "gangnan-2018", "nanxian-2022")
        for quota in load_shipped(id).rules.quotas
    }
    assert owed == {
        "LZ-R1": ("trips", 1, "quarter", ""),
        "GN-R1": ("visits", 6, "trip", ""),
        "GN-R2": ("leads", 3, "trip", ""),
        "NX-R1": ("trips", 1, "quarter", "主要负责人"),
        "NX-R2": ("trips", 3, "quarter", "分管负责人"),
        "NX-U2a": ("leads", 0, "year", ""),
        "NX-U2b": ("visits", 0, "year", ""),
    }


@pytest.mark.parametrize(("value", "per"), [("trip", "trip"), ("month", "month")])
def test_three_leads_a_trip_or_a_month(value, per):
    """GN-R2 stands in one sentence with 每次: `leads_per`."""
    quotas = load(shipped_folder("gangnan-2018"), {"leads_per": value}).rules.quotas
    assert next(quota.per for quota in quotas if quota.id == "GN-R2") == per


@pytest.mark.parametrize(("value", "role"), [("role", "分管负责人"), ("unit", "")])
def test_whose_trips_count_in_nanxian(value, role):
    """NX-R2 speaks of the 分管负责人 in person: `officer_trips`."""
    quotas = load(shipped_folder("nanxian-2022"), {"officer_trips": value}).rules.quotas
    assert next(quota.role for quota in quotas if quota.id == "NX-R2") == role


@pytest.mark.parametrize(
    ("id", "readings", "rank", "signs", "filed"),
    [
        ("luzhai-2022", {}, "不限", "县人民政府审核同意", "县投促委办公室"),
        ("gangnan-2018", {}, "处级", "区招商工作领导小组组长审批", "区招商工作领导小组办公室"),
        ("gangnan-2018", {}, "科级", "区分管招商工作领导审批", "区招商工作领导小组办公室"),
        ("jiaocheng-2022", {}, "不限", "招商引资领导组审批", "招商引资部"),
        ("nanxian-2022", {}, "不限", "分管副县长审核同意", "县商务局"),
        ("nanxian-2022", {"trip_approver": "unit"}, "不限", "本单位主要负责人审核同意", "县商务局"),
        ("nanxian-2022", {"trip_approver": "deputy"}, "不限", "分管副县长审核同意", "县商务局"),
    ],
)
def test_who_signs_a_trip(id, readings, rank, signs, filed):
    """LZ-R5, GN-R8, GN-R9, JC-F1: one engine, four approval routes; 南县 states none, so it is a reading."""
    routes = {route.rank: route for route in load(shipped_folder(id), readings).routes}
    assert "".join(step.who + step.action for step in routes[rank].steps) == signs
    assert routes[rank].filed_with == filed


def test_who_is_responsible_for_what():
    """NX-R15 thirteen of fifteen articles end with （责任单位：…）; GN-R15 seven measures do."""
    nanxian = load_shipped("nanxian-2022").rules.duties
    assert [duty.id for duty in nanxian] == [f"NX-R15-{n}" for n in range(3, 16)]
    assert nanxian[8].units == ("县委组织部", "县纪委监委")
    for duty in nanxian:
        assert all(unit in duty.citation.quote for unit in duty.units), duty
    assert len(load_shipped("gangnan-2018").rules.duties) == 7


@pytest.mark.parametrize(("value", "shares"), [("heavier", [20, 15, 15, 25, 25]), ("equal", [20] * 5)])
def test_a_composite_index_states_its_weights(value, shares):
    """GN-R12 names five parts and no points: `index_weights`; they sum to 100."""
    weights = load(shipped_folder("gangnan-2018"), {"index_weights": value}).rules.weights
    assert [weight.percent for weight in weights] == shares and sum(shares) == 100


@pytest.mark.parametrize(("value", "places"), [("three", 3), ("one", 1)])
def test_two_lists_and_their_length(value, places):
    """GN-R10 红黑榜, as two lists: 基础工作 and 指标进度; how many places they show is a reading."""
    lists = load(shipped_folder("gangnan-2018"), {"list_places": value}).rules.lists
    assert [(one.name, one.red, one.black) for one in lists] == [
        ("基础工作", places, places),
        ("指标进度", places, places),
    ]


def test_registers_libraries_and_forms():
    """NX-R11 三库一图; JC-F2 six classes; JC-F4, GN-R4 fields; LZ-R11 三个一; JC-A1 three forms."""
    registers = {
        register.id: register
        for id in ("luzhai-2022", "gangnan-2018", "nanxian-2022", "jiaocheng-2022")
        for register in load_shipped(id).rules.registers
    }
    libraries = [r.name for r in registers.values() if r.kind == "library"]
    assert libraries == ["人员信息库", "在谈项目库", "策划包装库", "招商地图", "招商引资项目库"]
    assert registers["JC-F4"].columns == ("项目名称", "投资规模", "发展前景", "建设内容", "预期效益", "配套设施")
    assert {"客商姓名", "客商单位", "客商地址", "客商职务", "联系方式", "企业经营范围", "投资意向"} <= set(
        registers["GN-R4"].columns
    )
    assert registers["LZ-R11"].columns == ("产业链", "工作专班", "行动方案", "政策支持", "责任单位")
    classes = [one.name for one in load_shipped("jiaocheng-2022").rules.classes]
    assert classes == ["新能源", "新材料", "新基建", "装备制造", "生物医药", "精细化工"]
    forms = [r.name for r in registers.values() if r.id.startswith("JC-A1")]
    assert forms == ["外出招商活动方案", "外出招商审批表", "外出招商信息记录表"]


def test_organs_and_occasions():
    """GN-O1, LZ-R16, NX-R5, JC-F6: bodies and teams; LZ-R13 seven occasions, JC-F6 five fairs."""
    organs = {
        organ.name for id in ("gangnan-2018", "luzhai-2022", "nanxian-2022") for organ in load_shipped(id).rules.organs
    }
    assert {"区招商引资项目领导小组", "县投资促进委员会", "项目信息收集专班", "要素保障专班"} <= organs
    assert len(load_shipped("luzhai-2022").rules.occasions) == 7
    assert load_shipped("jiaocheng-2022").rules.occasions[0].name == "进博会"


def test_all_registers_have_columns():
    """GN-R5, GN-R13, NX-R10, NX-R13, NX-R14, JC-F3, JC-F5, JC-S0: each roster and form says what it asks for."""
    wanted = {
        "gangnan-2018": {"GN-R4", "GN-R5", "GN-R13b", "GN-R13c"},
        "nanxian-2022": {"NX-R10", "NX-R13", "NX-R14"},
        "jiaocheng-2022": {"JC-F3", "JC-F5", "JC-S0"},
    }
    for id, ids in wanted.items():
        registers = {register.id: register for register in load_shipped(id).rules.registers}
        assert ids <= registers.keys()
        assert all(len(register.columns) >= 3 for register in registers.values())


def test_what_is_due_beside_the_table():
    """GN-R3 and GN-R6 each month, GN-R13 each year; LZ-R3 on the 5th of the same month."""
    gangnan = {deadline.id: (deadline.day, deadline.every) for deadline in load_shipped("gangnan-2018").deadlines}
    assert gangnan["monthly_report"] == (28, "month")
    assert gangnan["landing_report"] == (31, "month")
    assert gangnan["land_plan"] == (31, "year")
