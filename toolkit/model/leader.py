"""What does a leader want to know first? Who is ahead and behind and by which projects, what waits, what to decide."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import attrgetter

from msgspec import Struct

from toolkit.model import figures
from toolkit.model.clause import Condition, meeting
from toolkit.model.ledger import Arrival, Consolidation, Counted, Timeliness, Variance
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.scheme import Indicator
from toolkit.model.submission import TargetLine
from toolkit.model.weighting import OF_COUNTS, addends, rounded

# So many places are told with their projects, and so many projects of each.
PLACES, PROJECTS = 3, 2


class Placed(Struct, frozen=True):
    """A target line, or an indicator where there are no lines, against 序时进度; ``reason`` names its projects."""

    label: str
    rate: float
    ahead: float
    reason: str

    @property
    def in_words(self) -> str:
        """``江口乡（表面处理） 超26.0个百分点：“电镀中心”1.2亿元``."""
        far = figures.short_pace(self.ahead)
        return f"{self.label}　{far}{'' if far == '持平' else '个百分点'}：{self.reason}"


def short_group(group: str) -> str:
    """Return a group's name without the words that all groups share."""
    return group.removesuffix("招商组").removesuffix("产业")


def short_label(unit: str, scope: str, group: str) -> str:
    """Return a line's name that needs no group beside it: ``鹿寨经开区管委（商用车共享零部件）``."""
    return f"{unit}（{scope or short_group(group)}）" if scope or group else unit


def line_names(lines: Iterable[TargetLine]) -> dict[str, str]:
    """Return, by their labels, the names of target lines in running text.

    A unit that has several lines is never named alone: 鹿寨经开区管委（新材料）, 鹿寨经开区管委（商用车共享零部件）.
    """
    known = list(lines)
    of_unit = Counter(line.lead_unit for line in known)
    return {
        line.label: short_label(line.lead_unit, line.scope, line.group if of_unit[line.lead_unit] > 1 else "")
        for line in known
    }


def leading(result: Consolidation) -> Indicator | None:
    """Return the indicator that the lines are ranked by: the target table's first; ``None`` without lines."""
    return next(iter(result.scheme.row_indicators), None) if result.standings else None


def placed(result: Consolidation) -> tuple[list[Placed], list[Placed]]:
    """Return who is on or ahead of 序时进度, the farthest first, and who is behind it, the farthest first."""
    indicator = leading(result)
    counted = Counted.among(result.ledger.entries).entries
    found = []
    if indicator:
        by_line: dict[str, list[LedgerEntry]] = {}
        for entry in counted:
            by_line.setdefault(entry.target_row, []).append(entry)
        for one in result.standings:
            variance = one.variances.get(indicator.id)
            if variance and variance.ahead is not None and variance.completion is not None:
                line = one.line
                own = by_line.get(one.key, [])
                label = short_label(line.lead_unit, line.scope, line.group)
                found.append(Placed(label, variance.completion, variance.ahead, because(variance, own)))
    else:
        known: dict[tuple[Condition, ...], list[LedgerEntry]] = {}
        for variance in result.county:
            if variance.ahead is not None and variance.completion is not None:
                name = variance.indicator.name
                found.append(Placed(name, variance.completion, variance.ahead, because(variance, counted, known)))
    ahead = sorted((one for one in found if one.ahead >= 0), key=lambda one: -one.ahead)
    return ahead, sorted((one for one in found if one.ahead < 0), key=lambda one: one.ahead)


def because(
    variance: Variance,
    entries: Sequence[LedgerEntry],
    known: dict[tuple[Condition, ...], list[LedgerEntry]] | None = None,
) -> str:
    """Return which projects make a figure what it is, or what is missing from it, the largest first.

    ``known`` is for several figures of the same projects, see :func:`toolkit.model.clause.meeting`.
    """
    indicator, short = variance.indicator, (variance.ahead or 0) < 0
    within = meeting(entries, indicator.criteria, known)
    if not entries:
        return "还没有项目"
    if indicator.column == "paid_in_yuan" and short:
        return _unpaid(within) or "到位的项目太少"
    if indicator.aggregate == "sum":
        told = [(entry, amount(entry, indicator)) for entry in within]
        largest = sorted((one for one in told if one[1]), key=lambda one: -one[1])
        said = [f"“{entry.name}”{figures.with_unit(sum_, indicator)}" for entry, sum_ in largest[:PROJECTS]]
        return ("、".join(said) + _and_more(largest)) if said else "还没有项目计入"
    if short:
        inside = set(map(id, within))
        waiting = _largest(entry for entry in entries if id(entry) not in inside)
        said = [f"“{entry.name}”{entry.stage or '阶段不明'}" for entry in waiting[:PROJECTS]]
        return "没有计入的：" + "、".join(said) + _and_more(waiting) if said else "项目太少"
    largest_first = _largest(within)
    return "".join(f"“{entry.name}”" for entry in largest_first[:PROJECTS]) + _and_more(largest_first)


def members(entries: Iterable[LedgerEntry], indicator: Indicator) -> list[LedgerEntry]:
    """Return those of some entries that an indicator counts or adds up."""
    return meeting(entries, indicator.criteria)


def amount(entry: LedgerEntry, indicator: Indicator) -> float:
    """Return what an entry adds to an indicator, in ledger units: itself, an equivalent, times its factors."""
    if not indicator.equals and not indicator.factors:
        plain = (attrgetter(indicator.column)(entry) or 0) if indicator.column else 1
        if plain.__class__ is int:
            return plain  # nearly always: nothing to weigh and nothing to round
    whole = Fraction(0)
    for one in addends(indicator.column, indicator.equals, indicator.factors):
        if meeting([entry], one.criteria):
            value = (attrgetter(one.column)(entry) or 0) if one.column else 1
            whole += one.times * Fraction(str(value)) / one.per
    return rounded(whole, OF_COUNTS)


def _largest(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    return sorted(entries, key=lambda entry: -(entry.investment_yuan or 0))


def _unpaid(entries: Sequence[LedgerEntry]) -> str:
    """Return the projects whose investment has come in least, by what is still to come."""
    owed = [(entry, (entry.investment_yuan or 0) - (entry.paid_in_yuan or 0)) for entry in entries]
    largest = sorted((one for one in owed if one[1] > 0), key=lambda one: -one[1])
    said = [
        f"“{entry.name}”总投资{in_yi(entry.investment_yuan or 0)}亿元，到位{_paid(entry)}"
        for entry, _ in largest[:PROJECTS]
    ]
    return "；".join(said) + (_and_more(largest) if said else "")


def _paid(entry: LedgerEntry) -> str:
    return "未填" if entry.paid_in_yuan is None else f"{in_yi(entry.paid_in_yuan)}亿元"


def _and_more(told: Sequence[object]) -> str:
    return f"等{len(told)}个" if len(told) > PROJECTS else ""


def missing(result: Consolidation) -> list[str]:
    """Return the units that have not reported."""
    return [line.unit for line in result.timeliness if line.arrival is Arrival.MISSING]


def carried(timeliness: Iterable[Timeliness], month: int) -> list[str]:
    """Return ``甲镇、乙镇没有可用的5月统计表，沿用4月的数。`` for each former month whose figures go on."""
    units: dict[str, list[str]] = {}
    for line in timeliness:
        if line.carried_from:
            units.setdefault(line.carried_from, []).append(line.unit)
    return [
        f"{'、'.join(whom)}没有可用的{month}月统计表，沿用{int(since[-2:])}月的数。" for since, whom in units.items()
    ]


def carried_count(timeliness: Iterable[Timeliness]) -> str:
    """Return how many units' figures are which month's: ``沿用4月的数 7 个``; '' where all are this month's."""
    months = Counter(line.carried_from for line in timeliness if line.carried_from)
    return "、".join(f"沿用{int(since[-2:])}月的数 {count} 个" for since, count in sorted(months.items()))


def waiting(result: Consolidation) -> tuple[int, str]:
    """Return how many questions wait for an answer, and by kind in words, with what the main figure would be."""
    open_ = [one for one in result.decisions if one.is_open]
    kinds = Counter(str(one.question) for one in open_)
    said = ["、".join(f"{kind}{count}" for kind, count in kinds.most_common())] if kinds else []
    said += [f"{one.indicator.name}{figures.at_most(one)}" for one in result.county[:PLACES] if figures.at_most(one)]
    return len(open_), "；".join(said) or "无"


def to_decide(result: Consolidation) -> tuple[int, str]:
    """Return how many consequences a clause proposes, and which for whom; none has effect by itself."""
    proposals = result.assessment.proposals if result.assessment else ()
    units: dict[str, list[str]] = {}
    for one in proposals:
        units.setdefault(f"{one.consequence.name}（{one.state}）", []).append(one.unit)
    said = [f"{name}：{'、'.join(whom[:PLACES])}{_and_more_units(whom)}" for name, whom in units.items()]
    return len(proposals), "；".join(said) or "无"


def _and_more_units(units: Sequence[str]) -> str:
    return f"等{len(units)}个单位" if len(units) > PLACES else ""


def before(result: Consolidation, indicator: Indicator) -> float | None:
    """Return an indicator's figure of last month, as 同比环比 has it."""
    return next((one.figures.get(indicator.id) for one in result.comparisons if one.label.startswith("上月")), None)
