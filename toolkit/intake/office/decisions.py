"""Which questions did a person answer? The answers in 裁定.xlsx, by the question's id."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit.files.open_file import open_own_workbook
from toolkit.intake.tables.fields import Headings, bare
from toolkit.intake.tables.header import find_header
from toolkit.model.cells import column_letter
from toolkit.model.decisions import DECISION_COLUMNS, Decision, OwnLine, Question, without_row_number
from toolkit.model.errors import ToolkitError


def read_decisions(path: Path) -> dict[str, Decision]:
    """Return the decisions of a 裁定.xlsx by id; a missing file has none."""
    return read_book(path)[0]


def read_book(path: Path) -> tuple[dict[str, Decision], tuple[OwnLine, ...]]:
    """Return the decisions of a 裁定.xlsx by id, and the lines that a person added, so that they are kept.

    Raises ``ToolkitError`` naming the file where it is no such workbook: it is the office's own record.
    A line without a known 编号 and 问题 answers nothing; of two lines with one 编号 the first that is answered counts.
    """
    if not path.exists():
        return {}, ()
    words = {bare(heading): heading for heading in DECISION_COLUMNS}
    decisions: dict[str, Decision] = {}
    own: list[OwnLine] = []
    sheets = [(sheet, find_header(sheet, Headings(words), {"编号"})) for sheet in open_own_workbook(path).sheets]
    if not any(header for _, header in sheets):
        raise ToolkitError(f"{path.name} 的表头不对，应有：{'、'.join(DECISION_COLUMNS)}。请用工具箱生成的裁定表。")
    for sheet, header in sheets:
        # All lines of a sheet without the heading are the person's own.
        headings = {column: name for name, column in header.columns.items()} if header else {}
        headings = {**(header.unknown if header else {}), **headings}
        for row in sheet.rows:
            if header and row <= header.last_row:
                continue
            texts = _line(sheet.row_texts(row), headings)
            decision = _decision(texts) if header and texts.get("问题") in set(Question) else None
            known = decision is not None and decision.id in decisions
            if decision is None or not decision.id or (known and decision.is_touched):
                own.append(OwnLine(sheet.name, row, tuple(texts.items()), in_table=header is not None))
            elif not known:
                decisions[decision.id] = decision
    return decisions, tuple(own)


def _line(cells: Iterable[tuple[int, str]], headings: Mapping[int, str]) -> dict[str, str]:
    """Return the filled cells of a line by heading; a cell without one of its own goes by its column's letter."""
    line: dict[str, str] = {}
    for column, text in cells:
        heading = headings.get(column, "")
        line[heading if heading and heading not in line else column_letter(column)] = text
    return line


def _decision(texts: Mapping[str, str]) -> Decision:
    situation = texts.get("情况", "")
    return Decision(
        id=texts.get("编号", ""),
        question=Question(texts["问题"]),
        unit=texts.get("单位", ""),
        project=texts.get("项目", ""),
        situation=situation,
        choices=tuple(choice for choice in texts.get("可选答案", "").split("｜") if choice),
        answer=without_row_number(texts.get("裁定", ""), situation),
        decided_by=texts.get("裁定人", ""),
        decided_on=texts.get("裁定日期", ""),
        more=tuple((heading, text) for heading, text in texts.items() if heading not in DECISION_COLUMNS),
    )
