"""How is a cell of each field of a statistics table read? One reader a column, and what was read once is remembered."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from toolkit.files.grid import RawCell
from toolkit.intake.tables.column_units import kept_in, measure_of
from toolkit.intake.values.amounts import read_amount, read_dollars, read_quantity
from toolkit.intake.values.dates import read_date
from toolkit.intake.values.own_values import read_choice, read_day, read_number
from toolkit.intake.values.phones import read_contact, read_contact_phone, read_phone
from toolkit.intake.values.typed import Read, compact
from toolkit.model.expressions import expression
from toolkit.model.known_columns import STATISTICS
from toolkit.model.own_columns import CHOICE, DATE, NUMBER, YES_NO, OwnColumn, is_own, own_heading
from toolkit.model.period import ReportingPeriod
from toolkit.model.ticks import ticks_of
from toolkit.model.units import DOLLAR, YUAN

FIELDS = {field.name: field for field in STATISTICS}
DATES = ("moved_in_on", "signed_on", "registered_on", "started_on", "produced_on")
FLAGS = ("industrial", "emerging", "fortune500", "in_statistics", "packaged")
REMEMBERED_VALUES = 20_000
# How people call what 是否新兴产业 asks for.
_CALLED = expression(r"(?:战略性?)?新兴产业|战新产业|战新")
EMERGING = "新兴产业"
YES_IN_WORDS = "是"
YES, NO = (
    frozenset([YES_IN_WORDS, "√", "✓", "对", "有", "属于", "y", "yes", "true", "1"]),
    frozenset(["否", "×", "x", "不是", "非", "无", "不属于", "n", "no", "false", "0"]),
)
Reader = Callable[[RawCell], Read[Any]]


@lru_cache(maxsize=64)
def value_readers(
    period: ReportingPeriod, units: tuple[tuple[str, str], ...], own: tuple[OwnColumn, ...] = ()
) -> Mapping[str, Reader]:
    """Return the reader of each field whose cells are more than text, for tables with these units.

    ``own`` are the columns that the rulebook declares.  A month's tables hold the same days, amounts and words over
    and over: what was read once is remembered.
    """
    readers: dict[str, Reader] = {"phone": read_phone}
    for name, unit in units:
        column = own_heading(name) if is_own(name) else FIELDS[name].heading
        if measure_of(name) == YUAN:
            readers[name] = _remembered(partial(read_amount, unit=unit, column=column))
        elif measure_of(name) == DOLLAR:
            readers[name] = partial(read_dollars, unit=unit, column=column)
        else:
            readers[name] = partial(read_quantity, unit=unit, into=kept_in(name), column=column)
    for name in DATES:
        readers[name] = _remembered(partial(read_date, column=FIELDS[name].heading, period=period))
    for name in FLAGS:
        readers[name] = _remembered(partial(read_flag, column=FIELDS[name].heading))
    return readers | {one.field: reader for one in own if (reader := _own_reader(one, period))}


def _own_reader(one: OwnColumn, period: ReportingPeriod) -> Reader | None:
    """Return how a declared column is read; ``None`` for words, and for what is read in a unit."""
    if one.kind == YES_NO:
        return _remembered(partial(read_flag, column=one.heading))
    if one.kind == CHOICE:
        return partial(read_choice, words=one.words, column=one.heading)
    if one.kind == DATE:
        return _remembered(partial(read_day, column=one.heading, period=period))
    if one.ending == NUMBER:
        return partial(read_number, unit=one.unit, column=one.heading)
    return None


def readers_of_shared(columns: Mapping[str, int]) -> Mapping[str, Reader]:
    """Return the readers where one column holds the person and the telephone; ``columns`` is field → column."""
    if not columns.get("phone") or columns.get("contact") != columns["phone"]:
        return {}
    return {"contact": read_contact, "phone": read_contact_phone}


def _remembered(reader: Reader) -> Reader:
    """A reader that looks at nothing but a cell's value: 1, 1.0 and TRUE are equal, and are not the same."""
    known: dict[tuple[type, Any], Read[Any]] = {}

    def read(cell: RawCell) -> Read[Any]:
        key = cell.value.__class__, cell.value
        found = known.get(key)
        if found is None:
            if len(known) >= REMEMBERED_VALUES:
                known.clear()
            found = known[key] = reader(cell)
        return found

    return read


def _ticked(text: str) -> str:
    """Return the choice that is ticked of two printed ones, else the text: ☑是 □否, 是√ 否."""
    ticks = ticks_of(text)
    return ticks.on[0] if len(ticks.on) == 1 else text


def read_flag(cell: RawCell, column: str) -> Read[bool]:
    """Return 是/否 in any of the ways people tick a box, or with the heading's own word: 工业, 非工业 under 是否工业.

    >>> [read_flag(RawCell(text), "是否工业").value for text in ("√", "工业", "非工业", "不属于工业项目", "否？")]
    [True, True, False, False, None]
    >>> [read_flag(RawCell(text), "是否新兴产业").value for text in ("☑是 □否", "□是 ☑否", "否√", "战新", "待定")]
    [True, False, False, True, None]
    """
    text = compact(_ticked(cell.text)).lower()
    asked = column.removeprefix("是否")
    text = _CALLED.sub(asked, text) if asked.endswith(EMERGING) else text
    if asked != column and text.removesuffix("项目").endswith(asked):
        text = text.removesuffix("项目").removesuffix(asked) or YES_IN_WORDS
    if text in YES or text in NO:
        return Read(text in YES)
    return Read(None, (("flag_unclear", {"column": column, "typed": cell.text}),))
