"""What may the office say of a doubtful column: its span, field or unit, which of two it is, or that it is none?"""

from collections import Counter
from collections.abc import Sequence

from toolkit.model.decisions import COLUMN_SPANS, compared
from toolkit.model.form import BASE_COLUMNS

# The column is of no field; of several, none is; each table must say for itself.
NOT_USED, NONE_OF_THEM, BY_UNITS = "不用这一列", "都不用", "各表不同，由单位写明"
# The fields that a column may be said to be: those that annex 2 asks for, and the year's sums of money that came.
FIELDS = (*(column.heading.partition("（")[0] for column in BASE_COLUMNS[1:]), "到位资金", "实际利用外资")
_MONEY, _DOLLARS, _AREAS = ("亿元", "万元", "元"), ("万美元", "美元"), ("亩", "平方米", "公顷")
_UNITS = {"yuan": _MONEY, "usd": _DOLLARS, "mu": _AREAS, "sqm": _AREAS}
MEANINGS = (*COLUMN_SPANS, *FIELDS, *dict.fromkeys((*_MONEY, *_DOLLARS, *_AREAS)), NOT_USED, NONE_OF_THEM, BY_UNITS)


def units_of(field: str) -> tuple[str, ...]:
    """Return the units that a field's numbers may stand in; its name ends in the unit that it is kept in."""
    return _UNITS.get(field.rpartition("_")[2], ())


def unit_text(heading: str) -> str:
    """Return what 词典.xlsx calls the doubt in which unit a column's numbers stand."""
    return f"{heading}的单位"


def rivals_text(headings: Sequence[str]) -> str:
    """Return what 词典.xlsx calls the doubt which of several columns is a field, in whatever order they stand.

    >>> rivals_text(["总投资", "投资额"]) == rivals_text(["投资额", "总投资"])
    True
    """
    return "／".join(sorted(headings))


def rival_answers(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the answer that chooses each of several columns, from left to right; one heading may stand over two.

    >>> rival_answers(["总投资", "投资额"]), rival_answers(["投资额", "投资额"])
    (('用“总投资”', '用“投资额”'), ('用左起第1个“投资额”', '用左起第2个“投资额”'))
    """
    times, seen = Counter(headings), Counter[str]()
    answers = []
    for heading in headings:
        seen[heading] += 1
        answers.append(f"用“{heading}”" if times[heading] == 1 else f"用左起第{seen[heading]}个“{heading}”")
    return tuple(answers)


def is_understood(answer: str) -> bool:
    """Tell whether an answer says something of some column."""
    return answer in MEANINGS or (answer.startswith(("用“", "用左起第")) and answer.endswith("”"))


def same(one: str, other: str) -> bool:
    """Tell whether two answers or headings differ in nothing but blanks and width."""
    return compared(one) == compared(other)
