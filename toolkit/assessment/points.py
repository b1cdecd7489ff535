"""How many points is a quantity? Per full step or in proportion, within cap and floor, rounded half up."""

from fractions import Fraction
from math import floor

from toolkit.model.assessment import exact
from toolkit.model.scoring import Carry, ScoreCap, ScoreRule

PLACES = 2  # decimals of points


def points_for(rule: ScoreRule, quantity: int | float) -> int | float:
    """Return the points of a quantity in one span: per full step, or in proportion; never beyond cap and floor.

    Two items of information a quarter are 2 points (JC-S1): one of them is nothing under the default reading.
    """
    steps = Fraction(str(quantity)) / rule.step
    points = Fraction(str(rule.points)) * (steps if rule.is_in_proportion(quantity) else floor(steps))
    if rule.cap is not None:
        cap = Fraction(str(rule.cap))
        points = max(-cap, points) if rule.points < 0 else min(points, cap)
    if rule.floor is not None:
        points = max(points, Fraction(str(rule.floor)))
    half_up = Fraction(floor(abs(points) * 10**PLACES + Fraction(1, 2)), 10**PLACES)
    return exact([float(half_up if points >= 0 else -half_up)])


def made_rule(
    id: str, name: str, kind: str, points: int | float, step: int, every: str, like: Carry | ScoreCap
) -> ScoreRule:
    """Return the rule of a line that only a total has, so that it stands beside the others with its clause."""
    return ScoreRule(id, name, kind, "total", "", points, step, "", every, None, True, (), "", like.citation)
