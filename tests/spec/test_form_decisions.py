"""Where does the office settle what is doubtful in a form that came back? In 裁定.xlsx, and the next reading obeys."""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from msgspec.structs import replace

from tests.trips import trip, visit, write_register_of
from toolkit.cli import main
from toolkit.consolidation.decisions import merged
from toolkit.intake.office.decisions import read_decisions
from toolkit.model.decisions import Question
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Participant
from toolkit.workflow.steps.trip_papers import read_back, read_journal, write_forms

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
PEOPLE = (
    Participant("王轶", "县人民政府", "副县长", "带队领导", "处级"),
    Participant("李甲", "县林业局", "局长", "队员", ""),
)
TRIP = trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10), participants=PEOPLE, visits=(visit("甲公司"),))


@pytest.fixture
def office(tmp_path, luzhai):
    """A form on which 目的地 and 随行人员 were changed, while the office changed 目的地 itself."""
    path, sheet = write_register_of((TRIP,), tmp_path / "出行台账.xlsx"), tmp_path / "裁定.xlsx"
    (form,) = write_forms(("approval",), read_journal(path, luzhai, JUNE, AS_OF), tmp_path / "表")
    document = Document(str(form))
    for row in document.tables[0].rows:
        cells = list(dict.fromkeys(row.cells))
        label = "".join(cells[0].text.split())
        if label.startswith("目的地"):
            cells[1].text = "广东省中山市"
        if label.startswith("随行人员"):
            cells[1].text += "、司机1名"
    document.save(str(form))
    write_register_of((replace(TRIP, destination="广东省珠海市"),), path)

    def read(apply=True):
        return read_back((form,), path, luzhai, JUNE, AS_OF, apply=apply, decisions=sheet)

    return read, sheet, path


def answer(sheet, about: str, words: str) -> None:
    """Write an answer beside the question whose 情况 names something."""
    book = openpyxl.load_workbook(sheet)
    page = book["裁定"]
    heads = {cell.value: cell.column for row in page.iter_rows(max_row=6) for cell in row if cell.value}
    (row,) = [row[0].row for row in page.iter_rows() if any(about in str(cell.value or "") for cell in row)]
    page.cell(row, heads["裁定"], words)
    page.cell(row, heads["裁定人"], "韦某")
    book.save(sheet)


def test_doubts_are_lines_of_the_decision_sheet(office):
    """Each doubt is one question of its trip, with what may be answered; a second reading asks nothing twice."""
    read, sheet, path = office
    before = path.read_bytes()
    assert read(apply=False).questions and not sheet.exists() and path.read_bytes() == before
    read()
    lines = read_decisions(sheet)
    assert {(one.question, one.unit, one.project, one.is_open) for one in lines.values()} == {
        (Question.FORM, "县林业局", "L-1", True)
    }
    told = {one.choices: one.situation for one in lines.values()}
    assert set(told) == {("以表上为准", "以台账为准"), ("已在台账改好", "不用改")}
    assert "审批表（L-1 外出招商审批表.docx）：目的地" in told["以表上为准", "以台账为准"]
    assert "司机1名" in told["已在台账改好", "不用改"]
    assert read().sheet is None and read_decisions(sheet) == lines


@pytest.mark.parametrize(("words", "destination"), [("以表上为准", "广东省中山市"), ("以台账为准", "广东省珠海市")])
def test_the_next_reading_does_as_it_was_answered(office, words, destination):
    """以表上为准 enters the form's value, 以台账为准 keeps the register's; neither is asked again."""
    read, sheet, _ = office
    read()
    answer(sheet, "目的地", words)
    result = read()
    assert result.journal.register.trips[0].destination == destination
    assert not [finding for finding in result.findings if finding.kind == "form_conflict"]


def test_what_was_seen_to_is_said_no_more(office):
    """不用改 closes a doubt that has no second value."""
    read, sheet, _ = office
    read()
    answer(sheet, "司机1名", "不用改")
    result = read()
    assert [question.situation for question in result.questions if "司机" in question.situation] == []
    assert not [finding for finding in result.findings if "司机" in finding.message]


def test_a_question_goes_when_its_form_no_longer_asks_it(office, luzhai):
    """The office mends its register: the next reading takes the open line away, an answered one stays."""
    read, sheet, path = office
    read()
    answer(sheet, "司机1名", "不用改")
    write_register_of((replace(TRIP, destination="广东省中山市"),), path)
    read()
    assert ["司机" in one.situation for one in read_decisions(sheet).values()] == [True]


def test_a_month_keeps_the_questions_of_forms(office):
    """Consolidating writes 裁定.xlsx anew: what no month asks again stays until somebody settles it."""
    read, sheet, _ = office
    read()
    lines = read_decisions(sheet)
    assert {one.id for one in merged((), lines)} == set(lines)


def test_the_command_names_the_sheet(office, tmp_path):
    """Trip read --apply says where the doubts stand; without it neither book is touched."""
    workspace = tmp_path / "鹿寨2022"
    assert CliRunner().invoke(main, ["init", str(workspace), "--scheme", "luzhai-2022"]).exit_code == 0
    (workspace / "出行").mkdir(exist_ok=True)
    write_register_of((replace(TRIP, destination="广东省珠海市"),), workspace / "出行" / "出行台账.xlsx")
    form = next((tmp_path / "表").glob("*.docx"))
    command = ["trip", "read", str(form), "-w", str(workspace), "--period", "2022-06", "--as-of", "2022-07-06"]
    assert "裁定.xlsx" not in CliRunner().invoke(main, command).output
    assert not (workspace / "裁定.xlsx").exists()
    told = CliRunner().invoke(main, [*command, "--apply"]).output
    assert "2 项疑问列在 裁定.xlsx，答好后再读一次。" in told and (workspace / "裁定.xlsx").exists()


def test_a_head_and_a_visit_that_are_gone_ask_what_is_right(tmp_path, luzhai):
    """Another leader on a record, words in the band of a firm that the office took out: said, and closed by 不用改."""
    path, sheet = write_register_of((TRIP,), tmp_path / "出行台账.xlsx"), tmp_path / "裁定.xlsx"
    (form,) = write_forms(("record",), read_journal(path, luzhai, JUNE, AS_OF), tmp_path / "表")
    document = Document(str(form))
    rows = [list(dict.fromkeys(row.cells)) for row in document.tables[0].rows]
    next(row for row in rows if row[-2].text.startswith("带队领导"))[-1].text = "周某"
    next(row for row in rows if row[0].text == "投资意向")[1].text = "拟建分厂"
    document.save(str(form))
    write_register_of((replace(TRIP, visits=()),), path)
    result = read_back((form,), path, luzhai, JUNE, AS_OF, decisions=sheet)
    assert result.changes == ()
    kinds = {finding.kind: finding.message for finding in result.findings if finding.code.startswith("T22")}
    assert set(kinds) == {"form_head_differs", "form_visit_taken_out"}
    assert "周某" in kinds["form_head_differs"] and "拟建分厂" in kinds["form_visit_taken_out"]
    assert {one.choices for one in read_decisions(sheet).values()} == {("已在台账改好", "不用改")}
