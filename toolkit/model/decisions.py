"""Which questions did a person decide? Each with its answer, in 裁定.xlsx or 词典.xlsx; the tool guesses none."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from msgspec import Struct

from toolkit.model.expressions import expression
from toolkit.model.money import YI
from toolkit.model.origin import Origin
from toolkit.model.sensitive import without_sensitive
from toolkit.model.shared import shares_told, units_in


class Question(StrEnum):
    """What a decision is about."""

    DUPLICATE = "重复"
    ATTRIBUTION = "归口"
    VALUE = "数值"
    PAID_IN = "到位资金"
    SOURCE = "来源"
    STAGE = "阶段"
    TRADE = "行业"
    COLUMN = "列"
    VERSION = "版本"
    IDENTITY = "同一"
    VANISHED = "去向"
    UNIT = "单位"
    CORRECTION = "更正续用"
    FORM = "外出表"


# What is asked once for a text, whoever wrote it; the answers stand in 词典.xlsx and hold from then on.
OF_A_TEXT = (Question.SOURCE, Question.STAGE, Question.TRADE, Question.ATTRIBUTION, Question.COLUMN)
# What is settled of a project, or of its words, for good: it holds in the next year, too.
HOLDS_ON = (
    *(Question.DUPLICATE, Question.ATTRIBUTION, Question.SOURCE, Question.STAGE, Question.TRADE),
    *(Question.IDENTITY, Question.VANISHED),
)
# Any number of 亿元 answers these.
OF_AN_AMOUNT = (Question.VALUE, Question.PAID_IN)
# The answer where one text means this in one project and that in another: then each project is asked about.
EACH = "各项目不同，逐个裁定"
# What 「累计到位资金」 may mean, and how the heading would say it.
COLUMN_SPANS = {"今年以来": "本年", "开工至今": "开工至今累计"}
NOT_DUPLICATE = "不是重复"
# Whether a new row is a known project, renamed or moved to another unit.
SAME, NOT_SAME = "同一项目", "不是同一项目"
# What became of a project that left its unit's table without a word.
FORGOTTEN, ENDED_NOW, WITHDRAWN_NOW = "漏报，沿用上期", "终止，不再计入", "撤项，不再计入"
MOVED_TO = "移交："
# What became of a project of the former year that the new year's table lacks: nothing of it counts in either case.
STILL_KEPT, ALL_KEPT = "今年没有报，留在项目库", "今年都没有报，留在项目库"
# Whether a project that had ended or was withdrawn goes on, as a table names it again.
GOES_ON = "恢复，重新计入"
STAYS_OUT = "没有恢复，仍不计入"
# Whether a unit without a table reports through another one from now on.
UNIT_MERGED, UNIT_STANDS = "属实，并入", "不是，仍单独报送"
KEEP = "保留："
# Said of a question that 1.0 asked of each project, where its text would do.
ANSWERED_BY_PROJECT = "以前按项目答的，仍按项目采用"
# Which of two rows of one unit that have the same name.
EARLIER_ROW, LATER_ROW = "靠前的一行", "靠后的一行"
_BY_ROW = expression(rf"{KEEP}(?P<unit>.+)第(?P<row>\d+)行")
_ROWS_TOLD = expression(r"“([^“”]+)”（[^“”]*第(\d+)行）")
# The columns of 裁定.xlsx, in order; the last three are the person's.
DECISION_COLUMNS = ("编号", "问题", "写法", "单位", "项目", "情况", "可选答案", "建议", "裁定", "裁定人", "裁定日期")


class Decision(Struct, frozen=True):
    """One line of 裁定.xlsx: a question the tool asks, and the answer once somebody wrote it.

    ``id`` is the same for the same question at every run; ``choices`` are the answers it understands (a
    doubtful amount is answered by any number of 亿元 as well).  ``text`` is what the units wrote where that is the
    doubt, and '' where the question is one project's; ``proposal`` is the likelier choice, or '', and has no effect.
    ``more`` is what a person wrote into columns of his own: (heading, text).  ``in_dictionary`` tells that the answer
    stands in 词典.xlsx.
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
    text: str = ""
    proposal: str = ""
    in_dictionary: bool = False

    def understands(self, answer: str) -> bool:
        """Tell whether an answer can be applied: one of the choices, or any number of 亿元 where an amount is asked."""
        if self.question in OF_AN_AMOUNT:
            return amount_told(answer, self.choices) is not None
        if (
            self.question is Question.DUPLICATE
            and shares_told(answer, units_in(self.choices), self.choices) is not None
        ):
            return True
        return answer in self.choices

    @property
    def is_touched(self) -> bool:
        """True once a person wrote anything into the line."""
        return bool(self.answer or self.decided_by or self.decided_on or self.more)

    @property
    def is_open(self) -> bool:
        """True until somebody answers."""
        return not self.answer


def left_open(open_ones: Iterable[Decision], counted_in: str = "") -> str:
    """Return what questions without an answer do to the figures: a pair counts twice, a doubt not at all.

    ``counted_in`` is what a doubt is not counted in, e.g. 全年数.
    """
    kinds = Counter(one.question for one in open_ones)
    pairs = kinds[Question.DUPLICATE]
    doubts = sum(kinds[one] for one in (*OF_A_TEXT, *OF_AN_AMOUNT))
    others = sum(kinds.values()) - pairs - doubts
    said = [f"疑似重复 {pairs} 项，没有裁定的两行都计入，可能多计"] if pairs else []
    said += [f"其他 {others} 项，没有裁定以前怎样计，见“情况”一栏"] if others else []
    number = f"拿不准的 {doubts} 项，" if said else ""
    return "；".join([*said, *([f"{number}没有裁定的不计入{counted_in}"] if doubts else [])])


_LETTERS = {
    Question.DUPLICATE: "CF",
    Question.ATTRIBUTION: "GK",
    Question.VALUE: "SZ",
    Question.PAID_IN: "DW",
    Question.SOURCE: "LY",
    Question.STAGE: "JD",
    Question.TRADE: "HY",
    Question.COLUMN: "LM",
    Question.VERSION: "BB",
    Question.IDENTITY: "TY",
    Question.VANISHED: "QX",
    Question.UNIT: "BG",
    Question.CORRECTION: "GZ",
    Question.FORM: "WC",
}


def decision_id(question: Question, *parts: str) -> str:
    """Return a short id that depends on the question and its parts alone.

    >>> decision_id(Question.DUPLICATE, "江口乡", "甲项目") == decision_id(Question.DUPLICATE, "江口乡", "甲项目")
    True
    """
    digest = hashlib.sha256("\x1f".join((question.value, *parts)).encode()).hexdigest()
    return f"{_LETTERS[question]}-{digest[:8]}"


def pair_id(*both: Origin) -> str:
    """Return the id of the question whether two projects are one: of where each was first reported."""
    return decision_id(Question.DUPLICATE, *sorted(f"{one.unit}·{one.name}·{one.firm}" for one in both))


def text_id(question: Question, text: str) -> str:
    """Return the id of the question what a text means; blanks and full-width letters make no other text.

    >>> text_id(Question.SOURCE, "英属 维尔京") == text_id(Question.SOURCE, "英属维尔京　")
    True
    """
    return decision_id(question, "写法", compared(text))


def compared(text: str) -> str:
    """Return a text as it is held against others: without blanks and a person's own numbers, in usual letters."""
    return "".join(unicodedata.normalize("NFKC", without_sensitive(text)).split())


def yuan(answer: str) -> int | None:
    """Return an answer in 亿元 as whole 元, ``None`` where it is no amount: ``yuan("2.1亿元")`` is 210 000 000."""
    try:
        amount = Decimal(compared(answer).removesuffix("元").removesuffix("亿")) * YI
    except InvalidOperation:
        return None
    return int(amount) if amount.is_finite() and amount >= 0 else None


def amount_told(answer: str, choices: Sequence[str] = ()) -> int | None:
    """Return which sum in 元 an answer says: a number of 亿元, or one of the choices, whole or by its words alone.

    >>> amount_told("沿用上月", ("照填报：0.1", "沿用上月：0.25")), amount_told("0.3亿元"), amount_told("照旧")
    (25000000, 30000000, None)
    """
    number = yuan(answer)
    if number is not None:
        return number
    said = compared(answer)
    meant = next((one for one in choices if said in (compared(one), compared(one.partition("：")[0]))), "")
    return yuan(meant.rpartition("：")[2]) if meant else None


class OwnLine(Struct, frozen=True):
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
