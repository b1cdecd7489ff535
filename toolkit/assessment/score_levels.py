"""How many points does a size or a level give? A base and more for each step, and the best tier that is met."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

from toolkit.model.assessment import exact
from toolkit.model.clause import AnyOf, Condition
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.own_columns import own_heading
from toolkit.model.scoring import Ladder, ScoreRule, Tier

_HEADINGS = {column.field: column.heading.removesuffix("）").partition("（") for column in LEDGER_COLUMNS}


def meets(entry: LedgerEntry, conditions: Iterable[Condition]) -> bool:
    """Tell whether an entry meets every condition; an empty cell meets none, as in COUNTIFS."""
    return all(
        any(meets(entry, way) for way in condition.ways) if isinstance(condition, AnyOf) else condition.is_met_by(entry)
        for condition in conditions
    )


def climbed(ladder: Ladder, size: int | float) -> int | float:
    """Return the points of a size: nothing below ``above``, then ``base``, then ``points`` for each step beyond.

    >>> climbed(Ladder(above=500, base=5, points=1, step=10), 535)
    8
    >>> climbed(Ladder(above=500, base=5, points=1, step=10, partial=True), 535), climbed(Ladder(500, 5, 1, 10), 499)
    (8.5, 0)
    """
    if size < ladder.above:
        return 0
    steps = (Fraction(str(size)) - Fraction(str(ladder.above))) / Fraction(str(ladder.step))
    more = (steps if ladder.partial else floor(steps)) * Fraction(str(ladder.points))
    return exact([ladder.base, float(more)])


def level_of(entry: LedgerEntry, rule: ScoreRule) -> Tier | None:
    """Return the best tier whose conditions a project meets, all of them together."""
    return next((tier for tier in rule.levels if meets(entry, tier.criteria)), None)


def reaches(entry: LedgerEntry, rule: ScoreRule) -> bool:
    """Tell whether a project is on a tier and as large as the first step of a ladder, where the rule has such."""
    if rule.levels and level_of(entry, rule) is None:
        return False
    return rule.ladder is None or getattr(entry, rule.column) >= rule.ladder.above


def worth(entry: LedgerEntry, rule: ScoreRule) -> tuple[int | float, str]:
    """Return what a project counts, and how in words: points where there are tiers or steps, else 1 or its amount."""
    size: int | float = exact([getattr(entry, rule.column)]) if rule.column else 1
    said = ""
    tier = level_of(entry, rule) if rule.levels else None
    if tier is not None:
        size, said = tier.points, f"按{tier.points:g}分一档"
    elif rule.ladder is not None:
        whole, size = size, climbed(rule.ladder, size)
        said = f"{_sized(rule.column, whole)}，得{size:g}分"
    return size, said


def _sized(column: str, amount: int | float) -> str:
    name, _, unit = _HEADINGS.get(column, (own_heading(column), "", "亿元" if column.endswith("_yuan") else ""))
    return f"{name}{in_yi(int(amount)) if column.endswith('_yuan') else f'{amount:,}'}{unit}"


def limited(quantity: int | float, rule: ScoreRule) -> tuple[int | float, str]:
    """Return what a project counts where the rule limits the points of one project, and a word where it did."""
    if rule.cap_each is None or quantity * abs(rule.points) <= rule.cap_each * rule.step:
        return quantity, ""
    most = Fraction(str(rule.cap_each)) * rule.step / Fraction(str(abs(rule.points)))
    return exact([float(most)]), f"一个项目最多{rule.cap_each:g}分"
