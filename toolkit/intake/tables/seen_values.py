"""What is an amount whose cell shows more than its number? What the person sees decides, or the person is asked."""

from collections.abc import Callable
from typing import Any

from toolkit.files.grid import RawCell, ScaledCell
from toolkit.intake.values.typed import Read, compact
from toolkit.model.units import YUAN, parse_unit

UNREAD = ("unparseable_value", "own_number_unread")


def seen_otherwise(cell: RawCell, unit: str) -> dict[str, str] | None:
    """Return what a cell holds and shows, in words of a finding, where its format leaves open which is meant.

    ``unit`` is the heading's.  1.5 shown as 0.15 does, 50 shown as 50万元 under 亿元 too; 1.5亿元 under 亿元 does not,
    nor under a heading without a unit, and of US$1.5 its currency is to be said.
    """
    if not isinstance(cell, ScaledCell) or not cell.value:
        return None
    shown = cell.shown or "空白"
    if cell.other:
        return {"typed": cell.text, "shown": shown}
    own, heading = parse_unit(compact(cell.words)), parse_unit(unit)
    if own is None or heading is None or (own.measure or YUAN) != (heading.measure or YUAN) or own.size == heading.size:
        return None
    return {"typed": cell.text, "shown": f"{shown}（表头单位是{heading.words}）"}


def read_seen(cell: RawCell, reader: Callable[[RawCell], Read[Any]]) -> Read[Any]:
    """Return what a cell holds as it shows it; words that no reader knows take nothing from its number."""
    if isinstance(cell, ScaledCell) and not cell.other and cell.value:
        read = reader(RawCell(cell.shown, cell.formula, cell.error, cell.struck))
        if not any(kind in UNREAD for kind, _ in read.remarks):
            return read
    return reader(RawCell(cell.value, cell.formula, cell.error, cell.struck) if isinstance(cell, ScaledCell) else cell)
