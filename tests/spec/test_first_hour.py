"""A new clerk's first hour: the manual's own steps (使用手册, 头一个小时) are done word by word, and nothing else.

Each numbered line is read as a clerk reads it: 打开 a file, 填 a value, 按 a button. What the line says of the result is
held against the files.  A step that the product no longer takes, or a word that no step explains, turns this red.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from toolkit.model.control import BUTTONS, PERIOD
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.control.cells import read_settings
from toolkit.workflow.actions.closed_workbook import run_booked
from toolkit.workflow.actions.demo import SAMPLES, run_story

MANUAL = (Path(__file__).parents[2] / "docs" / "使用手册.md").read_text("utf-8")
TOOLBOX = "招商工具箱.xlsm"
ACTION = {one.caption: one.action for one in BUTTONS}
NOW = datetime(2022, 7, 6, 9, 0)
STEP = re.compile(
    r"打开 `(?P<open>[^`]+)`"
    r"|按“(?P<press>[^”]+)”"
    r"|“(?P<cell>[^”]+)”填 `(?P<value>[^`]+)`"
    r"|写着“(?P<row>[^”]+)”的一行，在“(?P<column>[^”]+)”一列填 `(?P<answer>[^`]+)`"
)


def steps() -> list[tuple[str, list[re.Match[str]]]]:
    """Return the numbered lines of the manual's first hour, each with what it says to do, in its order."""
    told = MANUAL.partition("### 头一个小时\n")[2].partition("\n### ")[0]
    lines = re.findall(r"^\d+\. (.+)$", told, re.MULTILINE)
    return [(line, [one for one in STEP.finditer(line) if not line[: one.start()].endswith("不要")]) for line in lines]


def test_every_step_says_what_to_do_and_nothing_is_typed_that_no_step_explains():
    """Seven lines; each opens, fills in or presses something, and every word in code marks is part of a step."""
    found = steps()
    assert len(found) == 7
    for line, done in found:
        assert done, line
        explained = " ".join(one[0] for one in done)
        assert [word for word in re.findall(r"`([^`]+)`", line) if f"`{word}`" not in explained] == [], line
        assert all(one["press"] in ACTION for one in done if one["press"]), line


class Clerk:
    """Who sits before the demonstration's county and does what a line says; ``heard`` is what each press answered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / SAMPLES[0].workspace
        self.period = ReportingPeriod(1999, 1)
        self.heard: list[tuple[str, str]] = []
        self.opened: list[Path] = []

    def does(self, one: re.Match[str]) -> None:
        """Do one step."""
        if one["open"]:
            first = self.folder / one["open"]
            path = first if first.exists() else self.root / one["open"]
            if path.suffix == ".docx":
                assert [part.text for part in Document(str(path)).paragraphs if part.text.strip()], path
            else:
                assert openpyxl.load_workbook(path).worksheets, path
            self.opened.append(path)
        elif one["press"]:
            report, written = run_booked(
                ACTION[one["press"]], self.root / TOOLBOX, NOW, lambda *_: None, _refuses, self.period
            )
            assert written and not report.cancelled
            self.heard.append((one["press"], report.dialog))
        elif one["cell"]:
            assert one["cell"] == "报送月份" and PERIOD
            self.period = ReportingPeriod.parse(one["value"])
        else:
            self._answers(one["row"], one["column"], one["answer"])

    def _answers(self, words: str, column: str, answer: str) -> None:
        path = self.opened[-1]
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        heads = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
        (row,) = {cell.row for line in sheet.iter_rows() for cell in line if f"“{words}”" in str(cell.value)}
        sheet.cell(row, heads[column]).value = float(answer)
        book.save(path)

    def open_questions(self) -> int:
        """Return how many lines of 裁定.xlsx have no answer, as it lies there now."""
        sheet = openpyxl.load_workbook(self.root / "裁定.xlsx", data_only=True).worksheets[0]
        (head,) = [row for row in sheet.iter_rows(max_row=6) if any(cell.value == "裁定" for cell in row)]
        column = next(cell.column for cell in head if cell.value == "裁定")
        return sum(
            bool(sheet.cell(row, 1).value) and sheet.cell(row, column).value in (None, "")
            for row in range(head[0].row + 1, sheet.max_row + 1)
        )


def _refuses(words: str) -> bool:
    raise AssertionError(f"the first hour asks nothing: {words}")


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    """What `zhaoshang demo` leaves of the first county."""
    folder = tmp_path_factory.mktemp("招商演示")
    run_story(folder, SAMPLES[0], lambda *_: None)
    return folder


def walked(county: Path, tmp_path: Path) -> Iterator[tuple[Clerk, str]]:
    """Yield the clerk after each line of the manual, in a copy of the county."""
    shutil.copytree(county, tmp_path / "招商演示")
    clerk = Clerk(tmp_path / "招商演示")
    for line, done in steps():
        for one in done:
            clerk.does(one)
        yield clerk, line


def test_the_first_hour_is_walked_by_the_manual_alone(county, tmp_path):
    """Every line can be done as it stands, and what it promises is there: colours, a question less, letters, an issue."""
    assert read_settings(county / SAMPLES[0].workspace / TOOLBOX).root == ""
    open_before = None
    for number, (clerk, line) in enumerate(walked(county, tmp_path), 1):
        if number == 2:
            book = openpyxl.load_workbook(clerk.opened[-1])
            assert "退回说明" in line and book.sheetnames[-1] == "退回说明"
            assert any(cell.comment for row in book.worksheets[0].iter_rows() for cell in row), "鼠标放上去看得到说明"
        if number == 3:
            assert "总览" in openpyxl.load_workbook(clerk.opened[-1]).sheetnames
            open_before = clerk.open_questions()
        if number == 4:
            assert "待裁定少了一项" in line and clerk.open_questions() == open_before - 1
    assert [caption for caption, _ in clerk.heard] == ["校验统计表", "汇总", "汇总", "生成通知", "邮件预览"]
    assert {path.parent.name for path in clerk.opened} >= {"退回修改", "通知", "待发邮件", "2022-05"}
    assert not (clerk.root / "发送记录.sqlite").exists(), "nothing is sent in the first hour"


def test_a_manual_that_names_another_button_or_file_turns_red(county, tmp_path):
    """The walk is the manual's: a button that is not there, or a file of another name, is an error."""
    clerk = Clerk(county)
    with pytest.raises(KeyError):
        clerk.does(STEP.search("按“校验报表”"))
    with pytest.raises(FileNotFoundError):
        clerk.does(STEP.search("打开 `输出/2022-06/没有这本.xlsx`"))
