"""What other readers lose without a word (`measurements.md` §2) is read here, or asked about, or refused.

One test per line of that table; the last one says what they have in common.
"""

import zipfile

import pytest

from tests.checking import check
from tests.drawn import HEADINGS
from tests.rawfiles import (
    MAIN,
    PROJECT,
    STRICT_MAIN,
    STRICT_RELATIONS,
    biff5,
    container,
    row,
    rows,
    sheet,
    xlsx,
    xlsx_parts,
    zipped,
)
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status

SHEET, LINKS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
OTHER = ["2", "化工", "江口化工", "乙公司", "1.2", "广东", "覃二", "19900000002", "2022年", "已开工"]
AMOUNT, PHONE, ENTRY = 4, 7, 8


def with_cell(column: int, cell: str) -> list[str]:
    """The project with one cell written differently."""
    return [*PROJECT[:column], cell, *PROJECT[column + 1 :]]


@pytest.fixture
def sent(tmp_path, luzhai):
    """Read bytes as the workbook that 江口乡 sent for June 2022."""

    def read(data: bytes, suffix: str = ".xlsx"):
        path = tmp_path / f"江口乡{suffix}"
        path.write_bytes(data)
        return check(read_submission(path, luzhai, ReportingPeriod(2022, 6)), luzhai)

    return read


def kinds(submission) -> list[str]:
    """The kinds of findings, without the note on numbers that were typed as text."""
    return [finding.kind for finding in submission.findings if finding.kind != "number_as_text"]


def test_strict_ooxml_is_read(sent):
    """openpyxl: 0 sheets, no error.  Here the other namespaces mean the same."""
    parts = xlsx_parts(sheet(rows(PROJECT), main=STRICT_MAIN), main=STRICT_MAIN, relations=STRICT_RELATIONS)
    assert [project.name for project in sent(zipped(parts)).projects] == [PROJECT[2]]


def test_a_dimension_that_is_too_small_is_not_believed(sent):
    """openpyxl, read only: what lies outside A1:A1 is gone."""
    submission = sent(xlsx(sheet(rows(PROJECT, OTHER), before='<dimension ref="A1"/>')))
    assert [project.name for project in submission.projects] == [PROJECT[2], OTHER[2]]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_error_cells_are_asked_about(sent, error):
    """Calamine: ''.  A broken reference is no empty cell."""
    submission = sent(xlsx(sheet(rows(with_cell(AMOUNT, f'<c t="e"><v>{error}</v></c>')))))
    assert kinds(submission) == ["error_cell"]
    assert submission.findings[0].cell.a1 == "E2"


@pytest.mark.parametrize("formula", ["<c><f>1/2</f></c>", "<c><f>1/2</f><v></v></c>", '<c t="str"><f>A1</f></c>'])
def test_a_formula_without_its_value_is_asked_about(sent, formula):
    """Both: looks like an empty cell."""
    submission = sent(xlsx(sheet(rows(with_cell(AMOUNT, formula)))))
    assert len(submission.projects) == 1 and submission.projects[0].investment_yuan is None
    assert kinds(submission) and submission.findings[0].cell.a1 == "E2"


def test_a_row_number_that_stands_twice_is_refused(sent):
    """Both: the first project is overwritten by the second."""
    submission = sent(xlsx(sheet(rows(PROJECT) + row(2, OTHER))))
    assert submission.status is Status.REFUSED and "第2行出现了两次" in submission.reason


def test_overlapping_merges_drop_no_column(sent):
    """openpyxl: columns under overlapping merges are dropped."""
    merges = '<mergeCells><mergeCell ref="A1:J1"/><mergeCell ref="B2:C2"/><mergeCell ref="C2:J3"/></mergeCells>'
    (project,) = sent(xlsx(sheet(rows(PROJECT), after=merges))).projects
    assert (project.name, project.investor, project.investment_yuan) == (PROJECT[2], PROJECT[3], 50_000_000)


def test_part_names_that_differ_only_in_case_are_refused(sent):
    """openpyxl: the real rows; calamine: the other rows.  Nobody can say which are meant."""
    parts = xlsx_parts(sheet(rows(PROJECT))) | {"XL/Worksheets/Sheet1.xml": sheet(rows(OTHER))}
    assert "出现两次" in sent(zipped(parts)).reason


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: {name: part for name, part in parts.items() if name != SHEET},
        lambda parts: parts | {LINKS: parts[LINKS].replace("worksheets/sheet1.xml", "worksheets/sheet9.xml")},
        lambda parts: parts | {LINKS: parts[LINKS].replace('sheet1.xml"', 'sheet1.xml" TargetMode="External"')},
        lambda parts: parts | {LINKS: parts[LINKS].replace("rId1", "rId7")},
    ],
    ids=["gone", "elsewhere", "external", "unlinked"],
)
def test_a_sheet_whose_part_is_missing_or_external_is_refused(sent, change):
    """openpyxl: 0 rows, no error."""
    submission = sent(zipped(change(xlsx_parts(sheet(rows(PROJECT))))))
    assert submission.status is Status.REFUSED and "内容丢失" in submission.reason


@pytest.mark.parametrize("style", [1, 2, 3], ids=["format 14", "format 31", "format 57"])
def test_the_chinese_built_in_formats_are_dates(sent, style):
    """openpyxl: 31 and 57 are General, 44712 stays a serial number."""
    (project,) = sent(xlsx(sheet(rows(with_cell(ENTRY, f'<c s="{style}"><v>44712</v></c>'))))).projects
    assert str(project.moved_in_on) == "2022-05-31"


def test_a_packed_number_in_a_date_cell_is_the_day_that_was_typed(sent):
    """20220531 in a cell formatted as a date: openpyxl says #VALUE!, calamine 20220531.0."""
    (project,) = sent(xlsx(sheet(rows(with_cell(ENTRY, '<c s="1"><v>20220531</v></c>'))))).projects
    assert str(project.moved_in_on) == "2022-05-31"


def test_strike_through_hidden_rows_and_comments_are_seen(sent):
    """Calamine: none of them."""
    struck = [f'<c s="4" t="inlineStr"><is><t>{text}</t></is></c>' for text in OTHER]
    content = rows(PROJECT, struck).replace('<row r="2"', '<row r="2" hidden="1"')
    assert {"hidden_rows", "struck_row"} <= set(kinds(sent(xlsx(sheet(content)))))


@pytest.mark.parametrize("codepage", [936, None], ids=["CODEPAGE 936", "no CODEPAGE"])
@pytest.mark.parametrize("wrap", [bytes, container], ids=["bare", "in a container"])
def test_chinese_in_an_excel_5_workbook_is_read(sent, codepage, wrap):
    """Calamine: garbage; xlrd without the record: latin-1, so it is read again as GB18030."""
    (project,) = sent(wrap(biff5([HEADINGS, PROJECT], codepage)), ".xls").projects
    assert (project.industry, project.name, project.source) == (PROJECT[1], PROJECT[2], PROJECT[5])


def test_a_number_that_no_sheet_can_hold_is_asked_about(sent):
    """A damaged .xls may hold NaN: that is an error cell, and stops nothing."""
    submission = sent(biff5([HEADINGS, with_cell(AMOUNT, float("nan"))]), ".xls")
    assert kinds(submission) == ["error_cell"]


@pytest.mark.parametrize("number", ["199000000011990000", "1.99000000011991E+17"])
def test_a_number_of_eighteen_digits_is_asked_about(sent, number):
    """Both lose the last digits of what was typed: it cannot be what was meant."""
    submission = sent(xlsx(sheet(rows(with_cell(PHONE, f"#{number}")))))
    assert {"phone_invalid", "phone_lossy"} & set(kinds(submission))


def test_a_corrupted_part_never_passes(sent):
    """Calamine does not always check the sum: one changed digit of an amount is another amount."""
    data = zipped(xlsx_parts(sheet(rows(with_cell(AMOUNT, "#0.5")))), zipfile.ZIP_STORED)
    assert len(sent(data).projects) == 1
    changed = sent(data.replace(b"<v>0.5</v>", b"<v>9.5</v>"))
    assert changed.status is Status.REFUSED and "校验不符" in changed.reason


@pytest.mark.parametrize("content", [row(1, ["名单", "人数"]), rows(), row(3, ["说明"]), rows(["注：另附"])])
def test_a_filled_workbook_without_projects_always_says_so(sent, content):
    """No workbook with filled cells ever yields "no rows" without a sentence."""
    for main in (MAIN, STRICT_MAIN):
        submission = sent(xlsx(sheet(content, main=main)))
        assert submission.projects == () and (submission.reason or kinds(submission))
