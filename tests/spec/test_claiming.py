"""Claiming: a person says whose a waiting file is and of which month; until then everything that asks names it."""

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.mailroom import ARRIVED, SINCE, collecting_office, mail_arrives  # noqa: F401 - fixtures
from toolkit.cli import main
from toolkit.cli.home import in_words
from toolkit.model.control import ControlSettings
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions import buttons
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.actions.workspace_state import state_of
from toolkit.workflow.steps import log_keeping, month
from toolkit.workflow.steps.claiming import claim
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.tables import silent
from toolkit.workflow.steps.workspace import Workspace, create_workspace

JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
SHEET = """
      | A | B      | C     | D      | E    | F    | G   | H           | I       | J
    1 | 2022年5月招商引资项目统计表
    2 | 填报单位：江口乡
    3 | HEADINGS
    4 | 1 | 林木业 | 甲项目 | 某公司 | 1.5  | 山东 | 韦某 | 19900002035 | 2022年 | 签约
"""


@pytest.fixture
def office(tmp_path) -> Workspace:
    """An office with a table in 待认领 whose title says May and whose name says June."""
    made = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    (made.reports / "2022-06").mkdir()
    made.unclaimed.mkdir()
    drawn_sheet(SHEET, made.unclaimed / "江口乡6月.xlsx")
    shutil.copy(Path(__file__).parents[2] / "sample_workbooks" / "luzhai_2022" / "通讯录.csv", made.root)
    return made


def ran(office: Workspace, *words: str) -> str:
    """What a command prints in the office's folder."""
    return CliRunner().invoke(main, [*words, "-w", str(office.root)]).output


def test_a_claimed_file_counts_in_its_month_as_its_units(office):
    """``zhaoshang claim FILE --unit U --period P``: it moves to 报送/P, the log keeps the word, title or not."""
    said = ran(office, "claim", "江口乡6月.xlsx", "--unit", "江口", "--period", "2022-06")
    assert "待认领/江口乡6月.xlsx → 报送/2022-06/江口乡6月.xlsx（江口乡，2022年6月）" in said
    assert not list(office.unclaimed.iterdir())
    (line,) = read_log(office).lines
    assert (line.place, line.told_unit, line.told_month) == ("报送/2022-06/江口乡6月.xlsx", "江口乡", "2022-06")
    result = month.consolidate_workspace(office, JUNE, AS_OF)
    assert [entry.name for entry in result.ledger.entries] == ["甲项目"]
    kinds = {finding.kind for finding in result.findings}
    assert not kinds & {"period_mismatch", "unclaimed"}, "what a person has settled is no more in doubt"


@pytest.mark.parametrize("typed", ["江口乡6月.xlsx", "江口", "待认领/江口乡6月.xlsx"])
def test_a_file_is_named_by_path_name_or_a_part_that_tells_it(office, typed):
    """As much of its name as no other waiting file has."""
    assert claim(office, typed, "拉沟乡", JUNE, AS_OF).place == "报送/2022-06/拉沟乡 江口乡6月.xlsx"


@pytest.mark.parametrize(
    ("file", "unit", "period", "why"),
    [
        ("没有.xlsx", "江口乡", "2022-06", "没有找到“没有.xlsx”。“待认领”里现有：江口乡6月.xlsx"),
        ("江口乡6月.xlsx", "江口响", "2022-06", "没有单位“江口响”。是不是“江口乡”？"),
        ("江口乡6月.xlsx", "江口乡", "2031-06", "2031"),
        ("6月", "江口乡", "2022-06", "名称里有“6月”的文件有 2 个"),
    ],
)
def test_a_slip_moves_nothing(office, file, unit, period, why):
    """No such file, no such unit, a month outside the rulebook, a name that two files have: one sentence."""
    if file == "6月":
        shutil.copy(office.unclaimed / "江口乡6月.xlsx", office.unclaimed / "拉沟乡6月.xlsx")
    before = sorted(path.name for path in office.unclaimed.iterdir())
    with pytest.raises(ToolkitError, match=why):
        claim(office, file, unit, ReportingPeriod.parse(period), AS_OF)
    assert sorted(path.name for path in office.unclaimed.iterdir()) == before


def test_while_the_log_is_open_nothing_moves(office):
    """Or the word would be lost."""
    log_keeping.keep(office, (), JUNE, AS_OF)
    (office.root / "~$收件登记.xlsx").write_bytes(b"lock")
    with pytest.raises(ToolkitError, match="“收件登记.xlsx”正被打开"):
        claim(office, "江口乡6月.xlsx", "江口乡", JUNE, AS_OF)
    assert (office.unclaimed / "江口乡6月.xlsx").exists()


def words_in_log(office: Workspace, **texts: str) -> None:
    """Write the clerk's words into the one line of the log, as in Excel."""
    log_keeping.keep(office, month.check_workspace(office, JUNE), JUNE, AS_OF)
    book = openpyxl.load_workbook(office.intake_log)
    columns = {cell.value: cell.column for cell in book.active[3]}
    for heading, text in texts.items():
        book.active.cell(4, columns[heading], text)
    book.save(office.intake_log)


def test_the_same_words_in_the_log_do_the_same_at_the_next_check(office):
    """核定单位, 核定期间, then 校验统计表: the way of the desk without a command line; it says what it moved."""
    words_in_log(office, 核定单位="江口乡", 核定期间=date(2022, 6, 1))
    said = ran(office, "check", "--period", "2022-06")
    assert "待认领/江口乡6月.xlsx 按核定移到 报送/2022-06/江口乡6月.xlsx（2022年6月）。" in said
    assert (office.reports / "2022-06" / "江口乡6月.xlsx").exists()


def test_a_month_alone_is_not_enough_where_the_unit_is_in_doubt(office):
    """核定期间 without 核定单位 moves nothing that nobody knows the unit of; 不用 closes the question."""
    (office.unclaimed / "江口乡6月.xlsx").rename(office.unclaimed / "统计表.xlsx")
    words_in_log(office, 核定期间="2022-06")
    log_keeping.settle(office, AS_OF)
    assert (office.unclaimed / "统计表.xlsx").exists()
    words_in_log(office, 核定期间="", 核定处理="不用")
    assert not month.check_workspace(office, JUNE)


def test_a_table_in_the_wrong_month_is_moved_by_the_clerks_word(office):
    """核定期间 of a file in another month's folder."""
    (office.unclaimed / "江口乡6月.xlsx").rename(office.reports / "2022-06" / "江口乡.xlsx")
    words_in_log(office, 核定期间="2022-05")
    assert log_keeping.settle(office, AS_OF) == (
        "报送/2022-06/江口乡.xlsx 按核定移到 报送/2022-05/江口乡.xlsx（2022年5月）。",
    )


def test_what_waits_is_named_wherever_somebody_looks(office):
    """Home, check, the reminder and the preview of letters name the open file; the circular of who is missing, too."""
    drawn_sheet(SHEET.replace("江口乡", "拉沟乡").replace("5月", "6月"), office.reports / "2022-06" / "拉沟乡6月.xlsx")
    home = "\n".join(in_words(state_of(office, AS_OF), office.root, AS_OF))
    assert "“江口乡6月.xlsx”在“待认领”" in home and "zhaoshang claim 文件 --unit 单位 --period 2022-06" in home
    for words in (("check",), ("notice", "催报通知", "--as-of", "2022-07-06"), ("send", "--as-of", "2022-07-06")):
        assert "江口乡6月.xlsx" in ran(office, *words, "--period", "2022-06"), words
    settings = ControlSettings(str(office.root), "2022-06", "2022-07-06")
    told = buttons.run("notices", settings, AS_OF, silent, lambda _: True)
    assert any("催报前请看：“江口乡6月.xlsx”在“待认领”" in point for point in told.attention)


def test_a_mailed_file_keeps_the_time_of_its_mail_when_it_is_claimed(workspace, arrives):
    """Title May, the rest June: nothing is filed in silence; claimed, it is on time by its mail."""
    path = workspace.root / "表.xlsx"
    drawn_sheet(SHEET, path)
    arrives(("江口乡6月.xlsx", path.read_bytes()), subject="江口乡6月统计表", on=ARRIVED)
    path.unlink()
    (row,) = collect(workspace, SINCE, JUNE).rows
    assert row.went_to == "待认领" and "月份对不上" in row.remark
    (workspace.reports / "2022-06").mkdir()
    claim(workspace, row.file, "江口乡", JUNE, AS_OF)
    result = month.consolidate_workspace(workspace, JUNE, AS_OF)
    line = next(line for line in result.timeliness if line.unit == "江口乡")
    assert (line.arrival.value, line.file) == ("按时", "2022-06/江口乡6月.xlsx")
    assert collect(workspace, SINCE, JUNE).rows == ()
