"""What a stage demands: 签约 a 签约日期, 开工 a 开工日期 and money paid in, as the rulebook states it."""

import shutil

import pytest
from msgspec.structs import replace

from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.accounting_year import AccountingYear
from toolkit.model.contract import as_contract
from toolkit.model.submission import Status
from toolkit.schemes.loader import load, load_shipped, scheme_ids, shipped_folder, slips_of
from toolkit.workbooks.returns.cell_marks import marks_of

HEADS = ("签约日期", "开工日期", "到位资金（亿元）")


@pytest.fixture
def checked(tmp_path, luzhai):
    """Check a table of one project; return its findings of this kind as ``L3 warning``, and its status."""

    def of(progress, cells, *, heads=HEADS, choice="warn"):
        readings = tuple(replace(one, value=choice) if one.id == "stage_needs" else one for one in luzhai.readings)
        drawn_sheet(
            f"""
          | A | B | C | D | E | F | G | H | I | J | K | L | M
        1 | 填报单位：江口乡
        2 | HEADINGS | {" | ".join(heads)}
        3 | 1 | 汽车零部件 | 甲项目 | 甲公司 | 2 | 广东 | 韦某 | 19900002001 | 2022年 | {progress} | {" | ".join(map(str, cells))}
            """,
            tmp_path / "江口乡6月.xlsx",
        )
        scheme = replace(luzhai, readings=readings)
        submission = check(read_submission(tmp_path / "江口乡6月.xlsx", scheme, JUNE), scheme)
        said = [f"{one.cell.a1} {one.severity}" for one in submission.findings if one.kind == "stage_lacks"]
        return said, submission.status

    return of


@pytest.mark.parametrize(
    ("progress", "cells", "said"),
    [
        ("正在洽谈", ("", "", ""), []),
        ("已签约", ("", "", ""), ["K3 warning"]),
        ("已签约", ("2022-03-01", "", ""), []),
        ("已开工建设", ("2022-03-01", "2022-05-01", 0.1), []),
        ("已开工建设", ("2022-03-01", "", 0.1), ["L3 warning"]),
        ("已开工建设", ("2022-03-01", "2022-05-01", ""), ["M3 warning"]),
        ("已开工建设", ("2022-03-01", "2022-05-01", 0), ["M3 warning"]),
        ("已投产", ("", "2022-05-01", 0), ["K3 warning", "M3 warning"]),
        ("已开工建设", ("2021-03-01", "2021-05-01", 0), []),
        ("已开工建设", ("2021-03-01", "2021-05-01", ""), ["M3 warning"]),
        ("项目终止", ("", "", ""), []),
        ("已奠基", ("", "", ""), []),
        ("已开工建设", ("2022-03-01", "下半年", 0.1), []),
        ("已开工建设", ("2022-03-01", "2022-05-01", "约0.1"), []),
    ],
)
def test_an_empty_cell_that_the_stage_demands_is_reminded_of(checked, progress, cells, said):
    """Only of a certain stage, and not of a cell of which something else is said already."""
    assert checked(progress, cells)[0] == said


def test_a_column_that_the_table_lacks_is_not_asked_for_row_by_row(checked):
    """The document's own annex has ten columns: who sends it is not reminded of each project."""
    assert checked("已开工建设", ("2022-05-01",), heads=("开工日期",))[0] == []


@pytest.mark.parametrize(
    ("choice", "said", "status"),
    [("warn", ["L3 warning"], Status.ACCEPTED), ("return", ["L3 error"], Status.RETURNED), ("off", [], Status.ACCEPTED)],
)  # fmt: skip
def test_the_office_chooses_whether_the_row_goes_back(checked, choice, said, status):
    """口径 stage_needs: a reminder, the row goes back, or nobody asks."""
    assert checked("已开工建设", ("2022-03-01", "", 0.1), choice=choice) == (said, status)


def lines(tmp_path, luzhai, rows):
    """Return the table of some rows (source, progress, signed on) as other programs read its findings."""
    drawn = "\n".join(
        f"{at} | {at} | 汽车零部件 | 项目{at} | 公司{at} | 2 | {source} | 韦某 | 1990000{at:04} | 2022年 | {progress} | {signed}"
        for at, (source, progress, signed) in enumerate(rows, start=3)
    )
    path = tmp_path / "江口乡6月.xlsx"
    drawn_sheet(
        f"| A | B | C | D | E | F | G | H | I | J | K\n1 | 填报单位：江口乡\n2 | HEADINGS | 签约日期\n{drawn}", path
    )
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    told = as_contract(submission)["findings"]
    return submission, [(one["code"], one["cell"], one.get("cells")) for one in told if one["code"] in ("X196", "V101")]


def test_one_omission_in_many_rows_is_one_finding_for_other_programs(tmp_path, luzhai):
    """Design §3: one for a distinct doubt.  The column's heading, and every cell; on the return copy each is marked."""
    rows = [("广东", "已签约", ""), ("广东", "已签约", "2022-03-01"), ("广东", "已投产", ""), ("广东", "正在洽谈", "")]
    submission, told = lines(tmp_path, luzhai, rows)
    assert told == [("X196", "K2", ["K3", "K5"])]
    (one,) = (one for one in as_contract(submission)["findings"] if one["code"] == "X196")
    assert one["message"].startswith("K3、K5 单元格（共2处）：进展情况到了签约，“签约日期”没有填")
    assert set(marks_of(submission)["Sheet"]) == {(3, 11), (5, 11)}


def test_an_omission_in_one_row_stands_at_its_cell(tmp_path, luzhai):
    """There is nothing to join."""
    rows = [("广东", "已签约", ""), ("广东", "已签约", "2022-03-01")]
    assert lines(tmp_path, luzhai, rows)[1] == [("X196", "K3", None)]


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        (("", "", ""), [("V101", "F2", ["F3", "F4", "F5"])]),
        (("", "广东", ""), [("V101", "F3", None), ("V101", "F5", None)]),
    ],
)
def test_a_column_that_every_row_leaves_empty_is_one_finding(tmp_path, luzhai, sources, told):
    """Where some rows have a 投资来源, each of the others lacks its own."""
    rows = [(source, "已签约", "2022-03-01") for source in sources]
    assert lines(tmp_path, luzhai, rows)[1] == told


@pytest.mark.parametrize("id", scheme_ids())
def test_every_county_states_what_its_stages_demand(id):
    """As data with a clause: 签约 and 开工 by each document's own targets."""
    scheme = load_shipped(id)
    assert [need.stage for need in scheme.stage_needs] == ["签约", "开工"]
    assert all(need.citation.quote for need in scheme.stage_needs)
    assert scheme.reading("stage_needs") == "warn"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [('stage = "动工"', "“动工”，不是阶段"), ('columns = ["开工日子"]', "“开工日子”不认识")],
)
def test_a_slip_in_the_rulebook_is_told_with_the_right_words(tmp_path, wrong, says):
    """An unknown stage or column is named, with what may be written."""
    folder = tmp_path / "xishan_2023"
    shutil.copytree(shipped_folder("luzhai-2022"), folder)
    rules = (folder / "scheme.toml").read_text("utf-8")
    right = 'stage = "开工"' if "stage" in wrong else 'columns = ["开工日期", "到位资金"]'
    (folder / "scheme.toml").write_text(rules.replace(right, wrong, 1), "utf-8")
    assert any(says in str(slip) for slip in slips_of(folder))
    assert load(shipped_folder("luzhai-2022")).stage_needs


@pytest.mark.parametrize(("begins", "said"), [(0, 0), (-1, 1)])
def test_an_older_project_is_one_of_a_former_accounting_year(tmp_path, luzhai, begins, said):
    """Begun in December 2021: a former year's project, unless the year 2022 begins in that December (上年12月)."""
    drawn_sheet(
        f"""
          | A | B | C | D | E | F | G | H | I | J | K | L | M
        1 | 填报单位：江口乡
        2 | HEADINGS | {" | ".join(HEADS)}
        3 | 1 | 汽车零部件 | 甲项目 | 甲公司 | 2 | 广东 | 韦某 | 19900002001 | 2022年 | 已开工 | 2021-12-01 | 2021-12-20 | 0
        """,
        tmp_path / "江口乡6月.xlsx",
    )
    readings = tuple(replace(one, value="warn") if one.id == "stage_needs" else one for one in luzhai.readings)
    scheme = replace(luzhai, readings=readings, accounting=AccountingYear(begins))
    submission = check(read_submission(tmp_path / "江口乡6月.xlsx", scheme, JUNE), scheme)
    assert len([one for one in submission.findings if one.kind == "stage_lacks"]) == said
