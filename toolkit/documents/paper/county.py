"""How does a paper tell a county's figures? A judgement first, then groups that leave none out, then what waits."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from toolkit.documents.paper.figures import chinese_numbers
from toolkit.model.figures import NO_DATA, at_most, gaps_said, pace, plain, points, said_rate, waiting, with_unit
from toolkit.model.ledger import Variance

AHEAD, BEHIND, SHARES, UNKNOWN = "达到或者高于序时进度", "低于序时进度", "按比率考核", "暂无数据"
DONE, SHORT = "完成年度目标", "未完成年度目标"
Groups = dict[str, list[Variance]]


def name(variance: Variance) -> str:
    """Return an indicator's name as it stands alone: 其中 of a part is dropped."""
    return variance.indicator.name.removeprefix("其中").lstrip("：:")


def grouped(variances: Iterable[Variance], *, paced: bool = True) -> Groups:
    """Return the figures with a target by what is to be said of them; every one is in one group.

    With ``paced`` they are held against 序时进度, else against the target of a year that is over.
    A figure decides as it is printed, so that nothing is 「低于序时进度0个百分点」.
    """
    well, badly = (AHEAD, BEHIND) if paced else (DONE, SHORT)
    found: Groups = {well: [], badly: [], SHARES: [], UNKNOWN: []}
    for variance in variances:
        if variance.target is None:
            continue
        if variance.actual is None or (variance.completion is None and not variance.indicator.is_ratio):
            found[UNKNOWN].append(variance)
        elif variance.indicator.is_ratio:
            found[SHARES].append(variance)
        else:
            due = points(variance.ahead or 0) if paced else points((variance.completion or 0) - 1)
            found[well if due >= 0 else badly].append(variance)
    return found


def judgement(variances: Sequence[Variance], whole: str, *, paced: bool = True) -> str:
    """Return the judgement of a month or a year in one sentence: how many figures are where, and the main one."""
    groups = grouped(variances, paced=paced)
    count = sum(map(len, groups.values()))
    if not count:
        return f"{whole}没有设定目标的指标，不作评价。"
    told = [(len(found), word) for word, found in groups.items() if found and word not in (SHARES, UNKNOWN)]
    met = sum(_over_target(one) >= 0 for one in groups[SHARES])
    shares = ((met, "达到目标"), (len(groups[SHARES]) - met, "未达到目标"))
    told += [(number, f"比率类指标{word}") for number, word in shares if number]
    told += [(len(groups[UNKNOWN]), UNKNOWN)] if groups[UNKNOWN] else []
    if len(told) == 1:
        word = told[0][1].removeprefix("比率类指标")
        return f"从{whole}看，设定目标的{count}项指标{'均' if count > 1 else ''}{word}。"
    return f"从{whole}看，设定目标的{count}项指标中，{'，'.join(f'{number}项{word}' for number, word in told)}。"


def main_figure(variance: Variance | None, *, paced: bool = True) -> str:
    """Return how the figure stands that the county is ranked by, '' where it has none."""
    if variance is None or variance.completion is None or variance.indicator.is_ratio:
        return ""
    how = pace(variance.ahead) if paced else f"完成年度目标的{said_rate(variance.completion)}"
    return f"主要指标{name(variance)}{how}。"


def paragraphs(variances: Sequence[Variance], *, paced: bool = True) -> list[str]:
    """Return one numbered paragraph for each group that has figures, each figure with amount, target and distance."""
    told = []
    for word, found in grouped(variances, paced=paced).items():
        if word == UNKNOWN:
            words = "、".join(f"{name(one)}（目标{with_unit(one.target, one.indicator)}）" for one in found)
        else:
            words = "；".join(said(one, paced=paced) for one in found)
        if found:
            told.append((f"{word}的指标{len(found)}项", words))
    # A rate that the document wants raised, and for which it sets no target (LZ-T11), is told as it is.
    if others := [one for one in variances if _is_watched(one)]:
        told.append((f"没有设定目标的比率{len(others)}项", "；".join(said(one) for one in others)))
    marks = chinese_numbers(len(told)) if len(told) > 1 else []
    numbered = [f"（{mark}）" for mark in marks] or [""]
    return [f"{mark}{head}。{words}。" for mark, (head, words) in zip(numbered, told, strict=False)]


def said(variance: Variance, *, paced: bool = True) -> str:
    """Return one figure as a clause: amount first, then how it stands."""
    indicator, target = variance.indicator, with_unit(variance.target, variance.indicator)
    if variance.is_without_data or variance.actual is None:
        return f"{name(variance)}{NO_DATA}（目标{target}）"
    if indicator.is_ratio:
        if variance.target is None:
            return f"{name(variance)}{said_rate(variance.actual)}"
        over = _over_target(variance)
        how = f"{'高于' if over > 0 else '低于'}目标{plain(abs(over))}个百分点" if over else "与目标持平"
        grown = f"{name(variance)}{said_rate(variance.actual)}"
        if variance.actual < 0:
            grown = f"{name(variance).replace('增长', '下降')}{said_rate(-variance.actual)}"
        return f"{grown}（目标{target}），{how}"
    words = f"{name(variance)}{with_unit(variance.actual, indicator)}"
    if variance.completion is None:
        return f"{words}（目标{target}）"
    words += f"，完成年度目标{target}的{said_rate(variance.completion)}"
    return f"{words}，{pace(variance.ahead)}" if paced else words


def worth_telling(variances: Iterable[Variance]) -> list[Variance]:
    """Return the figures that a paper tells: those with a target, and known rates without one."""
    return [one for one in variances if one.target is not None or _is_watched(one)]


def _is_watched(variance: Variance) -> bool:
    """Tell whether a rate has no target and is known."""
    return variance.target is None and variance.indicator.is_ratio and variance.actual is not None


def _over_target(variance: Variance) -> Decimal:
    """Return how far a share is from its target, in percentage points."""
    return points((variance.actual or 0) - (variance.target or 0))


def moved(variances: Iterable[Variance], before: Mapping[str, float | None], since: str) -> str:
    """Return how the amounts moved since another month, in one sentence; '' where nothing is known of it."""
    changed, same = [], []
    for variance in variances:
        indicator, former = variance.indicator, before.get(variance.indicator.id)
        if former is None or variance.actual is None or variance.target is None or indicator.is_ratio:
            continue
        more = variance.actual - former
        amount = with_unit(abs(more), indicator)
        if amount == with_unit(0, indicator):
            same.append(name(variance))
        else:
            changed.append(f"{name(variance)}{'增加' if more > 0 else '减少'}{amount}")
    if same:
        changed.append(f"{'、'.join(same)}没有变化")
    return f"与{since}相比，{'，'.join(changed)}。" if changed else ""


def remarks(variances: Iterable[Variance]) -> str:
    """Return in one sentence what waits beside the figures, and which columns the tables lack; '' for nothing."""
    told = []
    for variance in worth_telling(variances):
        parts = [part for part in (waiting(variance), at_most(variance), gaps_said(variance)) if part]
        if parts:
            told.append(f"{name(variance)}{'' if waiting(variance) else '，'}{'，'.join(parts)}")
    words = "；".join(told).replace(".0%", "%")
    return f"以上只计入能够确定的数：{words}。" if told else ""
