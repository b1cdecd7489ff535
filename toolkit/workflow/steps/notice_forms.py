"""How is a notice made from a form that the office filled in?"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from toolkit.assessment.ranking import places_by
from toolkit.files.grid import RawCell
from toolkit.intake.office.notice_form import FilledForm, read_notice_form
from toolkit.intake.trips.money import read_yuan
from toolkit.model import notices
from toolkit.model.documents import chinese_date
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Consolidation
from toolkit.model.notice_forms import FORMS

Head = notices.Letterhead
_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?(?: 00:00:00)?")


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
    unit = _one(form, "约谈单位")
    to = head.addressees if head.addressees != _usual(result) else (unit,)
    return notices.InterviewNotice(
        head=replace(head, addressees=to),
        unit=unit,
        person=_one(form, "约谈对象"),
        reason=_one(form, "约谈原因"),
        interviewer=_one(form, "约谈人"),
        time=_one(form, "约谈时间"),
        place=_one(form, "约谈地点"),
        demands=_many(form, "有关要求") or ("请准备书面情况说明",),
    )


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
        demands=_many(form, "有关要求") or ("请参会人员准时参加",),
        reply_by=_day(form, "报名期限"),
    )


def _minutes(form: FilledForm, _: Consolidation, head: Head) -> notices.Minutes:
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
        present=_many(form, "出席"),
        absent=_many(form, "请假"),
        observers=_many(form, "列席"),
    )


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
            _whole(form.file, f"第{number}行票据（张）", row["票据（张）"] or "0"),
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
        ranking=places_by(result, by.id)[0] if by else (),
        ranked_by=by,
        project_count=counted.count,
        investment_yuan=counted.investment_yuan,
        practices=_many(form, "主要做法"),
        problems=_many(form, "存在问题"),
        plans=_many(form, "工作打算"),
    )


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
