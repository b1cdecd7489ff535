"""How does a list put itself in order when its figures change? A key for each row, and INDEX over MATCH of LARGE."""

from collections.abc import Sequence

from msgspec import Struct

from toolkit.model.formula import Formula
from toolkit.workbooks.sheet.page import Page, Value, block, cell

# Rows with the same figure keep their order: each gives way to those before it by less than any figure differs.
STEP = "1E12"
# What cannot be ranked (—, 无数据) stands behind everything else.
UNRANKED = -1


class LiveOrder(Struct, frozen=True):
    """The rows that are ranked: the sheet and column of their figure, and the column beside the page for their keys.

    ``rows`` are those of the ranked lines, in the order that ties keep; rows between them (subtotals) have no key.
    ``step`` is by how much of the figure a row gives way to the one before it: 1 divided by this.
    """

    sheet: str
    figure: int
    key: int
    rows: Sequence[int]
    step: str = STEP

    def write_keys(self, page: Page, labels: Sequence[str], values: Sequence[Value]) -> None:
        """Write each row's key, and its label in the column beside it; both columns are hidden."""
        for number, (row, label, value) in enumerate(zip(self.rows, labels, values, strict=True)):
            figure = cell(row, self.figure)
            ranked = value if isinstance(value, int | float) else UNRANKED
            key = ranked - number / float(self.step)
            page.put(row, self.key, Formula(f"=IF(ISNUMBER({figure}),{figure},{UNRANKED})-{number}/{self.step}", key))
            page.put(row, self.key + 1, label)
        page.sheet.set_column(self.key, self.key + 1, 9, None, {"hidden": True})

    def nth(self, place: int, column: int, value: Value) -> Formula:
        """Return what stands in a column of the row that is ``place``-th by its figure, counted from 1."""
        keys = self._column(self.key)
        text = f"=INDEX({self._column(column)},MATCH(LARGE({keys},{place}),{keys},0))"
        return Formula(text, value if isinstance(value, int | float | str) else "")

    def label(self, place: int, label: str) -> Formula:
        """Return the label of the row that is ``place``-th."""
        return self.nth(place, self.key + 1, label)

    def _column(self, column: int) -> str:
        first, _, last = block(min(self.rows), column, max(self.rows), column).partition(":")
        fixed = (
            f"${''.join(filter(str.isalpha, one))}${''.join(filter(str.isdigit, one))}"
            for one in (first, last or first)
        )
        return f"{self.sheet}!{':'.join(fixed)}"
