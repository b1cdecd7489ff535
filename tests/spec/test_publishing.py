"""A month is issued: what was issued stands, whatever comes later, and what differs is said to the cell."""

import csv
import hashlib
import json
import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.walks import laid_out
from toolkit import cli
from toolkit.files import saving
from toolkit.intake.office.snapshot import read_head, read_snapshot
from toolkit.model import snapshot
from toolkit.model.control import ControlSettings
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions import buttons
from toolkit.workflow.actions import publish as work
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.workspace import open_workspace

MAY, JUNE = ReportingPeriod(2022, 5), ReportingPeriod(2022, 6)
AS_OF = date(2022, 7, 6)
TABLE = """
  | A | B | C | D | E | F | G | H | I | J | K | L
1 | 填报单位：{unit}
2 | HEADINGS | 到位资金（亿元） | 签约日期
3 | 1 | 林木加工 | {name} | 甲木业公司 | {investment} | {source} | 韦某 | 19900001001 | 2022-02-01 | {progress} | {paid} | 2022-02-01
4 | {second}
"""
SECOND = (
    "2 | 机械制造 | 螺栓生产线 | 乙紧固件公司 | 2 | 浙江 | 覃某 | 19900001002 | 2022-03-01 | 已签约 | 0.3 | 2022-03-01"
)
ROW = {"investment": "3", "source": "广东", "progress": "已开工建设", "paid": "1", "name": "旋切板材项目"}


def sent(root, unit="江口乡", period=MAY, name="{unit}{month}月.xlsx", second=SECOND, **row):
    """A unit's table of a month with two projects, laid into its folder."""
    path = root / "报送" / str(period) / name.format(unit=unit, month=period.month)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn_sheet(TABLE.format(unit=unit, second=second, **{**ROW, **row}), path)
    return path


@pytest.fixture
def root(tmp_path):
    """Luzhai's workspace with its targets and the tables of two units for May."""
    root = laid_out(tmp_path, SAMPLES[0], ("目标",))
    sent(root)
    sent(root, "平山镇", name="平山镇统计表.xlsx", second="")
    return root


def issued(root, period=MAY, reason=""):
    """Issue a month as the command does, and return the folder."""
    return work.publish(work.plan(open_workspace(root), period, AS_OF), reason)


def result_of(root, period=MAY):
    """The month as it is consolidated now."""
    return month.consolidate_workspace(open_workspace(root), period, AS_OF)


def bytes_of(folder):
    """Every file of a folder with its content."""
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def said(root, *words):
    """What a command prints, and its exit code."""
    run = CliRunner().invoke(cli.main, [*words, "-w", str(root)])
    assert run.exception is None or isinstance(run.exception, SystemExit), run.exception
    return run.output, run.exit_code


def test_an_issue_is_a_folder_that_needs_no_program_of_ours(root):
    """定稿/2022-05: master, picture, circular, and a snapshot in csv and json; its head names every other file with its SHA-256."""
    folder = issued(root)
    assert folder == root / "定稿" / "2022-05"
    assert {str(path) for path in bytes_of(folder)} == {
        "鹿寨县2022年5月招商引资情况汇总表.xlsx",
        "鹿寨县2022年5月招商引资一图读懂.png",
        "通知/进度通报.docx",
        *(
            f"快照/{name}"
            for name in ("台账.csv", "指标.csv", "目标行.csv", "单位.csv", "裁定.csv", "输入.csv", "定稿.json")
        ),
    }
    head = json.loads((folder / "快照" / "定稿.json").read_text("utf-8"))
    assert (head["格式"], head["期间"], head["次"], head["定稿日期"]) == (snapshot.FORM, "2022-05", 1, "2022-07-06")
    named = {Path(name): digest for name, digest in head["文件"].items()}
    there = {path: hashlib.sha256(content).hexdigest() for path, content in bytes_of(folder).items()}
    assert named == {path: digest for path, digest in there.items() if path.name != "定稿.json"}
    for name in ("台账.csv", "指标.csv", "输入.csv"):
        content = (folder / "快照" / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8"
        assert len(list(csv.DictReader(content.decode("utf-8-sig").splitlines()))) > 1


def test_master_circular_and_snapshot_of_an_issue_say_the_same(root):
    """The issued figures are those of the issued master, cell for cell."""
    folder = issued(root)
    book = openpyxl.load_workbook(next(folder.glob("*.xlsx")), data_only=True)
    head = read_head(folder)
    shown = {row[0]: row[2] for row in book["同比环比"].iter_rows(min_row=5, values_only=True) if row[0]}
    result = result_of(root)
    for indicator in result.scheme.indicators:
        figure = head.figures[indicator.id]
        assert figure == next(one.actual for one in result.county if one.indicator.id == indicator.id)
        if isinstance(shown[indicator.name], int | float) and figure is not None:
            assert shown[indicator.name] == pytest.approx(figure)
    assert "第1次定稿" in str(book["总览"]["A2"].value)
    rows = [row for row in book["项目台账"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(rows) == len(read_snapshot(folder).rows) == 3


def test_what_is_in_the_output_folder_is_issued_as_it_lies_there(root):
    """A circular that a person has worked on and the letters are issued as they are; only a missing circular is made."""
    workspace = open_workspace(root)
    for path, content in (
        (workspace.notices(MAY) / "进度通报.docx", b"the office's own circular"),
        (workspace.notices(MAY) / "退回修改通知（江口乡）.docx", b"one more"),
        (workspace.drafts(MAY) / "江口乡.eml", b"a letter"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    folder = issued(root)
    assert (folder / "通知" / "进度通报.docx").read_bytes() == b"the office's own circular"
    assert (folder / "通知" / "退回修改通知（江口乡）.docx").exists()
    assert (folder / "待发邮件" / "江口乡.eml").read_bytes() == b"a letter"


def amount(root):
    """The unit's file is corrected: another 到位资金."""
    sent(root, paid="1.4")
    return "文件", "项目", "指标"


def stage(root):
    """The unit's file is corrected: the project has not begun."""
    sent(root, progress="已签约")
    return "文件", "项目", "指标"


def source(root):
    """The unit's file is corrected: the money comes from the region itself."""
    sent(root, source="广西柳州")
    return "文件", "项目", "指标"


def one_more(root):
    """A second file of the unit comes, with one row more."""
    sent(root, "平山镇", name="平山镇统计表（更正）.xlsx")
    (root / "报送" / "2022-05" / "平山镇统计表.xlsx").unlink()
    return "文件", "项目", "指标"


def one_less(root):
    """The unit leaves a row out."""
    sent(root, second="")
    return "文件", "项目", "指标"


def other_targets(root):
    """The county's targets are replaced without a month: the file is named, the issued month keeps its targets."""
    path = next((root / "目标").glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book.active.iter_rows(min_row=6, min_col=5) for cell in row]
    number = next(cell for cell in cells if isinstance(cell.value, int | float))
    number.value += 1
    book.save(path)
    return ("文件",)


CHANGES = [amount, stage, source, one_more, one_less, other_targets]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_what_was_issued_stands_and_the_difference_is_told(root, change):
    """21.3: publish, change a unit's file, run again: file, project and figure are named, nothing issued changes."""
    folder = issued(root)
    before = bytes_of(folder)
    kinds = change(root)
    since = result_of(root).since_issue
    assert since is not None
    assert set(kinds) <= {one.kind for one in since.changes}
    output, code = said(root, "publish", "--period", "2022-05")
    assert code == 1
    assert f"{len(since.changes)} 处" in output
    assert "没有再定稿" in output
    assert bytes_of(folder) == before
    assert [path.name for path in (root / "定稿").iterdir()] == ["2022-05"]
    output, _ = said(root, "publish", "--period", "2022-05", "--reason", "江口乡来函更正", "--as-of", "2022-07-20")
    assert "已定稿" in output
    assert bytes_of(folder) == before, "nothing issued is overwritten"
    second = read_head(root / "定稿" / "2022-05（第2次）")
    assert (second.number, second.reason, second.issued_on) == (2, "江口乡来函更正", date(2022, 7, 20))
    assert result_of(root).since_issue.changes == ()


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"paid": "1.4"}, "到位资金（亿元）", "江口乡“旋切板材项目”：到位资金（亿元） 1 → 1.4（2022-05/江口乡5月.xlsx Sheet 表 K3 单元格）"),
        ({"investment": "4"}, "投资总额（亿元）", "投资总额（亿元） 3 → 4（2022-05/江口乡5月.xlsx Sheet 表 E3 单元格）"),
        ({"progress": "已签约"}, "阶段", "阶段 开工 → 签约（2022-05/江口乡5月.xlsx Sheet 表 J3 单元格）"),
        ({"source": "广西柳州"}, "区内外", "区内外 区外 → 区内（2022-05/江口乡5月.xlsx Sheet 表 F3 单元格）"),
    ],
)  # fmt: skip
def test_a_difference_leads_to_the_cell(root, row, field, words):
    """The new value's cell in the unit's own table; a derived value leads to the cell that it is read off."""
    issued(root)
    sent(root, **row)
    changes = {one.field: one.in_words for one in result_of(root).since_issue.changes if one.kind == "项目"}
    assert changes[field].endswith(words)


def test_the_master_of_an_issued_month_lists_what_differs(root):
    """与定稿差别 is a sheet only where something differs; 总览 says so on top."""
    issued(root)
    said(root, "consolidate", "--period", "2022-05", "--as-of", "2022-07-06")
    master = next((root / "输出" / "2022-05").glob("*.xlsx"))
    book = openpyxl.load_workbook(master)
    assert "与定稿差别" not in book.sheetnames
    assert "本表与定稿一致" in book["总览"]["A2"].value
    sent(root, paid="1.4")
    output, _ = said(root, "consolidate", "--period", "2022-05", "--as-of", "2022-07-06")
    book = openpyxl.load_workbook(master)
    rows = list(book["与定稿差别"].iter_rows(min_row=4, values_only=True))
    assert f"本表与定稿有 {len(rows)} 处不同" in book["总览"]["A2"].value
    assert (
        "项目",
        "江口乡“旋切板材项目”",
        "到位资金（亿元）",
        "1",
        "1.4",
        "2022-05/江口乡5月.xlsx Sheet 表 K3 单元格",
    ) in [row[:6] for row in rows]
    assert "江口乡“旋切板材项目”：到位资金（亿元） 1 → 1.4" in output


def test_the_same_month_is_not_issued_twice(root):
    """Where nothing differs there is nothing to issue, with a reason or without; nothing is written."""
    before = bytes_of(issued(root))
    for reason in ((), ("--reason", "再来一次")):
        output, code = said(root, "publish", "--period", "2022-05", *reason)
        assert "没有差别" in output
        assert code == 0
    assert [path.name for path in (root / "定稿").iterdir()] == ["2022-05"]
    assert bytes_of(root / "定稿" / "2022-05") == before


def test_a_changed_paper_is_a_difference_too(root):
    """The circular is part of what was issued: another one is issued only as the second."""
    paper = open_workspace(root).notices(MAY) / "进度通报.docx"
    saving.save(b"first", paper)
    issued(root)
    saving.save(b"second", paper)
    plan = work.plan(open_workspace(root), MAY, AS_OF)
    assert [(one.kind, one.subject) for one in plan.changes] == [("公文", "通知/进度通报.docx")]


def test_a_dry_run_writes_nothing_and_says_what_is_open(root):
    """--dry-run: who has not reported, what waits for an answer, which figures would be issued; 定稿 stays as it is."""
    output, code = said(root, "publish", "--period", "2022-05", "--dry-run")
    assert not (root / "定稿").exists()
    assert code == 1
    assert "未报 13 个单位" in output
    assert "没有定稿" in output


def test_the_month_before_is_the_issued_one(root):
    """环比 is against what was issued, and says so; a month that was not issued is counted as it always was."""
    sent(root, period=JUNE, paid="1.6")
    sent(root, "平山镇", JUNE, second="")
    unissued = result_of(root, JUNE).comparisons[0]
    assert unissued.label == "上月"
    issued(root)
    sent(root, paid="0.2")
    compared = result_of(root, JUNE).comparisons[0]
    assert compared.label == "上月（定稿）"
    assert "第1次定稿，2022-07-06" in compared.source
    assert compared.figures == unissued.figures
    issued(root, reason="更正")
    assert result_of(root, JUNE).comparisons[0].figures["LZ-T1"] == unissued.figures["LZ-T1"] - 80_000_000
    assert [(one.period, bool(one.issued)) for one in result_of(root, JUNE).months] == [(MAY, True), (JUNE, False)]


def test_last_years_month_is_the_issued_one(root):
    """同比 uses an issued figure, too, where last year's folder of 定稿 lies in the workspace."""
    folder = issued(root)
    last_year = root / "定稿" / "2021-05"
    shutil.copytree(folder, last_year)
    head = last_year / "快照" / "定稿.json"
    head.chmod(0o644)
    head.write_text(head.read_text("utf-8").replace('"期间": "2022-05"', '"期间": "2021-05"'), "utf-8")
    _, year = result_of(root).comparisons
    assert (year.label, year.figures) == ("上年同期（定稿）", dict(read_head(folder).figures))


def test_an_issue_in_the_words_of_a_former_program_is_compared_all_the_same(root):
    """台账.csv of an earlier issue has 归口依据 and says 未归口: that is no difference."""
    rows = issued(root) / "快照" / "台账.csv"
    text = rows.read_text("utf-8-sig")
    assert "归属依据" in text
    for now, former in (
        ("归属依据", "归口依据"),
        ("暂不归属", "未归口"),
        ("归属待定", "待归口"),
    ):
        text = text.replace(now, former)
    rows.chmod(0o644)
    rows.write_text(text, "utf-8-sig")
    assert result_of(root).since_issue.changes == ()


def test_a_late_table_of_an_issued_month_is_told_once(root):
    """After issue: the month after names unit and file; once that month was issued, nobody is told again."""
    issued(root)
    sent(root, period=JUNE)
    sent(root, "平山镇", JUNE, second="")
    assert result_of(root, JUNE).about_issues == ()
    sent(root, paid="1.4", name="江口乡5月（更正）.xlsx")
    (told, stands) = result_of(root, JUNE).about_issues
    assert told == "2022年5月定稿印发后收到：江口乡　报送/2022-05/江口乡5月（更正）.xlsx"
    assert "定稿的数不变" in stands
    issued(root, JUNE)
    july = JUNE.shifted(1)
    sent(root, period=july)
    assert result_of(root, july).about_issues == ()
    issued(root, reason="江口乡更正")
    assert "第2次定稿" in result_of(root, JUNE).about_issues[0]


def test_a_circular_of_an_issued_month_says_that_it_is_another(root):
    """通报 written after a correction has the present figures: command and button say so, and where the issued one is."""
    issued(root)
    assert "已定稿" not in said(root, "notice", "进度通报", "--period", "2022-05")[0]
    sent(root, paid="1.4")
    output, _ = said(root, "notice", "进度通报", "--period", "2022-05")
    assert re.search(r"2022年5月已定稿（第1次定稿，2022-07-06），现在的数和定稿有 \d+ 处不同", output)
    assert "定稿的在 定稿/2022-05" in output
    settings = ControlSettings(str(root), "2022-05", "2022-07-06")
    report = buttons.run("notices", settings, AS_OF, tables.silent, lambda _: True)
    assert any("现在的数和定稿有" in point for point in report.attention)


def press(root, yes=True, reason=""):
    """Press the button 定稿; return the report and what it asked."""
    asked = []

    def ask(question):
        asked.append(question)
        return yes

    settings = ControlSettings(str(root), "2022-05", "2022-07-06", reason)
    return buttons.run("publish", settings, AS_OF, tables.silent, ask), asked


def test_the_button_asks_before_what_cannot_be_undone(root):
    """定稿 says what is open and asks; only 确定 issues. Again only with 再定稿的理由 in 设置, and it is asked, too."""
    report, asked = press(root, yes=False)
    assert report.cancelled
    assert "未报 13 个单位" in asked[0]
    assert "以后不再变" in asked[0]
    assert not (root / "定稿").exists()
    report, _ = press(root)
    assert report.headline == "2022年5月已定稿（第1次）。"
    assert press(root)[0].headline.endswith("不用再定稿。")
    sent(root, paid="1.4")
    report, asked = press(root)
    assert "没有再定稿" in report.headline
    assert not asked
    assert any("到位资金（亿元） 1 → 1.4" in line for line in report.attention)
    report, asked = press(root, reason="江口乡更正")
    assert "理由：江口乡更正" in asked[0]
    assert report.headline == "2022年5月已定稿（第2次）。"
    assert read_head(root / "定稿" / "2022-05（第2次）").reason == "江口乡更正"
