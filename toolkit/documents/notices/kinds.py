"""Which kinds of notice are there, and which template and fields has each?"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from toolkit.documents.notices import annual, circulars, funds, meetings, newsletter, reminder, returns, targets
from toolkit.documents.paper.render import render
from toolkit.model import notices
from toolkit.model.expressions import expression

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

# What a unit's table of targets need not have (责任领导, 协办单位, 备注) has no column in the annex.
WITH_OPTIONAL_COLUMNS = ("目标任务下达通知",)


def kind_of(notice: notices.Notice) -> str:
    """Return the Chinese name of a notice's kind, which is its template's name too."""
    return next(name for name, (type_, _) in KINDS.items() if type(notice) is type_)


def write_notice(notice: notices.Notice, template: Path, out: Path) -> Path:
    """Write a notice of any kind from its template and return where it stands; raises ``ToolkitError``."""
    kind = kind_of(notice)
    _, context = KINDS[kind]
    # A list of problems quotes what a unit typed; all else is the office's own text.
    fields = context(notice) if kind == "退回修改通知" else in_full_width(context(notice))
    return render(template, fields, out, filled_columns=kind in WITH_OPTIONAL_COLUMNS)


def in_full_width(value: Any) -> Any:
    """Return fields with full-width marks between Chinese words (GB/T 15834); figures and names of files stay.

    >>> in_full_width({"what": ["建立台账,计分考核;每年一次", "1,000万元"]})
    {'what': ['建立台账，计分考核；每年一次', '1,000万元']}
    """
    if isinstance(value, str):
        return _HALF.sub(lambda mark: _FULL[mark[0]], value)
    if isinstance(value, Mapping):
        return {key: in_full_width(one) for key, one in value.items()}
    return [in_full_width(one) for one in value] if isinstance(value, list) else value


_FULL = dict(zip(",;:!?", "，；：！？", strict=True))
_HALF = expression(r"(?<=[\u4e00-\u9fff”》）])[,;:!?](?=[\u4e00-\u9fff“《（]|$)")
