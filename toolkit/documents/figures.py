"""How does a document write results: amounts, rates and pace, always with the same decimals?"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from toolkit.model.ledger import Variance
from toolkit.model.scheme import Indicator

DASH = "—"


def in_unit(value: float | None, indicator: Indicator) -> str:
    """Return a value of the ledger in the indicator's unit, without the unit; 「—」 where there is none."""
    if value is None:
        return DASH
    if indicator.unit == "%":
        return rate(float(value))
    return f"{rounded(Decimal(str(value)) / indicator.scale, indicator.decimals):,}"


def with_unit(value: float | None, indicator: Indicator) -> str:
    """Return a target as documents say it: 55亿元, 60个, 30%; no decimals that say nothing."""
    if value is None:
        return DASH
    if indicator.unit == "%":
        return f"{(Decimal(str(value)) * 100).normalize():f}%"
    return f"{(Decimal(str(value)) / indicator.scale).normalize():f}{indicator.unit}"


def rate(share: float | None) -> str:
    """Return a share with one decimal, 「—」 where none can be had.

    >>> rate(0.0765), rate(1.0), rate(None)
    ('7.7%', '100.0%', '—')
    """
    return DASH if share is None else f"{rounded(Decimal(str(share)) * 100, 1)}%"


def pace(ahead: float | None) -> str:
    """Return 超进度 or 欠进度 in percentage points, as circulars say it.

    >>> pace(0.123), pace(-0.4), pace(0.0), pace(None)
    ('超进度12.3个百分点', '欠进度40.0个百分点', '与序时进度持平', '—')
    """
    if ahead is None:
        return DASH
    points = rounded(Decimal(str(ahead)) * 100, 1)
    if not points:
        return "与序时进度持平"
    return f"{'超' if points > 0 else '欠'}进度{abs(points)}个百分点"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return a number rounded half up, as people do, with exactly so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def listed(items: Sequence[str]) -> str:
    """Return 甲、乙、丙等3个单位 or, of one or two, only their names."""
    return "、".join(items) + (f"等{len(items)}个单位" if len(items) > 2 else "")


def overall(variances: Iterable[Variance], *, paced: bool = True) -> str:
    """Return the county's figures as one sentence, without its full stop; at the year's end pace says nothing."""
    return "；".join(_said(variance, paced=paced) for variance in variances if variance.target is not None)


def _said(variance: Variance, *, paced: bool) -> str:
    indicator = variance.indicator
    if indicator.is_ratio:
        return f"{indicator.name}{rate(variance.actual)}（目标{with_unit(variance.target, indicator)}）"
    actual = DASH if variance.actual is None else f"{in_unit(variance.actual, indicator)}{indicator.unit}"
    words = f"{indicator.name}{actual}"
    if variance.completion is None:
        return words
    words += f"，完成年度目标{with_unit(variance.target, indicator)}的{rate(variance.completion)}"
    return f"{words}，{pace(variance.ahead)}" if paced else words


def numerals(**sections: bool) -> dict[str, str]:
    """Return 一, 二, 三 … for the sections that a notice has, in their order."""
    present = [section for section, there in sections.items() if there]
    return dict(zip(present, "一二三四五六七", strict=False))


def ordered(items: Sequence[str], level: str = "1.") -> list[str]:
    """Return items with their numbers 「（一）」 or 「1. 」; a single one needs none.

    >>> ordered(["甲", "乙"]), ordered(["甲"])
    (['1.甲', '2.乙'], ['甲'])
    """
    if len(items) < 2:
        return list(items)
    marks = (
        [f"（{n}）" for n in chinese_numbers(len(items))]
        if level == "（一）"
        else [f"{n}." for n in range(1, len(items) + 1)]
    )
    return [mark + item for mark, item in zip(marks, items, strict=True)]


def sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith(("。", "！", "；")) else text + "。"


def chinese_numbers(count: int) -> list[str]:
    """Return 一, 二, … up to 九十九."""
    ones = ["", *"一二三四五六七八九"]
    return [("" if n < 10 else ("" if n < 20 else ones[n // 10]) + "十") + ones[n % 10] for n in range(1, count + 1)]
