"""When were the units reminded of a month before? From the send ledger, and from the notice that has its number."""

import re
from datetime import date

from msgspec.structs import replace

from toolkit.files.paper_text import paper_lines
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.letters import LetterKind, SendStatus
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.official_notices import REMINDER, Wishes
from toolkit.workflow.steps.workspace import Workspace

_NUMBERED = expression(r"〔\d{4}〕\d+号$")
_DAY = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_BEFORE = expression(rf"已于{_DAY}催报")


def reminding(wishes: Wishes, workspace: Workspace, period: ReportingPeriod, as_of: date) -> Wishes:
    """Return the options of a notice with the day on which the units were reminded of this month before."""
    return replace(wishes, urged_on=urged_on(workspace, period, as_of))


def urged_on(workspace: Workspace, period: ReportingPeriod, as_of: date) -> date | None:
    """Return the last day before ``as_of`` on which a reminder went out; ``None`` where nothing says that one did.

    What went out: a reminder that the send ledger has as sent, or a 催报通知 that was given its number.
    """
    days = [*_sent(workspace, period), *_issued(workspace, period)]
    return max((day for day in days if day < as_of), default=None)


def _sent(workspace: Workspace, period: ReportingPeriod) -> list[date]:
    if not workspace.send_ledger.exists():
        return []
    with SendLedger(workspace.send_ledger) as ledger:
        rows = ledger.rows()
    topic = f"{workspace.scheme.id} {period}"
    return [
        row.at.date()
        for row in rows
        if row.at is not None
        and row.topic == topic
        and row.status is SendStatus.SENT
        and (row.kind == LetterKind.REMINDER.value or "催报" in row.subject)
    ]


def _issued(workspace: Workspace, period: ReportingPeriod) -> list[date]:
    """Return the day of the 催报通知 that lies in 输出, and the day that it says was the one before."""
    path = workspace.notices(period) / f"{REMINDER}.docx"
    try:
        lines = [line.strip() for line in paper_lines(path)] if path.exists() else []
    except ToolkitError:  # somebody put another file in its place
        return []
    if not any(_NUMBERED.search(line) for line in lines):
        return []
    found = [match for line in lines if (match := re.fullmatch(_DAY, line) or _BEFORE.search(line))]
    return [date(*map(int, match.groups())) for match in found]
