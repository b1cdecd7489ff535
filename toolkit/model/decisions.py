"""Which questions did a person decide? Each with its answer, kept in 裁定.xlsx; the tool does not guess them."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """What a decision is about."""

    DUPLICATE = "重复"
    ATTRIBUTION = "归口"
    VALUE = "数值"


NOT_DUPLICATE = "不是重复"
KEEP = "保留："
# Which of two rows of one unit that have the same name.
EARLIER_ROW, LATER_ROW = "靠前的一行", "靠后的一行"
_BY_ROW = re.compile(rf"{KEEP}(?P<unit>.+)第(?P<row>\d+)行")
_ROWS_TOLD = re.compile(r"“([^“”]+)”（[^“”]*第(\d+)行）")
# The columns of 裁定.xlsx, in order; the last three are the person's.
DECISION_COLUMNS = ("编号", "问题", "单位", "项目", "情况", "可选答案", "裁定", "裁定人", "裁定日期")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of 裁定.xlsx: a question the tool asks, and the answer once somebody wrote it.

    ``id`` is the same for the same question at every run; ``choices`` are the answers it understands (a
    doubtful amount has none: any number of 亿元 answers it).  ``more`` is what a person wrote into columns of his own:
    (heading, text).
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
    more: tuple[tuple[str, str], ...] = ()

    @property
    def is_touched(self) -> bool:
        """True once a person wrote anything into the line."""
        return bool(self.answer or self.decided_by or self.decided_on or self.more)

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


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line that a person wrote into 裁定.xlsx and that answers no question of the tool: (heading, text), as written.

    ``in_table`` is false for what stands on a sheet of his own; there a column's letter is its heading.
    """

    sheet: str
    row: int
    texts: tuple[tuple[str, str], ...]
    in_table: bool = True


def without_row_number(answer: str, situation: str) -> str:
    """Return 1.0's 「保留：江口乡第5行」 in words that hold when rows move, read off the question's own 情况.

    >>> said = "江口乡“甲”（公司，2亿元，表.xlsx › 第5行）；江口乡“乙”（公司，2亿元，表.xlsx › 第9行）"
    >>> without_row_number("保留：江口乡第9行", "项目方相同。" + said)
    '保留：江口乡“乙”'
    """
    kept = _BY_ROW.fullmatch(answer)
    told = _ROWS_TOLD.findall(situation) if kept else []
    rows = [row for _, row in told]
    if kept is None or len(told) != 2 or kept["row"] not in rows:
        return answer
    place = rows.index(kept["row"])
    if told[0][0] == told[1][0]:
        is_earlier = int(rows[place]) == min(map(int, rows))
        return f"{KEEP}{kept['unit']}{EARLIER_ROW if is_earlier else LATER_ROW}"
    return f"{KEEP}{kept['unit']}“{told[place][0]}”"
