"""In which unit does a column stand? Its own heading says it, else the line above the table, else nobody."""

from collections.abc import Collection

from msgspec import Struct

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.header import Header, heading_row
from toolkit.intake.values.typed import HALF_WIDTH, compact
from toolkit.model.column_answers import unit_text
from toolkit.model.decisions import compared
from toolkit.model.own_columns import is_own
from toolkit.model.units import AREA, DOLLAR, YUAN, Unit, units_in, units_said

AMOUNTS = ("investment_yuan", "paid_in_yuan", "paid_in_month_yuan", "paid_in_total_yuan", "trade_yuan")
DOLLARS = ("fdi_usd", "contract_usd")
# Areas, and the unit that each is kept in.
QUANTITIES = {"land_mu": "亩", "floor_sqm": "㎡", "idle_mu": "亩"}
MEASURES = dict.fromkeys(AMOUNTS, YUAN) | dict.fromkeys(DOLLARS, DOLLAR) | dict.fromkeys(QUANTITIES, AREA)
_OWN = {"yuan": YUAN, "usd": DOLLAR, "mu": AREA, "sqm": AREA}
EXAMPLES = {YUAN: "万元", DOLLAR: "万美元", AREA: "亩"}
EXPECTED = {YUAN: "人民币（例如万元）", DOLLAR: "美元（例如万美元）", AREA: "面积（例如亩、平方米）"}


def measure_of(name: str) -> str:
    """Return 元, 美元 or ㎡ for a field that is kept in it, '' for any other."""
    return MEASURES.get(name) or (_OWN.get(name.rpartition("_")[2], "") if is_own(name) else "")


def kept_in(name: str) -> str:
    """Return 亩 or ㎡ for an area."""
    return QUANTITIES.get(name, "亩" if name.endswith("_mu") else "㎡")


def measured(names: Collection[str]) -> tuple[str, ...]:
    """Return those of some fields that are kept in a measure: amounts, dollars, areas, then the rulebook's own."""
    common = (*AMOUNTS, *DOLLARS, *QUANTITIES)
    own = (name for name in names if is_own(name) and measure_of(name))
    return (*(name for name in common if name in names), *own)


class ColumnUnit(Struct, frozen=True):
    """The unit that a column's numbers stand in, and the cell (row, column) that says it.

    ``words`` is the unit where there is one, '' where none is written or where it cannot be: then ``typed`` is
    what is written instead (万元 over dollars, two units at once).  ``expected`` and ``example`` say what would do.
    ``is_told``: the office said it (词典.xlsx), not the table.
    """

    words: str
    typed: str
    place: tuple[int, int]
    expected: str
    example: str
    is_told: bool = False

    @property
    def kind(self) -> str:
        """What is wrong with it, as a kind of finding."""
        return "column_unit_wrong" if self.typed else "column_unit_missing"


def column_unit(sheet: RawSheet, header: Header, name: str) -> ColumnUnit:
    """Return the unit of an amount's or an area's column."""
    measure, column = measure_of(name), header.columns.get(name, 0)
    expected, example = EXPECTED[measure], kept_in(name) if measure == AREA else EXAMPLES[measure]
    example = "平方米" if example == "㎡" else example
    if not column:
        return ColumnUnit("", "", (0, 0), expected, example)
    place = heading_row(sheet, header, column), column
    named = units_in(compact(header.heading(name)))
    if not named:
        named, above = said_above(sheet, header, measure)
        place = above if named else place
    fitting = [unit for unit in named if _fits(unit, measure)]
    if len(named) != 1 or not fitting:
        told = units_in(_told(header, name))
        if len(told) == 1 and _fits(told[0], measure):
            return ColumnUnit(_full(told[0]), "", (heading_row(sheet, header, column), column), expected, example, True)
    if len(named) == 1 and fitting:
        return ColumnUnit(_full(fitting[0]), "", place, expected, example)
    typed = "、".join(unit.words for unit in named)
    if name == "investment_yuan" and len(named) == 1 and named[0].is_money:
        # Foreign money: each row is told to be written in 人民币.
        return ColumnUnit(named[0].words, "", place, expected, example)
    return ColumnUnit("", typed, place, expected, example)


def _told(header: Header, name: str) -> str:
    """Return the unit that the office said a heading means, '' for none."""
    return header.told.get(compared(unit_text(header.heading(name))), "") if header.told else ""


def _fits(unit: Unit, measure: str) -> bool:
    return unit.measure == measure or (unit.measure == "" and measure == YUAN)


def _full(unit: Unit) -> str:
    return unit.words if unit.measure else f"{unit.words}元"


def said_above(sheet: RawSheet, header: Header, measure: str) -> tuple[tuple[Unit, ...], tuple[int, int]]:
    """Return what the lines above the table say for a measure: areas and money do not answer for each other."""
    for row in sheet.rows:
        if row >= header.first_row:
            break
        for column, text in sheet.row_texts(row):
            said = units_said(text.translate(HALF_WIDTH)) or units_said(compact(text))
            own = tuple(unit for unit in said if _fits(unit, measure))
            others = tuple(unit for unit in said if unit.is_money and measure != AREA)
            if own or others:
                return own or others, (row, column)
    return (), (0, 0)
