"""How is a notice made from a form that the office filled in?"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from toolkit.files.grid import RawCell
from toolkit.intake.office.notice_form import FilledForm, read_notice_form
from toolkit.intake.trips.money import read_yuan
from toolkit.model import leader, notices
from toolkit.model.documents import chinese_date
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.figures import pace, said_rate, with_unit
from toolkit.model.institutions import institution
from toolkit.model.ledger import Consolidation
from toolkit.model.notice_forms import FORMS
from toolkit.workflow.steps import told_figures

Head = notices.Letterhead
TO_WRITE = "【待填：约谈原因】"
YEARLY = "年度考核"
_LONGEST_NAME = 4  # characters
_LEADER = expression(r"[县区市]长|书记|人民政府|管委会")
_DATE = expression(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?(?: 00:00:00)?")


def from_form(kind: str, path: Path, result: Consolidation, head: Head, *, quarterly: bool = False) -> notices.Notice:
    """Return the notice that a filled-in form asks for; raises ``ToolkitError`` for what it leaves open."""
    form = read_notice_form(path, FORMS[kind])
    if kind == "督查通报":
        return _inspection(form, result, head, quarterly=quarterly)
    makers: dict[str, Callable[[FilledForm, Consolidation, Head], notices.Notice]] = {
        "约谈通知": _interview,
        "会议通知": _meeting,
        "会议纪要": _minutes,
        "经费预算申请函": _budget,
        "报销函": _reimbursement,
        "年度总结报告": _annual,
    }
    return makers[kind](form, result, head)


def _inspection(form: FilledForm, result: Consolidation, head: Head, *, quarterly: bool) -> notices.InspectionCircular:
    problems = []
    for text in form.entries["存在问题"]:
        unit, _, problem = text.replace(":", "：").partition("：")
        problems.append((unit, problem) if problem else ("", unit))
    return notices.InspectionCircular(
        head=head,
        period=result.period,
        accounting=result.scheme.accounting,
        quarterly=quarterly,
        overview=_one(form, "督查情况"),
        merits=_many(form, "工作成效"),
        problems=tuple(problems),
        due=_day(form, "整改期限"),
    )


def _interview(form: FilledForm, result: Consolidation, head: Head) -> notices.InterviewNotice:
    unit, interviewer = _one(form, "约谈单位"), _one(form, "约谈人")
    known = next((one for one in result.scheme.units if unit in (one.name, *one.aliases)), None)
    to = head.addressees if head.addressees != _usual(result) else (institution(known) if known else unit,)
    given = _many(form, "约谈原因")
    reason = given[0] if given else standing_in_words(result, known.name if known else unit) or TO_WRITE
    return notices.InterviewNotice(
        head=replace(head, addressees=to, basis=head.basis if _rests_on(head.basis, reason) else ""),
        unit=unit,
        person=_one(form, "约谈对象"),
        reason=reason,
        interviewer=interviewer,
        time=_one(form, "约谈时间"),
        place=_one(form, "约谈地点"),
        demands=_many(form, "有关要求"),
        mandate=result.scheme.government if _LEADER.search(interviewer) else "",
        papers_due=chinese_date(_day(form, "材料报送日期")) if _many(form, "材料报送日期") else "",
    )


def _rests_on(clause: str, reason: str) -> bool:
    """Tell whether a reason is one that the clause speaks of: the standing of a month is no year's place (NX-R6)."""
    return YEARLY not in clause or YEARLY in reason


def standing_in_words(result: Consolidation, unit: str) -> str:
    """Return where a unit stands by the first figure of its target lines, as a 约谈通知 tells it, or ''."""
    by = None if told_figures.is_silent(result) else leader.leading(result)
    lines = [one for one in result.standings if one.line.lead_unit == unit] if by else []
    if by is None or not lines:
        return ""
    until = f"截至{chinese_date(result.period.reached(result.as_of))}，你单位"
    if all(one.key in result.unheard for one in lines):
        return f"{until}{result.scheme.accounting.year_of(result.period)}年没有报送招商引资项目统计表"
    places = {id(one): one.variances[by.id].completion for one in result.standings}
    rates = [rate for rate in places.values() if rate is not None]
    told = []
    for one in lines:
        variance, rate = one.variances[by.id], places[id(one)]
        if rate is None or variance.ahead is None:
            continue
        scope = f"（{one.line.scope}）" if one.line.scope else ""
        target, done = with_unit(variance.target, by), with_unit(variance.actual, by)
        how = f"{done}，完成年度目标{target}的{said_rate(rate)}" if rate else f"尚无完成数（年度目标{target}）"
        place = 1 + sum(other > rate for other in rates)
        stands = "并列" if rates.count(rate) > 1 else "列"
        where = f"，在{len(rates)}个目标任务项中{stands}第{place}位" if place > 1 else ""
        told.append(f"{by.name}{scope}{how}，{pace(variance.ahead)}{where}")
    return f"{until}{'；'.join(told)}" if told else ""


def _usual(result: Consolidation) -> tuple[str, ...]:
    from toolkit.workflow.steps.tables import every_unit

    return every_unit(result.scheme)


def _meeting(form: FilledForm, _: Consolidation, head: Head) -> notices.MeetingNotice:
    return notices.MeetingNotice(
        head=head,
        meeting=_one(form, "会议名称"),
        day=_day(form, "会议日期"),
        time=_one(form, "会议时间"),
        place=_one(form, "会议地点"),
        agenda=_many(form, "会议内容"),
        attendees=_many(form, "参会人员"),
        demands=_many(form, "有关要求") or ("请参会人员准时参加，因故不能参会的，请提前书面请假",),
        reply_by=_day(form, "报名期限"),
    )


def _minutes(form: FilledForm, result: Consolidation, head: Head) -> notices.Minutes:
    return notices.Minutes(
        head=head,
        mark="招商引资工作会议纪要",
        issue=_whole(form.file, "期号", _one(form, "期号")),
        meeting=_one(form, "会议名称"),
        time=chinese_date(_day(form, "会议日期")),
        place=_one(form, "会议地点"),
        chair=_one(form, "主持人"),
        heard=_one(form, "听取内容"),
        decisions=_many(form, "议定事项"),
        present=_people(form, "出席", result),
        absent=_people(form, "请假", result),
        observers=_people(form, "列席", result),
    )


def _people(form: FilledForm, label: str, result: Consolidation) -> tuple[str, ...]:
    """Return who was there with the unit behind the name, where the office wrote the unit first: 李甲（县投促中心）."""
    units = sorted((name for unit in result.scheme.units for name in (unit.name, *unit.aliases)), key=len, reverse=True)
    people = []
    for text in _many(form, label):
        unit = next((one for one in units if text.startswith(one) and len(text) > len(one)), "")
        name = text.removeprefix(unit).strip(" 　，,：:")
        # A post before the name (县投促中心主任李甲) leaves open where the name begins.
        people.append(f"{name}（{unit}）" if unit and len(name) <= _LONGEST_NAME else text)
    return tuple(people)


def _budget(form: FilledForm, result: Consolidation, head: Head) -> notices.BudgetRequest:
    lines = tuple(
        notices.MoneyLine(row["招商组（单位）"], row["事项"], _yuan(form, number, row, "金额（元）"))
        for number, row in form.rows
    )
    return notices.BudgetRequest(head, result.period, lines)


def _reimbursement(form: FilledForm, result: Consolidation, head: Head) -> notices.Reimbursement:
    lines = tuple(
        notices.MoneyLine(
            row["招商组（单位）"],
            row["事项"],
            _yuan(form, number, row, "支出（元）"),
            _yuan(form, number, row, "预算（元）"),
            _whole(form.file, f"第{number}行票据（张）", row["票据（张）"]) if row["票据（张）"] else None,
        )
        for number, row in form.rows
    )
    return notices.Reimbursement(head, result.period, lines)


def _annual(form: FilledForm, result: Consolidation, head: Head) -> notices.AnnualReport:
    scheme, counted = result.scheme, result.ledger.counted
    by = scheme.row_indicators[0] if scheme.row_indicators and result.standings else None
    return notices.AnnualReport(
        head=replace(head, signer=_one(form, "签发人")),
        jurisdiction=scheme.jurisdiction,
        period=result.period,
        accounting=scheme.accounting,
        county=result.county,
        ranking=told_figures.places(result, by)[0],
        ranked_by=by,
        project_count=counted.count,
        investment_yuan=counted.investment_yuan,
        whole=scheme.whole,
        government=scheme.government,
        listed_count=len(result.ledger.entries),
        listed_yuan=sum(one.investment_yuan or 0 for one in result.ledger.entries),
        journeys=_journeys(result),
        practices=_many(form, "主要做法"),
        problems=_many(form, "存在问题"),
        plans=_many(form, "工作打算"),
    )


def _journeys(result: Consolidation) -> tuple[int, int, int] | None:
    """Return the trips of the year so far, the firms that they met and the leads; ``None`` without a register."""
    if result.travel is None:
        return None
    year, months = result.scheme.accounting, (line.trip for line in result.travel.lines)
    first = year.months("year", result.period)[0].first_day
    trips = [trip for trip in months if first <= trip.start <= result.period.last_day]
    firms = {firm for trip in trips for firm in trip.firms}
    return len(trips), len(firms), sum(len(trip.leads) for trip in trips)


def _one(form: FilledForm, label: str) -> str:
    return form.entries[label][0]


def _many(form: FilledForm, label: str) -> tuple[str, ...]:
    return form.entries.get(label, ())


def _day(form: FilledForm, label: str) -> date:
    typed = _one(form, label)
    match = _DATE.fullmatch(typed)
    try:
        return date(*(int(part) for part in match.groups())) if match else date.fromisoformat(typed)
    except ValueError:
        raise ToolkitError(f"“{form.file}”里的{label}写作“{typed}”，不是日期，请写成 2022-07-20。") from None


def _yuan(form: FilledForm, number: int, row: dict[str, str], column: str) -> Decimal:
    typed = row[column]
    yuan = read_yuan(RawCell(typed), column).value
    if yuan is None:
        why = f"写作“{typed}”，不是准确到分的金额" if typed else "没有填"
        raise ToolkitError(f"“{form.file}”里的第{number}行{column}{why}，请填写金额，例如 12500 或 12345.67。")
    return yuan


def _whole(file: str, where: str, typed: str) -> int:
    digits = typed.replace(",", "").replace("，", "")
    if not digits.isdigit():
        raise ToolkitError(f"“{file}”里的{where}写作“{typed}”，请只填整数，例如 12500。")
    return int(digits)
