"""What was each column taken for? Everywhere a result is shown, heading, field and unit stand together, and what was not used."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from toolkit.cli import main
from toolkit.model.columns import columns_in_words
from toolkit.model.contract import as_contract
from toolkit.workbooks.returns.finding_list import write_finding_list
from toolkit.workbooks.returns.return_words import introduction
from toolkit.workflow.steps.workspace import create_workspace

TABLE = """
      | A | B | C | D | E | F | G | H | I | J | K
    1 | 填报单位：江口乡
    2 | 序号 | 行业 | 项目名称 | 业主单位 | 总投资（万元） | 投资来源 | 联系人 | 联系电话 | 项目入驻时间 | 进展情况 | 备注
    3 | 1 | 林木业 | 甲项目 | 甲公司 | 5000 | 山东 | 覃一 | 19900002001 | 2022年 | 已开工 | 无误
"""
ABOVE = """
      | A | B | C | D | E | F | G | H | I | J
    1 | 填报单位：江口乡 | | | | 单位：万元
    2 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额 | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
    3 | 1 | 林木业 | 甲项目 | 甲公司 | 5000 | 山东 | 覃一 | 19900002001 | 2022年 | 已开工
"""


def test_every_column_has_heading_field_and_unit(read):
    """A column that nothing uses has no field; the unit is the one that its numbers were read in, wherever it stands."""
    taken = {one.letter: (one.heading, one.field, one.unit) for one in read(TABLE).columns}
    assert taken["E"] == ("总投资（万元）", "investment_yuan", "万元")
    assert taken["D"] == ("业主单位", "investor", "")
    assert taken["K"] == ("备注", "", "")
    assert [one.unit for one in read(ABOVE).columns if one.field == "investment_yuan"] == ["万元"]


def test_other_programs_get_them_too(read):
    """jsonl: ``columns`` with column, heading, field and unit; ``null`` where there is none."""
    columns = {one["column"]: one for one in as_contract(read(TABLE))["columns"]}
    assert list(columns) == list("ABCDEFGHIJK")
    assert {key: columns["E"][key] for key in ("heading", "field", "unit")} == {
        "heading": "总投资（万元）",
        "field": "investment",
        "unit": "万元",
    }
    assert (columns["K"]["heading"], columns["K"]["field"], columns["K"]["unit"]) == ("备注", None, None)


@pytest.mark.parametrize(("table", "said"), [(TABLE, True), (ABOVE, True)])
def test_the_unit_is_told_how_its_columns_were_read(read, table, said):
    """The sheet 退回说明 says in one line what was taken for what."""
    submission = read(table)
    assert any(columns_in_words(submission.columns) in line for line in introduction(submission)) is said


def test_the_list_of_findings_has_a_sheet_of_columns(read, tmp_path):
    """列对照: a line for each file, a column for each field, what the unit wrote in it."""
    submission = read(TABLE)
    book = openpyxl.load_workbook(write_finding_list([submission], tmp_path / "问题清单.xlsx"))
    rows = [[str(value or "") for value in row] for row in book["列对照"].iter_rows(values_only=True)]
    heading = next(row for row in rows if "投资总额" in row)
    line = next(row for row in rows if row[1] == submission.file)
    assert line[heading.index("投资总额")] == "E 总投资（万元）"
    assert line[heading.index("没有用的列")] == "K 备注"


ODD_ROWS = """
      | A | B | C | D | E | F | G | H | I | J
    1 | 填报单位：江口乡
    2 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
    3 | 1 | 林木业 | 甲项目 | 甲公司 | 0.5 | 山东 | 覃一 | 19900002001 | 2022年 | 已开工
    4 | 合计 | | | | 0.5
    5 | 注：以上数据已与统计部门核对
    6 | 2 | …… | ……
    7 | 填表人：覃二
"""


def test_every_filled_row_that_is_no_project_is_named(read, tmp_path):
    """列对照 and 退回说明: sums, notes and empty rows by their numbers, so that a project among them is seen."""
    submission = read(ODD_ROWS)
    said = "合计：第4行；空行：第6行；说明：第5、7行"
    assert [one.name for one in submission.projects] == ["甲项目"]
    assert any(said in line for line in introduction(submission))
    book = openpyxl.load_workbook(write_finding_list([submission], tmp_path / "问题清单.xlsx"))
    rows = [[str(value or "") for value in row] for row in book["列对照"].iter_rows(values_only=True)]
    heading = next(row for row in rows if "不是项目的行" in row)
    line = next(row for row in rows if row[1] == submission.file)
    assert line[heading.index("不是项目的行")] == said


@pytest.fixture
def file(tmp_path):
    """A table in a folder of no workspace."""
    path = tmp_path / "报表" / "江口乡2022年6月.xlsx"
    path.parent.mkdir()
    drawn_sheet(TABLE, path)
    return path


@pytest.mark.parametrize(
    ("option", "shown"),
    [((), ["E“总投资（万元）”当作投资总额", "没有用的列：K“备注”"]), (("--columns",), ["A“序号”", "E“总投资（万元）”当作投资总额"])],
)  # fmt: skip
def test_check_says_in_a_line_what_was_taken_for_what(file, option, shown):
    """Where something was converted or not used, unasked; with --columns of every column of every file."""
    said = (
        CliRunner().invoke(main, ["check", str(file), "--scheme", "luzhai-2022", "--period", "2022-06", *option]).output
    )
    lines = [line for line in said.splitlines() if line.startswith("    列：")]
    assert len(lines) == 1
    assert all(words in lines[0] for words in shown)


def test_check_says_nothing_of_columns_where_nobody_wants_to_know(file):
    """--no-columns."""
    said = CliRunner().invoke(main, ["check", str(file), "--scheme", "luzhai-2022", "--no-columns"]).output
    assert "    列：" not in said


@pytest.mark.parametrize("where", ["inside", "named"])
def test_a_file_is_checked_by_its_workspaces_rules(tmp_path, file, where):
    """No --scheme for a file in a workspace, or with -w: rules, units and month are the workspace's."""
    root = tmp_path / "茅草街"
    create_workspace(root, "nanxian-2022")
    (root / "单位补充.csv").write_text("单位,类别,别名,报送统计表\n江口乡,乡镇,,是\n", "utf-8")
    place = root / "报送" / "2022-06" / file.name
    place.parent.mkdir(parents=True)
    file.replace(place if where == "inside" else file)
    arguments = [str(place)] if where == "inside" else ["-w", str(root), str(file)]
    result = CliRunner().invoke(main, ["check", "--format", "jsonl", *arguments])
    told = json.loads(result.stdout.splitlines()[0])
    assert (told["unit"], told["period"]) == ("江口乡", "2022-06")


def test_a_table_of_nobody_is_no_target_table(tmp_path):
    """A statistics table whose unit is not known is said to be of nobody known, not a table of targets."""
    path = tmp_path / "报表.xlsx"
    drawn_sheet(TABLE.replace("填报单位：江口乡", "统计表"), path)
    said = CliRunner().invoke(main, ["check", str(path), "--scheme", "luzhai-2022", "--period", "2022-06"]).output
    assert "单位不明" in said and "目标任务" not in said
