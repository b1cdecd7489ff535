"""Which columns does a county's own rulebook add to the statistics table, and which field holds each?

A field is named by heading and kind: ``own_当年固定资产投资_yuan``.  Projects and ledger entries answer to it like to
any other field; where nothing stands there it is ``None``, never 0.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from toolkit.model.period import PartialDate
from toolkit.model.units import AREA, DOLLAR, YUAN, parse_unit

OWN = "own_"
AMOUNT, NUMBER, YES_NO, DATE, TEXT, CHOICE = "amount", "number", "yes_no", "date", "text", "choice"
OWN_KINDS = (AMOUNT, NUMBER, YES_NO, DATE, TEXT, CHOICE)
# How a field ends, as the fields of every county do: it says what is kept there, and in which unit.
_ENDINGS = {NUMBER: "number", YES_NO: "flag", DATE: "on", TEXT: "text", CHOICE: "choice"}
_NUMBERS = ("_yuan", "_usd", "_mu", "_sqm", "_number")
# What a declared column holds: 元, 美元, 亩, ㎡ or a plain number; 是 or 否; a day; words.
OwnValue = int | float | str | bool | PartialDate


class OwnColumn(Struct, frozen=True):
    """A column that a rulebook declares: what stands over it, and what may stand in it.

    ``unit`` is that of the form (万元, 人), '' where nothing is counted; ``words`` what a choice offers; ``hint`` what
    the form says beside a cell.  ``required``: an empty cell is asked about.
    """

    heading: str
    kind: str
    unit: str = ""
    synonyms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False

    @property
    def ending(self) -> str:
        """How its field ends: yuan, usd, mu, sqm, number, flag, on, text, choice."""
        unit = parse_unit(self.unit)
        if self.kind == AMOUNT:
            return "usd" if unit is not None and unit.measure == DOLLAR else "yuan"
        if self.kind == NUMBER and unit is not None and unit.measure == AREA:
            return "mu" if self.unit.endswith(("亩", "公顷")) else "sqm"
        return _ENDINGS[self.kind]

    @property
    def field(self) -> str:
        """The field of a project and of a ledger entry that holds it."""
        return f"{OWN}{self.heading}_{self.ending}"

    @property
    def printed(self) -> str:
        """What the form prints over it: ``当年固定资产投资（万元）``."""
        return f"{self.heading}（{self.unit}）" if self.unit else self.heading

    @property
    def measure(self) -> str:
        """元, 美元 or ㎡; '' where it holds nothing of a measure."""
        return {"yuan": YUAN, "usd": DOLLAR, "mu": AREA, "sqm": AREA}.get(self.ending, "")


def is_own(field: str) -> bool:
    """Tell whether a field is a declared column's."""
    return field.startswith(OWN)


def is_own_number(field: str) -> bool:
    """Tell whether a field is a declared column's that figures can add up."""
    return field.startswith(OWN) and field.endswith(_NUMBERS)


def own_heading(field: str) -> str:
    """Return the heading of a declared column by its field.

    >>> own_heading("own_当年固定资产投资_yuan")
    '当年固定资产投资'
    """
    return field.removeprefix(OWN).rpartition("_")[0]


def declared_value(noun: Any, field: str) -> Any:
    """Return what a project or a ledger entry holds under a declared column, ``None`` where it states nothing.

    Raises ``AttributeError`` for any other name, as Python does.
    """
    if not field.startswith(OWN):
        raise AttributeError(field)
    return next((value for name, value in noun.declared or () if name == field), None)


def with_declared(declared: Iterable[tuple[str, Any]] | None, changes: dict[str, Any]) -> dict[str, Any]:
    """Return changes of fields as :func:`msgspec.structs.replace` takes them: declared columns are put together."""
    own = {name: value for name, value in changes.items() if is_own(name)}
    if not own:
        return changes
    kept = {name: value for name, value in changes.items() if name not in own}
    return kept | {"declared": tuple({**dict(declared or ()), **own}.items())}
