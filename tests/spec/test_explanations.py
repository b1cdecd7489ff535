"""说明: a unit's word about a reminder is kept for the office, and the reminder is not repeated while the value stands."""

from datetime import date

import openpyxl
import pytest
from msgspec.structs import replace

from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from toolkit.checks.check import check
from toolkit.checks.explained import explained
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Reading
from toolkit.model.submission import Status
from toolkit.workbooks.returns.return_copy import write_return_copy
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace


def drawing(*, started="2022-03-01", signed="2022-05-01", words="", paid="0.1", name="甲项目"):
    """One project whose dates contradict each other (X107), with what the unit says of it."""
    return f"""
          | A | B | C | D | E | F | G | H | I | J | K | L | M | N
        1 | 填报单位：江口乡
        2 | HEADINGS | 签约日期 | 开工日期 | 到位资金（亿元） | 说明
        3 | 1 | 汽车零部件 | {name} | 甲公司 | 2 | 广东 | 韦某 | 19900002001 | 2022年 | 已开工 | {signed} | {started} | {paid} | {words}
    """


@pytest.fixture
def year(tmp_path):
    """A workspace into which a month's table is put; ``of`` returns the findings of a month by kind."""
    root = create_workspace(tmp_path / "县", "luzhai-2022").root

    class Year:
        def put(self, month, **more):
            folder = root / "报送" / f"2022-{month:02d}"
            folder.mkdir(exist_ok=True, parents=True)
            drawn_sheet(drawing(**more), folder / f"江口乡{month}月.xlsx")
            return folder / f"江口乡{month}月.xlsx"

        def result(self, month):
            return consolidate_workspace(open_workspace(root), ReportingPeriod(2022, month), date(2022, 12, 10))

        def of(self, month):
            kinds = ("explained", "dates_reversed", "paid_in_fell")
            return [one.kind for one in self.result(month).findings if one.kind in kinds]

    return Year()


def test_a_word_in_the_row_makes_the_reminder_a_note_for_the_office(year):
    """The column 说明 of the unit's own table: the office reads both, the unit is not reminded."""
    year.put(6, words="补签合同")
    (note,) = [one for one in year.result(6).findings if one.kind == "explained"]
    assert (note.cell.a1, str(note.severity)) == ("L3", "note")
    assert note.message.startswith("X107：") and note.message.endswith("单位已说明：补签合同。")


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ({}, ["explained"]),
        ({"words": "仍是补签"}, ["explained"]),
        ({"started": "2022-02-01"}, ["dates_reversed"]),
        ({"signed": "2022-02-01"}, []),
        ({"name": "乙项目"}, ["dates_reversed"]),
    ],
)
def test_it_is_not_repeated_while_the_value_stands(year, then, said):
    """Kept at project and rule: other values, or another project, are reminded of again."""
    year.put(6, words="补签合同")
    year.put(7, **then)
    assert year.of(7) == said


def test_a_doubtful_sum_stays_a_question_whatever_the_unit_says(year):
    """What is asked of the office is the office's to answer."""
    year.put(6, started="2022-06-01", paid="0.3")
    year.put(7, started="2022-06-01", paid="0.1", words="分期到位")
    assert year.of(7) == ["paid_in_fell"]


@pytest.mark.parametrize("shifted", [False, True])
def test_the_words_on_the_return_sheet_come_back_with_the_table(year, tmp_path, luzhai, shifted):
    """退回说明 has a column 说明 beside each line; a row that has moved since takes over no other row's words."""
    path = year.put(6)
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    (copy,) = write_return_copy(replace(submission, status=Status.RETURNED), path, tmp_path / "退回.xlsx")
    book = openpyxl.load_workbook(copy)
    sheet = book["退回说明"]
    for row in sheet.iter_rows():
        if row[3].value == "X107":
            row[5].value = "补签合同"
    if shifted:
        book.worksheets[0].insert_rows(3)
    book.save(path)
    assert year.of(6) == (["dates_reversed"] if shifted else ["explained"])


@pytest.mark.parametrize(
    ("required", "words", "status"),
    [(False, "", Status.ACCEPTED), (True, "", Status.RETURNED), (True, "补签合同", Status.ACCEPTED)],
)  # fmt: skip
def test_a_rulebook_may_require_a_word(year, luzhai, required, words, status):
    """口径 explanation = required: a reminder about a row without a word sends the row back."""
    citation = luzhai.citations[0]
    chosen = Reading("explanation", "", {"optional": "", "required": ""}, "required", "required", "", citation)
    scheme = replace(luzhai, readings=(*luzhai.readings, chosen)) if required else luzhai
    checked = check(read_submission(year.put(6, words=words), scheme, JUNE), scheme)
    assert explained(checked, scheme, {})[0].status == status
