"""Which fields do the papers after a trip have: 考察报告, 经费使用情况表, and each month the 招商工作汇报?"""

from decimal import Decimal
from pathlib import Path

from toolkit.documents.paper.amounts import in_capitals, in_figures
from toolkit.documents.paper.figures import chinese_numbers
from toolkit.documents.paper.render import render
from toolkit.documents.trips.plan import TO_WRITE, full_post, in_one_line, met_whom, people_words, sentence
from toolkit.model.documents import chinese_date, chinese_span, journey
from toolkit.model.figures import DASH, rate, said_rate
from toolkit.model.money import in_yuan
from toolkit.model.trip_papers import MonthPaper, TripPaper
from toolkit.model.trips import Expense, Trip, Visit

_DATE_BLANK = "　　　　年　　月　　日"
# Room for the pen where the register does not say what was spent.
_MONEY_BLANK, _RATE_BLANK = "＿＿＿＿＿元", "＿＿＿＿"
_WORDS_BLANK = "人民币＿＿＿＿＿＿＿＿＿＿（＿＿＿＿＿元）"
_NO_LEADS = "本次未形成招商线索。"
# What came of a visit is not known before its 信息记录表 is back.
_LEADS_TO_WRITE = "【待填：获取的招商线索；没有的写“本次未形成招商线索”】"


# What the form offers as results, as a report says it.
_RESULTS = {
    "获取线索": "本次拜访形成招商线索",
    "推进签约": "本次拜访推进了签约",
    "解决困难": "本次拜访帮助企业解决了困难",
}


def write_report(paper: TripPaper, template: Path, out: Path) -> Path:
    """Write the 考察报告 and return where it stands."""
    return render(template, report_context(paper), out)


def write_expenses(paper: TripPaper, template: Path, out: Path) -> Path:
    """Write the 经费使用情况表 and return where it stands."""
    return render(template, expenses_context(paper), out)


def write_monthly(paper: MonthPaper, template: Path, out: Path) -> Path:
    """Write the 月度招商工作汇报 and return where it stands."""
    return render(template, monthly_context(paper), out)


def report_context(paper: TripPaper) -> dict[str, object]:
    """Return the fields of the template 考察报告.docx."""
    # Long: one line for each field of the template.
    trip = paper.trip
    numbers = chinese_numbers(max(1, len(trip.visits)))
    # A sum that lacks a line is not the amount spent.
    actual = trip.actual_yuan if trip.is_accounted else None
    return {
        **journey(trip),
        "receiver": paper.receiver,
        "leader_words": _party(trip),
        "gains": _gains(trip),
        "money": _money(trip, actual),
        "applicant": trip.who,
        "count": len(trip.participants),
        "people": people_words(trip.participants),
        "purpose": sentence(trip.purpose),
        "task": f"{_clause(trip.purpose) or TO_WRITE}。",
        "visit_count": len(trip.firms),
        "visits": [
            {"n": n, "firm": visit.firm, "words": _told(visit)} for n, visit in zip(numbers, trip.visits, strict=False)
        ],
        "lead_count": len(trip.leads),
        "no_leads": _NO_LEADS
        if trip.visits and all(visit.level or visit.result for visit in trip.visits)
        else _LEADS_TO_WRITE,
        "leads": [
            {
                "n": n,
                "firm": visit.firm,
                "project": visit.project,
                "scale": visit.scale,
                "level": visit.level,
                "responsible": visit.responsible,
            }
            for n, visit in enumerate(trip.leads, 1)
        ],
        "problems": sentence(trip.problems),
        "advice": sentence(trip.advice),
        "budget": in_figures(trip.budget_yuan),
        "actual": in_figures(actual) if actual is not None else _MONEY_BLANK,
        "rate": _share(actual, trip.budget_yuan) if actual is not None else _RATE_BLANK,
        "written_on": chinese_date(trip.report_on) if trip.report_on else _DATE_BLANK,
    }


def expenses_context(paper: TripPaper) -> dict[str, object]:
    """Return the fields of the template 经费使用情况表.docx; differences are actual less budget.

    An amount that was not written down stays blank: it is not printed as 0, and no total difference is computed.
    """
    trip = paper.trip
    actual = trip.actual_yuan
    # The sum of all lines, or ``None`` where a line is unknown.
    whole = actual if trip.is_accounted else None
    vouchers = sum(expense.vouchers or 0 for expense in trip.expenses)
    return {
        "id": trip.id,
        "applicant": trip.who,
        "leader": trip.leader.name if trip.leader else "",
        **journey(trip),
        "count": len(trip.participants),
        "lines": [_expense(expense) for expense in trip.expenses],
        "total_budget": in_yuan(trip.budget_yuan),
        "total_actual": "" if whole is None else in_yuan(whole),
        "total_difference": "" if whole is None else in_yuan(whole - trip.budget_yuan),
        "total_rate": "" if whole is None else _share(whole, trip.budget_yuan),
        "total_vouchers": vouchers or "",
        "in_words": _WORDS_BLANK if whole is None else f"{in_capitals(whole)}（{in_figures(whole)}）",
        "basis": paper.basis,
    }


def monthly_context(paper: MonthPaper) -> dict[str, object]:
    """Return the fields of the template 月度招商工作汇报.docx."""
    written = paper.written
    visits = [visit for trip in paper.trips for visit in trip.visits]
    return {
        "team": paper.team,
        "period": paper.period.label,
        "receiver": paper.receiver,
        "summary": _summary(paper),
        "trips": [_trip_words(n, trip) for n, trip in enumerate(paper.trips, 1)],
        "economy": sentence(written.economy if written else ""),
        "guidance": sentence(written.guidance if written else ""),
        "projects": sentence(written.projects if written else ""),
        "visit_count": sum(len(trip.firms) for trip in paper.trips),
        "visits": [_met(n, visit) for n, visit in enumerate(visits, 1)],
        "progress": sentence(written.progress if written else ""),
        "problems": sentence(written.problems if written else ""),
        "plans": sentence(written.plans if written else ""),
        "written_by": (written.written_by if written else "") or "　　　　",
        "phone": written.phone if written else "",
        "written_on": chinese_date(written.report_on) if written and written.report_on else _DATE_BLANK,
        "due": chinese_date(paper.due) if paper.due else "",
        "basis": paper.basis,
    }


def _summary(paper: MonthPaper) -> str:
    if not paper.trips:
        return "本月没有外出招商。"
    days = sum(trip.days for trip in paper.trips)
    visits = sum(len(trip.firms) for trip in paper.trips)
    leads = sum(len(trip.leads) for trip in paper.trips)
    told = [f"本月外出招商{len(paper.trips)}批、{days}天", *_counted(visits, leads)]
    return f"{'，'.join(told)}。"


def _trip_words(n: int, trip: Trip) -> str:
    leader = f"{trip.leader.name}带队" if trip.leader else ""
    who = f"{leader}{len(trip.participants)}人"
    days = chinese_span(trip.start, trip.end)
    told = [f"{n}.{days}，{who}赴{trip.destination}招商", *_counted(len(trip.firms), len(trip.leads))]
    return f"{'，'.join(told)}。"


def _counted(firms: int, leads: int) -> list[str]:
    """Return how many firms were met and how many leads came of it; a zero is no clause."""
    return [*([f"拜访企业{firms}家"] if firms else []), *([f"获取招商线索{leads}条"] if leads else [])]


def _party(trip: Trip) -> str:
    """Return who led whom: 副县长王轶带队，县林业局考察组一行5人."""
    team = f"{trip.who}考察组" + (f"一行{len(trip.participants)}人" if len(trip.participants) > 1 else "")
    leader = trip.leader
    led_by = f"{full_post(leader)}{leader.name}" if leader is not None and leader.name else "【待填：带队领导】"
    return f"由{led_by}带队，{team}"


def _gains(trip: Trip) -> str:
    """Return what a trip brought, as the clause behind 开展招商考察."""
    return "".join(f"，{one}" for one in _counted(len(trip.firms), len(trip.leads)))


def _money(trip: Trip, actual: Decimal | None) -> str:
    """Return what a trip cost in a sentence; what nobody wrote down is for the pen."""
    if actual is None:
        return f"本次考察经费预算{in_figures(trip.budget_yuan)}，实际支出【待填：实际支出】。"
    share = f"，占预算的{said_rate(float(actual / trip.budget_yuan))}" if trip.budget_yuan else ""
    return f"本次考察经费预算{in_figures(trip.budget_yuan)}，实际支出{in_figures(actual)}{share}，明细见附件。"


def _met(n: int, visit: Visit) -> dict[str, object]:
    return {
        "n": n,
        "contact": "\n".join(filter(None, (in_one_line(visit.contact), in_one_line(visit.post)))),
        "firm": "\n".join(filter(None, (visit.firm, visit.address))),
        "phone": in_one_line(visit.phone),
        "business": visit.business,
        "intent": visit.intent,
        "opinion": visit.opinion,
    }


def _told(visit: Visit) -> str:
    """Return the result of one visit in whole sentences; what was left empty is not spoken of."""
    firm = [f"该公司主营{_clause(visit.business)}"] if visit.business else []
    met = met_whom(visit)
    subject = f"就{_clause(visit.subject)}等事项进行了洽谈" if visit.subject else ""
    if met:
        talks = f"考察组会见了{met}" + (f"，{subject}" if subject else "")
    else:
        talks = f"考察组{subject}" if subject else ""
    project = "，".join(filter(None, (visit.project, f"投资规模{visit.scale}" if visit.scale else "")))
    next_step = _clause(visit.next_step)
    if next_step:
        by = "".join(
            filter(None, (visit.by_when and f"于{visit.by_when}前", visit.responsible and f"由{visit.responsible}负责"))
        )
        next_step = f"下一步，{f'{by}，' if by else ''}{next_step}"
    parts = [
        *firm,
        talks,
        f"企业投资意向为{_clause(visit.intent)}" if visit.intent else "",
        f"拟投资项目为{_clause(project)}" if project else "",
        _RESULTS.get(visit.result, f"洽谈结果为{_clause(visit.result)}") if visit.result else "",
        f"对接意见：{_clause(visit.opinion)}" if visit.opinion else "",
        next_step,
    ]
    return "".join(sentence(part) for part in parts if part) or TO_WRITE


def _clause(text: str) -> str:
    """Return a text as part of a sentence: in one line, without the mark that ends it."""
    lines = [line.strip().rstrip("。；，！") for line in text.strip().split("\n")]
    return "，".join(filter(None, lines))


def _expense(expense: Expense) -> dict[str, object]:
    actual = expense.actual_yuan
    return {
        "item": expense.item,
        "reckoning": expense.reckoning,
        "budget": in_yuan(expense.budget_yuan),
        "actual": "" if actual is None else in_yuan(actual),
        "difference": "" if actual is None else in_yuan(actual - expense.budget_yuan),
        "rate": "" if actual is None else _share(actual, expense.budget_yuan),
        "vouchers": "" if expense.vouchers is None else expense.vouchers,
        "why": expense.why,
    }


def _share(actual: Decimal, budget: Decimal) -> str:
    return rate(float(actual / budget)) if budget else DASH
