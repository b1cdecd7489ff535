"""What did somebody settle? The answers in 裁定.xlsx, by the question's id."""

from pathlib import Path

from toolkit.intake.fields import Headings, bare
from toolkit.intake.header import find_header
from toolkit.intake.open_file import open_own_workbook
from toolkit.model.decisions import DECISION_COLUMNS, Decision, Question
from toolkit.model.errors import ToolkitError


def read_decisions(path: Path) -> dict[str, Decision]:
    """Return the decisions of a 裁定.xlsx by id; a missing file has none.

    Raises ``ToolkitError`` naming the file where it is no such workbook: it is the office's own record.
    """
    if not path.exists():
        return {}
    sheets = open_own_workbook(path).sheets
    words = {bare(heading): heading for heading in DECISION_COLUMNS}
    for sheet in sheets:
        header = find_header(sheet, Headings(words), {"编号"})
        if header is None:
            continue
        decisions = {}
        for row in sheet.rows:
            texts = {name: sheet.cell(row, column).text for name, column in header.columns.items()}
            if row > header.last_row and texts.get("编号") and texts.get("问题") in set(Question):
                decisions[texts["编号"]] = _decision(texts)
        return decisions
    raise ToolkitError(f"{path.name} 的表头不对，应有：{'、'.join(DECISION_COLUMNS)}。请用工具箱生成的裁定表。")


def _decision(texts: dict[str, str]) -> Decision:
    return Decision(
        id=texts["编号"],
        question=Question(texts["问题"]),
        unit=texts.get("单位", ""),
        project=texts.get("项目", ""),
        situation=texts.get("情况", ""),
        choices=tuple(choice for choice in texts.get("可选答案", "").split("｜") if choice),
        answer=texts.get("裁定", ""),
        decided_by=texts.get("裁定人", ""),
        decided_on=texts.get("裁定日期", ""),
    )
