"""How does a document write results as sentences and numbered lists?"""

from collections.abc import Iterable, Sequence
from datetime import date

from toolkit.model.figures import NO_DATA, in_brackets, pace, said_rate, with_unit
from toolkit.model.ledger import Variance
from toolkit.model.period import ReportingPeriod


def listed(items: Sequence[str]) -> str:
    """Return 甲、乙、丙等3个单位 or, of one or two, only their names."""
    return "、".join(items) + (f"等{len(items)}个单位" if len(items) > 2 else "")


def overall(variances: Iterable[Variance], *, paced: bool = True) -> str:
    """Return the county's figures as one sentence, without its full stop; at the year's end 序时进度 is left out.

    A rate that the document wants raised without a target (LZ-T11 当年签约当年注册) is said as it is.
    """
    said = (one for one in variances if one.target is not None or (one.indicator.is_ratio and one.actual is not None))
    return "；".join(_said(one, paced=paced) for one in said)


def _said(variance: Variance, *, paced: bool) -> str:
    indicator = variance.indicator
    if indicator.is_ratio:
        beside = in_brackets(variance).removeprefix("（").removesuffix("）")
        target = "" if variance.target is None else f"目标{with_unit(variance.target, indicator)}"
        told = "，".join(filter(None, (target, beside)))
        return f"{indicator.name}{said_rate(variance.actual)}{f'（{told}）' if told else ''}"
    if variance.is_without_data:
        return f"{indicator.name}{NO_DATA}（目标{with_unit(variance.target, indicator)}，各单位统计表没有填报）"
    words = f"{indicator.name}{with_unit(variance.actual, indicator)}{in_brackets(variance)}"
    if variance.completion is None:
        return words
    words += f"，完成年度目标{with_unit(variance.target, indicator)}的{said_rate(variance.completion)}"
    return f"{words}，{pace(variance.ahead)}" if paced else words


def elapsed_said(elapsed: tuple[int, int], period: ReportingPeriod, on: date) -> str:
    """Return 序时进度, and that it is the month's in a paper of a day before its end: 50%（按6月底计）.

    >>> elapsed_said((6, 12), ReportingPeriod(2022, 6), date(2022, 6, 28))
    '50%（按6月底计）'
    """
    said = said_rate(elapsed[0] / elapsed[1])
    return said if on >= period.last_day else f"{said}（按{period.month}月底计）"


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


def headed(parts: Sequence[tuple[str, str]]) -> list[str]:
    """Return (heading, words) as numbered paragraphs; a single one needs neither number nor heading.

    >>> headed([("甲", "乙"), ("丙", "丁")]), headed([("甲", "乙")])
    (['（一）甲。乙。', '（二）丙。丁。'], ['乙。'])
    """
    if len(parts) < 2:
        return [f"{words}。" for _, words in parts]
    marks = chinese_numbers(len(parts))
    return [f"（{mark}）{head}。{words}。" for mark, (head, words) in zip(marks, parts, strict=True)]


def sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith(("。", "！", "；")) else text + "。"


def chinese_numbers(count: int) -> list[str]:
    """Return 一, 二, … up to 九十九."""
    ones = ["", *"一二三四五六七八九"]
    return [("" if n < 10 else ("" if n < 20 else ones[n // 10]) + "十") + ones[n % 10] for n in range(1, count + 1)]
