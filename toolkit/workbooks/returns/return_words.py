"""Which sentences does the sheet 退回说明 have for the unit?"""

from pathlib import PureWindowsPath

from msgspec import Struct

from toolkit.model.columns import columns_in_words
from toolkit.model.explanations import COLUMN
from toolkit.model.findings import RETURN_SHEET, Severity, as_lines
from toolkit.model.money import in_yi
from toolkit.model.other_rows import other_rows_in_words
from toolkit.model.submission import Status, Submission

HEADINGS = ("序号", "级别", "位置", "代码", "问题及修改意见", COLUMN)
WIDTHS = (7.0, 9.0, 26.0, 9.0, 80.0, 30.0)


class NoteLine(Struct, frozen=True):
    """One thing to correct: ``sheet`` and ``place`` lead to its first cell, '' where it is the file as a whole."""

    severity: Severity
    sheet: str
    place: str
    shown: str
    code: str
    message: str


def title(submission: Submission) -> str:
    """Return the sheet's heading."""
    period = submission.period.label if submission.period else ""
    return f"{submission.unit or ''}{period}统计表{RETURN_SHEET}"


def introduction(submission: Submission) -> list[str]:
    """Return what was read, and what the unit is asked to do."""
    back, read = len(submission.returned_rows), len(submission.projects)
    # The unit is not told the folder in which the office keeps the file.
    file = f"文件“{PureWindowsPath(submission.file).name}”"
    if submission.status is Status.REFUSED:
        told = f"{file}无法读取。{submission.reason}"
    else:
        told = f"{file}报送项目 {read} 个，通过校验 {len(submission.accepted_projects)} 个，退回修改 {back} 个；"
        told += f"所报投资总额合计 {in_yi(submission.amount_yuan)} 亿元。请与原表核对。"
    columns, rows = columns_in_words(submission.columns), other_rows_in_words(submission.roles)
    asked = "请按下表逐条修改后，用原文件名重新报送。修改后颜色、批注和本页不必删除。"
    asked += f"“{Severity.WARNING.label}”的确有原因、不用改的，请在最右边的“{COLUMN}”写明原因。"
    colours = "有颜色的单元格带批注：红色须修改，黄色请核对，蓝色供参考；计入没计入，逐条写明。"
    return [
        told,
        *([f"各列是这样读的：{columns}。认错了的，请改列名。"] if columns else []),
        *([f"没有当作项目的行：{rows}。其中有项目的，请按表头逐列填写。"] if rows else []),
        asked + colours,
    ]


def note_lines(submission: Submission) -> list[NoteLine]:
    """Return one line per finding and sheet, in reading order."""
    lines = []
    for line in as_lines(submission.findings):
        finding = line.finding
        place = finding.cell.a1 or (f"A{finding.cell.row}" if finding.cell.row else "")
        shown = line.place or "整个文件"
        lines.append(NoteLine(finding.severity, finding.cell.sheet, place, shown, finding.code, finding.message))
    return lines
