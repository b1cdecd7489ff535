"""What does a project come to in a weighted figure? Equivalents (2亿元 or 500万美元 count as one), and factors."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from msgspec import Struct

from toolkit.model.clause import Condition

# Decimals to which a weighted sum is rounded: amounts of the ledger to the 分, equivalents further.
OF_AMOUNTS, OF_COUNTS = 2, 6


class Equal(Struct, frozen=True):
    """An amount that counts as one: ``per`` ledger units of ``column``, over the projects that meet ``criteria``."""

    column: str
    per: int
    criteria: tuple[Condition, ...] = ()


class Factor(Struct, frozen=True):
    """What the projects that meet all criteria are multiplied by: 1.2 for industry, 0.5 for a lead."""

    criteria: tuple[Condition, ...]
    by: Fraction


class Addend(Struct, frozen=True):
    """One sum of a weighted figure: ``times`` ÷ ``per`` of a column ('' counts rows) over what meets ``criteria``."""

    column: str
    times: Fraction
    per: int
    criteria: tuple[Condition, ...]


def addends(column: str, equals: tuple[Equal, ...], factors: tuple[Factor, ...]) -> Iterator[Addend]:
    """Yield the sums that make up a weighted figure: all rows, and what a factor adds to those that meet it.

    >>> lead = Factor((), Fraction(1, 2))
    >>> [str(one.times) for one in addends("paid_in_yuan", (), (lead,))]
    ['1', '-1/2']
    """
    for part in equals or (Equal(column, 1),):
        sums = [Addend(part.column, Fraction(1), part.per, part.criteria)]
        for factor in factors:
            sums += [
                Addend(one.column, one.times * (factor.by - 1), one.per, (*one.criteria, *factor.criteria))
                for one in sums
            ]
        yield from (one for one in sums if one.times)


def rounded(total: Fraction, decimals: int) -> int | float:
    """Return a sum half up to so many decimals, as Excel's ROUND does; a whole number as such.

    >>> rounded(Fraction(25, 1000), 2), rounded(Fraction(-25, 1000), 2), rounded(Fraction(3), 2)
    (0.03, -0.03, 3)
    """
    size = 10**decimals
    whole = floor(abs(total) * size + Fraction(1, 2))
    value = Fraction(whole if total >= 0 else -whole, size)
    return int(value) if value.denominator == 1 else float(value)
