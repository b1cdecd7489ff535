"""How is each column of a statistics table read: by which reader, asked for or not, and how heavy is a doubt in it?"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from toolkit.intake.tables.column_units import ColumnUnit
from toolkit.intake.tables.own_fields import fields_with
from toolkit.intake.tables.shared import DITTO
from toolkit.intake.tables.value_readers import FLAGS, Reader, readers_of_shared, value_readers
from toolkit.model.catalogue import CATALOGUE
from toolkit.model.expressions import expression
from toolkit.model.findings import Severity
from toolkit.model.own_columns import OwnColumn, is_own
from toolkit.model.period import ReportingPeriod

# Without these two a row is no project that counts; a doubt in any other cell holds back that cell alone.
ESSENTIAL = ("name", "investment_yuan")
# These say that there is nothing: the cell is empty, and what the form asks for is still asked for.
BLANKS = frozenset(
    (
        "/",
        "／",
        "\\",
        "//",
        "-",
        "－",
        "--",
        "—",
        "——",
        "暂无",
        "待补",
        "待补充",
        "待填",
        "无",
        "空",
        "没有",
        "未知",
        "暂缺",
        "空白",
        "未填",
        "N/A",
        "n/a",
        "NA",
    )
)
ANSWERS = ("无", "没有")  # to the question 是否……
SIGNS = DITTO | BLANKS
# Behind these, a text is not what the table asks for; it is kept verbatim and never becomes a formula.
FORMULA_START = expression(r"[=+\-@\t]")
MARKUP = expression(r"<\s*/?\s*[a-zA-Z!][^>]*>?|\{\{|\{%|[\x00-\x08\x0b\x0c\x0e-\x1f]|_x[0-9A-Fa-f]{4}_")
UNWANTED = expression(rf"\A{FORMULA_START.pattern}|{MARKUP.pattern}")


class PlannedColumn(Struct, frozen=True):
    """A column of the table: its field, and how its cells are read.

    ``asked``: an empty cell is asked about, with this ``weight``.  ``words`` are all that a cell may hold, () for any.
    """

    name: str
    number: int
    heading: str
    reader: Reader | None
    asked: bool
    weight: Severity | None
    words: tuple[str, ...] = ()


def column_plan(
    columns: Mapping[str, int],
    units: Mapping[str, ColumnUnit],
    period: ReportingPeriod,
    own: tuple[OwnColumn, ...] = (),
) -> tuple[PlannedColumn, ...]:
    """Return the plan for each of ``columns`` (field → column), made once for all tables of a form.

    ``own`` are the columns that the rulebook declares.
    """
    return _column_plan(tuple(columns.items()), tuple((name, unit.words) for name, unit in units.items()), period, own)


@lru_cache(maxsize=256)
def _column_plan(
    columns: tuple[tuple[str, int], ...],
    units: tuple[tuple[str, str], ...],
    period: ReportingPeriod,
    own: tuple[OwnColumn, ...],
) -> tuple[PlannedColumn, ...]:
    fields, words = fields_with(own).by_name, {one.field: one.words for one in own}
    readers = {**value_readers(period, units, own), **readers_of_shared(dict(columns))}
    plan = []
    for name, column in columns:
        field = fields[name]
        asked = field.base and name != "number"
        weight = None if field.required else Severity.WARNING
        plan.append(PlannedColumn(name, column, field.heading, readers.get(name), asked, weight, words.get(name, ())))
    return tuple(plan)


def is_blank(text: str, name: str) -> bool:
    """Tell whether a text says that a field's cell is empty: 无 to the question 是否…… is an answer.

    「/」 for an investment is quoted to the unit as an amount that is none: its finding says what stands there.

    >>> is_blank("暂无", "phone"), is_blank("无", "industrial"), is_blank("/", "investment_yuan")
    (True, False, False)
    """
    return text in BLANKS and name != "investment_yuan" and (not is_flag(name) or text not in ANSWERS)


def is_flag(name: str) -> bool:
    """Tell whether a field asks 是否……."""
    return name in FLAGS or (is_own(name) and name.endswith("_flag"))


def says_nothing(text: str) -> bool:
    """Tell whether a text holds no letter and no digit: ……, ？ and *** are strokes, not words.

    >>> says_nothing("……"), says_nothing("～/～"), says_nothing("3#")
    (True, True, False)
    """
    return bool(text) and not text.isalnum() and not any(map(str.isalnum, text))


def is_unwanted(text: str) -> bool:
    """Tell whether a text begins like a formula, or holds markup or signs that steer a program.

    >>> is_unwanted("=1+1"), is_unwanted("甲<b>公司"), is_unwanted("甲（乙）公司")
    (True, True, False)
    """
    return not text.isalnum() and UNWANTED.search(text) is not None


def unwanted_in(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a text holds that a table does not ask for: kind of finding and details."""
    if not is_unwanted(text):
        return
    if match := FORMULA_START.match(text):
        yield "formula_injection", {"first": match[0]}
    if match := MARKUP.search(text):
        yield "suspicious_text", {"typed": match[0][:20]}


def weight_of(kind: str, name: str) -> Severity | None:
    """Return the weight of a doubt in a field's cell, ``None`` for the catalogue's: only two fields send a row back."""
    heavy = name not in ESSENTIAL and CATALOGUE[kind].severity == Severity.ERROR
    return Severity.WARNING if heavy else None
