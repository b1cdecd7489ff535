"""What was each column of a file taken for? Its heading, the field and the unit; a column nobody uses is named, too."""

from collections.abc import Iterable

from msgspec import Struct

from toolkit.model.cells import column_letter


class TakenColumn(Struct, frozen=True):
    """One column of the table that was read: its ``heading``, all rows of it joined, and where that begins.

    ``field`` is the name under which its values are stored and ``means`` that field's own heading; both are '' where
    the column is not used.  ``unit`` is the unit its numbers stand in, '' where they have none.
    """

    sheet: str
    row: int
    column: int
    heading: str
    field: str = ""
    means: str = ""
    unit: str = ""

    @property
    def letter(self) -> str:
        """The column as Excel names it."""
        return column_letter(self.column)

    @property
    def shown(self) -> str:
        """The heading in one line, with the unit behind it where the heading itself does not say it."""
        heading = "".join(self.heading.split())
        return heading if not self.unit or self.unit in heading else f"{heading}（{self.unit}）"

    @property
    def says_itself(self) -> bool:
        """True where the heading begins with the field's own: there is nothing to explain."""
        return bool(self.means) and "".join(self.heading.split()).startswith(self.means)


def unused(columns: Iterable[TakenColumn]) -> tuple[TakenColumn, ...]:
    """Return the columns that were taken for nothing."""
    return tuple(column for column in columns if not column.field)


def columns_in_words(columns: Iterable[TakenColumn], *, every: bool = True) -> str:
    """Return in one line what was taken for what; with ``every`` unset, without the headings that say it themselves.

    >>> total = TakenColumn("", 2, 5, "总投资（万元）", "investment_yuan", "投资总额", "万元")
    >>> columns_in_words([total, TakenColumn("", 2, 6, "备注")])
    'E“总投资（万元）”当作投资总额；没有用的列：F“备注”'
    """
    listed = list(columns)
    taken = [one for one in listed if one.field and (every or not one.says_itself)]
    said = [f"{one.letter}“{one.shown}”" + ("" if one.says_itself else f"当作{one.means}") for one in taken]
    parts = ["，".join(said)] if said else []
    if left := unused(listed):
        parts.append(f"没有用的列：{'、'.join(f'{one.letter}“{one.shown}”' for one in left)}")
    return "；".join(parts)
