"""What did a person settle, that the tool may not guess? Questions with their answers, kept in 裁定.xlsx."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """What a decision is about."""

    DUPLICATE = "重复"
    ATTRIBUTION = "归口"
    VALUE = "数值"


NOT_DUPLICATE = "不是重复"
KEEP = "保留："
# The columns of 裁定.xlsx, in order; the last three are the person's.
DECISION_COLUMNS = ("编号", "问题", "单位", "项目", "情况", "可选答案", "裁定", "裁定人", "裁定日期")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of 裁定.xlsx: a question the tool asks, and the answer once somebody wrote it.

    ``id`` is the same for the same question at every run; ``choices`` are the answers it understands (a
    doubtful amount has none: any number of 亿元 answers it).
    """

    id: str
    question: Question
    unit: str
    project: str
    situation: str
    choices: tuple[str, ...]
    answer: str = ""
    decided_by: str = ""
    decided_on: str = ""

    @property
    def is_open(self) -> bool:
        """True until somebody answers."""
        return not self.answer


def decision_id(question: Question, *parts: str) -> str:
    """Return a short id that depends on the question and its parts alone.

    >>> decision_id(Question.DUPLICATE, "江口乡", "甲项目") == decision_id(Question.DUPLICATE, "江口乡", "甲项目")
    True
    """
    letters = {"重复": "CF", "归口": "GK", "数值": "SZ"}[question.value]
    digest = hashlib.sha256("\x1f".join((question.value, *parts)).encode()).hexdigest()
    return f"{letters}-{digest[:8]}"
