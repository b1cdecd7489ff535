"""What is known already of a notice whose form the office fills in? From the assessment, the trips and the calendar."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from toolkit.assessment.agenda import agenda
from toolkit.model.accounting_year import quarter_words
from toolkit.model.assessment import Assessment
from toolkit.model.conduct import Kept
from toolkit.model.documents import chinese_date
from toolkit.model.ledger import Consolidation
from toolkit.model.rules import Meeting
from toolkit.model.trips import Trip

MOST_PROBLEMS = 30
# What the ledger of conduct calls it, and what a circular does.
_WORDS = {Kept.RETURNED.value: "退回修改", Kept.BEHIND.value: "低于序时进度", Kept.SHORT.value: "未达到要求"}


class Prefilled(Struct, frozen=True):
    """Entries of a form by label, and rows of its 明细 by column; a person looks through them before they are used."""

    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: tuple[Mapping[str, str | int | float], ...] = ()


def prefilled(kind: str, result: Consolidation) -> Prefilled:
    """Return what a kind's form can be begun with; nothing for kinds whose words a person alone knows."""
    makers: dict[str, Callable[[Consolidation], Prefilled]] = {
        "约谈通知": _interview,
        "会议通知": _meeting,
        "督查通报": _inspection,
        "经费预算申请函": _budget,
        "报销函": _spent,
    }
    return makers[kind](result) if kind in makers else Prefilled()


def _interview(result: Consolidation) -> Prefilled:
    """Return unit, person, interviewer and places of the first 约谈 that the assessment proposes (NX-R6)."""
    proposals = (result.assessment or Assessment()).proposals
    wanted = [one for one in proposals if "约谈" in one.consequence.name and one.final]
    if not wanted:
        return Prefilled()
    first = wanted[0]
    places = "；".join(map(str, first.places))
    entries = {
        "约谈单位": (first.unit,),
        "约谈对象": (first.consequence.on,),
        "约谈原因": (f"你单位招商引资任务年度考核排名为{places}",),
        "约谈人": (first.consequence.by,),
    }
    others = "、".join(dict.fromkeys(one.unit for one in wanted[1:] if one.unit != first.unit))
    if others:
        entries["有关要求"] = (f"【写完这份再写：按同一条规定还有{others}。本行请删去】",)
    return Prefilled(entries)


def _meeting(result: Consolidation) -> Prefilled:
    """Return name, attendees and business of the meeting that the calendar has next (GN-R7, NX-R3)."""
    months = (result.period, result.period.shifted(1), result.period.shifted(2))
    due = [item for month in months for item in agenda(result.scheme, month) if item.kind == "会议"]
    # A 督查 is gone on, not convened.
    due = [item for item in due if item.day >= result.as_of and not _of(item.id, result).what.endswith("督查")]
    if not due:
        return Prefilled()
    next_one = min(due, key=lambda item: item.day)
    meeting = _of(next_one.id, result)
    span = {
        "month": f"{next_one.day.year}年{next_one.day.month}月",
        "quarter": f"{next_one.day.year}年{quarter_words((next_one.day.month + 2) // 3)}",
    }.get(meeting.every, f"{next_one.day.year}年度")
    entries = {
        "会议名称": (f"{span}{_convened(meeting.what)}",),
        "会议内容": (f"听取{span}招商引资工作情况汇报", "研究解决存在问题，部署下一步工作"),
        "参会人员": (
            f"{meeting.chair}（召集）",
            *((meeting.attended_by.removesuffix("汇报"),) if meeting.attended_by else ()),
        ),
    }
    return Prefilled(entries)


def _of(item: str, result: Consolidation) -> Meeting:
    """Return the meeting of the rulebook that an item of the calendar is."""
    return next(one for one in result.scheme.rules.meetings if item.startswith(f"{one.id}-"))


def _convened(what: str) -> str:
    """Return a meeting's name as it is convened.

    >>> _convened("招商项目会商研判（月研判）"), _convened("招商领导小组会议")
    ('招商项目会商研判会', '招商领导小组会议')
    """
    name = what.partition("（")[0]
    return name if name.endswith(("会", "会议")) else f"{name}会"


def _inspection(result: Consolidation) -> Prefilled:
    """Return each unit's shortcomings of the quarter from the conduct ledger, and who has none (GN-R10)."""
    conduct = (result.assessment or Assessment()).conduct
    quarter = [one for one in conduct if (one.day.year, (one.day.month - 1) // 3 + 1) == _quarter(result)]
    lapses: dict[str, dict[str, list[str]]] = {}
    for one in quarter:
        if one.is_lapse:
            lapses.setdefault(one.unit, {}).setdefault(one.kept.value, []).append(one.what)
    clean = [unit for unit in dict.fromkeys(one.unit for one in quarter) if unit not in lapses]
    entries: dict[str, tuple[str, ...]] = {
        "存在问题": tuple(f"{unit}：{_said(by)}" for unit, by in lapses.items())[:MOST_PROBLEMS]
    }
    if clean:
        entries["工作成效"] = (f"{'、'.join(clean)}按时报送各项材料",)
    return Prefilled(entries)


def _said(lapses: Mapping[str, list[str]]) -> str:
    """Return what fell short in one way said once: 到位资金、策划包装项目欠进度，2018年7月统计表未报."""
    return "，".join(
        f"{'、'.join(what.removeprefix('其中') for what in whats)}{_WORDS.get(kept, kept)}"
        for kept, whats in lapses.items()
    )


def _quarter(result: Consolidation) -> tuple[int, int]:
    return result.period.year, result.period.quarter


def _trips(result: Consolidation) -> list[Trip]:
    """Return the trips that begin in the month."""
    lines = result.travel.lines if result.travel is not None else ()
    month = (result.period.year, result.period.month)
    return [line.trip for line in lines if (line.trip.start.year, line.trip.start.month) == month]


def _budget(result: Consolidation) -> Prefilled:
    """Return a line for each trip of the month with its budget (LZ-R4)."""
    rows: list[Mapping[str, str | int | float]] = [
        {"招商组（单位）": trip.who, "事项": _what(trip), "金额（元）": float(trip.budget_yuan)}
        for trip in _trips(result)
        if trip.budget_yuan
    ]
    return Prefilled(rows=tuple(rows))


def _spent(result: Consolidation) -> Prefilled:
    """Return a line for each trip of the month whose money is spent and not yet paid back (LZ-R7)."""
    rows: list[Mapping[str, str | int | float]] = []
    for trip in _trips(result):
        open_lines = [one for one in trip.expenses if one.actual_yuan is not None and one.settled != "已报销"]
        if open_lines:
            spent = sum(one.actual_yuan for one in open_lines if one.actual_yuan is not None)
            line: dict[str, str | int | float] = {
                "招商组（单位）": trip.who,
                "事项": _what(trip),
                "预算（元）": float(sum(one.budget_yuan for one in open_lines)),
                "支出（元）": float(spent),
            }
            # How many vouchers there are nobody may have written down yet: those of some items are not all.
            vouchers = [one.vouchers for one in open_lines if one.vouchers is not None]
            if len(vouchers) == len(open_lines):
                line["票据（张）"] = sum(vouchers)
            rows.append(line)
    return Prefilled(rows=tuple(rows))


def _what(trip: Trip) -> str:
    return f"{chinese_date(trip.start)}赴{trip.destination}招商（{trip.id}）"
