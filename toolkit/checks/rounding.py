"""How far may a stated total lie from the sum of its rows, only because each was rounded where it was written?"""

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt

from toolkit.model.submission import Submission
from toolkit.model.units import parse_unit

# Amounts that are written without decimals, or with one, were not rounded to them: 3 and 0.5 亿元 are what they are.
FEWEST_DECIMALS = 2


def rounding_of(submission: Submission, column: str, totals: Sequence[int | float]) -> Decimal:
    """Return by how many 元 a total of a column of money may differ from its rows: 0 where nothing was rounded.

    Each cell is off by half of its last decimal at the most; of many, the errors cancel out but for three times their
    spread.  As much as a whole row is never rounding: that row may have been forgotten.
    """
    amounts = [abs(amount) for one in submission.projects if (amount := getattr(one, column))]
    number = submission.projects[0].columns.get(column) if submission.projects else None
    unit = next((one.unit for one in submission.columns if one.sheet == submission.sheet and one.column == number), "")
    size = parse_unit(unit)
    if size is None or not amounts:
        return Decimal(0)
    decimals = max(_decimals(Decimal(int(amount)) / int(size.size)) for amount in (*amounts, *totals))
    if decimals < FEWEST_DECIMALS:
        return Decimal(0)
    step, cells = int(size.size) / Decimal(10) ** decimals, len(amounts) + 1
    most = step * Decimal(min(cells / 2, sqrt(0.75 * cells)))
    return min(most, Decimal(int(min(amounts))) - 1)


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
