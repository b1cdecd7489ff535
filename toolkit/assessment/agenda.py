"""What is due from whom this month? The scheme's deadlines and meetings, the trips' reports, the steps' limits."""

from collections.abc import Sequence
from datetime import date

from toolkit.assessment.kept_books import book_agenda
from toolkit.model.accounting_year import AccountingYear
from toolkit.model.assessment import AgendaItem, TrackedStage
from toolkit.model.kept_books import BookState
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import TripQuota
from toolkit.model.scheme import Deadline, Scheme
from toolkit.model.trips import PaperDue

CLOSED = ("办结销号", "超时办结")


def agenda(
    scheme: Scheme,
    period: ReportingPeriod,
    papers: Sequence[PaperDue] = (),
    tracked: Sequence[TrackedStage] = (),
    kept: Sequence[BookState] = (),
) -> tuple[AgendaItem, ...]:
    """Return everything that falls on a day of the month, by day; ``papers`` are those of all trips."""
    items: list[AgendaItem] = []
    year = scheme.accounting
    for deadline in scheme.deadlines:
        items += _deadline(deadline, period, year) if deadline.rule == "day_of_month" else ()
    items += [_paper(paper) for paper in papers if _inside(paper.day, period)]
    items += _meetings(scheme, period)
    items += [_quota(quota, period) for quota in scheme.rules.quotas if year.ends(quota.per, period)]
    items += _limits(tracked, period)
    items += [item for state in kept for item in book_agenda(state, period, scheme.office, scheme.accounting)]
    return tuple(sorted(items, key=lambda item: (item.day, item.kind, item.id)))


def _deadline(deadline: Deadline, period: ReportingPeriod, year: AccountingYear) -> list[AgendaItem]:
    """A deadline after the month's end is due this month for an earlier period: 次月5日 for last month's table."""
    of = period.shifted(-deadline.months_after)
    if not year.ends(deadline.every, of):
        return []
    note = f"报{of.label}的" if deadline.months_after else ""
    day = deadline.due(of)
    who, to = deadline.sender, deadline.receiver
    return [AgendaItem(f"{deadline.id}-{of}", day, "报送", deadline.what, who, to, deadline.citation, note)]


def _paper(paper: PaperDue) -> AgendaItem:
    trip, deadline = paper.trip, paper.deadline
    note = f"行程 {trip.id}（{trip.destination}），{trip.end.isoformat()} 返回"
    if paper.assumed:
        note += f"；{paper.assumed}"
    id, who = f"{deadline.id}-{trip.id}", trip.unit or trip.group
    return AgendaItem(id, paper.day, "报送", deadline.what, who, deadline.receiver, deadline.citation, note)


def _meetings(scheme: Scheme, period: ReportingPeriod) -> list[AgendaItem]:
    items = []
    for meeting in scheme.rules.meetings:
        day = meeting.due(period, scheme.accounting)
        if day is None:
            continue
        note = "文件没有写日期，列在最后一天" if not meeting.day else ""
        if meeting.output:
            note = "；".join(part for part in (note, f"结果：{meeting.output}") if part)
        id = f"{meeting.id}-{period}"
        items.append(
            AgendaItem(id, day, "会议", meeting.what, meeting.chair, meeting.attended_by, meeting.citation, note)
        )
    for board in scheme.rules.lists:
        if scheme.accounting.ends(board.every, period):
            id, what = f"list-{board.id}-{period}", f"红黑榜：{board.name}"
            items.append(AgendaItem(id, period.last_day, "通报", what, scheme.office, "", board.citation))
    return items


def _quota(quota: TripQuota, period: ReportingPeriod) -> AgendaItem:
    unit = {"trips": "次", "visits": "家", "leads": "条", "days": "天"}[quota.measure]
    what = f"{quota.what}不少于{quota.minimum}{unit}"
    who = "、".join(quota.kinds) or "牵头单位"
    last = {"quarter": "本季度", "half_year": "本半年", "year": "本年"}.get(quota.per, "")
    note = f"{last}最后一天" if last else ""
    return AgendaItem(f"{quota.id}-{period}", period.last_day, "外出", what, who, "", quota.citation, note)


def _limits(tracked: Sequence[TrackedStage], period: ReportingPeriod) -> list[AgendaItem]:
    items = []
    for one in tracked:
        if one.progress.value in CLOSED:
            continue
        record, basis = one.record, one.rule.citation if one.rule else None
        for day, said in ((one.warn_on, "预警"), (one.due, "限办到期")):
            if day is not None and _inside(day, period):
                id, what = f"stage-{record.project}-{record.stage}-{said}", f"{record.project}：{record.stage}{said}"
                items.append(AgendaItem(id, day, "办理", what, record.unit, "", basis))
    return items


def _inside(day: date, period: ReportingPeriod) -> bool:
    return (day.year, day.month) == (period.year, period.month)
