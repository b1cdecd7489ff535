"""The intake log: 收件登记.xlsx has one line for every file that came, keeps it, and everything asks it."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.intake import AS_OF, JUNE, NOON, checked, empty_office, june, lines, table, timeliness, write  # noqa: F401 - fixture
from toolkit.cli import main
from toolkit.model.intake_log import LogLine, kept_text, line_of
from toolkit.workflow.actions.demo import SAMPLES, run_demo
from toolkit.workflow.steps import log_keeping, month
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.log_book import write_log
from toolkit.workflow.steps.tables import silent
from toolkit.workflow.steps.workspace import every_file, open_workspace

# One line a file


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.scheme)
def test_every_file_of_a_sample_has_one_line(tmp_path, sample):
    """Files in 报送 = lines, whatever a 收件登记.csv said before; a second run changes nothing."""
    workspace, _ = run_demo(tmp_path, sample, silent)
    files = {path.relative_to(workspace.root).as_posix() for path in every_file(workspace.reports)}
    log = read_log(workspace)
    assert sorted(line.place for line in log.lines) == sorted(files)
    before = workspace.intake_log.read_bytes()
    submissions = month.check_workspace(workspace, sample.period)
    log_keeping.keep(workspace, submissions, sample.period, sample.as_of)
    assert read_log(workspace).lines == log.lines and (workspace.intake_log.read_bytes() == before or log.lines)


def test_one_of_each_odd_thing_has_one_line_that_says_what_became_of_it(office):
    """采用, 退回, 被…取代, 待认领, 无法读取, 重复, 非报送表: with the reason, and who says whose it is."""
    folder = june(office)
    table(folder / "江口乡6月.xlsx", "甲项目", "乙项目")
    table(folder / "江口乡6月（更正）.xlsx", "甲项目", "乙项目", "丙项目")
    shutil.copy2(folder / "江口乡6月（更正）.xlsx", folder / "江口乡6月（更正） - 副本.xlsx")
    table(folder / "拉沟乡6月.xlsx", "丁项目", unit="填报单位：拉沟乡", title="寨沙镇2022年6月统计表")
    table(folder / "统计表.xlsx", "戊项目", unit="", title="统计表")
    table(office.reports / "散落.xlsx")
    table(office.unclaimed / "不知谁的.xlsx", unit="", title="统计表")
    for name, content in {
        "中渡镇6月.pdf": b"%PDF-1.4",
        "四排镇6月.zip": b"PK\x05\x06" + bytes(18),
        "黄冕镇6月.xlsx": b"PK\x03\x04damaged",
        "~$江口乡6月.xlsx": b"lock",
        "空的.xlsx": b"",
        "sub/平山镇6月.doc": b"\xd0\xcf\x11\xe0",
        "名字带\n换行 的.txt": b"x",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "断了的.xlsx").symlink_to(folder / "没有.xlsx")
    checked(office)
    files = [*every_file(office.reports), *every_file(office.unclaimed)]
    found = read_log(office).lines
    assert len(found) == len(files) == len({line.place for line in found})
    said = {line.name: (line.outcome, line.note) for line in found}
    assert said["江口乡6月.xlsx"][0].startswith("被“江口乡6月（更正）")
    assert {said[name][0] for name in said if "更正" in name} == {"采用", "重复"}
    assert said["拉沟乡6月.xlsx"][0] == "采用" and said["统计表.xlsx"] == (
        "待认领",
        "认不出是哪个单位的表，请填“核定单位”",
    )
    assert said["散落.xlsx"][0] == said["不知谁的.xlsx"][0] == "待认领"
    assert {said[name][0] for name in ("中渡镇6月.pdf", "四排镇6月.zip", "黄冕镇6月.xlsx", "断了的.xlsx")} == {
        "无法读取"
    }
    assert said["~$江口乡6月.xlsx"][0] == "非报送表" and said["平山镇6月.doc"][0] == "无法读取"
    whose = {line.name: (line.unit, line.unit_by) for line in found}
    assert whose["拉沟乡6月.xlsx"] == ("拉沟乡", "表内、文件名，标题写的是寨沙镇")
    assert all(line.at_by == "文件时间（未登记）" and line.mark for line in found if line.size not in ("", "0"))


# 收件登记.csv is taken over, each time that one appears


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_a_list_of_former_days_is_taken_over_and_kept_beside(office, encoding):
    """Nothing of it is lost, its own file stays as （已转入）; a later list adds its lines and overrules the former."""
    table(june(office) / "江口乡6月.xlsx")
    office.arrival_list.write_text(
        "期间,文件,收到日期\nJun-22,江口乡6月.xlsx,2022/7/7\n2022-06,没到.xlsx,2022/7/1\n", encoding
    )
    content = office.arrival_list.read_bytes()
    assert log_keeping.settle(office, AS_OF) == ("收件登记.csv 的 2 行已转入 收件登记.xlsx，原文件留在旁边。",)
    assert (office.root / "收件登记（已转入）.csv").read_bytes() == content and not office.arrival_list.exists()
    checked(office)
    assert timeliness(office).arrival.value == "迟报"
    assert (lines(office)["没到.xlsx"].outcome, lines(office)["没到.xlsx"].at) == ("文件不在", "2022/7/1")
    office.arrival_list.write_text("2022-06,江口乡6月.xlsx,2022-07-05\n2022-06,拉沟乡6月.xlsx,2022-07-05\n", "utf-8")
    assert timeliness(office).arrival.value == "按时", "before it is taken over, too"
    checked(office)
    assert {line.name: line.at for line in read_log(office).lines} == {
        "江口乡6月.xlsx": "2022-07-05", "没到.xlsx": "2022/7/1", "拉沟乡6月.xlsx": "2022-07-05",
    }  # fmt: skip
    assert (office.root / "收件登记（已转入2）.csv").exists()


def test_while_the_log_is_open_in_excel_nothing_is_lost(office):
    """The list stays and counts, the month is done, and a sentence says so."""
    table(june(office) / "江口乡6月.xlsx")
    checked(office)
    office.arrival_list.write_text("期间,文件,收到日期\n2022-06,江口乡6月.xlsx,2022-07-07\n", "utf-8")
    (office.root / "~$收件登记.xlsx").write_bytes(b"lock")
    before = office.intake_log.read_bytes()
    (said,) = log_keeping.settle(office, AS_OF)
    assert "“收件登记.xlsx”正被打开" in said and office.arrival_list.exists()
    assert office.intake_log.read_bytes() == before and timeliness(office).arrival.value == "迟报"
    (office.root / "~$收件登记.xlsx").unlink()
    checked(office)
    assert lines(office)["江口乡6月.xlsx"].at == "2022-07-07" and not office.arrival_list.exists()


# A person's words


@pytest.mark.parametrize(
    ("heading", "typed", "says"),
    [
        ("核定时间", "上周五", "核定时间写的“上周五”无法确定是哪一天"),
        ("核定时间", "7/5/22", "核定时间写的“7/5/22”无法确定"),
        ("核定单位", "江口响", "核定单位写的“江口响”不是本规则的单位。是不是“江口乡”？"),
        ("核定期间", "六月", "核定期间写的“六月”无法确定是哪年哪月"),
        ("核定处理", "作废", "核定处理写的“作废”看不懂。请写“采用”或“不用”"),
        ("收到时间", "早上", "收到时间写的“早上”无法确定"),
    ],
)
def test_a_word_that_nobody_can_read_is_said_at_its_cell(office, heading, typed, says):
    """It stays as it is written, has no effect, and is said by check and in the master's findings (F190)."""
    table(june(office) / "江口乡6月.xlsx")
    checked(office)
    write(office, "江口乡6月.xlsx", **{heading: typed, **({"时间依据": "登记"} if heading == "收到时间" else {})})
    done = CliRunner().invoke(main, ["check", "-w", str(office.root), "--period", "2022-06"])
    assert says in done.output
    result = month.consolidate_workspace(office, JUNE, AS_OF)
    (finding,) = [one for one in result.findings if one.kind == "log_word_unknown"]
    assert finding.cell.row == 4 and finding.cell.a1
    assert typed in lines(office)["江口乡6月.xlsx"].texts.values()
    assert {line.unit for line in result.timeliness if line.file} == {"江口乡"}


def test_the_clerks_word_wins_over_all(office):
    """单位, 时间, 处理: 不用 counts nowhere and is asked about nowhere, 采用 counts before a later file."""
    table(june(office) / "江口乡6月.xlsx", "甲项目", "乙项目")
    late = table(june(office) / "江口乡6月（最终）.xlsx", "甲项目", "乙项目", "丙项目")
    os.utime(late, (NOON.timestamp() + 60, NOON.timestamp() + 60))
    table(june(office) / "统计表.xlsx", "丁项目", unit="", title="统计表")
    checked(office)
    assert timeliness(office).file == "2022-06/江口乡6月（最终）.xlsx"
    write(office, "江口乡6月（最终）.xlsx", 核定处理="不用")
    write(office, "江口乡6月.xlsx", 核定时间="2022-07-05 08:00")
    write(office, "统计表.xlsx", 核定单位="拉沟", 核定处理="采用")
    first, second = timeliness(office), timeliness(office, "拉沟乡")
    assert (first.file, first.arrival.value, first.superseded) == ("2022-06/江口乡6月.xlsx", "按时", ())
    assert (second.file, second.arrival.value) == ("2022-06/统计表.xlsx", "未登记")
    checked(office)
    said = {name: (line.outcome, line.unit, line.unit_by) for name, line in lines(office).items()}
    assert said["江口乡6月（最终）.xlsx"][0] == "不用" and said["统计表.xlsx"] == ("采用", "拉沟乡", "核定")
    write(office, "江口乡6月（最终）.xlsx", 核定处理="")
    write(office, "江口乡6月.xlsx", 核定处理="采用")
    assert (timeliness(office).file, timeliness(office).why) == ("2022-06/江口乡6月.xlsx", "办公室核定采用")


def test_what_a_person_wrote_stays(office):
    """Lines, columns and sheets of his own, words in a line whose file is gone; the former book as （上次）."""
    table(june(office) / "江口乡6月.xlsx")
    gone = table(june(office) / "拉沟乡6月.xlsx", unit="填报单位：拉沟乡")
    checked(office)
    book = openpyxl.load_workbook(office.intake_log)
    sheet = book.active
    sheet.cell(3, 19, "经手人")
    sheet.cell(next(row[0].row for row in sheet if row[0].value == "江口乡6月.xlsx"), 19, "卢某")
    sheet.cell(30, 4, "电话里说明天补")
    sheet.cell(31, 1, "纸质表.xlsx")
    sheet.cell(31, 2, "2022-07-05")
    sheet.cell(31, 11, "2022-06")
    book.create_sheet("我的")["B2"] = "备忘"
    book.save(office.intake_log)
    gone.unlink()
    former = office.intake_log.read_bytes()
    checked(office)
    checked(office)
    book = openpyxl.load_workbook(office.intake_log)
    texts = [[cell for cell in row if cell] for row in book.active.iter_rows(min_row=4, values_only=True)]
    assert any("卢某" in row and "江口乡6月.xlsx" in row for row in texts)
    assert ["电话里说明天补"] in texts and any("纸质表.xlsx" in row and "文件不在" in row for row in texts)
    assert any("拉沟乡6月.xlsx" in row and "文件不在" in row for row in texts) and book["我的"]["B2"].value == "备忘"
    assert (office.root / "收件登记（上次）.xlsx").exists() and former != office.intake_log.read_bytes()


@pytest.mark.parametrize(
    "to", ["报送/2022-06/江口乡（改名）.xlsx", "报送/2022-05/江口乡6月.xlsx", "待认领/江口乡6月.xlsx"]
)
def test_a_file_that_is_moved_or_renamed_takes_its_line_along(office, to):
    """By its content: when it came and what the clerk wrote beside it stay with it."""
    path = table(june(office) / "江口乡6月.xlsx")
    checked(office)
    write(office, "江口乡6月.xlsx", 核定时间="2022-07-01 08:00")
    (office.root / to).parent.mkdir(exist_ok=True)
    path.rename(office.root / to)
    checked(office)
    (line,) = read_log(office).lines
    assert (line.place, line.told_at) == (to, "2022-07-01 08:00")


def test_a_file_that_is_changed_after_it_came_keeps_its_line_and_says_so(office):
    """Somebody mends a table in its folder: no second arrival, but the log says that the content is another."""
    path = table(june(office) / "江口乡6月.xlsx")
    office.arrival_list.write_text("期间,文件,收到日期\n2022-06,江口乡6月.xlsx,2022-07-05\n", "utf-8")
    checked(office)
    mark = lines(office)["江口乡6月.xlsx"].mark
    table(path, "甲项目", "乙项目")
    checked(office)
    (line,) = read_log(office).lines
    assert line.mark != mark and line.at == "2022-07-05" and "登记后改过（2022-07-05 12:00）" in line.note


# On time


def test_who_was_on_time_is_told_by_what_is_registered(office):
    """未登记 is not 按时; on time and corrected later is 按时（更正）; only late is 迟报; master and circular agree."""
    for unit, name in (("江口乡", "江口乡6月.xlsx"), ("江口乡", "江口乡6月更正.xlsx"), ("拉沟乡", "拉沟乡6月.xlsx")):
        table(june(office) / name, f"{name}甲", f"{name}乙", unit=f"填报单位：{unit}")
    table(june(office) / "中渡镇6月.xlsx", "癸项目", unit="填报单位：中渡镇")
    office.arrival_list.write_text(
        "期间,文件,收到日期\n2022-06,江口乡6月.xlsx,2022-07-05 09:00\n"
        "2022-06,江口乡6月更正.xlsx,2022-07-09\n2022-06,拉沟乡6月.xlsx,2022-07-09\n", "utf-8"
    )  # fmt: skip
    found = {unit: timeliness(office, unit) for unit in ("江口乡", "拉沟乡", "中渡镇")}
    assert {unit: line.arrival.value for unit, line in found.items()} == {
        "江口乡": "按时（更正）", "拉沟乡": "迟报", "中渡镇": "未登记",
    }  # fmt: skip
    assert found["江口乡"].file == "2022-06/江口乡6月更正.xlsx"
    CliRunner().invoke(
        main, ["notice", "进度通报", "-w", str(office.root), "--period", "2022-06", "--as-of", "2022-07-10"]
    )
    (paper,) = office.notices(JUNE).glob("*.docx")
    said = "".join(text for text in _texts(paper))
    assert "按时报送1个（江口乡其后有更正），已报送、收到日期未登记1个（中渡镇），迟报1个（拉沟乡）" in said


def _texts(paper: Path) -> Iterator[str]:
    import docx

    yield from (paragraph.text for paragraph in docx.Document(str(paper)).paragraphs)


def test_the_same_table_that_is_sent_again_after_another_counts_again(office):
    """A, then B, then A once more: the last arrival is A, though its content is not new."""

    def line(name: str, at: str) -> LogLine:
        return LogLine(name, at, "邮件", "邮件", "a@b.example", f"报送/2022-06/{name}", unit="江口乡", month="2022-06")

    write_log(
        office, [line("甲.xlsx", "2022-07-04 09:00"), line("乙.xlsx", "2022-07-04 10:00"), line("甲.xlsx", "2022-07-04 15:00")],
        read_log(office), AS_OF,
    )  # fmt: skip
    assert read_log(office).arrivals(JUNE) == {
        "2022-06/甲.xlsx": datetime(2022, 7, 4, 15), "2022-06/乙.xlsx": datetime(2022, 7, 4, 10),
    }  # fmt: skip


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(st.builds(LogLine, **dict.fromkeys(("name", "sender", "place", "note", "unit", "outcome"), TEXT.map(kept_text))))
def test_a_line_comes_back_from_its_texts_as_it_was(line):
    """The law on which keeping rests: what is written is what is read."""
    assert line_of(line.texts, 0) == line


def test_an_office_of_another_workspace_opens_the_same_log(office):
    """Nothing but the file holds the log: another computer that opens the folder reads the same."""
    table(june(office) / "江口乡6月.xlsx")
    checked(office)
    assert read_log(open_workspace(office.root)).lines == read_log(office).lines
