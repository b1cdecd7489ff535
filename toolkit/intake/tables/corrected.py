"""What does a corrected value mean, and what becomes of the project's row with it? Read as its cell would be read."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from toolkit.files.grid import RawCell
from toolkit.intake.tables.column_units import AMOUNTS, DOLLARS, QUANTITIES
from toolkit.intake.tables.fields import bare, headings_of
from toolkit.intake.tables.value_readers import FIELDS, value_readers
from toolkit.intake.values.stage_evidence import PROOFS, stage_of
from toolkit.model.cells import CellRef
from toolkit.model.findings import found
from toolkit.model.known_columns import STATISTICS
from toolkit.model.money import in_yi
from toolkit.model.money_doubt import MoneyDoubt
from toolkit.model.own_columns import OwnColumn, is_own
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Project

# The units in which a correction is written where it names none: those of the form as issued.
UNITS = (*((name, "亿元") for name in AMOUNTS), *((name, "万美元") for name in DOLLARS), *QUANTITIES.items())
# A name is what a project is known by; it is no value of the project.
_NOT_CORRECTED = ("number", "name", "project_number", "explanation")
CORRECTABLE = {name: field.heading for name, field in FIELDS.items() if name not in _NOT_CORRECTED}
_NOWHERE = CellRef("")
_HEADINGS = headings_of(STATISTICS) | {bare(heading): name for name, heading in CORRECTABLE.items()}


def correctable(own: Iterable[OwnColumn]) -> Mapping[str, str]:
    """Return what each field is called that can be corrected; ``own`` are the columns that the rulebook declares."""
    return CORRECTABLE | {one.field: one.heading for one in own}


def field_of(text: str, own: Iterable[OwnColumn] = ()) -> str:
    """Return the field that a heading or a field's name means, '' for none that can be corrected.

    >>> field_of("到位资金（亿元）"), field_of("paid_in"), field_of("总投资"), field_of("项目名称")
    ('paid_in_yuan', 'paid_in_yuan', 'investment_yuan', '')
    """
    word = text.strip()
    mine = {bare(name): one.field for one in own for name in (one.heading, *one.synonyms)}
    if bare(word) in mine:
        return mine[bare(word)]
    english = {short: name for name in CORRECTABLE for short in (name, _short(name))}
    english |= {"paid_in_year": "paid_in_yuan", "entry": "moved_in_on"}
    name = english.get(word.lower()) or _HEADINGS.get(bare(word), "")
    return name if name in CORRECTABLE else ""


def _short(name: str) -> str:
    for unit in ("_yuan", "_usd", "_mu", "_sqm"):
        name = name.removesuffix(unit)
    return name


def value_of(field: str, text: str, period: ReportingPeriod, own: tuple[OwnColumn, ...] = ()) -> tuple[Any, str]:
    """Return a corrected value as its cell would be read, and '' or the sentence that says why it cannot be.

    A plain number of a declared column is in the column's own unit.
    """
    cell, heading = RawCell(_typed(text)), correctable(own)[field]
    units = (*UNITS, *((one.field, one.unit) for one in own if one.measure))
    reader = value_readers(period, units, own).get(field)
    if not cell.text or reader is None:
        return (cell.text, "") if cell.text else (None, f"没有写“更正为”，{heading}要更正成什么")
    read = reader(cell)
    if read.value is not None:
        return read.value, ""
    place = next((found(kind, _NOWHERE, **details) for kind, details in read.remarks), None)
    return None, f"{place.problem}。{place.action}" if place else f"{heading}写作“{text}”，看不懂"


def _typed(text: str) -> str | float | int:
    """Return a plain number as a number: a correction is written in a cell of text."""
    try:
        number = Decimal(text.strip())
    except ArithmeticError:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def with_unit(field: str, text: str, own: Iterable[OwnColumn]) -> str:
    """Return a corrected value as it is shown: a plain number of a declared column with the column's unit.

    >>> with_unit("own_固投_yuan", "6000", [OwnColumn("固投", "amount", "万元")]), with_unit("paid_in_yuan", "0.6", [])
    ('6000万元', '0.6')
    """
    unit = next((one.unit for one in own if one.field == field), "")
    return f"{text}{unit}" if unit and not isinstance(_typed(text), str) else text


def in_words(field: str, value: object) -> str:
    """Return a value as a correction would write it: amounts in 亿元, dollars in 万美元, ticks as 是 or 否."""
    if value is None or value == "":
        return ""
    if field in AMOUNTS and isinstance(value, int):
        return in_yi(value)
    if field in DOLLARS and isinstance(value, int):
        return format((Decimal(value) / 10_000).normalize(), "f")
    if isinstance(value, bool):
        return "是" if value else "否"
    if is_own(field) and field.endswith("_yuan") and isinstance(value, int):
        return f"{in_yi(value)}亿元"
    if is_own(field) and field.endswith("_usd") and isinstance(value, int):
        return f"{format((Decimal(value) / 10_000).normalize(), 'f')}万美元"
    return f"{value:g}" if isinstance(value, float) else str(value)


def changes_of(project: Project, field: str, value: object, period: ReportingPeriod) -> dict[str, Any]:
    """Return the fields of a project that change with a corrected value; its stage follows from what decides it."""
    changes: dict[str, Any] = {field: value}
    if field == "paid_in_yuan":
        # A corrected sum is certain: it is held against nothing.
        changes["money"] = MoneyDoubt("corrected_by_office", project.paid_in_yuan, None, settled=True)
    if field == "progress" or field in PROOFS:
        dates: Mapping[str, Any] = {name: value if name == field else getattr(project, name) for name in PROOFS}
        words = value if field == "progress" else project.progress
        stage, _, doubt = stage_of(str(words) if words else None, dates, period)
        changes |= {"stage": stage, "stage_doubt": doubt}
    return changes
