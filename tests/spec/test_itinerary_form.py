"""Does a filled-in 考察行程表 come back: its stops, who goes, who agreed, and nothing of it in silence?"""

import copy
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace

from tests.trips import printed_trip, visit, write_register_of
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Participant
from toolkit.workflow.steps.trip_papers import read_back, read_journal, write_forms

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
TRIP = printed_trip(
    Participant("李甲", "县审计局", "干部", "队员", ""),
    visits=(visit("甲木业有限公司", subject="谈用地"), visit("乙家居有限公司")),
)
DAY, PART, WAY, TRAVEL, WHAT, FIRM, CONTACT, REMARK = range(8)
# Rows of the table: heads, departure, the two firms, return, travellers, the county's government, the file copy.
OUT, FIRST, SECOND, BACK, WHO, BOX, FILED = range(1, 8)


@pytest.fixture(scope="module")
def printed(tmp_path_factory, luzhai) -> tuple[Path, Path]:
    """The form as it is printed, and the register that it was printed from."""
    folder = tmp_path_factory.mktemp("行程表")
    path = write_register_of((TRIP,), folder / "出行台账.xlsx")
    (form,) = write_forms(("itinerary",), read_journal(path, luzhai, JUNE, AS_OF), folder)
    return form, path


@pytest.fixture
def back(printed, luzhai, tmp_path):
    """Fill the form in and read it into a copy of the register: the trip as it stands then, and what is said."""

    def read(*cells: tuple[int, int, str], change=None):
        form, register = tmp_path / printed[0].name, tmp_path / "出行台账.xlsx"
        document = Document(str(printed[0]))
        for row, column, words in cells:
            list(dict.fromkeys(document.tables[0].rows[row].cells))[column].text = words
        if change:
            change(document)
        document.save(str(form))
        shutil.copy(printed[1], register)
        result = read_back((form,), register, luzhai, JUNE, AS_OF)
        said = [finding.message for finding in result.findings if finding.code.startswith("T2")]
        assert read_back((form,), register, luzhai, JUNE, AS_OF).changes == ()
        return replace(result.journal.register.trips[0], reaches=()), said

    return read


def test_an_untouched_itinerary_says_nothing(back):
    """What was printed is no news: neither 出发 and 返回, nor an address in the place of a way."""
    assert back() == (TRIP, [])


def test_a_stop_is_what_its_line_says(back):
    """LZ-R5: day, part of the day, way, train, talk, contact and telephone, remark."""
    one, said = back(
        (FIRST, DAY, "6月8日"),
        (FIRST, PART, "上午"),
        (FIRST, WAY, "佛山→东莞"),
        (FIRST, TRAVEL, "高铁G2911"),
        (FIRST, WHAT, "谈用地和电价"),
        (FIRST, CONTACT, "冉庭总经理 13900000201"),
        (FIRST, REMARK, "带样品"),
    )
    first = one.visits[0]
    assert (first.day, first.part, first.way, first.travel) == (date(2022, 6, 8), "上午", "佛山→东莞", "高铁G2911")
    assert (first.subject, first.contact, first.phone) == ("谈用地和电价", "冉庭总经理", "13900000201")
    assert first.stop_remark == "带样品" and first.address == "佛山市顺德区示例路1号" and said == []
    assert one.visits[1] == TRIP.visits[1]


def test_the_hour_beside_a_day_is_the_part_of_the_day(back):
    """「6月9日下午3点」 is the 9th, and 下午3点."""
    one, said = back((SECOND, DAY, "6月9日下午3点"))
    assert (one.visits[1].day, one.visits[1].part, said) == (date(2022, 6, 9), "下午3点", [])


def test_a_ditto_mark_repeats_the_day_above(back):
    """「〃」 below 6月8日 is the 8th."""
    one, said = back((FIRST, DAY, "6月8日"), (SECOND, DAY, "〃"))
    assert [stop.day for stop in one.visits] == [date(2022, 6, 8)] * 2 and said == []


@pytest.mark.parametrize("typed", ["6月18日", "上旬", "6月8日至9日", "6月31日"])
def test_a_day_that_cannot_be_is_asked_about(back, typed):
    """Outside of the trip, vague, a span, not in the calendar: the register keeps its blank."""
    one, said = back((FIRST, DAY, typed))
    assert one.visits[0].day is None and [words for words in said if typed in words]


def test_signed_is_approved_and_filed_under_its_number(back):
    """LZ-R5: 县人民政府审核同意, 留存编号; the form of 审批表 holds for its boxes."""
    one, said = back(
        (BOX, 1, "同意。\n签字（盖章）：张某　2022年6月3日"), (FILED, 1, "报县投促委办公室留存。留存编号：2022-018")
    )
    assert (one.opinion, one.approved_on, one.filing_number) == (
        "县人民政府：同意。 张某",
        date(2022, 6, 3),
        "2022-018",
    )
    assert said == []


def test_refused_is_not_approved(back):
    """「不同意，请调整行程后再报。」 gives its words and no 批准日期."""
    one, _ = back((BOX, 1, "不同意，请调整行程后再报。\n签字（盖章）：张某　2022年6月3日"))
    assert one.approved_on is None and "不同意" in one.opinion


def test_somebody_who_was_added_travels(back):
    """A name beside those that were printed is a new traveller; 等5人 is asked about."""
    who = "王轶（县人民政府副县长）、李甲（县审计局干部）、"
    one, said = back((WHO, 1, f"{who}陶思远（县投促中心专员）"))
    assert [(p.name, p.unit, p.post) for p in one.participants[2:]] == [("陶思远", "县投促中心", "专员")] and said == []
    one, said = back((WHO, 1, f"{who}司机1名"))
    assert one.participants == TRIP.participants and any("司机1名" in words for words in said)


def test_another_firm_is_another_visit(back):
    """A firm of which the register does not know is added; two firms in one line are two."""

    def add(document):
        row = document.tables[0].rows[SECOND]._tr
        row.addnext(copy.deepcopy(row))
        for cell in document.tables[0].rows[SECOND + 1].cells:
            cell.text = ""
        document.tables[0].rows[SECOND + 1].cells[DAY].text = "6月9日"
        document.tables[0].rows[SECOND + 1].cells[FIRM].text = "丙板材厂、丁物流公司"

    one, said = back(change=add)
    assert [(stop.firm, stop.day) for stop in one.visits[2:]] == [
        ("丙板材厂", date(2022, 6, 9)),
        ("丁物流公司", date(2022, 6, 9)),
    ]
    assert said == []


def test_a_firm_typed_over_is_the_same_visit_where_the_line_is_else_as_printed(back):
    """The name alone was put right: the visit goes on under it; with day, way and subject changed it is another one."""
    one, said = back((FIRST, FIRM, "甲木业（佛山）公司"))
    assert [(stop.firm, stop.subject) for stop in one.visits] == [
        ("甲木业（佛山）公司", "谈用地"),
        ("乙家居有限公司", TRIP.visits[1].subject),
    ]
    assert said == []
    changed = ((FIRM, "丙物流公司"), (DAY, "6月9日"), (WAY, "佛山→东莞"), (WHAT, "谈运费"))
    one, said = back(*((FIRST, column, words) for column, words in changed))
    assert [stop.firm for stop in one.visits] == ["甲木业有限公司", "乙家居有限公司", "丙物流公司"]
    assert one.visits[0] == TRIP.visits[0] and one.visits[2].subject == "谈运费"
    assert len(said) == 1 and "甲木业有限公司" in said[0]


def test_another_way_to_travel_is_the_trips(back):
    """交通 of the departure is how the trip is made; other words in lines without a firm are said."""
    one, said = back((OUT, TRAVEL, "飞机"), (BACK, REMARK, "改签晚班"))
    assert one.transport == "飞机" and any("改签晚班" in words for words in said)


def test_a_firm_that_was_typed_over_or_struck_is_named(back):
    """A mended name is the visit's; a line that was struck out takes nobody out of the register."""
    one, said = back((SECOND, FIRM, "乙智能家居有限公司"))
    assert [stop.firm for stop in one.visits] == ["甲木业有限公司", "乙智能家居有限公司"] and said == []

    def strike(document):
        for cell in document.tables[0].rows[SECOND].cells:
            for run in cell.paragraphs[0].runs:
                run.font.strike = True

    one, said = back(change=strike)
    assert one.visits == TRIP.visits and any("划掉了" in words and "乙家居有限公司" in words for words in said)


def test_the_line_of_the_number_is_held_against_the_trip(back):
    """Another leader, another number of people, words beside the number: each is said, the trip stands."""

    def head(document):
        line = document.paragraphs[1]
        line.text = line.text.replace("王轶（副县长）", "周某（县长）").replace("共2人", "共5人") + "　　　急件"

    one, said = back(change=head)
    assert one == TRIP
    assert [sum(word in words for words in said) for word in ("周某", "“5”", "急件")] == [1, 1, 1]


def test_a_row_of_another_shape_and_words_below_are_said(back):
    """A row that was merged, and what stands below the table."""

    def change(document):
        row = document.tables[0].rows[SECOND]
        row.cells[0].merge(row.cells[3]).text = "第三天自由安排"
        document.add_paragraph("附：酒店另行通知")

    _, said = back(change=change)
    assert any("第三天自由安排" in words for words in said) and any("酒店另行通知" in words for words in said)


def test_the_next_print_carries_what_came_back(printed, luzhai, tmp_path):
    """What the team wrote stands in the itinerary that is printed next."""
    form, register = tmp_path / printed[0].name, tmp_path / "出行台账.xlsx"
    document = Document(str(printed[0]))
    for column, words in ((PART, "上午"), (WAY, "佛山→东莞"), (TRAVEL, "高铁"), (REMARK, "带样品")):
        document.tables[0].rows[FIRST].cells[column].text = words
    document.save(str(form))
    shutil.copy(printed[1], register)
    journal = read_back((form,), register, luzhai, JUNE, AS_OF).journal
    (again,) = write_forms(("itinerary",), journal, tmp_path / "再印")
    cells = [cell.text for cell in Document(str(again)).tables[0].rows[FIRST].cells]
    assert cells[PART : WHAT + 1] == ["上午", "佛山→东莞", "高铁", "谈用地"] and cells[REMARK] == "带样品"
