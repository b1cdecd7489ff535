"""Which fields may a county's statistics table have? Those of every county, and those that its rulebook declares."""

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from toolkit.intake.tables.fields import Headings, bare, headings_of
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression
from toolkit.model.known_columns import STATISTICS, Field
from toolkit.model.own_columns import NUMBER, OwnColumn

_INSIDE = expression(r"\(([^()]*)\)\s*$")
_SCALE = "[十百千万亿]*"


class Fields(Struct, frozen=True):
    """The fields by name, and the headings that they are known by."""

    headings: Headings
    by_name: Mapping[str, Field]

    @property
    def means(self) -> Mapping[str, str]:
        """What each field is called."""
        return {name: field.heading for name, field in self.by_name.items()}


@lru_cache(maxsize=32)
def fields_with(own: tuple[OwnColumn, ...]) -> Fields:
    """Return the fields of a county; an own column is known by its whole heading or synonym, not by a part of one."""
    named = {one.field: Field(one.field, one.heading, one.synonyms, base=one.required) for one in own}
    exact = {bare(word): one.field for one in own for word in (one.heading, *one.synonyms)}
    return Fields(Headings(headings_of(STATISTICS), exact, own), {field.name: field for field in STATISTICS} | named)


def other_unit(one: OwnColumn, heading: str) -> str:
    """Return the unit that stands behind a heading where it is another than the declared one: 万人 where 人 is asked.

    >>> column = OwnColumn("就业人数", NUMBER, "人")
    >>> [other_unit(column, heading) for heading in ("就业人数（万人）", "就业人数（人）", "就业人数（年底）")]
    ['万人', '', '']
    """
    match = _INSIDE.search(compact(heading))
    if one.ending != NUMBER or not match or not one.unit:
        return ""
    inside, kind = match[1], re.sub(f"^{_SCALE}", "", one.unit)
    scaled = re.fullmatch(f"{_SCALE}(?:{re.escape(kind)})?", inside)
    return inside if scaled and inside != one.unit else ""
