"""What does a person who signs, ticks or dates a form mean? Only what is plain is written down; the rest is asked."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.trips import firms, trip, visit
from toolkit.checks.trips import check_approval
from toolkit.intake.trips.returned import returned
from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_returns import FormBand, ReturnedForm
from toolkit.model.trips import Expense, Register, Visit

JUNE = ReportingPeriod(2022, 6)
TRIP = trip(
    "L-1",
    "县林业局",
    date(2022, 6, 7),
    date(2022, 6, 10),
    approved_on=None,
    filing_number="",
    visits=(replace(visit("甲公司"), ref=CellRef("出行台账.xlsx", "拜访", 2)),),
    expenses=(Expense("住宿费", Decimal(3600), None, ref=CellRef("出行台账.xlsx", "经费", 2)),),
)
PRINTED = {"steps": [{"who": "分管副县长", "action": "审核"}, {"who": "县人民政府", "action": "审核同意"}]}


def approval(*boxes: tuple[str, str], id: str = "L-1", **values: str) -> ReturnedForm:
    """Return an approval form with signature boxes of (who, words)."""
    return ReturnedForm(CellRef("审批表.docx"), "审批表", id, values, (), boxes)


def record(id: str = "L-1", head: dict[str, str] | None = None, **values: str) -> ReturnedForm:
    """Return a record form of one band."""
    band = FormBand("1", 6, {"firm": "甲公司", **values})
    return ReturnedForm(CellRef("记录表.docx"), "信息记录表", id, head or {}, (band,), ())


def read(form: ReturnedForm, *trips) -> tuple[dict[str, str], set[str]]:
    """Return what a form writes into the register, by heading, and the kinds of questions it asks."""
    register = Register("出行台账.xlsx", trips or (TRIP,), (), ())
    result = returned(register, (form,), {one.id: PRINTED for one in register.trips})
    values = {heading: after for change in result.changes for heading, _, after in change.values}
    return values, {finding.kind for finding in result.findings}


@pytest.mark.parametrize(
    "words",
    [
        "同意。",
        "同意，请控制经费。",
        "批准",
        "经研究，同意。",
        "经班子会研究同意",
        "同意外出，请投促中心研究落实。",
        "无不同意见，同意。",
        "□不同意　☑同意",
        "同意√　不同意",
        "准予前往",
        "同意，不得超标准接待，不准公款旅游。",
        "同意，待返回后报送考察报告。",
        "核准",
    ],
)
def test_a_plain_yes_with_a_day_approves(words):
    """LZ-R5: an explicit 同意 or 批准 in the approver's box, dated in the signer's line, is the 批准日期."""
    values, asked = read(approval(("县人民政府", f"{words}\n\n签字（盖章）：蓝某　2022年6月3日")))
    assert values["批准日期"] == "2022-06-03"
    assert asked == set()


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("不同意，请调整行程后再报。", False),
        ("不予批准", False),
        ("暂不同意", False),
        ("未予核准", False),
        ("不宜外出", False),
        ("退回修改", False),
        ("压缩人员后重新申报", False),
        ("☑不同意", False),
        ("缓行。", False),
        ("推迟到7月", False),
        ("待疫情缓解后再议", False),
        ("择期前往", False),
        ("拟同意，请王县长审定。", True),
        ("原则同意", True),
        ("建议同意", True),
        ("请财政局研究", True),
        ("呈王县长阅示", True),
        ("如经费落实则同意", True),
        ("报县委同意后执行", True),
        ("是否同意？", True),
        ("同意3人前往，其余不同意", True),
        ("阅。", True),
        ("", True),
    ],
)
def test_a_refused_or_open_trip_is_not_approved(words, asks):
    """LZ-R5: 不同意 缓行 退回 keep their words and date nothing; what is neither yes nor no is asked about."""
    values, asked = read(approval(("县人民政府", f"{words}\n\n签字（盖章）：蓝某　2022年6月3日")))
    assert "批准日期" not in values
    assert values["审批意见"].startswith("县人民政府：")
    assert all(part in values["审批意见"] for part in (words.lstrip("☑"), "蓝某", "2022年6月3日"))
    assert asked == ({"approval_unclear"} if asks else set())


@pytest.mark.parametrize(
    ("words", "opinion", "approved"),
    [
        ("☑同意　□不同意，请控制经费。", "同意，请控制经费", True),
        ("同意√　不同意", "同意", True),
        ("□同意　☑不同意", "不同意", False),
        ("☑同意　□不同意　请王县长审定", "同意，请王县长审定", False),
        ("□同意　□不同意", "", False),
    ],
)
def test_an_opinion_that_is_ticked_is_what_was_ticked(words, opinion, approved):
    """LZ-R5: of 同意 and 不同意 with boxes the ticked one counts, with what was written beside them."""
    values, _ = read(approval(("县人民政府", f"{words}\n签字（盖章）：蓝某 2022年6月3日")))
    assert values["审批意见"].startswith(f"县人民政府：{opinion}")
    assert "□" not in values["审批意见"] and ("批准日期" in values) is approved


@pytest.mark.parametrize(
    ("signature", "day"),
    [
        ("蓝某 2022年6月3日", "2022-06-03"),
        ("蓝某　2022.6.3", "2022-06-03"),
        ("蓝某2022-6-3", "2022-06-03"),
        ("蓝某 ２０２２／６／３", "2022-06-03"),
        ("蓝某 20220603", "2022-06-03"),
        ("蓝某 22年6月3日", "2022-06-03"),
        ("蓝某 6月3日", "2022-06-03"),
        ("蓝某 6.3", "2022-06-03"),
        ("蓝某　二〇二二年六月三日", "2022-06-03"),
        ("蓝某 二○二二年六月三日", "2022-06-03"),
        ("蓝某 12月28日", "2021-12-28"),
        ("蓝某 2022年6月31日", None),
        ("蓝某 2022年13月1日", None),
        ("蓝某 6月3日至5日", None),
        ("蓝某 2022年6月　日", None),
        ("蓝某 2002年6月3日", None),
        ("蓝某　　　年　　月　　日", None),
        ("蓝某", None),
    ],
)
def test_the_day_of_a_signature_is_read_as_people_write_it(signature, day):
    """LZ-R5: with or without the year, in figures or characters; impossible, open and several days are asked about."""
    values, asked = read(approval(("县人民政府", f"同意。\n签字（盖章）：{signature}")))
    assert values.get("批准日期") == day
    assert asked == (set() if day else {"approval_undated"})


@pytest.mark.parametrize(
    "boxes",
    [
        (("县人民政府", "同意6月7日出发，2022年6月10日前返回。\n签字（盖章）：蓝某　　年　月　日"),),
        (("县人民政府", "同意\n签字（盖章）："),),
    ],
)
def test_a_day_inside_an_opinion_dates_nothing(boxes):
    """LZ-R5: the days of the journey in an opinion are no day of approval."""
    values, asked = read(approval(*boxes))
    assert "批准日期" not in values and asked == {"approval_undated"}


def test_only_the_approver_approves():
    """GN-R8, GN-R9: the applicant's own opinion and an earlier step's approve nothing; a step's refusal is asked about."""
    signed = "签字（盖章）：某某 2022年6月3日"
    empty = ("县人民政府", "签字（盖章）：　年　月　日")
    values, asked = read(approval(("申请单位", f"同意。{signed}"), ("分管副县长", f"同意。{signed}"), empty))
    assert "批准日期" not in values and asked == set()
    values, asked = read(approval(("分管副县长", f"不同意。{signed}"), ("县人民政府", f"同意。{signed}")))
    assert "批准日期" not in values and asked == {"approval_unclear"}


@pytest.mark.parametrize("words", ["不同意。", "缓行。", "阅。", "同意。"])
def test_a_form_does_not_overrule_the_day_that_the_office_entered(words):
    """Promise 1: where register and form disagree, the register stays and a person decides; agreeing is no question."""
    entered = replace(TRIP, approved_on=date(2022, 6, 2))
    values, asked = read(approval(("县人民政府", f"{words}\n签字（盖章）：蓝某 2022年6月3日")), entered)
    assert "批准日期" not in values and asked == {"approval_contradicted"}
    same = replace(TRIP, approved_on=date(2022, 6, 3))
    asked = read(approval(("县人民政府", f"{words}\n签字（盖章）：蓝某 2022年6月3日")), same)[1]
    assert asked == (set() if words == "同意。" else {"approval_contradicted"})


@pytest.mark.parametrize(
    ("opinion", "approved", "kind"),
    [
        ("县人民政府：不同意，请调整行程后再报。 蓝某 2022年6月3日", None, "trip_refused"),
        ("缓行", None, "trip_refused"),
        ("县人民政府：同意。 蓝某", None, "trip_not_approved"),
        ("不予批准", date(2022, 6, 3), "approval_disagrees"),
        ("县人民政府：同意，请控制经费。", date(2022, 6, 3), ""),
        ("", date(2022, 6, 3), ""),
    ],
)
def test_the_register_says_so_where_opinion_and_day_disagree(luzhai, opinion, approved, kind):
    """LZ-R5: a refused trip is not asked for its day of approval; a day beside a refusal is doubtful."""
    one = replace(TRIP, opinion=opinion, approved_on=approved, filing_number="备1号")
    found = {finding.kind for finding in check_approval(one, luzhai, date(2022, 7, 1))}
    assert found == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("□获取线索 ☑推进签约 □解决困难", "推进签约"),
        ("□获取线索　■推进签约", "推进签约"),
        ("[ ]获取线索 [x]推进签约", "推进签约"),
        ("（ ）获取线索（√）推进签约", "推进签约"),
        ("□√获取线索 □推进签约", "获取线索"),
        ("获取线索√ 推进签约 解决困难", "获取线索"),
        ("√获取线索、√推进签约、解决困难", "获取线索、推进签约"),
        ("获取线索：否　推进签约：是", "推进签约"),
        ("□获取线索 □推进签约 □解决困难", None),
        ("获取线索、推进签约", "获取线索、推进签约"),
    ],
)
def test_only_what_is_ticked_is_said(typed, result):
    """GN-R4: a form's boxes are read by their ticks; a box that stands open says nothing, and no box is copied."""
    values, asked = read(record(result=typed))
    assert values.get("拜访结果") == result and asked == set()


@pytest.mark.parametrize("typed", ["未获取线索", "没有获取线索", "有望获取线索", "力争推进签约"])
def test_a_result_that_is_denied_or_hoped_for_is_asked_about(typed):
    """GN-R2: what did not come about is no lead, and is not entered as one."""
    values, asked = read(record(result=typed))
    assert "拜访结果" not in values and asked == {"form_value_unread"}


@pytest.mark.parametrize(
    ("typed", "level", "asks"),
    [
        ("A", "A", False),
        ("a级", "A", False),
        ("Ｂ", "B", False),
        ("C类线索", "C", False),
        ("☑A □B □C", "A", False),
        ("□A □B □C", None, False),
        ("无", None, False),
        ("是", None, True),
        ("A或B", None, True),
        ("较好", None, True),
    ],
)
def test_a_lead_is_graded_a_b_or_c(typed, level, asks):
    """GN-R2: the grade is one of the list however it is written; anything else is asked about."""
    values, asked = read(record(level=typed))
    assert values.get("线索等级") == level and asked == ({"form_value_unread"} if asks else set())


@pytest.mark.parametrize(
    ("values", "lead"),
    [
        ({"result": "获取线索"}, True),
        ({"result": "推进签约、获取线索2条"}, True),
        ({"result": "☑获取线索 □推进签约"}, True),
        ({"level": "b级"}, True),
        ({"result": "□获取线索 ☑推进签约"}, False),
        ({"result": "未获取线索"}, False),
        ({"result": "获取线索0条"}, False),
        ({"result": "力争获取线索"}, False),
        ({"level": "□A □B □C"}, False),
        ({"level": "无"}, False),
    ],
)
def test_a_lead_counts_where_it_is_said_to_have_come(values, lead):
    """GN-R2: what the register holds counts by its meaning, too: an open box and 未获取线索 are no leads."""
    assert Visit("甲公司", **values).is_lead is lead


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022年6月8日", "2022-06-08"),
        ("2022.6.8", "2022-06-08"),
        ("6/8", "2022-06-08"),
        ("8日", "2022-06-08"),
        ("八号上午", "2022-06-08"),
        ("6月8日（星期三）", "2022-06-08"),
        ("二〇二二年六月八日", "2022-06-08"),
        ("21日", None),
        ("6月8-9日", None),
        ("第二天", None),
        ("6月31日", None),
        ("2022年5月8日", None),
        ("2022年9月8日", None),
    ],
)
def test_a_visit_lies_within_its_trip(typed, day):
    """GN-R4: a day without year or month is the trip's; what is no day, more than one or outside is asked about."""
    values, asked = read(record(day=typed))
    assert values.get("拜访日期") == day
    assert bool(asked) is (day is None) and asked <= {"form_value_unread", "visit_outside_trip"}


def test_a_day_without_its_month_may_lie_in_the_second_month():
    """GN-R4: of a trip from 29 June to 2 July, 「1日」 is 1 July."""
    late = replace(TRIP, start=date(2022, 6, 29), end=date(2022, 7, 2))
    assert read(record(day="1日"), late)[0]["拜访日期"] == "2022-07-01"


@pytest.mark.parametrize(
    ("typed", "budget"),
    [
        ("住宿费\t7100.50元", "7100.50"),
        ("住宿费\t７，１００元", "7100"),
        ("住宿费：7,100元", "7100"),
        ("住宿费\t￥1,780", "1780"),
        ("住宿费\t3,601元\n合计：3,601元", None),
        ("住宿费\t约7000元", None),
    ],
)
def test_budgets_come_back_to_the_fen(typed, budget):
    """LZ-R3: an amount is taken as it was written; a form that shows 3600.50 as 3,601, as older ones did, undoes nothing."""
    exact = replace(TRIP, expenses=(replace(TRIP.expenses[0], budget_yuan=Decimal("3600.50")),))
    form = approval(money=typed)
    values, asked = read(replace(form, printed=replace(form, values={"money": "住宿费\t3,600.50元"})), exact)
    assert values.get("预算（元）") == budget
    assert asked == ({"form_value_unread"} if "约" in typed else set())


def test_a_total_that_is_not_its_lines_is_asked_about():
    """LZ-R3: whoever changed the sum and no line meant something that the form does not say."""
    assert read(approval(money="住宿费\t3,600元\n合计：12,400元（大写：略）"))[1] == {"form_total_differs"}


HEAD = {
    "applicant": "县投促中心",
    "leader": "石某某",
    "time": "2022年6月20日至2022年6月22日，共3天",
    "destination": "浙江省宁波市",
}
OTHER = trip(
    "L-2",
    "县投促中心",
    date(2022, 6, 20),
    date(2022, 6, 22),
    destination="浙江省宁波市",
    participants=(replace(TRIP.participants[0], name="石某某"),),
    visits=firms(3),
)


@pytest.mark.parametrize("kind", ["审批表", "信息记录表"])
@pytest.mark.parametrize("known", [True, False])
def test_a_form_with_the_number_of_another_trip_is_asked_about(kind, known):
    """§1.5: a form whose head speaks of another trip writes nothing into the trip whose number it bears."""
    signed = (("县人民政府", "同意。签字（盖章）：蓝某 2022年6月3日"),)
    form = approval(*signed, **HEAD) if kind == "审批表" else record(head=HEAD, intent="拟建厂")
    values, asked = read(form, TRIP, *((OTHER,) if known else ()))
    assert values == {} and asked == {"form_of_other_trip"}


@pytest.mark.parametrize(
    "changed",
    [
        {"destination": "浙江省宁波市"},
        {"time": "2022年6月20日至2022年6月22日，共3天", "destination": "浙江省宁波市"},
        {"leader": "石某某"},
    ],
)
def test_a_head_that_was_corrected_by_hand_is_the_trips_own(changed):
    """§1.5: a trip that goes elsewhere, later or under another leader is still the same trip."""
    head = {
        "applicant": "县林业局",
        "leader": "方知许",
        "time": "2022年6月7日至2022年6月10日，共4天",
        "destination": "广东省佛山市",
    }
    _, asked = read(record(head=head | changed, intent="拟建厂"), TRIP, OTHER)
    assert "form_of_other_trip" not in asked
