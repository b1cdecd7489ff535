"""Where does a person answer the tool's questions? In 裁定.xlsx: one question a row, with its possible answers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from toolkit.files.saving import save
from toolkit.model.decisions import DECISION_COLUMNS, OF_AN_AMOUNT, Decision, OwnLine
from toolkit.workbooks.books.shared_book import BookForm, BookLine, drawn_book

FORM = BookForm(
    name="裁定",
    title="待裁定的问题",
    how="在“裁定”一列选一个答案或填数（单位亿元），写上裁定人和日期，保存后重新汇总即可。“建议”供参考，不裁定不采用。"
    "请勿修改“编号”列。写明“写法”的，答案记入 词典.xlsx，以后不再问。",
    columns=DECISION_COLUMNS,
    widths=(13, 9, 16, 13, 20, 46, 34, 13, 20, 9, 11),
    own_from=DECISION_COLUMNS.index("裁定"),
)


def write_decisions(
    decisions: Sequence[Decision], out: Path, as_of: date, previous: Path | None = None, own: Sequence[OwnLine] = ()
) -> Path:
    """Write the questions, open ones first, each with a drop-down of its answers; return where it went.

    Below them stand the lines that a person added, ``own``, and beside them the columns that he added; sheets of his
    own follow.  The former content of ``out``, where it differs, is kept as ``previous``.
    """
    return save(drawn_decisions(decisions, as_of, own), out, previous)


def drawn_decisions(decisions: Sequence[Decision], as_of: date, own: Sequence[OwnLine] = ()) -> bytes:
    """Return 裁定.xlsx as bytes."""
    return drawn_book(FORM, [_line(decision) for decision in decisions], as_of, own)


def _line(decision: Decision) -> BookLine:
    asked = (decision.id, decision.question.value, decision.text, decision.unit, decision.project, decision.situation)
    texts = (*asked, "｜".join(decision.choices), decision.proposal)
    given = (decision.answer, decision.decided_by, decision.decided_on)
    by_heading = dict(zip(DECISION_COLUMNS, (*texts, *given), strict=True))
    answers = {"裁定": decision.choices} if decision.choices else {}
    is_amount = decision.question in OF_AN_AMOUNT
    amounts = ("裁定",) if not decision.choices else ()
    return BookLine({**by_heading, **dict(decision.more)}, answers, amounts, ("裁定",) if is_amount else ())
