"""What becomes of forms that came back and were once misread? Each file of returned_forms/ with its right value."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.office import SOFFICE, convert
from tests.trips import trip, write_register_of
from toolkit.files import word_conversion
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Expense, Participant, Visit
from toolkit.workflow.steps.trip_papers import read_back

FORMS = Path(__file__).parents[1] / "returned_forms"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
TRIP = trip(
    "LZCX-2022-06-01",
    "县林业局",
    date(2022, 6, 7),
    date(2022, 6, 7),
    group="林木加工产业招商组",
    transport="公车",
    applied_on=date(2022, 6, 1),
    participants=(Participant("张三", "县林业局", "副局长", "带队领导", "科级"),),
    visits=(Visit("佛山小微厂", "佛山", "甲", "13800000000"),),
    expenses=(Expense("住宿费", Decimal(300), None),),
    approved_on=None,
    filing_number="",
)


@pytest.fixture
def back(tmp_path, luzhai):
    """Read a form into a register of its trip: the trip afterwards, and what is said of the form."""

    def read(file: Path):
        path = write_register_of((TRIP,), tmp_path / "出行台账.xlsx")
        result = read_back((file,), path, luzhai, JUNE, AS_OF)
        said = [finding.message for finding in result.findings if finding.code.startswith("T2")]
        return result.journal.register.trips[0], said

    return read


def test_a_refusal_with_a_date_approves_nothing(back):
    """「不同意，请调整行程后再报。签字…2022年6月3日」: refused, with the words; no 批准日期."""
    one, _ = back(FORMS / "refused.docx")
    assert one.approved_on is None and "不同意，请调整行程后再报。" in one.opinion


def test_two_companions_are_two_people(back):
    """「李四（县投促中心干部）；王五（县财政局干部）」: two, each with unit and post."""
    one, said = back(FORMS / "two_companions.docx")
    assert [(p.name, p.unit, p.post) for p in one.participants[1:]] == [
        ("李四", "县投促中心", "干部"),
        ("王五", "县财政局", "干部"),
    ]
    assert said == []


def test_a_number_without_a_colon_is_the_number(back):
    """「备案编号 2022-018  经办人：王某」: 2022-018; who filed it is not in the register."""
    one, said = back(FORMS / "filed_without_colon.docx")
    assert one.filing_number == "2022-018" and said == []


def test_a_second_table_is_a_second_visit(back):
    """The table was copied below itself for 东莞丁公司."""
    one, _ = back(FORMS / "second_table.docx")
    assert [(stop.firm, stop.day, stop.level) for stop in one.visits] == [
        ("佛山小微厂", date(2022, 6, 7), "A"),
        ("东莞丁公司", date(2022, 6, 7), "A"),
    ]


def test_only_what_was_ticked_counts(back):
    """「□获取线索 ☑推进签约 □解决困难」 is 推进签约, and no lead."""
    one, said = back(FORMS / "ticked.docx")
    assert one.visits[0].result == "推进签约" and one.leads == () and said == []


@pytest.mark.parametrize("name", sorted(path.name for path in FORMS.glob("*.docx")))
def test_each_of_them_is_read_twice_without_a_word_more(tmp_path, luzhai, name):
    """What was entered at the first reading is no news at the second, and no question."""
    path = write_register_of((TRIP,), tmp_path / "出行台账.xlsx")
    first, second = (read_back((FORMS / name,), path, luzhai, JUNE, AS_OF) for _ in range(2))
    assert first.changes and second.changes == ()
    told = {finding.message for finding in first.findings}
    assert {finding.message for finding in second.findings if finding.code.startswith("T2")} <= told


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
@pytest.mark.parametrize("suffix", ["odt", "doc"])
def test_another_format_is_read_where_libreoffice_is(back, tmp_path, suffix):
    """An .odt or .doc says what the .docx says, and is told by its own name."""
    (file,) = convert([FORMS / "two_companions.docx"], tmp_path / "别的格式", suffix)
    one, said = back(file)
    assert [p.name for p in one.participants] == ["张三", "李四", "王五"] and said == []
    assert file.read_bytes() and not list(tmp_path.glob("别的格式/*.docx"))


def test_another_format_is_refused_with_the_way_out_elsewhere(back, tmp_path, monkeypatch):
    """Without LibreOffice an .odt is no 「没有变化」: it names the file and says how to hand it in."""
    monkeypatch.setattr(word_conversion, "libreoffice", lambda: "")
    file = tmp_path / "审批表.odt"
    file.write_bytes((FORMS / "two_companions.docx").read_bytes())
    one, said = back(file)
    assert len(one.participants) == 1 and len(said) == 1 and "另存为 .docx" in said[0]


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
def test_rich_text_is_read_under_any_name_of_words(back, tmp_path):
    """WPS writes .rtf into files called .doc: the content says what they are."""
    (file,) = convert([FORMS / "two_companions.docx"], tmp_path / "富文本", "rtf")
    one, said = back(file.rename(file.with_suffix(".doc")))
    assert [p.name for p in one.participants] == ["张三", "李四", "王五"] and said == []


@pytest.mark.parametrize("name", ["审批表.rtf", "审批表.doc", "审批表.docx"])
def test_rich_text_is_named_where_nothing_converts_it(back, tmp_path, monkeypatch, name):
    """Without LibreOffice the sentence says what the file is and how to hand it in; it is no damaged download."""
    monkeypatch.setattr(word_conversion, "libreoffice", lambda: "")
    file = tmp_path / name
    file.write_bytes(b"{\\rtf1\\ansi " + b"x" * 100 + b"}")
    _, said = back(file)
    assert len(said) == 1 and "是 .rtf 格式" in said[0] and "另存为 .docx" in said[0]
