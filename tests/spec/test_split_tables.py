"""One table that a document breaks in two is one table; a second table that may be another is named (Issue 18.4)."""

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.drawn import HEADINGS
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import RowRole
from toolkit.workbooks.returns.return_copy import write_return_copy

JUNE = ReportingPeriod(2022, 6)
HEAD = tuple(HEADINGS)
GROUPS = (*HEADINGS[:4], "投资情况", *HEADINGS[5:])
BELOW = ("", "", "", "", "总额（亿元）", "", "", "", "", "")
TOTAL = ("合计", "", "", "", "4.5", "", "", "", "", "")
OTHER_ORDER = (*HEADINGS[:4], HEADINGS[5], HEADINGS[4], *HEADINGS[6:])
TITLE = ("江口乡招商引资项目统计表", *[""] * 9)


def row(n: int) -> tuple[str, ...]:
    """One project of annex 2."""
    return str(n), "林木业", f"{n}号项目", "甲公司", "1.5", "山东", "覃一", "19900002001", "2022年5月", "已开工"


def as_docx(path, pieces, between):
    """Write tables with a paragraph between each two."""
    document = Document()
    document.add_paragraph("填报单位：江口乡")
    for number, lines in enumerate(pieces):
        if number:
            document.add_paragraph(between)
        table = document.add_table(len(lines), len(lines[0]))
        for at, line in enumerate(lines):
            for column, text in enumerate(line):
                table.cell(at, column).text = text
    document.save(path)


def as_html(path, pieces, between):
    """Write a page with tables, and a paragraph between each two."""
    rows = [["<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in lines] for lines in pieces]
    tables = ["<table>" + "".join(lines) + "</table>" for lines in rows]
    body = f"<p>填报单位：江口乡</p>{f'<p>{between}</p>'.join(tables)}"
    path.write_text(f"<html><meta charset='utf-8'><title>表</title><body>{body}</body></html>", "utf-8")


WRITERS = {".docx": as_docx, ".html": as_html}


@pytest.fixture(params=WRITERS)
def split(tmp_path, luzhai, request):
    """Return a function that reads a document of these pieces."""

    def read(pieces, between=""):
        path = tmp_path / f"江口乡6月{request.param}"
        WRITERS[request.param](path, pieces, between)
        return read_submission(path, luzhai, JUNE)

    return read


@pytest.mark.parametrize(
    "between", ["", "续表", "（续表）", "接上页", "续上表：", "第2页", "— 2 —", "填报单位：江口乡"]
)
@pytest.mark.parametrize(
    "pieces",
    [
        ((HEAD, row(1)), (row(2), row(3), TOTAL)),
        ((HEAD, row(1)), (HEAD, row(2), row(3))),
        ((HEAD,), (row(1), row(2), row(3))),
        ((HEAD, row(1)), (row(2),), (row(3), TOTAL)),
        ((TITLE, HEAD, row(1)), (TITLE, HEAD, row(2), row(3))),
        ((GROUPS, BELOW, row(1)), (GROUPS, BELOW, row(2), row(3))),
    ],
    ids=["without heading", "heading again", "heading alone", "three pieces", "title again", "two-row heading"],
)
def test_a_table_broken_in_two_is_read_as_one(split, pieces, between):
    """Issue 18.4: as wide, no heading or the same one again, nothing between but 续表: one table, every row with a role."""
    submission = split(pieces, between)
    assert [(one.name, one.investment_yuan) for one in submission.projects] == [
        (f"{n}号项目", 150_000_000) for n in (1, 2, 3)
    ]
    assert submission.unit == "江口乡"
    assert not submission.findings
    assert [len(roles) for roles in submission.roles.values()] == [sum(map(len, pieces))]


@pytest.mark.parametrize(
    ("second", "between", "kind"),
    [
        ((row(2), row(3)), "2021年项目", "rows_without_heading"),
        ((HEAD, row(2)), "已签约项目", "multiple_candidate_sheets"),
        ((OTHER_ORDER, row(2)), "", "multiple_candidate_sheets"),
        (tuple(one[:9] for one in (row(2), row(3))), "", "rows_without_heading"),
        (tuple((*one, "已核实") for one in (row(2), row(3))), "续表", "rows_without_heading"),
        ((("统计负责人", "覃一", "填表人", "韦二", "电话", "见上", "日期", "见上", "", ""),), "", "sheet_not_read"),
    ],
    ids=["words between", "another title", "another order", "narrower", "wider", "signatures"],
)
def test_a_second_table_that_may_be_another_is_named(split, luzhai, second, between, kind):
    """Issue 18.4: another width, another heading or a title of its own: no row is added in silence, and none is lost in it."""
    submission = check(split(((HEAD, row(1)), second), between), luzhai)
    assert len(submission.projects) == 1
    assert kind in {one.kind for one in submission.findings}
    [named] = [one.message for one in submission.findings if one.kind == kind]
    assert "“第一张表”" in named and "“”" not in named
    assert RowRole.UNREAD in {role for roles in submission.roles.values() for role in roles.values()}


def test_the_return_copy_shows_the_table_as_it_was_read(split, luzhai, tmp_path):
    """A finding on a row of the second piece stands at that row: the copy has the rows of both, counted on."""
    wrong = (*row(3)[:4], "不详", *row(3)[5:])
    submission = check(split(((HEAD, row(1)), (HEAD, row(2), wrong))), luzhai)
    place = next(one.cell for one in submission.findings if one.severity == "error")
    assert (place.row, place.column) == (5, 5)
    copy = tmp_path / "退回.xlsx"
    write_return_copy(submission, Path(submission.path), copy)
    shown = [cell.value for sheet in openpyxl.load_workbook(copy).worksheets for cell in sheet["C"]]
    assert [text for text in shown if text and text.endswith("号项目")] == ["1号项目", "2号项目", "3号项目"]
