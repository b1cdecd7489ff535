"""What does the 外出招商审批表 show, and who signs it in which order?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate
from msgspec.structs import replace

from toolkit.checks.trip_routes import route_of
from toolkit.documents.paper.amounts import in_capitals
from toolkit.documents.paper.render import render
from toolkit.documents.trips import approval as form
from toolkit.model.cells import CellRef
from toolkit.model.clause import Citation
from toolkit.model.documents import TripApproval
from toolkit.model.errors import ToolkitError
from toolkit.model.scheme import ApprovalRoute, ApprovalStep
from toolkit.model.trips import Expense, Participant, Trip, Visit
from toolkit.schemes.loader import load_shipped

Written = Callable[[TripApproval], list[list[str]]]

TEMPLATE = Path(__file__).parents[2] / "templates" / "外出招商审批表.docx"


def visit(firm: str) -> Visit:
    """Return a visit of which the form needs the firm's name only."""
    return Visit(firm, "", "", "", "", "")


def route(rank: str, *steps: tuple[str, str], filed_with: str = "领导小组办公室") -> ApprovalRoute:
    """Return an approval route of (who, action) steps."""
    return ApprovalRoute(rank, tuple(ApprovalStep(*step) for step in steps), filed_with, Citation("GN-R8", 143, ""))


TRIP = Trip(
    ref=CellRef("出行台账.xlsx", "出行", 2, 1),
    id="LZ-2022-013",
    group="林木加工产业招商组",
    unit="县林业局",
    purpose="对接高端绿色家居产业链龙头企业",
    destination="广东省佛山市、东莞市",
    start=date(2022, 6, 30),
    end=date(2022, 7, 2),
    transport="高铁、租车",
    applied_on=date(2022, 6, 8),
    participants=(
        Participant("李甲", "县投促中心", "副主任", "队员", "科级"),
        Participant("王轶", "县人民政府", "副县长", "带队领导", "处级"),
        Participant("李乙", "县林业局", "县林业局局长", "主要负责人", "科级"),
    ),
    visits=(visit("佛山市某某木业有限公司"), visit("东莞市某某家具有限公司")),
    expenses=(Expense("城市间交通费", 3600, None), Expense("住宿费", 4800, None), Expense("伙食补助费", 10100, None)),
)
LUZHAI = TripApproval(
    trip=TRIP,
    route=route("不限", ("县人民政府", "审核同意"), filed_with="县投促委办公室"),
    applicant="县林业局",
    applied_on=date(2022, 6, 8),
    basis="《鹿寨县2022年投资促进工作方案》：招商组考察行程表报县人民政府审核同意后报县投促委办公室留存",
)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a form and give back its rows, each merged cell once."""

    def write(approval: TripApproval) -> list[list[str]]:
        document = Document(str(form.write_approval(approval, TEMPLATE, tmp_path / "审批表.docx")))
        return [[cell.text.strip() for cell in dict.fromkeys(row.cells)] for row in document.tables[0].rows]

    return write


def test_the_form_shows_the_trip(written: Written) -> None:
    """LZ-R5, JC-A1: the one who signs sees who goes where, when, why, to whom and at what cost."""
    assert written(LUZHAI)[:8] == [
        ["申请单位", "县林业局", "申请日期", "2022年6月8日"],
        ["带队领导", "王轶", "职　　务", "副县长", "级　　别", "处级"],
        ["随行人员\n（2人）", "李甲（县投促中心副主任）、李乙（县林业局局长）"],
        ["外出时间", "2022年6月30日至7月2日，共3天"],
        ["目 的 地", "广东省佛山市、东莞市", "交通工具", "高铁、租车"],
        ["事　　由", "对接高端绿色家居产业链龙头企业"],
        ["拟拜访企业\n（2家）", "1.佛山市某某木业有限公司；2.东莞市某某家具有限公司"],
        [
            "经费预算",
            "城市间交通费\t3600元\t住宿费\t4800元\n伙食补助费\t10100元\t\t\n"
            "合计：18500元（大写：人民币壹万捌仟伍佰元整）",
        ],
    ]


def test_a_luzhai_trip_is_signed_by_the_government_and_filed_with_the_office(written: Written) -> None:
    """LZ-R5: 「考察行程表报县人民政府审核同意后报县投促委办公室留存」."""
    rows = written(LUZHAI)[8:]
    assert [row[0] for row in rows] == ["申请单位\n意　　见", "县人民政府\n（审核同意）", "备　　案", "备　　注"]
    assert all(row[1].startswith("签字（盖章）：") for row in rows[:2])
    assert rows[2][1].startswith("报县投促委办公室备案。\n备案编号：")


@pytest.mark.parametrize(
    ("rank", "approver"),
    [("处级", "领导小组组长"), ("科级", "区分管招商工作领导")],
)
def test_the_leaders_rank_decides_who_signs(written: Written, rank: str, approver: str) -> None:
    """GN-R8, GN-R9: a 处级 trip goes to the 组长, a 科级 trip to the leader in charge; both are filed."""
    rows = written(replace(LUZHAI, route=route(rank, (approver, "审批"))))
    assert rows[9][0] == f"{approver}\n（审批）"
    assert rows[10][1].startswith("报领导小组办公室备案。")


@pytest.mark.parametrize(
    ("id", "rank", "box", "filed"),
    [
        ("luzhai-2022", "处级", "县人民政府\n（审核同意）", "报县投促委办公室备案。"),
        ("gangnan-2018", "处级", "区招商工作领导小组组长\n（审批）", "报区招商工作领导小组办公室备案。"),
        ("gangnan-2018", "科级", "区分管招商工作领导\n（审批）", "报区招商工作领导小组办公室备案。"),
        ("jiaocheng-2022", "科级", "招商引资领导组\n（审批）", "报招商引资部备案。"),
    ],
)
def test_each_countys_document_says_who_signs(written: Written, id: str, rank: str, box: str, filed: str) -> None:
    """LZ-R5, GN-R8, GN-R9, JC-F1: the form's box and where it is filed, by the county and the leader's rank."""
    people = tuple(replace(one, rank=rank) if one.role == "带队领导" else one for one in TRIP.participants)
    trip = replace(TRIP, participants=people)
    rows = written(replace(LUZHAI, trip=trip, route=route_of(trip, load_shipped(id))))
    assert rows[9][0] == box
    assert rows[10][1].startswith(filed)


def test_the_boxes_stand_in_the_order_of_the_route(written: Written) -> None:
    """§1.5: one box for each signature, in the order in which they are given."""
    rows = written(
        replace(LUZHAI, route=route("处级", ("县投促中心", "初审"), ("分管副县长", "审核"), ("县人民政府", "审批")))
    )
    assert [row[0] for row in rows[9:12]] == ["县投促中心\n（初审）", "分管副县长\n（审核）", "县人民政府\n（审批）"]


def test_the_form_says_which_rule_it_follows(tmp_path: Path) -> None:
    """LZ-R5: the clause stands under the table, the register's number above it."""
    document = Document(str(form.write_approval(LUZHAI, TEMPLATE, tmp_path / "审批表.docx")))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "外出招商审批表",
        "编号：LZ-2022-013",
        f"依据：{LUZHAI.basis}",
    ]


def test_what_is_not_known_yet_is_left_to_the_pen(written: Written) -> None:
    """LZ-R5: a form without date, leader, companions, firms and money is still a form."""
    empty = replace(TRIP, participants=(), visits=(), expenses=())
    rows = written(replace(LUZHAI, trip=empty, applied_on=None))
    assert rows[0][3] == "年　月　日"
    assert rows[1][1::2] == ["", "", ""]
    assert rows[2] == ["随行人员\n（0人）", "无"]
    assert rows[6] == ["拟拜访企业\n（0家）", ""]
    assert rows[7] == ["经费预算", "合计：0元（大写：人民币零元整）"]


def test_a_full_trip_leaves_less_room_to_sign_but_some() -> None:
    """GN-R1: a trip visits six firms or more; with twelve and long names the form stays on its page."""
    crowded = replace(
        TRIP,
        participants=tuple(
            Participant(f"李{n}", "鹿寨县投资促进中心", "副主任", "队员", "科级") for n in "甲乙丙丁戊己"
        ),
        visits=tuple(visit("广东顺德某某高端绿色家居制造股份有限公司") for _ in range(12)),
        expenses=TRIP.expenses * 3,
    )
    room = [len(form.context(replace(LUZHAI, trip=trip))["signing_space"]) for trip in (TRIP, crowded)]
    assert room[0] == 10
    assert 2 <= room[1] < room[0]


def test_each_signature_of_a_long_route_gets_the_same_room(written: Written) -> None:
    """§1.5: the page is shared out evenly between the signatures."""
    rows = written(replace(LUZHAI, route=route("处级", ("甲", "审核"), ("乙", "审核"), ("丙", "审批"))))
    assert len({row[1] for row in rows[8:12]}) == 1


@pytest.mark.parametrize(
    ("yuan", "capitals"),
    [
        (0, "人民币零元整"),
        (10, "人民币壹拾元整"),
        (10_500, "人民币壹万零伍佰元整"),
        (100_005, "人民币壹拾万零伍元整"),
        (1_000_000, "人民币壹佰万元整"),
        (10_010_010, "人民币壹仟零壹万零壹拾元整"),
        (100_000_000, "人民币壹亿元整"),
        (1_234_567_890, "人民币壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元整"),
    ],
)
def test_the_total_stands_in_capitals_too(yuan: int, capitals: str) -> None:
    """LZ-R3, LZ-R7: money that is applied for is written in figures and in 大写, which nobody can alter."""
    assert in_capitals(yuan) == capitals


def test_the_template_asks_for_exactly_the_fields_that_the_form_has() -> None:
    """Promise 2: nothing that the form knows is left out of the template, and the template asks for nothing else."""
    fields = set(form.context(LUZHAI)) - {"start", "end"}  # which templates of 1.0 ask for
    assert DocxTemplate(str(TEMPLATE)).get_undeclared_template_variables() == fields


def test_a_missing_field_is_refused_by_name(tmp_path: Path) -> None:
    """Design §3: field and template are named in one sentence, and no half-filled form is written."""
    context = form.context(LUZHAI)
    del context["destination"]
    with pytest.raises(ToolkitError, match=r"^模板“外出招商审批表.docx”里的字段“destination”没有对应的内容"):
        render(TEMPLATE, context, tmp_path / "审批表.docx")
    assert not list(tmp_path.iterdir())


def test_text_from_the_register_is_inert(written: Written) -> None:
    """Design §7: a firm's name is printed as it was typed, whatever it looks like."""
    odd = replace(TRIP, purpose="{{ 7*7 }} <b>&\n第二行", visits=(visit("{%tr endfor %}"),))
    rows = written(replace(LUZHAI, trip=odd))
    assert rows[5][1] == "{{ 7*7 }} <b>&\n第二行"
    assert rows[6][1] == "{%tr endfor %}"


def test_the_same_trip_has_the_same_bytes(tmp_path: Path) -> None:
    """Promise 5: a document is recognised by its content."""
    first = form.write_approval(LUZHAI, TEMPLATE, tmp_path / "1.docx").read_bytes()
    assert form.write_approval(LUZHAI, TEMPLATE, tmp_path / "2.docx").read_bytes() == first
