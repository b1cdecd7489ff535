"""Which kinds of notice are there, and which template and fields has each?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.documents.notices import annual, circulars, funds, meetings, newsletter, reminder, returns, targets
from toolkit.documents.paper.render import render
from toolkit.model import notices

Context = Callable[[Any], dict[str, object]]
KINDS: dict[str, tuple[type, Context]] = {
    "目标任务下达通知": (notices.TargetNotice, targets.context),
    "催报通知": (notices.Reminder, reminder.context),
    "退回修改通知": (notices.ReturnNotice, returns.context),
    "进度通报": (notices.ProgressCircular, circulars.progress),
    "督查通报": (notices.InspectionCircular, circulars.inspection),
    "约谈通知": (notices.InterviewNotice, meetings.interview),
    "会议通知": (notices.MeetingNotice, meetings.meeting),
    "会议纪要": (notices.Minutes, meetings.minutes),
    "经费预算申请函": (notices.BudgetRequest, funds.budget),
    "报销函": (notices.Reimbursement, funds.reimbursement),
    "年度总结报告": (notices.AnnualReport, annual.context),
    "招商专报": (notices.Newsletter, newsletter.context),
}


def kind_of(notice: notices.Notice) -> str:
    """Return the Chinese name of a notice's kind, which is its template's name too."""
    return next(name for name, (type_, _) in KINDS.items() if type(notice) is type_)


def write_notice(notice: notices.Notice, template: Path, out: Path) -> Path:
    """Write a notice of any kind from its template and return where it stands; raises ``ToolkitError``."""
    _, context = KINDS[kind_of(notice)]
    return render(template, context(notice), out)
