"""How is a figure printed? Screen, mails and papers round half up, as people and Excel do."""

from decimal import ROUND_HALF_UP, Decimal

from toolkit.model.ledger import Variance
from toolkit.model.money import in_yi
from toolkit.model.scheme import Indicator

DASH = "—"
# Nobody stated it: neither 0 nor something that has no meaning.
NO_DATA = "无数据"
# A difference beyond this decimal comes from binary arithmetic alone: 0.022499999999999999 is meant to be 0.0225.
_EXACT = 12


def in_unit(value: float | None, indicator: Indicator) -> str:
    """Return a value of the ledger in the indicator's unit, for a table's cell: 1,500 or 26.30; 「—」 for none."""
    if value is None:
        return DASH
    if indicator.unit == "%":
        return rate(float(value))
    return f"{_in_unit(value, indicator):,}"


def actual_in_unit(variance: Variance) -> str:
    """Return a figure's actual for a table's cell: a number, 「无数据」 where nobody stated any, 「—」 for none."""
    return NO_DATA if variance.is_without_data else in_unit(variance.actual, variance.indicator)


def with_unit(value: float | None, indicator: Indicator) -> str:
    """Return a value of the ledger as a sentence says it: 55亿元, 3300万美元, 30%; trailing zeros are dropped."""
    if value is None:
        return DASH
    if indicator.unit == "%":
        return f"{plain(rounded(_exact(value) * 100, 1))}%"
    return f"{plain(_in_unit(value, indicator))}{indicator.unit}"


def rate(share: float | None) -> str:
    """Return a share with one decimal, or 「—」 where it is unknown.

    >>> rate(0.0765), rate(0.0225), rate(1.0), rate(None)
    ('7.7%', '2.3%', '100.0%', '—')
    """
    return DASH if share is None else f"{rounded(_exact(share) * 100, 1)}%"


def said_rate(share: float | None) -> str:
    """Return a share as a sentence says it, without zeros that say nothing.

    >>> said_rate(0.0765), said_rate(0.5), said_rate(1.0), said_rate(None)
    ('7.7%', '50%', '100%', '—')
    """
    return DASH if share is None else f"{plain(rounded(_exact(share) * 100, 1))}%"


def points(ahead: float) -> Decimal:
    """Return a difference of two shares in percentage points, with one decimal.

    >>> points(0.5215 - 0.5), points(-0.00049)
    (Decimal('2.2'), Decimal('-0.0'))
    """
    return rounded(_exact(ahead) * 100, 1)


def pace(ahead: float | None) -> str:
    """Return how far something is from 序时进度 in percentage points, as a sentence says it.

    >>> pace(0.123), pace(-0.4), pace(0.0), pace(None)
    ('高于序时进度12.3个百分点', '低于序时进度40个百分点', '与序时进度持平', '—')
    """
    if ahead is None:
        return DASH
    of = points(ahead)
    if not of:
        return "与序时进度持平"
    return f"{'高于' if of > 0 else '低于'}序时进度{plain(abs(of))}个百分点"


def short_pace(ahead: float | None) -> str:
    """Return the same for a table's cell under 「超（欠）进度（百分点）」.

    >>> short_pace(0.123), short_pace(-0.4), short_pace(0.0), short_pace(None)
    ('超12.3', '欠40.0', '持平', '—')
    """
    if ahead is None:
        return DASH
    of = points(ahead)
    return f"{'超' if of > 0 else '欠'}{abs(of)}" if of else "持平"


def signed(value: float, indicator: Indicator) -> str:
    """Return how far a figure moved, in the indicator's unit and without it: +14.40, -3, 持平."""
    moved = _in_unit(value, indicator)
    return f"{moved:+}" if moved else "持平"


def signed_points(share: float) -> str:
    """Return how far a share moved in percentage points.

    >>> signed_points(0.1444), signed_points(-0.03), signed_points(0)
    ('+14.4', '-3.0', '0.0')
    """
    moved = rounded(_exact(share) * 100, 1)
    return f"{moved:+}" if moved else "0.0"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return a number rounded half up, as people do, with exactly so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Return a number without trailing zeros.

    >>> plain(Decimal("26.30")), plain(Decimal("1500")), plain(Decimal("0.00"))
    ('26.3', '1500', '0')
    """
    return f"{value.normalize():f}" if value else "0"


def _in_unit(value: float, indicator: Indicator) -> Decimal:
    # A part of a project that two units brought together is a part of one.
    places = 2 if indicator.aggregate == "count" and value != int(value) else indicator.decimals
    return rounded(_exact(value) / indicator.scale, places)


def _exact(value: float) -> Decimal:
    # str() is the shortest text for this float; the zeros of a whole number are kept.
    given = Decimal(str(value))
    return given if given == given.to_integral_value() else rounded(given, _EXACT)


def waiting(variance: Variance) -> str:
    """Return what waits beside a figure for an answer: 另有5个、2.3亿元待定; '' where all is certain (design §3).

    Of a figure that counts projects the money is their 投资总额, of a sum what is summed; of a share the number alone.
    """
    pending, indicator = variance.pending, variance.indicator
    if not pending.count or variance.is_without_data:
        return ""
    if indicator.is_ratio:
        return f"另有{pending.count}个项目待定"
    money = f"{in_yi(int(pending.amount))}亿元" if indicator.aggregate == "count" else _more(pending.amount, indicator)
    return f"另有{pending.count}个{'' if indicator.aggregate == 'count' else '项目'}{f'、{money}' if money else ''}待定"


def at_most(variance: Variance) -> str:
    """Return what a figure would be if all that waits counted: 都算上为43个、71.7%; '' where nothing would change."""
    if not waiting(variance) or variance.at_most in (None, variance.actual):
        return ""
    whole = Variance(variance.indicator, variance.target, variance.at_most, variance.elapsed)
    if variance.indicator.is_ratio:
        return f"都算上为{rate(variance.at_most)}"
    done = f"，完成{rate(whole.completion)}" if whole.completion is not None else ""
    return f"都算上为{with_unit(variance.at_most, variance.indicator)}{done}"


def waiting_in_brackets(variance: Variance) -> str:
    """Return in brackets what waits beside a figure and what it would be with it, '' where nothing waits."""
    said = "，".join(part for part in (waiting(variance), at_most(variance)) if part)
    return f"（{said}）" if said else ""


def gaps_said(variance: Variance, *, named: bool = False) -> str:
    """Return which columns the tables lack that a figure is reckoned from, '' where none does."""
    return "；".join(gap.said(named=named) for gap in variance.gaps)


def in_brackets(variance: Variance) -> str:
    """Return both in brackets behind a figure, and which columns the tables lack; '' where all is certain and told."""
    said = "，".join(part for part in (waiting(variance), at_most(variance), gaps_said(variance)) if part)
    return f"（{said}）" if said else ""


def _more(amount: float, indicator: Indicator) -> str:
    return with_unit(amount, indicator) if amount else ""
