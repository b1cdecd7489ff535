"""The blank statistics workbook: what a unit gets to fill in, and what it says when it comes back."""

from datetime import date

import openpyxl
import pytest
from msgspec.structs import replace

from tests.checking import check
from tests.office import recalculated
from toolkit.checks.explained import explained
from toolkit.intake.read import read_submission
from toolkit.model import form
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status
from toolkit.workbooks.forms import blank_form

JULY = ReportingPeriod(2022, 7)
ROW = ["1", "电镀", "江口电镀", "甲公司", 0.5, "广东", "覃一", "19900000001", "2022-05-31", "开工"]
OPTIONAL = [0.2, "", "2022-05-01", "", "2022-06-01", "", "是", "否", 12.5, 3000, ""]


@pytest.fixture
def blank(tmp_path, luzhai):
    """江口乡's blank workbook for July."""
    unit = next(unit for unit in luzhai.units if unit.name == "江口乡")
    return blank_form.write_blank_form(luzhai, unit, JULY, tmp_path / "表.xlsx")


def filled(path, *rows):
    """Fill rows in below the heading, as a clerk does."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for number, row in enumerate(rows, blank_form.HEAD_ROW + 1):
        for column, value in enumerate(row, 1):
            if value != "":
                sheet.cell(number, column, value)
    book.save(path)
    return path


def test_a_filled_in_form_comes_back_without_a_single_finding(blank, luzhai):
    """Unit and period are filled in, the file may be called 表.xlsx; base and optional columns are all read."""
    submission = check(read_submission(filled(blank, ROW + OPTIONAL), luzhai, JULY), luzhai)
    assert (submission.status, submission.unit, submission.findings) == (Status.ACCEPTED, "江口乡", ())
    (project,) = submission.projects
    assert (project.investment_yuan, project.paid_in_yuan, project.land_mu, project.floor_sqm) == (
        50_000_000,
        20_000_000,
        12.5,
        3000,
    )
    assert (project.industrial, project.emerging, str(project.started_on)) == (True, False, "2022-06-01")


def test_the_last_column_is_for_the_units_word_on_a_reminder(blank, luzhai):
    """说明: a contract signed after the start of works is a reminder (X107); with the unit's word it is a note."""
    reversed_days = [*OPTIONAL[:2], "2022-06-10", "", "2022-06-01", *OPTIONAL[5:]]
    assert check(read_submission(filled(blank, ROW + reversed_days), luzhai, JULY), luzhai).findings[0].code == "X107"
    last = openpyxl.load_workbook(blank).active.cell(blank_form.HEAD_ROW, len(ROW + OPTIONAL) + 1)
    read = read_submission(filled(blank, [*ROW, *reversed_days, "补签合同"]), luzhai, JULY)
    told, _ = explained(check(read, luzhai), luzhai, {})
    assert last.value == "说明"
    assert [(one.kind, str(one.severity)) for one in told.findings] == [("explained", "note")]
    assert told.findings[0].message.endswith("单位已说明：补签合同。")


def test_an_empty_form_is_an_empty_submission(blank, luzhai):
    """A hundred formatted rows without a word are no projects, and no silent zero either."""
    submission = check(read_submission(blank, luzhai, JULY), luzhai)
    assert [finding.kind for finding in submission.findings] == ["empty_submission"]


def test_headings_are_locked_and_the_cells_to_fill_in_are_not(blank):
    """A clerk cannot rename a column by a slip; rows can be inserted and deleted."""
    sheet = openpyxl.load_workbook(blank).active
    assert sheet.protection.sheet and not sheet.protection.insertRows
    assert sheet["E3"].protection.locked and not sheet["E4"].protection.locked


def test_drop_downs_and_hints_tell_what_belongs_where(blank):
    """行业, 进展情况 and 是否… are lists; amounts take numbers from zero; every hint is a sentence."""
    sheet = openpyxl.load_workbook(blank).active
    rules = {next(iter(rule.sqref.ranges)).coord.split("4:")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["J"].formula1 == '"在谈,签约,注册,开工,投产,终止"'
    assert "表面处理" in rules["B"].formula1
    assert (rules["E"].type, rules["E"].operator) == ("decimal", "greaterThanOrEqual")
    assert all(rule.prompt.endswith("。") for rule in rules.values())


def test_the_mark_and_version_are_inside_and_an_old_one_is_told(blank, luzhai, monkeypatch):
    """old_form: when the form changes, a unit that still sends the old one is asked for the current one."""
    path = filled(blank, ROW + OPTIONAL)
    assert read_submission(path, luzhai, JULY).form == "luzhai-2022/statistics/1"
    monkeypatch.setattr("toolkit.intake.read.FORM_VERSION", 2)
    submission = check(read_submission(path, luzhai, JULY), luzhai)
    assert [finding.message for finding in submission.findings if finding.kind != "stage_lacks"] == [
        "用的是第1版统计表，现行的是第2版，照常计入。请改用本月下发的统计表。"
    ]
    assert form.form_version("somebody else's") is None


@pytest.mark.office
def test_the_mark_survives_another_spreadsheet_program(blank, luzhai, tmp_path):
    """Saved by LibreOffice, the form still knows what it is."""
    (again,) = recalculated([filled(blank, ROW)], tmp_path / "saved")
    assert read_submission(again, luzhai, JULY).form == "luzhai-2022/statistics/1"


def test_the_same_form_has_the_same_bytes(blank, tmp_path, luzhai):
    """A form is made from scheme, unit and period, and from nothing else."""
    unit = next(unit for unit in luzhai.units if unit.name == "江口乡")
    again = blank_form.write_blank_form(luzhai, unit, JULY, tmp_path / "again.xlsx")
    assert again.read_bytes() == blank.read_bytes()


def test_month_on_month_jumps_are_asked_about(read, luzhai):
    """amount_changed and stage_went_back: ten times the money, or 开工 back to 签约, since last month."""
    line = "| A | B | C | D | E | F | G | H | I | J\n1 | HEADINGS\n2 | 1 | 电镀 | 江口电镀 | 甲公司 | {} | 广东 | 覃一 | 19900000001 | 2022年 | {}"
    may, june = read(line.format(0.5, "开工"), "江口乡5月.xlsx"), read(line.format(5, "已签约"), "江口乡6月.xlsx")
    june = check(replace(june, findings=()), luzhai, may)
    assert [(finding.kind, finding.cell.a1) for finding in june.findings] == [
        ("amount_changed", "E2"),
        ("stage_went_back", "J2"),
    ]
    assert june.findings[0].message.startswith("“江口电镀”的投资总额上月是 0.5 亿元，本月是 5 亿元，暂按本月的数计入。")
    quiet = check(replace(may, findings=()), luzhai, may)
    assert quiet.findings == ()


def test_an_amount_far_beyond_its_table_is_asked_about(read):
    """amount_stands_out: among six projects of some 千万元, one of 90 亿元 is looked at again."""
    rows = [
        f"{n} | {n} | 电镀 | 项目{n} | 甲公司 | {n / 10} | 广东 | 覃一 | 19900000001 | 2022年 | 开工"
        for n in range(2, 9)
    ]
    drawing = "| A | B | C | D | E | F | G | H | I | J\n1 | HEADINGS\n" + "\n".join(rows)
    assert read(drawing).findings == ()
    assert [
        f.cell.a1 for f in read(drawing.replace("| 0.8 |", "| 90 |")).findings if f.kind == "amount_stands_out"
    ] == ["E8"]


def test_the_day_is_the_units_own(blank):
    """The workbook's own date is the period's first day: nothing of the office's clock is in it."""
    assert openpyxl.load_workbook(blank).properties.created.date() == date(2022, 7, 1)
