"""Target: Word files. The input is the body of a document: a table of projects, or a form of a trip that came back."""

from decimal import Decimal

from tests.drawn import HEADINGS
from tests.fuzz.contract import JUNE, lawful, read, saved
from tests.rawfiles import PROJECT, docx, word_table
from toolkit.intake.trips.form_dates import days_in, only_day
from toolkit.intake.trips.forms import read_form
from toolkit.intake.trips.returned import returned
from toolkit.model.cells import CellRef
from toolkit.model.trip_returns import FormsRead
from toolkit.model.trips import LEADER, Expense, Participant, Register, Trip, Visit

WORDS = (
    *(
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:p>",
        "</w:p>",
        "<w:t>",
        "</w:t>",
        "<w:r>",
        "</w:r>",
    ),
    *('<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="3"/>', "<w:br/>", "<w:del>", "</w:del>"),
    *(
        "编号：2022-001",
        "信息记录表",
        "审批表",
        "拜访企业",
        "拜访日期",
        "2022年6月8日",
        "4,800元",
        "签字（盖章）",
        "第1家",
    ),
)
TRIP = Trip(
    ref=CellRef("出行台账.xlsx", "出行", 2),
    id="2022-001",
    group="工业组",
    unit="江口乡",
    purpose="拜访",
    destination="广东佛山",
    start=JUNE.last_day.replace(day=7),
    end=JUNE.last_day.replace(day=10),
    transport="高铁",
    applied_on=None,
    participants=(Participant("覃一", "江口乡", "乡长", LEADER, "正科"),),
    visits=(Visit("甲公司"),),
    expenses=(Expense("住宿费", Decimal(100_000), None),),
)
REGISTER = Register("出行台账.xlsx", (TRIP,), (), ())


def seeds() -> list[bytes]:
    """A table of projects, a 信息记录表 and an 审批表."""
    above = "<w:p><w:r><w:t>外出招商{}</w:t></w:r></w:p><w:p><w:r><w:t>编号：2022-001</w:t></w:r></w:p>"
    record = [["第1家"], ["拜访企业", "乙公司", "拜访日期", "6月8日"], ["洽谈内容", "旋切"], ["", "二期"]]
    approval = [["申请单位", "江口乡", "外出时间", "2022年6月7日至2022年6月10日"], ["随行人员", "覃二（主任）、覃三"]]
    approval += [
        ["经费预算", "住宿费\t4,800元"],
        ["分管领导", "同意。签字（盖章）： 2022年6月6日"],
        ["备案", "备案编号：3经办人"],
    ]
    bodies = [word_table([HEADINGS, PROJECT])]
    bodies += [above.format("信息记录表") + word_table(record), above.format("审批表") + word_table(approval)]
    merged = '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    return [body.encode() for body in [*bodies, bodies[0].replace("</w:tr>", merged + "</w:tr>")]]


def one(data: bytes) -> None:
    """A table obeys the laws; a form is read or found unreadable, and changes only what its words change."""
    file = docx(data.decode("utf-8", "replace"))
    read(file, ".docx")
    forms = read_form(saved(file, ".docx"))
    assert isinstance(forms, FormsRead)
    back = returned(REGISTER, forms.forms, {})
    for finding in (*forms.findings, *back.findings):
        lawful(finding)
    for form in forms.forms:
        for band in form.bands:
            days_in(band.values.get("day", ""), TRIP.start)
            only_day(band.values.get("day", ""), TRIP.start, TRIP.end)
