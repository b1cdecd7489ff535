"""Who changed what since a form was printed: its hand-written words, the register's later ones, or both?"""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.trips import printed_trip, visit, write_register_of
from toolkit.cli import main
from toolkit.intake.trips.forms import read_form
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Expense, Participant
from toolkit.workflow.steps.trip_papers import read_back, read_journal, write_forms

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
TRIP = printed_trip(
    Participant("李甲", "县林业局", "局长", "队员", ""),
    visits=(visit("甲公司", intent="", opinion="", subject="谈用地"),),
    expenses=(Expense("住宿费", Decimal(1000), None),),
)
# Form, label, what is printed, what the form says, what the register says afterwards: (column, text).
SINGLE = [
    ("approval", "目的地", "广东省佛山市", "广东省中山市", "destination", "广东省珠海市"),
    ("approval", "事由", "拜访企业", "考察园区", "purpose", "参加展会"),
    ("approval", "交通工具", "火车", "飞机", "transport", "租车"),
    ("record", "洽谈内容", "谈用地", "谈电价", "subject", "谈用工"),
    ("record", "客商姓名", "霍绍棠", "郝运来", "contact", "冉庭"),
    ("record", "联系方式", "19900000200", "19900000201", "phone", "19900000202"),
    ("record", "企业地址", "佛山市顺德区示例路1号", "佛山市示例路2号", "address", "中山市示例路3号"),
]


def entry(document, label):
    """Return the cell behind the first cell with a label."""
    for row in document.tables[0].rows:
        cells = list(dict.fromkeys(row.cells))
        for at, cell in enumerate(cells[:-1]):
            if "".join(cell.text.split()).startswith(label):
                return cells[at + 1]
    raise AssertionError(label)


def changed(one, field, value):
    """Return the trip with a field of it or of its visit changed."""
    if hasattr(one, field):
        return replace(one, **{field: value})
    return replace(one, visits=(replace(one.visits[0], **{field: value}),))


def value_of(one, field):
    """Return a field of the trip, or of its visit."""
    return getattr(one if hasattr(one, field) else one.visits[0], field)


@pytest.fixture
def office(tmp_path, luzhai):
    """Print the forms of a trip; ``back`` reads them into a register that may have changed since."""
    path = write_register_of((TRIP,), tmp_path / "出行台账.xlsx")
    approval, record = write_forms(("approval", "record"), read_journal(path, luzhai, JUNE, AS_OF), tmp_path / "表")

    def back(file, now=TRIP, **options):
        write_register_of((now,), path)
        return read_back((file,), path, luzhai, JUNE, AS_OF, **options)

    return {"approval": approval, "record": record}, back, path


def filled(file, label, text, *, record=True):
    """Type over an entry; without ``record`` the form is one that was printed by 1.0."""
    document = Document(str(file))
    if label:
        entry(document, label).text = text
    if not record:
        for id, link in list(document.part.rels.items()):
            if link.reltype.endswith("/customXml"):
                document.part.rels.pop(id, None)
    document.save(str(file))
    return file


@pytest.mark.parametrize(("form", "label", "printed", "typed", "field", "later"), SINGLE)
def test_printed_form_and_register_are_merged(office, form, label, printed, typed, field, later):
    """Only the form changed: written; only the register: kept; both: asked; neither: nothing."""
    forms, back, _ = office
    assert value_of(TRIP, field) == printed
    assert back(forms[form]).changes == ()
    old = back(forms[form], changed(TRIP, field, later))
    assert old.changes == () and not [f for f in old.findings if f.kind.startswith("form_")]
    filled(forms[form], label, typed)
    assert value_of(back(forms[form]).journal.register.trips[0], field) == typed
    both = back(forms[form], changed(TRIP, field, later))
    assert both.changes == ()
    assert [f.kind for f in both.findings if f.kind.startswith("form_")] == ["form_conflict"]
    assert all(words in str(both.findings) for words in (printed, typed, later))


@pytest.mark.parametrize(("form", "label", "printed", "typed", "field", "later"), SINGLE)
def test_a_print_without_a_record_asks_where_it_cannot_tell(office, form, label, printed, typed, field, later):
    """On a print of 1.0 added words are news, fewer words are an older state, other words are asked about."""
    forms, back, _ = office
    file = filled(forms[form], label, typed, record=False)
    assert read_form(file).forms[0].printed is None
    asked = back(file)
    assert asked.changes == ()
    assert [f.kind for f in asked.findings if f.kind.startswith("form_")] == ["form_print_unknown"]
    older = back(file, changed(TRIP, field, f"{typed}，另有补充"))
    assert older.changes == () and older.kept and not [f for f in older.findings if f.kind.startswith("form_")]
    filled(file, label, f"{printed}，补记")
    assert value_of(back(file).journal.register.trips[0], field) == f"{printed}，补记"


def test_people_and_firms_that_the_office_took_out_stay_out(office):
    """An old print brings nobody back, and mends no name that the office mended."""
    forms, back, _ = office
    lead, second = TRIP.participants
    now = replace(TRIP, participants=(lead, replace(second, name="李申")), visits=(visit("甲集团公司"),))
    assert back(forms["approval"], now).changes == ()
    filled(forms["approval"], "随行人员", "李甲（县林业局局长）、陶思远（县审计局干部）")
    assert [p.name for p in back(forms["approval"], now).journal.register.trips[0].participants][1:] == [
        "李申",
        "陶思远",
    ]


def strike(document):
    """Strike a person through."""
    for run in entry(document, "随行人员").paragraphs[0].runs:
        run.font.strike = True


def comment(document):
    """Comment on an entry."""
    document.add_comment(runs=entry(document, "随行人员").paragraphs[0].runs[0], text="李甲改为陶思远", author="韦")


def below(document):
    """Write below the form."""
    document.add_paragraph("另：陶思远同去。")


def table_below(document):
    """Add a table below the form."""
    document.add_paragraph("补充")
    document.add_table(1, 1).cell(0, 0).text = "陶思远同去"


def wingdings(document):
    """Tick 飞机 with signs of a symbol font."""
    cell = entry(document, "交通工具")
    cell.text = ""
    for font, sign, word in (("Wingdings", "F0A8", "火车"), ("Wingdings", "F0FE", "飞机")):
        run = cell.paragraphs[0].add_run()
        symbol = OxmlElement("w:sym")
        symbol.set(qn("w:font"), font)
        symbol.set(qn("w:char"), sign)
        run._r.append(symbol)
        cell.paragraphs[0].add_run(word)


@pytest.mark.parametrize(
    ("write", "kind", "words"),
    [
        (strike, "form_struck", "李甲"),
        (comment, "form_comment", "李甲改为陶思远"),
        (below, "form_words_unread", "陶思远同去"),
        (table_below, "form_words_unread", "陶思远同去"),
    ],
)
def test_what_stands_beside_the_entries_is_named(office, write, kind, words):
    """Struck words, comments, words and tables outside of the form change nothing and are said."""
    forms, back, _ = office
    document = Document(str(forms["approval"]))
    write(document)
    document.save(str(forms["approval"]))
    result = back(forms["approval"])
    assert result.changes == ()
    assert [f.kind for f in result.findings if words in f.message] == [kind]


def test_a_tick_of_a_symbol_font_is_a_tick(office):
    """Word's own ticked box is read as ☑."""
    forms, back, _ = office
    document = Document(str(forms["approval"]))
    wingdings(document)
    document.save(str(forms["approval"]))
    assert back(forms["approval"]).journal.register.trips[0].transport == "飞机"


@pytest.mark.parametrize("name", ["表.odt", "表.pdf", "表.doc", "表.jpg"])
def test_a_file_that_is_no_docx_is_refused_with_the_way_out(office, tmp_path, name):
    """Never 「没有变化」 about a file that was not read."""
    _, back, _ = office
    file = tmp_path / name
    file.write_bytes(b"PK\x03\x04 whatever")
    assert [f.kind for f in back(file).findings if "另存为 .docx" in f.message] == ["form_unreadable"]


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        ("拜访企业", "企业名称"),
        ("客商姓名", "联系人"),
        ("洽谈内容", "洽谈情况"),
        ("拟投资项目", "拟投资的项目"),
        ("下一步", "下一步工作"),
    ],
)
def test_a_label_by_another_name_is_the_same_label(office, printed, called):
    """A label that was typed anew still leads to its words."""
    forms, back, _ = office
    document = Document(str(forms["record"]))
    for row in document.tables[0].rows:
        for cell in dict.fromkeys(row.cells):
            if "".join(cell.text.split()) == printed:
                cell.text = called
    entry(document, "投资意向").text = "拟建厂"
    document.save(str(forms["record"]))
    result = back(forms["record"])
    assert [change.values for change in result.changes] == [(("投资意向", "", "拟建厂"),)]


def test_nothing_is_written_before_the_office_says_so(office):
    """Without ``apply`` the register keeps its bytes, and the changes are there to be seen."""
    forms, back, path = office
    filled(forms["record"], "投资意向", "拟建厂")
    result = back(forms["record"], apply=False)
    assert result.changes and result.written is None
    assert "拟建厂" not in str([c.value for r in openpyxl.load_workbook(path)["拜访"].iter_rows() for c in r])
    assert "--apply" in CliRunner().invoke(main, ["trip", "read", "--help"]).output


@pytest.mark.parametrize("words", ["1□试笔", "□试笔", "□获取线索 试笔", "□A级 试笔", "☑获取线索 试笔", "×试笔"])
@pytest.mark.parametrize("label", ["线索等级", "拜访结果"])
def test_words_beside_an_empty_box_are_not_taken_for_a_choice_nobody_ticked(office, label, words):
    """□ before what the form offers says nothing; before a person's own words it is asked what they mean."""
    forms, back, _ = office
    filled(forms["record"], label, words)
    result = back(forms["record"], apply=False)
    assert any("试笔" in f.message for f in result.findings) and not result.changes


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.sampled_from(["approval", "record"]),
    label=st.integers(0, 40),
    words=st.text(alphabet="招商考察张李王县局长公司元年月日12356，、。（）☑□", min_size=2, max_size=12).filter(
        lambda t: t.strip("，、。（）☑□")
    ),
    record=st.booleans(),
)
def test_whatever_a_person_writes_is_in_the_register_or_in_a_sentence(office, tmp_path, form, label, words, record):
    """What is typed into any entry is in a change, in the list of what is kept, or in a sentence."""
    forms, back, _ = office
    document = Document(str(forms[form]))
    cells = [list(dict.fromkeys(row.cells)) for row in document.tables[0].rows]
    # What the applicant itself thinks of its trip is not in the register.
    own = "申请单位意见"
    entries = [cell for row in cells if "".join(row[0].text.split()) != own for cell in row[1::2]]
    mark = f"{words}试笔"
    cell = entries[label % len(entries)]
    cell.text = f"{cell.text}\n{mark}" if "签字" in cell.text else mark
    file = tmp_path / "填.docx"
    document.save(str(file))
    filled(file, "", "", record=record)
    result = back(file, apply=False)
    said = f"{result.changes}{[f.message for f in result.findings]}{result.kept}"
    assert "试笔" in said or any(f.kind == "form_of_other_trip" for f in result.findings)


@pytest.mark.parametrize("total", ["1,000元", "1000元"])
def test_a_budget_on_a_print_of_1_0_is_entered_where_its_total_is_the_registers(office, total):
    """1.0 printed 1,000元, later papers 1000元: the total is the register's either way, so the line was written by hand."""
    forms, back, _ = office
    file = filled(forms["approval"], "经费预算", f"住宿费：1,200元\n合计：{total}", record=False)
    assert [change.values for change in back(file).changes] == [(("预算（元）", "1000", "1200"),)]
