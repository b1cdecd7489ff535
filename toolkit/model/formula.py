"""How does a live figure stay honest? Formula text and its value travel together."""

from decimal import Decimal

from msgspec import Struct


class Formula(Struct, frozen=True):
    """A spreadsheet formula with the value that Python computed for it.

    The only way to write a formula in this product: a reader that cannot calculate shows ``value``,
    and a spreadsheet program that recalculates ``text`` must come to the same (promise 3).
    """

    text: str
    value: int | float | str

    def __post_init__(self) -> None:
        if not self.text.startswith("="):
            raise ValueError(f"a formula starts with '=': {self.text!r}")


def of_money(text: str, yuan: Decimal | None) -> Formula:
    """Return a formula over amounts of 元; ``None``, where nothing is known, shows an empty cell."""
    return Formula(text, "" if yuan is None else float(yuan))
