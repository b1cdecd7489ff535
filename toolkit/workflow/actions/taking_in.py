"""What does the button 收邮件 do? It collects what came by mail, and what chat programs saved."""

from datetime import date, timedelta

from toolkit.model.control import ActionReport
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import UNCLAIMED
from toolkit.model.office_settings import where
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.filing import BEFORE
from toolkit.workflow.steps.workspace import REPORTS, Workspace


def take_in(workspace: Workspace, period: ReportingPeriod, as_of: date, progress: tables.Progress) -> ActionReport:
    """Collect by mail and from folders, as far as the settings name them; report what went where.

    Raises ``ToolkitError`` where they name neither.
    """
    from toolkit.workflow.actions import collecting, from_folders

    since = as_of - timedelta(days=collecting.DAYS)
    has_mailbox = collecting.has_mailbox(workspace)
    if not has_mailbox and not workspace.folders:
        raise ToolkitError(
            "没有写收邮件的服务器，也没有写微信、QQ 保存文件的文件夹，不知道从哪里收。"
            f"请填{where('mail', 'imap', 'host')}等几行，或{where('folders')}，再按一次。"
        )
    what = (workspace, workspace.folders, since, period, as_of, progress)
    copied = from_folders.copy_from(*what) if workspace.folders else from_folders.Copied((), 0)
    found = collecting.NOTHING
    if has_mailbox:
        found = collecting.collect(workspace, since, period, progress, as_of)
    rows = [*copied.rows, *found.rows]
    filed = [row for row in rows if row.went_to.startswith(REPORTS) and row.remark != BEFORE]
    waiting = [row for row in rows if row.went_to == UNCLAIMED]
    headline = f"收到 {len(filed) + len(waiting)} 个文件：放进“报送” {len(filed)} 个，放进“待认领” {len(waiting)} 个。"
    points = [f"待认领：{row.file}，{row.remark}" for row in waiting]
    points += [f"{row.unit} {row.subject}：{row.remark}" for row in rows if not row.file]
    points += [f"附件太大，没有收取：{head.sender} {head.subject}" for head in found.too_large]
    points += [f"通讯录里没有的发件人：{one}" for one in dict.fromkeys(head.sender for head in found.strangers)]
    points += [f"退信：{back.said}" for back in found.back]
    return ActionReport(headline, (), (*points, *copied.said, *found.said))
