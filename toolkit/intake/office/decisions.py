"""Which questions did a person answer? The answers in 裁定.xlsx, by the question's id."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.intake.office.written_lines import written_lines
from toolkit.model.decisions import DECISION_COLUMNS, Decision, OwnLine, Question, without_row_number


def read_decisions(path: Path) -> dict[str, Decision]:
    """Return the decisions of a 裁定.xlsx by id; a missing file has none."""
    return read_book(path)[0]


def read_book(path: Path) -> tuple[dict[str, Decision], tuple[OwnLine, ...]]:
    """Return the decisions of a 裁定.xlsx by id, and the lines that a person added, so that they are kept.

    Raises ``ToolkitError`` naming the file where it is no such workbook: it is the office's own record.
    A line without a known 编号 and 问题 answers nothing; of two lines with one 编号 the first that is answered counts.
    """
    decisions: dict[str, Decision] = {}
    own: list[OwnLine] = []
    for line in written_lines(path, DECISION_COLUMNS, "编号"):
        texts = dict(line.texts)
        decision = _decision(texts) if line.in_table and texts.get("问题") in set(Question) else None
        known = decision is not None and decision.id in decisions
        if decision is None or not decision.id or (known and decision.is_touched):
            own.append(line)
        elif not known:
            decisions[decision.id] = decision
    return decisions, tuple(own)


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
        text=texts.get("写法", ""),
        proposal=texts.get("建议", ""),
    )
