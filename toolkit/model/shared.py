"""Which projects did two units bring together, by decision, and which part of each is whose?"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from toolkit.model.expressions import expression

if TYPE_CHECKING:
    from toolkit.model.scheme import Scheme

# The reading, and its choices: one unit has it, each has all of it, or each the part that a person decided.
READING, ONE, EACH_WHOLE, SPLIT = "shared_credit", "one", "each", "split"
# The answers to 重复 that say two units brought one project.
TOGETHER, SHARES_OPEN = "共同引进", "共同引进，份额待定"
_PART = expression(r"([^\d%]+?)(\d+(?:\.\d+)?)%")
WHOLE = 100


class SharedProject(Struct, frozen=True):
    """A project that two units reported and brought together: it counts once for the county.

    ``kept`` is the serial number of the entry that counts, ``id`` the decision's.  ``units`` and ``rows`` (target
    rows) are those of the two, the kept one's first; ``shares`` their parts, () until a person has said them.
    """

    id: str
    kept: int
    units: tuple[str, str]
    rows: tuple[str, str]
    shares: tuple[Fraction, ...]

    def share_of(self, unit: str) -> Fraction | None:
        """Return a unit's part, ``None`` while it is open."""
        return self.shares[self.units.index(unit)] if self.shares else None

    def said_of(self, name: str, unit: str) -> str:
        """Return how a project is counted for one of the two units, in one sentence."""
        share = self.share_of(unit)
        part = "份额待裁定" if share is None else f"本单位按{float(WHOLE * share):g}%计"
        line = "本单位的这一行" if self.units[0] == unit else f"{self.units[0]}的那一行"
        return f"“{name}”由{'、'.join(self.units)}共同引进，只计一次，“计入汇总”写在{line}，{part}。"

    def added_to(self, row: str) -> Fraction:
        """Return what a target row has of the project beyond what the kept entry alone gives it.

        Nothing where both units lead to one row: it has the project once.
        """
        if row not in self.rows or self.rows[0] == self.rows[1]:
            return Fraction(0)
        place = self.rows.index(row)
        share = self.shares[place] if self.shares else Fraction(0)
        return share - 1 if place == 0 else share

    def waits_for(self, row: str) -> bool:
        """Tell whether a target row may come to have a part of it."""
        return not self.shares and self.rows[0] != self.rows[1] and row in self.rows


def shared_choices(units: Sequence[str], scheme: "Scheme") -> tuple[str, ...]:
    """Return the answers about two units that a scheme's reading offers beside keeping one of them."""
    value = next((one.value for one in scheme.readings if one.id == READING), ONE)
    if units[0] == units[1]:
        return ()
    halves = f"{TOGETHER}：{units[0]}50%，{units[1]}50%"
    return {EACH_WHOLE: (TOGETHER,), SPLIT: (halves, SHARES_OPEN)}.get(value, ())


def shares_told(answer: str, units: Sequence[str], choices: Sequence[str]) -> tuple[Fraction, ...] | None:
    """Return the parts that an answer gives two units, () where they are open, ``None`` where it says no such thing.

    >>> shares_told("共同引进：乙40%，甲60%", ("甲", "乙"), ("共同引进：甲50%，乙50%", SHARES_OPEN))
    (Fraction(3, 5), Fraction(2, 5))
    >>> shares_told("共同引进：甲60%，乙60%", ("甲", "乙"), ("共同引进：甲50%，乙50%", SHARES_OPEN)) is None
    True
    """
    plain = "".join(answer.split()).replace(":", "：").replace("％", "%").replace("、", "，").replace(",", "，")
    if plain in (TOGETHER, SHARES_OPEN) and plain in choices:
        return (Fraction(1), Fraction(1)) if plain == TOGETHER else ()
    if not plain.startswith(f"{TOGETHER}：") or SHARES_OPEN not in choices:
        return None
    parts = [_PART.fullmatch(part) for part in plain.removeprefix(f"{TOGETHER}：").split("，")]
    told = {part[1]: Fraction(part[2]) / WHOLE for part in parts if part}
    if len(parts) != len(told) or set(told) != set(units) or sum(told.values()) != 1:
        return None
    return tuple(told[unit] for unit in units)


def units_in(choices: Sequence[str]) -> tuple[str, ...]:
    """Return the two units that the choices of a question name."""
    named = next((one for one in choices if one.startswith(f"{TOGETHER}：")), "")
    return tuple(part[1] for piece in named.partition("：")[2].split("，") if (part := _PART.fullmatch(piece)))
